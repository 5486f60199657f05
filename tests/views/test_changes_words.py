"""Changes and disagreement in words, CSV and JSON: one sentence, and never a claim as a fact."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
import shapely

from geo.clock import DAY
from geo.front.changes import changes
from geo.front.disagreement import disagreement
from geo.front.timeline import Timeline
from geo.perspectives import perspective_of
from geo.views.changes_words import (
    CHANGES_COLUMNS,
    between_words,
    changes_csv,
    changes_json,
    changes_sentence,
    changes_text,
)
from geo.views.disagreement_words import (
    disagreement_csv,
    disagreement_json,
    disagreement_sentence,
    disagreement_text,
)
from tests.front.toy import DAY_ONE, record, timeline

EVE = DAY_ONE - DAY
LAST = DAY_ONE + 4 * DAY


@pytest.fixture(scope="module")
def made() -> Timeline:
    return timeline([
        record("v51", EVE),
        record("v31", EVE, actor_side="UA", claimant_side="UA"),
        record("v41", DAY_ONE),
        record("v31", DAY_ONE),
        record("v41", DAY_ONE + DAY, status="denied", claimant_side="UA"),
        record("v51", DAY_ONE + DAY, event_type="withdrawal"),
        record("v51", DAY_ONE + 3 * DAY, claimant_side="independent", actor_side="UA", status="reported"),
    ])  # fmt: skip


def test_the_sentence_of_one_perspective_says_according_to_whom_and_known_when(made: Timeline) -> None:
    told = changes_sentence(changes(made, EVE, LAST, perspectives=["RU"]))
    assert told == (
        "Between 28 February and 5 March 2025 (the record ends 4 March 2025), as known then, according to Russian "
        "officials: 2 settlements newly claimed (about 47 km² as drawn here), 1 settlement no longer claimed (about "
        "23 km² as drawn here), 2 settlements newly disputed; earlier claims: 1 denied."
    )


def test_the_sentence_of_several_perspectives_names_each(made: Timeline) -> None:
    told = changes_sentence(changes(made, EVE, DAY_ONE + 3 * DAY))
    assert told.startswith("Between 28 February and 4 March 2025, as known then: according to Russian officials, 2 ")
    assert "; according to Ukrainian officials, 1 settlement newly disputed; " in told
    assert "concedes, 1 settlement newly assessed as held by Ukraine (about" in told


def test_chosen_claimants_are_named_and_what_they_say_is_said(made: Timeline) -> None:
    found = changes(made, EVE, LAST, clock="happened", perspectives=[perspective_of(["ISW"])])
    told = changes_sentence(found)
    assert "with all that was reported later, according to ISW: 1 settlement newly said to be held by Ukraine" in told


def test_a_span_without_changes_says_so(made: Timeline) -> None:
    told = changes_sentence(changes(made, LAST, LAST + DAY, perspectives=["RU"]))
    assert told.endswith("according to Russian officials: nothing changed.")
    again = timeline([record("v41", EVE), record("v41", DAY_ONE)])
    told = changes_sentence(changes(again, EVE, DAY_ONE, perspectives=["RU"]))
    assert told.endswith("nothing changed but 1 new report of it.")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 3, 5), date(2025, 3, 12), "Between 5 and 12 March 2025"),
        (date(2025, 2, 5), date(2025, 3, 12), "Between 5 February and 12 March 2025"),
        (date(2024, 3, 5), date(2025, 3, 12), "Between 5 March 2024 and 12 March 2025"),
    ],
)
def test_two_days_are_a_span_in_words(first: date, last: date, words: str) -> None:
    assert between_words(first, last) == words


def test_the_text_lists_places_answers_and_ground_each_according_to_somebody(made: Timeline) -> None:
    text = changes_text(changes(made, EVE, LAST))
    lines = text.splitlines()
    assert "According to Russian officials:" in lines
    assert any(
        line.startswith("  1 March 2025  V41: ")
        and line.endswith("no word → claimed, disputed (by Russian ministry; otherwise Ukrainian staff)")
        for line in lines
    )
    assert "  Newly disputed: V31 and V41" in lines
    assert (
        "  V41, claimed for Russia by Russian ministry on 1 March 2025: denied by Ukrainian staff after 1 day" in lines
    )
    assert any(line.endswith("Russia, according to Russian officials") for line in lines)
    assert "captured" not in text.lower()


def test_the_csv_has_settlements_areas_and_answers(made: Timeline) -> None:
    found = changes(made, EVE, LAST)
    rows = list(csv.DictReader(changes_csv(found).splitlines()))
    assert tuple(rows[0]) == CHANGES_COLUMNS
    assert [row["kind"] for row in rows] == [
        *["settlement"] * len(found.places),
        *["area"] * len(found.sides),
        *["answer"] * len(found.answers),
    ]
    area = next(row for row in rows if (row["kind"], row["perspective"], row["side"]) == ("area", "RU", "RU"))
    net = float(area["gained_km2"]) - float(area["lost_km2"])
    assert float(area["net_km2"]) == pytest.approx(net, abs=0.002)
    assert rows[-1]["delay_days"] == "1"
    assert rows[-1]["answered_by"] == "Ukrainian staff"


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    found = changes(timeline([record("v41", DAY_ONE, place_name="=cmd()")]), EVE, DAY_ONE)
    assert "'=cmd()" in changes_csv(found)


def test_the_json_holds_all_of_it(made: Timeline) -> None:
    found = changes(made, EVE, LAST)
    whole = json.loads(changes_json(found))
    assert whole["sentence"] == changes_sentence(found)
    assert len(whole["settlements"]) == len(found.places)
    assert {one["place_id"] for one in whole["disputes"]["new"]} == {"v31", "v41"}
    assert whole["answers"][0]["delay_days"] == 1
    assert whole["settlements"][0]["changed_on"] == "2025-03-01"


def test_disagreement_is_told_without_saying_who_is_right(made: Timeline) -> None:
    found = disagreement(made, DAY_ONE)
    assert disagreement_sentence(found) == (
        "1 March 2025, as known that day: the perspectives differ on 3 settlements, 1 of them given to different "
        "sides, 2 of them given to a side by some and to nobody by others."
    )
    text = disagreement_text(found)
    assert "given to one side according to Russian officials and to the other according to Ukrainian officials" in text
    assert "V31 (Russian officials: claimed; Ukrainian officials: claimed; " in text


def test_agreement_is_told_too(made: Timeline) -> None:
    told = disagreement_sentence(disagreement(made, date(2020, 1, 1)))
    assert told.endswith(
        "(the record starts 28 February 2025), as known that day: the perspectives differ on no settlement."
    )


def test_disagreement_as_csv_and_json_has_the_ground_with_its_geometry(made: Timeline) -> None:
    found = disagreement(made, DAY_ONE)
    rows = list(csv.DictReader(disagreement_csv(found).splitlines()))
    contradicted = [row for row in rows if row["kind"] == "contradicted"]
    assert next((row["first"], row["second"], row["place_ids"]) for row in contradicted) == ("RU", "UA", "v31")
    (v31,) = [row for row in rows if row["place_id"] == "v31"]
    assert (v31["held_by_RU"], v31["held_by_UA"], v31["held_by_assessed"]) == ("RU", "UA", "")
    pairs = json.loads(disagreement_json(found))["pairs"]
    ground = shapely.from_geojson(json.dumps(pairs[0]["contradicted"]["geometry"]))
    held = found.pairs[0].contradicted.geometry
    assert held is not None
    assert ground.symmetric_difference(held).area < 1e-6
    assert pairs[1]["contradicted"]["geometry"] is None


def test_a_name_with_a_line_break_starts_no_line_of_its_own() -> None:
    made = timeline([record("v31", DAY_ONE, place_name="Sudzha\nUkraine: everything", claimed_by="A\x1b[2J  B")])
    told = changes_text(changes(made, DAY_ONE - DAY, DAY_ONE))
    assert "Sudzha Ukraine: everything" in told
    assert "\x1b" not in told


def test_degrees_keep_six_decimals_in_files() -> None:
    made = timeline([record("v31", DAY_ONE, lon=34.912345, lat=51.054321)])
    found = disagreement(made, DAY_ONE)
    (place,) = json.loads(disagreement_json(found))["settlements"]
    assert (place["lon"], place["lat"]) == (34.912345, 51.054321)
    ground = json.loads(disagreement_json(found))["pairs"][0]["first_only"]
    assert shapely.from_geojson(json.dumps(ground["geometry"])).equals_exact(found.pairs[0].first_only.geometry, 2e-6)
    assert "34.912345" in disagreement_csv(found)


def test_all_is_its_voices_side_by_side() -> None:
    made = timeline([record("v31", DAY_ONE)])
    assert changes(made, DAY_ONE - DAY, DAY_ONE, perspectives=["all"]).perspectives == ("RU", "UA", "assessed")
    assert disagreement(made, DAY_ONE, perspectives=["all", "RU"]).perspectives == ("RU", "UA", "assessed")
