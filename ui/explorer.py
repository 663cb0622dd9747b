"""The Connections page: one control chooses the question, the address says which; each view is a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui import (
    components,
    explorer_calendar,
    explorer_factor,
    explorer_joint,
    explorer_moving,
    explorer_overview,
    explorer_time,
    views,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from analysis.review import Review
    from ui.page import Page

VIEWS: Final[dict[str, Callable[[Page, Review], None]]] = {
    "overview": explorer_overview.show,
    "factor": explorer_factor.show,
    "joint": explorer_joint.show,
    "calendar": explorer_calendar.show,
    "time": explorer_time.show,
    "moving": explorer_moving.show,
}
RULES: Final = """
.st-key-explore_pick button, .st-key-explore_pick label { min-height: 44px; }
[class*="st-key-card-"] [data-testid="stExpander"] { margin-top: -14px; }
.st-key-explore_series_pick, .st-key-explore_since, .st-key-explore_state_pick, .st-key-explore_calendar_window,
.st-key-explore_time_window
  { max-width: 420px; }
"""


def show(page: Page, review: Review) -> None:
    """The control and the view chosen."""
    components.html(f"<style>{RULES}</style>")
    view = views.pick(
        list(VIEWS),
        "explore",
        st.query_params.get("view"),
        page.text("explorer.view"),
        lambda one: page.text(f"explorer.view.{one}"),
    )
    with st.spinner(page.text("app.reading")):  # ten years of days take a few seconds, the first time
        VIEWS[view](page, review)
    _address(view)


def _address(view: str) -> None:
    """The address opens the same view again after a reload; nothing of it leaves the machine."""
    wanted = {"view": view}
    if view == "factor":
        wanted["factor"] = str(st.session_state.explore_factor)
    if view == "time" and st.session_state.get("explore_day"):
        wanted["since"] = st.session_state.explore_day.isoformat()
    for name in ("view", "factor", "since"):
        if name not in wanted:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]
