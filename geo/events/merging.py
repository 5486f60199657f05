"""One happening told twice in a report is one event: own rules, after the conventions of the annotated reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from .drafts import Draft

_NEAR_SENTENCES: Final = 4
_SLACK: Final = timedelta(days=1)


def merged(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the happenings of a report in order, each with its most specific telling.

    A later telling joins an earlier one of the same type, actor and mood whose places hold its own (or that
    it makes more precise) and whose dates do not contradict. A telling without a place of its own joins the
    nearest one. A denial stays beside what it denies; the losing side's confirmation raises the status.
    """
    kept: list[Draft] = []
    replaced: dict[int, Draft] = {}
    for draft in drafts:
        for position in range(len(kept) - 1, -1, -1):
            earlier = kept[position]
            if not _one_happening(earlier, draft):
                continue
            kept[position] = _together(earlier, draft)
            replaced.update({id(earlier): kept[position], id(draft): kept[position]})
            break
        else:
            if not draft.ghost:
                kept.append(draft)
    for draft in kept:
        if draft.source is not None:
            draft.source = replaced.get(id(draft.source), draft.source)
            draft.mentions = draft.source.mentions
    return kept


def _one_happening(earlier: Draft, later: Draft) -> bool:
    if earlier.event_type != later.event_type or (earlier.status == "denied") != (later.status == "denied"):
        return False
    if (earlier.status == "planned") != (later.status == "planned"):
        return False
    surer = later.ghost and earlier.guessed_actor and not later.guessed_actor  # it names who acted
    if earlier.actor and later.actor and earlier.actor != later.actor and not surer:
        return False
    if earlier.when and later.when and earlier.last is None is later.last and earlier.when != later.when:
        return False
    if earlier.dated and later.dated and not _dates_meet(earlier, later):
        return False
    near = later.index - earlier.index <= _NEAR_SENTENCES
    if later.carried or not later.mentions:
        return later.index - earlier.index <= 2 and (not later.mentions or bool(later.place_ids & earlier.place_ids))
    if not earlier.mentions:
        return later.index - earlier.index <= 1
    if later.place_ids <= earlier.place_ids:
        return not (later.place_ids < earlier.place_ids and later.weak and not near)
    if earlier.place_ids < later.place_ids:
        return later.index - earlier.index <= 1
    return near and _instance(earlier, later)


def _instance(general: Draft, specific: Draft) -> bool:
    """Whether the one names only a region or a country in which the other's settlements lie."""
    if any(mention.level == "populated_place" for mention in general.mentions) and all(
        mention.level == "district" for mention in specific.mentions
    ):
        return specific.index - general.index <= 2
    if not general.wide:
        return specific.wide and len(specific.mentions) == 1 and _within(general, specific) and not specific.dated
    if general.when and not specific.when:
        return False
    counted = specific.index - general.index <= 1 and general.side == specific.side and not specific.dated
    if specific.wide or (general.dated != specific.dated and general.first is not None and not counted):
        return False
    return _within(specific, general)


def _within(inner: Draft, outer: Draft) -> bool:
    areas = {
        name
        for mention in outer.mentions
        if mention.place is not None
        for name in (
            (mention.place.country,) if mention.level == "country" else (mention.place.admin1 or mention.place.name,)
        )
    }
    placed = [mention.place for mention in inner.mentions if mention.place is not None]
    return bool(placed) and all(bool(areas & {place.country, place.admin1 or ""}) for place in placed)


def _dates_meet(one: Draft, other: Draft) -> bool:
    one_last, other_last = one.last or one.first, other.last or other.first
    if one_last is None or other_last is None:
        return True
    one_first, other_first = one.first or one_last, other.first or other_last
    if one.first is not None and other.first is not None and one.precision == other.precision == "day":
        return (
            one_first <= other_last and other_first <= one_last and (one_first, one_last) == (other_first, other_last)
        ) or (one_first <= other_last and other_first <= one_last and one.wide == other.wide)
    return one_first - _SLACK <= other_last and other_first - _SLACK <= one_last


def _together(earlier: Draft, later: Draft) -> Draft:
    """Keep the more specific telling and let the other fill what it lacks."""
    best, other = earlier, later
    districts = all(mention.level == "district" for mention in later.mentions) and any(
        mention.level == "populated_place" for mention in earlier.mentions
    )
    if (
        later.mentions and not later.carried and ((earlier.wide and not later.wide) or (districts and not earlier.wide))
    ) or (not earlier.mentions and later.mentions):
        best, other = later, earlier
    elif not earlier.mentions and not later.mentions and later.dated and not earlier.dated and not later.ghost:
        best, other = later, earlier  # of two without a place the dated one is the more specific
    if (
        best.saying is None
        and best.side is None
        and other.side is not None
        and (other is earlier or other.ghost or other.carried)
    ):
        best.saying, best.side, best.status = (
            other.saying,
            other.side,
            other.status if best.status != "denied" else best.status,
        )
    if not best.dated and other.dated:
        best.first, best.last, best.precision, best.dated = other.first, other.last, other.precision, True
    if best.actor is None or (best.guessed_actor and not other.guessed_actor and other.actor is not None):
        best.actor, best.guessed_actor = other.actor, other.guessed_actor
    if other.confirms and best.status == "claimed" and other.side != best.side:
        best.status = "confirmed"
    best.index = max(earlier.index, later.index)
    best.retold += [(other.start, other.end), *other.retold]
    best.carried = best.carried and other.carried
    best.weak = best.weak and other.weak
    return best
