"""Downloads: whole or not at all, going on where they stopped, and clear where they cannot be."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.errors import DownloadFailed, InputError
from geo.sources.downloads import download
from tests.servers import Reply, Request, nobody, serving

CONTENT = bytes(range(256)) * 1200
#: Bytes that are kept or lost together where a body breaks off.
CHUNK = 8192


def ranged(content: bytes, *, cuts: list[int | None], tag: Callable[[], str] = lambda: '"one"') -> Callable[..., Reply]:
    """A server of one file that knows ranges and breaks off its first answers after so many bytes each."""

    def answer(request: Request) -> Reply:
        cut = cuts.pop(0) if cuts else None
        wanted = request.headers.get("range")
        if wanted is None or request.headers.get("if-range") != tag():
            return Reply(content, headers={"ETag": tag()}, cut=cut)
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        if start >= len(content):
            return Reply(b"", 416, {"Content-Range": f"bytes */{len(content)}"})
        said = {"ETag": tag(), "Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
        return Reply(content[start:], 206, said, cut)

    return answer


def fetch(url: str, target: Path, **more: object) -> Path:
    return download(url, target, user_agent="tests", backoff_s=0.01, **more)  # type: ignore[arg-type]


def test_a_file_comes_whole_with_its_progress(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with serving(ranged(CONTENT, cuts=[])) as server:
        path = fetch(f"{server.url}/UA.bin", tmp_path / "UA.bin", progress=lambda *step: told.append(step))
    assert path.read_bytes() == CONTENT
    assert told[-1] == ("UA.bin", len(CONTENT), len(CONTENT))
    assert [step[1] for step in told] == sorted(step[1] for step in told)
    assert server.requests[0].headers["user-agent"] == "tests"
    assert [file.name for file in tmp_path.iterdir()] == ["UA.bin"]


def test_what_breaks_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with serving(ranged(CONTENT, cuts=[12 * CHUNK, 5 * CHUNK])) as server:
        assert fetch(f"{server.url}/f", tmp_path / "f").read_bytes() == CONTENT
    asked = [request.headers.get("range") for request in server.requests]
    assert asked == [None, f"bytes={12 * CHUNK}-", f"bytes={17 * CHUNK}-"]


def test_a_later_call_goes_on_and_the_target_is_never_a_part(tmp_path: Path) -> None:
    target = tmp_path / "f"
    with serving(ranged(CONTENT, cuts=[CHUNK] * 4)) as server, pytest.raises(DownloadFailed, match="broke off 4 times"):
        fetch(f"{server.url}/f", target)
    assert not target.exists()
    with serving(ranged(CONTENT, cuts=[])) as server:
        assert fetch(f"{server.url}/f", target).read_bytes() == CONTENT
    assert [request.headers.get("range") for request in server.requests] == [f"bytes={4 * CHUNK}-"]


def test_a_file_that_changed_meanwhile_is_fetched_anew(tmp_path: Path) -> None:
    target, other = tmp_path / "f", CONTENT[::-1]
    with serving(ranged(CONTENT, cuts=[CHUNK] * 4)) as server, pytest.raises(DownloadFailed):
        fetch(f"{server.url}/f", target)
    with serving(ranged(other, cuts=[], tag=lambda: '"two"')) as server:
        assert fetch(f"{server.url}/f", target).read_bytes() == other


def test_without_a_mark_of_the_file_nothing_is_pieced_together(tmp_path: Path) -> None:
    cuts: list[int | None] = [9_000]
    with serving(lambda _: Reply(CONTENT, cut=cuts.pop() if cuts else None)) as server:
        assert fetch(f"{server.url}/f", tmp_path / "f").read_bytes() == CONTENT
    assert [request.headers.get("range") for request in server.requests] == [None, None]


def test_a_busy_server_is_asked_again(tmp_path: Path) -> None:
    replies = [Reply(status=503, headers={"Retry-After": "0"}), Reply(status=429), Reply(CONTENT)]
    with serving(lambda _: replies.pop(0)) as server:
        assert fetch(f"{server.url}/f", tmp_path / "f").read_bytes() == CONTENT
    with serving(lambda _: Reply(status=503)) as server, pytest.raises(DownloadFailed, match="503"):
        fetch(f"{server.url}/g", tmp_path / "g")
    assert len(server.requests) == 4


def test_a_server_that_is_not_there_or_has_no_such_file_says_which(tmp_path: Path) -> None:
    with nobody() as url, pytest.raises(DownloadFailed, match="cannot be reached"):
        fetch(f"{url}/UA.zip", tmp_path / "UA.zip")
    with serving(lambda _: Reply(b"no", 404)) as server, pytest.raises(InputError, match=r"no such file.*404"):
        fetch(f"{server.url}/XX.zip", tmp_path / "XX.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("header", ["Repr-Digest", "Digest", "Content-MD5"])
def test_a_stated_sum_is_compared(tmp_path: Path, header: str) -> None:
    def stated(content: bytes) -> dict[str, str]:
        sha = base64.b64encode(hashlib.sha256(content).digest()).decode()
        md5 = base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()
        return {"Repr-Digest": f"sha-256=:{sha}:", "Digest": f"SHA-256={sha}", "Content-MD5": md5}

    with serving(lambda _: Reply(CONTENT, headers={header: stated(CONTENT)[header]})) as server:
        assert fetch(f"{server.url}/f", tmp_path / "f").read_bytes() == CONTENT
    with (
        serving(lambda _: Reply(CONTENT, headers={header: stated(b"other")[header]})) as server,
        pytest.raises(DownloadFailed, match="differs"),
    ):
        fetch(f"{server.url}/g", tmp_path / "g")
    assert not (tmp_path / "g").exists()
    assert not (tmp_path / "g.part").exists()


def test_a_zip_archive_is_checked_inside(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("UA.txt", CONTENT)
    good = made.getvalue()
    bad = good.replace(CONTENT[1000:1010], b"0123456789")
    for content, told in ((bad, "UA.txt"), (b"<html>Sorry</html>", "not a zip file")):
        with (
            serving(lambda _, sent=content: Reply(sent)) as server,  # type: ignore[misc]
            pytest.raises(DownloadFailed, match=f"not a sound zip archive.*{told}"),
        ):
            fetch(f"{server.url}/UA.zip", tmp_path / "UA.zip")
        assert not (tmp_path / "UA.zip").exists()
    with serving(lambda _: Reply(good)) as server:
        assert fetch(f"{server.url}/UA.zip", tmp_path / "UA.zip").read_bytes() == good
