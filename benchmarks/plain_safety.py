"""SafetyGP written down as its formulas, one dense matrix per grid point: the yardstick, not the product.

Cost grows with the cube of the tries; `analysis.safetygp` works by movement and by day instead.
"""

from __future__ import annotations

import numpy as np

from analysis import posterior, safetygp
from analysis import safetygrid as gp
from analysis import safetyprior as prior


def probabilities(t, move, x, y, cov, now, tau):
    """Movement -> (P(safe), P(fall), P(rise), level), science note 2.4."""
    from scipy.linalg import solve_triangular

    t = t.astype(float)
    one, start = move[:, None] == move, t.min()
    clock = np.empty(len(t))
    for m in np.unique(move):
        clock[move == m] = prior.break_clock(t[move == m], np.unique(t[move == m]))
    fixed = prior.VAR_PERSON + prior.VAR_MOVE * one
    fixed = fixed + (prior.VAR_BETA_PERSON + prior.VAR_BETA_MOVE * one) * np.outer(x, x)
    fixed += _mixed(one) * prior.VAR_TREND * np.outer(t - start, t - start)
    fixed += prior.VAR_DAY * (t[:, None] == t)
    rest = y - prior.MU0 - prior.BETA0 * x
    for column, (mean, sd) in zip(cov.T, prior.COVARIATES, strict=True):
        fixed += sd**2 * np.outer(column, column)
        rest = rest - mean * column
    wander = prior.COMMON * prior.matern(t, t) + (1 - prior.COMMON) * one * prior.matern(clock, clock)
    asked = {m: _ask(t, move, x, clock, now, start, m) for m in np.unique(move)}
    points = []
    for sigma, weight_sigma in gp.SIGMAS:
        for amplitude, weight in gp.AMPLITUDES:
            noise = (sigma**2 + gp.ROUNDING) * np.eye(len(t))
            factor = np.linalg.cholesky(fixed + amplitude**2 * wander + noise)
            white = solve_triangular(factor, rest, lower=True)
            evidence = -0.5 * white @ white - np.log(np.diag(factor)).sum() + np.log(weight * weight_sigma)
            points.append((evidence, amplitude, factor, white))
    weights = np.exp([point[0] - max(one[0] for one in points) for point in points])
    weights /= weights.sum()
    weights[weights < gp.NEGLIGIBLE] = 0
    weights /= weights.sum()
    counts = np.floor(weights * gp.DRAWS + 0.5).astype(int)
    normals = np.random.default_rng(12345).standard_normal((4096, prior.WEEKS_BACK + 2))
    out = {}
    for m, (outer_fixed, outer_wander, inner_fixed, inner_wander, middle) in asked.items():
        draws, dealt = [], 0
        for count, (_, amplitude, factor, white) in zip(counts, points, strict=True):
            if not count:
                continue
            solved = solve_triangular(factor, (outer_fixed + amplitude**2 * outer_wander).T, lower=True)
            inner = inner_fixed + amplitude**2 * inner_wander - solved.T @ solved
            root = np.linalg.cholesky(inner + safetygp.JITTER * np.eye(len(inner)))
            draws.append(middle + solved.T @ white + normals[dealt : dealt + count] @ root.T)
            dealt += count
        out[int(m)] = _read(np.vstack(draws), np.median(x[move == m][-3:]), tau)
    return out


def _mixed(one):
    return prior.COMMON + (1 - prior.COMMON) * one


def _ask(t, move, x, clock, now, start, m):
    """Covariances of weekly levels and slope with the tries and among themselves, without and with amplitude."""
    mine = move == m
    days = np.unique(t[mine])
    when = np.maximum(now - 7.0 * np.arange(prior.WEEKS_BACK + 1), days[0])
    read, k = prior.break_clock(when, days), len(when)
    fixed, wander = np.zeros((k + 1, len(t))), np.zeros((k + 1, len(t)))
    fixed[:k] = prior.VAR_PERSON + prior.VAR_MOVE * mine
    fixed[:k] += _mixed(mine) * prior.VAR_TREND * np.outer(when - start, t - start)
    fixed[k] = (prior.VAR_BETA_PERSON + prior.VAR_BETA_MOVE * mine) * x
    wander[:k] = prior.COMMON * prior.matern(when, t) + (1 - prior.COMMON) * mine * prior.matern(read, clock)
    inner_fixed, inner_wander = np.zeros((k + 1, k + 1)), np.zeros((k + 1, k + 1))
    inner_fixed[:k, :k] = prior.VAR_PERSON + prior.VAR_MOVE
    inner_fixed[:k, :k] += prior.VAR_TREND * np.outer(when - start, when - start)
    inner_fixed[k, k] = prior.VAR_BETA_PERSON + prior.VAR_BETA_MOVE
    inner_wander[:k, :k] = prior.COMMON * prior.matern(when, when)
    inner_wander[:k, :k] += (1 - prior.COMMON) * prior.matern(read, read)
    return fixed, wander, inner_fixed, inner_wander, np.append(np.full(k, prior.MU0), prior.BETA0)


def _read(draws, x_now, tau):
    level = draws[:, 0] + draws[:, -1] * x_now
    change = draws[:, 0] - draws[:, posterior.CHANGE_WEEKS]
    rise = draws[:, 0] - draws[:, np.argmin(draws[:, :-1].mean(0))]
    return (
        np.mean(level <= tau),
        np.mean(change <= -posterior.FALL),
        np.mean(rise >= posterior.RISE),
        level.mean(),
    )
