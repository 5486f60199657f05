"""The options that say which view a command shows, and the view they ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import click

from .errors import InputError, ViewError
from .perspectives import perspective_of
from .terms import CLOCKS, EVENT_TYPES, LANGUAGES, PERSPECTIVES, SIDES, STATUSES

if TYPE_CHECKING:
    from .front.timeline import Timeline
    from .views.view import MapView

F = TypeVar("F", bound=Callable[..., Any])

DAY = click.DateTime(formats=["%Y-%m-%d"])
FILE = click.Path(path_type=Path, dir_okay=False)
#: The presets of views.view.SIZES; a test holds the two together.
SIZES = ("web", "square", "portrait", "a4", "a4_portrait", "column", "slide")
_DAYS = ("day", "advances_from", "advances_to")


def view_options(command: F) -> F:
    """Give a command the options that `view_of` reads."""
    options = [
        click.option(
            "--events", "event_files", multiple=True, type=FILE, help="Event table instead of the bundled one."
        ),
        click.option("--reports", "report_files", multiple=True, type=FILE, help="Reports whose events are added."),
        click.option("--view", "view_file", type=FILE, help="YAML file with the view; other options change it."),
        click.option("--link", help="Address copied from the app; other options change its view."),
        click.option("--day", type=DAY, help="As-of day of the zone: YYYY-MM-DD."),
        click.option("--advances-from", type=DAY, help="First day of the advances."),
        click.option("--advances-to", type=DAY, help="Last day of the advances."),
        click.option("--perspective", type=click.Choice(PERSPECTIVES), help="According to whom."),
        click.option(
            "--according-to",
            "claimants",
            multiple=True,
            metavar="CLAIMANT",
            help="A claimant as the record names him, instead of --perspective; several make one perspective.",
        ),
        click.option("--clock", type=click.Choice(CLOCKS), help="As known that day, or as it happened."),
        click.option("--side", "sides", multiple=True, type=click.Choice(SIDES), help="Only this acting side."),
        click.option("--type", "types", multiple=True, type=click.Choice(EVENT_TYPES), help="Only this event type."),
        click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Only this status."),
        click.option("--bbox", help="west,south,east,north in degrees."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the labels."),
        click.option("--title", help="Title; one is proposed from the view."),
        click.option("--note", help="A line of your own below the map."),
        click.option("--size", type=click.Choice(SIZES), help="Size preset of the map for print."),
        click.option("--strict", is_flag=True, help="Exit with 1 if any record was rejected."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def view_of(options: dict[str, Any], timeline: Timeline) -> MapView:
    """Return the view that the options ask for, on top of a view file, a link or the record's default."""
    from .views.view import MapView

    if options["view_file"] and options["link"]:
        raise InputError("--view and --link both give a view; keep one of them.")
    if options["perspective"] and options["claimants"]:
        raise InputError("--perspective and --according-to both say according to whom; keep one of them.")
    view = MapView.default(timeline)
    if options["view_file"]:
        view = MapView.from_yaml(_text_of(options["view_file"]), str(options["view_file"]))
    if options["link"]:
        view = MapView.from_query(_link(options["link"]), view)
    asked = MapView.from_query(_asked(options), view)
    timeline.told(asked.perspective)  # says at once whom the record does not know
    return asked


def _asked(options: dict[str, Any]) -> dict[str, str | list[str]]:
    asked: dict[str, str | list[str]] = {}
    for name in (*_DAYS, "perspective", "clock", "sides", "types", "statuses", "bbox", "lang", "title", "note", "size"):
        value = options[name]
        if isinstance(value, datetime):
            asked[name] = value.date().isoformat()
        elif value:
            asked[name] = list(value) if isinstance(value, tuple) else value
    if options["claimants"]:
        asked["perspective"] = perspective_of(options["claimants"])
    return asked


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: is not UTF-8 text ({error.reason} at byte {error.start}). Save it as UTF-8."
        ) from error


def _link(link: str) -> dict[str, list[str]]:
    try:
        query = parse_qs(urlsplit(link).query)
    except ValueError as error:
        raise ViewError(f"--link is {link[:80]!r}: {error}. Copy the whole address from the app.") from error
    if not query:
        raise ViewError(f"--link is {link[:80]!r}, which holds no view; expected an address with ?day=... in it.")
    return query
