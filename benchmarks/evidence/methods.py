"""The plain methods to be measured against (science note 2.2), each as usually written and with tuned thresholds.

A method reads the ratings of one movement up to a day (days, pain, both in order) and says a level, a change over 28
days and a rise over the best so far, in points; the call rules turn these into a state. None knows load or day state.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from benchmarks.evidence.diary import BACK, TAU, WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reading:
    """level/change/rise in points. p: of no slope; error: of the level (OLS only). n: ratings used."""

    level: float
    change: float
    rise: float
    n: int
    p: float = 1.0
    error: float = 0.0


def week_mean(day: np.ndarray, pain: np.ndarray, now: int) -> Reading | None:
    """Mean of the last seven days; against the four weeks before and the best week of eight."""
    back = (now - day) // 7
    if not (back == 0).any():
        return None
    level = float(pain[back == 0].mean())
    before = pain[(back >= 1) & (back <= WINDOW // 7)]
    weeks = [float(pain[back == week].mean()) for week in range(BACK // 7) if (back == week).any()]
    return Reading(level, level - float(before.mean()) if len(before) else 0.0, level - min(weeks), len(pain))


def slope(day: np.ndarray, pain: np.ndarray, now: int) -> Reading | None:
    """Least squares over 28 days: level today, change over 28 days, p of the slope."""
    recent = day > now - WINDOW
    when, felt = day[recent] - float(now), pain[recent]
    n = len(felt)
    if n < 3 or np.ptp(when) == 0:
        return None
    middle, spread = when.mean(), ((when - when.mean()) ** 2).sum()
    per_day = ((when - middle) * felt).sum() / spread
    level = felt.mean() - per_day * middle
    rest = ((felt - level - per_day * when) ** 2).sum()
    variance = max(rest / max(n - 2, 1), 0.05)
    t = abs(per_day) / np.sqrt(variance / spread)
    p = 2 * float(special.stdtr(max(n - 2, 1), -t))
    error = float(np.sqrt(variance * (1 / n + middle**2 / spread)))
    return Reading(float(level), float(per_day * WINDOW), float(per_day * WINDOW), n, p, error)


def learner(
    day: np.ndarray, pain: np.ndarray, now: int, rate: float, surprise: float | None = None
) -> Reading:
    """Rescorla-Wagner: the value moves towards each rating by `rate` of the error.

    surprise: the rate itself follows the size of the error (Pearce-Hall), between .05 and .9.
    """
    value, values = float(pain[0]), [float(pain[0])]
    for felt in pain[1:]:
        error = float(felt) - value
        value += rate * error
        if surprise is not None:
            rate = min(max(surprise * min(abs(error) / 3, 1) + (1 - surprise) * rate, 0.05), 0.9)
        values.append(value)
    known = np.array(values)
    before = max(int(np.searchsorted(day, max(day[0], now - WINDOW), side="right")) - 1, 0)
    lately = known[day > now - BACK]
    rise = value - float(lately.min()) if len(lately) else 0.0
    return Reading(value, value - values[before], rise, len(pain))


def coin(day: np.ndarray, pain: np.ndarray, now: int, half: float, share: float) -> Reading:
    """Beta-Bernoulli on "at or under the limit", older tries halved every `half` days.

    level: probability that more than `share` of tries are under the limit. change: of the mean over 14 days.
    """
    ok = pain <= TAU

    def counts(until: int) -> tuple[float, float]:
        weight = np.where(day <= until, 0.5 ** ((until - day) / half), 0.0)
        return 0.5 + float((weight * ok).sum()), 0.5 + float((weight * ~ok).sum())

    a, b = counts(now)
    before = counts(now - WINDOW // 2)
    change = a / (a + b) - before[0] / sum(before) if (day <= now - WINDOW // 2).any() else 0.0
    return Reading(float(special.betaincc(a, b, share)), change, 0.0, len(pain))


def by_points(read: Reading | None, below: float, fall: float, rise: float, least: int) -> str:
    """Safe when the level is `below` the limit, else relapsing or learning when it moved far enough."""
    if read is None or read.n < least:
        return UNKNOWN
    if read.level <= TAU - below:
        return "safe"
    return "relapsing" if read.rise >= rise else "learning" if read.change <= -fall else "threat"


def by_slope(read: Reading | None, p: float, least: int) -> str:
    """Safe when the line is at or under the limit today, else by the sign of a slope that counts."""
    if read is None or read.n < least:
        return UNKNOWN
    if read.level <= TAU:
        return "safe"
    return "threat" if read.p >= p else "learning" if read.change < 0 else "relapsing"


def by_coin(read: Reading | None, sure: float, step: float) -> str:
    """Safe when sure enough, else by the change of the share under the limit."""
    if read is None:
        return UNKNOWN
    if read.level >= sure:
        return "safe"
    return "relapsing" if read.change <= -step else "learning" if read.change >= step else "threat"


@dataclass(frozen=True)
class Method:
    """read: what it makes of the ratings. call: the state. falls: its change is a score for "pain falls"."""

    title: str
    read: Callable[[np.ndarray, np.ndarray, int], Reading | None]
    call: Callable[[Reading | None], str]
    falls: bool = True


METHODS = {
    "week_raw": Method("7-day mean, raw", week_mean, partial(by_points, below=0, fall=1, rise=1.5, least=1)),
    "slope_raw": Method("least-squares slope, raw", slope, partial(by_slope, p=0.05, least=3)),
    "week": Method("7-day mean, tuned", week_mean, partial(by_points, below=0.5, fall=2, rise=3, least=1)),
    "slope": Method("least-squares slope, tuned", slope, partial(by_slope, p=0.05, least=6)),
    "rw": Method(
        "Rescorla-Wagner, tuned (.5)",
        partial(learner, rate=0.5),
        partial(by_points, below=0.5, fall=1.5, rise=2.5, least=1),
    ),
    "ph": Method(
        "Pearce-Hall, tuned",
        partial(learner, rate=0.3, surprise=0.1),
        partial(by_points, below=0.5, fall=1.5, rise=2.5, least=1),
    ),
    "beta": Method(
        "Beta-Bernoulli, tuned",
        partial(coin, half=10.0, share=0.65),
        partial(by_coin, sure=0.6, step=0.2),
        falls=False,
    ),
}
"""Thresholds: science note 2.2, tuned there on 120 other people by the same cost."""
