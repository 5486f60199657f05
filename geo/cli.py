"""`python -m geo`: one subcommand a stage.

Results go to the file named by -o, or to standard output; counts, progress and rejected records go to
standard error, a line each. Exit status: 0 done; 1 done, but records were rejected and --strict was given;
2 nothing could be done, with one line that says why and what to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from . import __version__
from .errors import GeoError, InputError
from .gazetteer_cli import gazetteer
from .terminal import finish, progress_bars, say
from .terms import CLOCKS, EVENT_TYPES, LANGUAGES, PERSPECTIVES, SIDES, STATUSES

if TYPE_CHECKING:
    from .pipeline import Front
    from .records import Frame, Reject
    from .views.view import MapView

F = TypeVar("F", bound=Callable[..., Any])

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_FILE = click.Path(path_type=Path, dir_okay=False)
_ONLINE = click.option(
    "--online",
    metavar="GEOCODER[:URL]",
    help="Ask nominatim, photon or geonames, of URL or public, for what the gazetteer lacks. Off by default.",
)
_DAYS = ("day", "advances_from", "advances_to")


class _Geo(click.Group):
    """A group whose commands end on one line where they cannot go on."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GeoError as error:
            click.echo(f"geo: {error}", err=True)
            ctx.exit(2)
        except OSError as error:
            click.echo(f"geo: {error.filename or 'file'}: {error.strerror or error}.", err=True)
            ctx.exit(2)


@click.group(cls=_Geo, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="geo")
def main() -> None:
    """Map what is claimed along a front line: by whom, known when, and where claims contradict.

    \b
    Reports become events:     python -m geo read reports.jsonl -o read.jsonl
    Event tables get places:   python -m geo join events.csv -o joined.gpkg
    The front on a day:        python -m geo front --day 2025-03-12 --perspective RU
    An interactive map:        python -m geo map -o front.html
    A map for print:           python -m geo render --day 2025-03-12 -o map.pdf
    More places to find:       python -m geo gazetteer add UA.zip
    The app:                   streamlit run app.py

    Nothing needs the network, unless you ask for it (--online, gazetteer fetch). Without --events,
    the bundled record of the Kursk-Sumy front (August 2024 to September 2025) is used. A claim is
    never drawn as a fact: every command says according to whom.
    """


@main.command()
@click.argument("reports", nargs=-1, required=True, type=_FILE)
@click.option("-o", "--output", type=_FILE, help="JSON Lines file to write; standard output if not given.")
@click.option("--published", type=_DAY, help="Publication day of a text that states none: YYYY-MM-DD.")
@_ONLINE
@click.option("--explain", is_flag=True, help="Say why: each mention's kind and place, each event's type and claimant.")
@click.option("--strict", is_flag=True, help="Exit with 1 if any record was rejected.")
def read(
    reports: tuple[Path, ...],
    output: Path | None,
    published: datetime | None,
    online: str | None,
    explain: bool,
    strict: bool,
) -> None:
    """Read REPORTS: their mentions of places and the events they tell.

    Takes JSON Lines (one object a line with id, text, published and optionally publisher, url, lang),
    .txt, .html and .pdf. Writes one JSON object a report with `mentions` and `events`, each with its
    characters in the text; a report in which nothing was found comes out with empty lists.
    With --explain, the reasons go to standard error, or to standard output where -o names a file.
    """
    from .events.predictions import prediction
    from .pipeline import read as read_all
    from .places.added import gazetteer_for
    from .places.online import online_geocoder
    from .settings import Settings
    from .sources.articles import read_reports
    from .views.reasons import explained

    settings = Settings.from_environment()
    places, geocoder = gazetteer_for(settings), online_geocoder(online, settings)
    rejected: list[Reject] = []
    lines: list[str] = []
    counts = {"reports": 0, "mentions": 0, "events": 0}
    for path in reports:
        outcome = read_reports(path, published=published.date() if published else None)
        rejected += outcome.rejected
        with progress_bars() as tell:
            readings = read_all(outcome.made, places, geocoder=geocoder, progress=tell)
        for reading in readings:
            row = prediction(reading.report, reading.mentions, reading.events)
            lines.append(json.dumps(row, ensure_ascii=False, default=_plain))
            if explain:
                click.echo(explained(reading.report, reading.mentions, reading.events), err=output is None)
            counts["reports"] += 1
            counts["mentions"] += len(reading.mentions)
            counts["events"] += len(reading.events)
    _write_text(output, "".join(f"{line}\n" for line in lines))
    say(", ".join(f"{number} {name}" for name, number in counts.items()))
    finish(rejected, strict=strict)


@main.command()
@click.argument("events", type=_FILE)
@click.option("-o", "--output", required=True, type=_FILE, help="File to write: .gpkg, .geojson, .csv or .parquet.")
@_ONLINE
@click.option("--strict", is_flag=True, help="Exit with 1 if any record was rejected, unplaced or ambiguous.")
def join(events: Path, output: Path, online: str | None, strict: bool) -> None:
    """Place the records of EVENTS: geocode their names, join them to regions and the border.

    Takes a CSV in the form of data/events.csv, or an ACLED, UCDP GED or VIINA export. Records that
    could not be placed, and names that may mean several places, are listed with their candidates.
    """
    from .events.join import join_events
    from .events.lacking import join_online
    from .events.tables import read_events
    from .places.added import gazetteer_for
    from .places.boundaries import bundled_boundaries
    from .places.online import online_geocoder
    from .settings import Settings
    from .views.joined import check_ending, write_joined

    check_ending(output)
    settings = Settings.from_environment()
    outcome = read_events(events)
    places, boundaries = gazetteer_for(settings), bundled_boundaries(settings)
    geocoder = online_geocoder(online, settings)
    if geocoder is None:
        joined = join_events(outcome.made, places, boundaries)
    else:
        with progress_bars() as tell:
            joined = join_online(outcome.made, places, boundaries, geocoder, progress=tell)
    write_joined(joined.table, output)
    for problem in (*joined.unplaced, *joined.ambiguous):
        click.echo(str(problem), err=True)
    counts = joined.counts()
    counts["in"] = outcome.total
    counts["rejected"] += len(outcome.rejected)
    counts["linked"] += len(outcome.linked)
    say(f"{counts.pop('in')} rows: " + ", ".join(f"{number} {name}" for name, number in counts.items()))
    open_ends = bool(joined.unplaced or joined.ambiguous)
    finish([*outcome.rejected, *joined.rejected], strict=strict, also=open_ends)


def _view_options(command: F) -> F:
    options = [
        click.option(
            "--events", "event_files", multiple=True, type=_FILE, help="Event table instead of the bundled one."
        ),
        click.option("--reports", "report_files", multiple=True, type=_FILE, help="Reports whose events are added."),
        click.option("--view", "view_file", type=_FILE, help="YAML file with the view; other options change it."),
        click.option("--link", help="Address copied from the app; other options change its view."),
        click.option("--day", type=_DAY, help="As-of day of the zone: YYYY-MM-DD."),
        click.option("--advances-from", type=_DAY, help="First day of the advances."),
        click.option("--advances-to", type=_DAY, help="Last day of the advances."),
        click.option("--perspective", type=click.Choice(PERSPECTIVES), help="According to whom."),
        click.option("--clock", type=click.Choice(CLOCKS), help="As known that day, or as it happened."),
        click.option("--side", "sides", multiple=True, type=click.Choice(SIDES), help="Only this acting side."),
        click.option("--type", "types", multiple=True, type=click.Choice(EVENT_TYPES), help="Only this event type."),
        click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Only this status."),
        click.option("--bbox", help="west,south,east,north in degrees."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the labels."),
        click.option("--title", help="Title; one is proposed from the view."),
        click.option("--note", help="A line of your own below the map."),
        click.option("--size", help="Size preset of the static map: see `render --help`."),
        click.option("--strict", is_flag=True, help="Exit with 1 if any record was rejected."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@_view_options
@click.option("-o", "--output", required=True, type=_FILE, help="File to write: .png, .svg or .pdf.")
@click.option("--dpi", type=click.IntRange(50, 1200), help="Resolution of a PNG.")
def render(output: Path, dpi: int | None, strict: bool, **options: Any) -> None:
    """Draw the view as a map for print, with its legend, sources and alt text."""
    from .views.static import write_map

    front, view = _front_and_view(options)
    frame = _frame(front, view)
    write_map(output, frame, view, boundaries=front.boundaries, gazetteer=front.gazetteer, dpi=dpi)
    _said(front, view, output)
    finish(front.rejected, strict=strict)


@main.command("map")
@_view_options
@click.option("-o", "--output", required=True, type=_FILE, help="HTML file to write.")
def map_(output: Path, strict: bool, **options: Any) -> None:
    """Write the interactive map as one HTML file that needs no network."""
    from .views.interactive import payload, save_html

    front, view = _front_and_view(options)
    save_html(payload(front.timeline, front.boundaries, front.gazetteer, view), output)
    _said(front, view, output)
    finish(front.rejected, strict=strict)


@main.command()
@_view_options
@click.option("-o", "--output", type=_FILE, help="CSV file for the ledger; standard output if not given.")
def front(output: Path | None, strict: bool, **options: Any) -> None:
    """Say what the front looks like on a day, and list the ledger: who is claimed to hold what."""
    from .views.exchange import ledger_csv
    from .views.words import plain_sentence

    made, view = _front_and_view(options)
    frame = _frame(made, view)
    click.echo(plain_sentence(frame, view), err=output is None)
    _write_text(output, ledger_csv(frame))
    finish(made.rejected, strict=strict)


def _front_and_view(options: dict[str, Any]) -> tuple[Front, MapView]:
    from .pipeline import load_front

    with progress_bars() as tell:
        made = load_front(event_files=options["event_files"], report_files=options["report_files"], progress=tell)
    for problem in (*made.joined.unplaced, *made.joined.ambiguous):
        click.echo(f"not on the map: {problem}", err=True)
    return made, _view(options, made)


def _view(options: dict[str, Any], made: Front) -> MapView:
    """Return the view that the options ask for, on top of a view file, a link or the record's default."""
    from urllib.parse import parse_qs, urlsplit

    from .views.view import MapView

    if options["view_file"] and options["link"]:
        raise InputError("--view and --link both give a view; keep one of them.")
    view = MapView.default(made.timeline)
    if options["view_file"]:
        view = MapView.from_yaml(_text_of(options["view_file"]), str(options["view_file"]))
    if options["link"]:
        view = MapView.from_query(parse_qs(urlsplit(options["link"]).query), view)
    return MapView.from_query(_asked(options), view)


def _asked(options: dict[str, Any]) -> dict[str, str | list[str]]:
    asked: dict[str, str | list[str]] = {}
    for name in (*_DAYS, "perspective", "clock", "sides", "types", "statuses", "bbox", "lang", "title", "note", "size"):
        value = options[name]
        if isinstance(value, datetime):
            asked[name] = value.date().isoformat()
        elif value:
            asked[name] = list(value) if isinstance(value, tuple) else value
    if "day" in asked and not asked.keys() & {"advances_from", "advances_to"}:
        # A day alone means that day's map: the week of advances that ends on it.
        week = options["day"].date() - timedelta(days=6)
        asked |= {"advances_from": week.isoformat(), "advances_to": str(asked["day"])}
    return asked


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: is not UTF-8 text ({error.reason} at byte {error.start}). Save it as UTF-8."
        ) from error


def _frame(made: Front, view: MapView) -> Frame:
    return made.timeline.frame(
        day=view.day,
        window=view.window,
        perspective=view.perspective,
        clock=view.clock,
        sides=view.sides or None,
        types=view.types or None,
        statuses=view.statuses or None,
    )


def _said(made: Front, view: MapView, output: Path) -> None:
    from .views.words import plain_sentence

    say(plain_sentence(_frame(made, view), view))
    say(f"wrote {output}")


def _write_text(path: Path | None, text: str) -> None:
    from .views.files import write_whole

    if path is None:
        click.echo(text, nl=False)
    else:
        write_whole(path, text.encode("utf-8"))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


main.add_command(gazetteer)
