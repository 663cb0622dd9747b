"""One diary, everything that can be said about it, each part worked out when first asked.

The order of the steps (panel, verdicts, history, connections, progress) is written here and nowhere else; pages,
command line and snapshot share it. See docs/decisions/004-review-on-demand.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from analysis.association_results import Connection
from analysis.results import Insufficient, Settings

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence
    from datetime import date

    import pandas as pd

    from analysis import fits
    from analysis.association_results import LagPoint, Scatter, SleepBin
    from analysis.closer import Closer
    from analysis.expectation_results import Habit, Reading
    from analysis.frame import Context
    from analysis.history import Rows
    from analysis.movement_results import CapacityLook, DoseCurve, Merge, Pattern, VariantMap
    from analysis.next_tries import Ahead
    from analysis.plan import Asked
    from analysis.plan_results import Plan
    from analysis.progress_results import Progress
    from analysis.results import Look, MovementAssessment
    from analysis.selfcheck import SelfCheck
    from analysis.setback_results import BadStretch, Recovery, Reminder, Setback

WINDOW_DAYS = 84
LOOK_WEEKS = 16


class Review:
    """The analysis of one diary as of `today`.

    days, exposures, factors: frames in schema dtypes; never changed, nor may a caller change them afterwards.
    today: the day it speaks of; by default the last logged day, None for a diary without entries. Nothing after
    it is used. memory: looks worked out before (`history`); new ones are put there.
    """

    def __init__(
        self,
        days: pd.DataFrame,
        exposures: pd.DataFrame,
        factors: pd.DataFrame,
        *,
        today: date | None = None,
        settings: Settings | None = None,
        memory: MutableMapping[str, str] | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.memory: MutableMapping[str, str] = {} if memory is None else memory
        self.today = today or _last_day(days, exposures, factors)
        self.days, self.exposures, self.factors = (
            _until(one, self.today) for one in (days, exposures, factors)
        )

    @cached_property
    def panel(self) -> pd.DataFrame:
        """One row per calendar day."""
        from analysis import panel

        return panel.daily(self.days, self.exposures, self.factors)

    @cached_property
    def _known(self) -> fits.Days:
        """The tries, and their fits on the days that were asked for last."""
        from analysis import fits, tries

        return fits.Days(tries.History(self.exposures, self.panel))

    @cached_property
    def _rows(self) -> Rows:
        """What the looks depend on, for the keys of `memory`."""
        from analysis import history

        return history.summed(self.exposures, self.panel)

    @cached_property
    def rules(self) -> Settings:
        """The settings the verdicts are read with: stricter where the self-check says the model fits poorly."""
        check = self.selfcheck
        if isinstance(check, Insufficient) or check.p_safe is None:
            return self.settings
        return replace(self.settings, p_safe=max(self.settings.p_safe, check.p_safe), wider=check.wider)

    @cached_property
    def tau(self) -> float:
        """The limit every verdict is measured against."""
        from analysis import movements

        return movements.tolerance(self.panel, self.settings, self._day)

    @cached_property
    def movements(self) -> tuple[MovementAssessment, ...]:
        """The verdict on every movement, in the order of the board."""
        from analysis import movements

        return tuple(movements.assess(self.exposures, self.panel, self._day, self.rules, self._known))

    @cached_property
    def looks(self) -> tuple[Look, ...]:
        """What would have been said in each of the last 16 weeks, with the data of that week."""
        found = self._looks([self._day - timedelta(weeks=back) for back in range(LOOK_WEEKS)])
        return tuple(sorted(found, key=lambda one: one.day, reverse=True))

    @cached_property
    def history(self) -> tuple[Look, ...]:
        """The same at the end of every week since the first try, oldest first."""
        from analysis import history

        return self._looks(history.weeks(self.exposures, self._day))

    def looks_on(self, days: Sequence[date]) -> tuple[Look, ...]:
        """What would have been said on these days, none of them after today, with the data of that day."""
        return self._looks([day for day in days if day <= self._day])

    def _looks(self, days: Sequence[date]) -> tuple[Look, ...]:
        """The looks of these days, oldest first; what `memory` holds is not worked out again.

        The self-check speaks of its window: weeks before it are read with the settings as they are. So an edit that
        moves the check does not change what was said years ago.
        """
        from analysis import history, safetyprior

        begun = self._day - timedelta(days=safetyprior.WINDOW)
        parts = (
            (self.settings, [one for one in days if one <= begun]),
            (self.rules, [one for one in days if one > begun]),
        )
        return tuple(
            one
            for settings, some in parts
            for one in history.looks(
                self.exposures, self.panel, some, settings, self.memory, self._known, self._rows
            )
        )

    @cached_property
    def closer(self) -> Closer:
        """What the questions about single movements share."""
        from analysis.closer import Closer

        return Closer(self._known, self._day, self.tau, LOOK_WEEKS)

    def doseresponse(self, movement: str) -> DoseCurve | Insufficient:
        """Expected pain over load for one movement, and the load it can be done at under the limit."""
        return self.closer.doseresponse(movement)

    def capacities(self, movement: str) -> tuple[CapacityLook, ...]:
        """That load in each of the last 16 weeks, with the data of that week."""
        return self.closer.capacities(movement)

    def variants(self, movement: str, pattern: Pattern | None = None) -> VariantMap | Insufficient:
        """The ways one movement was tried, and what is next to the safe ones."""
        return self.closer.variants(movement, pattern)

    @cached_property
    def patterns(self) -> dict[str, Pattern]:
        """The kind of each movement as its family or name tells it."""
        from analysis import patterns

        return {name: patterns.kind(one) for name, one in self.closer.series.items()}

    @cached_property
    def setbacks(self) -> tuple[Setback | BadStretch, ...]:
        """Setbacks, and bad-sleep weeks that are none, oldest first."""
        return self.closer.setbacks(self.looks)

    @cached_property
    def recoveries(self) -> tuple[Recovery, ...]:
        """How long the way back took after each setback, beside the first time."""
        return self.closer.recoveries(self.setbacks, self.looks)

    @cached_property
    def reminders(self) -> tuple[Reminder, ...]:
        """What worked before the breaks and stressful stretches of today."""
        found = self.progress(self.looks).risks
        return self.closer.reminders(found, self.movements, self.looks)

    @property
    def habit(self) -> Habit | Insufficient:
        """Whether pain is usually expected too high or too low."""
        return self.closer.habit

    @property
    def readings(self) -> tuple[Reading, ...]:
        """How the expectation of each movement stands to what is felt."""
        return self.closer.readings

    def ahead(self, movement: str) -> Ahead | None:
        """What further tries of one movement would say; None where it has no level."""
        from analysis import next_tries

        if movement not in self._ahead:
            one = next(each for each in self.movements if each.movement == movement)
            found = next_tries.ahead(self.closer.series, one, self._day, self.rules.p_safe)
            self._ahead[movement] = found
        return self._ahead[movement]

    @cached_property
    def _ahead(self) -> dict[str, Ahead | None]:
        return {}

    @cached_property
    def selfcheck(self) -> SelfCheck | Insufficient:
        """Whether the predictions of the last 90 days held."""
        from analysis import selfcheck

        return selfcheck.of(self.exposures, self.panel, self._day, self.memory, self._known, self._rows)

    @cached_property
    def merges(self) -> tuple[Merge, ...]:
        """Names that look like one movement, to be asked about."""
        from analysis import merge_names

        counts = self.exposures["movement"].dropna().value_counts()
        return merge_names.propose({str(name): int(n) for name, n in counts.items()})

    @cached_property
    def connections(self) -> tuple[Connection | Insufficient, ...]:
        """The six primary connections, or what they lack."""
        from analysis import connections

        return tuple(connections.find(self.panel))

    @property
    def found(self) -> tuple[Connection, ...]:
        """The connections that could be worked out."""
        return tuple(one for one in self.connections if isinstance(one, Connection))

    @property
    def lacking(self) -> tuple[Insufficient, ...]:
        """What could not, and why."""
        return tuple(one for one in self.connections if isinstance(one, Insufficient))

    @cached_property
    def lags(self) -> tuple[LagPoint, ...]:
        """The exploration over all lags and factors."""
        from analysis import connections

        return tuple(connections.explore(self.panel))

    @cached_property
    def sleep_bins(self) -> tuple[SleepBin, ...]:
        """Pain after short, usual and long nights, without a test."""
        from analysis import connections

        return tuple(connections.sleep_bins(self.panel))

    def scatter(self, connection: Connection) -> Scatter:
        """Each day as a point of one connection."""
        from analysis import connections

        return connections.scatter(self.panel, connection)

    def progress(self, looks: Sequence[Look] = ()) -> Progress:
        """Trend, wins and risk context; facts that need the history appear when `looks` is given."""
        from analysis import progress

        return progress.summarise(
            self.panel, self.exposures, self._day, self.movements, tuple(looks), self.tau
        )

    def plan(self, asked: Asked) -> Plan:
        """Where the eight weeks stand on the day asked for, and the next step of every movement."""
        from analysis import frame, plan

        looks = self.looks_on(frame.ends(asked.start, asked.day))
        basis = plan.Basis(
            series=self.closer.series,
            assessments=self.movements,
            looks=looks,
            context=self.context,
            tau=self.tau,
            last=self._day,
            maps=self.ways,
        )
        return plan.of(basis, asked)

    @cached_property
    def context(self) -> Context:
        """What strains the days: stress, nights and flares as the panel has them."""
        from analysis import frame, progress
        from analysis.tries import day_numbers

        stress, sleep, morning = (
            self.panel[name].to_numpy(dtype=float) for name in ("stress", "sleep_quality", "pain_morning")
        )
        day = day_numbers(self.panel.index)
        return frame.Context(day, stress, sleep, morning, progress.flares_of(self.panel, self._day))

    @cached_property
    def ways(self) -> dict[str, VariantMap]:
        """The variants of every movement."""
        from analysis import patterns

        return {name: patterns.of(one, self._day, self.tau) for name, one in self.closer.series.items()}

    @cached_property
    def logged(self) -> tuple[date, ...]:
        """The days with any entry, in order."""
        import pandas as pd

        dates = pd.concat([self.days["date"], self.exposures["date"], self.factors["date"]]).dropna()
        return tuple(one.date() for one in sorted(dates.unique().tolist()))

    @property
    def window(self) -> tuple[date, date]:
        """The twelve weeks shown by default, not before the first entry."""
        start = self._day - timedelta(days=WINDOW_DAYS - 1)
        return (max(start, self.logged[0]) if self.logged else start, self._day)

    @property
    def _day(self) -> date:
        if self.today is None:
            raise ValueError("a diary without entries says nothing")
        return self.today


def _last_day(*frames: pd.DataFrame) -> date | None:
    """The last logged day of any table."""
    last = [frame["date"].max() for frame in frames if frame["date"].notna().any()]
    return max(last).date() if last else None


def _until(frame: pd.DataFrame, today: date | None) -> pd.DataFrame:
    """Rows up to and including `today`."""
    import numpy as np

    return frame if today is None else frame[frame["date"] <= np.datetime64(today, "us")]
