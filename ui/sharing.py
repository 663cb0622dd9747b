"""The Share page's parts: choose what goes in, see exactly what leaves, download."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from ui import components, loaders

if TYPE_CHECKING:
    from datetime import date

    from analysis.review import Review
    from analysis.snapshot import Snapshot
    from ui.shell import Page

WEEKS = (4, 8, 12, 16)
DEFAULT_WEEKS = 12
SECTIONS = ("movements", "surprises", "connections", "wins", "pain")


def choose(page: Page, review: Review) -> Snapshot:
    """Sections, period, own question and notes; what is off is in no part of the page."""
    from analysis import snapshot

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
        question = st.text_area(
            text("share.question"),
            key="share_question",
            max_chars=400,
            placeholder=text("share.question_hint"),
            height=80,
        )
        notes = st.toggle(text("share.notes"), value=False, key="share_notes", help=text("share.notes_help"))
    chosen = {name: name in picked for name in SECTIONS}
    include = snapshot.Sections(**chosen, questions=bool(question.strip()), notes=notes)
    period = _period(review, int(weeks or DEFAULT_WEEKS))
    return snapshot.of(
        review,
        include=include,
        period=period,
        question=question.strip(),
        notes=loaders.notes(review, period) if notes else (),
    )


def _period(review: Review, weeks: int) -> tuple[date, date]:
    if review.today is None:
        raise ValueError("no entries")
    return review.today - timedelta(days=7 * weeks - 1), review.today


def preview(page: Page, made: Snapshot) -> None:
    """The very page that would leave, with its size; nothing leaves before the button is pressed."""
    from ui.report import render

    text = page.text
    content = render(made, text.lang).encode("utf-8")
    st.download_button(
        text("share.download"),
        content,
        text("share.file", day=made.made_on.isoformat()),
        "text/html",
        on_click="ignore",
        key="download",
        type="primary",
    )
    megabytes = text.number(len(content) / 1_000_000)
    components.paragraph(text("share.leaves", mb=megabytes), "note")
    components.subtitle(text("share.preview"))
    st.iframe(content.decode("utf-8"), height=900, alt=text("share.preview"))
