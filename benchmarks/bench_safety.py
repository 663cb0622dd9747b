"""Movements: the whole `assess` and sixteen looks against one dense fit of the pain track alone.

    .venv/bin/python -m benchmarks.bench_safety

Ratios are paired: both sides run in turn in the same process, the median of the ratios is printed. `assess` does
more than the yardstick: belief track, curves, tries and facts are in its time.
"""

from __future__ import annotations

import statistics
import time
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analysis import movements, panel, safetygp
from analysis.posterior import summarise
from analysis.tries import History, day_number
from benchmarks import plain_safety
from data import schema

START = date(2026, 1, 1)
DAYS = 90


def diary(tries: int, names: int):
    """So many tries of so many movements in 90 days, all with load, rest pain and expectation."""
    rng = np.random.default_rng(1)
    day = np.sort(rng.permutation(np.arange(tries) % DAYS))
    move = np.concatenate([rng.permutation(names)[: (day == one).sum()] for one in range(DAYS)])
    date_of = np.datetime64(START, "us") + day * np.timedelta64(1, "D")
    rated = {
        "pain_during": np.clip(np.rint(1.5 + 0.4 * move + rng.normal(size=tries)), 0, 10),
        "expected_pain": np.clip(np.rint(2.5 + 0.4 * move + rng.normal(size=tries)), 0, 10),
        "pain_before": rng.integers(1, 5, tries).astype(float),
        "sets": 3.0,
        "reps": rng.integers(8, 13, tries).astype(float),
        "weight_kg": 10 + move + 0.1 * day,
    }
    words = {"movement": [f"m{one:02d}" for one in move], "time": "08:00"}
    exposures = schema.conform(pd.DataFrame({"date": date_of, **words, **rated}), "exposures")
    whole = np.datetime64(START, "us") + np.arange(DAYS) * np.timedelta64(1, "D")
    states = {name: rng.integers(0, 11, DAYS).astype(float) for name in ("sleep_quality", "stress")}
    days = schema.conform(pd.DataFrame({"date": whole, **states}), "days")
    return exposures, panel.daily(days, exposures, schema.empty("factors"))


def arrays(exposures, table, today):
    """The same diary as the numeric core sees it."""
    series = History(exposures, table).until(today).values()
    move = np.concatenate([np.full(len(one), at) for at, one in enumerate(series)])
    joined = {
        name: np.concatenate([getattr(one, name) for one in series]) for name in ("day", "x", "felt", "state")
    }
    return joined["day"], move, joined["x"], joined["felt"], joined["state"], day_number(today)


def seconds(call) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def compare(label, ours, plain, rounds) -> None:
    pairs = [(seconds(ours), seconds(plain)) for _ in range(rounds)]
    ratio = statistics.median(a / b for a, b in pairs)
    mine, dense = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"{label}: {mine:.3f} s, dense {dense:.3f} s, ratio {ratio:.2f}")


def main() -> None:
    today = START + timedelta(days=DAYS - 1)
    for tries, names, rounds in ((464, 12, 15), (990, 11, 5)):
        exposures, table = diary(tries, names)
        given = arrays(exposures, table, today)
        core, dense = safetygp.posteriors(*given), plain_safety.probabilities(*given, 3.0)
        apart = 0.0
        for move, one in core.items():
            found = summarise(one, 3.0)
            ours = np.array([found.p_safe, found.p_fall, found.p_rise, found.level])
            apart = max(apart, float(np.abs(ours - dense[move]).max()))
        print(f"{tries} tries of {names} movements, apart {apart:.1e}")
        plain = lambda given=given: plain_safety.probabilities(*given, 3.0)  # noqa: E731
        compare("  core ", lambda given=given: safetygp.posteriors(*given), plain, rounds)
        compare("  assess", lambda e=exposures, p=table: movements.assess(e, p, today), plain, rounds)
        compare("  16 looks", lambda e=exposures, p=table: movements.looks(e, p, today), plain, 3)


if __name__ == "__main__":
    main()
