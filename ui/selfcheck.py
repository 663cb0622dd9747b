"""How often the predictions for this person held: a banner where they did not, the numbers on Methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analysis.results import Insufficient
from ui import components, loaders

if TYPE_CHECKING:
    from analysis.review import Review
    from analysis.selfcheck import SelfCheck
    from ui.page import Page
    from ui.text import Text


def banner(page: Page, review: Review) -> None:
    """Say it where the model fits this person poorly; nothing otherwise. Comes by itself once it is worked out."""
    if loaders.closely() is None:
        _later()
        return
    found = review.selfcheck
    if not isinstance(found, Insufficient) and not found.fits:
        st.info(poor(found, page.text), icon=":material/info:")


@st.fragment(run_every="2s")
def _later() -> None:
    """Draw the page again when the check is there."""
    if loaders.closely() is not None:
        st.rerun()


def poor(found: SelfCheck, text: Text) -> str:
    """The banner: what was found and what follows from it."""
    asked = text.percent(found.p_safe) if found.p_safe is not None else ""
    return text(
        "explain.check.poor", numbers=numbers(found, text), wider=text.number(found.wider), p_safe=asked
    )


def numbers(found: SelfCheck | Insufficient, text: Text) -> str:
    """How many tries lay inside the band, or how many are missing."""
    if isinstance(found, Insufficient):
        return text("explain.check.few", have=found.have, need=found.need)
    return text(
        "explain.check.numbers",
        n=found.n,
        inside=found.inside,
        share=text.percent(found.share),
        period=text.period(*found.window),
    )


def methods(page: Page) -> None:
    """How the check is made and what it says of this diary."""
    from data.errors import StoreError

    text = page.text
    with st.expander(text("explain.check.title")):
        components.paragraph(text("explain.check.body"))
        try:
            review = loaders.review()
            ready = loaders.closely() if review is not None else None
        except StoreError:
            return  # the page says so where it shows the diary
        if review is None:
            return
        if ready is None:
            components.wait(page, loaders.closely)
            return
        found = review.selfcheck
        if isinstance(found, Insufficient) or found.fits:
            components.paragraph(numbers(found, text))
        if not isinstance(found, Insufficient):
            components.paragraph(text("explain.check.fits") if found.fits else poor(found, text))
