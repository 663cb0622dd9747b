"""Garmin Connect: `Activities.csv` and `Sleep.csv` of the website, English or German, and the JSON of the GDPR
export.

Quirks: missing is "--"; numbers are written "1,024" (thousands) or "7,00" (decimal comma) by the account,
decided over all cells of the file; an apostrophe stands before negative numbers; the date is `2026-04-18
10:03:35` or `6/26/2026 6:04 AM`; columns vary by account; a multisport exercise stands there with its parts, which
count once; of `Sleep.csv` the first column is the date whatever its header ("Sleep Score 4 Weeks"), which may lack
its year, so that the year is asked; lengths are "7h 55min"; the file of a single night ("Sleep Score 1 Day") is a list
of names and values ("8h 35m", "45 bpm") in sections that repeat names; the weekly file ("Nov 1-7") holds averages of
weeks, not days, and is refused row by row; in the GDPR files a day is `calendarDate`, which is the day of waking,
lengths of sleep are seconds and those of exercise milliseconds, below 0 is missing, scores and stress lie a level
deeper, and files overlap: the newer one leads. HRV is taken from the file of a single night only: the column of the
table says a status in one account and a number in another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Question, Reason, Rejection
from data.ingest import dates, lengths, values
from data.ingest.formats import asked, garmin_json
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, first_length, uses, whole_days
from data.ingest.formats.kit import header as header_of
from data.ingest.formats.nights import each_once
from data.ingest.formats.saved import moment_of, one_of
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from data.ingest.formats.sheet import Sheet
    from data.ingest.source import File
    from data.ingested import Answers

ACTIVITIES = (("Activity Type", "Date"), ("Aktivitätstyp", "Datum"))
SLEEP = re.compile(
    r"^Sleep Score \d+ \w+,Score,|^(?:Sleep Score \d+ \w+|Date),Avg Score,Avg Quality,Avg Duration"
)
ONE_NIGHT = re.compile(r"^Sleep Score 1 Day$")
NIGHT: dict[str, tuple[str, str]] = {
    "Sleep Duration": ("sleep_hours", "h"),
    "Deep Sleep Duration": ("sleep_deep_h", "h"),
    "Light Sleep Duration": ("sleep_light_h", "h"),
    "REM Duration": ("sleep_rem_h", "h"),
    "Awake Time": ("sleep_awake_h", "h"),
    "Sleep Score": ("sleep_score", "0-100"),
    "Resting Heart Rate": ("resting_hr", "1/min"),
    "Avg Respiration": ("respiration", "1/min"),
    "Avg Overnight HRV": ("hrv_rmssd", "ms"),
}
"""Names in the file of a single night."""
MOVING = ("Moving Time", "Zeit in Bewegung")
TIME = ("Time", "Zeit", "Elapsed Time", "Verstrichene Zeit")
DATE = ("Date", "Datum")
_COMMA = re.compile(r"^-?\d+,\d{1,2}$")
_BARE = re.compile(r"^[A-Za-zÄä]{3,9}\.? \d{1,2}$")
_WEEK = re.compile(r"\d\s*[-–]\s*(?:[A-Za-z]{3}\s*)?\d")
HOUR = 3600.0
AUTUMN = 9


def _kind(file: File) -> str:
    cells, _ = header_of(file)
    if tuple(cells[:2]) in ACTIVITIES:
        return "activities"
    if SLEEP.match(",".join(cells)):
        return "sleep"
    if cells and ONE_NIGHT.match(cells[0]) and header_of(file, 2)[0][:1] == ["Date"]:
        return "night"
    start = file.start[:4000]
    if not start.lstrip().startswith("["):
        return ""
    if f'"{garmin_json.EXPORT}"' in start:
        return "exercise"
    if '"calendarDate"' in start:
        if '"totalSteps"' in file.start or "UDSFile" in file.base:
            return "days"
        return "nights" if "SleepSeconds" in start or file.base.endswith("_sleepData.json") else ""
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
    lengths = [one for one in (*MOVING, *TIME) if table.has(one)]
    if not lengths:
        found.mapping.append(ColumnUse(header, "", "", "", "unknown", file=table.name))
        return []
    order = asked.day_order(table.columns[header], header, answers, found)
    if order is None:
        return []
    day, columns = table.days(header, order=order), _lengths(table, lengths)
    minutes = _minutes(table, lengths, columns)
    counts = each_once(_starts(table, header, order), first_length(*columns[::-1]))
    day[~counts] = np.datetime64("NaT")
    minutes = whole_days(day, minutes)
    length = lengths[0]
    found.mapping += uses(table, {header: "days.date", length: "days.activity_min"})
    ones = np.where(np.isnan(minutes), np.nan, 1.0)
    return [
        Measure("activity_min", day, minutes, table.lines, "min", "sum", length, table.name),
        Measure("workouts", day, ones, table.lines, "count", "sum", length, table.name),
    ]


def _starts(table: Sheet, header: str, order: str) -> np.ndarray:
    """The moments in which the activities began, NaT where only the day is told."""
    found = np.full(len(table), np.datetime64("NaT"), dtype="datetime64[s]")
    for row, cell in enumerate(table.columns[header]):
        exact, _ = moment_of(str(cell))
        read = dates.read(str(cell), order)
        if not np.isnat(exact):
            found[row] = exact
        elif read.day is not None and read.time:
            found[row] = np.datetime64(f"{read.day.isoformat()}T{read.time}", "s")
    return found


def _lengths(table: Sheet, lengths: Sequence[str]) -> list[np.ndarray]:
    return [table.numbers(one, read=_seconds) / 60 for one in lengths]


def _minutes(table: Sheet, lengths: Sequence[str], columns: Sequence[np.ndarray]) -> np.ndarray:
    """Minutes of each activity; a cell that cannot be read is not made good by another column."""
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
    first, length = table.header[0], table.first("Duration", "Avg Duration")
    if not length:
        found.mapping.append(ColumnUse(first, "", "", "", "unknown", file=table.name))
        return []
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
    hours = table.numbers(length, read=lambda cell: lengths.duration(cell, values.Scale(), HOUR))
    hours = np.where(hours > 0, hours, np.nan)
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
                Measure(
                    name,
                    day,
                    table.numbers(header, decimal=decimal, missing=("0", "0.0")),
                    table.lines,
                    unit,
                    header=header,
                )
            )
    return measures


def _night(cell: str) -> date | None:
    """A day; a week ("Nov 1-7") is none."""
    read = dates.read(cell, "mdy")
    return None if read.day is None and _WEEK.search(cell) else read.day


def _one_night(table: Sheet, found: Found) -> list[Measure]:
    """The file of a single night: names and values; a name that stands there again says the same."""
    names, told = (table.columns[one] for one in (*table.header, table.header[0])[:2])
    pairs: dict[str, tuple[str, int]] = {}
    for name, cell, line in zip(names, told, table.lines.tolist(), strict=True):
        pairs.setdefault(str(name), (str(cell), line))
    raw, at = pairs.get("Date", ("", 0))
    read = dates.read(raw, "mdy")
    if read.day is None:
        found.rejections.append(Rejection(at, "Date", raw, read.reason or Reason.NOT_A_DATE, table.name))
        return []
    day = np.array([read.day], dtype="datetime64[D]")
    measures = []
    for name, (field, unit) in NIGHT.items():
        cell, line = pairs.get(name, ("", 0))
        if values.missing(cell):
            continue
        number = cell.partition(" ")[0] if unit != "h" else cell
        value = (
            lengths.duration(number, values.Scale(), HOUR)
            if unit == "h"
            else values.number(number, values.Scale())
        )
        if value is None:
            found.rejections.append(Rejection(line, name, cell, Reason.NOT_A_NUMBER, table.name))
        elif value > 0 or field == "sleep_awake_h":
            measures.append(Measure(field, day, np.array([value]), np.array([line]), unit, header=name))
    places = {name: "days" if field == "sleep_hours" else "factors" for name, (field, _) in NIGHT.items()}
    found.mapping += [ColumnUse(one.header, places[one.header], one.name, "", "format") for one in measures]
    return measures


JSON = ("days", "nights", "exercise")


def _read(files: Sequence[File], answers: Answers, watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    tables, measures, rows = [], [], 0
    # Files of the GDPR export overlap; their names begin with their days, and the newest one leads.
    for number, file in enumerate(sorted(files, key=lambda one: one.base, reverse=True)):
        watch(number / len(files))
        kind = _kind(file)
        if kind in JSON:
            records = garmin_json.records(file, found)
            rows += len(records)
            if kind == "exercise":
                measures += garmin_json.exercise(records, file.name, found)
            else:
                measures += garmin_json.measures(kind, records, file.name, found)
            continue
        table = one_of(file, files, found.rejections)
        if table is None:
            continue
        tables.append(table)
        rows += len(table)
        if kind == "night":
            measures += _one_night(table, found)
        else:
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
    evidence="headers and lines of public parsers and their tests, English; German: activities only",
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
