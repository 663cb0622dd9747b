"""From dose to load index to x = log2(load / reference), science note 1.1."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import load
from analysis.results import Dose

NAN = np.nan


def index(fast=None, **parts):
    n = len(next(iter(parts.values())))
    doses = {name: np.array(parts.get(name, [NAN] * n), dtype=float) for name in load.PARTS}
    return load.index(doses, np.zeros(n, dtype=bool) if fast is None else np.array(fast))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"sets": [3, 3], "reps": [10, 12], "weight_kg": [20, 22.5]}, [600, 810]),
        ({"sets": [3, 3], "reps": [10, 12]}, [30, 36]),
        ({"reps": [10, 12]}, [10, 12]),
        ({"weight_kg": [20, 30]}, [20, 30]),
        ({"duration_s": [60, 90]}, [60, 90]),
        ({"distance_m": [800, 1000]}, [800, 1000]),
        ({"duration_s": [60, 90], "distance_m": [800, 1000]}, [60, 90]),
        ({"sets": [3, 3], "duration_s": [60, 90]}, [60, 90]),
        ({"sets": [3, 4]}, [3, 4]),
        ({"sets": [NAN, NAN]}, [NAN, NAN]),
        ({"reps": [10, 0, 12], "sets": [2, 2, 2]}, [20, NAN, 24]),
        ({"duration_s": [0, 90]}, [NAN, 90]),
    ],
)
def test_the_formula_by_hand(parts, expected):
    np.testing.assert_array_equal(index(**parts), expected)


def test_fast_counts_half_as_much_again():
    np.testing.assert_array_equal(index(duration_s=[60, 60], fast=[False, True]), [60, 90])


def test_a_weight_under_one_counts_as_one():
    """max(weight, 1) of the note: 0 kg is the try without the weight, once there is a weight."""
    np.testing.assert_array_equal(index(reps=[10, 10, 10], weight_kg=[0, 0.5, 4]), [10, 10, 40])


def test_zero_kilograms_alone_are_no_weight():
    """A column filled with 0 must not hide the minutes of a plank."""
    np.testing.assert_array_equal(index(duration_s=[60, 120], weight_kg=[0, 0]), [60, 120])


def test_one_formula_per_movement_the_one_most_tries_carry():
    """A change of unit is not compared: the tries in the other unit have no load."""
    found = index(weight_kg=[10, 10, 12, NAN], duration_s=[NAN, NAN, NAN, 60])
    np.testing.assert_array_equal(found, [10, 10, 12, NAN])
    found = index(weight_kg=[10, NAN, NAN, NAN], duration_s=[NAN, 50, 55, 60])
    np.testing.assert_array_equal(found, [NAN, 50, 55, 60])


def test_a_part_of_few_tries_does_not_enter():
    """Sets were logged once: reps alone are the formula, and no try loses its load."""
    np.testing.assert_array_equal(index(sets=[3, NAN, NAN], reps=[10, 12, 14]), [10, 12, 14])


def test_a_try_that_lacks_a_usual_part_has_no_load():
    np.testing.assert_array_equal(index(sets=[3, 3, NAN], reps=[10, 12, 14]), [30, 36, NAN])


def test_repetitions_go_before_sets_that_never_meet_them():
    np.testing.assert_array_equal(index(sets=[3, NAN], reps=[NAN, 12]), [NAN, 12])


def test_x_by_hand():
    """Reference = median of the first three known loads (10); a missing load takes the x before it."""
    x, reference = load.relative(np.array([NAN, 5, NAN, 20, 10, 40]))
    assert reference == 10
    np.testing.assert_allclose(x, [0, -1, -1, 1, 0, 2])


def test_without_any_load_x_is_zero():
    x, reference = load.relative(np.array([NAN, NAN]))
    assert reference is None
    np.testing.assert_array_equal(x, [0, 0])


def test_a_dose_names_what_was_logged():
    row = {"sets": 3.0, "reps": 10.0, "weight_kg": NAN, "duration_s": NAN, "distance_m": NAN, "rpe": 4}
    assert load.dose(row, 30.0) == Dose(30.0, sets=3.0, reps=10.0)
    assert load.dose(row, NAN) == Dose(None, sets=3.0, reps=10.0)


@given(st.lists(st.floats(1, 500) | st.just(NAN), min_size=1, max_size=20), st.floats(0.1, 10))
def test_x_does_not_depend_on_the_unit(values, factor):
    loads = np.array(values)
    x, reference = load.relative(loads)
    scaled, _ = load.relative(loads * factor)
    assert np.isfinite(x).all()
    np.testing.assert_allclose(x, scaled, atol=1e-9)
    if reference is not None:
        known = np.isfinite(loads)
        np.testing.assert_allclose(reference * 2 ** x[known], loads[known])


PART = st.just(NAN) | st.sampled_from([0.0, 1.0, 5.0, 12.0])


@given(st.lists(st.tuples(PART, PART, PART, PART, PART, st.booleans()), min_size=1, max_size=12))
def test_a_course_is_the_load_of_the_tries_so_far(rows):
    """Which formula holds changes on the way; asked in any order, each answer is that of the tries up to it."""
    doses = {name: np.array([row[at] for row in rows]) for at, name in enumerate(load.PARTS)}
    fast = np.array([row[5] for row in rows])
    course = load.Course(doses, fast)
    for end in [*range(len(rows), 0, -1), len(rows)]:
        loads = load.index({name: values[:end] for name, values in doses.items()}, fast[:end])
        x, reference = load.relative(loads)
        found = course.until(end)
        np.testing.assert_array_equal(found[0], loads)
        np.testing.assert_array_equal(found[1], x)
        assert found[2] == reference
