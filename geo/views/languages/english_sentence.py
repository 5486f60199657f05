"""English: the wording of the one plain sentence, with its blanks: `words.sentence` and `web/sentence.js` fill it."""

from __future__ import annotations

from typing import Any, Final

from ...terms import LABELS

SENTENCE: Final[dict[str, Any]] = {
    "lead": "{day}{record}, {clock}, {perspective}: ",
    "after_record": " (the record ends {last})",
    "before_record": " (the record starts {first})",
    "end": ".",
    "joint": "; ",
    "clock": {"known": "as known that day", "happened": "with all that was reported later"},
    "perspective": {
        "RU": "according to Russian officials",
        "UA": "according to Ukrainian officials",
        "assessed": "according to independent monitors, media and what a side concedes",
        "all": "all claimants side by side",
        "chosen": "according to {claimants}",
    },
    "claimant": {"RU": "Russian officials", "UA": "Ukrainian officials"},
    # stands after "held by"
    "side": dict(LABELS["side"]),
    # stands after "also claimed by"
    "rival": dict(LABELS["side"]),
    # stands around "advance": "other" names nobody
    "who": {"RU": "Russian ", "UA": "Ukrainian ", "US": "US ", "KP": "North Korean ", "other": ""},
    "own": {"one": "{n} settlement claimed", "other": "{n} settlements claimed"},
    "own_of_all": {"one": "{n} settlement claimed by {claimant}", "other": "{n} settlements claimed by {claimant}"},
    "conceded": {
        "one": "{n} settlement held by {side} according to {claimant}",
        "other": "{n} settlements held by {side} according to {claimant}",
    },
    "said": {"one": "{n} settlement said to be held by {side}", "other": "{n} settlements said to be held by {side}"},
    "assessed": {
        "one": "{n} settlement assessed as held by {side}",
        "other": "{n} settlements assessed as held by {side}",
    },
    "area": " (about {area} km² as drawn here)",
    "area_small": " (under 1 km² as drawn here)",
    # "some" of several, the "single" one, "both" of two, "all" of several; "more": after another of the three
    "denied": {
        "some": ", {n} of them denied",
        "single": ", and denied",
        "both": ", both denied",
        "all": ", all of them denied",
        "more": ", {n} denied",
    },
    "contested": {
        "some": ", {n} of them also claimed by {other}",
        "single": ", and also claimed by {other}",
        "both": ", both also claimed by {other}",
        "all": ", all of them also claimed by {other}",
        "more": ", {n} also claimed by {other}",
    },
    "doubted": {
        "some": ", {n} of them assessed as held by {other}",
        "single": ", and assessed as held by {other}",
        "both": ", both assessed as held by {other}",
        "all": ", all of them assessed as held by {other}",
        "more": ", {n} assessed as held by {other}",
    },
    "no_zone": {
        "RU": "no settlement claimed",
        "UA": "no settlement claimed",
        "assessed": "no settlement assessed as held by either side",
        "all": "no settlement claimed or assessed",
        "chosen": "no settlement said to be held by either side",
    },
    "announced": {"one": "{n} security zone announced", "other": "{n} security zones announced"},
    "proposed": {"one": "{n} security zone proposed", "other": "{n} security zones proposed"},
    "no_advance": "no advance",
    "advances": {"one": "{n} {who}advance", "other": "{n} {who}advances"},
    "withdrawals": {"one": "{n} {who}withdrawal", "other": "{n} {who}withdrawals"},
    "reports": {"one": "{n} other report", "other": "{n} other reports"},
    "since": " since {first}",
    "on": " on {first}",
    "within": " from {first} to {last}",
    "beyond": " (the dates chosen begin on {first}, after this day)",
    "nothing": "nothing matches this view",
    # what the screen adds
    "widen": " Widen the dates or the filters.",
    "hidden": {"one": " The filters leave out {n} report.", "other": " The filters leave out {n} reports."},
    "others": {
        "one": " {n} report by another claimant is not shown.",
        "other": " {n} reports by other claimants are not shown.",
    },
    "filters": " Filters apply to marks and advances, not to zones.",
}
