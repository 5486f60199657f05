"""What changed between two days, as text, CSV and JSON. A claim stays a claim: every line is according to somebody."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from io import StringIO
from typing import Any, Final

from ..front.answers import ANSWERS, Answer
from ..front.changes import Changes, PlaceChange, SideChange, State
from ..terms import label
from .exchange import harmless
from .languages import counted, grouped, table
from .naming import perspective_words
from .phrases import count_words, day_words, join_words, plain_line
from .words import SCHEMATIC_NOTE

#: Columns of the CSV; `kind` is settlement, area or answer, and a row leaves empty what its kind does not have.
CHANGES_COLUMNS: Final[tuple[str, ...]] = (
    "kind", "perspective", "side", "place_id", "place_name", "admin1", "lon", "lat", "outcome_before",
    "held_by_before", "disputed_before", "outcome_after", "held_by_after", "disputed_after", "changed_on", "since",
    "brought_by", "claimed_by", "disputed_by", "settlements_before", "settlements_after", "before_km2", "after_km2",
    "gained_km2", "lost_km2", "net_km2", "answer", "claimed_on", "answered_by", "answered_on", "delay_days",
    "event_ids",
)  # fmt: skip
_ENDS: Final = "Compared are the ends of the two days: what counts from the first day itself is not among the changes."


def held_words(perspective: str, side: str, lang: str = "en") -> str:
    """Word a holder as a perspective has it, to stand after a place: "claimed", "assessed as held by Russia"."""
    words = table(lang)
    how = "own" if perspective == side else "assessed" if perspective == "assessed" else "said"
    return str(words["held"][how].format(side=words["sentence"]["side"][side]))


def state_words(perspective: str, state: State, lang: str = "en") -> str:
    """Word what a perspective has at a place: "no word", "no claim", "claimed, disputed"."""
    words = table(lang)
    if state.held_by is None:
        return str(words["outcomes"][state.outcome])
    told = held_words(perspective, state.held_by, lang)
    return str(words["held"]["disputed"].format(told=told)) if state.disputed else told


def answered_words(kind: str, names: str, lang: str = "en") -> str:
    """Word what became of a claim, and who said so: "denied by General Staff"."""
    words = table(lang)
    return str(words["answered"].format(kind=words["answers"][kind], names=names))


def answer_words(answer: Answer) -> str:
    """Word a claim with its answer, who gave it and after how many days."""
    delay = f"after {count_words(answer.delay_days, 'day', 'days')}" if answer.delay_days else "on the same day"
    return (
        f"{plain_line(answer.place_name)}, claimed for {label('side', answer.side)} by {_names(answer.claimed_by)} "
        f"on {day_words(answer.claimed_on)}: {answer.kind} by {_names(answer.answered_by)} {delay}"
    )


def according_words(perspective: str, lang: str = "en") -> str:
    """Head a list with who speaks in it: "According to Russian officials"."""
    told = perspective_words(perspective, lang)
    return told[:1].upper() + told[1:]


def between_words(first: date, last: date, lang: str = "en") -> str:
    """Word two days as a span: "Between 5 and 12 March 2025"."""
    same = (first.year, first.month) == (last.year, last.month)
    begin = str(first.day) if same else day_words(first, year=first.year != last.year, lang=lang)
    return str(table(lang)["between"].format(first=begin, last=day_words(last, lang=lang)))


def record_words(first: date, last: date, recorded: tuple[date, date], lang: str = "en") -> str:
    """Tell where days lie outside the record, in brackets; empty where they do not."""
    words = table(lang)["record"]
    told = [
        *([words["starts"].format(day=day_words(recorded[0], lang=lang))] if first < recorded[0] else []),
        *([words["ends"].format(day=day_words(recorded[1], lang=lang))] if last > recorded[1] else []),
    ]
    return str(words["told"].format(told=join_words(told, lang))) if told else ""


def area_words(area_km2: float, lang: str = "en") -> str:
    """Word an area in brackets, with a space before; empty for none."""
    rounded, words = round(area_km2), table(lang)["sentence"]
    if area_km2 <= 0:
        return ""
    return str(words["area"].format(area=grouped(rounded, lang)) if rounded else words["area_small"])


def changes_sentence(found: Changes, lang: str = "en") -> str:
    """Return the one plain sentence: what each perspective has otherwise, and what became of earlier claims."""
    words = table(lang)
    lead = (
        f"{between_words(found.first, found.last, lang)}{record_words(found.first, found.last, found.recorded, lang)}"
    )
    lead = f"{lead}, {words['clock_then'][found.clock]}"
    if len(found.perspectives) == 1:
        (perspective,) = found.perspectives
        told = f"{lead}, {perspective_words(perspective, lang)}: {_clauses(found, perspective, lang)}"
    else:
        parts = (f"{perspective_words(one, lang)}, {_clauses(found, one, lang)}" for one in found.perspectives)
        told = f"{lead}: {'; '.join(parts)}"
    kinds = Counter(answer.kind for answer in found.answers)
    answered = [
        words["n_answers"].format(n=kinds[kind], kind=words["answers"][kind]) for kind in ANSWERS if kinds[kind]
    ]
    return told + (words["changes"]["earlier"].format(told=join_words(answered, lang)) if answered else "") + "."


def _clauses(found: Changes, perspective: str, lang: str) -> str:
    words = table(lang)["changes"]
    clauses = [clause for one in found.sides if one.perspective == perspective if (clause := _side_clause(one, lang))]
    for name, disputes in (("newly_disputed", found.new_disputes), ("undisputed", found.resolved_disputes)):
        n = sum(one.perspective == perspective for one in disputes)
        clauses += [counted(words[name], n, lang)] if n else []
    if clauses:
        return ", ".join(clauses)
    other = sum(one.perspective == perspective for one in found.places)
    if other:
        return counted(words["otherwise"], other, lang)
    records = sum(len(one.new_record_ids) for one in found.sides if one.perspective == perspective)
    return counted(words["nothing_but"], records, lang) if records else str(words["nothing"])


def _side_clause(one: SideChange, lang: str) -> str:
    words, held = table(lang)["changes"], held_words(one.perspective, one.side, lang)
    parts = (("newly", one.gained_ids, one.gained_km2), ("no_longer", one.lost_ids, one.lost_km2))
    told = [
        counted(words[name], len(place_ids), lang, held=held, area=area_words(km2, lang))
        for name, place_ids, km2 in parts
        if place_ids
    ]
    return ", ".join(told)


def changes_text(found: Changes) -> str:
    """Return the changes as plain text: the sentence, then short lists. Ends with a line break."""
    lines = [changes_sentence(found), ""]
    for perspective in found.perspectives:
        own = [one for one in found.places if one.perspective == perspective]
        if own:
            lines += [f"{according_words(perspective)}:", *map(_place_line, own)]
            lines += [*_dispute_lines(found, perspective), ""]
    if found.answers:
        lines += ["Earlier claims answered:", *(f"  {answer_words(one)}" for one in found.answers), ""]
    areas = [one for one in found.sides if one.settlements_before or one.settlements_after]
    if areas:
        names = ("before", "after", "gained", "lost", "net")
        lines += ["Area, km² as drawn here:", "".join(f"{name:>9}" for name in names), *map(_area_line, areas), ""]
    return "\n".join([*lines, _ENDS, SCHEMATIC_NOTE]) + "\n"


def _dispute_lines(found: Changes, perspective: str) -> list[str]:
    told = []
    for head, disputes in (("Newly disputed", found.new_disputes), ("No longer disputed", found.resolved_disputes)):
        names = [plain_line(one.place_name) for one in disputes if one.perspective == perspective]
        told += [f"  {head}: {join_words(names)}"] if names else []
    return told


def _place_line(one: PlaceChange) -> str:
    where = ", ".join(filter(None, (plain_line(one.place_name), plain_line(one.admin1))))
    before, after = state_words(one.perspective, one.before), state_words(one.perspective, one.after)
    otherwise = f"; otherwise {_names(one.after.disputed_by)}" if one.after.disputed else ""
    return f"  {day_words(one.changed_on)}  {where}: {before} → {after} (by {_names(one.brought_by)}{otherwise})"


def _names(names: Iterable[str]) -> str:
    return join_words([plain_line(name) for name in names])


def _area_line(one: SideChange) -> str:
    numbers = (one.before_km2, one.after_km2, one.gained_km2, one.lost_km2)
    who = f"{label('side', one.side)}, {perspective_words(one.perspective)}"
    return "".join(f"{number:9,.1f}" for number in numbers) + f"{one.net_km2 + 0.0:+9,.1f}  {who}"


def changes_csv(found: Changes) -> str:
    """Return the changes as CSV, UTF-8 with a header: CHANGES_COLUMNS, settlements, then areas, then answers.

    Several names in a cell are joined by "; "; areas have three decimals. `claimed_by` are those who say so after the
    span, or made the claim that was answered; `event_ids` the records that brought it.
    """
    return table_csv(CHANGES_COLUMNS, [*map(_place_row, found.places), *map(_area_row, found.sides),
                                       *map(_answer_row, found.answers)])  # fmt: skip


def _place_row(one: PlaceChange) -> dict[str, Any]:
    states = {"before": one.before, "after": one.after}
    return {
        **{name: getattr(one, name) for name in CHANGES_COLUMNS if hasattr(one, name)},
        **{f"{name}_{at}": getattr(state, name) for at, state in states.items()
           for name in ("outcome", "held_by", "disputed")},
        "kind": "settlement", "claimed_by": one.after.claimed_by, "disputed_by": one.after.disputed_by,
    }  # fmt: skip


def _area_row(one: SideChange) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in CHANGES_COLUMNS if hasattr(one, name)},
        "kind": "area", "event_ids": one.new_record_ids,
    }  # fmt: skip


def _answer_row(one: Answer) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in CHANGES_COLUMNS if hasattr(one, name)},
        "kind": "answer", "answer": one.kind, "event_ids": (*one.claim_ids, *one.answer_ids),
    }  # fmt: skip


def changes_json(found: Changes) -> str:
    """Return the changes as a JSON object: sentence, settlements, areas, disputes, answers. Days are ISO text."""
    disputes = {"new": found.new_disputes, "resolved": found.resolved_disputes}
    whole = {
        "sentence": changes_sentence(found),
        "first": found.first,
        "last": found.last,
        "clock": found.clock,
        "recorded": found.recorded,
        "perspectives": found.perspectives,
        "settlements": [asdict(one) for one in found.places],
        "areas": [{**asdict(one), "net_km2": one.net_km2, "records_only": one.records_only} for one in found.sides],
        "disputes": {
            name: [{"perspective": one.perspective, "place_id": one.place_id, "place_name": one.place_name,
                    "changed_on": one.changed_on} for one in places] for name, places in disputes.items()
        },
        "answers": [{**asdict(one), "delay_days": one.delay_days} for one in found.answers],
    }  # fmt: skip
    return plain_json(whole)


def table_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV with a header; None and what a row does not have stay empty."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(_cell(row.get(name), _digits(name))) for name in columns])
    return out.getvalue()


def _cell(value: Any, digits: int) -> Any:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return round(value, digits) + 0.0 if isinstance(value, float) else value


def plain_json(whole: Mapping[str, Any]) -> str:
    """Return a mapping as indented JSON: days as ISO text, degrees with six decimals, other numbers with three."""
    return json.dumps(_plain(whole), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any, digits: int = 3) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(one, _digits(name)) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, digits) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return round(value, digits) + 0.0 if isinstance(value, float) else value


def _digits(name: Any) -> int:
    """Decimals that tell something: six of degrees, three of km²."""
    return 6 if name in {"lon", "lat", "coordinates"} else 3
