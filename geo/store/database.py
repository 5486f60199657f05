"""One SQLite file in WAL mode: snapshots to read from, and writes that are done whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from ..errors import InputError

#: How long a writer waits for another one, seconds.
_PATIENCE_S: Final = 30.0


class DatabaseFile:
    """A file with a schema, made with its folder if it is not there. Each use opens its own connection.

    Raises
    ------
    InputError
        If the file is no database of this kind, cannot be opened, or was made by a newer version.
    """

    def __init__(self, path: Path, schema: str, version: int) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as connection:
                found = connection.execute("PRAGMA user_version").fetchone()[0]
                if found > version:
                    raise InputError(f"{path}: made by a newer version ({found}); update this program.")
                if found < version:
                    connection.execute("PRAGMA journal_mode=WAL")
                    connection.executescript(f"BEGIN IMMEDIATE; {schema} PRAGMA user_version={version}; COMMIT;")
        except (sqlite3.Error, OSError) as error:
            raise InputError(f"{path}: not a workspace that can be opened ({error}); name another file.") from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give one snapshot for all statements inside."""
        with self._told(), closing(self._connect()) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: an exception inside, or the end of the process, leaves the file as it was."""
        with self._told(), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_PATIENCE_S, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=FULL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise InputError(
                f"{self.path}: the workspace cannot be used ({error}); check that the disk is not full, "
                "that the file may be written, and that no other program holds it."
            ) from error
