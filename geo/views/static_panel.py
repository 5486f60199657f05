"""The map's own plane: longitude and latitude to points on paper, and the drawing of shapes there.

The projection is a transverse Mercator with its meridian and unit scale in the middle of the view: north is up
there, and a scale bar is right at the map's latitude. Views wider than a flat strip can hold use an equal-area
azimuthal one instead. A view that is to show its bbox and nothing around it uses an equidistant cylindrical one, with
the parallel in its middle true to scale: no other shows a bbox as the rectangle that a sheet has room for. Everything
drawn is in points (1/72 inch) from the panel's lower left corner.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from ..crs import WGS84, BBox
from .drawn import drawn_name
from .style import ClassStyle

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from pyproj import Transformer
    from shapely.geometry.base import BaseGeometry

#: Widest view in degrees that a transverse Mercator shows without visible stretch at its edges.
_STRIP_DEGREES: Final = 12.0
#: Detail that no print shows, points: a fifteenth of a millimetre.
_FINE: Final = 0.2
#: Hatch lines: distance and pen, points.
HATCH_SPACING: Final = 5.2
HATCH_PEN: Final = 0.65


#: Long axis of WGS 84, m.
_RADIUS_M: Final = 6_378_137.0
#: Ratio of the axes of WGS 84, short to long.
_AXES: Final = 1 - 1 / 298.257223563


#: Size of pens and textures, of their own.
_PENS: ContextVar[float] = ContextVar("pens", default=1.0)


@lru_cache(maxsize=32)
def _transformer(lon: float, lat: float, name: str) -> Transformer:
    from pyproj import CRS, Transformer

    # on a sphere of the equator's radius the reduced latitude has the parallel's true length
    reduced = math.degrees(math.atan(_AXES * math.tan(math.radians(lat))))
    true = f" +lat_ts={reduced}" if name == "eqc" else ""
    plane = CRS.from_proj4(f"+proj={name} +lat_0={lat} +lon_0={lon}{true} +ellps=WGS84 +units=m +no_defs")
    return Transformer.from_crs(WGS84, plane, always_xy=True)


def shape_of(bbox: BBox) -> float:
    """Return width by height of a panel that shows a bbox and nothing around it."""
    x, y = _edge(bbox, True)[1:]
    return float((x.max() - x.min()) / (y.max() - y.min()))


@dataclass(frozen=True)
class Panel:
    """A rectangle of `width` x `height` points that shows the smallest extent of its shape holding a bbox.

    `exact` asks for the projection in which a bbox is a rectangle: a panel of `shape_of` it then shows nothing else.
    """

    bbox: BBox
    width: float
    height: float
    exact: bool = False

    @property
    def _plane(self) -> tuple[Transformer, float, float, float]:
        """Transformer, plane coordinates of the lower left corner (m), points a metre."""
        return _fit(self.bbox, self.width, self.height, self.exact)

    @property
    def points_per_m(self) -> float:
        """Scale of the map: points on paper a metre on the ground, exact in the middle of the view."""
        return self._plane[3]

    @property
    def extent(self) -> BBox:
        """Degrees that the whole panel covers, with a little to spare: what to cut layers at."""
        import numpy as np

        transformer, x0, y0, scale = self._plane
        along = np.linspace(0, 1, 21)
        zero, one = np.zeros(21), np.ones(21)
        x = x0 + np.concatenate([along, along, zero, one]) * self.width / scale
        y = y0 + np.concatenate([zero, one, along, along]) * self.height / scale
        lon, lat = transformer.transform(x, y, direction="INVERSE")
        spare = 0.02 * max(lon.max() - lon.min(), lat.max() - lat.min())
        edges = lon.min() - spare, lat.min() - spare, lon.max() + spare, lat.max() + spare
        return float(edges[0]), float(edges[1]), float(edges[2]), float(edges[3])

    @property
    def fine(self) -> float:
        """Degrees that are too small to see on the panel."""
        return (self.extent[2] - self.extent[0]) / self.width * _FINE

    @property
    def shown(self) -> BBox:
        """Degrees of an upright box that the panel holds, its bbox and what fits around: all that lies in it is drawn.

        Far north, on a panel of another shape than the bbox, no upright box reaches from edge to edge.
        """
        import numpy as np

        transformer, x0, y0, scale = self._plane
        along, zero = np.linspace(0, 1, 21), np.zeros(21)
        right, up = x0 + along * self.width / scale, y0 + along * self.height / scale
        left_lon, _ = transformer.transform(zero + x0, up, direction="INVERSE")
        right_lon, _ = transformer.transform(zero + right[-1], up, direction="INVERSE")
        _, low_lat = transformer.transform(right, zero + y0, direction="INVERSE")
        _, high_lat = transformer.transform(right, zero + up[-1], direction="INVERSE")
        west, south, east, north = self.bbox
        return (
            min(west, float(left_lon.max())),
            min(south, float(low_lat.max())),
            max(east, float(right_lon.min())),
            max(north, float(high_lat.min())),
        )

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the point of a place in degrees."""
        transformer, x0, y0, scale = self._plane
        x, y = transformer.transform(lon, lat)
        return (x - x0) * scale, (y - y0) * scale

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a point of the plane."""
        transformer, x0, y0, scale = self._plane
        lon, lat = transformer.transform(x0 + x / scale, y0 + y / scale, direction="INVERSE")
        return float(lon), float(lat)

    def shape(self, geometry: BaseGeometry, spare: float = 6.0) -> BaseGeometry:
        """Return a geometry of EPSG:4326 in points, cut at the panel's edge and `spare` points around it.

        Detail finer than print can hold is left out.
        """
        import numpy as np
        import shapely

        transformer, x0, y0, scale = self._plane

        def project(coords: np.ndarray) -> np.ndarray:
            x, y = transformer.transform(coords[:, 0], coords[:, 1])
            return np.column_stack([(x - x0) * scale, (y - y0) * scale])

        # a straight edge in degrees is a curve on the plane: in steps whose chords stray less than print can show
        step = math.degrees((16 * _FINE / (_RADIUS_M * scale)) ** 0.5)
        flat = shapely.simplify(shapely.transform(shapely.segmentize(geometry, step), project), _FINE)
        return shapely.clip_by_rect(flat, -spare, -spare, self.width + spare, self.height + spare)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the plane is on the panel."""
        return 0 <= x <= self.width and 0 <= y <= self.height


@lru_cache(maxsize=32)
def _fit(bbox: BBox, width: float, height: float, exact: bool) -> tuple[Transformer, float, float, float]:
    transformer, x, y = _edge(bbox, exact)
    scale = min(width / (x.max() - x.min()), height / (y.max() - y.min()))
    x0 = (x.min() + x.max()) / 2 - width / scale / 2
    y0 = (y.min() + y.max()) / 2 - height / scale / 2
    return transformer, float(x0), float(y0), float(scale)


def _edge(bbox: BBox, exact: bool) -> tuple[Transformer, np.ndarray, np.ndarray]:
    """The projection of a bbox, and points along the bbox's edge in it, metres."""
    import numpy as np

    west, south, east, north = bbox
    wide = east - west > _STRIP_DEGREES or north - south > _STRIP_DEGREES
    transformer = _transformer((west + east) / 2, (south + north) / 2, "eqc" if exact else "laea" if wide else "tmerc")
    along = np.linspace(0, 1, 33)
    zero, one = np.zeros(33), np.ones(33)
    lon = west + np.concatenate([along, along, zero, one]) * (east - west)
    lat = south + np.concatenate([zero, one, along, along]) * (north - south)
    x, y = transformer.transform(lon, lat)
    return transformer, x, y


@contextmanager
def finer(share: float) -> Iterator[None]:
    """Draw lines and textures at a share of their size: on one of several small panels of a sheet."""
    token = _PENS.set(share)
    try:
        yield
    finally:
        _PENS.reset(token)


def _rings(geometry: BaseGeometry) -> list[Any]:
    import shapely

    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


def fill(ax: Axes, geometry: BaseGeometry, colour: str, opacity: float = 1.0, *, zorder: float = 1.0) -> None:
    """Fill the polygons of a geometry, holes left out; nothing for an empty one."""
    import numpy as np
    import shapely
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    vertices, codes = [], []
    for polygon in _rings(geometry):
        for ring in (polygon.exterior, *polygon.interiors):
            coords = shapely.get_coordinates(ring)
            vertices.append(coords)
            codes.append([Path.MOVETO, *[Path.LINETO] * (len(coords) - 2), Path.CLOSEPOLY])
    if vertices:
        path = Path(np.concatenate(vertices), np.concatenate(codes))
        ax.add_artist(
            PathPatch(
                path, facecolor=colour, alpha=opacity, edgecolor="none", linewidth=0, zorder=zorder, label=drawn_name()
            )
        )


def stroke(
    ax: Axes,
    geometry: BaseGeometry,
    colour: str,
    pen: float,
    dash: tuple[float, ...] = (),
    *,
    opacity: float = 1.0,
    zorder: float = 2.0,
) -> None:
    """Draw the lines, or the outlines of the polygons, of a geometry; dashes are multiples of the pen."""
    import shapely
    from matplotlib.collections import LineCollection

    outline = shapely.boundary(geometry) if geometry.geom_type.endswith("Polygon") else geometry
    lines = [shapely.get_coordinates(part) for part in shapely.get_parts(outline) if part.geom_type == "LineString"]
    lines = [line for line in lines if len(line) > 1]
    if lines:
        round_cap = bool(dash) and dash[0] < 1
        ax.add_collection(
            LineCollection(
                lines, colors=[colour], linewidths=[pen * _PENS.get()], linestyles=[(0, dash) if dash else "solid"],
                alpha=opacity, capstyle="round" if round_cap or not dash else "butt", joinstyle="round", zorder=zorder,
                label=drawn_name(),
            ),
            autolim=False,
        )  # fmt: skip


def hatch_lines(geometry: BaseGeometry, kind: str, spacing: float = HATCH_SPACING) -> BaseGeometry | None:
    """Return parallel lines inside a polygon in points; None for no hatch. The grid is the panel's, not the shape's.

    `kind` is none, diagonal (rising to the right), back-diagonal or crossed.
    """
    import numpy as np
    import shapely

    if kind == "none" or geometry.is_empty:
        return None
    west, south, east, north = geometry.bounds
    lines = []
    step = spacing * _PENS.get() * 2**0.5
    for rising in {"diagonal": (True,), "back-diagonal": (False,)}.get(kind, (True, False)):
        low, high = (south - east, north - west) if rising else (south + west, north + east)
        for offset in np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step:
            ends = (offset + west, offset + east) if rising else (offset - west, offset - east)
            lines.append(((west, ends[0]), (east, ends[1])))
    return shapely.intersection(shapely.multilinestrings(lines), geometry)


def draw_class(
    ax: Axes, geometry: BaseGeometry, look: ClassStyle, *, zorder: float = 3.0, spacing: float = HATCH_SPACING
) -> None:
    """Draw an area, or a line, as its class looks."""
    if geometry.is_empty:
        return
    area = geometry.geom_type.endswith("Polygon") or geometry.geom_type == "GeometryCollection"
    if area and look.fill is not None:
        fill(ax, geometry, look.fill, look.fill_opacity, zorder=zorder)
    lines = hatch_lines(geometry, look.hatch, spacing) if area else None
    if lines is not None:
        stroke(ax, lines, look.edge, HATCH_PEN, opacity=0.85, zorder=zorder + 0.1)
    stroke(ax, geometry, look.edge, look.edge_width, look.dash, zorder=zorder + 0.2)
