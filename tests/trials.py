"""Small experiments made by hand: a design, a panel of daily ratings, an experiment with its notes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pandas as pd

from analysis.experiment import schedule
from data.experiments import Design, Event, Experiment

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
