"""What the commands that answer from a record have in common: its files, and where the answer goes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .errors import InputError
from .terminal import progress_bars, say
from .terms import CLOCKS
from .view_cli import FILE

if TYPE_CHECKING:
    from .pipeline import Front

F = TypeVar("F", bound=Callable[..., Any])


def record_options(endings: tuple[str, ...]) -> Callable[[F], F]:
    """Give a command the clock, the record's files, the output by one of some endings, and --strict."""
    told = ", ".join(f".{ending}" for ending in endings)
    options = [
        click.option("--clock", type=click.Choice(CLOCKS), default="known", help="As known then, or as it happened."),
        click.option(
            "--events", "event_files", multiple=True, type=FILE, help="Event table instead of the bundled one."
        ),
        click.option("--reports", "report_files", multiple=True, type=FILE, help="Reports whose events are added."),
        click.option("-o", "--output", type=FILE, help=f"File to write: {told}; text on standard output if not given."),
        click.option("--strict", is_flag=True, help="Exit with 1 if any record was rejected."),
    ]

    def give(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return give


def check_target(output: Path | None, sources: tuple[Path, ...], endings: tuple[str, ...] = ()) -> None:
    """Say before the work, not after it, that the output cannot be written, or would replace what is read."""
    if output is None:
        return
    if endings and output.suffix.lower().removeprefix(".") not in endings:
        accepted = ", ".join(f".{ending}" for ending in endings)
        raise InputError(f"{output.name}: ending is {output.suffix!r}; expected one of {accepted}.")
    if not output.absolute().parent.is_dir():
        raise InputError(f"{output}: folder {output.parent} is not there; expected an existing one. Make it first.")
    if any(output.exists() and source.exists() and output.samefile(source) for source in sources):
        raise InputError(f"{output}: is also what is read; writing there would lose it. Name another file with -o.")
    _check_writable(output)


def _check_writable(output: Path) -> None:
    """Say that nothing can be written where the output is to be: tried, since rights alone do not tell."""
    if output.exists() and not output.is_file() and not output.is_dir():
        return  # a pipe or a device is written to, whatever its folder
    folder = output if output.is_dir() else output.resolve().parent
    try:
        Path(tempfile.mkdtemp(dir=folder, prefix=f".{output.name}.")).rmdir()
    except OSError as error:
        raise InputError(
            f"{output}: nothing can be written in {folder} ({error.strerror}). Name another folder."
        ) from error


def form_of(options: Mapping[str, Any], endings: tuple[str, ...]) -> str:
    """Return the ending of the output that is asked for, "txt" for standard output; checked as `check_target` does."""
    output: Path | None = options["output"]
    check_target(output, (*options["event_files"], *options["report_files"]), endings)
    return "txt" if output is None else output.suffix.lower().removeprefix(".")


def load(options: Mapping[str, Any]) -> Front:
    """Return the front of the files asked for, with progress; what is not on its map is told."""
    from .pipeline import load_front

    with progress_bars() as tell:
        made = load_front(event_files=options["event_files"], report_files=options["report_files"], progress=tell)
    for problem in (*made.joined.unplaced, *made.joined.ambiguous):
        click.echo(f"not on the map: {problem}", err=True)
    return made


def put(text: str, output: Path | None) -> None:
    """Write an answer to its file, and say so, or to standard output."""
    from .views.files import write_whole

    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(output, text.encode("utf-8"))
    say(f"wrote {output}")
