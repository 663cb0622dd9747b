"""The load panel: pain over load, the load that stays under the limit, and how that load went over the weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analysis.results import Insufficient
from ui import blocks, components, loaders
from ui.charts import capacity, dose

if TYPE_CHECKING:
    from analysis.movement_results import DoseCurve
    from analysis.results import MovementAssessment
    from analysis.review import Review
    from ui.page import Page


def panel(page: Page, one: MovementAssessment) -> None:
    """Both charts beside each other; what is missing where there is no curve yet."""
    text = page.text
    components.subtitle(text("movements.dose.title"))
    review = loaders.closely()
    if review is None:
        components.wait(page, loaders.closely)
        return
    curve = review.doseresponse(one.movement)
    if isinstance(curve, Insufficient):
        key = "load" if curve.what == "load" else "tries"
        components.paragraph(text(f"movements.dose.lacking.{key}", n=max(curve.need - curve.have, 1)))
        return
    components.paragraph(dose.capacity_sentence(curve, text))
    if not curve.slope_known:
        components.paragraph(text("movements.dose.slope", n=curve.n_loads), "note")
    left, right = components.halves()
    with left, st.container(border=True, key="card-dose"):
        _curve(page, one, curve)
    with right, st.container(border=True, key="card-capacity"):
        _history(page, review, one, curve)


def _curve(page: Page, one: MovementAssessment, curve: DoseCurve) -> None:
    text = page.text
    components.caption(text("movements.dose.curve"), text("movements.dose.caption"))
    figure = blocks.drawn(dose.figure, curve, one.tries, page)
    rows = dose.table(curve, text)
    components.chart(page, "dose", figure, dose.alt(curve, text), rows)


def _history(page: Page, review: Review, one: MovementAssessment, curve: DoseCurve) -> None:
    text = page.text
    history = review.capacities(one.movement)
    components.caption(text("movements.capacity.title"), text("movements.capacity.caption"))
    if len(history) < 2 or not any(week.capacity for week in history):
        key = "early" if len(history) < 2 else "never"
        components.paragraph(text(f"movements.capacity.{key}", n=len(history)))
        return
    figure = blocks.drawn(capacity.figure, history, curve.unit, page)
    alt, rows = capacity.alt(history, curve.unit, text), capacity.table(history, curve.unit, text)
    components.chart(page, "capacity", figure, alt, rows, widths=("wide",))
