"""`python -m geo gazetteer` and the options that ask a geocoder: as they are typed."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from geo.cli import main
from tests.conftest import ROOT
from tests.servers import Reply, Request, nobody, serving
from tests.test_cli import geo

DUMP = "1\tNushtove\tNushtove\tНуштове\t51.05\t35.01\tP\tPPL\tUA\t\t\t\t\t\t70\t\t150\tEurope/Kiev\t2015-01-01\n"
NAMES = "10\t1\tru\tНуштово\t1\t\t\t\t\t\n"
EVENTS = (
    "event_type,place_name,admin1,country,date_start,claimed_by,claimant_side,status,known_from\n"
    "capture,Sudzha,Kursk Oblast,RU,2025-03-13,Someone,RU,claimed,2025-03-13\n"
    "capture,Nushtove,Sumy Oblast,UA,2025-03-13,Someone,RU,claimed,2025-03-13\n"
    "capture,Nowhere-on-Earth,Kursk Oblast,RU,2025-03-13,Someone,RU,claimed,2025-03-13\n"
)
FOUND = {
    "osm_type": "node", "osm_id": 42, "lat": "51.05", "lon": "35.01", "type": "village", "name": "Nushtove",
    "display_name": "Nushtove, Ukraine", "address": {"country_code": "ua"}, "namedetails": {"name:en": "Nushtove"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "home" / "workspace.sqlite"
    monkeypatch.setenv("GEO_WORKSPACE", str(path))
    monkeypatch.setattr("time.sleep", lambda _: None)
    return path


def zipped(name: str, text: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, text)
    return made.getvalue()


def geonames(request: Request) -> Reply:
    files = {
        "/dump/UA.zip": zipped("UA.txt", DUMP),
        "/dump/alternatenames/UA.zip": zipped("UA.txt", NAMES),
    }
    return Reply(files[request.path]) if request.path in files else Reply(status=404)


def nominatim(request: Request) -> Reply:
    return Reply(json.dumps([FOUND] if "Nushtove" in request.path else []).encode())


def test_every_subcommand_is_told_of_and_explained() -> None:
    group = main.commands["gazetteer"]
    overview = geo("gazetteer", "--help").output
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in group.commands:  # type: ignore[attr-defined]
        assert name in overview
        assert f"python -m geo gazetteer {name}" in readme
        assert geo("gazetteer", name, "--help").exit_code == 0


def test_places_are_added_listed_used_and_taken_back(tmp_path: Path) -> None:
    dump, table = tmp_path / "UA.txt", tmp_path / "own.csv"
    dump.write_text(DUMP + "junk\n", encoding="utf-8")
    table.write_text("Dorf,lat,lon\nQwertovo,51.2,35.2\n,1,2\n", encoding="utf-8")
    added = geo("gazetteer", "add", dump)
    assert added.exit_code == 0, added.output
    assert "UA.txt: GeoNames dump, 2 rows: 1 places, 1 bad" in added.stderr
    assert "rejected: UA.txt row 2: 1 columns; expected the 19" in added.stderr
    assert "1 places are new, 0 were held already" in added.stderr
    assert geo("gazetteer", "add", table, "--columns", "name=Dorf", "--licence", "ours", "--strict").exit_code == 1
    told = geo("gazetteer", "info").output
    assert "UA.txt: GeoNames dump, 1 kept of 2 rows" in told
    assert "own.csv: CSV, 1 kept of 2 rows" in told
    assert "ours" in told
    note = tmp_path / "note.txt"
    note.write_text("Russian troops entered Nushtove and Qwertovo on Wednesday.", encoding="utf-8")
    names = {mention["place_id"] for mention in json.loads(geo("read", note).stdout)["mentions"]}
    assert "gn:1" in names
    assert any(name and name.startswith("own:") for name in names)
    assert geo("gazetteer", "remove", "UA.txt").exit_code == 0
    assert "UA.txt" not in geo("gazetteer", "info").output
    assert "UA.txt" in geo("gazetteer", "remove", "UA.txt").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gazetteer", "add", "absent.txt"), "absent.txt"),
        (("gazetteer", "add", "pyproject.toml"), "no column for"),
        (("gazetteer", "add", "pyproject.toml", "--columns", "name"), "'name' is no pair"),
        (("gazetteer", "fetch", "Ukraine"), "two-letter code"),
        (("gazetteer", "remove", "x.csv"), "added were none"),
        (("read", "pyproject.toml", "--online", "google"), "accepted are nominatim"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: tuple[str, ...], words: str, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = geo(*arguments)
    assert result.exit_code == 2
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("geo: ")]
    assert words in line
    assert not workspace.parent.exists()


def test_fetch_downloads_dump_and_names_and_adds_both(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(geonames) as server:
        monkeypatch.setenv("GEO_GEONAMES_URL", f"{server.url}/dump/")
        result = geo("gazetteer", "fetch", "ua")
        assert result.exit_code == 0, result.output
        assert [request.path for request in server.requests] == ["/dump/UA.zip", "/dump/alternatenames/UA.zip"]
        assert "UA.zip: GeoNames dump, 1 rows: 1 places, 0 bad" in result.stderr
        assert "UA-names.zip: GeoNames alternate names" in result.stderr
        absent = geo("gazetteer", "fetch", "XX")
        assert absent.exit_code == 2
        assert "no such file" in absent.stderr
    from geo.places.added import gazetteer_for

    assert gazetteer_for().place("gn:1").name_ru == "Нуштово"
    with nobody() as url:
        monkeypatch.setenv("GEO_GEONAMES_URL", url)
        gone = geo("gazetteer", "fetch", "RU")
    assert gone.exit_code == 2
    assert "cannot be reached" in gone.stderr


def test_join_asks_only_for_what_the_gazetteer_leaves_unplaced(tmp_path: Path) -> None:
    source, out = tmp_path / "events.csv", tmp_path / "joined.geojson"
    source.write_text(EVENTS, encoding="utf-8")
    with serving(nominatim) as server:
        result = geo("join", source, "-o", out, "--online", f"nominatim:{server.url}")
        assert result.exit_code == 0, result.output
        assert not any("Sudzha" in request.path for request in server.requests)
        host = server.url.removeprefix("http://")
    assert "3 rows: 2 placed, 0 area, 1 unplaced, 0 ambiguous, 0 rejected, 0 linked" in result.stderr
    assert "Nowhere-on-Earth" in result.stderr
    rows = {one["properties"]["place_name"]: one["properties"] for one in json.loads(out.read_text())["features"]}
    assert rows["Nushtove"]["geocoded_by"] == f"nominatim ({host})"
    assert rows["Nushtove"]["admin1"] == "Sumy Oblast"
    assert rows["Sudzha"]["geocoded_by"] == "gazetteer"
    assert rows["Nowhere-on-Earth"]["place_id"] is None


def test_an_unreachable_geocoder_ends_the_command_and_is_no_verdict(tmp_path: Path) -> None:
    source, out = tmp_path / "events.csv", tmp_path / "joined.geojson"
    source.write_text(EVENTS, encoding="utf-8")
    with nobody() as url:
        result = geo("join", source, "-o", out, "--online", f"nominatim:{url}")
    assert result.exit_code == 2
    assert "cannot be reached" in result.stderr
    assert "says nothing of the place" in result.stderr
    assert not out.exists()


def test_read_asks_for_names_it_lacks_and_names_the_geocoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "note.txt"
    note.write_text(
        "Russian troops captured the village of Nushtove in the Sumy region on Wednesday.", encoding="utf-8"
    )
    offline = json.loads(geo("read", note).stdout)
    with serving(nominatim) as server:
        monkeypatch.setenv("GEO_GEOCODER", f"nominatim:{server.url}")
        result = geo("read", note, "--published", "2025-03-13", "--explain")
    row = json.loads(result.stdout)
    (lacking,) = [one for one in offline["mentions"] if one["phrase"] == "Nushtove"]
    (found,) = [one for one in row["mentions"] if one["phrase"] == "Nushtove"]
    assert lacking["place_id"] != "osm:node/42"
    assert (found["place_id"], found["lat"]) == ("osm:node/42", 51.05)
    assert "where: Nushtove, Sumy Oblast, UA, by nominatim (" in result.stderr


def test_explain_goes_where_the_result_does_not(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Russian troops captured Sudzha on Wednesday, the Defence Ministry said.", encoding="utf-8")
    both = geo("read", note, "--explain")
    assert json.loads(both.stdout)["mentions"]
    assert "'Sudzha': literal" in both.stderr
    split = geo("read", note, "--explain", "-o", tmp_path / "read.jsonl")
    assert "'Sudzha': literal" in split.stdout
