"""What is asked of a fit about one movement: its level in the weeks back, and its load slope. Arrays only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.safetyprior import OWN, break_clock

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.safetyprior import Block, Tries

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked about one movement: weekly levels from now back, then the load slope.

    shared, kind, own: (questions, columns) at the columns all have in common, at `Block.kind` (None without) and at
    `Block.columns`; what they give times the weights there, and the prior, is the answer. days: of the levels; times
    before the first exposure are clamped to it. x_now: median x of the last three exposures.
    """

    shared: Floats
    kind: Floats | None
    own: Floats
    days: Floats
    x_now: float


def ask(tries: Tries, block: Block) -> Questions:
    """The questions about one movement, at least eight weeks back and as far as its tries go."""
    first = float(block.days[0])
    days, shared, sparse = tries.weekly(first)
    own = _effects(days - tries.start, block.wander.columns(break_clock(days, block.days)))
    kind = _effects(days - tries.start, sparse) if block.kind else None
    return Questions(shared, kind, own, days, _middle(tries.x[block.rows][-3:]))


def _effects(since: Floats, wander: Floats) -> Floats:
    """Level after so many days at reference load, then the load slope, at columns in the order of `OWN`."""
    rows = np.zeros((len(since) + 1, len(OWN) + wander.shape[1]))
    rows[:-1, 0], rows[:-1, 2], rows[:-1, len(OWN) :] = 1.0, since, wander
    rows[-1, 1] = 1.0
    return rows


def _middle(values: Floats) -> float:
    """Median; `np.median` is slow on three values."""
    ordered: list[float] = sorted(values.tolist())
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
