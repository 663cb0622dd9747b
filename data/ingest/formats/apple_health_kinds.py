"""What the kinds of records of an Apple Health export say about days and nights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Reason
from data.ingest.formats.apple_health_scan import plain
from data.ingest.formats.base import Measure
from data.ingest.formats.nights import Spans, covered, measures, once

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.ingest.formats.apple_health_cells import Batches

PREFIX = "HKCategoryValueSleepAnalysis"
STAGES = {
    "Asleep": "asleep",
    "AsleepUnspecified": "asleep",
    "AsleepCore": "sleep_light_h",
    "AsleepDeep": "sleep_deep_h",
    "AsleepREM": "sleep_rem_h",
    "Awake": "sleep_awake_h",
    "InBed": "time_in_bed_h",
    "0": "time_in_bed_h",
    "1": "asleep",
    "2": "sleep_awake_h",
    "3": "sleep_light_h",
    "4": "sleep_deep_h",
    "5": "sleep_rem_h",
}
ASLEEP = ("asleep", "sleep_light_h", "sleep_deep_h", "sleep_rem_h")
PARTS = ("sleep_light_h", "sleep_deep_h", "sleep_rem_h", "sleep_awake_h", "time_in_bed_h")
MINUTES = {"min": 1.0, "s": 1 / 60, "sec": 1 / 60, "hr": 60.0, "": 1.0}
HEADERS = {
    "sleep": "SleepAnalysis",
    "steps": "StepCount",
    "hrv": "HeartRateVariabilitySDNN",
    "resting": "RestingHeartRate",
    "mindful": "MindfulSession",
    "summary": "ActivitySummary",
    "workout": "Workout",
}
Columns = dict[str, np.ndarray]


def _spans(columns: Columns) -> Spans:
    start, end = (
        np.where(np.isnat(columns[name]), np.nan, columns[name].astype("int64") - columns[name + "+"])
        for name in ("startDate", "endDate")
    )
    return Spans(start, end, columns["startDate"], columns["line"])


def _sound(kind: str, spans: Spans, batches: Batches) -> np.ndarray:
    """Rows that are intervals; those that end before they begin, or last for days, are refused."""
    sound = spans.sound
    odd = ~sound & ~np.isnan(spans.start) & ~np.isnan(spans.end)
    hours = (spans.end[odd] - spans.start[odd]) / 3600
    batches.refuse(kind, spans.line[odd], [f"{one:g} h" for one in hours], Reason.OUT_OF_RANGE)
    return sound


def _words(codes: np.ndarray, batches: Batches) -> np.ndarray:
    words = np.array([plain(one) for one in batches.words], dtype=object)
    found: np.ndarray = words[codes]
    return found


def _sleep(columns: Columns, batches: Batches) -> list[Measure]:
    spans = _spans(columns)
    names = np.array([STAGES.get(plain(one).removeprefix(PREFIX), "") for one in batches.words], dtype=object)
    stage = names[columns["value"]]
    unknown = stage == ""
    raws = [one.removeprefix(PREFIX) for one in _words(columns["value"][unknown], batches)]
    batches.refuse("sleep", spans.line[unknown], raws, Reason.UNKNOWN_WORD)
    kept = _sound("sleep", spans, batches) & ~unknown
    stage = stage[kept]
    parts = {name: stage == name for name in PARTS}
    return measures(spans.only(kept), np.isin(stage, ASLEEP), parts, HEADERS["sleep"])


def _by_source(columns: Columns) -> pd.DataFrame:
    """Steps of each day and source; a record that is there twice counts once."""
    frame = pd.DataFrame(
        {
            "day": columns["startDate"].astype("datetime64[D]").astype("datetime64[s]"),
            "source": columns["sourceName"],
            "start": columns["startDate"],
            "shift": columns["startDate+"],
            "end": columns["endDate"],
            "steps": columns["value"],
            "line": columns["line"],
        }
    ).dropna(subset=["day", "steps"])
    frame = frame.drop_duplicates(["source", "start", "shift", "end", "steps"])
    grouped = frame.groupby(["day", "source"]).agg(steps=("steps", "sum"), line=("line", "min"))
    return grouped.reset_index()


def shared_days(columns: Columns) -> int:
    """Days whose steps several sources counted."""
    return int((_by_source(columns)["day"].value_counts() > 1).sum()) if columns else 0


def _steps(columns: Columns, _batches: Batches) -> list[Measure]:
    by_source = _by_source(columns)
    most = by_source.sort_values(["steps", "line"], kind="stable").groupby("day").tail(1).sort_values("day")
    day = most["day"].to_numpy().astype("datetime64[D]")
    return [
        Measure("steps", day, most["steps"].to_numpy(), most["line"].to_numpy(), "", "sum", HEADERS["steps"])
    ]


def _level(kind: str, name: str, unit: str) -> Callable[[Columns, Batches], list[Measure]]:
    """The reader of a kind of which a day has the mean."""

    def read(columns: Columns, batches: Batches) -> list[Measure]:
        value, line = columns["value"], columns["line"]
        bad = value <= 0
        batches.refuse(kind, line[bad], [f"{one:g}" for one in value[bad]], Reason.OUT_OF_RANGE)
        day = columns["startDate"].astype("datetime64[D]")
        return [Measure(name, day, np.where(bad, np.nan, value), line, unit, "mean", HEADERS[kind])]

    return read


def _mindful(columns: Columns, batches: Batches) -> list[Measure]:
    spans = _spans(columns)
    spans = spans.only(_sound("mindful", spans, batches))
    day, hours, line = covered(spans.local.astype("datetime64[D]").astype("datetime64[s]"), spans)
    return [
        Measure(
            "mindful_min", day.astype("datetime64[D]"), hours * 60, line, "min", "sum", HEADERS["mindful"]
        )
    ]


def _workouts(columns: Columns, batches: Batches) -> list[Measure]:
    units = _words(columns["durationUnit"], batches)
    factor = np.array([MINUTES.get(one, np.nan) for one in units])
    odd = np.isnan(factor)
    batches.refuse("workout", columns["line"][odd], units[odd].tolist(), Reason.UNKNOWN_WORD)
    spans = _spans(columns)
    minutes = columns["duration"] * factor
    length = (spans.end - spans.start) / 60
    minutes = np.where(np.isnan(columns["duration"]) & (length >= 0), length, minutes)
    frame = pd.DataFrame(
        {
            "day": columns["startDate"].astype("datetime64[D]").astype("datetime64[s]"),
            "start": spans.start,
            "end": np.fmax(spans.end, spans.start),
            "source": columns["sourceName"],
            "minutes": minutes,
            "line": spans.line,
        }
    ).dropna(subset=["day", "minutes"])
    kept = once(frame)
    day = kept["day"].to_numpy().astype("datetime64[D]")
    value, line = kept["minutes"].to_numpy(), kept["line"].to_numpy()
    return [
        Measure(name, day, value, line, "min", "sum", HEADERS["workout"])
        for name in ("workout_min", "activity_min")
    ]


def _rings(columns: Columns, _batches: Batches) -> list[Measure]:
    minutes = columns["appleExerciseTime"]
    worn = (columns["activeEnergyBurned"] > 0) & ((minutes > 0) | (columns["appleStandHours"] > 0))
    day = columns["dateComponents"].astype("datetime64[D]")
    value = np.where(worn, minutes, np.nan)
    return [Measure("activity_min", day, value, columns["line"], "min", "last", HEADERS["summary"])]


READERS: dict[str, Callable[[Columns, Batches], list[Measure]]] = {
    "sleep": _sleep,
    "steps": _steps,
    "hrv": _level("hrv", "hrv_sdnn", "ms"),
    "resting": _level("resting", "resting_hr", "1/min"),
    "mindful": _mindful,
    "summary": _rings,
    "workout": _workouts,
}
