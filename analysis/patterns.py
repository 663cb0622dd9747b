"""What kind of movement it is, in which ways it was tried, and which way is next to a safe one.

A map of what was done, not advice: what comes next is the trainer's to choose. Orders of speed, surface and position
come from the schema; that a step up an order is harder, and when a cell counts as tried safely, are own choices.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from analysis import stems, variety
from analysis.detail import RED
from analysis.folding import fold, words
from analysis.movement_results import Cell, CellTried, NextVariant, VariantMap
from analysis.safetyprior import WINDOW
from analysis.tries import calendar_day, day_number
from data.schema import POSITIONS, SPEEDS, SURFACES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from analysis.movement_results import Pattern
    from analysis.tries import Series

    Dimension = Literal["speed", "surface", "position"]

SAFE_TRIES, SAFE_DAYS = 2, 2
ORDERS: dict[Dimension, tuple[str, ...]] = {"speed": SPEEDS, "surface": SURFACES, "position": POSITIONS}
FIXED: dict[str, frozenset[str]] = {
    "stairs": frozenset({"surface", "position"}),
    "walk": frozenset({"position"}),
    "run": frozenset({"surface", "position"}),
    "stand_up": frozenset({"position"}),
    "sit": frozenset({"speed", "position"}),
    "stand": frozenset({"speed", "position"}),
    "lie": frozenset({"speed", "position", "surface"}),
}
"""Dimensions in which a pattern has no next step: nobody walks lying down, and no wobbly stairs (own choice)."""


def propose(name: str, family: str = "") -> Pattern:
    """The pattern of one movement: the file's own `family` first, refined or else told by the name; `unknown` stays.

    A family the table does not know is read like a name. See `tags` for how names are read.
    """
    named = tags(name)
    allowed = _allowed(family)
    if allowed:
        return next((one for one in named if one in allowed), allowed[0])
    return next(iter(named), "unknown")


def kind(series: Series) -> Pattern:
    """The pattern proposed for a movement by what was written down of it."""
    return propose(series.name, series.family)


def shared(series: Series) -> str:
    """The word movements of one kind have in common: the pattern, else the family given, "" where neither is known."""
    return _shared(series.name, series.family)


@lru_cache(maxsize=4096)
def _shared(name: str, family: str) -> str:
    pattern = propose(name, family)
    return pattern if pattern != "unknown" else " ".join(words(fold(family)))


def tags(name: str) -> tuple[Pattern, ...]:
    """All patterns the words of a name stand for, in the order they are named, postures last; () for none.

    Case, umlauts and their spelling do not matter. Phrases are taken out first; each word then has at most one
    pattern (`analysis.stems`).
    """
    found, left = _phrases(list(words(fold(name))))
    found += [(at, _pattern(word)) for at, word in left]
    ordered = dict.fromkeys(one for _, one in sorted(found, key=lambda pair: pair[0]) if one != "unknown")
    return tuple(sorted(ordered, key=lambda one: one in stems.POSTURES))


def of(series: Series, today: date, tau: float, pattern: Pattern | None = None) -> VariantMap:
    """Every cell of one movement up to `today`, and the next variants beside the safe ones.

    A cell is tried safely (own choice) with at least 2 tolerated tries on 2 days within the last 90, the latest try
    among them. Tolerated: at or under tau and not followed by a red morning (2 over the usual; an unknown morning
    is not red). One red morning long ago does not undo a cell: mornings are red by chance in every tenth session
    or so (science note 5.1). What was not logged is "", a value of its own, and takes no step. pattern: as the
    person tagged it; by default proposed.
    """
    pattern = pattern or kind(series)
    now = day_number(today)
    rows: dict[Cell, list[int]] = defaultdict(list)
    for at, parts in enumerate(zip(*(one.tolist() for one in series.words), strict=True)):
        if series.day[at] <= now:
            rows[Cell(*parts)].append(at)
    cells = {cell: _tried(cell, np.array(at), series, now, tau) for cell, at in rows.items()}
    recent = (series.day > now - variety.DAYS) & (series.day <= now)
    counts = np.array([n for at in rows.values() if (n := int(recent[at].sum()))])
    first = max(int(series.day[0]), now - WINDOW + 1)
    return VariantMap(
        movement=series.name,
        pattern=pattern,
        cells=tuple(sorted(cells.values(), key=lambda one: (-one.tries, -one.last.toordinal()))),
        following=_following(cells, pattern),
        effective=variety.effective(counts) if len(counts) else None,
        n=sum(one.tries for one in cells.values()),
        tau=tau,
        window=(calendar_day(min(first, now)), today),
    )


def _allowed(family: str) -> tuple[Pattern, ...]:
    key = " ".join(words(fold(family)))
    if key in stems.FAMILIES:
        return stems.FAMILIES[key]
    return next((stems.FAMILIES.get(one, (one,)) for one in tags(family)), ())


def _phrases(tokens: list[str]) -> tuple[list[tuple[int, Pattern]], list[tuple[int, str]]]:
    """Phrases found, with their place, and the words left over."""
    found: list[tuple[int, Pattern]] = []
    free = [True] * len(tokens)
    for pattern, phrase in stems.PHRASES:
        size = len(phrase)
        for at in range(len(tokens) - size + 1):
            span = slice(at, at + size)
            if tuple(tokens[span]) == phrase and all(free[span]):
                found.append((at, pattern))
                free[span] = [False] * size
    return found, [(at, word) for at, word in enumerate(tokens) if free[at]]


def _pattern(word: str) -> Pattern:
    if word in stems.NOT:
        return "unknown"
    return next((one.pattern for one in stems.TABLE if _matches(word, one)), "unknown")


def _matches(word: str, one: stems.Stems) -> bool:
    return (
        word in one.exact
        or word.startswith(one.start)
        or word.endswith(one.end)
        or any(part in word for part in one.part)
    )


def _tried(cell: Cell, at: np.ndarray, series: Series, now: int, tau: float) -> CellTried:
    inside = at[series.day[at] > now - WINDOW]
    red = series.morning_rise[inside] >= RED
    tolerated = inside[(series.felt[inside] <= tau) & ~red]
    days = len(np.unique(series.day[tolerated]))
    return CellTried(
        cell=cell,
        tries=len(at),
        last=calendar_day(series.day[at[-1]]),
        highest=float(series.felt[at].max()),
        tolerated=len(tolerated),
        tolerated_days=days,
        red=int(red.sum()),
        safe=len(tolerated) >= SAFE_TRIES and days >= SAFE_DAYS and tolerated[-1] == inside[-1],
    )


def _following(cells: Mapping[Cell, CellTried], pattern: Pattern) -> tuple[NextVariant, ...]:
    """One step from a safe cell, harder ones first; from several safe cells the one with most tries is named."""
    safe = sorted((one for one in cells.values() if one.safe), key=lambda one: -one.tries)
    found: dict[Cell, NextVariant] = {}
    for harder in (True, False):
        for one in safe:
            for step in _steps(one.cell, pattern, harder=harder):
                known = cells.get(step.cell)
                if step.cell in found or (known and known.safe):
                    continue
                found[step.cell] = replace(step, tries=known.tries, highest=known.highest) if known else step
    return tuple(found.values())


def _steps(cell: Cell, pattern: Pattern, *, harder: bool) -> Sequence[NextVariant]:
    out = []
    for dimension, order in ORDERS.items():
        before = getattr(cell, dimension)
        if before not in order or dimension in FIXED.get(pattern, ()):
            continue
        to = order.index(before) + (1 if harder else -1)
        if 0 <= to < len(order):
            target = replace(cell, **{dimension: order[to]})
            out.append(NextVariant(target, cell, dimension, before, order[to], harder))
    return out
