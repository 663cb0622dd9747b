"""One invented person who follows every proposal, or keeps to one dose: two weeks before the plan, eight with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import flares, frame, movements, panel, plan, situation, steprules
from analysis.plan import NEARLY_FREE, entry
from analysis.planrules import SHIPPED
from analysis.results import Dose, Settings
from analysis.tries import History, day_numbers
from benchmarks.evidence.diary import NAMES, TAU, on
from benchmarks.evidence.people import _Story, rated
from benchmarks.evidence.worlds import MOVEMENTS, WORLDS
from data import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.plan_results import Step
    from analysis.results import MovementAssessment

BEFORE, WEEKS = 14, 8
DAYS = BEFORE + 7 * WEEKS
SETS, REPS, KILOS = 2.0, 8.0, 20.0
FIRST = SETS * REPS * KILOS
REVIEW_EVERY = 7
FLAGGED = 0.004
"""Chance that a try comes with a symptom flag; every third time the answer to the questions stays open for four days.
"""
OPEN_DAYS = 4
SORE = 0.3
"""Points a morning adds for each point a try was felt over 4."""


@dataclass
class Course:
    """What one person did: a row per try, the steps that were asked for, days with an open answer."""

    kinds: tuple[str, ...]
    few: bool
    event: str
    rows: list[dict[str, object]] = field(default_factory=list)
    steps: list[tuple[int, int, Step]] = field(default_factory=list)
    contexts: dict[int, tuple[str, ...]] = field(default_factory=dict)
    exposures: pd.DataFrame = field(default_factory=pd.DataFrame)
    days: pd.DataFrame = field(default_factory=pd.DataFrame)
    start: dict[int, Dose] = field(default_factory=dict)

    def search(self, one: int) -> Dose:
        """Before the plan: the own dose, then half of it after each try felt over 2."""
        felt = [row["felt"] for row in self.rows if row["move"] == one]
        return dosed(KILOS / 2 ** sum(value > NEARLY_FREE for value in felt))


def dosed(kilos: float) -> Dose:
    """Two sets of eight with this weight, in whole half kilograms, one at least."""
    kilos = max(1.0, np.floor(2 * kilos) / 2)
    return Dose(SETS * REPS * kilos, SETS, REPS, kilos)


class Follower(_Story):
    """A person of the evidence whose loads come from outside."""

    def live(self, seed: int, *, planned: bool) -> Course:
        """Ten weeks, day by day. planned: with the proposals from day 14 on; else always the first dose."""
        self.luck = np.random.default_rng([seed, 77]).random((MOVEMENTS, DAYS, 2))
        course = Course(tuple(map(str, self.kinds)), self.few, self.event)
        level, last, open_until = self.first.copy(), np.full(MOVEMENTS, np.nan), -1
        reviewed: Mapping[str, MovementAssessment] = {}
        for day in range(DAYS):
            level = level + self._happens(day, level)
            if not self.days.trains[day]:
                continue
            steps: dict[int, Step] = {}
            if planned and day >= BEFORE:
                if (day - BEFORE) % REVIEW_EVERY == 0 or not reviewed or day - self.reviewed >= REVIEW_EVERY:
                    reviewed, self.reviewed = self._reviewed(course, day), day
                steps = self._proposed(course, day, reviewed, blocked=day <= open_until)
            for one in range(MOVEMENTS):
                step = steps.get(one)
                if day >= BEFORE and one not in course.start:
                    course.start[one] = self._start(course, one, day)
                    step = None
                if step:
                    course.steps.append((day, one, step))
                if step and step.action == "stop":
                    continue
                dose = step.dose if step and step.dose else course.start.get(one, course.search(one))
                open_until = max(open_until, self._do(course, one, day, level, dose, last))
                level = level - self._taught(one, day, level)
        course.exposures, course.days = self._frames(course, DAYS)
        return course

    def _do(self, course: Course, one: int, day: int, level: np.ndarray, dose: Dose, last: np.ndarray) -> int:
        """One try with its row; the day until which an answer stays open, -1 for none."""
        sets, reps, kilos = dose.sets, dose.reps, dose.weight_kg
        load = float(sets * reps * max(kilos, 1.0))
        felt = self._felt(one, day, level[one], np.log2(load / FIRST), last[one])
        flag, stays = self.luck[one, day, 0] < FLAGGED, self.luck[one, day, 1] < 1 / 3
        last[one] = felt
        course.rows.append(
            {
                "day": day,
                "move": one,
                "sets": sets,
                "reps": reps,
                "weight_kg": kilos,
                "load": load,
                "felt": felt,
                "flag": "numbness" if flag else None,
            }
        )
        return day + OPEN_DAYS if flag and stays else -1

    def _start(self, course: Course, one: int, day: int) -> Dose:
        """The first dose of the plan: 70 % of the highest load felt at 2 or less, else what the search ended at."""
        if not any(row["move"] == one for row in course.rows):
            return dosed(KILOS / 2)
        exposures, days = self._frames(course, day)
        series = History(exposures, panel.daily(days, exposures, schema.empty("factors"))).until(on(day))
        found = entry(series[NAMES[one]], SHIPPED)
        return found[0] if found else course.search(one)

    def _frames(self, course: Course, until: int) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The diary of the days before `until`, in schema dtypes; mornings of that day are known."""
        start = np.datetime64(on(0), "us")
        rows = pd.DataFrame([row for row in course.rows if row["day"] < until])
        tries = {
            "date": start + rows["day"].to_numpy() * np.timedelta64(1, "D"),
            "movement": [NAMES[one] for one in rows["move"]],
            "pain_during": rows["felt"],
            "pain_before": rated(self.days.rest)[rows["day"]],
            "symptom_flags": rows["flag"],
            "line": np.arange(len(rows)),
        } | {name: rows[name] for name in ("sets", "reps", "weight_kg")}
        every = np.arange(min(until + 1, DAYS))
        sore = np.zeros(len(every) + 1)
        for row in course.rows:
            if row["day"] < until and row["day"] + 1 < len(sore):
                sore[row["day"] + 1] += SORE * max(0.0, row["felt"] - 4) / 2
        missing = self.blank_day[every] < 0.2
        rest = self.days.rest[every]
        days = {
            "date": start + every * np.timedelta64(1, "D"),
            "pain_avg": np.where(missing, np.nan, rated(rest + 1)),
            "pain_morning": np.where(self.blank_rest[every], np.nan, rated(rest + sore[: len(every)])),
            "sleep_quality": np.where(
                missing, np.nan, rated(6 + 1.8 * self.days.sleep[every] + self.written[0][every])
            ),
            "stress": np.where(
                missing, np.nan, rated(4 + 1.8 * self.days.stress[every] + self.written[1][every])
            ),
        }
        return schema.conform(pd.DataFrame(tries), "exposures"), schema.conform(pd.DataFrame(days), "days")

    def _reviewed(self, course: Course, day: int) -> Mapping[str, MovementAssessment]:
        exposures, days = self._frames(course, day)
        table = panel.daily(days, exposures, schema.empty("factors"))
        found = movements.assess(exposures, table, on(day - 1), Settings(tau=TAU))
        return {one.movement: one for one in found}

    def _proposed(
        self, course: Course, day: int, reviewed: Mapping[str, MovementAssessment], *, blocked: bool
    ) -> dict[int, Step]:
        exposures, days = self._frames(course, day)
        table = panel.daily(days, exposures, schema.empty("factors"))
        context = context_of(table)
        risks = context.on(on(day))
        course.contexts[day] = tuple(one.kind for one in risks)
        today = situation.Today(
            on(day),
            tuple(dict.fromkeys(one.kind for one in risks)),
            min((one.since for one in risks), default=None),
            blocked=blocked,
            strained=context.strained(on(day), situation.MONTH),
            begun=on(BEFORE),
        )
        series = History(exposures, table).until(on(day))
        out = {}
        for at, name in enumerate(NAMES):
            one = reviewed.get(name)
            if one is None or name not in series:
                continue
            capacity = one.capacity.load if one.capacity else None
            here = situation.of(
                series[name],
                one.state,
                TAU,
                today,
                capacity=capacity,
                limit=context.bad_mornings(series[name].day),
                strained=plan.strained(series[name], context, on(day)),
            )
            out[at] = steprules.decide(here, SHIPPED)
        return out


def context_of(table: pd.DataFrame) -> frame.Context:
    """What strains the days of a panel."""
    day = day_numbers(table.index)
    value = {
        name: table[name].to_numpy(dtype=float)
        for name in ("pain", "flare", "pain_worst", "stress", "sleep_quality", "pain_morning")
    }
    spells = flares.find(day, value["pain"], value["flare"], value["pain_worst"])
    return frame.Context(day, value["stress"], value["sleep_quality"], value["pain_morning"], spells)


def course(seed: int, *, planned: bool, world: str = "base") -> Course:
    """The ten weeks of the person of this seed."""
    rng = np.random.default_rng([seed, 0]), np.random.default_rng([seed, 0, 1])
    return Follower(*rng, WORLDS[world]).live(seed, planned=planned)
