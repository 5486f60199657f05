"""What a command says on the terminal, and how it ends: progress, counts, rejected records."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from .records import Reject

#: Rejected records that a command lists; more are counted.
MOST_LISTED: Final = 50


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows a bar for (stage, done, total) on a terminal; nothing elsewhere or without total."""
    bars: dict[str, Any] = {}

    def tell(stage: str, done: int, total: int) -> None:
        if total == 0 or not sys.stderr.isatty():
            return
        if stage not in bars:
            bars[stage] = click.progressbar(length=total, label=stage, file=sys.stderr)
            bars[stage].__enter__()
        bars[stage].update(done - bars[stage].pos)

    try:
        yield tell
    finally:
        for bar in bars.values():
            bar.__exit__(None, None, None)


def finish(rejected: Iterable[Reject], *, strict: bool, also: bool = False) -> None:
    """List what was rejected; leave with 1 under --strict where something was."""
    listed = list(rejected)
    for reject in listed[:MOST_LISTED]:
        click.echo(f"rejected: {reject}", err=True)
    if len(listed) > MOST_LISTED:
        click.echo(f"rejected: {len(listed) - MOST_LISTED} more records, as the first {MOST_LISTED}", err=True)
    if strict and (listed or also):
        raise SystemExit(1)


def say(line: str) -> None:
    """Say how it went, on standard error."""
    click.echo(line, err=True)
