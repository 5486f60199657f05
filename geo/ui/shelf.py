"""Where the app keeps the parts of its maps for the browsers to fetch: files named by content, each sent once.

A part is not put through the session: neither a rerun nor a second reader costs the server another copy of it.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final

import streamlit as st
import streamlit.components.v1 as components

from ..views.parts import Parts, parts_of

#: Records whose parts are kept; the one unused longest goes first.
_MOST: Final = 12


class Shelf:
    """A folder of parts and the address under which the server offers it."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="front-map-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._served: Any = components.declare_component("front_map_parts", path=str(self._folder))
        self._kept: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._lock = Lock()

    def put(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return the addresses of a payload's parts.

        Keys: base, front, words by language, and texts with {n} for the number of a piece.
        """
        name = str(payload["hash"])
        with self._lock:
            if name not in self._kept or not (self._folder / name).is_dir():
                self._kept[name] = self._write(name, payload)
            self._kept.move_to_end(name)
            while len(self._kept) > _MOST:
                gone, _ = self._kept.popitem(last=False)
                shutil.rmtree(self._folder / gone, ignore_errors=True)
            return self._kept[name]

    def _write(self, name: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        parts = parts_of(payload)
        base = f"base-{parts.base_hash}.gz"
        _write(self._folder / base, parts.base)
        making = Path(tempfile.mkdtemp(dir=self._folder))
        for file, content in _files(parts):
            _write(making / file, content)
        shutil.rmtree(self._folder / name, ignore_errors=True)
        making.replace(self._folder / name)
        at = self._address()
        own = f"{at}/{name}"
        words = {lang: f"{own}/words-{lang}.gz" for lang in parts.words}
        return {"base": f"{at}/{base}", "front": f"{own}/front.gz", "words": words, "texts": f"{own}/{{n}}.gz"}

    def _address(self) -> str:
        root = str(st.get_option("server.baseUrlPath") or "").strip("/")
        return f"{'/' + root if root else ''}/component/{self._served.name}"


def _files(parts: Parts) -> Iterator[tuple[str, bytes]]:
    yield "front.gz", parts.front
    for lang, words in parts.words.items():
        yield f"words-{lang}.gz", words
    for number, piece in enumerate(parts.pieces()):
        yield f"{number}.gz", piece


def _write(path: Path, content: bytes) -> None:
    if not path.exists():
        made = path.with_suffix(".part")
        made.write_bytes(content)
        made.replace(path)


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """Return the shelf of this server."""
    return Shelf()
