"""Places that a user added to the bundled ones: kept beside the workspace, loaded with the gazetteer.

One SQLite file holds each source as it was read and, made from all of them, what they change in the bundled
gazetteer, so that loading compares nothing. All is written in one transaction: a reader sees the state before
or after, and a killed process leaves the former.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from ..errors import InputError
from ..records import Place
from ..settings import Settings
from .gazetteer import INDEX_FILE, PLACES_FILE, Gazetteer, bundled_gazetteer
from .place_files import PlaceFile
from .place_table import COLUMNS, Names, place_of

#: Goes up when what is kept of a source or of the whole changes its form.
_VERSION: Final = 1
#: How long one writer waits for another, seconds: a large dump takes its time.
_PATIENCE_S: Final = 120.0
_SCHEMA: Final = """
CREATE TABLE sources (
    name TEXT PRIMARY KEY, form TEXT NOT NULL, sha256 TEXT NOT NULL, licence TEXT NOT NULL, added_at TEXT NOT NULL,
    rows INTEGER NOT NULL, places INTEGER NOT NULL, rejected INTEGER NOT NULL, content BLOB NOT NULL
);
CREATE TABLE made (base TEXT NOT NULL, generation TEXT NOT NULL, rows BLOB NOT NULL, keys BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was added: `places` of its `rows` are kept; an alternate names file keeps names by place."""

    name: str
    form: str
    sha256: str
    licence: str
    added_at: datetime
    rows: int
    places: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Added:
    """What adding files came to: places new to the gazetteer, and those merged with one that it held."""

    new: int
    merged: int
    named: int


class AddedPlaces:
    """The file of added places of a deployment; made when something is added."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings.from_environment()
        self.path = self._settings.gazetteer_file

    def sources(self) -> tuple[Source, ...]:
        """Return the files that were added, in the order in which they were; none where nothing was."""
        if not self.path.exists():
            return ()
        with self._opened() as connection:
            found = connection.execute(
                "SELECT name, form, sha256, licence, added_at, rows, places, rejected FROM sources ORDER BY rowid"
            ).fetchall()
        return tuple(
            Source(name, form, sha256, licence, datetime.fromisoformat(added_at), rows, places, rejected)
            for name, form, sha256, licence, added_at, rows, places, rejected in found
        )

    def add(self, files: Iterable[PlaceFile]) -> Added:
        """Add files of places, each in place of an earlier one of its name.

        Raises
        ------
        InputError
            If the file of added places cannot be read or written.
        """
        listed = list(files)
        before = {place.place_id for place in self.gazetteer()}
        with self._opened(write=True) as connection:
            for file in listed:
                connection.execute("DELETE FROM sources WHERE name = ?", (file.name,))
                connection.execute("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(file))
            whole = self._make(connection)
        ids = {place.place_id for file in listed for place in file.places}
        held = {place.place_id for place in whole}
        named = sum(place_id in whole or whole.get(place_id) is not None for file in listed for place_id in file.names)
        return Added(new=len((ids & held) - before), merged=len(ids - (held - before)), named=named)

    def remove(self, name: str) -> None:
        """Take back what a file added.

        Raises
        ------
        InputError
            If no file of that name was added; the message lists those that were.
        """
        known = [source.name for source in self.sources()]
        if name not in known:
            raise InputError(f"source is {name!r}; added were {', '.join(known) or 'none'}.")
        with self._opened(write=True) as connection:
            connection.execute("DELETE FROM sources WHERE name = ?", (name,))
            self._make(connection)

    def gazetteer(self) -> Gazetteer:
        """Return the bundled gazetteer with everything added; the bundled one itself where nothing was.

        Raises
        ------
        InputError
            If the file of added places is damaged; the message says what to do.
        """
        if not self.path.exists():
            return bundled_gazetteer(self._settings)
        base = _sum_of(self._settings.data_dir)
        with self._opened() as connection:
            made = connection.execute("SELECT base, generation FROM made").fetchone()
        if made is None or made[0] != base:
            # The bundled places are not those that the added ones were compared with: compare anew.
            with self._opened(write=True) as connection:
                return self._make(connection)
        return _loaded(self._settings, made[1])

    def generation(self) -> str:
        """Return what names the state of the added places: another one after each change, empty where none are."""
        if not self.path.exists():
            return ""
        with self._opened() as connection:
            made = connection.execute("SELECT generation FROM made").fetchone()
        return str(made[0]) if made is not None else ""

    def patch(self) -> tuple[list[str], list[str]]:
        """Return what the added places change in the bundled gazetteer: see `Gazetteer.difference`."""
        with self._opened() as connection:
            rows, keys = connection.execute("SELECT rows, keys FROM made").fetchone()
            return _lines(rows), _lines(keys)

    def _make(self, connection: sqlite3.Connection) -> Gazetteer:
        base = bundled_gazetteer(self._settings)
        places: dict[str, Place] = {}
        aliases: dict[str, list[str]] = {}
        named: dict[str, Names] = {}
        for name, content in connection.execute("SELECT name, content FROM sources ORDER BY rowid").fetchall():
            for cells in csv.reader(_lines(content)):
                if cells[8]:
                    place = place_of(cells, name)
                    places.setdefault(place.place_id, place)
                    aliases.setdefault(place.place_id, []).extend(filter(None, cells[12].split("|")))
                else:
                    named[cells[0]] = Names(cells[2], cells[3], tuple(filter(None, cells[12].split("|"))))
        whole = base.extended(_named(base, places, aliases, named), aliases)
        rows, keys = whole.difference(base)
        connection.execute("DELETE FROM made")
        stored = (_packed(rows), _packed(keys))
        generation = hashlib.sha256(b"".join(stored)).hexdigest()
        connection.execute(
            "INSERT INTO made VALUES (?, ?, ?, ?)", (_sum_of(self._settings.data_dir), generation, *stored)
        )
        return whole

    @contextmanager
    def _opened(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction: an exception inside, or the end of the process, leaves the file as it was."""
        try:
            if write:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE_S, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                if version == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    # New, or left by a process that was ended before its first addition was whole.
                    for statement in _SCHEMA.split(";")[:-1]:
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version={_VERSION}")
                elif version != _VERSION:
                    raise sqlite3.DatabaseError(f"its version is {version}, not {_VERSION}")
                yield connection
                connection.execute("COMMIT")
        except (sqlite3.Error, zlib.error, UnicodeDecodeError, OSError, TypeError) as error:
            raise InputError(
                f"{self.path}: the added places cannot be used ({error}). Delete that file and add them again: "
                "python -m geo gazetteer add FILE."
            ) from error


def _named(
    base: Gazetteer, places: dict[str, Place], aliases: dict[str, list[str]], named: dict[str, Names]
) -> Iterator[Place]:
    """Places with the names that alternate names files give them, those of the bundled gazetteer among them."""
    for place_id, names in named.items():
        place = places.get(place_id) or base.get(place_id)
        if place is None:
            continue
        aliases.setdefault(place_id, []).extend(names.others)
        places[place_id] = replace(
            place, place_id=place_id, name_uk=names.name_uk or place.name_uk, name_ru=names.name_ru or place.name_ru
        )
    yield from places.values()


def gazetteer_for(settings: Settings | None = None) -> Gazetteer:
    """Return the gazetteer of a deployment: the bundled places and those that were added; loaded once a state.

    Raises
    ------
    DataMissing
        If the bundled files are not there.
    InputError
        If the file of added places is damaged.
    """
    return AddedPlaces(settings).gazetteer()


@lru_cache(maxsize=2)
def _loaded(settings: Settings, generation: str) -> Gazetteer:  # noqa: ARG001 - names the state that is cached
    return bundled_gazetteer(settings).patched(*AddedPlaces(settings).patch())


@lru_cache(maxsize=4)
def _sum_of(folder: Path) -> str:
    files = (folder / PLACES_FILE, folder / INDEX_FILE)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files if file.exists())).hexdigest()


def _row(file: PlaceFile) -> tuple[object, ...]:
    kept = len(file.places) or len(file.names)
    added_at = datetime.now(UTC).isoformat(timespec="seconds")
    return (
        file.name, file.form, file.sha256, file.licence, added_at, file.rows, kept, len(file.rejected),
        _packed(_table(file)),
    )  # fmt: skip


def _table(file: PlaceFile) -> Iterator[str]:
    """Lines of `COLUMNS`; those of alternate names have no position."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for place in file.places:
        known = ["" if (cell := getattr(place, column, None)) is None else cell for column in COLUMNS[:-1]]
        writer.writerow([*known, "|".join(file.aliases.get(place.place_id, ()))])
    for place_id, names in file.names.items():
        writer.writerow([place_id, "", names.name_uk, names.name_ru, *[""] * 8, "|".join(names.others)])
    return iter(text.getvalue().split("\n")[:-1])


def _packed(lines: Iterable[str] | Sequence[str]) -> bytes:
    return zlib.compress("\n".join(lines).encode("utf-8"), level=6)


def _lines(packed: bytes) -> list[str]:
    text = zlib.decompress(packed).decode("utf-8")
    return text.split("\n") if text else []
