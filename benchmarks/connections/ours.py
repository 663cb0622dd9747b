"""The program's own estimator on many diaries at once, and what it would be without trend or weekend."""

from __future__ import annotations

from itertools import chain

import numpy as np

from analysis import association, gls, lagged
from analysis.equation import solvable
from benchmarks.connections.worlds import MONDAY

TITLES = {
    "gls_bare": "GLS AR(1), no trend, no weekend",
    "gls_trend": "GLS AR(1) + trend",
    "ours": "**program**: GLS AR(1) + trend + weekend",
}


def equation(pain, factor, lag=0):
    """The regression the program fits to one factor alone."""
    days = len(pain)
    weekend = (np.arange(days) % 7 >= 5).astype(float)
    diary = lagged.Diary(np.datetime64(MONDAY), "pain", pain, weekend, np.full(days, np.nan))
    return association.single(diary, lagged.Link("factor", lag, lagged.moved(factor, lag)))


WIDTHS = {"gls_bare": 2, "gls_trend": 3, "ours": 4}
"""Columns of the design that are kept: one, factor, trend, weekend."""


TOGETHER = 1000
"""Diaries fitted in one walk: more would only take memory."""


def coefficients(pairs, names=("ours",)):
    """Per variant: of the factor in every pair (pain, factor) of one length, on normal scores; None where constant."""
    problems = [equation(*one).scores for one in pairs]
    fit = [at for at, one in enumerate(problems) if solvable(one)]
    out = {}
    for name in names:
        cut = [
            gls.Problem(problems[at].y, problems[at].design[:, : WIDTHS[name]], problems[at].used)
            for at in fit
        ]
        fitted = chain.from_iterable(gls.fit(cut[at : at + TOGETHER]) for at in range(0, len(cut), TOGETHER))
        found = dict(zip(fit, fitted, strict=True))
        out[name] = [found[at].coefficient(1) if at in found else None for at in range(len(pairs))]
    return out


def called(found, level=0.05):
    """Share with p below `level`; nothing is called where there is nothing to fit."""
    return float(np.mean([one is not None and one.p < level for one in found]))
