"""The Method page shows its text whole, with the pictures that the text names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.ui import method
from tests.conftest import ROOT

DOCS = ROOT / "docs"
TOLD = """# Title

Before.

![Two maps.](img/one.png)

*What they show,
and when.*

| a | b |
|---|---|
| 1 | 2 |

![Alone.](img/two.png)

After, *in italics*.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the first of the two pictures."""
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "one.png").write_bytes(b"")
    return tmp_path


def test_the_page_shows_as_many_pictures_as_its_text_names() -> None:
    app = AppTest.from_string("from geo.ui import method\nmethod.show()", default_timeout=90).run()
    named = re.findall(r"!\[[^\]]*\]\(img/[^)]+\)", (DOCS / "method.md").read_text(encoding="utf-8"))
    shown = app.get("image")
    assert not app.exception
    assert not app.error
    assert len(shown) == len(named) > 0
    assert all(one.proto.imgs[0].caption for one in shown)
    assert not any("![" in str(each.value) for each in app.markdown)


def test_a_picture_is_shown_with_the_caption_below_it(folder: Path) -> None:
    parts = list(method.pieces(TOLD, folder))
    assert parts[0] == (None, "# Title\n\nBefore.")
    assert parts[1] == (str(folder / "img" / "one.png"), "What they show, and when.")


def test_a_missing_picture_leaves_its_words_and_the_text_whole(folder: Path) -> None:
    (folder / "img" / "one.png").unlink()
    words = "\n\n".join(told for picture, told in method.pieces(TOLD, folder) if picture is None)
    assert words == TOLD.replace("![Two maps.](img/one.png)\n\n", "").replace(
        "show,\nand", "show, and"
    ).replace("![Alone.](img/two.png)", "*Alone.*").strip()  # fmt: skip


def test_headings_and_tables_keep_their_order_around_pictures() -> None:
    text = method.read_page(DOCS / "method.md")
    words = "\n\n".join(told for picture, told in method.pieces(text, DOCS) if picture is None)
    kept = [line for line in text.splitlines() if line.startswith(("#", "|", "- "))]
    assert [line for line in words.splitlines() if line.startswith(("#", "|", "- "))] == kept


def test_a_picture_of_the_web_is_left_to_the_browser(folder: Path) -> None:
    told = "![A badge](https://example.org/badge.png)"
    assert list(method.pieces(told, folder)) == [(None, told)]


def test_a_page_without_pictures_is_one_piece(folder: Path) -> None:
    assert list(method.pieces("Only words.\n", folder)) == [(None, "Only words.")]
    assert list(method.pieces("", folder)) == []
