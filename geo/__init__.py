"""A front-line event mapper: who claims what, where, since when, and who says otherwise.

The house, floor by floor; a module imports only from the floors below its own:

    9  app.py, ui/, cli.py, __main__.py   what people touch
    8  live/                              many reports at once, or a watched folder, read in the background
       newsroom/                          many maps in one call
    7  pipeline.py                        the stages in order
    6  views/                             what is shown: interactive map, static map, exchange files
    5  front/                             ledger of claims, zones, advances, timeline
    4  store/                             events on disk, the journal of human decisions
    3  events/                            text and tables to events; events joined to places and areas
    2  places/                            gazetteer, names, mentions in text, resolution, boundaries
    1  sources/                           files to reports
    0  schema, records, terms, errors, settings, crs, clock

Importing this package reads no file, loads no model and opens no connection: the names below are fetched
from their modules on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import GeoError as GeoError
    from .records import Advance as Advance
    from .records import Event as Event
    from .records import Frame as Frame
    from .records import Mention as Mention
    from .records import Place as Place
    from .records import Report as Report
    from .records import Zone as Zone

__version__ = "0.1.0"

_HOMES = {
    "GeoError": "errors",
    "Advance": "records",
    "Event": "records",
    "Frame": "records",
    "Mention": "records",
    "Place": "records",
    "Report": "records",
    "Zone": "records",
}

__all__ = ["Advance", "Event", "Frame", "GeoError", "Mention", "Place", "Report", "Zone", "__version__"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
