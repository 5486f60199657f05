"""Many maps in one call: what is ordered, what is refused, and what is drawn again."""

from __future__ import annotations

import errno
import json
import os
import pickle
import signal
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from geo.errors import DataMissing, InputError
from geo.newsroom import production
from geo.newsroom.drawing import Drawn, drawn, frames_of
from geo.newsroom.jobs import Job, jobs_of
from geo.newsroom.keys import frame_key, ground_key, key_of
from geo.newsroom.manifest import MANIFEST, Manifest
from geo.newsroom.orders import NAME_LIMIT, read_orders
from geo.newsroom.production import Production
from geo.newsroom.report import Report
from geo.newsroom.workers import Lost, answers
from geo.pipeline import Front, load_front
from geo.settings import Settings
from geo.views.edition import Edition
from geo.views.static import render
from geo.views.view import MapView
from tests.views.frames import VIEW, advance, event, frame, zone

TWO = """
defaults: {view: {size: web}, formats: [png]}
maps:
  - name: one
    view: {day: 2025-03-12, perspective: RU}
  - name: two
    view: {day: 2025-03-13, perspective: UA}
    formats: [png, svg]
"""


@pytest.fixture(scope="module")
def front() -> Front:
    return load_front(Settings())


def written(folder: Path, text: str) -> Path:
    path = folder / "maps.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def picture(path: Path, grey: int) -> Path:
    Image.new("L", (4, 4), grey).save(path)
    return path


def here(tasks: Sequence[Any], prepare: Callable[[], Any], *_: Any) -> Generator[tuple[int, Any]]:
    """Do tasks in this process, one after the other."""
    do = prepare()
    for number, task in enumerate(tasks):
        yield number, do(task)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let a drawing be a few bytes, made in this process; gives the names that were drawn."""
    names: list[str] = []

    def few(job: Job, *_: Any) -> Drawn:
        names.append(job.name)
        return Drawn({target: f"{job.name} {job.edition.theme}".encode() for target in job.targets})

    monkeypatch.setattr(production, "answers", here)
    monkeypatch.setattr(production, "drawn", few)
    return names


def made(path: Path, front: Front, **asked: Any) -> Report:
    return Production(read_orders(path), path.parent / "out", **asked).run(front, Settings())


def statuses(report: Report) -> dict[str, str]:
    return {result.name: result.status for result in report.results}


# What is ordered


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds NoneType; expected 'maps:'"),
        ("- name: a", "holds list"),
        ("maps: [", "line 1: is not YAML"),
        ("maps: !!python/object/apply:os.system [ls]", "is not YAML"),
        ("maps: []", "maps is empty"),
        ("defaults: {}", "maps is missing"),
        ("maps: {name: a}", "maps is dict; expected a list"),
        ("maps: [{name: a}]\nmap: 1", "'map' is not known; accepted are defaults, maps"),
        ("maps: [{name: a}]\nmaps: [{name: b}]", "line 2: 'maps' is given twice"),
        ("maps:\n  - name: a\n    view: {ui: en, ui: uk}", "line 3: 'ui' is given twice"),
        ("maps:\n  - &a {name: a}\n  - {<<: *a, name: b}", "line 3: merging with << is not read"),
        ("maps: " + "[" * 40 + "]" * 40, "nested 13 deep"),
        ("defaults: {formats: bmp}\nmaps: [{name: a}]", "defaults: formats is 'bmp'; expected any of png, svg, pdf"),
        ("defaults: {dpi: 20}\nmaps: [{name: a}]", "defaults: dpi is '20'; expected a whole number from 30 to 1200"),
        ("defaults: {colour: red}\nmaps: [{name: a}]", "'colour' is not a field here; accepted are view, edition"),
        ("#" * 400_001, "400001 characters long"),
    ],
)
def test_a_file_that_is_no_list_of_maps_is_refused_as_a_whole(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_orders(written(tmp_path, text))
    assert "maps.yaml" in str(refused.value)
    assert words in str(refused.value)


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match="no such file"):
        read_orders(tmp_path / "none.yaml")
    (tmp_path / "maps.yaml").write_bytes(b"maps: [{name: \xff}]")
    with pytest.raises(InputError, match="is not UTF-8"):
        read_orders(tmp_path / "maps.yaml")


HOSTILE = [
    "../up", "a/b", "a\\b", "/etc/passwd", "..", ".", ".hidden", "", " a", "a b", "a.png", "a\0b", "-o", "x" * 300,
    "CON", "aux", "lpt1", "a:b", "a\u202eb", "a\nb", "~", "$HOME", "й" * 81,
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_is_no_safe_file_name_is_refused_and_the_other_map_kept(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"maps:\n  - name: {json.dumps(name)}\n  - name: good\n")
    found = read_orders(path)
    assert [order.name for _, order in found.orders] == ["good"]
    (refused,) = found.refused
    assert refused.name == "line 2"
    assert refused.why.startswith("maps.yaml line 2: name is ")
    assert len(refused.why) < 300


@settings(max_examples=300, deadline=None)
@given(name=st.text(min_size=1, max_size=90))
@example(name="Суджа-12")
@example(name="ﬁ")
def test_every_name_that_is_taken_is_one_file_in_the_folder(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "names.yaml"
    path.write_text(f"maps:\n  - name: {json.dumps(name)}\n", encoding="utf-8")
    for _, order in read_orders(path).orders:
        target = folder / f"{order.name}.png"
        assert target.resolve().parent == folder.resolve()
        assert len(order.name) <= NAME_LIMIT
        assert len(target.name.encode()) < 200
        target.touch()
        target.unlink()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ("name: 7", "line 2: name is '7'; expected text: put it in quotation marks"),
        ("view: {day: 2025-03-12}", "line 2: name is missing. Add it."),
        ("name: a\n    formats: [png, exe]", "line 2, a: formats is 'list'; expected any of png, svg, pdf"),
        ("name: a\n    dpi: true", "a: dpi is 'True'; expected a whole number"),
        ("name: a\n    views: 1", "a: 'views' is not a field here; accepted are view, edition, formats"),
        ("name: a\n    view: RU", "a: view is 'RU'; expected fields, such as name: value"),
        ("name: a\n    series: []", "a: series is 'list'; expected fields, such as name: value"),
        ("name: a\n    link: 5", "a: link is '5'; expected an address"),
        ("name: a\n    series: {first: 2025-03-12}", "a: series: first and last go together"),
        ("name: a\n    series: {first: 2025-03-12, last: 2025-03-01}", "last 2025-03-01 is before first 2025-03-12"),
        ("name: a\n    series: {first: 2025-13-12, last: 2025-03-01}", "series.first is '2025-13-12'; expected a day"),
        ("name: a\n    series: {kind: gif}", "wants first and last, or two perspectives"),
        ("name: a\n    series: {perspectives: [RU, UA], milliseconds: 90}", "milliseconds is for gif and mp4, kind is"),
        ("name: a\n    series: {kind: film}", "series.kind is 'film'; expected 'multiples', 'pair', 'frames'"),
        ("name: a\n    series: {days: 3}", "accepted are kind, first, last, step, perspectives, milliseconds"),
    ],
)
def test_a_map_that_is_not_right_is_refused_alone(fields: str, words: str, tmp_path: Path) -> None:
    found = read_orders(written(tmp_path, f"maps:\n  - {fields}\n  - name: good\n"))
    assert [order.name for _, order in found.orders] == ["good"]
    (refused,) = found.refused
    assert words in refused.why


def test_a_name_is_given_once_whatever_its_case(tmp_path: Path) -> None:
    found = read_orders(written(tmp_path, "maps:\n  - name: Week\n  - name: week\n"))
    assert [order.name for _, order in found.orders] == ["Week"]
    assert "line 3, week: the name is that of line 2" in found.refused[0].why


# Views and editions


def jobs(path: Path, front: Front, *only: str) -> dict[str, Job]:
    found, refused = jobs_of(read_orders(path), front.timeline, only)
    assert not refused, refused
    return {job.name: job for job in found}


def test_fields_go_over_the_defaults_and_these_over_the_record_s_own_view(tmp_path: Path, front: Front) -> None:
    path = written(
        tmp_path,
        "defaults: {view: {ui: uk, size: a4}, edition: {theme: dark, strip: true}, formats: [svg], dpi: 300}\n"
        "maps:\n  - name: usual\n  - name: own\n    view: {day: 2025-03-12, lang: en, size: square}\n"
        "    edition: {theme: grey}\n    formats: pdf\n    dpi: 72\n",
    )
    found = jobs(path, front)
    usual = MapView.default(front.timeline)
    assert found["usual"].views == (usual.changed(ui="uk", lang="uk", size="a4"),)
    assert found["usual"].targets == ("usual.svg", "usual.txt")
    own = found["own"]
    assert own.views[0] == usual.changed(
        ui="uk", lang="en", size="square", day="2025-03-12", advances_from="2025-03-06", advances_to="2025-03-12"
    )
    assert own.edition == Edition(theme="grey", strip=True)
    assert (own.formats, own.dpi) == (("pdf",), 72)


def test_a_link_says_the_whole_view_and_is_never_asked_for(tmp_path: Path, front: Front) -> None:
    screen = MapView.default(front.timeline).changed(perspective="UA", title="Held & lost", sides=("RU",))
    query = "&".join(f"{name}={value}" for name, value in screen.to_query().items()).replace(
        "Held & lost", "Held %26 lost"
    )
    path = written(
        tmp_path,
        "defaults: {view: {ui: uk, size: a4}}\nmaps:\n"
        f"  - name: screen\n    link: 'http://192.0.2.1:1/?{query}&utm_source=x'\n"
        f"  - name: other\n    link: 'http://192.0.2.1:1/?{query}'\n    view: {{perspective: RU}}\n",
    )
    found = jobs(path, front)
    assert found["screen"].views == (screen.changed(size="a4"),)
    assert found["other"].views == (screen.changed(size="a4", perspective="RU"),)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ("view: {day: 2025-02-30}", "view: day is '2025-02-30'; expected a day"),
        ("view: {colour: red}", "view: 'colour' is not a field of a view"),
        ("view: {perspective: 'by:Deep State'}", "DeepState"),
        ("edition: {theme: pink}", "edition: theme is 'pink'"),
        ("edition: {house: none.yaml}", "none.yaml: cannot be read"),
        ("edition: {house: pale.yaml}", "line 2, bad: pale: colours.text is '#eeeeee'"),
        ("link: nonsense", "link is 'nonsense'; expected an address with ?day="),
        ("link: 'http://[::1'", "Copy the whole address"),
        ("link: 'http://x/?day=never'", "link: day is 'never'"),
    ],
)
def test_a_wrong_view_or_edition_fails_its_map_alone(fields: str, words: str, tmp_path: Path, front: Front) -> None:
    (tmp_path / "pale.yaml").write_text("name: pale\ncolours: {text: '#eeeeee'}", encoding="utf-8")
    path = written(tmp_path, f"maps:\n  - name: bad\n    {fields}\n  - name: good\n")
    found, refused = jobs_of(read_orders(path), front.timeline)
    assert [job.name for job in found] == ["good"]
    assert words in refused[0].why


@pytest.mark.parametrize("defaults", ["{view: {day: never}}", "{edition: {theme: pink}}"])
def test_wrong_defaults_are_nobody_s_alone(defaults: str, tmp_path: Path, front: Front) -> None:
    path = written(tmp_path, f"defaults: {defaults}\nmaps:\n  - name: a\n")
    with pytest.raises(InputError, match="defaults: "):
        jobs_of(read_orders(path), front.timeline)


def test_what_no_record_has_is_a_warning(tmp_path: Path, front: Front) -> None:
    found = jobs(written(tmp_path, "maps:\n  - name: a\n    view: {publishers: [The Moon]}\n"), front)
    assert "The Moon" in found["a"].warnings[0]


def test_a_map_is_not_written_over_what_is_read(tmp_path: Path, front: Front, quick: list[str]) -> None:
    (tmp_path / "out").mkdir()
    logo = picture(tmp_path / "out" / "logo.png", 0)
    whole = logo.read_bytes()
    (tmp_path / "house.yaml").write_text("logo: {file: out/logo.png}", encoding="utf-8")
    path = written(tmp_path, "maps:\n  - name: logo\n    edition: {house: house.yaml}\n")
    with pytest.raises(InputError, match="is also what is read"):
        made(path, front)
    assert logo.read_bytes() == whole


def test_a_series_is_its_days_times_its_perspectives(tmp_path: Path, front: Front) -> None:
    path = written(
        tmp_path,
        "defaults: {view: {day: 2025-03-12, follow: grow}}\nmaps:\n"
        "  - name: week\n    series: {first: 2025-03-08, last: 2025-03-13, step: 2, kind: frames}\n"
        "  - name: pair\n    series: {first: 2025-03-01, last: 2025-03-12, step: 2, kind: pair}\n"
        "  - name: sides\n    series: {perspectives: [RU, UA, assessed], kind: gif, milliseconds: 90}\n",
    )
    found = jobs(path, front)
    assert [view.day.day for view in found["week"].views] == [8, 10, 12]
    assert {view.advances_from.day for view in found["week"].views} == {6}
    assert found["week"].targets == ("week",)
    assert [view.day.day for view in found["pair"].views] == [1, 12]
    assert [view.perspective for view in found["sides"].views] == ["RU", "UA", "assessed"]
    assert found["sides"].targets == ("sides.gif", "sides.txt")
    assert found["sides"].milliseconds == 90


def test_the_days_of_a_series_end_on_its_last_whatever_day_the_record_ends_on(tmp_path: Path, front: Front) -> None:
    path = written(
        tmp_path,
        "maps:\n  - name: both\n    view: {advances_from: 2025-03-10}\n"
        "    series: {first: 2025-03-11, last: 2025-03-12, perspectives: [RU, UA], kind: gif}\n",
    )
    views = jobs(path, front)["both"].views
    assert [(view.perspective, view.day.day) for view in views] == [("RU", 11), ("RU", 12), ("UA", 11), ("UA", 12)]
    assert [(view.advances_from.day, view.advances_to.day) for view in views[:2]] == [(9, 11), (10, 12)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ("edition: {strip: true}\n    series: {first: 2025-03-11, last: 2025-03-12}", "strip: "),
        ("view: {perspective: all}\n    series: {first: 2025-03-11, last: 2025-03-12, kind: pair}", "side by side"),
        ("formats: svg\n    series: {first: 2025-03-11, last: 2025-03-12, kind: frames}", "formats is svg"),
        ("formats: png\n    series: {first: 2025-03-11, last: 2025-03-12, kind: gif}", "is written as gif"),
    ],
)
def test_what_a_series_does_not_have_is_a_warning(fields: str, words: str, tmp_path: Path, front: Front) -> None:
    found = jobs(written(tmp_path, f"maps:\n  - name: a\n    {fields}\n"), front)
    (warning,) = found["a"].warnings
    assert words in warning


def test_an_mp4_that_cannot_be_made_here_is_refused_before_the_work(
    tmp_path: Path, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    path = written(tmp_path, "maps:\n  - name: a\n    series: {first: 2025-03-11, last: 2025-03-12, kind: mp4}\n")
    _, (refused,) = jobs_of(read_orders(path), front.timeline)
    assert "Install it" in refused.why


@pytest.mark.parametrize(
    ("series", "words"),
    [
        ("{first: 2025-02-01, last: 2025-03-12}", "40; expected 2 to 12. Take fewer days"),
        ("{first: 2025-03-12, last: 2025-03-12}", "1; expected 2 to 12. Give more days"),
        ("{kind: pair, first: 2025-03-12, last: 2025-03-12}", "a pair of 1; expected 2 maps"),
        ("{kind: pair, perspectives: [RU, UA, assessed]}", "a pair of 3; expected 2 maps"),
        ("{kind: gif, first: 2020-03-12, last: 2025-03-12}", "Take a longer step or fewer days"),
    ],
)
def test_a_series_that_cannot_be_is_refused(series: str, words: str, tmp_path: Path, front: Front) -> None:
    path = written(tmp_path, f"maps:\n  - name: bad\n    series: {series}\n")
    _, (refused,) = jobs_of(read_orders(path), front.timeline)
    assert words in refused.why
    assert refused.why.startswith("maps.yaml line 2, bad: ")


# What a map's bytes depend on


def test_the_key_follows_every_word_of_the_record_and_not_the_file_it_lies_in() -> None:
    same = frame(event(), zones=(zone(),), advances=(advance(),))
    assert frame_key(same) == frame_key(frame(event(), zones=(zone(),), advances=(advance(),)))
    others = [
        frame(event(event_id="x"), zones=(zone(),), advances=(advance(),)),
        frame(event(event_id=event().event_id, publisher="Another"), zones=(zone(),), advances=(advance(),)),
        frame(event(event_id=event().event_id, lon=35.28), zones=(zone(),), advances=(advance(),)),
        frame(event(), zones=(zone(note="corrected"),), advances=(advance(),)),
        frame(event(), zones=(zone(geometry=zone().geometry.buffer(0.001)),), advances=(advance(),)),
        frame(event(), zones=(zone(),), advances=(advance(status="denied"),)),
        frame(event(), zones=(zone(),), advances=(advance(),), hidden=1),
    ]
    assert len({frame_key(one) for one in (same, *others)}) == len(others) + 1


def test_the_key_follows_the_view_the_edition_and_what_stands_in_the_house_style(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        picture(tmp_path / name / "logo.png", 0)
        (tmp_path / name / "house.yaml").write_text("logo: {file: logo.png}", encoding="utf-8")
    job = Job("a", "maps.yaml line 2, a", (VIEW,), Edition.of({"house": "a/house.yaml"}, folder=tmp_path), ("png",))
    moved = replace(job, edition=Edition.of({"house": "b/house.yaml"}, folder=tmp_path))
    frames = (frame(event()),)
    key = key_of(job, frames, "ground")
    assert key_of(moved, frames, "ground") == key
    picture(tmp_path / "b" / "logo.png", 99)
    others = [
        (moved, "ground"), (job, "another ground"), (replace(job, views=(VIEW.changed(title="x"),)), "ground"),
        (replace(job, edition=Edition(strip=True)), "ground"), (replace(job, dpi=300), "ground"),
        (replace(job, formats=("svg",)), "ground"), (replace(job, kind="gif"), "ground"),
    ]  # fmt: skip
    assert key not in {key_of(other, frames, ground) for other, ground in others}


def test_the_ground_s_key_follows_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "land.geojson.gz").write_bytes(b"land")
    settings = Settings(data_dir=tmp_path, workspace=tmp_path / "w" / "workspace.sqlite")
    key = ground_key(settings)
    (tmp_path / "events.csv").write_text("comes in by the frames", encoding="utf-8")
    assert ground_key(settings) == key
    (tmp_path / "land.geojson.gz").write_bytes(b"another")
    assert ground_key(settings) != key


# What is drawn again


def test_a_rerun_draws_nothing_and_then_only_what_changed(tmp_path: Path, front: Front, quick: list[str]) -> None:
    path = written(tmp_path, TWO)
    assert statuses(made(path, front)) == {"one": "made", "two": "made"}
    manifest = (tmp_path / "out" / MANIFEST).read_bytes()
    again = made(path, front)
    assert statuses(again) == {"one": "current", "two": "current"}
    assert again.exit_code() == 0
    assert (tmp_path / "out" / MANIFEST).read_bytes() == manifest
    quick.clear()
    written(tmp_path, TWO.replace("perspective: UA", "perspective: assessed"))
    assert statuses(made(path, front)) == {"one": "current", "two": "made"}
    assert quick == ["two"]
    quick.clear()
    assert statuses(made(path, front, forced=True, only=("one",))) == {"one": "made"}
    assert quick == ["one"]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda file: file.unlink(), "two.svg is missing"),
        (lambda file: file.write_bytes(file.read_bytes()[:3]), "two.svg was edited"),
        (lambda file: file.write_bytes(file.read_bytes()[::-1]), "two.svg was edited"),
    ],
)
def test_an_output_that_is_not_as_it_was_written_is_made_again(
    spoil: Callable[[Path], None], why: str, tmp_path: Path, front: Front, quick: list[str]
) -> None:
    path = written(tmp_path, TWO)
    made(path, front)
    file = tmp_path / "out" / "two.svg"
    whole = file.read_bytes()
    spoil(file)
    report = made(path, front)
    assert statuses(report) == {"one": "current", "two": "made"}
    assert report.results[1].why == why
    assert file.read_bytes() == whole


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[]", b'{"version": 9, "maps": {}}', b'{"version": 1, "maps": {"one": 1}}']
)
def test_a_broken_manifest_is_told_and_everything_is_drawn_again(
    broken: bytes, tmp_path: Path, front: Front, quick: list[str]
) -> None:
    path = written(tmp_path, TWO)
    made(path, front)
    (tmp_path / "out" / MANIFEST).write_bytes(broken)
    assert "cannot be used" in Manifest.read(tmp_path / "out").trouble
    report = made(path, front)
    assert statuses(report) == {"one": "made", "two": "made"}
    assert "every map is drawn again" in report.trouble
    assert statuses(made(path, front)) == {"one": "current", "two": "current"}


def test_a_folder_in_which_nothing_can_be_written_is_told_before_the_work(
    tmp_path: Path, front: Front, quick: list[str]
) -> None:
    (tmp_path / "out" / MANIFEST).mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        made(written(tmp_path, TWO), front)
    assert quick == []


def test_what_was_made_is_remembered_while_the_work_goes_on(
    tmp_path: Path, front: Front, quick: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def watched(tasks: Sequence[Any], prepare: Callable[[], Any], *_: Any) -> Generator[tuple[int, Any]]:
        for answer in here(tasks, prepare):
            yield answer
            seen.append(list(Manifest.read(tmp_path / "out").maps))

    monkeypatch.setattr(production, "answers", watched)
    monkeypatch.setattr(production, "_KEPT_EVERY_S", 0.0)
    made(written(tmp_path, TWO), front)
    assert seen == [["one"], ["one", "two"]]


def test_maps_are_told_of_where_they_cannot_be_remembered(
    tmp_path: Path, front: Front, quick: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write, calls = Manifest.write, []

    def full(self: Manifest, folder: Path) -> None:
        calls.append(folder)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(self, folder)

    monkeypatch.setattr(Manifest, "write", full)
    report = made(written(tmp_path, TWO), front)
    assert statuses(report) == {"one": "made", "two": "made"}
    assert "cannot be written (No space left on device)" in report.trouble
    assert json.loads(report.to_json())["trouble"] == report.trouble


def test_what_is_ordered_no_more_is_told_and_never_deleted(tmp_path: Path, front: Front, quick: list[str]) -> None:
    path = written(tmp_path, TWO)
    made(path, front)
    written(tmp_path, TWO.replace("formats: [png, svg]", "formats: png"))
    assert made(path, front).left == ("two.svg",)
    written(tmp_path, TWO.split("  - name: two")[0])
    assert made(path, front).left == ("two.png", "two.svg", "two.txt")
    assert made(path, front).left == ("two.png", "two.svg", "two.txt")
    assert (tmp_path / "out" / "two.svg").exists()
    (tmp_path / "out" / "two.svg").unlink()
    assert made(path, front).left == ("two.png", "two.txt")
    written(tmp_path, TWO.replace("formats: [png, svg]", "formats: png"))
    report = made(path, front)
    assert report.left == ()
    assert statuses(report) == {"one": "current", "two": "current"}


def test_a_dry_run_says_what_is_due_and_writes_nothing(tmp_path: Path, front: Front, quick: list[str]) -> None:
    path = written(tmp_path, TWO)
    report = made(path, front, only_look=True)
    assert statuses(report) == {"one": "due", "two": "due"}
    assert [path.name for path in tmp_path.iterdir()] == ["maps.yaml"]
    made(path, front)
    assert statuses(made(path, front, only_look=True)) == {"one": "current", "two": "current"}
    assert quick == ["one", "two"]


def test_one_map_that_fails_stops_the_others_only_where_asked(
    tmp_path: Path, front: Front, quick: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, TWO)
    few = production.drawn

    def failing(job: Job, *rest: Any) -> Drawn:
        if job.name == "one":
            raise InputError("the paper is too small. Take another.")
        return few(job, *rest)

    monkeypatch.setattr(production, "drawn", failing)
    report = made(path, front)
    assert statuses(report) == {"one": "failed", "two": "made"}
    assert report.results[0].error == "maps.yaml line 4, one: the paper is too small. Take another."
    assert report.exit_code() == 1
    assert statuses(made(path, front, forced=True, strict=True)) == {"one": "failed", "two": "skipped"}
    written(tmp_path, TWO.replace("2025-03-12", "never"))
    with pytest.raises(InputError, match="day is 'never'"):
        made(path, front, strict=True)


def test_a_folder_in_the_way_fails_its_map_alone(tmp_path: Path, front: Front, quick: list[str]) -> None:
    (tmp_path / "out" / "one.png").mkdir(parents=True)
    report = made(written(tmp_path, TWO), front)
    assert statuses(report) == {"one": "failed", "two": "made"}
    assert "directory" in report.results[0].error


def test_ctrl_c_keeps_what_was_made_and_a_rerun_makes_the_rest(
    tmp_path: Path, front: Front, quick: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, TWO)

    def ended(tasks: Sequence[Any], prepare: Callable[[], Any], *_: Any) -> Generator[tuple[int, Any]]:
        yield 0, prepare()(tasks[0])
        raise KeyboardInterrupt

    monkeypatch.setattr(production, "answers", ended)
    report = made(path, front)
    assert report.interrupted
    assert statuses(report) == {"one": "made", "two": "skipped"}
    assert report.exit_code() == 1
    monkeypatch.setattr(production, "answers", here)
    assert statuses(made(path, front)) == {"one": "current", "two": "made"}


# Processes


def _task(task: tuple[str, int]) -> int:
    what, number = task
    if what == "end":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "fail":
        raise ArithmeticError("one over nothing")
    return 2 * number


def _prepare() -> Callable[[tuple[str, int]], int]:
    return _task


@pytest.mark.parametrize(("method", "count"), [("fork", 1), ("fork", 3), ("spawn", 2)])
def test_a_process_that_ends_loses_its_task_and_no_other(method: Any, count: int, capfd: Any) -> None:
    tasks = [("do", 1), ("end", 2), ("do", 3), ("fail", 4), ("do", 5), ("do", 6)]
    found = dict(answers(tasks, _prepare, count, method))
    assert {number: found[number] for number in (0, 2, 4, 5)} == {0: 2, 2: 6, 4: 10, 5: 12}
    assert isinstance(found[1], Lost)
    assert "signal 9" in found[1].why
    assert found[3] == Lost("ArithmeticError: one over nothing")
    assert "one over nothing" in capfd.readouterr().err


def test_processes_end_with_who_asked_them() -> None:
    given = answers([("do", number) for number in range(40)], _where, 2, "fork")
    pids = {next(given)[1] for _ in range(4)}
    given.close()
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_process_that_is_started_anew_loads_the_record_itself(front: Front) -> None:
    desk = production.Desk(Settings(), (Path("a.csv"),), (), "ground", front)
    sent = pickle.loads(pickle.dumps(desk))
    assert sent == replace(desk, front=None)
    assert len(pickle.dumps(desk)) < 2_000


def _where() -> Callable[[Any], int]:
    return lambda _: os.getpid()


# The drawing itself


def test_the_map_is_that_of_render_drawn_here_or_in_forked_processes(tmp_path: Path, front: Front) -> None:
    (job, other) = jobs(written(tmp_path, TWO), front).values()
    frames = frames_of(job, front)
    alone = drawn(job, frames, front)
    (view,) = job.views
    expected = render(frames[0], view, boundaries=front.boundaries, gazetteer=front.gazetteer)
    assert alone.files["one.png"] == expected
    assert b"2025-03-12" in alone.files["one.txt"]

    def prepare() -> Callable[[Job], Drawn]:
        return lambda one: drawn(one, frames_of(one, front), front)

    # what this process has drawn before, its open fonts among it, must not come into theirs
    found = dict(answers([job, other, job, other], prepare, 2, "fork"))
    assert [found[number].files for number in (0, 2)] == [alone.files, alone.files]
    assert found[1].files == found[3].files
    assert found[1].files["two.svg"].startswith(b"<?xml")


def test_a_series_gives_its_files_and_one_text(tmp_path: Path, front: Front) -> None:
    path = written(
        tmp_path,
        "defaults: {view: {perspective: RU}, dpi: 50}\nmaps:\n"
        "  - name: sheet\n    series: {first: 2025-03-11, last: 2025-03-12, kind: pair}\n    formats: [png, svg]\n"
        "  - name: frames\n    series: {first: 2025-03-11, last: 2025-03-12, kind: frames}\n"
        "  - name: film\n    series: {first: 2025-03-11, last: 2025-03-12, kind: gif}\n",
    )
    found = {name: drawn(job, frames_of(job, front), front).files for name, job in jobs(path, front).items()}
    assert list(found["sheet"]) == ["sheet.png", "sheet.svg", "sheet.txt"]
    assert list(found["film"]) == ["film.gif", "film.txt"]
    assert found["film"]["film.gif"].startswith(b"GIF89a")
    pictures = [name for name in found["frames"] if name.startswith("frames/") and name.endswith(".png")]
    assert len(pictures) == 2
    for files in found.values():
        (text,) = [content.decode() for name, content in files.items() if name.endswith(".txt")]
        assert "2025-03-12" in text or "12 March 2025" in text
