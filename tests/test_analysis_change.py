"""Weekly means and first against last 28 days (science note 4.2)."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import change
from analysis.results import Insufficient
from analysis.tries import day_number

MONDAY = date(2026, 1, 5)
START = day_number(MONDAY)


def compare(first, last, gap=0):
    pain = np.concatenate([first, np.full(gap, np.nan), last]).astype(float)
    window = (MONDAY, MONDAY + timedelta(days=len(pain) - 1))
    return change.before_after(window, START + np.arange(len(pain)), pain)


def around(level, n=28):
    return np.tile([level - 1.0, level + 1.0], n // 2)


def test_week_mean_and_t_interval():
    # 2, 4, 6: mean 4, sd 2, t(.95, 2) = 2.920, half = 2.920 * 2 / sqrt(3) = 3.372
    pain = np.array([2, 4, 6, np.nan, np.nan, np.nan, np.nan])
    (week,) = change.weeks(START + np.arange(7), pain)
    assert (week.start, week.n, week.mean) == (MONDAY, 3, 4)
    assert (week.low, week.high) == pytest.approx((0.628, 7.372), abs=1e-3)


def test_single_day_takes_the_pooled_spread_and_empty_weeks_are_absent():
    # week 1: 4, 6 (squares 2, 1 free) -> pooled sd sqrt 2, half 1.645 * 1.414 = 2.326; week 2 empty; week 3: 5
    pain = np.full(21, np.nan)
    pain[[0, 1, 20]] = 4, 6, 5
    found = change.weeks(START + np.arange(21), pain)
    assert [week.start for week in found] == [MONDAY, MONDAY + timedelta(days=14)]
    assert (found[1].low, found[1].high) == pytest.approx((2.674, 7.326), abs=1e-3)


def test_single_day_alone_says_nothing():
    (week,) = change.weeks(np.array([START]), np.array([5.0]))
    assert (week.mean, week.low, week.high) == (5, 0, 10)
    assert change.weeks(np.array([], dtype=np.int64), np.array([])) == ()


def test_carry_over_by_hand():
    # two sides 1, -1, 1, -1: mean square 1, six products of -1 -> r1 -1, corrected -1 - 3/4, clipped to 0
    side = np.array([1.0, -1, 1, -1])
    assert change.carry_over(side, side) == 0
    # two sides -1, -1, 1, 1: products 1, -1, 1 each -> r1 1/3, + (1 + 4/3) / 4 = 11/12, clipped to .9
    side = np.array([-1.0, -1, 1, 1])
    assert change.carry_over(side, side) == pytest.approx(0.9)
    side = np.array([-1.0, 1, 1, -1, -1, 1, 1, -1])
    # products -1 1 -1 1 -1 1 -1 -> r1 -1/7; corrected -1/7 + (3/7) / 8 = -.089 -> 0
    assert change.carry_over(side, side) == 0
    # no spread at all: r1 counts as 0, corrected 1/20
    assert change.carry_over(np.full(20, 3.0), np.full(20, 5.0)) == pytest.approx(1 / 20)


def test_standard_error_by_hand():
    # variance of 14 x +-1 pairs: 28/27; 2 * (28/27) / 28 = .07407; r1 = 0 after clipping -> se .27217
    assert change.standard_error(around(5), around(3)) == pytest.approx(0.27217, abs=1e-5)


@pytest.mark.parametrize(
    ("first", "last", "verdict"),
    [
        (5, 3, "better_meaningful"),  # -2, 40 %
        (5, 3.5, "better_meaningful"),  # exactly 30 %
        (5, 3.6, "better"),  # 28 %
        (5, 4, "better"),  # exactly one point
        (5, 4.1, "same"),  # certain (3.3 se) but under a point
        (8, 6.9, "same"),  # a point but 13.75 %
        (8, 6.8, "better"),  # exactly 15 %
        (4, 5, "worse"),
        (3, 5, "worse_meaningful"),
    ],
)
def test_verdict_needs_size(first, last, verdict):
    assert compare(around(first), around(last)).verdict == verdict


def test_verdict_needs_certainty():
    # sides of seven days low, seven days high: r1 is clipped to .9, the se more than quadruples
    slow = np.repeat([2.0, 8.0], 14)
    assert compare(slow, slow - 1.2).verdict == "same"


def test_numbers_and_windows():
    found = compare(around(5), around(4), gap=10)
    assert (found.first_mean, found.last_mean, found.change, found.percent) == pytest.approx((5, 4, -1, -20))
    assert found.high - found.low == pytest.approx(2 * 1.645 * 0.27217, abs=1e-4)
    assert found.first_window == (MONDAY, MONDAY + timedelta(days=27))
    assert found.last_window == (MONDAY + timedelta(days=38), MONDAY + timedelta(days=65))


def test_no_pain_at_first_has_no_percent():
    found = compare(np.zeros(28), around(3))
    assert (found.percent, found.verdict) == (0, "worse_meaningful")


def test_needs_56_calendar_days():
    short = compare(around(5), around(3, 26))
    assert isinstance(short, Insufficient)
    assert (short.what, short.have, short.need) == ("days_before_after", 54, 56)


def test_needs_14_logged_days_a_side():
    some = around(5)
    some[14:] = np.nan
    assert compare(some, around(3)).n_first == 14
    some[13] = np.nan
    found = compare(some, around(3))
    assert (found.what, found.have, found.need) == ("days_before_after", 27, 28)


@given(st.lists(st.integers(0, 10), min_size=56, max_size=56))
def test_turning_time_round_turns_the_change_round(values):
    pain = np.array(values, dtype=float)
    one, other = compare(pain[:28], pain[28:]), compare(pain[::-1][:28], pain[::-1][28:])
    assert one.change == pytest.approx(-other.change)
    assert one.high - one.low == pytest.approx(other.high - other.low)


def test_unchanged_diaries_are_rarely_called_changed():
    # the note's world (4.2): phi .5, sd 1.5, whole numbers, 12 % missing
    rng = np.random.default_rng(42)
    called = 0
    for _ in range(150):
        noise = rng.normal(size=56) * np.sqrt(0.75)
        for at in range(1, 56):
            noise[at] += 0.5 * noise[at - 1]
        pain = np.clip(np.rint(4.5 + 1.5 * noise), 0, 10)
        pain[rng.random(56) < 0.12] = np.nan
        called += compare(pain[:28], pain[28:]).verdict != "same"
    assert called <= 12


def test_equal_ratings_are_no_certainty():
    """Two days of 4: half width t(.95, 1) x sqrt(1/12 / 2) = 6.314 x .2041 = 1.289."""
    (week,) = change.weeks(np.array([20_000, 20_001]), np.array([4.0, 4.0]))
    assert week.low == pytest.approx(4 - 1.289, abs=0.001)
    assert week.high == pytest.approx(4 + 1.289, abs=0.001)
