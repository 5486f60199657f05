"""Bytes of a delimited text file -> header and rows, with the row numbers a spreadsheet shows.

Nothing here knows what an event is. Faults of the whole file end in one line with the remedy; they are found
from its first bytes and its first record, so that a large file of junk costs no more than reading it.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from ..errors import DataMissing, InputError

DELIMITERS: Final = (",", ";", "\t")
#: Put where a byte could not be read; a row that holds one is rejected, not guessed.
UNREADABLE: Final = "\ufffd"

#: First bytes of files that are often taken for a CSV -> what they are, and how to get one.
_SIGNATURES: Final = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive; save the sheet as CSV (UTF-8) or unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; save the sheet as CSV (UTF-8)"),
    (b"%PDF", "a PDF; copy its table into a spreadsheet and save that as CSV (UTF-8)"),
    (b"\x1f\x8b", "a gzip archive; unpack it"),
    (b"SQLite format 3", "a SQLite or GeoPackage file; export the table as CSV"),
    (b"PAR1", "a Parquet file; export the table as CSV"),
)
_SINGLE_BYTE: Final = ["cp1251", "koi8_r", "cp866", "iso8859_5", "cp1252", "cp1250"]
_SAMPLE: Final = 20_000
_HEADER_LENGTH: Final = 100_000
_MOST_COLUMNS: Final = 1_000
_MOST_FAULTS: Final = 1_000
#: C0 controls that no text file holds; tab, line feed, form feed and carriage return may stand in one.
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


class Row(NamedTuple):
    """A row as it came: its number in a spreadsheet, its cells, and what makes it unreadable, if anything."""

    number: int
    cells: list[str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Delimited:
    """A delimited text file, its header read and its rows still to come.

    Attributes
    ----------
    name : str
        File name, for messages.
    header : tuple of str
        Column names as written, stripped.
    delimiter : str
        One of DELIMITERS.
    text : str
        The whole file.
    """

    name: str
    header: tuple[str, ...]
    delimiter: str
    text: str

    def rows(self) -> Iterator[Row]:
        """Yield each row below the header that holds anything.

        The header is row 1, a blank line counts as a row but is no record, and a cell with line breaks is
        part of one row: as a spreadsheet numbers them. A quotation mark that is not closed costs its own
        line and not the rows that it would swallow.

        Raises
        ------
        InputError
            If that happens so often that the file can be no table.
        """
        lines = list(io.StringIO(self.text, newline=""))
        number, at, faults = 0, 0, 0
        while at < len(lines):
            base = at
            reader = csv.reader(itertools.islice(lines, base, None), delimiter=self.delimiter)
            while at < len(lines):
                number += 1
                cells, fault = self._next(reader)
                if fault:
                    faults += 1
                    yield Row(number, [lines[at].rstrip("\r\n")[:200]], fault)
                    at += 1
                    break
                at = base + reader.line_num
                if number > 1 and any(cell.strip() for cell in cells):
                    yield Row(number, cells)
            if faults > _MOST_FAULTS:
                raise InputError(
                    f"{self.name}: quotation marks do not match in more than {_MOST_FAULTS} rows; the first rows may "
                    "show why. Save the file again from a spreadsheet as CSV (UTF-8)."
                )

    def _next(self, reader: Iterator[list[str]]) -> tuple[list[str], str]:
        """Return the next row's cells, or what is wrong with its first line."""
        try:
            cells = next(reader, [])
        except csv.Error as error:
            return [], f"cannot be read as a table row ({error}); a quotation mark may not be closed."
        for cell in cells:
            inner = cell.splitlines()[1:]
            if any(line.count(self.delimiter) == len(self.header) - 1 for line in inner):
                return [], "a quotation mark is not closed, so that the next rows would become part of a cell."
        return cells, ""


def read_delimited(path: str | Path) -> Delimited:
    """Read a delimited text file: comma, semicolon or tab; UTF-8 or a detected encoding.

    Raises
    ------
    DataMissing
        If there is no such file.
    InputError
        If it is a folder, empty, not text, or has no header row with at least two columns.
    """
    path = Path(path)
    if not path.exists():
        raise DataMissing(f"{path}: no such file; check the name and the folder.")
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a CSV file in it.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from error
    if not data.strip():
        raise InputError(f"{path.name}: the file is empty; expected a header row and one row a record.")
    text = _decoded(data, path.name)
    delimiter, header = _header(text, path.name)
    return Delimited(path.name, header, delimiter, text)


def _decoded(data: bytes, name: str) -> str:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{name}: this is {what}.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InputError(f"{name}: starts as UTF-16 but breaks off; save it as CSV (UTF-8).") from error
    if _CONTROL.search(data, 0, 1_000_000):
        raise InputError(f"{name}: this is binary data, not a table; expected a CSV file as text (UTF-8).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded_by_guess(data, name)


def _decoded_by_guess(data: bytes, name: str) -> str:
    """Decode what is not valid UTF-8.

    Own rule: where at most a tenth of the characters beyond ASCII are damaged, the file is UTF-8 with
    damaged rows, and those rows are rejected later; guessing another encoding would garble all the others.
    """
    from charset_normalizer import from_bytes

    replaced = data.decode("utf-8-sig", errors="replace")
    damaged = replaced.count(UNREADABLE)
    beyond_ascii = len(replaced) - len(replaced.encode("ascii", errors="ignore"))
    if damaged * 10 <= beyond_ascii:
        return replaced
    lines = [line for line in data[:2_000_000].splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE]
    guess = from_bytes(sample, cp_isolation=_SINGLE_BYTE).best()
    if guess is None:
        raise InputError(f"{name}: the text encoding is unknown; save the file as CSV (UTF-8).")
    return data.decode(guess.encoding, errors="replace")


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)


def _header(text: str, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the delimiter that splits the first row into most columns, and that row."""
    best: tuple[str, tuple[str, ...]] = (",", ())
    start = text[:_HEADER_LENGTH]
    for delimiter in DELIMITERS:
        try:
            cells = next(_reader(start, delimiter), [])
        except csv.Error:
            continue
        if len(cells) > len(best[1]):
            best = (delimiter, tuple(cell.strip() for cell in cells))
    if not 2 <= len(best[1]) <= _MOST_COLUMNS:
        came = "no columns" if len(best[1]) < 2 else f"more than {_MOST_COLUMNS} columns"
        raise InputError(
            f"{name}: not a table; the first row has {came}. Expected a header row such as "
            "event_type,place_name,admin1,date_start,claimed_by,claimant_side,status."
        )
    return best
