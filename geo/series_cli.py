"""`python -m geo series`: several days or perspectives on one sheet, as frames, or as an animation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .edition_cli import edition_of, edition_options
from .errors import InputError
from .record_cli import check_target, load
from .terminal import finish, progress_bars, say
from .view_cli import DAY, view_of, view_options

if TYPE_CHECKING:
    from .pipeline import Front
    from .records import Frame
    from .views.edition import Edition
    from .views.view import MapView

_SHEETS: Final = ("png", "svg", "pdf")
_FILMS: Final = ("gif", "mp4")


@click.command()
@partial(view_options, several=True)
@edition_options
@click.option("--first", type=DAY, help="First day: YYYY-MM-DD.")
@click.option("--last", type=DAY, help="Last day: YYYY-MM-DD.")
@click.option(
    "--step", type=click.IntRange(1, 366), default=1, show_default=True, help="Days from one map to the next."
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="One sheet: .png, .svg or .pdf. An animation: .gif or .mp4. A PNG each: a folder.",
)
@click.option("--dpi", type=click.IntRange(30, 1200), help="Resolution of the pictures.")
@click.option(
    "--milliseconds", type=click.IntRange(40, 10_000), help="How long an animation shows each map; 700 if not given."
)
def series(
    output: Path, dpi: int | None, milliseconds: int | None, first: datetime | None, last: datetime | None, step: int,
    strict: bool, **options: Any,
) -> None:  # fmt: skip
    """Draw several days, several perspectives, or both: on one sheet with one legend, or one after another.

    \b
    python -m geo series --first 2025-03-10 --last 2025-03-16 -o week.png
    python -m geo series --day 2025-03-12 --perspective RU --perspective UA -o two.pdf
    python -m geo series --first 2025-02-01 --last 2025-03-16 --step 2 -o spring.mp4

    On a sheet two days of one perspective are a before and after: what changed between them is told, by who says so;
    side by side (all) no change is told. A sheet has no strip and takes no call-outs. The window of the advances moves
    with the day. An MP4 needs ffmpeg.
    """
    ending = _ending(output, options)
    if milliseconds is not None and ending not in _FILMS:
        raise InputError("--milliseconds is for an animation, .gif or .mp4. Leave it out, or name another file.")
    edition = edition_of(options)
    front = load(options)
    views = _views(options, front, first, last, step)
    if ending in _SHEETS:
        _check_count(len(views))
    shown = [(front.timeline.frame(**view.frame_arguments()), view) for view in views]
    written = _write(output, ending, shown, front, edition, dpi, milliseconds)
    for line in _notices(views, edition, sheet=ending in _SHEETS):
        say(line)
    say(f"{len(shown)} map{'' if len(shown) == 1 else 's'}: {_told(views)}")
    say(f"wrote {output}")
    if not ending and (others := len({*output.glob("[0-9][0-9][0-9]-*.png")} - {*written})):
        say(f"left: {others} more in {output}, of another series; not touched")
    finish(front.rejected, strict=strict)


def _ending(output: Path, options: dict[str, Any]) -> str:
    """Ending of the output, empty for a folder; checked before the work."""
    ending = output.suffix.lower().removeprefix(".")
    if output.is_dir() or not ending:
        if output.exists() and not output.is_dir():
            raise InputError(f"{output}: is a file; expected a folder. Name another, or end it in .png, .gif or .mp4.")
        ending = ""
    own = filter(None, (options[name] for name in ("view_file", "edition_file", "house_file")))
    check_target(
        output, (*options["event_files"], *options["report_files"], *own), (*_SHEETS, *_FILMS) if ending else ()
    )
    if ending == "mp4":
        from .views.animation import encoder

        encoder()
    return ending


def _views(
    options: dict[str, Any], front: Front, first: datetime | None, last: datetime | None, step: int
) -> tuple[MapView, ...]:  # fmt: skip
    """The views asked for, by perspective and then by day."""
    from .views.animation import days_of
    from .views.series_asked import views_of

    if (first is None) != (last is None):
        raise InputError("--first and --last go together; give both or neither.")
    if options["day"] is not None and last is not None:
        raise InputError("--day is one day, --first and --last are a period; keep one of the two.")
    voices: tuple[str, ...] = options["perspectives"]
    if voices and options["claimants"]:
        raise InputError("--perspective and --according-to both say according to whom; keep one of them.")
    asked = {**options, "perspective": voices[0] if voices else None, "day": last or options["day"]}
    view = view_of(asked, front.timeline)
    days = days_of(first.date(), last.date(), step) if first is not None and last is not None else (view.day,)
    return views_of(view, days, voices)


def _check_count(count: int) -> None:
    from .views.series import check_count

    check_count(count)


def _write(
    output: Path, ending: str, shown: list[tuple[Frame, MapView]], front: Front, edition: Edition, dpi: int | None,
    milliseconds: int | None,
) -> tuple[Path, ...]:  # fmt: skip
    """Write what is asked for; the paths of its frames where they are a picture each."""
    from .views.animation import MILLISECONDS, write_film, write_frames
    from .views.static_series import write_series

    write: Callable[..., Any] = partial(
        write_series if ending in _SHEETS else write_film if ending in _FILMS else write_frames,
        output, shown, boundaries=front.boundaries, gazetteer=front.gazetteer, dpi=dpi, edition=edition,
    )  # fmt: skip
    if ending in _SHEETS:
        write()
        return ()
    with progress_bars() as tell:
        made = write(progress=tell, **({"milliseconds": milliseconds or MILLISECONDS} if ending else {}))
    return () if ending else made


def _notices(views: Sequence[MapView], edition: Edition, *, sheet: bool) -> Iterator[str]:
    """What is asked for and not drawn, and letters that the type lacks."""
    from .views.series_asked import left_out
    from .views.static import lacking_letters

    if sheet:
        yield from left_out(views, edition)
    if lacking := lacking_letters(views[0], edition):
        yield lacking


def _told(views: Sequence[MapView]) -> str:
    """The days and the perspectives, as a line."""
    from .views.naming import perspective_words
    from .views.phrases import span_words

    days = [view.day for view in views]
    voices = dict.fromkeys(perspective_words(view.perspective) for view in views)
    return f"{span_words(min(days), max(days))}, {'; '.join(voices)}"
