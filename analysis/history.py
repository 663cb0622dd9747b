"""Every week since the first try: what would have been said at its end, with the data up to that day only.

A look depends on nothing but the rows up to its day. `keys` sums these rows up, so that a look that was worked out
once can be kept (`memory`) and is worked out anew only when a row up to its day, a setting or the model changes: after
an edit of last week that is the last weeks, not ten years.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from functools import lru_cache
from math import isnan, nan
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import fits, load, movements, verdict
from analysis.results import MODEL_VERSION, Look
from analysis.tries import History, day_number, day_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping, Sequence

    from analysis.results import Settings

    Memory = MutableMapping[str, str]
    """Key -> what was worked out, as text; any mapping will do, and what it forgets is worked out again."""
    Rows = tuple[tuple[np.ndarray, np.ndarray], ...]

SUNDAY = 6
READ_ROWS = (
    "date",
    "time",
    "seq",
    "movement",
    "family",
    "pain_during",
    "pain_before",
    "expected_pain",
    "speed",
    *load.PARTS,
)
READ_DAYS = ("pain_before", "sleep_quality", "stress")
CHANCES = ("p_safe", "p_fall", "p_rise")
NUMBERS = (*("p_safe", "level", "low", "high", "p_fall", "p_rise", "change", "change_low", "change_high"),)


def weeks(exposures: pd.DataFrame, today: date) -> list[date]:
    """The Sundays from the first rated try on, and `today`."""
    rated = exposures.loc[exposures["pain_during"].notna() & exposures["movement"].notna(), "date"]
    if rated.empty:
        return []
    return ends(rated.min().date(), today)


def ends(first: date, today: date) -> list[date]:
    """The Sundays from a day on, and `today`."""
    sunday = first + timedelta(days=(SUNDAY - first.weekday()) % 7)
    found = [sunday + timedelta(weeks=at) for at in range(max(0, (today - sunday).days // 7 + 1))]
    return found if found and found[-1] == today else [*found, today]


def looks(
    exposures: pd.DataFrame,
    panel: pd.DataFrame,
    days: Sequence[date],
    settings: Settings,
    memory: Memory,
    known: fits.Days | None = None,
    rows: Rows | None = None,
) -> list[Look]:
    """The looks of these days, oldest first; those not in `memory` are worked out and put there.

    exposures, panel, known: as `movements.assess` takes them. rows: `summed` of both, where it is there. Every
    movement tried up to a day has a look on it.
    """
    ordered = sorted(days)
    found: list[Look] = []
    for day, key in zip(ordered, keys(rows or summed(exposures, panel), ordered, settings), strict=True):
        text = memory.get(key)
        if text is None:
            known = known or fits.Days(History(exposures, panel))
            known.tell(_falls(found, day))
            fresh = movements.look(known, day, settings)
            memory[key] = text = _text(fresh)
        found.extend(_read(text, day))
    return found


def _falls(found: Sequence[Look], day: date) -> dict[date, dict[str, float]]:
    """P(fall) of each movement as the looks just before a day have it; where they had none, there is no entry."""
    out: dict[date, dict[str, float]] = {}
    for one in reversed(found):
        if (day - one.day).days > max(verdict.RECENT):
            break
        chances = out.setdefault(one.day, {})
        if one.p_fall is not None and not isnan(one.p_fall):
            chances[one.movement] = one.p_fall
    return out


def summed(exposures: pd.DataFrame, panel: pd.DataFrame) -> Rows:
    """All a look can depend on: for tries and days their day numbers, ascending, and a number for each row."""
    return (_hashed(exposures, READ_ROWS, exposures["date"]), _hashed(panel, READ_DAYS, panel.index))


def keys(rows: Rows, days: Sequence[date], settings: Settings) -> list[str]:
    """For each day (ascending) a text that changes whenever anything does that its looks depend on."""
    digest = hashlib.blake2b(f"{MODEL_VERSION} {settings}".encode(), digest_size=16)
    at, out = [0] * len(rows), []
    for day in days:
        for number, (when, marks) in enumerate(rows):
            end = int(np.searchsorted(when, day_number(day), side="right"))
            digest.update(marks[at[number] : end].tobytes() + b"|")
            at[number] = end
        out.append(f"{day.isoformat()} {digest.hexdigest()}")
    return out


def _hashed(
    frame: pd.DataFrame, columns: Iterable[str], dates: pd.Series | pd.DatetimeIndex
) -> tuple[np.ndarray, np.ndarray]:
    """Day numbers, ascending, and one number for each row that stands for all it holds."""
    rows = pd.util.hash_pandas_object(frame[list(columns)], index=False).to_numpy()
    day = day_numbers(dates)
    # Rows of a day in an order of their own: the order they come in must not matter.
    order = np.lexsort((rows, day))
    return day[order], rows[order]


def _text(found: Sequence[Look]) -> str:
    """The looks of one day as JSON; numbers to six figures."""
    rows = [
        [one.movement, one.state, one.n, *(_number(getattr(one, name)) for name in NUMBERS)] for one in found
    ]
    return json.dumps(rows, ensure_ascii=False)


def _number(value: float | None) -> float | None:
    return None if value is None or isnan(value) else float(f"{value:.6g}")


@lru_cache(maxsize=1024)
def _read(text: str, day: date) -> tuple[Look, ...]:
    """Kept for 1 024 weeks, 20 years: an edit of last week leaves the text of all the others as it was."""
    out = []
    for movement, state, n, *numbers in json.loads(text):
        values = dict(zip(NUMBERS, numbers, strict=True))
        chances = {name: nan if values[name] is None else values[name] for name in CHANCES}
        out.append(Look(movement, day, state, n=n, **(values | chances)))
    return tuple(out)
