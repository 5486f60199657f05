"""`python -m geo newsroom`: the maps of a YAML file, drawn side by side, and again only where something changed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import InputError
from .record_cli import check_target, load
from .terminal import MOST_LISTED, finish, progress_bars, say
from .view_cli import FILE

if TYPE_CHECKING:
    from .newsroom.report import Report, Result


@click.command()
@click.argument("orders", metavar="MAPS.YAML", type=FILE)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to; one named as the file, beside it, if not given.",
)
@click.option("--jobs", type=click.IntRange(1, 64), help="Maps drawn at the same time; one a processor if not given.")
@click.option("--only", multiple=True, metavar="NAME", help="Only the map of this name; give it again for each.")
@click.option("--force", is_flag=True, help="Draw also what did not change.")
@click.option("--dry-run", is_flag=True, help="Say what would be drawn, and why; write nothing.")
@click.option("--report", "target", type=FILE, help="JSON file for what became of each map.")
@click.option("--json", "as_json", is_flag=True, help="The same on standard output.")
@click.option("--events", "event_files", multiple=True, type=FILE, help="Event table instead of the bundled one.")
@click.option("--reports", "report_files", multiple=True, type=FILE, help="Reports whose events are added.")
@click.option(
    "--strict",
    is_flag=True,
    help="Stop at the first map that fails; exit with 1 also if a map has warnings or a record was rejected.",
)
def newsroom(
    orders: Path, folder: Path | None, jobs: int | None, only: tuple[str, ...], force: bool, dry_run: bool,
    target: Path | None, as_json: bool, strict: bool, **options: Any,
) -> None:  # fmt: skip
    """Draw the maps of MAPS.YAML, side by side, and again only what changed.

    \b
    defaults: {view: {ui: en, size: web}, edition: {theme: light}, formats: [png, svg], dpi: 300}
    maps:
      - name: kursk-2025-03-12
        view: {day: 2025-03-12, perspective: RU}
        edition: {strip: true, callouts: [{place: Sudzha, text: "The only crossing"}]}
      - name: as-on-the-screen
        link: "http://localhost:8501/?day=2025-03-12&perspective=UA"
      - name: week
        series: {first: 2025-03-06, last: 2025-03-12, step: 2, kind: multiples}

    Exit status: 0 all made or up to date; 1 a map failed, or Ctrl-C; 2 the file or an option is wrong.
    """
    from .newsroom.orders import read_orders
    from .newsroom.production import Production
    from .settings import Settings

    wanted = read_orders(orders)
    into = orders.parent / orders.stem if folder is None else folder
    if not into.absolute().parent.is_dir():
        raise InputError(f"{into}: folder {into.parent} is not there; expected an existing one. Make it first.")
    check_target(target, (orders, *options["event_files"], *options["report_files"]), ("json",))
    if target is not None and target.resolve() == (into / "manifest.json").resolve():
        raise InputError(f"{target}: is where the newsroom remembers its maps. Name another file with --report.")
    front = load(options)
    made = Production(wanted, into, jobs, only, force, dry_run, strict)
    files = options["event_files"], options["report_files"]
    with _ended_by_ctrl_c(), progress_bars() as tell:
        report = made.run(front, Settings.from_environment(), *files, progress=tell)
    _tell(report, into)
    _put(report, target, as_json=as_json)
    finish(front.rejected, strict=strict)
    raise SystemExit(report.exit_code(strict=strict))


@contextmanager
def _ended_by_ctrl_c() -> Iterator[None]:
    """Let a polite end from outside end the work as Ctrl-C does."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _put(report: Report, target: Path | None, *, as_json: bool) -> None:
    from .views.files import write_whole

    if target is not None:
        write_whole(target, report.to_json().encode())
    if as_json:
        click.echo(report.to_json(), nl=False)


def _tell(report: Report, folder: Path) -> None:
    """Say what became of the maps: what was drawn and why, warnings, what is left, failures, and the counts last."""
    told = {
        "maps": [_made(result) for result in report.results if result.status in {"made", "due"}],
        "warnings": [f"warning: {one.name}: {warning}" for one in report.results for warning in one.warnings],
        "files": [f"left: {name} is in the folder and no longer ordered; it was not touched" for name in report.left],
        "failures": [f"failed: {result.error}" for result in report.results if result.status == "failed"],
    }
    for kind, lines in told.items():
        for line in lines[:MOST_LISTED]:
            say(line)
        if len(lines) > MOST_LISTED:
            say(f"and {len(lines) - MOST_LISTED} more {kind}; --report has all")
    if report.trouble:
        say(report.trouble)
    say(f"{'interrupted; ' if report.interrupted else ''}{report.sentence()}; in {folder}")


def _made(result: Result) -> str:
    seconds = f", {result.seconds:.1f} s" if result.status == "made" else ""
    return f"{result.status}: {result.name} ({result.why}{seconds})"
