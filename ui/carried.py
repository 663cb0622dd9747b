"""Changes by hand of tries that gave way: they follow to the entry that stands in their place now.

A change names its try by day, movement, time and number. The same try from a file has a time of day, so the change
would do nothing any more, without a word. No Streamlit here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from data.ingested import EDIT
from data.store.edits import TryKey, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.store import Store
    from data.store.edits import Edit

    Waiting = list[tuple[Edit, float]]
    """Changes of tries, oldest first, each with the pain the try came with."""


def of_layer(store: Store, number: int) -> Waiting:
    """The standing changes of the tries that one import brought."""
    felt = {_key(row): float(row.pain_during) for row in store.tries_of(number).itertuples()}
    found = store.imports()
    made = found[(found["source"] == EDIT) & ~found["undone"]]["id"]
    edits = [read(store.original(int(one))) for one in made]
    return [(one, felt[one.key]) for one in edits if isinstance(one.key, TryKey) and one.key in felt]


def follow(store: Store, waiting: Waiting, into: Mapping[str, str]) -> None:
    """Say each change again of the try that is there instead: same day and movement, the pain it came with, else the
    only one. into: name -> the name it is read as. Changes whose own entry is still there, or of which no try is left
    in its place, stay as they are. Raises as `data.store.Store`.
    """
    taken: dict[TryKey, TryKey] = {}
    for edit, felt in waiting:
        key = edit.key
        if not isinstance(key, TryKey):
            continue
        if key not in taken:
            here = _there(store, key, into)
            if any(_key(row) == key for row in here):
                continue
            free = [row for row in here if _key(row) not in taken.values()]
            alike = [row for row in free if row.pain_during == felt] or free[:1]
            if not alike:
                continue
            taken[key] = _key(alike[0])
        store.amend(taken[key], dict(edit.values), removed=edit.removed)


def _there(store: Store, key: TryKey, into: Mapping[str, str]) -> list[Any]:
    """The stored tries of this day and movement, whatever name they came with."""
    tries = store.exposures()
    tries = tries[tries["date"] == pd.Timestamp(key.day)]
    name = into.get(key.movement, key.movement)
    return [row for row in tries.itertuples() if into.get(str(row.movement), str(row.movement)) == name]


def _key(row: Any) -> TryKey:  # noqa: ANN401 - a named tuple of `exposures`
    time = row.time if isinstance(row.time, str) else None
    return TryKey(row.date.date(), str(row.movement), time, int(row.seq))
