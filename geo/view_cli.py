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
from .terminal import say
from .terms import CLOCKS, EVENT_TYPES, LANGUAGES, PERSPECTIVES, PRECISIONS, SIDES, STATUSES

if TYPE_CHECKING:
    from .front.timeline import Timeline
    from .views.view import MapView

F = TypeVar("F", bound=Callable[..., Any])

DAY = click.DateTime(formats=["%Y-%m-%d"])
FILE = click.Path(path_type=Path, dir_okay=False)
#: The presets of views.view.SIZES; a test holds the two together.
SIZES = ("web", "square", "portrait", "a4", "a4_portrait", "column", "slide", "slide_4k")
_ASKED = (
    "day", "advances_from", "advances_to", "perspective", "clock", "sides", "types", "statuses", "publishers",
    "precisions", "text", "bbox", "lang", "ui", "title", "subtitle", "note", "size",
)  # fmt: skip


def view_options(command: F, *, several: bool = False) -> F:
    """Give a command the options that `view_of` reads; with `several`, `perspectives` in place of one."""
    voices, voice = click.Choice(PERSPECTIVES), "According to whom."
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
        click.option("--perspective", "perspectives", multiple=True, type=voices, help=f"{voice} Repeat it for each.")
        if several
        else click.option("--perspective", type=voices, help=voice),
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
        click.option(
            "--claimed-by",
            multiple=True,
            metavar="CLAIMANT",
            help="Only what this claimant says, named as in the record; 'not stated' for nobody.",
        ),
        click.option(
            "--publisher", "publishers", multiple=True, metavar="PUBLISHER", help="Only what this publisher printed."
        ),
        click.option(
            "--precision",
            "precisions",
            multiple=True,
            type=click.Choice(PRECISIONS),
            help="Only what is known so well.",
        ),
        click.option("--text", metavar="WORDS", help="Only what holds each of these words, in the place's name too."),
        click.option(
            "--two-publishers/--any-publishers",
            default=None,
            help="Only what two independent publishers have told, or all.",
        ),
        click.option("--bbox", help="west,south,east,north in degrees."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the place names."),
        click.option("--ui", type=click.Choice(LANGUAGES), help="Language of everything else, and of the names too."),
        click.option("--title", help="Title; one is proposed from the view."),
        click.option("--subtitle", help="The line below the title; the plain sentence is proposed."),
        click.option("--note", help="A line of your own below the map."),
        click.option("--size", type=click.Choice(SIZES), help="Size preset of the map for print."),
        click.option("--strict", is_flag=True, help="Exit with 1 if any record was rejected."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def view_of(options: dict[str, Any], timeline: Timeline) -> MapView:
    """Return the view that the options ask for, on top of a view file, a link or the record's default."""
    from .views.absent import absent_words
    from .views.view import MapView

    if options["perspective"] and options["claimants"]:
        raise InputError("--perspective and --according-to both say according to whom; keep one of them.")
    default = MapView.default(timeline)
    view = given_view(options["view_file"], options["link"], default) or default
    asked = MapView.from_query(_asked(options), view, "options")
    timeline.told(asked.perspective)  # says at once whom the record does not know
    if lacking := absent_words(timeline, asked):
        say(lacking)
    return asked


def given_view(view_file: Path | None, link: str | None, default: MapView | None = None) -> MapView | None:
    """Return the view of a YAML file or of a link, which leaves to `default` what it does not say; None for neither.

    Raises
    ------
    InputError
        If both are given, or the file is not UTF-8.
    ViewError
        If what is given is no view.
    """
    from .views.view import MapView

    if view_file and link:
        raise InputError("--view and --link both give a view; keep one of them.")
    if view_file:
        return MapView.from_yaml(_text_of(view_file), str(view_file))
    return MapView.from_query(_link(link), default) if link else None


def _asked(options: dict[str, Any]) -> dict[str, str | list[str]]:
    asked: dict[str, str | list[str]] = {}
    for name in _ASKED:
        value = options[name]
        if isinstance(value, datetime):
            asked[name] = value.date().isoformat()
        elif value:
            asked[name] = list(value) if isinstance(value, tuple) else value
    if options["claimants"]:
        asked["perspective"] = perspective_of(options["claimants"])
    if options["claimed_by"]:
        asked["claimants"] = list(options["claimed_by"])
    if options["two_publishers"] is not None:
        asked["two_publishers"] = str(int(options["two_publishers"]))
    for name in (*options["claimed_by"], *options["publishers"]):
        if "|" in name:
            raise InputError(f"{name[:80]!r} holds '|', which parts one name from the next; name each by itself.")
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
