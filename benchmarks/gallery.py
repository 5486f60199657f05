"""The gallery: 24 maps, eight views on three papers, looked over for what a graphics desk would send back.

    python -m benchmarks gallery [FOLDER] [--only NAME ...]

Writes FOLDER/<view>-<paper>.png and FOLDER/index.html and prints the faults that `geo.views.static_check` finds, by map
and in all; ends with exit code 1 if there are any. Each of the three papers wears another theme in each view.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.gallery_views import Shown, views
from geo.views.edition import Edition
from geo.views.static_check import Fault, check
from geo.views.themes import THEMES

if TYPE_CHECKING:
    from geo.pipeline import Front

PAPERS: Final = ("web", "column", "a4")


@dataclass(frozen=True)
class Hung:
    """One map of the gallery: its file's name, what it shows, its paper and theme, its faults, and seconds to draw."""

    name: str
    about: str
    paper: str
    theme: str
    faults: tuple[Fault, ...]
    seconds: float
    png: bytes


def draw_map(front: Front, shown: Shown, paper: str, theme: str) -> Hung:
    """Draw one view on one paper and look it over."""
    from geo.views import words
    from geo.views.static import compose, draw
    from geo.views.static_file import printing, saved

    edition = Edition.of({**shown.edition, "theme": theme})
    began = time.perf_counter()
    made = compose(shown.frame, shown.view.changed(size=paper), front.boundaries, front.gazetteer, (), edition)
    with printing(edition.worn()):
        figure = draw(made, boundaries=front.boundaries, gazetteer=front.gazetteer)
        png = saved(figure, "png", edition.sheet(made.view).dpi, words.title(made.view), made.alt_text)
    seconds = time.perf_counter() - began
    return Hung(f"{shown.name}-{paper}", shown.about, paper, theme, tuple(check(made, figure)), seconds, png)


def hang(front: Front, shown: Sequence[Shown], papers: Sequence[str] = PAPERS) -> Iterator[Hung]:
    """Draw every view on every paper; the themes take turns."""
    themes = tuple(THEMES)
    for number, view in enumerate(shown):
        for at, paper in enumerate(papers):
            yield draw_map(front, view, paper, themes[(number + at) % len(themes)])


def page(hung: Sequence[Hung]) -> str:
    """Return the page that shows the maps, names escaped."""
    rows = []
    for one in hung:
        faults = "".join(f"<li>{escape(f'{fault.kind}: {fault.words}')}</li>" for fault in one.faults)
        told = f"{one.name}: {one.about}; {one.theme} theme"
        rows.append(
            f'<figure><img src="{escape(one.name, quote=True)}.png" alt="{escape(told, quote=True)}">'
            f"<figcaption>{escape(told)}<ul>{faults}</ul></figcaption></figure>"
        )
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Gallery</title>\n'
        "<style>body{font:16px sans-serif;margin:2em}img{max-width:100%;border:1px solid #888}</style>\n"
        f"<h1>{len(hung)} maps, {sum(len(one.faults) for one in hung)} faults</h1>\n" + "\n".join(rows) + "\n</html>\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the gallery; return 1 where a map has a fault."""
    from geo.pipeline import load_front
    from geo.settings import Settings

    parser = argparse.ArgumentParser(prog="python -m benchmarks gallery", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("gallery"))
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME", help="views to draw")
    given = parser.parse_args(arguments)
    front = load_front(Settings())
    every = views(front)
    if unknown := sorted(set(given.only) - {one.name for one in every}):
        parser.error(f"no view is named {', '.join(unknown)}; expected some of {', '.join(one.name for one in every)}")
    given.folder.mkdir(parents=True, exist_ok=True)
    shown = [one for one in every if not given.only or one.name in given.only]
    hung = []
    for one in hang(front, shown):
        (given.folder / f"{one.name}.png").write_bytes(one.png)
        hung.append(one)
        print(f"{one.name:18} {one.theme:6} {one.seconds:5.2f} s  {len(one.faults)} faults")
        for fault in one.faults:
            print(f"    {fault.kind}: {fault.words}")
    (given.folder / "index.html").write_text(page(hung), encoding="utf-8")
    faults = sum(len(one.faults) for one in hung)
    print(f"{len(hung)} maps, {faults} faults; see {given.folder / 'index.html'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
