"""Text is escaped once, wherever it comes in."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from geo.records import Event
from geo.ui.cards import card_html
from geo.ui.markup import joined, tag

HOSTILE = '"><img src=x onerror="alert(1)"><script>1</script>&amp;'


class Reader(HTMLParser):
    """What a browser would make of some HTML: its elements and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\x00")))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    made = Reader(tag("p", text, tag("b", text), title=text))
    assert made.text == text * 2
    assert made.elements == [("p", {"title": text}), ("b", {})]


def test_markup_is_not_escaped_again() -> None:
    assert joined(tag("b", "&"), "<", None) == "<b>&amp;</b>&lt;"


def test_a_hostile_event_makes_no_element_of_its_own() -> None:
    texts = dict.fromkeys(("place_name", "admin1", "country", "claimed_by", "quote", "note"), HOSTILE)
    made = Reader(card_html(Event(event_type="capture", status="claimed", **texts)))
    assert {name for name, _ in made.elements} <= {"div", "p", "span", "strong"}
    assert all(set(attributes) <= {"class"} for _, attributes in made.elements)
    assert made.text.count(HOSTILE) >= 4
