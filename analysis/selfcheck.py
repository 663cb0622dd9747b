"""Does the model fit this person? One-step-ahead predictions held against what was felt (science note 2.10).

Each try of a week is predicted from what was known at the end of the week before: the posterior of then at the load of
the try, the state of its day with the prior effects (its own ratings before the try, centred with data up to the end of
its week), plus what a single rating adds: noise, rounding, the day, the doubt about the effects of the day, and how far
a level wanders in the days between. The 80 % band is that of a normal with these moments.

The band decides as it is, not rounded outwards to whole points as the note has it for showing: rounded it holds 97 % of
the tries of invented people like the model, but also 65 % of ratings drawn blindly from 0 to 10, just the limit. As it
is, it holds 83 % (rougher people 79 %) and 48 % of blind ones. Not handled: tries that were left out because they would
have hurt.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis import fits
from analysis.doseresponse import Known
from analysis.history import ends, keys, summed
from analysis.results import Insufficient, Settings, Window
from analysis.safetygrid import ROUNDING
from analysis.safetyprior import COVARIATES, LENGTH, VAR_DAY, WINDOW
from analysis.tries import History, calendar_day, day_number
from analysis.verdict import MIN_TRIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from analysis.history import Memory, Rows
    from analysis.posterior import Posterior
    from analysis.tries import Series

    Floats = NDArray[np.float64]

LEAST = 20
HOLDS = 0.65
NOMINAL = 0.80
Z80 = 1.2815515655446004
CAREFUL = 0.90
"""P(safe) that is asked for where the model fits poorly."""
MOST_WIDER = 3.0
WEEK = 7


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """How well the 80 % band of single ratings held. inside: of `n` tries; share: of them inside.

    rounded: share inside the band rounded outwards to whole points. fits: the share is at least 65 %. wider: what bands
    have to be multiplied with, actual over nominal half width (the 80 % quantile of the misses in units of the band);
    1 where it fits, at most 3. p_safe: what "safe" has to reach where it does not fit, None where it does. movements:
    number of movements with a predicted try.
    """

    n: int
    inside: int
    share: float
    rounded: float
    fits: bool
    wider: float
    p_safe: float | None
    movements: int
    window: Window


@dataclass(frozen=True, slots=True)
class Predictions:
    """Predicted and felt pain of tries, each (n,): day number, mean, sd, felt (0-10); `movement` by name."""

    movement: tuple[str, ...]
    day: NDArray[np.int64]
    mean: Floats
    sd: Floats
    felt: Floats

    @property
    def missed(self) -> Floats:
        """How far off each was, in half widths of the 80 % band: 1 is its edge."""
        return np.asarray(np.abs(self.felt - self.mean) / (Z80 * self.sd))

    @property
    def rounded(self) -> NDArray[np.bool_]:
        """Whether the band, rounded outwards to whole points within 0-10, holds what was felt."""
        low = np.clip(np.floor(self.mean - Z80 * self.sd), 0, 10)
        high = np.clip(np.ceil(self.mean + Z80 * self.sd), 0, 10)
        return np.asarray((self.felt >= low) & (self.felt <= high))


def of(
    exposures: pd.DataFrame,
    panel: pd.DataFrame,
    today: date,
    memory: Memory,
    known: fits.Days | None = None,
    rows: Rows | None = None,
) -> SelfCheck | Insufficient:
    """The check of a diary: one fit a week over the last 90 days, at the ends of the weeks of `history`.

    exposures, panel, known, rows: as `history.looks` takes them. memory: what was predicted of the tries of a
    week is kept there (see `history`), so that an edit costs the weeks after it.
    """
    weeks = ends(calendar_day(day_number(today) - WINDOW - WEEK + 1), today)
    marks = keys(rows or summed(exposures, panel), weeks, Settings())
    found: list[list[float | str]] = []
    for before, after, mark in zip(weeks, weeks[1:], marks[1:], strict=False):
        name = f"check {mark}"
        if name not in memory:
            known = known or fits.Days(History(exposures, panel))
            memory[name] = json.dumps(_rows(known, before, after), ensure_ascii=False)
        found += json.loads(memory[name])
    return _said(_read([row for row in found if float(row[1]) > day_number(today) - WINDOW]), today)


def _rows(known: fits.Days, before: date, after: date) -> list[list[float | str]]:
    """Movement, day, mean, sd, felt of every try of one week that could be predicted; numbers to six figures."""
    then, now = known.series(before), known.series(after)
    rows: list[list[float | str]] = []
    for name, posterior in known.felt(before).items():
        part = _week(Known(before, then[name], posterior), Known(after, now[name], posterior), -WINDOW)
        each = zip(*part, strict=True) if part else ()
        rows.extend([name, *(float(f"{value:.6g}") for value in one)] for one in each)
    return rows


def _read(rows: list[list[float | str]]) -> Predictions:
    day, mean, sd, felt = np.array([row[1:] for row in rows], dtype=float).reshape(-1, 4).T
    return Predictions(tuple(str(row[0]) for row in rows), day.astype(np.int64), mean, sd, felt)


def check(known: Mapping[str, Sequence[Known]], today: date) -> SelfCheck | Insufficient:
    """Predictions of the tries of the last 90 days against what was felt.

    known: what was known about each movement, week by week up to `today` in any order (`closer.Closer.known`). A try is
    predicted where its movement had three tries in the window the week before. Under 20 of them: `Insufficient`
    ("predicted_tries").
    """
    return _said(predictions(known, today), today)


def _said(found: Predictions, today: date) -> SelfCheck | Insufficient:
    n = len(found.day)
    if n < LEAST:
        return Insufficient("predicted_tries", n, LEAST)
    missed = found.missed
    inside = int((missed <= 1).sum())
    share = inside / n
    holds = share >= HOLDS
    wider = float(np.clip(np.quantile(missed, NOMINAL), 1.0, MOST_WIDER))
    return SelfCheck(
        n=n,
        inside=inside,
        share=share,
        rounded=float(found.rounded.mean()),
        fits=holds,
        wider=1.0 if holds else wider,
        p_safe=None if holds else CAREFUL,
        movements=len(set(found.movement)),
        window=(calendar_day(found.day.min()), today),
    )


def predictions(known: Mapping[str, Sequence[Known]], today: date) -> Predictions:
    """Every try of the last 90 days that could be predicted a week before, movement by movement, in time order."""
    names: list[str] = []
    parts: list[tuple[Floats, ...]] = []
    for name, weeks in known.items():
        for before, after in pairwise(sorted(_until(weeks, today), key=lambda one: one.day)):
            part = _week(before, after, day_number(today) - WINDOW)
            if part is not None:
                names += [name] * len(part[0])
                parts.append(part)
    day, mean, sd, felt = (
        (np.concatenate(one) for one in zip(*parts, strict=True)) if parts else np.zeros((4, 0))
    )
    return Predictions(tuple(names), np.asarray(day).astype(np.int64), mean, sd, felt)


def _until(weeks: Iterable[Known], today: date) -> list[Known]:
    return [one for one in weeks if one.day <= today]


def _week(before: Known, after: Known, oldest: int) -> tuple[Floats, ...] | None:
    """Day, mean, sd, felt of the tries after one look and up to the next; None without a prediction."""
    then, one = day_number(before.day), after.series
    begin, end = np.searchsorted(one.day, [max(then, oldest), day_number(after.day)], side="right").tolist()
    at = slice(begin, end)
    if end <= begin or before.posterior.n < MIN_TRIES or not _comparable(before.series, one):
        return None
    x = one.x[at] + _moved(before.series, one)
    mean, sd = predicted(before.posterior, x, one.state[at], (one.day[at] - then).astype(float))
    return one.day[at].astype(float), mean, sd, one.felt[at]


def predicted(found: Posterior, x: Floats, state: Floats, days: Floats) -> tuple[Floats, Floats]:
    """Mean and sd of ratings `days` after the posterior, at loads `x` on days with covariates `state`, (n, 3)."""
    (level, slope), spread = _moments(found)
    effects = np.array([mean for mean, _ in COVARIATES])
    doubt = np.array([sd for _, sd in COVARIATES])
    distance = np.sqrt(3.0) * days / LENGTH
    wander = 2 * found.wander**2 * (1 - (1 + distance) * np.exp(-distance))
    single = found.noise**2 + ROUNDING + VAR_DAY + (state**2) @ (doubt**2)
    known = spread[0, 0] + 2 * x * spread[0, 1] + x**2 * spread[1, 1]
    return level + slope * x + state @ effects, np.sqrt(known + wander + single)


def _moments(found: Posterior) -> tuple[Floats, Floats]:
    """Mean and covariance of the level now at reference load and of the load slope."""
    both = found.draws[:, [0, -1]]
    mean = both.mean(0)
    off = both - mean
    return mean, off.T @ off / len(off)


def _comparable(before: Series, after: Series) -> bool:
    """Whether both looks count the load alike; without any load both do."""
    return before.formula == after.formula


def _moved(before: Series, after: Series) -> float:
    """What has to be added to the later x where the reference load was still another one (under three loads)."""
    if before.reference is None or after.reference is None:
        return 0.0
    return float(np.log2(after.reference / before.reference))
