"""`python -m geo`: one subcommand a stage.

Results go to the file named by -o, or to standard output; counts, progress and rejected records go to
standard error, a line each. Exit status: 0 done; 1 done, but records were rejected and --strict was given;
2 nothing could be done, with one line that says why and what to do.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .changes_cli import changes, disagreement
from .claims_cli import claimants, history
from .edition_cli import edition_of, edition_options
from .errors import GeoError
from .gazetteer_cli import gazetteer
from .newsroom_cli import newsroom
from .record_cli import check_target, load, put
from .series_cli import series
from .terminal import finish, progress_bars, say
from .view_cli import DAY, FILE, view_of, view_options
from .views_cli import views
from .watch_cli import watch

if TYPE_CHECKING:
    from .pipeline import Front
    from .records import Frame, Reject
    from .views.view import MapView

_ONLINE = click.option(
    "--online",
    metavar="GEOCODER[:URL]",
    help="Ask nominatim, photon or geonames, of URL or public, for what the gazetteer lacks. Off by default.",
)


class _Geo(click.Group):
    """A group whose commands end on one line where they cannot go on."""

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # names in three scripts, whatever the terminal's encoding
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
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
    What changed since:        python -m geo changes --from 2025-03-05 --to 2025-03-12
    Who says otherwise:        python -m geo disagreement --day 2025-03-12
    The life of a claim:       python -m geo history Sudzha -o sudzha.svg
    What became of claims:     python -m geo claimants
    An interactive map:        python -m geo map -o front.html
    A map for print:           python -m geo render --day 2025-03-12 -o map.pdf
    Several days on a sheet:   python -m geo series --first 2025-03-10 --last 2025-03-16 -o week.png
    Many maps in one call:     python -m geo newsroom maps.yaml
    Reports as they come:      python -m geo watch incoming/
    Views kept under a name:   python -m geo views
    More places to find:       python -m geo gazetteer add UA.zip
    The app:                   streamlit run app.py

    Nothing needs the network, unless you ask for it (--online, gazetteer fetch). Without --events,
    the bundled record of the Kursk-Sumy front (August 2024 to September 2025) is used. A claim is
    never drawn as a fact: every command says according to whom.
    """


@main.command()
@click.argument("reports", nargs=-1, required=True, type=FILE)
@click.option("-o", "--output", type=FILE, help="JSON Lines file to write; standard output if not given.")
@click.option("--published", type=DAY, help="Publication day of a text that states none: YYYY-MM-DD.")
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
    check_target(output, (*reports,))
    outcomes = [read_reports(path, published=published.date() if published else None) for path in reports]
    repeated = sum(len(outcome.linked) for outcome in outcomes)
    for outcome in outcomes:
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
    put("".join(f"{line}\n" for line in lines), output)
    told = [f"{number} {name if number != 1 else name.removesuffix('s')}" for name, number in counts.items()]
    say(", ".join(told) + (f"; {repeated} repeated and read once" if repeated else ""))
    finish(rejected, strict=strict)


@main.command()
@click.argument("events", type=FILE)
@click.option("-o", "--output", required=True, type=FILE, help="File to write: .gpkg, .geojson, .csv or .parquet.")
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
    check_target(output, (events,))
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


@main.command()
@view_options
@edition_options
@click.option(
    "-o",
    "--output",
    "outputs",
    required=True,
    multiple=True,
    type=FILE,
    help="File to write: .png, .svg or .pdf; give it again for another.",
)
@click.option("--dpi", type=click.IntRange(30, 1200), help="Resolution of a PNG.")
def render(outputs: tuple[Path, ...], dpi: int | None, strict: bool, **options: Any) -> None:
    """Draw the view as a map for print, with its legend, sources and alt text."""
    from .views.static import FORMATS, lacking_letters, write_map

    own = filter(None, (options[name] for name in ("view_file", "edition_file", "house_file")))
    sources = (*options["event_files"], *options["report_files"], *own)
    for output in outputs:
        check_target(output, sources, FORMATS)
    edition = edition_of(options)
    front, view = _front_and_view(options)
    frame, ground, places = _frame(front, view), front.boundaries, front.gazetteer
    for output in outputs:
        write_map(output, frame, view, boundaries=ground, gazetteer=places, dpi=dpi, edition=edition)
    _said(front, view, *outputs)
    if lacking := lacking_letters(view, edition):
        say(lacking)
    finish(front.rejected, strict=strict)


@main.command("map")
@view_options
@click.option("-o", "--output", required=True, type=FILE, help="HTML file to write.")
def map_(output: Path, strict: bool, **options: Any) -> None:
    """Write the interactive map as one HTML file that needs no network."""
    from .views.interactive import payload, save_html, titled

    check_target(output, (*options["event_files"], *options["report_files"]), ("html", "htm"))
    front, view = _front_and_view(options)
    data = payload(front.timeline, front.boundaries, front.gazetteer, view)
    save_html(titled(data, view), output)
    _said(front, view, output)
    finish(front.rejected, strict=strict)


@main.command()
@view_options
@click.option("-o", "--output", type=FILE, help="CSV file for the ledger; standard output if not given.")
def front(output: Path | None, strict: bool, **options: Any) -> None:
    """Say what the front looks like on a day, and list the ledger: who is claimed to hold what."""
    from .views.exchange import ledger_csv
    from .views.words import plain_sentence

    made, view = _front_and_view(options)
    frame = _frame(made, view)
    click.echo(plain_sentence(frame, view), err=output is None)
    put(ledger_csv(frame), output)
    finish(made.rejected, strict=strict)


def _front_and_view(options: dict[str, Any]) -> tuple[Front, MapView]:
    made = load(options)
    return made, view_of(options, made.timeline)


def _frame(made: Front, view: MapView) -> Frame:
    return made.timeline.frame(**view.frame_arguments())


def _said(made: Front, view: MapView, *outputs: Path) -> None:
    from .views.words import plain_sentence

    say(plain_sentence(_frame(made, view), view))
    for output in outputs:
        say(f"wrote {output}")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


main.add_command(changes)
main.add_command(claimants)
main.add_command(disagreement)
main.add_command(gazetteer)
main.add_command(history)
main.add_command(newsroom)
main.add_command(series)
main.add_command(views)
main.add_command(watch)
