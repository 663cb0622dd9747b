"""The six tests fixed in advance: which of them a diary can do, and what the others lack (science note 3.2 step 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis import eligible
from analysis.association import MIN_DAYS, shortfall
from analysis.lagged import Diary, Link, moved, series
from analysis.results import Insufficient

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from analysis.gls import Array

PRIMARY = (
    ("sleep_quality", 0),
    ("sleep_hours", 0),
    ("stress", 1),
    ("mood", 1),
    ("activity", 1),
    ("activity", 0),
)
"""The tests fixed in advance. Sleep of row t is the night before, so lag 0 already precedes the day."""
ACTIVITY = ("activity_min", "steps")


def primary(panel: pd.DataFrame, diary: Diary) -> tuple[list[Link], list[Insufficient]]:
    """Primary tests that can be done, and for each factor that cannot what it lacks.

    Of two factors that are nearly the same series the one with more days is tested; the other is said to be the
    same (`same_as`), steps beside minutes as well.
    """
    logged, missing = logged_factors(panel, diary)
    same = eligible.twins(eligible.alike(logged, diary.pain))
    missing |= {
        name: Insufficient("same_as", 0, 1, name, other=lead)
        for name, lead in same.items()
        if name not in missing
    }
    links = []
    for name, lag in tests(logged, diary):
        if name in missing:
            continue
        link = Link(name, lag, moved(logged[name], lag))
        lacks = shortfall(diary, link)
        if lacks is None:
            links.append(link)
        else:
            missing[name] = lacks
    return links, list(missing.values())


def logged_factors(panel: pd.DataFrame, diary: Diary) -> tuple[dict[str, Array], dict[str, Insufficient]]:
    """Values of the primary factors that were ever logged and may be held against pain; what the others lack.

    Both columns of activity are among them, so that it can be said when they are the same.
    """
    logged: dict[str, Array] = {}
    missing: dict[str, Insufficient] = {}
    wanted = dict.fromkeys(name for name, _ in PRIMARY if name != "activity")
    for name in (*wanted, *(one for one in ACTIVITY if np.isfinite(series(panel, one)).any())):
        values = series(panel, name)
        lacks = eligible.refused(diary, name, values)
        if not np.isfinite(values).any():
            missing[name] = Insufficient("days_with_factor", 0, MIN_DAYS, name)
        elif lacks is not None:
            missing[name] = lacks
        else:
            logged[name] = values
    if not any(name in logged or name in missing for name in ACTIVITY):
        missing["activity"] = Insufficient("days_with_factor", 0, MIN_DAYS, "activity")
    return logged, missing


def tests(logged: Mapping[str, Array], diary: Diary) -> list[tuple[str, int]]:
    """The primary tests of the factors in `logged`, by column and lag.

    Activity is the column with more days with pain, minutes among equals.
    """
    days = {
        name: int((np.isfinite(logged[name]) & np.isfinite(diary.pain)).sum())
        for name in ACTIVITY
        if name in logged
    }
    activity = max(days, key=lambda name: days[name], default="activity")
    named = [(activity if name == "activity" else name, lag) for name, lag in PRIMARY]
    return [(name, lag) for name, lag in named if name in logged]
