"""A word of general language is an event only with a place, a force or a leader beside it."""

from __future__ import annotations

import pytest

from geo.events.guards import Ground, standing
from geo.events.sentences import sentences
from geo.events.triggers import Trigger, find_classes

from .readings import events_of, mentions_in


def _stands(text: str, word: str, needs: str, form: str = "verb") -> bool:
    start = text.index(word)
    trigger = Trigger(start, start + len(word), "capture", form, "subject", False, needs)
    folded = text.lower()
    ground = Ground.of(text, folded, mentions_in(text), find_classes(folded, "en"), ())
    return standing(ground, sentences(text))(trigger)


@pytest.mark.parametrize(
    ("text", "word", "needs", "stands"),
    [
        ("The troops took Bilopillia.", "took", "object force", True),
        ("The troops took the small town of Bilopillia.", "took", "object force", True),
        ("The troops took pictures in Bilopillia.", "took", "object force", False),
        ("The singer took Bilopillia by charm.", "took", "object force", False),
        ("Bilopillia fell on Monday.", "fell", "subject", True),
        ("Bilopillia, close to the border, fell on Monday.", "fell", "subject", True),
        ("Prices in Bilopillia fell on Monday.", "fell", "subject", False),
        ("Snow fell on Bilopillia.", "fell", "subject", False),
        ("The village in the Sumy region has fallen.", "fallen", "subject", True),
        ("The army claimed Bilopillia was quiet.", "claimed", "object force", False),
        ("Fans left the town.", "left", "object !civilian", True),
        ("Residents left the town.", "left", "object !civilian", False),
        ("Soldiers left Nezabutnie at dawn.", "left", "object force", True),
    ],
)
def test_a_word_stands_with_what_it_needs(text: str, word: str, needs: str, stands: bool) -> None:
    assert _stands(text, word, needs) is stands


def test_a_noun_may_be_followed_by_a_verb() -> None:
    assert _stands("The loss of Bilopillia was painful.", "loss of", "object", "noun")


@pytest.mark.parametrize(
    "text",
    [
        "Ticket sales fell in Bilopillia, the theatre said.",
        "The minister left Bilopillia for a holiday.",
        "The singer took Bilopillia by storm with a new song.",
        "The team lost in Bilopillia on Sunday.",
        "A storm struck Denver and cut power to half of the town.",
        "Tourists travelled to Ankara.",
        "The company entered the Ankara market.",
    ],
)
def test_civil_news_gives_no_event(text: str) -> None:
    assert events_of(text) == ()
