"""What of direction, speed, surface and position was not moved in 28 days, and one suggestion for it (science note
4.6).

There is no target in the evidence, and varied exposure did not beat same-movement exposure (Goubert 2005): variety is
information. The suggestion is one step from a variant tried safely; without one there is none, and it is said why.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from analysis import variety
from analysis.plan_results import Missing
from analysis.results import Insufficient
from data.schema import POSITIONS, SPEEDS, SURFACES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from analysis.movement_results import NextVariant, VariantMap
    from analysis.results import MovementAssessment

ORDERS: Final = {"direction": (), "speed": SPEEDS, "surface": SURFACES, "position": POSITIONS}
"""Directions are own words, so none can be missing from a list."""


def of(tries: pd.DataFrame, today: date) -> tuple[Missing, ...]:
    """What was tried of each dimension in the last 28 days, most first, and what was not.

    tries: `exposures` rows, schema dtypes; those not rated or after `today` are left out. A part that was not logged is
    not tried.
    """
    first, last = (np.datetime64(day, "us") for day in (today - timedelta(days=variety.DAYS - 1), today))
    recent = tries[
        tries["date"].between(first, last) & tries["pain_during"].notna() & tries["movement"].notna()
    ]
    found = []
    for dimension, order in ORDERS.items():
        counts = recent[dimension].dropna().value_counts()
        tried = tuple(str(one) for one in counts.index)
        found.append(Missing(dimension, tried, tuple(one for one in order if one not in tried)))
    return tuple(found)


def suggestion(
    maps: Mapping[str, VariantMap], assessments: Sequence[MovementAssessment], found: Sequence[Missing]
) -> tuple[str, NextVariant] | Insufficient:
    """One next variant of a safe movement: first one that brings something not moved at all, else the first harder one.

    maps: movement -> its cells. Without a safe movement, or without a variant tried safely: what is missing.
    """
    safe = [one.movement for one in assessments if one.state == "safe" and one.movement in maps]
    if not safe:
        return Insufficient("safe_movements", 0, 1)
    steps = [(name, step) for name in safe for step in maps[name].following if step.harder]
    if not steps:
        return Insufficient("safe_variants", 0, 1)
    untried = {one.dimension: set(one.untried) for one in found}
    return next((pair for pair in steps if pair[1].after in untried.get(pair[1].dimension, ())), steps[0])
