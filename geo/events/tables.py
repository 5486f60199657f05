"""Event tables -> events: our own CSV, and the exports of ACLED, UCDP GED and VIINA.

    delimited.py   bytes -> header and rows
    parquet.py     the same from Parquet; a table that was joined before is read by joined_tables.py
    columns.py     our columns, their aliases, how a cell becomes a value
    formats.py     rows of the other data sets -> our values
    faults.py      what is wrong with a row, in one sentence

Every row that holds anything becomes an event, a reject with its reason, or a linked duplicate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..errors import InputError
from ..records import Event, Outcome, Reject, content_id
from ..schema import EVENT
from ..settings import Settings
from . import columns, faults, formats
from .delimited import UNREADABLE, Delimited, read_delimited
from .parquet import Cells, is_parquet, read_cells

#: What a row gave: its values, or the sentence that says why it cannot be used.
_Reading = tuple[dict[str, Any], str]


def read_events(path: str | Path) -> Outcome[Event]:
    """Read an event table.

    Our own form (data/events.csv; column aliases in columns.ALIASES) and the exports of ACLED, UCDP GED and
    VIINA are told apart by their headers. Comma, semicolon or tab; UTF-8, or else a detected encoding. Or Parquet,
    by the ending of the file's name, whose cells are read as if they were text.

    Returns
    -------
    Outcome of Event
        `made` in file order; `rejected` with "file row n" as a spreadsheet numbers them (the header is row
        1; rows of Parquet count from 1) and one sentence a fault; `linked` the repetitions of an event that came
        before, by event_id.
        Rows in which every cell is blank are no records. A header with no rows gives an empty outcome.

    Raises
    ------
    DataMissing
        If there is no such file.
    InputError
        If the file as a whole cannot be used: empty, binary, no table, a required column missing.
    """
    table = read_cells(path) if is_parquet(path) else read_delimited(path)
    shape = formats.recognise([columns.column_key(cell) for cell in table.header])
    made: dict[str, Event] = {}
    first_row: dict[str, int] = {}
    rejected: list[Reject] = []
    linked: list[Event] = []
    for number, raw, (values, fault) in _readings(table, shape):
        event, reason = (None, fault) if fault else _validated(values)
        if event is None:
            rejected.append(Reject(f"{table.name} row {number}", reason, raw))
            continue
        first = made.setdefault(event.event_id, event)
        row = first_row.setdefault(event.event_id, number)
        if row == number:
            continue
        if shape is not None or "event_id" not in values or event == first:
            linked.append(event)
        else:
            reason = (
                f"event_id {event.event_id!r} belongs to another record in row {row}; "
                "give each record its own, or leave the cell empty."
            )
            rejected.append(Reject(f"{table.name} row {number}", reason, raw))
    return Outcome(tuple(made.values()), tuple(rejected), tuple(linked))


def bundled_events(settings: Settings | None = None) -> tuple[Event, ...]:
    """Return the event records that ship with the project, in file order; read once a process and folder.

    Raises
    ------
    DataMissing
        If data/events.csv is not there.
    InputError
        If one of its rows cannot be read: the bundled file is meant to be whole.
    """
    return _bundled((settings or Settings.from_environment()).data_dir / "events.csv")


@lru_cache(maxsize=4)
def _bundled(path: Path) -> tuple[Event, ...]:
    outcome = read_events(path)
    if outcome.rejected:
        raise InputError(f"{outcome.rejected[0]} Restore the file from the repository.")
    return outcome.made


def _readings(
    table: Delimited | Cells, shape: formats.Format | None
) -> Iterator[tuple[int, Mapping[str, str], _Reading]]:
    """Yield (row number, the row as it came, what it gave)."""
    keys = [columns.column_key(cell) for cell in table.header]
    read = _own_reader(table) if shape is None else _foreign_reader(keys, shape)
    for number, cells, broken in table.rows():
        raw = dict(zip(table.header, cells, strict=False))
        if broken:
            yield number, {"line": cells[0]}, ({}, broken)
        elif any(cell.strip() for cell in cells[len(keys) :]):
            fault = f"has {len(cells)} cells; the header has {len(keys)}. Put text with a separator in quotation marks."
            yield number, raw, ({}, fault)
        elif any(UNREADABLE in cell for cell in cells):
            yield number, raw, ({}, "holds bytes that are not valid text; save the file as CSV (UTF-8).")
        else:
            yield number, raw, read(cells)


def _foreign_reader(keys: list[str], shape: formats.Format) -> Callable[[list[str]], _Reading]:
    return lambda cells: shape.read(dict(zip(keys, (cell.strip() for cell in cells), strict=False)))


def _own_reader(table: Delimited | Cells) -> Callable[[list[str]], _Reading]:
    positions = columns.match_columns(table.header, table.name)
    readers = columns.cell_readers(decimal_comma=table.delimiter != ",")

    def read(cells: list[str]) -> _Reading:
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for position, field in sorted(positions.items()):
            text = cells[position].strip() if position < len(cells) else ""
            if columns.is_null(text):
                continue
            try:
                values[field] = readers[field](text)
            except columns.CellFault as fault:
                wrong.append(faults.sentence(field, str(fault)))
        if wrong:
            return {}, " ".join(wrong[:3])
        return _dated(values, set(positions.values()))

    return read


def _dated(values: dict[str, Any], known: set[str]) -> _Reading:
    """Fill the dates that a table has no column for: one day is its own end, and printed is when known."""
    if "date_end" not in known and "date_start" in values:
        values["date_end"] = values["date_start"]
    if "known_from" not in known and "published" in values:
        values["known_from"] = values["published"]
    if not any(field in values for field in ("date_start", "date_end", "known_from")):
        return (
            {},
            f"no date: date_start, date_end and known_from are empty; expected a day such as {columns.DATE_FORMS}.",
        )
    return _identified(values), ""


def _identified(values: dict[str, Any]) -> dict[str, Any]:
    """Give a record that names no place an identity that includes where it lies."""
    if not values.get("event_id") and not values.get("place_name") and "lat" in values:
        values["event_id"] = content_id("ev", *(values.get(field) for field in EVENT))
    return values


def _validated(values: dict[str, Any]) -> tuple[Event | None, str]:
    try:
        event = Event.model_validate(values)
    except ValidationError as error:
        return None, faults.explain(error)
    fault = faults.swapped(event.country, event.lon, event.lat)
    return (None, fault) if fault else (event, "")
