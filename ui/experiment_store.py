"""The way from the page to the stored experiments, and what their answers are worked out from."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from data.home import has_diary, home
from ui import loaders

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from analysis.experiment_results import ExperimentResult, Phase
    from analysis.results import Insufficient
    from analysis.review import Review
    from data.experiments import Design, Experiment
    from ui.text import Text


@dataclass(frozen=True)
class Found:
    """What the page shows: all experiments, newest first, the diary's daily panel, and the day it is."""

    experiments: tuple[Experiment, ...]
    review: Review | None
    panel: pd.DataFrame
    today: date

    def phase(self, one: Experiment) -> Phase:
        """Where an experiment stands today."""
        from analysis import experiment

        return experiment.phase(one, self.panel, self.today)

    @property
    def running(self) -> Experiment | None:
        """The one that is to come or under way."""
        return next((one for one in self.experiments if self.phase(one) in {"before", "running"}), None)

    @property
    def waiting(self) -> Experiment | None:
        """The one that is over and still closed."""
        return next(
            (one for one in self.experiments if self.phase(one) == "finished" and not one.opened), None
        )


def found(text: Text) -> Found:
    """Everything the page needs; beside the sample diary its invented experiment. Raises the StoreError family."""
    review, kept = loaders.review(), _all()
    if review is None:
        return Found(kept, None, _empty(), loaders.today())
    if not kept and loaders.sample_only():
        kept = (_example(text),)
    return Found(kept, review, review.panel, loaders.today())


def _example(text: Text) -> Experiment:
    from analysis import experiment
    from data import sample_experiment

    plan = sample_experiment.design(
        *(text(f"experiments.breathing.{part}") for part in ("question", "a", "b"))
    )
    return sample_experiment.experiment(plan, experiment.schedule(plan, sample_experiment.SEED))


def _all() -> tuple[Experiment, ...]:
    return tuple(reversed(loaders.store().experiments.all())) if has_diary(home()) else ()


@st.cache_resource(show_spinner=False)
def _empty() -> pd.DataFrame:
    """The panel of a diary without entries."""
    from analysis import panel
    from data import schema

    return panel.daily(*(schema.empty(name) for name in ("days", "exposures", "factors")))


def answer(found: Found, one: Experiment) -> ExperimentResult | Insufficient:
    """The answer as of today; worked out once for the same diary and records."""
    return _answer(loaders.fingerprint(), one, found.today, found.panel)


@st.cache_resource(show_spinner=False, scope="session", max_entries=8)
def _answer(
    fingerprint: str,  # noqa: ARG001 - the fingerprint is the cache key of the panel
    one: Experiment,
    today: date,
    _panel: pd.DataFrame,
) -> ExperimentResult | Insufficient:
    from analysis import experiment

    return experiment.evaluate(one, _panel, today)


def begin(design: Design) -> int:
    """Draw and write down. A sample diary leaves: what comes now is the person's own."""
    from analysis import experiment

    loaders.remove_sample()
    seed = secrets.randbelow(2**31)
    return loaders.store().experiments.start(design, experiment.schedule(design, seed), seed)


def record(number: int, day: date, done: str) -> None:
    """Note what was done on a day."""
    loaders.store().experiments.record(number, day, done, loaders.today())


def peek(number: int) -> None:
    """Note a look before the end."""
    loaders.store().experiments.peek(number, loaders.today())


def stop(number: int) -> None:
    """End it before its time."""
    loaders.store().experiments.stop(number, loaders.today())


def reveal(number: int) -> None:
    """Open the answer of one that is over."""
    loaders.store().experiments.open(number, loaders.today())
