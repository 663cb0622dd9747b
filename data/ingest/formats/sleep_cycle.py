"""Sleep Cycle: `sleepdata.csv`, separated by semicolons, three generations of headers.

Quirks: the oldest header is "Start;End;Sleep quality;Time in bed;Wake up;Sleep Notes" with the length as "7:45",
later "Start;End;Sleep Quality;Regularity;..." and "Went to bed;Woke up;Sleep Quality;..." have lengths in seconds and,
from some versions, stages; columns come and go, rows may end early. "Sleep quality" is a score of the app in percent,
not what the person felt; 0 % is none. Time in bed is not sleep: only "Time asleep" fills the hours of sleep. One
starts and stops the app by hand: a night may be in pieces, which are summed (the score is that of the longest), the
same record may be there twice, and a record in which nobody slept is a mistake, not a sleepless night; a nap is no
night. Steps are those of the day before, as counted when one went to bed; by day they are not those of a whole day.
Clocks are local, the night belongs to the day one wakes up on; "—" is nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Reason
from data.ingest import dates, lengths, values
from data.ingest.formats import asked
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, header
from data.ingest.formats.local import is_nap, night_of
from data.ingest.formats.nights import LONGEST, runs
from data.ingest.formats.sheet import Sheet, sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

STARTS = (["start", "end", "sleep quality"], ["went to bed", "woke up", "sleep quality"])
HOUR = 3600.0
SECONDS = {
    "time asleep (seconds)": "sleep_hours",
    "time in bed (seconds)": "time_in_bed_h",
    "awake (seconds)": "sleep_awake_h",
    "dream (seconds)": "sleep_rem_h",
    "light (seconds)": "sleep_light_h",
    "deep (seconds)": "sleep_deep_h",
}
"""Columns of seconds and what their hours are."""
CLOCKED = {"time in bed": "time_in_bed_h"}
STEPS = ("activity (steps)", "steps")
PULSE = ("heart rate", "heart rate (bpm)")
NOTES = ("sleep notes", "notes")
BY_DAY = (6, 18)
"""A sleep begun between these hours: the steps so far are not those of a whole day."""
FIELDS = {"sleep_hours", "steps", "note"}


def _claims(file: File) -> bool:
    cells, _ = header(file)
    return [cell.casefold() for cell in cells[:3]] in STARTS


def _percent(cell: str) -> float | None:
    return values.number(cell.removesuffix("%").strip(), values.Scale("."))


def _clock(cell: str) -> float | None:
    return lengths.duration(cell, values.Scale(), HOUR)


def _moments(table: Sheet, column: str, order: str) -> np.ndarray:
    """Local date and time as datetime64[s], NaT (and rejected) where it is none."""
    moments = np.full(len(table), np.datetime64("NaT"), dtype="datetime64[s]")
    reasons: dict[Reason, list[int]] = {}
    for row, cell in enumerate(table.columns[column]):
        read = dates.read(str(cell), order)
        if read.day and read.time:
            moments[row] = np.datetime64(f"{read.day}T{read.time}", "s")
        else:
            reasons.setdefault(read.reason or Reason.NOT_A_TIME, []).append(row)
    for reason, rows in reasons.items():
        table.refuse(np.isin(np.arange(len(table)), rows), column, reason)
    return moments


def _records(table: Sheet, order: str) -> pd.DataFrame:
    """One row a record: its line, ends, day and hours, the numbers of its columns (NaN = missing)."""
    columns = (table.first("start", "went to bed"), table.first("end", "woke up"))
    start, end = (_moments(table, one, order) for one in columns)
    length = (end - start) / np.timedelta64(1, "s")
    odd = ~np.isnan(length) & ((length < 0) | (length > LONGEST))
    table.refuse(odd, columns[1], Reason.OUT_OF_RANGE)
    frame = pd.DataFrame({"line": table.lines, "start": start, "end": end, "length": length / HOUR})
    frame["file"] = table.name
    for column, name in SECONDS.items():
        title = next((one for one in table.header if one.replace("(", " (").split() == column.split()), "")
        if title:
            frame[name] = table.numbers(title, missing=("0", "0.0")) / HOUR
    for column, name in CLOCKED.items():
        if table.has(column):
            hours = table.numbers(column, read=_clock)
            frame[name] = np.where(hours > 0, hours, np.nan)
    score = table.numbers(table.first("sleep quality"), read=_percent)
    frame["sleep_score"] = np.where(score > 0, score, np.nan)
    for name, titles in (("steps", STEPS), ("avg_hr", PULSE)):
        if title := table.first(*titles):
            frame[name] = table.numbers(title, missing=("0", "0.0"))
    frame["note"] = table.columns[title] if (title := table.first(*NOTES)) else ""
    return frame[~odd & frame["length"].notna().to_numpy()]


def _once(frame: pd.DataFrame) -> pd.DataFrame:
    """Without records in which nobody slept and copies: of records that overlap the longest counts."""
    if "sleep_hours" in frame and frame["sleep_hours"].notna().any():
        frame = frame[frame["sleep_hours"].notna()]
    start, end = (frame[one].to_numpy().astype("datetime64[s]").astype("float64") for one in ("start", "end"))
    run = runs(start, end, gap=-1.0) if len(frame) else np.array([], dtype="int64")
    longest = frame.assign(run=run).sort_values("length", kind="stable").groupby("run").tail(1)
    return longest.sort_values("start", kind="stable")


def _measures(frame: pd.DataFrame) -> list[Measure]:
    start = frame["start"].to_numpy().astype("datetime64[s]")
    length = frame["length"].to_numpy()
    nap = is_nap(start, length)
    middle = start + (length * 1800).astype("timedelta64[s]")
    frame = frame.assign(day=night_of(middle).astype("datetime64[s]"))
    hour = (start - start.astype("datetime64[D]")) / np.timedelta64(1, "h")
    night = frame[~nap]
    found = [
        _measure(name, night, night[name], "h", "sum")
        for name in dict.fromkeys([*SECONDS.values(), *CLOCKED.values()])
        if name in frame
    ]
    naps = frame[nap].assign(day=start[nap].astype("datetime64[D]").astype("datetime64[s]"))
    found.append(
        _measure("nap_h", naps, naps["sleep_hours"] if "sleep_hours" in naps else naps["length"], "h", "sum")
    )
    longest = night.sort_values("length", kind="stable").drop_duplicates("day", keep="last")
    for name, unit in (("sleep_score", "%"), ("avg_hr", "1/min")):
        if name in frame:
            found.append(_measure(name, longest, longest[name], unit))
    if "steps" in frame:
        whole = frame[~nap & ((hour < BY_DAY[0]) | (hour >= BY_DAY[1]))]
        before = whole.assign(day=whole["day"] - pd.Timedelta(days=1))
        found.append(_measure("steps", before, before["steps"], "count", "max"))
    found.append(_measure("note", frame, frame["note"]))
    return found


def _measure(name: str, frame: pd.DataFrame, value: pd.Series, unit: str = "", how: str = "first") -> Measure:
    days = frame["day"].to_numpy().astype("datetime64[D]")
    return Measure(name, days, value.to_numpy(), frame["line"].to_numpy(), unit, how, name)  # type: ignore[arg-type]


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one, delimiter=header(one)[1]) for one in files]
    found = gather([], sensed=True, rows=0)
    for table in tables:
        table.header = [" ".join(one.casefold().split()) for one in table.header]
        table.columns = dict(zip(table.header, table.columns.values(), strict=True))
    ends = [cell for table in tables for cell in table.columns[table.first("end", "woke up")]]
    order = asked.day_order(ends, "End", answers, found)
    rows = sum(map(len, tables))
    if order is None:
        return finished(gather([], sensed=True, rows=rows, found=found), tables)
    frame = _once(pd.concat([_records(table, order) for table in tables], ignore_index=True))
    measures = _measures(frame)
    found.mapping = [
        ColumnUse(one.name, "days" if one.name in FIELDS else "factors", one.name, one.unit, "format")
        for one in measures
    ]
    return finished(gather(measures, sensed=True, rows=rows, found=found), tables)


FORMAT = Format(
    code="sleep_cycle",
    title="Sleep Cycle",
    files="sleepdata.csv",
    facts="Start;End;Sleep quality;Time in bed;... / Start;End;Sleep Quality;Regularity;... / Went to bed;Woke up;"
    "Sleep Quality;...",
    evidence="the first two headers seen in four public exports, the third and the stages in two parsers' tests",
    fills=(
        "days.sleep_hours",
        "days.steps",
        "days.note",
        "factors.sleep_score",
        "factors.time_in_bed_h",
        "factors.sleep_deep_h",
        "factors.nap_h",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
