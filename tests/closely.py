"""Short diaries of one or several movements, as series and as looks, for the questions about single movements."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analysis import panel, tries
from analysis.posterior import Posterior
from analysis.results import Look
from data import schema

START = date(2026, 1, 5)
NOTHING = schema.empty("days"), schema.empty("factors")


def day(offset):
    return START + timedelta(days=int(offset))


def exposures(offsets, felt, movement="a", **columns):
    rows = {"date": pd.to_datetime([day(one) for one in offsets]), "movement": movement, "pain_during": felt}
    table = pd.DataFrame({**rows, "line": range(len(offsets)), **columns})
    table["pain_during"] = table["pain_during"].astype(float)
    return schema.conform(table, "exposures")


def both(*frames):
    return schema.conform(pd.concat(frames, ignore_index=True), "exposures")


def days(offsets, **columns):
    table = pd.DataFrame({"date": pd.to_datetime([day(one) for one in offsets]), **columns})
    return schema.conform(table, "days")


def known_days(frame, known=None):
    return panel.daily(NOTHING[0] if known is None else known, frame, NOTHING[1])


def series(frame, until, known=None):
    """Series by movement up to day number `until` after the start."""
    return tries.History(frame, known_days(frame, known)).until(day(until))


def posterior(level, beta=0.0, *, before=None, x_now=0.0, n=10):
    """A posterior with these draws of the level now and the slope; `before`: the level four weeks ago."""
    level, beta = np.broadcast_arrays(np.asarray(level, dtype=float), np.asarray(beta, dtype=float))
    draws = np.repeat(level[:, None], 10, axis=1)
    if before is not None:
        draws[:, 1:9] = np.asarray(before, dtype=float)[..., None]
    draws[:, 9] = beta
    none = np.zeros(1)
    return Posterior(
        draws, none, none, none, x_now, n, 0.0, 0.0, felt=(4.0, 4.0), noise=1.0, wander=1.0, habits=(0.5, 0.3)
    )


def looks(levels, states, movement="a", first=0, *, half=1.0, n=9, tau=3.0):
    """One look a week from day `first` on."""
    return [
        Look(
            movement,
            day(first + 7 * at),
            state,
            0.9 if level <= tau else 0.1,
            level,
            max(level - half, 0.0),
            min(level + half, 10.0),
            n,
        )
        for at, (level, state) in enumerate(zip(levels, states, strict=True))
    ]
