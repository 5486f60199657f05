"""`python -m geo watch`: a folder of reports is read as they come, until Ctrl-C."""

from __future__ import annotations

import signal
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .terminal import say

if TYPE_CHECKING:
    from .live.watch import FileRead


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--every", default=2.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds between looks."
)
def watch(folder: Path, every: float) -> None:
    """Read the reports in FOLDER, and what comes into it, until Ctrl-C.

    A line a file on standard output: when, which file, how many reports and events; what cannot be read goes to
    standard error. A file that is still being written waits until it stays the same between two looks.
    """
    from .errors import DataMissing
    from .live.crew import Crew
    from .live.watch import Watch
    from .settings import Settings

    if not folder.is_dir():
        raise DataMissing(f"{folder}: no such folder; make it, or name another one.")
    end = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: end.set())
    watched = Watch(folder, Crew(Settings.from_environment()), every_s=every, tell=_line)
    say(f"watching {folder}; Ctrl-C ends it")
    try:
        watched.start()
        told = ""
        while not end.wait(0.2):
            if (trouble := watched.state().trouble) != told:
                told = trouble
                say(trouble or f"{folder} is there again")
    except KeyboardInterrupt:
        say("")
    finally:
        watched.stop()
        signal.signal(signal.SIGTERM, before)
    state = watched.state()
    counts = _counted(len(state.reads), "report"), _counted(len(state.events), "event")
    say(f"stopped: {', '.join(counts)}, {len(state.rejected)} not read")


def _line(file: FileRead) -> None:
    """Say what a file gave."""
    now = datetime.now().astimezone().strftime("%H:%M:%S")
    if file.gone:
        click.echo(f"{now} {file.name}: gone")
        return
    events = sum(len(read.events) for read in file.reads)
    click.echo(f"{now} {file.name}: {_counted(len(file.reads), 'report')}, {_counted(events, 'event')}")
    for reject in file.rejected:
        click.echo(f"rejected: {reject}", err=True)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
