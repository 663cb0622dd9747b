"""The Progress page: the plan of today, what was gained, the course of pain, the rules; the address says which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui import components, plan_rules, plan_view, progress_course, progress_gains, views

if TYPE_CHECKING:
    from collections.abc import Callable

    from analysis.review import Review
    from ui.page import Page

VIEWS: Final[dict[str, Callable[[Page, Review], None]]] = {
    "plan": plan_view.show,
    "gains": progress_gains.show,
    "course": progress_course.show,
    "rules": plan_rules.show,
}


def show(page: Page, review: Review) -> None:
    """The view chosen; a diary without tries says what to do."""
    if not review.movements:
        components.headline(page.text("plan.none.title"), page.text("plan.none.lead"))
        return
    components.html(f"<style>{plan_view.RULES}</style>")
    view = views.pick(
        list(VIEWS),
        "progress",
        st.query_params.get("show"),
        page.text("plan.view"),
        lambda one: page.text(f"plan.view.{one}"),
    )
    st.query_params["show"] = view
    VIEWS[view](page, review)
