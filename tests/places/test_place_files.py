"""Files of places told by their content: dumps, alternate names and tables; every row is accounted for."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from geo.errors import DataMissing, InputError
from geo.places.boundaries import bundled_boundaries
from geo.places.gazetteer import bundled_gazetteer
from geo.places.ground import Ground
from geo.places.place_files import PlaceFile, read_place_file

DUMP = "1\tZhuravka\tZhuravka\tЖуравка\t51.17\t35.06\tP\tPPL\tUA\t\t\t\t\t\t0\t\t150\tEurope/Kiev\t2015-01-01"


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground(bundled_gazetteer(), bundled_boundaries())


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def accounted(file: PlaceFile) -> int:
    return len(file.places) + file.linked + file.other_features.total() + len(file.rejected)


def test_a_dump_under_any_name_gets_the_regions_it_lacks(tmp_path: Path, ground: Ground) -> None:
    rows = [DUMP, DUMP, DUMP.replace("1\t", "2\t", 1).replace("\tP\tPPL\t", "\tH\tSTM\t"), "junk", DUMP[2:]]
    file = read_place_file(written(tmp_path, "places.data", "\n".join(rows) + "\n"), ground)
    assert (file.form, file.rows, accounted(file)) == ("GeoNames dump", 5, 5)
    assert [(place.name, place.admin1) for place in file.places] == [("Zhuravka", "Sumy Oblast")]
    assert dict(file.other_features) == {"H.STM": 1}
    assert [reject.where for reject in file.rejected] == ["places.data row 4", "places.data row 5"]
    assert "GeoNames" in file.licence


def test_the_same_zipped_beside_a_readme(tmp_path: Path, ground: Ground) -> None:
    path = tmp_path / "UA.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "This is the readme.")
        archive.writestr("UA.txt", DUMP + "\n")
    assert [place.place_id for place in read_place_file(path, ground).places] == ["gn:1"]


def test_a_region_of_a_dump_is_the_region_of_the_map(tmp_path: Path, ground: Ground) -> None:
    row = DUMP.replace("\tP\tPPL\t", "\tA\tADM1\t").replace("Zhuravka", "Sumska")
    (place,) = read_place_file(written(tmp_path, "UA.txt", row), ground).places
    assert place.place_id == "adm1:UA-59"


def test_alternate_names_are_told_by_language(tmp_path: Path, ground: Ground) -> None:
    rows = [
        "10\t1\tuk\tЖуравка\t\t\t\t\t\t",
        "11\t1\tru\tСтарая Журавка\t\t\t\t1\t\t",
        "12\t1\tru\tЖуравка\t1\t\t\t\t\t",
        "13\t1\tpost\t41800\t\t\t\t\t\t",
        "14\tone\tuk\tНі\t\t\t\t\t\t",
    ]
    file = read_place_file(written(tmp_path, "alternateNamesV2.txt", "\n".join(rows)), ground)
    assert (file.form, file.rows) == ("GeoNames alternate names", 5)
    names = file.names["gn:1"]
    assert (names.name_uk, names.name_ru) == ("Журавка", "Журавка")
    assert "Старая Журавка" in names.others
    assert "41800" not in names.others
    assert [reject.where for reject in file.rejected] == ["alternateNamesV2.txt row 5"]


def test_a_table_in_the_local_script_is_romanised_and_put_in_its_region(tmp_path: Path, ground: Ground) -> None:
    text = "name,kind,lat,lon\nЖуравка,village,51.17,35.06\nМалая Локня,village,51.33,35.23\nSnina,town,48.99,22.15\n"
    file = read_place_file(written(tmp_path, "osm.csv", text), ground, licence="ODbL")
    told = [(place.name, place.name_uk, place.name_ru, place.country, place.admin1) for place in file.places]
    assert told[0] == ("Zhuravka", "Журавка", None, "UA", "Sumy Oblast")
    assert told[1] == ("Malaya Loknya", None, "Малая Локня", "RU", "Kursk Oblast")
    assert told[2][0] == "Snina"
    assert told[2][3] == "SK"
    assert (file.form, file.licence) == ("CSV", "ODbL")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_guessed_or_given(tmp_path: Path, ground: Ground, delimiter: str) -> None:
    rows = [("Село", "Y", "Longitude", "pop"), ("Zhuravka", "51.17", "35.06", "1 200")]
    path = written(tmp_path, "own.csv", "\n".join(delimiter.join(row) for row in rows))
    (place,) = read_place_file(path, ground, columns={"name": "Село"}).places
    assert (place.name, place.lat, place.lon, place.population) == ("Zhuravka", 51.17, 35.06, 1200)
    with pytest.raises(InputError, match=r"no column for name.*--columns name=COLUMN"):
        read_place_file(path, ground)
    with pytest.raises(InputError, match="no column 'Dorf' for name"):
        read_place_file(path, ground, columns={"name": "Dorf"})
    with pytest.raises(InputError, match="'village' is no field"):
        read_place_file(path, ground, columns={"village": "Село"})


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("X,village,north,35", "position is"),
        (",village,51,35", "name is empty"),
        ("X,village,151,35", "swapped"),
        ("X,pub,51,35", "kind is 'pub'; accepted are"),
        ("X,village,nan,35", "position is"),
        ("X", "position is"),
    ],
)
def test_a_bad_row_of_a_table_is_named_and_the_others_are_kept(
    tmp_path: Path, ground: Ground, row: str, told: str
) -> None:
    text = f"name,kind,lat,lon\n{row}\nZhuravka,village,51.17,35.06\nZhuravka,village,51.17,35.06\n"
    file = read_place_file(written(tmp_path, "own.csv", text), ground)
    assert (len(file.places), file.linked, file.rows, accounted(file)) == (1, 1, 3, 3)
    (reject,) = file.rejected
    assert reject.where == "own.csv row 2"
    assert told in reject.reason


def test_a_stated_country_is_a_code_or_a_name_and_crimea_is_ukraine(tmp_path: Path, ground: Ground) -> None:
    text = "name,country,lat,lon\nA,Ukraine,51.17,35.06\nB,RU,44.95,34.1\nC,Erewhon,51,35\nD,ru,51.33,35.23\n"
    file = read_place_file(written(tmp_path, "own.csv", text), ground)
    assert [(place.name, place.country, place.admin1) for place in file.places] == [
        ("A", "UA", "Sumy Oblast"), ("B", "UA", "Crimea"), ("D", "RU", "Kursk Oblast"),
    ]  # fmt: skip
    assert "country is 'Erewhon'" in file.rejected[0].reason
    assert file.rejected[0].where == "own.csv row 4"


def test_what_is_no_file_of_places_says_so(tmp_path: Path, ground: Ground) -> None:
    with pytest.raises(DataMissing, match="gazetteer fetch"):
        read_place_file(tmp_path / "UA.txt", ground)
    with pytest.raises(InputError, match="empty"):
        read_place_file(written(tmp_path, "empty.txt", "\n\n"), ground)
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(InputError, match="damaged"):
        read_place_file(tmp_path / "broken.zip", ground)
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.txt", DUMP)
        archive.writestr("b.txt", DUMP)
    with pytest.raises(InputError, match=r"a\.txt, b\.txt"):
        read_place_file(tmp_path / "two.zip", ground)


@pytest.mark.shared
def test_real_files_leave_no_row_unaccounted(shared: Path, ground: Ground) -> None:
    dump = read_place_file(shared / "gazetteer" / "UA.txt", ground)
    assert dump.rows == accounted(dump) == 35_072
    assert sum(place.admin1 is None for place in dump.places) < 50
    points = read_place_file(shared / "gazetteer" / "osm_places.csv", ground)
    assert points.rows == accounted(points) == 10_675
    assert {place.country for place in points.places} >= {"UA", "RU"}
    assert len(points.rejected) == 1
