"""Which stretch of a long diary a picture by days shows: the last 53 weeks, or an earlier block as long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from analysis.results import Window
    from analysis.review import Review
    from ui.page import Page

WEEKS: Final = 53
LENGTH: Final = timedelta(weeks=WEEKS)


def blocks(first: date, last: date) -> list[Window]:
    """Blocks of 53 weeks back from the last day to the first, the newest first, none without a day."""
    found = []
    while last >= first:
        found.append((max(first, last - LENGTH + timedelta(days=1)), last))
        last -= LENGTH
    return found


def pick(page: Page, review: Review, key: str) -> Window:
    """The block to show; asked only where there are several."""
    first, last = review.panel.index[0].date(), review.panel.index[-1].date()
    offered = blocks(first, last)
    if len(offered) == 1:
        return offered[0]
    picked: Window = st.selectbox(
        page.text("explorer.window"), offered, key=key, format_func=lambda one: page.text.period(*one)
    )
    return picked
