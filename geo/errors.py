"""The error tree.

    GeoError
    ├── InputError (ValueError)          what came in cannot be used; the message names file, row and remedy
    │   ├── SchemaError (ValueError)     a table misses a column or holds a wrong type at a stage's door
    │   └── ViewError (ValueError)       a link, a YAML file or an option asks for a view that cannot be
    │       └── PaperTooSmall            a print map's words leave no room for its map
    ├── CrsError (ValueError)            two geometries in different coordinate systems meet, or none is stated
    ├── DataMissing (FileNotFoundError)  a file that ships with the project, or that the caller named, is not there
    ├── DownloadFailed (ConnectionError)  a server could not be reached, or what it sent is damaged
    └── GeocoderUnavailable (ConnectionError)  an online geocoder did not answer; not the same as "not found"

A message gives where, what came, what is accepted and what to do. Not finding a place is a result,
not an error.
"""

from __future__ import annotations


class GeoError(Exception):
    """Anything this package raises on purpose."""


class InputError(GeoError, ValueError):
    """What came in cannot be used as it is."""


class SchemaError(InputError):
    """A table does not have the columns or types its schema declares."""


class ViewError(InputError):
    """A view was asked for that cannot be shown: an unknown perspective, an end before its start."""


class PaperTooSmall(ViewError):
    """A paper does not hold its map; `height_mm` is a height that does, None where a higher one does not help."""

    def __init__(self, message: str, height_mm: int | None = None) -> None:
        super().__init__(message)
        self.height_mm = height_mm


class CrsError(GeoError, ValueError):
    """Coordinates whose reference system is missing or differs from the one required."""


class DataMissing(GeoError, FileNotFoundError):
    """A file is not where it should be."""


class DownloadFailed(GeoError, ConnectionError):
    """A file could not be downloaded, or not as the server says it is."""


class GeocoderUnavailable(GeoError, ConnectionError):
    """An online geocoder could not be reached or refused to answer."""
