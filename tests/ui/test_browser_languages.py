"""A reader changes the language in the map's head: everything is worded anew, nothing is loaded and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geo.terms import LANGUAGES
from geo.views import interactive
from geo.views.languages import table
from geo.views.languages.plurals import plural_category
from tests.ui.test_browser import opened, settled
from tests.views.test_interactive import made_up_payload

pytestmark = pytest.mark.browser

WEEK = "day=2025-03-12&advances_from=2025-03-06&advances_to=2025-03-12"


@pytest.fixture
def alone(page: Any, tmp_path: Path) -> Any:
    """A page that shows the stand-alone map of a few made-up events, with a mark that a reload would take away."""
    page.goto(interactive.save_html(made_up_payload(), tmp_path / "front.html").as_uri())
    page.locator(".fm-sentence").wait_for()
    page.wait_for_timeout(300)
    page.evaluate("window.notReloaded = true")
    return page


def spoken(page: Any) -> dict[str, str]:
    """What the parts of the map say."""
    parts = (".fm-sentence", ".fm-fold", ".fm-legend", ".fm-filters", ".fm-hint-long", ".fm-credit", ".fm-time")
    return {part: page.locator(part).first.inner_text() for part in parts}


def choose(page: Any, lang: str) -> None:
    page.locator(".fm-language select").select_option(lang)
    page.wait_for_timeout(400)


def test_plural_forms_are_those_of_the_browser(page: Any) -> None:
    numbers = [*range(1205), 10_011, 100_001, 1_000_022]
    ask = (
        "([lang, numbers]) => { const rules = new Intl.PluralRules(lang); return numbers.map((n) => rules.select(n)); }"
    )
    for lang in LANGUAGES:
        assert page.evaluate(ask, [lang, numbers]) == [plural_category(lang, n) for n in numbers]


def test_a_switch_words_sentence_filters_and_legend_anew_without_a_reload(alone: Any) -> None:
    english = spoken(alone)
    told = {"en": english}
    for lang, claims in (("uk", "заявлено"), ("ru", "заявлен")):
        choose(alone, lang)
        told[lang] = spoken(alone)
        assert claims in told[lang][".fm-sentence"]
        assert table(lang)["perspective_short"]["assessed"] in told[lang][".fm-filters"]
        assert alone.locator(".fm-shell").get_attribute("lang") == lang
    assert all(len({told[lang][part] for lang in told}) == 3 for part in english)
    choose(alone, "en")
    assert spoken(alone) == english
    assert alone.evaluate("window.notReloaded") is True


def test_a_switch_keeps_the_place_the_filters_and_the_open_panel(alone: Any) -> None:
    root = alone.locator(".front-map")
    root.evaluate("root => root.frontMap.map.setView([51.2, 35.2], 10.5, { animate: false })")
    root.evaluate("""root => { const f = root.frontMap; f.change({ types: ["capture"] });
        f.select(f.scene.hits.find((hit) => hit.kind === 'place')); }""")
    alone.wait_for_timeout(300)
    before = root.evaluate("root => [root.frontMap.map.getZoom(), root.frontMap.view.bbox, root.frontMap.view.types]")
    title = alone.locator(".fm-panel-title").inner_text()
    choose(alone, "uk")
    after = root.evaluate("root => [root.frontMap.map.getZoom(), root.frontMap.view.bbox, root.frontMap.view.types]")
    assert after == before
    assert alone.locator(".fm-panel").is_visible()
    assert alone.locator(".fm-panel-title").inner_text()
    assert title
    assert table("uk")["verbs"]["claimed"] in alone.locator(".fm-panel").inner_text()
    focus = "root => root.getRootNode().activeElement.closest('.fm-language') !== null"
    assert root.evaluate(focus)


def test_names_of_places_go_along_unless_the_reader_had_their_own_language(alone: Any) -> None:
    root = alone.locator(".front-map")
    choose(alone, "uk")
    assert root.evaluate("root => root.frontMap.query().lang") == "uk"
    root.evaluate("root => root.frontMap.change({ lang: 'en' })")
    choose(alone, "ru")
    assert root.evaluate("root => [root.frontMap.query().lang, root.frontMap.query().ui]") == ["en", "ru"]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_the_longest_language_cuts_no_word_of_the_app(
    page: Any, app_url: str, lang: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, f"{app_url}/?{WEEK}&perspective=all&ui={lang}")
    cut = page.locator(".fm-sentence").evaluate("node => node.scrollHeight - node.clientHeight")
    assert cut <= 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    wide = """root => [...root.querySelectorAll("button, label, legend, h2, summary, .fm-axis-name")]
        .filter((node) => node.offsetWidth && node.scrollWidth > node.clientWidth + 1
            && getComputedStyle(node).overflowX !== "visible").map((node) => node.textContent)"""
    assert page.locator(".front-map").first.evaluate(wide) == []


def test_a_switch_in_the_app_changes_the_pages_too_and_stands_in_the_address(page: Any, app_url: str) -> None:
    root = opened(page, f"{app_url}/?{WEEK}")
    page.evaluate("window.notReloaded = true")
    zoom = root.evaluate("root => root.frontMap.map.getZoom()")
    choose(page, "uk")
    settled(page)
    page.get_by_role("link", name="Заяви").wait_for()
    assert "ui=uk" in page.url
    assert "заявлено" in page.locator(".fm-sentence").inner_text()
    assert page.evaluate("window.notReloaded") is True
    assert root.evaluate("root => root.frontMap.map.getZoom()") == zoom
    page.get_by_role("link", name="Заяви").click()
    page.get_by_role("heading", name="Заяви").wait_for()
    page.get_by_role("link", name="Метод").click()
    page.get_by_text("Цей текст є лише англійською.").first.wait_for()
