"""Parts of the Overview and Movements pages that need words, results and Streamlit together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from ui import components, loaders, sentences, symbols
from ui.page import path

if TYPE_CHECKING:
    from collections.abc import Callable

    from analysis.results import Look, MovementAssessment, Window
    from analysis.review import Review
    from ui.page import Page

CHANGE_WEEKS = 4


def as_of(page: Page, review: Review, window: Window) -> None:
    """The small print under a picture: scale, period of what is in it, what the words mean."""
    text = page.text
    components.paragraph(
        text("overview.small_print", period=text.period(*window), limit=text.amount(review.tau)), "note"
    )


def to_movements(page: Page) -> None:
    """The way from the board to one movement."""
    st.page_link(path("movements"), label=page.text("overview.to_movements"), icon=":material/arrow_forward:")


def changed(page: Page, review: Review) -> None:
    """Verdicts that differ from four weeks ago, by what was known then; no weekly differences."""
    text = page.text
    components.subtitle(text("overview.changed"))
    looks = loaders.looks()
    if looks is None:
        components.wait(page)
        return
    then = {one.movement: one for one in looks if (review.window[1] - one.day).days == 7 * CHANGE_WEEKS}
    if not then:
        components.paragraph(text("overview.changed_early"))
        return
    lines = [
        text(
            "overview.changed_line",
            movement=one.movement,
            before=text(f"state.{then[one.movement].state}"),
            now=text(f"state.{one.state}"),
            n=one.n,
        )
        for one in review.movements
        if one.movement in then and then[one.movement].state != one.state
    ]
    if lines:
        components.listing(lines)
    else:
        components.paragraph(text("overview.changed_nothing"))


def wins(page: Page, review: Review) -> None:
    """Facts worth celebrating."""
    text = page.text
    progress = review.progress(loaders.looks() or ())
    if progress.wins:
        components.subtitle(text("overview.wins"))
        components.listing([sentences.win(one, text) for one in progress.wins])


def risks(page: Page, review: Review) -> None:
    """Contexts in which the old pattern tends to speak up, said kindly."""
    text = page.text
    progress = review.progress(loaders.looks() or ())
    if progress.risks:
        components.subtitle(text("overview.risks"))
        last = len(progress.risks) - 1
        for at, one in enumerate(progress.risks):
            components.paragraph(sentences.risk(one, text, advice=at == last))


# ------------------------------------------------------------------ movements


def looks_of(page: Page, one: MovementAssessment) -> tuple[Look, ...]:
    """The verdict history of one movement, oldest first; empty while it is being worked out."""
    found = loaders.looks()
    if found is None:
        components.wait(page)
        return ()
    return tuple(sorted((look for look in found if look.movement == one.movement), key=lambda look: look.day))


def state(page: Page, one: MovementAssessment) -> None:
    """The state as symbol and word."""
    components.html(symbols.chip(one.state, page.text, page.theme))


def movement_facts(page: Page, one: MovementAssessment) -> None:
    """What else the tries say, one fact below the other."""
    components.facts(sentences.facts(one, page.text))


def drawn(figure: Callable[..., Any], *values: Any) -> Callable[..., Any]:  # noqa: ANN401
    """A chart function bound to its results, the page's words and colours; takes `compact`."""
    *results, page = values
    return partial(figure, *results, page.text, page.theme)
