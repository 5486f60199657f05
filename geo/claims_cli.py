"""`python -m geo history` and `claimants`: the life of the claims on a place, and what became of each claimant's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from .errors import InputError
from .record_cli import form_of, load, put, record_options
from .terminal import finish, say
from .view_cli import DAY

if TYPE_CHECKING:
    from .pipeline import Front
    from .places.gazetteer import Gazetteer

#: Names that are offered where none fits, and how alike they must be, percent.
_MOST_NEAR, _LEAST_ALIKE = 5, 70.0
_TABLES: Final = ("txt", "csv", "json")
_PICTURES: Final = (*_TABLES, "svg")


@dataclass(frozen=True, slots=True)
class RecordedPlace:
    """A place that records name, with all its names."""

    place_id: str
    name: str
    admin1: str | None
    names: frozenset[str]

    def __str__(self) -> str:
        return f"{self.name}{f', {self.admin1}' if self.admin1 else ''} ({self.place_id})"


_DAY = click.option("--day", type=DAY, help="Leave out what does not count by then: YYYY-MM-DD.")


@click.command()
@click.argument("place")
@_DAY
@record_options(_PICTURES)
def history(place: str, clock: str, day: datetime | None, **options: Any) -> None:
    """Tell the life of the claims on PLACE: announced, claimed, denied, assessed, conceded, taken back.

    PLACE is a name in English, Ukrainian or Russian, or a place_id. A picture is written with -o history.svg.
    """
    from .front.histories import history as history_of
    from .views.history_picture import history_svg
    from .views.history_words import counted_words, history_csv, history_json, history_text, plain_rows

    form = form_of(options, _PICTURES)
    made = load(options)
    found = find_place(place, recorded_places(made), made.gazetteer)
    until = _until(day)
    table = history_of(made.timeline, found.place_id, clock=clock, day=until)
    writers: dict[str, Callable[[], str]] = {
        "txt": lambda: history_text(table, found.name, clock=clock),
        "csv": lambda: history_csv(table),
        "json": lambda: history_json(
            table, place_id=found.place_id, place_name=found.name, clock=clock, day=until
        ),
        "svg": lambda: history_svg(table, found.name),
    }  # fmt: skip
    if options["output"] is not None:
        say(f"{found}: {counted_words(plain_rows(table))}")
    put(writers[form](), options["output"])
    finish(made.rejected, strict=options["strict"])


@click.command()
@_DAY
@record_options(_TABLES)
def claimants(clock: str, day: datetime | None, **options: Any) -> None:
    """Count what became of each claimant's claims: conceded, assessed, retracted, contradicted or open.

    Contradicted is not wrong: ground that changes hands is contradicted too. There is no score.
    """
    from .front.histories import claimants as count_claims
    from .views.history_words import claimants_csv, claimants_json, claimants_text

    form = form_of(options, _TABLES)
    made = load(options)
    until = _until(day)
    table = count_claims(made.timeline, clock=clock, day=until)
    writers: dict[str, Callable[[], str]] = {
        "txt": lambda: claimants_text(table),
        "csv": lambda: claimants_csv(table),
        "json": lambda: claimants_json(table, clock=clock, day=until),
    }
    put(writers[form](), options["output"])
    finish(made.rejected, strict=options["strict"])


def recorded_places(made: Front) -> list[RecordedPlace]:
    """Return every place that a record of the front names, by place_id, with its names in the gazetteer."""
    named: dict[str, dict[str, Any]] = {}
    events = made.timeline.events
    known = events[events["place_id"].notna()][["place_id", "place_name", "place_native", "admin1"]].astype(object)
    for row in known.where(known.notna(), None).to_dict("records"):
        facts = named.setdefault(row["place_id"], {"admin1": row["admin1"], "names": {}})
        facts["names"].update(dict.fromkeys(filter(None, (row["place_name"], row["place_native"]))))
    places = []
    for place_id, facts in sorted(named.items()):
        entry = made.gazetteer.get(place_id)
        known_as = (entry.name, entry.name_uk, entry.name_ru) if entry is not None else ()
        names = frozenset(filter(None, (*facts["names"], *known_as)))
        places.append(RecordedPlace(place_id, next(iter(facts["names"]), place_id), facts["admin1"], names))
    return places


def find_place(asked: str, places: Iterable[RecordedPlace], gazetteer: Gazetteer) -> RecordedPlace:
    """Return the place of the record that a name or a place_id means.

    Names are compared as the gazetteer does, by their normal key; a place so called comes before one that is called so
    in another spelling or case.

    Raises
    ------
    InputError
        If no place of the record is called so, or more than one; the message names those that are near, or all.
    """
    from .places.names import normal_key

    by_id = {one.place_id: one for one in places}
    entry = gazetteer.get(asked)
    if asked in by_id or (entry is not None and entry.place_id in by_id):
        return by_id[asked if asked in by_id or entry is None else entry.place_id]
    key = normal_key(asked)
    called = [one for one in by_id.values() if key and key in {normal_key(name) for name in one.names}]
    met = gazetteer.lookup(asked) if key else ()
    found = called or [by_id[one.place_id] for one in met if one.place_id in by_id]
    if len(found) == 1:
        return found[0]
    if found:
        told = "; ".join(str(one) for one in found)
        raise InputError(f"PLACE is {asked!r}, which means several places of the record: {told}. Give a place_id.")
    elsewhere = "is in the gazetteer, and no record names it" if met else "is no place of the record"
    near = _near(key, by_id.values())
    remedy = f"Near: {'; '.join(near)}." if near else "Try another spelling, or a place_id of the record."
    raise InputError(f"PLACE is {asked!r}, which {elsewhere}. {remedy}")


def _near(key: str, places: Iterable[RecordedPlace]) -> list[str]:
    """The places whose names are most alike, the most alike first."""
    from rapidfuzz import fuzz, process

    from .places.names import normal_key

    alike: dict[str, float] = {}
    for one in places:
        best = process.extractOne(key, [normal_key(name) for name in one.names], scorer=fuzz.ratio)
        if best is not None and best[1] >= _LEAST_ALIKE:
            alike[str(one)] = best[1]
    return sorted(alike, key=lambda told: (-alike[told], told))[:_MOST_NEAR]


def _until(day: datetime | None) -> date | None:
    return day.date() if day is not None else None
