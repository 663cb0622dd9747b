"""Everything the Connections page can be asked about one diary, each part worked out when first asked.

Beside `review.Review`, whose panel it reads; the methods themselves are in the modules named here. Answers that take
a factor, a lag or a day are kept too, so that a page may ask again with every click.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from analysis.connections import NIGHT
from analysis.explorer_results import Reverse

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import date

    from analysis.association_results import Connection, LagPoint, Scatter
    from analysis.connection_results import (
        Alike,
        ChangeScan,
        DayState,
        Explored,
        FactorDays,
        JointRow,
        Pacing,
        Periods,
        Yardstick,
    )
    from analysis.explorer_results import Calendar
    from analysis.results import Insufficient, Window
    from analysis.review import Review

    Test = tuple[str, int]
    """A factor and its lag in days."""

T = TypeVar("T")
MOST = 5
"""Bars named beside the six questions."""


class Explorer:
    """The closer look at the connections of one review."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self._kept: dict[Hashable, object] = {}

    # -------------------------------------------------------------- which factors there are

    @cached_property
    def days(self) -> tuple[FactorDays, ...]:
        """How many of the days each primary factor needs are there."""
        from analysis import readiness

        return readiness.factor_days(self.review.panel)

    @cached_property
    def alike(self) -> tuple[Alike, ...]:
        """Factors that are nearly the same series."""
        from analysis import lagview

        return lagview.groups(self.review.panel)

    @cached_property
    def refused(self) -> tuple[Insufficient, ...]:
        """Logged columns that are held against pain at no lag, and why."""
        from analysis import lagview

        return lagview.refused(self.review.panel)

    @cached_property
    def factors(self) -> tuple[str, ...]:
        """What can be looked at closer: the connections found by their rank, then every factor with a lag view."""
        found = [one.factor for one in self.review.found]
        return tuple(dict.fromkeys([*found, *(point.factor for point in self.review.lags)]))

    @cached_property
    def stood_out(self) -> tuple[LagPoint, ...]:
        """Bars that survive the check over all of them and answer none of the six questions, the strongest first."""
        asked = {(one.factor, one.lag) for one in self.review.found}
        found = [
            point for point in self.review.lags if point.survives and (point.factor, point.lag) not in asked
        ]
        return tuple(sorted(found, key=lambda point: -abs(point.b))[:MOST])

    def lags(self, factor: str) -> tuple[LagPoint, ...]:
        """The lag view of one factor, pain first to factor first."""
        mine = (point for point in self.review.lags if point.factor == factor)
        return tuple(sorted(mine, key=lambda point: point.lag))

    def lags_offered(self, factor: str) -> tuple[int, ...]:
        """Distances in days at which a factor can be looked at: those of the six questions first, then what stood out,
        then the usual one, then the rest in order.
        """
        found = [one.lag for one in self.review.found if one.factor == factor]
        bars = self.lags(factor)
        kept = sorted((point for point in bars if point.survives), key=lambda point: -abs(point.b))
        usual = 0 if factor in NIGHT else 1
        rest = sorted((point.lag for point in bars), key=lambda lag: lag != usual)
        return tuple(dict.fromkeys([*found, *(point.lag for point in kept), *rest]))

    # -------------------------------------------------------------- one factor

    def connection(self, factor: str, lag: int) -> Connection | None:
        """The primary connection of a factor at a lag, None where it is exploration only."""
        mine = (one for one in self.review.found if (one.factor, one.lag) == (factor, lag))
        return next(mine, None)

    def natural(self, factor: str, lag: int) -> Explored | Insufficient:
        """One bar of the lag view in pain points."""
        from analysis import lagview

        return self._once(("natural", factor, lag), lambda: lagview.natural(self.review.panel, factor, lag))

    def scatter(self, factor: str, lag: int) -> Scatter | Insufficient:
        """The days of any factor and lag, with the adjusted line; for a connection the line is the one it tells."""
        from analysis import adjusted

        def made() -> Scatter | Insufficient:
            found = self.connection(factor, lag)
            return self.review.scatter(found) if found else adjusted.of_factor(self.review.panel, factor, lag)

        return self._once(("scatter", factor, lag), made)

    def reverse(self, factor: str) -> Reverse:
        """Pain first against factor first, by the bars that survive the check over all of them.

        Factor first is lag 1, for a night lag 0, which lies before the day already.
        """
        bars = {point.lag: point for point in self.lags(factor)}
        forth, back = bars.get(0 if factor in NIGHT else 1), bars.get(-1)
        if forth is None or back is None:
            return Reverse(factor, "unknown", forth, back)
        kinds = {
            (True, True): "both",
            (False, True): "pain_first",
            (True, False): "factor_first",
            (False, False): "neither",
        }
        kind = kinds[forth.survives, back.survives]
        warned = any(one.reverse_as_strong for one in self.review.found if one.factor == factor)
        return Reverse(factor, "open" if warned and kind == "factor_first" else kind, forth, back)

    # -------------------------------------------------------------- several factors, time, movements

    @cached_property
    def joint(self) -> tuple[JointRow | Insufficient, ...]:
        """Every primary test alone and with all the others."""
        from analysis import jointview

        return jointview.rows(self.review.panel)

    def left(self, test: Test, partners: Sequence[Test]) -> JointRow | Insufficient:
        """What is left of one factor when the partners are known."""
        from analysis import jointview

        return self._once(
            ("left", test, tuple(partners)),
            lambda: jointview.left(self.review.panel, test, list(partners)),
        )

    @cached_property
    def change(self) -> ChangeScan | Insufficient:
        """Steps in the level of the pain."""
        from analysis import stepscan

        return stepscan.scan(self.review.panel)

    def periods(self, day: date) -> Periods | Insufficient:
        """Pain and its connections before a day and from it on."""
        from analysis import periods

        return self._once(("periods", day), lambda: periods.compare(self.review.panel, day))

    def states(self, movement: str = "") -> tuple[DayState | Insufficient, ...]:
        """Whether the state of the day changes how a movement feels; "" for all of them together."""
        from analysis import daystate

        review = self.review
        return self._once(
            ("states", movement),
            lambda: daystate.link(review.closer.series, review.panel, review.closer.today, movement),
        )

    @cached_property
    def pacing(self) -> Pacing | Insufficient:
        """Much on one day, little after it, and the pain of those days."""
        from analysis import pacing

        return pacing.describe(self.review.panel)

    @cached_property
    def yardstick(self) -> Yardstick | Insufficient:
        """What change of pain matters at this person's level."""
        from analysis import dayviews

        return dayviews.yardstick(self.review.panel)

    # -------------------------------------------------------------- day by day

    @cached_property
    def series(self) -> tuple[str, ...]:
        """What a calendar can show."""
        from analysis import calendar_view

        return calendar_view.names(self.review.panel)

    def calendar(self, name: str, window: Window) -> Calendar:
        """One series day by day."""
        from analysis import calendar_view

        return self._once(
            ("calendar", name, window), lambda: calendar_view.of(self.review.panel, name, window)
        )

    def _once(self, key: Hashable, make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]
