"""The forms a snapshot can take, all from the same facts: page, PDF, FHIR bundle, table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from analysis.snapshot import Snapshot
    from ui.text import Text

FORMS: Final = ("html", "pdf", "fhir", "csv")
ENDING: Final = {"html": "html", "pdf": "pdf", "fhir": "json", "csv": "csv"}
KIND: Final = {
    "html": "text/html",
    "pdf": "application/pdf",
    "fhir": "application/fhir+json",
    "csv": "text/csv",
}


def made(snapshot: Snapshot, form: str, text: Text) -> bytes:
    """One form of a snapshot as the bytes of its file. Raises KeyError for a form there is not."""
    if form == "html":
        from ui.report import render

        return render(snapshot, text.lang).encode()
    if form == "pdf":
        from ui import report_pdf

        return report_pdf.render(snapshot, text)
    if form == "fhir":
        from ui import report_fhir

        return report_fhir.render(snapshot, text).encode()
    if form == "csv":
        from ui import report_csv

        return report_csv.render(snapshot).encode()
    raise KeyError(form)
