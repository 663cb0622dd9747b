"""Strava: `activities.csv` of the account export, one row an activity, English or German.

Quirks: several headers stand twice ("Elapsed Time", "Distance", "Max Heart Rate"); the second one is exact
(seconds, metres), the first rounded for people. Dates are written out ("Apr 30, 2026, 7:00:00 AM"; German
"21.07.2026, 15:09:27", and by a spreadsheet "4/30/2026 7:00", whose order is decided from all rows or asked) and,
unlike in the app, in UTC, so that the person's time zone is asked. German accounts write decimal commas in the
rounded columns. Strength training has no moving time, or one of 0: its elapsed time counts. Of a phone and a watch
that recorded the same time, the longer one counts. A day without an activity has no row: it is not a day without
movement. Some short builds have no lengths at all, only files: they give nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.ingest import dates, values
from data.ingest.formats import asked
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, first_length, uses, whole_days
from data.ingest.formats.kit import header as header_of
from data.ingest.formats.local import from_utc, zone_of
from data.ingest.formats.nights import each_once
from data.ingest.formats.saved import decimal_of, one_of
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.formats.sheet import Sheet
    from data.ingest.source import File
    from data.ingested import Answers

STARTS = (("Activity ID", "Activity Date"), ("Aktivitäts-ID", "Aktivitätsdatum"))
DATE = ("Activity Date", "Aktivitätsdatum")
MOVING = ("Moving Time", "Bewegungszeit", "Zeit in Bewegung")
NOON = "12:00"
ELAPSED = ("Elapsed Time.1", "Verstrichene Zeit.1", "Elapsed Time", "Verstrichene Zeit")


def _claims(file: File) -> bool:
    return tuple(header_of(file)[0][:2]) in STARTS


def _moments(table: Sheet, column: str, order: str) -> np.ndarray:
    """Moments in UTC; a day without a clock is its noon."""
    codes, cells = pd.factorize(table.columns[column])
    reads = [dates.read(str(cell), order) for cell in cells]
    for at, one in enumerate(reads):
        if one.reason:
            table.refuse(codes == at, column, one.reason)
    moments = [f"{one.day.isoformat()}T{one.time or NOON}" if one.day else "NaT" for one in reads]
    found: np.ndarray = np.array(moments, dtype="datetime64[s]")[codes]
    return found


def _minutes(table: Sheet, lengths: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Minutes moved and minutes elapsed; a cell that cannot be read is not made good by another column."""
    decimal = decimal_of(table, lengths)
    columns = [table.numbers(one, decimal=decimal) / 60 for one in lengths]
    told = np.array([not values.missing(str(cell)) for cell in table.columns[lengths[0]]], dtype=bool)
    moved: np.ndarray = np.where(told & np.isnan(columns[0]), np.nan, first_length(*columns))
    return moved, first_length(*columns[::-1])


def _activities(table: Sheet, zone: str, answers: Answers, found: Found) -> list[Measure]:
    lengths = [one for one in (table.first(*MOVING), table.first(*ELAPSED)) if one]
    header = table.first(*DATE)
    if not lengths:
        found.mapping.append(ColumnUse(header, "", "", "", "unknown", file=table.name))
        return []
    order = asked.day_order(table.columns[header], header, answers, found)
    if order is None:
        return []
    utc = _moments(table, header, order)
    minutes, elapsed = _minutes(table, lengths)
    counts = each_once(utc, elapsed)
    day = np.where(counts, from_utc(utc, zone).astype("datetime64[D]"), np.datetime64("NaT"))
    day = day.astype("datetime64[D]")
    minutes = whole_days(day, minutes)
    ones = np.where(np.isnan(minutes), np.nan, 1.0)
    found.mapping += uses(table, {lengths[0]: "days.activity_min", header: "days.date"})
    return [
        Measure("activity_min", day, minutes, table.lines, "min", "sum", lengths[0], table.name),
        Measure("workouts", day, ones, table.lines, "count", "sum", lengths[0], table.name),
    ]


def _read(files: Sequence[File], answers: Answers, watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    tables: list[Sheet] = []
    measures: list[Measure] = []
    for number, file in enumerate(files):
        watch(number / len(files))
        table = one_of(file, files, found.rejections)
        if table is None or not len(table):
            continue
        tables.append(table)
        header = table.first(*DATE)
        zone = zone_of(answers, found, header, tuple(str(cell) for cell in table.columns[header][:2]))
        if zone is None:
            continue
        measures += _activities(table, zone, answers, found)
        found.facts["time_zone"] = zone
    found = gather(measures, sensed=True, rows=sum(map(len, tables)), found=found)
    return finished(found, tables)


FORMAT = Format(
    code="strava",
    title="Strava",
    files="activities.csv, alone or in the export zip",
    facts="Activity ID,Activity Date,... / Aktivitäts-ID,Aktivitätsdatum,...",
    evidence="headers and lines of public parsers and their tests, English and German; no whole export",
    fills=("days.activity_min", "factors.workouts"),
    sensed=True,
    claims=_claims,
    read=_read,
)
