"""The exports of ACLED, UCDP GED and VIINA: what honestly maps is mapped, nothing is made up."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from geo import terms
from geo.events.tables import read_events
from geo.records import Event, Outcome

ACLED = {
    "event_id_cnty": "UKR1", "event_date": "12 March 2025", "year": "2025", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Russia (2000-)", "actor2": "Military Forces of Ukraine (2019-)",
    "country": "Ukraine", "admin1": "Sumy", "admin2": "Sumskyi", "location": "Basivka", "latitude": "51.186",
    "longitude": "35.088", "geo_precision": "1", "source": "ISW; Suspilne", "source_scale": "Other",
    "notes": "Clashes near the border.", "fatalities": "0", "timestamp": "1742000000",
}  # fmt: skip
UCDP = {
    "id": "500001", "relid": "X", "year": "2025", "type_of_violence": "1", "side_a": "Government of Russia",
    "side_b": "Government of Ukraine", "source_article": "Reuters, 13 March", "source_office": "Reuters",
    "source_date": "2025-03-14;2025-03-13", "source_headline": "Fighting in Kursk", "where_prec": "1",
    "where_coordinates": "Sudzha town", "adm_1": "Kursk oblast", "adm_2": "Sudzha district", "latitude": "51.191",
    "longitude": "35.271", "country": "Russia (Soviet Union)", "date_prec": "1",
    "date_start": "2025-03-12 00:00:00.000", "date_end": "2025-03-12 00:00:00.000", "best": "3", "low": "1",
    "high": "9",
}  # fmt: skip
VIINA = {
    "viina_version": "2", "event_id": "77", "report_id": "5", "date": "20250312", "time": "10:00",
    "geonameid": "692194", "asciiname": "Sumy", "ADM1_NAME": "Sumska", "ADM2_NAME": "Sumskyi", "longitude": "34.80",
    "latitude": "50.92", "GEO_PRECISION": "ADM3", "source": "unian", "url": "https://example.org/1",
    "text": "Удар по Сумах", "a_rus_b": "1", "a_ukr_b": "0", "t_airstrike_b": "1", "t_control_b": "0",
}  # fmt: skip


def read(path: Path, *rows: Mapping[str, str]) -> Outcome[Event]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return read_events(path)


def one(path: Path, row: Mapping[str, str], **changes: str) -> Event:
    outcome = read(path, {**row, **changes})
    assert outcome.rejected == ()
    return outcome.made[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


@pytest.mark.parametrize("row", [ACLED, UCDP, VIINA])
def test_no_claimant_is_made_up(path: Path, row: Mapping[str, str]) -> None:
    event = one(path, row)
    assert (event.claimed_by, event.claimant_side, event.status, event.confidence) == (None, None, "reported", None)


def test_an_acled_row_keeps_its_place_date_and_publishers(path: Path) -> None:
    event = one(path, ACLED)
    assert (event.event_type, event.actor_side, event.event_key) == ("clash", None, "acled:UKR1")
    assert (event.place_name, event.admin1, event.country) == ("Basivka", "Sumy", "UA")
    assert (event.lat, event.lon, event.precision, event.relation) == (51.186, 35.088, "populated_place", "at")
    assert (event.date_start, event.date_end, event.known_from) == (date(2025, 3, 12), date(2025, 3, 12), None)
    assert (event.publisher, event.publisher_2) == ("ISW", "Suspilne")


@pytest.mark.parametrize(
    ("sub_event", "country", "says"),
    [
        ("Government regains territory", "Ukraine", ("capture", "UA")),
        ("Government regains territory", "Russia", ("capture", "RU")),
        ("Non-state actor overtakes territory", "Ukraine", ("capture", "RU")),
        ("Non-state actor overtakes territory", "Russia", ("capture", "UA")),
        ("Non-state actor overtakes territory", "Poland", ("clash", None)),
    ],
)
def test_who_takes_ground_in_acled_follows_from_whose_country_it_is(
    path: Path, sub_event: str, country: str, says: tuple[str, str | None]
) -> None:
    event = one(path, ACLED, sub_event_type=sub_event, country=country)
    assert (event.event_type, event.actor_side) == says


def test_the_first_actor_of_an_acled_strike_is_the_one_that_strikes(path: Path) -> None:
    event = one(path, ACLED, event_type="Explosions/Remote violence", sub_event_type="Air/drone strike")
    assert (event.event_type, event.actor_side) == ("strike", "RU")


def test_a_point_that_stands_for_a_region_is_dropped_and_the_region_named(path: Path) -> None:
    for event in (one(path, ACLED, geo_precision="3", location="Sumy"), one(path, UCDP, where_prec="4")):
        assert (event.lat, event.lon, event.precision, event.relation) == (None, None, "admin1", "within")
        assert event.place_name == event.admin1


def test_precision_codes_come_back_as_they_went_out(path: Path) -> None:
    for code in range(1, 7):
        event = one(path, UCDP, where_prec=str(code))
        assert terms.place_precision_codes(str(event.precision), event.relation)[1] == code
    for code in (1, 2, 3):
        event = one(path, ACLED, geo_precision=str(code))
        assert terms.place_precision_codes(str(event.precision), event.relation)[0] == code
        event = one(path, ACLED, time_precision=str(code))
        assert terms.date_precision_codes(event.date_precision)[0] == code
    for code in (1, 2, 4):
        assert terms.date_precision_codes(one(path, UCDP, date_prec=str(code)).date_precision)[1] == code


def test_a_ucdp_row_is_known_from_its_earliest_source(path: Path) -> None:
    event = one(path, UCDP)
    assert (event.known_from, event.publisher, event.country) == (date(2025, 3, 13), "Reuters", "RU")
    assert (event.admin1, event.date_start) == ("Kursk oblast", date(2025, 3, 12))


def test_a_viina_row_is_known_from_its_report(path: Path) -> None:
    event = one(path, VIINA)
    assert (event.event_type, event.actor_side, event.known_from) == ("strike", "RU", date(2025, 3, 12))
    assert (event.place_name, event.url) == ("Sumy", "https://example.org/1")
    assert one(path, VIINA, GEO_PRECISION="ADM1").lat is None


def test_a_take_over_with_two_possible_actors_is_not_a_capture(path: Path) -> None:
    assert one(path, VIINA, t_control_b="1").event_type == "capture"
    assert one(path, VIINA, t_control_b="1", a_ukr_b="1", t_airstrike_b="0").event_type == "other"


@pytest.mark.parametrize(
    ("row", "changes", "says"),
    [
        (ACLED, {"geo_precision": "7"}, "geo_precision is '7'; expected a code from 1 to 3."),
        (ACLED, {"latitude": "north"}, "latitude is 'north'; expected a number such as 51.191."),
        (ACLED, {"event_date": ""}, "event_date is empty; expected a day such as 2025-03-12."),
        (UCDP, {"where_prec": ""}, "where_prec is ''; expected a code from 1 to 7."),
        (UCDP, {"latitude": "96"}, "latitude is 96; expected -90 to 90. The columns may be swapped."),
        (VIINA, {"date": "yesterday"}, "date is 'yesterday'; expected a day such as"),
        (VIINA, {"GEO_PRECISION": "DOOR"}, "GEO_PRECISION is 'door'; expected one of STREET"),
    ],
)
def test_a_row_that_cannot_be_mapped_is_told_with_its_column(
    path: Path, row: Mapping[str, str], changes: Mapping[str, str], says: str
) -> None:
    outcome = read(path, {**row, **changes}, row)
    assert (len(outcome.made), len(outcome.rejected)) == (1, 1)
    assert str(outcome.rejected[0]).startswith(f"export.csv row 2: {says}")


def test_an_event_listed_once_for_each_actor_is_linked(path: Path) -> None:
    rows: Sequence[Mapping[str, str]] = (ACLED, {**ACLED, "actor1": ACLED["actor2"], "actor2": ACLED["actor1"]})
    outcome = read(path, *rows)
    assert (len(outcome.made), len(outcome.linked), outcome.rejected) == (1, 1, ())
