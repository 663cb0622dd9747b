"""Samsung Health: a folder or zip of `com.samsung.*.<stamp>.csv`.

Quirks: line 1 is metadata, the header stands on line 2, maybe after a byte order mark; rows end with one comma
more than the header has, which shifts every column for readers that take the first as an index; headers carry a
prefix that varies by version; clocks are UTC beside `time_offset` ("UTC+0200"), a row without it has no day;
steps per day stand three times, `source_type` -2 is the sum over devices; `day_time` is the local day, as
milliseconds since 1970 of its midnight written as UTC or as a date; a record that was changed is there again,
the newest `update_time` counts; stages are 40001 awake, 40002 light, 40003 deep, 40004 REM; a night in pieces is
their sum, overlapping pieces count once, a sleep without stages counts from start to end, a nap is no night;
score and efficiency are those of the longest piece, 0 is none; stress is 0-100; `duration` of exercise is
milliseconds, the same exercise of two devices counts once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Reason
from data.ingest import dates
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished
from data.ingest.formats.local import EARLIEST, LATEST
from data.ingest.formats.nights import Spans, joined, measures, nights, once
from data.ingest.formats.sheet import Sheet, sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from data.ingest.source import File
    from data.ingested import Answers

_META = re.compile(r"^com\.samsung\.s?health\.([a-z_.]+),\d+")
_OFFSET = re.compile(r"^UTC(?:([+-])(\d{2}):?(\d{2}))?$")
CLOCK = "%Y-%m-%d %H:%M:%S.%f"
KINDS = {
    "sleep": "sleep",
    "sleep_stage": "stage",
    "step_daily_trend": "steps",
    "stress": "stress",
    "exercise": "exercise",
}
SPAN = ("start_time", "end_time", "time_offset")
NEEDED = {
    "stage": (*SPAN, "stage"),
    "sleep": SPAN,
    "steps": ("day_time", "count"),
    "stress": ("start_time", "time_offset", "score"),
    "exercise": ("start_time", "time_offset", "duration"),
}
STAGES = {"40001": "sleep_awake_h", "40002": "sleep_light_h", "40003": "sleep_deep_h", "40004": "sleep_rem_h"}
ALL_DEVICES = "-2"
FIELDS = {"sleep_hours", "steps", "activity_min"}


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
        newest = frame.sort_values("at", kind="stable").drop_duplicates("id", keep="last").index
        rows = np.sort(np.concatenate([newest, frame.index[frame["id"] == ""]]).astype("int64"))
        rows = np.unique(rows)
        table.columns = {name: cells[rows] for name, cells in columns.items()}
        table.lines = table.lines[rows]
    return table


def _offsets(table: Sheet) -> np.ndarray:
    """Time from UTC of each row, NaT where it is not said."""
    codes, cells = pd.factorize(table.columns["time_offset"])
    seconds = np.full(len(cells), np.timedelta64("NaT"), dtype="timedelta64[s]")
    for at, cell in enumerate(cells):
        found = _OFFSET.match(str(cell))
        if found:
            length = int(found[2] or 0) * 3600 + int(found[3] or 0) * 60
            seconds[at] = np.timedelta64(-length if found[1] == "-" else length, "s")
    bad = np.isnat(seconds)
    if bad.any():
        table.refuse(bad[codes], "time_offset", Reason.NOT_A_TIME)
    offsets: np.ndarray = seconds[codes]
    return offsets


def _days(table: Sheet) -> np.ndarray:
    days: np.ndarray = (table.moments("start_time", CLOCK) + _offsets(table)).astype("datetime64[D]")
    return days


def _spans(table: Sheet) -> Spans:
    start, end = (table.moments(name, CLOCK) for name in SPAN[:2])
    seconds = [
        np.where(np.isnat(one), np.nan, one.astype("datetime64[s]").astype("int64")) for one in (start, end)
    ]
    spans = Spans(seconds[0], seconds[1], start + _offsets(table), table.lines)
    odd = ~spans.sound & ~np.isnat(spans.local) & ~np.isnat(end)
    table.refuse(odd, "end_time", Reason.OUT_OF_RANGE)
    return spans


def _sleeps(stages: Sequence[Sheet], sessions: Sequence[Sheet]) -> list[Measure]:
    """Hours of sleep and stages, scores of the sessions."""
    names = []
    for table in stages:
        names.append(np.array([STAGES.get(str(cell), "") for cell in table.columns["stage"]], dtype=object))
        table.refuse(names[-1] == "", "stage", Reason.UNKNOWN_WORD)
    whole = [_spans(table) for table in sessions]
    spans, stage = joined(
        _together([_spans(table) for table in stages]),
        np.concatenate([*names, np.array([], dtype=object)]),
        _together(whole),
    )
    kept = stage != ""
    spans, stage = spans.only(kept), stage[kept]
    parts = {name: stage == name for name in STAGES.values()}
    found = measures(spans, stage != "sleep_awake_h", parts, "stage" if stages else "end_time")
    for table, one in zip(sessions, whole, strict=True):
        found += _scores(table, one)
    return found


def _together(parts: list[Spans]) -> Spans:
    empty = np.array([])
    none = Spans(empty, empty, empty.astype("datetime64[s]"), empty.astype("int64"))
    columns = ("start", "end", "local", "line")
    return Spans(*(np.concatenate([getattr(one, name) for one in (none, *parts)]) for name in columns))


def _scores(table: Sheet, spans: Spans) -> list[Measure]:
    """What the longest session of a night says beside its length."""
    sound = np.flatnonzero(spans.sound)
    one = spans.only(sound)
    day, nap = nights(one, np.ones(len(sound), dtype=bool))
    frame = pd.DataFrame({"day": day.astype("datetime64[s]"), "row": sound, "length": one.end - one.start})
    longest = frame[~nap].sort_values("length", kind="stable").drop_duplicates("day", keep="last")
    rows = longest["row"].to_numpy()
    days = longest["day"].to_numpy().astype("datetime64[D]")
    return [
        Measure(
            name,
            days,
            table.numbers(header, missing=("0", "0.0"))[rows],
            table.lines[rows],
            unit,
            "max",
            header,
        )
        for header, name, unit in (
            ("sleep_score", "sleep_score", "0-100"),
            ("efficiency", "sleep_efficiency", "%"),
        )
        if table.has(header)
    ]


def _day(cell: str) -> date | None:
    """A local day as milliseconds of its midnight written as UTC, or as a date."""
    if not cell.lstrip("-").isdecimal():
        return dates.read(cell.partition(" ")[0], "dmy").day
    seconds = int(cell) // 1000
    if not EARLIEST <= seconds < LATEST:
        return None
    found: date = np.datetime64(seconds, "s").astype("datetime64[D]").item()
    return found


def _steps(table: Sheet) -> list[Measure]:
    day, count = table.days("day_time", read=_day), table.numbers("count", missing=("0",))
    if table.has("source_type"):
        every = table.columns["source_type"] == ALL_DEVICES
        day, count, lines = day[every], count[every], table.lines[every]
    else:
        lines = table.lines
    return [Measure("steps", day, count, lines, "count", "max", "count")]


def _stress(table: Sheet) -> list[Measure]:
    return [
        Measure("stress_score", _days(table), table.numbers("score"), table.lines, "0-100", header="score")
    ]


def _exercise(table: Sheet) -> list[Measure]:
    start = table.moments("start_time", CLOCK)
    device = table.columns[table.first("deviceuuid", "pkg_name", "start_time")]
    frame = pd.DataFrame(
        {
            "day": (start + _offsets(table)).astype("datetime64[D]").astype("datetime64[s]"),
            "start": np.where(np.isnat(start), np.nan, start.astype("datetime64[s]").astype("int64")),
            "minutes": table.numbers("duration") / 60_000,
            "source": device,
            "line": table.lines,
        }
    ).dropna(subset=["day", "minutes"])
    frame["end"] = frame["start"] + frame["minutes"] * 60
    kept = once(frame)
    day = kept["day"].to_numpy().astype("datetime64[D]")
    return [
        Measure(
            "activity_min", day, kept["minutes"].to_numpy(), kept["line"].to_numpy(), "min", "sum", "duration"
        )
    ]


READERS: dict[str, Callable[[Sheet], list[Measure]]] = {
    "steps": _steps,
    "stress": _stress,
    "exercise": _exercise,
}


def _read(files: Sequence[File], _answers: Answers, watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    tables: dict[str, list[Sheet]] = {kind: [] for kind in NEEDED}
    for number, file in enumerate(files):
        kind = _kind(file)
        table = _sheet(file) if kind else None
        if table is not None and table.has(*NEEDED[kind]):
            tables[kind].append(table)
        elif table is not None:
            found.mapping.append(ColumnUse(file.base, "", "", "", "unknown", file=file.base))
        watch((number + 1) / len(files))
    made = _sleeps(tables["stage"], tables["sleep"])
    for kind, reader in READERS.items():
        made += [one for table in tables[kind] for one in reader(table)]
    found.mapping += [
        ColumnUse(one.header, "days" if one.name in FIELDS else "factors", one.name, one.unit, "format")
        for one in made
    ]
    every = [table for held in tables.values() for table in held]
    return finished(gather(made, sensed=True, rows=sum(map(len, every)), found=found), every)


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
