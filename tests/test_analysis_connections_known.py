"""Known answers: public series small enough to hold, and what was published about them."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis import connections, gls, scores, stepscan
from analysis.association_results import Connection
from tests.test_analysis_connections import by_test, carried, frame

# fmt: off
LAKE_HURON = np.array([
    580.38, 581.86, 580.97, 580.80, 579.79, 580.39, 580.42, 580.82, 581.40, 581.32, 581.44, 581.68, 581.17,
    580.53, 580.01, 579.91, 579.14, 579.16, 579.55, 579.67, 578.44, 578.24, 579.10, 579.09, 579.35, 578.82,
    579.32, 579.01, 579.00, 579.80, 579.83, 579.72, 579.89, 580.01, 579.37, 578.69, 578.19, 578.67, 579.55,
    578.92, 578.09, 579.37, 580.13, 580.14, 579.51, 579.24, 578.66, 578.86, 578.05, 577.79, 576.75, 576.75,
    577.82, 578.64, 580.58, 579.48, 577.38, 576.90, 576.94, 576.24, 576.84, 576.85, 576.90, 577.79, 578.18,
    577.51, 577.23, 578.42, 579.61, 579.05, 579.26, 579.22, 579.38, 579.10, 577.95, 578.12, 579.75, 580.85,
    580.41, 579.96, 579.61, 578.76, 578.18, 577.21, 577.13, 579.10, 578.25, 577.91, 576.89, 575.96, 576.80,
    577.68, 578.38, 578.52, 579.74, 579.31, 579.89, 579.96,
])
# fmt: on
"""Level of Lake Huron in feet, 1875-1972 (Brockwell & Davis 1991, appendix A; R `datasets::LakeHuron`)."""
# fmt: off
NILE = np.array([
    1120.0, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958,
    1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020,
    1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040,
    759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
    744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
])
# fmt: on
"""Flow of the Nile at Aswan, 1871-1970 (Cobb 1978, Biometrika 65:243, table 1; R `datasets::Nile`)."""


def test_the_trend_of_lake_huron():
    """Brockwell & Davis: least squares 10.202 - .0242 t (feet over 570), residuals with a carry-over of .791.

    R's `arima(LakeHuron, c(2, 0, 0), xreg = time - 1920)`: slope -.0216, standard error .0081. Least squares has a
    standard error of .0040 for it (p = 3e-8), which the carry-over makes far too small.
    """
    level, year = LAKE_HURON - 570, np.arange(1.0, 99)
    design, every = np.column_stack([np.ones(98), year]), np.ones(98, bool)
    plain, rest, *_ = np.linalg.lstsq(design, level)
    assert plain == pytest.approx([10.202, -0.0242], abs=5e-4)
    residual = level - design @ plain
    assert residual[1:] @ residual[:-1] / (residual[:-1] @ residual[:-1]) == pytest.approx(0.791, abs=5e-4)
    assert scores.carry_over(residual) == pytest.approx(
        0.76, abs=0.03
    )  # the same over the variance of all years
    slope = gls.fit([gls.Problem(level, design, every)])[0].coefficient(1)
    assert abs(slope.b + 0.0216) < 0.0081
    naive = sqrt(rest[0] / 96 / ((year - year.mean()) ** 2).sum())
    assert naive == pytest.approx(0.0040, abs=5e-5)
    assert slope.se > 2 * naive


def test_the_step_of_the_nile():
    """Cobb 1978: "apparent changepoint near 1898"; means 1097.75 up to 1898 and 849.97 after."""
    assert NILE.mean() == 919.35
    found = stepscan.scan(frame({"pain": NILE}))
    (point,) = found.points
    assert (point.day - found.window[0]).days + 1871 == 1899  # the first year of the new level
    assert (point.before, point.after) == pytest.approx((1097.75, 849.97), abs=3)
    assert point.step.low < 849.97 - 1097.75 < point.step.high
    assert found.limit == 3


@given(st.lists(st.floats(0, 1), min_size=1, max_size=140))
def test_adjusted_p_equals_scipy(p):
    np.testing.assert_allclose(scores.adjusted_p(np.array(p)), stats.false_discovery_control(p), atol=1e-12)


def test_a_naive_p_of_three_in_a_thousand_and_no_sign():
    """Two slow series apart from each other: among 60 diaries the naive p gets that small again and again."""
    small = called = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        pain, sleep = (np.clip(np.rint(5 + 1.6 * carried(rng, 70, 0.9)), 0, 10) for _ in range(2))
        naive = stats.spearmanr(pain, sleep).pvalue
        if naive > 0.003:
            continue
        small += 1
        one = by_test(connections.find(frame({"pain": pain, "sleep_quality": sleep})))["sleep_quality", 0]
        assert isinstance(one, Connection)
        called += one.verdict in {"clear", "hint"}
    assert small >= 8  # 13 % or more, of nothing at all
    assert called <= small / 2
