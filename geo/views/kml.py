"""A layer of a frame as KML 2.2 (OGC 12-007r2), for globes: coordinates are (lon, lat) degrees, WGS 84.

What a record says stands in its data, never in a balloon's text, which programs read as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: What XML 1.0 cannot hold.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Columns of which the first that is filled names a feature.
_NAMES: Final = ("place_name", "note", "kind")
_FIRST_DAYS: Final = ("date_start", "valid_from", "date_end", "known_from")
_LAST_DAYS: Final = ("date_end", "valid_to")


def kml_text(
    title: str, sentence: str, columns: Sequence[str], rows: Iterable[tuple[Sequence[Any], BaseGeometry | None]]
) -> str:
    """Return a KML document.

    Parameters
    ----------
    title, sentence
        Name and description of the document.
    columns
        Names of a row's values; the first is the feature's id.
    rows
        Plain values, None for missing, and a geometry in EPSG:4326 or None: such a feature is in the list and not on
        the ground.
    """
    features = "".join(_placemark(dict(zip(columns, row, strict=True)), shape) for row, shape in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>'
        f"<name>{_text(title)}</name><description>{_text(sentence)}</description>\n{features}</Document>\n</kml>\n"
    )


def _placemark(row: Mapping[str, Any], shape: BaseGeometry | None) -> str:
    name = next((row[column] for column in _NAMES if row.get(column)), "")
    data = "".join(
        f"<Data name={quoteattr(column)}><value>{_text(value)}</value></Data>"
        for column, value in row.items()
        if value is not None
    )
    drawn = "" if shape is None or shape.is_empty else _geometry(shape)
    head = f"<name>{_text(name)}</name>{_span(row)}<ExtendedData>{data}</ExtendedData>"
    return f"<Placemark>{head}{drawn}</Placemark>\n"


def _span(row: Mapping[str, Any]) -> str:
    first = next((row[column] for column in _FIRST_DAYS if row.get(column)), None)
    last = next((row[column] for column in _LAST_DAYS if row.get(column)), None)
    if first is None:
        return ""
    end = f"<end>{_text(last)}</end>" if last is not None else ""
    return f"<TimeSpan><begin>{_text(first)}</begin>{end}</TimeSpan>"


def _geometry(shape: BaseGeometry) -> str:
    import shapely

    if hasattr(shape, "geoms"):
        return f"<MultiGeometry>{''.join(_geometry(part) for part in shapely.get_parts(shape))}</MultiGeometry>"
    if shape.geom_type == "Polygon":
        rings: Any = shape
        inner = "".join(f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in rings.interiors)
        return f"<Polygon><outerBoundaryIs>{_ring(rings.exterior)}</outerBoundaryIs>{inner}</Polygon>"
    return f"<{shape.geom_type}>{_coordinates(shape)}</{shape.geom_type}>"  # Point or LineString


def _ring(ring: Any) -> str:
    return f"<LinearRing>{_coordinates(ring)}</LinearRing>"


def _coordinates(shape: Any) -> str:
    import shapely

    points = (f"{lon:.6f},{lat:.6f}" for lon, lat in shapely.get_coordinates(shape))
    return f"<coordinates>{' '.join(points)}</coordinates>"


def _text(value: Any) -> str:
    return escape(_NOT_XML.sub("", str(value)))
