"""From a logged dose to the load index L and to x = log2(L / L_ref), per movement (science note 1.1).

L = sets x reps x max(weight_kg, 1) with a weight, else sets x reps, else duration (x 1.5 when done fast, never
below 1), else distance, else sets alone. One formula per movement: the kind and the parts that most of its tries
carry. A try that lacks one of these parts, or was logged in another kind, has no comparable load: it takes the x
of the try before and is flagged. L_ref is the median of the first three loads. The share of body weight moved is
not known and counts as 0 (own choice; with a share, the same added weight would be a smaller step in x).
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from analysis.results import Dose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

KINDS = (("weight_kg", "sets", "reps"), ("reps", "sets"), ("duration_s",), ("distance_m",), ("sets",))
"""Parts of each formula, in the order they are preferred; a try is of a kind when it carries the first part."""
PARTS = ("sets", "reps", "weight_kg", "duration_s", "distance_m")
USUAL = 0.5
"""A part belongs to a movement's formula when more than this share of its tries of that kind carry it."""
FAST = 1.5
FIRST_LOADS = 3


def index(doses: Mapping[str, Floats], fast: NDArray[np.bool_]) -> Floats:
    """Load index of each try of one movement, (n,); NaN where it cannot be compared with the others.

    doses: `PARTS` as logged, each (n,) in time order, NaN = not logged. fast: done at high speed, (n,). Sets,
    repetitions, durations and distances of 0 count as not logged; so does a weight of 0 where no weight was ever
    used. Where one was, 0 kg is the try without it and counts as 1 (the max in the formula).
    """
    doses = _cleaned(doses)
    kind = _kind(doses)
    if kind is None:
        return np.full(len(fast), np.nan)
    return _product(tuple(_parts(kind, doses)), doses, fast)


def _product(parts: tuple[str, ...], doses: Mapping[str, Floats], fast: NDArray[np.bool_]) -> Floats:
    """The load index of each try by one formula."""
    if parts == ("duration_s",):
        return np.asarray(np.maximum(doses["duration_s"] * np.where(fast, FAST, 1.0), 1.0))
    load = np.ones(len(fast))
    for name in parts:
        load = load * doses[name]
    return load


def _cleaned(doses: Mapping[str, Floats]) -> dict[str, Floats]:
    return {name: np.where(values > 0, values, np.nan) for name, values in doses.items()} | _weights(doses)


def _weights(doses: Mapping[str, Floats]) -> dict[str, Floats]:
    weight = doses["weight_kg"]
    used = bool((weight > 0).any())
    return {"weight_kg": np.where(np.isfinite(weight) & used, np.maximum(weight, 1.0), np.nan)}


def _kind(doses: Mapping[str, Floats]) -> tuple[str, ...] | None:
    """The kind most tries carry; the earlier in `KINDS` among equals."""
    counts = [int(one.sum()) for one in _of_kinds(doses)]
    return KINDS[int(np.argmax(counts))] if max(counts) else None


def _of_kinds(doses: Mapping[str, Floats]) -> list[NDArray[np.bool_]]:
    """For each of `KINDS` which tries are of it: the first they carry the leading part of."""
    left = np.ones(len(doses["sets"]), dtype=bool)
    out = []
    for kind in KINDS:
        out.append(np.isfinite(doses[kind[0]]) & left)
        left &= ~out[-1]
    return out


def _parts(kind: tuple[str, ...], doses: Mapping[str, Floats]) -> list[str]:
    of_kind = np.isfinite(doses[kind[0]])
    return [name for name in kind if np.isfinite(doses[name][of_kind]).mean() > USUAL]


def formula(doses: Mapping[str, Floats]) -> tuple[str, ...]:
    """The parts whose product is the load index of one movement, the leading one first; () without any load."""
    cleaned = _cleaned(doses)
    kind = _kind(cleaned)
    return tuple(_parts(kind, cleaned)) if kind else ()


def relative(load: Floats) -> tuple[Floats, float | None]:
    """Log2 of load over reference, x, in time order, and the reference (median of the first three known loads).

    A missing load takes the x before it, 0 when there is none. Without any load x is 0 and the reference None.
    """
    known = np.flatnonzero(np.isfinite(load))
    if not len(known):
        return np.zeros(len(load)), None
    reference = float(np.median(load[known[:FIRST_LOADS]]))
    x = np.log2(load / reference)
    before = np.maximum.accumulate(np.where(np.isfinite(x), np.arange(len(x)), -1))
    return np.where(before >= 0, x[np.maximum(before, 0)], 0.0), reference


class Course:
    """Load index and x of the tries of one movement so far, at any of them: as `index` and `relative` of these tries.

    Which formula holds depends on what the tries so far carry. It is counted once for all of them, and what a formula
    gives is kept, so that a look at every week of ten years does not go through all tries again and again.
    """

    def __init__(self, doses: Mapping[str, Floats], fast: NDArray[np.bool_]) -> None:
        self._doses, self._fast = doses, fast
        weighted = np.flatnonzero(doses["weight_kg"] > 0)
        self._weight_from = int(weighted[0]) if len(weighted) else len(fast)
        self._counted: dict[bool, _Counts] = {}
        self._formulas: dict[int, tuple[str, ...]] = {}
        self._found: dict[tuple[str, ...], tuple[Floats, Floats, float | None, int]] = {}

    def until(self, end: int) -> tuple[Floats, Floats, float | None]:
        """Load index, x and reference of the first `end` tries."""
        parts = self.formula(end)
        if not parts:
            return np.full(end, np.nan), np.zeros(end), None
        if parts not in self._found:
            load = _product(parts, self._counts(used="weight_kg" in parts).doses, self._fast)
            known = np.flatnonzero(np.isfinite(load))
            sure = int(known[FIRST_LOADS - 1]) + 1 if len(known) >= FIRST_LOADS else len(load) + 1
            self._found[parts] = load, *relative(load), sure
        load, x, reference, sure = self._found[parts]
        return (load[:end], x[:end], reference) if end >= sure else (load[:end], *relative(load[:end]))

    def formula(self, end: int) -> tuple[str, ...]:
        """As `formula` of the first `end` tries."""
        if end not in self._formulas:
            self._formulas[end] = self._formula(end)
        return self._formulas[end]

    def _formula(self, end: int) -> tuple[str, ...]:
        counts = self._counts(used=self._weight_from < end)
        so_far = [int(one[end - 1]) for one in counts.kinds]
        if not max(so_far):
            return ()
        kind = KINDS[int(np.argmax(so_far))]
        carry = counts.parts[kind]
        return tuple(name for name in kind if carry[name][end - 1] > USUAL * carry[kind[0]][end - 1])

    def _counts(self, *, used: bool) -> _Counts:
        """used: a weight was ever used."""
        if used not in self._counted:
            doses = (
                dict(self._doses) if used else {**self._doses, "weight_kg": np.full(len(self._fast), np.nan)}
            )
            self._counted[used] = _Counts(_cleaned(doses))
        return self._counted[used]


class _Counts:
    """Of the tries so far, how many were of each kind, and of those that carry its first part how many carry each."""

    def __init__(self, doses: Mapping[str, Floats]) -> None:
        self.doses = doses
        self.kinds = [np.cumsum(one) for one in _of_kinds(doses)]
        known = {name: np.isfinite(doses[name]) for name in PARTS}
        self.parts = {
            kind: {name: np.cumsum(known[kind[0]] & known[name]) for name in kind} for kind in KINDS
        }


def dose(row: Mapping[str, float], load: float) -> Dose:
    """The dose of one try as logged, with its load index."""
    return doses({name: np.array([row[name]]) for name in PARTS}, np.array([load]))[0]


def doses(parts: Mapping[str, Floats], load: Floats) -> list[Dose]:
    """The doses of several tries as logged, with their load indices."""
    return [Dose(*one) for one in zip(known(load), *(known(parts[name]) for name in PARTS), strict=True)]


def known(values: Floats) -> list[float | None]:
    """NaN and infinity as None."""
    return [value if isfinite(value) else None for value in values.tolist()]
