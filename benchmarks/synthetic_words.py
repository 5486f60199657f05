"""The names and sentences of made-up records."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

#: (name, side, weight): those who fight, their channels, monitors, media and others.
CLAIMANTS: Final = (
    ("Russian Ministry of Defence", "RU", 16), ("Valery Gerasimov", "RU", 2), ("Vladimir Putin", "RU", 1),
    ("Dmitry Peskov", "RU", 1), ("Alexander Khinshtein", "RU", 2), ("Vyacheslav Gladkov", "RU", 3),
    ("Kursk grouping spokesperson", "RU", 1), ("Yevgeny Balitsky", "RU", 1), ("Vladimir Saldo", "RU", 1),
    ("Investigative Committee of Russia", "RU", 1), ("Rybar", "RU", 3), ("Mash (Telegram)", "RU", 2),
    ("Upravlenie Z (Telegram)", "RU", 1), ("Yuri Podolyaka", "RU", 2), ("Russian military bloggers", "RU", 3),
    ("Pro-Russian Telegram channels", "RU", 1), ("TASS security source", "RU", 1),
    ("General Staff of Ukraine", "UA", 16), ("Volodymyr Zelenskyy", "UA", 2), ("Oleksandr Syrskyi", "UA", 2),
    ("Oleh Hryhorov", "UA", 3), ("Oleh Syniehubov", "UA", 3), ("Vadym Filashkin", "UA", 2),
    ("Ivan Fedorov", "UA", 2), ("Oleksandr Prokudin", "UA", 2), ("Kyrylo Budanov", "UA", 1),
    ("Andrii Kovalenko", "UA", 1), ("Andrii Demchenko", "UA", 1), ("Ukrainian unit source (Ukrainska Pravda)", "UA", 1),
    ("DeepState", "independent", 8), ("ISW", "independent", 6), ("Black Bird Group", "independent", 2),
    ("Geolocated footage", "independent", 3), ("Reuters", "media", 2), ("The Wall Street Journal", "media", 1),
    ("Julian Ropcke (Bild)", "media", 1), ("Yurii Butusov", "media", 1), ("BBC", "media", 1),
    ("US State Department", "US", 1), ("OSCE", "other", 1),
)  # fmt: skip
_OUTLETS: Final = (
    "Kyiv Independent", "Reuters", "AFP", "AP", "BBC", "The Moscow Times", "Ukrainska Pravda", "TASS", "RIA Novosti",
    "Al Jazeera", "POLITICO Europe", "Kyiv Post", "Meduza", "Interfax-Ukraine", "Suspilne", "Ukrinform", "Babel",
    "RFE/RL", "The Guardian", "Deutsche Welle",
)  # fmt: skip
_EDITIONS: Final = ("{}", "{} (live)", "{} (morning)")
PUBLISHERS: Final = tuple(form.format(name) for form in _EDITIONS for name in _OUTLETS)
_SAID: Final = (
    "said",
    "reported",
    "told reporters",
    "wrote",
    "stated",
    "announced",
    "confirmed in a briefing",
    "noted",
)
_HOW: Final = ("in the morning", "overnight", "at dawn", "during the day", "in the evening", "after midnight")
_UNITS: Final = ("assault groups", "an infantry company", "drone crews", "artillery", "a mechanised battalion",
                 "reconnaissance teams", "guided bombs", "an armoured column")  # fmt: skip
_WHAT: Final = {
    "strike": "struck positions", "clash": "fought", "capture": "took full control", "advance": "moved forward",
    "incursion": "crossed over", "withdrawal": "left their positions", "zone": "will set up a security zone",
    "evacuation": "helped residents leave", "diplomacy": "spoke of talks", "other": "were seen",
}  # fmt: skip


def sentences(types: Any, names: Any, places: Any, rng: np.random.Generator) -> Any:
    """Return a sentence for each record, 60 to 160 characters, no two alike."""
    n = len(types)
    said, how, units = (np.array(words)[rng.integers(0, len(words), n)] for words in (_SAID, _HOW, _UNITS))
    rows = zip(names, said, units, [_WHAT[kind] for kind in types], places, how, range(1, n + 1), strict=True)
    return [
        f"{name[:30]} {verb} that {unit} {what} at {place[:24]} {when}, entry {number:,} of the log."
        for name, verb, unit, what, place, when, number in rows
    ]
