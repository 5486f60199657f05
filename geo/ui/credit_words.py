"""Decisions in the reader's language: who did what and when."""

from __future__ import annotations

from ..records import Event
from ..store import credits as crediting
from ..store.journal import Decision
from .texts import t, words


def told(made: Decision) -> str:
    """Say who did what and when."""
    return crediting.told(made, words=_wording())


def changed(made: Decision, before: Event | None = None) -> str:
    """Say what a correction or a choice changes, with what was there before where that is given; else an empty text."""
    return crediting.changed(made, before, words=_wording())


def _wording() -> crediting.Wording:
    known = words()
    return crediting.Wording(
        done={
            "accept": t("Accepted"),
            "edit": t("Corrected"),
            "reject": t("Rejected"),
            "choose": t("Place chosen"),
            "keep": t("Kept"),
            "drop": t("Taken off the map"),
            "save": t("Saved"),
            "remove": t("Removed"),
            "undo": t("Undone"),
        },
        fields={
            "event_type": t("type"),
            "actor_side": t("acting side"),
            "place_name": t("place"),
            "date_start": t("from"),
            "date_end": t("to"),
            "date_precision": t("precise to"),
            "claimed_by": t("claimant"),
            "claimant_side": t("claimant's side"),
            "status": t("status"),
            "lon": t("longitude"),
            "lat": t("latitude"),
        },
        labels={
            "event_type": known["types"],
            "actor_side": known["sides"],
            "claimant_side": known["claimants"],
            "status": known["statuses"],
        },
        months=tuple(known["months"]),
        # the blanks are filled later
        by=t("{done} by {who}, {when}", done="{done}", who="{who}", when="{when}"),
        open=t("{place} (open)", place="{place}"),
        none=t("none"),
    )
