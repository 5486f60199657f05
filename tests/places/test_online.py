"""Online geocoders, asked of small servers that speak as they do."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.errors import GeocoderUnavailable, InputError
from geo.places.boundaries import bundled_boundaries
from geo.places.gazetteer import bundled_gazetteer
from geo.places.ground import Ground
from geo.places.online import OnlineGeocoder, is_online, online_geocoder
from geo.settings import Settings
from tests.servers import Reply, Request, nobody, serving


def nominatim(name: str = "Нуштове", lat: str = "51.05", lon: str = "35.01", **more: Any) -> dict[str, Any]:
    return {
        "place_id": 1, "osm_type": "node", "osm_id": 42, "lat": lat, "lon": lon, "class": "place", "type": "village",
        "addresstype": "village", "name": name, "display_name": f"{name}, Sumy Oblast, Ukraine",
        "address": {"village": name, "country_code": "ua"},
        "namedetails": {"name": name, "name:en": "Nushtove", "name:uk": "Нуштове", "name:ru": "Нуштово"}, **more,
    }  # fmt: skip


def says(*results: dict[str, Any]) -> Callable[[Request], Reply]:
    return lambda _: Reply(json.dumps(results).encode(), headers={"Content-Type": "application/json"})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(workspace=tmp_path / "workspace.sqlite", geonames_user="me", user_agent="tests of a mapper")


def geocoder(asked_of: str, settings: Settings) -> OnlineGeocoder:
    ground = Ground(bundled_gazetteer(), bundled_boundaries())
    return OnlineGeocoder(asked_of, settings, ground, backoff_s=0.01)


def test_nominatims_answer_becomes_a_place_that_names_it(settings: Settings) -> None:
    with serving(says(nominatim())) as server:
        answer = geocoder(f"nominatim:{server.url}", settings).geocode("Nushtove", region="Sumy Oblast", country="UA")
    assert answer is not None
    (place,) = answer.places
    assert (place.place_id, place.name, place.name_ru) == ("osm:node/42", "Nushtove", "Нуштово")
    assert (place.level, place.country, place.admin1) == ("populated_place", "UA", "Sumy Oblast")
    assert place.origin == answer.geocoder == f"nominatim ({server.url.removeprefix('http://')})"
    assert is_online(place.origin)
    assert answer.raw[0]["osm_id"] == 42
    (request,) = server.requests
    asked = parse_qs(urlsplit(request.path).query)
    assert asked["q"] == ["Nushtove, Sumy Oblast"]
    assert asked["countrycodes"] == ["ua"]
    assert request.headers["user-agent"] == "tests of a mapper"


def test_without_a_country_the_surroundings_of_the_front_come_first(settings: Settings) -> None:
    with serving(says(nominatim())) as server:
        geocoder(f"nominatim:{server.url}", settings).geocode("Nushtove")
    asked = parse_qs(urlsplit(server.requests[0].path).query)
    west, south, east, north = map(float, asked["viewbox"][0].split(","))
    assert west < 35.2 < east
    assert south < 51.2 < north
    assert "bounded" not in asked


def test_each_question_is_asked_once_and_the_raw_answer_kept(settings: Settings) -> None:
    with serving(says(nominatim())) as server:
        for _ in range(2):
            assert geocoder(f"nominatim:{server.url}", settings).geocode("Nushtove") is not None
        assert len(server.requests) == 1
        geocoder(f"nominatim:{server.url}", settings).geocode("Nushtove", country="UA")
        assert len(server.requests) == 2
    with sqlite3.connect(settings.answers_file) as connection:
        rows = connection.execute("SELECT geocoder, domain, query, language, raw FROM answers").fetchall()
    connection.close()
    assert {(row[0], row[2], row[3]) for row in rows} == {("nominatim", "Nushtove", "en")}
    assert json.loads(rows[0][4])[0]["namedetails"]["name:uk"] == "Нуштове"


def test_the_same_question_to_another_server_is_another_question(settings: Settings) -> None:
    with serving(says(nominatim())) as first, serving(says()) as second:
        assert geocoder(f"nominatim:{first.url}", settings).geocode("Nushtove") is not None
        assert geocoder(f"nominatim:{second.url}", settings).geocode("Nushtove") is None
        assert geocoder(f"nominatim:{second.url}", settings).geocode("Nushtove") is None
    assert len(second.requests) == 1


def test_no_match_is_none_and_asked_again_after_a_month(settings: Settings) -> None:
    with serving(says()) as server:
        asking = geocoder(f"nominatim:{server.url}", settings)
        assert asking.geocode("Nowhere", region="Sumy Oblast") is None
        assert len(server.requests) == 2
        with sqlite3.connect(settings.answers_file) as connection:
            connection.execute("UPDATE answers SET asked_at = '2020-01-01T00:00:00+00:00'")
        connection.close()
        assert asking.geocode("Nowhere", region="Sumy Oblast") is None
    assert len(server.requests) == 4


def test_what_bears_another_name_or_is_no_place_is_left_out(settings: Settings) -> None:
    shop = nominatim(osm_id=43, type="supermarket", addresstype="shop", **{"class": "shop"})
    other = nominatim("Басівка", osm_id=44, namedetails={"name": "Басівка", "name:en": "Basivka"})
    nowhere = {"display_name": "Nushtove", "type": "village", "osm_type": "node", "osm_id": 1}
    with serving(says(shop, other, nowhere)) as server:
        assert geocoder(f"nominatim:{server.url}", settings).geocode("Nushtove") is None


def test_several_places_of_a_name_all_come_back(settings: Settings) -> None:
    far = nominatim(osm_id=43, lat="48.5", lon="30.1")
    with serving(says(nominatim(), far)) as server:
        answer = geocoder(f"nominatim:{server.url}", settings).geocode("Nushtove")
    assert answer is not None
    assert [place.place_id for place in answer.places] == ["osm:node/42", "osm:node/43"]


def test_photon(settings: Settings) -> None:
    feature = {
        "geometry": {"coordinates": [35.01, 51.05], "type": "Point"}, "type": "Feature",
        "properties": {"osm_type": "N", "osm_id": 42, "osm_key": "place", "osm_value": "village", "type": "city",
                       "name": "Nushtove", "countrycode": "UA", "state": "Sumy Oblast"},
    }  # fmt: skip
    body = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    with serving(lambda _: Reply(body)) as server:
        answer = geocoder(f"photon:{server.url}", settings).geocode("Nushtove")
    assert answer is not None
    assert (answer.places[0].place_id, answer.places[0].admin1) == ("osm:node/42", "Sumy Oblast")
    assert "lat" in parse_qs(urlsplit(server.requests[0].path).query)
    with serving(lambda _: Reply(b'{"features": []}')) as server:
        assert geocoder(f"photon:{server.url}", settings).geocode("Nushtove") is None


def test_geonames_by_its_key(settings: Settings) -> None:
    found = {
        "geonameId": 7, "name": "Nushtove", "toponymName": "Nushtove", "lat": "51.05", "lng": "35.01",
        "fcl": "P", "fcode": "PPL", "countryCode": "UA",
    }  # fmt: skip
    with serving(lambda _: Reply(json.dumps({"geonames": [found]}).encode())) as server:
        answer = geocoder(f"geonames:{server.url}", settings).geocode("Nushtove", country="UA")
    assert answer is not None
    assert (answer.places[0].place_id, answer.places[0].admin1) == ("gn:7", "Sumy Oblast")
    asked = parse_qs(urlsplit(server.requests[0].path).query)
    assert (asked["username"], asked["country"]) == (["me"], ["UA"])
    with pytest.raises(InputError, match="GEO_GEONAMES_USER"):
        geocoder("geonames", Settings())


def test_unreachable_is_an_error_that_says_so_and_keeps_nothing(settings: Settings) -> None:
    with nobody() as url:
        asking = geocoder(f"nominatim:{url}", settings)
        with pytest.raises(GeocoderUnavailable, match=r"nominatim .* cannot be reached .*says nothing of the place"):
            asking.geocode("Nushtove")
    with sqlite3.connect(settings.answers_file) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize(
    "first", [Reply(status=503), Reply(status=429, headers={"Retry-After": "0"}), Reply(b"<html>"), Reply(b"[]", cut=1)]
)
def test_a_passing_failure_is_tried_again(settings: Settings, first: Reply) -> None:
    replies = [first, Reply(json.dumps([nominatim()]).encode())]
    with serving(lambda _: replies.pop(0)) as server:
        assert geocoder(f"nominatim:{server.url}", settings).geocode("Nushtove") is not None
    assert len(server.requests) == 2


def test_a_failure_that_stays_is_given_up_and_a_refusal_at_once(settings: Settings) -> None:
    with serving(lambda _: Reply(status=500)) as server:
        with pytest.raises(GeocoderUnavailable, match="cannot be reached"):
            geocoder(f"nominatim:{server.url}", settings).geocode("Nushtove")
        assert len(server.requests) == 4
    with serving(lambda _: Reply(status=403)) as server:
        with pytest.raises(GeocoderUnavailable, match="refuses"):
            geocoder(f"nominatim:{server.url}", settings).geocode("Nushtove")
        assert len(server.requests) == 1


def test_requests_keep_the_pace_of_a_public_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    at: list[float] = []

    def answer(_: Request) -> Reply:
        at.append(time.monotonic())
        return Reply(b"[]")

    with serving(answer) as server:
        monkeypatch.setattr("geo.places.online._PUBLIC", {"nominatim": server.url})
        monkeypatch.setattr("geo.places.online._PUBLIC_DELAY_S", 0.3)
        asking = geocoder("nominatim", settings)
        for name in ("A", "B", "C"):
            asking.geocode(name)
    assert min(later - earlier for earlier, later in pairwise(at)) > 0.28


def test_what_is_no_answer_is_an_error_too(settings: Settings) -> None:
    with (
        serving(says(nominatim(lat="north", lon="east"))) as server,
        pytest.raises(GeocoderUnavailable, match="cannot be read"),
    ):
        geocoder(f"nominatim:{server.url}", settings).geocode("Nushtove")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("asked_of", "told"),
    [("google", "accepted are nominatim"), ("nominatim:ftp://x", "such as http"), ("photon:localhost", "such as http")],
)
def test_what_is_no_geocoder_is_said_before_anything_is_asked(settings: Settings, asked_of: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        geocoder(asked_of, settings)


def test_it_is_off_unless_an_option_or_the_settings_ask(settings: Settings) -> None:
    assert online_geocoder(None, settings) is None
    asked = Settings(workspace=settings.workspace, geocoder="nominatim:http://127.0.0.1:9")
    assert online_geocoder(None, asked) is not None
    chosen = online_geocoder("photon:http://127.0.0.1:9", asked)
    assert chosen is not None
    assert chosen.kind == "photon"
