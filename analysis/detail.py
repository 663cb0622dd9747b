"""What stands beside a verdict: tries as drawn, surprise, capacity, variants, level curve.

Facts of the fit window (90 days), read off the tries of one movement; science note 2.6-2.9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from analysis import load, safetygp, tries
from analysis.results import Capacity, CurvePoint, Dose, Surprise, Try
from analysis.safetygp import COVARIATES, WINDOW, Z90

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from analysis.tries import Series

LAST_SURPRISES, MONTH = 5, 30
SAME = 0.5
"""Expected and felt closer than this are the same (own choice; whole numbers are not affected)."""
STRAIN_POINTS, STRAIN_SD = 0.5, 1.0
"""A strained day adds half a point by the prior effects, or has stress or bad sleep by one sd (own choice)."""
EWMA = 0.3
QUIET, RED = 1.0, 2.0
MORNINGS = 28
VARIED_VARIANTS, VARIED_DAYS = 3, 4


class Window:
    """The tries of one movement in the fit window that ends on day `now`."""

    def __init__(self, series: Series, now: int, panel: pd.DataFrame) -> None:
        self.series, self.now = series, now
        self.inside = np.flatnonzero(series.day > now - WINDOW)
        self.rest = _next_morning(series, panel)

    def facts(self, state: str, tau: float, x_now: float) -> dict[str, Any]:
        """Fields of the assessment that need no model."""
        loads = [at for at in self.inside if np.isfinite(self.series.load[at])]
        doses = self._doses(loads)
        names = tries.variants(self.series.rows)
        tolerated = self._tolerated(names, tau)
        return {
            "first_load": doses[0] if doses else None,
            "last_load": doses[-1] if doses else None,
            "load_change": self._load_change(x_now) if doses else None,
            "load_unknown": int(len(self.inside) - len(loads)) if self.series.reference is not None else 0,
            "surprise": self.surprise(),
            "variants": len(tolerated),
            "varied": state == "safe" and self._varied(tolerated, names),
            "tries": self.tries(names),
        }

    def _doses(self, at: list[int]) -> list[Dose]:
        rows = self.series.rows.iloc[[at[0], at[-1]]].to_dict("records") if at else []
        loads = [self.series.load[at[0]], self.series.load[at[-1]]] if at else []
        return [load.dose(row, one) for row, one in zip(rows, loads, strict=True)]

    def _load_change(self, x_now: float) -> float:
        return float(2 ** (x_now - np.median(self.series.x[self.inside][: load.FIRST_LOADS])))

    def tries(self, names: list[str]) -> tuple[Try, ...]:
        """The tries as a chart draws them, oldest first."""
        one = self.series
        rows = one.rows.iloc[self.inside][list(load.PARTS)].to_dict("records")
        strained = _strained(one.state)
        return tuple(
            Try(
                day=tries.calendar_day(one.day[at]),
                felt=float(one.felt[at]),
                expected=_known(one.expected[at]),
                x=float(one.x[at]),
                dose=load.dose(row, one.load[at]),
                strained=bool(strained[at]),
                variant=names[at],
                next_day=_known(one.next_day[at]),
            )
            for at, row in zip(self.inside, rows, strict=True)
        )

    def surprise(self) -> Surprise | None:
        """Expectancy violation of the window; None where nothing was expected."""
        one = self.series
        both = self.inside[np.isfinite(one.expected[self.inside])]
        if not len(both):
            return None
        violation = one.expected[both] - one.felt[both]
        recent = np.where(one.day[both] > self.now - MONTH, violation, -np.inf)
        largest = int(np.argmax(recent))
        shown = recent[largest] >= SAME
        return Surprise(
            mean=float(violation[-LAST_SURPRISES:].mean()),
            n=min(len(both), LAST_SURPRISES),
            n_all=len(both),
            easier=int((violation >= SAME).sum()),
            same=int((np.abs(violation) < SAME).sum()),
            harder=int((violation <= -SAME).sum()),
            largest_expected=float(one.expected[both[largest]]) if shown else None,
            largest_felt=float(one.felt[both[largest]]) if shown else None,
            largest_day=tries.calendar_day(one.day[both[largest]]) if shown else None,
        )

    def capacity(self, x20: float, x_now: float, tau: float) -> Capacity | None:
        """Load under the limit with 80 % certainty, clipped to the observed range +-1 doubling; and the fact."""
        one = self.series
        if one.reference is None:
            return None
        x = one.x[self.inside]
        clipped = float(np.clip(x20, x.min() - 1, x.max() + 1))
        proven = np.flatnonzero(np.isfinite(one.load) & (one.felt <= tau) & (self.rest <= QUIET))
        best = int(proven[np.argmax(one.load[proven])]) if len(proven) else None
        row = one.rows.iloc[best].to_dict() if best is not None else {}
        return Capacity(
            load=one.reference * 2**clipped,
            ratio=2 ** (clipped - x_now),
            proven=load.dose(row, one.load[best]) if best is not None else None,
            proven_day=tries.calendar_day(one.day[best]) if best is not None else None,
        )

    def _tolerated(self, names: list[str], tau: float) -> dict[str, set[int]]:
        """Variants felt at or under the limit in the last 28 days, with their days."""
        found: dict[str, set[int]] = {}
        for at in self.inside:
            if names[at] and self.series.felt[at] <= tau and self.series.day[at] > self.now - MORNINGS:
                found.setdefault(names[at], set()).add(int(self.series.day[at]))
        return found

    def _varied(self, tolerated: dict[str, set[int]], names: list[str]) -> bool:
        """In three variants on four days, none of which a red next morning followed (science note 2.9)."""
        recent = [at for at in self.inside if names[at] and self.series.day[at] > self.now - MORNINGS]
        red = any(self.rest[at] >= RED for at in recent)
        days = set().union(*tolerated.values()) if tolerated else set()
        return len(tolerated) >= VARIED_VARIANTS and len(days) >= VARIED_DAYS and not red


def _next_morning(series: Series, panel: pd.DataFrame) -> NDArray[np.float64]:
    """Pain the next morning over the usual morning (median of 28 days); NaN where either is unknown."""
    usual = panel["pain_morning"].rolling(MORNINGS, min_periods=1).median().to_numpy()
    at = series.day - tries.day_numbers(panel.index[:1])[0]
    return np.asarray(series.next_day - usual[at])


def _strained(state: NDArray[np.float64]) -> NDArray[np.bool_]:
    adds = state @ np.array([mean for mean, _ in COVARIATES])
    return np.asarray((adds >= STRAIN_POINTS) | (state[:, 1] <= -STRAIN_SD) | (state[:, 2] >= STRAIN_SD))


def smoothed(values: NDArray[np.float64]) -> float:
    """Exponentially weighted mean with gain .3, started at the first value."""
    level = float(values[0])
    for value in values[1:]:
        level += EWMA * (float(value) - level)
    return level


def curve(found: safetygp.Posterior) -> tuple[CurvePoint, ...]:
    """Level at the load trained now with its 90 % band, weekly, oldest first; the band stays within 0-10."""
    low, high = found.mean - Z90 * found.sd, found.mean + Z90 * found.sd
    return tuple(
        CurvePoint(tries.calendar_day(day), float(level), float(max(a, 0.0)), float(min(b, 10.0)))
        for day, level, a, b in zip(found.grid, found.mean, low, high, strict=True)
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
