"""Google Health Connect: `health_connect_export.db`, alone or in `Health Connect.zip`; a plain SQLite file.

Quirks: moments are milliseconds since 1970 in UTC beside an offset in seconds; several apps write the same
steps, so that of each day the app with the larger sum counts; sleep stages are 1 awake, 4 light, 5 deep, 6 REM
(2 is "sleeping"); without stages the session counts from start to end. The file is opened in memory, read only;
damage is said, not guessed around.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import UnreadableFile
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.local import from_offset, is_nap, night_of
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

MAGIC = b"SQLite format 3\x00"
STAGES = {1: "sleep_awake_h", 2: "sleep", 4: "sleep_light_h", 5: "sleep_deep_h", 6: "sleep_rem_h"}
HOUR = 3_600_000.0
LIMIT = 1_500_000_000


def _claims(file: File) -> bool:
    return file.head.startswith(MAGIC) and (
        b"steps_record_table" in file.head or "health_connect" in file.base.casefold()
    )


def _table(base: sqlite3.Connection, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """Columns of a table; those the version lacks are missing, an absent table is empty."""
    # Names come from this module, never from the file.
    known = {row[1] for row in base.execute(f'PRAGMA table_info("{name}")')}
    held = [one for one in columns if one in known]
    if not held:
        return pd.DataFrame(columns=list(columns))
    rows = base.execute(f"SELECT {', '.join(held)} FROM {name}").fetchall()  # noqa: S608 - constants above
    frame = pd.DataFrame(rows, columns=held)
    for one in columns:
        frame[one] = pd.to_numeric(frame[one], errors="coerce") if one in held else np.nan
    return frame[list(columns)]


def _steps(base: sqlite3.Connection) -> list[Measure]:
    names = ("row_id", "count", "start_time", "start_zone_offset", "app_info_id")
    frame = _table(base, "steps_record_table", names)
    if frame.empty:
        return []
    frame["day"] = from_offset(
        frame["start_time"].to_numpy(), frame["start_zone_offset"].fillna(0).to_numpy()
    ).astype("datetime64[D]")
    frame["app_info_id"] = frame["app_info_id"].fillna(-1)
    sums = frame.groupby(["day", "app_info_id"]).agg({"count": "sum", "row_id": "min"}).reset_index()
    most = sums.sort_values("count", kind="stable").groupby("day").tail(1).sort_values("day")
    day = most["day"].to_numpy().astype("datetime64[D]")
    line = most["row_id"].to_numpy().astype("int64")
    return [Measure("steps", day, most["count"].to_numpy(dtype="float64"), line, "count", "sum", "count")]


def _sleep(base: sqlite3.Connection) -> list[Measure]:
    sessions = _table(
        base,
        "sleep_session_record_table",
        ("row_id", "start_time", "end_time", "start_zone_offset", "end_zone_offset"),
    )
    if sessions.empty:
        return []
    offset = sessions["end_zone_offset"].fillna(sessions["start_zone_offset"]).fillna(0).to_numpy()
    sessions["day"] = night_of(from_offset(sessions["end_time"].to_numpy(), offset))
    sessions["hours"] = (sessions["end_time"] - sessions["start_time"]) / HOUR
    stages = _table(
        base, "sleep_stages_table", ("parent_key", "stage_start_time", "stage_end_time", "stage_type")
    )
    stages["hours"] = (stages["stage_end_time"] - stages["stage_start_time"]) / HOUR
    stages["name"] = stages["stage_type"].map(STAGES)
    known = stages.dropna(subset=["name", "hours"])
    asleep = known[known["name"] != "sleep_awake_h"].groupby("parent_key")["hours"].sum()
    sessions["asleep"] = sessions["row_id"].map(asleep).fillna(sessions["hours"])
    begun = from_offset(sessions["start_time"].to_numpy(), sessions["start_zone_offset"].fillna(0).to_numpy())
    sessions = sessions[~is_nap(begun, sessions["asleep"].to_numpy(dtype="float64"))]
    # Of two apps that saw the same night the longer record counts.
    nights = (
        sessions[sessions["asleep"] > 0]
        .sort_values("asleep", kind="stable")
        .groupby("day")
        .tail(1)
        .sort_values("day")
    )
    day, line = nights["day"].to_numpy().astype("datetime64[D]"), nights["row_id"].to_numpy().astype("int64")
    found = [
        Measure("sleep_hours", day, nights["asleep"].to_numpy(dtype="float64"), line, "h", header="end_time")
    ]
    for name in ("sleep_light_h", "sleep_deep_h", "sleep_rem_h", "sleep_awake_h"):
        hours = nights["row_id"].map(known[known["name"] == name].groupby("parent_key")["hours"].sum())
        found.append(Measure(name, day, hours.to_numpy(dtype="float64"), line, "h", header="stage_type"))
    return found


def _exercise(base: sqlite3.Connection) -> list[Measure]:
    frame = _table(
        base, "exercise_session_record_table", ("row_id", "start_time", "end_time", "start_zone_offset")
    )
    if frame.empty:
        return []
    day = from_offset(frame["start_time"].to_numpy(), frame["start_zone_offset"].fillna(0).to_numpy()).astype(
        "datetime64[D]"
    )
    minutes = ((frame["end_time"] - frame["start_time"]) / 60_000).to_numpy(dtype="float64")
    line = frame["row_id"].to_numpy().astype("int64")
    return [
        Measure("activity_min", day, np.where(minutes >= 0, minutes, np.nan), line, "min", "sum", "end_time")
    ]


def _rhythm(base: sqlite3.Connection) -> list[Measure]:
    found = []
    for table, column, name, unit in (
        ("resting_heart_rate_record_table", "beats_per_minute", "resting_hr", "1/min"),
        ("heart_rate_variability_rmssd_record_table", "heart_rate_variability_millis", "hrv_rmssd", "ms"),
    ):
        frame = _table(base, table, ("row_id", "time", "zone_offset", column))
        if len(frame):
            day = from_offset(frame["time"].to_numpy(), frame["zone_offset"].fillna(0).to_numpy()).astype(
                "datetime64[D]"
            )
            line = frame["row_id"].to_numpy().astype("int64")
            found.append(
                Measure(name, day, frame[column].to_numpy(dtype="float64"), line, unit, header=column)
            )
    return found


def _read(files: Sequence[File], _answers: Answers, watch: Watch) -> Found:
    measures: list[Measure] = []
    for file in files:
        base = sqlite3.connect(":memory:")
        try:
            base.deserialize(file.read(LIMIT))
            watch(0.5)
            for part in (_steps, _sleep, _exercise, _rhythm):
                measures += part(base)
        except (sqlite3.Error, OverflowError) as error:
            message = f"{file.name} is a damaged database ({error}). Export it again and choose the new file."
            raise UnreadableFile("database_broken", message, name=file.name) from error
        finally:
            base.close()
    found = gather(measures, sensed=True, rows=sum(len(one.line) for one in measures))
    found.mapping = [
        ColumnUse(one.header, "days" if one.name in found.days else "factors", one.name, "", "format")
        for one in measures
    ]
    return found


FORMAT = Format(
    code="health_connect",
    title="Google Health Connect",
    files="Health Connect.zip or health_connect_export.db",
    facts="SQLite with steps_record_table, sleep_session_record_table, sleep_stages_table, "
    "exercise_session_record_table",
    evidence="tables and columns seen in public readers; column names vary by version, absent ones are left out",
    fills=("days.steps", "days.sleep_hours", "days.activity_min", "factors.resting_hr", "factors.hrv_rmssd"),
    sensed=True,
    claims=_claims,
    read=_read,
)
