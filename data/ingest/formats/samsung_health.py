"""Samsung Health: a folder or zip of `com.samsung.*.<stamp>.csv`.

Quirks: line 1 is metadata, the header stands on line 2, maybe after a byte order mark; rows end with one comma
more than the header has, which shifts every column for readers that take the first as an index; headers carry a
prefix that varies by version; clocks are UTC beside `time_offset` ("UTC+0200"); steps per day stand three
times, `source_type` -2 is the sum over devices; `day_time` is milliseconds since 1970 of the local midnight
written as UTC; a record that was changed is there again, the newest `update_time` counts; stages are 40001
awake, 40002 light, 40003 deep, 40004 REM; stress is 0-100.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Reason
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished
from data.ingest.formats.local import from_offset, is_nap
from data.ingest.formats.sheet import Sheet, sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

_META = re.compile(r"^com\.samsung\.(?:s?health)\.([a-z_.]+),\d+,\d+")
_OFFSET = re.compile(r"UTC([+-])(\d{2}):?(\d{2})")
CLOCK = "%Y-%m-%d %H:%M:%S.%f"
KINDS = {
    "sleep": "sleep",
    "sleep_stage": "stage",
    "step_daily_trend": "steps",
    "stress": "stress",
    "exercise": "exercise",
}
STAGES = {"40001": "sleep_awake_h", "40002": "sleep_light_h", "40003": "sleep_deep_h", "40004": "sleep_rem_h"}
ALL_DEVICES = "-2"
HOUR = 3600.0


def _kind(file: File) -> str:
    found = _META.match(file.first_line())
    return KINDS.get(found[1].removeprefix("health."), "") if found else ""


def _claims(file: File) -> bool:
    return bool(_META.match(file.first_line()))


def _sheet(file: File) -> Sheet:
    """A table with its headers cut to their last part, newest revision of each record only."""
    table = sheet(file, header_line=2)
    columns: dict[str, np.ndarray] = {}
    for name, cells in table.columns.items():
        columns.setdefault(name.rpartition(".")[2], cells)
    table.columns, table.header = columns, list(columns)
    if table.has("datauuid", "update_time") and len(table):
        frame = pd.DataFrame({"id": columns["datauuid"], "at": columns["update_time"]})
        rows = np.sort(frame.sort_values("at", kind="stable").groupby("id").tail(1).index.to_numpy())
        table.columns = {name: cells[rows] for name, cells in columns.items()}
        table.lines = table.lines[rows]
    return table


def _offsets(table: Sheet) -> np.ndarray:
    """Seconds from UTC of each row."""
    codes, cells = pd.factorize(table.columns["time_offset"])
    seconds, bad = np.zeros(len(cells), dtype="int64"), np.zeros(len(cells), dtype=bool)
    for at, cell in enumerate(cells):
        found = _OFFSET.match(str(cell))
        bad[at] = found is None
        if found:
            seconds[at] = (int(found[2]) * 3600 + int(found[3]) * 60) * (-1 if found[1] == "-" else 1)
    if bad.any():
        table.refuse(bad[codes], "time_offset", Reason.NOT_A_TIME)
    local: np.ndarray = seconds[codes].astype("timedelta64[s]")
    return local


def _sleep(table: Sheet) -> list[Measure]:
    """Sessions: from start to end; what is known of stages goes before it."""
    shift = _offsets(table)
    start, end = (table.moments(name, CLOCK) for name in ("start_time", "end_time"))
    hours = (end - start).astype("float64") / HOUR
    hours[np.isnat(start) | np.isnat(end) | (hours <= 0) | is_nap(start + shift, hours)] = np.nan
    day = (end + shift).astype("datetime64[D]")
    found = [Measure("sleep_hours", day, hours, table.lines, "h", "max", "end_time")]
    for header, name, unit in (
        ("sleep_score", "sleep_score", "0-100"),
        ("efficiency", "sleep_efficiency", "%"),
    ):
        if table.has(header):
            found.append(Measure(name, day, table.numbers(header), table.lines, unit, header=header))
    return found


def _stages(table: Sheet) -> list[Measure]:
    """Stages summed over the night that ends; asleep is all but awake."""
    shift = _offsets(table)
    start, end = (table.moments(name, CLOCK) for name in ("start_time", "end_time"))
    hours = (end - start).astype("float64") / HOUR
    hours[np.isnat(start) | np.isnat(end)] = np.nan
    local = end + shift
    # A night is told by where its stages end: what ends in the evening belongs to the day after.
    day = (local + np.timedelta64(6, "h")).astype("datetime64[D]")
    stage = np.array([STAGES.get(str(cell), "") for cell in table.columns["stage"]], dtype=object)
    table.refuse(stage == "", "stage", Reason.UNKNOWN_WORD)
    asleep = (stage != "") & (stage != "sleep_awake_h")
    found = [Measure("sleep_hours", day[asleep], hours[asleep], table.lines[asleep], "h", "sum", "stage")]
    for name in STAGES.values():
        at = stage == name
        found.append(Measure(name, day[at], hours[at], table.lines[at], "h", "sum", "stage"))
    return found


def _steps(table: Sheet) -> list[Measure]:
    every = (
        table.columns["source_type"] == ALL_DEVICES
        if table.has("source_type")
        else np.ones(len(table), dtype=bool)
    )
    day = from_offset(table.numbers("day_time"), 0).astype("datetime64[D]")
    count = table.numbers("count", missing=("0",))
    return [Measure("steps", day[every], count[every], table.lines[every], "count", "max", "count")]


def _stress(table: Sheet) -> list[Measure]:
    day = (table.moments("start_time", CLOCK) + _offsets(table)).astype("datetime64[D]")
    return [Measure("stress_score", day, table.numbers("score"), table.lines, "0-100", header="score")]


def _exercise(table: Sheet) -> list[Measure]:
    day = (table.moments("start_time", CLOCK) + _offsets(table)).astype("datetime64[D]")
    minutes = table.numbers("duration") / 60_000
    return [Measure("activity_min", day, minutes, table.lines, "min", "sum", "duration")]


READERS = {"sleep": _sleep, "stage": _stages, "steps": _steps, "stress": _stress, "exercise": _exercise}
ORDER = ("stage", "sleep", "steps", "stress", "exercise")


def _read(files: Sequence[File], _answers: Answers, watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    by_kind = {kind: [one for one in files if _kind(one) == kind] for kind in ORDER}
    tables, measures = [], []
    for number, kind in enumerate(ORDER):
        for file in by_kind[kind]:
            table = _sheet(file)
            tables.append(table)
            measures += READERS[kind](table)
            found.mapping.append(ColumnUse(kind, "days", measures[-1].name, "", "format", file=file.base))
        watch((number + 1) / len(ORDER))
    return finished(gather(measures, sensed=True, rows=sum(map(len, tables)), found=found), tables)


FORMAT = Format(
    code="samsung_health",
    title="Samsung Health",
    files="the folder of the export as zip, or single com.samsung.*.csv",
    facts="com.samsung.shealth.sleep,6305105,10 on line 1; "
    "...start_time,...end_time,...time_offset,...datauuid on line 2",
    evidence="headers and the extra comma seen in public test data",
    fills=(
        "days.sleep_hours",
        "days.steps",
        "days.activity_min",
        "factors.stress_score",
        "factors.sleep_deep_h",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
