"""Sleep as Android: `sleep-export.csv`, a header line before every record.

Quirks: the header repeats because the columns after "Geo" are clock times and events of that night; a second line
below a record may hold noise levels; older versions have fewer columns. Clocks are "13. 03. 2026 23:10" or
"13/03/2026 23:10" in the zone of the column "Tz", which may change from record to record, so that they are local as
they stand. Numbers may have a decimal comma, in quotes. "Hours" 0 or -1 is an unfinished record, "Rating" 0 is no
rating; the app's score of deep sleep is left out. A night in pieces is the sum of its records, a record that is there
twice or overlaps counts once, a nap is no night; the night belongs to the day one wakes up on. The comment holds
"#tags", some set by the app itself (#watch, #newmoon, #geo1): those of the person are factors, 1 where ticked.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Reason, Rejection, UnreadableFile
from data.ingest import dates
from data.ingest.decode import text_of
from data.ingest.formats import asked
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import header
from data.ingest.formats.local import is_nap, night_of
from data.ingest.formats.nights import LONGEST, runs
from data.ingest.formats.sheet import closed
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

START = ["Id", "Tz", "From", "To", "Sched", "Hours", "Rating", "Comment"]
_SPACED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_TAG = re.compile(r"#([\w-]+)")
_OF_THE_APP = re.compile(
    r"^(?:watch|wearable|band|newmoon|fullmoon|geo\d*|home|manual|auto|lullaby|import\w*)$", re.IGNORECASE
)
_TIMES = re.compile(r"_\d+x$")
BEST = 5.0


def _claims(file: File) -> bool:
    return header(file)[0][: len(START)] == START


def _records(file: File) -> list[tuple[int, dict[str, str]]]:
    """Line and fields of each record. Raises UnreadableFile (`broken`)."""
    delimiter = header(file)[1]
    text = closed(text_of(file.read(), file.name)[0].lstrip("\ufeff"), delimiter)
    found: list[tuple[int, dict[str, str]]] = []
    titles: list[str] = []
    before = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in reader:
            line, before = before + 1, reader.line_num
            row = [cell.strip() for cell in row[: len(START)]]
            if row[:3] == START[:3]:
                titles = row
            elif titles and row and row[0]:
                found.append((line, dict(zip(titles, row, strict=False))))
    except csv.Error as error:
        message = f"{file.name} is broken near line {before + 1} ({error}). Export it again."
        raise UnreadableFile("broken", message, name=file.name, line=before + 1) from error
    return found


def _moment(cell: str, order: str) -> dates.Read:
    return dates.read(_SPACED.sub(r"\1.\2.\3", cell), order)


def _number(cell: str) -> float | None:
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _row(record: dict[str, str], order: str) -> tuple[str, Reason] | dict[str, object]:
    """One record in numbers, or which of its cells is wrong and why."""
    ends = {}
    for name in ("From", "To"):
        read = _moment(record.get(name, ""), order)
        if read.day is None or not read.time:
            return name, read.reason or Reason.NOT_A_TIME
        ends[name] = np.datetime64(f"{read.day}T{read.time}", "s")
    length = (ends["To"] - ends["From"]) / np.timedelta64(1, "s")
    if not 0 <= length <= LONGEST:
        return "To", Reason.OUT_OF_RANGE
    hours, rating = _number(record.get("Hours", "")), _number(record.get("Rating", "") or "0")
    if hours is None:
        return "Hours", Reason.NOT_A_NUMBER
    return {
        "start": ends["From"],
        "end": ends["To"],
        "hours": hours if hours > 0 else np.nan,
        "rating": rating if rating is not None and 0 < rating <= BEST else np.nan,
        "odd": rating is None or rating > BEST,
        "comment": record.get("Comment", ""),
    }


def _night(frame: pd.DataFrame) -> pd.DataFrame:
    """Of records that overlap the longest counts; with the day of waking and whether it is a nap."""
    start, end = (frame[one].to_numpy().astype("datetime64[s]") for one in ("start", "end"))
    run = runs(start.astype("float64"), end.astype("float64"), gap=-1.0)
    frame = frame.assign(run=run).sort_values("hours", kind="stable", na_position="first")
    frame = frame.groupby("run").tail(1).sort_values("start", kind="stable")
    start, end = (frame[one].to_numpy().astype("datetime64[s]") for one in ("start", "end"))
    nap = is_nap(start, frame["hours"].to_numpy())
    day = np.where(nap, start.astype("datetime64[D]"), night_of(start + (end - start) // 2))
    return frame.assign(nap=nap, day=day.astype("datetime64[s]"))


def _measures(frame: pd.DataFrame) -> list[Measure]:
    frame = _night(frame)
    night = frame[~frame["nap"]]
    notes = [" ".join(_TAG.sub("", one).split()) for one in frame["comment"]]
    found = [
        _measure("sleep_hours", night, night["hours"], "h", "sum", "Hours"),
        _measure("nap_h", frame[frame["nap"]], frame.loc[frame["nap"], "hours"], "h", "sum", "Hours"),
        _measure("sleep_rating", night, night["rating"], "0-5", "mean", "Rating"),
        _measure("note", frame, pd.Series(notes, dtype=object), "", "first", "Comment"),
    ]
    tags: dict[str, list[int]] = {}
    for at, comment in enumerate(frame["comment"]):
        for tag in _TAG.findall(comment):
            if not _OF_THE_APP.match(tag):
                tags.setdefault(asked.own(_TIMES.sub("", tag)), []).append(at)
    for tag, rows in tags.items():
        part = frame.iloc[rows]
        found.append(_measure(tag, part, pd.Series(np.ones(len(part))), "", "max", "Comment"))
    return found


def _measure(name: str, frame: pd.DataFrame, value: pd.Series, unit: str, how: str, column: str) -> Measure:
    days = frame["day"].to_numpy().astype("datetime64[D]")
    return Measure(name, days, value.to_numpy(), frame["line"].to_numpy(), unit, how, column)  # type: ignore[arg-type]


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    records = [(file.name, line, one) for file in files for line, one in _records(file)]
    cells = [_SPACED.sub(r"\1.\2.\3", one.get(name, "")) for _, _, one in records for name in ("From", "To")]
    order = asked.day_order(cells, "To", answers, found)
    found.rows = len(records)
    if order is None:
        return found
    rows = []
    for name, line, one in records:
        read = _row(one, order)
        file = name if len(files) > 1 else ""
        if isinstance(read, tuple):
            column, reason = read
            found.rejections.append(Rejection(line, column, one.get(column, ""), reason, file))
            continue
        rows.append(read | {"line": line})
        if read["odd"]:
            found.rejections.append(Rejection(line, "Rating", one["Rating"], Reason.OUT_OF_RANGE, file))
    measures = _measures(pd.DataFrame(rows)) if rows else []
    found = gather(measures, sensed=True, rows=len(records), found=found)
    found.mapping = [
        ColumnUse("Hours", "days", "sleep_hours", "h", "format"),
        ColumnUse("Rating", "factors", "sleep_rating", "0-5", "format"),
        ColumnUse("Comment", "days", "note", "", "format"),
    ]
    return found


FORMAT = Format(
    code="sleep_as_android",
    title="Sleep as Android",
    files="sleep-export.csv, alone or in the backup zip",
    facts="Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate,Snore,... before every record",
    evidence="header, records and tags seen in three public exports and several parsers",
    fills=("days.sleep_hours", "days.note", "factors.sleep_rating", "factors.nap_h", "factors: tags"),
    sensed=True,
    claims=_claims,
    read=_read,
)
