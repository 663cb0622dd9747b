"""A closer look at the movements of one diary: what each needs is worked out once, when first asked.

Beside `review.Review`, which names the questions; the steps that several answers share are here.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from analysis import doseresponse, fits, habit, patterns, reading, recovery, risks, setback
from analysis.results import Insufficient
from analysis.verdict import MIN_TRIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from analysis.expectation_results import Habit, Reading
    from analysis.movement_results import CapacityLook, DoseCurve, Pattern, VariantMap
    from analysis.posterior import Posterior
    from analysis.progress_results import Risk
    from analysis.results import Look, MovementAssessment
    from analysis.setback_results import BadStretch, Recovery, Reminder, Setback
    from analysis.tries import Series


class Closer:
    """Series, posteriors and what is read off them, as of `today`.

    days: the tries and their fits. tau: the limit of today, also for the looks back. weeks: how
    far back the history of the capacity goes.
    """

    def __init__(self, days: fits.Days, today: date, tau: float, weeks: int) -> None:
        self.days, self.today, self.tau, self.weeks = days, today, tau, weeks

    @cached_property
    def series(self) -> Mapping[str, Series]:
        """The tries of each movement up to today."""
        return self.days.series(self.today)

    @cached_property
    def pain(self) -> Mapping[str, Posterior]:
        """The pain track of today."""
        return self.days.felt(self.today)

    @cached_property
    def beliefs(self) -> Mapping[str, Posterior]:
        """The belief track of today."""
        return fits.expected(self.series, self.today)

    @cached_property
    def known(self) -> Mapping[str, Sequence[doseresponse.Known]]:
        """What was known about each movement in each of the last weeks, newest first."""
        found: dict[str, list[doseresponse.Known]] = {name: [] for name in self.series}
        for back in range(self.weeks):
            day = self.today - timedelta(weeks=back)
            series = self.days.series(day)
            for name, one in self.days.felt(day).items():
                found[name].append(doseresponse.Known(day, series[name], one))
        return found

    def doseresponse(self, movement: str) -> DoseCurve | Insufficient:
        """Expected pain over load. A movement without a try in the window has `tries` too few."""
        if movement not in self.pain:
            return Insufficient("tries", 0, MIN_TRIES, movement)
        known = doseresponse.Known(self.today, self.series[movement], self.pain[movement])
        return doseresponse.curve(known, self.tau)

    def capacities(self, movement: str) -> tuple[CapacityLook, ...]:
        """The safe load week by week, oldest first."""
        return doseresponse.history(self.known.get(movement, ()), self.tau)

    def variants(self, movement: str, pattern: Pattern | None = None) -> VariantMap | Insufficient:
        """The ways a movement was tried and what is next to the safe ones."""
        if movement not in self.series:
            return Insufficient("tries", 0, 1, movement)
        return patterns.of(self.series[movement], self.today, self.tau, pattern)

    def setbacks(self, looks: Sequence[Look]) -> tuple[Setback | BadStretch, ...]:
        """Setbacks and bad-sleep weeks told by the looks."""
        return setback.find(looks, self.days.history.panel, self.series, self.today)

    def recoveries(
        self, setbacks: Iterable[Setback | BadStretch], looks: Sequence[Look]
    ) -> tuple[Recovery, ...]:
        """Each setback beside the first time."""
        return recovery.compare(setbacks, looks, self.series, self.tau, self.today)

    def reminders(
        self, found: Iterable[Risk], said: Sequence[MovementAssessment], looks: Sequence[Look]
    ) -> tuple[Reminder, ...]:
        """What worked before the risk contexts of today."""
        trusted = risks.trusted(said, looks, self.today)
        return setback.reminders(found, self.series, trusted, self.tau)

    @cached_property
    def habit(self) -> Habit | Insufficient:
        """Expected minus felt over all movements."""
        return habit.of(self.series, self.today)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Both curves of every movement with an expectation, read together."""
        return tuple(
            reading.read(self.series[name], self.pain.get(name), belief, self.habit, self.tau)
            for name, belief in self.beliefs.items()
        )
