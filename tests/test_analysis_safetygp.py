"""SafetyGP: the numeric core against the frozen reference, and what must hold for any diary."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import safetygrid, safetyprior
from analysis.posterior import Z90, summarise
from analysis.safetygp import posteriors
from analysis.safetyprior import break_clock

GOLDEN = Path(__file__).parent / "golden"
CASES = json.loads((GOLDEN / "safety_reference.json").read_text("utf-8"))["cases"]
NOTE = json.loads((GOLDEN / "safety.json").read_text("utf-8"))


def arrays(case):
    t, move, y = (np.array(case[name]) for name in ("t", "move", "y"))
    cov = np.array(case["cov"], dtype=float) if "cov" in case else np.zeros((len(t), 3))
    return t, move, np.array(case["x"], dtype=float), y, cov, case["now"]


def summaries(*given, tau=3.0):
    return {move: summarise(one, tau) for move, one in posteriors(*given).items()}


def numbers(found):
    return [
        *(found.p_safe, found.p_fall, found.p_rise, found.level, *found.level90),
        *(found.change, *found.change90, found.beta, *found.capacity_x),
    ]


def one_movement(days, ratings, now, x=None):
    n = len(days)
    load = np.zeros(n) if x is None else np.array(x, dtype=float)
    return (
        *(np.array(days), np.zeros(n, dtype=int), load, np.array(ratings, dtype=float)),
        *(np.zeros((n, 3)), now),
    )


# ------------------------------------------------------------------ known answers


APART = np.array([0.01, 0.02, 0.02, 0.01, 0.1, 0.1, 0.03, 0.15, 0.2, 0.005, 0.2, 0.1])
"""Knots instead of every day move the means by hundredths; quantiles are read off 512 draws."""


@pytest.mark.parametrize("at", range(len(CASES)))
def test_it_equals_the_dense_reference(at):
    case = CASES[at]
    found = posteriors(*arrays(case))
    assert sorted(found) == sorted(int(move) for move in case["out"])
    for move, (_, n, days_since, *expected) in case["out"].items():
        one = found[int(move)]
        assert (one.n, case["now"] - one.last) == (n, days_since)
        assert (np.abs(np.array(numbers(summarise(one, case["tau"]))) - expected) <= APART).all()


def test_the_golden_values_of_the_note():
    """Science note 2.10: pain 6 to 4 while the load doubles is learning; 1 to 3 throughout is safe."""
    found = summaries(*arrays(NOTE))
    assert found[0].p_safe == pytest.approx(0.027, abs=5e-4)
    assert found[0].p_fall == pytest.approx(0.933, abs=5e-4)
    assert found[0].level == pytest.approx(3.97, abs=5e-3)
    assert found[0].level90 == pytest.approx((3.10, 4.97), abs=5e-3)
    assert found[1].p_safe == pytest.approx(0.992, abs=5e-4)
    for move, (_, _, _, *expected) in NOTE["out"].items():
        assert (np.abs(np.array(numbers(found[int(move)])) - expected) <= APART).all()


def test_the_break_clock_by_hand():
    """Science note 2.4: 21 days over the first 10 of a gap of at least 10; a gap of 9 adds nothing."""
    days = np.array([0.0, 9.0, 19.0, 21.0])
    read = np.array([0.0, 9.0, 14.0, 19.0, 21.0])
    np.testing.assert_allclose(break_clock(read, days), [0, 9, 14 + 10.5, 19 + 21, 21 + 21])
    open_end = break_clock(np.array([21.0, 26.0, 31.0, 40.0]), days)
    np.testing.assert_allclose(open_end, [42, 47 + 10.5, 52 + 21, 61 + 21])


def test_the_curve_agrees_with_the_draws():
    """Moments of the mixture against 512 draws of it: the same level now, within sampling error."""
    for move, one in posteriors(*arrays(NOTE)).items():
        found = summarise(one, 3.0)
        assert one.grid[-1] == NOTE["now"], move
        assert one.mean[-1] == pytest.approx(found.level, abs=4 * one.sd[-1] / np.sqrt(safetygrid.DRAWS))
        half = (found.level90[1] - found.level90[0]) / 2
        assert Z90 * one.sd[-1] == pytest.approx(half, rel=0.15)


# ------------------------------------------------------------------ kinds of movement

LIFTS = np.array([0, 0, 0, -1])
"""The kind of each movement of `four`: the first three are of one."""


def four():
    """Sixty tries of four movements over eighty days."""
    rng = np.random.default_rng(3)
    t, move = np.sort(rng.integers(0, 80, 60)), rng.integers(0, 4, 60)
    return (
        t,
        move,
        rng.normal(0, 0.5, 60),
        rng.integers(0, 9, 60).astype(float),
        rng.normal(0, 1, (60, 3)),
        82,
    )


def dense_level(t, move, x, y, cov, now, m, sigma=1.0, amplitude=1.0):
    """Level of movement m by the kernel: own part .7, part of the kind .3, the wander of a kind by real days."""
    prior, s = safetyprior, safetyprior.POOLED
    when, at, moves = (
        np.append(t, now).astype(float),
        np.append(x, np.median(x[move == m][-3:])),
        np.append(move, m),
    )
    kind, read = LIFTS[moves], np.empty(len(when))
    for one in np.unique(move):
        read[moves == one] = break_clock(when[moves == one], np.unique(t[move == one]).astype(float))
    own = (moves[:, None] == moves) * np.where(kind >= 0, 1 - s, 1.0)
    alike = s * ((kind[:, None] == kind) & (kind >= 0))
    c, since, real = prior.COMMON, when - t.min(), prior.matern(when, when)
    k = prior.VAR_PERSON + prior.VAR_MOVE * (own + alike)
    k += (prior.VAR_BETA_PERSON + prior.VAR_BETA_MOVE * (own + alike)) * np.outer(at, at)
    k += prior.VAR_TREND * (c + (1 - c) * (own + alike)) * np.outer(since, since)
    k += amplitude**2 * (c * real + (1 - c) * (own * prior.matern(read, read) + alike * real))
    across, k = k[-1, :-1], k[:-1, :-1]
    k += prior.VAR_DAY * (t[:, None] == t) + (sigma**2 + safetygrid.ROUNDING) * np.eye(len(t))
    rest = y - prior.MU0 - prior.BETA0 * x
    for column, (mean, sd) in zip(cov.T, prior.COVARIATES, strict=True):
        k += sd**2 * np.outer(column, column)
        rest = rest - mean * column
    return prior.MU0 + prior.BETA0 * at[-1] + across @ np.linalg.solve(k, rest)


@pytest.mark.parametrize(("spacing", "apart"), [(4.0, 1e-3), (safetyprior.KIND_SPACING, 0.05)])
def test_a_kind_is_what_the_kernel_says(monkeypatch, spacing, apart):
    """At one noise and one wander, with knots close together and as they are; without the kind it is another level."""
    monkeypatch.setattr(safetyprior, "KIND_SPACING", spacing)
    for name in ("SIGMAS", "AMPLITUDES"):
        only = tuple((one, 1.0 if one == 1.0 else 1e-99) for one, _ in getattr(safetygrid, name))
        monkeypatch.setattr(safetygrid, name, only)
    given = four()
    found, without = posteriors(*given, LIFTS[given[1]]), posteriors(*given)
    level = {m: dense_level(*given, m) for m in found}
    assert {m: one.mean[-1] for m, one in found.items()} == pytest.approx(level, abs=apart)
    assert max(abs(without[m].mean[-1] - level[m]) for m in found) > 0.05


def test_how_far_two_movements_of_a_kind_go_together():
    """The worked number of docs/methods/movements.md: 1.44/4.68 and (1.44 + .3 * 3.24)/4.68, read off the columns."""
    t, move, x, y, cov, now = four()
    tries = safetyprior.Tries(t, move, x, y, cov, now, LIFTS[move])
    variance = tries.scales(1.0) ** 2
    one, other, outside = (tries.blocks[m] for m in (0, 1, 3))
    assert outside.kind is None
    assert one.kind == other.kind
    person, kind, own = variance[[0, one.kind.start, one.columns.start]]
    whole = person + kind + own
    assert whole == pytest.approx(person + variance[outside.columns.start])
    found = person / whole, (person + kind) / whole
    assert found == pytest.approx((0.3077, 0.5154), abs=1e-4)
    page = (GOLDEN.parents[1] / "docs" / "methods" / "movements.md").read_text("utf-8")
    assert all(
        f"r = {formula} = {r:.2f}".replace("0.", ".") in page
        for formula, r in zip(("1.44/4.68", "(1.44 + .3 · 3.24)/4.68"), found, strict=True)
    )


@pytest.mark.parametrize("kind", [[-1, -1, -1, -1], [3, 0, -1, 7]])
def test_a_kind_with_one_movement_changes_nothing(kind):
    given = four()
    found = posteriors(*given, np.array(kind)[given[1]])
    for m, one in posteriors(*given).items():
        np.testing.assert_array_equal(one.draws, found[m].draws)


def test_a_kind_makes_no_movement_safe():
    """Three tries of 4, 3 and 4 beside five movements of the kind that never hurt: still surely not under 3."""
    own, days, names = [4.0, 3.0, 4.0], np.arange(1, 43, 3), 5
    t, move = (
        np.r_[[10, 24, 40], np.tile(days, names)],
        np.r_[[0] * 3, np.repeat(np.arange(1, names + 1), len(days))],
    )
    y = np.r_[own, np.zeros(names * len(days))]
    given = t, move, np.zeros(len(t)), y, np.zeros((len(t), 3)), 44
    alone, pooled = (summarise(posteriors(*given, kind)[0], 3.0) for kind in (None, np.zeros(len(t), int)))
    assert alone.level - 0.3 < pooled.level < alone.level
    assert pooled.p_safe < 0.25


# ------------------------------------------------------------------ what must hold


def test_no_exposure_in_the_window_gives_nothing():
    assert posteriors(*one_movement([], [], 10)) == {}
    assert posteriors(*one_movement([5], [3], 95)) == {}
    assert list(posteriors(*one_movement([5], [3], 94))) == [0]


def test_one_try_stays_near_the_prior():
    found = summarise(posteriors(*one_movement([10], [0], 10))[0], 3.0)
    assert 0 < found.level < safetyprior.MU0
    assert found.level90[1] - found.level90[0] > 2


@pytest.mark.parametrize("rating", [0, 10])
def test_constant_ratings_are_finite_and_clear(rating):
    found = summarise(posteriors(*one_movement(range(0, 40, 4), [rating] * 10, 36))[0], 3.0)
    assert np.isfinite(numbers(found)).all()
    assert found.p_safe == pytest.approx(1.0 if rating == 0 else 0.0, abs=0.01)


def test_later_exposures_do_not_matter():
    early = one_movement([0, 4, 8, 12], [5, 4, 4, 3], 12)
    late = one_movement([0, 4, 8, 12, 13, 20], [5, 4, 4, 3, 10, 10], 12)
    np.testing.assert_array_equal(posteriors(*early)[0].draws, posteriors(*late)[0].draws)


def test_load_progress_at_constant_pain_is_a_fall():
    """Design note, rule 1: the same pain under rising load is progress."""
    days = list(range(0, 45, 3))
    flat = summarise(posteriors(*one_movement(days, [4] * 15, 42))[0], 3.0)
    rising = summarise(posteriors(*one_movement(days, [4] * 15, 42, np.linspace(0, 2, 15)))[0], 3.0)
    assert rising.p_fall > 0.65 > flat.p_fall
    assert rising.change < flat.change - 0.5


def test_a_break_widens_the_band():
    without = posteriors(*one_movement([0, 4, 8, 12, 16, 20, 24], [2, 2, 1, 2, 2, 1, 2], 25))[0]
    going_on = posteriors(*one_movement([0, 4, 8, 12, 16, 20, 24], [2, 2, 1, 2, 2, 1, 2], 36))[0]
    assert going_on.sd[-1] > 1.2 * without.sd[-1]


def test_other_movements_inform_only_weakly():
    """Partial pooling (science note 0): twenty easy tries of another movement hardly move this one's level."""
    alone = one_movement([0, 10, 20], [6, 6, 6], 20)
    t = np.r_[alone[0], np.arange(1, 21)]
    move, y = np.r_[np.zeros(3, int), np.ones(20, int)], np.r_[alone[3], np.zeros(20)]
    both = posteriors(t, move, np.zeros(23), y, np.zeros((23, 3)), 20)
    before, after = (summarise(one, 3.0).level for one in (posteriors(*alone)[0], both[0]))
    assert 0.001 < abs(after - before) < 0.5
    assert summarise(both[1], 3.0).level < 1


def test_inputs_are_not_changed():
    given_arrays = arrays(CASES[0])
    copies = [np.array(one, copy=True) for one in given_arrays[:5]]
    posteriors(*given_arrays)
    for one, copy in zip(given_arrays[:5], copies, strict=True):
        np.testing.assert_array_equal(one, copy)


@st.composite
def diaries(draw):
    n = draw(st.integers(1, 24))
    whole = st.lists(st.integers(0, 10), min_size=n, max_size=n)
    t = np.array(draw(st.lists(st.integers(0, 60), min_size=n, max_size=n)))
    move = np.array(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    x = np.array(draw(whole)) / 5 - 1
    cov = np.column_stack([np.array(draw(whole)) / 4 - 1 for _ in range(3)])
    return t, move, x, np.array(draw(whole), dtype=float), cov, int(t.max()) + draw(st.integers(0, 20))


@settings(max_examples=30, deadline=None)
@given(diaries(), st.randoms(use_true_random=False))
def test_the_order_of_days_and_movements_does_not_matter(diary, random):
    """Exact, as long as tries of one movement on one day keep their order."""
    t, move, x, y, cov, now = diary
    keyed = np.unique(np.column_stack([t, move]), axis=0, return_index=True)[1]
    mixed = np.array(random.sample(list(keyed), len(keyed)))
    plain = posteriors(*(one[keyed] for one in (t, move, x, y, cov)), now)
    shuffled = posteriors(*(one[mixed] for one in (t, move, x, y, cov)), now)
    for name, one in plain.items():
        np.testing.assert_array_equal(one.draws, shuffled[name].draws)


@settings(max_examples=30, deadline=None)
@given(diaries())
def test_every_diary_gives_probabilities_and_ordered_intervals(diary):
    for one in posteriors(*diary).values():
        found = summarise(one, 3.0)
        assert np.isfinite(numbers(found)).all()
        assert all(0 <= p <= 1 for p in (found.p_safe, found.p_fall, found.p_rise))
        assert found.level90[0] <= found.level <= found.level90[1]
        assert found.capacity_x[0] <= found.capacity_x[1]
        assert (one.sd > 0).all()
        assert summarise(one, 4.0).p_safe >= found.p_safe


@pytest.mark.parametrize("at", range(0, len(CASES), 4))
def test_a_zero_today_never_lowers_the_certainty(at):
    """Science note 2.10: a 0 at the load trained now lowers P(safe) by at most .005."""
    case = CASES[at]
    t, move, x, y, cov, now = arrays(case)
    # In every other case the movements are of two kinds.
    kind = move % 2 if at % 8 else np.full(len(t), -1)
    before = posteriors(t, move, x, y, cov, now, kind)
    for name, one in before.items():
        more = posteriors(
            *(
                np.r_[t, now],
                np.r_[move, name],
                np.r_[x, one.x_now],
                np.r_[y, 0.0],
                np.r_[cov, [[0, 0, 0]]],
                now,
            ),
            np.r_[kind, kind[move == name][0]],
        )[name]
        assert summarise(more, case["tau"]).p_safe >= summarise(one, case["tau"]).p_safe - 0.005
