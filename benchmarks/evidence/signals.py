"""What the probabilities and intervals of the engine were worth: calibration, coverage, and how well falls are told.

A fall is a change of -.5 or less over 28 days, a rise 1.5 or more over the best of eight weeks: what P(fall) and
P(rise) are the probabilities of (science note 2.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.evidence.diary import TAU
from benchmarks.evidence.score import CLEAR, GOOD, Share, mean_over

if TYPE_CHECKING:
    import pandas as pd

EDGES = {
    "p_safe": (0.0, 0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 1.0),
    "p_fall": (0.0, 0.05, 0.25, 0.5, 0.65, 0.75, 0.85, 0.95, 1.0),
    "p_rise": (0.0, 0.05, 0.25, 0.5, 0.6, 0.8, 1.0),
}
SETTLED = 28
"""Days since the first try from which there is a change over 28 days; before, it is one over fewer."""
TRIES = {"3-7": (3, 7), "8-14": (8, 14), "15+": (15, 10**6)}
FLAT_SLOPE, FLAT_TRIES = 0.7, 6
"""Ratings whose straight line over that many tries changes less than this in 28 days look constant."""


@dataclass(frozen=True)
class Bin:
    """Probabilities from low to high: how many, their mean, and how often it was true."""

    low: float
    high: float
    said: float
    true: Share


def happened(rows: pd.DataFrame, name: str) -> np.ndarray:
    """Whether that which a probability speaks of is true."""
    if name == "p_safe":
        return (rows["level"] <= TAU).to_numpy()
    return (rows["change"] <= -0.5).to_numpy() if name == "p_fall" else (rows["rise"] >= 1.5).to_numpy()


def settled(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """The looks whose probability is one of a full stretch: for a fall or a rise from 28 days on, else all."""
    return rows if name == "p_safe" else rows[rows["span"] >= SETTLED]


def calibration(rows: pd.DataFrame, name: str) -> list[Bin]:
    """By bins of a probability, the upper end included in the last only. Looks without a probability are left out."""
    said, true = rows[name].to_numpy(dtype=float), happened(rows, name)
    edges, person = EDGES[name], rows["person"].to_numpy()
    out = []
    for low, high in pairwise(edges):
        among = (said >= low) & ((said < high) | ((high == edges[-1]) & (said == high)))
        mean = float(said[among].mean()) if among.any() else float("nan")
        out.append(Bin(low, high, mean, mean_over(true, among, person)))
    return out


def probabilities(rows: pd.DataFrame) -> dict[str, Share]:
    """Brier score of P(safe); share of 90 % intervals of level and change that hold the truth."""
    said = rows["p_safe"].to_numpy(dtype=float)
    known, person = np.isfinite(said), rows["person"].to_numpy()
    return {
        "brier_safe": mean_over((said - happened(rows, "p_safe")) ** 2, known, person),
        "cover_level": _cover(rows, "level", "said_low", "said_high"),
        "cover_change": _cover(rows, "change", "change_low", "change_high"),
    }


def _cover(rows: pd.DataFrame, true: str, low: str, high: str) -> Share:
    value, least, most = (rows[name].to_numpy(dtype=float) for name in (true, low, high))
    known = np.isfinite(least) & np.isfinite(most)
    return mean_over((least <= value) & (value <= most), known, rows["person"].to_numpy())


def auc(score: np.ndarray, true: np.ndarray) -> float:
    """Chance that a true case has the higher score than a false one, ties half. NaN scores count as the lowest.

    NaN without a case of either sort.
    """
    score, true = np.where(np.isnan(score), -np.inf, score), np.asarray(true, dtype=bool)
    cases, others = np.sort(score[true]), np.sort(score[~true])
    if not len(cases) or not len(others):
        return float("nan")
    below, upto = np.searchsorted(others, cases, "left"), np.searchsorted(others, cases, "right")
    return float((below + upto).mean() / 2 / len(others))


@dataclass(frozen=True)
class Told:
    """How well real falls are told from none: n cases and others, AUC, share of each called learning or safe."""

    cases: int
    others: int
    auc: float
    hit: float
    false: float


def told(rows: pd.DataFrame, method: str, cases: np.ndarray, others: np.ndarray) -> Told:
    """One method on cases and others; its score is the fall it expects."""
    both = cases | others
    score = -rows[f"fall_{method}"].to_numpy()
    hopeful = rows[f"call_{method}"].isin(GOOD).to_numpy()
    rate = [float(hopeful[one].mean()) if one.any() else float("nan") for one in (cases, others)]
    return Told(int(cases.sum()), int(others.sum()), auc(score[both], cases[both]), *rate)


def constant_pain(rows: pd.DataFrame, method: str) -> Told:
    """Ratings that look constant: a real fall hidden by more load, against nothing at all above the limit."""
    level, change, rise, n = (rows[name].to_numpy() for name in ("level", "change", "rise", "n"))
    looks_flat = (np.abs(rows["fall_slope"].to_numpy()) < FLAT_SLOPE) & (n >= FLAT_TRIES)
    nothing = (level > CLEAR) & (change > -0.25) & (rise < 0.75)
    return told(rows, method, looks_flat & (change <= -1.0), looks_flat & nothing)


def falls(rows: pd.DataFrame, method: str) -> dict[str, Told]:
    """Real falls of a point or more against no fall, by number of tries so far."""
    n, change = rows["n"].to_numpy(), rows["change"].to_numpy()
    inside = {name: (n >= low) & (n <= high) for name, (low, high) in TRIES.items()}
    return {
        name: told(rows, method, one & (change <= -1.0), one & (change > -0.25))
        for name, one in inside.items()
    }
