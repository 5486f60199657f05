"""Resolution: what contains a place, what stands beside it, and when a name stays ambiguous."""

from __future__ import annotations

import json
from pathlib import Path

from geo.places.gazetteer import bundled_gazetteer
from geo.places.toponyms import find_mentions
from geo.records import Mention, Report
from tests.places.reading import one, read


def _id(mention: Mention) -> str | None:
    return mention.place.place_id if mention.place is not None else None


def test_the_region_that_the_text_gives_decides_between_villages() -> None:
    assert _id(one("They shelled Zhuravka, Sumy Oblast.", "Zhuravka")) == "t:zhuravka-s"


def test_the_region_decides_in_ukrainian_without_a_comma() -> None:
    assert _id(one("Обстріляли Журавка Сумської області.", "Журавка")) == "t:zhuravka-s"


def test_another_place_of_the_report_draws_the_nearest_village_of_a_name() -> None:
    assert _id(one("Troops near Basivka and Yunakivka shelled Zhuravka.", "Zhuravka")) == "t:zhuravka-s"


def test_a_nationality_before_a_town_decides_its_country() -> None:
    assert _id(one("the Russian town of Loknya", "Loknya")) == "t:loknia-p"


def test_a_name_keeps_the_region_it_was_given_once() -> None:
    found = read("They shelled Zhuravka in Sumy Oblast. People left. On Monday Zhuravka was quiet.")
    assert [_id(mention) for mention in found if mention.phrase == "Zhuravka"] == ["t:zhuravka-s", "t:zhuravka-s"]


def test_two_equal_villages_stay_ambiguous_with_their_candidates_and_reasons() -> None:
    mention = one("in the village of Nova", "Nova")
    assert mention.ambiguous
    assert {candidate.place.place_id for candidate in mention.candidates} == {"t:nova-a", "t:nova-b"}
    assert all(0 <= candidate.score <= 1 and candidate.reasons for candidate in mention.candidates)


def test_a_bare_name_is_the_settlement_and_a_region_word_the_area() -> None:
    assert _id(one("in Kursk", "Kursk")) == "t:kursk"
    area = one("in the Kursk region", "Kursk region")
    assert (_id(area), area.level, area.relation) == ("adm1:RU-KRS", "admin1", "within")


def test_a_village_that_no_gazetteer_holds_lies_within_the_region_given() -> None:
    mention = one("the village of Abcdivka in Sumy Oblast", "Abcdivka")
    assert (_id(mention), mention.level, mention.relation) == ("adm1:UA-59", "populated_place", "within")


def test_a_village_that_nothing_places_has_no_place() -> None:
    mention = one("the village of Abcdivka", "Abcdivka")
    assert mention.place is None
    assert not mention.ambiguous


def test_a_direction_tells_homonyms_apart() -> None:
    found = read("Forces advanced near Zhuravka (northeast of Sumy City).")
    assert _id(found[0]) == "t:zhuravka-s"


def test_mentions_come_in_order_with_scored_candidates_best_first() -> None:
    found = read("Loknya and Zhuravka and Sumy were shelled.")
    assert [mention.start for mention in found] == sorted(mention.start for mention in found)
    for mention in found:
        scores = [candidate.score for candidate in mention.candidates]
        assert scores == sorted(scores, reverse=True)


def test_the_second_given_report_has_its_places_and_its_actors(shared: Path) -> None:
    rows = (shared / "reports" / "ceasefire_talks.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(rows[1])
    mentions = find_mentions(Report(report_id=row["id"], text=row["text"]), bundled_gazetteer())

    def kinds(*phrases: str) -> set[tuple[str, str]]:
        return {(m.kind, m.level) for m in mentions if m.phrase in phrases}

    assert kinds("Sudzha") == {("literal", "populated_place")}
    assert kinds("Kursk region", "Kursk Region", "Sumy region") == {("literal", "admin1")}
    assert kinds("Kremlin") == {("metonym", "facility")}
    assert {kind for kind, _ in kinds("Moscow")} == {"metonym"}
    in_kyiv = [m for m in mentions if m.phrase == "Kyiv" and row["text"][m.end :].startswith(" on Wednesday")]
    assert [m.kind for m in in_kyiv] == ["literal"]
    assert {m.kind for m in mentions if m.phrase == "Kyiv" and m not in in_kyiv} == {"metonym"}


def test_troops_go_into_the_region_and_drones_hit_the_city() -> None:
    assert _id(one("the incursion into Kursk", "Kursk")) == "adm1:RU-KRS"
    assert _id(one("Russia has retaken most of Kursk", "Kursk")) == "adm1:RU-KRS"
    assert _id(one("Much of Kursk lost power", "Kursk")) == "t:kursk"
    assert _id(one("drones flew into Kursk", "Kursk")) == "t:kursk"


def test_a_small_place_is_not_taken_against_the_region_that_the_text_gives() -> None:
    mention = one("They shelled Basivka, Donetsk Oblast.", "Basivka")
    assert (_id(mention), mention.relation) == ("adm1:UA-14", "within")
    assert [candidate.place.place_id for candidate in mention.candidates] == ["t:basivka"]
