"""Expected pain as a function of load, and the largest load that stays under the limit (science note 2.7).

Read off the joint draws of one movement's posterior: expected pain at load x is level now + beta * x, on an average
day. It is the expected pain of a try, not the spread of single ratings around it. Few different loads mean that
the slope is mostly the prior (.8 points per doubling, no source); `slope_known` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis import detail
from analysis.movement_results import CapacityLook, DoseCurve, DosePoint, LoadUnit, SafeLoad
from analysis.results import Estimate, Insufficient
from analysis.safetyprior import WINDOW
from analysis.tries import calendar_day, day_number
from analysis.verdict import MIN_DAYS, MIN_TRIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from analysis.posterior import Posterior
    from analysis.tries import Series

    Floats = NDArray[np.float64]

CERTAIN = 0.80
DOUBLING = 1.0
"""How far beyond the loads done the curve goes, in doublings."""
POINTS = 25
LOADS_FOR_SLOPE = 3
"""Different loads from which on the slope counts as known from the person's own tries (own choice)."""
UNITS: dict[str, LoadUnit] = {
    "weight_kg": "kg",
    "reps": "reps",
    "duration_s": "s",
    "distance_m": "m",
    "sets": "sets",
}
SCALE = 10.0


@dataclass(frozen=True)
class Known:
    """What was known about one movement on one day: its tries up to then and the posterior of the pain track."""

    day: date
    series: Series
    posterior: Posterior


def curve(known: Known, tau: float) -> DoseCurve | Insufficient:
    """Expected pain from one doubling under the smallest to one over the largest load of the window.

    `Insufficient`: `tries` or `days_with_tries` below the data rule of the verdict, `load` where no try of the
    window has a load that can be compared. Bands stay within 0-10. Loads that were not logged took the one
    before (`analysis.load`) and widen nothing.
    """
    lacking = _lacking(known)
    if lacking:
        return lacking
    one, found, inside = known.series, known.posterior, _inside(known)
    x = _range(known)
    scale = _Scale(one)
    level, beta = found.draws[:, 0], found.draws[:, -1]
    loads = np.unique(one.load[inside & np.isfinite(one.load)])
    reached = safe_load(known, tau)
    window = detail.Window(one, day_number(known.day))
    fact = window.capacity(reached.x if reached else x[0], found.x_now, tau)
    return DoseCurve(
        movement=one.name,
        points=_points(np.linspace(*x, POINTS), level, beta, tau, scale),
        capacity=reached,
        unit=scale.unit,
        beside=scale.beside,
        tau=tau,
        x_now=found.x_now,
        beta=_estimate(beta),
        n=int(inside.sum()),
        n_loads=len(loads),
        slope_known=len(loads) >= LOADS_FOR_SLOPE,
        last=calendar_day(one.day[-1]),
        window=(calendar_day(one.day[inside][0]), known.day),
        proven=fact.proven if fact else None,
        proven_day=fact.proven_day if fact else None,
    )


def safe_load(known: Known, tau: float) -> SafeLoad | None:
    """The largest load of the range with P(expected pain <= tau) >= .80, exact on the draws; None without one.

    Each draw crosses the limit at (tau - level) / beta, so the share of draws under the limit only changes there.
    Where all slopes are positive this is the 20 % quantile of the crossings, the capacity of the note.
    """
    low, high = _range(known)
    level, beta = known.posterior.draws[:, 0], known.posterior.draws[:, -1]
    rising = beta > 0
    crossing = (tau - level) / np.where(beta == 0, np.inf, beta)
    up, down = np.sort(crossing[rising]), np.sort(crossing[beta < 0])
    flat = int(((beta == 0) & (level <= tau)).sum())
    at = np.append(up[(up >= low) & (up < high)], high)
    under = len(up) - np.searchsorted(up, at, side="left") + np.searchsorted(down, at, side="right") + flat
    share = under / len(level)
    reached = np.flatnonzero(share >= CERTAIN)
    if not len(reached):
        return None
    best, scale = reached[-1], _Scale(known.series)
    x = float(at[best])
    index = scale.load(x)
    return SafeLoad(
        x,
        index,
        index / scale.beside,
        float(share[best]),
        capped=bool(x == high),
        untried=bool(x > high - DOUBLING),
    )


def history(looks: Sequence[Known], tau: float) -> tuple[CapacityLook, ...]:
    """The safe load at earlier looks of one movement, oldest first.

    Each look is read with the tries, the reference load and the window of its own day. Looks that fall short of
    the data rule, or at which another formula of the load was in use than at the last look, are left out: their
    loads are not comparable.
    """
    usable = sorted((one for one in looks if not _lacking(one)), key=lambda one: one.day)
    if not usable:
        return ()
    last = usable[-1].series.formula
    return tuple(
        CapacityLook(one.day, safe_load(one, tau), int(_inside(one).sum()))
        for one in usable
        if one.series.formula == last
    )


class _Scale:
    """From x to the load index and to the natural unit of a movement.

    beside: product of the other parts of the load at the last try with a load, held fixed.
    """

    def __init__(self, series: Series) -> None:
        parts = series.formula
        self.unit = UNITS[parts[0]]
        self.reference = series.reference or 1.0
        last = int(np.flatnonzero(np.isfinite(series.load))[-1])
        self.beside = float(np.prod([series.doses[name][last] for name in parts[1:]]))

    def load(self, x: float) -> float:
        return float(self.reference * 2.0**x)


def _lacking(known: Known) -> Insufficient | None:
    one, inside = known.series, _inside(known)
    n, days = int(inside.sum()), len(np.unique(one.day[inside]))
    if n < MIN_TRIES:
        return Insufficient("tries", n, MIN_TRIES, one.name)
    if days < MIN_DAYS:
        return Insufficient("days_with_tries", days, MIN_DAYS, one.name)
    if not np.isfinite(one.load[inside]).any():
        return Insufficient("load", 0, 1, one.name)
    return None


def _inside(known: Known) -> NDArray[np.bool_]:
    now = day_number(known.day)
    return np.asarray((known.series.day > now - WINDOW) & (known.series.day <= now))


def _range(known: Known) -> tuple[float, float]:
    x = known.series.x[_inside(known)]
    return float(x.min() - DOUBLING), float(x.max() + DOUBLING)


def _points(x: Floats, level: Floats, beta: Floats, tau: float, scale: _Scale) -> tuple[DosePoint, ...]:
    pain = level[:, None] + beta[:, None] * x
    shown = np.clip([pain.mean(0), *np.quantile(pain, [0.05, 0.95], axis=0)], 0.0, SCALE)
    rows = zip(x.tolist(), *shown.tolist(), (pain <= tau).mean(0).tolist(), strict=True)
    return tuple(
        DosePoint(at, scale.load(at), scale.load(at) / scale.beside, mean, low, high, share)
        for at, mean, low, high, share in rows
    )


def _estimate(draws: Floats) -> Estimate:
    low, high = np.quantile(draws, [0.05, 0.95])
    return Estimate(float(draws.mean()), float(low), float(high))
