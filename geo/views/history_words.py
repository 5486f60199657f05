"""The life of the claims on a place and the counts of each claimant, as text, CSV and JSON. A claim stays a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..front.histories import CLAIMANT_COLUMNS, HISTORY_COLUMNS, OUTCOMES
from ..front.sayings import VOICES
from ..front.stages import STAGES
from ..terms import LABELS, label
from .changes_words import plain_json, table_csv
from .languages import counted, table
from .naming import claimant_name, perspective_words
from .phrases import day_words, join_words, plain_line, span_words

if TYPE_CHECKING:
    import pandas as pd

COUNTS_NOTE: Final[str] = table("en")["counts_note"]
_CLOCK: Final[Mapping[str, str]] = {"known": "in order of being told", "happened": "in order of happening"}


def claimant_of(row: Mapping[Any, Any], lang: str = "en") -> str:
    """Return who says it, for a row of a history."""
    name = plain_line(row["claimed_by"])
    return claimant_name(name, lang) if name else str(table(lang)["somebody"])


def act_words(row: Mapping[Any, Any], lang: str = "en") -> str:
    """Word what the claimant of a row does with a claim, to stand after the name: "says that Russia took it"."""
    words = table(lang)
    return str(words["stage_words"][row["stage"]].format(side=words["sides"].get(row["side"], row["side"])))


def said_words(row: Mapping[Any, Any], lang: str = "en") -> str:
    """Word a row of a history: who says what, when it was told, and how long after the claim."""
    words, delay = table(lang)["history"], row["delay_days"]
    after = counted(words["after"], delay, lang) if isinstance(delay, int) else ""
    late = row["known_on"] != row["day"]
    told = words["told_on"].format(day=day_words(row["known_on"], lang=lang)) if late else ""
    return f"{words['said'].format(name=claimant_of(row, lang), act=act_words(row, lang), after=after)}{told}"


def sentence_or_note(row: Mapping[Any, Any]) -> str:
    """Return the sentence of a row in quotation marks, else its note; empty where neither was kept."""
    quote = plain_line(row["quote"])
    return f"“{quote}”" if quote else plain_line(row["note"])


def counted_words(rows: Sequence[Mapping[Any, Any]], lang: str = "en") -> str:
    """Word the rows of a history: how many, when, and of which stages. No rows: says so."""
    words, stages = table(lang)["history"], table(lang)["stages"]
    if not rows:
        return str(words["none"]).removesuffix(".")
    counts = Counter(row["stage"] for row in rows)
    told = [words["counted_stage"].format(n=counts[one], stage=stages[one]) for one in STAGES if counts[one]]
    days = span_words(rows[0]["day"], rows[-1]["day"], lang)
    return counted(words["counted"], len(rows), lang, days=days, told=join_words(told, lang))


def plain_rows(table: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows of a table as plain values, None for every kind of null."""
    rows: list[dict[Any, Any]] = table.astype(object).where(table.notna(), None).to_dict("records")
    return rows


def history_text(table: pd.DataFrame, place_name: str, *, clock: str) -> str:
    """Return a history (HISTORY_COLUMNS) as plain text, a record in two lines; ends with a line break."""
    rows = plain_rows(table)
    order = f", {_CLOCK[clock]}" if rows else ""
    told_of = counted_words(rows)
    lines = [f"What is said of {plain_line(place_name)}{order}.", f"{told_of[:1].upper()}{told_of[1:]}."]
    for row in rows:
        printed = ": ".join(filter(None, (plain_line(row["publisher"]), plain_line(row["url"]))))
        lines.append(f"{day_words(row['day']):>18}  {row['stage']:<10} {said_words(row)}")
        lines += [f"{'':33}{words}" for words in (sentence_or_note(row), printed) if words]
    held = [(voice, rows[-1][f"according_to_{voice}"]) for voice in VOICES] if rows else []
    if any(side for _, side in held):
        told = (f"{perspective_words(voice)}: {label('side', side) if side else 'nobody'}" for voice, side in held)
        lines.append(f"Who has it in the end, {'; '.join(told)}.")
    return "\n".join([*lines, "Each line is what somebody says; none of it is told as a fact."]) + "\n"


def history_csv(table: pd.DataFrame) -> str:
    """Return a history as CSV, UTF-8 with a header: HISTORY_COLUMNS, nulls empty."""
    return table_csv(HISTORY_COLUMNS, plain_rows(table))


def history_json(table: pd.DataFrame, *, place_id: str, place_name: str, clock: str, day: date | None = None) -> str:
    """Return a history as a JSON object: the place, the clock, the day up to which it counts, and its records."""
    return plain_json(
        {"place_id": place_id, "place_name": place_name, "clock": clock, "day": day, "records": plain_rows(table)}
    )


def claimants_text(table: pd.DataFrame) -> str:
    """Return the claimants' table (CLAIMANT_COLUMNS) as plain text with its counts; ends with a line break."""
    heads = {
        **{name: name for name in ("claims", *OUTCOMES)},
        "median_delay_days": "median days",
        "longest_open_days": "longest open",
    }
    lines = ["".join(f"{head:>{len(head) + 2}}" for head in heads.values()) + "  claimant"]
    for row in plain_rows(table):
        cells = {head: "-" if row[name] is None else f"{row[name]:,g}" for name, head in heads.items()}
        side = LABELS["claimant_side"].get(row["claimant_side"], row["claimant_side"])
        told = "".join(f"{cell:>{len(head) + 2}}" for head, cell in cells.items())
        lines.append(f"{told}  {plain_line(row['claimed_by'])} ({side})")
    return "\n".join([*lines, "", COUNTS_NOTE]) + "\n"


def claimants_csv(table: pd.DataFrame) -> str:
    """Return the claimants' table as CSV, UTF-8 with a header: CLAIMANT_COLUMNS, nulls empty."""
    return table_csv(CLAIMANT_COLUMNS, plain_rows(table))


def claimants_json(table: pd.DataFrame, *, clock: str, day: date | None = None) -> str:
    """Return the claimants' table as a JSON object: the clock, the day up to which it counts, and its rows."""
    return plain_json({"clock": clock, "day": day, "note": COUNTS_NOTE, "claimants": plain_rows(table)})
