"""English: the words of codes, names, legend and notes."""

from __future__ import annotations

from typing import Any, Final

from ...terms import LABELS

CODES: Final[dict[str, Any]] = {
    "name": "English",
    "group": ",",
    "and": " and ",
    "months": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December"],
    "months_alone": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                     "November", "December"],
    "months_short": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "types": dict(LABELS["event_type"]),
    "statuses": dict(LABELS["status"]),
    "sides": dict(LABELS["side"]),
    "claimants": dict(LABELS["claimant_side"]),
    "perspectives": dict(LABELS["perspective"]),
    "perspective_short": {
        "RU": "Russian officials",
        "UA": "Ukrainian officials",
        "assessed": "Monitors and media",
        "all": "All",
    },
    "chosen_short": "Chosen: {names}",
    "clocks": dict(LABELS["clock"]),
    "clock_short": {"known": "As known", "happened": "As happened"},
    "clock_hints": {
        "known": "Only what had been reported by the day shown",
        "happened": "By the day it happened, with all that was reported later",
    },
    "precisions": {
        "populated_place": "the place",
        "district": "the district",
        "admin1": "the region",
        "country": "the country",
        "area": "an area",
    },
    "verbs": {
        "claimed": "claims",
        "reported": "reports",
        "confirmed": "confirms",
        "denied": "denies",
        "planned": "announces",
    },
    "denials": {
        "capture": "denies the capture",
        "advance": "denies the advance",
        "incursion": "denies the incursion",
        "withdrawal": "denies the withdrawal",
        "strike": "denies the strike",
        "zone": "denies the security zone",
        "evacuation": "denies the evacuation",
        "diplomacy": "denies it",
        "clash": "denies what is said of this place",
        "other": "denies what is said of this place",
    },
    "acts": {
        "RU": "Russia acts",
        "UA": "Ukraine acts",
        "US": "United States acts",
        "KP": "North Korea acts",
        "other": "No side named",
    },
    "countries": {"UA": "Ukraine", "RU": "Russia", "BY": "Belarus", "PL": "Poland", "MD": "Moldova", "RO": "Romania"},
}  # fmt: skip

#: Names of those who speak stand after "according to", "by" and "of".
NAMING: Final[dict[str, Any]] = {
    "speakers": {
        "RU": "Russian officials",
        "UA": "Ukrainian officials",
        "US": "US officials",
        "assessed": "monitors and media",
        "independent": "monitors",
        "media": "media",
        "other": "others",
    },
    "both_officials": "Russian and Ukrainian officials",
    "unnamed": "an unnamed claimant",
    "n_claimants": {"one": "{n} claimant", "other": "{n} claimants"},
    "n_others": {"one": "{n} other", "other": "{n} others"},
    "others": "others",
    "extent_listed": {"one": "{first} and {n} other place", "other": "{first} and {n} other places"},
    "depth": "{depth} km",
    "depth_of_places": "{depth} km deep",
    # stands before "control" and "advance" in a legend
    "who": {"RU": "Russian", "UA": "Ukrainian", "US": "US", "KP": "North Korean", "other": "other"},
    # stands after "held by" in a legend
    "holder": dict(LABELS["side"]),
    "legend": {
        "zone-assessed": "Assessed {who} control",
        "zone-claimed": "{who} control claimed by {claimant}, {date}; not independently verified",
        "zone-conceded": "{who} control according to {claimant}, {date}; not independently verified",
        "zone-announced-extent": "Security zone announced by {claimant}, {date}: {extent}",
        "zone-announced": "Security zone announced by {claimant}, {date} (extent not specified)",
        "zone-proposed-extent": "Security zone proposed by {claimant}, {date}: {extent}",
        "zone-proposed": "Security zone proposed by {claimant}, {date} (extent not specified)",
        "zone-disputed": "Also claimed by {claimant}, {date}",
        "zone-doubted": "Held by {side} according to {claimant}, {date}",
        "advance-assessed": "Assessed {who} advance (not control)",
        "advance-claimed": "{who} advance claimed by {claimant} (not control)",
        "advance-denied": "{who} advance denied by {claimant}",
        "advance-planned": "{who} advance announced by {claimant}",
        "withdrawal-assessed": "Assessed {who} withdrawal",
        "withdrawal-claimed": "{who} withdrawal according to {claimant}",
        "claim-denied": "Claim of {claim} denied by {claimant}",
        "area-reports": "Number of reports for a region tinted so, place not stated",
    },
    "pair": {
        "own": "claimed by {claimant}",
        "given": "held by {side} according to {claimant}",
        "both": "{a}, also {b}",
    },
}

NOTES: Final[dict[str, Any]] = {
    "no_date": "no date stated",
    "boundary_note": (
        "Borders as internationally recognised: Crimea and the Donetsk, Kherson, Luhansk and Zaporizhzhia regions "
        "are shown in Ukraine."
    ),
    "schematic_note": (
        "Schematic: a zone joins the surroundings of settlements; an arrow shows a reported move, or several close "
        "together, not the exact path and not control. Only settlements named one by one are drawn; a side's own "
        "totals may be larger."
    ),
    "basemap_credit": (
        "Basemap: GeoNames (CC BY 4.0), © OpenStreetMap contributors (ODbL), Wikipedia (CC BY-SA 4.0), Natural "
        "Earth, GSHHG."
    ),
    "page_title": "Front map: who claims what, and when it was known",
    "title": {
        "RU": "What Russian officials claim on the {front}",
        "UA": "What Ukrainian officials claim on the {front}",
        "assessed": "What monitors and media report from the {front}",
        "all": "Who claims what on the {front}",
        "chosen": "The {front} according to {claimants}",
    },
    "front": "front",
    "front_named": "Kursk–Sumy front",
    "as_of": "As of {day}, 24:00 Kyiv time",
    "as_of_after": "{told}; the record ends {day}",
    "as_of_before": "{told}; the record starts {day}",
    # of several maps on one sheet, and of the frames of a period
    "series": {
        "over": "{title}, {days}",
        "voice": "{perspective}, {clock}.",
        "voices": "Each map is drawn according to those named above it, {clock}.",
        "clock": {"known": "as known on the day of each map", "happened": "with all that was reported later"},
        "as_of": "Each map as of 24:00 Kyiv time on its day",
        "window": "Advances and reports of {days}",
        "scale": "All maps at this scale",
        "newly": "Newly {held}, {according}: {names}.",
        "no_longer": "No longer {held}, {according}: {names}.",
        "newly_denied": "Newly denied, {according}: {names}.",
        "unchanged": "The same settlements, and denied by the same.",
        "panel": "{number}. {heading}: {told}",
        "beside": "Maps of one area, side by side: {title}. {subtitle} {panels}{legend} Each map reaches from {west} "
        "to {east} degrees east and from {south} to {north} degrees north. {as_of}. {note}",
        "film": "Map that moves through its days: {title}. {panels}{legend} The map reaches from {west} to {east} "
        "degrees east and from {south} to {north} degrees north. {note}",
    },
    # what an edition adds to a printed map
    "print": {
        "more": "Reports of 3 more places close by are drawn there too",
        "undrawn": "Of more kinds than a place has room for",
        "kinds": {
            "zone-assessed": "Assessed control",
            "zone-claimed": "Claimed control; not independently verified",
            "zone-announced-extent": "Announced security zone, extent stated",
            "zone-announced": "Announced security zone, extent not specified",
            "zone-proposed-extent": "Proposed security zone, extent stated",
            "zone-proposed": "Proposed security zone, extent not specified",
            "zone-disputed": "Also claimed or held by another side",
            "claim-denied": "Claim denied by others",
            "advance-assessed": "Assessed advance (not control)",
            "advance-claimed": "Claimed advance (not control)",
            "advance-denied": "Denied advance",
            "advance-planned": "Announced advance",
            "withdrawal-assessed": "Assessed withdrawal",
            "withdrawal-claimed": "Claimed withdrawal",
        },
        "overlay": "Own overlay “{name}”: {credit}",
        "edge": "Borders and regions are drawn from {west}° to {east}° E and {south}° to {north}° N only.",
        "legend_days": "Legend of all days of the series, {days}",
        # above a small map of a sheet: one noun for all settlements
        "caption": {
            "settlements": "Settlements: {told}",
            "own": "{n} claimed",
            "own_of_all": "{n} claimed by {claimant}",
            "conceded": "{n} held by {side} according to {claimant}",
            "said": "{n} said to be held by {side}",
            "assessed": "{n} assessed as held by {side}",
            "left_out": " Reports not shown: {n}.",
        },
        "captions_beside": "What each map counts and leaves out is told in the text beside this sheet.",
        "legend_maps": "Legend of all maps of the series",
        "beyond": "The figures include what lies beyond this map.",
        "schematic": (
            "Schematic: zones join the places that reports name; arrows are reported moves, neither paths nor control."
        ),
        "boundary": "Borders as internationally recognised.",
        "place_not_named": "a place not named",
        "area_not_named": "an area not named",
        "moves": "Advances and withdrawals",
        "withdrawals": "Withdrawals",
        "told_by": "{kind}. According to {claimant}",
        "km": "km",
        "decimal": ".",
        "north": "N",
        "callouts": "Notes on the map: by the editors.",
        "highlight": "Highlighted advances: {names}",
        "region": {
            "one": "{n} report, {m} of them without a place",
            "other": "{n} reports, {m} of them without a place",
        },
        "numbers": "Number of all reports of a region; tinted where some state no place",
        "strip": {
            "known": "Reports behind this map, by the day they were told",
            "happened": "Reports behind this map, by the day of what they tell",
        },
        "undated": {"one": "{n} without a day is not drawn", "other": "{n} without a day are not drawn"},
    },
    "sources_none": "Sources: no report is shown.",
    "sources_unnamed": "Sources: no publisher is recorded.",
    "sources": {
        "one": "Sources ({n} report behind zones, advances and marks): {names}.",
        "other": "Sources ({n} reports behind zones, advances and marks): {names}.",
    },
    "sources_rest": {"one": "{names} and {n} other", "other": "{names} and {n} others"},
    "alt": "Map: {title}. {sentence}{legend} The map reaches from {west} to {east} degrees east and from {south} to "
    "{north} degrees north. {as_of}. {note}",
    "alt_legend": " The legend names: {names}.",
    "groups": {"Zones": "Who holds what, according to whom", "Advances": "Advances", "Reports": "Reports"},
    "note_announced": "Security zone announced by {who}, extent not specified",
    "note_proposed": "Security zone proposed by {who}, extent not specified",
    "n_reports_area": {"one": "{n} report, place not stated", "other": "{n} reports, place not stated"},
    "see_beside": "Reports outside the map or without a place are not listed here.",
    "data": "Data",
    "opening": "Opening the map …",
    "failed": "The map could not be opened. Reload the page; if that does not help, use a browser of 2023 or later.",
    "nothing_drawn": "Nothing in this view: no zone, advance or report matches.",
    "not_in_view": "Announced, border not in view",
    "no_outline": "Area only, no outline here",
    "outside": "Outside this map",
    "not_found": "Place not found",
    "and_more": {"one": "and {n} more", "other": "and {n} more"},
    "n_reports": {"one": "{n} report", "other": "{n} reports"},
    "sides_acting": {
        "RU": "Russia acts",
        "UA": "Ukraine acts",
        "US": "United States",
        "KP": "North Korea",
        "other": "no side named",
    },
}  # fmt: skip
