"""The mount of the interactive map in the app: the same core and payload as the stand-alone file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ..views.payload_events import row_of
from .map_script import map_component
from .shelf import shelf
from .texts import words


@cache
def _component() -> Any:
    return map_component("front_map", "mountFrontMap")


def mounted(data: dict[str, Any], view: dict[str, Any]) -> dict[str, Any]:
    """Return what every mount of the map needs: where its parts are, the view, and words for while it opens."""
    return {
        "parts": shelf().put(data),
        "hash": data["hash"],
        "words": {name: words()[name] for name in ("opening", "failed")},
        "view": view,
        "at": row_of(data, view["at"]),
    }


def front_map(
    data: dict[str, Any],
    view: dict[str, Any],
    *,
    key: str,
    stamp: int = 0,
    height: str,
    compact: bool = False,
    shown: dict[str, Any] | None = None,
    overlays: Sequence[dict[str, Any]] = (),
    tiles: dict[str, str] | None = None,
) -> dict[str, Any] | None:
    """Mount the map and return the view that the reader last let go of, or None before the first time.

    Parameters
    ----------
    data, view
        From `interactive.payload` and `interactive.view_json`.
    stamp
        The map moves to `view` only when this changes; data are taken over when their hash changes.
    height
        A CSS length.
    compact
        Without sentence, time axis and filters: for a small map beside a text.
    shown
        `id` of a record to go to and tell of in the panel, and its `turn`: the map goes there once a turn.
    overlays
        The reader's own, as `Overlay.to_json` gives them.
    tiles
        `url` and `credit` of a tile layer below the map; None asks nobody.
    """
    sent = _component()(
        key=key,
        data={
            **mounted(data, view),
            "stamp": stamp,
            "height": height,
            "compact": compact,
            "shown": None if shown is None else {**shown, "row": row_of(data, shown["id"])},
            "overlays": list(overlays),
            "tiles": tiles,
        },
        on_view_change=lambda: None,
    )
    moved: dict[str, Any] | None = sent.view
    return moved
