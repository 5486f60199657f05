"""`python -m geo changes` and `disagreement`: what changed between two days, and where perspectives differ on one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

import click

from .errors import InputError
from .record_cli import form_of, load, put, record_options
from .terminal import finish, say
from .view_cli import DAY

F = TypeVar("F", bound=Callable[..., Any])

_ENDINGS: Final = ("txt", "csv", "json")
_FORMATS: Final = ("text", "csv", "json")
_PERSPECTIVES: Final = ("RU", "UA", "assessed")


def _options(command: F) -> F:
    """Give a command what both need: whose record, according to whom, and where the answer goes."""
    command = click.option(
        "--perspective", "perspectives", multiple=True, default=_PERSPECTIVES, show_default=True,
        help="According to whom; give it again for each.",
    )(command)  # fmt: skip
    command = click.option("--format", "form", type=click.Choice(_FORMATS), help="Of standard output: text.")(command)
    return record_options(_ENDINGS)(command)


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
    made = load(options)
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
    made = load(options)
    found = compare(made.timeline, day.date(), clock=clock, perspectives=perspectives)
    writers = {"text": disagreement_text, "csv": disagreement_csv, "json": disagreement_json}
    _tell(writers[form](found), disagreement_sentence(found), form, options)
    finish(made.rejected, strict=options["strict"])


def _form(options: Mapping[str, Any]) -> str:
    """Form of the answer."""
    ending, asked = form_of(options, _ENDINGS), options["form"]
    form = _FORMATS[_ENDINGS.index(ending)]
    if options["output"] is None:
        return asked or form
    if asked not in {None, form}:
        raise InputError(f"--format is {asked} and {options['output'].name} is {form}; keep one of the two.")
    return form


def _tell(text: str, sentence: str, form: str, options: Mapping[str, Any]) -> None:
    """Put the answer where it goes; the sentence goes to standard error where the answer does not open with it."""
    if form != "text" or options["output"] is not None:
        say(sentence)
    put(text, options["output"])
