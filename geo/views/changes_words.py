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
from .exchange import harmless
from .naming import perspective_words
from .phrases import count_words, day_words, join_words, plain_line
from .sentence_words import TEMPLATES
from .words import SCHEMATIC_NOTE

#: Columns of the CSV; `kind` is settlement, area or answer, and a row leaves empty what its kind does not have.
CHANGES_COLUMNS: Final[tuple[str, ...]] = (
    "kind", "perspective", "side", "place_id", "place_name", "admin1", "lon", "lat", "outcome_before",
    "held_by_before", "disputed_before", "outcome_after", "held_by_after", "disputed_after", "changed_on", "since",
    "brought_by", "claimed_by", "disputed_by", "settlements_before", "settlements_after", "before_km2", "after_km2",
    "gained_km2", "lost_km2", "net_km2", "answer", "claimed_on", "answered_by", "answered_on", "delay_days",
    "event_ids",
)  # fmt: skip
_CLOCK: Final[Mapping[str, str]] = {"known": "as known then", "happened": "with all that was reported later"}
_ENDS: Final = "Compared are the ends of the two days: what counts from the first day itself is not among the changes."


def held_words(perspective: str, side: str) -> str:
    """Word a holder as a perspective has it, to stand after a place: "claimed", "assessed as held by Russia"."""
    if perspective == side:
        return "claimed"
    verb = "assessed as" if perspective == "assessed" else "said to be"
    return f"{verb} held by {TEMPLATES['side'][side]}"


def state_words(perspective: str, state: State) -> str:
    """Word what a perspective has at a place: "no word", "no claim", "claimed, disputed"."""
    if state.held_by is None:
        return state.outcome
    return held_words(perspective, state.held_by) + (", disputed" if state.disputed else "")


def answer_words(answer: Answer) -> str:
    """Word a claim with its answer, who gave it and after how many days."""
    delay = f"after {count_words(answer.delay_days, 'day', 'days')}" if answer.delay_days else "on the same day"
    return (
        f"{plain_line(answer.place_name)}, claimed for {TEMPLATES['side'][answer.side]} by {_names(answer.claimed_by)} "
        f"on {day_words(answer.claimed_on)}: {answer.kind} by {_names(answer.answered_by)} {delay}"
    )


def according_words(perspective: str) -> str:
    """Head a list with who speaks in it: "According to Russian officials"."""
    told = perspective_words(perspective)
    return told[:1].upper() + told[1:]


def between_words(first: date, last: date) -> str:
    """Word two days as a span: "Between 5 and 12 March 2025"."""
    same = (first.year, first.month) == (last.year, last.month)
    begin = str(first.day) if same else day_words(first, year=first.year != last.year)
    return f"Between {begin} and {day_words(last)}"


def record_words(first: date, last: date, recorded: tuple[date, date]) -> str:
    """Tell where days lie outside the record, in brackets; empty where they do not."""
    told = [
        *([f"starts {day_words(recorded[0])}"] if first < recorded[0] else []),
        *([f"ends {day_words(recorded[1])}"] if last > recorded[1] else []),
    ]
    return f" (the record {join_words(told)})" if told else ""


def area_words(area_km2: float) -> str:
    """Word an area in brackets, with a space before; empty for none."""
    rounded = round(area_km2)
    if area_km2 <= 0:
        return ""
    return str(TEMPLATES["area"].format(area=f"{rounded:,}") if rounded else TEMPLATES["area_small"])


def changes_sentence(found: Changes) -> str:
    """Return the one plain sentence: what each perspective has otherwise, and what became of earlier claims."""
    lead = f"{between_words(found.first, found.last)}{record_words(found.first, found.last, found.recorded)}"
    lead = f"{lead}, {_CLOCK[found.clock]}"
    if len(found.perspectives) == 1:
        (perspective,) = found.perspectives
        told = f"{lead}, {perspective_words(perspective)}: {_clauses(found, perspective)}"
    else:
        parts = (f"{perspective_words(one)}, {_clauses(found, one)}" for one in found.perspectives)
        told = f"{lead}: {'; '.join(parts)}"
    kinds = Counter(answer.kind for answer in found.answers)
    answered = join_words([f"{kinds[kind]} {kind}" for kind in ANSWERS if kinds[kind]])
    return told + (f"; earlier claims: {answered}" if answered else "") + "."


def _clauses(found: Changes, perspective: str) -> str:
    clauses = [clause for one in found.sides if one.perspective == perspective if (clause := _side_clause(one))]
    for name, disputes in (("newly", found.new_disputes), ("no longer", found.resolved_disputes)):
        n = sum(one.perspective == perspective for one in disputes)
        clauses += [f"{count_words(n, 'settlement', 'settlements')} {name} disputed"] if n else []
    if clauses:
        return ", ".join(clauses)
    other = sum(one.perspective == perspective for one in found.places)
    if other:
        return f"{count_words(other, 'settlement', 'settlements')} otherwise in the ledger, and no ground"
    records = sum(len(one.new_record_ids) for one in found.sides if one.perspective == perspective)
    return "nothing changed" + (f" but {count_words(records, 'new report', 'new reports')} of it" if records else "")


def _side_clause(one: SideChange) -> str:
    held, gained, lost = held_words(one.perspective, one.side), len(one.gained_ids), len(one.lost_ids)
    told = []
    if gained:
        told.append(f"{count_words(gained, 'settlement', 'settlements')} newly {held}{area_words(one.gained_km2)}")
    if lost:
        told.append(f"{count_words(lost, 'settlement', 'settlements')} no longer {held}{area_words(one.lost_km2)}")
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
    who = f"{TEMPLATES['side'][one.side]}, {perspective_words(one.perspective)}"
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
