"""Files taken apart into single reports; zips that are too large, nested or hostile are refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from geo.records import Reject
from geo.sources import bundle
from geo.sources.bundle import Given, Piece, pieces, shown_name


def zipped(**members: bytes) -> bytes:
    return packed([(name.replace("__", "."), content) for name, content in members.items()])


def packed(members: list[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for name, content in members:
            made.writestr(zipfile.ZipInfo(name), content, compress_type=how)
    return out.getvalue()


def taken(name: str, content: bytes) -> list[Piece | Reject]:
    return list(pieces([Given.of(name, content)]))


def refusal(name: str, content: bytes) -> str:
    (found,) = taken(name, content)
    assert isinstance(found, Reject)
    assert found.raw["file"] == shown_name(name)
    return str(found)


def test_rows_and_files_come_out_with_where_they_are() -> None:
    zip_ = packed(
        [("a/one.jsonl", b'{"text": "x"}\n\n{"text": "y"}\n'), ("two.txt", b"words"), ("__MACOSX/a.txt", b"-")]
    )
    found = [one for one in taken("all.zip", zip_) if isinstance(one, Piece)]
    assert [one.where for one in found] == [
        "all.zip: a/one.jsonl row 1", "all.zip: a/one.jsonl row 3", "all.zip: two.txt"
    ]  # fmt: skip
    assert {one.source for one in found} == {"all.zip"}
    assert [one.row for one in found] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025-03-12_a.txt", date(2025, 3, 12)),
        ("x/2025-03-12.txt", date(2025, 3, 12)),
        ("2025-13-12.txt", None),
        ("2025-03-123.txt", None),
        ("a_2025-03-12.txt", None),
    ],
)
def test_only_a_day_at_the_head_of_a_name_counts(name: str, day: date | None) -> None:
    assert Piece(name, name, name, b"").published == day


@pytest.mark.parametrize(
    "name",
    ["../out.txt", "a/../../out.txt", "/etc/out.txt", "C:\\out.txt", "..\\out.txt", "a\x07.txt", "\u202etxt.a.txt",
     "n" * 300 + ".txt", "d/" * 12 + "deep.txt"],
)  # fmt: skip
def test_a_hostile_name_in_a_zip_is_refused_and_shown_harmless(name: str) -> None:
    told = refusal("a.zip", packed([(name, b"words")]))
    assert "\x07" not in told
    assert "\u202e" not in told
    assert len(told) < 500


def test_the_others_of_a_zip_with_one_hostile_name_are_read() -> None:
    found = taken("a.zip", packed([("../out.txt", b"words"), ("in.txt", b"words")]))
    assert [type(one) for one in found] == [Reject, Piece]


def test_a_bomb_is_refused_unread() -> None:
    assert "times its size" in refusal("a.zip", packed([("a.txt", b"0" * 5_000_000)]))


def test_a_zip_that_lies_about_its_size_is_not_read_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MEMBER_BYTES", 3_000_000)
    content = packed([("a.txt", b"0" * 8_000_000)])
    true, lie = (8_000_000).to_bytes(4, "little"), (999_999).to_bytes(4, "little")
    assert content.count(true) == 2
    told = refusal("a.zip", content.replace(true, lie))
    assert "cannot be unpacked" in told or "larger than" in told


def test_what_is_too_large_or_too_many_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MEMBER_BYTES", 10)
    assert "larger than" in refusal("a.zip", zipped(a__txt=b"more than ten"))
    monkeypatch.setattr(bundle, "ZIP_BYTES", 10)
    assert "unpacks to" in refusal("a.zip", zipped(a__txt=b"more than ten"))
    monkeypatch.setattr(bundle, "MOST_MEMBERS", 1)
    assert "at most 1 are read" in refusal("a.zip", zipped(a__txt=b"a", b__txt=b"b"))


def test_a_zip_in_a_zip_a_locked_one_an_empty_one_and_no_zip_are_refused() -> None:
    assert "zip within a zip" in refusal("a.zip", zipped(b__zip=zipped(c__txt=b"words")))
    locked = bytearray(packed([("a.txt", b"words")], zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    assert "encrypted" in refusal("a.zip", bytes(locked))
    assert "holds no file" in refusal("a.zip", packed([]))
    assert "not a readable zip" in refusal("a.zip", b"PK no")
    damaged = packed([("a.txt", b"words " * 99)], zipfile.ZIP_STORED).replace(b"words", b"WORDS", 1)
    assert "cannot be unpacked" in refusal("a.zip", damaged)


def test_what_is_no_report_file_or_empty_is_told_of() -> None:
    assert "not a report file" in refusal("a.exe", b"MZ")
    assert "empty" in refusal("a.jsonl", b" \n\n")
    assert "binary" in refusal("a.jsonl", b"\x00" * 50)


def test_a_file_that_cannot_be_loaded_is_told_of() -> None:
    def gone() -> bytes:
        raise FileNotFoundError(2, "No such file or directory")

    (found,) = pieces([Given("a.txt", 5, gone)])
    assert isinstance(found, Reject)
    assert "No such file" in found.reason
