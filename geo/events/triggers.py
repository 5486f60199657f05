"""Words of events in a report, and the mood they stand in: asserted, planned, denied, negated, merely possible.

The words are rows of `data/lexicon/triggers_<lang>.csv` and `modality.csv`; the rules that read their
surroundings are this project's own, after the conventions of the annotated reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from ..errors import InputError
from ..settings import Settings
from .lexicon import CLOSE, Hit, Lexicon, read_rows, spellings
from .sentences import Sentence

Mood = Literal["", "planned", "possible", "negated", "attempted", "denied"]

_AIR: Final = re.compile(
    r"\b(?:drone|missile|rocket|air|aerial|bomb|shell|artillery|mortar|shahed|uav|ballistic|guided|kab"
    r"|explosion|mlrs|"
    r"безпілотник|бпла|дрон|ракет|авіа|артилер|шахед|каб|реактивн|беспилотник|авиа|артиллер|обстр)\w*",
    re.IGNORECASE,
)
_GROUND: Final = re.compile(
    r"\b(?:troops|soldiers|infantry|ground|assault|storm|brigade|positions?|siege|trench|offensive"
    r"|front line|frontline|armou?red|column|sector|\d+ (?:of \d+ )?(?:\w+ )?attacks|"
    r"позиці|напрямк|штурм|піхот|підрозділ|позици|направлени|пехот|подразделени|группировк)\w*|\bforces attacked\b",
    re.IGNORECASE,
)
#: in the words of a general staff or of analysts an attack without a weapon is one on the ground
_STAFF: Final = re.compile(
    r"\b(?:general staff|isw|study of war|geolocated|milblogger\w*|генштаб\w*|axis|direction|counterattack\w*)\b"
)
#: a class of words in a pattern: <weapon>
_CLASS: Final = re.compile(r"<(\w+)>")
_INFINITIVE: Final = re.compile(r"\b(?:to|not to)\s+(?:\w+ly\s+)?$")
#: "claims to hold", "managed to enter": told as so all the same
_CARRIED_OUT: Final = re.compile(
    r"\b(?:claim\w*|appear\w*|seem\w*|said|reported|believed|thought|known|continu\w+|manag\w+|began|begun|started|succeed\w*)"
    r"\s+to\s+(?:\w+ly\s+)?$"
)
_CONDITION: Final = frozenset({"if", "unless", "якщо", "если"})
_DENIED_AFTER: Final = re.compile(r"\b(?:was|were|been|is|are)\s+\w+$|[а-яіїєґ]$|\bnot (?:true|confirmed)$|untrue$")
_NEGATED_AFTER: Final = re.compile(
    r"\s+no\s|[\sа-яіїєґ-]{1,24}?\b(?:не|нет|немає)\s+(?:зафіксован|зафиксирован|було|было|відбулос|произошл|сталос)"
)
#: "did not deny", "neither confirmed nor denied"
_UNDENIED: Final = re.compile(
    r"\b(?:not|neither|nor|without)\s+(?:\w+\s+(?:or|nor)\s+)?den(?:y|ied|ying)\b"
    r"|не (?:заперечу|спросту|опроверг|отриц)"
)
#: inside a trigger of several words: "troops have not entered"
_NOT: Final = re.compile(r"\s(?:not|never|не)\s|n't\s")
_REPORTS: Final = re.compile(
    r"\s+(?:as\s+\w+\s+)?(?:(?:the|any|all|such|these|those|its|his|their|\w+'s|\w+ian|\w+ish)\s+){0,3}"
    r"(?:reports?|claims?|suggestions?|statements?|assertions?|rumou?rs?|allegations?|accounts?|that)\b"
)
_WOULD: Final = re.compile(r"\bwould\b")
#: a meeting told in the present tense with a day lies ahead: "Paris hosts a summit on Thursday"
_HOLDS: Final = re.compile(
    r"(?:hosts?|meets?|visits|holds?|travels|arrives|flies|convenes?|gathers?|welcomes|begins)\b"
)
_DAY_AHEAD: Final = re.compile(r"\b(?:on|next|this)\s+(?:\w+day\b|week|month|\w+ \d)|\btomorrow\b")
_ATTEMPT: Final = re.compile(r"\b(?:attempt|tried|trying|try|effort|спроб|намага|попыт|пыта)\w*\b")
#: when one clause holds several words, the first of these names its event
PRIORITY: Final = (
    "capture", "withdrawal", "incursion", "zone", "advance", "evacuation", "other", "clash", "strike", "attack",
    "diplomacy", "harm",
)  # fmt: skip


#: what the column `needs` may ask for beside the classes of classes.csv; see `guards.standing`
PLACE_NEEDS: Final = frozenset({"object", "subject", "place", "inside"})
_TYPES: Final = frozenset({*PRIORITY, "none"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of an event: characters [start, end), its type, grammatical form, whose deed it tells, what it needs."""

    start: int
    end: int
    event_type: str
    form: str
    actor: str
    planned: bool
    needs: str = ""


@lru_cache(maxsize=8)
def _trigger_words(lang: str, data_dir: Path) -> Lexicon:
    path = data_dir / "lexicon" / f"triggers_{lang}.csv"
    classes = {row["class"]: "/".join(spellings(row[lang])) for row in _class_rows(data_dir)}
    rows = read_rows(path, ("pattern", "type", "form", "actor", "status", "needs"))
    for row in rows:
        named = {*_CLASS.findall(row["pattern"]), *(need.lstrip("!") for need in row["needs"].split())}
        unknown = named - set(classes) - PLACE_NEEDS
        if unknown or row["type"] not in _TYPES:
            told = f"unknown class {', '.join(sorted(unknown))}" if unknown else f"unknown type {row['type']!r}"
            raise InputError(f"{path.name} pattern {row['pattern']!r}: {told}; see the file's head and classes.csv.")
    return Lexicon((_CLASS.sub(lambda match: classes[match.group(1)], _pattern(row)), row) for row in rows)


def _pattern(row: dict[str, str]) -> str:
    """The pattern of a row; what is no event reaches over no comma: "captured X, soldiers said"."""
    return row["pattern"].replace("~", CLOSE) if row["type"] == "none" else row["pattern"]


@lru_cache(maxsize=8)
def _class_words(lang: str, data_dir: Path) -> tuple[Lexicon, ...]:
    rows = [(row["class"], row) for row in _class_rows(data_dir)]
    return tuple(Lexicon((pattern, row) for pattern in spellings(row[lang])) for _, row in rows)


def _class_rows(data_dir: Path) -> tuple[dict[str, str], ...]:
    return read_rows(data_dir / "lexicon" / "classes.csv", ("class", "en", "uk", "ru"))


@lru_cache(maxsize=8)
def _mood_words(lang: str, data_dir: Path) -> Lexicon:
    rows = read_rows(data_dir / "lexicon" / "modality.csv", ("mood", "en", "uk", "ru"))
    return Lexicon((pattern, row) for row in rows for pattern in spellings(row[lang]))


def find_triggers(
    folded: str, lang: str, data_dir: Path | None = None, *, stands: Callable[[Trigger], bool] | None = None
) -> tuple[Trigger, ...]:
    """Return the event words of a folded text in order; words that only look like events are left out.

    `stands` says whether a word has beside it what it needs; where one has not, the next row for that word counts.
    """
    words = _trigger_words(lang, data_dir or Settings().data_dir)
    hits = words.find(folded, None if stands is None else lambda hit: stands(_trigger(hit)))
    return tuple(_trigger(hit) for hit in hits if hit.row["type"] != "none")


def _trigger(hit: Hit) -> Trigger:
    row = hit.row
    planned = row["status"] == "planned"
    return Trigger(hit.start, hit.end, row["type"], row["form"], row["actor"], planned, row["needs"])


def find_classes(folded: str, lang: str, data_dir: Path | None = None) -> tuple[Hit, ...]:
    """Return the words of `data/lexicon/classes.csv` in a folded text, class by class; one word may be in several."""
    return tuple(hit for words in _class_words(lang, data_dir or Settings().data_dir) for hit in words.find(folded))


def find_moods(folded: str, lang: str, data_dir: Path | None = None) -> tuple[Hit, ...]:
    """Return the words of plan, denial, negation, possibility and confirmation in a folded text."""
    return tuple(_mood_words(lang, data_dir or Settings().data_dir).find(folded))


def best_trigger(triggers: Sequence[Trigger]) -> Trigger | None:
    """Return the word that names a clause's event: by PRIORITY, then the first."""
    return min(triggers, key=lambda one: (PRIORITY.index(one.event_type), one.start), default=None)


def event_type_of(folded: str, trigger: Trigger, clause_span: tuple[int, int], sentence: Sentence) -> str:
    """Return the event type of a trigger in its clause and sentence: an attack is a strike or a clash."""
    if trigger.event_type == "harm":
        return "strike"
    clause = folded[clause_span[0] : clause_span[1]]
    if trigger.event_type == "strike" and re.match(r"удар|завда|нан[её]с|strike", folded[trigger.start : trigger.end]):
        return "strike"
    if trigger.event_type != "attack":
        return trigger.event_type
    if _AIR.search(clause):
        return "strike"
    if _GROUND.search(clause) or (trigger.form == "verb" and re.search(r"\bforces\b", clause)):
        return "clash"
    return "clash" if _STAFF.search(folded, sentence.start, sentence.end) else "strike"


def mood_of(folded: str, trigger: Trigger, start: int, end: int, link: str, moods: Sequence[Hit]) -> Mood:
    """Return the mood of a trigger from the words before it in its clause, which begins at `start`.

    A negation counts within 30 characters; a plan, a possibility or a denial within 90. An infinitive with
    none of these is merely possible ("in order to capture"), after "attempt" it is an attempted one.
    """
    if link in _CONDITION:
        return "possible"
    before = [
        hit
        for hit in moods
        if start <= hit.start and (hit.end <= trigger.start + 1 or trigger.start <= hit.start < hit.end < trigger.end)
    ]  # "children will be evacuated" has it inside
    if _is_negated(folded, trigger, start, end, before):
        return "negated"
    near = {hit.row["mood"] for hit in before if trigger.start - hit.end <= _reach(folded, hit)}
    if "denied" in near:
        return "denied"
    if trigger.planned or "planned" in near:
        return "planned"
    if _is_denied_behind(folded, trigger, end, moods):
        return "denied"
    if _is_planned_meeting(folded, trigger, start, moods):
        return "planned"
    if "possible" in near:
        return "possible"
    lead = folded[max(start, trigger.start - 60) : trigger.start]
    if _ATTEMPT.search(lead):
        return "attempted"
    return "possible" if in_infinitive(folded, trigger) else ""


def in_infinitive(folded: str, trigger: Trigger) -> bool:
    """Whether a verb only names an aim: "an operation to liberate the region"."""
    lead = folded[max(0, trigger.start - 30) : trigger.start]
    return trigger.form == "verb" and _INFINITIVE.search(lead) is not None and _CARRIED_OUT.search(lead) is None


def _reach(folded: str, hit: Hit) -> int:
    """Characters that a mood reaches forward: a denial of reports goes on to the end of what they say."""
    return 240 if hit.row["mood"] == "denied" and _REPORTS.match(folded, hit.end) else 90


def _is_negated(folded: str, trigger: Trigger, start: int, end: int, before: Sequence[Hit]) -> bool:
    """Whether a negation stands before the trigger, right behind it, or on a denial ("did not deny")."""
    if any(hit.row["mood"] == "negated" and trigger.start - hit.end <= 30 for hit in before):
        return True
    if _NOT.search(folded, trigger.start, trigger.end) is not None:
        return True
    behind = _NEGATED_AFTER.match(folded, trigger.end, end) is not None
    return behind or _UNDENIED.search(folded, start, trigger.start) is not None


def _is_denied_behind(folded: str, trigger: Trigger, end: int, moods: Sequence[Hit]) -> bool:
    """Whether a denial follows the trigger: "the advance was denied by Kyiv", "прорив не підтверджується"."""
    last = min(end, trigger.end + 90)
    return any(
        hit.row["mood"] == "denied"
        and trigger.end <= hit.start < last
        and _DENIED_AFTER.search(folded, hit.start - 8, hit.end)
        for hit in moods
    )


def _is_planned_meeting(folded: str, trigger: Trigger, start: int, moods: Sequence[Hit]) -> bool:
    """Whether talks or an evacuation are still to come: "talks can be held", "would meet"."""
    if trigger.event_type == "diplomacy" and _HOLDS.match(folded, trigger.start):
        return _DAY_AHEAD.search(folded, trigger.end, trigger.end + 90) is not None
    later = {hit.row["mood"] for hit in moods if trigger.end <= hit.start <= trigger.end + 30}
    if "planned" in later and trigger.event_type in {"diplomacy", "evacuation"}:
        return True
    lead = max(start, trigger.start - 40)
    return trigger.event_type == "diplomacy" and _WOULD.search(folded, lead, trigger.start) is not None
