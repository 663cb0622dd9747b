"""From the daily panel to regressions: lagged factors, which days and partners a fit may use, its columns.

Days: a fit uses the days on which pain, its factors and (if it is a covariate) medication are all known.
Lag L pairs the pain of day t with the factor of day t - L on the calendar. Floors: science note 3.2 step 9.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.gls import Problem
from analysis.results import Insufficient
from analysis.scores import commonest_share, normal_scores, standardise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from analysis.gls import Array, Mask

PRIMARY = (
    ("sleep_quality", 0),
    ("sleep_hours", 0),
    ("stress", 1),
    ("mood", 1),
    ("activity", 1),
    ("activity", 0),
)
"""The tests fixed in advance. Sleep of row t is the night before, so lag 0 already precedes the day."""
MIN_DAYS = 20
"""Complete days below which nothing is said."""
MIN_VERDICT = 28
"""Complete days from which a verdict may be given."""
DAYS_PER_FACTOR = 10
MAX_COMMONEST = 0.8
"""A series with one value on more than this share of days counts as constant."""
MIN_KEPT = 0.25
"""Own choice: partners may not cost a factor more than three quarters of its days."""
MEDICATION = (0.15, 0.85)
"""Share of days with medication between which it is a covariate."""
SINGULAR = 1e-8
"""Smallest eigenvalue of the correlation matrix of a design that can still be solved."""


@dataclass(frozen=True, slots=True, eq=False)
class Diary:
    """The panel as arrays over its T calendar days; NaN is missing. outcome: the column `pain` comes from."""

    start: np.datetime64
    outcome: str
    pain: Array
    weekend: Array
    medication: Array

    def day(self, at: int) -> date:
        """Calendar day of one row."""
        return (self.start + np.timedelta64(at, "D")).astype(object)  # type: ignore[no-any-return]

    def window(self, used: Mask) -> tuple[date, date]:
        """First and last used day."""
        days = np.flatnonzero(used)
        return self.day(int(days[0])), self.day(int(days[-1]))


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A factor at a lag: values (T,) already moved to the day of the pain they are paired with."""

    factor: str
    lag: int
    values: Array


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """One joint regression, as normal scores (the test) and in natural units (the effect).

    Column 1 + i of both designs belongs to `links[i]`. x_mean, x_scale, y_mean, y_scale lead back from
    the standardised natural columns to raw units.
    """

    links: tuple[Link, ...]
    used: Mask
    scores: Problem
    natural: Problem
    x_mean: Array
    x_scale: Array
    y_mean: float
    y_scale: float
    with_medication: bool

    @property
    def n(self) -> int:
        """Number of days used."""
        return int(self.used.sum())

    def column(self, link: Link) -> int:
        """Where the coefficient of `link` stands."""
        return 1 + [(one.factor, one.lag) for one in self.links].index((link.factor, link.lag))


def read_diary(panel: pd.DataFrame, outcome: str = "pain") -> Diary:
    """Arrays of outcome, weekend and medication; pain while moving stands in where no day was rated.

    Args:
        panel: `panel.daily`, one row per calendar day without gaps.
        outcome: column of the outcome; `pain_tries` replaces an empty `pain`.

    Raises:
        ValueError: the panel leaves out calendar days.
    """
    days = panel.index.to_numpy().astype("datetime64[D]")
    if len(days) > 1 and (np.diff(days) != np.timedelta64(1, "D")).any():
        raise ValueError("the panel must have one row per calendar day, in order")
    pain = series(panel, outcome)
    if outcome == "pain" and not np.isfinite(pain).any():
        tries = series(panel, "pain_tries")
        pain, outcome = (tries, "pain_tries") if np.isfinite(tries).any() else (pain, outcome)
    start = days[0] if len(days) else np.datetime64("1970-01-01")
    # 1970-01-01 was a Thursday, weekday 3.
    weekday = (days.astype(np.int64) + 3) % 7
    return Diary(start, outcome, pain, (weekday >= 5).astype(float), series(panel, "med_taken"))


def series(panel: pd.DataFrame, name: str) -> Array:
    """One column as floats (T,), all NaN when the panel does not have it; infinities count as missing."""
    if name not in panel:
        return np.full(len(panel), np.nan)
    values = np.array(panel[name].astype("float64"), dtype=np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def primary(panel: pd.DataFrame, diary: Diary) -> tuple[list[Link], list[Insufficient]]:
    """Primary tests that can be done, and for each factor that cannot what it lacks."""
    links: list[Link] = []
    missing: dict[str, Insufficient] = {}
    for name, lag in PRIMARY:
        factor = _column(panel, name)
        values = series(panel, factor)
        if not np.isfinite(values).any():
            missing[name] = Insufficient("days_with_factor", 0, MIN_DAYS, name)
            continue
        link = Link(factor, lag, moved(values, lag))
        lacks = shortfall(diary, link)
        if lacks is None:
            links.append(link)
        else:
            missing.setdefault(factor, lacks)
    return links, list(missing.values())


def _column(panel: pd.DataFrame, name: str) -> str:
    """Activity is minutes where there are any, else steps."""
    if name != "activity":
        return name
    return "activity_min" if np.isfinite(series(panel, "activity_min")).any() else "steps"


def moved(values: Array, lag: int) -> Array:
    """The series of day t - lag at row t; rows without such a day are NaN."""
    out = np.full(len(values), np.nan)
    if abs(lag) < len(values):
        if lag >= 0:
            out[lag:] = values[: len(values) - lag]
        else:
            out[:lag] = values[-lag:]
    return out


def complete(diary: Diary, links: Sequence[Link]) -> Mask:
    """Days (T,) with pain and every factor."""
    used = np.isfinite(diary.pain)
    for link in links:
        used = used & np.isfinite(link.values)
    return used


def shortfall(diary: Diary, link: Link) -> Insufficient | None:
    """What keeps a single factor from being looked at, or None."""
    used = complete(diary, [link])
    have = int(used.sum())
    if have < MIN_DAYS:
        return Insufficient("days_with_factor", have, MIN_DAYS, link.factor)
    for name, values in ((link.factor, link.values), (diary.outcome, diary.pain)):
        differing = round(have * (1 - commonest_share(values[used])))
        if commonest_share(values[used]) > MAX_COMMONEST:
            need = int(np.ceil(have * (1 - MAX_COMMONEST)))
            return Insufficient("constant", differing, need, name, diary.window(used))
    return None if _solvable(_equation(diary, [link], used)) else Insufficient("constant", 0, 1, link.factor)


def choose_partners(diary: Diary, link: Link, others: Sequence[Link]) -> tuple[Link, ...]:
    """The links fitted jointly with `link`, itself included, in the order given.

    Starts from all and gives up the partner with the fewest days (the later one among equals) until there are
    enough days for that many factors; then partners that cannot be told apart from the rest.
    """
    alone = int(complete(diary, [link]).sum())
    floor = max(MIN_VERDICT if alone >= MIN_VERDICT else MIN_DAYS, MIN_KEPT * alone)
    links = [link, *others]
    while len(links) > 1 and complete(diary, links).sum() < max(floor, DAYS_PER_FACTOR * len(links)):
        days = [int(complete(diary, [one]).sum()) for one in links[1:]]
        del links[len(links) - 1 - int(np.argmin(days[::-1]))]
    while len(links) > 1 and not _solvable(joint(diary, links)):
        spare = [at for at in range(1, len(links)) if _solvable(joint(diary, links[:at] + links[at + 1 :]))]
        del links[spare[-1] if spare else -1]
    return tuple(links)


def joint(diary: Diary, links: Sequence[Link], *, medication: bool = True) -> Equation:
    """The regression of pain on all `links`, trend, weekend and, where it can be told apart, medication.

    Medication is a covariate when 15-85 % of the days had it. Without it (`medication=False`) the same days
    are used, so that the two fits differ in that column only.
    """
    used = complete(diary, links)
    known = used & np.isfinite(diary.medication)
    enough = known.sum() >= max(MIN_VERDICT, DAYS_PER_FACTOR * len(links), MIN_KEPT * used.sum())
    if enough and MEDICATION[0] <= diary.medication[known].mean() <= MEDICATION[1]:
        full = _equation(diary, links, known, medication=True)
        if _solvable(full):
            return full if medication else _equation(diary, links, known)
    return _equation(diary, links, used)


def alone(diary: Diary, link: Link) -> Equation:
    """The regression on one factor with trend and weekend."""
    return _equation(diary, [link], complete(diary, [link]))


def solvable_alone(diary: Diary, link: Link) -> bool:
    """Whether one factor has days and variation enough for a verdict on its own."""
    return complete(diary, [link]).sum() >= MIN_VERDICT and shortfall(diary, link) is None


def _equation(diary: Diary, links: Sequence[Link], used: Mask, *, medication: bool = False) -> Equation:
    raw = np.column_stack([link.values[used] for link in links])
    pain, day = diary.pain[used], np.flatnonzero(used).astype(float)
    rest = [_centred(day)]
    if np.ptp(diary.weekend[used]) > 0:  # someone who logs on weekdays only has no weekend to take out
        rest.append(diary.weekend[used] - diary.weekend[used].mean())
    if medication:
        rest.append(diary.medication[used] - diary.medication[used].mean())
    return Equation(
        tuple(links),
        used,
        _problem(used, [_scored(values) for values in raw.T], rest, _scored(pain)),
        _problem(used, [_centred(values) for values in raw.T], rest, _centred(pain)),
        raw.mean(0),
        raw.std(0),
        float(pain.mean()),
        float(pain.std()),
        medication,
    )


def _problem(used: Mask, factors: list[Array], rest: list[Array], outcome: Array) -> Problem:
    design = np.zeros((len(used), 1 + len(factors) + len(rest)))
    design[used] = np.column_stack([np.ones(len(outcome)), *factors, *rest])
    y = np.zeros(len(used))
    y[used] = outcome
    return Problem(y, design, used)


def _centred(values: Array) -> Array:
    return standardise(values) if np.ptp(values) > 0 else np.zeros(len(values))


def _scored(values: Array) -> Array:
    return normal_scores(values) if np.ptp(values) > 0 else np.zeros(len(values))


def _solvable(equation: Equation) -> bool:
    """Whether no column is constant or a mixture of the others, in both designs, and pain varies."""
    if equation.y_scale == 0 or (equation.x_scale == 0).any():
        return False
    for problem in (equation.scores, equation.natural):
        columns = problem.design[problem.used, 1:]
        columns = columns / np.sqrt((columns**2).mean(0))
        if np.linalg.eigvalsh(columns.T @ columns / len(columns))[0] < SINGULAR:
            return False
    return True
