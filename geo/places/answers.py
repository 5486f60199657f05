"""What online geocoders answered, kept on disk: nobody is asked the same twice, and the raw answer stays to be read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from ..errors import InputError

#: After so many days "no match" is asked again: maps grow.
_NONE_HOLDS: Final = timedelta(days=30)
_PATIENCE_S: Final = 30.0
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS answers (
    geocoder TEXT NOT NULL, domain TEXT NOT NULL, query TEXT NOT NULL, language TEXT NOT NULL, options TEXT NOT NULL,
    asked_at TEXT NOT NULL, raw TEXT NOT NULL, PRIMARY KEY (geocoder, domain, query, language, options)
)
"""


class Answers:
    """A SQLite file of answers, by everything that shapes one: geocoder, domain, query, language and bias."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, geocoder: str, domain: str, query: str, options: Mapping[str, Any]) -> list[dict[str, Any]] | None:
        """Return the raw answer that is kept, an empty list for one that found nothing, None where none is kept."""
        with self._opened() as connection:
            row = connection.execute(
                "SELECT raw, asked_at FROM answers WHERE geocoder = ? AND domain = ? AND query = ? AND language = ? "
                "AND options = ?",
                _key(geocoder, domain, query, options),
            ).fetchone()
        if row is None:
            return None
        raw: list[dict[str, Any]] = json.loads(row[0])
        stale = not raw and datetime.now(UTC) - datetime.fromisoformat(row[1]) > _NONE_HOLDS
        return None if stale else raw

    def put(
        self, geocoder: str, domain: str, query: str, options: Mapping[str, Any], raw: list[dict[str, Any]]
    ) -> None:
        """Keep a raw answer; an empty list says that the geocoder answered and found nothing."""
        with self._opened() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *_key(geocoder, domain, query, options),
                    datetime.now(UTC).isoformat(timespec="seconds"),
                    json.dumps(raw, ensure_ascii=False),
                ),
            )

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE_S, isolation_level=None)) as connection:
                connection.execute(_SCHEMA)
                yield connection
        except (sqlite3.Error, OSError) as error:
            raise InputError(
                f"{self.path}: the geocoders' answers cannot be kept there ({error}); delete the file if it is damaged."
            ) from error


def _key(geocoder: str, domain: str, query: str, options: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    rest = {name: value for name, value in options.items() if name != "language"}
    language = str(options.get("language", ""))
    return geocoder, domain, query, language, json.dumps(rest, ensure_ascii=False, sort_keys=True)
