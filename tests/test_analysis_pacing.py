"""Over- and under-doing (science note 4.5)."""

import numpy as np
import pytest

from analysis import pacing
from analysis.results import Insufficient
from tests.test_analysis_connections import frame


def waves(answered=6, weeks=14):
    """Six even days and a day of much each week; after `answered` of them a day of little with pain 7, else as ever."""
    rng = np.random.default_rng(0)
    days = 7 * weeks
    active = np.tile([60.0, 50, 55, 65, 58, 52, 120], weeks) + rng.integers(0, 3, days)
    pain = np.tile([4.0, 3.0, 4.0, 5.0], days)[:days]
    pain[3::4] = 4.0
    much = np.flatnonzero(active >= 120)[5:]
    for day in much[:answered]:
        if day + 2 < days:
            active[day + 2], pain[day + 2] = 10, 7
    return frame({"pain": pain, "activity_min": active})


def test_booms_and_what_followed():
    found = pacing.describe(waves())
    assert found.factor == "activity_min"
    assert len(found.events) == 6
    assert all((one.bust - one.day).days == 2 and one.pain == 7 and one.usual == 4 for one in found.events)
    assert found.rate.value == pytest.approx(6 / found.booms)
    assert found.lift.value == pytest.approx(found.rate.value / found.expected)
    assert found.lift.low < found.lift.value < found.lift.high
    none = pacing.describe(waves(answered=0))
    assert (none.events, none.rate.value, none.rate.low) == ((), 0.0, 0.0)
    assert none.lift is None  # no day hurt a point more than usual


def test_exact_interval_of_a_share():
    # Clopper & Pearson 1934: 3 of 10, 90 %: .0873 to .6066; 0 of 8: upper 1 - .05^(1/8) = .3123
    found = pacing.share(3, 10)
    assert (found.value, found.low, found.high) == pytest.approx((0.3, 0.0873, 0.6066), abs=1e-4)
    assert pacing.share(0, 8).high == pytest.approx(1 - 0.05 ** (1 / 8))
    assert pacing.share(8, 8).low == pytest.approx(0.05 ** (1 / 8))


def test_volatility_by_hand():
    # differences 20, -40 of neighbouring days (the gap is none): root mean square 31.62 over a mean of 40
    assert pacing.volatility(np.array([30.0, 50, 10, np.nan, 70])) == pytest.approx(31.6228 / 40, abs=1e-5)
    assert np.isnan(pacing.volatility(np.array([30.0, np.nan, 10])))


def test_expected_share_is_met_by_shuffled_days():
    rng = np.random.default_rng(1)
    rates, expected = [], []
    for _ in range(30):
        panel = frame({"pain": rng.integers(2, 8, 400).astype(float), "activity_min": rng.gamma(4, 15, 400)})
        found = pacing.describe(panel)
        rates.append(found.rate.value)
        expected.append(found.expected)
    assert np.mean(rates) == pytest.approx(np.mean(expected), rel=0.12)


def test_too_little_is_said():
    assert pacing.describe(waves().drop(columns="activity_min")) == Insufficient(
        "days_with_factor", 0, 28, "activity"
    )
    short = pacing.describe(waves(weeks=6))
    assert (short.what, short.need, short.subject) == ("boom_days", 8, "activity_min")
    assert 0 < short.have < 8
    assert pacing.describe(waves(weeks=3)).what == "days_with_factor"
    flat = waves().assign(activity_min=30.0)
    assert pacing.describe(flat).what == "constant"


def test_the_column_with_more_days_is_taken():
    panel = waves()
    panel["steps"] = panel["activity_min"] * 100
    panel.loc[panel.index[:10], "activity_min"] = np.nan
    assert pacing.describe(panel).factor == "steps"
