"""The gazetteer: places by id, by name in any of three languages and many spellings, and by position.

The bundled one is two files: `places.csv.gz`, the facts, best known place first, and `places_index.csv.gz`,
the search keys made from them at build time, so that loading is splitting lines. A place is made when it is
asked for.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..crs import EARTH_RADIUS_KM, WGS84, BBox
from ..errors import DataMissing, InputError
from ..records import Place
from ..settings import Settings
from .extension import Row, extend, row_place
from .inflection import allows, cuts, met_by
from .names import fold_key, is_cyrillic, normal_key
from .place_table import COLUMNS, place_of
from .search_keys import FOLDED, SECOND_ID, STEMMED, entries

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd

PLACES_FILE: Final = "places.csv.gz"
INDEX_FILE: Final = "places_index.csv.gz"
#: answers to names kept, so that a name that every report has is looked up once
_REMEMBERED: Final = 20_000


class Gazetteer:
    """Places, best known first.

    Names are compared by their normal key; where a name stands in a text in another romanisation or case,
    it is found too, after those that are spelled so. Make one with `bundled_gazetteer`, `extended` or
    `from_table`.
    """

    def __init__(self, rows: list[Row], row_of: dict[str, int], index: dict[str, str]) -> None:
        self._rows = rows
        self._row_of = row_of
        self._index = index
        self._known: dict[tuple[str, str | None], tuple[Place, ...]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, place_id: object) -> bool:
        return place_id in self._row_of

    def __iter__(self) -> Iterator[Place]:
        return (self._place(row) for row in range(len(self._rows)))

    def get(self, place_id: str) -> Place | None:
        """Return the place with this id, or with this second id of a merged place; None where there is none."""
        row = self._row_of.get(place_id)
        if row is None:
            row = next((row for _, row, _ in self._entries(SECOND_ID + place_id)), None)
        return None if row is None else self._place(row)

    def place(self, place_id: str) -> Place:
        """Return the place with this id.

        Raises
        ------
        InputError
            If the gazetteer has none.
        """
        found = self.get(place_id)
        if found is None:
            raise InputError(f"place_id is {place_id!r}; the gazetteer has no such place. Look it up by name.")
        return found

    def lookup(self, name: str, *, lang: str | None = None) -> tuple[Place, ...]:
        """Return every place of that name: as spelled first, then other spellings and cases, best known first.

        A bracket that says which one, as in "Krupets (Belovsky)", picks among the places of the name by
        district or region. With `lang` (en, uk, ru), places so called in that language come first.
        Empty where nothing has the name.
        """
        known = self._known.get((name, lang))
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[name, lang] = self._looked_up(name, lang)
        return known

    def _looked_up(self, name: str, lang: str | None) -> tuple[Place, ...]:
        key = normal_key(name)
        found = self._find(tuple(key.split()))
        base, bracket, qualifier = name.partition("(")
        if not found and bracket and base.strip():
            same_name = self._find(tuple(normal_key(base).split()))
            told = normal_key(qualifier)
            found = tuple(place for place in same_name if told in _whereabouts(place)) or same_name
        if lang is not None:
            found = tuple(sorted(found, key=lambda place: normal_key(place.named(lang)) != key))
        return found

    def matches(self, tokens: Sequence[str], i: int) -> list[tuple[int, tuple[Place, ...]]]:
        """Return the names that start at word `i`: (number of words, places), the longest first.

        `tokens` are the keys of `names.words`. Case is not known here: a caller decides whether "Bar" or
        "bar" may be a name.
        """
        longest = min(self._most_words_from(tokens[i]), len(tokens) - i)
        found = ((size, self._find(tuple(tokens[i : i + size]))) for size in range(longest, 0, -1))
        return [(size, places) for size, places in found if places]

    def has(self, key: str) -> bool:
        """Whether a normal key, as it is spelled, is a name here."""
        return key in self._index

    @cached_property
    def max_words(self) -> int:
        """Words of the longest name."""
        return max(self._heads.values(), default=1)

    def nearest(self, lon: float, lat: float, *, count: int = 1) -> tuple[tuple[Place, float], ...]:
        """Return the settlements nearest to a point in degrees with their great-circle distance in km."""
        import numpy as np

        rows, vectors = self._sphere
        if not len(rows):
            return ()
        chord = np.linalg.norm(vectors - _unit(np.array([lon]), np.array([lat])), axis=1)
        order = np.argsort(chord, kind="stable")[:count]
        km = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, chord[order] / 2))
        return tuple((self._place(int(rows[at])), float(far)) for at, far in zip(order, km, strict=True))

    def settlements(self, bbox: BBox | None = None) -> gpd.GeoDataFrame:
        """Return the settlements inside (west, south, east, north), edges included, best known first.

        Columns place_id, name, name_uk, name_ru, country, admin1, admin2, population and Point geometry, EPSG:4326.
        """
        return _on_points(self._settlement_table, bbox)

    def districts(self, bbox: BBox | None = None) -> gpd.GeoDataFrame:
        """Return the districts whose point is inside a bbox, with the columns of `settlements`."""
        return _on_points(self._level("district"), bbox)

    def extended(self, places: Iterable[Place], aliases: Mapping[str, Iterable[str]] | None = None) -> Gazetteer:
        """Return a gazetteer with more places, after those already here; `aliases` by place id.

        A place that is here already, by id or as a namesake on the spot (see extension.py), is not doubled: its
        names are added, what was not known of it is filled in, and its id finds the one that is here. This
        gazetteer does not change.
        """
        rows, row_of, index = list(self._rows), dict(self._row_of), dict(self._index)
        extend(rows, row_of, index, places, aliases or {})
        return Gazetteer(rows, row_of, index)

    def difference(self, base: Gazetteer) -> tuple[list[str], list[str]]:
        """Return what `extended` made of a gazetteer, as text for `patched`: changed and new rows, changed keys."""
        rows = [
            _line(kept)
            for row, kept in enumerate(self._rows)
            if row >= len(base._rows) or (kept is not base._rows[row] and self._place(row) != base._place(row))
        ]
        known = base._index
        return rows, [f"{key},{cell}" for key, cell in self._index.items() if known.get(key) != cell]

    def patched(self, rows: Iterable[str], keys: Iterable[str]) -> Gazetteer:
        """Return the extended gazetteer whose `difference` to this one is given: fast, nothing is compared."""
        more = Gazetteer(list(self._rows), dict(self._row_of), dict(self._index))
        for line in rows:
            row = more._row_of.setdefault(line[: line.index(",")], len(more._rows))
            if row == len(more._rows):
                more._rows.append(line)
            else:
                more._rows[row] = line
        more._index.update((key, cell) for key, _, cell in (line.partition(",") for line in keys))
        return more

    @classmethod
    def from_table(cls, table: pd.DataFrame) -> Gazetteer:
        """Return a gazetteer of a table with the columns place_id, name, country, lon, lat at least.

        Further columns as in `COLUMNS`; `aliases` are parted by "|". Rows are taken in order of population.

        Raises
        ------
        InputError
            If a column is missing or a row cannot be a place; the message names the row.
        """
        missing = [name for name in ("place_id", "name", "country", "lon", "lat") if name not in table.columns]
        if missing:
            raise InputError(f"table of places: columns {', '.join(missing)} are missing; needed are {COLUMNS[:10]}.")
        places, aliases = [], {}
        for number, record in enumerate(table.astype(object).where(table.notna(), "").to_dict("records"), start=1):
            cells = [str(record.get(column, "")) for column in COLUMNS]
            place = place_of(cells, f"table of places row {number}")
            places.append(place)
            aliases[place.place_id] = cells[12].split("|") if cells[12] else []
        return cls([], {}, {}).extended(places, aliases)

    def _place(self, row: int) -> Place:
        return row_place(self._rows, row)

    def _find(self, tokens: tuple[str, ...]) -> tuple[Place, ...]:
        """Places so spelled, then those found by another case or romanisation; in each, own names before aliases."""
        key = " ".join(tokens)
        if is_cyrillic(key):
            varied = [
                found
                for stem, endings in met_by(tokens)
                for found in self._entries(STEMMED + stem)
                if allows(found[2], endings)
            ]
        else:
            varied = list(self._entries(FOLDED + fold_key(key)))
        tiers = (sorted(self._entries(key)), sorted(varied))
        rows = dict.fromkeys(row for tier in tiers for _, row, _ in tier)
        return tuple(self._place(row) for row in rows)

    def _entries(self, key: str) -> Iterator[tuple[bool, int, str]]:
        cell = self._index.get(key)
        return iter(()) if cell is None else entries(cell)

    @cached_property
    def _heads(self) -> dict[str, int]:
        """First word of every key of several words, its kind's sign included -> words of the longest."""
        heads: dict[str, int] = {}
        for key in self._index:
            spaces = key.count(" ")
            if spaces:
                head = key[: key.index(" ")]
                heads[head] = max(heads.get(head, 1), spaces + 1)
        return heads

    def _most_words_from(self, token: str) -> int:
        heads = self._heads
        most = heads.get(token, 1)
        if is_cyrillic(token):
            return max([most, *(heads.get(STEMMED + stem, 1) for stem, _ in cuts(token))])
        return max(most, heads.get(FOLDED + fold_key(token), 1))

    @cached_property
    def _settlement_table(self) -> pd.DataFrame:
        return self._level("populated_place")

    def _level(self, level: str) -> pd.DataFrame:
        """The places of a level, with the row of each."""
        import pandas as pd

        names = ["place_id", "name", "name_uk", "name_ru", "country", "admin1", "admin2", "population", "lon", "lat"]
        at = [COLUMNS.index(name) for name in names]
        lines = csv.reader(kept for kept in self._rows if isinstance(kept, str))
        every = (next(lines) if isinstance(kept, str) else _cells(kept) for kept in self._rows)
        records = [(*(cells[i] or None for i in at), row) for row, cells in enumerate(every) if cells[4] == level]
        table = pd.DataFrame(records, columns=[*names, "row"])
        table["population"] = pd.to_numeric(table["population"]).astype("Int64")
        return table.astype({"lon": float, "lat": float})

    @cached_property
    def _sphere(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        table = self._settlement_table
        return table["row"].to_numpy(), _unit(table["lon"].to_numpy(), table["lat"].to_numpy())


def _on_points(table: pd.DataFrame, bbox: BBox | None) -> gpd.GeoDataFrame:
    """A table of places inside a bbox with their points for lon, lat and row."""
    import geopandas as gpd

    if bbox is not None:
        west, south, east, north = bbox
        table = table[table["lon"].between(west, east) & table["lat"].between(south, north)]
    points = gpd.points_from_xy(table["lon"], table["lat"])
    kept = table.drop(columns=["lon", "lat", "row"]).reset_index(drop=True)
    return gpd.GeoDataFrame(kept, geometry=points, crs=WGS84)


def _cells(kept: Row) -> list[Any]:
    if isinstance(kept, str):
        return next(csv.reader([kept]))
    return [getattr(kept, column, None) for column in COLUMNS]


def _line(kept: Row) -> str:
    if isinstance(kept, str):
        return kept
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow("" if cell is None else cell for cell in _cells(kept))
    return text.getvalue()


def _unit(lon: np.ndarray[Any, Any], lat: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    x, y = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])


def _whereabouts(place: Place) -> str:
    return normal_key(" ".join(part for part in (place.name, place.admin2, place.admin1) if part))


def _lines(path: Path) -> list[str]:
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    except FileNotFoundError as err:
        raise DataMissing(f"{path} is not there; `python data/build/build.py` makes it.") from err


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> Gazetteer:
    lines = _lines(folder / PLACES_FILE)[1:]
    row_of = {line[: line.index(",")]: row for row, line in enumerate(lines)}
    index = dict(line.split(",", 1) for line in _lines(folder / INDEX_FILE))
    return Gazetteer(list[Row](lines), row_of, index)


def bundled_gazetteer(settings: Settings | None = None) -> Gazetteer:
    """Return the gazetteer that ships with the project, or that of `settings.data_dir`; loaded once.

    Raises
    ------
    DataMissing
        If the files are not in the data folder.
    """
    return _loaded((settings or Settings.from_environment()).data_dir)
