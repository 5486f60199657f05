"""What changed between two maps of one voice, in words: from the ledgers of their frames, each line by who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ..records import Frame
from .changes_words import held_words
from .languages import counted, table
from .naming import chosen_words, short

if TYPE_CHECKING:
    from ..places.gazetteer import Gazetteer

#: Places named one by one in a line on the sheet; of more the rest are counted.
MOST_NAMED: Final = 12
_Group = tuple[str, str, tuple[str, ...]]


def pair_lines(
    before: Frame, after: Frame, gazetteer: Gazetteer, lang: str = "en", most: int | None = MOST_NAMED
) -> tuple[str, ...]:  # fmt: skip
    """Return what the later frame has otherwise: newly claimed, no longer claimed, newly denied; each by who says so.

    A line names `most` places and counts the others; None names all.

    Both frames are of one perspective, in which one voice speaks: side by side ("all") nobody's word is the map's,
    and no line is told. Where the ledgers agree, one line says so. A place counts as newly denied by those who deny
    the hold after and did not before.
    """
    if after.perspective == "all":
        return ()
    words, groups = table(lang)["series"], _groups(before, after)
    told = []
    for kind in ("newly", "no_longer", "newly_denied"):
        mine = [(group, names) for group, names in groups.items() if group[0] == kind]
        for (_, side, who), places in sorted(mine, key=lambda item: (-len(item[1]), item[0])):
            told.append(
                words[kind].format(
                    held=held_words(after.perspective, side, lang),
                    according=_according(who, lang),
                    names=_named(places, gazetteer, lang, most),
                )
            )
    return tuple(told) or (str(words["unchanged"]),)


def _groups(before: Frame, after: Frame) -> Mapping[_Group, list[tuple[str, str]]]:
    """Places with their names, by what happened to them, the side that is said to hold them and who says so."""
    old = {row["place_id"]: row for row in before.ledger.to_dict("records")}
    groups: dict[_Group, list[tuple[str, str]]] = defaultdict(list)
    for row in after.ledger.to_dict("records"):
        place = (str(row["place_id"]), short(str(row["place_name"])))
        earlier = old.get(row["place_id"])
        held, had = _side(row), _side(earlier)
        if held and held != had:
            groups["newly", held, _names(row["claimed_by"])].append(place)
        if had and held != had:
            who = row["disputed_by"] if row["outcome"] == "disputed" else row["claimed_by"]
            groups["no_longer", had, _names(who)].append(place)
        known = _names(earlier["denied_by"]) if earlier is not None and held == had else ()
        deniers = tuple(name for name in _names(row["denied_by"]) if name not in known)
        if held and deniers:
            groups["newly_denied", held, deniers].append(place)
    return groups


def _side(row: Mapping[str, Any] | None) -> str:
    value = None if row is None else row["held_by"]
    return value if isinstance(value, str) else ""


def _names(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(str, value)))


def _according(who: tuple[str, ...], lang: str) -> str:
    words = table(lang)
    told = chosen_words(who, lang, of=True) if who else str(words["unnamed"])
    return str(words["sentence"]["perspective"]["chosen"].format(claimants=told))


def _named(places: list[tuple[str, str]], gazetteer: Gazetteer, lang: str, most: int | None) -> str:
    found = ((gazetteer.get(place_id), name) for place_id, name in places)
    names = sorted(name if place is None else place.named(lang) for place, name in found)
    if most is not None and len(names) > most:
        names = [*names[:most], counted(table(lang)["and_more"], len(names) - most, lang)]
    return ", ".join(names)
