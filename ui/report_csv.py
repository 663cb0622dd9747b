"""The snapshot as a table for spreadsheets and programs: one fact a line, numbers unrounded with a decimal point.

Own words that a spreadsheet would take for a formula get an apostrophe in front; numbers never do.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from analysis import facts

if TYPE_CHECKING:
    from datetime import date

    from analysis.snapshot import Snapshot

COLUMNS: Final = (
    "part",
    "subject",
    "item",
    "name",
    "value",
    "word",
    "unit",
    "low",
    "high",
    "n",
    "start",
    "end",
)
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def render(snapshot: Snapshot) -> str:
    """UTF-8 text with one head line; begins with a byte order mark, so that spreadsheets read umlauts."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in facts.of(snapshot):
        writer.writerow([_cell(getattr(one, name)) for name in COLUMNS])
    return "\ufeff" + out.getvalue()


def _cell(value: str | float | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    return repr(value) if isinstance(value, float) else str(value)


def safe(words: str) -> str:
    """Own words in one line that no spreadsheet runs as a formula."""
    line = " ".join(words.split())
    return f"'{line}" if line.startswith(FORMULA) else line
