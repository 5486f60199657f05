"""The interactive map: one payload, one JavaScript core, mounted as a folium element or written to one file.

The core in `web/` runs on the Leaflet that an installed package ships; nothing is fetched from anywhere.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .files import write_whole
from .languages import table
from .parts import parts_of
from .payload import payload, view_json

if TYPE_CHECKING:
    import folium

    from .view import MapView

__all__ = ["bundle", "front_map", "page_html", "payload", "save_html", "stylesheet", "titled", "view_json"]

_WEB: Final = Path(__file__).resolve().parent / "web"
#: Without it a phone lays the page out for a desk and shrinks it.
_VIEWPORT: Final = '<meta name="viewport" content="width=device-width, initial-scale=1">'
#: In the order in which they build on each other.
_SCRIPTS: Final = (
    "dom.js", "dates.js", "packing.js", "table.js", "geometry.js", "topology.js", "canvas.js", "marks.js",
    "stacks.js", "sentence.js", "advances.js", "selection.js", "zones.js", "model.js", "scene.js", "legend.js",
    "panel.js", "histogram.js", "time_axis.js", "controls.js", "name_list.js", "filters.js", "compare_tied.js",
    "compare_bar.js", "compare_difference.js", "compare.js", "told.js", "scale_bar.js", "mark_list.js", "measure.js",
    "fan.js", "locator.js", "find.js", "overlays.js", "tiles.js", "tools.js", "view_fields.js", "subject.js",
    "opened.js", "front_map.js", "opening.js",
)  # fmt: skip
_STYLES: Final = ("front_map.css", "compare.css", "tools.css")


def _leaflet(name: str) -> str:
    from xstatic.pkg import leaflet

    return (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")


@cache
def bundle() -> str:
    """Return the script of the map: Leaflet and the core in one scope that leaves only `FrontMap` behind.

    Leaflet gets a module object of its own, so that it cannot clash with another copy on the page.
    """
    leaflet = re.sub(r"//# sourceMappingURL=.*", "", _leaflet("leaflet.js"))
    core = "\n".join((_WEB / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    return (
        "const FrontMap = (() => {\n"
        f"const L = (() => {{ const exports = {{}}; const module = {{ exports }};\n{leaflet}\nreturn exports; }})();\n"
        f"{core}\nreturn Object.assign(FrontMap, {{ openPayload, learnWords, bytesOf, tellInstead }});\n}})();\n"
    )


@cache
def stylesheet() -> str:
    """Return the styles of the map: Leaflet's, less the pictures that this map does not use, and the core's."""
    leaflet = re.sub(r"[^{}]*\{[^{}]*url\([^{}]*\}", "", _leaflet("leaflet.css"))
    own = "\n".join((_WEB / name).read_text(encoding="utf-8") for name in _STYLES)
    return f"{leaflet}\n{own}"


def _script_json(value: Any) -> str:
    """JSON that may stand in a script element: no character in it can end the script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _in_script(code: str) -> str:
    return re.sub(r"</(script)", r"<\\/\1", code, flags=re.IGNORECASE)


def _page_script(data: dict[str, Any], root_id: str) -> str:
    parts = parts_of(data)
    packed = {
        "base": _base64(parts.base),
        "front": _base64(parts.front),
        "words": {lang: _base64(words) for lang, words in parts.words.items()},
        "texts": [_base64(piece) for piece in parts.pieces()],
    }
    words = table(data["view"]["ui"])
    own = {name: data.get(name) for name in ("hash", "title", "note", "overlays", "tiles")}
    return (
        f"{_in_script(bundle())}\n"
        f"(async () => {{ const root = document.getElementById({_script_json(root_id)});\n"
        f"FrontMap.tellInstead(root, {_script_json(words['opening'])});\n"
        f"const packed = {_script_json(packed)};\n"
        "const parts = { base: () => FrontMap.bytesOf(packed.base), front: () => FrontMap.bytesOf(packed.front),\n"
        "  words: (ui) => FrontMap.bytesOf(packed.words[ui] || packed.words.en),\n"
        "  piece: (n) => FrontMap.bytesOf(packed.texts[n]) };\n"
        "try {\n"
        f"const payload = await FrontMap.openPayload(parts, {_script_json(data['view'])}, {_script_json(own)});\n"
        "root.replaceChildren();\n"
        "const dark = window.matchMedia('(prefers-color-scheme: dark)');\n"
        "const map = new FrontMap(root, payload, {}, { dark: dark.matches });\n"
        "dark.addEventListener('change', () => map.theme(dark.matches)); root.frontMap = map;\n"
        "} catch (error) {\n"
        f"FrontMap.tellInstead(root, {_script_json(words['failed'])} + ' (' + error.message + ')'); throw error; }}\n"
        "})();"
    )


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def front_map(data: dict[str, Any]) -> folium.Map:
    """Return the map as a folium Map, for notebooks and for folium's own ways of saving.

    `data` comes from `payload`. The class replaces folium's lists of scripts and styles, all of which point
    to other servers, and draws nothing but the core: folium layers added to it are not shown.
    """
    import folium
    from branca.element import Element
    from folium.template import Template

    class Verbatim(Element):
        """Text that a page gets as it is. Branca compiles a plain child's text as a template: never give it data."""

        _template = Template("{{ this.text }}")

        def __init__(self, text: str) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.text = text

    class FrontMapElement(Element):
        """The core and its data, put into the page's head, body and script."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self._name, self._id = "FrontMapElement", data["hash"]

        def render(self, **_: Any) -> str:
            name = self.get_name()
            figure: Any = self.get_root()
            figure.header.add_child(Verbatim(_VIEWPORT), name=f"{name}_viewport")
            figure.header.add_child(Verbatim(f"<style>{_page_styles()}{stylesheet()}</style>"), name=name)
            figure.html.add_child(Verbatim(f"<div class='front-map' id='{name}'></div>"), name=name)
            figure.script.add_child(Verbatim(_page_script(data, name)), name=name)
            return ""

    class FrontMap(folium.Map):
        """A folium Map without tiles, links or a Leaflet of its own."""

        default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as folium declares it
        default_css: list[tuple[str, str]] = []  # noqa: RUF012
        _template = Template("{% macro header(this, kwargs) %}{% endmacro %}")

    west, south, east, north = data["view"]["bbox"]
    made = FrontMap(location=[(south + north) / 2, (west + east) / 2], tiles=None)
    made.add_child(FrontMapElement(), name="front_map")
    return made


def _page_styles() -> str:
    return "html, body { margin: 0; height: 100%; } .front-map { height: 100vh; }\n"


def titled(
    data: dict[str, Any],
    view: MapView,
    *,
    overlays: Sequence[dict[str, Any]] = (),
    tiles: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Return a payload that opens with a view and carries its own title and note, for a file that stands alone.

    `overlays` are `Overlay.to_json` objects. `tiles` is {"url", "credit"} of a tile layer: a page that has one asks
    its server for pictures; without it, as by default, nobody is asked.
    """
    added = {"overlays": list(overlays)} if overlays else {}
    below = {"tiles": dict(tiles)} if tiles else {}
    return {**data, "view": view_json(view), "title": view.title, "note": view.note, **added, **below}


def page_html(data: dict[str, Any]) -> str:
    """Return the map as one HTML page that works without a network; `data` comes from `payload` or `titled`."""
    figure: Any = front_map(data).get_root()
    figure.title = escape(data.get("title") or table(data["view"]["ui"])["page_title"])
    return str(figure.render())


def save_html(data: dict[str, Any], path: str | Path) -> Path:
    """Write the map to one HTML file that works without a network, whole or not at all, and return its path.

    `data` comes from `payload`. The file holds Leaflet, the core, the styles and the data.

    Raises
    ------
    InputError
        If the folder is not there.
    """
    return write_whole(path, page_html(data).encode("utf-8"))
