"""Which difference in pain people feel as one: it depends on the level it starts from.

Science note 4.1: 2 points or 30 % are clinically important (Farrar 2001, Pain 94:149); by the level before, 1 point (up
to 4), 2 (5 to 7), 3 (8 to 10) (German back-pain cohort, doi 10.1055/a-1304-3677).
"""

from __future__ import annotations

from typing import Final

from analysis.experiment_results import Yardstick

SHARE: Final = 0.30
STEPS: Final = ((4.5, 1.0), (7.5, 2.0))
MOST: Final = 3.0


def yardstick(start: float, effect: float) -> Yardstick:
    """The difference that matters from a mean pain of `start` (0-10), and how far `effect` reaches it."""
    points = next((points for below, points in STEPS if start < below), MOST)
    share = SHARE * start
    # As the page shows them: 1.4 beside 1.4 is not smaller.
    reached = sum(round(abs(effect), 1) >= round(mark, 1) for mark in (points, share))
    return Yardstick(start, points, share, reached)
