"""The options that say how a map is printed, and the edition they ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from .errors import InputError
from .view_cli import FILE

if TYPE_CHECKING:
    from .views.edition import Edition

F = TypeVar("F", bound=Callable[..., Any])

#: Of views.edition.Edition; a test holds them together.
THEMES: Final = ("light", "dark", "grey")
FITS: Final = ("fill", "exact")
NORTHS: Final = ("auto", "always", "never")
_PLAIN: Final = ("theme", "width_mm", "height_mm", "fit", "north", "numbers", "strip")


def edition_options(command: F) -> F:
    """Give a command the options that `edition_of` reads."""
    length = click.FloatRange(60, 1200)
    options = [
        click.option("--edition", "edition_file", type=FILE, help="YAML file of the edition; options change it."),
        click.option("--theme", type=click.Choice(THEMES), help="Colours; grey needs none."),
        click.option("--house", "house_file", type=FILE, help="YAML file of the house style."),
        click.option("--width-mm", type=length, help="Width of the paper; the size preset's shape is kept."),
        click.option("--height-mm", type=length, help="Height of the paper, beside its width."),
        click.option("--fit", type=click.Choice(FITS), help="Fill the paper around the extent, or show it alone."),
        click.option("--north", type=click.Choice(NORTHS), help="North arrow; auto: where north is not up everywhere."),
        click.option("--callout", "callouts", multiple=True, metavar="'PLACE: TEXT'", help="Your words on a place."),
        click.option("--highlight", multiple=True, metavar="PLACE", help="Advances to draw before all others."),
        click.option("--numbers/--no-numbers", default=None, help="The number of reports on every region."),
        click.option("--strip/--no-strip", default=None, help="A strip of the days below the map."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def edition_of(options: dict[str, Any]) -> Edition:
    """Return the edition that the options ask for, on top of an edition's file.

    Raises
    ------
    InputError
        If a call-out has no place or no text, or the file is not UTF-8.
    ViewError
        If the file or what is asked for is no edition.
    """
    from .views.edition import Edition
    from .views.view_link import mapping_of_yaml

    path: Path | None = options["edition_file"]
    told = {} if path is None else mapping_of_yaml(_text_of(path), str(path), "theme: dark")
    told |= {name: options[name] for name in _PLAIN if options[name] is not None}
    if options["callouts"]:
        told["callouts"] = [_callout(one) for one in options["callouts"]]
    if options["highlight"]:
        told["highlight"] = list(options["highlight"])
    if options["house_file"] is not None:
        told["house"] = str(options["house_file"].resolve())
    where = "edition" if path is None else str(path)
    return Edition.of(told, where, folder=None if path is None else path.parent)


def _callout(told: str) -> dict[str, str]:
    place, colon, text = told.partition(": ")
    if not (colon and place.strip() and text.strip()):
        raise InputError(
            f"--callout is {told[:80]!r}; expected a place, a colon, a space and the text, such as "
            "'Sudzha: The only crossing'. Correct it."
        )
    return {"place": place, "text": text}


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8.") from error
