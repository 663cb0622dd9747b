"""Several files as one diary: later ones win field by field, nothing known is overwritten by a blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import schema

if TYPE_CHECKING:
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
