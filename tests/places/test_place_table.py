"""Rows made places, and GeoNames dumps read as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import DataMissing, InputError
from geo.places.gazetteer import bundled_gazetteer
from geo.places.place_table import place_of, read_geonames

ROW = (
    "10006814\tButsynivka\tButsynivka\tБуцинівка,Бутсыновка\t46.76201\t30.21903\tP\tPPL\tUA\t\t17\t\t\t\t0\t\t127\t"
    "Europe/Kiev\t2015-02-08"
)


def test_a_dump_row_becomes_a_place_with_its_region(tmp_path: Path) -> None:
    path = tmp_path / "UA.txt"
    path.write_text(ROW + "\n", encoding="utf-8")
    outcome, aliases = read_geonames(path, {"UA-51": "Odesa Oblast"})
    (place,) = outcome.made
    assert (place.place_id, place.name, place.name_uk, place.name_ru) == (
        "gn:10006814", "Butsynivka", "Буцинівка", "Бутсыновка",
    )  # fmt: skip
    assert (place.lon, place.lat, place.country, place.admin1) == (30.21903, 46.76201, "UA", "Odesa Oblast")
    assert place.population is None
    assert aliases["gn:10006814"] == ["Буцинівка", "Бутсыновка"]


def test_every_row_of_a_dump_is_accounted_for(tmp_path: Path) -> None:
    river = ROW.replace("10006814", "2").replace("\tP\tPPL\t", "\tH\tSTM\t")
    north = ROW.replace("10006814", "3").replace("46.76201", "246.7")
    path = tmp_path / "UA.txt"
    path.write_text(f"{ROW}\n{ROW}\n{river}\n{north}\njunk", encoding="utf-8")
    outcome, _ = read_geonames(path)
    assert outcome.total == 5
    assert (len(outcome.made), len(outcome.linked)) == (1, 1)
    assert [reject.where for reject in outcome.rejected] == ["UA.txt row 3", "UA.txt row 4", "UA.txt row 5"]
    assert "H.STM" in outcome.rejected[0].reason
    assert "expected lon" in outcome.rejected[1].reason
    assert "19" in outcome.rejected[2].reason


def test_a_missing_dump_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match=r"UA\.txt"):
        read_geonames(tmp_path / "UA.txt")


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [(4, "village", "level"), (8, "190", "position"), (9, "north", "north"), (10, "many", "many")],
)
def test_a_row_that_cannot_be_is_named(at: int, value: str, told: str) -> None:
    cells = ["x:1", "X", "", "", "populated_place", "UA", "", "", "34", "51", "", ""]
    assert place_of(cells, "t row 1").name == "X"
    cells[at] = value
    with pytest.raises(InputError, match=f"t row 1.*{told}"):
        place_of(cells, "t row 1")


@pytest.mark.shared
def test_a_real_dump_adds_the_villages_of_the_front(shared: Path) -> None:
    outcome, aliases = read_geonames(shared / "gazetteer" / "UA.txt")
    assert outcome.total == 35_072
    assert len(outcome.made) > 29_000
    more = bundled_gazetteer().extended(outcome.made, aliases)
    assert any(abs(place.lat - 47.44) < 0.05 and abs(place.lon - 35.84) < 0.05 for place in more.lookup("Роботиного"))


@pytest.mark.parametrize(
    ("name", "alternate", "english", "ukrainian", "russian"),
    [
        ("Brats’ke", "Dal’neye,Братское,Дальнее,Братське", "Bratske", "Братське", "Братское"),
        ("Yats’kivka", "Яцковка,Яцьківка", "Yatskivka", "Яцьківка", "Яцковка"),
        ("Головне", "Holovne,Главное управление,Головне управління", "Holovne", "Головне", "Главное управление"),
        ("Hopchytsia", "Гопчица,Гопчиця", "Hopchytsia", "Гопчиця", "Гопчица"),
        ("Georgiyevka", "Георгиевка", "Georgiyevka", None, "Георгиевка"),
        ("Nowhere", "", "Nowhere", None, None),
    ],
)
def test_names_are_told_by_language_and_romanised_officially(
    name: str, alternate: str, english: str, ukrainian: str | None, russian: str | None, tmp_path: Path
) -> None:
    cells = ROW.split("\t")
    cells[1], cells[3] = name, alternate
    path = tmp_path / "UA.txt"
    path.write_text("\t".join(cells), encoding="utf-8")
    (place,) = read_geonames(path)[0].made
    assert (place.name, place.name_uk, place.name_ru) == (english, ukrainian, russian)
