"""Flares by the two-day rule and the person's own word (science note 4.4)."""

import numpy as np
import pytest

from analysis import flares
from analysis.tries import calendar_day

DAY = np.arange(20_000, 20_060)
NONE = np.full(60, np.nan)


def quiet(**at):
    pain = np.full(60, 3.0)
    for day, value in at.items():
        pain[int(day[1:])] = value
    return pain


def find(pain, said=NONE, worst=NONE):
    return flares.find(DAY, pain, said, worst)


def test_two_high_days_are_a_possible_flare():
    # base 3, MAD 0 -> .75, limit 3 + max(2, 1.125) = 5
    (one,) = find(quiet(d40=5, d41=6))
    assert (one.start, one.end) == (calendar_day(20_041), calendar_day(20_041))
    assert (one.peak, one.confirmed) == (6, False)


@pytest.mark.parametrize(
    "pain", [quiet(d40=9), quiet(d40=4.9, d41=9), quiet(d40=9, d41=4.9), quiet(d40=9, d42=9)]
)
def test_less_than_two_days_in_a_row_is_none(pain):
    assert find(pain) == ()


def test_the_last_rated_day_may_be_two_days_ago_not_three():
    assert len(find(quiet(d40=6, d41=np.nan, d42=6))) == 1
    assert find(quiet(d40=6, d41=np.nan, d42=np.nan, d43=6)) == ()


def test_a_wide_spread_raises_the_limit():
    # 1 and 5 in turn: base 3, MAD 2, MAD' 2.965, limit 3 + 4.448 = 7.448
    pain = np.tile([1.0, 5.0], 30)
    pain[40:42] = 7.4
    assert find(pain) == ()
    pain[40:42] = 7.5
    assert len(find(pain)) == 1


def test_base_needs_ten_days_and_leaves_out_the_last_two():
    known = np.full(60, np.nan)
    known[28:38] = 3
    known[40:42] = 9
    assert len(find(known)) == 1  # the base of day 41 is days 11-38: ten known
    known[28] = np.nan
    assert find(known) == ()


def test_own_word_beats_the_rule():
    said = NONE.copy()
    said[41] = 0
    assert find(quiet(d40=6, d41=6), said) == ()
    said[50] = 1
    (one,) = find(quiet(), said)
    assert (one.start, one.peak, one.confirmed) == (calendar_day(20_050), 3, True)


@pytest.mark.parametrize(("second", "episodes"), [(23, 1), (24, 2)])
def test_three_days_below_end_an_episode(second, episodes):
    said = NONE.copy()
    said[[20, second]] = 1
    assert len(find(quiet(), said)) == episodes


def test_peak_takes_the_worst_pain_and_may_be_unknown():
    said, worst = NONE.copy(), NONE.copy()
    said[20], worst[20] = 1, 8
    assert find(NONE, said, worst)[0].peak == 8
    assert np.isnan(find(NONE, said)[0].peak)


def test_empty():
    none = np.array([])
    assert flares.find(np.array([], dtype=np.int64), none, none, none) == ()


def test_quiet_diaries_have_few():
    # note 4.4: .3 false episodes per 90 days at sd .9, phi .4
    rng = np.random.default_rng(3)
    found = 0
    for _ in range(60):
        noise = rng.normal(size=104) * np.sqrt(1 - 0.16)
        for at in range(1, 104):
            noise[at] += 0.4 * noise[at - 1]
        none = np.full(104, np.nan)
        found += len(flares.find(np.arange(104), np.clip(np.rint(4 + 0.9 * noise), 0, 10), none, none))
    assert 0 < found <= 60


def test_the_median_skips_unknown_days():
    rows = np.random.default_rng(0).integers(0, 11, (40, 28)).astype(float)
    rows[np.random.default_rng(1).random((40, 28)) < 0.4] = np.nan
    rows[0], rows[1] = 4, np.r_[np.full(27, np.nan), 7]
    assert flares.row_medians(rows) == pytest.approx(np.nanmedian(rows, axis=1))
