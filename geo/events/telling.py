"""What one clause tells: its event, who acts, who vouches, with which status; and what a report tells in all."""

from __future__ import annotations

import re
from typing import Final

from .acting import actor_of
from .dating import date_draft
from .denials import denial_of
from .drafts import SETTLED_SIDES, Draft
from .grounds import grounds
from .locating import clause_places
from .placing import sources_of
from .reading import Reading, clause_spans, quote_span
from .sayings import attribution_at
from .sentences import trimmed
from .triggers import Trigger, best_trigger, event_type_of, in_infinitive, mood_of
from .vouching import HELD, announcer_in, local_side, settled, status_of

_RELATIVE: Final = re.compile(r"(?:that|which|who|where|whom|since|котор|як[аиі]|\()")
_EXTENT: Final = re.compile(
    r"\b(?:expand\w*|creat(?:ed|es|ing)|form(?:ed|s)|establish\w*|розшир\w+|расшир\w+|созда[ею]\w+|створю\w+)\b"
)
_WEAPON: Final = re.compile(
    r"\b(?:attack|strik|struck|drone|missile|rocket|shell|bomb|explosi|blast|artiller|mortar|атак|удар"
    r"|обстр|дрон|бпла"
    r"|ракет|вибух|взрыв|безпілот|беспилот|артил|шахед|авіа|авиа)"
)
_LOSSES: Final = re.compile(r"\b(?:casualties|losses|troops lost|lost \d|втрат|потер)\w*")
_IN: Final = re.compile(r"\b(?:in|to|в|во|у|до|на)\s+(?:the\s+)?$", re.IGNORECASE)
#: "denied taking part", "denied any involvement": of its own deeds
_OWN_DENIAL: Final = re.compile(r"\b(?:denied|denies|deny)\s+(?:\w+ing|any|responsibility|involvement)\b")
#: characters between a word for beating off and what was beaten off
_BEATEN_WITHIN: Final = 40
_FUTURE: Final = re.compile(r"\b(?:will|буде|будет)\b")
_OWN_DEEDS: Final = frozenset({"capture", "advance", "incursion"})
_GROUND: Final = _OWN_DEEDS | {"withdrawal"}
#: plans that somebody announces by ordering or intending them
_ORDERED: Final = frozenset({"zone", "evacuation"})
_LASTING: Final = _OWN_DEEDS | {"withdrawal", "zone", "evacuation"}
_MOVING: Final = frozenset({"withdrawal", "evacuation", "advance", "strike"})
_OPPONENT: Final = {"UA": "RU", "RU": "UA"}
_AT_WAR: Final = frozenset({"RU", "UA", "KP"})
#: types that may stand without a place where the text dates them and names who acts
_PLACELESS: Final = frozenset({"strike", "other", "diplomacy"})


def read_report(reading: Reading) -> list[Draft]:
    """Return the happenings of a report as its clauses tell them, in order."""
    drafts: list[Draft] = []
    for index, sentence in enumerate(reading.sentences):
        for span in clause_spans(reading, sentence):
            draft = read_clause(reading, index, span, drafts)
            if draft is None:
                continue
            if draft.actor is None and span[2].startswith("and") and drafts and drafts[-1].index == index:
                draft.actor = drafts[-1].actor
            drafts.append(draft)
    return drafts


def read_clause(reading: Reading, index: int, span: tuple[int, int, str], drafts: list[Draft]) -> Draft | None:
    """Return the happening that one clause tells, or None.

    `span` is (start, end, opening word) of the clause in sentence number `index`; `drafts` what was read before.
    """
    start, end, link = span
    inside = [one for one in reading.triggers if start <= one.start < end and not reading.in_speaker(one.start)]
    denial = denial_of(reading, index, span, inside, drafts)
    if denial is not None:
        return denial
    trigger = _naming(reading, inside)
    if trigger is None:
        return None
    event_type = event_type_of(reading.folded, trigger, (start, end), reading.sentences[index])
    mood = mood_of(reading.folded, trigger, start, end, link, reading.moods)
    if mood == "negated" and _is_contradicted(reading, trigger, event_type, (start, end)):
        mood = "denied"
    elif mood == "negated" and not (
        event_type == "diplomacy" and _FUTURE.search(reading.folded, trigger.end, trigger.end + 60)
    ):
        return None
    if mood == "possible" and event_type != "zone":
        return None
    attempts = {"capture"} if reading.lang == "en" else {"capture", "advance"}  # bulletins count attempts as fighting
    if mood == "attempted" and event_type in attempts:
        event_type = "clash"
    draft = _drafted(reading, index, span, trigger, event_type, drafts)
    _set_mood(reading, draft, mood, (start, end), drafts)
    if draft.status == "planned" and draft.saying is None and event_type in _ORDERED and reading.narrator is None:
        draft.saying = announcer_in(reading, start, trigger.start)
        draft.side = settled(draft.saying, event_type, draft.actor, draft.mentions) or draft.side
    draft.reasons += grounds(reading, draft, trigger, mood)
    date_draft(reading, draft, index, span, trigger)
    if trigger.event_type == "harm" and not _war_harm(reading, index, (start, end), drafts):
        return None
    if not _of_this_war(reading, draft):
        return None
    draft.ghost = not _admitted(draft, trigger)
    alone = not any(one.index == index for one in drafts)
    if (
        draft.ghost
        and alone
        and draft.carried
        and draft.mentions
        and event_type in {"strike", "clash"}
        and not draft.wide
    ):
        draft.ghost = draft.carried = False  # "a fire broke out in X after an attack": nothing else in the sentence
    return draft


def _is_contradicted(reading: Reading, trigger: Trigger, event_type: str, span: tuple[int, int]) -> bool:
    """Whether a belligerent or a monitor says that a change of ground did not happen: "troops had not left X"."""
    if event_type not in _GROUND:
        return False
    saying = attribution_at(reading.sayings, trigger.start)
    placed = any(span[0] <= one.start < span[1] and one.kind == "literal" for one in reading.mentions)
    return placed and saying is not None and saying.side in {"RU", "UA", "independent", "local"}


def _naming(reading: Reading, inside: list[Trigger]) -> Trigger | None:
    """The word that names the clause's event; among words of one kind, one that somebody vouches for."""
    beaten = next((one for one in inside if one.event_type == "clash" and one.actor == "victim"), None)
    if beaten is not None and any(0 <= one.start - beaten.end <= _BEATEN_WITHIN for one in inside):
        return beaten  # "repelled an attempt to take X": the attempt is what was repelled
    asserted = [one for one in inside if not in_infinitive(reading.folded, one)]
    inside = asserted or inside
    voiced = [one for one in inside if attribution_at(reading.sayings, one.start) is not None]
    same = {one.event_type for one in voiced} >= {one.event_type for one in inside}
    return best_trigger(voiced if same else inside)


def _set_mood(reading: Reading, draft: Draft, mood: str, span: tuple[int, int], drafts: list[Draft]) -> None:
    last = drafts[-1] if drafts else None
    extended = _EXTENT.search(reading.folded, *span) is not None
    claimed_zone = draft.event_type == "zone" and mood != "planned" and not draft.mentions and extended
    if claimed_zone and last is not None and 0 <= draft.index - last.index <= 1:
        draft.mentions, draft.actor = last.mentions, last.actor or draft.actor
    if mood == "planned" or (draft.event_type == "zone" and not extended):
        draft.status = "planned"
    if mood == "denied":
        draft.status = "denied"
        _set_denier(reading, draft)
        if draft.guessed_actor and draft.side in _OPPONENT:
            own = _OWN_DENIAL.search(reading.folded, *span) is not None and not draft.losing
            draft.actor = draft.side if own else _OPPONENT[draft.side]
        if not draft.mentions and last is not None and draft.index - last.index <= 3:
            draft.mentions, draft.carried = last.mentions, False


def _set_denier(reading: Reading, draft: Draft) -> None:
    """Let the one who denies vouch: in "claims by X were dismissed by Y" that is Y."""
    sentence = reading.sentences[draft.index]
    words = {reading.folded[hit.start : hit.end] for hit in reading.moods if hit.row["mood"] == "denied"}
    deniers = [one for one in reading.sayings if sentence.start <= one.by_start < sentence.end and one.verb in words]
    if len(deniers) == 1 and deniers[0].side in SETTLED_SIDES:
        draft.saying, draft.side = deniers[0], deniers[0].side


def _of_this_war(reading: Reading, draft: Draft) -> bool:
    """Whether a happening belongs to the war: a side acts or vouches, or it lies in a country at war.

    Talks and other happenings need a side somewhere in the report. A council's meeting, a hurricane that hit
    and a police raid elsewhere are no events of this map.
    """
    countries = {mention.place.country for mention in draft.mentions if mention.place is not None}
    if not countries:  # a name that several places share
        countries = {one.place.country for mention in draft.mentions for one in mention.candidates}
    if draft.actor in _AT_WAR or draft.side in _AT_WAR or countries & _AT_WAR:
        return True
    if draft.event_type == "diplomacy" and any(hit.row["side"] in _AT_WAR for hit in reading.sides):
        return True
    return (draft.event_type == "other" or not countries) and reading.about_war


def _war_harm(reading: Reading, index: int, span: tuple[int, int], drafts: list[Draft]) -> bool:
    """Whether damage or casualties come of fire: a weapon in the sentence, or a strike told just before."""
    if _LOSSES.search(reading.folded, *span):
        return False
    sentence = reading.sentences[index]
    told = any(draft.event_type == "strike" and index - draft.index <= 2 for draft in drafts[-3:])
    return told or _WEAPON.search(reading.folded, sentence.start, sentence.end) is not None


def _admitted(draft: Draft, trigger: Trigger) -> bool:
    """Whether a telling can stand alone: it names a place, or is dated or planned and names who acts."""
    levels = {mention.level for mention in draft.mentions}
    if draft.mentions:
        if draft.event_type in {"clash", "advance"} and levels == {"country"}:
            return False
        if draft.event_type == "diplomacy" and levels <= {"area", "water", "other"}:
            return False
        return not draft.carried or draft.event_type in _LASTING
    if trigger.event_type == "harm":
        return False
    if draft.event_type == "other" and draft.saying is not None and trigger.form == "noun":
        return True
    if draft.event_type == "diplomacy" and draft.status == "planned" and draft.side in {"RU", "UA", "US"}:
        return True
    if draft.event_type in _PLACELESS and draft.dated:
        return draft.actor is not None or draft.event_type != "strike"
    return draft.status == "planned" and draft.event_type == "zone"


def _drafted(
    reading: Reading, index: int, span: tuple[int, int, str], trigger: Trigger, event_type: str, drafts: list[Draft]
) -> Draft:
    start, end, link = span
    mentions, carried = clause_places(reading, index, span, event_type, drafts, trigger.end)
    if carried and event_type == "zone":
        mentions = []  # where the speaker was is not where the zone will be
    if event_type == "diplomacy" and trigger.form == "noun":
        text = reading.report.text
        mentions = [one for one in mentions if one.level != "country" or _IN.search(text, 0, one.start)]
    itself = (one for one in reading.sayings if one.start == trigger.end and one.by_end <= trigger.start)
    saying = next(itself, None) or attribution_at(
        reading.sayings, trigger.end - 1
    )  # "Moscow reported full control": the word says it too
    if saying is not None and _RELATIVE.match(link) and not saying.start - 8 <= start <= saying.start + 15:
        saying = None  # a relative clause about the past is the reporter's own, whoever is quoted around it
    side = saying.side if saying is not None else reading.narrator
    actor, guessed = actor_of(reading, index, (start, end), trigger, event_type, mentions, saying, side, drafts)
    if side == "local" and reading.lang == "uk":
        side = "UA"  # in Ukrainian an official whose country nobody names is Ukraine's
    if side == "local":
        held = HELD.search(reading.folded, reading.sentences[index].start, reading.sentences[index].end) is not None
        near = mentions or [one for one in reading.mentions if one.start < end and one.place is not None][-1:]
        side = "RU" if held and event_type == "strike" else local_side(event_type, actor, near)
    status, side, confirms = status_of(reading, (start, end), saying, side, actor, event_type)
    first, last = quote_span(reading, (start, end), saying)
    if len(reading.folded[first:last].split()) < 4:  # "was being evacuated" needs its subject
        opening = max(
            reading.sentences[index].start, saying.start if saying is not None and saying.start < first else 0
        )
        first, last = trimmed(reading.report.text, opening, last)
    draft = Draft(
        event_type, first, last, index, actor, mentions, saying, side if side in SETTLED_SIDES else None, status
    )
    draft.carried, draft.confirms, draft.guessed_actor = carried, confirms, guessed
    draft.losing = trigger.actor == "loser"
    draft.weak = trigger.event_type in {"harm", "diplomacy"} or trigger.form == "noun"
    if event_type in _MOVING:
        draft.from_mentions = sources_of(reading.report.text, (start, end), reading.mentions)
    return draft
