"""Method: how zones, advances, statuses and perspectives come about, and where the data come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import streamlit as st

from ..errors import DataMissing
from . import state
from .layout import text_page, told
from .texts import language, t

#: A sentence that sends the reader to code: for those who have the repository, not for those who have the page.
_CODE: Final = re.compile(r"`(?:python [^`]*|[^`\s]*\.py|(?:geo|tests|benchmarks|docs)/[^`]*)`")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?:])\s+(?=[A-Z`*_(\[])")
_FILE_LINK: Final = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?://|#)[^)]+\)")
#: A picture in a paragraph of its own, and the paragraph in italics below it that is its caption.
_PICTURE: Final = re.compile(
    r"^!\[([^\]]*)\]\(([^)\s]+)\)(?:\n{2,}\*(?=[^*\s])((?:[^*\n]|\n(?!\n))+)\*)?$", re.MULTILINE
)
#: The width for which the pictures are drawn, CSS pixels; narrower windows get them smaller.
_PICTURE_PX: Final = 700
_ROOT: Final = Path(__file__).resolve().parents[2]


def show() -> None:
    """Draw the page."""
    text_page(narrow=True)
    state.enter("method")
    st.header(t("Method"), anchor=False)
    method, data = st.tabs([t("How the map is made"), t("Data and licences")])
    pages = ((method, _ROOT / "docs" / "method.md"), (data, state.settings().data_dir / "README.md"))
    for tab, path in pages:
        with tab, told(stop=False):
            if language() != "en":
                st.info(t("This text is in English only."), icon=":material/translate:")
            for picture, words in pieces(read_page(path), path.parent):
                if picture is None:
                    st.markdown(words)
                else:
                    # an image with a width of its own is made coarser by Streamlit, and wider than a phone
                    with st.container(width=_PICTURE_PX):
                        st.image(picture, caption=words, width="stretch")


def pieces(text: str, folder: Path) -> Iterator[tuple[str | None, str]]:
    """Yield a page's pieces in order: (None, Markdown) and (file of a picture, caption).

    A browser is not served the repository's files, so that a picture in Markdown would be a broken one. Paths in
    `text` start from `folder`. The caption is the paragraph in italics below the picture, else the alt text. A
    picture that is not there leaves its caption, as text; one at an address of the web stays Markdown.
    """
    start = 0
    for found in _PICTURE.finditer(text):
        alt, target, caption = found.groups()
        file = folder / target
        if "://" in target:
            continue
        if before := text[start : found.start()].strip():
            yield None, before
        start = found.end()
        if file.is_file():
            yield str(file), " ".join((caption or alt).split())
        elif caption or alt:
            yield None, f"*{' '.join((caption or alt).split())}*"
    if rest := text[start:].strip():
        yield None, rest


@st.cache_data(max_entries=8)
def read_page(path: Path) -> str:
    """Return a page's Markdown; links to other files of the repository, which the app does not serve, as text.

    Sentences of running text that name code or a command are left out; tables and listings stay.

    Raises
    ------
    DataMissing
        If the file is not there.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DataMissing(f"{path.name}: not found in {path.parent.name}/. Restore it from the repository.") from error
    return _without_code(_FILE_LINK.sub(r"\1", text))


def _without_code(text: str) -> str:
    return "\n\n".join(filter(None, map(_readable, re.split(r"\n{2,}", text))))


def _readable(block: str) -> str:
    if not _CODE.search(block) or block.lstrip().startswith(("#", "|", "```", "    ")):
        return block
    mark = re.match(r"\s*(?:[-*]|\d+\.) ", block)
    if mark and "\n" in block:
        return block
    return " ".join(sentence for sentence in _SENTENCE_END.split(block) if not _CODE.search(sentence))
