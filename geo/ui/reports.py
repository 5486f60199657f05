"""Reports: a text in, its places and events out, on the map and in the table at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import streamlit as st

from ..errors import GeoError
from ..pipeline import Reading, read
from ..records import Event, Reject, Report, content_id
from ..views.phrases import count_words
from . import kept, state
from .layout import text_page, told
from .reading import show_reading

_WAYS: Final = ("Bundled dispatch", "Paste a text", "Upload a file")
_TYPES: Final = ("jsonl", "json", "txt", "html", "htm", "pdf")
_MOST_CHARACTERS: Final = 200_000


@dataclass(frozen=True, slots=True)
class _Given:
    reports: tuple[Report, ...] = ()
    rejected: tuple[Reject, ...] = ()


def show() -> None:
    """Draw the page."""
    text_page()
    state.enter("reports")
    with told():
        kept.look()
        st.header("Reports", anchor=False)
        st.write(
            "Give a report: its places are marked in the text, and what it says happened is listed with who says so. "
            "Accept, correct or reject each. Nothing leaves this machine."
        )
        way = st.segmented_control("Where the report comes from", _WAYS, default=_WAYS[0], key="report_way") or _WAYS[0]
        given = {_WAYS[0]: _bundled, _WAYS[1]: _pasted, _WAYS[2]: _uploaded}[way]()
        _tell_rejected(given.rejected)
        if not given.reports:
            return
        report = _choose(given.reports)
        show_reading(read_report(report))
        _all_on_map(given.reports)
        kept.follow()


def _bundled() -> _Given:
    return _from_file(state.settings().data_dir / "reports.jsonl", None)


def _pasted() -> _Given:
    text = st.text_area("Text of the report", height=160, key="report_text", max_chars=_MOST_CHARACTERS,
                        placeholder="Paste the text here, with its headline if you like.")  # fmt: skip
    first, second, third = st.columns([1, 1, 2])
    with first:
        published = _publication_date()
    publisher = second.text_input("Publisher", key="report_publisher") or None
    url = third.text_input("Address it was published at", key="report_url") or None
    if not text.strip():
        st.info("Paste a report, then its places and events appear here.", icon=":material/article:")
        return _Given()
    if url is not None and not url.startswith(("http://", "https://")):
        st.warning("The address does not start with http:// or https://, so it is left out.")
        url = None
    report_id = content_id("rp", text, published, publisher, url)
    return _Given((Report(report_id=report_id, text=text, published=published, publisher=publisher, url=url),))


def _uploaded() -> _Given:
    limit = state.settings().max_upload_mb
    upload = st.file_uploader(
        f"A report as .txt, .html or .pdf, or many as .jsonl; {limit} MB at most", type=list(_TYPES), key="report_file"
    )
    published = _publication_date()
    if upload is None:
        st.info("Choose a file, then its reports appear here.", icon=":material/upload_file:")
        return _Given()
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{Path(upload.name).stem[:80] or 'report'}{Path(upload.name).suffix.lower()}"
        path.write_bytes(upload.getvalue())
        given = _from_file(path, published)
    return _Given(tuple(_own_id(report) for report in given.reports), given.rejected)


def _own_id(report: Report) -> Report:
    """Give an uploaded report an id of its content: what is kept of one must not be taken for another's."""
    told = content_id("", report.text, report.published, report.publisher, report.url)
    return report.model_copy(update={"report_id": f"{report.report_id}-{told}"})


def _publication_date() -> date | None:
    return st.date_input(
        "Published on",
        value=None,
        format="YYYY-MM-DD",
        key="report_published",
        help="Words such as “on Tuesday” are read from this day. Without it they stay undated.",
    )


def _from_file(path: Path, published: date | None) -> _Given:
    from ..sources.articles import read_reports

    try:
        outcome = read_reports(path, published=published)
    except GeoError as error:
        st.error(f"This file could not be read. {error}", icon=":material/error:")
        return _Given()
    return _Given(outcome.made, outcome.rejected)


def _tell_rejected(rejected: tuple[Reject, ...]) -> None:
    if not rejected:
        return
    with st.expander(
        f"{count_words(len(rejected), 'record', 'records')} could not be read; the rest was", expanded=len(rejected) < 4
    ):
        for reject in rejected[:50]:
            st.text(str(reject))
        if len(rejected) > 50:
            st.text(f"and {len(rejected) - 50} more")


def _choose(reports: tuple[Report, ...]) -> Report:
    if len(reports) == 1:
        return reports[0]
    at = st.selectbox(
        count_words(len(reports), "report", "reports"),
        range(len(reports)),
        format_func=lambda number: _name(reports[number]),
        key="report_chosen",
    )
    return reports[at or 0]


def _name(report: Report) -> str:
    title = report.title or " ".join(report.text.split())[:90] or "(empty text)"
    return " – ".join(part for part in (str(report.published or "undated"), report.publisher, title) if part)


def read_report(report: Report) -> Reading:
    """Return what a report says; remembered by all of the report, as two files may call theirs by one id."""
    return _read(report.model_dump_json(), report)


@st.cache_resource(max_entries=200, show_spinner="Reading …")
def _read(key: str, _report: Report) -> Reading:  # noqa: ARG001 - key of the cache
    return read([_report], state.front().gazetteer)[0]


def _all_on_map(reports: tuple[Report, ...]) -> None:
    """Put the events of every report given on the map, not only of the one shown."""
    if len(reports) < 2:
        return
    if st.button(f"Read all {len(reports)} and show their events on the Explore map", key="all_on_map"):
        bar = st.progress(0.0, "Reading …")
        events: list[Event] = []
        for number, report in enumerate(reports, start=1):
            events += read_report(report).events
            bar.progress(number / len(reports), f"Reading … {number} of {len(reports)}")
        bar.empty()
        state.show_on_map(tuple(events))
        st.success(f"{count_words(len(events), 'event is', 'events are')} on the Explore map for this session.")
