"""Days chosen in a scatter: which they are, and whether they lie together in time. Describes; tests nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from analysis.explorer_results import Picked, PickedDay
from analysis.lagged import series

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from analysis.association_results import Scatter
    from analysis.results import Window

SATURDAY = 5
STEPS = 40
"""At most so many steps has a field that chooses a range."""
ROUND = (1.0, 2.0, 5.0, 10.0)


def of(scatter: Scatter, panel: pd.DataFrame, across: tuple[float, float], up: tuple[float, float]) -> Picked:
    """The days of `scatter` whose factor lies in `across` and whose adjusted pain lies in `up`, ends included.

    panel: `panel.daily`, for the pain as it was rated.
    """
    pain = series(panel, "pain")
    first = panel.index[0].date()
    inside = [
        one
        for one in sorted(scatter.points, key=lambda point: point.day)
        if across[0] <= one.x <= across[1] and up[0] <= one.pain <= up[1]
    ]
    days = tuple(PickedDay(one.day, one.x, _known(pain[(one.day - first).days]), one.pain) for one in inside)
    runs = _runs([one.day for one in days])
    best = max(runs, key=lambda run: (run[1] - run[0]).days, default=None)
    return Picked(
        days,
        len(scatter.points),
        sum(one.day.weekday() >= SATURDAY for one in days),
        (best[1] - best[0]).days + 1 if best else 0,
        best,
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _runs(days: Sequence[date]) -> list[Window]:
    """First and last day of each run of days without a gap."""
    runs: list[Window] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def scale(low: float, high: float) -> tuple[float, ...]:
    """Round values from at or under `low` to at or over `high`, at most about forty: the steps of a range field."""
    raw = (high - low or 1.0) / STEPS
    power = 10 ** np.floor(np.log10(raw))
    step = float(next(size * power for size in ROUND if size * power >= raw * (1 - 1e-9)))
    first, last = int(np.floor(low / step + 1e-9)), int(np.ceil(high / step - 1e-9))
    return tuple(round(at * step, 10) for at in range(first, max(last, first + 1) + 1))
