"""Which of a report's mentions an event happened at: the most specific ones of its clause; own rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..records import Mention

#: a place that something lies further from only tells where that is: "the Samara region, 850 km south-east of Moscow"
TOO_FAR_KM: Final = 60.0
_WIDE: Final = frozenset({"admin1", "country", "area", "district", "water", "other"})
_BEARING: Final = re.compile(
    r"(?:north|south|east|west)[\w-]*\s+of\s+$|(?:північніше|південніше|західніше|східніше|севернее"
    r"|южнее|западнее|восточнее)\s+$|\bfrom\s+$",
    re.IGNORECASE,
)
_NEARER: Final = re.compile(
    r"^\s*(?:near|toward|towards|in|at|close to|, including|around|біля|поблизу|в районі|в районе|у)\s*$", re.IGNORECASE
)
_AND: Final = re.compile(r"\s(?:and|та|і|й|и)\s")
_LISTED: Final = re.compile(
    r"^:\s*$|^,?\s*(?:including|among them|such as|namely|серед них|в тому числі|среди них"
    r"|в том числе)[\s:]*(?:the )?(?:villages? of |towns? of )?$",
    re.IGNORECASE,
)
_AWAY: Final = re.compile(
    r"(?:km|kilomet\w+|miles|км|кілометр\w*|километр\w*)(?:\s+\([^()]{1,20}\))?\s+"
    r"(?:(?:away\s+)?(?:from|від|от)|(?:to the )?(?:north|south|east|west)[\w-]*\s+of)\s+$",
    re.IGNORECASE,
)
#: "X, near the town of", "X, a village south of", "X under"
_LIES_NEAR: Final = re.compile(
    r"\s*(?:,\s*(?:(?:a|an|the|which|that|located|situated|lies|about|some|just|in)\b[^,;.]{0,70}?)?|\s(?:settlement"
    r"|village|town|district|located|situated)?,?\s*)(?:near|close to|not far from|outside|next to|(?:to the )?"
    r"(?:north|south|east|west)[\w-]*(?:\sof)?|поблизу|біля|неподалік(?: від)?|недалеко від|під"
    r"|возле|вблизи|около|недалеко от|рядом с|под)\s+"
    r"(?:(?:the|of|town|city|village|[a-z-]+)\s+){0,5}(?:міста\s+|города\s+|села\s+)?$",
    re.IGNORECASE,
)
_NEARBY: Final = re.compile(
    r"(?:near|close to|around|outside|(?:north|south|east|west)[\w-]* of|toward|towards|"
    r"поблизу|біля|під|возле|вблизи|около|под|районі?\w*|районе)\s+"
    r"(?:the\s+|\w+\s+of\s+)?$",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"^[^;.]{0,60}\b(?:between|між|между)\s[^,;.]{0,40}$", re.IGNORECASE)
_JOINED: Final = re.compile(
    r"^(?:\s+(?:regions?|oblasts?|области|області))?\s*(?:,|,?\s*(?:and|or|as well as|та|і|й|и|а также"
    r"|а також)\s)\s*(?:in\s+|of\s+)?(?:the\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    r"\b(?:from|launched from|fired from|з|із|из|со стороны|з боку)\s+(?:the\s+)?(?:territory of\s+"
    r"|direction of\s+|area of\s+|території\s+|территории\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_TO: Final = re.compile(r"\b(?:to|into|toward|towards|в|во|до|к)\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.IGNORECASE)
_OUT_OF: Final = re.compile(
    r"\b(?:from|of|leave|left|leaving|abandon\w*|quit|з|із|зі|из|с|со|від|жител\w+|мешканц\w+|покин\w+|остав\w+|залиш\w+)\s+"
    r"(?:the\s+)?(?:\w+\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_ANAPHOR: Final = re.compile(
    r"\b(?:the|this|that) (?:\w+ )?(?:city|town|village|settlement|capital|region|area|oblast|port"
    r"|district|plant|port city)\b|\bthere\b"
    r"|\b(?:місто|міста|місті|село|селі|села|столиц\w+|область|області|регіон\w*)\b|\b(?:город|города"
    r"|городе|село|селе|села|столиц\w+|область|области|регион\w*)\b",
    re.IGNORECASE,
)  # fmt: skip


def event_mentions(text: str, span: tuple[int, int], mentions: Sequence[Mention], *, event_type: str) -> list[Mention]:
    """Return the mentions in [start, end) where an event happened: literal ones, the most specific only.

    A region beside a settlement in it goes ("X in the Y region"), unless both stand in one list; so does
    a place that only gives a direction ("north of X near Y") and one that something was launched from. In a
    clash the name of a front sector counts where nothing else is named.
    """
    inside = [
        mention
        for mention in mentions
        if span[0] <= mention.start and mention.end <= span[1] and (mention.distance_km or 0.0) <= TOO_FAR_KM
    ]
    literal = [mention for mention in inside if mention.kind == "literal"]
    if event_type not in {"withdrawal", "evacuation", "capture"}:
        literal = [
            mention
            for mention in literal
            if not _FROM.search(text, max(span[0], mention.start - 40), mention.start)
            or (
                _BEARING.search(text, max(span[0], mention.start - 20), mention.start) is not None
                and "from" not in text[max(0, mention.start - 6) : mention.start]
            )
        ]
    if event_type in {"withdrawal", "evacuation"}:  # where it went from, not where to
        away = any(_OUT_OF.search(text, max(span[0], one.start - 30), one.start) for one in literal)
        left = [one for one in literal if not _TO.search(text, max(span[0], one.start - 30), one.start)]
        literal = left if left and away else literal
    if not literal and event_type in {"clash", "incursion"}:  # "a breakthrough from the side of X was beaten off"
        literal = sources_of(text, span, inside)
    chosen = _most_specific(text, literal)
    if not chosen and event_type in {"clash", "advance", "strike", "other", "evacuation"}:
        chosen = [mention for mention in inside if mention.kind == "associative" and _is_sector(text, mention)]
    return chosen


def sources_of(text: str, span: tuple[int, int], mentions: Sequence[Mention]) -> list[Mention]:
    """Return the literal mentions of a clause that something came from or left."""
    return [
        mention
        for mention in mentions
        if span[0] <= mention.start and mention.end <= span[1] and mention.kind == "literal"
        and _FROM.search(text, max(span[0], mention.start - 40), mention.start)
    ]  # fmt: skip


def antecedent(
    text: str, start: int, span: tuple[int, int], link: str, mentions: Sequence[Mention], floor: int
) -> list[Mention]:
    """Return the earlier mention that a clause without one means, if its words point back.

    A relative clause means the nearest place before it; "the city", "the region" the last such place since
    character `floor`. An empty list where nothing points back.
    """
    earlier = [
        mention
        for mention in mentions
        if floor <= mention.start and mention.end <= start and mention.kind != "name_part"
    ]
    literal = [mention for mention in earlier if mention.kind == "literal"]
    if link in {"which", "where", "that", "who", "whom"} or link.startswith(("як", "котор", "де", "где", "(")):
        return literal[-1:]
    match = _ANAPHOR.search(text, *span)
    if match is None:
        return []
    word = match.group().lower()
    if re.search(r"region|oblast|област|регион|регіон", word):
        wide = [mention for mention in literal if mention.level == "admin1"]
        return wide[-1:] or literal[-1:]
    if "capital" in word or "столиц" in word:
        return [
            mention
            for mention in earlier
            if mention.phrase.lower().startswith(("kyiv", "kiev", "київ", "києв", "киев"))
        ][-1:]
    if word == "there":
        return [mention for mention in literal if mention.level != "country"][-1:]
    towns = [
        mention
        for mention in earlier
        if mention.level in {"populated_place", "facility"} and mention.kind in {"literal", "associative"}
    ]
    return [mention for mention in towns if mention.kind == "literal"][-1:] or towns[-1:]


def _most_specific(text: str, literal: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    located: Mention | None = None
    for index, mention in enumerate(literal):
        after = literal[index + 1] if index + 1 < len(literal) else None
        gives_direction = _BEARING.search(text, max(0, mention.start - 22), mention.start) is not None
        if gives_direction and after is not None and _NEARER.match(text[mention.end : after.start]):
            continue
        if after is not None and _LISTED.match(text[mention.end : after.start]):
            continue
        if index and _AWAY.search(text, max(0, mention.start - 40), mention.start):
            continue
        joined = (
            index
            and literal[index - 1] is located
            and re.fullmatch(r"\s+(?:and|та|і|и)\s+", text[located.end : mention.start])
        )
        if index and (joined or _only_locates(text, literal[index - 1], mention, after)):
            located = mention
            continue
        if gives_direction and len(literal) > 1 and _in_parentheses(text, mention):
            continue
        kept.append(mention)
    if any(mention.level == "facility" and mention.place is not None for mention in kept):
        return [mention for mention in kept if mention.level == "facility"]
    if any(mention.level in {"populated_place", "facility"} for mention in kept):
        return [mention for mention in kept if mention.level not in _WIDE or _in_list(text, mention, literal)]
    regions = [mention for mention in kept if mention.level != "country"]
    return regions or kept


def _only_locates(text: str, head: Mention, mention: Mention, after: Mention | None) -> bool:
    """Whether a settlement only says where the one before it lies: "X, a village near Y", "X between Y and Z"."""
    if head.level != "populated_place" or mention.level != "populated_place":
        return False
    gap = text[head.end : mention.start]
    if _LIES_NEAR.match(gap) is None:
        return _BETWEEN.search(gap) is not None
    alone = gap[:1] == "," or _NEARBY.search(text, max(0, head.start - 22), head.start) is None
    listed = after is not None and gap[:1] == "," and re.match(r",", text[mention.end : mention.end + 1]) is not None
    return alone and not listed


def _in_list(text: str, mention: Mention, others: Sequence[Mention]) -> bool:
    if mention.level not in {"admin1", "district"}:
        return False
    index = list(others).index(mention)
    before, after = others[index - 1] if index else None, others[index + 1] if index + 1 < len(others) else None
    if after is not None and after.level == mention.level and _JOINED.match(text[mention.end : after.start]):
        return True
    if before is None:
        return False
    gap = text[before.end : mention.start]
    if before.level == mention.level:
        return _JOINED.match(gap) is not None
    if mention.level == "admin1" and len(gap.split()) >= 4 and _AND.search(gap) is not None:
        return True  # "killing a boy in X and damaging a port in the Y region"
    return re.match(r"^\s*,?\s*(?:and|та|і|и|as well as)\s+(?:the\s+)?$|^,\s+the\s+$", gap) is not None


def _in_parentheses(text: str, mention: Mention) -> bool:
    opening = text.rfind("(", max(0, mention.start - 40), mention.start)
    return opening >= 0 and ")" not in text[opening : mention.start]


def _is_sector(text: str, mention: Mention) -> bool:
    return (
        re.search(
            r"^(?:[\s,'’а-яіїєґА-ЯІЇЄҐ-]{0,90})?\s*(?:direction|axis|sector|напрямк|направлени)",
            text[mention.end : mention.end + 100],
            re.IGNORECASE,
        )
        is not None
        or "напрямк" in text[max(0, mention.start - 30) : mention.start].lower()
    )
