"""Regions, borders and the questions asked of them."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.errors import DataMissing, InputError
from geo.places.boundaries import Boundaries, bundled_boundaries
from geo.places.gazetteer import bundled_gazetteer
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return bundled_boundaries()


@pytest.mark.parametrize(
    ("lon", "lat", "region"),
    [
        (35.271, 51.191, "adm1:RU-KRS"),
        (34.800, 50.922, "adm1:UA-59"),
        (30.52, 50.45, "adm1:UA-30"),
        (30.50, 50.00, "adm1:UA-32"),
        (37.62, 55.75, "adm1:RU-MOW"),
        (37.80, 48.00, "adm1:UA-14"),
        (27.56, 53.90, "adm1:BY-HM"),
        (28.85, 47.01, "adm1:MD-CU"),
    ],
)
def test_a_point_is_in_its_region(boundaries: Boundaries, lon: float, lat: float, region: str) -> None:
    assert boundaries.admin1_at(lon, lat) == region


@pytest.mark.parametrize(("lon", "lat"), [(34.10, 44.95), (33.60, 44.57), (36.47, 45.35), (34.16, 44.50)])
def test_crimea_is_ukraine(boundaries: Boundaries, lon: float, lat: float) -> None:
    region = boundaries.admin1_at(lon, lat)
    assert region in {"adm1:UA-43", "adm1:UA-40"}
    assert boundaries.countries.set_index("country").loc["UA", "geometry"].intersects(shapely.Point(lon, lat))
    assert not boundaries.countries.set_index("country").loc["RU", "geometry"].contains(shapely.Point(lon, lat))


@pytest.mark.parametrize(("lon", "lat"), [(34.0, 43.5), (24.1, 56.95), (-77.0, 38.9), (27.60, 57.35)])
def test_the_open_sea_and_other_countries_are_in_no_region(boundaries: Boundaries, lon: float, lat: float) -> None:
    assert boundaries.admin1_at(lon, lat) is None


def test_a_pier_counts_to_its_shore(boundaries: Boundaries) -> None:
    sea = shapely.Point(30.80, 46.47)  # off Odesa's coast
    assert not boundaries.land.geometry.iloc[0].contains(sea)
    assert boundaries.admin1_at(30.80, 46.47) == "adm1:UA-51"


def test_a_point_on_a_shared_edge_is_in_one_region_the_first_by_id(boundaries: Boundaries) -> None:
    line = max(shapely.get_parts(boundaries.border("RU", "UA")), key=shapely.length)
    for share in (0.1, 0.5, 0.9):
        point = shapely.line_interpolate_point(line, share, normalized=True)
        touching = boundaries.admin1[shapely.dwithin(boundaries.admin1.geometry.to_numpy(), point, 1e-6)]["place_id"]
        assert len(touching) >= 2
        assert boundaries.admin1_at(point.x, point.y) == min(touching)


def test_regions_cover_the_front_without_gap_or_overlap(boundaries: Boundaries) -> None:
    regions = boundaries.admin1.geometry.to_numpy()
    assert shapely.is_valid(regions).all()
    assert shapely.coverage_is_valid(regions)
    front = shapely.box(33.0, 50.0, 37.0, 52.5)
    covered = shapely.union_all(shapely.intersection(regions, front))
    assert front.difference(covered).area / front.area < 1e-9


def test_regions_of_a_country_make_up_the_country(boundaries: Boundaries) -> None:
    whole = boundaries.countries.set_index("country").geometry
    for country in ("UA", "RU", "BY", "MD"):
        parts = boundaries.admin1[boundaries.admin1["country"] == country].geometry.to_numpy()
        assert shapely.coverage_union_all(parts).symmetric_difference(whole[country]).area < 1e-9


def test_the_country_is_the_beginning_of_the_code(boundaries: Boundaries) -> None:
    assert (boundaries.admin1["place_id"].str[5:7] == boundaries.admin1["country"]).all()
    assert {"adm1:UA-43", "adm1:UA-40"} <= set(boundaries.admin1["place_id"])
    assert (boundaries.admin1["country"] == "UA").sum() == 27


def test_every_region_has_its_gazetteer_entry_of_the_same_name(boundaries: Boundaries) -> None:
    gazetteer = bundled_gazetteer()
    for row in boundaries.admin1.itertuples():
        assert gazetteer.place(row.place_id).name == row.name


def test_the_curated_settlements_lie_in_the_regions_they_are_said_to(boundaries: Boundaries) -> None:
    code = dict(zip(boundaries.admin1["name"], boundaries.admin1["place_id"], strict=True))
    with (ROOT / "data" / "settlements.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lon, lat = float(row["lon"]), float(row["lat"])
            if boundaries.admin1_at(lon, lat) == code[row["admin1"]]:
                continue
            region = boundaries.area(code[row["admin1"]])  # regions of one country are good to 2 km at their edges
            assert region is not None and region.distance(shapely.Point(lon, lat)) < 2 / 70, row["place_id"]
            inside = boundaries.admin1_at(lon, lat)
            assert inside is not None and inside.startswith(f"adm1:{row['country']}-"), row["place_id"]


@settings(max_examples=40, deadline=None)
@given(lon=st.floats(24, 46), lat=st.floats(45, 57))
def test_the_border_distance_is_geodesic_within_one_percent(lon: float, lat: float) -> None:
    boundaries = bundled_boundaries()
    dense = shapely.get_coordinates(shapely.segmentize(boundaries.border("RU", "UA"), 0.002))
    ellipsoid = Geod(ellps="WGS84")
    _, _, metres = ellipsoid.inv([lon] * len(dense), [lat] * len(dense), dense[:, 0], dense[:, 1])
    assert boundaries.border_distance_km(lon, lat) == pytest.approx(min(metres) / 1000, rel=0.01, abs=0.15)


def test_a_point_of_the_border_is_at_no_distance(boundaries: Boundaries) -> None:
    lon, lat = shapely.get_coordinates(boundaries.border("UA", "RU"))[10]
    assert boundaries.border_distance_km(lon, lat) == pytest.approx(0.0, abs=1e-6)


def test_the_border_is_the_edge_both_countries_share(boundaries: Boundaries) -> None:
    line = boundaries.border("RU", "UA")
    for row in boundaries.countries[boundaries.countries["country"].isin(["RU", "UA"])].itertuples():
        assert row.geometry.boundary.intersection(line).length == pytest.approx(line.length, rel=1e-6)
    assert (boundaries.borders["country_a"] < boundaries.borders["country_b"]).all()


def test_the_stretch_of_a_front_region_is_part_of_the_border(boundaries: Boundaries) -> None:
    sumy, kursk = boundaries.border_of("adm1:UA-59"), boundaries.border_of("adm1:RU-KRS")
    assert sumy is not None
    assert kursk is not None
    assert boundaries.border("RU", "UA").buffer(1e-6).covers(sumy)
    assert 2.0 < sumy.intersection(kursk).length < sumy.length


def test_an_inner_region_has_no_stretch_and_a_western_one_its_own(boundaries: Boundaries) -> None:
    assert boundaries.border_of("adm1:UA-53") is None
    lviv = boundaries.border_of("adm1:UA-46")
    assert lviv is not None
    assert boundaries.border("PL", "UA").buffer(1e-6).covers(lviv)


def test_areas_are_found_by_place_id(boundaries: Boundaries) -> None:
    sumy, ukraine = boundaries.area("adm1:UA-59"), boundaries.area("country:UA")
    assert sumy is not None
    assert ukraine is not None
    assert ukraine.buffer(1e-6).covers(sumy)
    assert boundaries.area("gn:692194") is None
    assert boundaries.area("country:JP") is None


def test_what_is_not_there_is_an_error_that_says_so(boundaries: Boundaries, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="adm1:XX-1"):
        boundaries.border_of("adm1:XX-1")
    with pytest.raises(InputError, match="share no border"):
        boundaries.border("UA", "JP")
    with pytest.raises(DataMissing, match=r"build\.py"):
        _ = Boundaries(tmp_path).admin1


def test_the_layers_have_the_columns_promised_in_degrees(boundaries: Boundaries) -> None:
    layers = {
        "admin1": {"place_id", "name", "name_uk", "name_ru", "country"},
        "countries": {"country", "name"},
        "borders": {"country_a", "country_b"},
        "land": {"extent"},
        "lakes": {"name", "name_uk", "name_ru"},
        "rivers": {"level"},
    }
    for name, columns in layers.items():
        layer = getattr(boundaries, name)
        assert set(layer.columns) == columns | {"geometry"}, name
        assert layer.crs.to_epsg() == 4326
        assert not layer.geometry.is_empty.any(), name


def test_many_points_are_placed_as_each_one_is(boundaries: Boundaries) -> None:
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(20, 50, 400), rng.uniform(43, 58, 400)
    assert boundaries.regions_at(lon, lat) == [boundaries.admin1_at(x, y) for x, y in zip(lon, lat, strict=True)]
    assert boundaries.regions_at([], []) == []
