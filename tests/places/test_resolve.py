"""Resolution: what contains a place, what stands beside it, and when a name stays ambiguous."""

from __future__ import annotations

import json
from pathlib import Path

from geo.places.gazetteer import Gazetteer, bundled_gazetteer
from geo.places.toponyms import find_mentions, resolve_spans
from geo.records import Mention, Place, Report
from tests.places.reading import gazetteer, one, read


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


def _america() -> Gazetteer:
    towns = [
        ("us:ohio", "Ohio", "admin1", "US", "Ohio", -82.9, 40.4, None),
        ("us:texas", "Texas", "admin1", "US", "Texas", -99.3, 31.5, None),
        ("us:maine", "Maine", "admin1", "US", "Maine", -69.2, 45.3, None),
        ("us:lebanon", "Lebanon", "populated_place", "US", "Ohio", -84.2, 39.4, 21_000),
        ("us:dayton", "Dayton", "populated_place", "US", "Ohio", -84.2, 39.8, 140_000),
        ("us:moscow", "Moscow", "populated_place", "US", "Ohio", -84.2, 38.9, 200),
        ("us:mason-o", "Mason", "populated_place", "US", "Ohio", -84.3, 39.4, 33_000),
        ("us:mason-t", "Mason", "populated_place", "US", "Texas", -99.2, 30.7, 2_100),
        ("us:st", "Saint Marys", "populated_place", "US", "Ohio", -84.4, 40.5, 8_000),
        ("country:LB", "Lebanon", "country", "LB", None, 35.8, 33.8, 6_800_000),
    ]
    return gazetteer().extended(
        Place(place_id, name, level, country, lon, lat, admin1=admin1, population=population)  # type: ignore[arg-type]
        for place_id, name, level, country, admin1, lon, lat, population in towns
    )


def _marked(text: str, phrase: str) -> str | None:
    start = text.index(phrase)
    found = resolve_spans(Report(report_id="r", text=text), [(start, start + len(phrase))], _america())
    return _id(found[0])


def _among(text: str, *phrases: str) -> dict[str, str | None]:
    spans = [(text.index(phrase), text.index(phrase) + len(phrase)) for phrase in phrases]
    return {m.phrase: _id(m) for m in resolve_spans(Report(report_id="r", text=text), spans, _america())}


def test_a_state_after_a_comma_turns_a_country_into_a_town() -> None:
    assert _among("A fire in Lebanon, Ohio, is out.", "Lebanon", "Ohio")["Lebanon"] == "us:lebanon"
    assert _marked("A delegation from Lebanon arrived.", "Lebanon") == "country:LB"


def test_a_state_in_short_contains_a_town() -> None:
    assert _marked("A fire in Mason, TX, is out.", "Mason") == "us:mason-t"
    assert _marked("A fire in Mason, Tex., is out.", "Mason") == "us:mason-t"
    assert _marked("A fire in Mason is out.", "Mason") == "us:mason-o"


def test_the_region_that_a_report_is_about_counts_for_more_than_people() -> None:
    text = "Police of Texas were called. They drove to Mason."
    assert _among(text, "Texas", "Mason")["Mason"] == "us:mason-t"


def test_the_theatre_of_war_does_not_count_where_a_report_is_about_elsewhere() -> None:
    text = "Between Dayton and Mason lies the county seat Lebanon, Ohio. A barn burned in Moscow."
    assert _among(text, "Dayton", "Mason", "Lebanon", "Ohio")["Lebanon"] == "us:lebanon"


def test_a_region_in_a_list_of_regions_holds_no_neighbour_in_the_list() -> None:
    found = _among("Cases rose in Maine, Ohio and Texas.", "Maine", "Ohio", "Texas")
    assert found == {"Maine": "us:maine", "Ohio": "us:ohio", "Texas": "us:texas"}


def test_a_name_written_short_is_found_in_full_and_a_nationality_is_its_country() -> None:
    assert _marked("A fire in St. Marys is out.", "St. Marys") == "us:st"
    assert _marked("A Lebanese ship sank.", "Lebanese") == "country:LB"


def test_a_marked_name_that_no_gazetteer_has_comes_back_without_a_place() -> None:
    found = resolve_spans(Report(report_id="r", text="They fled Qwxyz."), [(10, 15)], _america())
    assert [(m.phrase, m.place) for m in found] == [("Qwxyz", None)]


def test_a_small_namesake_far_from_all_else_is_left_open() -> None:
    far = Place("t:far", "Yaropolka", "populated_place", "RU", 80.0, 60.0, admin1="Tomsk Oblast", population=900)
    report = Report(report_id="r", text="Sudzha, Sumy and Yunakivka were shelled. A house burned in Yaropolka.")
    *_, mention = find_mentions(report, gazetteer().extended([far]))
    assert (mention.phrase, mention.place, len(mention.candidates)) == ("Yaropolka", None, 1)
    assert "far from all else that the report names" in mention.reasons


def test_a_district_that_no_gazetteer_holds_lies_in_the_region_said() -> None:
    mention = one("They shelled the Lyman district, Sumy Oblast.", "Lyman district")
    assert (_id(mention), mention.relation) == ("adm1:UA-59", "within")


def test_an_adjective_of_another_noun_says_nothing_of_a_town() -> None:
    mention = one("A Ukrainian drone attack on the western city of Loknya failed.", "Loknya")
    assert not any("the text says it is in UA" in reason for c in mention.candidates for reason in c.reasons)


def test_a_sector_is_named_after_a_place_of_the_front() -> None:
    far = Place("t:severny", "Lyman", "populated_place", "RU", 80.0, 60.0, admin1="Tomsk Oblast", population=900_000)
    report = Report(report_id="r", text="On the Lyman axis the day was quiet.")
    (mention,) = find_mentions(report, gazetteer().extended([far]))
    assert _id(mention) == "t:lyman"
