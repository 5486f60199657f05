"""Parquet files -> event tables: as rows of text like any other table, or told to be one that was joined before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import DataMissing, InputError
from .delimited import Row

if TYPE_CHECKING:
    import pandas as pd

ENDINGS: Final = (".parquet", ".geoparquet", ".pq")
#: Columns that a table has only after it was joined.
JOINED_BY: Final = frozenset({"place_id", "geocoded_by", "border_km"})
#: Records turned into text at a time.
_BATCH: Final = 10_000


@dataclass(frozen=True, slots=True)
class Cells:
    """A Parquet table as text, with what `delimited.Delimited` has; its first record is row 1."""

    name: str
    header: tuple[str, ...]
    table: pd.DataFrame
    delimiter: str = ","

    def rows(self) -> Iterator[Row]:
        """Yield each row that holds anything; a null is an empty cell."""
        for first in range(0, len(self.table), _BATCH):
            part = self.table.iloc[first : first + _BATCH]
            columns = [_texts(part[name]) for name in self.header]
            for number, cells in enumerate(zip(*columns, strict=True), start=first + 1):
                if any(cell.strip() for cell in cells):
                    yield Row(number, list(cells))


def is_parquet(path: str | Path) -> bool:
    """Say whether a file is a Parquet file by its ending."""
    return Path(path).suffix.lower() in ENDINGS


def is_joined(path: str | Path) -> bool:
    """Say whether a file is a Parquet table whose columns say that it was joined: place_id, geocoded_by, border_km.

    Raises
    ------
    DataMissing, InputError
        If there is no such file, or it is named Parquet and is none.
    """
    return is_parquet(path) and frozenset(columns_of(path)) >= JOINED_BY


def columns_of(path: str | Path) -> tuple[str, ...]:
    """Return the names of a Parquet file's columns.

    Raises
    ------
    DataMissing
        If there is no such file.
    InputError
        If it is no Parquet file.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return tuple(pq.read_schema(path).names)
    except FileNotFoundError as error:
        raise DataMissing(f"{path} is not there; check the name.") from error
    except (pa.ArrowException, OSError) as error:
        raise InputError(
            f"{Path(path).name}: cannot be read as Parquet; expected a table as `python -m geo join` writes it. "
            "If it is text, give it the ending .csv."
        ) from error


def read_cells(path: str | Path) -> Cells:
    """Read a Parquet table, with or without geometry, as rows of text.

    Raises
    ------
    DataMissing, InputError
        As `columns_of`.
    """
    import pandas as pd
    import pyarrow as pa

    header = tuple(name for name in columns_of(path) if name != "geometry" and not name.startswith("__index"))
    try:
        table = pd.read_parquet(path, columns=list(header))
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{Path(path).name}: the Parquet file is damaged; write it again.") from error
    if table.empty and not header:
        raise InputError(f"{Path(path).name}: has no columns; expected an event table.")
    return Cells(Path(path).name, header, table)


def _texts(column: pd.Series) -> list[str]:
    return ["" if gone else _text(value) for value, gone in zip(column.astype(object), column.isna(), strict=True)]


def _text(value: Any) -> str:
    """A value as a cell of a text file has it: a moment at midnight without a zone is a day."""
    from datetime import datetime

    if isinstance(value, datetime) and value.tzinfo is None and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime) else str(value)
