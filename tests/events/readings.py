"""Made-up reports for the event rooms: places by name, and the events that a text gives with them."""

from __future__ import annotations

from datetime import date

from geo.events.extract import extract_events
from geo.records import Event, Mention, Place, Report

#: a Thursday
PUBLISHED = date(2025, 3, 13)
#: spelling -> level, country, region
PLACES = {
    "Velyka Pysarivka": ("populated_place", "UA", "Sumy Oblast"),
    "Bilopillia": ("populated_place", "UA", "Sumy Oblast"),
    "Krasnopillia": ("populated_place", "UA", "Sumy Oblast"),
    "Білопілля": ("populated_place", "UA", "Sumy Oblast"),
    "Краснопілля": ("populated_place", "UA", "Sumy Oblast"),
    "Белополье": ("populated_place", "UA", "Sumy Oblast"),
    "Краснополье": ("populated_place", "UA", "Sumy Oblast"),
    "Краснополья": ("populated_place", "UA", "Sumy Oblast"),
    "Glushkovo": ("populated_place", "RU", "Kursk Oblast"),
    "Tyotkino": ("populated_place", "RU", "Kursk Oblast"),
    "Глушково": ("populated_place", "RU", "Kursk Oblast"),
    "Теткино": ("populated_place", "RU", "Kursk Oblast"),
    "Sumy region": ("admin1", "UA", None),
    "Yevpatoriia": ("populated_place", "UA", "Crimea"),
    "Melitopol": ("populated_place", "UA", "Zaporizhzhia Oblast"),
    "Ankara": ("populated_place", "TR", None),
    "Анкару": ("populated_place", "TR", None),
    "Анкарі": ("populated_place", "TR", None),
    "Denver": ("populated_place", "US", None),
}


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Return a literal mention for every known spelling in a text, in order."""
    found = []
    for number, (name, (level, country, admin1)) in enumerate(PLACES.items()):
        place = Place(f"test:{name}", name, level, country, 30.0 + number, 51.0, admin1=admin1)  # type: ignore[arg-type]
        start = text.find(name)
        while start >= 0:
            found.append(Mention(start, start + len(name), name, "literal", level, place))  # type: ignore[arg-type]
            start = text.find(name, start + 1)
    ordered = sorted(found, key=lambda mention: (mention.start, -mention.end))
    return tuple(one for index, one in enumerate(ordered) if not index or one.start >= ordered[index - 1].end)


def events_of(text: str, lang: str | None = None) -> tuple[Event, ...]:
    """Return the events of a made-up report of 13 March 2025."""
    report = Report(report_id="r", text=text, published=PUBLISHED, lang=lang)
    return extract_events(report, mentions_in(text))
