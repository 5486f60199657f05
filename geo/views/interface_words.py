"""The words of the interactive map's controls, in one table, so that a second language is a second table."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

from ..perspectives import chosen_claimants
from ..terms import LABELS
from .legend import PAIR_WORDS
from .naming import chosen_words, speakers
from .phrases import join_words
from .sentence_words import MONTHS
from .style import CONCEDED_LEGEND, DOUBTED_LEGEND, PROPOSED_LEGEND
from .words import BASEMAP_CREDIT, BOUNDARY_NOTE, templates

_UI: Final = MappingProxyType(
    {
        "map_label": "Map of the front. The sliders below it choose the day; the table lists what it shows.",
        "hint": (
            "A zone is a claim, not a fact. Move the round handle to another day; the two square handles say which "
            "advances are shown. Click a mark to see who says so."
        ),
        "hint_short": "A zone is a claim, not a fact. Click a mark to see who says so.",
        "marks": "List what is in view",
        "marks_hint": "List what the map shows here, to choose by keyboard",
        "marks_zones": "Zones",
        "marks_advances": "Arrows",
        "marks_places": "Places",
        "marks_areas": "Regions",
        "marks_none": "Nothing is in view here. Zoom out, or widen the window of the advances.",
        "one_stays": "One must stay ticked. Tick another first, or show all.",
        "date_wrong": "“{typed}” is no day. Write it as YYYY-MM-DD, such as 2025-03-12.",
        "date_outside": "{typed} is outside the record, {first} to {last}. The nearest day of it is shown.",
        "date_crossed": "The window would end before it starts. It is now one day long.",
        "time": "Time",
        "reports_a_day": "Reports a day",
        "zone_day": "Zone as of",
        "advance_window": "Advances",
        "slider_day": "Day of the claimed zone",
        "slider_from": "First day of the advances",
        "slider_to": "Last day of the advances",
        "drag_window": "Drag to move the window of the advances",
        "linked": "linked",
        "linked_hint": "The window of the advances moves with the day of the zone",
        "play": "Play",
        "pause": "Pause",
        "speed": "Speed",
        "previous_change": "Previous change of the zone",
        "next_change": "Next change of the zone",
        "filters": "Filters",
        "filters_toggle": "Show or hide perspective and filters",
        "according_to": "According to",
        "clock": "Which reports count",
        "filter_side": "Acting side",
        "filter_type": "Type",
        "filter_status": "Status",
        "show_all": "Show all",
        "label_language": "Place names",
        "legend": "Legend",
        "legend_area": "Reports for a region, place not stated: tinted, with their number",
        "arrows_generalised": "Arrows are generalised",
        "details": "Details",
        "close": "Close",
        "go_there": "Show on the map",
        "report": "report",
        "reports": "reports",
        "listed_here": "not on the map",
        "not_on_map": "Not on the map",
        "not_on_map_intro": "These reports name no place that can be drawn: only a country, a stretch or nothing.",
        "nothing_here": "Nothing to show for these dates and filters. Widen the window of the advances or show all.",
        "area_intro": "These reports name the region, not the place. They are counted here and not drawn as a dot.",
        "place_not_stated": "place not stated",
        "relation_near": "near",
        "relation_bearing": "in a direction from",
        "relation_along_border": "along the border of",
        "relation_within": "within",
        "relation_between": "between places near",
        "zones_here": "Who claims this ground",
        "zone_is_claim": "A zone is a claim, not a fact: it joins the surroundings of the settlements claimed.",
        "says_who": "Claimed by",
        "holds": "Unchanged",
        "since": "since",
        "claimed_on": "Said on",
        "claimed_between": "Said between",
        "about": "about",
        "as_drawn": "as drawn here",
        "area": "Area",
        "depth": "Depth",
        "listed": "Places listed",
        "settlements": "Settlements",
        "denied_by_others": "denied",
        "contested_by_others": "also given to the other side",
        "says_so": "Who says so",
        "says_otherwise": "Who says otherwise",
        "made_by": "How it is made",
        "note": "Note",
        "record_makes_zone": "record makes this zone",
        "records_make_zone": "records make this zone",
        "record_disputes_zone": "record disputes it",
        "records_dispute_zone": "records dispute it",
        "advance_to": "Advance to",
        "withdrawal_from": "Withdrawal from",
        "arrow_method": "It is drawn from the nearest edge of what the side held on the eve, or from the border.",
        "not_control": "an advance is not control",
        "arrow_is_not_control": "An advance is a reported move, not control.",
        "unnamed": "an unnamed claimant",
        "claimants": "claimants",
        "others": "others",
        "date_form": "as YYYY-MM-DD",
        "contradicting": "The accounts contradict each other.",
        "outside_view": "outside the dates or filters shown",
        "reported_on": "reported",
        "by_day": "by",
        "week_of": "week of",
        "no_date": "no date stated",
        "published_by": "Published by",
        "source": "source",
        "no_publisher": "No publisher recorded",
        "more_not_listed": "more happenings are in the table",
    }
)

_VOICES: Final = ("RU", "UA", "US", "assessed", "independent", "media", "other")


def interface_words(chosen: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return every word the browser shows, as plain JSON data: labels, verbs, names of codes, templates.

    `chosen` are perspectives of chosen claimants that are offered beside the others.
    """
    names = {perspective: chosen_words(chosen_claimants(perspective)) for perspective in chosen}
    return {
        "ui": dict(_UI),
        "months": list(MONTHS),
        "sentence": templates(chosen),
        "types": dict(LABELS["event_type"]),
        "statuses": dict(LABELS["status"]),
        "sides": dict(LABELS["side"]),
        "claimants": dict(LABELS["claimant_side"]),
        "perspectives": {
            **LABELS["perspective"],
            **{perspective: join_words(chosen_claimants(perspective)) for perspective in chosen},
        },
        "perspective_short": {
            "RU": "Russian officials",
            "UA": "Ukrainian officials",
            "assessed": "Monitors and media",
            "all": "All",
            **{perspective: f"Chosen: {told}" for perspective, told in names.items()},
        },
        "clock_short": {"known": "As known", "happened": "As happened"},
        "clock_hints": {
            "known": "Only what had been reported by the day shown",
            "happened": "By the day it happened, with all that was reported later",
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
        "speakers": {
            code: speakers((code,)) for code in ("RU", "UA", "US", "assessed", "independent", "media", "other")
        },
        "conceded_legend": CONCEDED_LEGEND,
        "doubted_legend": DOUBTED_LEGEND,
        "proposed_legend": PROPOSED_LEGEND,
        "pair": dict(PAIR_WORDS),
        "languages": {"en": "English", "uk": "Українська", "ru": "Русский"},
        "countries": {
            "UA": "Ukraine",
            "RU": "Russia",
            "BY": "Belarus",
            "PL": "Poland",
            "MD": "Moldova",
            "RO": "Romania",
        },
        "credit": f"{BASEMAP_CREDIT} {BOUNDARY_NOTE}",
    }
