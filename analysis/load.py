"""From a logged dose to the load index L and to x = log2(L / L_ref), per movement (science note 1.1).

L = sets x reps x max(weight_kg, 1) with a weight, else sets x reps, else duration (x 1.5 when done fast, never
below 1), else distance. One formula per movement: the kind and the parts that most of its tries carry. A try
that lacks one of these parts, or was logged in another kind, has no comparable load: it takes the x of the try
before and is flagged. L_ref is the median of the first three loads. The share of body weight moved is not known
and counts as 0 (own choice; a constant share would only shift x).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.results import Dose

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

KINDS = (("weight_kg", "sets", "reps"), ("sets", "reps"), ("duration_s",), ("distance_m",))
PARTS = ("sets", "reps", "weight_kg", "duration_s", "distance_m")
USUAL = 0.5
"""A part belongs to a movement's formula when more than this share of its tries of that kind carry it."""
FAST = 1.5
FIRST_LOADS = 3


def index(tries: pd.DataFrame) -> NDArray[np.float64]:
    """Load index of each try of one movement, (n,); NaN where it cannot be compared with the others.

    tries: rows of `exposures` of one movement, in time order. A dose of 0 counts as not logged.
    """
    doses = {name: _positive(tries[name]) for name in PARTS}
    kind = _kind(doses)
    if kind is None:
        return np.full(len(tries), np.nan)
    if kind == ("duration_s",):
        factor = np.where(tries["speed"].to_numpy() == "fast", FAST, 1.0)
        return np.asarray(np.maximum(doses["duration_s"] * factor, 1.0))
    load = np.ones(len(tries))
    for name in _parts(kind, doses):
        load = load * (np.maximum(doses[name], 1.0) if name == "weight_kg" else doses[name])
    return load


def _positive(values: pd.Series) -> NDArray[np.float64]:
    numbers = values.to_numpy(dtype=float)
    return np.where(numbers > 0, numbers, np.nan)


def _kind(doses: dict[str, NDArray[np.float64]]) -> tuple[str, ...] | None:
    """The kind most tries carry; the earlier in `KINDS` among equals."""
    leads = [np.isfinite(np.vstack([doses[name] for name in _lead(kind)])).any(0) for kind in KINDS]
    left = np.ones(len(leads[0]), dtype=bool)
    counts = []
    for has in leads:
        counts.append(int((has & left).sum()))
        left &= ~has
    return KINDS[int(np.argmax(counts))] if max(counts, default=0) else None


def _lead(kind: tuple[str, ...]) -> tuple[str, ...]:
    return ("weight_kg",) if kind[0] == "weight_kg" else kind


def _parts(kind: tuple[str, ...], doses: dict[str, NDArray[np.float64]]) -> list[str]:
    of_kind = np.isfinite(np.vstack([doses[name] for name in _lead(kind)])).any(0)
    usual = [name for name in kind if np.isfinite(doses[name][of_kind]).mean() > USUAL]
    return usual or [name for name in kind if np.isfinite(doses[name][of_kind]).any()][:1]


def relative(load: NDArray[np.float64]) -> tuple[NDArray[np.float64], float | None]:
    """x = log2(load / reference) in time order, and the reference (median of the first three known loads).

    A missing load takes the x before it, 0 when there is none. Without any load x is 0 and the reference None.
    """
    known = np.flatnonzero(np.isfinite(load))
    if not len(known):
        return np.zeros(len(load)), None
    reference = float(np.median(load[known[:FIRST_LOADS]]))
    x = np.log2(load / reference)
    before = np.maximum.accumulate(np.where(np.isfinite(x), np.arange(len(x)), -1))
    return np.where(before >= 0, x[np.maximum(before, 0)], 0.0), reference


def dose(row: dict[str, float], load: float) -> Dose:
    """The dose of one try as logged, with its load index."""
    parts = {name: _known(row[name]) for name in PARTS}
    return Dose(_known(load), **parts)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
