"""Article files to reports: .jsonl in the evaluation's form, .txt, .html, .pdf.

Nothing is lost in silence: whatever cannot be used comes back as a Reject that names file and row, what came,
what is accepted and what to do; the other rows are read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from ..clock import FIRST_YEAR, LAST_YEAR, front_day
from ..errors import DataMissing, InputError
from ..records import Outcome, Reject, Report, content_id
from .encoding import decoded

#: Endings of report files: a report a row, and one report each.
ROW_ENDINGS: Final = (".jsonl", ".ndjson")
ENDINGS: Final = (*ROW_ENDINGS, ".txt", ".html", ".htm", ".pdf")
#: Longest text of one report, in characters; a novel has less.
MAX_CHARACTERS: Final = 2_000_000
_FORM: Final = (
    'one JSON object a line with at least "text", such as {"id": "a1", "published": "2025-03-12", "text": "..."}'
)
_LANGUAGES: Final = frozenset({"en", "uk", "ru"})


def read_reports(path: str | Path, *, published: date | None = None) -> Outcome[Report]:
    """Read every report of a file.

    Parameters
    ----------
    path : str or Path
        .jsonl or .ndjson (one record a line: id, text, published, publisher, url, title, lang; other fields are
        ignored), .txt, .html or .htm, .pdf (one report each). UTF-8, or another encoding that is recognised
        with confidence.
    published : date, optional
        Day of publication of reports that state none; relative dates need it.

    Returns
    -------
    Outcome of Report
        `made` in file order; `rejected` with reasons; `linked` holds repetitions of a report already read (same
        id and text). An empty file gives one reject.

    Raises
    ------
    DataMissing
        If there is no such file.
    InputError
        If the path is a folder or its ending is none of the above.
    """
    file = Path(path)
    reader = _READERS.get(file.suffix.lower())
    if not file.exists():
        raise DataMissing(f"{file}: no such file; check the path.")
    if file.is_dir() or reader is None:
        raise InputError(f"{file.name}: not a report file; expected one of {', '.join(_READERS)}.")
    return reports_in(file.name, file.read_bytes(), published=published)


def reports_in(name: str, content: bytes, *, published: date | None = None) -> Outcome[Report]:
    """Read every report of a file's content; see `read_reports`. The name's ending tells the kind.

    Raises
    ------
    InputError
        If the ending is none that is read.
    """
    reader = _READERS.get(Path(name).suffix.lower())
    if reader is None:
        raise InputError(f"{name}: not a report file; expected one of {', '.join(_READERS)}.")
    if not content.strip():
        return Outcome((), (Reject(name, f"the file is empty; expected {_FORM if reader is _lines else 'a text'}."),))
    return reader(name, content, published)


def report_of_row(line: str, where: str, published: date | None = None) -> Report:
    """Read one row of a JSON Lines file; `where` is its file and row, for the message.

    Raises
    ------
    InputError
        If the row holds no report.
    """
    return _report(_json_object(line, where), where, published)


def report_from_text(
    text: str,
    *,
    published: date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    report_id: str | None = None,
) -> Report:
    """Make a report of a pasted text; its id is made from text and day unless given.

    Raises
    ------
    InputError
        If the text is empty or longer than MAX_CHARACTERS.
    """
    if not text.strip():
        raise InputError("the text is empty; paste the report's words.")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"the text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read. Split it into articles."
        )
    return Report(
        report_id=report_id or content_id("rp", text, published),
        text=text,
        published=published,
        publisher=publisher,
        url=url,
        title=title,
        lang=lang if lang in _LANGUAGES else None,
    )


def _lines(name: str, content: bytes, published: date | None) -> Outcome[Report]:
    try:
        text = decoded(content, name)
    except InputError as error:
        return Outcome((), (Reject(name, str(error).removeprefix(f"{name}: ")),))
    if not text.strip():
        return Outcome((), (Reject(name, f"the file is empty; expected {_FORM}."),))
    made: dict[str, Report] = {}
    rejected: list[Reject] = []
    linked: list[Report] = []
    for row, line in numbered_rows(text):
        where = f"{name} row {row}"
        try:
            report = report_of_row(line, where, published)
        except InputError as error:
            rejected.append(Reject(where, str(error).removeprefix(f"{where}: "), {"line": line[:200]}))
            continue
        earlier = made.get(report.report_id)
        if earlier is None:
            made[report.report_id] = report
        elif earlier.text == report.text:
            linked.append(report)
        else:
            reason = f"id {report.report_id!r} was used before for another text; give this record an id of its own."
            rejected.append(Reject(where, reason, {"id": report.report_id, "text": report.text[:200]}))
    return Outcome(tuple(made.values()), tuple(rejected), tuple(linked))


def numbered_rows(text: str) -> Iterator[tuple[int, str]]:
    """Rows that hold something, with their number; only line feeds part them: JSON text may hold other separators."""
    for row, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield row, line.strip()


def _json_object(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: broken JSON, {_shown(line)}; expected {_FORM}.") from error
    if not isinstance(record, dict):
        raise InputError(f"{where}: the line holds {type(record).__name__} {_shown(line)}; expected {_FORM}.")
    return record


def _report(record: dict[str, Any], where: str, published: date | None) -> Report:
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError(
            f'{where}: "text" is {_shown(text)}; expected the words of a report. Fill it in or drop the row.'
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f'{where}: "text" holds half a character at {error.start}; save the file again as UTF-8.'
        ) from error
    raw_id = record.get("id", record.get("report_id"))
    try:
        return report_from_text(
            text,
            published=_day(record.get("published", record.get("date")), where) or published,
            publisher=_words(record.get("publisher")),
            url=_words(record.get("url")),
            title=_words(record.get("title")),
            lang=_words(record.get("lang")),
            report_id=str(raw_id) if isinstance(raw_id, (str, int)) and str(raw_id).strip() else None,
        )
    except InputError as error:
        message = str(error)
        raise InputError(message if message.startswith(where) else f"{where}: {message}") from error


def _day(value: Any, where: str) -> date | None:
    if value is None or value == "":
        return None
    wrong = f'{where}: "published" is {_shown(value)}; expected YYYY-MM-DD, such as 2025-03-12, or null.'
    try:
        day = front_day(datetime.fromisoformat(str(value).strip()))
    except (ValueError, OverflowError) as error:
        raise InputError(wrong) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError(wrong)
    return day


def _words(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, (str, int, float)) else None


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _one(name: str, made: Callable[[], Report]) -> Outcome[Report]:
    try:
        return Outcome((made(),))
    except InputError as error:
        return Outcome((), (Reject(name, str(error).removeprefix(f"{name}: ")),))


def _text(name: str, content: bytes, published: date | None) -> Outcome[Report]:
    return _one(name, lambda: report_from_text(decoded(content, name), published=published, report_id=_file_id(name)))


def _html(name: str, content: bytes, published: date | None) -> Outcome[Report]:
    def made() -> Report:
        from .pages import page_report

        return page_report(decoded(content, name), name, published)

    return _one(name, made)


def _pdf(name: str, content: bytes, published: date | None) -> Outcome[Report]:
    def made() -> Report:
        from .pages import pdf_text

        return report_from_text(pdf_text(content, name), published=published, report_id=_file_id(name))

    return _one(name, made)


def _file_id(name: str) -> str:
    return Path(name).stem or name


_READERS: Final[dict[str, Callable[[str, bytes, date | None], Outcome[Report]]]] = {
    **dict.fromkeys(ROW_ENDINGS, _lines),
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
}
