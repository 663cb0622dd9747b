"""Green, amber or red: how one try was taken (science note 5.1, after the pain-monitoring model).

Thomeé 1997: 0-2 safe, 3-5 acceptable, over 5 too much; used with continued loading by Silbernagel 2007 (Achilles, RCT,
n = 38). Built for tendon and knee, extrapolated to back pain. One bad morning is chance in 5 to 19 % of harmless
sessions: it counts as red only for 2 of the last 3 known mornings, or from max(2, 1.5 MAD') on; alone it is amber. An
unknown morning is unknown: the try keeps its colour of the hour and is not `settled`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.flares import BASE_KNOWN, LEAST_SPREAD, POINTS, SPREADS, TO_SD, row_medians
from analysis.plan_results import Light
from analysis.tries import MORNINGS, calendar_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.plan_results import Colour
    from analysis.tries import Series

EASY, ACCEPTABLE = 2.0, 5.0
CALM, RISE = 1.0, 2.0
ODD_QUALITY, GOOD_QUALITY = 3.0, 4.0
BAD_OF, LAST = 2, 3


def of_try(
    felt: float,
    tau: float,
    *,
    before: float = np.nan,
    rise: float = np.nan,
    limit: float = RISE,
    again: bool = False,
    quality: float = np.nan,
    flagged: bool = False,
) -> tuple[Colour, tuple[str, ...]]:
    """Colour of one try and why.

    felt, before, quality: 0-10. rise: morning after over the usual one, in points. limit: the rise that is red by
    itself. again: with this morning it is the second bad one of the last three. NaN = unknown, which is never a
    reason.
    """
    red = [
        code
        for code, holds in (
            ("symptom", flagged),
            ("felt_high", felt > ACCEPTABLE),
            ("morning_high", rise >= RISE and rise >= limit),
            ("morning_again", rise >= RISE and again),
            ("quality_low", quality < ODD_QUALITY),
        )
        if holds
    ]
    if red:
        return "red", tuple(red)
    easy = felt <= min(EASY, tau) or (felt <= tau and felt - before <= CALM)
    amber = [
        code
        for code, holds in (
            ("felt_some", not easy),
            ("morning_once", rise > CALM),
            ("quality_fair", quality < GOOD_QUALITY),
        )
        if holds
    ]
    if amber:
        return "amber", tuple(amber)
    return "green", ("felt_low",) if rise <= CALM else ("felt_low", "morning_unknown")


def lights(series: Series, tau: float, limit: np.ndarray | float = RISE) -> tuple[Light, ...]:
    """The light of every try of one movement, in their order.

    tau: tolerated pain, 0-10. limit: the rise of one morning that is red by itself, for each try or for all
    (`bad_mornings`); as it stood on the day, so that a light once given does not change its colour later.
    """
    rows = series.rows
    before, quality = (rows[name].to_numpy(dtype=float) for name in ("pain_before", "quality"))
    flagged = rows["symptom_flags"].fillna("").str.strip().ne("").to_numpy(dtype=bool)
    limits = np.broadcast_to(limit, len(series))
    found = []
    for at in range(len(series)):
        rise = float(series.morning_rise[at])
        colour, reasons = of_try(
            float(series.felt[at]),
            tau,
            before=float(before[at]),
            rise=rise,
            limit=float(limits[at]),
            again=_again(series.morning_rise[: at + 1]),
            quality=float(quality[at]),
            flagged=bool(flagged[at]),
        )
        known = rise if np.isfinite(rise) else None
        found.append(Light(calendar_day(series.day[at]), colour, reasons, float(series.felt[at]), known))
    return tuple(found)


def bad_mornings(mornings: np.ndarray) -> np.ndarray:
    """For each day the rise of one morning that is red by itself: max(2, 1.5 MAD'), MAD' at least .75 (4.4), (n,).

    mornings: morning pain of consecutive days, NaN = unknown. MAD' is that of the 28 days up to the day; under ten
    known mornings the rise is 2.
    """
    if not len(mornings):
        return np.array([])
    spans = np.lib.stride_tricks.sliding_window_view(
        np.concatenate([np.full(MORNINGS - 1, np.nan), mornings]), MORNINGS
    )
    spread = TO_SD * row_medians(np.abs(spans - row_medians(spans)[:, None]))
    enough = np.isfinite(spans).sum(axis=1) >= BASE_KNOWN
    return np.asarray(
        np.where(enough, np.maximum(POINTS, SPREADS * np.maximum(spread, LEAST_SPREAD)), POINTS)
    )


def _again(rises: Sequence[float] | np.ndarray) -> bool:
    """Whether two of the last three known mornings were bad."""
    values = np.asarray(rises, dtype=float)
    known = values[np.isfinite(values)][-LAST:]
    return int((known >= RISE).sum()) >= BAD_OF
