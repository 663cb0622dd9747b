"""The tries of a diary in order, per movement, as the safety model and its readers need them.

Built once per diary; `History.until(day)` gives what was known on a day, so that a look back never uses a later
value: loads, references and day states are worked out from the rows up to that day only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis import load, panel as panels

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ORDER = ["movement", "date", "time", "seq", "line"]
VARIANT = ("direction", "speed", "surface", "position")
EPOCH = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True)
class Series:
    """All tries of one movement up to a day, in time order.

    rows: their `exposures` rows with pain_during. day: day numbers since 1970. felt, expected: 0-10, expected NaN
    when not asked. load: load index, NaN unknown. x: log2 over `reference`. state: (n, 3) day covariates.
    next_day: pain the next morning, NaN unknown.
    """

    name: str
    rows: pd.DataFrame
    day: NDArray[np.int64]
    felt: Floats
    expected: Floats
    load: Floats
    x: Floats
    reference: float | None
    state: Floats
    next_day: Floats

    def __len__(self) -> int:
        return len(self.day)


class History:
    """The rated tries of a diary and the state of each day."""

    def __init__(self, exposures: pd.DataFrame, panel: pd.DataFrame) -> None:
        rated = exposures[exposures["pain_during"].notna() & exposures["movement"].notna()]
        self.rows = rated.sort_values(ORDER, kind="stable", na_position="first").reset_index(drop=True)
        self.day = day_numbers(self.rows["date"])
        self.panel = panel
        self.panel_day = day_numbers(panel.index)
        names = self.rows["movement"].to_numpy(dtype=object)
        cuts = np.flatnonzero(names[1:] != names[:-1]) + 1 if len(names) else np.array([], dtype=int)
        self.slices = {
            str(names[part[0]]): slice(int(part[0]), int(part[-1]) + 1)
            for part in np.split(np.arange(len(names)), cuts)
            if len(part)
        }

    def until(self, today: date) -> dict[str, Series]:
        """Each movement's tries up to and including `today`; movements not tried until then are absent."""
        now = day_number(today)
        state = panels.covariates(self.panel, np.datetime64(today, "us"))
        morning = np.where(self.panel_day <= now, self.panel["pain_morning"].to_numpy(), np.nan)
        found = {}
        for name, part in self.slices.items():
            end = part.start + int(np.searchsorted(self.day[part], now, side="right"))
            if end > part.start:
                found[name] = self._series(name, slice(part.start, end), state, morning)
        return found

    def _series(self, name: str, part: slice, state: Floats, morning: Floats) -> Series:
        rows, day = self.rows.iloc[part], self.day[part]
        loads = load.index(rows)
        x, reference = load.relative(loads)
        at = day - self.panel_day[0]
        own = rows["pain_next_day"].to_numpy(dtype=float)
        following = np.append(morning, np.nan)[np.minimum(at + 1, len(morning))]
        return Series(
            name=name,
            rows=rows,
            day=day,
            felt=rows["pain_during"].to_numpy(dtype=float),
            expected=rows["expected_pain"].to_numpy(dtype=float),
            load=loads,
            x=x,
            reference=reference,
            state=state[at],
            next_day=np.where(np.isfinite(own), own, following),
        )


def day_numbers(dates: pd.Series | pd.DatetimeIndex) -> NDArray[np.int64]:
    """Days since 1970 of a column of dates."""
    return (dates.to_numpy().astype("datetime64[D]") - EPOCH).astype(np.int64)


def day_number(day: date) -> int:
    """Days since 1970."""
    return int((np.datetime64(day, "D") - EPOCH).astype(int))


def calendar_day(number: float) -> date:
    """The day of a day number."""
    day: date = (EPOCH + np.timedelta64(int(number), "D")).item()
    return day


def variants(rows: pd.DataFrame) -> list[str]:
    """The variant of each try, its known parts joined; "" when none is known."""
    parts = [rows[name].fillna("").to_numpy(dtype=object) for name in VARIANT]
    return [" · ".join(str(one) for one in variant if one) for variant in zip(*parts, strict=True)]
