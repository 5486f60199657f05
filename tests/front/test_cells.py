from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import EQUAL_AREA, area_km2, distance_km
from geo.errors import CrsError, InputError
from geo.front.cells import build_cells, settlements_about
from geo.front.sayings import PlaceFacts
from tests.front.toy import BOUNDARIES, GAZETTEER, WGS84

ALL = GAZETTEER.settlements((34, 50, 36, 53))


def test_a_cell_ends_half_way_to_the_next_village_claimed_or_not() -> None:
    cell = build_cells(ALL, BOUNDARIES.countries, ["v12"], reach_km=6).geometry["v12"]
    west, south, east, north = cell.bounds
    assert (west, east) == pytest.approx((34.82, 34.88), abs=1e-4)
    assert (south, north) == pytest.approx((51.075, 51.125), abs=1e-4)


def test_a_cell_ends_at_the_border_and_reaches_it() -> None:
    cells = build_cells(ALL, BOUNDARIES.countries, ["v32", "v42"], reach_km=6).geometry
    assert cells["v32"].bounds[2] == pytest.approx(35, abs=1e-5)
    assert cells["v42"].bounds[0] == pytest.approx(35, abs=1e-5)


def test_a_lone_village_is_capped_at_the_reach() -> None:
    lone = ALL[ALL["place_id"] == "v02"]
    cells = build_cells(lone, BOUNDARIES.countries, ["v02"], reach_km=4)
    assert cells.area_km2["v02"] == pytest.approx(np.pi * 16, rel=0.005)


def test_ground_across_the_border_stays_with_its_own_country_even_where_no_village_of_it_is_near() -> None:
    lone = ALL[ALL["place_id"] == "v32"]
    cells = build_cells(lone, BOUNDARIES.countries, ["v32"], reach_km=6)
    assert cells.geometry["v32"].bounds[2] <= 35 + 1e-6


def test_cells_are_one_valid_coverage_across_the_border_too() -> None:
    cells = build_cells(ALL, BOUNDARIES.countries, list(ALL["place_id"]), reach_km=3)
    parts = list(cells.geometry.values())
    assert len(parts) == len(ALL)
    assert shapely.coverage_is_valid(parts)
    assert shapely.is_valid(parts).all()
    united = cells.union(cells.geometry)
    assert area_km2(united) == pytest.approx(cells.area_of(cells.geometry), rel=1e-6)


@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.tuples(st.floats(34.7, 35.3), st.floats(50.9, 51.3)), min_size=1, max_size=25, unique=True),
    st.sampled_from([2.0, 6.0, 11.0]),
)
def test_any_villages_give_disjoint_valid_cells_within_reach(points: list[tuple[float, float]], reach: float) -> None:
    villages = gpd.GeoDataFrame(
        {
            "place_id": [f"p{n:02}" for n in range(len(points))],
            "country": ["UA" if lon < 35 else "RU" for lon, _ in points],
        },
        geometry=shapely.points(points),
        crs=WGS84,
    )
    cells = build_cells(villages, BOUNDARIES.countries, list(villages["place_id"])[::2], reach_km=reach)
    parts = list(cells.geometry.values())
    assert shapely.coverage_is_valid(parts)
    assert all(area >= 0 for area in cells.area_km2.values())
    for place_id, cell in cells.geometry.items():
        lon, lat = points[int(place_id[1:])]
        corners = shapely.get_coordinates(cell)
        assert max(distance_km(lon, lat, *corner) for corner in corners) <= reach * 1.01


def test_a_place_of_no_stated_country_takes_that_of_its_ground() -> None:
    lone = ALL[ALL["place_id"] == "v32"].assign(country=None)
    cells = build_cells(lone, BOUNDARIES.countries, ["v32"], reach_km=6)
    assert cells.geometry["v32"].bounds[2] == pytest.approx(35, abs=1e-5)


def test_two_villages_on_one_spot_share_one_cell_and_the_area_counts_once() -> None:
    twins = gpd.GeoDataFrame(
        {"place_id": ["a", "b"], "country": ["UA", "UA"]}, geometry=shapely.points([(34.5, 51), (34.5, 51)]), crs=WGS84
    )
    cells = build_cells(twins, BOUNDARIES.countries, ["a", "b"], reach_km=2)
    assert cells.area_of(["a", "b"]) == pytest.approx(np.pi * 4, rel=0.005)


def test_no_claims_no_cells_and_a_place_without_a_cell_has_no_area() -> None:
    cells = build_cells(ALL, BOUNDARIES.countries, [], reach_km=6)
    assert cells.union(["v12"]) is None
    assert cells.area_of(["v12"]) == 0


def test_a_reach_must_be_above_zero_and_the_crs_must_be_stated() -> None:
    with pytest.raises(InputError, match="reach_km is 0"):
        build_cells(ALL, BOUNDARIES.countries, ["v12"], reach_km=0)
    with pytest.raises(CrsError):
        build_cells(ALL.to_crs(EQUAL_AREA), BOUNDARIES.countries, ["v12"], reach_km=6)


def test_a_place_that_the_gazetteer_lacks_takes_part_by_its_own_point() -> None:
    places = {
        "v12": PlaceFacts("V12", None, "UA", *GAZETTEER.points["v12"]),
        "own": PlaceFacts("Own", None, "UA", 34.87, 51.1),
        "nowhere": PlaceFacts("Nowhere", None, "UA", None, None),
    }
    found = settlements_about(places, GAZETTEER, reach_km=6)  # type: ignore[arg-type]
    assert {"v12", "own", "v22"} <= set(found["place_id"])
    assert "nowhere" not in set(found["place_id"])
    assert settlements_about({}, GAZETTEER, reach_km=6).empty  # type: ignore[arg-type]


class TwoGazetteers:
    """A village, its second entry 500 m away, and a neighbour as near under another name."""

    def settlements(self, bbox: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(
            {
                "place_id": ["a:1", "b:1", "b:2"],
                "name": ["Andriivka", "Андріївка", "Ivanivka"],
                "name_uk": ["Андріївка", "Андріївка", "Іванівка"],
                "country": "UA",
            },
            geometry=shapely.points([(34.5, 51), (34.507, 51), (34.493, 51)]),
            crs=WGS84,
        )


def test_two_entries_of_one_village_are_one_and_a_neighbour_of_another_name_stays() -> None:
    first = {"a:1": PlaceFacts("Andriivka", None, "UA", 34.5, 51.0)}
    second = {"b:1": PlaceFacts("Андріївка", None, "UA", 34.507, 51.0)}
    about = {
        name: set(settlements_about(places, TwoGazetteers(), reach_km=6)["place_id"])  # type: ignore[arg-type]
        for name, places in {"first": first, "second": second, "both": first | second}.items()
    }
    assert about["first"] == {"a:1", "b:2"}
    assert about["second"] == {"b:1", "b:2"}, "the entry that the records speak of stays"
    assert about["both"] == {"a:1", "b:1", "b:2"}, "the records tell the two apart"


def test_the_ground_of_the_same_places_is_one_object_in_any_order() -> None:
    cells = build_cells(ALL, BOUNDARIES.countries, list(ALL["place_id"]), reach_km=6)
    some = list(cells.geometry)[:40]
    at_once = shapely.coverage_union_all([cells.geometry[one] for one in some])
    assert cells.union(some).symmetric_difference(at_once).area < 1e-12
    assert cells.union(some) is cells.union(set(some))
