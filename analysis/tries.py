"""The tries of a diary in order, per movement, as the safety model and its readers need them.

Built once per diary; `History.until(day)` gives what was known on a day, so that a look back never uses a later
value: loads, references and day states are worked out from the rows up to that day only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import load
from analysis import panel as panels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from analysis.results import Dose

    Floats = NDArray[np.float64]

ORDER = ["movement", "date", "time", "seq", "line"]
VARIANT = ("direction", "speed", "surface", "position")
EPOCH = np.datetime64("1970-01-01", "D")
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


MORNINGS = 28
"""Days whose median morning pain is the usual morning."""


@dataclass(frozen=True)
class Series:
    """All tries of one movement up to a day, in time order.

    day: day numbers since 1970. felt, expected: 0-10, expected NaN when not asked. doses: the parts of the load as
    logged. load: load index by `formula`, NaN unknown. x: log2 over `reference`. state: (n, 3) day covariates.
    next_day: pain the next morning, NaN unknown; morning_rise: the same over the usual morning, NaN when either is
    unknown.
    words: the parts of the variant, "" unknown. family: the one given most often, "" for none. frame, part: where the
    rows of `exposures` are.
    """

    name: str
    frame: pd.DataFrame
    part: slice
    day: NDArray[np.int64]
    felt: Floats
    expected: Floats
    doses: dict[str, Floats]
    load: Floats
    formula: tuple[str, ...]
    x: Floats
    reference: float | None
    state: Floats
    next_day: Floats
    morning_rise: Floats
    words: Sequence[NDArray[np.object_]]
    family: str

    def __len__(self) -> int:
        return len(self.day)

    @property
    def rows(self) -> pd.DataFrame:
        """The rated `exposures` rows of these tries."""
        return self.frame.iloc[self.part]

    def last(self, n: int) -> Series:
        """Only the last `n` tries; loads, x and reference stay those of the whole series."""
        if n >= len(self):
            return self
        kept = ("day", "felt", "expected", "load", "x", "state", "next_day", "morning_rise")
        return replace(
            self,
            part=slice(self.part.stop - n, self.part.stop),
            doses={name: values[-n:] for name, values in self.doses.items()},
            words=[values[-n:] for values in self.words],
            **{name: getattr(self, name)[-n:] for name in kept},
        )

    def dose(self, at: int) -> Dose:
        """The load of one try as logged."""
        return load.dose({name: float(values[at]) for name, values in self.doses.items()}, self.load[at])

    def variants(self, at: NDArray[np.intp]) -> list[str]:
        """The variants of the tries at the given places."""
        return _joined([values[at] for values in self.words])


class History:
    """The rated tries of a diary and the state of each day."""

    def __init__(self, exposures: pd.DataFrame, panel: pd.DataFrame) -> None:
        rated = np.flatnonzero(exposures["pain_during"].notna() & exposures["movement"].notna())
        keys = exposures[ORDER].iloc[rated].reset_index(drop=True)
        order = keys.sort_values(ORDER, kind="stable", na_position="first").index
        self.rows = exposures.iloc[rated[order]].reset_index(drop=True)
        self.day = day_numbers(self.rows["date"])
        self.numbers = {
            name: self.rows[name].to_numpy(dtype=float)
            for name in ("pain_during", "expected_pain", "pain_next_day", *load.PARTS)
        }
        self.fast = self.rows["speed"].to_numpy(dtype=object) == "fast"
        self.words = _words(self.rows)
        self._families, self._names = pd.factorize(self.rows["family"], sort=True)
        self.panel = panel
        self.panel_day = day_numbers(panel.index)
        self._states = [panel[name].to_numpy(dtype=float) for name, _ in panels.STATES]
        self.stress = self._states[-1]
        self._mornings()
        names = self.rows["movement"].to_numpy(dtype=object)
        cuts = np.flatnonzero(names[1:] != names[:-1]) + 1 if len(names) else np.array([], dtype=int)
        self.slices = {
            str(names[part[0]]): slice(int(part[0]), int(part[-1]) + 1)
            for part in np.split(np.arange(len(names)), cuts)
            if len(part)
        }
        self._courses = {
            name: load.Course({key: self.numbers[key][part] for key in load.PARTS}, self.fast[part])
            for name, part in self.slices.items()
        }

    def until(self, today: date) -> dict[str, Series]:
        """Each movement's tries up to and including `today`; movements not tried until then are absent."""
        now = day_number(today)
        state = panels.covariates([one[: self.days_until(today)] for one in self._states])
        found = {}
        for name, part in self.slices.items():
            end = part.start + int(np.searchsorted(self.day[part], now, side="right"))
            if end > part.start:
                found[name] = self._series(name, slice(part.start, end), state, now)
        return found

    def days_until(self, today: date) -> int:
        """Rows of the panel up to and including `today`."""
        return int(np.searchsorted(self.panel_day, day_number(today), side="right"))

    def _mornings(self) -> None:
        """Of each try the place of its day in the panel, the pain next morning, and what that is usually."""
        morning = self.panel["pain_morning"]
        usual = morning.rolling(MORNINGS, min_periods=1).median().to_numpy()
        self.place = self.day - self.panel_day[0] if len(self.panel_day) else self.day
        following = np.append(morning.to_numpy(dtype=float), np.nan)[np.minimum(self.place + 1, len(morning))]
        self.next_day = np.where(
            np.isfinite(self.numbers["pain_next_day"]), self.numbers["pain_next_day"], following
        )
        self.usual = usual[self.place]

    def _next_day(self, part: slice, now: int) -> Floats:
        """Pain the next morning as known on day `now`: of the tries of that day only what was said of them."""
        found = self.next_day[part]
        late = int(np.searchsorted(self.day[part], now))
        if late < len(found):
            found = np.append(found[:late], self.numbers["pain_next_day"][part][late:])
        return found

    def _family(self, part: slice) -> str:
        codes = self._families[part]
        counts = np.bincount(codes[codes >= 0])
        return str(self._names[int(counts.argmax())]) if len(counts) else ""

    def _series(self, name: str, part: slice, state: Floats, now: int) -> Series:
        own = {key: values[part] for key, values in self.numbers.items()}
        day, doses = self.day[part], {key: own[key] for key in load.PARTS}
        loads, x, reference = self._courses[name].until(len(day))
        next_day = self._next_day(part, now)
        return Series(
            name=name,
            frame=self.rows,
            part=part,
            day=day,
            felt=own["pain_during"],
            expected=own["expected_pain"],
            doses=doses,
            load=loads,
            formula=self._courses[name].formula(len(day)),
            x=x,
            reference=reference,
            state=state.take(self.place[part], axis=0),
            next_day=next_day,
            morning_rise=next_day - self.usual[part],
            words=[values[part] for values in self.words],
            family=self._family(part),
        )


def day_numbers(dates: pd.Series | pd.DatetimeIndex) -> NDArray[np.int64]:
    """Days since 1970 of a column of dates."""
    numbers: NDArray[np.int64] = (dates.to_numpy().astype("datetime64[D]") - EPOCH).astype(np.int64)
    return numbers


def day_number(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - EPOCH_ORDINAL


def calendar_day(number: float) -> date:
    """The day of a day number."""
    return date.fromordinal(int(number) + EPOCH_ORDINAL)


def variants(rows: pd.DataFrame) -> list[str]:
    """The variant of each try, its known parts joined; "" when none is known."""
    return _joined(_words(rows))


def _words(rows: pd.DataFrame) -> list[NDArray[np.object_]]:
    return [rows[name].to_numpy(dtype=object, na_value="") for name in VARIANT]


def _joined(words: Iterable[NDArray[np.object_]]) -> list[str]:
    return [" · ".join(one for one in variant if one) for variant in zip(*words, strict=True)]
