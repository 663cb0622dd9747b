"""Connections: the Kalman core against plain dense algebra, and the doors on ten years of days.

    .venv/bin/python -m benchmarks.bench_connections

Ratios are paired: both sides run in turn in the same process, the median of the ratios is printed.
"""

from __future__ import annotations

import statistics
import time

import numpy as np
import pandas as pd

from analysis import connections, gls
from benchmarks import plain_gls

FACTORS = ("sleep_quality", "sleep_hours", "stress", "mood", "activity_min", "sitting_h", "expectation")


def panel(days: int, missing: float = 0.1) -> pd.DataFrame:
    """Seven factors and pain with carry-over; a tenth of the days is missing."""
    rng = np.random.default_rng(1)
    index = pd.DatetimeIndex(pd.date_range("2016-01-01", periods=days, unit="us"), name="date")
    pain = np.zeros(days)
    for day in range(1, days):
        pain[day] = 0.5 * pain[day - 1] + rng.normal()
    columns = {name: np.clip(np.rint(5 + 1.6 * rng.normal(size=days)), 0, 10) for name in FACTORS}
    columns["pain"] = np.clip(np.rint(4 + 1.2 * pain - 0.2 * (columns["sleep_quality"] - 5)), 0, 10)
    frame = pd.DataFrame(columns, index=index)
    frame[rng.random(days) < missing] = np.nan
    frame["med_taken"] = (rng.random(days) < 0.3).astype(float)
    frame["weekday"] = index.day_of_week
    return frame


def seconds(call) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def problem(days: int) -> gls.Problem:
    rng = np.random.default_rng(2)
    design = np.column_stack([np.ones(days), rng.normal(size=(days, 8))])
    return gls.Problem(rng.normal(size=days), design, rng.random(days) > 0.1)


def compare(days: int, rounds: int) -> None:
    one = problem(days)
    mean, errors = plain_gls.fit(one.y, one.design, one.used)
    found = [gls.fit([one])[0].coefficient(column) for column in range(9)]
    apart = max(abs(mean - [each.b for each in found]).max(), abs(errors - [each.se for each in found]).max())
    pairs = [
        (seconds(lambda: gls.fit([one])), seconds(lambda: plain_gls.fit(one.y, one.design, one.used)))
        for _ in range(rounds)
    ]
    ratio = statistics.median(ours / plain for ours, plain in pairs)
    ours, plain = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"one fit, {days} days: {ours:.4f} s, dense {plain:.4f} s, ratio {ratio:.4f}, apart {apart:.1e}")


def main() -> None:
    for days, rounds in ((90, 9), (365, 5), (1460, 1)):
        compare(days, rounds)
    for days in (90, 365, 3650):
        frame = panel(days)
        found = connections.find(frame)
        doors = {
            "find": lambda frame=frame: connections.find(frame),
            "explore": lambda frame=frame: connections.explore(frame),
            "scatter": lambda frame=frame, first=found[0]: connections.scatter(frame, first),
        }
        for name, call in doors.items():
            print(f"{name}, {days} days: {statistics.median(seconds(call) for _ in range(5)):.3f} s")


if __name__ == "__main__":
    main()
