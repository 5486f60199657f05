"""The search of places in the browser: it folds names as Python does, and finds a place in any spelling."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright._impl._driver import compute_driver_executable

from geo.places.gazetteer import bundled_gazetteer
from geo.places.names import fold_key, normal_key, romanise_uk, russian_form
from geo.views import interactive

WEB = Path(interactive.__file__).parent / "web"
#: One place, as Ukrainian and Russian sources in either script write it.
HONCHARIVKA = ("Honcharivka", "Goncharovka", "Гончаровка", "Гончарівка")


def in_browser(script: str, given: Any) -> Any:
    """What an expression of the search's script makes of some values."""
    node = shutil.which("node") or compute_driver_executable()[0]  # Playwright brings one along
    code = (
        f"{(WEB / 'find.js').read_text(encoding='utf-8')}\nconst given = JSON.parse(require('fs').readFileSync(0));\n"
    )
    code += f"process.stdout.write(JSON.stringify(({script})(given)));"
    done = subprocess.run(
        [node, "-e", code], input=json.dumps(given), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@cache
def settlements() -> list[dict[str, str]]:
    """300 settlements that the bundled gazetteer names in Ukrainian and in Russian, spread over the table."""
    table = bundled_gazetteer().settlements()
    table = table[table["name_uk"].notna() & table["name_ru"].notna()].drop_duplicates("name")
    table = table.iloc[:: max(1, len(table) // 300)].head(300)
    return [
        {"id": row.place_id, "name": row.name, "name_uk": row.name_uk, "name_ru": row.name_ru}
        for row in table[["place_id", "name", "name_uk", "name_ru"]].itertuples()
    ]


def spellings() -> list[str]:
    return [place[field] for place in settlements() for field in ("name", "name_uk", "name_ru")]


def skeleton(fold: str) -> str:
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]+", "a", fold))


def test_the_browser_folds_900_names_as_python_does() -> None:
    names = [
        *spellings(),
        "Kup'yans’k",
        "Łódź",
        "Тёткино",
        "Згурський Розділ",
        "Mala-Loknya (Kursk)",
        "U.S.",
        "Ĳssel",
        "",
    ]
    assert len(names) > 900
    made = in_browser(
        "(names) => names.map((name) => [normalKey(name), foldKey(name), skeletonOf(foldKey(name))])", names
    )
    for name, (key, fold, bones) in zip(names, made, strict=True):
        expected = fold_key(romanise_uk(normal_key(name)))
        assert (key, fold, bones) == (normal_key(name), expected, skeleton(expected)), name


def test_every_one_of_300_settlements_is_found_first_by_each_of_its_names() -> None:
    places = settlements()
    asked = [(number, place[field]) for number, place in enumerate(places) for field in ("name", "name_uk", "name_ru")]
    found = in_browser(FOUND, {"places": places, "typed": [name for _, name in asked]})
    for (number, name), ids in zip(asked, found, strict=True):
        assert places[number]["id"] in ids[:3], (name, ids)


#: Places by id, best first, for each text typed.
FOUND = """({ places, typed }) => {
  const names = (place) => [place.name, place.name_uk, place.name_ru].filter(Boolean);
  const entries = places.map((place) => ({ ...place, rows: [], forms: names(place).map(searchForms) }));
  return typed.map((text) => findPlaces(entries, text).map(({ entry }) => entry.id));
}"""


@pytest.mark.parametrize("known", HONCHARIVKA)
@pytest.mark.parametrize("typed", HONCHARIVKA)
def test_one_spelling_finds_a_place_known_by_another(known: str, typed: str) -> None:
    others = [{"id": place["id"], "name": place["name"]} for place in settlements() if "on" not in place["name"]]
    found = in_browser(FOUND, {"places": [*others, {"id": "here", "name": known}], "typed": [typed]})
    assert found[0][:1] == ["here"]


def test_a_russian_form_finds_four_of_five_places_known_in_ukrainian_alone() -> None:
    places = [{"id": place["id"], "name": place["name_uk"]} for place in settlements()]
    typed = [russian_form(place["name"]) for place in places]
    found = in_browser(FOUND, {"places": places, "typed": typed})
    hits = sum(place["id"] in ids for place, ids in zip(places, found, strict=True))
    assert hits >= 0.8 * len(places)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sud", ["sudzha", "far"]),  # what is told of comes first
        ("Судж", ["sudzha", "far"]),
        ("Sudzhe", ["sudzha"]),  # one letter off
        ("Локня", ["loknya"]),  # the second word of a name
        ("kup'yan", ["kupiansk"]),
        ("Ку", ["kupiansk"]),
        ("Nowhere", []),
        ("...", []),
        ("<img src=x onerror=alert(1)>", []),
        ("x" * 10_000, []),
        ("суджа\u202eevil", []),
    ],
)
def test_what_is_typed_is_answered_by_beginnings_then_by_likeness(typed: str, found: list[str]) -> None:
    places = [
        {"id": "far", "name": "Sudova Vyshnia", "name_uk": "Судова Вишня", "name_ru": "Суджанка"},
        {"id": "sudzha", "name": "Sudzha", "name_uk": "Суджа", "name_ru": "Суджа"},
        {"id": "loknya", "name": "Malaya Loknya", "name_uk": "Мала Локня", "name_ru": "Малая Локня"},
        {"id": "kupiansk", "name": "Kupiansk", "name_uk": "Куп'янськ", "name_ru": "Купянск"},
    ]
    script = FOUND.replace("rows: []", "rows: place.id === 'sudzha' ? [1] : []")
    assert in_browser(script, {"places": places, "typed": [typed]}) == [found]
