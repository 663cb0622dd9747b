"""What stands before a page's own content: the welcome of an empty diary, whose diary this is, how fresh it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from ui import components, loaders, symbols
from ui.page import path

if TYPE_CHECKING:
    from analysis.review import Review
    from ui.page import Page

FRESH_DAYS = 14
"""After so many days without an entry a page says that it speaks of then, as the rule for "safe" has it."""


def ready(page: Page) -> Review | None:
    """The analysis of the diary, or the words for why there is none yet."""
    from data.errors import StoreError

    try:
        with st.spinner(page.text("app.reading")):
            found = loaders.review()
            if found is not None:
                _ = found.movements
    except StoreError as error:
        components.problem(page, error)
        return None
    if found is None:
        welcome(page)
        return None
    standing(page, found)
    return found


def standing(page: Page, review: Review) -> None:
    """What the last file brought, whose diary this is and up to when it goes; said before any number."""
    if page.name == "overview" and st.session_state.get("said"):
        st.success(st.session_state.said, icon=":material/check:")
    else:
        st.session_state.said = ""
    if loaders.sample_only():
        with st.container(key="sample-note", horizontal=True, vertical_alignment="center"):
            components.paragraph(page.text("app.sample_shown"), "note")
            if st.button(page.text("app.sample_remove"), key="sample_remove", type="tertiary"):
                loaders.remove_sample()
                st.rerun()
    elif review.today and (loaders.today() - review.today).days > FRESH_DAYS:
        st.info(page.text("app.not_fresh", day=page.text.day(review.today)), icon=":material/history:")


def welcome(page: Page) -> None:
    """The first screen: what this is, and two ways to begin."""
    text = page.text
    components.headline(text("welcome.title"), text("welcome.lead"))
    for point in ("safe", "honest", "private"):
        components.paragraph(text(f"welcome.{point}"))
    with st.container(horizontal=True):
        if st.button(text("welcome.sample"), key="sample", type="primary"):
            add_sample(page)
        if page.name != "diary" and st.button(text("welcome.upload"), key="go_diary"):
            st.switch_page(path("diary"))
    components.paragraph(text("welcome.sample_note"), "note")
    legend(page)


def legend(page: Page) -> None:
    """The five states: symbol, word, and what the word means."""
    text = page.text
    components.subtitle(text("welcome.legend"))
    rows = Markup("").join(
        Markup("<div><span>{}</span><span>{}</span></div>").format(
            symbols.pill(state, text), text(f"legend.{state}")
        )
        for state in ("safe", "learning", "relapsing", "threat", "unknown")
    )
    components.html(
        Markup('{}<div class="pm-legend">{}</div>').format(symbols.styles(page.theme, "pm-legend"), rows)
    )


def add_sample(page: Page) -> None:
    """Put the sample in and show the overview."""
    from data.errors import StoreError

    try:
        with st.spinner(page.text("app.reading")):
            loaders.keep_sample(page.text.lang)
    except StoreError as error:
        components.problem(page, error)
        return
    st.switch_page(path("overview"))


def imports(page: Page) -> list[dict[str, object]]:
    """What was imported; where the store cannot be opened the page says why and there is nothing."""
    from data.errors import StoreError

    try:
        return loaders.imports()
    except StoreError as error:
        components.problem(page, error)
        return []
