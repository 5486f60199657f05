"""Export: what is downloaded is what is shown, and the choices are kept and told of beside their fields."""

from __future__ import annotations

import base64
import csv
import errno
import shlex
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
import streamlit as st
from click.testing import CliRunner
from PIL import Image
from streamlit.testing.v1 import AppTest

from geo.cli import main
from geo.errors import InputError, PaperTooSmall, ViewError
from geo.ui import house_style, method, printing, series
from geo.views import animation
from geo.views.edition import CALLOUT_LIMIT, MOST_CALLOUTS, Edition
from geo.views.overlays import Overlay
from geo.views.static_series_sheet import SheetTooSmall
from geo.views.view import SIZES

PAGE = "from geo.ui import export\nexport.show()"
SUDZHA = "gn:486816"


def small_png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (3, 2)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages whose maps are a few pixels: for what is not about the drawing."""
    monkeypatch.setattr(printing, "_rendered", lambda *_: small_png())


def drawn(*, lang: str = "") -> AppTest:
    app = AppTest.from_string(PAGE, default_timeout=120)
    if lang:
        app.query_params["ui"] = lang
    app.run()
    assert not app.exception
    return app


def told(app: AppTest) -> str:
    return "\n".join(str(one.value) for kind in (app.error, app.warning, app.caption, app.info) for one in kind)


def last(app: AppTest) -> printing.Print:
    made = app.session_state["export_last"]
    assert isinstance(made, printing.Print)
    return made


def picture(app: AppTest) -> str:
    return next(one.proto.body for one in app.get("html") if "fm-print" in one.proto.body)


def add_callout(app: AppTest, place: str | None, text: str, turn: int = 0) -> AppTest:
    box = app.selectbox(key=f"export_callout_place_{turn}")
    if place is not None and place not in (SUDZHA, *box.options):
        box.options.append(place)  # typed, as the page lets one do
    box.set_value(place)
    app.text_input(key=f"export_callout_new_{turn}").set_value(text)
    return app.button(key=f"export_callout_add_{turn}").click().run()


def test_nothing_can_be_downloaded_while_the_map_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawing(*_: object) -> bytes:
        st.stop()  # as a click elsewhere ends the run

    monkeypatch.setattr(printing, "_rendered", drawing)
    app = AppTest.from_string(PAGE, default_timeout=90).run()
    assert app.button(key="download_wait").disabled
    assert "download_map" not in str(app.main)


def test_a_fault_in_the_drawing_is_told_plainly_and_logged_and_the_map_can_be_drawn_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object) -> bytes:
        raise RuntimeError("singular matrix")

    monkeypatch.setattr(printing, "_rendered", failing)
    app = drawn()
    assert "a fault of the program" in app.error[0].value
    assert "singular" not in told(app)
    assert "RuntimeError: singular matrix" in caplog.text
    assert "download_wait" not in str(app.main)
    monkeypatch.setattr(printing, "_rendered", lambda *_: small_png())
    app.button(key="draw_again").click().run()
    assert not app.error
    assert last(app).content == small_png()
    monkeypatch.setattr(printing, "_rendered", failing)
    app.segmented_control(key="export_theme").set_value("dark").run()
    assert "a fault of the program" in app.error[0].value
    assert "This is the last map that could be drawn" in told(app)
    assert "not accepted" not in told(app)
    assert last(app).edition == Edition()
    assert "download_map" in str(app.main)


def test_a_fault_in_drawing_frames_is_told_plainly_and_they_can_be_drawn_again(
    undrawn: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("singular matrix")

    monkeypatch.setattr(animation, "write_frames", failing)
    app = film(drawn())
    app.button(key="film_draw").click().run()
    assert "a fault of the program" in app.error[0].value
    assert not app.button(key="film_draw").disabled
    assert "film_cancel" not in str(app.main)


def test_the_preview_is_the_file_and_has_an_alternative_text(undrawn: None) -> None:
    app = drawn()
    found = picture(app)
    address = base64.b64encode(small_png()).decode()
    assert f'src="data:image/png;base64,{address}"' in found
    assert 'alt="What Russian officials claim' in found
    assert "according to Russian officials" in found


def test_the_address_is_the_view(undrawn: None) -> None:
    app = AppTest.from_string(PAGE, default_timeout=90)
    app.query_params.update({"day": "2024-09-01", "perspective": "RU"})
    app.run()
    app.query_params.clear()  # as another page of the menu leaves it
    app.run()
    assert app.query_params["day"] in (["2024-09-01"], "2024-09-01")
    assert app.query_params["perspective"] in (["RU"], "RU")


def test_every_choice_is_one_of_the_edition_that_is_drawn(undrawn: None) -> None:
    app = drawn()
    app.segmented_control(key="export_theme").set_value("dark").run()
    app.selectbox(key="export_paper").set_value("own").run()
    app.number_input(key="export_width_mm").set_value(90.0).run()
    app.radio(key="export_fit").set_value("exact").run()
    app.selectbox(key="export_north").set_value("always").run()
    app.checkbox(key="export_strip").check().run()
    app.checkbox(key="export_numbers").check().run()
    app.multiselect(key="export_highlight_en").set_value([SUDZHA]).run()
    app.selectbox(key="export_dpi").set_value(300).run()
    add_callout(app, SUDZHA, "Here the pipeline comes out")
    assert not app.exception
    wanted = Edition.of(
        {
            "theme": "dark", "width_mm": 90, "fit": "exact", "north": "always", "strip": True, "numbers": True,
            "highlight": [SUDZHA], "callouts": [{"place": SUDZHA, "text": "Here the pipeline comes out"}],
        }
    )  # fmt: skip
    assert last(app).edition == wanted
    assert last(app).dpi == 300
    assert last(app).view.size == "column"
    assert not app.error


def test_the_words_of_the_map_are_those_of_the_view(undrawn: None) -> None:
    app = drawn()
    app.button(key="title_propose").click().run()
    assert app.text_input(key="export_title").value == "What Russian officials claim on the Kursk–Sumy front"
    app.text_input(key="export_title").set_value("The week of the pipeline").run()
    app.text_area(key="export_subtitle").set_value("What we know of the first week").run()
    app.text_area(key="export_note").set_value("Checked by the desk").run()
    app.selectbox(key="export_lang").set_value("uk").run()
    view = app.session_state["view"]
    assert view.subtitle == "What we know of the first week"
    assert (view.title, view.note, view.lang, view.ui) == (
        "The week of the pipeline",
        "Checked by the desk",
        "uk",
        "en",
    )
    assert last(app).view == view


def test_every_size_is_offered_and_tells_its_measures(undrawn: None) -> None:
    app = drawn()
    for size in SIZES:
        app.selectbox(key="export_paper").set_value(size).run()
        assert not app.exception, size
        assert last(app).view.size == size
    assert "3 × 2 px; 339 × 190 mm at 288 dots per inch" in told(app)
    app.segmented_control(key="export_format").set_value("PDF").run()
    assert "339 × 190 mm; sharp at every size" in told(app)


@pytest.mark.parametrize(("width", "height"), [(20.0, None), (90.0, 5000.0), (None, None)])
def test_a_paper_that_cannot_be_is_told_and_the_last_map_stays(
    undrawn: None, width: float | None, height: float | None
) -> None:
    app = drawn()
    app.selectbox(key="export_paper").set_value("own").run()
    app.number_input(key="export_width_mm").set_value(120.0).run()
    before = last(app)
    app.number_input(key="export_width_mm").set_value(width)
    app.number_input(key="export_height_mm").set_value(height).run()
    assert not app.exception
    assert len(app.error) == 1
    assert "millimetres" in told(app) or "from 60 to 1,200 mm" in told(app)
    assert "the last map that could be drawn" in told(app)
    assert last(app).edition == before.edition
    app.number_input(key="export_height_mm").set_value(None).run()
    app.number_input(key="export_width_mm").set_value(100.0).run()
    assert not app.error
    assert last(app).edition.width_mm == 100


def test_a_paper_too_small_is_told_in_the_page_s_words_and_one_that_will_do_is_a_click_away() -> None:
    app = drawn()
    app.selectbox(key="export_paper").set_value("own").run()
    app.number_input(key="export_width_mm").set_value(60.0).run()
    assert not app.exception
    assert "does not hold" in app.error[0].value
    assert "_mm" not in told(app)
    taken = app.button(key="take_paper")
    taken.click().run()
    assert not app.error
    made = last(app).edition
    assert made.width_mm == 60
    assert taken.label == f"Take {made.height_mm:.0f} mm of height"
    assert app.number_input(key="export_height_mm").value == made.height_mm


def test_of_a_preset_too_small_the_paper_that_will_do_has_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    def small(key: str, ending: str, dpi: object, view: object, edition: Edition, *_: object) -> bytes:
        if edition.height_mm is None:
            raise PaperTooSmall("paper is too small. Give it a height_mm of 260 or more.", 260)
        return small_png()

    monkeypatch.setattr(printing, "_rendered", small)
    other = drawn(lang="uk")
    assert "не вміщує" in other.error[0].value
    assert other.button(key="take_paper").label == "Взяти висоту 260 мм"
    app = drawn()
    app.button(key="take_paper").click().run()
    assert not app.error
    assert last(app).edition == Edition(width_mm=228.6, height_mm=260)
    assert app.selectbox(key="export_paper").value == "own"


@pytest.mark.parametrize(
    ("error", "offered"),
    [(PaperTooSmall("the map is 2 x 3 points. Give it a wider width_mm."), False), (PaperTooSmall("x", 1300), False),
     (PaperTooSmall("x", 500), True)],
)  # fmt: skip
def test_a_paper_that_no_field_takes_is_not_offered(
    monkeypatch: pytest.MonkeyPatch, error: PaperTooSmall, offered: bool
) -> None:
    def small(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(printing, "_rendered", small)
    app = drawn()
    assert "does not hold" in app.error[0].value
    assert "width_mm" not in told(app)
    assert ("take_paper" in [one.key for one in app.button]) is offered


def test_maps_that_a_paper_does_not_hold_are_told_with_a_width_that_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def small(key: str, ending: str, dpi: object, views: object, view: object, edition: Edition) -> bytes:
        if edition.width_mm is None:
            raise SheetTooSmall("2 maps do not fit. Give it a width_mm of 140 and no height_mm.", 140)
        return small_png()

    monkeypatch.setattr(printing, "_rendered", lambda *_: small_png())
    monkeypatch.setattr(series, "_sheet", small)
    app = drawn()
    app.segmented_control(key="export_what").set_value("pair").run()
    assert "does not hold these maps" in app.error[0].value
    assert "width_mm" not in told(app)
    assert app.button(key="take_paper").label == "Take 140 mm of width"
    app.button(key="take_paper").click().run()
    assert not app.error
    assert (last(app).edition.width_mm, last(app).edition.height_mm) == (140, None)


def test_a_picture_too_large_for_the_server_is_not_drawn(undrawn: None) -> None:
    app = drawn()
    app.selectbox(key="export_paper").set_value("a4").run()
    app.selectbox(key="export_dpi").set_value(-1).run()
    app.number_input(key="export_own_dpi").set_value(1200).run()
    assert "139 million dots" in app.error[0].value
    app.number_input(key="export_own_dpi").set_value(5).run()
    assert "from 30 to 1,200" in app.error[0].value
    app.segmented_control(key="export_format").set_value("PDF").run()
    assert not app.error


def test_a_call_out_is_added_reworded_taken_off_and_brought_back(undrawn: None) -> None:
    app = drawn()
    assert app.button(key="export_callout_undo").disabled
    add_callout(app, SUDZHA, "One")
    add_callout(app, "Суми", "Two", turn=1)  # typed, in another language than the list's
    assert [(one.place, one.text) for one in last(app).edition.callouts] == [(SUDZHA, "One"), ("gn:692194", "Two")]
    app.text_input(key="export_callout_text_0").set_value("Other words").run()
    assert last(app).edition.callouts[0].text == "Other words"
    app.button(key="export_callout_remove_1").click().run()
    assert [one.text for one in last(app).edition.callouts] == ["Other words"]
    app.button(key="export_callout_undo").click().run()
    assert [one.text for one in last(app).edition.callouts] == ["Other words", "Two"]
    app.button(key="export_callout_undo").click().run()
    assert app.text_input(key="export_callout_text_0").value == "One"
    assert [one.text for one in last(app).edition.callouts] == ["One", "Two"]


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [
        (None, "Words", "Choose a place."),
        (SUDZHA, "  ", "Write what is to stand"),
        ("Atlantis", "Words", "No place in view is called “Atlantis”"),
        ("ma", "Words", "Several places in view"),
    ],
)
def test_a_call_out_that_cannot_be_added_is_told_and_kept_as_typed(
    undrawn: None, place: str | None, text: str, words: str
) -> None:
    app = drawn()
    add_callout(app, place, text)
    assert words in told(app)
    assert last(app).edition.callouts == ()
    assert app.text_input(key="export_callout_new_0").value == text


def test_a_call_out_without_text_or_out_of_view_is_left_off_and_told_in_its_row(undrawn: None) -> None:
    app = drawn()
    add_callout(app, SUDZHA, "One")
    app.text_input(key="export_callout_text_0").set_value("").run()
    assert "There is no text" in told(app)
    assert last(app).edition.callouts == ()
    app.button(key="export_callout_undo").click().run()
    app.session_state["view"] = app.session_state["view"].changed(bbox=(33.5, 51.6, 34.0, 51.9))
    app.run()
    assert "not in view now" in told(app)
    assert last(app).edition.callouts == ()


def test_a_map_holds_no_more_call_outs_than_an_edition(undrawn: None) -> None:
    app = drawn()
    for turn in range(MOST_CALLOUTS):
        add_callout(app, SUDZHA, "x" * CALLOUT_LIMIT, turn)
    assert len(last(app).edition.callouts) == MOST_CALLOUTS
    assert "as many as a map can hold" in told(app)
    assert not [one for one in app.selectbox if one.label == "Place"]


def test_what_the_drawing_refuses_is_told_in_its_row_and_the_last_map_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(key: str, ending: str, dpi: object, view: object, edition: Edition, *_: object) -> bytes:
        if len(edition.callouts) > 1:
            raise ViewError("callouts.2 (x): the map has no room for it. Shorten it.")
        return small_png()

    monkeypatch.setattr(printing, "_rendered", full)
    app = drawn()
    add_callout(app, SUDZHA, "One")
    add_callout(app, SUDZHA, "Two", 1)
    assert [one.value for one in app.error] == [
        "This map cannot be drawn. callouts.2 \\(x\\)\\: the map has no room for it. Shorten it."
    ]
    assert len(last(app).edition.callouts) == 1
    order = [one.key or one.type for one in app.main if one.type in {"text_input", "error"}]
    assert order[order.index("error") - 1] == "export_callout_text_1"
    assert order[order.index("error") + 1] == "export_callout_new_2"


def test_advances_are_told_with_who_says_so(undrawn: None) -> None:
    app = drawn()
    options = app.multiselect(key="export_highlight_en").options
    assert "to Sudzha (according to Russian Ministry of Defence, 13 March 2025)" in options


def test_choices_stay_while_another_page_is_looked_at_and_go_with_one_button(undrawn: None) -> None:
    script = """
import streamlit as st
from geo.ui import export
if st.toggle("elsewhere", key="elsewhere"):
    st.text("another page")
else:
    export.show()
"""
    app = AppTest.from_string(script, default_timeout=120).run()
    app.segmented_control(key="export_theme").set_value("grey").run()
    app.checkbox(key="export_strip").check().run()
    app.selectbox(key="export_paper").set_value("own").run()
    app.number_input(key="export_width_mm").set_value(150.0).run()
    app.text_input(key="export_title").set_value("Mine").run()
    add_callout(app, SUDZHA, "One")
    made = last(app)
    app.toggle(key="elsewhere").set_value(True).run()
    app.toggle(key="elsewhere").set_value(False).run()
    assert last(app).edition == made.edition
    assert app.segmented_control(key="export_theme").value == "grey"
    assert app.number_input(key="export_width_mm").value == 150
    assert app.text_input(key="export_callout_text_0").value == "One"
    app.button(key="reset_export").click().run()
    assert last(app).edition == Edition()
    assert last(app).view.title == ""
    assert app.segmented_control(key="export_theme").value == "light"
    assert app.button(key="export_callout_undo").disabled


def test_what_was_set_comes_back_after_everything_was_set_back(undrawn: None) -> None:
    app = house(drawn(), **{"desk.yaml": b"name: Desk"})
    app.segmented_control(key="export_theme").set_value("dark").run()
    app.selectbox(key="export_paper").set_value("own").run()
    app.number_input(key="export_width_mm").set_value(150.0).run()
    app.text_input(key="export_title").set_value("Mine").run()
    app.selectbox(key="export_lang").set_value("uk").run()
    add_callout(app, SUDZHA, "One")
    assert app.button(key="reset_export_undo").disabled
    made = last(app)
    for _ in range(2):  # a second click sets back what is set back already
        app.button(key="reset_export").click().run()
    assert last(app).edition == Edition()
    app.button(key="reset_export_undo").click().run()
    assert (last(app).edition, last(app).view) == (made.edition, made.view)
    assert app.number_input(key="export_width_mm").value == 150
    assert app.text_input(key="export_callout_text_0").value == "One"
    assert app.button(key="reset_export_undo").disabled
    add_callout(app, SUDZHA, "Two", turn=app.session_state["export_kept"]["callouts_turn"])
    assert [one.text for one in last(app).edition.callouts] == ["One", "Two"]


def house(app: AppTest, **files: bytes) -> AppTest:
    """The page with uploaded files of a house style: a test cannot drive the uploader."""
    app.session_state["export_kept"] = {**app.session_state["export_kept"], "house": files}
    return app.run()


def test_a_house_style_dresses_the_map_and_travels_with_its_edition(undrawn: None, tmp_path: Path) -> None:
    logo = small_png()
    app = house(drawn(), **{"desk.yaml": b"name: Desk\nlogo: {file: logo.png, width_mm: 20}", "logo.png": logo})
    assert not app.error
    style = last(app).edition.house
    assert style is not None
    assert (style.name, style.logo.width_mm if style.logo else 0) == ("Desk", 20)
    content, name, _ = printing.recipe(last(app))
    assert name.endswith(".edition.zip")
    ZipFile(BytesIO(content)).extractall(tmp_path)
    found = Edition.from_yaml(next(tmp_path.glob("*.edition.yaml")).read_text("utf-8"), folder=tmp_path)
    assert found.house is not None
    assert found.house.name == "Desk"
    assert found.house.logo is not None
    assert found.house.logo.file is not None
    assert found.house.logo.file.read_bytes() == logo
    app.button(key="house_remove").click().run()
    assert last(app).edition.house is None


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"desk.yaml": b"colour: red"}, "colour"),
        ({"desk.yaml": b"colours: {accent: red}"}, "expected a colour"),
        ({"desk.yaml": b"colours: {text: '#eeeeee'}"}, "WCAG"),
        ({"logo.png": b""}, "Give one YAML file"),
        ({"a.yaml": b"name: A", "b.yaml": b"name: B"}, "there are 2"),
        ({"desk.yaml": b"logo: {file: logo.png}"}, "names logo"),
        ({"desk.yaml": b"\xff\xfe"}, "not UTF"),
        ({"desk.yaml": b"font: Nowhere Sans"}, "no family"),
    ],
)
def test_a_house_style_that_cannot_be_used_is_told_and_the_map_goes_without(
    undrawn: None, files: dict[str, bytes], words: str
) -> None:
    app = house(drawn(), **files)
    assert not app.exception
    assert words in app.error[0].value
    assert last(app).edition.house is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"name: Desk\n: x", "mine.yaml: line 2 is not YAML (expected"),
        (b"name: Desk\ncredit: a: b", "mine.yaml: line 2 is not YAML (mapping values are not allowed here)"),
        (b"name: Desk\n\ncolours:\n  text: '#111111'\n  accent: red\n", "mine.yaml line 5: colours.accent is 'red'"),
        (b"name: Desk\nlogo: {file: logo.png}", "mine.yaml line 2: logo.file is 'logo.png'"),
        (b"- name", "mine.yaml: holds list"),
    ],
)
def test_a_fault_of_a_house_style_is_told_of_the_file_and_line_as_uploaded(text: bytes, words: str) -> None:
    with pytest.raises(ViewError) as refused:
        house_style.house_of({"mine.yaml": text, "logo.png": b"no picture"})
    assert str(refused.value).startswith(words)
    assert "unicode string" not in str(refused.value)


@pytest.mark.parametrize("path", ["/etc/hostname", "../../secret.png", "..\\secret.png"])
def test_a_house_style_reaches_no_file_of_the_server(path: str, tmp_path: Path) -> None:
    with pytest.raises(ViewError, match="not among the files"):
        house_style.house_of({"desk.yaml": f"logo: {{file: '{path}'}}".encode()})
    with pytest.raises(ViewError, match="not among the files"):
        house_style.house_of({"desk.yaml": b"font: /usr/share/fonts/x.ttf"})


def test_the_example_of_a_house_style_is_one(undrawn: None) -> None:
    style = house_style.house_of({"house-example.yaml": house_style.EXAMPLE.encode()})
    assert style.credit == "Graphic by the Example desk"
    assert not house(drawn(), **{"house-example.yaml": house_style.EXAMPLE.encode()}).error


@pytest.mark.parametrize("form", ["PNG", "SVG", "PDF"])
def test_the_command_line_with_the_edition_makes_the_same_bytes(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f"import streamlit as st\nfrom geo.ui import printing\n{PAGE}\n"
    told_too = "st.session_state['told'] = printing.text_of(st.session_state['export_last'])()"
    app = AppTest.from_string(script + told_too, default_timeout=120).run()
    app.segmented_control(key="export_format").set_value(form)
    app.segmented_control(key="export_theme").set_value("dark")
    app.checkbox(key="export_strip").check().run()
    app.text_input(key="export_title").set_value("It's the week of “the pipeline”").run()
    add_callout(app, SUDZHA, "Тут вихід: 1 > 0 # all")
    if form == "PNG":
        app.selectbox(key="export_dpi").set_value(-1).run()
        app.number_input(key="export_own_dpi").set_value(80).run()
    assert not app.exception
    assert not app.error
    made = last(app)
    content, name, _ = printing.recipe(made)
    (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    link = f"http://localhost:8501/?{urlencode(made.view.to_query())}"
    words = shlex.split(printing.command(made, link, name))
    assert words[:3] == ["python", "-m", "geo"]
    ran = CliRunner().invoke(main, words[3:])
    assert ran.exit_code == 0, ran.output
    assert (tmp_path / made.name).read_bytes() == made.content
    assert (tmp_path / f"{made.name}.txt").read_text("utf-8") == app.session_state["told"]


def test_a_resolution_is_written_into_the_picture() -> None:
    app = drawn()
    app.selectbox(key="export_paper").set_value("own").run()
    app.number_input(key="export_width_mm").set_value(90.0).run()
    app.selectbox(key="export_dpi").set_value(150).run()
    with Image.open(BytesIO(last(app).content)) as made:
        assert made.width == pytest.approx(90 / 25.4 * 150, abs=1)
        assert made.info["dpi"] == pytest.approx((150, 150), abs=0.1)
        assert "according to Russian officials" in made.text["Description"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("what", ["pair", "voices"])
def test_a_sheet_of_several_maps_is_one_file(what: str) -> None:
    app = drawn()
    app.segmented_control(key="export_what").set_value(what).run()
    assert not app.exception
    assert not app.error
    assert last(app).name.endswith(f"_{what}.png")
    assert last(app).content.startswith(b"\x89PNG")
    assert last(app).content != small_png()


def test_a_sheet_has_the_words_and_the_paper_that_are_chosen_at_once() -> None:
    app = drawn()
    app.segmented_control(key="export_what").set_value("pair").run()
    app.selectbox(key="export_paper").set_value("square")
    app.segmented_control(key="export_theme").set_value("dark")
    app.text_input(key="export_title").set_value("The week of the pipeline").run()
    with Image.open(BytesIO(last(app).content)) as made:
        assert made.size == SIZES["square"].pixels
        assert made.text["Title"] == "The week of the pipeline"  # type: ignore[attr-defined]
    assert last(app).edition.theme == "dark"


def test_what_a_series_does_not_have_is_told(undrawn: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.ui.series._sheet", lambda *_: small_png())
    app = drawn()
    app.session_state["overlays"] = (Overlay("Roads", "© Me", ()),)
    app.session_state["view"] = app.session_state["view"].changed(perspective="all")
    for what, found in (("map", (0, 0)), ("pair", (1, 1)), ("voices", (1, 0)), ("film", (1, 0))):
        app.segmented_control(key="export_what").set_value(what).run()
        assert not app.exception
        words = ("on a map by itself only", "what changed between the two days is not told")
        assert tuple(told(app).count(one) for one in words) == found, what


def test_a_full_disk_ends_an_animation_with_a_word(undrawn: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/somewhere/on/the/server")

    monkeypatch.setattr("geo.views.animation.write_frames", full)
    app = film(drawn())
    app.button(key="film_draw").click().run()
    assert not app.exception
    assert "No space left on device" in told(app)
    assert "/somewhere" not in told(app)


def test_a_sheet_that_cannot_be_is_told_and_the_last_map_stays(undrawn: None) -> None:
    app = drawn()
    app.segmented_control(key="export_what").set_value("voices").run()
    app.multiselect(key="export_voices").set_value(["RU"]).run()
    assert "two perspectives or more" in told(app)
    app.segmented_control(key="export_what").set_value("days").run()
    app.number_input(key="export_series_step").set_value(1).run()
    assert "a sheet holds up to 12" in told(app)
    first = app.date_input(key="export_series_first")
    first.set_value(app.date_input(key="export_series_last").value.replace(year=2026)).run()
    assert "the earlier one first" in told(app)
    assert not app.exception


def film(app: AppTest, form: str = "GIF", step: int = 10) -> AppTest:
    app.segmented_control(key="export_what").set_value("film").run()
    app.segmented_control(key="export_film_form").set_value(form)
    app.selectbox(key="export_film_width").set_value(800)
    app.number_input(key="export_film_step").set_value(step).run()
    return app


@pytest.mark.parametrize(("form", "begins"), [("GIF", b"GIF89a"), ("PNG", b"PK")])
def test_the_days_of_a_period_become_an_animation(form: str, begins: bytes) -> None:
    app = film(drawn(), form)
    app.button(key="film_draw").click().run()
    assert not app.exception
    assert not app.error
    made = app.session_state["export_film"]
    assert made.content.startswith(begins)
    assert "13 March 2025" in made.told  # the view's own day is the last
    if form == "GIF":
        with Image.open(BytesIO(made.content)) as picture_:
            assert (picture_.n_frames, picture_.width) == (3, 800)  # type: ignore[attr-defined]
    else:
        names = ZipFile(BytesIO(made.content)).namelist()
        assert [Path(name).suffix for name in names] == [".png", ".png", ".png", ".txt"]
        assert names == sorted(names)
    app.number_input(key="export_film_step").set_value(20).run()
    assert "have changed since" in told(app)


def test_without_an_encoder_the_remedy_is_told_before_a_frame_is_drawn(
    undrawn: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> str:
        raise InputError("no encoder for MP4 is installed; expected ffmpeg.")

    def drawing(*_: object, **__: object) -> None:
        pytest.fail("a frame was drawn")

    monkeypatch.setattr(animation, "encoder", none)
    monkeypatch.setattr(animation, "write_frames", drawing)
    app = film(drawn(), "MP4")
    app.button(key="film_draw").click().run()
    assert "ffmpeg" in app.error[0].value
    assert "export_film" not in app.session_state


def test_many_frames_are_asked_about_and_too_many_refused(undrawn: None) -> None:
    app = film(drawn(), step=1)
    first = app.date_input(key="export_film_first")
    last_day = app.date_input(key="export_film_last").value
    first.set_value(last_day.replace(year=last_day.year - 1, month=12, day=20)).run()
    assert app.button(key="film_draw").disabled
    asked = next(one for one in app.checkbox if str(one.key).startswith("export_film_sure"))
    assert "84 frames" in asked.label
    asked.check().run()
    assert not app.button(key="film_draw").disabled
    app.selectbox(key="export_film_width").set_value(1920)
    app.date_input(key="export_film_first").set_value(last_day.replace(year=last_day.year - 1, month=9, day=1)).run()
    assert "frames are drawn here" in told(app)


def test_cancelling_an_animation_is_told(undrawn: None) -> None:
    app = film(drawn())
    app.session_state["export_film_broken_off"] = True
    app.run()
    assert "Cancelled" in told(app)
    assert "Cancelled" not in told(app.run())


def test_the_csv_opens_in_a_spreadsheet_in_order_of_date() -> None:
    script = """
import streamlit as st
from geo.ui import state
frame = state.front().timeline.frame(**state.view().frame_arguments())
st.session_state["csv"] = state.csv_of(frame)
"""
    app = AppTest.from_string(script, default_timeout=90).run()
    assert not app.exception
    told_ = app.session_state["csv"]
    assert told_.startswith(b"\xef\xbb\xbf")
    days_ = [row["known_from"] for row in csv.DictReader(StringIO(told_.decode("utf-8-sig")))]
    assert len(days_) > 5
    assert days_ == sorted(days_)


def test_the_method_page_shows_no_code_of_the_repository(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "A zone is a claim. The code is in `geo/front/`; each rule stands there.\n\n"
        "`python benchmarks/zones.py` prints this. It is a check.\n\n| `geo/x.py` | kept in a table |\n",
        encoding="utf-8",
    )
    assert method.read_page(page) == "A zone is a claim.\n\nIt is a check.\n\n| `geo/x.py` | kept in a table |\n"
