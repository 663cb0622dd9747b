"""Expected pain over load, and the largest load under the limit."""

import numpy as np
import pytest

from analysis import doseresponse, fits, load
from analysis.doseresponse import Known
from analysis.posterior import Posterior
from analysis.results import Insufficient
from tests import closely

TAU = 3.0


def known(level, beta, weights=(10, 10, 10, 40), until=9, **columns):
    offsets = range(0, 3 * len(weights), 3)
    frame = closely.exposures(
        offsets, [2] * len(weights), weight_kg=np.array(weights, dtype=float), **columns
    )
    return Known(closely.day(until), closely.series(frame, until)["a"], closely.posterior(level, beta))


def in_bounds(one):
    return 0 <= one.low <= one.pain + 1e-9 and one.pain <= one.high + 1e-9 and one.high <= 10


def test_the_largest_load_with_eighty_percent_by_hand():
    # reference 10 kg, x from 0 to 2, so -1 to 3 is looked at. Eight of ten draws cross 3 at x = 2: 40 kg.
    found = doseresponse.safe_load(known([1] * 8 + [5] * 2, [1] * 10), TAU)
    assert (found.x, found.load, found.amount, found.p_safe) == (2.0, 40.0, 40.0, 0.8)
    assert (found.capped, found.untried) == (False, False), "40 kg was done"


def test_none_where_even_the_smallest_load_is_not_sure():
    # seven of ten; the other three would need x = -2, below half the smallest load
    assert doseresponse.safe_load(known([1] * 7 + [5] * 3, [1] * 10), TAU) is None
    assert doseresponse.curve(known([1] * 7 + [5] * 3, [1] * 10), TAU).capacity is None


def test_never_beyond_one_doubling_over_what_was_done():
    found = doseresponse.safe_load(known([-5] * 10, [1] * 10), TAU)
    assert (found.load, found.capped, found.untried) == (80.0, True, True)


def test_draws_with_a_falling_or_no_slope_count_where_they_are_under_the_limit():
    # falling: under 3 from x = 2 on; flat: always or never
    assert doseresponse.safe_load(known([5] * 10, [-1] * 10), TAU).load == 80.0
    assert doseresponse.safe_load(known([3] * 8 + [4] * 2, [0] * 10), TAU).p_safe == 0.8
    assert doseresponse.safe_load(known([3] * 7 + [4] * 3, [0] * 10), TAU) is None
    # four rising under x <= 1, six falling under x >= 0: 1.0 between, .6 above
    assert doseresponse.safe_load(known([2] * 4 + [3] * 6, [1] * 4 + [-1] * 6), TAU).x == 1.0


def test_capacity_is_the_quantile_of_the_note_where_slopes_rise():
    rng = np.random.default_rng(3)
    level, beta = rng.normal(2, 0.6, 512), rng.uniform(0.5, 1.2, 512)
    found = doseresponse.safe_load(known(level, beta), TAU)
    assert found.x == pytest.approx(np.quantile((TAU - level) / beta, 0.2), abs=0.01)


def test_the_curve_by_hand_and_within_its_bounds():
    found = doseresponse.curve(known([0] * 10, [1] * 10), TAU)
    assert len(found.points) == 25
    assert [found.points[at].load for at in (0, 12, 24)] == [5.0, 20.0, 80.0]
    middle = found.points[12]
    assert (middle.x, middle.pain, middle.low, middle.high, middle.p_safe) == (1.0, 1.0, 1.0, 1.0, 1.0)
    assert found.points[0].pain == 0.0  # -1 by the draws; the scale ends at 0
    assert all(in_bounds(one) for one in found.points)
    assert found.beta.value == 1.0


def test_no_point_above_the_capacity_reaches_eighty_percent():
    rng = np.random.default_rng(4)
    for shift in range(-2, 5):
        found = doseresponse.curve(known(rng.normal(shift, 1, 512), rng.normal(0.8, 0.46, 512)), TAU)
        above = [one for one in found.points if not found.capacity or one.x > found.capacity.x]
        assert all(one.p_safe < 0.8 for one in above)


def test_the_natural_unit_holds_the_other_parts_at_the_last_try():
    columns = {"sets": [3.0] * 4, "reps": [10.0, 10, 8, 8]}
    found = doseresponse.curve(known([1] * 10, [1] * 10, (10, 10, 10, 20), **columns), TAU)
    assert (found.unit, found.beside) == ("kg", 24.0)
    # loads 300, 300, 240, 480: reference 300; twice the largest is 960, that is 40 kg at 3 x 8
    assert (found.capacity.load, found.capacity.amount) == (pytest.approx(960), pytest.approx(40))


def test_the_fact_beside_it():
    frame = closely.exposures(
        [0, 3, 6, 9], [1, 2, 3, 5], weight_kg=[10.0, 12, 14, 16], pain_next_day=[2.0, 2, 2, 2]
    )
    mornings = closely.days(range(12), pain_morning=2.0)
    one = Known(closely.day(9), closely.series(frame, 9, mornings)["a"], closely.posterior([2] * 10, 0.5))
    found = doseresponse.curve(one, TAU)
    assert (found.proven.weight_kg, found.proven_day) == (14.0, closely.day(6))


@pytest.mark.parametrize(
    ("weights", "known_slope"),
    [((10, 10, 10, 10), False), ((10, 20, 10, 20), False), ((10, 20, 30, 10), True)],
)
def test_few_different_loads_leave_the_slope_to_the_prior(weights, known_slope):
    found = doseresponse.curve(known([1] * 10, [1] * 10, weights), TAU)
    assert (found.n_loads, found.slope_known) == (len(set(weights)), known_slope)


# ------------------------------------------------------------------ too little


def lacking(frame, until=9):
    one = Known(closely.day(until), closely.series(frame, until)["a"], closely.posterior([1] * 10, 1))
    return doseresponse.curve(one, TAU)


def test_one_try_and_one_day_are_too_little():
    assert lacking(closely.exposures([0], [2], weight_kg=[5.0])) == Insufficient("tries", 1, 3, "a")
    thrice = closely.exposures([0, 0, 0], [2, 2, 2], weight_kg=[5.0] * 3, time="08:00")
    assert lacking(thrice) == Insufficient("days_with_tries", 1, 2, "a")


def test_without_a_load_there_is_no_curve():
    assert lacking(closely.exposures([0, 3, 6], [2, 2, 2])) == Insufficient("load", 0, 1, "a")


def test_tries_of_the_future_change_nothing():
    past = closely.exposures([0, 3, 6], [2, 2, 2], weight_kg=[10.0, 10, 20])
    later = closely.both(past, closely.exposures([20, 21], [9, 9], weight_kg=[90.0, 100]))
    assert lacking(past) == lacking(later)


def test_half_the_loads_missing_and_units_mixed():
    """Seconds are no kilograms: the formula is that of most tries, the others have no load of their own."""
    weights = [10.0, np.nan, 20, np.nan, 40, np.nan]
    seconds = [np.nan, 600, np.nan, np.nan, np.nan, np.nan]
    frame = closely.exposures(range(0, 18, 3), [2] * 6, weight_kg=weights, duration_s=seconds)
    found = lacking(frame, 20)
    assert (found.unit, found.n, found.n_loads) == ("kg", 6, 3)
    # the reference is the median of 10, 20, 40
    assert (found.points[0].load, found.points[-1].load) == (5.0, 80.0)


@pytest.mark.parametrize("felt", [[0] * 6, [4] * 6, [10] * 6])
def test_constant_ratings_through_the_real_model(felt):
    frame = closely.exposures(range(0, 18, 3), felt, weight_kg=[10.0, 11, 12, 13, 14, 15])
    series = closely.series(frame, 16)
    found = fits.felt(series, closely.day(16))
    curve = doseresponse.curve(Known(closely.day(16), series["a"], found["a"]), TAU)
    assert all(in_bounds(one) for one in curve.points)
    assert (curve.capacity is not None) == (felt[0] == 0)


def test_posteriors_are_those_of_the_model():
    frame = closely.both(
        closely.exposures(
            [0, 3, 6], [6, 5, 4], "b", weight_kg=[10.0, 10, 20], expected_pain=[7.0, np.nan, 6]
        ),
        closely.exposures([1, 4], [2, 2], "a"),
    )
    series = closely.series(frame, 8)
    assert list(series) == ["a", "b"]
    found = fits.felt(series, closely.day(8))
    assert [found[name].n for name in ("a", "b")] == [2, 3]
    belief = fits.expected(series, closely.day(8))
    assert list(belief) == ["b"]
    assert (belief["b"].n, belief["b"].x_now) == (2, 0.0)
    assert fits.felt({}, closely.day(8)) == {}
    assert isinstance(found["a"], Posterior)


# ------------------------------------------------------------------ history


def test_each_look_back_uses_its_own_reference():
    """Three tries, one load of 10 known: reference 10. Later loads of 40 make the reference 40."""
    frame = closely.exposures([0, 2, 4, 8, 10, 12], [2] * 6, weight_kg=[10.0, np.nan, np.nan, 40, 40, 40])
    told = [
        Known(closely.day(at), closely.series(frame, at)["a"], closely.posterior([2] * 10, 1))
        for at in (12, 5)
    ]
    assert [one.series.reference for one in told] == [40.0, 10.0]
    found = doseresponse.history(told, TAU)
    assert [(one.day, one.capacity.load, one.n) for one in found] == [
        (closely.day(5), 20.0, 3),
        (closely.day(12), 80.0, 6),
    ]


def test_looks_with_another_formula_or_too_little_are_left_out():
    frame = closely.exposures(
        range(0, 20, 2), [2] * 10, reps=[10.0] * 4 + [np.nan] * 6, weight_kg=[np.nan] * 4 + [5.0] * 6
    )
    told = [
        Known(closely.day(at), closely.series(frame, at)["a"], closely.posterior([2] * 10, 1))
        for at in (2, 6, 19)
    ]
    assert [load.formula(one.series.doses)[0] for one in told] == ["reps", "reps", "weight_kg"]
    assert [one.day for one in doseresponse.history(told, TAU)] == [closely.day(19)]
    assert doseresponse.history((), TAU) == ()
