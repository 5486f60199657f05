"""A newsroom's house style: what it may say, how it is refused, and that its type is measured and drawn alike."""

from __future__ import annotations

import re
import shutil
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib import font_manager
from PIL import Image
from pypdf import PdfReader

from geo.errors import ViewError
from geo.views import style
from geo.views.edition import Edition
from geo.views.house import House, read_house, unreadable
from geo.views.static import lacking_letters, render
from geo.views.static_text import settable, text_width, unsettable_words
from geo.views.themes import THEMES, wearing
from geo.views.view import MapView
from tests.views.frames import VIEW
from tests.views.ground import MadeUpBoundaries, made_up_gazetteer
from tests.views.measured import drawn
from tests.views.test_print_bars import pdf_fonts
from tests.views.test_static import _busy

BOUNDARIES: Any = MadeUpBoundaries()
GAZETTEER = made_up_gazetteer()
FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
STYLE = """
name: The Daily Example
colours: {paper: "#fffdf8", text: "#111111", accent: "#A01028"}
sides: {RU: "#b3440f", UA: "#1c3f7a"}
font: fonts/DejaVuSerif.ttf
logo: {width_mm: 22}
credit: Graphic by the Example desk
"""
#: Lines that a few more lines unfold to gigabytes.
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a serif of its own and a logo."""
    (tmp_path / "fonts").mkdir()
    for name in ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"):
        shutil.copy(FONTS / name, tmp_path / "fonts" / name)
    Image.new("RGB", (220, 80), "#a01028").save(tmp_path / "logo.png")
    return tmp_path


def _written(folder: Path, text: str) -> Path:
    path = folder / "house.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _refused(folder: Path, text: str) -> str:
    """The one line that refuses a style; found at once, however the text unfolds."""
    started = time.perf_counter()
    with pytest.raises(ViewError) as refused:
        Edition.of({"house": str(_written(folder, text))}).worn()
    assert time.perf_counter() - started < 5.0
    told = str(refused.value)
    assert len(told) < 700
    assert "\n" not in told
    return told


def test_a_style_is_read_with_its_paths_from_its_own_folder(folder: Path) -> None:
    house = read_house(_written(folder, STYLE))
    assert house.name == "The Daily Example"
    assert house.colours == {"paper": "#fffdf8", "text": "#111111", "accent": "#a01028"}
    assert house.sides == {"RU": "#b3440f", "UA": "#1c3f7a"}
    assert house.font == (str(folder / "fonts" / "DejaVuSerif.ttf"),)
    assert (house.logo is not None, house.credit) == (True, "Graphic by the Example desk")
    again = Edition.of({"house": house}).changed(theme="light").house
    assert again == house, "a changed edition keeps its house"


def test_an_empty_style_field_leaves_the_theme_as_it_is() -> None:
    assert House().dressed(THEMES["light"]).base == THEMES["light"].base
    assert House.model_validate({"font": []}).dressed(THEMES["dark"]).family == THEMES["dark"].family


def test_short_and_capital_colours_are_read() -> None:
    house = House.model_validate({"colours": {"text": "#123", "paper": " #FFFFFF "}})
    assert house.colours == {"text": "#112233", "paper": "#ffffff"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('colours: {text: "#12"}', ("colours.text", "'#12'", "'#a01028', in quotation marks")),
        ("colours: {text: red}", ("colours.text", "'red'", "'#a01028'")),
        ("colours: {text: 111111}", ("colours.text", "'111111'", "quotation marks")),
        ("colours: {text: #111111\n }", ("colours.text", "quotation marks")),
        ('colours: {text: "#11111g"}', ("colours.text", "'#11111g'")),
        ('colours: {text: ["#111111"]}', ("colours.text", "list")),
        ('colours: {ink: "#111111"}', ("colours", "ink", "paper", "accent")),
        ('colours: "#111111"', ("colours", "'#111111'")),
        ('sides: {XX: "#111111"}', ("sides", "XX", "RU", "UA")),
        ("sides: [RU]", ("sides", "list")),
        ("font: 12", ("font", "12")),
        ("font: No Such Family", ("font", "No Such Family", "installed")),
        ("font: fonts/none.ttf", ("font", "none.ttf", "font")),
        ("font: [fonts/DejaVuSerif.ttf, DejaVu Sans]", ("font", "DejaVu Serif", "DejaVu Sans", "one family")),
        ("font: {regular: a.ttf}", ("font", "dict")),
        ("logo: logo.png", ("logo", "logo.png", "file")),
        ("logo: {file: none.png}", ("logo.file", "none.png", "not there")),
        ("logo: {file: fonts/DejaVuSerif.ttf}", ("logo.file", "DejaVuSerif.ttf", "PNG or JPEG")),
        ("logo: {file: 7}", ("logo.file", "7")),
        ("logo: {width_mm: 500}", ("logo.width_mm", "500", "120")),
        ("logo: {width_mm: .nan}", ("logo.width_mm", "nan")),
        ("logo: {height_mm: wide}", ("logo.height_mm", "wide", "number")),
        ("logo: {corner: lower right}", ("logo.corner", "file, width_mm, height_mm")),
        ("headline: big", ("headline", "name, colours, sides, font, logo, credit")),
        ('credit: "a\\u0007b"', ("credit", "control characters")),
        ('credit: "a\\u202eb"', ("credit", "control characters")),
        ('name: "The \\u202eelpmaxE yliaD"', ("name", "control characters")),
        (f"credit: {'x' * 10_000}", ("credit", "too long")),
        (f"name: {'x' * 10_000}", ("name", "too long")),
        ("name: ''", ("name",)),
        ("[1, 2]", ("holds list", "colours")),
        ("", ("holds NoneType", "colours")),
        ("colours: {text: [", ("is not YAML",)),
        ("colours: !!python/object/apply:os.system ['true']", ("is not YAML",)),
        ("x" * 70_000, ("70000", "64000")),
        (BOMB, ("house.yaml", "aliases unfold to more than")),
        ("colours: &c {text: *c}", ("house.yaml", "aliases unfold")),
        ('colours: {text: "#777777"}', ("house style", "colours.text", "'#777777'", "4.5 : 1", "WCAG AA", "Choose")),
        ('colours: {text_muted: "#999999"}', ("colours.text_muted", "on paper", "Choose")),
        ('colours: {accent: "#ffee66"}', ("colours.accent", "3.0 : 1", "Choose")),
        ('sides: {RU: "#ffb090"}', ("sides.RU", "on land", "Choose")),
        ('sides: {RU: "#173f80"}', ("sides.RU and sides.UA", "0 steps", "Make one of them darker")),
        ('colours: {paper: "#101010"}', ("colours.text", "on paper", "'#101010'")),
        ('colours: {border: "#bbbbbb"}', ("colours.border", "on land", "3.0 : 1", "Choose")),
        ('colours: {paper: "#d4d4d4"}', ("the tint of sides.", "colours.paper '#d4d4d4'", "expected 6 or more")),
    ],
)  # fmt: skip
def test_a_wrong_style_is_refused_with_what_came_and_what_is_accepted(
    text: str, wanted: tuple[str, ...], folder: Path
) -> None:
    told = _refused(folder, text)
    assert "house" in told, "where"
    for part in wanted:
        assert part in told, told


@pytest.mark.parametrize("where", ["colours: {text: *h}", "sides: {RU: *h}", "font: [*h]", "credit: *h", "logo: *h"])
def test_a_text_that_unfolds_to_gigabytes_is_refused_at_once(where: str, folder: Path) -> None:
    assert "aliases unfold to more than 50000 values" in _refused(folder, f"{BOMB}{where}\n")


def test_aliases_of_a_sane_size_are_read(folder: Path) -> None:
    house = read_house(_written(folder, "sides: {RU: &red '#b3440f'}\ncolours: {accent: *red}"))
    assert house.colours["accent"] == house.sides["RU"] == "#b3440f"


def test_a_broken_font_file_is_refused_by_its_name(folder: Path) -> None:
    whole = (folder / "fonts" / "DejaVuSerif.ttf").read_bytes()
    for content in (b"", b"not a font", whole[:2_000], b"\x00\x01\x00\x00" + b"\xff" * 5_000):
        (folder / "fonts" / "broken.ttf").write_bytes(content)
        told = _refused(folder, "font: fonts/broken.ttf")
        assert "broken.ttf" in told
        assert "cannot be read as a font" in told


def test_a_broken_logo_is_refused_by_its_name(folder: Path) -> None:
    for content in (b"", b"GIF89a", (folder / "logo.png").read_bytes()[:60], b"<svg/>"):
        (folder / "broken.png").write_bytes(content)
        told = _refused(folder, "logo: {file: broken.png}")
        assert "logo.file" in told
        assert "PNG or JPEG" in told


def test_a_style_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("name: Übung".encode("latin-1"))
    for name in ("latin.yaml", "none.yaml", "."):
        with pytest.raises(ViewError, match="cannot be read"):
            Edition.of({"house": name}, folder=tmp_path)


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_theme_can_be_read_and_its_sides_told_apart(theme: str) -> None:
    assert unreadable(THEMES[theme]) == ""


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize("name", ["text", "text_muted", "text_region"])
def test_a_style_whose_text_is_its_ground_is_refused_in_every_theme(theme: str, name: str) -> None:
    base = THEMES[theme].base
    with pytest.raises(ViewError, match=f"colours.{name} is .*1.[0-2] : 1 on"):
        House(colours={name: base["land"]}).dressed(THEMES[theme])


def test_a_style_lays_its_colours_over_the_themes_that_they_can_be_read_in() -> None:
    house = House.model_validate({"colours": {"accent": "#b01030"}, "sides": {"UA": "#10306a"}})
    with pytest.raises(ViewError, match=r"sides\.UA is '#10306a'"):
        house.dressed(THEMES["dark"])
    for name in ("light", "grey"):
        theme = house.dressed(THEMES[name])
        assert (theme.accent, theme.sides["UA"].ink) == ("#b01030", "#10306a")
        assert theme.classes["zone-claimed-UA"].edge == "#10306a"
        assert theme.base == THEMES[name].base
        assert style.contrast(theme.sides["UA"].tint, theme.base["land"]) < 2, "a tint stays a tint"


# ---- type


def _typed(folder: Path, *fonts: str) -> Edition:
    listed = ", ".join(f"fonts/{one}" for one in fonts)
    return Edition.of({"house": str(_written(folder, f"name: Example\nfont: [{listed}]\n"))})


def _made(edition: Edition, form: str, view: MapView = VIEW) -> bytes:
    return render(
        _busy(view), view, boundaries=BOUNDARIES, gazetteer=GAZETTEER, format=form, edition=edition,
        dpi=80 if form == "png" else None,
    )  # fmt: skip


def test_a_house_font_is_what_is_measured_and_what_is_drawn(folder: Path) -> None:
    edition = _typed(folder, "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf")
    assert edition.worn().family == "DejaVu Serif"
    with wearing(edition.worn()):
        serif = text_width("Sudzha and Суми", 10.0)
    with wearing(THEMES["light"]):
        assert text_width("Sudzha and Суми", 10.0) != pytest.approx(serif, rel=0.01)
    figure = drawn(_busy(), VIEW, BOUNDARIES, GAZETTEER, edition)
    for text in figure.texts():
        bold, italic = text.get_weight() == "bold", text.get_style() == "italic"
        file = folder / "fonts" / f"DejaVuSerif{'-Bold' if bold else ''}.ttf"
        assert Path(font_manager.findfont(text.get_fontproperties())) == file
        with wearing(edition.worn()):
            asked = text_width(text.get_text(), text.get_fontsize(), bold=bold, italic=italic)
        west, _, east, _ = figure.extent(text)
        assert east - west == pytest.approx(asked, abs=1.5), text.get_text()


def test_a_house_font_draws_another_png(folder: Path) -> None:
    edition = _typed(folder, "DejaVuSerif.ttf")
    assert _made(edition, "png") != _made(Edition(), "png")
    assert _made(edition, "png") == _made(edition, "png")


def test_a_house_font_is_named_in_the_svg_and_embedded_in_the_pdf(folder: Path, tmp_path: Path) -> None:
    edition = _typed(folder, "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf")
    svg = _made(edition, "svg").decode()
    assert re.search(r"<text[^>]*DejaVu Serif", svg)
    assert "DejaVu Sans" not in svg
    pdf = _made(edition, "pdf")
    text = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "Sudzha" in text
    (tmp_path / "map.pdf").write_bytes(pdf)
    fonts = pdf_fonts(tmp_path / "map.pdf")
    assert {font["emb"] for font in fonts} == {"yes"}
    assert all("DejaVuSerif" in font["name"] for font in fonts)


def test_letters_that_a_house_font_lacks_are_replaced_and_warned_of(folder: Path) -> None:
    shutil.copy(FONTS / "cmr10.ttf", folder / "fonts" / "cmr10.ttf")
    edition = _typed(folder, "cmr10.ttf")
    view = VIEW.changed(title="Суми and Sudzha")
    with wearing(edition.worn()):
        assert settable("Суми and Sudzha") == "???? and Sudzha"
        assert unsettable_words("Суми") == (
            "4 characters cannot be set and are replaced by a mark: U+0421, U+0438, U+043C, U+0443."
        )
    figure = drawn(_busy(view), view, BOUNDARIES, GAZETTEER, edition)
    assert "???? and Sudzha" in figure.told("furniture")
    assert lacking_letters(view) == "", "the theme's own type has them"
    assert "U+0421" in lacking_letters(view, edition)


def test_houses_of_one_family_name_are_each_set_in_their_own_files(folder: Path) -> None:
    """DejaVu Serif comes with matplotlib too, and another house may have a file of that name: nobody gets another's."""
    other = folder / "other"
    shutil.copytree(folder / "fonts", other / "fonts")
    for of in (folder, other, folder):
        figure = drawn(_busy(), VIEW, BOUNDARIES, GAZETTEER, _typed(of, "DejaVuSerif.ttf"))
        files = {Path(font_manager.findfont(text.get_fontproperties())) for text in figure.texts()}
        assert files == {of / "fonts" / "DejaVuSerif.ttf"}
    shutil.rmtree(other)
    assert font_manager.findfont("DejaVu Serif").endswith("mpl-data/fonts/ttf/DejaVuSerif.ttf"), "nothing is installed"


def test_a_font_of_open_type_outlines_gives_every_format(folder: Path) -> None:
    found = sorted(Path("/usr/share/fonts").rglob("*.otf")) if Path("/usr/share/fonts").is_dir() else []
    if not found:
        pytest.skip("no .otf font is installed: apt-get install fonts-urw-base35")
    shutil.copy(found[0], folder / "fonts" / "own.otf")
    edition = _typed(folder, "own.otf")
    for form in ("png", "svg", "pdf"):
        assert _made(edition, form)
    (folder / "map.pdf").write_bytes(_made(edition, "pdf"))
    assert {font["emb"] for font in pdf_fonts(folder / "map.pdf")} == {"yes"}


def test_a_house_is_worn_for_one_drawing_and_the_next_map_has_its_own_type_again(folder: Path) -> None:
    before = _made(Edition(), "svg")
    assert b"DejaVu Serif" in _made(_typed(folder, "DejaVuSerif.ttf"), "svg")
    assert _made(Edition(), "svg") == before
