"""Risk contexts (science note 4.8)."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from analysis import risks
from analysis.progress_results import Flare, Risk
from analysis.results import Look
from analysis.tries import day_number
from tests import fakes

TODAY = date(2026, 3, 31)
DAY = day_number(TODAY) - np.arange(19, -1, -1)


def ago(days):
    return TODAY - timedelta(days=days)


def look(state, days=14):
    return Look("a", ago(days), state, 0.5, 3, 2, 4, 5)


@pytest.mark.parametrize(("days", "found"), [(9, []), (10, [Risk("break", ago(10), "a", 10)])])
def test_break_from_ten_days_on(days, found):
    assert risks.breaks({"a": ago(days)}, (), [look("safe")], TODAY) == found


@pytest.mark.parametrize(
    ("states", "count"),
    [(["learning"], 1), (["safe", "unknown"], 1), (["threat"], 0), (["safe", "threat"], 0), ([], 0)],
)
def test_break_goes_by_the_last_known_verdict(states, count):
    looks = [look(state, 70 - 7 * at) for at, state in enumerate(states)]
    assert len(risks.breaks({"a": ago(20)}, (), looks[::-1], TODAY)) == count


def test_break_ignores_later_looks_and_hears_today():
    assert risks.breaks({"a": ago(20)}, (), [look("safe", -1)], TODAY) == []
    board = fakes.board()
    last = {one.movement: ago(12 + at) for at, one in enumerate(board)}
    found = risks.breaks(last, board, (), TODAY)
    trusted = [one.movement for one in board if one.state in {"safe", "learning"}]
    assert [one.movement for one in found] == trusted[::-1]


def test_stress_over_own_usual():
    # 17 x 3 and 8, 8, 8: mean 3.75, sd 1.83 -> 5.58; P80 3; mean of the last three 8
    rating = np.r_[np.full(17, 3.0), 8, 8, 8]
    assert risks.stress(DAY, rating, TODAY) == [Risk("stress", ago(2), days=2)]
    assert risks.stress(DAY, np.full(20, 8.0), TODAY) == []
    assert risks.stress(DAY, rating[::-1].copy(), TODAY) == []


@pytest.mark.parametrize(("known", "count"), [(13, 0), (14, 1)])
def test_stress_and_sleep_need_fourteen_days(known, count):
    high = np.r_[np.full(17, 3.0), 9, 9, 9]
    high[: 20 - known] = np.nan
    assert len(risks.stress(DAY, high, TODAY)) == count
    low = np.r_[np.tile([6.0, 7, 8], 6)[:17], 2, 2, 2]
    low[: 20 - known] = np.nan
    assert len(risks.sleep(DAY, low, TODAY)) == count


@pytest.mark.parametrize(("gap", "count"), [(4, 1), (5, 0)])
def test_old_stress_says_nothing_about_now(gap, count):
    rating = np.r_[np.full(17, 3.0), 8, 8, 8]
    assert len(risks.stress(DAY - gap, rating, TODAY)) == count


@pytest.mark.parametrize(("fours", "bad"), [(4, 6), (5, 2)])
def test_equal_nights_stand_in_the_middle_of_their_places(fours, bad):
    """Two 3 and four 4 of twenty: the 4 stand at (2 + 4/2)/20 = .20, so all six are the lowest fifth; with five 4 they
    stand at (2 + 5/2)/20 = .225 and only the 3 are left, though the plain P20 is 4 both times."""
    nights = np.r_[3.0, 3.0, np.full(fours, 4.0), np.full(18 - fours, 7.0)]
    assert np.percentile(nights, 20) == 4
    assert risks.bad_nights(nights).sum() == bad
    assert not risks.bad_nights(np.r_[nights, np.nan])[-1]
    notes = (Path(__file__).parents[1] / "docs/methods/progress.md").read_text(encoding="utf-8")
    assert "(2 + 5/2)/20 = .225" in notes


def test_three_bad_nights_of_five():
    # three 3 of twenty: place (0 + 3/2)/20 = .075; the others are the median
    quality = np.r_[np.full(15, 7.0), 3, 7, 3, 7, 3]
    assert risks.sleep(DAY, quality, TODAY) == [Risk("sleep", ago(4), days=4)]
    quality[15] = 7
    assert risks.sleep(DAY, quality, TODAY) == []
    assert risks.sleep(DAY, np.full(20, 3.0), TODAY) == []


@pytest.mark.parametrize(("days", "count"), [(7, 1), (8, 0)])
def test_flare_within_seven_days(days, count):
    spells = [Flare(ago(60), ago(50), 8, True), Flare(ago(days + 2), ago(days), 7, False)]
    assert len(risks.flare(spells, TODAY)) == count
    assert risks.flare((), TODAY) == []
