"""Predicting too high or too low, and both curves of a movement read together."""

import numpy as np
import pytest
from scipy.stats import t

from analysis import habit, reading
from analysis.expectation_results import Habit, HabitOf
from analysis.results import Estimate, Insufficient
from tests import closely

TAU = 3.0


def of(*frames, until=60):
    return habit.of(closely.series(closely.both(*frames), until), closely.day(until))


def gaps(values, movement="a", first=0, every=2):
    """One try each other day that was expected at 5 and felt that much less."""
    offsets = [first + every * at for at in range(len(values))]
    return closely.exposures(
        offsets, [5 - one for one in values], movement, expected_pain=[5.0] * len(values)
    )


# ------------------------------------------------------------------ habit


def test_one_movement_by_hand():
    """Eight days, expected 2 above felt each time. Within: 4 * 1.5^2 / 11; between: the prior of 1.

    Nothing varies, so the carry-over is the prior's .3: eight days are worth 8 * .7 / 1.3.
    """
    found = of(gaps([2] * 8))
    within, worth = 4 * 2.25 / 11, 0.7 / 1.3
    assert (found.within, found.between) == (pytest.approx(within**0.5), pytest.approx(1.0))
    assert found.habit.value == pytest.approx(2.0)
    free, noise = 4 + 7 * worth, within / (8 * worth)
    half = t.ppf(0.95, free) * (1 + noise) ** 0.5
    assert (found.habit.low, found.habit.high) == (pytest.approx(2 - half), pytest.approx(2 + half))
    own = found.movements[0]
    pull = noise / (noise + 1)
    half = t.ppf(0.95, free) * ((1 - pull) * noise + pull**2 * (1 + noise)) ** 0.5
    assert (own.habit.value, own.habit.high) == (pytest.approx(2.0), pytest.approx(2 + half))
    assert (found.n, found.days, own.others) == (8, 8, None)


def test_a_movement_with_little_is_drawn_to_the_others():
    found = of(gaps([1, 1, 2, 0, 1, 1, 2, 0]), gaps([0, 1, 2, 1, 0, 1, 2, 1], "b"), gaps([6], "c"))
    rare = found.movements[2]
    assert rare.mean == 6.0
    assert found.habit.value < rare.habit.value < 6.0
    assert rare.habit.high - rare.habit.low > found.movements[0].habit.high - found.movements[0].habit.low
    assert rare.others == pytest.approx(1.0)


def test_predicting_too_low_is_a_negative_habit():
    found = of(gaps([-2, -1, -3, -2] * 3))
    assert found.habit.value == pytest.approx(-2.0)
    assert found.movements[0].habit.high < 0
    assert habit.corrected(4.0, "a", found) == pytest.approx(6.0)


def test_several_tries_of_a_day_count_once():
    """The same minute, ten times: no more certain than one, and no heavier in the mean."""
    day = gaps([0] * 8)
    ten = closely.exposures([1] * 10, [0] * 10, expected_pain=[9.0] * 10, time="08:00", seq=range(10))
    once = closely.exposures([1], [0], expected_pain=[9.0])
    many, one = of(day, ten), of(day, once)
    assert many.habit == one.habit
    assert (many.n, one.n, many.days) == (18, 9, 9)


@pytest.mark.parametrize(
    ("frame", "what", "have"),
    [
        (gaps([1] * 7), "tries_with_expectation", 7),
        (gaps([1]), "tries_with_expectation", 1),
        (gaps([1] * 9, every=0), "days_with_expectation", 1),
        (closely.exposures(range(9), [1] * 9), "tries_with_expectation", 0),
    ],
    ids=["seven", "one", "one day", "never expected"],
)
def test_too_little(frame, what, have):
    assert of(frame) == Insufficient(what, have, {"t": 8, "d": 4}[what[0]])


def test_without_a_diary():
    assert habit.of({}, closely.day(0)) == Insufficient("tries_with_expectation", 0, 8)


def test_only_the_last_ninety_days_and_nothing_later():
    old, now = gaps([5] * 8), gaps([1] * 8, first=120)
    assert of(old, now, gaps([-5] * 8, first=200), until=140).habit.value == pytest.approx(1.0)


@pytest.mark.parametrize("value", [0, 3])
def test_all_the_same_is_never_certain(value):
    found = of(gaps([value] * 30))
    assert found.habit.low < value < found.habit.high
    assert found.movements[0].habit.low < value < found.movements[0].habit.high


def test_ninety_percent_of_intervals_hold_the_movements_habit():
    """Invented people with the spread the prior expects: the interval of a movement's habit keeps its word."""
    rng = np.random.default_rng(8)
    held = total = 0
    for _ in range(60):
        truth = rng.normal(1, 1, 4)
        frames = [
            gaps(rng.normal(one, 1.5, int(rng.integers(3, 9))), f"m{at}", every=3)
            for at, one in enumerate(truth)
        ]
        series = closely.series(closely.both(*frames), 60)
        found = habit.of(series, closely.day(60))
        for one, true in zip(found.movements, truth, strict=True):
            held += one.habit.low <= true <= one.habit.high
            total += 1
    assert 0.85 <= held / total <= 0.97


def test_gaps_that_carry_over_are_worth_less():
    """The same gaps in another order: sorted they drift, alternating they do not."""
    values = [0, 0, 0, 1, 1, 2, 2, 3, 3, 3] * 2
    drifting, mixed = (
        of(gaps(sorted(values))),
        of(gaps([values[at] for at in range(0, 20, 2)] + values[1::2])),
    )
    assert drifting.habit.value == pytest.approx(mixed.habit.value)
    own, other = drifting.movements[0].habit, mixed.movements[0].habit
    assert own.high - own.low > 1.3 * (other.high - other.low)


def test_corrected_expectations_stay_on_the_scale():
    found = of(gaps([4] * 8))
    assert habit.corrected(1.0, "a", found) == 0.0
    assert habit.corrected(9.0, "never seen", found) == pytest.approx(5.0)
    assert habit.corrected(6.0, "a", Insufficient("tries_with_expectation", 0, 8)) == 6.0


# ------------------------------------------------------------------ reading


NO_HABIT = Insufficient("tries_with_expectation", 0, 8)


def habits(own, others, general=1.0):
    one = Estimate(own, own - 1, own + 1)
    whole = Estimate(general, general - 1, general + 1)
    part = HabitOf("a", one, own, 9, others)
    return Habit(whole, (part,), 1.0, 1.0, 20, 20, (closely.day(0), closely.day(9)))


def read(pain, belief, known=NO_HABIT):
    series = closely.series(closely.exposures([0], [1]), 9)["a"]
    return reading.read(series, pain, belief, known, TAU)


def around(middle, spread=0.3):
    return np.linspace(middle - spread, middle + spread, 101)


def test_lags_by_hand():
    found = read(closely.posterior(around(1)), closely.posterior(around(6)))
    assert (found.code, found.p_low, found.p_fall) == ("lags", 1.0, 0.0)
    assert found.expected.value == pytest.approx(6.0)
    assert (found.expected.low, found.expected.high) == (pytest.approx(5.73), pytest.approx(6.27))
    assert (found.corrected, found.habit) == (pytest.approx(6.0), 0.0)


def test_its_own_gap_does_not_explain_a_lag_away():
    """The movement's own habit of 5 is the lag itself; only a habit seen elsewhere corrects."""
    pain, belief = closely.posterior(around(1)), closely.posterior(around(6))
    assert read(pain, belief, habits(own=5.0, others=1.0)).code == "lags"
    assert read(pain, belief, habits(own=5.0, others=4.0)).code == "open"
    assert read(pain, belief, habits(own=5.0, others=None)).habit == 0.0


@pytest.mark.parametrize(("expected", "code"), [(2.49, "open"), (2.51, "lags")])
def test_one_and_a_half_points(expected, code):
    assert read(closely.posterior(around(1)), closely.posterior(around(expected))).code == code


def test_a_high_level_is_no_movement_to_test_on_purpose():
    level = np.r_[np.full(79, 2.0), np.full(21, 6.0)]
    assert read(closely.posterior(level), closely.posterior(around(8))).code == "open"
    level = np.r_[np.full(80, 2.0), np.full(20, 6.0)]
    assert read(closely.posterior(level), closely.posterior(around(8))).code == "lags"


def test_follows_and_ahead():
    falling = closely.posterior(around(5), before=around(7))
    assert read(closely.posterior(around(4)), falling).code == "follows"
    assert read(closely.posterior(around(4)), closely.posterior(around(3))).code == "ahead"
    assert read(closely.posterior(around(4)), closely.posterior(around(3.6))).code == "open"
    assert read(closely.posterior(around(4)), closely.posterior(around(5))).code == "open"


def test_felt_is_the_level_at_the_load_trained_now():
    pain = closely.posterior(around(1), 1.0, x_now=4.0)
    assert read(pain, closely.posterior(around(6))).felt.value == pytest.approx(5.0)


@pytest.mark.parametrize(("n_pain", "n_belief"), [(2, 9), (9, 2)])
def test_under_three_tries_nothing_is_read(n_pain, n_belief):
    found = read(closely.posterior(around(1), n=n_pain), closely.posterior(around(6), n=n_belief))
    assert (found.code, found.n_felt, found.n_expected) == ("open", n_pain, n_belief)


def test_never_expected_or_never_felt():
    found = read(closely.posterior(around(1)), None)
    assert (found.code, found.expected, found.corrected, found.p_fall) == ("open", None, None, None)
    assert found.p_low == 1.0
    assert read(None, None).felt is None


def test_shown_levels_stay_on_the_scale():
    found = read(closely.posterior(around(-1)), closely.posterior(around(11)))
    assert (found.felt.low, found.felt.value, found.expected.high, found.corrected) == (0.0, 0.0, 10.0, 10.0)
