"""Who acts: the side of an event's actor, from the words around its trigger; own rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..records import Mention
from .lexicon import Hit
from .triggers import Trigger

_OBJECT_BEFORE: Final = re.compile(
    r"\b(?:on|against|at|into|in|from|than|with|to|of|over|across|for|targeting|drive out|driven"
    r"|pushed|push)\s+(?:(?!that\b|which\b|and\b)[\w-]+\s+){0,2}$"
    r"|\b(?:по|против|проти|щодо)\s+(?:[^\W\d][\w-]*\s+){0,3}$|\b(?:позиці\w+|позици\w+|з|із|від|от|для"
    r"|атакував|атаковал\w*|(?:под|під) контрол(?:ем|ь))\s+$"
)
#: "units of the Battlegroup North": they are its own
_UNITS_OF: Final = re.compile(
    r"\b(?:units|elements|troops|soldiers|servicemen|fighters|detachments|brigades|paratroopers|marines)\s+of\s+(?:the\s+)?$"
)
_ACCUSED: Final = re.compile(r"\b(?:accus\w+|blam\w+|charg(?:ed|es|ing)|звинува\w+|обвин\w+)\s+(?:the\s+|\w+\s+)?$")
_REGAINED: Final = re.compile(r"\b(?:retak|retook|recaptur|regain|reclaim|liberat|won back|деокуп|звільн|визвол)")
_MODIFIER_GAP: Final = re.compile(r"^[\s\w'’\"“”«»-]{0,60}$")
_BREAKING: Final = re.compile(r"\b(?:on|against|at|in|from|by|into|after|near|over|to|that|по|на|в|у|з|від|из|от)\b")
_BY: Final = re.compile(r"\b(?:by|from|carried out by|launched by|з боку|со стороны)\s+(?:\w+\s+){0,2}$")
_OTHERS_DEED: Final = re.compile(r",\s+\w+ed\s+by\b")
_PASSIVE: Final = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+\s+)?$")
_ATTEMPT: Final = re.compile(r"\b(?:attempts?|efforts?)\s+by\s+(?:the\s+)?$")
_ASSET: Final = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:radars?|depots?|airbases?|airfields?|ammunition|warehouses?|ships?|vessels?"
    r"|frigates?|tankers?|tanks?|command posts?|headquarters|positions|troops|soldiers|convoys?|columns?|refiner\w+"
    r"|oil|fuel|warplanes?|jets?"
    r"|bombers?|helicopters?|systems?|launchers?|bases?|barracks|plants?|boats?|submarines?|склад\w*|військов\w+|военн\w+"
    r"|корабл\w+|аеродром\w*|аэродром\w*|технік\w+|техник\w+|командн\w+|радар\w*|рлс|штаб\w*|нпз|нафтобаз\w+|нефтебаз\w+)\b"
)
_DRIVES_OUT: Final = re.compile(
    r"(?:dr[io]v\w+|push\w+|kick\w+|flush\w+|forc\w+|evict\w+|eject\w+|knock\w+|thr[eo]w\w*|oust\w*|expel\w*|dislodg\w+"
    r"|clear\w+|вибил\w*|вибив|вибит\w+|витісн\w+|вигна\w+|видави\w+|выби\w+|вытесн\w+|выдав\w+|изгна\w+|выгна\w+)\b"
)
_OPPONENT: Final = {"UA": "RU", "RU": "UA"}


def acting_side(
    folded: str,
    span: tuple[int, int],
    trigger: Trigger,
    event_type: str,
    sides: Sequence[Hit],
) -> str | None:
    """Return the side that acts in the clause `span`, or None where nobody can be named.

    A modifier right before a noun wins ("Russian strikes"), then "by" or "from" after it, then the clause's
    first side that is no object. None where the words name nobody; see `default_side`.

    Parameters
    ----------
    folded : str
        The report, folded.
    span : tuple of int
        The clause.
    trigger, event_type
        The event's word and its type.
    sides : sequence of Hit
        Words of sides in the clause, those of the claimant left out.
    """
    inside = [hit for hit in sides if span[0] <= hit.start < span[1] and hit.row["side"] != "none"]
    before = [hit for hit in inside if hit.end <= trigger.start]
    within = [hit for hit in inside if trigger.start <= hit.start < trigger.end]
    after = [hit for hit in inside if hit.start >= trigger.end]
    if event_type == "clash" and trigger.actor == "victim":
        return _repelled(folded, span, trigger, before, within, after)
    accused = next((hit for hit in before if _ACCUSED.search(folded, max(0, hit.start - 40), hit.start)), None)
    if accused is not None and event_type not in {"withdrawal", "evacuation", "diplomacy"}:
        return str(accused.row["side"])
    if event_type == "capture":
        if trigger.actor in {"none", "loser"} or _DRIVES_OUT.match(folded, trigger.start):
            taker = _taker(folded, span, trigger, before, within, after)
            if taker is not None or trigger.actor in {"none", "loser"}:
                return taker
    elif event_type == "evacuation" and before and before[0].start - span[0] < 12:
        if not _PASSIVE.search(folded, max(span[0], trigger.start - 20), trigger.start):
            return None if _is_object(folded, span[0], before[0]) else str(before[0].row["side"])
    elif event_type == "diplomacy" and trigger.actor == "none":
        return _only_side(folded, span[0], before)
    if trigger.actor == "none":
        return None
    agent = _agent(folded, trigger, after) if event_type not in {"zone", "withdrawal", "evacuation"} else None
    return agent or _doer(folded, span, trigger, event_type, (before, within, after))


def _doer(
    folded: str, span: tuple[int, int], trigger: Trigger, event_type: str, hits: tuple[list[Hit], list[Hit], list[Hit]]
) -> str | None:
    """The subject of the event's word; of what is suffered, whose weapon it was or whose opponent's goods it hit."""
    before, within, after = hits
    if trigger.actor == "subject":
        inner = within and (trigger.form == "noun" or event_type == "other")  # "planned Russian assault"
        named = within[0].row["side"] if inner else _modifier(folded, trigger, before)
        if named is None and not _PASSIVE.search(folded, max(span[0], trigger.start - 20), trigger.start):
            named = _subject(folded, span[0], before)
        named = named or _follower(folded, trigger, after)
        if named is None and event_type == "diplomacy":
            named = _only_side(folded, span[0], before)
        return named
    inside = [*before, *within, *after]
    weapon = _weapon(folded, inside)
    owner = _owner(folded, inside) if weapon is None and event_type == "strike" else None
    return weapon or _OPPONENT.get(owner or "")


def _only_side(folded: str, low: int, before: Sequence[Hit]) -> str | None:
    found = {str(hit.row["side"]) for hit in before if not _is_object(folded, low, hit)}
    return found.pop() if len(found) == 1 else None


def _taker(
    folded: str,
    span: tuple[int, int],
    trigger: Trigger,
    before: Sequence[Hit],
    within: Sequence[Hit],
    after: Sequence[Hit],
) -> str | None:
    """Who takes a place: the holder named ("under the control of Russian forces"), the opponent of who loses it."""
    if trigger.actor == "none":
        near = [*within, *(hit for hit in after if hit.start - trigger.end < 50)]
        return str(near[0].row["side"]) if near else None
    if trigger.actor == "loser":
        agent = _agent(folded, trigger, after)
        subject = _modifier(folded, trigger, before) or _subject(folded, span[0], before)
        return agent or _OPPONENT.get(subject or "")
    driven = [*within, *(hit for hit in after if hit.start - trigger.end < 25)]
    return _OPPONENT.get(str(driven[0].row["side"])) if driven else None


def _repelled(
    folded: str,
    span: tuple[int, int],
    trigger: Trigger,
    before: Sequence[Hit],
    within: Sequence[Hit],
    after: Sequence[Hit],
) -> str | None:
    """Who attacked in what was beaten off: the side named behind the verb, else the opponent of its subject."""
    named = [*within, *(hit for hit in after if hit.start - trigger.end < 50)]
    if named:
        return str(named[0].row["side"])
    subject = _subject(folded, span[0], before)
    return _OPPONENT.get(subject or "")


def _agent(folded: str, trigger: Trigger, after: Sequence[Hit]) -> str | None:
    for hit in after[:3]:
        another = _OTHERS_DEED.search(folded, trigger.end + 1, hit.start)  # "met him, flanked by European leaders"
        if hit.start - trigger.end < 90 and another is None and _BY.search(folded, trigger.end, hit.start):
            return str(hit.row["side"])
    return None


def _modifier(folded: str, trigger: Trigger, before: Sequence[Hit]) -> str | None:
    for hit in reversed(before):
        if _ATTEMPT.search(folded, max(0, hit.start - 30), hit.start) and trigger.start - hit.end < 60:
            return str(hit.row["side"])
        gap = folded[hit.end : trigger.start]
        if trigger.start - hit.end > 60:
            return None
        if _MODIFIER_GAP.match(gap) and not _BREAKING.search(gap) and not _is_object(folded, trigger.start - 120, hit):
            return str(hit.row["side"])
    return None


def _subject(folded: str, start: int, before: Sequence[Hit]) -> str | None:
    for hit in before:
        if not _is_object(folded, start, hit):
            return str(hit.row["side"])
    return None


def _follower(folded: str, trigger: Trigger, after: Sequence[Hit]) -> str | None:
    """A subject behind its verb, as Ukrainian and Russian have it: "освободили бойцы российской бригады"."""
    if not re.search(r"[а-яіїєґ]", folded[trigger.start : trigger.end]):
        return None
    for hit in after[:1]:
        if (
            hit.start - trigger.end < 60
            and "," not in folded[trigger.end : hit.start]
            and not _is_object(folded, trigger.end, hit)
        ):
            return str(hit.row["side"])
    return None


def _weapon(folded: str, inside: Sequence[Hit]) -> str | None:
    """The side of a weapon or attack named with a harm: "a Russian drone killed", "after a Ukrainian attack"."""
    for hit in inside:
        if re.match(
            r"[\s\w-]{0,30}?\b(?:(?:attack|strike|drone|missile|shelling|shell|bomb|airstrike|rocket|artillery"
            r"|salvo|fire|launched)(?:s|ed|ing)?\b|air\s(?:raid|attack|strike)|атак|удар|дрон|ракет|обстр|бпла"
            r"|вогн)",
            folded[hit.end : hit.end + 50],
        ) and not re.match(r"\s+(?:air defen|forces shot|forces down)", folded[hit.end : hit.end + 20]):
            return str(hit.row["side"])
    return None


def _owner(folded: str, inside: Sequence[Hit]) -> str | None:
    """The side whose post or material is hit: "a Russian radar was wrecked"."""
    owned = (str(hit.row["side"]) for hit in inside if _ASSET.match(folded, hit.end))
    return next(owned, None)


def _is_object(folded: str, low: int, hit: Hit) -> bool:
    if _UNITS_OF.search(folded, max(0, low, hit.start - 40), hit.start) is not None:
        return False
    return _OBJECT_BEFORE.search(folded, max(0, low, hit.start - 40), hit.start) is not None


def default_side(event_type: str, mentions: Sequence[Mention]) -> str | None:
    """Return the side that most likely acts where the text names none: the opponent of the country that is hit."""
    countries = {mention.place.country for mention in mentions if mention.place is not None}
    country = countries.pop() if len(countries) == 1 else None
    if country is None or event_type in {"diplomacy", "other"}:
        return None
    if event_type in {"strike", "incursion"}:
        return _OPPONENT.get(country)
    if event_type in {"capture", "advance", "zone"}:
        return "RU" if country == "UA" else None
    if event_type in {"evacuation", "withdrawal"}:
        return country if country in _OPPONENT else None
    return None


def likely_side(
    event_type: str,
    trigger_words: str,
    mentions: Sequence[Mention],
    by: str | None,
    moved: tuple[str, str | None] | None,
) -> str | None:
    """Return the side that most likely acts where neither the clause nor a claimant's own deeds tell; own rules.

    Parameters
    ----------
    event_type : str
    trigger_words : str
        The event's words, folded: what is regained goes back to whose country it is.
    mentions : sequence of Mention
        Places of the event.
    by : str or None
        Side of an official who tells of it for a place that this side holds: what hits it is the other's.
    moved : tuple, optional
        Type and actor of the change of ground told just before.
    """
    countries = {mention.place.country for mention in mentions if mention.place is not None}
    if event_type == "strike" and (by in _OPPONENT or any(_in_crimea(mention) for mention in mentions)):
        return _OPPONENT.get(by or "", "UA")
    if event_type == "capture" and _REGAINED.search(trigger_words) and len(countries & set(_OPPONENT)) == 1:
        return next(iter(countries))
    if event_type in {"capture", "advance", "withdrawal"} and moved is not None and moved[1] in _OPPONENT:
        same = (event_type == "withdrawal") == (moved[0] == "withdrawal")
        return moved[1] if same else _OPPONENT[moved[1] or ""]
    return default_side(event_type, mentions)


def _in_crimea(mention: Mention) -> bool:
    place = mention.place
    return place is not None and (
        "Crimea" in f"{place.name} {place.admin1}" or "Sevastopol" in f"{place.name} {place.admin1}"
    )
