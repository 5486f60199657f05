"""When a map is the same as before: one key over everything that its bytes depend on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .. import __version__
from ..places.added import AddedPlaces
from ..records import Frame
from ..settings import Settings

if TYPE_CHECKING:
    from ..views.edition import Edition
    from .jobs import Job

#: What else draws and writes: another version of one of them may give other bytes.
_LIBRARIES: Final = ("matplotlib", "numpy", "pandas", "shapely", "geopandas", "pyproj", "pillow", "fonttools")
#: Files of the data folder that come into a map by its frame, or not at all.
_RECORD: Final = frozenset({"events.csv", "reports.jsonl", "README.md", "SHA256SUMS"})


def key_of(job: Job, frames: Iterable[Frame], ground: str) -> str:
    """Return what a job's bytes depend on, as 32 hex digits.

    Its views and edition with the house style's files, its formats, all that its frames hold, and `ground`: the base
    map, the gazetteer and the versions, as `ground_key` has them.
    """
    told = {
        "views": [view.model_dump(mode="json") for view in job.views],
        "edition": _edition(job.edition),
        "formats": job.formats,
        "dpi": job.dpi,
        "kind": job.kind,
        "milliseconds": job.milliseconds,
        "data": [frame_key(frame) for frame in frames],
        "ground": ground,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def frame_key(frame: Frame) -> str:
    """Return a digest of everything a frame holds, not only of its ids: a corrected word is another map."""
    import shapely

    made = hashlib.sha256()
    for table in (frame.ledger, frame.events, frame.events if frame.records is None else frame.records):
        made.update(table.drop(columns="geometry", errors="ignore").to_csv(index=False).encode())
        if "geometry" in table:
            made.update(repr(shapely.to_wkb(table["geometry"].to_numpy()).tolist()).encode())
    shapes = [zone.geometry for zone in frame.zones] + [shape for _, shape in sorted(frame.disputed.items())]
    made.update(repr(shapely.to_wkb(shapes).tolist()).encode())
    told = (
        *(replace(zone, geometry=None) for zone in frame.zones), *frame.advances, *sorted(frame.disputed),
        frame.day, frame.window, frame.perspective, frame.clock, frame.hidden, frame.others, frame.recorded,
    )  # fmt: skip
    made.update(repr(told).encode())
    return made.hexdigest()


def ground_key(settings: Settings) -> str:
    """Return a digest of the base map, the names, the package's own code and the versions of what draws."""
    made = hashlib.sha256(f"{__version__} {_code()} ".encode())
    made.update(" ".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    for path in sorted(settings.data_dir.iterdir()):
        if path.is_file() and path.name not in _RECORD:
            made.update(f"{path.name} {_sum(path)}".encode())
    if settings.gazetteer_file.exists():
        made.update(AddedPlaces(settings).generation().encode())
    return made.hexdigest()


@cache
def _code() -> str:
    """The package's own files: a clone that was updated draws anew, whatever its version says."""
    made = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    for path in sorted(package.rglob("*.py")):
        made.update(f"{path.relative_to(package).as_posix()} {_sum(path)}".encode())
    return made.hexdigest()


def house_files(edition: Edition) -> tuple[Path, ...]:
    """Return the files that an edition's house style reads: its fonts and its logo."""
    if edition.house is None:
        return ()
    fonts = [Path(one) for one in edition.house.font if Path(one).suffix.lower() in {".ttf", ".otf", ".ttc"}]
    logo = edition.house.logo
    return (*fonts, *((logo.file,) if logo is not None and logo.file is not None else ()))


def _edition(edition: Edition) -> dict[str, Any]:
    """An edition with what stands in the house style's files in place of where they lie."""
    told = edition.model_dump(mode="json")
    if edition.house is not None:
        files = {str(path) for path in house_files(edition)}
        told["house"]["font"] = [_sum(Path(one)) if one in files else one for one in edition.house.font]
        if edition.house.logo is not None and edition.house.logo.file is not None:
            told["house"]["logo"]["file"] = _sum(edition.house.logo.file)
    return told


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
