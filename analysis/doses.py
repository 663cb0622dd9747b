"""A little more or a little less of a dose, one part at a time, in amounts that exist (science note 5.2).

The load index is a product of the parts of a movement's formula (`load.formula`), so a changed part changes it by its
own ratio. Less is rounded down and more never passes the cap; sets are taken away but never added.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.plan_results import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analysis.plan_results import Dimension, Limit
    from analysis.planrules import Rules
    from analysis.results import Dose

MOST_STEP = 0.10
"""A step of weight may be rounded up to what the plates allow, to 10 % at most (ACSM 2009: 2 to 10 %)."""
FAR_REPS = 20
"""Repetitions go on to here where no plate is small enough for a step (own choice)."""
SMALLEST = 1.0
"""Nothing is lowered under one: repetition, second, metre or kilogram."""
TINY = 1e-9


_LOWERED: tuple[Dimension, ...] = ("weight_kg", "reps", "duration_s", "distance_m")
_FIRST: tuple[Dimension, ...] = ("reps", "duration_s", "distance_m")


@dataclass(frozen=True, slots=True)
class More:
    """A dose with one part raised; dimension "" where nothing could be. capped: what was in the way."""

    dose: Dose
    dimension: Dimension = ""
    capped: tuple[str, ...] = ()


def less(dose: Dose, formula: Sequence[str], share: float, plate: float) -> tuple[Dose, Dimension]:
    """At most `share` of the load by one part, and which: the one that comes nearest, weight among equals.

    share: 0 to 1. Parts are lowered in amounts that exist, so the coarser one may fall far below: 3.5 kg at 80 % are
    2.5, ten repetitions are eight. Where no part can go so low, the one that goes lowest; a dose that is the smallest
    there is stays as it is, with dimension "".
    """
    found = [one for part in _LOWERED if (one := _less_of(dose, formula, part, share, plate)) is not None]
    if not found:
        if dose.sets and dose.sets > 1 and "sets" in formula:
            return changed(dose, "sets", max(1.0, math.floor(dose.sets * share))), ""
        return dose, ""
    enough = [one for one in found if one[2] <= share * (1 + TINY)]
    best = max(enough, key=lambda one: one[2]) if enough else min(found, key=lambda one: one[2])
    return best[0], best[1]


def _less_of(
    dose: Dose, formula: Sequence[str], part: Dimension, share: float, plate: float
) -> tuple[Dose, Dimension, float] | None:
    """The dose with this part lowered, and the ratio; None where it is no part of the load or the smallest already."""
    value = getattr(dose, part)
    if part not in formula or value is None or _worth(part, value) <= SMALLEST:
        return None
    lowered = max(_down(part, _worth(part, value) * share, plate), SMALLEST)
    if lowered >= value:
        return None
    return changed(dose, part, lowered), part, lowered / _worth(part, value)


@dataclass(frozen=True, slots=True)
class Caps:
    """The load index that may be reached within a week and within four.

    fresh: nothing was raised in the last seven days; one repetition more is then allowed over the weekly cap, as few
    repetitions have no smaller step.
    """

    week: float
    month: float
    fresh: bool = False

    def allow(self, dose: Dose, *, small: bool = False) -> bool:
        """Whether a dose keeps under both; `small`: it is the one repetition more."""
        if dose.index is None:
            return True
        week = self.month if small and self.fresh else self.week
        return dose.index <= min(week, self.month) * (1 + TINY)


def more(dose: Dose, formula: Sequence[str], share: float, caps: Caps, rules: Rules) -> More:
    """About `share` more of the first part that has room: repetitions, time or way, then weight.

    Repetitions stop at `rules.most_reps`, where weight goes on; where no plate is small enough for a step of 10 %, they
    go on to `FAR_REPS`. A part that the caps hold is not passed over for another one.
    """
    for part in _FIRST:
        value = getattr(dose, part)
        if part not in formula or not value or (part == "reps" and value >= rules.most_reps):
            continue
        found = _raised(dose, part, share, caps)
        return More(found, part) if found else More(dose, "", ("week",))
    if not dose.weight_kg or "weight_kg" not in formula:
        return More(dose)
    found = _heavier(dose, share, caps, rules.plate_kg)
    if found:
        return More(found, "weight_kg")
    if rules.plate_kg <= dose.weight_kg * MOST_STEP + TINY:
        return More(dose, "", ("week",))
    further = _raised(dose, "reps", share, caps) if dose.reps and dose.reps < FAR_REPS else None
    return More(further, "reps", ("plate",)) if further else More(dose, "", ("plate", "week"))


def changed(dose: Dose, part: str, value: float) -> Dose:
    """The dose with one part changed and the index with it."""
    before = getattr(dose, part)
    index = dose.index
    if index is not None and before:
        index = index * _worth(part, value) / _worth(part, before)
    return replace(dose, **{part: value, "index": index})


def limited(dose: Dose, limits: Iterable[Limit]) -> tuple[Dose, tuple[str, ...]]:
    """No part above the limit of anybody, and whose limit it was that held."""
    capped: list[str] = []
    for limit in limits:
        for part in PARTS:
            value, highest = getattr(dose, part), getattr(limit, part)
            if value is not None and highest is not None and value > highest:
                dose = changed(dose, part, highest)
                capped.append(limit.by)
    return dose, tuple(dict.fromkeys(capped))


def _raised(dose: Dose, part: str, share: float, caps: Caps) -> Dose | None:
    """The dose with whole steps of a part added, None where the caps allow none."""
    value = getattr(dose, part)
    step = _grain(part, value)
    for count in range(max(1, math.floor(value * share / step + TINY)), 0, -1):
        raised = changed(dose, part, value + count * step)
        if caps.allow(raised, small=part == "reps" and count == 1):
            return raised
    return None


def _heavier(dose: Dose, share: float, caps: Caps, plate: float) -> Dose | None:
    """The dose with whole plates added: as near to `share` as they allow, never over 10 %."""
    weight = dose.weight_kg or 0.0
    for count in range(max(1, math.floor(weight * share / plate + 0.5)), 0, -1):
        heavier = weight + count * plate
        raised = changed(dose, "weight_kg", heavier)
        if heavier <= weight * (1 + MOST_STEP) + TINY and caps.allow(raised):
            return raised
    return None


def _worth(part: str, value: float) -> float:
    """What a part counts in the index: a weight under 1 kg counts as 1."""
    return max(value, 1.0) if part == "weight_kg" else value


def _grain(part: str, value: float) -> float:
    """Whole repetitions and seconds; tens of metres, and fives of seconds from a minute on."""
    if part == "distance_m":
        return 10.0 if value >= 100 else 1.0
    return 5.0 if part == "duration_s" and value >= 60 else 1.0


def _down(part: str, value: float, plate: float) -> float:
    step = plate if part == "weight_kg" else _grain(part, value)
    return math.floor(value / step + TINY) * step
