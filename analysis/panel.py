"""One row per calendar day: what the connections and the day's state of each try are read from.

Gaps stay gaps: a day without an entry is a row of NaN, nothing is interpolated (science note 1.4, 3.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

NUMERIC = tuple(one.name for one in schema.DAYS if one.kind in {"number", "yesno"})
PREFIX = {"self_reported": "factor:", "sensed": "sensed:"}


def daily(days: pd.DataFrame, exposures: pd.DataFrame, factors: pd.DataFrame) -> pd.DataFrame:
    """Panel with a daily DatetimeIndex `date` from the first to the last logged day, floats throughout.

    days, exposures, factors: frames in schema dtypes, any order. Columns: every number and yes/no (0/1) of
    `days`; `pain` (= pain_avg); `pain_tries`, the day's mean of pain_during with each movement's own mean taken
    out and the overall mean put back, the outcome of diaries without a day rating; `pain_before`, the first rest
    pain of the day; `n_tries`; `weekday` (0 = Monday); `factor:<name>` and `sensed:<name>` for further factors
    (mean of a day's values). Missing is NaN. An empty diary gives an empty panel with all fixed columns.
    """
    import pandas as pd

    index = _calendar(days, exposures, factors)
    own = _own(days)
    columns = {name: own[name].astype("float64").reindex(index) for name in NUMERIC}
    columns["pain"] = columns["pain_avg"]
    columns |= _tries(exposures, index)
    columns["weekday"] = pd.Series(index.day_of_week, index=index, dtype="float64")
    columns |= _factors(factors, index)
    # Arrays, so that columns of one index are not aligned one by one.
    return pd.DataFrame({name: one.to_numpy() for name, one in columns.items()}, index=index)


def _factors(factors: pd.DataFrame, index: pd.DatetimeIndex) -> dict[str, pd.Series]:
    """Further factors by name and source, the mean of a day's values."""
    found: dict[str, pd.Series] = {}
    if factors.empty:
        return found
    for (name, source), values in factors.groupby(["name", "source"], sort=True, dropna=False)[
        ["date", "value"]
    ]:
        if str(name).startswith(schema.PLACE):
            continue
        prefix = PREFIX.get(str(source), PREFIX["self_reported"])
        found[f"{prefix}{name}"] = values.groupby("date")["value"].mean().reindex(index)
    return found


def _own(days: pd.DataFrame) -> pd.DataFrame:
    """One row per date. Where a device knows a day too, what the person said leads (the store lets them choose)."""
    if not days["date"].duplicated().any():
        return days.set_index("date")
    return days.sort_values(["date", "source"], kind="stable").groupby("date").first()


def _calendar(*frames: pd.DataFrame) -> pd.DatetimeIndex:
    import pandas as pd

    dates = pd.concat([frame["date"] for frame in frames]).dropna()
    if dates.empty:
        return pd.DatetimeIndex([], dtype="datetime64[us]", name="date", freq="D")
    return pd.date_range(dates.min(), dates.max(), freq="D", name="date", unit="us")


def _tries(exposures: pd.DataFrame, index: pd.DatetimeIndex) -> dict[str, pd.Series]:
    """What the tries say about their day."""
    felt = exposures["pain_during"]
    level = felt - felt.groupby(exposures["movement"]).transform("mean") + felt.mean()
    rest = exposures[["date", "time", "line", "pain_before"]].dropna(subset="pain_before")
    rest = rest.sort_values(["date", "time", "line"], kind="stable", na_position="last")
    first = rest.drop_duplicates("date").set_index("date")["pain_before"]
    return {
        "pain_tries": level.groupby(exposures["date"]).mean().reindex(index),
        "pain_before": first.reindex(index),
        "n_tries": felt.notna().groupby(exposures["date"]).sum().reindex(index).fillna(0).astype("float64"),
    }


STATES = (("pain_before", 2.0), ("sleep_quality", 6.0), ("stress", 4.0))
"""Columns of the day state, and what their centre is shrunk to."""


def covariates(columns: Sequence[np.ndarray]) -> np.ndarray:
    """Centred day state for the safety model, (days, 3): rest pain, sleep quality, stress.

    columns: `STATES` of the panel, days in order up to the one it is looked at from, which set centre and spread.
    Science note 2.4: rest pain minus its centre, in points; sleep quality and stress minus their centre over
    max(sd, .8) (1.8 while fewer than four days are known). Centres are means shrunk to 2, 6 and 4 with the
    weight of two days. Missing is 0, the average day.
    """
    out = np.zeros((len(columns[0]), len(STATES)))
    for at, ((name, middle), values) in enumerate(zip(STATES, columns, strict=True)):
        known = np.isfinite(values)
        seen = values[known]
        if not len(seen):
            continue
        spread = 1.0 if name == "pain_before" else max(float(seen.std()), 0.8) if len(seen) > 3 else 1.8
        centre = (seen.sum() + 2 * middle) / (len(seen) + 2)
        out[known, at] = (seen - centre) / spread
    return out
