"""Which publishers are independent of each other: the house that each one prints for, and when a second one told.

Own rule. Two publishers are independent where their houses differ. The house of a publisher is its name without
case, white space and a leading "the", and without what only says in which form it was printed:

- a language or a channel at the end: "Sputnik Hindi" is Sputnik, "Kyiv Post (Telegram)" is Kyiv Post;
- whoever passed it on: "Newsweek via Europe Says" is Newsweek, "The Guardian (mirror)" is the Guardian;
- who it is taken from, where that is told: "Devdiscourse (Reuters)" and "Daily8 (Reuters)" both print Reuters, and
  count as one. An analyst who counts them as two counts one dispatch twice.

What the names do not tell is not known here: two titles of one owner count as two, and so does an unmarked copy. Two
publishers that take up the same official's word are two publishers, not two witnesses. A report that names no
publisher counts for none.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: The day of a telling that states none: past the last day there is. Told later still: never.
UNDATED: Final = 3_652_060
NEVER: Final = UNDATED + 1

#: The ordinal day from which numpy counts.
_EPOCH: Final = date(1970, 1, 1).toordinal()

_LANGUAGES: Final = (
    "arabic", "bulgarian", "chinese", "english", "farsi", "french", "german", "hindi", "italian", "persian", "polish",
    "portuguese", "romanian", "russian", "serbian", "spanish", "turkish", "ukrainian", "urdu", "en", "ru", "ua", "uk",
    "англійською", "українською", "російською", "українська", "по-русски", "на русском", "русская служба",
)  # fmt: skip
_FORMS: Final = (
    "telegram", "telegram channel", "channel", "twitter", "facebook", "youtube", "instagram", "rss", "website",
    "online", "video", "mirror", "copy", "tally", "edition", "service", "телеграм", "телеграм-канал",
)  # fmt: skip
_SUFFIXES: Final = frozenset({*_LANGUAGES, *_FORMS})
_LONGEST: Final = max(len(suffix.split()) for suffix in _SUFFIXES)
_BRACKETS: Final = re.compile(r"(.*?)\s*\(([^()]*)\)")
_PARTED: Final = " -–—,:/|"
#: Characters of a name that tell houses apart; the rest of a hostile one is not searched.
_NAME_LIMIT: Final = 300


def house(publisher: str | None) -> str:
    """Return the house of a publisher by the rule of this module; empty where none is named."""
    name = " ".join((publisher or "")[:_NAME_LIMIT].split()).casefold()
    name = name.split(" via ")[0]
    bracketed = _BRACKETS.fullmatch(name)
    if bracketed is not None:
        outside, inside = bracketed.groups()
        name = _plain(inside) or outside or inside
    return _plain(name) or name


def _plain(name: str) -> str:
    """A name less its suffixes and a leading "the"; empty where it is nothing else."""
    words = name.strip(_PARTED).removeprefix("the ").split()
    while words:
        cut = next((n for n in range(_LONGEST, 0, -1) if " ".join(words[-n:]) in _SUFFIXES), 0)
        if not cut:
            break
        words = " ".join(words[:-cut]).rstrip(_PARTED).split()
    return " ".join(words)


def second_told_on(events: pd.DataFrame, known_on: np.ndarray) -> np.ndarray:
    """Return the ordinal day from which two independent publishers have told of each record's happening.

    A publisher tells on the day it printed, where the record has it, but not before the record became known.

    Parameters
    ----------
    events
        event_id, event_key, publisher, publisher_2, published and published_2; a record without event_key is a
        happening of its own.
    known_on
        The ordinal day on which each record was told, 0 where that is unknown.

    Returns
    -------
    array of int
        In the order of `events`; UNDATED where a telling that is needed states no day, NEVER where there are not two.
    """
    import numpy as np
    import pandas as pd

    happening = pd.factorize(events["event_key"].fillna(events["event_id"]))[0]
    told = [
        pd.DataFrame({"happening": happening, "house": _houses(events[name]), "day": _days(events[printed], known_on)})
        for name, printed in (("publisher", "published"), ("publisher_2", "published_2"))
    ]
    both = pd.concat(told)
    first = both[both["house"] != ""].groupby(["happening", "house"], sort=False)["day"].min().reset_index()
    in_turn = first.sort_values(["happening", "day"], kind="stable")
    second = in_turn[in_turn.groupby("happening").cumcount() == 1]
    days: np.ndarray = np.full(happening.max(initial=-1) + 1, NEVER, dtype=np.int64)
    days[second["happening"].to_numpy()] = second["day"].to_numpy()
    told_on: np.ndarray = days[happening]
    return told_on


def _houses(names: pd.Series) -> np.ndarray:
    import numpy as np
    import pandas as pd

    codes, known = pd.factorize(names)
    houses: np.ndarray = np.array([*(house(str(name)) for name in known), ""], dtype=object)
    of_each: np.ndarray = houses[codes]  # a null has the code -1
    return of_each


def _days(printed: pd.Series, known_on: np.ndarray) -> np.ndarray:
    """The later of the day of printing and the day of becoming known."""
    import numpy as np

    days = printed.to_numpy("datetime64[D]")
    ordinals = np.where(np.isnat(days), 0, days.astype(np.int64) + _EPOCH)
    later = np.maximum(ordinals, known_on)
    return np.where(later > 0, later, UNDATED)
