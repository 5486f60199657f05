"""A paper that does not hold its map, told in the page's words; the paper that does hold it is one click away."""

from __future__ import annotations

import streamlit as st

from ..errors import PaperTooSmall
from ..views.edition import Edition
from ..views.view import MapView
from .form import take_paper
from .texts import number, t

_INCH_MM = 25.4


def tell_too_small(error: PaperTooSmall, edition: Edition, view: MapView) -> str:
    """Say beside the map that its paper is too small, and offer one that does; return what is said."""
    paper = edition.sheet(view)
    width, height = (round(inches * _INCH_MM, 1) for inches in (paper.width_in, paper.height_in))
    sizes = {"width": number(width), "height": number(height), "field": t("Height, mm"), "wide": t("Width, mm")}
    # of several maps the error names a width, of one a height
    wider: int | None = getattr(error, "width_mm", None)
    needed = error.height_mm
    if wider is not None:
        told = t(
            "Paper of {width} × {height} mm does not hold these maps with their legend. "
            "{wide}: {needed} will do, with “{field}” left empty.",
            **sizes, needed=number(wider),
        )  # fmt: skip
    elif needed is not None:
        told = t(
            "Paper of {width} × {height} mm does not hold this map: its words leave no room. "
            "{field}: {needed} will do; or take a wider paper, or a shorter title and note.",
            **sizes, needed=number(needed),
        )  # fmt: skip
    else:
        told = t(
            "Paper of {width} × {height} mm does not hold this map. Take a wider or a higher paper; "
            "a map that fills the paper needs less than one of the exact extent.",
            **sizes,
        )  # fmt: skip
    st.error(told, icon=":material/error:")
    if wider is not None and wider <= limits_mm()[1]:
        _offer(t("Take {needed} mm of width", needed=number(wider)), wider, None)
    elif needed is not None and needed <= limits_mm()[1]:
        _offer(t("Take {needed} mm of height", needed=number(needed)), width, needed)
    return told


def limits_mm() -> tuple[float, float]:
    """Return the smallest and the largest side of a paper of an own width, millimetres."""
    told = Edition.model_json_schema()["properties"]["width_mm"]["anyOf"][0]
    return float(told["minimum"]), float(told["maximum"])


def _offer(label: str, width_mm: float, height_mm: float | None) -> None:
    tall = None if height_mm is None else float(height_mm)
    st.button(
        label, on_click=take_paper, args=(float(width_mm), tall), icon=":material/height:", key="take_paper"
    )  # fmt: skip
