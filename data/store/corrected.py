"""A table of the diary with the changes made by hand laid over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.store.edits import DayKey, Edit, FactorKey, Key, TryKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def corrected(frame: pd.DataFrame, table: str, edits: Sequence[Edit]) -> pd.DataFrame:
    """The rows with all edits of their table, in the order given.

    frame: schema dtypes and a plain index, for days one row per day and source; may be changed.
    """
    mine = [one for one in edits if one.table == table]
    if not mine or frame.empty:
        return frame
    rows = _rows(frame, {one.key for one in mine})
    gone: set[int] = set()
    for edit in mine:
        here = rows.get(edit.key, [])
        if edit.removed:
            gone.update(here)
        else:
            gone.difference_update(here)
        for name, value in edit.values.items():
            _write(frame, here, name, value)
    return frame.drop(index=sorted(gone)).reset_index(drop=True) if gone else frame


def _write(frame: pd.DataFrame, here: Sequence[int], name: str, value: Any) -> None:  # noqa: ANN401 - any cell
    """Set one field where it is known; where no row of the entry knows it, in the first."""
    import pandas as pd

    known = [at for at in here if pd.notna(frame.loc[at, name])]
    for at in known or here[:1]:
        frame.loc[at, name] = value


def _rows(frame: pd.DataFrame, keys: set[Key]) -> dict[Key, list[int]]:
    """The rows of each key that has any: one for a try or a factor, one or two for a day."""
    import pandas as pd

    near = frame["date"].isin({pd.Timestamp(key.day) for key in keys}).to_numpy()
    found: dict[Key, list[int]] = {}
    for at, row in zip(near.nonzero()[0].tolist(), frame.loc[near].itertuples(), strict=True):
        for key in _keys(row):
            if key in keys:
                found.setdefault(key, []).append(at)
    return found


def _keys(row: Any) -> tuple[Key, ...]:  # noqa: ANN401 - a named tuple of any table
    """The key of a row; of which table it is, its columns tell."""
    day = row.date.date()
    if hasattr(row, "movement"):
        return (TryKey(day, row.movement, row.time if isinstance(row.time, str) else None, int(row.seq)),)
    if hasattr(row, "value"):
        return (FactorKey(day, row.name, row.source),)
    return (DayKey(day),)
