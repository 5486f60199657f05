"""Reports: a text in, its places and events out, on the map and in the table at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from ..errors import DataMissing, GeoError
from ..live.reader import own_id
from ..pipeline import Reading, read
from ..records import Reject, Report, content_id
from ..sources.articles import ENDINGS, reports_in
from ..sources.bundle import Given, shown_name
from . import kept, state
from .intake import offer_intake, show_intake
from .layout import text_page, told
from .reading import show_reading
from .texts import t, tn

_WAYS: Final = ("Bundled dispatch", "Paste a text", "Upload files")
_TYPES: Final = (*(ending.removeprefix(".") for ending in ENDINGS), "zip")
#: A single file of fewer bytes is read as the page is drawn, so that its reports can be looked at one by one.
_FEW_BYTES: Final = 500_000
_MOST_CHARACTERS: Final = 200_000


@dataclass(frozen=True, slots=True)
class _Given:
    reports: tuple[Report, ...] = ()
    rejected: tuple[Reject, ...] = ()
    files: tuple[Given, ...] = ()
    published: date | None = None


def show() -> None:
    """Draw the page."""
    text_page()
    state.enter("reports")
    with told():
        kept.look()
        st.header(t("Reports"), anchor=False)
        st.write(
            t(
                "Give a report: its places are marked in the text, and what it says happened is listed with who says "
                "so. Accept, correct or reject each. Nothing leaves this machine."
            )
        )
        show_intake()
        names = dict(zip(_WAYS, (t("Bundled dispatch"), t("Paste a text"), t("Upload files")), strict=True))
        way = st.segmented_control(
            t("Where the report comes from"), _WAYS, default=_WAYS[0], key="report_way", format_func=names.__getitem__
        ) or _WAYS[0]  # fmt: skip
        given = {_WAYS[0]: _bundled, _WAYS[1]: _pasted, _WAYS[2]: _uploaded}[way]()
        _tell_rejected(given.rejected)
        if given.files:
            offer_intake(given.files, given.published, reports=len(given.reports))
        if not given.reports:
            return
        report = _choose(given.reports)
        show_reading(read_report(report))
        kept.follow()


def _bundled() -> _Given:
    path = state.settings().data_dir / "reports.jsonl"
    if not path.is_file():
        raise DataMissing(f"{path}: no such file; check GEO_DATA.")
    return _read_now(Given(path.name, path.stat().st_size, path.read_bytes), None)


def _pasted() -> _Given:
    text = st.text_area(t("Text of the report"), height=160, key="report_text", max_chars=_MOST_CHARACTERS,
                        placeholder=t("Paste the text here, with its headline if you like."))  # fmt: skip
    first, second, third = st.columns([1, 1, 2])
    with first:
        published = _publication_date()
    publisher = second.text_input(t("Publisher"), key="report_publisher") or None
    url = third.text_input(t("Address it was published at"), key="report_url") or None
    if not text.strip():
        st.info(t("Paste a report, then its places and events appear here."), icon=":material/article:")
        return _Given()
    if url is not None and not url.startswith(("http://", "https://")):
        st.warning(t("The address does not start with http:// or https://, so it is left out."))
        url = None
    report_id = content_id("rp", text, published, publisher, url)
    return _Given((Report(report_id=report_id, text=text, published=published, publisher=publisher, url=url),))


def _uploaded() -> _Given:
    limit = state.settings().max_upload_mb
    uploads = st.file_uploader(
        t(
            "Reports as .txt, .html or .pdf, many in a .jsonl, or all of them in a .zip; several files at once, "
            "{limit} MB each at most",
            limit=limit,
        ),
        type=list(_TYPES),
        key="report_file",
        accept_multiple_files=True,
    )
    published = _publication_date()
    if not uploads:
        st.info(t("Choose one file or many, then the reports appear here."), icon=":material/upload_file:")
        return _Given()
    files = tuple(Given(upload.name, upload.size, upload.getvalue) for upload in uploads)
    if len(files) > 1 or files[0].size > _FEW_BYTES or files[0].name.lower().endswith(".zip"):
        return _Given(files=files, published=published)
    return _read_now(files[0], published)


def _publication_date() -> date | None:
    return st.date_input(
        t("Published on"),
        value=None,
        format="YYYY-MM-DD",
        key="report_published",
        help=t("Words such as “on Tuesday” are read from this day. Without it they stay undated."),
    )


def _read_now(file: Given, published: date | None) -> _Given:
    """Read one small file as the page is drawn."""
    try:
        outcome = reports_in(shown_name(file.name), file.load(), published=published)
    except GeoError as error:
        st.error(t("This file could not be read. {why}", why=error), icon=":material/error:")
        return _Given()
    made = tuple(own_id(report) for report in outcome.made)
    return _Given(made, outcome.rejected, (file,) if len(made) > 1 else (), published)


def _tell_rejected(rejected: tuple[Reject, ...]) -> None:
    if not rejected:
        return
    with st.expander(
        tn(len(rejected), "{n} record could not be read; the rest was", "{n} records could not be read; the rest was"),
        expanded=len(rejected) < 4,
    ):
        for reject in rejected[:50]:
            st.text(str(reject))
        if len(rejected) > 50:
            st.text(t("and {n} more", n=len(rejected) - 50))


def _choose(reports: tuple[Report, ...]) -> Report:
    if len(reports) == 1:
        return reports[0]
    at = st.selectbox(
        tn(len(reports), "{n} report", "{n} reports"),
        range(len(reports)),
        format_func=lambda number: _name(reports[number]),
        key="report_chosen",
    )
    return reports[at or 0]


def _name(report: Report) -> str:
    title = report.title or " ".join(report.text.split())[:90] or t("(empty text)")
    return " – ".join(part for part in (str(report.published or t("undated")), report.publisher, title) if part)


def read_report(report: Report) -> Reading:
    """Return what a report says; remembered by all of the report, as two files may call theirs by one id."""
    return _read(report.model_dump_json(), report)


@st.cache_resource(max_entries=200, show_spinner="Reading …")
def _read(key: str, _report: Report) -> Reading:  # noqa: ARG001 - key of the cache
    return read([_report], state.front().gazetteer)[0]
