"""What a person did last of each movement: the values a new try begins with. No model, only the diary's own rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.load import PARTS
from analysis.tries import VARIANT

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd


@dataclass(frozen=True, slots=True)
class LastTry:
    """The newest try of one movement. dose: part -> value as logged, variant: field -> word, known ones only.

    felt, expected: 0-10, None without; n: tries of the movement in the diary.
    """

    movement: str
    day: date
    felt: float | None
    expected: float | None
    dose: dict[str, float]
    variant: dict[str, str]
    n: int


@dataclass(frozen=True, slots=True)
class Done:
    """One try of a day, as a line of what was done."""

    movement: str
    time: str
    felt: float | None
    expected: float | None
    session: str


def last_tries(exposures: pd.DataFrame) -> tuple[LastTry, ...]:
    """One per movement, the most recently tried first. exposures: schema dtypes; the frame is not changed."""
    # A frame of the schema has many columns, and each one that is carried along is put in order too.
    rows = exposures[["date", "time", "seq", "movement", "pain_during", "expected_pain", *PARTS, *VARIANT]]
    rows = rows.sort_values(["date", "time", "seq"], kind="stable", na_position="first")
    counts = rows["movement"].value_counts()
    newest = rows.groupby("movement", sort=False).tail(1)[::-1]
    return tuple(
        LastTry(
            movement=row["movement"],
            day=row["date"].date(),
            felt=_number(row["pain_during"]),
            expected=_number(row["expected_pain"]),
            dose={name: row[name] for name in PARTS if np.isfinite(row[name])},
            variant={name: row[name] for name in VARIANT if isinstance(row[name], str) and row[name]},
            n=int(counts[row["movement"]]),
        )
        for row in newest.to_dict("records")
    )


def done_on(exposures: pd.DataFrame, day: date) -> tuple[Done, ...]:
    """The tries of one day of the diary in the order of their times."""
    told = ["movement", "time", "seq", "pain_during", "expected_pain", "session"]
    rows = exposures.loc[exposures["date"] == np.datetime64(day, "us"), told]
    rows = rows.sort_values(["time", "seq"], kind="stable", na_position="first")
    return tuple(
        Done(
            row["movement"],
            _word(row["time"]),
            _number(row["pain_during"]),
            _number(row["expected_pain"]),
            _word(row["session"]),
        )
        for row in rows.to_dict("records")
    )


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
