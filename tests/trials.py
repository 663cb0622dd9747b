"""Small experiments made by hand: a design, a panel of daily ratings, an experiment with its notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pandas as pd

from analysis.experiment import schedule
from data.experiments import Design, Event, Experiment
from data.store import Store
from tests.test_data_store import ingested

START = date(2026, 3, 2)
SEED = 7


def design(**changes) -> Design:
    values = {
        "question": "Verändert Atmen den Schmerz?",
        "a": "mit Atmen",
        "b": "ohne Atmen",
        "outcome": "pain_avg",
        "start": START,
        "blocks": 7,
        "size": 4,
    }
    return Design(**(values | changes))


def at(day: date) -> datetime:
    return datetime.combine(day, time(20))


def trial(
    plan: Design | None = None, records: dict[int, str] | None = None, events=(), seed: int = SEED
) -> Experiment:
    """records: place of a day -> what was done; everything done as drawn when None."""
    plan = plan or design()
    drawn = schedule(plan, seed)
    said = dict.fromkeys(range(plan.days), "done") if records is None else records
    days = [Event("day", at(plan.day(place)), plan.day(place), done) for place, done in said.items()]
    return Experiment(1, at(plan.start - timedelta(days=1)), plan, seed, drawn, (*days, *events))


def panel(first: date, values, name: str = "pain_avg") -> pd.DataFrame:
    """Ratings from `first` on, None = missing."""
    index = pd.date_range(first, periods=len(values), freq="D", unit="us", name="date")
    return pd.DataFrame({name: pd.Series(list(values), index=index, dtype="float64")})


def rated(one: Experiment, a: float, b: float, wobble=(0.0,)) -> pd.DataFrame:
    """A panel in which days of a have `a`, days of b have `b`, plus `wobble` in turn."""
    values = [
        (a if condition == "a" else b) + wobble[place % len(wobble)]
        for place, condition in enumerate(one.schedule)
    ]
    return panel(one.design.start, values)


def prepared(home, *, before: int = 30, left: int = 1, effect: float = -2.0, **changes) -> Design:
    """A diary with an experiment that ends today: `left` days are still to be noted, everything else was done as drawn.

    before: rated days before the start, as days of b.
    """
    today = date.today()  # noqa: DTZ011 - the app speaks of the local day
    plan = design(**changes)
    plan = replace(plan, start=today - timedelta(days=plan.days - 1))
    drawn = schedule(plan, SEED)
    known = plan.days - left
    store = Store(home, clock=lambda: at(plan.start - timedelta(days=1)))
    rows = [
        {
            "date": plan.day(place).isoformat(),
            plan.outcome: 5 + place % 2 + (effect if place >= 0 and drawn[place] == "a" else 0),
        }
        for place in range(-before, known)
    ]
    store.add(ingested("prepared", days=rows))
    number = store.experiments.start(plan, drawn, SEED)
    for place in range(known):
        store.experiments.record(number, plan.day(place), "done", plan.day(place))
    store._database.close()
    return plan
