"""Makes the server answer at once: what stands between a page and its next answer without doing anything for it."""

from __future__ import annotations

import gc
import gzip
import hashlib
import mimetypes
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_STREAMLIT: Final = Path(st.__file__).parent / "static"
#: Files below this folder carry a digest of their content in their names, so a browser need not ask for them again.
_HASHED: Final = _STREAMLIT / "static"
_STYLE: Final = Path(__file__).parent / "web" / "page.css"
#: The paths of the pages: what Streamlit answers with its one HTML file.
PAGES: Final = ("/", "/changes", "/claims", "/reports", "/review", "/export", "/method")
#: The first page, and the name that the others' names suggest for it; Streamlit knows it by the first only.
_FIRST_PAGE: Final = "/"
_FIRST_PAGE_BY_NAME: Final = "/explore"
_KEEP: Final = "public, immutable, max-age=31536000"


@dataclass(frozen=True)
class Kept:
    """A file kept in memory: its content when it is first asked for, and how it is announced."""

    path: Path | None
    name: str
    text: str = ""

    @cached_property
    def content(self) -> bytes:
        """The file's bytes."""
        return self.text.encode() if self.path is None else self.path.read_bytes()

    @cached_property
    def packed(self) -> bytes | None:
        """The same compressed, of the app's own texts only: Streamlit's files are sent as Streamlit sends them."""
        return gzip.compress(self.content, mtime=0) if self.path is None else None

    def answer(self, *, packed: bool, keep: str = _KEEP) -> tuple[list[tuple[bytes, bytes]], bytes]:
        """Return the head and the body of an answer, compressed where that is accepted and made."""
        body = self.packed if packed and self.packed is not None else self.content
        kind = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        told = {
            "content-type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
            "content-length": str(len(body)),
            "cache-control": keep,
        }
        if body is not self.content:
            told["content-encoding"] = "gzip"
        if self.path is None:
            told["vary"] = "Accept-Encoding"
        return [(name.encode(), value.encode()) for name, value in told.items()], body


#: The app's own scripts by address; empty until a server runs in this process.
_OWN: Final[dict[str, Kept]] = {}
_RUNNING: Final[list[KeptFiles]] = []


class KeptFiles:
    """Serves the files of Streamlit's own pages and the script of the maps from memory.

    An ASGI middleware. Streamlit opens, measures and reads each of its files in another thread for each request, and a
    page asks for sixty before its first word. A request for anything else, for a part of a file or with another method
    goes on to Streamlit. Pages come with the app's style in their head, so that nothing moves when it is learnt of; the
    first one tells browsers to fetch the maps' script while Streamlit's own scripts run.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files = {f"/static/{path.relative_to(_HASHED).as_posix()}": Kept(path, path.name) for path in _hashed()}
        _RUNNING.append(self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        answer = self._answer(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if answer is None:
            await self._app(scope, receive, send)
            return
        status, headers, body = answer
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _answer(self, scope: Scope) -> tuple[int, list[tuple[bytes, bytes]], bytes] | None:
        asked = dict(scope["headers"])
        if b"range" in asked:
            return None
        base = _base()
        path = str(scope["path"]).removeprefix(base)
        if path == _FIRST_PAGE_BY_NAME:
            query = scope.get("query_string", b"")
            return 307, [(b"location", f"{base}/".encode() + (b"?" + query if query else b""))], b""
        if path in PAGES:
            return 200, *_page(base, path).answer(packed=False, keep="no-cache")
        kept = self._files.get(path) or _OWN.get(path)
        return None if kept is None else (200, *kept.answer(packed=b"gzip" in asked.get(b"accept-encoding", b"")))


def offered(name: str, script: str) -> str | None:
    """Offer a script of the app to browsers under an address that changes with its text.

    Returns
    -------
    str or None
        The address on the server; None where none runs in this process.
    """
    if not _RUNNING:
        return None
    digest = hashlib.blake2b(script.encode(), digest_size=8).hexdigest()
    path = f"/static/own/{name}.{digest}.js"
    _OWN.setdefault(path, Kept(None, f"{name}.js", script))
    return f"{_base()}{path}"


def _base() -> str:
    root = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{root}" if root else ""


def styled() -> bool:
    """Whether pages come with the app's style, as they do from a server that keeps its files."""
    return bool(_RUNNING)


def page_style() -> str:
    """Return the style of the pages as an element of HTML."""
    return f"<style>{_STYLE.read_text(encoding='utf-8')}</style>"


def _page(base: str, path: str) -> Kept:
    """Streamlit's one page with the app's style, and the word that the maps' script will be needed."""
    page = (_STREAMLIT / "index.html").read_text(encoding="utf-8")
    ahead = _OWN if path == _FIRST_PAGE else ()
    links = "".join(f'<link rel="modulepreload" href="{base}{one}">' for one in ahead)
    return Kept(None, "index.html", page.replace("</head>", f"{page_style()}{links}</head>", 1))


def _hashed() -> Iterator[Path]:
    return (path for path in _HASHED.rglob("*") if path.is_file())


@asynccontextmanager
async def loading_ahead(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Load the pages with their libraries as the server starts, while the first reader's browser still opens."""
    Thread(target=_load, name="loading ahead", daemon=True).start()
    yield {}


def _load() -> None:
    import_module("geo.ui.pages")
    import_module("geo.ui.map_script").script_address()


def set_aside() -> None:
    """Tell the collector of garbage that what is loaded by now stays: the libraries, the record, its zones.

    Streamlit collects after every run of a page and holds up every answer meanwhile: looking through a loaded record
    and its libraries takes a tenth of a second, and what came since takes nothing. What was set aside before and is
    garbage by now, such as a record that another one replaced, is collected first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
