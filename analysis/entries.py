"""The single tries behind one verdict: what was written down for each, and what a stretch of days holds.

A verdict's `tries` are what a chart draws; an `Entry` is the same try as the diary keeps it, so that it can be looked
at and changed. Nothing here is a model: counts, medians and the entries themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from analysis.tries import ORDER, VARIANT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from analysis.results import Dose, MovementAssessment, Try


@dataclass(frozen=True, slots=True)
class Entry:
    """One try of the window. day, movement, time, seq: its key in the diary; time None when not logged.

    variant: direction, speed, surface, position, "" where not logged; note: "" without one.
    """

    day: date
    movement: str
    time: str | None
    seq: int
    done: Try
    variant: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one movement's tries of a stretch of days say, both ends included.

    n: tries; n_days: days with one; felt, expected: medians (0-10), None without a value; n_expected: tries with an
    expectation; strained: tries on a strained day. light, middle, heavy: loads of the lightest, the middle and the
    heaviest try (of an even number the lighter one in the middle) among the `n_load` with a known load.
    """

    start: date
    end: date
    n: int
    n_days: int
    felt: float | None
    expected: float | None
    n_expected: int
    strained: int
    n_load: int
    light: Dose | None = None
    middle: Dose | None = None
    heavy: Dose | None = None


def of(exposures: pd.DataFrame, one: MovementAssessment) -> tuple[Entry, ...]:
    """The entries behind `one.tries`, in the same order. exposures: the diary up to the day of the verdict."""
    rows = exposures[exposures["movement"] == one.movement]
    rows = rows[rows["pain_during"].notna()]
    # In the order of `analysis.tries.History`; the tries of the window are the last ones.
    rows = rows.sort_values(ORDER, kind="stable", na_position="first").tail(len(one.tries))
    columns = (rows["time"], rows["seq"], rows["note"], *(rows[name] for name in VARIANT))
    return tuple(
        Entry(
            done.day, one.movement, _word(time) or None, int(seq), done, tuple(map(_word, words)), _word(note)
        )
        for done, time, seq, note, *words in zip(one.tries, *columns, strict=True)
    )


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def stretch(tries: Sequence[Try], start: date, end: date) -> Stretch:
    """The facts of the tries from `start` to `end`; without a try all of them are None or nought."""
    inside = [one for one in tries if start <= one.day <= end]
    expected = [one.expected for one in inside if one.expected is not None]
    loads = sorted((one for one in inside if one.dose.index is not None), key=lambda one: one.x)
    return Stretch(
        start=start,
        end=end,
        n=len(inside),
        n_days=len({one.day for one in inside}),
        felt=median(one.felt for one in inside) if inside else None,
        expected=median(expected) if expected else None,
        n_expected=len(expected),
        strained=sum(one.strained for one in inside),
        n_load=len(loads),
        light=loads[0].dose if loads else None,
        middle=loads[(len(loads) - 1) // 2].dose if loads else None,
        heavy=loads[-1].dose if loads else None,
    )


def load_now(one: MovementAssessment) -> Dose | None:
    """The load the verdict holds for, as logged: of the try nearest to `x_now`, the latest of these; None unknown."""
    known = [each for each in one.tries if each.dose.index is not None]
    return min(reversed(known), key=lambda each: abs(each.x - one.x_now)).dose if known else None
