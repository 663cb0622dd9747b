"""The days behind a link, one point each, with everything but its factor taken out of the pain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis import gls
from analysis.association import joint_for, single
from analysis.association_results import AdjustedPoint, Scatter
from analysis.lagged import Diary, Link, moved, read_diary, series
from analysis.lagview import lacks
from analysis.natural import shrinkage
from analysis.primary import primary
from analysis.scores import fence

if TYPE_CHECKING:
    import pandas as pd

    from analysis.association_results import Connection
    from analysis.equation import Equation
    from analysis.gls import Array, Fit
    from analysis.results import Insufficient

LINE_POINTS = 25


def of_factor(panel: pd.DataFrame, factor: str, lag: int, outcome: str = "pain") -> Scatter | Insufficient:
    """The adjusted scatter of any factor at any lag; a primary test keeps the partners of its joint fit.

    Points and line as in `scatter`.
    """
    diary = read_diary(panel, outcome)
    missing = lacks(panel, diary, Link(factor, lag, moved(series(panel, factor), lag)))
    if missing is not None:
        return missing
    equation, link = _equation_of(panel, diary, factor, lag)
    score, raw = gls.fit([equation.scores, equation.natural])
    keep = shrinkage(score.coefficient(equation.column(link)).se)
    return _scatter(diary, equation, link, raw, keep)


def _equation_of(panel: pd.DataFrame, diary: Diary, factor: str, lag: int) -> tuple[Equation, Link]:
    """The joint fit of a primary test, for any other factor or lag the fit of the factor alone."""
    links, _ = primary(panel, diary)
    own = [link for link in links if (link.factor, link.lag) == (factor, lag)]
    if own:
        return joint_for(diary, own[0], links, {}), own[0]
    link = Link(factor, lag, moved(series(panel, factor), lag))
    return single(diary, link), link


def scatter(panel: pd.DataFrame, connection: Connection) -> Scatter:
    """The days behind a connection, with everything but its factor taken out of the pain.

    A point is the raw factor value of a day and its pain minus the fitted trend, weekend and other factors
    (partial residual plus mean). The line has the slope that is displayed (shrunk); its 90 % band is the
    posterior under the same prior. The line spans the values that count: a far-out one (`scores.fence`) is a point
    beyond its end.

    Args:
        panel: the panel `connection` was found in.
        connection: a result of `connections.find`; for any other factor or lag the fit has no partners.
    """
    diary = read_diary(panel, connection.outcome)
    equation, link = _equation_of(panel, diary, connection.factor, connection.lag)
    keep = connection.effect / connection.raw_effect if connection.raw_effect else 1.0
    return _scatter(diary, equation, link, gls.fit([equation.natural])[0], keep)


def _scatter(diary: Diary, equation: Equation, link: Link, fitted: Fit, keep: float) -> Scatter:
    """keep: what the slope is shrunk by."""
    column, days = equation.column(link), np.flatnonzero(equation.used)
    x, design = link.values[days], equation.natural.design[days]
    mean, _ = fitted.average()
    others = mean.copy()
    others[[0, column]] = 0.0
    pain = equation.y_mean + equation.y_scale * (equation.natural.y[days] - design @ others)
    low, high = fence(x)
    line_x = np.linspace(max(x.min(), low), min(x.max(), high), LINE_POINTS)
    standard = (line_x - equation.x_mean[column - 1]) / equation.x_scale[column - 1]
    line_y, half = (equation.y_scale * one for one in _line(fitted, column, standard, keep))
    line_y = line_y + equation.y_mean
    return Scatter(
        link.factor,
        tuple(
            AdjustedPoint(diary.day(int(day)), float(one), float(felt))
            for day, one, felt in zip(days, x, pain, strict=True)
        ),
        tuple(line_x.tolist()),
        tuple(line_y.tolist()),
        tuple((line_y - half).tolist()),
        tuple((line_y + half).tolist()),
        equation.n,
        diary.window(equation.used),
    )


def _line(fitted: Fit, column: int, x: Array, keep: float) -> tuple[Array, Array]:
    """Height and half-width of the 90 % band at `x` when the slope is shrunk by `keep`.

    Level and slope are jointly normal with covariance C; a normal prior on the slope alone that shrinks it by
    `keep` moves the level by the regression of level on slope.
    """
    mean, covariance = fitted.average()
    level, slope = mean[0], mean[column]
    var_level, both, var_slope = covariance[0, 0], covariance[0, column], covariance[column, column]
    lost = 1 - keep
    height = level - both / var_slope * lost * slope + keep * slope * x
    spread = var_level - lost * both**2 / var_slope + 2 * keep * both * x + keep * var_slope * x**2
    return height, fitted.quantile * np.sqrt(spread)
