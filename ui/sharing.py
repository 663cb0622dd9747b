"""The Share page's parts: choose what goes in, see exactly what leaves, download."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from ui import components, loaders
from ui.loaders import Choice

if TYPE_CHECKING:
    from analysis.review import Review
    from ui.page import Page

WEEKS = (4, 8, 12, 16)
DEFAULT_WEEKS = 12
SECTIONS = ("movements", "surprises", "connections", "wins", "pain")


def choose(page: Page, review: Review) -> Choice:
    """Sections, period, own question and notes; what is off is in no part of the page."""
    from analysis.snapshot import Sections

    text = page.text
    with st.container(border=True, key="card-choice"):
        weeks = st.segmented_control(
            text("share.period"),
            WEEKS,
            default=DEFAULT_WEEKS,
            required=True,
            key="share_weeks",
            format_func=lambda n: text("share.weeks", n=n),
        )
        picked = st.pills(
            text("share.sections"),
            SECTIONS,
            selection_mode="multi",
            default=list(SECTIONS),
            key="share_sections",
            format_func=lambda name: text(f"share.section.{name}"),
        )
        hint = text("share.question_hint")
        question = st.text_area(
            text("share.question"), key="share_question", max_chars=400, placeholder=hint, height=80
        )
        notes = st.toggle(text("share.notes"), value=False, key="share_notes")
        components.paragraph(text("share.notes_help"), "note")
    chosen = {name: name in picked for name in SECTIONS}
    include = Sections(**chosen, questions=bool(question.strip()), notes=notes)
    last = review.window[1]
    first = last - timedelta(days=7 * int(weeks or DEFAULT_WEEKS) - 1)
    return Choice(include, (first, last), question.strip())


def preview(page: Page, choice: Choice) -> None:
    """The very page that would leave, with its size; nothing leaves before the button is pressed."""
    text = page.text
    with st.spinner(text("app.reading")):
        content, day = loaders.shared(text.lang, choice)
    if loaders.looks() is None:
        components.wait(page)
    size = len(content.encode("utf-8"))
    st.download_button(
        text("share.download"),
        content,
        text("share.file", day=day),
        "text/html",
        on_click="ignore",
        key="download",
        type="primary",
    )
    components.paragraph(text("share.leaves", mb=text.number(size / 1_000_000)), "note")
    components.subtitle(text("share.preview"))
    st.iframe(content, height=900, alt=text("share.preview"))
