"""Every record gets its place, its area or its candidates; none is lost, none is guessed in silence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import distance_km
from geo.events.join import Joined, join_events, uncertainty_km
from geo.events.tables import bundled_events, read_events
from geo.places.boundaries import bundled_boundaries
from geo.places.gazetteer import COLUMNS, Gazetteer, bundled_gazetteer
from geo.records import Event, Place
from geo.schema import EVENT, check_events, events_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

KURSK, SUMY = "Kursk Oblast", "Sumy Oblast"


def town(place_id: str, name: str, lon: float, lat: float, **more: Any) -> Place:
    values = {"level": "populated_place", "country": "RU", "admin1": KURSK} | more
    return Place(place_id=place_id, name=name, lon=lon, lat=lat, **values)


#: A front of our own: Alder twice in one region, Birch in two regions, Cedar large far away and small near by.
PLACES = (
    town("p:alder-west", "Alder", 34.0, 51.0, admin2="Westsky District"),
    town("p:alder-east", "Alder", 36.0, 51.0, admin2="Eastsky District"),
    town("p:birch-kursk", "Birch", 35.0, 51.5),
    town("p:birch-sumy", "Birch", 34.5, 50.6, country="UA", admin1=SUMY),
    town("p:cedar-city", "Cedar", 60.0, 55.0, admin1="Far Oblast", population=900_000),
    town("p:cedar-village", "Cedar", 35.1, 51.5, population=200),
    town("p:dogwood-town", "Dogwood", 35.0, 51.2, population=6000, name_ru="Кизил"),
    town("p:dogwood-village", "Dogwood", 35.2, 51.2, name_ru="Кизил"),
    town("p:elm", "Elm", 35.3, 51.0, admin1=None),
    town("p:fir", "Fir", 36.05, 51.02),
    town("adm1:RU-KRS", KURSK, 35.5, 51.6, level="admin1"),
    town("adm1:UA-59", SUMY, 34.2, 50.9, level="admin1", country="UA", admin1=SUMY),
)


class Halves:
    """Boundaries of two regions: Kursk Oblast north of 51 degrees, Sumy Oblast south of it."""

    def admin1_at(self, lon: float, lat: float) -> str | None:
        return "adm1:RU-KRS" if lat >= 51 else "adm1:UA-59"

    def border_distance_km(self, lon: float, lat: float) -> float:
        return abs(lat - 51) * 111.2

    def area(self, place_id: str) -> BaseGeometry | None:
        import shapely

        return shapely.box(34, 51, 36, 52) if place_id == "adm1:RU-KRS" else None


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    return Gazetteer.from_table(pd.DataFrame(columns=list(COLUMNS))).extended(PLACES)


def event(place_name: str | None = None, **values: Any) -> Event:
    return Event.model_validate(
        {"event_type": "clash", "status": "claimed", "date_start": date(2025, 3, 12), "place_name": place_name} | values
    )


def join_small(small: Gazetteer, *events: Event) -> Joined:
    return join_events(events, small, cast("Any", Halves()))


def only(small: Gazetteer, *events: Event) -> dict[str, Any]:
    """The last record's row, nulls as None."""
    row = join_small(small, *events).table.iloc[-1]
    return {name: None if value is None or pd.isna(value) else value for name, value in row.drop("geometry").items()}


def test_a_name_in_one_place_of_the_stated_region_is_placed(small: Gazetteer) -> None:
    row = only(small, event("Birch", admin1=SUMY))
    assert (row["place_id"], row["lon"], row["lat"], row["country"]) == ("p:birch-sumy", 34.5, 50.6, "UA")
    assert (row["precision"], row["geocoded_by"], row["uncertainty_km"]) == ("populated_place", "gazetteer", 1.0)
    assert row["border_km"] == pytest.approx(44.5, abs=0.1)


def test_a_stated_country_tells_homonyms_apart(small: Gazetteer) -> None:
    assert only(small, event("Birch", country="RU"))["place_id"] == "p:birch-kursk"


def test_homonyms_that_nothing_tells_apart_stay_ambiguous_with_their_candidates(small: Gazetteer) -> None:
    joined = join_small(small, event("Alder", admin1=KURSK))
    assert {one.place.place_id for one in joined.ambiguous[0].candidates} == {"p:alder-west", "p:alder-east"}
    row = joined.table.iloc[0]
    assert row.geometry is None
    assert row[["place_id", "lon", "lat", "border_km"]].isna().all()
    assert "2 places fit" in str(joined.ambiguous[0])


def test_a_district_in_parentheses_picks_the_place(small: Gazetteer) -> None:
    assert only(small, event("Alder (Eastsky)"))["place_id"] == "p:alder-east"
    assert only(small, event("Alder, Westskiy rayon"))["place_id"] == "p:alder-west"


def test_another_name_in_parentheses_picks_the_place_beside_it(small: Gazetteer) -> None:
    assert only(small, event("Alder (Fir)"))["place_id"] == "p:alder-east"


def test_a_type_in_parentheses_picks_town_or_village(small: Gazetteer) -> None:
    assert only(small, event("Dogwood (village)"))["place_id"] == "p:dogwood-village"
    assert only(small, event("Кизил (город)"))["place_id"] == "p:dogwood-town"
    assert join_small(small, event("Dogwood (much fought over)")).counts()["ambiguous"] == 1


def test_places_of_the_same_happening_decide(small: Gazetteer) -> None:
    row = only(small, event("Fir", event_key="k"), event("Alder", event_key="k"))
    assert (row["place_id"], row["geocoded_by"]) == ("p:alder-east", "gazetteer, by company")


def test_places_of_all_records_decide_where_the_happening_has_none(small: Gazetteer) -> None:
    assert only(small, event("Fir"), event("Alder"))["place_id"] == "p:alder-east"


def test_a_name_that_the_reader_of_a_report_left_ambiguous_is_not_decided_by_other_reports(small: Gazetteer) -> None:
    known = event("Fir", event_key="k")
    told = event("Alder", event_key="k", report_id="r1")
    joined = join_small(small, known, told)
    assert (joined.placed, len(joined.ambiguous)) == (1, 1)
    assert len(joined.ambiguous[0].candidates) == 2
    assert join_small(small, known, event("Alder", event_key="k")).placed == 2


def test_the_largest_is_meant_only_where_no_company_objects(small: Gazetteer) -> None:
    row = only(small, event("Cedar"))
    assert (row["place_id"], row["geocoded_by"]) == ("p:cedar-city", "gazetteer, by size")
    assert only(small, event("Birch", admin1=KURSK), event("Cedar"))["place_id"] == "p:cedar-village"
    far = event("a field", lon=60.1, lat=55.0)
    assert only(small, event("Birch", admin1=KURSK), far, event("Cedar"))["place_id"] == "p:cedar-city"


def test_a_name_outside_the_stated_region_is_not_placed_there(small: Gazetteer) -> None:
    joined = join_small(small, event("Fir", admin1=SUMY))
    assert joined.counts()["unplaced"] == 1
    assert joined.unplaced[0].reason == "no place called 'Fir' in Sumy Oblast"
    assert joined.unplaced[0].candidates[0].place.place_id == "p:fir"


def test_a_place_without_a_region_gets_the_one_it_lies_in(small: Gazetteer) -> None:
    assert only(small, event("Elm"))["admin1"] == KURSK
    assert only(small, event("Elm", admin1=KURSK))["place_id"] == "p:elm"


def test_an_unknown_name_is_unplaced_and_what_is_spelled_alike_proposed(small: Gazetteer) -> None:
    unplaced = join_small(small, event("Dogwoot"), event()).unplaced
    assert {one.place.name for one in unplaced[0].candidates} == {"Dogwood"}
    assert unplaced[1].reason == "the record names no place"


def test_a_region_is_an_area_and_never_a_point(small: Gazetteer) -> None:
    for record in (
        event("Kursk Oblast (command post)", precision="admin1"),
        event("Kursk Oblast"),
        event("Kursk Oblast", lon=35.5, lat=51.6),
        event("Kursk Oblast", lon=35.5, lat=51.6, precision="admin1"),
    ):
        joined = join_small(small, record)
        row = joined.table.iloc[0]
        assert (joined.area, row["place_id"], row["precision"]) == (1, "adm1:RU-KRS", "admin1")
        assert row.geometry is None
        assert row[["lon", "lat", "border_km"]].isna().all()
        assert 60 < row["uncertainty_km"] < 80


def test_own_coordinates_are_kept_and_the_namesake_beside_them_named(small: Gazetteer) -> None:
    row = only(small, event("Fir", lon=36.06, lat=51.03))
    assert (row["lon"], row["lat"], row["place_id"], row["geocoded_by"]) == (36.06, 51.03, "p:fir", "record")


def test_own_coordinates_far_from_any_namesake_are_a_place_that_the_record_alone_knows(small: Gazetteer) -> None:
    row = only(small, event("Fir", lon=36.5, lat=51.02))
    assert (row["lon"], row["admin1"], row["country"]) == (36.5, KURSK, "RU")
    assert row["place_id"].startswith("own:")
    assert only(small, event("FIR", lon=36.5, lat=51.02, claimed_by="another"))["place_id"] == row["place_id"]


def test_coordinates_that_fit_the_name_only_when_exchanged_are_rejected(small: Gazetteer) -> None:
    joined = join_small(small, event("Fir", lon=51.02, lat=36.05))
    assert joined.counts()["rejected"] == 1
    assert joined.rejected[0].reason.endswith("The columns are swapped.")
    assert joined.table.empty


def test_what_a_record_says_of_itself_is_kept(small: Gazetteer) -> None:
    row = only(small, event("Birch", admin1="Kursk region", country="RU", uncertainty_km=7, note="n"))
    assert (row["uncertainty_km"], row["note"], row["place_name"]) == (7.0, "n", "Birch")


def test_no_events_give_an_empty_table_with_all_columns(small: Gazetteer) -> None:
    joined = join_small(small)
    assert list(check_events(joined.table, "join").columns) == [*EVENT, "border_km", "geometry"]
    assert joined.counts()["in"] == 0


def test_uncertainty_grows_with_the_place_and_with_the_distance() -> None:
    village, city = town("v", "V", 0, 0, population=300), town("c", "C", 0, 0, population=300_000)
    assert uncertainty_km(village) == uncertainty_km(None) == 1.0
    assert uncertainty_km(village) < uncertainty_km(city)
    assert uncertainty_km(village, "bearing", 4) == 3.0
    assert uncertainty_km(village) < uncertainty_km(village, "near") < uncertainty_km(village, "bearing")


_NAMES = st.sampled_from(["Alder", "Birch", "Cedar", "Dogwood", "Fir", "Nowhere", KURSK, None])


@st.composite
def records(draw: st.DrawFn) -> Event:
    point = draw(st.none() | st.sampled_from([(36.05, 51.02), (51.02, 36.05), (34.0, 51.0)]))
    return event(
        draw(_NAMES),
        event_key=draw(st.sampled_from(["a", "b"])),
        admin1=draw(st.sampled_from([None, KURSK, SUMY])),
        precision=draw(st.sampled_from([None, "populated_place", "admin1"])),
        lon=point and point[0],
        lat=point and point[1],
        note=draw(st.sampled_from("xyz")),
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(records(), max_size=8), st.randoms())
def test_no_record_is_lost_and_their_order_does_not_matter(small: Gazetteer, events: list[Event], chance: Any) -> None:
    joined = join_small(small, *events)
    counts = joined.counts()
    assert counts["in"] == len(events)
    assert len(joined.table) == counts["placed"] + counts["area"] + counts["unplaced"] + counts["ambiguous"]
    assert counts["placed"] == int(joined.table.geometry.notna().sum())
    once = list({one.event_id: one for one in reversed(events)}.values())
    chance.shuffle(once)
    by_id = joined.table.set_index("event_id")[["place_id", "geocoded_by", "admin1"]].sort_index()
    again = join_small(small, *once).table.set_index("event_id")[["place_id", "geocoded_by", "admin1"]].sort_index()
    pd.testing.assert_frame_equal(by_id, again)


# The bundled records, gazetteer and boundaries.


def join_bundled(events: Iterable[Event]) -> Joined:
    return join_events(events, bundled_gazetteer(), bundled_boundaries())


def share_within(joined: Joined, km: float) -> float:
    """Share of the settlement records that are placed within `km` of the coordinates they state."""
    stated = {one.event_id: one for one in bundled_events() if one.lon is not None and one.lat is not None}
    found = {row["event_id"]: row for _, row in joined.table.iterrows() if not pd.isna(row["lon"])}
    near = sum(
        distance_km(float(one.lon or 0), float(one.lat or 0), found[key]["lon"], found[key]["lat"]) <= km
        for key, one in stated.items()
        if key in found
    )
    return near / len(stated)


def without(*fields: str) -> list[Event]:
    return [one.model_copy(update=dict.fromkeys((*fields, "lon", "lat"))) for one in bundled_events()]


def test_every_bundled_record_is_accounted_for() -> None:
    joined = join_bundled(bundled_events())
    assert joined.counts() == {
        "in": 230, "placed": 174, "area": 56, "unplaced": 0, "ambiguous": 0, "rejected": 0, "linked": 0
    }  # fmt: skip
    placed = joined.table[joined.table.geometry.notna()]
    assert placed["border_km"].notna().all()
    assert joined.table["country"].notna().sum() == 228
    assert not joined.table.loc[joined.table["precision"] != "populated_place", "place_id"].isna().any()


def test_bundled_settlements_are_found_again_when_their_coordinates_are_withheld() -> None:
    joined = join_bundled(without())
    assert joined.counts()["in"] == 230
    assert share_within(joined, 3.0) >= 0.97


@pytest.mark.parametrize("fields", [("place_native",), ("admin1",), ("admin1", "country"), ("place_name",)])
def test_little_is_lost_and_nothing_misplaced_when_more_is_withheld(fields: tuple[str, ...]) -> None:
    joined = join_bundled(without(*fields))
    assert share_within(joined, 3.0) >= 0.97
    assert share_within(joined, 3.0) == joined.placed / 174


def test_joining_a_joined_table_changes_nothing() -> None:
    once = join_bundled(without())
    again = join_bundled(events_of(once.table))
    pd.testing.assert_frame_equal(again.table, once.table)
    assert again.counts() == once.counts()


def test_a_precision_that_no_column_states_is_told_from_the_name(shared: Path) -> None:
    facts = read_events(shared / "facts" / "kursk_sumy_facts.csv").made
    told = join_bundled(facts).table[["place_name", "place_id", "precision", "lon", "lat"]]
    stated = join_bundled(bundled_events()).table[["place_name", "place_id", "precision", "lon", "lat"]]
    pd.testing.assert_frame_equal(told, stated)


def test_nothing_is_misplaced_at_the_depth_of_a_full_gazetteer(shared: Path) -> None:
    places, aliases = {}, {}
    for line in (shared / "gazetteer" / "UA.txt").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[6] == "P":
            key = f"gn:{cells[0]}"
            places[key] = town(key, cells[1], float(cells[5]), float(cells[4]), country="UA", admin1=None)
            aliases[key] = [name for name in cells[3].split(",") if name]
    deep = bundled_gazetteer().extended(places.values(), aliases)
    joined = join_events(without(), deep, bundled_boundaries())
    assert share_within(joined, 3.0) == joined.placed / 174
    assert share_within(joined, 3.0) >= 0.97


#: (lat, lon), region, and how people write the name of that settlement.
SPELLINGS = {
    (51.191, 35.271, KURSK): "Sudzha|Suja|Sudža|SUDZHA|Суджа|Суджу|town of Sudzha|Sudzha (town)|г. Суджа|город Суджа",
    (51.092, 35.269, KURSK): "Guyevo|Guevo|Huyevo|Гуево|Гуєво|Gujevo|с. Гуево|Guyevo (Sudzhansky District)",
    (51.330, 35.233, KURSK): "Malaya Loknya|Mala Loknia|Mala Loknya|Малая Локня|Мала Локня|Malaja Loknja|Малой Локне",
    (51.241, 35.249, KURSK): "Kazachya Loknya|Kozacha Loknia|Казачья Локня|Козача Локня|Казачьей Локни",
    (51.186, 35.088, SUMY): "Basivka|Basovka|Басівка|Басовка|Басівки|Basivka (Sumskyi Raion)|Basivka village",
    (51.220, 35.105, SUMY): "Novenke|Novenkoye|Новеньке|Новенькое|Novenkoe",
    (51.122, 35.041, SUMY): "Yunakivka|Yunakovka|Юнаківка|Юнаковка|Iunakivka",
    (51.188, 35.249, KURSK): "Goncharovka|Honcharivka|Гончаровка|Гончарівка",
    (51.101, 35.329, KURSK): "Plyokhovo|Plekhovo|Плёхово|Плехово",
    (51.281, 34.294, KURSK): "Tyotkino|Tetkino|Tiotkino|Тёткино|Теткино|Тьоткіно",
    (51.126, 34.825, SUMY): "Andriivka|Andriyivka|Andreyevka|Андріївка|Андреевка",
    (51.143, 34.773, SUMY): "Kindrativka|Kondratovka|Кіндратівка|Кондратовка",
    (51.228, 35.257, KURSK): "2nd Knyazhy|2-y Knyazhy|2-й Княжий",
    (51.243, 35.000, KURSK): "Nikolayevo-Daryino|Nikolaevo-Darino|Николаево-Дарьино|Nikolaevo Daryino",
    (51.089, 35.489, KURSK): "Krupets (Belovsky)|Крупец (Беловский район)|Krupets, Belovsky District",
    (51.405, 34.920, KURSK): "Korenevo (village)|Коренево (село)",
    (51.588, 34.937, KURSK): "Maryino (Ivanovskoye)|Марьино (Ивановское)",
}


@pytest.mark.parametrize(("lat", "lon", "region"), SPELLINGS)
def test_a_settlement_is_found_however_it_is_spelled(lat: float, lon: float, region: str) -> None:
    names = SPELLINGS[lat, lon, region].split("|")
    joined = join_bundled(event(name, admin1=region, precision="populated_place") for name in names)
    assert [str(one) for one in (*joined.unplaced, *joined.ambiguous)] == []
    for _, row in joined.table.iterrows():
        assert distance_km(lon, lat, row["lon"], row["lat"]) < 3, row["place_name"]


@pytest.mark.parametrize(("lat", "lon", "region"), SPELLINGS)
def test_a_lone_name_without_its_region_is_right_or_left_open(lat: float, lon: float, region: str) -> None:
    for name in SPELLINGS[lat, lon, region].split("|"):
        row = join_bundled([event(name)]).table.iloc[0]
        assert pd.isna(row["lon"]) or distance_km(lon, lat, row["lon"], row["lat"]) < 3, name
