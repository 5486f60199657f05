"""A newsroom's house style in the app: its files, uploaded and kept for the session, and an example to start from.

A style can name only what is uploaded with it: a path in it never reaches a file of the server.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from ..errors import GeoError, ViewError
from ..views.files import zipped
from ..views.house import House, read_house
from ..views.view_link import mapping_of_yaml, yaml_of
from .edition import Draft
from .form import kept
from .kept import plain
from .texts import t

_STYLE: Final = ("yaml", "yml")
_PICTURES: Final = ("png", "jpg", "jpeg")
_FONTS: Final = ("ttf", "otf", "ttc")
#: Files of one style, and their bytes together.
_MOST, _MOST_BYTES = 12, 20_000_000
FILE: Final = "house.yaml"
EXAMPLE: Final = """\
# A house style: every line but the first may be left out.
name: The Daily Example
colours: {text: "#111111", accent: "#a01028"}   # also paper, land, water, river, border, halo, ...
sides: {RU: "#b3440f", UA: "#1c3f7a"}
# font: Example-Regular.ttf                     # a file given with this one, or an installed family
# logo: {file: logo.png, width_mm: 22, height_mm: 8}
credit: Graphic by the Example desk
"""


def show(draft: Draft) -> None:
    """Draw the part of the page; the draft takes the style over, or what is wrong with it is told here."""
    st.caption(
        t(
            "Your newsroom's colours, type, logo and credit, from a YAML file with the logo and fonts it names. "
            "They stay with this session."
        )
    )
    key = f"export_house_{kept().get('house_turn', 0)}"
    st.file_uploader(
        t("House style (YAML, and the logo and font files it names)"), type=[*_STYLE, *_PICTURES, *_FONTS],
        accept_multiple_files=True, key=key, on_change=_take, args=(key,),
    )  # fmt: skip
    if files := uploaded():
        try:
            style = house_of(files)
            draft.take(t("This house style cannot be used with these colours. {why}", why="{why}"), house=style)
        except GeoError as error:
            draft.refuse(t("This house style cannot be used. {why}", why=plain(str(error))))
        st.text(t("Uploaded: {names}", names=", ".join(sorted(files))))
        st.button(t("Take the house style off"), on_click=_remove, icon=":material/format_clear:", key="house_remove")
    st.download_button(
        t("Example of a house style"), EXAMPLE, file_name="house-example.yaml", mime="application/yaml",
        on_click="ignore", icon=":material/download:", key="house_example",
    )  # fmt: skip


def uploaded() -> dict[str, bytes]:
    """Return the files of this session's house style by name; none for none."""
    files: dict[str, bytes] = kept().get("house", {})
    return files


def _take(key: str) -> None:
    kept()["house"] = {Path(one.name).name: one.getvalue() for one in st.session_state[key]}


def _remove() -> None:
    kept().pop("house", None)
    kept()["house_turn"] = kept().get("house_turn", 0) + 1


def house_of(files: Mapping[str, bytes]) -> House:
    """Return the house style of some files by name: one YAML file, with the pictures and fonts it names.

    Raises
    ------
    ViewError
        If there is no style or more than one among them, it names a file that is not, or the style is refused.
    """
    folder = _laid_down(files)
    name, text = _style(files)
    try:
        return read_house(folder / FILE, called=name, written=text)
    except ViewError as error:
        raise ViewError(str(error).replace(f"{folder}/", "")) from None  # where it lies is nobody's business


def _laid_down(files: Mapping[str, bytes]) -> Path:
    """Write the files of a style into a folder of their own, once; paths in it lead to nothing else."""
    if len(files) > _MOST or sum(map(len, files.values())) > _MOST_BYTES:
        raise ViewError(
            t("A house style has up to {most} files of {mb} MB together.", most=_MOST, mb=_MOST_BYTES // 1_000_000)
        )
    told = "\n".join(f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(files.items()))
    folder = Path(_folder().name) / hashlib.sha256(told.encode()).hexdigest()[:24]
    if not (folder / FILE).exists():
        text = yaml_of(_plain_style(files))
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            if Path(name).suffix.lower().removeprefix(".") not in _STYLE:
                (folder / name).write_bytes(content)
        (folder / FILE).write_text(text, encoding="utf-8")
    return folder


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """The folder of all styles that are in use; it goes with the process."""
    return tempfile.TemporaryDirectory(prefix="geo-house-")


def _plain_style(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the fields of the one style among some files; every path in it is the name of one of them."""
    name, text = _style(files)
    fields = mapping_of_yaml(text, name, 'colours: {accent: "#a01028"}')
    logo, font = fields.get("logo"), fields.get("font")
    if isinstance(logo, dict) and isinstance(logo.get("file"), str):
        fields["logo"] = {**logo, "file": _given(logo["file"], files)}
    if font is not None:
        fonts = font if isinstance(font, list) else [font]
        fields["font"] = [_given(str(one), files) if _is_font(str(one)) else one for one in fonts]
    return fields


def _style(files: Mapping[str, bytes]) -> tuple[str, str]:
    """Return the name and the text of the one style among some files."""
    styles = [name for name in files if Path(name).suffix.lower().removeprefix(".") in _STYLE]
    if len(styles) != 1:
        raise ViewError(t("Give one YAML file with the style; there are {n}.", n=len(styles)))
    try:
        return styles[0], files[styles[0]].decode("utf-8")
    except UnicodeDecodeError as error:
        raise ViewError(f"{styles[0]}: is not UTF-8 text ({error.reason}). Save it as UTF-8.") from error


def _is_font(name: str) -> bool:
    return Path(name).suffix.lower().removeprefix(".") in _FONTS


def _given(path: str, files: Mapping[str, bytes]) -> str:
    name = Path(path.replace("\\", "/")).name
    if name not in files:
        raise ViewError(t("The style names {name}, which is not among the files. Upload it with the style.", name=name))
    return name


def bundle(files: Mapping[str, bytes], others: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of a style's files and some others, as the command line reads them."""
    folder = _laid_down(files)
    held = {one.name: one.read_bytes() for one in sorted(folder.iterdir())}
    return zipped({**held, **others})
