"""How things are going: trend, before and after, flares, variety, wins, risk context (science note 4)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from analysis import change, flares, risks, variety, wins
from analysis.progress_results import Progress
from analysis.tries import History, calendar_day, day_number, day_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from analysis.progress_results import Flare
    from analysis.results import Look, MovementAssessment, Window

    Floats = NDArray[np.float64]

WINDOW_DAYS = 84
DERIVED = ["weekday", "n_tries"]
"""Columns every day of the panel has, logged or not."""


def summarise(
    panel: pd.DataFrame,
    exposures: pd.DataFrame,
    today: date,
    assessments: Sequence[MovementAssessment] = (),
    looks: Sequence[Look] = (),
    tau: float = 3.0,
) -> Progress:
    """Everything science note 4 says about the last 84 days up to `today`, not before the first logged day.

    panel: from `panel.daily` of the same diary, (days, columns), daily index without holes, NaN = not logged.
    exposures: schema dtypes, any order; rows without movement or pain_during are ignored. assessments, looks:
    from `movements`; without them there are no state upgrades and no breaks. tau: tolerated pain, 0-10.

    Rows after `today` are never used (in a diary without day ratings `pain_tries` is centred on all rows the
    panel was made of, so make the panel of the rows up to `today`). The outcome is `pain`, or `pain_tries` when no
    day was ever rated. A part without enough data is `Insufficient` or empty; nothing raises for want of data.
    """
    panel = panel[panel.index <= np.datetime64(today, "us")]
    history = History(exposures[exposures["date"] <= np.datetime64(today, "us")], panel)
    series = history.until(today)
    day = day_numbers(panel.index)
    logged = _logged(panel)
    window = _window(day[logged], today)
    spells = _spells(panel)
    inside = day >= day_number(window[0])
    pain = _outcome(panel)
    compared = change.before_after(window, day, pain)
    won = wins.upgrades(looks, today) + wins.overall(compared, today)
    if len(day):
        won += wins.of_movements(series, _values(panel, "pain_morning"), int(day[0]), tau, today)
    last = {name: calendar_day(one.day[-1]) for name, one in series.items()}
    return Progress(
        window=window,
        days_total=(window[1] - window[0]).days + 1,
        days_logged=int(logged[inside].sum()),
        tries=int((history.day >= day_number(window[0])).sum()),
        weeks=change.weeks(day[inside], pain[inside]),
        before_after=compared,
        flares=_within(spells, window),
        variety=variety.of(history.rows, today),
        wins=wins.select(won, today),
        risks=(
            *risks.breaks(last, assessments, looks, today),
            *risks.stress(day[inside], _values(panel, "stress")[inside], today),
            *risks.sleep(day[inside], _values(panel, "sleep_quality")[inside], today),
            *risks.flare(spells, today),
        ),
        plan_week=_plan_week(history.day, today),
    )


def flares_of(panel: pd.DataFrame, today: date) -> tuple[Flare, ...]:
    """The flares of `summarise` and nothing else of it. panel: as there."""
    panel = panel[panel.index <= np.datetime64(today, "us")]
    return _within(_spells(panel), _window(day_numbers(panel.index)[_logged(panel)], today))


def _spells(panel: pd.DataFrame) -> tuple[Flare, ...]:
    said, worst = (_values(panel, name) for name in ("flare", "pain_worst"))
    return flares.find(day_numbers(panel.index), _outcome(panel), said, worst)


def _within(spells: Sequence[Flare], window: Window) -> tuple[Flare, ...]:
    return tuple(one for one in spells if one.end >= window[0])


def _values(panel: pd.DataFrame, name: str) -> Floats:
    return np.asarray(panel[name].to_numpy(dtype=float))


def _logged(panel: pd.DataFrame) -> NDArray[np.bool_]:
    """Days with any value or any try."""
    known = panel.drop(columns=DERIVED).notna().to_numpy().any(axis=1)
    return np.asarray(known | (_values(panel, "n_tries") > 0))


def _window(logged: NDArray[np.int64], today: date) -> Window:
    start = today - timedelta(days=WINDOW_DAYS - 1)
    return (max(start, calendar_day(logged[0])) if len(logged) else start, today)


def _outcome(panel: pd.DataFrame) -> Floats:
    rated = panel["pain"].notna().any()
    return _values(panel, "pain" if rated else "pain_tries")


def _plan_week(tries: NDArray[np.int64], today: date) -> int | None:
    """1 + whole weeks since the first rated try."""
    return 1 + (day_number(today) - int(tries.min())) // 7 if len(tries) else None
