"""The fitted tracks of a diary on one day, by movement: what is felt, and what is expected.

Felt pain is SafetyGP, with movements of one kind pooled in part (`patterns.shared`), as simulation corrected it
(`correction`). Expected pain is SafetyGP alone and without kinds: nothing is known of how expectations move beyond what
the model says. Neither load nor the state of the day enters there (science note 2.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from analysis import correction, patterns, safetygp
from analysis.safetyprior import WINDOW
from analysis.tries import day_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from analysis.posterior import Posterior
    from analysis.tries import History, Series

KEPT = 18
"""Days whose fit is kept: the weeks a page reads, and a few."""


class Days:
    """What is known about felt pain on single days of one diary; a day that is asked for again is not fitted again.

    The looks, the self-check and the loads of the last weeks read the same days and share their fits here.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        self._kept: dict[date, tuple[dict[str, Series], dict[str, Posterior], correction.Shown]] = {}
        self._felt: dict[tuple[date, float], dict[str, Posterior]] = {}
        self._falls: dict[date, dict[str, float]] = {}

    def _on(self, day: date) -> tuple[dict[str, Series], dict[str, Posterior], correction.Shown]:
        found = self._kept.get(day)
        if found is None:
            series = self.history.until(day)
            fitted = alone(series, day)
            found = series, fitted, correction.shown(fitted, day_number(day))
            for old in list(self._kept)[: 1 - KEPT]:
                self._kept.pop(old, None)
                self._felt = {key: one for key, one in self._felt.items() if key[0] != old}
            self._kept[day] = found
        return found

    def series(self, day: date) -> dict[str, Series]:
        """The tries of each movement up to a day."""
        return self._on(day)[0]

    def felt(self, day: date, wider: float = 1.0) -> dict[str, Posterior]:
        """As `felt` of these tries."""
        _, found, shown = self._on(day)
        if (day, wider) not in self._felt:
            self._felt[day, wider] = correction.corrected(found, day_number(day), wider, shown)
        return self._felt[day, wider]

    def tell(self, falls: Mapping[date, dict[str, float]]) -> None:
        """P(fall) of days that were worked out before, so that `fall` need not fit them again."""
        self._falls |= falls

    def fall(self, day: date) -> dict[str, float]:
        """P(fall) of each movement, as `felt` has it."""
        if day not in self._falls:
            _, found, shown = self._on(day)
            self._falls[day] = dict(zip(found, shown.fall.tolist(), strict=True))
        return self._falls[day]


def felt(series: Mapping[str, Series], today: date, wider: float = 1.0) -> dict[str, Posterior]:
    """What is known about the pain of each movement tried in the window of 90 days up to `today`.

    wider: factor on all spreads (`results.Settings`).
    """
    return correction.corrected(alone(series, today), day_number(today), wider)


def expected(series: Mapping[str, Series], today: date) -> dict[str, Posterior]:
    """The same for expected pain; tries without an expectation are left out."""
    return alone(series, today, "expected")


def alone(
    series: Mapping[str, Series], today: date, track: Literal["felt", "expected"] = "felt"
) -> dict[str, Posterior]:
    """What SafetyGP says on its own."""
    if not series:
        return {}
    now = day_number(today)
    parts = [_inside(one, at, track, now) for at, one in enumerate(series.values())]
    day, move, x, rating, state = (np.concatenate(column) for column in zip(*parts, strict=True))
    if track == "expected":
        x, state = np.zeros_like(x), np.zeros_like(state)
    known = np.isfinite(rating)
    names = list(series)
    kind = _kinds(series)[move[known]] if track == "felt" else None
    found = safetygp.posteriors(day[known], move[known], x[known], rating[known], state[known], now, kind)
    return {names[at]: one for at, one in found.items()}


def _kinds(series: Mapping[str, Series]) -> NDArray[np.int64]:
    """A number for the kind of each movement, -1 where it is not known."""
    named = [patterns.shared(one) for one in series.values()]
    numbers = {one: at for at, one in enumerate(dict.fromkeys(named))}
    return np.array([numbers[one] if one else -1 for one in named])


def _inside(one: Series, at: int, track: str, now: int) -> tuple[NDArray[Any], ...]:
    """What the model reads of the tries of the window: ten years of them would only be passed over again."""
    part = slice(int(np.searchsorted(one.day, now - WINDOW, side="right")), None)
    day = one.day[part].astype(float)
    return day, np.full(len(day), at), one.x[part], getattr(one, track)[part], one.state[part]
