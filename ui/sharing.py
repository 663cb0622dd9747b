"""The Share page's parts: choose what goes in, choose the form, see exactly what leaves, download."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from ui import components, forms, loaders, locking, shared
from ui.shared import Choice

if TYPE_CHECKING:
    from analysis.review import Review
    from analysis.snapshot import Snapshot
    from ui.page import Page

WEEKS: Final = (4, 8, 12, 16)
DEFAULT_WEEKS: Final = 12
SECTIONS: Final = ("movements", "surprises", "connections", "wins", "activities", "pain", "plan")
SHOWN_LETTERS: Final = 6000
"""So much of a bundle or a table is shown; the rest is more of the same."""


def choose(page: Page, review: Review) -> Choice:
    """Sections, period, own question, names and notes; what is off is in no form."""
    from analysis.snapshot import LONGEST_QUESTION, LONGEST_SENDER, Sections

    text = page.text
    with st.container(border=True, key="card-choice"):
        weeks = st.pills(  # on a phone they stand in two rows
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
            max_chars=LONGEST_QUESTION,
            placeholder=text("share.question_hint"),
            height=80,
        )
        sender = st.text_input(
            text("share.sender"),
            key="share_sender",
            max_chars=LONGEST_SENDER,
            placeholder=text("share.sender_hint"),
        )
        names = st.toggle(text("share.names"), value=True, key="share_names")
        components.paragraph(text("share.names_help"), "note")
        notes = st.toggle(text("share.notes"), value=False, key="share_notes")
        components.paragraph(text("share.notes_help"), "note")
    chosen = {name: name in picked for name in SECTIONS}
    include = Sections(**chosen, names=names, questions=bool(question.strip()), notes=notes)
    last = review.window[1]
    first = last - timedelta(days=7 * int(weeks or DEFAULT_WEEKS) - 1)
    return Choice(include, (first, last), question.strip(), sender.strip())


def preview(page: Page, review: Review, choice: Choice) -> None:
    """The very file that would leave, with its size and what is inside; nothing leaves before the button is pressed."""
    text = page.text
    form = st.segmented_control(
        text("share.form"),
        forms.FORMS,
        default="html",
        required=True,
        key="share_form",
        format_func=lambda name: text(f"share.form.{name}"),
    )
    form = str(form or "html")
    components.paragraph(text(f"share.form_help.{form}"), "note")
    phrase = locking.choose(page) if form == "html" else ""
    if phrase is None:
        return
    with st.spinner(text("app.reading")):
        snapshot = shared.snapshot_of(choice)
        shown = shared.form_of(snapshot, form, text.lang)
        content = shared.locked(snapshot, text.lang, phrase) if phrase else shown
    if loaders.looks() is None:
        components.wait(page)
    _download(page, review, snapshot, form, content, lock=bool(phrase))
    components.subtitle(text("share.preview"))
    _inside(page, snapshot)
    _shown(page, snapshot, form, shown)


def _download(
    page: Page, review: Review, snapshot: Snapshot, form: str, content: bytes, *, lock: bool
) -> None:
    text = page.text
    record = shared.leaving(snapshot, form, len(content), lock=lock, names=_names(review, snapshot))
    st.download_button(
        text("share.download"),
        partial(shared.leave, loaders.store(), record, content),
        text("share.file", day=snapshot.made_on.isoformat(), ending=forms.ENDING[form]),
        forms.KIND[form],
        on_click="ignore",
        key="download",
        type="primary",
    )
    size = text.number(len(content) / 1_000_000, 1 if len(content) > 950_000 else 2)
    components.paragraph(text("share.leaves_locked" if lock else f"share.leaves.{form}", mb=size), "note")


def _names(review: Review, snapshot: Snapshot) -> dict[str, str]:
    """What each movement is called outside -> its name in the diary, kept here to understand an answer."""
    from analysis import own_words

    names = [one.movement for one in review.movements]
    told = own_words.of_movements(names, coded=not snapshot.include.names)
    return {outside: name for name, outside in told.items()}


def _inside(page: Page, snapshot: Snapshot) -> None:
    """The fields in the file, counted, in words."""
    from collections import Counter

    from analysis import facts

    text = page.text
    counted = Counter(one.part for one in facts.of(snapshot))
    with st.expander(text("share.inside")):
        components.listing([text(f"share.part.{part}", n=n) for part, n in counted.items()])
        off = [name for name, on in snapshot.to_dict()["include"].items() if not on]
        if off:
            components.paragraph(
                text("share.not_inside", names=text.listing([text(f"share.section.{one}") for one in off])),
                "note",
            )


def _shown(page: Page, snapshot: Snapshot, form: str, content: bytes) -> None:
    text = page.text
    if form == "html":
        st.iframe(content.decode(), height=900, alt=text("share.preview"))
    elif form == "pdf":
        for number, one in enumerate(shared.pictures(snapshot, text.lang), start=1):
            st.image(one, caption=text("share.pdf_page", n=number), width="stretch")
    else:
        whole = content.decode("utf-8-sig")
        st.code(whole[:SHOWN_LETTERS], language="json" if form == "fhir" else None, height=420)
        if len(whole) > SHOWN_LETTERS:
            components.paragraph(text("share.cut", n=whole.count("\n") + 1), "note")


def history(page: Page) -> None:
    """What left when, in which form and with which parts; never the content."""
    text = page.text
    found = shared.left()
    if not found:
        return
    from datetime import date, datetime

    components.subtitle(text("share.history"))
    rows = []
    for one in found[:20]:
        at = datetime.fromisoformat(one.at)
        first, last = (date.fromisoformat(day) for day in one.period)
        rows.append(
            {
                text("share.column.when"): f"{text.day(at.date())}, {at:%H:%M}",
                text("share.column.form"): text(f"share.form.{one.form}")
                + (f" ({text('share.locked')})" if one.locked else ""),
                text("share.column.period"): text.period(first, last),
                text("share.column.parts"): text.listing(
                    [text(f"share.section.{name}") for name in one.sections]
                ),
            }
        )
    with st.expander(text("share.history_n", n=len(found)), key="share-history"):
        components.table(rows)
        if st.button(text("share.forget"), key="share_forget", type="tertiary"):
            shared.forget()
            st.rerun()
