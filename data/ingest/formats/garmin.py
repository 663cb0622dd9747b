"""Garmin Connect: `Activities.csv` and `Sleep.csv` of the website, English or German, and the JSON of the GDPR
export.

Quirks: missing is "--"; numbers are written "1,024" (thousands) or "7,00" (decimal comma) by the account,
decided over all cells of the file; an apostrophe stands before negative numbers; the date is `2026-04-18
10:03:35` or `6/26/2026 6:04 AM`; columns vary by account; of `Sleep.csv` the first column is the date whatever
its header ("Sleep Score 4 Weeks"), which may lack its year, so that the year is asked; lengths are "7h 55min";
the weekly file ("Nov 1-7") holds averages of weeks, not days, and is refused row by row; in the GDPR files a
day is `calendarDate` and lengths are seconds.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from data.errors import Question, Reason, Rejection
from data.ingest import dates, values
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, first_length, uses, whole_days
from data.ingest.formats.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from data.ingest.source import File
    from data.ingested import Answers

ACTIVITIES = ("Activity Type,Date,", "Aktivitätstyp,Datum,")
SLEEP = re.compile(
    r"^Sleep Score \d+ \w+,Score,|^(?:Sleep Score \d+ \w+|Date),Avg Score,Avg Quality,Avg Duration"
)
MOVING = ("Moving Time", "Zeit in Bewegung")
TIME = ("Time", "Zeit", "Elapsed Time", "Verstrichene Zeit")
DATE = ("Date", "Datum")
_COMMA = re.compile(r"^-?\d+,\d{1,2}$")
_BARE = re.compile(r"^[A-Za-zÄä]{3,9}\.? \d{1,2}$")
_WEEK = re.compile(r"\d\s*[-–]\s*(?:[A-Za-z]{3}\s*)?\d")
HOUR = 3600.0
AUTUMN = 9
Json = dict[str, Any]


def _kind(file: File) -> str:
    line = file.first_line().replace('"', "")
    if line.startswith(ACTIVITIES):
        return "activities"
    if SLEEP.match(line):
        return "sleep"
    start = file.start[:4000]
    if start.lstrip().startswith("[") and '"calendarDate"' in start:
        if '"totalSteps"' in file.start or "UDSFile" in file.base:
            return "days"
        return "nights" if "SleepSeconds" in start else ""
    return ""


def _claims(file: File) -> bool:
    return bool(_kind(file))


def _decimal(table: Sheet) -> str:
    """The decimal sign of the account: a comma before one or two digits anywhere tells."""
    cells = (str(cell).lstrip("'") for column in table.columns.values() for cell in column)
    return "," if any(_COMMA.match(cell) for cell in cells) else "."


def _seconds(cell: str) -> float | None:
    """A clock like "00:31:02.5" or "31:02" as seconds: two parts are minutes and seconds."""
    parts = cell.replace(",", ".").split(":")
    try:
        numbers = [float(one) for one in parts]
    except ValueError:
        return None
    return (
        sum(number * 60**place for place, number in enumerate(reversed(numbers))) if len(parts) > 1 else None
    )


def _activities(table: Sheet, answers: Answers, found: Found) -> list[Measure]:
    header = table.first(*DATE)
    cells = list(dict.fromkeys(str(cell) for cell in table.columns[header]))
    decided = dates.order_of(cells)
    order = decided.value if decided.value is not None else answers.get("date_order", "")
    if decided.value is None and order not in {"dmy", "mdy"}:
        found.questions.append(
            Question("date_order", ("dmy", "mdy"), header, decided.examples, decided.proposal)
        )
        return []
    day = table.days(header, order=order or "dmy")
    lengths = [one for one in (*MOVING, *TIME) if table.has(one)]
    length = lengths[0]
    minutes = whole_days(day, _minutes(table, lengths))
    found.mapping += uses(table, {header: "days.date", length: "days.activity_min"})
    ones = np.where(np.isnan(minutes), np.nan, 1.0)
    return [
        Measure("activity_min", day, minutes, table.lines, "min", "sum", length),
        Measure("workouts", day, ones, table.lines, "count", "sum", length),
    ]


def _minutes(table: Sheet, lengths: Sequence[str]) -> np.ndarray:
    """Minutes of each activity; a cell that cannot be read is not made good by another column."""
    columns = [table.numbers(one, read=_seconds) / 60 for one in lengths]
    told = np.array([not values.missing(str(cell)) for cell in table.columns[lengths[0]]], dtype=bool)
    minutes = first_length(*columns)
    return np.where(told & np.isnan(columns[0]), np.nan, minutes)


def _years(cells: np.ndarray, bare: np.ndarray, year: int) -> list[object]:
    """Cells with their year; `year` is that of the first one, and over New Year the other side gets its own."""
    names = [str(cell).split()[0].rstrip(".") if one else "" for cell, one in zip(cells, bare, strict=True)]
    months = np.array([dates.month(name) for name in names])
    years = np.full(len(cells), year)
    late = bool(months[bare][0] >= AUTUMN)
    if {1, 12} <= set(months.tolist()):
        years += (months < AUTUMN).astype(int) if late else -(months >= AUTUMN).astype(int)
    return [
        f"{cell}, {one}" if open_ else cell
        for cell, one, open_ in zip(cells, years.tolist(), bare, strict=True)
    ]


def _nights(table: Sheet, answers: Answers, found: Found) -> list[Measure]:
    first = table.header[0]
    cells = table.columns[first]
    bare = np.array([bool(_BARE.match(str(cell))) for cell in cells], dtype=bool)
    if bare.any():
        year = answers.get("year", "")
        if not (year.isdecimal() and int(year) in dates.YEARS):
            samples = tuple(dict.fromkeys(str(cell) for cell in cells[bare]))[:3]
            found.questions.append(Question("year", (), first, samples))
            return []
        table.columns[first] = np.array(_years(cells, bare, int(year)), dtype=object)
    day = table.days(first, read=_night)
    length = table.first("Duration", "Avg Duration")
    hours = table.numbers(length, read=lambda cell: values.duration(cell, values.Scale(), HOUR))
    decimal = _decimal(table)
    found.mapping += uses(
        table, {first: "days.date", length: "days.sleep_hours", "Score": "factors.sleep_score"}
    )
    measures = [Measure("sleep_hours", day, hours, table.lines, "h", header=length)]
    for header, name, unit in (
        ("Score", "sleep_score", "0-100"),
        ("Resting Heart Rate", "resting_hr", "1/min"),
        ("Body Battery", "body_battery", ""),
        ("Respiration", "respiration", "1/min"),
    ):
        if table.has(header):
            measures.append(
                Measure(name, day, table.numbers(header, decimal=decimal), table.lines, unit, header=header)
            )
    return measures


def _night(cell: str) -> date | None:
    """A day; a week ("Nov 1-7") is none."""
    read = dates.read(cell, "mdy")
    return None if read.day is None and _WEEK.search(cell) else read.day


# ------------------------------------------------------------------ GDPR export


def _records(file: File, found: Found) -> list[Json]:
    try:
        read = json.loads(file.read())
    except (ValueError, RecursionError):
        found.rejections.append(Rejection(1, "", file.start[:60], Reason.NOT_A_NUMBER, file.name))
        return []
    return [one for one in read if isinstance(one, dict)] if isinstance(read, list) else []


def _number(one: Json, *names: str) -> float:
    """The sum of what is known; 0 is a day without the device, and sleep without its larger parts is no sleep."""
    known = {name: one[name] for name in names if isinstance(one.get(name), int | float)}
    total = float(sum(known.values()))
    partial = set(names) >= NEEDED and not set(known) >= NEEDED
    return total if known and not partial and (total > 0 or names[0] in ZERO) else float("nan")


def _from_json(
    records: list[Json],
    fields: Sequence[tuple[str, str, float, tuple[str, ...]]],
    file: str,
    found: Found,
) -> list[Measure]:
    reads = [dates.read(str(one.get("calendarDate") or ""), "dmy") for one in records]
    day, lines = np.array([one.day for one in reads], dtype="datetime64[D]"), np.arange(1, len(records) + 1)
    for line, one, read in zip(lines.tolist(), records, reads, strict=True):
        if read.reason:
            cell = str(one.get("calendarDate") or "")
            found.rejections.append(Rejection(line, "calendarDate", cell, read.reason, file))
        for key in dict.fromkeys(key for *_, keys in fields for key in keys):
            if not isinstance(one.get(key), int | float | None):
                found.rejections.append(Rejection(line, key, str(one[key])[:60], Reason.NOT_A_NUMBER, file))
    return [
        Measure(
            name,
            day,
            np.array([_number(one, *keys) for one in records]) * factor,
            lines,
            unit,
            "last",
            keys[0],
            file,
        )
        for name, unit, factor, keys in fields
    ]


DAYS = (
    ("steps", "count", 1.0, ("totalSteps",)),
    ("resting_hr", "1/min", 1.0, ("restingHeartRate",)),
    ("activity_min", "min", 1.0, ("moderateIntensityMinutes", "vigorousIntensityMinutes")),
)
NEEDED = {"deepSleepSeconds", "lightSleepSeconds"}
"""REM is unknown to older watches; these two are not."""
ZERO = {"moderateIntensityMinutes", "awakeSleepSeconds"}
"""Fields that are 0 on ordinary days."""
NIGHTS = (
    ("sleep_hours", "h", 1 / HOUR, ("deepSleepSeconds", "lightSleepSeconds", "remSleepSeconds")),
    ("sleep_deep_h", "h", 1 / HOUR, ("deepSleepSeconds",)),
    ("sleep_light_h", "h", 1 / HOUR, ("lightSleepSeconds",)),
    ("sleep_rem_h", "h", 1 / HOUR, ("remSleepSeconds",)),
    ("sleep_awake_h", "h", 1 / HOUR, ("awakeSleepSeconds",)),
)


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    tables, measures, rows = [], [], 0
    for file in files:
        kind = _kind(file)
        if kind in {"days", "nights"}:
            records = _records(file, found)
            rows += len(records)
            measures += _from_json(records, DAYS if kind == "days" else NIGHTS, file.name, found)
            continue
        table = sheet(file)
        tables.append(table)
        rows += len(table)
        measures += (_activities if kind == "activities" else _nights)(table, answers, found)
    # Minutes of the whole day lead; those of single activities fill the days without.
    measures.sort(key=lambda one: one.name == "activity_min" and one.how == "sum")
    return finished(gather(measures, sensed=True, rows=rows, found=found), tables)


FORMAT = Format(
    code="garmin",
    title="Garmin Connect",
    files="Activities.csv, Sleep.csv, the zip of the GDPR export",
    facts="Activity Type,Date,... / Aktivitätstyp,Datum,... / Sleep Score 4 Weeks,Score,... / "
    "UDSFile_*.json, *_sleepData.json",
    evidence="headers seen in public exports, English and German",
    fills=(
        "days.activity_min",
        "days.sleep_hours",
        "days.steps",
        "factors.sleep_score",
        "factors.resting_hr",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
