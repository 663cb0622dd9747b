"""Several names of one movement read as one: a choice of the person, laid over the diary and never written into it.

The stored rows keep the name they came with; taking the choice back shows them as before. Which names look alike is
for the analysis to propose (`analysis.merge_names`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from data import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from data.store.edits import TryKey

MERGED: Final = "merged"
"""Setting: name that is read as another -> that other name."""
PLACE: Final = ["date", "time", "movement"]


def chosen(settings: Mapping[str, Any]) -> dict[str, str]:
    """What the person has set: name -> the name it is read as."""
    found = settings.get(MERGED)
    return {str(name): str(other) for name, other in found.items()} if isinstance(found, dict) else {}


def resolved(into: Mapping[str, str]) -> dict[str, str]:
    """Each name with the one it ends at; names whose way leads in a circle stay as they are."""
    found = {}
    for name in into:
        seen, at = {name}, into[name]
        while at in into and at not in seen:
            seen.add(at)
            at = into[at]
        if at not in seen:
            found[name] = at
    return found


def merged(exposures: pd.DataFrame, into: Mapping[str, str]) -> pd.DataFrame:
    """The tries under the names they are read as, sorted as the store has them. exposures: schema dtypes; not changed.

    Tries that fall on the same date and time as tries of the kept name are numbered after these (`seq`), so every key
    stays unique and no try is lost.
    """
    renamed = _renamed(exposures, resolved(into))
    if renamed is exposures:
        return exposures
    return renamed.sort_values(schema.keys("exposures"), kind="stable").reset_index(drop=True)


def original(exposures: pd.DataFrame, into: Mapping[str, str], key: TryKey) -> TryKey:
    """The key a try of the merged diary has in the stored one; the same key where it has no other.

    exposures: as stored.
    """
    import pandas as pd

    renamed = _renamed(exposures, resolved(into))
    if renamed is exposures:
        return key
    time = renamed["time"].isna() if key.time is None else renamed["time"] == key.time
    here = (renamed["movement"] == key.movement) & (renamed["date"] == pd.Timestamp(key.day))
    found = exposures.loc[renamed.index[here & time & (renamed["seq"] == key.seq)], ["movement", "seq"]]
    if len(found) != 1:
        return key
    return replace(key, movement=str(found["movement"].iloc[0]), seq=int(found["seq"].iloc[0]))


def _renamed(exposures: pd.DataFrame, into: Mapping[str, str]) -> pd.DataFrame:
    """The same rows with the same index under their new names; the frame itself where no name changes."""
    changed = exposures["movement"].isin(list(into))
    if not changed.any():
        return exposures
    out = exposures.copy()
    out["movement"] = out["movement"].map(lambda name: into.get(name, name)).astype(out["movement"].dtype)
    # Rows of the kept name keep their number; the others follow, in the order of their own names and numbers.
    kept = out["seq"].where(~changed, -1)
    highest = kept.groupby([out[name] for name in PLACE], dropna=False).transform("max")
    moved = exposures[changed].sort_values(["movement", "seq"], kind="stable").index
    place = out.loc[moved].groupby(PLACE, dropna=False, sort=False).cumcount()
    out.loc[moved, "seq"] = highest[moved] + 1 + place
    return out
