"""The answer of an experiment: one sentence, what it rests on, two pictures, and the protocol to take along."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from analysis.results import Insufficient
from ui import components, experiment_files, experiment_store
from ui import experiment_words as words
from ui.charts import experiment as charts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.experiment_results import ExperimentResult
    from data.experiments import Experiment
    from ui.experiment_store import Found
    from ui.page import Page


def show(page: Page, found: Found, one: Experiment) -> None:
    """The answer as of today; what is missing where there is none."""
    text = page.text
    answer = experiment_store.answer(found, one)
    with st.container(border=True, key=f"xp-result-{one.id}"):
        components.paragraph(one.design.question, "note")
        # Not a Streamlit heading: it would read a person's own words as Markdown.
        said = words.verdict(answer, one.design, text)
        components.html(Markup('<h3 class="pm-answer">{}</h3>').format(said))
        if isinstance(answer, Insufficient):
            components.paragraph(words.looked(one, text), "note")
        else:
            components.facts(words.lines(answer, one, text))
            _pictures(page, one, answer)
        if one is not found.running:  # its files stand by its card
            files(page, found, one)


def _pictures(page: Page, one: Experiment, answer: ExperimentResult) -> None:
    text, design, key = page.text, one.design, f"xp-{one.id}"
    values = (answer, design, text)
    components.key_line(text("experiments.chart.blocks"), [f"◆ {design.a}", f"○ {design.b}"])
    figure = partial(charts.blocks, *values, page.theme)
    components.chart(page, f"{key}-blocks", figure, charts.blocks_alt(*values), charts.table(*values))
    components.caption(text("experiments.chart.difference"), text("experiments.chart.key_difference"))
    figure = partial(charts.difference, *values, page.theme)
    components.chart(page, f"{key}-difference", figure, charts.difference_alt(*values), [])


def files(page: Page, found: Found, one: Experiment) -> None:
    """The protocol in three forms; ratings only where the answer is open."""
    text = page.text
    components.caption(text("experiments.files"))
    ratings = _ratings(found, one)
    made = {
        "text": ("txt", "text/plain", partial(experiment_files.as_text, one, text)),
        "json": ("json", "application/json", partial(experiment_files.as_json, one, ratings)),
        "csv": ("csv", "text/csv", partial(experiment_files.as_csv, one, ratings, text)),
    }
    with st.container(horizontal=True):
        for name, (ending, kind, make) in made.items():
            st.download_button(
                text(f"experiments.files.{name}"),
                make(),
                text("experiments.files.name", number=one.id, ending=ending),
                kind,
                on_click="ignore",
                key=f"xp_file_{name}_{one.id}",
            )
    components.paragraph(text("experiments.files.note"), "note")


def _ratings(found: Found, one: Experiment) -> Sequence[float | None] | None:
    from analysis import experiment

    if one.opened is None and one.stopped is None:
        return None
    return experiment.outcomes(one, found.panel)
