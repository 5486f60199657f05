"""How a map is printed: what an edition accepts, how it refuses, and that its paper is as large as was asked."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pytest
from PIL import Image
from pypdf import PdfReader

from geo.errors import InputError, ViewError
from geo.views.edition import CALLOUT_LIMIT, MOST_CALLOUTS, PLAIN, Callout, Edition
from geo.views.house import House
from geo.views.static import render
from geo.views.themes import THEMES
from geo.views.view import SIZES, MapView
from tests.views.frames import VIEW, frame
from tests.views.ground import MadeUpBoundaries, made_up_gazetteer
from tests.views.measured import drawn
from tests.views.test_house import BOMB
from tests.views.test_static import _busy

BOUNDARIES: Any = MadeUpBoundaries()
GAZETTEER = made_up_gazetteer()
INCH_MM = 25.4


def _refused(fields: Any) -> str:
    with pytest.raises(ViewError) as refused:
        Edition.from_yaml(fields, "maps.yaml") if isinstance(fields, str) else Edition.of(fields, "maps.yaml")
    told = str(refused.value)
    assert told.startswith("maps.yaml: ")
    assert len(told) < 400
    assert "\n" not in told
    return told


def test_a_plain_edition_is_the_light_theme_on_the_presets_paper() -> None:
    assert Edition.of({}) == PLAIN == Edition.from_yaml("theme: light")
    assert PLAIN.worn() is THEMES["light"]
    for size, paper in SIZES.items():
        assert PLAIN.sheet(VIEW.changed(size=size)) == paper


def test_every_field_is_read_from_yaml(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("name: Example\nsides: {RU: '#b3440f'}")
    made = Edition.from_yaml(
        "theme: grey\nhouse: house.yaml\nwidth_mm: 120\nheight_mm: 150.5\nfit: exact\nnorth: always\n"
        "callouts: [{place: Суджа, text: ' Two   words '}]\nhighlight: [Sudzha, 'gn:1']\nnumbers: true\nstrip: yes\n",
        folder=tmp_path,
    )
    assert (made.theme, made.width_mm, made.height_mm, made.fit, made.north) == ("grey", 120, 150.5, "exact", "always")
    assert made.callouts == (Callout(place="Суджа", text="Two words"),)
    assert (made.highlight, made.numbers, made.strip) == (("Sudzha", "gn:1"), True, True)
    assert made.house is not None
    assert made.house.sides == {"RU": "#b3440f"}
    assert made.changed(theme="light").changed(theme="grey") == made
    with pytest.raises(ViewError, match="theme is 'blue'"):
        made.changed(theme="blue")


@pytest.mark.parametrize("house", [None, House.model_validate({"sides": {"RU": "#b3440f"}, "credit": "Ours"})])
def test_an_edition_survives_its_own_yaml(house: House | None) -> None:
    made = Edition.of(
        {"theme": "dark", "house": house, "width_mm": 99.5, "callouts": [{"place": "a: b", "text": "#c «д»"}]}
    )
    assert Edition.from_yaml(made.to_yaml()) == made


def test_a_house_style_may_be_given_as_a_path_or_as_lines(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text("credit: Ours")
    for given in (str(path), path, {"credit": "Ours"}, House(credit="Ours")):
        made = Edition.of({"house": given})
        assert made.house is not None
        assert made.house.credit == "Ours"


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"theme": "blue"}, ("theme", "'blue'", "'light', 'dark' or 'grey'", "Correct it")),
        ({"theme": ["dark"]}, ("theme", "'list'", "'light', 'dark' or 'grey'")),
        ({"theme": None}, ("theme", "'None'", "'light'")),
        ({"fit": "stretch"}, ("fit", "'stretch'", "'fill' or 'exact'")),
        ({"north": True}, ("north", "'True'", "'auto', 'always' or 'never'")),
        ({"width_mm": 59.9}, ("width_mm", "59.9", "60")),
        ({"width_mm": 1200.5}, ("width_mm", "1200.5", "1200")),
        ({"width_mm": -1}, ("width_mm", "-1", "60")),
        ({"width_mm": "wide"}, ("width_mm", "'wide'", "a number")),
        ({"width_mm": [120]}, ("width_mm", "'list'", "a number")),
        ({"width_mm": float("nan")}, ("width_mm", "nan", "finite")),
        ({"width_mm": float("inf")}, ("width_mm", "inf")),
        ({"width_mm": 120, "height_mm": 10}, ("height_mm", "10", "60")),
        ({"height_mm": 120}, ("height_mm", "width_mm is not", "Add it")),
        ({"numbers": "many"}, ("numbers", "'many'", "true or false")),
        ({"strip": []}, ("strip", "'list'", "true or false")),
        ({"callouts": "Sudzha"}, ("callouts", "'Sudzha'", "a list")),
        ({"callouts": ["Sudzha"]}, ("callouts.1", "'Sudzha'", "place, text")),
        ({"callouts": [{"place": "Sudzha", "text": "A"}, {"place": "Sudzha"}]}, ("callouts.2.text", "missing", "Add")),
        ({"callouts": [{"place": "Sudzha", "text": ""}]}, ("callouts.1.text", "''", "1 to 140")),
        ({"callouts": [{"place": " ", "text": "A"}]}, ("callouts.1.place", "one line", "1 to 120")),
        ({"callouts": [{"place": 7, "text": "A"}]}, ("callouts.1.place", "'7'", "not text")),
        ({"callouts": [{"place": "S", "text": "A", "colour": "red"}]}, ("callouts.1.colour", "place, text", "Remove")),
        ({"callouts": [{"place": "S", "text": "x" * 10_000}]}, ("callouts.1.text", f"{CALLOUT_LIMIT} characters")),
        ({"callouts": [{"place": "S", "text": "a\x07b"}]}, ("callouts.1.text", "control characters")),
        ({"callouts": [{"place": "S", "text": "a\u202eb"}]}, ("callouts.1.text", "control characters")),
        ({"callouts": [{"place": "S", "text": "a\u2066b"}]}, ("callouts.1.text", "control characters")),
        ({"callouts": [{"place": "S", "text": "a\ud800b"}]}, ("callouts.1.text", "control characters")),
        ({"callouts": [{"place": "S", "text": "A"}] * 9}, ("callouts", "8", "at most")),
        ({"highlight": "Sudzha"}, ("highlight", "a list")),
        ({"highlight": [None]}, ("highlight.1", "'None'", "text")),
        ({"highlight": ["x" * 10_000]}, ("highlight.1", "120 characters")),
        ({"highlight": ["Sudzha"] * (MOST_CALLOUTS + 1)}, ("highlight", "8", "at most")),
        ({"house": 5}, ("house", "'5'", "colours", "credit")),
        ({"house": ["house.yaml"]}, ("house", "'list'", "colours")),
        ({"house": {"colours": {"text": "red"}}}, ("house", "colours.text", "'red'", "'#a01028'")),
        ({"house": {"sides": {"XX": "#112233"}}}, ("house", "sides", "XX", "RU")),
        ({"house": {"headline": 1}}, ("house", "headline", "not a field of a house style", "credit")),
        ({"house": {"logo": {"file": "none.png"}}}, ("house", "logo.file", "none.png", "not there")),
        ({"colour": "red"}, ("colour", "not a field of an edition", "theme", "strip", "Remove")),
        ({"x" * 10_000: 1}, ("not a field",)),
        ("theme: [", ("is not YAML", "theme: dark")),
        ("- theme", ("holds list", "theme: dark")),
        ("theme: !!python/name:os.system ''", ("is not YAML",)),
        ("x" * 70_000, ("70000", "64000")),
        (BOMB, ("aliases unfold",)),
        (f"{BOMB}callouts: *h", ("aliases unfold",)),
        ("width_mm: 1e400", ("width_mm",)),
        ("theme: on", ("theme", "'True'", "'light'")),
    ],
)  # fmt: skip
def test_a_wrong_edition_is_refused_with_what_came_and_what_is_accepted(fields: Any, wanted: tuple[str, ...]) -> None:
    told = _refused(fields)
    for part in wanted:
        assert part in told, told


def test_a_house_style_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ViewError, match=r"none.yaml: cannot be read"):
        Edition.of({"house": "none.yaml"}, folder=tmp_path)


def test_an_edition_adds_rewords_and_hides_no_claim() -> None:
    plain, dark = (drawn(_busy(), VIEW, BOUNDARIES, GAZETTEER, Edition.of({"theme": one})) for one in ("light", "dark"))
    assert [text.get_text() for text in plain.texts()] == [text.get_text() for text in dark.texts()]
    assert plain.made.alt_text == dark.made.alt_text


# ---- paper


def _file(form: str, view: MapView, edition: Edition = PLAIN, dpi: int | None = None) -> bytes:
    return render(
        frame(view=view), view, boundaries=BOUNDARIES, gazetteer=GAZETTEER, format=form, edition=edition, dpi=dpi
    )


def _millimetres(content: bytes, form: str) -> tuple[float, float]:
    """Width and height that a file itself says it has."""
    if form == "pdf":
        box = PdfReader(BytesIO(content)).pages[0].mediabox
        return float(box.width) / 72 * INCH_MM, float(box.height) / 72 * INCH_MM
    if form == "svg":
        told = (
            re.search(rb'<svg[^>]*?width="([\d.]+)pt"', content),
            re.search(rb'<svg[^>]*?height="([\d.]+)pt"', content),
        )
        wide, tall = (float(one[1]) / 72 * INCH_MM for one in told if one)
        return wide, tall
    image = Image.open(BytesIO(content))
    (wide, tall), (across, down) = image.size, image.info["dpi"]
    return wide / across * INCH_MM, tall / down * INCH_MM


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(60, 110, "web"), (90, 200, "column"), (120, None, "column"), (210, 297, "a4"), (250.4, 200.6, "square"),
     (400, None, "web"), (1200, None, "a4"), (1200, 1200, "web")],
)  # fmt: skip
@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_a_paper_of_an_own_width_has_that_width(form: str, width: float, height: float | None, size: str) -> None:
    view = VIEW.changed(size=size)
    edition = Edition.of({"width_mm": width, "height_mm": height})
    paper = edition.sheet(view)
    expected = height or width * SIZES[size].height_in / SIZES[size].width_in
    assert (paper.width_in * INCH_MM, paper.height_in * INCH_MM) == pytest.approx((width, expected))
    wide, tall = _millimetres(_file(form, view, edition, 60 if form == "png" else None), form)
    half_a_pixel = INCH_MM / 60 / 2
    assert wide == pytest.approx(width, abs=half_a_pixel + 0.02 + 0.0005 * width)
    assert tall == pytest.approx(expected, abs=half_a_pixel + 0.02 + 0.0005 * expected)


@pytest.mark.parametrize("size", sorted(SIZES))
def test_a_png_of_a_preset_has_the_pixels_that_the_preset_says(size: str) -> None:
    image = Image.open(BytesIO(_file("png", VIEW.changed(size=size))))
    assert image.size == SIZES[size].pixels


def test_a_4k_slide_has_3840_by_2160_pixels() -> None:
    assert SIZES["slide_4k"].pixels == (3840, 2160)
    assert Image.open(BytesIO(_file("png", VIEW.changed(size="slide_4k")))).size == (3840, 2160)


def test_a_picture_that_no_machine_holds_is_refused_with_what_would_do() -> None:
    edition = Edition.of({"width_mm": 1200})
    with pytest.raises(InputError, match=r"dpi is 1200: .* pixels; 200 million at most .* Ask for \d+ dpi or fewer"):
        _file("png", VIEW, edition, 1200)


def test_type_grows_with_the_width_of_the_paper_and_stops() -> None:
    units = [Edition.of({"width_mm": width}).unit(VIEW) for width in (60, 90, 150, 297, 400, 1200)]
    assert units == sorted(units)
    assert units[0] == units[1] == PLAIN.unit(VIEW.changed(size="column"))
    assert units[3] == PLAIN.unit(VIEW.changed(size="a4"))
    assert units[-2] == units[-1]


def test_a_paper_too_small_for_its_words_is_refused_with_what_would_do() -> None:
    """60 x 60 mm holds the smallest type of a title, the sources and nothing of a map."""
    with pytest.raises(ViewError, match=r"paper of 60 x 60 mm is too small .* height_mm of \d+ or more"):
        _file("pdf", VIEW, Edition.of({"width_mm": 60, "height_mm": 60}))


def test_the_themes_are_those_an_edition_accepts() -> None:
    assert set(get_args(Edition.model_fields["theme"].annotation)) == set(THEMES)
