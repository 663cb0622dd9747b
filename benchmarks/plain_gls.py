"""The same regression by dense algebra, a Cholesky factor per grid point: the yardstick, not the product.

Cost grows with the cube of the days, memory with their square; `analysis.gls` is linear in both.
"""

from __future__ import annotations

import numpy as np

from analysis.gls import ETA, JITTER, LOG_PRIOR, PHI


def fit(y, design, used):
    """Grid-averaged coefficients and standard errors of one regression on the used days."""
    from scipy.linalg import cho_factor, cho_solve

    at = np.flatnonzero(used)
    y, design = y[at], design[at]
    n, width = design.shape
    apart = np.abs(at[:, None] - at[None, :]).astype(float)
    weights, estimates, variances = [], [], []
    for phi, eta, prior in zip(PHI, ETA, LOG_PRIOR, strict=True):
        covariance = (1 - eta) * phi**apart if phi else np.zeros_like(apart)
        covariance[np.diag_indices(n)] += (eta if phi else 1.0) + JITTER
        factor = cho_factor(covariance, lower=True, overwrite_a=True)
        solved = cho_solve(factor, np.column_stack([design, y]))
        normal = design.T @ solved[:, :width]
        b = np.linalg.solve(normal, design.T @ solved[:, width])
        rss = float((y - design @ b) @ (solved[:, width] - solved[:, :width] @ b))
        weights.append(
            prior
            - np.log(np.diag(factor[0])).sum()
            - 0.5 * np.linalg.slogdet(normal)[1]
            - 0.5 * (n - width) * np.log(rss)
        )
        estimates.append(b)
        variances.append(np.diag(np.linalg.inv(normal)) * rss / (n - width))
    share = np.exp(np.array(weights) - max(weights))
    share /= share.sum()
    mean = share @ np.array(estimates)
    return mean, np.sqrt(share @ (np.array(variances) + (np.array(estimates) - mean) ** 2))
