"""The quiet ground under both maps: land, water, regions, borders, and which names stand on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from ..crs import BBox, distance_km
from ..records import Place

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

LabelKind = Literal["country", "region", "city", "town", "village"]

#: Population from which a place orients a reader who has never heard of the area.
CITY_POPULATION: Final = 100_000
TOWN_POPULATION: Final = 12_000
#: A smaller place this near to a named one is its suburb, km.
SUBURB_KM: Final = 7.0
#: Width of the strip along the edge of the data in which regions end because the data do, degrees.
_BRINK: Final = 2e-3
#: A city this near to a larger one, or one of the story to another that orients, is its district, km.
OUTSKIRTS_KM: Final = 14.0
#: A place of the same name this near to one of the story is left out, km.
SAME_NAME_KM: Final = 15.0


@dataclass(frozen=True, slots=True)
class Ground:
    """Basemap geometry inside an extent, EPSG:4326, each possibly empty.

    `borders` holds the state borders, `roads` the main roads where the boundaries have any. The edges of regions, which
    few maps draw and which take longest, come from `region_edges`.
    """

    land: tuple[BaseGeometry, ...]
    lakes: tuple[BaseGeometry, ...]
    rivers: tuple[BaseGeometry, ...]
    borders: tuple[BaseGeometry, ...]
    roads: tuple[BaseGeometry, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A name to write: at a point, or across an area (`kind` country or region). Lower `rank` goes first."""

    text: str
    lon: float
    lat: float
    kind: LabelKind
    rank: int
    place_id: str = ""
    story: bool = False


@lru_cache(maxsize=16)
def ground(boundaries: Boundaries, bbox: BBox, fine: float = 0.0) -> Ground:
    """Return the basemap cut to an extent (west, south, east, north), less detail smaller than `fine` degrees.

    Kept for the last few extents asked: the same boundaries and extent are not cut again.
    """
    return Ground(
        land=_thinned(cut(boundaries.land, bbox), fine),
        lakes=_thinned(cut(boundaries.lakes, bbox), fine),
        rivers=_thinned(cut(boundaries.rivers, bbox), fine),
        borders=_thinned(cut(boundaries.borders, bbox), fine),
        roads=() if boundaries.roads is None else _thinned(cut(boundaries.roads, bbox), fine),
    )


@lru_cache(maxsize=16)
def region_edges(boundaries: Boundaries, bbox: BBox, fine: float = 0.0) -> BaseGeometry:
    """Return the edges of the first-level regions inside an extent, each once, less detail smaller than `fine` degrees.

    Where the data themselves are cut off is no region's edge. Lines, EPSG:4326, possibly empty; kept as `ground` is.
    """
    import shapely

    west, south, east, north = boundaries.admin1.total_bounds
    edges = shapely.union_all([shapely.boundary(region) for region in cut(boundaries.admin1, bbox)])
    inner = shapely.clip_by_rect(edges, west + _BRINK, south + _BRINK, east - _BRINK, north - _BRINK)
    return shapely.simplify(shapely.line_merge(inner), fine)


def _thinned(shapes: tuple[BaseGeometry, ...], fine: float) -> tuple[BaseGeometry, ...]:
    import shapely

    return tuple(shape for shape in shapely.simplify(shapes, fine) if not shape.is_empty) if fine else shapes


def cut(layer: gpd.GeoDataFrame, bbox: BBox) -> tuple[BaseGeometry, ...]:
    """Return the pieces of a layer inside an extent (west, south, east, north)."""
    import shapely

    near = layer.geometry.values[layer.sindex.intersection(bbox)]
    pieces = shapely.clip_by_rect(near, *bbox)
    return tuple(piece for piece in pieces if piece is not None and not piece.is_empty)


@lru_cache(maxsize=64)
def area_labels(boundaries: Boundaries, bbox: BBox, lang: str) -> tuple[Label, ...]:
    """Return the names of the countries and first-level regions in view, largest part in view first.

    A region is named where at least a fiftieth of the extent is its own; a country where at least a tenth is.
    """
    labels = []
    whole = (bbox[2] - bbox[0]) * (bbox[3] - bbox[1])
    shares: dict[str, float] = {}
    for row, piece in _pieces(boundaries.admin1, bbox):
        shares[row["country"]] = shares.get(row["country"], 0.0) + piece.area / whole
        if piece.area >= whole / 50:
            lon, lat = _middle(piece)
            name = _named(row, lang)
            labels.append((piece.area, Label(name, lon, lat, "region", 1, str(row["place_id"]))))
    for row, piece in _pieces(boundaries.countries, bbox):
        if shares.get(row["country"], 0.0) >= 0.1 and len(shares) > 1:
            lon, lat = _middle(piece)
            labels.append(
                (piece.area + whole, Label(_country(row, lang), lon, lat, "country", 0, f"country:{row['country']}"))
            )
    return tuple(label for _, label in sorted(labels, key=lambda item: (-item[0], item[1].text)))


def _pieces(layer: gpd.GeoDataFrame, bbox: BBox) -> Iterable[tuple[dict[str, str], BaseGeometry]]:
    import shapely

    for at in sorted(layer.sindex.intersection(bbox)):
        row = layer.iloc[at]
        piece = shapely.clip_by_rect(row.geometry, *bbox)
        if not piece.is_empty:
            yield row, piece


def _middle(piece: BaseGeometry) -> tuple[float, float]:
    """A point well inside: the centre of the largest circle, where there is one."""
    import shapely

    part = max(getattr(piece, "geoms", [piece]), key=lambda each: each.area).simplify(0.02)
    centre = shapely.maximum_inscribed_circle(part, tolerance=0.02).coords[0]
    return float(centre[0]), float(centre[1])


def _named(row: dict[str, str], lang: str) -> str:
    name = row.get(f"name_{lang}") if lang != "en" else None
    return str(name) if isinstance(name, str) and name else str(row["name"])


_COUNTRY_NAMES: Final = {
    "en": {"RU": "Russia", "MD": "Moldova"},
    "uk": {"UA": "Україна", "RU": "Росія", "BY": "Білорусь", "PL": "Польща", "MD": "Молдова", "RO": "Румунія"},
    "ru": {"UA": "Украина", "RU": "Россия", "BY": "Беларусь", "PL": "Польша", "MD": "Молдова", "RO": "Румыния"},
}


def _country(row: dict[str, str], lang: str) -> str:
    return _COUNTRY_NAMES.get(lang, {}).get(row["country"]) or _named(row, lang)


def place_labels(
    gazetteer: Gazetteer, bbox: BBox, lang: str, story: Iterable[str] = (), *, most: int = 24
) -> tuple[Label, ...]:
    """Return the settlements to name, most important first: the story's, and at most `most` others.

    Own rule of importance: cities; then the places of the story (`story`: place ids, most relevant first);
    then towns by population; then other settlements, largest first. A place within SUBURB_KM of a larger one
    that is no part of the story is its suburb and stays without a name.
    """
    told = list(dict.fromkeys(story))
    relevance = {place_id: number for number, place_id in enumerate(told)}
    places = [
        place
        for place in (gazetteer.get(place_id) for place_id in told)
        if place is not None and place.level == "populated_place" and _within(place, bbox)
    ]
    labels = [_settlement(place, lang, relevance) for place in places]
    table = gazetteer.settlements(bbox)
    table = table[~table["place_id"].isin(told)].sort_values(
        ["population", "place_id"], ascending=[False, True], na_position="last", kind="stable"
    )
    orienting: list[Label] = []
    sizes = table["population"].fillna(0).astype(int)
    for row, size in zip(table.itertuples(), sizes, strict=True):
        if len(orienting) == most:
            break
        lon, lat = float(row.geometry.x), float(row.geometry.y)
        kind, rank = _grade(size, None)
        if any(
            distance_km(lon, lat, other.lon, other.lat) < (OUTSKIRTS_KM if kind == other.kind == "city" else SUBURB_KM)
            for other in orienting
        ):
            continue
        name = getattr(row, f"name_{lang}", None) if lang != "en" else None
        if lang != "en" and not (isinstance(name, str) and name):
            # a name in another alphabet orients nobody
            continue
        text = name if isinstance(name, str) and name else row.name
        # one place under two ids, or a name that would be read as the story's
        if any(text == one.text and distance_km(lon, lat, one.lon, one.lat) < SAME_NAME_KM for one in labels):
            continue
        orienting.append(Label(str(text), lon, lat, kind, rank, row.place_id))
    mains = [label for label in orienting if label.kind == "city"]
    labels = [_as_suburb(label, number) if _is_suburb(label, mains) else label for number, label in enumerate(labels)]
    return tuple(sorted((*labels, *orienting), key=lambda label: label.rank))


def _is_suburb(label: Label, mains: list[Label]) -> bool:
    """Whether a city of the story lies in another one's outskirts: it is no city to a reader."""
    return label.kind == "city" and any(
        distance_km(label.lon, label.lat, main.lon, main.lat) < OUTSKIRTS_KM for main in mains
    )


def _as_suburb(label: Label, number: int) -> Label:
    return replace(label, kind="town", rank=100 + number)


def _settlement(place: Place, lang: str, relevance: dict[str, int]) -> Label:
    kind, rank = _grade(place.population or 0, relevance[place.place_id])
    return Label(place.named(lang), place.lon, place.lat, kind, rank, place.place_id, story=True)


def _grade(population: int, relevance: int | None) -> tuple[LabelKind, int]:
    kind: LabelKind = (
        "city" if population >= CITY_POPULATION else "town" if population >= TOWN_POPULATION else "village"
    )
    if kind == "city":
        return kind, 10
    if relevance is not None:
        return kind, 100 + relevance
    return kind, 5_000 if kind == "town" else 10_000


def _within(place: Place, bbox: BBox) -> bool:
    return bbox[0] <= place.lon <= bbox[2] and bbox[1] <= place.lat <= bbox[3]
