"""The script of the app's maps: one module for the large and the small one, fetched once as a file of the server."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from ..views import interactive
from .serving import offered

_WEB: Final = Path(__file__).resolve().parent / "web"
_MOUNT: Final = Path(interactive.__file__).resolve().parent / "web" / "streamlit_mount.js"


def map_component(name: str, mount: str, styles: str = "") -> Any:
    """Return a Streamlit component drawn by a mount of the script, with the map's styles and some of its own."""
    address = script_address()
    if address is None:
        js = f"{_script()}\nexport {{ {mount} as default }};\n"
    else:
        stand_in = (_WEB / "maps_import.js").read_text(encoding="utf-8")
        js = stand_in.replace("ADDRESS", json.dumps(address)).replace("MOUNT", mount)
    return st.components.v2.component(name, js=js, css=f"{interactive.stylesheet()}\n{styles}")


def script_address() -> str | None:
    """Offer the script to browsers; None where no server of the app runs in this process, as in a test of a page."""
    return offered("maps", _script())


@cache
def _script() -> str:
    own = (_WEB / "place_map.js").read_text(encoding="utf-8")
    return f"{interactive.bundle()}\n{_MOUNT.read_text(encoding='utf-8')}\n{own}"
