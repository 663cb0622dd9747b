"""How many of the days a verdict needs are there, factor by factor (science note 3.2 step 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.association import MIN_DAYS, MIN_VERDICT
from analysis.connection_results import FactorDays, Stage
from analysis.lagged import Diary, Link, complete, moved, read_diary, series
from analysis.primary import ACTIVITY, PRIMARY, primary

if TYPE_CHECKING:
    import pandas as pd

    from analysis.results import Insufficient

COUNTED = frozenset({"days_with_factor"})
"""What more days will mend; everything else refuses the factor."""


def factor_days(panel: pd.DataFrame, outcome: str = "pain") -> tuple[FactorDays, ...]:
    """How many days, like "12 of 28", for each of the six primary tests, in their order, logged or not.

    Activity is told for the column that is tested, else for the one that says why it is not. A diary without any
    pain has 0 days everywhere.
    """
    diary = read_diary(panel, outcome)
    links, missing = primary(panel, diary)
    tested = {(link.factor, link.lag) for link in links}
    lacking = {one.subject: one for one in missing}
    found = []
    for name, lag in PRIMARY:
        factor = _column(name, tested, lacking)
        link = Link(factor, lag, moved(series(panel, factor), lag))
        found.append(_days(diary, link, lacking.get(factor) if (factor, lag) not in tested else None))
    return tuple(found)


def _column(name: str, tested: set[tuple[str, int]], lacking: dict[str, Insufficient]) -> str:
    if name != "activity":
        return name
    some = [one for one in ACTIVITY if any(factor == one for factor, _ in tested)]
    return next(iter((*some, *(one for one in ACTIVITY if one in lacking))), name)


def _days(diary: Diary, link: Link, lacks: Insufficient | None) -> FactorDays:
    used = complete(diary, [link])
    have = int(used.sum())
    stage: Stage = "ready" if have >= MIN_VERDICT else "early" if have >= MIN_DAYS else "nothing"
    refused = lacks is not None and lacks.what not in COUNTED
    window = diary.window(used) if np.any(used) else None
    return FactorDays(
        link.factor, link.lag, have, MIN_DAYS, MIN_VERDICT, "refused" if refused else stage, lacks, window
    )
