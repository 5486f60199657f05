"""Getting ready to draw: what every map needs is loaded once, before processes that draw are forked from this one."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Final

#: What a map is drawn with, and saved with by format; matplotlib loads each only when it is first wanted.
_PARTS: Final = ("figure", "font_manager", "patheffects", "backends.backend_agg")
_WRITERS: Final = {"svg": "backends.backend_svg", "pdf": "backends.backend_pdf"}


def load_for(formats: Iterable[str]) -> None:
    """Load matplotlib, its list of fonts and its writers of some formats. Nothing is drawn, and no lock is held.

    Font files are not opened: processes that share an open file share the place in it.
    """
    for part in (*_PARTS, *(_WRITERS[one] for one in sorted(set(formats)) if one in _WRITERS)):
        import_module(f"matplotlib.{part}")
