"""The pages of the app and the way between them."""

from __future__ import annotations

import streamlit as st

from . import changes, claims, explore, export, method, reports, review
from .layout import remember_pages, set_up
from .texts import t


def draw() -> None:
    """Draw the page that the reader is on."""
    set_up()
    pages = {
        "explore": st.Page(explore.show, title=t("Explore"), icon=":material/map:", url_path="explore", default=True),
        "changes": st.Page(changes.show, title=t("Changes"), icon=":material/compare_arrows:", url_path="changes"),
        "claims": st.Page(claims.show, title=t("Claims"), icon=":material/forum:", url_path="claims"),
        "reports": st.Page(reports.show, title=t("Reports"), icon=":material/article:", url_path="reports"),
        "review": st.Page(review.show, title=t("Review"), icon=":material/fact_check:", url_path="review"),
        "export": st.Page(export.show, title=t("Export"), icon=":material/download:", url_path="export"),
        "method": st.Page(method.show, title=t("Method"), icon=":material/info:", url_path="method"),
    }
    remember_pages(pages)
    st.navigation(list(pages.values()), position="top").run()
