"""A period as moving pictures: its days, its frames as numbered PNGs, and those as an animated GIF or an H.264 MP4.

The same frames give the same bytes: nothing of the time of writing, and of the machine only the encoder's version, goes
into a file. Every picture is written whole or not at all, so that a run that is broken off leaves whole files.
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..records import Frame
from .edition import PLAIN, Edition
from .files import write_whole
from .static_film import MOST_FRAMES, Film, compose_film, film_text, picture
from .view import MapView

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Called with (stage, done, total).
Progress = Callable[[str, int, int], None]
FILMS: Final = ("gif", "mp4")
#: How long a frame stays, and the last one, before the film begins again.
MILLISECONDS: Final = 700
HELD_MILLISECONDS: Final = 2500
#: Longest side of a GIF or MP4 in pixels, where no resolution is asked for.
_LONGEST: Final = 1920
_COLOURS: Final = 256
#: Frames that a palette is made from, spread over the film, and their longest side.
_SAMPLES, _SAMPLE_SIDE = 24, 480
_RATE: Final = 25
_NO_ENCODER: Final = (
    "no encoder for MP4 is installed; expected ffmpeg. Install it (apt install ffmpeg, brew install ffmpeg, or "
    "pip install imageio-ffmpeg), or write a .gif or a folder of PNGs."
)


def days_of(first: date, last: date, step: int = 1) -> tuple[date, ...]:
    """Return the days from `first` on, every `step` days, none past `last`.

    Raises
    ------
    InputError
        If `last` is before `first`, `step` is under 1, or there are more than MOST_FRAMES.
    """
    if last < first:
        raise InputError(f"the last day {last} is before the first, {first}; expected a later one. Swap the two.")
    if step < 1:
        raise InputError(f"step is {step}; expected 1 or more days.")
    count = (last - first).days // step + 1
    if count > MOST_FRAMES:
        raise InputError(
            f"{count} days from {first} to {last}; expected {MOST_FRAMES} at most. Take a longer step or fewer days."
        )
    return tuple(first + timedelta(days=step * at) for at in range(count))


def on_day(view: MapView, day: date) -> MapView:
    """Return a view moved to a day as the map's slider moves it.

    The window of its advances slides along, grows or stays as `follow` says; one that does not end on the view's own
    day stays.
    """
    if view.follow == "apart" or view.advances_to != view.day:
        return view.changed(day=day)
    first = view.advances_from if view.follow == "grow" else view.advances_from + (day - view.day)
    return view.changed(day=day, advances_from=min(first, day), advances_to=day)


def write_frames(
    folder: Path | str, shown: Sequence[tuple[Frame, MapView]], *, boundaries: Boundaries, gazetteer: Gazetteer,
    dpi: float | None = None, edition: Edition = PLAIN, title: str = "", note: str = "",
    progress: Progress | None = None,
) -> tuple[Path, ...]:  # fmt: skip
    """Write the frames of a period into a folder as PNGs of one size, named by number and day, and return their paths.

    `frames.txt` beside them holds the alt text of the whole. `progress` is told after each frame; what it raises ends
    the run, and the frames written until then are whole.

    Raises
    ------
    InputError
        If there is no frame, the views differ in more than day, window, perspective and clock, or dpi is not accepted.
    """
    film = compose_film(shown, boundaries, gazetteer, edition, title=title, note=note)
    target = Path(folder)
    target.mkdir(exist_ok=True)
    paths = []
    for at, content in enumerate(pictures(film, boundaries, gazetteer, dpi or film.dpi)):
        path = target / f"{at + 1:03d}-{film.maps[at].view.day}.png"
        paths.append(write_whole(path, content))
        if progress is not None:
            progress("frames", at + 1, len(shown))
    write_whole(target / "frames.txt", film_text(film).encode())
    return tuple(paths)


def pictures(film: Film, boundaries: Boundaries, gazetteer: Gazetteer, dpi: float) -> Iterator[bytes]:
    """Yield the frames of a film as PNGs, each drawn when it is asked for."""
    return (picture(film, at, boundaries=boundaries, gazetteer=gazetteer, dpi=dpi) for at in range(len(film.maps)))


def write_film(
    path: Path | str, shown: Sequence[tuple[Frame, MapView]], *, boundaries: Boundaries, gazetteer: Gazetteer,
    dpi: float | None = None, edition: Edition = PLAIN, title: str = "", note: str = "",
    milliseconds: int = MILLISECONDS, progress: Progress | None = None,
) -> Path:  # fmt: skip
    """Write the frames of a period as a GIF or MP4 with its alt text beside it, .txt added to the name.

    Raises
    ------
    InputError
        If the ending is neither .gif nor .mp4, no encoder for an MP4 is installed, or as `write_frames` does.
    """
    target = Path(path)
    ending = target.suffix.lower().removeprefix(".")
    content, text = film_of(
        shown, boundaries=boundaries, gazetteer=gazetteer, format=ending, dpi=dpi, edition=edition, title=title,
        note=note, milliseconds=milliseconds, progress=progress,
    )  # fmt: skip
    write_whole(target, content)
    write_whole(target.with_name(f"{target.name}.txt"), text.encode())
    return target


def film_of(
    shown: Sequence[tuple[Frame, MapView]], *, boundaries: Boundaries, gazetteer: Gazetteer, format: str = "gif",  # noqa: A002
    dpi: float | None = None, edition: Edition = PLAIN, title: str = "", note: str = "",
    milliseconds: int = MILLISECONDS, progress: Progress | None = None,
) -> tuple[bytes, str]:  # fmt: skip
    """Return the frames of a period as the bytes of a GIF or MP4, and its text.

    Without `dpi` its longest side has 1920 pixels at most.

    Raises
    ------
    InputError
        As `write_film` does.
    """
    if format not in FILMS:
        raise InputError(f"a film is asked for as {format!r}; expected one of {', '.join(FILMS)}.")
    if format == "mp4":
        encoder()  # says at once that none is installed
    film = compose_film(shown, boundaries, gazetteer, edition, title=title, note=note)
    made = []
    for one in pictures(film, boundaries, gazetteer, dpi or min(film.dpi, _LONGEST / max(film.inches))):
        made.append(one)
        if progress is not None:
            progress("frames", len(made), len(shown))
    return (gif_of if format == "gif" else mp4_of)(made, milliseconds), film_text(film)


def gif_of(pngs: Sequence[bytes], milliseconds: int = MILLISECONDS, held: int = HELD_MILLISECONDS) -> bytes:
    """Return PNGs of one size as an animated GIF that begins again, its last frame `held` milliseconds long.

    All frames have one palette, of the colours of the whole film, so that no colour flickers. A frame that is the same
    as the one before it is not stored again: that one stays longer.

    Raises
    ------
    InputError
        If there is no frame, or they differ in size.
    """
    _size_of(pngs)
    palette = _palette(pngs)
    from PIL.Image import Dither

    # one at a time: all frames of a long film, unpacked, would take gigabytes
    flat = (_opened(png).quantize(palette=palette, dither=Dither.NONE) for png in pngs)
    out = BytesIO()
    next(flat).save(
        out, format="GIF", save_all=True, append_images=flat, loop=0, optimize=False, disposal=1,
        duration=[*[milliseconds] * (len(pngs) - 1), max(held, milliseconds)],
    )  # fmt: skip
    return out.getvalue()


def _opened(png: bytes) -> Image:
    from PIL import Image

    return Image.open(BytesIO(png)).convert("RGB")


def _size_of(pngs: Sequence[bytes]) -> tuple[int, int]:
    """The one size of some PNGs, pixels, read from their heads."""
    from PIL import Image

    sizes = {Image.open(BytesIO(png)).size for png in pngs}
    if not sizes:
        raise InputError("a film of no frame; expected one or more. Give a period.")
    if len(sizes) > 1:
        told = ", ".join(f"{wide} x {tall}" for wide, tall in sorted(sizes))
        raise InputError(f"the frames of a film have sizes {told}; expected one for all. Draw them with one dpi.")
    return sizes.pop()


def _palette(pngs: Sequence[bytes]) -> Image:
    """The colours of frames from all over a film: small copies of them one below the other, reduced together."""
    from PIL import Image

    count = min(len(pngs), _SAMPLES)
    small = []
    for at in range(count):
        one = _opened(pngs[round(at * (len(pngs) - 1) / max(1, count - 1))])
        by = max(1, max(one.size) // _SAMPLE_SIDE)
        # every so many pixels, not a mean of them: a mean of two colours is a colour that no frame has
        small.append(one.resize((one.width // by, one.height // by), Image.Resampling.NEAREST))
    sheet = Image.new("RGB", (small[0].width, small[0].height * count))
    for at, one in enumerate(small):
        sheet.paste(one, (0, at * one.height))
    return sheet.quantize(colors=_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def encoder() -> str:
    """Return the path of an ffmpeg.

    Raises
    ------
    InputError
        If none is installed; the message names the remedies.
    """
    found = shutil.which("ffmpeg")
    if found is None and importlib.util.find_spec("imageio_ffmpeg") is not None:
        found = str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    if found is None:
        raise InputError(_NO_ENCODER)
    return found


def mp4_of(pngs: Sequence[bytes], milliseconds: int = MILLISECONDS, held: int = HELD_MILLISECONDS) -> bytes:
    """Return PNGs of one, even size as an MP4 (H.264, yuv420p, index first), its last frame `held` milliseconds long.

    Raises
    ------
    InputError
        If there is no frame, they differ in size or a side is odd, no encoder is installed, or it cannot write H.264.
    """
    command, (wide, tall) = encoder(), _size_of(pngs)
    if wide % 2 or tall % 2:
        raise InputError(f"frames of {wide} x {tall} pixels; expected even numbers, as H.264 asks. Change the dpi.")
    with tempfile.TemporaryDirectory() as folder:
        listed = ["ffconcat version 1.0"]
        for at, png in enumerate(pngs):
            (Path(folder) / f"{at}.png").write_bytes(png)
            lasting = milliseconds if at < len(pngs) - 1 else max(held, milliseconds)
            listed += [f"file {at}.png", f"duration {lasting / 1000:.3f}"]
        # the demuxer drops the last duration unless its file is named again
        (Path(folder) / "frames.txt").write_text("\n".join([*listed, f"file {len(pngs) - 1}.png"]) + "\n")
        seconds = (milliseconds * (len(pngs) - 1) + max(held, milliseconds)) / 1000
        made = Path(folder) / "film.mp4"
        ran = subprocess.run(  # noqa: S603 - our own arguments, nothing of them from outside
            [command, *_ARGUMENTS, "-t", f"{seconds:.3f}", str(made)],
            cwd=folder, capture_output=True, text=True, errors="replace", check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if ran.returncode != 0 or not made.is_file():
            reason = (ran.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise InputError(
                f"{command} did not write an MP4: {reason[:200]}. Install an ffmpeg with libx264, or write a .gif."
            )
        return made.read_bytes()


#: One thread and bit-exact: the same bytes on any number of cores; colours as screens show them.
_ARGUMENTS: Final = (
    "-y", "-loglevel", "error", "-f", "concat", "-safe", "0", "-i", "frames.txt",
    "-vf", f"fps={_RATE},scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-c:v", "libx264",
    "-preset", "medium", "-crf", "18", "-threads", "1",
    "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
    "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart",
)  # fmt: skip
