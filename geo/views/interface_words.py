"""The words of the interactive map: its controls' in English here, in the other languages beside `languages`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ..events.claimant_names import claimant_names
from ..perspectives import chosen_claimants
from ..terms import LANGUAGES
from .languages import LANGUAGE_NAMES, russian_interface, table, ukrainian_interface
from .naming import chosen_words, claimant_name, perspective_words
from .phrases import join_words

#: Parts of a language's table that the browser words from; the rest is for print.
_SENT: Final = (
    "lang", "group", "and", "months", "months_alone", "months_short", "types", "statuses", "sides", "claimants",
    "perspectives", "perspective_short", "clock_short", "clock_hints", "precisions", "verbs", "denials", "acts",
    "countries", "speakers", "unnamed", "n_claimants", "n_others", "others", "extent_listed", "depth",
    "depth_of_places", "who", "holder", "legend", "pair", "sentence",
)  # fmt: skip

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
        "says_so": "Who says so",
        "says_otherwise": "Who says otherwise",
        "made_by": "How it is made",
        "note": "Note",
        "advance_to": "Advance to",
        "withdrawal_from": "Withdrawal from",
        "arrow_method": "It is drawn from the nearest edge of what the side held on the eve, or from the border.",
        "not_control": "an advance is not control",
        "arrow_is_not_control": "An advance is a reported move, not control.",
        "unnamed": "an unnamed claimant",
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
        "legend_stack": "Several places close together: number of their reports; the ring tells who acts",
        "sentence_coming": "Fetching the sentence and its source …",
        "sentence_missing": "The sentence could not be fetched. Reload the page.",
        "tools": "Tools",
        "tool_close": "Put the tool away",
        "find": "Find a place",
        "find_placeholder": "Place, in any spelling",
        "find_results": "Places found",
        "find_count": "{n} found. Arrow keys choose, Enter goes there.",
        "find_none": "No place of this name on this map.",
        "find_no_record": "no report",
        "find_nothing_told": "The map shows {place}. No report tells of it for these dates and filters.",
        "measure": "Measure",
        "measure_distance": "Measure a distance",
        "measure_area": "Measure an area",
        "measure_legs": "Legs",
        "measure_hint": "Click on the map to set points.",
        "measure_hint_keys": "Move the map with the arrow keys; Enter sets a point at the cross-hair.",
        "measure_how": "Double click or Enter ends, Backspace takes back, Esc cancels.",
        "measure_how_keys": "Enter sets a point; Enter again at the same place ends; Esc cancels.",
        "measure_end": "End",
        "measure_back": "Take back",
        "measure_back_hint": "Take back the last point",
        "measure_anew": "Measure anew",
        "measure_point": "Point {n} is set.",
        "measure_to_cross": "To the cross-hair",
        "measure_outline": "Outline",
        "measure_crossed": "The outline crosses itself, so it has no area. Take back a point.",
        "measure_two": "A distance needs two points.",
        "measure_three": "An area needs three points.",
        "km": "km",
        "km2": "km²",
        "metres": "m",
        "fan_places": "{n} places lie here on one another",
        "fan_hint": "Click to spread them out",
        "fan_more": "Zoom in for {n} more of them",
        "locator": "The whole area; the box is what the map shows",
        "locator_hint": "Click to move the map there",
        "locator_toggle": "Small map of the whole area",
        "full_screen": "Full screen",
        "full_screen_leave": "Leave full screen",
        "own_layers": "Your own overlays",
        "own_overlay": "own overlay: {name}",
        "own_labels": "Labels: {n}",
        "own_credit": "Own overlay “{name}”: {credit}",
        "language": "Language",
        "language_hint": "Language of the map and of the pages",
        "n_reports": {"one": "{n} report", "other": "{n} reports"},
        "n_more_not_listed": {
            "one": "{n} more happening is in the table",
            "other": "{n} more happenings are in the table",
        },
        "n_records_make_zone": {"one": "{n} record makes this zone", "other": "{n} records make this zone"},
        "n_records_dispute_zone": {"one": "{n} record disputes it", "other": "{n} records dispute it"},
        "made_held": (
            "schematic: Voronoi cells of the settlements in effect, capped at {reach} km, cut at the state border"
        ),
        "made_no_extent": "announced without an extent that can be drawn: a note on its stretch of border",
        "made_strip": "the region's ground within the stated {depth} km of the state border",
        "made_listed": "schematic: the cells of the settlements listed; of a district the ground nearest to them",
        "made_listed_within": (
            "schematic: the cells of the settlements listed, within the stated {depth} km of the state border"
        ),
        "n_denied": {"one": "{n} denied", "other": "{n} denied"},
        "n_contested": {"one": "{n} also given to the other side", "other": "{n} also given to the other side"},
        "follow": "Window",
        "follow_slide": "slides",
        "follow_grow": "grows",
        "follow_apart": "stays",
        "follow_slide_hint": "The window of the advances slides with the day of the zone and keeps its length",
        "follow_grow_hint": "The window grows: its first day stays, its last day goes with the day of the zone",
        "follow_apart_hint": "The window of the advances stays where it is when the day of the zone moves",
        "loop": "Begin again when the last day is reached",
        "more_controls": "Window …",
        "more_controls_hint": "Show or hide the window of the advances",
        "key": "Key",
        "key_hint": "Show or hide what the colours and textures of the bars say",
        "key_who": "Who says so:",
        "key_sure": "How sure:",
        "no_reports": "no reports",
        "n_filters_set": {"one": "{n} filter set", "other": "{n} filters set"},
        "show_all_hint": "Take off every filter and show all reports",
        "filter_precision": "Known to",
        "filter_claimant": "Claimant",
        "filter_publisher": "Publisher",
        "find_claimant": "Find a claimant",
        "find_publisher": "Find a publisher",
        "filter_text": "Words in the reports",
        "filter_text_hint": "Place, sentence, claimant, publisher or note",
        "clear_text": "Clear the words",
        "search_coming": "Looking into the sentences …",
        "language_failed": "The words of this language could not be fetched. Reload the page and choose it again.",
        "search_failed": "The sentences could not be fetched: only names are searched. Reload the page.",
        "two_publishers": "Told by two independent publishers",
        "two_publishers_hint": "Only what two publishers that do not depend on each other have told",
        "none_ticked": "None ticked: all are shown.",
        "n_more_names": {"one": "{n} more: type to find it", "other": "{n} more: type to find them"},
        "no_names": "No such name in the record.",
        "not_stated": "not stated",
        "name_barred": "A link cannot carry this name, so it cannot be chosen.",
        "names_too_many": "These are too many names for one link. Take some off first.",
        "compare": "Compare",
        "compare_hint": "Compare two days or two perspectives",
        "compare_how": "How to compare",
        "compare_off": "Off",
        "compare_beside": "Side by side",
        "compare_swipe": "Swipe",
        "compare_with": "with",
        "compare_day": "Day of the second map",
        "compare_same_day": "Same day",
        "compare_same_day_hint": "The second map shows the same day as the first",
        "compare_earlier": "Second map: one day earlier",
        "compare_later": "Second map: one day later",
        "compare_perspective": "Perspective of the second map",
        "compare_same": "the same perspective",
        "compare_outline": "Outline what differs",
        "compare_outline_hint": "Outline the ground that the zones of the two maps give to different hands",
        "compare_none": "no place differs",
        "n_differ": {"one": "{n} place differs", "other": "{n} places differ"},
        "compare_map": "Second map",
        "compare_divider": "Divider between the two maps",
        "compare_list": "List the second map",
        "compare_whence": "On the map of {label}",
    }
)

#: language -> the words of the map's controls: the same keys and blanks in each.
UI_WORDS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {"en": _UI, "uk": ukrainian_interface.UI, "ru": russian_interface.UI}
)


def interface_words(chosen: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return every word the browser shows, as plain JSON data: language -> its table, so that a switch asks nobody.

    `chosen` are perspectives of chosen claimants that are offered beside the others.
    """
    return {lang: _words(lang, chosen) for lang in LANGUAGES}


def _words(lang: str, chosen: tuple[str, ...]) -> dict[str, Any]:
    words = {name: table(lang)[name] for name in _SENT}
    names = {perspective: chosen_claimants(perspective) for perspective in chosen}
    said, short = words["sentence"], table(lang)["chosen_short"]
    return {
        **words,
        "ui": dict(UI_WORDS[lang]),
        "sentence": {
            **said,
            "perspective": {**said["perspective"], **{one: perspective_words(one, lang) for one in chosen}},
            "no_zone": {**said["no_zone"], **dict.fromkeys(chosen, said["no_zone"]["chosen"])},
        },
        "perspectives": {
            **words["perspectives"],
            **{one: join_words([claimant_name(name, lang) for name in told], lang) for one, told in names.items()},
        },
        "perspective_short": {
            **words["perspective_short"],
            **{one: short.format(names=chosen_words(told, lang)) for one, told in names.items()},
        },
        "languages": dict(LANGUAGE_NAMES),
        "claimant_names": {name: list(told) for name, told in claimant_names(lang).items()},
        "credit": f"{table(lang)['basemap_credit']} {table(lang)['boundary_note']}",
    }
