"""Added places: kept whole, loaded with the bundled ones, taken back, and never half there."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.places.added import AddedPlaces, gazetteer_for
from geo.places.gazetteer import bundled_gazetteer
from geo.places.place_files import PlaceFile
from geo.places.place_table import Names
from geo.records import Place
from geo.settings import Settings
from tests.conftest import ROOT


def file_of(name: str, *places: Place, **more: object) -> PlaceFile:
    return PlaceFile(name, "CSV", "0" * 64, "own", len(places), places, **more)  # type: ignore[arg-type]


def village(place_id: str = "own:1", name: str = "Qwertovo", **more: object) -> Place:
    return Place(place_id, name, "populated_place", "RU", 35.2, 51.2, admin1="Kursk Oblast", **more)  # type: ignore[arg-type]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(workspace=tmp_path / "workspace.sqlite")


def test_without_additions_the_gazetteer_is_the_bundled_one(settings: Settings) -> None:
    assert gazetteer_for(settings) is bundled_gazetteer(settings)
    assert AddedPlaces(settings).sources() == ()
    assert AddedPlaces(settings).generation() == ""
    assert not settings.gazetteer_file.parent.exists()


def test_what_is_added_is_found_in_any_case_and_survives(settings: Settings) -> None:
    place = village(name_ru="Квертово", population=7)
    done = AddedPlaces(settings).add([file_of("mine.csv", place, aliases={"own:1": ['Old, "Name"', "Кверть"]})])
    assert (done.new, done.merged) == (1, 0)
    more = gazetteer_for(settings)
    for name in ("Qwertovo", "Квертовом", 'Old, "Name"', "Кверть"):
        assert more.lookup(name) == (place,)
    assert gazetteer_for(settings) is more
    assert bundled_gazetteer(settings).lookup("Qwertovo") == ()
    (source,) = AddedPlaces(settings).sources()
    assert (source.name, source.licence, source.places, source.sha256) == ("mine.csv", "own", 1, "0" * 64)


def test_a_file_of_the_same_name_takes_the_place_of_the_earlier_one(settings: Settings) -> None:
    added = AddedPlaces(settings)
    added.add([file_of("mine.csv", village(name="Qwertovo"))])
    first = added.generation()
    added.add([file_of("mine.csv", village(name="Asdfovo"))])
    assert added.generation() != first
    assert gazetteer_for(settings).lookup("Qwertovo") == ()
    assert len(added.sources()) == 1


def test_removing_a_source_takes_back_all_of_it_and_only_it(settings: Settings) -> None:
    added = AddedPlaces(settings)
    sudzha = bundled_gazetteer(settings).place("front:sudzha")
    twin = Place("own:2", "Sudzha", "populated_place", "RU", sudzha.lon, sudzha.lat)
    added.add([file_of("a.csv", village()), file_of("b.csv", twin, aliases={"own:2": ["Sudzhograd"]})])
    assert gazetteer_for(settings).lookup("Sudzhograd")[0].place_id == sudzha.place_id
    added.remove("b.csv")
    more = gazetteer_for(settings)
    assert more.lookup("Sudzhograd") == ()
    assert more.get("own:2") is None
    assert more.lookup("Qwertovo")
    with pytest.raises(InputError, match=r"'b\.csv'; added were a\.csv"):
        added.remove("b.csv")


def test_alternate_names_name_bundled_and_added_places(settings: Settings) -> None:
    added = AddedPlaces(settings)
    names = {
        "gn:1": Names("Квертове", "Квертово", ("Qwertograd",)), "gn:486816": Names(others=("Sudzhograd",)),
        "gn:2": Names("Ніде"),
    }  # fmt: skip
    done = added.add([file_of("UA.txt", village("gn:1")), file_of("names.txt", names=names)])
    assert done.named == 2
    more = gazetteer_for(settings)
    (place,) = more.lookup("Qwertograd")
    assert (place.name_uk, place.name_ru) == ("Квертове", "Квертово")
    assert more.lookup("Sudzhograd")[0].place_id == "gn:486816"
    assert more.lookup("Ніде") == ()


def test_added_places_are_compared_anew_when_the_bundled_ones_change(settings: Settings, tmp_path: Path) -> None:
    added = AddedPlaces(settings)
    added.add([file_of("a.csv", village())])
    with sqlite3.connect(settings.gazetteer_file) as connection:
        connection.execute("UPDATE made SET base = 'another', keys = ?", (b"",))
    connection.close()
    assert gazetteer_for(settings).lookup("Qwertovo")
    assert added.patch()[0]


def test_a_damaged_file_is_one_error_with_the_remedy(settings: Settings) -> None:
    added = AddedPlaces(settings)
    added.add([file_of("a.csv", village())])
    settings.gazetteer_file.write_bytes(b"junk" * 1000)
    for use in (lambda: gazetteer_for(settings), added.sources, lambda: added.add([file_of("a.csv", village())])):
        with pytest.raises(InputError, match="Delete that file and add them again") as caught:
            use()
        assert str(settings.gazetteer_file) in str(caught.value)


def test_damage_inside_is_found_too(settings: Settings) -> None:
    AddedPlaces(settings).add([file_of("a.csv", village())])
    with sqlite3.connect(settings.gazetteer_file) as connection:
        connection.execute("UPDATE made SET rows = x'0011', generation = 'damaged'")
    connection.close()
    with pytest.raises(InputError, match="Delete that file"):
        gazetteer_for(settings)


@pytest.mark.parametrize("held", [["a.csv"], []])
def test_a_process_killed_while_adding_leaves_the_former_state(settings: Settings, held: list[str]) -> None:
    added = AddedPlaces(settings)
    for name in held:
        added.add([file_of(name, village())])
    before = added.generation()
    code = """
        import json, os, signal, sys
        from pathlib import Path
        from geo.places.added import AddedPlaces
        from geo.places.gazetteer import Gazetteer
        from geo.places.place_files import PlaceFile
        from geo.records import Place
        from geo.settings import Settings
        Gazetteer.difference = lambda self, base: os.kill(os.getpid(), signal.SIGKILL)
        place = Place("own:9", "Asdfovo", "populated_place", "RU", 35.0, 51.0)
        settings = Settings(workspace=Path(json.loads(sys.argv[1])))
        AddedPlaces(settings).add([PlaceFile("b.csv", "CSV", "", "", 1, (place,))])
    """
    command = [sys.executable, "-c", textwrap.dedent(code), json.dumps(str(settings.workspace))]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert added.generation() == before
    assert [source.name for source in added.sources()] == held
    assert gazetteer_for(settings).lookup("Asdfovo") == ()
    added.add([file_of("b.csv", village("own:9", "Asdfovo"))])
    assert gazetteer_for(settings).lookup("Asdfovo")


@pytest.mark.shared
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to read the memory from")
def test_with_real_files_added_loading_stays_within_the_time_and_memory_promised(
    settings: Settings, shared: Path
) -> None:
    from geo.places.boundaries import bundled_boundaries
    from geo.places.ground import Ground
    from geo.places.place_files import read_place_file

    ground = Ground(bundled_gazetteer(settings), bundled_boundaries(settings))
    paths = (shared / "gazetteer" / "UA.txt", shared / "gazetteer" / "osm_places.csv")
    AddedPlaces(settings).add([read_place_file(path, ground) for path in paths])
    code = """
        import json, sys, time
        from pathlib import Path
        from geo.places.added import gazetteer_for
        from geo.settings import Settings
        places = gazetteer_for(Settings(workspace=Path(json.loads(sys.argv[1]))))
        places.matches(["sudzha"], 0)
        # not ru_maxrss: a child starts with its parent's high-water mark
        lines = Path("/proc/self/status").read_text().splitlines()
        peak = int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
        print(json.dumps([time.process_time(), peak, len(places)]))
    """
    command = [sys.executable, "-c", textwrap.dedent(code), json.dumps(str(settings.workspace))]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    seconds, peak_mb, count = json.loads(told)
    assert count > 55_000
    assert seconds < 3.0
    assert peak_mb < 600
