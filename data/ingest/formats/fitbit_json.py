"""The JSON of a Fitbit Takeout: clocks are local, values are text; years of minutes are kept as plain columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data.errors import Reason, Rejection
from data.ingest import dates
from data.ingest.formats.base import Measure
from data.ingest.formats.nights import once, pieces
from data.ingest.formats.saved import moment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from data.ingest.formats.base import Found, How
    from data.ingest.source import File

MINUTE = "%m/%d/%y %H:%M:%S"
HOUR = 60.0
STAGES = {"deep": "sleep_deep_h", "rem": "sleep_rem_h", "light": "sleep_light_h", "wake": "sleep_awake_h"}
ACTIVE = ("moderately_active_minutes", "very_active_minutes")
"""Daily sums; a day needs both."""


def records(file: File, found: Found) -> list[dict[str, Any]]:
    """The objects of a file that is one list of them; a damaged file is a rejection."""
    try:
        read = json.loads(file.read())
    except (ValueError, RecursionError):
        found.rejections.append(Rejection(1, "", file.start[:60], Reason.NOT_A_NUMBER, file.name))
        return []
    held = [one for one in read if isinstance(one, dict)] if isinstance(read, list) else []
    found.rows += len(held)
    return held


def _each(
    files: Sequence[File], found: Found, tell: Callable[[], None]
) -> Iterator[tuple[File, int, dict[str, Any]]]:
    for file in files:
        for number, one in enumerate(records(file, found), start=1):
            yield file, number, one
        tell()


def nights(files: Sequence[File], found: Found, tell: Callable[[], None]) -> list[Measure]:
    """Hours of all pieces of a night, stages where the device told them, naps."""
    rows: list[tuple[object, ...]] = []
    for file, number, one in _each(files, found, tell):
        day = dates.read(str(one.get("dateOfSleep", "")), "dmy").day
        asleep = one.get("minutesAsleep")
        if day is None or isinstance(asleep, bool) or not isinstance(asleep, int | float):
            column, cell = (
                ("dateOfSleep", one.get("dateOfSleep", "")) if day is None else ("minutesAsleep", asleep)
            )
            reason = Reason.NOT_A_DATE if day is None else Reason.NOT_A_NUMBER
            found.rejections.append(Rejection(number, column, str(cell)[:60], reason, file.name))
            continue
        levels = one.get("levels")
        summary = levels.get("summary") if isinstance(levels, dict) else None
        start, end = (moment_of(str(one.get(name, ""))[:19])[0] for name in ("startTime", "endTime"))
        main = one.get("mainSleep", True) is not False
        stages = [_minutes(summary, name) for name in STAGES]
        rows.append((day, number, str(one.get("logId", number)), float(asleep), start, end, main, *stages))
    if not rows:
        return []
    frame = pd.DataFrame(rows, columns=["day", "line", "id", "asleep", "start", "end", "main", *STAGES])
    return _summed(frame.drop_duplicates("id", ignore_index=True))


def _summed(frame: pd.DataFrame) -> list[Measure]:
    """Measures of the sleeps that count."""
    day = np.array(frame["day"].tolist(), dtype="datetime64[D]")
    start, end = (frame[one].to_numpy().astype("datetime64[s]") for one in ("start", "end"))
    placed = ~np.isnat(start) & ~np.isnat(end)
    main = frame["main"].to_numpy(dtype=bool)
    # Without its clocks a sleep that is not the main one is taken for a nap.
    counts = np.where(main | placed, frame["asleep"].to_numpy(dtype="float64") / HOUR, np.nan)
    none = np.datetime64("NaT", "s")
    rows, of, nap = pieces(
        np.where(placed, start, none), np.where(placed, end, day.astype("datetime64[s]")), counts
    )
    nap &= ~main
    # The main sleep is of the day the file says; of two without clocks the longer one.
    of = np.where(main, day, of)
    single = rows[~placed[rows]]
    longest = single[np.argsort(-counts[single], kind="stable")]
    again = pd.Series(of[longest]).duplicated().to_numpy(dtype=bool)
    rows = np.concatenate([rows[placed[rows]], longest[~again]])
    night, rested = rows[~nap[rows]], rows[nap[rows]]
    lines = frame["line"].to_numpy()
    stages = {STAGES[one]: frame[one].to_numpy(dtype="float64") / HOUR for one in STAGES}
    found = [
        Measure(name, of[night], value[night], lines[night], "h", "sum", "minutesAsleep")
        for name, value in {"sleep_hours": counts, **stages}.items()
    ]
    found = [_known(one) for one in found]
    return [
        *found,
        Measure("nap_h", of[rested], counts[rested], lines[rested], "h", "sum", "minutesAsleep"),
    ]


def _known(one: Measure) -> Measure:
    """Without rows that say nothing: their sum would be 0."""
    from data.ingest.formats.kit import kept

    return kept([one], np.flatnonzero(~np.isnan(one.value)))[0]


def _minutes(summary: object, name: str) -> float:
    one = summary.get(name) if isinstance(summary, dict) else None
    value = one.get("minutes") if isinstance(one, dict) else None
    return float(value) if isinstance(value, int | float) else float("nan")


def steps(files: Sequence[File], found: Found, tell: Callable[[], None]) -> list[Measure]:
    """Steps of a day out of those of its minutes, each minute once."""
    parts = [part for file in files if (part := _minute_values(file, found, tell)) is not None]
    if not parts:
        return []
    at, count, line = (np.concatenate([part[place] for part in parts]) for place in range(3))
    order = np.lexsort((count, at))
    at, count, line = at[order], count[order], line[order]
    # The same minute stands in two files where they overlap; two devices within one minute: the larger counts.
    last = np.append(at[1:] != at[:-1], True)[: len(at)]
    day = at[last].astype("datetime64[D]")
    return [Measure("steps", day, count[last].astype("float64"), line[last], "count", "sum", "value")]


def _minute_values(
    file: File, found: Found, tell: Callable[[], None]
) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Minutes with a step: moment, count, line."""
    held = records(file, found)
    tell()
    if not held:
        return None
    raw_at = [str(one.get("dateTime", "")) for one in held]
    raw = [one.get("value") for one in held]
    at = pd.to_datetime(pd.Series(raw_at, dtype="str"), format=MINUTE, errors="coerce").to_numpy(
        "datetime64[s]"
    )
    count = pd.to_numeric(pd.Series(raw, dtype="object"), errors="coerce").to_numpy(dtype="float64")
    bad = np.isnat(at) | ~(count >= 0)
    for row in np.flatnonzero(bad).tolist():
        dated = not np.isnat(at[row])
        column, cell = ("value", str(raw[row])[:60]) if dated else ("dateTime", raw_at[row][:60])
        reason = Reason.NOT_A_NUMBER if dated else Reason.NOT_A_DATE
        found.rejections.append(Rejection(row + 1, column, cell, reason, file.name))
    rows = np.flatnonzero(~bad & (count > 0))
    return at[rows], count[rows].astype("float32"), (rows + 1).astype("int32")


def resting(files: Sequence[File], found: Found, tell: Callable[[], None]) -> list[Measure]:
    """Resting pulse of a day; 0 is none."""
    rows = []
    for file, number, one in _each(files, found, tell):
        value = one.get("value")
        value = value.get("value") if isinstance(value, dict) else value
        day = dates.read(str(one.get("dateTime", "")).partition(" ")[0], "mdy").day
        if day is None or not isinstance(value, int | float):
            column, cell = ("dateTime", one.get("dateTime", "")) if day is None else ("value", value)
            reason = Reason.NOT_A_DATE if day is None else Reason.NOT_A_NUMBER
            found.rejections.append(Rejection(number, column, str(cell)[:60], reason, file.name))
        elif value > 0:
            rows.append((day, float(value), number))
    return [_measure("resting_hr", rows, "1/min", "last", "value")] if rows else []


def active(files: Sequence[File], found: Found, tell: Callable[[], None]) -> list[Measure]:
    """Minutes of moderate and vigorous activity of a day, where both are known and not both 0."""
    sums: dict[str, dict[object, tuple[float, int]]] = {one: {} for one in ACTIVE}
    for file, number, one in _each(files, found, tell):
        kind = next(name for name in ACTIVE if file.base.startswith(name))
        day = dates.read(str(one.get("dateTime", "")).partition(" ")[0], "mdy").day
        value = pd.to_numeric(str(one.get("value", "")), errors="coerce")
        if day is None or np.isnan(value):
            column, cell = (
                ("dateTime", one.get("dateTime", "")) if day is None else ("value", one.get("value"))
            )
            reason = Reason.NOT_A_DATE if day is None else Reason.NOT_A_NUMBER
            found.rejections.append(Rejection(number, column, str(cell)[:60], reason, file.name))
        else:
            sums[kind][day] = (float(value), number)
    both = sums[ACTIVE[0]].keys() & sums[ACTIVE[1]].keys()
    rows = [
        (day, total, sums[ACTIVE[0]][day][1])
        for day in sorted(both, key=str)
        if (total := sum(sums[one][day][0] for one in ACTIVE)) > 0
    ]
    return [_measure("activity_min", rows, "min", "max", "value")] if rows else []


def exercise(files: Sequence[File], found: Found, tell: Callable[[], None]) -> list[Measure]:
    """Minutes of recorded exercise, each moment once."""
    rows = []
    for file, number, one in _each(files, found, tell):
        start = pd.to_datetime(str(one.get("startTime", "")), format=MINUTE, errors="coerce")
        length = one.get("activeDuration", one.get("duration"))
        if pd.isna(start) or not isinstance(length, int | float):
            column, cell = (
                ("startTime", one.get("startTime", "")) if pd.isna(start) else ("activeDuration", length)
            )
            reason = Reason.NOT_A_DATE if pd.isna(start) else Reason.NOT_A_NUMBER
            found.rejections.append(Rejection(number, column, str(cell)[:60], reason, file.name))
        elif length > 0:
            at = start.timestamp()
            rows.append((at, at + length / 1000, length / 60_000, str(one.get("logId", number)), number))
    if not rows:
        return []
    frame = pd.DataFrame(rows, columns=["start", "end", "minutes", "source", "line"])
    frame = once(frame.drop_duplicates("source"))
    day = frame["start"].to_numpy().astype("int64").astype("datetime64[s]").astype("datetime64[D]")
    line = frame["line"].to_numpy()
    return [Measure("activity_min", day, frame["minutes"].to_numpy(), line, "min", "sum", "activeDuration")]


def _measure(name: str, rows: list[Any], unit: str, how: How, header: str) -> Measure:
    day, value, line = zip(*rows, strict=True)
    return Measure(
        name, np.array(day, dtype="datetime64[D]"), np.array(value), np.array(line), unit, how, header
    )
