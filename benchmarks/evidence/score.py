"""What the calls of one method were worth: costs, shares and delays (science note 2.2, 2.5).

Rows as `records` makes them. Looks at the same person are not independent, so every share carries an error that
takes persons as the unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.evidence.diary import TAU

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEAR = TAU + 0.5
"""Above this a "safe" is clearly false."""
GOOD = ("learning", "safe")
ABSTAIN = 0.4


@dataclass(frozen=True)
class Share:
    """A share or mean over n looks; error: its standard error between persons, NaN under two persons."""

    value: float
    n: int
    error: float = float("nan")


def mean_over(values: np.ndarray, among: np.ndarray, person: np.ndarray) -> Share:
    """Mean of `values` where `among`; NaN over nothing."""
    values, among = np.asarray(values, dtype=float), np.asarray(among, dtype=bool)
    n = int(among.sum())
    if not n:
        return Share(float("nan"), 0)
    value = float(values[among].mean())
    off = pd.Series(values[among] - value).groupby(np.asarray(person)[among]).sum()
    count = len(off)
    error = float(np.sqrt(count / (count - 1) * (off**2).sum()) / n) if count > 1 else float("nan")
    return Share(value, n, error)


def costs(rows: pd.DataFrame, calls: np.ndarray) -> np.ndarray:
    """Graded cost of each call: a clearly false "safe" 4, a missed one 1, silence .4; grey zones cost less."""
    level, change, rise = (rows[name].to_numpy() for name in ("level", "change", "rise"))
    safe = np.select([level <= TAU, level <= CLEAR], [0.0, 1.0], 4.0)
    zones = [level <= TAU - 0.5, level <= TAU, rise >= 1.5, rise >= 1.0, change <= -1.0, change <= -0.5]
    watchful = np.select(zones, [1.0, 0.3, 0.7, 0.0, 0.8, 0.0], 0.0)
    learning = np.select(zones, [1.0, 0.3, 1.5, 1.0, 0.0, 0.0], 0.6)
    relapsing = np.select(zones, [1.0, 0.3, 0.0, 0.0, 1.5, 1.0], 1.0)
    said = [calls == one for one in ("safe", "threat", "learning", "relapsing")]
    return np.select(said, [safe, watchful, learning, relapsing], ABSTAIN)


def figures(rows: pd.DataFrame, method: str) -> dict[str, Share]:
    """All figures of one method in one world."""
    calls, truth = rows[f"call_{method}"].to_numpy(), rows["truth"].to_numpy()
    level, change, rise = (rows[name].to_numpy() for name in ("level", "change", "rise"))
    few = rows["few"].to_numpy(dtype=bool)
    decided, safe = calls != "unknown", calls == "safe"
    clear, still = level > CLEAR, rise < 0.75
    hopeful, alarmed = np.isin(calls, GOOD), calls == "relapsing"

    def of(values: np.ndarray, among: np.ndarray) -> Share:
        return mean_over(values, among, rows["person"].to_numpy())

    learn_days, learn_found = delay(rows, calls, "learning")
    relapse_days, relapse_found = delay(rows, calls, "relapsing")
    return {
        "cost": of(costs(rows, calls), np.ones(len(rows), dtype=bool)),
        "decided": of(decided, np.ones(len(rows), dtype=bool)),
        "right": of(calls == truth, decided),
        "false_safe": of(safe, clear),
        "false_safe_few": of(safe, clear & few),
        "safe_wrong": of(truth != "safe", safe),
        "safe_found": of(safe, truth == "safe"),
        "fall_hit": of(hopeful, (level > TAU) & (change <= -1.5) & (rise < 1.0)),
        "false_hope": of(hopeful, clear & (change > -0.25) & still),
        "relapse_hit": of(alarmed, clear & (rise >= 2.0)),
        "false_relapse": of(alarmed, still),
        "false_relapse_sleep": of(alarmed, still & in_bad_sleep(rows)),
        "learn_days": learn_days,
        "learn_found": learn_found,
        "relapse_days": relapse_days,
        "relapse_found": relapse_found,
        "ever_learning": ever(rows, calls, "learning"),
        "ever_relapsing": ever(rows, calls, "relapsing"),
        "ever_moving": ever(rows, calls, "learning", "relapsing"),
        "ever_wrongly": ever(rows, np.where(unfounded(rows, calls), calls, ""), "learning", "relapsing"),
    }


def unfounded(rows: pd.DataFrame, calls: np.ndarray) -> np.ndarray:
    """Calls of learning or relapsing where nothing of the kind happened: no fall of .5, no rise of 1.5."""
    fell, rose = rows["change"].to_numpy() <= -0.5, rows["rise"].to_numpy() >= 1.5
    return ((calls == "learning") & ~fell) | ((calls == "relapsing") & ~rose)


def in_bad_sleep(rows: pd.DataFrame) -> np.ndarray:
    """Looks from the third day of a bad-sleep phase to three days after it."""
    day, start, length = (rows[name].to_numpy() for name in ("day", "event_start", "event_days"))
    bad = (rows["event"] == "badsleep").to_numpy()
    return bad & (day >= start + 3) & (day <= start + length + 3)


def ever(rows: pd.DataFrame, calls: np.ndarray, *states: str) -> Share:
    """Share of movements that were given one of the states at any look."""
    any_call = (
        pd.Series(np.isin(calls, states)).groupby([rows["person"].to_numpy(), rows["move"].to_numpy()]).any()
    )
    person = any_call.index.get_level_values(0).to_numpy()
    return mean_over(any_call.to_numpy(), np.ones(len(any_call), dtype=bool), person)


def delay(rows: pd.DataFrame, calls: np.ndarray, state: str) -> tuple[Share, Share]:
    """Median days from the first look where a change was true to the first call of it from then on; share found.

    learning: a movement that was a threat before is truly learning or safe, and is called either. relapsing: it is
    truly relapsing, and is called so. Only changes that hold for two looks count. The days are those of the found.
    """
    true = GOOD if state == "learning" else (state,)
    told = pd.DataFrame({name: rows[name].to_numpy() for name in ("person", "move", "day", "truth")})
    told["call"] = calls
    days, found, person = [], [], []
    for (who, _), one in told.sort_values("day", kind="stable").groupby(["person", "move"], sort=True):
        begins = _onset(one["truth"].tolist(), true, from_threat=state == "learning")
        if begins is None or one["truth"].iloc[begins:].isin(true).sum() < 2:
            continue
        hits = one["day"].iloc[begins:][one["call"].iloc[begins:].isin(true)]
        found.append(len(hits) > 0)
        person.append(who)
        if len(hits):
            days.append(int(hits.iloc[0] - one["day"].iloc[begins]))
    median = float(np.median(days)) if days else float("nan")
    return Share(median, len(days)), mean_over(
        np.array(found), np.ones(len(found), dtype=bool), np.array(person)
    )


def _onset(truth: Sequence[str], true: Sequence[str], *, from_threat: bool) -> int | None:
    """Number of the first look where it is true; with from_threat only after a look where it was a threat."""
    if from_threat and truth[0] == "safe":
        return None
    seen = not from_threat
    for at, one in enumerate(truth):
        if seen and one in true:
            return at
        seen = seen or one == "threat"
    return None
