"""Oura: `sleepmodel.csv`, `dailyactivity.csv` and their kin of the app export, and the one-row-a-day file of the web.

Quirks: the app export is separated by semicolons, holds JSON inside columns and names its files in lower or mixed
case (`SleepModel.csv`); lengths are seconds; a day has several sleeps: `type` is `long_sleep` for the night, `sleep`
for a short one, which is a piece of the night unless it is by day and alone is none, `late_nap` is a nap, `rest` and
`deleted` are nothing; two that overlap are the same night, seen by two rings; `day` is already the day of waking; the
file of the web ("Trends") is separated by commas, has its columns in any order and choice, writes "None" where
nothing is known, and is there in two generations: lengths of sleep are seconds in both ("Total Sleep Duration", older
"Total Sleep Time"), times of activity are seconds in the new one and minutes in the old one, which is told by their
sum over a day; one header stands twice ("Sleep Timing"), another is misspelt ("Sleep Timin Score") or ends with a
space; 0 in the vitals is no measurement, a day without a step is one without the ring; HRV is RMSSD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.ingest.formats.base import Format, Found, How, Measure, Watch, gather
from data.ingest.formats.kit import finished, kept, uses
from data.ingest.formats.kit import header as header_of
from data.ingest.formats.nights import pieces
from data.ingest.formats.saved import clocks, decimal_of, one_of, ordered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.errors import Rejection
    from data.ingest.formats.sheet import Sheet
    from data.ingest.source import File
    from data.ingested import Answers

HOUR = 3600.0
Field = tuple[str, str, str, float]
LENGTHS: tuple[Field, ...] = (
    ("total_sleep_duration", "sleep_hours", "h", 1 / HOUR),
    ("deep_sleep_duration", "sleep_deep_h", "h", 1 / HOUR),
    ("rem_sleep_duration", "sleep_rem_h", "h", 1 / HOUR),
    ("light_sleep_duration", "sleep_light_h", "h", 1 / HOUR),
    ("awake_time", "sleep_awake_h", "h", 1 / HOUR),
    ("time_in_bed", "time_in_bed_h", "h", 1 / HOUR),
)
LEVELS: tuple[Field, ...] = (
    ("lowest_heart_rate", "resting_hr", "1/min", 1.0),
    ("average_hrv", "hrv_rmssd", "ms", 1.0),
)
ACTIVITY: tuple[Field, ...] = (("steps", "steps", "count", 1.0),)
ACTIVE = ("medium_activity_time", "high_activity_time")
DAILY = {"dailysleep": "sleep_score", "dailyreadiness": "readiness_score"}
CLOUD: tuple[Field, ...] = (
    ("Total Sleep Duration", "sleep_hours", "h", 1 / HOUR),
    ("Total Sleep Time", "sleep_hours", "h", 1 / HOUR),
    ("Deep Sleep Duration", "sleep_deep_h", "h", 1 / HOUR),
    ("Deep Sleep Time", "sleep_deep_h", "h", 1 / HOUR),
    ("REM Sleep Duration", "sleep_rem_h", "h", 1 / HOUR),
    ("REM Sleep Time", "sleep_rem_h", "h", 1 / HOUR),
    ("Light Sleep Duration", "sleep_light_h", "h", 1 / HOUR),
    ("Light Sleep Time", "sleep_light_h", "h", 1 / HOUR),
    ("Awake Time", "sleep_awake_h", "h", 1 / HOUR),
    ("Sleep Score", "sleep_score", "0-100", 1.0),
    ("Lowest Resting Heart Rate", "resting_hr", "1/min", 1.0),
    ("Average HRV", "hrv_rmssd", "ms", 1.0),
    ("Readiness Score", "readiness_score", "0-100", 1.0),
    ("Steps", "steps", "count", 1.0),
)
CLOUD_ACTIVE = ("Medium Activity Time", "High Activity Time")
CLOUD_TIMES = (*CLOUD_ACTIVE, "Low Activity Time", "Inactive Time", "Rest Time", "Non-wear Time")
TELLING = frozenset(one[0] for one in CLOUD) - {"Steps"}
DAY_MINUTES = 1440
NIGHT, SHORT, NAPS = "long_sleep", "sleep", ("late_nap",)
VITALS = frozenset({"resting_hr", "hrv_rmssd", "sleep_hours", "sleep_score", "readiness_score"})
_DAYS = frozenset({"sleep_hours", "steps", "activity_min"})
_ZERO = ("0", "0.0", "0,0")


def _kind(file: File) -> str:
    cells, _ = header_of(file)
    held = set(cells)
    if {"day", "total_sleep_duration", "type"} <= held:
        return "night"
    if {"day", "steps"} <= held and held & {"equivalent_walking_distance", "active_calories", *ACTIVE}:
        return "activity"
    if {"id", "contributors", "day", "score"} <= held:
        base = file.base.casefold().replace("_", "").rpartition(".")[0]
        return next((name for name in DAILY if base.endswith(name)), "")
    return "cloud" if cells[:1] == ["date"] and len(TELLING & held) >= 2 else ""


def _claims(file: File) -> bool:
    return bool(_kind(file))


def _measures(
    table: Sheet, fields: Sequence[Field], day: np.ndarray, decimal: str, *, how: How = "mean"
) -> list[Measure]:
    found = []
    for header, name, unit, factor in fields:
        if table.has(header):
            missing = _ZERO if name in VITALS else ()
            values = table.numbers(header, decimal=decimal, missing=missing) * factor
            found.append(Measure(name, day, values, table.lines, unit, how, header, table.name))
    return found


def _nights(table: Sheet) -> list[Measure]:
    """Lengths of the sleeps of a night, levels of its longest, naps."""
    decimal = decimal_of(table, [one[0] for one in (*LENGTHS, *LEVELS)])
    day = table.days("day")
    none = np.full(len(table), np.datetime64("NaT"), dtype="datetime64[s]")
    start, end = (
        clocks(table, one, needed=False)[0] if table.has(one) else none
        for one in ("bedtime_start", "bedtime_end")
    )
    ordered(table, start, end, "bedtime_end")
    lengths = _measures(table, LENGTHS, day, decimal, how="sum")
    hours = lengths[0].value.copy()
    kind = table.columns["type"]
    hours[~np.isin(kind, (NIGHT, SHORT, *NAPS))] = np.nan
    # Without its end a row has no place among the others but its day.
    placed = ~np.isnat(start) & ~np.isnat(end)
    rows, _, by_day = pieces(
        np.where(placed, start, none), np.where(placed, end, day.astype("datetime64[s]")), hours
    )
    rows = _each_once(table, rows)
    nap = np.isin(kind, NAPS) | (by_day & (kind == SHORT))
    night, rested = rows[~nap[rows]], rows[nap[rows]]
    # A short sleep of the evening alone is no night.
    night = night[np.isin(day[night], day[night[kind[night] == NIGHT]])]
    longest = night[np.argsort(-hours[night], kind="stable")]
    found = kept(lengths, night) + kept(_measures(table, LEVELS, day, decimal, how="first"), longest)
    naps = Measure("nap_h", day, hours, table.lines, "h", "sum", "total_sleep_duration", table.name)
    return found + kept([naps], rested)


def _each_once(table: Sheet, rows: np.ndarray) -> np.ndarray:
    """Rows without those that stand there again."""
    import pandas as pd

    same = [one for one in ("day", "bedtime_start", "bedtime_end", "total_sleep_duration") if table.has(one)]
    again_ = pd.DataFrame({one: table.columns[one][rows] for one in same}).duplicated().to_numpy(dtype=bool)
    once: np.ndarray = rows[~again_]
    return once


def _activity(table: Sheet) -> list[Measure]:
    decimal = decimal_of(table, ("steps", *ACTIVE))
    day = table.days("day")
    found = _measures(table, ACTIVITY, day, decimal, how="max")
    if table.has(*ACTIVE):
        minutes = np.asarray(sum(table.numbers(one, decimal=decimal) for one in ACTIVE)) / 60
        found.append(_worn(table, "steps", day, minutes, ACTIVE[0]))
    return found


def _worn(table: Sheet, steps: str, day: np.ndarray, minutes: np.ndarray, header: str) -> Measure:
    """Active minutes; those of a day without a step are those of a ring in a drawer."""
    still = np.isin(table.columns[steps], _ZERO) if table.has(steps) else np.zeros(len(table), dtype=bool)
    values = np.where(still, np.nan, minutes)
    return Measure("activity_min", day, values, table.lines, "min", "max", header, table.name)


def _cloud(table: Sheet) -> list[Measure]:
    headers = [one[0] for one in CLOUD]
    decimal = decimal_of(table, [*headers, *CLOUD_TIMES])
    day = table.days("date")
    found = _measures(table, CLOUD, day, decimal)
    if table.has(*CLOUD_ACTIVE):
        held = [one for one in CLOUD_TIMES if table.has(one)]
        times = {one: table.numbers(one, decimal=decimal) for one in held}
        per_minute = _per_minute(np.sum([np.nan_to_num(one) for one in times.values()], axis=0))
        if per_minute:
            minutes = (times[CLOUD_ACTIVE[0]] + times[CLOUD_ACTIVE[1]]) / per_minute
            found.append(_worn(table, "Steps", day, minutes, CLOUD_ACTIVE[0]))
    return found


def _per_minute(totals: np.ndarray) -> int:
    """How many of the unit of the times of activity make a minute, by what a day adds up to; 0 when it is open."""
    longest = float(totals.max(initial=0))
    if longest > 2 * DAY_MINUTES:
        return 60 if longest <= 2 * DAY_MINUTES * 60 else 0
    return 1 if longest > DAY_MINUTES / 2 else 0


def _score(table: Sheet, name: str) -> list[Measure]:
    day = table.days("day")
    values = table.numbers("score", missing=_ZERO)
    return [Measure(name, day, values, table.lines, "0-100", "last", "score", table.name)]


def _one(kind: str, table: Sheet) -> list[Measure]:
    if kind in DAILY:
        return _score(table, DAILY[kind])
    return {"night": _nights, "activity": _activity, "cloud": _cloud}[kind](table)


def _read(files: Sequence[File], _answers: Answers, watch: Watch) -> Found:
    read: list[tuple[Sheet, list[Measure]]] = []
    broken: list[Rejection] = []
    for number, file in enumerate(files):
        watch(number / len(files))
        table = one_of(file, files, broken)
        if table is not None:
            read.append((table, _one(_kind(file), table)))
    tables = [table for table, _ in read]
    found = gather([one for _, measures in read for one in measures], sensed=True, rows=sum(map(len, tables)))
    for table, measures in read:
        places = {one.header: ("days." if one.name in _DAYS else "factors.") + one.name for one in measures}
        lengths = {one.header: "days.sleep_hours" for one in measures if one.name == "sleep_hours"}
        found.mapping += uses(table, {**places, **lengths})
    found.rejections += broken
    return finished(found, tables)


FORMAT = Format(
    code="oura",
    title="Oura",
    files="the App Data folder as zip, sleepmodel.csv and dailyactivity.csv alone, the Trends file of the web",
    facts="...;day;...;total_sleep_duration;...;type (long_sleep) / id;day;steps;active_calories;... / "
    "date,...,Sleep Score,...,Total Sleep Duration,...,Readiness Score,...",
    evidence="one public Trends file; headers of public parsers for the app export and the older file of the web",
    fills=(
        "days.sleep_hours",
        "days.steps",
        "days.activity_min",
        "factors.hrv_rmssd",
        "factors.resting_hr",
        "factors.sleep_score",
        "factors.nap_h",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
