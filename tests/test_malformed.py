"""Malformed input: one clear line with file, row, what came and what is accepted; the other rows are processed."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from geo.errors import DataMissing, InputError
from geo.events.tables import read_events

HEADER = "event_type,place_name,admin1,country,lat,lon,date_start,date_end,claimed_by,claimant_side,status"
GOOD = "capture,Sudzha,Kursk Oblast,RU,51.191,35.271,2025-03-12,2025-03-12,MoD,RU,claimed"
CODES = "capture, advance, incursion, withdrawal, clash, strike, zone, evacuation, diplomacy, other"

#: A bad row -> the sentence about it.
ROWS = {
    "latitude out of range": (
        "capture,Sudzha,,RU,370.2,35.271,2025-03-12,,,,claimed",
        "latitude is 370.2; expected -90 to 90. The columns may be swapped.",
    ),
    "longitude out of range": (
        "capture,Sudzha,,RU,51.2,-200,2025-03-12,,,,claimed",
        "longitude is -200; expected -180 to 180.",
    ),
    "swapped coordinates": (
        "capture,Sudzha,,RU,35.271,51.191,2025-03-12,,,,claimed",
        (
            "latitude is 35.271 and longitude is 51.191, which is not in RU; "
            "expected latitude 51.191, longitude 35.271. The columns are swapped."
        ),
    ),
    "decimal comma": (
        'capture,Sudzha,,RU,"51,191","35,271",2025-03-12,,,,claimed',
        (
            "latitude is '51,191'; expected a number such as 51.191. Write a decimal point, not a comma. "
            "longitude is '35,271'; expected a number such as 35.271. Write a decimal point, not a comma."
        ),
    ),
    "words for a number": (
        "capture,Sudzha,,RU,north,35.2,2025-03-12,,,,claimed",
        "latitude is 'north'; expected a number such as 51.191.",
    ),
    "infinity": (
        "capture,Sudzha,,RU,1e999,35.2,2025-03-12,,,,claimed",
        "latitude is '1e999'; expected a number such as 51.191.",
    ),
    "half a pair": (
        "capture,Sudzha,,RU,51.2,,2025-03-12,,,,claimed",
        "longitude and latitude come in pairs; one of them is empty.",
    ),
    "a day that is none": (
        "capture,Sudzha,,RU,,,2025-02-30,,,,claimed",
        "date_start is '2025-02-30'; expected a day such as 2025-03-12, 12.03.2025 or 12 March 2025.",
    ),
    "slashes": (
        "capture,Sudzha,,RU,,,03/12/2025,,,,claimed",
        (
            "date_start is '03/12/2025'; expected a day such as 2025-03-12, 12.03.2025 or 12 March 2025. "
            "Day and month cannot be told apart with slashes."
        ),
    ),
    "a spreadsheet's day number": (
        "capture,Sudzha,,RU,,,45728,,,,claimed",
        "date_start is '45728'; expected a day such as 2025-03-12, 12.03.2025 or 12 March 2025.",
    ),
    "a year that cannot be": (
        "capture,Sudzha,,RU,,,0225-03-12,,,,claimed",
        "date_start is '0225-03-12'; expected a day such as 2025-03-12, 12.03.2025 or 12 March 2025.",
    ),
    "end before start": (
        "capture,Sudzha,,RU,,,2025-03-12,2025-03-01,,,claimed",
        "date_end 2025-03-01 is before date_start 2025-03-12; swap the two.",
    ),
    "no date": (
        "capture,Sudzha,,RU,,,,,,,claimed",
        (
            "no date: date_start, date_end and known_from are empty; "
            "expected a day such as 2025-03-12, 12.03.2025 or 12 March 2025."
        ),
    ),
    "unknown event type": (
        "captre,Sudzha,,RU,,,2025-03-12,,,,claimed",
        f"event_type is 'captre'; expected one of {CODES}. Did you mean 'capture'?",
    ),
    "an event type like no other": (
        "xyzzy,Sudzha,,RU,,,2025-03-12,,,,claimed",
        f"event_type is 'xyzzy'; expected one of {CODES}.",
    ),
    "unknown side": (
        "capture,Sudzha,,RU,,,2025-03-12,,,Rusian side,claimed",
        "claimant_side is 'Rusian side'; expected one of RU, UA, US, independent, media, other. Did you mean 'RU'?",
    ),
    "empty status": ("capture,Sudzha,,RU,,,2025-03-12,,,,", "status is empty; fill it in."),
    "a separator in a cell": (
        "capture,Sudzha,,RU,,,2025-03-12,,MoD, Moscow,RU,claimed",
        "has 12 cells; the header has 11. Put text with a separator in quotation marks.",
    ),
}


@pytest.mark.parametrize("fault", ROWS)
def test_a_bad_row_is_told_in_one_line_and_the_others_are_read(tmp_path: Path, fault: str) -> None:
    row, says = ROWS[fault]
    path = tmp_path / "events.csv"
    path.write_text("\n".join([HEADER, GOOD, row, GOOD.replace("Sudzha", "Guyevo")]), encoding="utf-8")
    outcome = read_events(path)
    assert [str(reject) for reject in outcome.rejected] == [f"events.csv row 3: {says}"]
    assert [event.place_name for event in outcome.made] == ["Sudzha", "Guyevo"]


def test_damaged_bytes_cost_their_row_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    row = GOOD.replace("Sudzha", "Мала Локня і Казача Локня").encode()
    path.write_bytes(
        b"\n".join([HEADER.encode(), row, GOOD.replace("MoD", "МО").encode().replace(b"\xd0", b"\xff", 1)])
    )
    outcome = read_events(path)
    assert outcome.made[0].place_name == "Мала Локня і Казача Локня"
    assert [str(reject) for reject in outcome.rejected] == [
        "events.csv row 3: holds bytes that are not valid text; save the file as CSV (UTF-8)."
    ]


@pytest.mark.parametrize(("column", "after"), [(8, 1), (10, 1), (10, 3000), (1, 1)])
def test_a_quotation_mark_never_closed_costs_its_row_and_no_other(tmp_path: Path, column: int, after: int) -> None:
    path = tmp_path / "events.csv"
    cells = GOOD.split(",")
    cells[column] = f'"{cells[column]}'
    others = [GOOD.replace("Sudzha", f"Place {number}") for number in range(after)]
    path.write_text("\n".join([HEADER, GOOD, ",".join(cells), *others]) + "\n", encoding="utf-8")
    outcome = read_events(path)
    assert len(outcome.made) == 1 + after
    assert len(outcome.rejected) == 1
    assert outcome.rejected[0].where == "events.csv row 3"
    assert "a quotation mark" in outcome.rejected[0].reason


#: A file that is wrong as a whole -> what the one line says.
FILES = {
    "empty": (b"", "the file is empty; expected a header row"),
    "blank": (b" \n\r\n \n", "the file is empty"),
    "prose": (b"Sudzha was taken on Wednesday\nso the ministry says\n", "not a table; the first row has no columns"),
    "no status column": (
        b"event_type,place_name,date_start,stauts\ncapture,Sudzha,2025-03-12,claimed\n",
        (
            "column missing: status. The header has: event_type, place_name, date_start, stauts. "
            "Did you mean to call 'stauts' so?"
        ),
    ),
    "latitude without longitude": (
        b"event_type,status,date,lat\ncapture,claimed,2025-03-12,51\n",
        "column missing: lon",
    ),
    "no header": (GOOD.encode(), "column missing: event_type and status and place_name or lat and date_start"),
    "a column twice": (HEADER.encode() + b",status\n", "column status stands twice"),
    "a workbook": (b"PK\x03\x04" + bytes(200), "an Excel workbook or a zip archive; save the sheet as CSV"),
    "a PDF": (b"%PDF-1.7\n1 0 obj", "this is a PDF"),
    "quotation marks that never match": (
        f"{HEADER}\n".encode() + f'"{GOOD}\n{GOOD}\n'.encode() * 2_000,
        "quotation marks do not match in more than 1000 rows",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary data, not a table"),
}


@pytest.mark.parametrize("fault", FILES)
def test_a_file_that_cannot_be_used_says_so_in_one_line_with_the_remedy(tmp_path: Path, fault: str) -> None:
    data, says = FILES[fault]
    path = tmp_path / "events.csv"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_events(path)
    message = str(caught.value)
    assert message.startswith("events.csv")
    assert says in message
    assert "\n" not in message
    assert len(message) < 500


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match=r"none\.csv: no such file"):
        read_events(tmp_path / "none.csv")
    with pytest.raises(InputError, match="is a folder"):
        read_events(tmp_path)


def _junk(kind: str) -> bytes:
    chance, size = random.Random(1), 10_000_000
    if kind == "random bytes":
        return chance.randbytes(size)
    if kind == "bytes above ASCII":
        return bytes(chance.choices(range(0x80, 0x100), k=size // 10)) * 10
    if kind == "one line of letters":
        return b"x" * size
    if kind == "commas":
        return b"," * size
    if kind == "quotation marks":
        return b'"' * size
    if kind == "line feeds":
        return b"a\n" * (size // 2)
    words = [bytes(chance.choices(b"abcdefgh,;\t ", k=60)) for _ in range(1000)]
    return (HEADER.encode() + b"\n" if kind == "junk under a good header" else b"") + b"\n".join(
        words * (size // 61_000)
    )


@pytest.mark.parametrize(
    "kind",
    ["random bytes", "bytes above ASCII", "one line of letters", "commas", "quotation marks", "line feeds", "words"],
)
def test_ten_megabytes_of_junk_are_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "junk.csv"
    path.write_bytes(_junk(kind))
    start = time.perf_counter()
    with pytest.raises(InputError) as caught:
        read_events(path)
    assert time.perf_counter() - start < 3
    assert len(str(caught.value)) < 500


def test_ten_megabytes_of_junk_under_a_good_header_are_all_accounted_for(tmp_path: Path) -> None:
    path = tmp_path / "junk.csv"
    path.write_bytes(_junk("junk under a good header"))
    start = time.perf_counter()
    outcome = read_events(path)
    assert time.perf_counter() - start < 20
    assert (len(outcome.made), len(outcome.rejected)) == (0, 1000 * (10_000_000 // 61_000))
