"""Many report files at once to single reports in their outside form: rows of JSON Lines, whole files, zips of them.

A zip is never unpacked to disk: its members are read one at a time, and what is too large, too many, nested or
hostile in name is refused with its reason.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final

from ..errors import InputError
from ..records import Reject
from .articles import ENDINGS, ROW_ENDINGS, numbered_rows
from .encoding import decoded

#: What one zip may hold: members, bytes of one, bytes of all, and how far one may have been packed.
MOST_MEMBERS: Final = 20_000
MEMBER_BYTES: Final = 50_000_000
ZIP_BYTES: Final = 500_000_000
MOST_PACKED: Final = 200
#: Below this many bytes even a well packed member is harmless.
_SMALL_BYTES: Final = 1_000_000
_DEEPEST: Final = 10
_BLOCK: Final = 1 << 20
_LONGEST_NAME: Final = 240
#: Control characters, and those that turn the direction of what is written around a name.
_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Given:
    """A file that somebody gave: its name, its bytes when they are wanted, and how many they are."""

    name: str
    size: int
    load: Callable[[], bytes]

    @classmethod
    def of(cls, name: str, content: bytes) -> Given:
        """Make it of bytes at hand."""
        return cls(name, len(content), lambda: content)


@dataclass(frozen=True, slots=True)
class Piece:
    """One report in its outside form.

    Attributes
    ----------
    source : str
        Name of the file that was given.
    where : str
        File, member and row, for messages and lists.
    name : str
        Name of the file or member; its ending tells the kind.
    content : bytes
        The row, or the whole file.
    row : bool
        Whether it is one row of a JSON Lines file.
    """

    source: str
    where: str
    name: str
    content: bytes
    row: bool = False

    @property
    def published(self) -> date | None:
        """The day with which the file's name begins, as in 2025-03-12_dispatch.txt; None where it does not."""
        stated = _DAY.match(PurePosixPath(self.name).name)
        try:
            return date.fromisoformat(stated[1]) if stated else None
        except ValueError:
            return None


def pieces(given: Iterable[Given]) -> Iterator[Piece | Reject]:
    """Take files apart, one report after the other; what cannot be used comes out as a Reject in its place.

    A Reject names the file that was given under "file" of its `raw`.
    """
    for file in given:
        shown = shown_name(file.name)
        try:
            content = file.load()
            for name, member in _members(shown, content):
                yield from _of_file(shown, name, member)
        except (InputError, OSError) as error:
            yield _reject(shown, shown, str(error).removeprefix(f"{shown}: "))


def shown_name(name: str) -> str:
    """Return a file's name fit to be shown: on one line, without characters that turn what stands around it."""
    plain = _UNFIT.sub("\ufffd", name)
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[: _LONGEST_NAME - 1]}…"


def _reject(source: str, where: str, reason: str) -> Reject:
    return Reject(where, reason, {"file": source})


def _of_file(source: str, name: str, content: bytes | InputError) -> Iterator[Piece | Reject]:
    where = name if name == source else f"{source}: {name}"
    if isinstance(content, InputError):
        yield _reject(source, where, str(content))
    elif Path(name).suffix.lower() not in ENDINGS:
        yield _reject(source, where, f"not a report file; expected one of {', '.join(ENDINGS)}, or a .zip of them.")
    elif Path(name).suffix.lower() not in ROW_ENDINGS:
        yield Piece(source, where, name, content)
    else:
        yield from _rows(source, name, where, content)


def _rows(source: str, name: str, where: str, content: bytes) -> Iterator[Piece | Reject]:
    try:
        text = decoded(content, where)
    except InputError as error:
        yield _reject(source, where, str(error).removeprefix(f"{where}: "))
        return
    empty = True
    for row, line in numbered_rows(text):
        empty = False
        yield Piece(source, f"{where} row {row}", name, line.encode("utf-8", "surrogatepass"), row=True)
    if empty:
        yield _reject(source, where, 'the file is empty; expected one JSON object a line with at least "text".')


def _members(name: str, content: bytes) -> Iterator[tuple[str, bytes | InputError]]:
    """The files in a file: itself, or the members of a zip, each with its bytes or why they are not read."""
    if Path(name).suffix.lower() != ".zip":
        yield name, content
        return
    try:
        with zipfile.ZipFile(BytesIO(content)) as bundle:
            listed = [info for info in bundle.infolist() if not info.is_dir() and not _of_a_system(info.filename)]
            _check_whole(listed)
            for info in listed:
                try:
                    yield shown_name(info.filename), _member(bundle, info)
                except InputError as error:
                    yield shown_name(info.filename), error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{name}: not a readable zip ({error}); pack it again.") from error


def _of_a_system(name: str) -> bool:
    """Whether a member is what a system or an archiver leaves beside the files: no report, and no error."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or bool(parts and parts[-1] in {".DS_Store", "Thumbs.db", "desktop.ini"})


def _check_whole(listed: list[zipfile.ZipInfo]) -> None:
    if not listed:
        raise InputError("the zip holds no file; expected report files in it.")
    if len(listed) > MOST_MEMBERS:
        raise InputError(f"the zip holds {len(listed):,} files; at most {MOST_MEMBERS:,} are read. Split it.")
    unpacked = sum(info.file_size for info in listed)
    if unpacked > ZIP_BYTES:
        raise InputError(
            f"the zip unpacks to {unpacked / 1e6:,.0f} MB; at most {ZIP_BYTES / 1e6:,.0f} MB are read. Split it."
        )


def _member(bundle: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member; not more of them than its limit, whatever the zip says of its size."""
    _check_name(info.orig_filename)
    if info.flag_bits & 1:
        raise InputError("is encrypted; pack it again without a password.")
    if info.filename.lower().endswith(".zip"):
        raise InputError("is a zip within a zip; unpack it and give it by itself.")
    packed = max(info.compress_size, 1)
    if info.file_size > _SMALL_BYTES and info.file_size / packed > MOST_PACKED:
        raise InputError(f"unpacks to {info.file_size // packed:,} times its size, which no text does; left out.")
    read = bytearray()
    try:
        with bundle.open(info) as member:
            while block := member.read(_BLOCK):
                read += block
                if len(read) > MEMBER_BYTES:
                    raise InputError(f"is larger than {MEMBER_BYTES / 1e6:,.0f} MB; split it.")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError(f"cannot be unpacked ({error}); pack it again.") from error
    return bytes(read)


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:", name):
        raise InputError("has a name that leads out of the zip; pack it again with plain names.")
    if len(parts) > _DEEPEST:
        raise InputError(f"lies {len(parts) - 1} folders deep; at most {_DEEPEST - 1} are read.")
    if _UNFIT.search(name) or len(name) > _LONGEST_NAME:
        raise InputError("has a name with control characters or of more than 240 letters; rename it.")
