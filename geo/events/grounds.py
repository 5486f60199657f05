"""Why a clause was read as it was, in words for people: what its type, actor, claimant, status and place rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..terms import label
from .drafts import Draft
from .triggers import Trigger

if TYPE_CHECKING:
    from .reading import Reading

#: characters shown of another telling
_SHOWN = 90
#: moods as a reader would say them
_MOODS = {
    "planned": "told as planned",
    "denied": "told as denied",
    "attempted": "told as attempted",
    "possible": "told as possible",
}


def grounds(reading: Reading, draft: Draft, trigger: Trigger, mood: str) -> list[str]:
    """Return the grounds of a telling, one each for type, actor, claimant, status and place; own rules."""
    text = reading.report.text
    word = " ".join(text[trigger.start : trigger.end].split())
    turned = "" if trigger.event_type == draft.event_type else f", by its sentence {draft.event_type}"
    return [
        f"type: “{word}” tells of {trigger.event_type}{turned}",
        f"actor: {_actor(draft)}",
        f"claimant: {_claimant(reading, draft)}",
        f"status {draft.status}: {_status(draft, mood)}",
        f"place: {_place(draft)}",
    ]


def all_grounds(text: str, draft: Draft) -> list[str]:
    """Return a telling's grounds with the words in which the text tells it again, or tells what it denies."""
    word = "denied" if draft.source is not None else "told again"
    again = (" ".join(text[start:end].split()) for start, end in draft.retold)
    return [*draft.reasons, *(f"{word}: “{one[:_SHOWN]}{'…' if len(one) > _SHOWN else ''}”" for one in again)]


def _actor(draft: Draft) -> str:
    if draft.actor is None:
        return "no side is told to act"
    how = "concluded from who speaks and what was told before" if draft.guessed_actor else "named with the word"
    return f"{label('side', draft.actor)}, {how}"


def _claimant(reading: Reading, draft: Draft) -> str:
    saying = draft.saying
    if saying is None:
        whose = f" ({label('claimant_side', reading.narrator)})" if reading.narrator else ""
        return f"nobody is quoted here; the publisher's own words{whose}"
    verb = f" by “{saying.verb}”" if saying.verb else ""
    day = f", on {saying.said_on}" if saying.said_on else ""
    return f"{saying.claimed_by or 'somebody unnamed'} vouches{verb}{day}"


def _status(draft: Draft, mood: str) -> str:
    if mood in _MOODS:
        return _MOODS[mood]
    if draft.confirms:
        return "the side that loses by it says so"
    return {
        "claimed": "a belligerent says so",
        "reported": "no belligerent is made to vouch for it",
        "confirmed": "said to be verified, or admitted by the side that loses by it",
        "planned": "a zone or a deed still to come",
        "denied": "somebody contradicts it",
    }.get(draft.status, "as the words say")


def _place(draft: Draft) -> str:
    names = ", ".join(dict.fromkeys(one.phrase for one in draft.mentions))
    if not names:
        return "none is named"
    return f"{names}, " + ("carried on from the words before" if draft.carried else "named in the clause")
