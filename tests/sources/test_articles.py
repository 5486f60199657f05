"""Article files come out whole: every record read, linked or rejected with one clear line."""

from __future__ import annotations

import io
import json
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataMissing, InputError
from geo.settings import Settings
from geo.sources.articles import MAX_CHARACTERS, read_reports, report_from_text


def _jsonl(folder: Path, *rows: object, name: str = "reports.jsonl") -> Path:
    path = folder / name
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows), "utf-8"
    )
    return path


def test_a_record_keeps_its_fields_and_unknown_ones_are_ignored(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "text": "Бої тривають.",
        "published": "2025-03-12",
        "publisher": "P",
        "url": "https://x.org",
        "lang": "uk",
        "toponyms": [],
    }
    report = read_reports(_jsonl(tmp_path, row)).made[0]
    assert (report.report_id, report.published, report.publisher, report.lang) == ("a", date(2025, 3, 12), "P", "uk")
    assert report.text == "Бої тривають."


def test_bad_rows_are_rejected_with_file_row_and_remedy_and_the_others_read(tmp_path: Path) -> None:
    path = _jsonl(
        tmp_path,
        {"id": "a", "text": "one"},
        '{"id": "b", "text": ',
        {"id": "c"},
        {"id": "d", "text": "   "},
        {"id": "e", "text": "five", "published": "12.03.2025"},
        [1, 2],
        {"id": "f", "text": "six"},
    )
    outcome = read_reports(path)
    assert [report.report_id for report in outcome.made] == ["a", "f"]
    lines = [str(reject) for reject in outcome.rejected]
    assert [line.split(":")[0] for line in lines] == [f"reports.jsonl row {row}" for row in (2, 3, 4, 5, 6)]
    assert "broken JSON" in lines[0]
    assert "None" in lines[1]
    assert "12.03.2025" in lines[3]
    assert "YYYY-MM-DD" in lines[3]
    assert all("\n" not in line and "expected" in line for line in lines)
    assert outcome.total == 7


def test_a_repeated_report_is_linked_and_a_reused_id_is_rejected(tmp_path: Path) -> None:
    outcome = read_reports(
        _jsonl(tmp_path, {"id": "a", "text": "x"}, {"id": "a", "text": "x"}, {"id": "a", "text": "y"})
    )
    assert (len(outcome.made), len(outcome.linked), len(outcome.rejected)) == (1, 1, 1)
    assert "used before" in outcome.rejected[0].reason


def test_a_record_without_an_id_gets_one_from_its_content(tmp_path: Path) -> None:
    first, second = (read_reports(_jsonl(tmp_path, {"text": "x"})).made[0].report_id for _ in range(2))
    assert first == second != ""


def test_a_missing_file_and_an_unknown_ending_are_errors(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match="no such file"):
        read_reports(tmp_path / "absent.jsonl")
    (tmp_path / "a.docx").write_text("x")
    with pytest.raises(InputError, match=r"\.jsonl"):
        read_reports(tmp_path / "a.docx")


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.html", "a.pdf"])
@pytest.mark.parametrize("content", [b"", b" \n\n", bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n\x00\x00" * 50])
def test_an_empty_or_binary_file_gives_one_reject(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    outcome = read_reports(path)
    assert outcome.made == ()
    assert len(outcome.rejected) == 1
    assert outcome.rejected[0].where == name
    assert "\n" not in outcome.rejected[0].reason


def test_ten_megabytes_of_junk_are_rejected_without_a_crash(tmp_path: Path) -> None:
    noise = random.Random(1)
    path = tmp_path / "junk.jsonl"
    path.write_text("\n".join("".join(noise.choices('abc{}[]":, ', k=1000)) for _ in range(10_000)), "utf-8")
    outcome = read_reports(path)
    assert outcome.made == ()
    assert len(outcome.rejected) == 10_000


def test_a_byte_order_mark_and_windows_1251_are_read(tmp_path: Path) -> None:
    text = "Российские войска заявили о взятии села. Украинская сторона это опровергла, бои продолжаются на границе."
    (tmp_path / "bom.txt").write_bytes(text.encode("utf-8-sig"))
    (tmp_path / "old.txt").write_bytes((text * 5).encode("cp1251"))
    assert read_reports(tmp_path / "bom.txt").made[0].text == text
    assert read_reports(tmp_path / "old.txt").made[0].text == text * 5


def test_bytes_of_no_certain_encoding_give_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(random.Random(3).randbytes(3000).replace(b"\x00", b"\x01"))
    (reject,) = read_reports(path).rejected
    assert "UTF-8" in reject.reason


def test_a_text_file_takes_the_publication_day_given(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Fighting near Basivka.", "utf-8")
    assert read_reports(path, published=date(2025, 3, 12)).made[0].published == date(2025, 3, 12)


def test_a_web_page_gives_its_article_title_and_date(tmp_path: Path) -> None:
    body = (
        "<p>Troops entered the town on Wednesday, officials of the region said in a long statement to the press.</p>"
        * 6
    )
    head = '<title>Town entered</title><meta property="article:published_time" content="2025-03-12">'
    article = f"<nav>Menu</nav><article><h1>Town entered</h1>{body}</article>"
    page = f"<html><head>{head}</head><body>{article}</body></html>"
    path = tmp_path / "page.html"
    path.write_text(page, "utf-8")
    report = read_reports(path).made[0]
    assert "Troops entered the town" in report.text
    assert "<p>" not in report.text
    assert report.published == date(2025, 3, 12)


def test_a_pdf_without_text_is_rejected_with_the_remedy(tmp_path: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=100, height=100)
    buffer = io.BytesIO()
    writer.write(buffer)
    path = tmp_path / "scan.pdf"
    path.write_bytes(buffer.getvalue())
    assert "OCR" in read_reports(path).rejected[0].reason


def test_an_empty_or_endless_paste_is_refused() -> None:
    with pytest.raises(InputError, match="empty"):
        report_from_text(" \n")
    with pytest.raises(InputError, match="characters"):
        report_from_text("a" * (MAX_CHARACTERS + 1))


def test_the_bundled_dispatches_are_read_without_a_reject() -> None:
    outcome = read_reports(Settings().data_dir / "reports.jsonl")
    assert outcome.rejected == ()
    assert {"en", "uk", "ru"} == {report.lang for report in outcome.made}
    assert all(report.published and 100 <= len(report.text.split()) <= 260 for report in outcome.made)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".jsonl", ".txt", ".pdf"]))
def test_any_bytes_come_out_as_reports_or_rejects(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"f{ending}"
    path.write_bytes(content)
    outcome = read_reports(path)
    assert outcome.total >= 1


@pytest.mark.parametrize(
    ("written", "day"),
    [("2025-03-12T23:30:00Z", 13), ("2025-03-12T21:30:00+00:00", 12), ("2025-03-12T23:30:00", 12),
     ("2025-03-12T19:00:00-04:00", 13)],
)  # fmt: skip
def test_a_moment_of_publication_counts_as_its_day_at_the_front(tmp_path: Path, written: str, day: int) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Troops entered Sudzha.", "published": written}), encoding="utf-8")
    assert read_reports(path).made[0].published == date(2025, 3, day)


def test_a_moment_before_all_calendars_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Troops entered Sudzha.", "published": "0001-01-01T00:00:00+14:00"}', encoding="utf-8")
    assert "published" in read_reports(path).rejected[0].reason
