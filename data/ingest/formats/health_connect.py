"""Google Health Connect: `health_connect_export.db`, alone or in `Health Connect.zip`; a plain SQLite file.

Quirks: moments are milliseconds since 1970 in UTC beside an offset in seconds; where a row has no offset the
person's time zone is asked; `local_date` is the day of the start, so that it is not the day of a night, which
belongs to the day one wakes up on; several apps write the same steps, so that of each day the app with the larger
sum counts, and within one app of devices that count at the same time the one that counted more; a sum over more
than a day has no day; sleep stages are 1 awake, 2 asleep, 3 out of bed, 4 light, 5 deep, 6 REM, 7 awake in bed, and
0 says nothing; a night in pieces is their sum, what two apps saw at the same time counts once, without stages a
session counts from start to end, a nap is no night; the same exercise of two apps counts once; pulse 0 and HRV
near 0 (5e-324) mean "not measured"; HRV is measured asleep and belongs to the night; tables and columns vary by
version, an absent one is left out. The file is opened in memory, read only, also one that was copied out of its
write-ahead log; damage is said, not guessed around.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Reason, Rejection
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.health_connect_db import DAMAGE, MAGIC, Base, broken, opened
from data.ingest.formats.local import night_of
from data.ingest.formats.nights import LONGEST, Spans, joined, measures, once, runs
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.ingest.source import File
    from data.ingested import Answers

STAGES = {
    1: "sleep_awake_h",
    2: "asleep",
    3: "sleep_awake_h",
    4: "sleep_light_h",
    5: "sleep_deep_h",
    6: "sleep_rem_h",
    7: "sleep_awake_h",
}
SILENT = 0
SPAN = ("start_time", "end_time", "start_zone_offset", "end_zone_offset")
DAY_MS = (LONGEST + 3600) * 1000
"""A day of 25 hours, when the clocks go back."""
LEAST = 0.01


def _claims(file: File) -> bool:
    return file.head.startswith(MAGIC) and (
        b"_record_table" in file.head or "health_connect" in file.base.casefold()
    )


def _days(clocks: np.ndarray) -> np.ndarray:
    days: np.ndarray = clocks.astype("datetime64[D]")
    return days


def _intervals(base: Base, table: str, *more: str) -> pd.DataFrame:
    """Records with both ends, in order and no longer than a day, `local` is the clock of their start."""
    frame = base.table(table, (*SPAN, *more), ("start_time",))
    frame["local"] = base.local(frame, "start_time", "start_zone_offset", "end_zone_offset")
    length = (frame["end_time"] - frame["start_time"]).to_numpy()
    odd = (length < 0) | (length > DAY_MS)
    base.refuse(frame, odd, "end_time")
    return frame[~odd & frame["local"].notna()].reset_index(drop=True)


def _steps(base: Base) -> list[Measure]:
    frame = _intervals(base, "steps_record_table", "count", "app_info_id", "device_info_id")
    below = (frame["count"] < 0).to_numpy()
    base.refuse(frame, below, "count")
    frame = frame[~below & frame["count"].notna()].fillna({"app_info_id": -1, "device_info_id": -1})
    if frame.empty:
        return []
    frame["end_time"] = frame["end_time"].fillna(frame["start_time"])
    same = ["app_info_id", "device_info_id", "start_time", "end_time"]
    frame = frame.sort_values("count", kind="stable").drop_duplicates(same, keep="last")
    frame = pd.concat([_one_device(part) for _, part in frame.groupby("app_info_id")])
    frame["day"] = _days(frame["local"].to_numpy()).astype("datetime64[s]")
    sums = frame.groupby(["day", "app_info_id"]).agg({"count": "sum", "line": "min"}).reset_index()
    most = sums.sort_values("count", kind="stable").groupby("day").tail(1).sort_values("day")
    return [
        Measure(
            "steps",
            _days(most["day"].to_numpy()),
            most["count"].to_numpy(),
            most["line"].to_numpy().astype("int64"),
            "count",
            "sum",
            "count",
            base.name,
        )
    ]


def _one_device(frame: pd.DataFrame) -> pd.DataFrame:
    """Steps of one app: where devices count at the same time, those of the one that counted more."""
    devices = frame["device_info_id"].to_numpy()
    if (devices == devices[0]).all():
        return frame
    # One that begins as another ends is not the same time.
    number = runs(frame["start_time"].to_numpy(), frame["end_time"].to_numpy(), gap=-1.0)
    frame = frame.assign(run=number)
    sums = frame.groupby(["run", "device_info_id"])["count"].sum().reset_index()
    most = sums.sort_values("count", kind="stable").groupby("run").tail(1)
    return frame.merge(most[["run", "device_info_id"]], on=["run", "device_info_id"])


def _spans(frame: pd.DataFrame, start: str, end: str) -> Spans:
    return Spans(
        frame[start].to_numpy() / 1000,
        frame[end].to_numpy() / 1000,
        frame["local"].to_numpy().astype("datetime64[s]"),
        frame["line"].to_numpy().astype("int64"),
    )


def _sleep(base: Base) -> list[Measure]:
    sessions = base.table("sleep_session_record_table", ("row_id", *SPAN), ("row_id", *SPAN[:2]))
    sessions["local"] = base.local(sessions, "start_time", "start_zone_offset", "end_zone_offset")
    odd = ((sessions["end_time"] <= sessions["start_time"]) | _long(sessions, *SPAN[:2])).to_numpy()
    base.refuse(sessions, odd, "end_time")
    stages, names = _stages(base, sessions)
    spans, stage = joined(stages, names, _spans(sessions[~odd], "start_time", "end_time"))
    parts = {name: stage == name for name in dict.fromkeys(STAGES.values()) if name != "asleep"}
    header = "stage_type" if len(names) else "end_time"
    return measures(spans, stage != "sleep_awake_h", parts, header)


def _long(frame: pd.DataFrame, start: str, end: str) -> pd.Series:
    return (frame[end] - frame[start]) / 1000 > LONGEST


def _stages(base: Base, sessions: pd.DataFrame) -> tuple[Spans, np.ndarray]:
    """Stages that say something, by the clock of their session; they have no offset of their own."""
    ends = ("stage_start_time", "stage_end_time")
    columns = ("parent_key", *ends, "stage_type")
    frame = base.table("sleep_stages_table", columns, columns)
    frame["line"] = frame["parent_key"].fillna(0)
    orphan = (frame["parent_key"].notna() & ~frame["parent_key"].isin(sessions["row_id"])).to_numpy()
    for line in frame.loc[orphan, "line"].unique():
        base.rejections.append(
            Rejection(int(line), "parent_key", f"{line:g}", Reason.MISSING_DATE, base.name)
        )
    kind = frame["stage_type"]
    strange = (kind.notna() & (kind != SILENT) & ~kind.isin(list(STAGES))).to_numpy()
    for line, value in frame.loc[strange, ["line", "stage_type"]].itertuples(index=False):
        base.rejections.append(
            Rejection(int(line), "stage_type", f"{value:g}", Reason.UNKNOWN_WORD, base.name)
        )
    odd = ((frame[ends[1]] < frame[ends[0]]) | _long(frame, *ends)).to_numpy()
    base.refuse(frame, odd, ends[1])
    known = sessions.drop_duplicates("row_id").set_index("row_id")
    parent = known[["local", "start_time"]].reindex(frame["parent_key"]).reset_index(drop=True)
    away = ((frame[ends[0]] - parent["start_time"]) / 1000).clip(-LONGEST, LONGEST).fillna(0)
    frame["local"] = parent["local"] + pd.to_timedelta(away, unit="s")
    kept = frame[~odd & kind.isin(list(STAGES)).to_numpy() & frame["local"].notna().to_numpy()]
    return _spans(kept, *ends), kept["stage_type"].map(STAGES).to_numpy(dtype=object)


def _exercise(base: Base) -> list[Measure]:
    frame = _intervals(base, "exercise_session_record_table", "app_info_id").dropna(subset=["end_time"])
    if frame.empty:
        return []
    frame = frame.assign(
        start=frame["start_time"] / 1000,
        end=frame["end_time"] / 1000,
        minutes=(frame["end_time"] - frame["start_time"]) / 60_000,
        source=frame["app_info_id"].fillna(-1),
    )
    kept = once(frame[frame["minutes"] > 0])
    day, line = _days(kept["local"].to_numpy()), kept["line"].to_numpy().astype("int64")
    return [
        Measure("activity_min", day, kept["minutes"].to_numpy(), line, "min", "sum", "end_time", base.name)
    ]


def _rhythm(base: Base) -> list[Measure]:
    found = []
    for table, column, name, unit, day_of in (
        ("resting_heart_rate_record_table", "beats_per_minute", "resting_hr", "1/min", _days),
        (
            "heart_rate_variability_rmssd_record_table",
            "heart_rate_variability_millis",
            "hrv_rmssd",
            "ms",
            night_of,
        ),
    ):
        frame = base.table(table, ("time", "zone_offset", column), ("time", column))
        if len(frame):
            day = day_of(base.local(frame, "time", "zone_offset"))
            value = frame[column].to_numpy()
            value = np.where(value > LEAST, value, np.nan)
            line = frame["line"].to_numpy().astype("int64")
            found.append(Measure(name, day, value, line, unit, header=column, file=base.name))
    return found


READERS: tuple[Callable[[Base], list[Measure]], ...] = (_steps, _sleep, _exercise, _rhythm)


def _read(files: Sequence[File], answers: Answers, watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    made: list[Measure] = []
    rows, share = 0, 0.0

    def tell() -> None:
        watch(share)

    for number, file in enumerate(files):
        try:
            connection = opened(file)
        except DAMAGE as error:
            raise broken(file, error) from error
        try:
            base = Base(file.name, connection, found, answers, tell)
            for part, reader in enumerate(READERS):
                share = (number + part / len(READERS)) / len(files)
                tell()
                made += reader(base)
        except DAMAGE as error:
            raise broken(file, error) from error
        finally:
            connection.close()
        rows += base.rows
        found.rejections += base.rejections
    watch(1.0)
    found = gather(made, sensed=True, rows=rows, found=found)
    found.mapping = [
        ColumnUse(one.header, "days" if one.name in found.days else "factors", one.name, "", "format")
        for one in made
    ]
    return found


FORMAT = Format(
    code="health_connect",
    title="Google Health Connect",
    files="Health Connect.zip or health_connect_export.db",
    facts="SQLite with steps_record_table, sleep_session_record_table, sleep_stages_table, "
    "exercise_session_record_table",
    evidence="tables and columns of the published source of the platform, and public readers; no whole export was seen",
    fills=(
        "days.steps",
        "days.sleep_hours",
        "days.activity_min",
        "factors.resting_hr",
        "factors.hrv_rmssd",
        "factors.sleep_deep_h",
        "factors.nap_h",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
