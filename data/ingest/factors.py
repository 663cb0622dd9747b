"""From the columns of a table to its factors: further numeric columns, one value per day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data import schema

if TYPE_CHECKING:
    from data.ingest.columns import Columns, Stored
    from data.ingest.plan import Use


def of(read: Columns) -> pd.DataFrame:
    """Further numeric columns, one value per day (the mean of a day's values)."""
    names = _names(read)
    parts = []
    for use in read.having("factors", "places"):
        one = read.of(use)
        rows = np.flatnonzero(read.usable & one.known)
        if not len(rows):
            continue
        day = read.written[rows].astype("int64")
        if names is not None and use.field == "pain_avg":
            parts.append(_by_name(names, day, rows, one, read.lines))
            continue
        dates, place, count = np.unique(day, return_inverse=True, return_counts=True)
        total = np.bincount(place, weights=one.take(rows))
        first = np.full(len(dates), len(rows), dtype="int64")
        first[place[::-1]] = np.arange(len(rows))[::-1]
        part = pd.DataFrame({"date": dates, "value": total / count, "line": read.lines[rows[first]]})
        parts.append(part.assign(name=schema.PLACE + use.header if use.table == "places" else use.field))
    if not parts:
        return schema.empty("factors")
    whole = pd.concat(parts, ignore_index=True).assign(source="self_reported")
    whole["date"] = whole["date"].to_numpy().astype("datetime64[D]").astype("datetime64[us]")
    return schema.conform(whole, "factors")


def _names(read: Columns) -> Use | None:
    return next((use for use in read.plan.uses if use.table == "names" and use.field == "factor"), None)


def _by_name(names: Use, day: np.ndarray, rows: np.ndarray, one: Stored, lines: np.ndarray) -> pd.DataFrame:
    """Events as factors: the mean rating of each name on each day."""
    words = pd.array([word or None for word in names.cells.words], dtype="str").take(names.cells.codes[rows])
    frame = pd.DataFrame({"date": day, "name": words, "value": one.take(rows), "line": lines[rows]})
    grouped = frame.dropna(subset="name").groupby(["date", "name"], sort=True)
    return grouped.agg({"value": "mean", "line": "min"}).reset_index()
