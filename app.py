"""The app: pages and page set-up, nothing else. Run with `streamlit run app.py`."""

from __future__ import annotations

import streamlit as st

from geo.ui import changes, claims, explore, export, method, reports, review
from geo.ui.layout import remember_pages, set_up

set_up()
pages = [
    st.Page(explore.show, title="Explore", icon=":material/map:", url_path="explore", default=True),
    st.Page(changes.show, title="Changes", icon=":material/compare_arrows:", url_path="changes"),
    st.Page(claims.show, title="Claims", icon=":material/forum:", url_path="claims"),
    st.Page(reports.show, title="Reports", icon=":material/article:", url_path="reports"),
    st.Page(review.show, title="Review", icon=":material/fact_check:", url_path="review"),
    st.Page(export.show, title="Export", icon=":material/download:", url_path="export"),
    st.Page(method.show, title="Method", icon=":material/info:", url_path="method"),
]
remember_pages(pages)
st.navigation(pages, position="top").run()
