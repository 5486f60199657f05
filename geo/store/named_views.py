"""Views that people keep under a name: entries of the journal, like every other decision.

A view is kept as the query of its link, so that a name stands for what the link would show. The store looks at its
size only; whoever opens it checks it as any link (`views.view.MapView.from_query`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ..errors import InputError
from . import tables
from .database import DatabaseFile
from .journal import Decision, nothing_new, signed, standing

NAME_LIMIT: Final = 80
#: Most characters of a view's query.
_QUERY_LIMIT: Final = 16_000


@dataclass(frozen=True, slots=True)
class NamedView:
    """A view under a name.

    Attributes
    ----------
    name : str
        As who saved it last wrote it.
    query : mapping of str to str
        The view as the query of a link.
    who, saved_at : str, datetime
        Who saved it last, and when, aware UTC.
    kept : bool
        False where it was removed since: it can be put back with an undo.
    last : Decision
        The entry that stands.
    seen : int
        Number of the last entry about it, what undo and replacing ask for.
    """

    name: str
    query: Mapping[str, str]
    who: str
    saved_at: datetime
    kept: bool
    last: Decision
    seen: int


def view_subject(name: str) -> str:
    """Return the subject_id of a view's name: names that differ in case or white space only are one."""
    return f"view:{' '.join(name.split()).casefold()}"


class NamedViews:
    """The named views of a workspace file, made with its folder if it is not there.

    Raises
    ------
    InputError
        If the file is no workspace, cannot be opened, or was made by a newer version.
    """

    def __init__(self, path: str | Path) -> None:
        self._file = DatabaseFile(Path(path), tables.SCHEMA, tables.VERSION)

    def every(self, *, removed: bool = False) -> tuple[NamedView, ...]:
        """Return the views by name; with `removed` also those taken away, which can be put back."""
        with self._file.reading() as connection:
            journal = tables.by_subject(tables.decisions_under(connection, "view:"))
        found = [one for one in map(_named, journal.values()) if one is not None and (one.kept or removed)]
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.name)))

    def get(self, name: str) -> NamedView | None:
        """Return the view of a name, in any case; None where nobody saved one or it was removed."""
        with self._file.reading() as connection:
            found = _named(tables.decisions_on(connection, view_subject(name)))
        return found if found is not None and found.kept else None

    def save(
        self,
        name: str,
        query: Mapping[str, str],
        who: str,
        *,
        replacing: int | None = None,
        decided_at: datetime | None = None,
    ) -> Decision:
        """Keep a view under a name and return the entry.

        One's own view of the name is replaced; the former stays in the journal, and an undo brings it back. Another
        person's is replaced only knowingly: `replacing` is its `seen`.

        Raises
        ------
        InputError
            If the name is empty, too long or holds control characters, nobody is named, the view is too long, or
            another person's view has the name.
        """
        line = " ".join(name.split())
        if not line or len(line) > NAME_LIMIT or not line.isprintable():
            raise InputError(f"name of the view is {name[:NAME_LIMIT]!r}; expected 1 to {NAME_LIMIT} plain characters.")
        if sum(len(key) + len(value) for key, value in query.items()) > _QUERY_LIMIT:
            raise InputError(f"view {line!r}: is longer than {_QUERY_LIMIT} characters. Choose fewer names in it.")
        changes = {"name": line, "view": dict(query)}
        with self._file.writing() as connection:
            before = tables.decisions_on(connection, view_subject(line))
            made = signed(view_subject(line), "save", who, changes=changes, decided_at=decided_at)
            _not_anothers(_named(before), made.who, replacing)
            return tables.append(connection, made)

    def remove(self, name: str, who: str, *, seen: int | None = None) -> Decision:
        """Take a view away, and return the entry; an undo puts it back. `seen` is as for `Workspace.undo`.

        Raises
        ------
        InputError
            If there is no such view, nobody is named, or somebody decided since `seen`.
        """
        with self._file.writing() as connection:
            before = tables.decisions_on(connection, view_subject(name))
            found = _named(before)
            if found is None or not found.kept:
                raise InputError(f"view {name[:NAME_LIMIT]!r}: there is none of this name. List the views.")
            nothing_new(before, seen)
            return tables.append(connection, signed(view_subject(name), "remove", who))

    def undo(self, name: str, who: str, *, seen: int | None = None) -> Decision:
        """Take back the last saving or removing of a name that stands. `seen` is as for `Workspace.undo`.

        Raises
        ------
        InputError
            If none stands, nobody is named, or somebody decided since `seen`.
        """
        with self._file.writing() as connection:
            before = tables.decisions_on(connection, view_subject(name))
            nothing_new(before, seen)
            return tables.append(connection, signed(view_subject(name), "undo", who, before=before))


def _named(decisions: Iterable[Decision]) -> NamedView | None:
    """The view that the decisions on a name leave; None where none was saved, or every saving was undone."""
    taken = tuple(decisions)
    stands = standing(taken)
    saved = next((one for one in reversed(stands) if one.action == "save"), None)
    if saved is None:
        return None
    name, query = str(saved.changes["name"]), dict(saved.changes["view"])
    kept = stands[-1].action == "save"
    return NamedView(name, query, saved.who, saved.decided_at, kept, stands[-1], taken[-1].number)


def _not_anothers(found: NamedView | None, who: str, replacing: int | None) -> None:
    if found is None or not found.kept or found.who == who or found.seen == replacing:
        return
    raise InputError(
        f"view {found.name!r}: {found.who} saved one of this name on {found.saved_at:%d %B %Y %H:%M} UTC. Choose "
        "another name, or replace it knowingly; the former stays in the history."
    )
