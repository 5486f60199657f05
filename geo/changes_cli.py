"""`python -m geo changes` and `disagreement`: what changed between two days, and where perspectives differ on one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from .errors import InputError
from .terminal import finish, progress_bars, say
from .terms import CLOCKS
from .view_cli import DAY, FILE

if TYPE_CHECKING:
    from .pipeline import Front

F = TypeVar("F", bound=Callable[..., Any])

_FORMATS: Final = {"txt": "text", "csv": "csv", "json": "json"}
_PERSPECTIVES: Final = ("RU", "UA", "assessed")


def _options(command: F) -> F:
    """Give a command what both need: whose record, according to whom, and where the answer goes."""
    options = [
        click.option("--clock", type=click.Choice(CLOCKS), default="known", help="As known then, or as it happened."),
        click.option(
            "--perspective", "perspectives", multiple=True, default=_PERSPECTIVES, show_default=True,
            help="According to whom; give it again for each.",
        ),
        click.option(
            "--events", "event_files", multiple=True, type=FILE, help="Event table instead of the bundled one."
        ),
        click.option("--reports", "report_files", multiple=True, type=FILE, help="Reports whose events are added."),
        click.option("-o", "--output", type=FILE, help="File to write: .txt, .csv or .json."),
        click.option("--format", "form", type=click.Choice(list(_FORMATS.values())), help="Of standard output: text."),
        click.option("--strict", is_flag=True, help="Exit with 1 if any record was rejected."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.option("--from", "first", type=DAY, required=True, help="The eve: compared is its end. YYYY-MM-DD.")
@click.option("--to", "last", type=DAY, required=True, help="Last day of the changes: YYYY-MM-DD.")
@_options
def changes(first: datetime, last: datetime, clock: str, perspectives: tuple[str, ...], **options: Any) -> None:
    """Say what changed from the end of one day to the end of another, according to whom.

    Settlements that somebody has otherwise in the ledger, the ground each side gained or lost in each
    perspective, new and resolved disputes, and claims that were denied, conceded or assessed, with the delay.
    """
    from .front.changes import changes as compare
    from .views.changes_words import changes_csv, changes_json, changes_sentence, changes_text

    form = _form(options)
    made = _front(options)
    found = compare(made.timeline, first.date(), last.date(), clock=clock, perspectives=perspectives)
    writers = {"text": changes_text, "csv": changes_csv, "json": changes_json}
    _tell(writers[form](found), changes_sentence(found), form, options)
    finish(made.rejected, strict=options["strict"])


@click.command()
@click.option("--day", type=DAY, required=True, help="Compared is the end of this day: YYYY-MM-DD.")
@_options
def disagreement(day: datetime, clock: str, perspectives: tuple[str, ...], **options: Any) -> None:
    """Say where perspectives differ on a day: the settlements, and the ground between each two."""
    from .front.disagreement import disagreement as compare
    from .views.disagreement_words import (
        disagreement_csv,
        disagreement_json,
        disagreement_sentence,
        disagreement_text,
    )

    form = _form(options)
    made = _front(options)
    found = compare(made.timeline, day.date(), clock=clock, perspectives=perspectives)
    writers = {"text": disagreement_text, "csv": disagreement_csv, "json": disagreement_json}
    _tell(writers[form](found), disagreement_sentence(found), form, options)
    finish(made.rejected, strict=options["strict"])


def _form(options: Mapping[str, Any]) -> str:
    """Form of the answer; says before the work, not after it, that the file cannot be written."""
    output: Path | None = options["output"]
    asked: str | None = options["form"]
    if output is None:
        return asked or "text"
    form = _FORMATS.get(output.suffix.lower().removeprefix("."))
    if form is None:
        raise InputError(f"{output.name}: ending is {output.suffix!r}; expected one of .txt, .csv, .json.")
    if asked not in {None, form}:
        raise InputError(f"--format is {asked} and {output.name} is {form}; keep one of the two.")
    if not output.absolute().parent.is_dir():
        raise InputError(f"{output}: folder {output.parent} is not there; expected an existing one. Make it first.")
    sources = (*options["event_files"], *options["report_files"])
    if any(output.exists() and source.exists() and output.samefile(source) for source in sources):
        raise InputError(f"{output}: is also what is read; writing there would lose it. Name another file with -o.")
    return form


def _front(options: Mapping[str, Any]) -> Front:
    from .pipeline import load_front

    with progress_bars() as tell:
        made = load_front(event_files=options["event_files"], report_files=options["report_files"], progress=tell)
    for problem in (*made.joined.unplaced, *made.joined.ambiguous):
        click.echo(f"not on the map: {problem}", err=True)
    return made


def _tell(text: str, sentence: str, form: str, options: Mapping[str, Any]) -> None:
    """Put the answer where it goes; the sentence goes to standard error where the answer does not open with it."""
    from .views.files import write_whole

    output: Path | None = options["output"]
    if output is not None:
        write_whole(output, text.encode("utf-8"))
        say(sentence)
        say(f"wrote {output}")
        return
    if form != "text":
        say(sentence)
    click.echo(text, nl=False)
