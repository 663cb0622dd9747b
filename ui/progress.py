"""The Progress page: the plan of today, what was gained, the course of pain, the rules; the address says which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui import components, plan_rules, plan_view, progress_course, progress_gains

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
    VIEWS[_view(page)](page, review)


def _view(page: Page) -> str:
    asked = st.session_state.get("progress_view", st.query_params.get("show", "plan"))
    if st.session_state.get("progress_pick") not in VIEWS:
        st.session_state.progress_pick = asked if asked in VIEWS else "plan"
    picked = st.segmented_control(
        page.text("plan.view"),
        list(VIEWS),
        required=True,
        format_func=lambda one: page.text(f"plan.view.{one}"),
        key="progress_pick",
        label_visibility="collapsed",
    )
    st.session_state.progress_view = picked or "plan"
    st.query_params["show"] = st.session_state.progress_view
    return str(st.session_state.progress_view)
