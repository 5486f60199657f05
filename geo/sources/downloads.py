"""A file from a server to this machine: whole or not at all, and going on where an earlier try stopped."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import DownloadFailed, InputError

if TYPE_CHECKING:
    import requests

#: Bytes taken at once; of a body that breaks off at most so many are lost.
_CHUNK: Final = 1 << 13
#: Seconds to wait for a connection, and for the next bytes.
_TIMEOUT_S: Final = (10, 60)
#: Tries for one answer, and for a body that breaks off; each wait is twice the one before.
_ATTEMPTS: Final = 4
#: What a server says when it will do better later.
_PASSING: Final = (429, 500, 502, 503, 504)

Progress = Callable[[str, int, int], None]


def download(
    url: str, target: Path, *, user_agent: str, progress: Progress | None = None, backoff_s: float = 1.0
) -> Path:
    """Download a file, and return where it is.

    What arrived stays in `target`.part until it is complete; a later call asks for the rest (HTTP Range), if the
    server's file is still the same. Checked are the size, a sum that the server states (Repr-Digest, Digest,
    Content-MD5) and the sums inside a zip archive. Busy servers and broken connections are tried again, after
    `backoff_s` seconds and twice as long each time. `progress` is told (file name, bytes, total bytes or 0).

    Raises
    ------
    DownloadFailed
        If the server cannot be reached, breaks off each time, or sends what does not agree with its sums.
    InputError
        If the server has no such file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    reason = ""
    with _session(user_agent, backoff_s) as session:
        for attempt in range(_ATTEMPTS):
            if attempt:
                time.sleep(backoff_s * 2 ** (attempt - 1))
            headers, reason = _fetch_into(part, url, session, target.name, progress)
            if not reason:
                _check(part, target.name, url, headers)
                with part.open("rb") as file:
                    os.fsync(file.fileno())
                part.replace(target)
                _state(part).unlink(missing_ok=True)
                return target
    raise DownloadFailed(
        f"{url}: broke off {_ATTEMPTS} times ({reason}). Give the command again: it goes on from there."
    )


def _session(user_agent: str, backoff_s: float) -> requests.Session:
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry

    session = requests.Session()
    retry = Retry(total=_ATTEMPTS - 1, backoff_factor=backoff_s, status_forcelist=_PASSING, allowed_methods={"GET"})
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    # The sizes and sums that servers state are those of the file, not of its compressed form.
    session.headers.update({"User-Agent": user_agent, "Accept-Encoding": "identity"})
    return session


def _fetch_into(
    part: Path, url: str, session: requests.Session, name: str, progress: Progress | None
) -> tuple[Mapping[str, str], str]:
    """Add to the part what the server sends: (its headers, "" or why the file is not complete)."""
    import requests

    held = part.stat().st_size if part.exists() else 0
    state = _remembered(part) if held else {}
    asked = {"Range": f"bytes={held}-", "If-Range": state["validator"]} if state else {}
    try:
        answer = session.get(url, headers=asked, stream=True, timeout=_TIMEOUT_S)
    except requests.RequestException as error:
        raise DownloadFailed(f"{url}: cannot be reached ({error}). Check the network and the address.") from error
    with answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable and state.get("total") == str(held):
            return {}, ""
        if answer.status_code not in (requests.codes.ok, requests.codes.partial):
            _refused(answer, url, part)
        goes_on = answer.status_code == requests.codes.partial and _starts_at(answer.headers) == held
        done = held if goes_on else 0
        length = answer.headers.get("Content-Length", "")
        total = done + int(length) if length.isdigit() else 0
        _remember(part, answer.headers, total)
        try:
            with part.open("ab" if goes_on else "wb") as file:
                for chunk in answer.iter_content(_CHUNK):
                    file.write(chunk)
                    done += len(chunk)
                    if progress is not None:
                        progress(name, done, total)
        except requests.RequestException as error:
            return answer.headers, str(error)
        if total and done != total:
            return answer.headers, f"{done} of {total} bytes came"
        # A sum of the body says nothing of a file that came in two parts.
        kept = {key: value for key, value in answer.headers.items() if not (goes_on and key.lower() == "content-md5")}
        return kept, ""


def _refused(answer: requests.Response, url: str, part: Path) -> None:
    import requests

    if answer.status_code == requests.codes.requested_range_not_satisfiable:
        part.unlink(missing_ok=True)
        raise DownloadFailed(f"{url}: the server's file is shorter than what came before. Give the command again.")
    told = f"{answer.status_code} {answer.reason}"
    if answer.status_code in _PASSING:
        raise DownloadFailed(f"{url}: the server cannot answer now ({told}). Try again later.")
    raise InputError(f"{url}: the server has no such file ({told}). Check the country's code and GEO_GEONAMES_URL.")


def _state(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _remember(part: Path, headers: Mapping[str, str], total: int) -> None:
    """Keep what tells the server's file from a later one; without it nothing can be gone on with."""
    tag = headers.get("ETag", "")
    validator = tag if tag and not tag.startswith("W/") else headers.get("Last-Modified", "")
    if validator:
        _state(part).write_text(json.dumps({"validator": validator, "total": str(total)}), encoding="utf-8")
    else:
        _state(part).unlink(missing_ok=True)


def _remembered(part: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(_state(part).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.keys() == {"validator", "total"} else {}


def _starts_at(headers: Mapping[str, str]) -> int | None:
    start = headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(start) if start.isdigit() else None


def _check(part: Path, name: str, url: str, headers: Mapping[str, str]) -> None:
    """Compare a complete file with the sums that came with it; one that is wrong is thrown away."""
    for algorithm, stated in _stated_sums(headers):
        with part.open("rb") as file:
            found = hashlib.file_digest(file, algorithm).digest()
        if base64.b64encode(found).decode() != stated:
            part.unlink()
            raise DownloadFailed(f"{url}: damaged on the way (its {algorithm} differs). Give the command again.")
    if name.endswith(".zip"):
        try:
            with zipfile.ZipFile(part) as archive:
                broken = archive.testzip()
        except zipfile.BadZipFile as error:
            broken = str(error)
        if broken is not None:
            part.unlink()
            raise DownloadFailed(f"{url}: not a sound zip archive ({broken}). Give the command again.")


def _stated_sums(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (algorithm, sum in base 64) of RFC 9530's Repr-Digest, RFC 3230's Digest and Content-MD5."""
    sums = []
    for header in ("Repr-Digest", "Digest"):
        for item in headers.get(header, "").split(","):
            algorithm, _, value = item.strip().partition("=")
            if algorithm.lower() in {"sha-256", "sha-512"}:
                sums.append((algorithm.lower().replace("-", ""), value.strip(":")))
    if headers.get("Content-MD5"):
        sums.append(("md5", headers["Content-MD5"]))
    return sums
