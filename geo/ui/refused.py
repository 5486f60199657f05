"""What could not be read, as a list to look through and as CSV: where, why, and what to do."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

import streamlit as st

from ..records import Reject
from .texts import t, tn

#: Rows on the page; the CSV has all.
_SHOWN: Final = 200
_COLUMNS: Final = ("File and row", "Reason", "What to do")
#: A message gives the reason first and the remedy after one of these.
_TURNS: Final = ("; expected ", "; ", ". ")


def parted(reason: str) -> tuple[str, str]:
    """Part a message into the reason and what to do; the latter is empty where it says nothing of it."""
    for turn in _TURNS:
        why, found, remedy = reason.rpartition(turn)
        if found and remedy:
            told = f"{turn.strip('; .')} {remedy}".strip()
            return why, told[0].upper() + told[1:]
    return reason, ""


def refused_csv(rejected: Sequence[Reject]) -> bytes:
    """Return a row each with where, reason and remedy; a cell that a spreadsheet would run is marked as text."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(_COLUMNS)
    for reject in rejected:
        rows.writerow([_as_text(cell) for cell in (reject.where, *parted(reject.reason))])
    return out.getvalue().encode("utf-8-sig")


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def show_refused(rejected: Sequence[Reject], *, unlisted: int = 0, key: str) -> None:
    """List what could not be read, folded in; nothing where all was."""
    if not rejected:
        return
    import pandas as pd

    number = len(rejected) + unlisted
    with st.expander(tn(number, "{n} record could not be read", "{n} records could not be read")):
        heads = [t("File and row"), t("Reason"), t("What to do")]
        rows = [(reject.where, *parted(reject.reason)) for reject in rejected[:_SHOWN]]
        st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, width="stretch", key=f"{key}_table")
        if number > _SHOWN:
            st.caption(t("The first {n} are shown; the download lists {all}.", n=_SHOWN, all=len(rejected)))
        st.download_button(
            t("Download this list (CSV)"),
            lambda: refused_csv(rejected),
            file_name="not_read.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"{key}_csv",
            on_click="ignore",
        )
