"""The JSON of Garmin's GDPR export: one object a day, a night or an exercise; newer files repeat days of older ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from data.errors import Reason, Rejection
from data.ingest import dates
from data.ingest.formats.base import Measure
from data.ingest.formats.local import from_offset
from data.ingest.formats.nights import each_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.formats.base import Found
    from data.ingest.source import File

HOUR = 3600.0
Json = dict[str, Any]
Field = tuple[str, str, float, tuple[str, ...]]
DAYS: tuple[Field, ...] = (
    ("steps", "count", 1.0, ("totalSteps",)),
    ("resting_hr", "1/min", 1.0, ("restingHeartRate",)),
    ("activity_min", "min", 1.0, ("moderateIntensityMinutes", "vigorousIntensityMinutes")),
    ("stress_score", "0-100", 1.0, ("averageStressLevel",)),
)
NIGHTS: tuple[Field, ...] = (
    ("sleep_hours", "h", 1 / HOUR, ("deepSleepSeconds", "lightSleepSeconds", "remSleepSeconds")),
    ("sleep_deep_h", "h", 1 / HOUR, ("deepSleepSeconds",)),
    ("sleep_light_h", "h", 1 / HOUR, ("lightSleepSeconds",)),
    ("sleep_rem_h", "h", 1 / HOUR, ("remSleepSeconds",)),
    ("sleep_awake_h", "h", 1 / HOUR, ("awakeSleepSeconds",)),
    ("sleep_score", "0-100", 1.0, ("overallScore",)),
)
FIELDS = {"days": DAYS, "nights": NIGHTS}
NEEDED = {"deepSleepSeconds", "lightSleepSeconds", "moderateIntensityMinutes", "vigorousIntensityMinutes"}
"""A sum without one of these is none; REM is unknown to older watches."""
ZERO = {"moderateIntensityMinutes", "awakeSleepSeconds"}
"""Fields that are 0 on ordinary days."""
WORN = {"days": "totalSteps", "nights": "lightSleepSeconds"}
"""Where this is 0 nobody wore the watch, and the other zeros say nothing."""
EXPORT = "summarizedActivitiesExport"


def records(file: File, found: Found) -> list[Json]:
    """The objects of a file; a damaged file is a rejection."""
    try:
        read = json.loads(file.read())
    except (ValueError, RecursionError):
        found.rejections.append(Rejection(1, "", file.start[:60], Reason.NOT_A_NUMBER, file.name))
        return []
    return [one for one in read if isinstance(one, dict)] if isinstance(read, list) else []


def _flat(one: Json) -> Json:
    """With the day as text, and what newer exports keep a level deeper."""
    flat = dict(one)
    if isinstance(flat.get("calendarDate"), dict):
        flat["calendarDate"] = next(iter(flat["calendarDate"].values()), "")
    scores = flat.get("sleepScores")
    if isinstance(scores, dict):
        flat["overallScore"] = scores.get("overallScore")
    stress = flat.get("allDayStress")
    parts = stress.get("aggregatorList") if isinstance(stress, dict) else None
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, dict) and part.get("type") == "TOTAL":
            flat["averageStressLevel"] = part.get("averageStressLevel")
    return flat


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(one: Json, worn: str, names: Sequence[str]) -> float:
    """The sum of what is known; below 0 is none, 0 only where the watch was worn and may say so."""
    known = {name: one[name] for name in names if _is_number(one.get(name)) and one[name] >= 0}
    total = float(sum(known.values()))
    partial = not NEEDED.intersection(names) <= set(known)
    zero = names[0] in ZERO and one.get(worn) != 0
    return total if known and not partial and (total > 0 or zero) else float("nan")


def measures(kind: str, held: list[Json], file: str, found: Found) -> list[Measure]:
    """What days or nights say. Objects that hold neither a day nor a value are skipped."""
    fields = FIELDS[kind]
    keys = dict.fromkeys(key for *_, names in fields for key in names)
    flat = [(line, _flat(one)) for line, one in enumerate(held, start=1)]
    flat = [(line, one) for line, one in flat if "calendarDate" in one or any(one.get(key) for key in keys)]
    reads = [dates.read(str(one.get("calendarDate") or ""), "dmy") for _, one in flat]
    for (line, one), read in zip(flat, reads, strict=True):
        if read.reason:
            cell = str(one.get("calendarDate") or "")[:60]
            found.rejections.append(Rejection(line, "calendarDate", cell, read.reason, file))
        for key in keys:
            if one.get(key) is not None and not _is_number(one[key]):
                found.rejections.append(Rejection(line, key, str(one[key])[:60], Reason.NOT_A_NUMBER, file))
    day = np.array([read.day for read in reads], dtype="datetime64[D]")
    lines = np.array([line for line, _ in flat], dtype="int64")
    return [
        Measure(
            name,
            day,
            np.array([_number(one, WORN[kind], names) for _, one in flat], dtype="float64") * factor,
            lines,
            unit,
            "last",
            names[0],
            file,
        )
        for name, unit, factor, names in fields
    ]


def exercise(held: list[Json], file: str, found: Found) -> list[Measure]:
    """Minutes of recorded exercise by the local day, each moment once; lengths and moments are milliseconds."""
    rows = []
    for line, one in enumerate((each for part in held for each in part.get(EXPORT) or ()), start=1):
        start = one.get("startTimeLocal") if isinstance(one, dict) else None
        length = (one.get("movingDuration") or one.get("duration")) if isinstance(one, dict) else None
        if _is_number(start) and _is_number(length):
            rows.append((float(start), float(length) / 60_000, line))  # type: ignore[arg-type]
            continue
        column, reason = (
            ("duration", Reason.NOT_A_NUMBER)
            if _is_number(start)
            else ("startTimeLocal", Reason.MISSING_DATE)
        )
        found.rejections.append(Rejection(line, column, "", reason, file))
    if not rows:
        return []
    start, minutes, lines = (np.array(column) for column in zip(*rows, strict=True))
    local = from_offset(start, 0)
    rows_ = each_once(local, minutes) & (minutes > 0)
    day = local.astype("datetime64[D]")[rows_]
    return [Measure("activity_min", day, minutes[rows_], lines[rows_], "min", "sum", "duration", file)]
