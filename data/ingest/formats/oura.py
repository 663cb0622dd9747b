"""Oura: `sleepmodel.csv` and `dailyactivity.csv` of the app export, and the older one-row-a-day file of the
cloud.

Quirks: the app export is separated by semicolons and holds JSON inside a column; lengths are seconds; a day has
several sleeps of which only `type` = `long_sleep` is the night; `day` is already the day of waking; the cloud
file is separated by commas and has one header twice ("Sleep Timing"); 0 in the vitals is no measurement; HRV is
RMSSD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.ingest.formats.base import Format, Found, How, Measure, Watch, gather
from data.ingest.formats.kit import finished, kept, uses
from data.ingest.formats.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

HOUR = 3600.0
Field = tuple[str, str, str, float]
NIGHT: tuple[Field, ...] = (
    ("total_sleep_duration", "sleep_hours", "h", 1 / HOUR),
    ("deep_sleep_duration", "sleep_deep_h", "h", 1 / HOUR),
    ("rem_sleep_duration", "sleep_rem_h", "h", 1 / HOUR),
    ("light_sleep_duration", "sleep_light_h", "h", 1 / HOUR),
    ("awake_time", "sleep_awake_h", "h", 1 / HOUR),
    ("time_in_bed", "time_in_bed_h", "h", 1 / HOUR),
    ("lowest_heart_rate", "resting_hr", "1/min", 1.0),
    ("average_hrv", "hrv_rmssd", "ms", 1.0),
)
ACTIVITY: tuple[Field, ...] = (("steps", "steps", "count", 1.0),)
ACTIVE = ("medium_activity_time", "high_activity_time")
CLOUD: tuple[Field, ...] = (
    ("Total Sleep Duration", "sleep_hours", "h", 1 / HOUR),
    ("Deep Sleep Duration", "sleep_deep_h", "h", 1 / HOUR),
    ("REM Sleep Duration", "sleep_rem_h", "h", 1 / HOUR),
    ("Light Sleep Duration", "sleep_light_h", "h", 1 / HOUR),
    ("Awake Time", "sleep_awake_h", "h", 1 / HOUR),
    ("Sleep Score", "sleep_score", "0-100", 1.0),
    ("Lowest Resting Heart Rate", "resting_hr", "1/min", 1.0),
    ("Average HRV", "hrv_rmssd", "ms", 1.0),
    ("Readiness Score", "readiness_score", "0-100", 1.0),
    ("Steps", "steps", "count", 1.0),
)
VITALS = frozenset({"resting_hr", "hrv_rmssd", "sleep_hours"})
_DAYS = frozenset({"sleep_hours", "steps", "activity_min"})


def _kind(file: File) -> str:
    header = file.first_line()
    cells = {cell.strip(' "') for cell in header.split(";")}
    if {"day", "total_sleep_duration", "type"} <= cells:
        return "night"
    if {"day", "steps", "equivalent_walking_distance"} <= cells or {"day", "steps", *ACTIVE} <= cells:
        return "activity"
    return "cloud" if header.startswith("date,Sleep Score,Total Sleep Score,") else ""


def _claims(file: File) -> bool:
    return bool(_kind(file))


def _measures(table: Sheet, fields: Sequence[Field], day: np.ndarray) -> list[Measure]:
    found = []
    for header, name, unit, factor in fields:
        if table.has(header):
            missing = ("0",) if name in VITALS else ()
            values = table.numbers(header, missing=missing) * factor
            # Two long sleeps of one day are parts of one night.
            how: How = "sum" if factor != 1.0 else "min" if name == "resting_hr" else "mean"
            found.append(Measure(name, day, values, table.lines, unit, how, header))
    return found


def _night_rows(table: Sheet) -> np.ndarray:
    """Rows of long sleeps, each once."""
    import pandas as pd

    same = [one for one in ("day", "bedtime_start", "total_sleep_duration") if table.has(one)]
    again = pd.DataFrame({one: table.columns[one] for one in same}).duplicated().to_numpy()
    return np.flatnonzero((table.columns["type"] == "long_sleep") & ~again)


def _one(file: File) -> tuple[Sheet, list[Measure]]:
    kind = _kind(file)
    table = sheet(file, delimiter="," if kind == "cloud" else ";")
    day = table.days("date" if kind == "cloud" else "day")
    if kind == "cloud":
        return table, _measures(table, CLOUD, day)
    if kind == "night":
        nights = _night_rows(table)
        return table, kept(_measures(table, NIGHT, day), nights)
    measures = _measures(table, ACTIVITY, day)
    if table.has(*ACTIVE):
        minutes = np.asarray(sum(table.numbers(one) for one in ACTIVE)) / 60
        # Minutes of a day without a step are those of a ring in a drawer.
        unworn = table.columns["steps"] == "0" if table.has("steps") else np.zeros(len(table), dtype=bool)
        minutes = np.where(unworn, np.nan, minutes)
        measures.append(Measure("activity_min", day, minutes, table.lines, "min", header=ACTIVE[0]))
    return table, measures


def _read(files: Sequence[File], _answers: Answers, _watch: Watch) -> Found:
    read = [_one(one) for one in files]
    tables = [table for table, _ in read]
    found = gather([one for _, measures in read for one in measures], sensed=True, rows=sum(map(len, tables)))
    places = {
        header: ("days." if name in _DAYS else "factors.") + name
        for header, name, _, _ in (*NIGHT, *ACTIVITY, *CLOUD)
    }
    found.mapping = [use for table in tables for use in uses(table, places)]
    return finished(found, tables)


FORMAT = Format(
    code="oura",
    title="Oura",
    files="App Data/sleepmodel.csv and dailyactivity.csv in the export zip; the cloud's CSV",
    facts="...;day;...;total_sleep_duration;...;type (long_sleep) / date,Sleep Score,Total Sleep Score,...",
    evidence="headers seen in public parsers",
    fills=("days.sleep_hours", "days.steps", "days.activity_min", "factors.hrv_rmssd", "factors.resting_hr"),
    sensed=True,
    claims=_claims,
    read=_read,
)
