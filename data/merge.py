"""Several files as one diary: later ones win field by field, nothing known is overwritten by a blank; and of the
diary and a device that both know a day, one leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def merged(frames: list[pd.DataFrame], table: str) -> pd.DataFrame:
    """One frame in schema dtypes with one row per key; per field the last known value of `frames`.

    The same rule as the store's view over its imports. Missing key parts (no clock time) are a value of their
    own. Sorted by the key.
    """
    import pandas as pd

    if len(frames) == 1:
        return frames[0]
    keys = schema.keys(table)
    joined = pd.concat(frames, ignore_index=True)
    if joined.empty:
        return schema.empty(table)
    return schema.conform(joined.groupby(keys, dropna=False, sort=True).last().reset_index(), table)


def led(days: pd.DataFrame, leads: Mapping[str, str]) -> pd.DataFrame:
    """One row per day: for each field the value of the source that leads, else that of the other one.

    days: one row per day and source, sorted by day. leads: field -> source; what is not in it is led by the diary. The
    `source` of a day is `sensed` only when nobody said anything about it.
    """
    import numpy as np

    if not days["date"].duplicated().any():
        return days
    own, sensed = (days[days["source"] == one].set_index("date") for one in schema.SOURCES)
    every = own.index.union(sensed.index)
    own_here, sensed_here = own.reindex(every), sensed.reindex(every)
    out = own_here.copy()
    for name in schema.names("days"):
        if name in {"date", "source", "line"}:
            continue
        first, second = (
            (sensed_here, own_here) if leads.get(name) == schema.SOURCES[1] else (own_here, sensed_here)
        )
        out[name] = first[name].where(first[name].notna(), second[name])
    out["line"] = own_here["line"].fillna(sensed_here["line"]).astype("int64")
    out["source"] = np.where(every.isin(own.index), *schema.SOURCES)
    return schema.conform(out.rename_axis("date").reset_index(), "days")


def overlap(days: pd.DataFrame) -> pd.DataFrame:
    """For each field of days that a device knows: days known by the diary, by a device, by both."""
    import pandas as pd

    known = days.set_index(["date", "source"]).notna()
    rows = []
    for name in schema.names("days"):
        if name in {"date", "source", "line"}:
            continue
        marks = known[known[name]].index.to_frame(index=False)
        own = set(marks.loc[marks["source"] == schema.SOURCES[0], "date"])
        sensed = set(marks.loc[marks["source"] == schema.SOURCES[1], "date"])
        if sensed:
            rows.append(
                {"field": name, "self_reported": len(own), "sensed": len(sensed), "both": len(own & sensed)}
            )
    return pd.DataFrame(rows, columns=["field", "self_reported", "sensed", "both"])
