"""The numeric core of connections: whitening, REML grid, normal scores, multiplicity."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import gls, scores


def dense_covariance(days, phi, eta):
    """V as the science note writes it (3.2 step 4), plus the small number on the diagonal."""
    apart = np.abs(days[:, None] - days[None, :])
    carried = phi**apart if phi else (apart == 0).astype(float)
    share = eta if phi else 0.0
    return (1 - share) * carried + (share + gls.JITTER) * np.eye(len(days))


def dense_fit(y, design, used):
    """Second oracle, written from the formulas with a matrix inverse: per grid point b, covariance, weight."""
    days = np.flatnonzero(used).astype(float)
    y, design = y[used], design[used]
    n, q = design.shape
    likelihood, coefficients, covariances = [], [], []
    for phi, eta, prior in zip(gls.PHI, gls.ETA, gls.LOG_PRIOR, strict=True):
        cov = dense_covariance(days, phi, eta)
        inverse = np.linalg.inv(cov)
        normal = design.T @ inverse @ design
        b = np.linalg.solve(normal, design.T @ inverse @ y)
        rest = y - design @ b
        rss = rest @ inverse @ rest
        likelihood.append(
            -0.5 * np.linalg.slogdet(cov)[1]
            - 0.5 * np.linalg.slogdet(normal)[1]
            - 0.5 * (n - q) * np.log(rss)
            + prior
        )
        coefficients.append(b)
        covariances.append(np.linalg.inv(normal) * rss / (n - q))
    weights = np.exp(np.array(likelihood) - max(likelihood))
    return weights / weights.sum(), np.array(coefficients), np.array(covariances)


def example(seed, days=60, missing=0.2, columns=3):
    rng = np.random.default_rng(seed)
    used = rng.random(days) > missing
    design = np.column_stack([np.ones(days), rng.normal(size=(days, columns - 1))])
    y = np.cumsum(rng.normal(size=days)) * 0.3 + rng.normal(size=days)
    return gls.Problem(y, design, used)


def test_the_grid_is_the_one_of_the_science_note():
    # science note 3.2 step 4: phi in {0, .2, .35, .5, .65, .8, .9} x eta in {0, .3, .6}; phi = 0 once
    pairs = list(zip(gls.PHI.tolist(), gls.ETA.tolist(), strict=True))
    assert pairs == [(0.0, 0.0)] + [
        (phi, eta) for phi in (0.2, 0.35, 0.5, 0.65, 0.8, 0.9) for eta in (0.0, 0.3, 0.6)
    ]
    assert gls.LOG_PRIOR[0] == pytest.approx(-0.5 * (0.4 / 0.3) ** 2 + np.log(2))
    assert gls.LOG_PRIOR[-1] == pytest.approx(-0.5 * (0.5 / 0.3) ** 2)


@given(st.integers(0, 10_000), st.integers(3, 150), st.floats(0, 0.9))
@settings(max_examples=40, deadline=None)
def test_kalman_whitening_equals_cholesky_whitening(seed, days, missing):
    rng = np.random.default_rng(seed)
    used = rng.random(days) >= missing
    used[rng.integers(days)] = True
    values = np.where(used[:, None], rng.normal(size=(days, 2)), np.nan)
    white, half_logdet = gls.whiten(values, used)
    at = np.flatnonzero(used).astype(float)
    for g, (phi, eta) in enumerate(zip(gls.PHI, gls.ETA, strict=True)):
        lower = np.linalg.cholesky(dense_covariance(at, phi, eta))
        np.testing.assert_allclose(white[g], np.linalg.solve(lower, values[used]), atol=1e-9)
        assert half_logdet[g] == pytest.approx(np.log(np.diag(lower)).sum(), abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_fit_equals_the_dense_formulas(seed):
    problem = example(seed, days=40 + 9 * seed, missing=0.08 * seed, columns=2 + seed % 3)
    fitted = gls.fit([problem])[0]
    weights, b, covariance = dense_fit(problem.y, problem.design, problem.used)
    np.testing.assert_allclose(fitted.weights, weights, atol=1e-9)
    np.testing.assert_allclose(fitted.b, b, atol=1e-9)
    np.testing.assert_allclose(fitted.covariance, covariance, atol=1e-9)
    assert (fitted.n, fitted.df) == (problem.used.sum(), problem.used.sum() - problem.design.shape[1])


def test_a_gap_is_exact_and_not_a_shorter_calendar():
    problem = example(3, missing=0)
    problem.used[20:40] = False
    gap = gls.fit([problem])[0].coefficient(1)
    kept = problem.used
    closed = gls.Problem(problem.y[kept], problem.design[kept], np.ones(kept.sum(), bool))
    weights, b, _ = dense_fit(problem.y, problem.design, kept)
    assert gap.b == pytest.approx(float(weights @ b[:, 1]), abs=1e-10)
    assert abs(gap.b - gls.fit([closed])[0].coefficient(1).b) > 1e-6


def test_values_of_unused_days_and_empty_days_around_change_nothing():
    problem = example(1)
    plain = gls.fit([problem])[0].coefficient(1)
    y = np.where(problem.used, problem.y, np.nan)
    design = np.where(problem.used[:, None], problem.design, np.nan)
    pad = 70  # more than one block
    padded = gls.Problem(
        np.pad(y, pad, constant_values=np.nan),
        np.pad(design, ((pad, pad), (0, 0)), constant_values=np.nan),
        np.pad(problem.used, pad),
    )
    around = gls.fit([padded])[0].coefficient(1)
    np.testing.assert_allclose(
        [around.b, around.se, around.p, around.low], [plain.b, plain.se, plain.p, plain.low], atol=1e-10
    )


def test_many_problems_at_once_equal_one_by_one_in_their_order():
    problems = [example(seed, columns=2 + seed % 3) for seed in range(7)]
    together = gls.fit(problems)
    for problem, fitted in zip(problems, together, strict=True):
        single = gls.fit([problem])[0]
        np.testing.assert_allclose(fitted.b, single.b, atol=1e-12)
        np.testing.assert_allclose(fitted.weights, single.weights, atol=1e-12)
    assert gls.fit([]) == []


@given(st.floats(0.01, 100), st.floats(-50, 50))
@settings(max_examples=25, deadline=None)
def test_scaling_the_outcome_scales_the_effect_and_keeps_p(scale, shift):
    problem = example(2)
    plain = gls.fit([problem])[0].coefficient(1)
    moved = gls.fit([gls.Problem(problem.y * scale + shift, problem.design, problem.used)])[0].coefficient(1)
    assert moved.b == pytest.approx(plain.b * scale, rel=1e-6)
    assert moved.p == pytest.approx(plain.p, abs=1e-6)


def test_order_of_columns_does_not_matter():
    problem = example(4, columns=4)
    turned = gls.Problem(problem.y, problem.design[:, ::-1], problem.used)
    one, other = gls.fit([problem, turned])
    for column in range(4):
        left, right = one.coefficient(column), other.coefficient(3 - column)
        assert (left.b, left.p) == (pytest.approx(right.b, abs=1e-10), pytest.approx(right.p, abs=1e-10))


def test_average_agrees_with_the_coefficients():
    fitted = gls.fit([example(5)])[0]
    mean, covariance = fitted.average()
    for column in range(3):
        one = fitted.coefficient(column)
        assert (mean[column], np.sqrt(covariance[column, column])) == (
            pytest.approx(one.b),
            pytest.approx(one.se),
        )
        assert one.low < one.b < one.high
    assert 0 <= fitted.phi <= 0.9


def test_phi_follows_the_carry_over_of_the_errors():
    rng = np.random.default_rng(8)
    days = 400
    slow = np.zeros(days)
    for day in range(1, days):
        slow[day] = 0.8 * slow[day - 1] + rng.normal()
    flat = gls.Problem(rng.normal(size=days), np.ones((days, 1)), np.ones(days, bool))
    carried = gls.Problem(slow, np.ones((days, 1)), np.ones(days, bool))
    quiet, loud = gls.fit([flat, carried])
    assert quiet.phi < 0.3
    assert loud.phi == pytest.approx(0.8, abs=0.1)


def test_a_perfect_line_and_a_deficient_design():
    problem = example(6)
    exact = gls.Problem(problem.design @ np.array([1.0, 2.0, -1.0]), problem.design, problem.used)
    found = gls.fit([exact])[0].coefficient(1)
    assert (found.b, found.p) == (pytest.approx(2.0), pytest.approx(0.0, abs=1e-9))
    twice = gls.Problem(problem.y, np.column_stack([np.ones(60), np.zeros(60)]), problem.used)
    with pytest.raises(np.linalg.LinAlgError):
        gls.fit([twice])


# ------------------------------------------------------------------ small statistics


def test_ranks_share_ties():
    assert scores.ranks(np.array([3.0, 1.0, 3.0, 2.0, 3.0])).tolist() == [4.0, 1.0, 4.0, 2.0, 4.0]


@given(st.lists(st.integers(0, 10), min_size=3, max_size=60).filter(lambda some: len(set(some)) > 1))
def test_normal_scores_keep_order_and_ignore_the_scale(ratings):
    values = np.array(ratings, float)
    found = scores.normal_scores(values)
    assert found.mean() == pytest.approx(0, abs=1e-9)
    assert found.std() == pytest.approx(1)
    np.testing.assert_array_equal(np.argsort(values, kind="stable"), np.argsort(found, kind="stable"))
    np.testing.assert_allclose(scores.normal_scores(3 * values + 100), found, atol=1e-12)


def test_normal_scores_known_answer():
    # Blom's formula for n = 3: Phi^-1(.625/3.25) = -.8694, 0, .8694; standardised by sqrt(2/3)*.8694
    np.testing.assert_allclose(
        scores.normal_scores(np.array([1.0, 5.0, 9.0])), [-np.sqrt(1.5), 0, np.sqrt(1.5)], atol=1e-9
    )


def test_benjamini_hochberg_example_of_1995():
    # Benjamini & Hochberg 1995, section 4.1 (thrombolysis): at .05 the four smallest of 15 are called
    p = np.array(
        [
            "0.0001",
            "0.0004",
            "0.0019",
            "0.0095",
            "0.0201",
            "0.0278",
            "0.0298",
            "0.0344",
            "0.0459",
            "0.3240",
            "0.4262",
            "0.5719",
            "0.6528",
            "0.7590",
            "1.0000",
        ],
        dtype=float,
    )
    shuffled = np.random.default_rng(0).permutation(15)
    adjusted = scores.adjusted_p(p[shuffled])
    assert sorted(p[shuffled][adjusted <= 0.05].tolist()) == [0.0001, 0.0004, 0.0019, 0.0095]
    back = np.empty(15)
    back[shuffled] = adjusted
    assert back[:5] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625, 0.0603], abs=1e-9)
    assert back[-1] == 1.0
    assert len(scores.adjusted_p(np.array([]))) == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_is_monotone_and_never_smaller(p):
    values = np.array(p)
    adjusted = scores.adjusted_p(values)
    assert (adjusted >= values - 1e-15).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(values, kind="stable")]) >= -1e-15).all()


def test_carry_over_uses_real_neighbours_only():
    saw = np.tile([1.0, -1.0], 20)
    assert scores.carry_over(saw) == -0.95
    assert scores.carry_over(np.repeat([1.0, -1.0], 20)) > 0.9
    every_other_day = np.where(np.arange(40) % 2 == 0, np.arange(40.0), np.nan)
    assert scores.carry_over(every_other_day) == 0.0
    assert scores.carry_over(np.full(30, 4.0)) == 0.0


def test_commonest_share():
    assert scores.commonest_share(np.array([1.0, 1.0, 1.0, 2.0])) == 0.75
    assert scores.commonest_share(np.array([])) == 1.0
