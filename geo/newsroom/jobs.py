"""From orders to jobs: every view and edition filled in from the defaults, the link and the record, and checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

from ..errors import GeoError, InputError, ViewError
from ..views.absent import absent_words
from ..views.edition import Edition
from ..views.view import MapView
from ..views.view_link import fields_of_query, spoken, windowed
from .orders import Order, Orders, Refused, SeriesOrder

if TYPE_CHECKING:
    from ..front.timeline import Timeline

_REPEATED: Final = 80
#: Kinds of a series that are one animation, by its ending, and those that are one sheet.
FILMS: Final = ("gif", "mp4")
SHEETS: Final = ("multiples", "pair")


@dataclass(frozen=True, slots=True)
class Job:
    """One map, or one series, that is ready to be drawn.

    Attributes
    ----------
    name : str
        Stem of its files.
    where : str
        Where it is ordered, for messages: "maps.yaml line 7, kursk".
    views : tuple of MapView
        One; several of a series, in order.
    edition : Edition
    formats : tuple of str
        Of a map or of one sheet with several; a series of frames or an animation has its own.
    dpi : int or None
        Of a PNG; None: the size preset's.
    kind : str
        "map", or the kind of a series.
    milliseconds : int or None
        How long an animation shows each map; None: as long as it usually does.
    warnings : tuple of str
        What is asked for that the record, or a series, does not have.
    """

    name: str
    where: str
    views: tuple[MapView, ...]
    edition: Edition
    formats: tuple[str, ...]
    dpi: int | None = None
    kind: str = "map"
    milliseconds: int | None = None
    warnings: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """What it is written to, from the folder on: files, or the folder of a series of frames."""
        if self.kind == "frames":
            return (self.name,)
        forms = (self.kind,) if self.kind in FILMS else self.formats
        return (*(f"{self.name}.{form}" for form in forms), f"{self.name}.txt")


def jobs_of(
    orders: Orders, timeline: Timeline, only: Iterable[str] = ()
) -> tuple[tuple[Job, ...], tuple[Refused, ...]]:
    """Return the jobs of some orders, all if `only` names none, and those whose view or edition is not right.

    Raises
    ------
    InputError
        If the defaults are not right, or `only` names a map that is not ordered.
    """
    wanted = set(only)
    known = {order.name for _, order in orders.orders} | {one.name for one in orders.refused}
    if unknown := sorted(wanted - known):
        raise InputError(f"--only {unknown[0][:_REPEATED]}: {orders.path.name} has no such map. Correct the name.")
    usual = MapView.default(timeline)
    whole = f"{orders.path.name}, defaults"
    MapView.of({**usual.model_dump(), **_filled(orders.defaults.view)}, f"{whole}: view")
    Edition.of(orders.defaults.edition, f"{whole}: edition", folder=orders.path.parent)
    jobs, refused = [], []
    for where, order in orders.orders:
        if wanted and order.name not in wanted:
            continue
        try:
            jobs.append(_job(order, where, orders, usual, timeline))
        except GeoError as error:
            refused.append(Refused(order.name, str(error)))
    return tuple(jobs), tuple(refused)


def _job(order: Order, where: str, orders: Orders, usual: MapView, timeline: Timeline) -> Job:
    defaults = orders.defaults
    view = _view(order, where, defaults.view, usual)
    told = {**defaults.edition, **order.edition}
    edition = Edition.of(told, f"{where}: edition", folder=orders.path.parent)
    try:
        views = (view,) if order.series is None else series_views(order.series, view)
        edition.worn()  # says at once that a house style cannot be worn,
        for one in views:
            timeline.told(one.perspective)  # and whom the record does not know
    except GeoError as error:
        raise InputError(f"{where}: {error}") from error
    lacking = dict.fromkeys(filter(None, (absent_words(timeline, one) for one in views)))
    formats, dpi = order.formats or defaults.formats or ("png",), order.dpi or defaults.dpi
    made = Job(order.name, where, views, edition, formats, dpi, warnings=tuple(lacking))
    if order.series is None:
        return made
    made = replace(made, kind=order.series.kind, milliseconds=order.series.milliseconds)
    return replace(made, warnings=(*made.warnings, *_left_out(made, order)))


def _left_out(job: Job, order: Order) -> tuple[str, ...]:
    """What a series is asked for and does not have."""
    from ..views.series_asked import left_out

    if job.kind in SHEETS:
        return left_out(job.views, job.edition)
    written = "png" if job.kind == "frames" else job.kind
    if order.formats in {None, (written,)}:
        return ()
    return (f"formats is {', '.join(order.formats or ())}; a series of kind {job.kind} is written as {written}.",)


def _view(order: Order, where: str, common: dict[str, Any], usual: MapView) -> MapView:
    """The view of an order: its fields over the defaults' over the record's own.

    A link says the whole view, as the screen has it; of the defaults only the size is taken where it names none.
    The day of a series is its last one where nothing says another.
    """
    if not order.link:
        last = {} if order.series is None or order.series.last is None else {"day": order.series.last}
        return MapView.of({**usual.model_dump(), **_filled({**last, **common, **order.view})}, f"{where}: view")
    size = {"size": common["size"]} if "size" in common else {}
    linked = fields_of_query(_query(order.link, where), MapView.model_fields)
    base = MapView.of({**usual.model_dump(), **size, **linked}, f"{where}: link")
    return MapView.of({**base.model_dump(), **_filled(order.view)}, f"{where}: view")


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields of a view with the window that a day stands for and the language of the names, as a view file has them."""
    return windowed(spoken({str(name): value for name, value in fields.items()}))


def _query(link: str, where: str) -> dict[str, list[str]]:
    try:
        query = parse_qs(urlsplit(link).query)
    except ValueError as error:
        raise ViewError(f"{where}: link is {link[:_REPEATED]!r}: {error}. Copy the whole address.") from error
    if not query:
        raise ViewError(
            f"{where}: link is {link[:_REPEATED]!r}; expected an address with ?day=... in it. Copy it whole."
        )
    return query


def series_views(series: SeriesOrder, view: MapView) -> tuple[MapView, ...]:
    """Return the views of a series: each day in order according to the first perspective, then to the next.

    Raises
    ------
    InputError
        If they are too many or too few, or an MP4 cannot be made here.
    """
    from ..views.animation import days_of, encoder
    from ..views.series import check_count
    from ..views.series_asked import views_of
    from ..views.static_film import MOST_FRAMES

    days: tuple[date, ...] = (view.day,)
    if series.first is not None and series.last is not None:
        pair = (series.first, series.last) if series.first < series.last else (series.first,)
        days = pair if series.kind == "pair" else days_of(series.first, series.last, series.step)
    views = views_of(view, days, series.perspectives)
    if series.kind == "pair" and len(views) != 2:
        raise InputError(
            f"a pair of {len(views)}; expected 2 maps: first and last day, or two perspectives. Correct either."
        )
    check_count(len(views), *(() if series.kind in SHEETS else (1, MOST_FRAMES)))
    if series.kind == "mp4":
        encoder()  # says before the work that none is installed
    return views


def check_targets(jobs: Iterable[Job], folder: Path, sources: Iterable[Path]) -> None:
    """Say before the work that a file would be written over one that is read.

    Raises
    ------
    InputError
        If it would.
    """
    read = {path: source for source in sources for path in (source.resolve(), source.resolve().parent)}
    for job in jobs:
        for name in job.targets:
            source = read.get((folder / name).resolve())
            if source is not None:
                raise InputError(f"{source}: is also what is read; {job.name} would be written there. Rename the map.")
