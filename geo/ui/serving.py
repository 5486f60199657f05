"""Makes the server answer at once: what stands between a page and its next answer without doing anything for it."""

from __future__ import annotations

import gc
import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_STREAMLIT: Final = Path(st.__file__).parent
#: Files below this folder carry a digest of their content in their names, so a browser need not ask for them again.
_HASHED: Final = _STREAMLIT / "static" / "static"


class KeptFiles:
    """Serves the files of Streamlit's own pages from memory; a page asks for sixty before its first word.

    An ASGI middleware. Streamlit opens, measures and reads each of them in another thread for each request. A request
    for anything else, for a part of a file or with another method goes on to Streamlit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._paths = {f"/static/{path.relative_to(_HASHED).as_posix()}": path for path in _files(_HASHED)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        path = self._asked(scope)
        if path is None:
            await self._app(scope, receive, send)
            return
        headers, content = _answer(path)
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def _asked(self, scope: Scope) -> Path | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        if any(name == b"range" for name, _ in scope["headers"]):
            return None
        root = str(st.get_option("server.baseUrlPath") or "").strip("/")
        return self._paths.get(str(scope["path"]).removeprefix(f"/{root}" if root else ""))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@cache
def _answer(path: Path) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Return head and body for a file, read once."""
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    told = {
        "content-type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        "content-length": str(len(content)),
        "cache-control": "public, immutable, max-age=31536000",
    }
    return [(name.encode(), value.encode()) for name, value in told.items()], content


@asynccontextmanager
async def loading_ahead(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Import the pages with their libraries as the server starts, while the first reader's browser still opens."""
    Thread(target=import_module, args=("geo.ui.pages",), name="loading ahead", daemon=True).start()
    yield {}


def set_aside() -> None:
    """Tell the collector of garbage that what is loaded by now stays: the libraries, the record, its zones.

    Streamlit collects after every run of a page and holds up every answer meanwhile: looking through a loaded record
    and its libraries takes a tenth of a second, and what came since takes nothing. What was set aside before and is
    garbage by now, such as a record that another one replaced, is collected first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
