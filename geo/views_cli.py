"""`python -m geo views`: the views that people keep under names in the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .errors import InputError
from .terminal import say
from .view_cli import FILE, given_view

if TYPE_CHECKING:
    from .store.named_views import NamedViews

_WHO = click.option("--who", required=True, help="Your name, kept with the decision.")


@click.group(invoke_without_command=True)
@click.pass_context
def views(context: click.Context) -> None:
    """List, show, save and remove the views that people keep under names.

    They stand in the journal of the workspace (GEO_WORKSPACE), each with who saved it and when; nothing is ever taken
    out of it. Without a subcommand they are listed.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@views.command("list")
@click.option("--removed", is_flag=True, help="Also those removed, which `undo` puts back.")
def list_(removed: bool = False) -> None:
    """List the views by name, with who saved each and when."""
    from .store.credits import told

    found = _kept().every(removed=removed) if _path().exists() else ()
    for one in found:
        click.echo(f"{one.name}\t{told(one.last)}")
    if not found:
        say("no view is kept")


@views.command()
@click.argument("name")
@click.option("-o", "--output", type=FILE, help="YAML file to write, for --view; standard output if not given.")
def show(name: str, output: Path | None) -> None:
    """Show the view NAME as YAML, which `--view` of other commands takes."""
    from .views.files import write_whole
    from .views.view import MapView

    found = _kept().get(name)
    if found is None:
        raise InputError(f"view {name[:80]!r}: there is none of this name. `python -m geo views` lists them.")
    text = MapView.from_query(found.query).to_yaml()
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text.encode("utf-8"))


@views.command()
@click.argument("name")
@_WHO
@click.option("--view", "view_file", type=FILE, help="YAML file with the view.")
@click.option("--link", help="Address copied from the app.")
@click.option("--replace", is_flag=True, help="Replace another person's view of this name; it stays in the history.")
def save(name: str, who: str, view_file: Path | None, link: str | None, replace: bool) -> None:
    """Save the view of a link or a YAML file under NAME."""
    view = given_view(view_file, link)
    if view is None:
        raise InputError("--link or --view is missing: give the address copied from the app, or a YAML file.")
    kept = _kept()
    former = kept.get(name) if replace else None
    made = kept.save(name, view.to_query(), who, replacing=None if former is None else former.seen)
    say(f"saved {made.changes['name']!r} as entry {made.number}")


@views.command()
@click.argument("name")
@_WHO
def remove(name: str, who: str) -> None:
    """Remove the view NAME from the list; `undo` puts it back."""
    say(f"removed as entry {_kept().remove(name, who).number}")


@views.command()
@click.argument("name")
@_WHO
def undo(name: str, who: str) -> None:
    """Take back the last saving or removing of NAME."""
    say(f"undone as entry {_kept().undo(name, who).number}")


def _path() -> Path:
    from .settings import Settings

    return Settings.from_environment().workspace


def _kept() -> NamedViews:
    from .store.named_views import NamedViews

    return NamedViews(_path())
