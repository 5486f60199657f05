"""English: the sentences of the pages that compare days and perspectives and tell of the claims on a place."""

from __future__ import annotations

from typing import Any, Final

PAGES: Final[dict[str, Any]] = {
    # to stand as a subject
    "speaking": {"RU": "Russian officials", "UA": "Ukrainian officials", "assessed": "monitors and media"},
    "held": {
        "own": "claimed",
        "assessed": "assessed as held by {side}",
        "said": "said to be held by {side}",
        "disputed": "{told}, disputed",
    },
    "outcomes": {"held": "held", "disputed": "disputed", "no claim": "no claim", "no word": "no word"},
    "between": "Between {first} and {last}",
    "record": {"told": " (the record {told})", "starts": "starts {day}", "ends": "ends {day}"},
    "clock_then": {"known": "as known then", "happened": "with all that was reported later"},
    "changes": {
        "newly": {"one": "{n} settlement newly {held}{area}", "other": "{n} settlements newly {held}{area}"},
        "no_longer": {
            "one": "{n} settlement no longer {held}{area}",
            "other": "{n} settlements no longer {held}{area}",
        },
        "newly_disputed": {"one": "{n} settlement newly disputed", "other": "{n} settlements newly disputed"},
        "undisputed": {"one": "{n} settlement no longer disputed", "other": "{n} settlements no longer disputed"},
        "otherwise": {
            "one": "{n} settlement otherwise in the ledger, and no ground",
            "other": "{n} settlements otherwise in the ledger, and no ground",
        },
        "nothing": "nothing changed",
        "nothing_but": {
            "one": "nothing changed but {n} new report of it",
            "other": "nothing changed but {n} new reports of it",
        },
        "earlier": "; earlier claims: {told}",
    },
    "answers": {"denied": "denied", "retracted": "retracted", "conceded": "conceded", "assessed": "assessed"},
    "n_answers": "{n} {kind}",
    "answered": "{kind} by {names}",
    "differ": {
        "none": "{lead}: the perspectives differ on no settlement.",
        "some": {
            "one": "{lead}: the perspectives differ on {n} settlement{told}.",
            "other": "{lead}: the perspectives differ on {n} settlements{told}.",
        },
        "apart": ", {n} of them given to different sides",
        "once": ", {n} of them given to a side by some and to nobody by others",
        "each_once": ", each given to a side by some and to nobody by others",
    },
    "stages": {
        "announced": "announced",
        "entered": "entered",
        "claimed": "claimed",
        "contested": "contested",
        "assessed": "assessed",
        "denied": "denied",
        "retracted": "retracted",
        "left": "left",
        "conceded": "conceded",
    },
    # what a claimant does with a claim of {side}
    "stage_words": {
        "announced": "announces what {side} is to take or to set up here",
        "entered": "tells of a move here by {side}, which is not control",
        "claimed": "says that {side} took it",
        "contested": "says that {side} took it, while the other side claims it",
        "assessed": "has it taken by {side}",
        "denied": "denies what is said of {side} here",
        "retracted": "takes back that {side} took it",
        "left": "says that {side} left it",
        "conceded": "concedes it to {side}",
    },
    "somebody": "somebody not named",
    "counted_columns": {
        "claims": (
            "Settlements that the claimant says a side took; each place and side counts once, however often told."
        ),
        "conceded": "Claims of which officials of the side that lost the place say so too, then or later.",
        "assessed": (
            "Claims that other monitors or media bear out, then or later, and the losing side did not concede."
        ),
        "retracted": "Claims that the claimant took back.",
        "contradicted": (
            "Claims that somebody denied, or of a place that the other side was said to have, then or later. "
            "Contradicted is not wrong: ground that changes hands is contradicted too."
        ),
        "open": "Claims of which nobody in this record said anything of the kind. Open is neither right nor wrong.",
        "median_delay_days": (
            "Half of the claims conceded or assessed were so within this many days. Empty where none was."
        ),
        "longest_open_days": (
            "Days for which the oldest open claim has waited, or until its side was said to have left."
        ),
    },
    "counts_note": (
        "Contradicted is not wrong: ground that changes hands is contradicted too, and so is a true claim that "
        "somebody "
        "denies. Open means that nobody in this record bore the claim out or spoke against it. These are counts of "
        "this "
        "record and no score of anybody."
    ),
    "history": {
        "title": "What is said of {place}",
        "this_place": "this place",
        "none": "No claim to it is on record.",
        "counted": {"one": "{n} record, {days}: {told}", "other": "{n} records, {days}: {told}"},
        "counted_stage": "{n} {stage}",
        "described": (
            "{told}. A mark is what somebody says; a bar lasts while a voice has the place in the same hands, to the "
            "edge if it still has. Neither is a fact."
        ),
        "until": "until {day}",
        "to_last": "to the last day shown",
        "has_it": "{name}: {side} has it, {since} {until}",
        "officials_say": "{side} has it, officials say",
        "assessed_say": "{side} has it, assessed",
        "about": "{code}: about {side}",
        "said": "{name} {act}{after}.",
        "after": {"one": ", {n} day after the claim", "other": ", {n} days after the claim"},
        "told_on": " Told on {day}.",
        "printed_by": "Printed by {name}.",
    },
    "lanes": {
        "RU": ["Russian officials"],
        "UA": ["Ukrainian officials"],
        "assessed": ["Assessed", "monitors and media,", "and what is conceded"],
        "other": ["Others", "channels, third parties"],
    },
}
