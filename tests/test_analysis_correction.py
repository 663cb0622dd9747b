"""The correction of SafetyGP: formulas by hand, bounds, and what no diary may do to it."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import correction, safetygp
from analysis import correction_weights as weights
from analysis.posterior import summarise
from analysis.safetyprior import habits

NOTE = json.loads((Path(__file__).parent / "golden" / "safety.json").read_text("utf-8"))


def fitted(days, felt, now, x=None, move=None):
    n = len(days)
    move = np.zeros(n, dtype=int) if move is None else np.array(move)
    load = np.zeros(n) if x is None else np.array(x, dtype=float)
    return safetygp.posteriors(np.array(days), move, load, np.array(felt, dtype=float), np.zeros((n, 3)), now)


def said(days, felt, now, tau=3.0, **more):
    found = correction.corrected(fitted(days, felt, now, **more), now)
    return {m: summarise(one, tau) for m, one in found.items()}


# ------------------------------------------------------------------ by hand


def test_the_basis_by_hand():
    """Two clues: 1, both scaled, two hinges each over the spread, and their product."""
    by = SimpleNamespace(
        LOW=np.array([0.0, -1.0]),
        HIGH=np.array([10.0, 1.0]),
        MIDDLE=np.array([4.0, 0.0]),
        SPREAD=np.array([2.0, 0.5]),
        KNOTS=np.array([[3.0, 5.0], [-0.5, 0.5]]),
        PAIRS=np.array([[0], [1]]),
    )
    found = correction.basis(np.array([[6.0, 9.0]]), by)
    np.testing.assert_allclose(found, [[1, 1.0, 2.0, 1.5, 0.5, 3.0, 1.0, 2.0]])


def test_habits_by_hand():
    """Ratings 4 4 5 | 0 2 2: without the zero, 4 of 5 are even; of the 4 pairs with a later rating above zero 2 repeat."""
    y, move = np.array([4.0, 4, 5, 0, 2, 2]), np.array([0, 0, 0, 1, 1, 1])
    assert habits(y, move) == pytest.approx(((4 + 5) / (5 + 10), (2 + 3) / (4 + 10)))


def test_the_worked_numbers_of_the_page():
    """The golden diary in docs/methods/movements.md: level and band, P(safe) and P(fall) as corrected."""
    found = said(NOTE["t"], NOTE["y"], NOTE["now"], x=NOTE["x"], move=NOTE["move"])[0]
    level, low, high = (f"{one:.1f}" for one in (found.level, *found.level90))
    p_safe, p_fall = (f"{one:.2f}".lstrip("0") for one in (found.p_safe, found.p_fall))
    page = (Path(__file__).parents[1] / "docs" / "methods" / "movements.md").read_text("utf-8")
    assert f"corrected it says {level} ({low}–{high}), {p_safe}, {p_fall} and stays" in page


def test_levels_move_by_the_regression_and_bands_follow():
    alone = fitted(NOTE["t"], NOTE["y"], NOTE["now"], x=NOTE["x"], move=NOTE["move"])
    moved = correction.corrected(alone, NOTE["now"])
    phi = correction.basis(correction.clues(alone, NOTE["now"]))
    for at, m in enumerate(alone):
        before, after = (summarise(one[m], 3.0) for one in (alone, moved))
        shift = np.clip(phi[at] @ weights.LEVEL, -correction.MOST_SHIFT, correction.MOST_SHIFT)
        assert after.level - before.level == pytest.approx(shift, abs=1e-9)
        level = moved[m].draws[:, 0] + moved[m].draws[:, -1] * moved[m].x_now
        wide = np.exp(phi[at] @ weights.LEVEL_SPREAD / 2)
        low, high = (edge * correction.clues(alone, NOTE["now"])[at, 1] for edge in correction.SPREADS)
        assert level.std() == pytest.approx(correction.TAILS * np.clip(wide, low, high), rel=1e-9)
        assert after.p_fall == pytest.approx(1 / (1 + np.exp(-phi[at] @ weights.FALL)), abs=1e-9)
        fall = after.level - (moved[m].draws[:, 4] + moved[m].draws[:, -1] * moved[m].x_now).mean()
        assert fall == pytest.approx(after.change, abs=1e-6)
        assert moved[m].mean[-1] - alone[m].mean[-1] == pytest.approx(shift, abs=1e-9)


def test_wider_bands_where_the_model_fits_poorly():
    alone = fitted(range(0, 40, 4), [4, 5, 4, 6, 5, 4, 5, 6, 4, 5], 36)
    usual, wide = (correction.corrected(alone, 36, wider)[0] for wider in (1.0, 2.0))
    one, other = (summarise(each, 3.0) for each in (usual, wide))
    assert other.level == pytest.approx(one.level)
    assert np.diff(other.level90)[0] == pytest.approx(2 * np.diff(one.level90)[0], rel=1e-6)
    assert np.diff(other.change90)[0] == pytest.approx(2 * np.diff(one.change90)[0], rel=1e-6)


def test_nothing_tried_gives_nothing():
    assert correction.corrected({}, 5.0) == {}


# ------------------------------------------------------------------ what must hold

RATINGS = st.lists(st.integers(0, 10), min_size=2, max_size=25)


@given(felt=RATINGS, gap=st.integers(1, 9), late=st.integers(0, 30))
@settings(max_examples=60, deadline=None)
def test_any_diary_gives_bounded_numbers(felt, gap, late):
    days = [gap * at for at in range(len(felt))]
    alone = fitted(days, felt, days[-1] + late)
    moved = correction.corrected(alone, days[-1] + late)
    for m, one in moved.items():
        before, after = summarise(alone[m], 3.0), summarise(one, 3.0)
        assert abs(after.level - before.level) <= correction.MOST_SHIFT + 1e-9
        for chance in (after.p_fall, after.p_rise):
            assert correction.LEAST <= chance <= 1 - correction.LEAST
        assert np.isfinite(one.draws).all()
        assert after.level90[0] < after.level90[1]
        assert after.change90[0] < after.change90[1]


@pytest.mark.parametrize("seed", range(12))
def test_one_more_painless_try_makes_nothing_less_safe(seed):
    """Science note 2.10: adding a rating of 0 today at the current load; .005 of slack is allowed there."""
    rng = np.random.default_rng(seed)
    days = np.sort(rng.permutation(60)[: rng.integers(4, 18)])
    felt = np.clip(np.rint(rng.uniform(1, 7) + rng.normal(0, 1.2, len(days))), 0, 10)
    before = said(days, felt, 61)[0].p_safe
    after = said([*days, 61], [*felt, 0.0], 61)[0].p_safe
    assert after >= before - 0.005


def test_the_order_of_rows_does_not_matter():
    rng = np.random.default_rng(3)
    t, move = rng.permutation(60)[:24], rng.integers(0, 3, 24)
    y, x = rng.integers(0, 11, 24).astype(float), rng.uniform(0, 1, 24)
    turned = rng.permutation(24)
    one = correction.corrected(safetygp.posteriors(t, move, x, y, np.zeros((24, 3)), 60), 60)
    other = correction.corrected(
        safetygp.posteriors(t[turned], move[turned], x[turned], y[turned], np.zeros((24, 3)), 60), 60
    )
    for m in one:
        np.testing.assert_allclose(one[m].draws, other[m].draws, atol=1e-6)
        assert one[m].p_fall == pytest.approx(other[m].p_fall, abs=1e-9)


def test_clues_have_no_holes_and_their_names():
    alone = fitted([0, 0, 5], [3, 4, 5], 5, move=[0, 1, 1])
    raw = correction.clues(alone, 5)
    assert raw.shape == (2, len(correction.CLUES))
    assert np.isfinite(raw).all()
    assert weights.LOW.shape == weights.HIGH.shape == weights.SPREAD.shape == (len(correction.CLUES),)
    assert correction.basis(raw).shape[1] == len(weights.LEVEL) == len(weights.RISE)


def test_inputs_are_not_changed():
    alone = fitted([0, 3, 6], [3, 4, 5], 7)
    kept = replace(alone[0], draws=alone[0].draws.copy())
    correction.corrected(alone, 7)
    np.testing.assert_array_equal(alone[0].draws, kept.draws)
    assert alone[0].p_fall is None


def test_many_names_are_fitted_in_groups():
    """Typos by the hundred: every name has its answer, those with the most tries share a fit."""
    names = 3 * safetygp.JOINT
    t = np.concatenate([np.zeros(names), np.arange(1, 9)])
    move = np.concatenate([np.arange(names), np.full(8, 5)])
    y = np.full(len(t), 4.0)
    found = safetygp.posteriors(t, move, np.zeros(len(t)), y, np.zeros((len(t), 3)), 9)
    assert sorted(found) == list(range(names))
    assert found[5].n == 9
    assert found[5].sd[-1] < found[6].sd[-1]
