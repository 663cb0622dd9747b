"""Sleep as Android: `sleep-export.csv`, a header line before every record.

Quirks: the header repeats because the columns after "Event" are clock times of that night; a second line below
a record may hold noise levels; clocks are "13. 03. 2026 23:10" or "13/03/2026 23:10" in the zone of the column
"Tz"; hours may have a decimal comma inside quotes; the night belongs to the day of "To"; "Rating" 0 is no
rating; a record may be an unfinished one of 0 hours.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Question, Reason, Rejection
from data.ingest import dates
from data.ingest.decode import text_of
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from data.ingest.source import File
    from data.ingested import Answers

START = "Id,Tz,From,To,Sched,Hours,Rating,Comment"
_SPACED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")


def _claims(file: File) -> bool:
    return file.first_line().replace('"', "").startswith(START)


def _records(file: File) -> list[tuple[int, dict[str, str]]]:
    """Line and fields of each record."""
    text, _ = text_of(file.read(), file.name)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    found: list[tuple[int, dict[str, str]]] = []
    header: list[str] = []
    for row in reader:
        if row[:3] == ["Id", "Tz", "From"]:
            header = row
        elif header and row and row[0].strip():
            found.append((reader.line_num, dict(zip(header[:9], row, strict=False))))
    return found


def _day(cell: str, order: str) -> date | None:
    return dates.read(_SPACED.sub(r"\1.\2.\3", cell.strip()), order).day


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    records = [(file.name, line, one) for file in files for line, one in _records(file)]
    decided = dates.order_of([one.get("To", "") for _, _, one in records])
    order = decided.value if decided.value is not None else answers.get("date_order", "")
    if decided.value is None and order not in {"dmy", "mdy"}:
        found.questions.append(
            Question("date_order", ("dmy", "mdy"), "To", decided.examples, decided.proposal)
        )
        return gather([], sensed=True, rows=len(records), found=found)
    rows = []
    for name, line, one in records:
        day, hours = _day(one.get("To", ""), order or "dmy"), _number(one.get("Hours", ""))
        if day is None or hours is None:
            column, reason = ("To", Reason.NOT_A_DATE) if day is None else ("Hours", Reason.NOT_A_NUMBER)
            found.rejections.append(
                Rejection(line, column, one.get(column, ""), reason, name if len(files) > 1 else "")
            )
            continue
        rating = _number(one.get("Rating", "")) or float("nan")
        rows.append((day, line, hours if hours > 0 else float("nan"), rating, one.get("Comment", "")))
    if rows:
        days = np.array([one[0] for one in rows], dtype="datetime64[D]")
        lines = np.array([one[1] for one in rows])
        asleep, felt = (np.array([one[at] for one in rows], dtype="float64") for at in (2, 3))
        notes = np.array([re.sub(r"#\w+", "", one[4]).strip() for one in rows], dtype=object)
        measures = [
            Measure("sleep_hours", days, asleep, lines, "h", "max", "Hours"),
            Measure("sleep_rating", days, felt, lines, "0-5", header="Rating"),
            Measure("note", days, notes, lines, header="Comment"),
        ]
        found = gather(measures, sensed=True, rows=len(records), found=found)
    found.mapping = [
        ColumnUse("Hours", "days", "sleep_hours", "h", "format"),
        ColumnUse("Rating", "factors", "sleep_rating", "0-5", "format"),
        ColumnUse("Comment", "days", "note", "", "format"),
    ]
    found.rows = len(records)
    return found


FORMAT = Format(
    code="sleep_as_android",
    title="Sleep as Android",
    files="sleep-export.csv, alone or in the backup zip",
    facts="Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate,Snore,... before every record",
    evidence="general knowledge of the export, second-hand",
    fills=("days.sleep_hours", "days.note", "factors.sleep_rating"),
    sensed=True,
    claims=_claims,
    read=_read,
)
