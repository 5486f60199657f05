"""Own overlays: what is read, what is refused, and that nothing of others is shown without its credit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.errors import CrsError, GeoError, InputError
from geo.settings import Settings
from geo.views import overlays
from geo.views.encoding import STEPS
from geo.views.overlays import Overlay, read_overlay
from geo.views.static_overlays import COLOUR, credit_lines
from tests.views.frames import VIEW, event, frame
from tests.views.ground import MadeUpBoundaries, made_up_gazetteer

ROAD = shapely.LineString([(34.6, 51.3), (35.0, 51.25), (35.6, 51.3)])
HOLED = shapely.Polygon(shapely.box(35, 51, 36, 52).exterior, [shapely.box(35.2, 51.2, 35.4, 51.4).exterior])
HOSTILE = '</script><img src=x onerror="window.pwned=1">${window.pwned=1}`\u202e{{7*7}}\x00\n' + "A" * 10_000


def table(*shapes: Any, names: list[Any] | None = None, crs: Any = "EPSG:4326") -> gpd.GeoDataFrame:
    labels = names or [f"n{number}" for number in range(len(shapes))]
    return gpd.GeoDataFrame({"name": labels}, geometry=list(shapes), crs=crs)


def geojson(*shapes: Any, **options: Any) -> bytes:
    return table(*shapes, **options).to_json(drop_id=True).encode()


def geopackage(folder: Path, layers: dict[str, gpd.GeoDataFrame]) -> bytes:
    for name, layer in layers.items():
        layer.to_file(folder / "own.gpkg", layer=name, driver="GPKG")
    return (folder / "own.gpkg").read_bytes()


def kml(body: str) -> bytes:
    return (
        f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'.encode()
    )


def read(content: bytes, file: str = "own.geojson", **changes: Any) -> Overlay:
    return read_overlay(content, file, **{"name": "Roads", "credit": "© Me", **changes})


def test_geojson_is_read_with_a_label_for_each_feature() -> None:
    made = read(geojson(ROAD, HOLED, shapely.Point(35, 51), names=["M02", None, "Depot"]))
    assert [one.label for one in made.features] == ["M02", "", "Depot"]
    assert shapely.equals_exact(made.features[0].geometry, ROAD, 1e-9)
    assert (made.name, made.credit, made.notice) == ("Roads", "© Me", "")


def test_the_map_gets_shapes_in_steps_with_their_holes() -> None:
    mixed = shapely.GeometryCollection([ROAD, shapely.MultiPoint([(35, 51), (35.1, 51.1)]), HOLED])
    sent = read(geojson(mixed)).to_json()["features"][0]
    assert [len(polygon) for polygon in sent["areas"]] == [2]
    assert sent["points"] == [[35.0, 51.0], [35.1, 51.1]]
    back = np.cumsum(np.array(sent["lines"][0]).reshape(-1, 2), axis=0) / STEPS
    assert np.abs(back - shapely.get_coordinates(ROAD)).max() < 1e-9


def test_the_id_follows_all_that_is_shown() -> None:
    plain = read(geojson(ROAD)).to_json()["id"]
    others = [read(geojson(ROAD), credit="© You"), read(geojson(ROAD), name="Rails"), read(geojson(HOLED))]
    assert plain == read(geojson(ROAD)).to_json()["id"]
    assert plain not in {one.to_json()["id"] for one in others}


def test_a_geopackage_is_turned_into_degrees_with_all_its_layers(tmp_path: Path) -> None:
    layers = {"roads": table(ROAD).to_crs(32636), "areas": table(HOLED, names=["Buffer"]).to_crs(3857)}
    made = read(geopackage(tmp_path, layers), "own.gpkg")
    assert [one.label for one in made.features] == ["n0", "Buffer"]
    assert shapely.hausdorff_distance(made.features[0].geometry, ROAD) < 1e-7


def test_kml_is_read_from_all_its_folders_without_heights() -> None:
    line = "<LineString><coordinates>34.6,51.3,120 35.6,51.3,130</coordinates></LineString>"
    point = "<Point><coordinates>35,51,9</coordinates></Point>"
    body = f"<Folder><name>a</name><Placemark><name>M02</name>{line}</Placemark></Folder>"
    body += f"<Folder><name>b</name><Placemark><name>Depot</name>{point}</Placemark></Folder>"
    made = read(kml(body), "own.kml")
    assert {one.label for one in made.features} == {"M02", "Depot"}
    assert not any(one.geometry.has_z for one in made.features)


def collection(coordinates: list[Any], kind: str = "Point", **attributes: Any) -> bytes:
    shape = {"type": kind, "coordinates": coordinates}
    feature = {"type": "Feature", "properties": attributes, "geometry": shape}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def test_a_label_of_several_values_names_each() -> None:
    assert read(collection([35, 51], name=["M02", "E38"])).features[0].label == "M02, E38"


@pytest.mark.filterwarnings("ignore:invalid value encountered")
@pytest.mark.parametrize(
    ("coordinates", "told"), [([[35, 51]], "damaged or cut short"), ([[35, 51], [float("nan"), 52]], "no numbers")]
)
def test_a_shape_that_cannot_be_drawn_is_refused(coordinates: list[Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        read(collection(coordinates, "LineString"))


def test_a_hostile_label_is_one_short_line_of_plain_text() -> None:
    made = read(geojson(ROAD, names=[HOSTILE]), name=f"a\u202e{HOSTILE}", credit=HOSTILE)
    for text in (made.name, made.credit, made.features[0].label):
        assert "</script>" in text, "it is text, and stays what it is"
        assert not set(text) & {"\u202e", "\x00", "\n"}
        assert len(text) <= overlays.CREDIT_LIMIT


@pytest.mark.parametrize(("field", "told"), [("credit", "no credit"), ("name", "no name")])
@pytest.mark.parametrize("empty", ["", "   ", "\u202e\n"])
def test_nothing_is_read_without_a_name_and_a_credit(field: str, told: str, empty: str) -> None:
    with pytest.raises(InputError, match=told):
        read(geojson(ROAD), **{field: empty})


#: A file that would lead GDAL to another one.
VRT = b"<OGRVRTDataSource><OGRVRTLayer><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (VRT, "no KML"),
        (b"<?xml version='1.0'?><!DOCTYPE kml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><kml>&a;</kml>", "no KML"),
        (b"PK\x03\x04 kmz", "packed"),
        (b'{"type": "Topology", "objects": {}}', "Topology"),
        (b'{"type": "FeatureCollection", "features": [', "damaged GeoJSON"),
        (b'{"a": ' * 100_000, "damaged GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "no shape"),
        (b'{"type":"Feature","properties":{},"geometry":null}', "no shape"),
        (b"lon,lat\n35,51\n", "none of the kinds"),
        (b"", "none of the kinds"),
        (b"SQLite format 3\0 and no more", "damaged"),
        (b"<kml><Document><Placemark>", "damaged"),
    ],
)
def test_what_is_no_overlay_is_refused_and_leads_nowhere(content: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told) as refused:
        read(content, "own.file")
    assert "own.file" in str(refused.value)
    assert "/tmp" not in str(refused.value)


def test_a_file_that_names_no_coordinate_system_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="crs"):
        content = geopackage(tmp_path, {"roads": table(ROAD, crs=None)})
    with pytest.raises(CrsError, match="does not say which coordinate system"):
        read(content, "own.gpkg")


def test_metres_that_pass_for_degrees_are_refused_and_a_far_place_is_told() -> None:
    bare = json.loads(table(ROAD).to_crs(32636).to_json())
    bare.pop("crs", None)
    with pytest.raises(CrsError, match="expected degrees"):
        read(json.dumps(bare).encode())
    assert "None of it lies near the front" in read(geojson(shapely.Point(-70, 10))).notice


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=r"expected 0\.0001 at most"):
        read(geojson(ROAD), limit_mb=0.0001)
    monkeypatch.setattr(overlays, "MOST_READ", 4)
    with pytest.raises(InputError, match="6 vertices; expected 4"):
        read(geojson(ROAD, ROAD))
    monkeypatch.setattr(overlays, "MOST_FEATURES", 1)
    with pytest.raises(InputError, match="2 features; expected 1"):
        read(geojson(ROAD, ROAD))


def test_many_vertices_are_thinned_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    along = np.linspace(34.5, 35.5, 9_000)
    wavy = shapely.LineString(np.column_stack([along, 51 + 0.0002 * np.sin(along * 4_000)]))
    monkeypatch.setattr(overlays, "MOST_DRAWN", 2_000)
    made = read(geojson(wavy))
    assert shapely.get_num_coordinates(made.features[0].geometry) <= 2_000
    assert "9,000 vertices" in made.notice
    assert shapely.hausdorff_distance(made.features[0].geometry, wavy) < 0.0011
    monkeypatch.setattr(overlays, "MOST_DRAWN", 1)
    with pytest.raises(InputError, match="cannot be simplified"):
        read(geojson(wavy))


def test_features_without_a_shape_are_left_out_and_counted() -> None:
    made = read(geojson(ROAD, None, shapely.Point()))
    assert len(made.features) == 1
    assert "2 of 3 features have no shape" in made.notice


def test_a_static_map_draws_an_overlay_below_the_claims_and_credits_it() -> None:
    from geo.views.static import render

    def drawn(*added: Overlay) -> str:
        given: Any = {"boundaries": MadeUpBoundaries(), "gazetteer": made_up_gazetteer()}
        return render(frame(event()), VIEW, format="svg", overlays=added, **given).decode()

    made = read(geojson(ROAD, HOLED, shapely.Point(35.2, 51.2)), credit="© <b>Me</b>")
    with_it, without = drawn(made), drawn()
    assert COLOUR in with_it
    assert COLOUR not in without
    assert credit_lines([made]) == ("Own overlay “Roads”: © <b>Me</b>",)
    assert "© &lt;b&gt;Me&lt;/b&gt;" in with_it
    assert with_it.index(COLOUR) < with_it.index('id="zones"')


@pytest.mark.parametrize(
    "environ",
    [
        {"GEO_TILES": "https://tiles.example.org/{z}/{x}/{y}.png"},
        {"GEO_TILES": "https://tiles.example.org/{z}/{x}/{y}.png", "GEO_TILES_CREDIT": "  "},
        {"GEO_TILES": "https://tiles.example.org/tile.png", "GEO_TILES_CREDIT": "© Me"},
        {"GEO_TILES": "javascript:alert(1)//{z}/{x}/{y}", "GEO_TILES_CREDIT": "© Me"},
    ],
)
def test_a_tile_layer_needs_an_address_with_blanks_and_a_credit(environ: dict[str, str]) -> None:
    with pytest.raises(GeoError, match="GEO_TILES"):
        Settings.from_environment(environ)


def test_no_tile_layer_is_asked_for_unless_settings_name_one() -> None:
    assert Settings.from_environment({}).tiles == ""
    url = "https://tiles.example.org/{z}/{x}/{y}.png"
    made = Settings.from_environment({"GEO_TILES": url, "GEO_TILES_CREDIT": "© Makers "})
    assert (made.tiles, made.tiles_credit) == (url, "© Makers")
