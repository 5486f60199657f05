"""Web pages and PDF files to text: the one door of trafilatura and pypdf, both loaded on first use."""

from __future__ import annotations

import io
import logging
from datetime import date
from pathlib import Path

from ..errors import InputError
from ..records import Report
from .articles import report_from_text


def page_report(html: str, name: str, published: date | None = None) -> Report:
    """Return the article of a web page: main text, title, site and date as the page states them.

    Raises
    ------
    InputError
        If the page holds no article text.
    """
    import trafilatura

    found = trafilatura.bare_extraction(html, with_metadata=True, favor_recall=True)
    page = found.as_dict() if found is not None and hasattr(found, "as_dict") else (found or {})
    text = page.get("text")
    if not text or not text.strip():
        raise InputError(f"{name}: no article text found in the page; save its text as .txt.")
    stated = page.get("date")
    return report_from_text(
        text,
        published=published or (date.fromisoformat(stated) if stated else None),
        publisher=page.get("sitename") or None,
        url=page.get("url") or None,
        title=page.get("title") or None,
        report_id=Path(name).stem or name,
    )


def pdf_text(content: bytes, name: str) -> str:
    """Return the text of a PDF file, page by page.

    Raises
    ------
    InputError
        If the file is no PDF, is encrypted, or holds no text (a scan).
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # its remarks on odd files are no news to a reporter
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise InputError(f"{name}: the PDF is encrypted; save an open copy, or its text as .txt.")
        text = "\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{name}: not a readable PDF ({error}); save its text as .txt.") from error
    if not text.strip():
        raise InputError(f"{name}: the PDF holds no text, perhaps a scan; run it through OCR first.")
    return text
