"""The calendar: pain or any factor, one field a day, missing days to be seen as missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from ui import blocks, components, explorer_loaders, explorer_window, sentences
from ui.charts import calendar

if TYPE_CHECKING:
    from analysis.explorer import Explorer
    from analysis.explorer_results import Calendar
    from analysis.review import Review
    from ui.page import Page

SWATCHES: Final = 5
KEY: Final = """
.pm-shades { display: flex; gap: 4px; align-items: center; flex-wrap: wrap; margin: 0; font-size: 14px;
  color: var(--pm-ink2); }
.pm-shades i { width: 20px; height: 20px; display: inline-block; border-radius: 3px; }
.pm-shades .pm-none { margin-left: 16px; }
"""


def show(page: Page, review: Review) -> None:
    """Pain, and beside it any one factor over the same weeks."""
    text, explorer = page.text, explorer_loaders.explorer(review)
    components.headline(text("explorer.calendar.title"), text("explorer.calendar.lead"))
    if not explorer.series:
        components.paragraph(text("explorer.calendar.empty"))
        return
    name = _series(page, explorer)
    window = explorer_window.pick(page, review, "explore_calendar_window")
    for at, each in enumerate(dict.fromkeys((name, explorer.series[0]))):
        card(page, explorer.calendar(each, window), at)


def _series(page: Page, explorer: Explorer) -> str:
    if st.session_state.get("explore_series_pick") not in explorer.series:
        st.session_state.explore_series_pick = explorer.series[0]
    return str(
        st.selectbox(
            page.text("explorer.calendar.pick"),
            explorer.series,
            key="explore_series_pick",
            format_func=lambda one: sentences.factor(one, page.text),
        )
    )


def card(page: Page, found: Calendar, at: int) -> None:
    """One calendar with its key, its words and its table."""
    text = page.text
    with st.container(border=True, key=f"card-calendar-{at}"):
        components.caption(
            sentences.factor(found.name, text),
            text("explorer.calendar.count", n=found.n, missing=found.missing),
        )
        components.html(key(page, found))
        figure = blocks.drawn(calendar.figure, found, page)
        components.chart(
            page, f"calendar-{at}", figure, calendar.alt(found, text), calendar.table(found, text)
        )


def key(page: Page, found: Calendar) -> Markup:
    """From light to dark, and what a day without an entry looks like."""
    text = page.text
    shades = Markup("").join(
        Markup('<i style="background:{}"></i>').format(calendar.shade(at / (SWATCHES - 1), page.theme))
        for at in range(SWATCHES)
    )
    ends = [text.amount(round(end, 1)) for end in (found.low, found.high)]
    return Markup(
        '<style>{}</style><p class="pm-shades">{}&nbsp;{}&nbsp;{}<span class="pm-none">✕ {}</span></p>'
    ).format(Markup(KEY), ends[0], shades, ends[1], text("explorer.calendar.missing"))  # noqa: S704 - own rules
