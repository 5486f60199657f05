"""Reading one clause of a report: what is said to happen in it, where, when, by whom and according to whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ..records import Mention, Report
from .actors import acting_side, default_side
from .attribution import Attribution, attribution_at, attribution_words, attributions, narrator_side
from .dates import DatePhrase, find_dates
from .drafts import Draft
from .lexicon import Hit, fold, language_of
from .placing import antecedent, event_mentions, sources_of
from .sentences import Sentence, clauses, sentences, trimmed
from .triggers import Trigger, best_trigger, event_type_of, find_moods, find_triggers, mood_of

_OBJECT_OF_DENIAL: Final = re.compile(
    r"\b(?:claims?|reports?|account|allegations?|statements?|assertions?|заяв\w*|інформаці\w+|сообщени\w*|информаци\w*|заявлени\w*|it|this|these|them|це|это|его)\b"
)
_PUBLISHED: Final = re.compile(r"\b(?:published|posted|dated|released|filmed|опубліков\w+|опубликов\w+)\s+(?:on\s+)?$")
_RELATIVE: Final = re.compile(r"(?:that|which|who|where|whom|since|котор|як[аиі]|\()")
_THAT: Final = re.compile(r"(?:[^,;:.“”\"«»]{0,70}?,?\s)?(?:that|что|що)\s+")
_AND_SPEAKER: Final = re.compile(r",\s+(?:and|а|і|та|и)\s+(?:the\s+)?$")
_AND: Final = re.compile(
    r",?\s+(?:and|та|і|й|и)\s+(?=(?:\w+\s+){0,2}$)|\s+and\s+(?=(?:continued|conducted|launched|carried|made|began|started)\b)"
)
_EXTENT: Final = re.compile(
    r"\b(?:expand\w*|creat(?:ed|es|ing)|form(?:ed|s)|establish\w*|розшир\w+|расшир\w+|созда[ею]\w+|створю\w+)\b"
)
_WEAPON: Final = re.compile(
    r"\b(?:attack|strik|struck|drone|missile|rocket|shell|bomb|explosi|blast|artiller|mortar|атак|удар|обстр|дрон|бпла|ракет|вибух|взрыв|безпілот|беспилот|артил|шахед|авіа|авиа)"
)
_LOSSES: Final = re.compile(r"\b(?:casualties|losses|troops lost|lost \d|втрат|потер)\w*")
_TAKEN: Final = frozenset({"capture", "advance", "withdrawal"})
_OWN_DEEDS: Final = frozenset({"capture", "advance", "incursion"})
_AT_WAR: Final = frozenset({"RU", "UA", "KP"})
#: types that may stand without a place where the text dates them and names who acts
_PLACELESS: Final = frozenset({"strike", "other", "diplomacy"})
_SETTLING: Final = frozenset({"RU", "UA", "US", "independent", "media", "other"})


@dataclass(slots=True)
class Reading:
    """A report with everything that the rules look up in it, found once."""

    report: Report
    mentions: tuple[Mention, ...]
    lang: str
    folded: str
    sentences: tuple[Sentence, ...]
    dates: tuple[DatePhrase, ...]
    ahead: tuple[DatePhrase, ...]
    sayings: tuple[Attribution, ...]
    triggers: tuple[Trigger, ...]
    moods: tuple[Hit, ...]
    sides: tuple[Hit, ...]
    narrator: str | None
    speakers: list[tuple[int, int]] = field(default_factory=list)

    @property
    def about_war(self) -> bool:
        """Whether both sides of the war are named in the report."""
        return {"RU", "UA"} <= {hit.row["side"] for hit in self.sides}

    @classmethod
    def of(cls, report: Report, mentions: tuple[Mention, ...]) -> Reading:
        """Look up sentences, dates, sayings, event words, moods and sides of a report."""
        text, lang = report.text, language_of(report.text, report.lang)
        folded, parts = fold(text), sentences(text)
        dates = find_dates(text, report.published)
        sayings = attributions(text, parts, dates, lang)
        return cls(
            report, mentions, lang, folded, parts, dates, find_dates(text, report.published, ahead=True), sayings,
            find_triggers(folded, lang), find_moods(folded, lang), tuple(attribution_words(lang).sides.find(folded)),
            narrator_side(text, report.publisher, lang), [(one.by_start, one.by_end) for one in sayings],
        )  # fmt: skip


def read_clause(reading: Reading, index: int, span: tuple[int, int, str], drafts: list[Draft]) -> Draft | None:
    """Return the happening that one clause tells, or None.

    `span` is (start, end, opening word) of the clause in sentence number `index`; `drafts` what was read before.
    """
    start, end, link = span
    inside = [one for one in reading.triggers if start <= one.start < end and not _in_speaker(reading, one.start)]
    denial = _denial(reading, index, (start, end), inside, drafts)
    if denial is not None:
        return denial
    voiced = [one for one in inside if attribution_at(reading.sayings, one.start) is not None]
    trigger = best_trigger(
        voiced if {one.event_type for one in voiced} >= {one.event_type for one in inside} else inside
    )
    if trigger is None:
        return None
    event_type = event_type_of(reading.folded, trigger, (start, end), reading.sentences[index])
    mood = mood_of(reading.folded, trigger, start, end, link, reading.moods)
    if mood == "negated" and not _planned_talks(event_type, reading, trigger):
        return None
    if mood == "possible" and event_type != "zone":
        return None
    if mood == "attempted" and event_type in {"capture", "advance"}:
        event_type = "clash"
    mentions, carried = _places(reading, index, span, event_type, drafts)
    saying = attribution_at(reading.sayings, trigger.start)
    if saying is not None and _RELATIVE.match(link) and not saying.start - 8 <= start <= saying.start + 15:
        saying = None  # a relative clause about the past is the reporter's own, whoever is quoted around it
    draft = _draft(reading, index, (start, end), trigger, event_type, mentions, saying)
    draft.carried = carried
    if (
        event_type == "zone"
        and mood != "planned"
        and not mentions
        and drafts
        and 0 < index - drafts[-1].index <= 1
        and _EXTENT.search(reading.folded, start, end)
    ):
        draft.mentions, draft.actor = drafts[-1].mentions, drafts[-1].actor or draft.actor
    draft.weak = trigger.event_type in {"harm", "diplomacy"} or trigger.form == "noun"
    if mood == "planned" or (event_type == "zone" and not _EXTENT.search(reading.folded, start, end)):
        draft.status = "planned"
    if mood == "denied":
        draft.status = "denied"
    _date(reading, draft, index, (start, end), trigger, link)
    if draft.status == "denied" and not draft.mentions and drafts and index - drafts[-1].index <= 3:
        draft.mentions, draft.carried = drafts[-1].mentions, False
    if trigger.event_type == "harm" and not _war_harm(reading, index, (start, end), drafts):
        return None
    if not _of_this_war(reading, draft):
        return None
    draft.ghost = not _admitted(draft, trigger)
    return draft


def _of_this_war(reading: Reading, draft: Draft) -> bool:
    """Whether a happening belongs to the war: a side acts or vouches, or it lies in a country at war.

    Talks and other happenings need a side somewhere in the report. A council's meeting, a hurricane that hit
    and a police raid elsewhere are no events of this map.
    """
    countries = {mention.place.country for mention in draft.mentions if mention.place is not None}
    if draft.actor in _AT_WAR or draft.side in _AT_WAR or countries & _AT_WAR:
        return True
    return (draft.event_type in {"diplomacy", "other"} or not countries) and reading.about_war


def _war_harm(reading: Reading, index: int, span: tuple[int, int], drafts: list[Draft]) -> bool:
    """Whether damage or casualties come of fire: a weapon in the sentence, or a strike told just before."""
    if _LOSSES.search(reading.folded, *span):
        return False
    sentence = reading.sentences[index]
    told = any(draft.event_type == "strike" and index - draft.index <= 2 for draft in drafts[-3:])
    return told or _WEAPON.search(reading.folded, sentence.start, sentence.end) is not None


def _in_speaker(reading: Reading, position: int) -> bool:
    return any(first <= position < last for first, last in reading.speakers)


def _planned_talks(event_type: str, reading: Reading, trigger: Trigger) -> bool:
    return (
        event_type == "diplomacy"
        and re.search(r"\b(?:will|буде|будет)\b", reading.folded[trigger.end : trigger.end + 60]) is not None
    )


def _admitted(draft: Draft, trigger: Trigger) -> bool:
    lasting = draft.event_type in {"capture", "advance", "withdrawal", "incursion", "zone", "evacuation"}
    if (
        draft.mentions
        and draft.event_type in {"clash", "advance"}
        and all(mention.level == "country" for mention in draft.mentions)
    ):
        return False
    if draft.mentions and (lasting or not draft.carried):
        if draft.event_type == "diplomacy":
            return not all(mention.level in {"area", "water", "other"} for mention in draft.mentions)
        return True
    if draft.mentions:
        return False
    if trigger.event_type == "harm":
        return False
    if draft.event_type == "other" and draft.saying is not None and trigger.form == "noun":
        return True
    if draft.event_type == "diplomacy" and draft.status == "planned" and draft.side in {"RU", "UA", "US"}:
        return True
    if draft.event_type in _PLACELESS and draft.dated:
        return draft.actor is not None or draft.event_type != "strike"
    return draft.status == "planned" and draft.event_type == "zone"


def _places(
    reading: Reading, index: int, span: tuple[int, int, str], event_type: str, drafts: list[Draft]
) -> tuple[list[Mention], bool]:
    start, end, link = span
    text, sentence = reading.report.text, reading.sentences[index]
    free = [mention for mention in reading.mentions if not _in_speaker(reading, mention.start)]
    spoken = attribution_at(reading.sayings, start + (end - start) // 2) or attribution_at(reading.sayings, end - 2)
    content = _quote(reading, (start, end), spoken)
    found = event_mentions(text, content, free, event_type=event_type) or event_mentions(
        text, (start, end), free, event_type=event_type
    )
    if found and not all(mention.level == "country" for mention in found):
        return found, False
    back = reading.sentences[max(0, index - 3)].start
    pointed = antecedent(text, content[0], content, link, reading.mentions, back)
    if pointed and pointed[0].level == "populated_place" and event_type in _TAKEN:
        same = [one for one in drafts[-3:] if one.event_type == event_type and index - one.index <= 4 and not one.wide]
        pointed = same[-1].mentions if same else pointed
    if pointed:
        return pointed, False
    if found:
        return found, False
    lead = re.match(r"(?:In|At|Near|У|В|На|Под|Поблизу)\s", text[sentence.start : sentence.start + 10])
    if lead and start > sentence.start:
        first = event_mentions(text, (sentence.start, start), free, event_type=event_type)
        if first:
            return first, False
    if spoken is not None:
        own = [
            mention for mention in reading.mentions if spoken.by_start <= mention.start and mention.end <= spoken.by_end
        ]
        local = [
            mention for mention in own if mention.kind in {"literal", "associative"} and mention.level != "country"
        ]
        if local:
            return local[-1:], False
    if event_type == "clash" and index and reading.sentences[index - 1].line == sentence.line:
        before = reading.sentences[index - 1]
        sector = [
            mention
            for mention in event_mentions(text, (before.start, before.end), free, event_type=event_type)
            if mention.level != "country"
        ]
        if sector:
            return sector, False
    if (start, end) != (sentence.start, sentence.end):
        whole = event_mentions(text, (sentence.start, sentence.end), free, event_type=event_type)
        if whole:
            return whole, True
    return [], True


def _draft(
    reading: Reading,
    index: int,
    span: tuple[int, int],
    trigger: Trigger,
    event_type: str,
    mentions: list[Mention],
    saying: Attribution | None,
) -> Draft:
    places = [(mention.start, mention.end) for mention in reading.mentions if mention.kind == "literal"]
    sides = [
        hit for hit in reading.sides
        if not _in_speaker(reading, hit.start) and not any(first <= hit.start < last for first, last in places)
    ]  # fmt: skip
    actor = acting_side(
        reading.folded,
        span,
        trigger,
        event_type,
        _voiced(sides if event_type != "diplomacy" else list(reading.sides), reading),
        mentions,
    )
    claimed_by = saying.claimed_by if saying is not None else None
    side = saying.side if saying is not None else reading.narrator
    if actor is None and event_type in _OWN_DEEDS and side in {"RU", "UA"}:
        actor = side  # "troops had retaken the village": a claimant speaks of his own, and names the enemy
    guessed = actor is None
    actor = actor or default_side(event_type, mentions)
    if side == "local":
        side = _local_side(event_type, actor, mentions)
    start, end = _quote(reading, span, saying)
    status = "claimed" if side in {"RU", "UA"} else "reported"
    confirms = saying is not None and saying.verb in {
        reading.folded[hit.start : hit.end] for hit in reading.moods if hit.row["mood"] == "confirmed"
    }
    if (saying is not None and saying.kind == "both") or (confirms and side in {"RU", "UA"} and actor in {"RU", "UA"} and actor != side):
        status = "confirmed"
    if re.search(
        r"geolocated|геолокаційн|геолокационн", (claimed_by or "").lower() + reading.folded[span[0] : span[1]]
    ):
        status, side = "confirmed", "independent"
    sentence = reading.sentences[index]
    return Draft(
        event_type, start, end, index, sentence.line, actor, mentions, saying, side if side in _SETTLING else None, status,
        from_mentions=sources_of(reading.report.text, span, reading.mentions) if event_type in {"withdrawal", "evacuation", "advance", "strike"} else [],
        confirms=confirms, guessed_actor=guessed,
    )  # fmt: skip


def _voiced(sides: list[Hit], reading: Reading) -> list[Hit]:
    """Read "the enemy" by the narrator: in a Russian text it is the Ukrainian side unless a Ukrainian voice tells."""
    if reading.lang != "ru" or reading.narrator != "UA":
        return sides
    swap = ("противник", "враг", "боевик")
    return [
        Hit(hit.start, hit.end, {**hit.row, "side": "RU"}) if reading.folded.startswith(swap, hit.start) else hit
        for hit in sides
    ]


def _local_side(event_type: str, actor: str | None, mentions: list[Mention]) -> str | None:
    countries = {mention.place.country for mention in mentions if mention.place is not None}
    if event_type in {"capture", "advance", "clash"} and actor in {"RU", "UA"}:
        return actor
    country = next(iter(countries)) if len(countries) == 1 else None
    if country in {"RU", "UA"}:
        return country
    return {"RU": "UA", "UA": "RU"}.get(actor or "") if event_type == "strike" else None


def _quote(reading: Reading, span: tuple[int, int], saying: Attribution | None) -> tuple[int, int]:
    """The clause without its reporting words."""
    start, end = span
    if saying is not None and saying.kind not in {"quotation"}:
        if start < saying.start < end and saying.start > saying.by_start:
            start = saying.start
        if start < saying.end < end and saying.end <= saying.by_start:
            end = saying.end
    start, end = trimmed(reading.report.text, start, end)
    if saying is not None and start >= saying.start:
        match = _THAT.match(reading.folded, start, end)
        if match is not None and not any(start <= one.start < match.end() for one in reading.triggers):
            start = match.end()
    return trimmed(reading.report.text, start, end)


def _date(reading: Reading, draft: Draft, index: int, span: tuple[int, int], trigger: Trigger, link: str) -> None:
    """Give the draft its days: the clause's own phrase, else the sentence's, else "by the day it was said"."""
    sentence, saying = reading.sentences[index], draft.saying
    phrases = reading.ahead if draft.status == "planned" else reading.dates
    own = [one for one in phrases if span[0] <= one.start < span[1] and not _dates_saying(reading, one, saying)]
    if not own and not _apart(link):
        far = [(first, last) for first, last, opening in _spans(reading, sentence) if _apart(opening)]
        own = [
            one
            for one in phrases
            if sentence.start <= one.start < sentence.end
            and not _dates_saying(reading, one, saying)
            and not any(first <= one.start < last for first, last in far)
            and not any(
                word in reading.folded[max(sentence.start, one.start - 20) : one.start] for word in ("since ", "until ")
            )
        ]
        own = own if len({(one.first, one.last) for one in own}) == 1 else []
    said = saying.said_on if saying is not None else None
    if own:
        chosen = min(own, key=lambda one: (one.rule == "recent", abs(one.start - trigger.start)))
        draft.first, draft.last, draft.precision = chosen.first, chosen.last, chosen.precision
        draft.when = reading.folded[chosen.start : chosen.end]
        draft.dated = chosen.last is not None and chosen.rule != "recent"
        if chosen.rule == "recent" and said is not None:
            draft.last = said
        if _PUBLISHED.search(reading.folded, max(0, chosen.start - 20), chosen.start):
            draft.first, draft.precision, draft.dated = None, "by", False
        return
    if draft.status != "planned":
        draft.first, draft.last, draft.precision = None, said or reading.report.published, "by"


def _dates_saying(reading: Reading, phrase: DatePhrase, saying: Attribution | None) -> bool:
    if saying is None:
        return False
    return (
        (saying.said_on is not None
        and phrase.last == saying.said_on
        and not saying.start <= phrase.start < saying.end)
        or (
            saying.said_on is not None
            and phrase.last == saying.said_on
            and 0 <= phrase.start - saying.start <= 3
            and not saying.trailing
        )
    )


def _apart(link: str) -> bool:
    """Whether a clause tells of another time than its sentence."""
    return link.startswith(
        (
            "since",
            "after",
            "following",
            "despite",
            "which",
            "where",
            "that",
            "who",
            "як",
            "котор",
            "після",
            "после",
            "due",
            "in response",
            "before",
            "(",
        )
    )


def _denial(
    reading: Reading, index: int, span: tuple[int, int], inside: list[Trigger], drafts: list[Draft]
) -> Draft | None:
    """A clause that denies what was told before: "rejected the claim" takes type, actor and places from it."""
    denials = [
        hit for hit in reading.moods
        if hit.row["mood"] == "denied" and span[0] <= hit.start < span[1]
        and re.search(r"\b(?:not|neither|nor|never|не|ні)\s+$", reading.folded[max(0, hit.start - 10) : hit.start]) is None
    ]  # fmt: skip
    if not denials or inside or not drafts:
        return None
    if _OBJECT_OF_DENIAL.search(reading.folded, *span) is None:
        return None
    words = attribution_words(reading.lang)
    speaker = next(
        (
            one
            for one in reading.sayings
            if span[0] <= one.by_start < span[1] and one.verb == reading.folded[denials[0].start : denials[0].end]
        ),
        None,
    )
    side = (
        speaker.side
        if speaker is not None
        else next((hit.row["side"] for hit in words.sides.find(reading.folded[span[0] : denials[0].start])), None)
    )
    opposed = max(
        (one.start for one in reading.sayings if one.start < span[0] and one.side in {"RU", "UA"} and one.side != side),
        default=-1,
    )
    for earlier in reversed(drafts):
        if earlier.end < opposed and not any(
            one.start <= earlier.start < one.end for one in reading.sayings if one.start == opposed
        ):
            continue
        if (
            earlier.status in {"claimed", "reported"}
            and earlier.side != side
            and index - earlier.index <= 4
            and earlier.event_type != "diplomacy"
        ):
            start, end = trimmed(reading.report.text, *span)
            published: date | None = reading.report.published
            said = speaker.said_on if speaker is not None else None
            return Draft(
                earlier.event_type, start, end, index, reading.sentences[index].line, earlier.actor, earlier.mentions, speaker,
                side if side in _SETTLING else None, "denied", None, said or earlier.last or published, source=earlier,
            )  # fmt: skip
    return None


def _spans(reading: Reading, sentence: Sentence) -> list[tuple[int, int, str]]:
    """The clauses of a sentence; "that" after a verb of saying is no border, "and" before another event's verb is."""
    joined: list[tuple[int, int, str]] = []
    for start, end, link in clauses(reading.report.text, sentence.start, sentence.end):
        said = (
            link == "that"
            and joined
            and any(joined[-1][0] <= one.start <= start <= one.start + 60 for one in reading.sayings)
        )
        joined[-1:] = [(joined[-1][0], end, joined[-1][2])] if said else [*joined[-1:], (start, end, link)]
    borders = [
        one.by_start
        for one in reading.sayings
        if _AND_SPEAKER.search(reading.folded, max(sentence.start, one.by_start - 12), one.by_start)
    ]
    for hit in reading.moods:
        if hit.row["mood"] == "denied" and sentence.start <= hit.start < sentence.end:
            match = re.compile(r",\s+and\s+").search(reading.folded, hit.end, sentence.end)
            borders.extend([match.end()] if match is not None else [])
    spans: list[tuple[int, int, str]] = []
    for start, end, link in joined:
        begin, opening = start, link
        for border in borders:
            if begin < border < end:
                spans.append((begin, border, opening))
                begin, opening = border, "and"
        for one in reading.triggers:
            if not start < one.start < end or one.event_type == "harm":
                continue
            match = _AND.search(reading.folded, max(begin, one.start - 40), one.start)
            if match is not None and one.form != "verb" and one.start - match.end() < 9:
                continue  # "strikes and shelling" is one happening
            if match is not None and any(
                begin <= other.start < match.start() and other.event_type != one.event_type
                for other in reading.triggers
            ):
                spans.append((begin, match.start(), opening))
                begin, opening = match.end(), "and"
        spans.append((begin, end, opening))
    return spans


def read_report(reading: Reading) -> list[Draft]:
    """Return the happenings of a report as its clauses tell them, in order."""
    drafts: list[Draft] = []
    for index, sentence in enumerate(reading.sentences):
        for span in _spans(reading, sentence):
            draft = read_clause(reading, index, span, drafts)
            if (
                draft is not None
                and draft.actor is None
                and span[2].startswith("and")
                and drafts
                and drafts[-1].index == index
            ):
                draft.actor = drafts[-1].actor
            if draft is not None:
                drafts.append(draft)
    return drafts
