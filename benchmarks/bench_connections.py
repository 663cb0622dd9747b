"""Connections: the whole grid of factors and lags against a permutation loop, its cost by days, and the dense algebra.

    .venv/bin/python -m benchmarks.bench_connections

The grid is what the lag view shows: 12 factors x 11 lags, every one a regression with AR(1) errors, trend and weekend,
and Benjamini-Hochberg over all of them. The yardstick is the usual loop: Spearman with 2 000 circular shifts of the
factor for each of the 132 pairs, each through `scipy.stats.spearmanr`. A loop that long takes minutes, so `--perms`
of the 2 000 are run and the time is scaled: its cost is linear in them. Both run in turn in the same process.
"""

from __future__ import annotations

import argparse
import statistics
import time
import warnings

import numpy as np
import pandas as pd
from scipy.signal import lfilter
from scipy.stats import spearmanr

from analysis import connections, gls, lagview
from analysis.lagged import moved
from benchmarks import plain_gls

FACTORS = 12
LAGS = tuple(lagview.LAGS)
PERMS = 2000
GUARD = 14
"""Shifts nearer than this to no shift are not used."""


def panel(days: int, missing: float) -> pd.DataFrame:
    """Twelve factors with more and more carry-over, pain with much of it, two true links."""
    rng = np.random.default_rng(1)
    latent = [_carried(rng, days, phi) for phi in np.linspace(0.2, 0.95, FACTORS)]
    pain = _carried(rng, days, 0.9)
    pain[1:] -= 0.25 * latent[0][:-1]
    pain[2:] += 0.2 * latent[3][:-2]
    columns = {f"factor:{at}": np.round(5 + 2 * one, at % 3) for at, one in enumerate(latent)}
    columns["pain"] = np.clip(np.round(5 + 2 * pain, 1), 0, 10)
    index = pd.DatetimeIndex(pd.date_range("2016-01-01", periods=days, unit="us"), name="date")
    frame = pd.DataFrame(columns, index=index)
    return frame.mask(rng.random(frame.shape) < missing) if missing else frame


def _carried(rng, days, phi):
    noise = rng.standard_normal(days) * np.sqrt(1 - phi**2)
    return lfilter([1.0], [1.0, -phi], noise)


def seconds(call) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def permutation_loop(frame: pd.DataFrame, perms: int) -> list[float]:
    """p of every factor at every lag by circular shifts, as it is usually written."""
    rng, pain, found = np.random.default_rng(0), frame["pain"].to_numpy(), []
    for name in frame.columns.drop("pain"):
        for lag in LAGS:
            factor = moved(frame[name].to_numpy(), lag)
            known = np.isfinite(pain) & np.isfinite(factor)
            x, y = factor[known], pain[known]
            observed = abs(spearmanr(x, y).statistic)
            shifts = rng.integers(GUARD, len(x) - GUARD, perms)
            null = [abs(spearmanr(np.roll(x, by), y).statistic) for by in shifts]
            found.append((1 + sum(one >= observed - 1e-12 for one in null)) / (perms + 1))
    return found


def grid(days: int, missing: float, perms: int, rounds: int) -> None:
    """The whole grid against the loop, in turn; the median of the ratios."""
    frame = panel(days, missing)
    connections.explore(frame)
    pairs, begun = [], time.process_time()
    connections.explore(frame)
    cpu = time.process_time() - begun
    for _ in range(rounds):
        ours = seconds(lambda: connections.explore(frame))
        pairs.append((ours, seconds(lambda: permutation_loop(frame, perms)) * PERMS / perms))
    ours, loop = (statistics.median(one) for one in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(
        f"grid {FACTORS} x {len(LAGS)}, {days} days, {missing:.0%} missing: {ours:.3f} s ({cpu:.3f} s of one core); "
        f"loop with {PERMS} permutations {loop:.0f} s ({perms} run, scaled); ratio {ratio:.5f}"
    )


def growth(rounds: int) -> None:
    """Seconds of the grid by days: twice the days, twice the time."""
    for days in (456, 912, 1825, 3650, 7300):
        frame = panel(days, 0.1)
        spent = statistics.median(
            seconds(lambda frame=frame: connections.explore(frame)) for _ in range(rounds)
        )
        print(f"grid, {days} days: {spent:.3f} s, {1e6 * spent / days:.0f} us a day")


def reference(days: int) -> None:
    """Largest distance of any bar of the grid to the dense algebra, which is cubic in the days."""
    from analysis import association, lagged

    frame = panel(days, 0.1)
    diary = lagged.read_diary(frame)
    apart = 0.0
    for point in connections.explore(frame):
        link = lagged.Link(point.factor, point.lag, moved(lagged.series(frame, point.factor), point.lag))
        one = association.single(diary, link).scores
        mean, errors = plain_gls.fit(one.y, one.design, one.used)
        half = (point.high - point.low) / 2
        fitted = gls.fit([one])[0]
        apart = max(apart, abs(mean[1] - point.b), abs(errors[1] * fitted.quantile - half))
    print(f"grid, {days} days: largest distance to dense algebra {apart:.1e}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=3650)
    parser.add_argument("--perms", type=int, default=10, help="permutations really run")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    warnings.simplefilter("error")
    for missing in (0.0, 0.1):
        grid(options.days, missing, options.perms, options.rounds)
    growth(options.rounds)
    reference(90)


if __name__ == "__main__":
    main()
