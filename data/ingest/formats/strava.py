"""Strava: `activities.csv` of the account export, one row an activity, English or German.

Quirks: several headers stand twice ("Elapsed Time", "Distance", "Max Heart Rate"); the second one is exact
(seconds, metres), the first rounded for people. Dates are written out ("Apr 30, 2026, 7:00:00 AM"; German
"21.07.2026, 15:09:27") and, unlike in the app, in UTC, so that the person's time zone is asked. A day without
an activity has no row: it is not a day without movement.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Reason
from data.ingest import dates
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, first_length, uses, whole_days
from data.ingest.formats.local import from_utc, zone_of
from data.ingest.formats.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

STARTS = ("Activity ID,Activity Date,", "Aktivitäts-ID,Aktivitätsdatum,")
DATE = ("Activity Date", "Aktivitätsdatum")
MOVING = ("Moving Time", "Bewegungszeit", "Zeit in Bewegung")
ELAPSED = ("Elapsed Time.1", "Verstrichene Zeit.1", "Elapsed Time", "Verstrichene Zeit")


def _claims(file: File) -> bool:
    return file.first_line().startswith(STARTS)


def _moment(cell: str) -> datetime | None:
    one = dates.read(cell, "mdy")
    if one.day is None:
        return None
    hour, minute = map(int, (one.time or "12:00").split(":"))
    return datetime(one.day.year, one.day.month, one.day.day, hour, minute)  # noqa: DTZ001 - shifted as a column


def _moments(table: Sheet, column: str) -> np.ndarray:
    codes, cells = pd.factorize(table.columns[column])
    found = [_moment(str(cell)) for cell in cells]
    for at, one in enumerate(found):
        if one is None:
            table.refuse(codes == at, column, Reason.NOT_A_DATE if cells[at] else Reason.MISSING_DATE)
    moments: np.ndarray = np.array(found, dtype="datetime64[s]")[codes]
    return moments


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one) for one in files]
    found = gather([], sensed=True, rows=0)
    examples = tuple(str(cell) for table in tables for cell in table.columns[table.first(*DATE)][:2])
    zone = zone_of(answers, found, DATE[0], examples)
    measures: list[Measure] = []
    for table in tables:
        lengths = [one for one in (table.first(*MOVING), table.first(*ELAPSED)) if one]
        column = lengths[0]
        minutes = first_length(*(table.numbers(one) for one in lengths)) / 60
        if zone is None:
            continue
        day = from_utc(_moments(table, table.first(*DATE)), zone).astype("datetime64[D]")
        minutes = whole_days(day, minutes)
        ones = np.where(np.isnan(minutes), np.nan, 1.0)
        measures += [
            Measure("activity_min", day, minutes, table.lines, "min", "sum", header=column),
            Measure("workouts", day, ones, table.lines, "count", "sum", header=column),
        ]
        found.mapping += uses(table, {column: "days.activity_min", table.first(*DATE): "days.date"})
    if zone is not None:
        found.facts["time_zone"] = zone
    found = gather(measures, sensed=True, rows=sum(map(len, tables)), found=found)
    return finished(found, tables)


FORMAT = Format(
    code="strava",
    title="Strava",
    files="activities.csv, alone or in the export zip",
    facts="Activity ID,Activity Date,... / Aktivitäts-ID,Aktivitätsdatum,...",
    evidence="headers seen in public exports and parsers",
    fills=("days.activity_min", "factors.workouts"),
    sensed=True,
    claims=_claims,
    read=_read,
)
