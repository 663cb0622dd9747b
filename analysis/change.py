"""Weekly means and the one allowed comparison: the first against the last 28 days (science note 4.2).

Neighbouring days are alike, so 28 days carry less than 28 days' worth of news: the standard error is widened by
(1 + r1) / (1 - r1). A verdict needs certainty and size both; either alone calls noise a change.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from analysis.progress_results import BeforeAfter, WeekPain
from analysis.results import Insufficient, Window
from analysis.tries import calendar_day, day_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SIDE_DAYS = 28
SIDE_LOGGED = 14
"""At least half of each side must be logged (own choice): the note's error rates hold for 28 days a side."""
CERTAIN, Z90 = 1.96, 1.645
POINTS, SHARE, MEANINGFUL = 1.0, 0.15, 0.30
MOST_CARRY_OVER = 0.9
SCALE = 10.0
ROUNDING = 1 / 12
"""Variance that rating in whole numbers adds; equal ratings are no certainty (science note 2.4)."""


def weeks(day: NDArray[np.int64], pain: Floats) -> tuple[WeekPain, ...]:
    """Mean pain of each Monday week with its plain 90 % t interval, oldest first; weeks without a day are absent.

    day: consecutive day numbers since 1970, (n,). pain: 0-10, NaN = not logged. A week with one logged day has
    no spread of its own and takes +-1.645 times the spread pooled over the other weeks; without any such week
    its interval is the whole scale. Intervals stay within 0-10.
    """
    known = np.isfinite(pain)
    day, pain = day[known], pain[known]
    start = day - (day + 3) % 7  # 1 January 1970 was a Thursday
    starts, at, n = np.unique(start, return_inverse=True, return_counts=True)
    mean = np.bincount(at, pain) / n
    squares = np.bincount(at, (pain - mean[at]) ** 2).astype(np.float64)
    half = _half_widths(squares, n)
    return tuple(
        WeekPain(calendar_day(first), float(m), float(max(m - h, 0.0)), float(min(m + h, SCALE)), int(count))
        for first, m, h, count in zip(starts, mean, half, n, strict=True)
    )


def _half_widths(squares: Floats, n: NDArray[np.intp]) -> Floats:
    from scipy.special import stdtrit  # not scipy.stats: an order of magnitude quicker to import

    free = n - 1
    pooled = np.sqrt(squares.sum() / free.sum()) if free.sum() else np.inf
    spread = np.maximum(squares / np.maximum(free, 1), ROUNDING)
    own = stdtrit(np.maximum(free, 1), 0.95) * np.sqrt(spread / n)
    return np.asarray(np.where(free > 0, own, Z90 * max(pooled, ROUNDING**0.5)))


def before_after(window: Window, day: NDArray[np.int64], pain: Floats) -> BeforeAfter | Insufficient:
    """The first against the last 28 calendar days of `window`.

    day, pain: as for `weeks`; days outside the window are ignored. `Insufficient("days_before_after")` counts
    calendar days while the two spans would overlap (56 needed), else logged days (14 a side, 28 needed).
    Better: |change| over 1.96 standard errors and at least max(1 point, 15 % of the first mean); meaningful
    from 30 % on. The same both ways.
    """
    length = (window[1] - window[0]).days + 1
    if length < 2 * SIDE_DAYS:
        return Insufficient("days_before_after", length, 2 * SIDE_DAYS, window=window)
    first_window = (window[0], window[0] + timedelta(days=SIDE_DAYS - 1))
    last_window = (window[1] - timedelta(days=SIDE_DAYS - 1), window[1])
    first, last = _side(first_window, day, pain), _side(last_window, day, pain)
    n_first, n_last = (int(np.isfinite(side).sum()) for side in (first, last))
    if min(n_first, n_last) < SIDE_LOGGED:
        have = min(n_first, SIDE_LOGGED) + min(n_last, SIDE_LOGGED)
        return Insufficient("days_before_after", have, 2 * SIDE_LOGGED, window=window)
    before, after = float(np.nanmean(first)), float(np.nanmean(last))
    change, se = after - before, standard_error(first, last)
    return BeforeAfter(
        first_mean=before,
        last_mean=after,
        change=change,
        low=change - Z90 * se,
        high=change + Z90 * se,
        percent=100 * change / before if before else 0.0,
        n_first=n_first,
        n_last=n_last,
        verdict=_verdict(change, se, before),
        first_window=first_window,
        last_window=last_window,
    )


def _side(span: Window, day: NDArray[np.int64], pain: Floats) -> Floats:
    """Pain of the 28 days of a span, NaN where nothing was logged."""
    at = day - day_number(span[0])
    inside = (at >= 0) & (at < SIDE_DAYS)
    out = np.full(SIDE_DAYS, np.nan)
    out[at[inside]] = pain[inside]
    return out


def standard_error(first: Floats, last: Floats) -> float:
    """Of the difference of two means of autocorrelated days (NaN = not logged, at least two known a side)."""
    plain = sum(np.nanvar(side, ddof=1) / np.isfinite(side).sum() for side in (first, last))
    carry = carry_over(first, last)
    return float(np.sqrt(plain * (1 + carry) / (1 - carry)))


def carry_over(*sides: Floats) -> float:
    """Lag-1 autocorrelation pooled over the sides, each about its own mean; bias-corrected, within 0-.9.

    Only neighbouring days that are both known count. r1 + (1 + 4 r1) / k with k = known days per side, because each
    side loses its own mean; k over all sides would call 9-10 % of unchanged diaries changed at phi = .7.
    """
    rests = [side - np.nanmean(side) for side in sides]
    known = sum(int(np.isfinite(rest).sum()) for rest in rests)
    variance = sum(np.nansum(rest**2) for rest in rests) / known
    products = np.concatenate([rest[1:] * rest[:-1] for rest in rests])
    products = products[np.isfinite(products)]
    r1 = float(products.mean() / variance) if len(products) and variance else 0.0
    return float(np.clip(r1 + (1 + 4 * r1) * len(sides) / known, 0.0, MOST_CARRY_OVER))


def _verdict(change: float, se: float, before: float) -> str:
    size = round(abs(change), 9)
    if size <= CERTAIN * se or size < max(POINTS, SHARE * before):
        return "same"
    word = "better" if change < 0 else "worse"
    return f"{word}_meaningful" if size >= MEANINGFUL * before else word
