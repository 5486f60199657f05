"""Drawing a job: the bytes of its files, and what a desk should know of them. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from ..records import Frame
from ..views import words
from ..views.static import compose, draw, lacking_letters, sidecar_text
from ..views.static_check import check
from ..views.static_file import printing, saved
from .jobs import FILMS, Job

if TYPE_CHECKING:
    from ..pipeline import Front

#: Faults of a map that are told one by one; that there are more is counted.
_MOST_FAULTS: Final = 8


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a job gave: files by name in order, and warnings: letters that its type lacks, faults of the drawing."""

    files: dict[str, bytes]
    warnings: tuple[str, ...] = ()


def frames_of(job: Job, front: Front) -> tuple[Frame, ...]:
    """Return what holds on each view of a job."""
    return tuple(front.timeline.frame(**view.frame_arguments()) for view in job.views)


def drawn(job: Job, frames: tuple[Frame, ...], front: Front) -> Drawn:
    """Draw a job.

    Raises
    ------
    GeoError
        If it cannot be drawn, such as a house style whose text could not be read.
    """
    return _one_map(job, frames[0], front) if job.kind == "map" else _series(job, frames, front)


def _one_map(job: Job, frame: Frame, front: Front) -> Drawn:
    """Draw one map: set out once and drawn once, whatever its formats."""
    (view,) = job.views
    made = compose(frame, view, front.boundaries, front.gazetteer, edition=job.edition)
    title, told = words.title(view), made.alt_text
    dpi = job.dpi or job.edition.sheet(view).dpi
    with printing(job.edition.worn()):
        figure = draw(made, boundaries=front.boundaries, gazetteer=front.gazetteer)
        files = {f"{job.name}.{form}": saved(figure, form, dpi, title, told) for form in job.formats}
        faults = check(made, figure)
    files[f"{job.name}.txt"] = sidecar_text(made).encode()
    lines = [f"{fault.kind}: {fault.words}" for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        lines.append(f"{len(faults) - _MOST_FAULTS} more faults of the drawing")
    return Drawn(files, (*_letters(job), *lines))


def _series(job: Job, frames: tuple[Frame, ...], front: Front) -> Drawn:
    """Draw several maps: on one sheet, as a picture each, or as an animation."""
    from ..views.animation import MILLISECONDS, write_film, write_frames
    from ..views.static_series import write_series

    shown = tuple(zip(frames, job.views, strict=True))
    asked: Any = {
        "boundaries": front.boundaries, "gazetteer": front.gazetteer, "dpi": job.dpi, "edition": job.edition,
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        base = Path(folder) / job.name
        if job.kind == "frames":
            write_frames(base, shown, **asked)
        elif job.kind in FILMS:
            write_film(base.with_suffix(f".{job.kind}"), shown, **asked, milliseconds=job.milliseconds or MILLISECONDS)
        else:
            for form in job.formats:
                write_series(base.with_suffix(f".{form}"), shown, **asked)
        paths = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return Drawn(_one_text(job, files), _letters(job))


def _one_text(job: Job, files: dict[str, bytes]) -> dict[str, bytes]:
    """Files with one text beside them: that of one format is that of every other."""
    if job.kind == "frames":
        return files
    texts = [name for name in files if name.endswith(".txt")]
    return {**{name: files[name] for name in files if name not in texts}, f"{job.name}.txt": files[texts[0]]}


def _letters(job: Job) -> tuple[str, ...]:
    lacking = lacking_letters(job.views[0], job.edition)
    return (lacking,) if lacking else ()
