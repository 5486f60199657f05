"""Where perspectives differ on a day, as text, CSV and JSON. Nobody is said to be right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ..front.disagreement import Difference, Disagreement, Pair, Stretch
from .changes_words import according_words, area_words, held_words, plain_json, record_words, table_csv
from .languages import counted, grouped, table
from .naming import perspective_words
from .phrases import count_words, day_words, plain_line
from .words import SCHEMATIC_NOTE

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_STRETCHES: Final = ("contradicted", "first_only", "second_only")


def disagreement_sentence(found: Disagreement, lang: str = "en") -> str:
    """Return the one plain sentence: how many places, and the ground that each two perspectives have otherwise."""
    words, clock = table(lang)["differ"], table(lang)["sentence"]["clock"][found.clock]
    day = day_words(found.day, lang=lang)
    lead = f"{day}{record_words(found.day, found.day, found.recorded, lang)}, {clock}"
    if not found.places:
        return str(words["none"].format(lead=lead))
    contradicted = len({place_id for pair in found.pairs for place_id in pair.contradicted.place_ids})
    rest = len(found.places) - contradicted
    told = words["apart"].format(n=grouped(contradicted, lang)) if contradicted else ""
    if rest:
        told += words["once"].format(n=grouped(rest, lang)) if contradicted else words["each_once"]
    return counted(words["some"], len(found.places), lang, lead=lead, told=told)


def pair_words(pair: Pair) -> tuple[str, ...]:
    """Word the ground between two perspectives, a line each kind that there is; none gives no line."""
    first, second = perspective_words(pair.first), perspective_words(pair.second)
    lines = (
        (pair.contradicted, f"given to one side {first} and to the other {second}"),
        (pair.first_only, f"only {first}: to nobody {second}"),
        (pair.second_only, f"only {second}: to nobody {first}"),
    )
    return tuple(f"{_stretch_words(stretch)} {words}" for stretch, words in lines if stretch.place_ids)


def holder_words(perspective: str, held_by: str | None) -> str:
    """Word what a perspective has at a place: "claimed", "assessed as held by Russia", "nobody"."""
    return "nobody" if held_by is None else held_words(perspective, held_by)


def disagreement_text(found: Disagreement) -> str:
    """Return the disagreement as plain text: the sentence, the ground, the places. Ends with a line break."""
    lines = [disagreement_sentence(found), ""]
    ground = [line for pair in found.pairs for line in pair_words(pair)]
    if ground:
        lines += ["Ground:", *(f"  {line}" for line in ground), ""]
    if found.places:
        lines += ["Settlements:", *(f"  {_place_words(one, found.perspectives)}" for one in found.places), ""]
    return "\n".join([*lines, SCHEMATIC_NOTE]) + "\n"


def _stretch_words(stretch: Stretch) -> str:
    return count_words(len(stretch.place_ids), "settlement", "settlements") + area_words(stretch.area_km2)


def _place_words(one: Difference, perspectives: tuple[str, ...]) -> str:
    told = (
        f"{according_words(perspective).removeprefix('According to ')}: {holder_words(perspective, held_by)}"
        for perspective, held_by in zip(perspectives, one.held_by, strict=True)
    )
    where = ", ".join(filter(None, (plain_line(one.place_name), plain_line(one.admin1))))
    return f"{where} ({'; '.join(told)})"


def disagreement_csv(found: Disagreement) -> str:
    """Return the disagreement as CSV, UTF-8 with a header: settlements first, then the ground between two perspectives.

    `kind` is settlement, or contradicted, first_only or second_only of the perspectives in `first` and `second`;
    `held_by_` and a perspective is the side it has at a settlement. Ids in a cell are joined by "; ".
    """
    held = tuple(f"held_by_{perspective}" for perspective in found.perspectives)
    columns = ("kind", "place_id", "place_name", "admin1", "lon", "lat", *held, "first", "second", "settlements",
               "area_km2", "place_ids", "event_ids")  # fmt: skip
    rows: list[dict[str, Any]] = [
        {**{name: getattr(one, name) for name in columns if hasattr(one, name)},
         **dict(zip(held, one.held_by, strict=True)), "kind": "settlement"}
        for one in found.places
    ]  # fmt: skip
    for pair in found.pairs:
        for kind in _STRETCHES:
            stretch: Stretch = getattr(pair, kind)
            rows.append({
                "kind": kind, "first": pair.first, "second": pair.second, "settlements": len(stretch.place_ids),
                "area_km2": stretch.area_km2, "place_ids": stretch.place_ids,
            })  # fmt: skip
    return table_csv(columns, rows)


def disagreement_json(found: Disagreement) -> str:
    """Return the disagreement as a JSON object; each ground with its GeoJSON geometry, EPSG:4326, or null."""
    whole = {
        "sentence": disagreement_sentence(found),
        "day": found.day,
        "clock": found.clock,
        "recorded": found.recorded,
        "perspectives": found.perspectives,
        "settlements": [
            {"place_id": one.place_id, "place_name": one.place_name, "admin1": one.admin1, "lon": one.lon,
             "lat": one.lat, "held_by": dict(zip(found.perspectives, one.held_by, strict=True)),
             "area_km2": one.area_km2, "event_ids": one.event_ids}
            for one in found.places
        ],
        "pairs": [
            {"first": pair.first, "second": pair.second, **{kind: _ground(getattr(pair, kind)) for kind in _STRETCHES}}
            for pair in found.pairs
        ],
    }  # fmt: skip
    return plain_json(whole)


def _ground(stretch: Stretch) -> dict[str, Any]:
    return {
        "place_ids": stretch.place_ids,
        "area_km2": stretch.area_km2,
        "geometry": None if stretch.geometry is None else _geojson(stretch.geometry),
    }


def _geojson(geometry: BaseGeometry) -> Any:
    import shapely

    return json.loads(shapely.to_geojson(shapely.set_precision(geometry, 1e-6, mode="pointwise")))
