"""What stands beside a verdict: tries as drawn, surprise, capacity, variants, level curve.

Facts of the fit window (90 days), read off the tries of one movement; science note 2.6-2.9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from analysis import load, tries
from analysis.posterior import Z90
from analysis.results import Capacity, CurvePoint, Surprise, Try
from analysis.safetyprior import COVARIATES, WINDOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.posterior import Posterior
    from analysis.tries import Series

LAST_SURPRISES, MONTH = 5, 30
SAME = 0.5
"""Expected and felt closer than this are the same (own choice; whole numbers are not affected)."""
STRAIN_POINTS, STRAIN_SD = 0.5, 1.0
"""A strained day adds half a point by the prior effects, or has stress or bad sleep by one sd (own choice)."""
EWMA = 0.3
QUIET, RED = 1.0, 2.0
RECENT = 28
VARIED_VARIANTS, VARIED_DAYS = 3, 4


class Window:
    """The tries of one movement in the fit window that ends on day `now`."""

    def __init__(self, series: Series, now: int) -> None:
        self.series, self.now = series, now
        self.inside = np.flatnonzero(series.day > now - WINDOW)
        self.names = dict(zip(self.inside.tolist(), series.variants(self.inside), strict=True))

    def facts(self, state: str, tau: float, x_now: float) -> dict[str, Any]:
        """Fields of the assessment that need no model."""
        one = self.series
        loads = self.inside[np.isfinite(one.load[self.inside])]
        tolerated = self._tolerated(tau)
        return {
            "first_load": one.dose(int(loads[0])) if len(loads) else None,
            "last_load": one.dose(int(loads[-1])) if len(loads) else None,
            "load_change": self._load_change(x_now) if len(loads) else None,
            "load_unknown": len(self.inside) - len(loads) if one.reference is not None else 0,
            "surprise": self.surprise(),
            "variants": len(tolerated),
            "varied": state == "safe" and self._varied(tolerated),
            "tries": self.tries(),
        }

    def _load_change(self, x_now: float) -> float:
        return float(2 ** (x_now - np.median(self.series.x[self.inside][: load.FIRST_LOADS])))

    def tries(self) -> tuple[Try, ...]:
        """The tries as a chart draws them, oldest first."""
        one = self.series
        at = self.inside
        columns = (
            [tries.calendar_day(day) for day in one.day[at].tolist()],
            one.felt[at].tolist(),
            load.known(one.expected[at]),
            one.x[at].tolist(),
            load.doses({name: values[at] for name, values in one.doses.items()}, one.load[at]),
            _strained(one.state[at]).tolist(),
            self.names.values(),
            load.known(one.next_day[at]),
        )
        return tuple(Try(*values) for values in zip(*columns, strict=True))

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
        """Load under the limit with 80 % certainty, at most a doubling beyond what was done, if any; and the fact."""
        one = self.series
        if one.reference is None:
            return None
        x = one.x[self.inside]
        # Under the range nothing is known to be safe: its lower edge would be a load that is not.
        reached = min(x20, float(x.max()) + 1) if x20 >= x.min() - 1 else None
        proven = np.flatnonzero(np.isfinite(one.load) & (one.felt <= tau) & (one.morning_rise <= QUIET))
        best = int(proven[np.argmax(one.load[proven])]) if len(proven) else None
        return Capacity(
            load=None if reached is None else one.reference * 2**reached,
            ratio=None if reached is None else 2 ** (reached - x_now),
            proven=one.dose(best) if best is not None else None,
            proven_day=tries.calendar_day(one.day[best]) if best is not None else None,
        )

    def _tolerated(self, tau: float) -> dict[str, set[int]]:
        """Variants felt at or under the limit in the last 28 days, with their days."""
        found: dict[str, set[int]] = {}
        for at, name in self.names.items():
            if name and self.series.felt[at] <= tau and self.series.day[at] > self.now - RECENT:
                found.setdefault(name, set()).add(int(self.series.day[at]))
        return found

    def _varied(self, tolerated: dict[str, set[int]]) -> bool:
        """In three variants on four days, and no try of that time was followed by a red morning (science note 2.9)."""
        one = self.series
        recent = [at for at in self.names if one.day[at] > self.now - RECENT]
        red = any(one.morning_rise[at] >= RED for at in recent)
        days = set().union(*tolerated.values()) if tolerated else set()
        return len(tolerated) >= VARIED_VARIANTS and len(days) >= VARIED_DAYS and not red


def _strained(state: NDArray[np.float64]) -> NDArray[np.bool_]:
    adds = state @ np.array([mean for mean, _ in COVARIATES])
    return np.asarray((adds >= STRAIN_POINTS) | (state[:, 1] <= -STRAIN_SD) | (state[:, 2] >= STRAIN_SD))


def smoothed(values: NDArray[np.float64]) -> float:
    """Exponentially weighted mean with gain .3, started at the first value."""
    level = float(values[0])
    for value in values[1:]:
        level += EWMA * (float(value) - level)
    return level


def curve(found: Posterior) -> tuple[CurvePoint, ...]:
    """Level at the load trained now with its 90 % band, weekly, oldest first; all three stay within 0-10."""
    half = Z90 * found.sd
    band = np.clip([found.mean, found.mean - half, found.mean + half], 0.0, 10.0).T.tolist()
    return tuple(CurvePoint(tries.calendar_day(day), *one) for day, one in zip(found.grid, band, strict=True))
