"""The trainer's answer on the Share page: drop the file, see each proposal beside what is agreed, accept or decline.

Nothing is taken over by itself, and a message is only words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analysis.answer import LARGEST, NotAnAnswer, accepted, parse, proposals
from analysis.results import Dose
from ui import components, loaders, shared
from ui.report_board import agreement
from ui.words import dose, quoted

if TYPE_CHECKING:
    from analysis.answer_results import Answer, Proposal
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text


def show(page: Page, review: Review) -> None:
    """What is agreed now, and the place for an answer."""
    text = page.text
    components.subtitle(text("reply.title"))
    components.paragraph(text("reply.lead"))
    round_ = st.session_state.setdefault("answer_round", 0)
    file = st.file_uploader(text("reply.file"), key=f"answer_{round_}")
    if file is not None:
        _take(file.getvalue(), round_)
    content = st.session_state.get("answer_content")
    if content is not None:
        _read(page, review, content)
        if st.button(text("reply.put_away"), key="answer_away", type="tertiary"):
            st.session_state.answer_content = None
            st.rerun()
    _agreed(page)


def _take(content: bytes, round_: int) -> None:
    """Keep the dropped file for this session, with what was agreed before it, and make room for the next."""
    st.session_state.answer_content = content[: LARGEST + 1]
    st.session_state.answer_before = shared.agreed()
    st.session_state.answer_decided = {}
    st.session_state.answer_round = round_ + 1
    st.rerun()


def _read(page: Page, review: Review, content: bytes) -> None:
    text = page.text
    try:
        found = parse(content)
    except NotAnAnswer as refusal:
        st.error(text(f"reply.refused.{refusal.code}"), icon=":material/info:")
        return
    left = next((one for one in shared.left() if one.id == found.snapshot), None)
    known = [one.movement for one in review.movements]
    before = st.session_state.get("answer_before", ())
    offered = proposals(found, before, left.names if left else {}, known)
    if left is None and found.advice and not any(one.known for one in offered):
        st.error(text("reply.refused.other"), icon=":material/info:")
        return
    _said(page, found, left_on=left.at[:10] if left else "")
    for number, one in enumerate(offered):
        _proposal(page, one, number)


def _said(page: Page, found: Answer, *, left_on: str) -> None:
    """Who answered when, to which page, and the message."""
    from datetime import date

    text = page.text
    who = text("reply.from", sender=found.sender) if found.sender else text("reply.from_nobody")
    components.paragraph(text("reply.written", who=who, day=text.day(found.written_on)))
    if left_on:
        components.paragraph(text("reply.to", day=text.day(date.fromisoformat(left_on))), "note")
    else:
        components.paragraph(text("reply.unknown_page"), "note")
    if found.message:
        with st.container(border=True, key="card-message"):
            components.paragraph(found.message)


def _proposal(page: Page, one: Proposal, number: int) -> None:
    """One proposal beside what is agreed, with its two buttons; once decided it says so."""
    text = page.text
    decided = st.session_state.setdefault("answer_decided", {})
    with st.container(border=True, key=f"card-proposal-{number}"):
        components.paragraph(text(f"reply.part.{one.part}", movement=quoted(one.movement, text)))
        components.definitions(
            [(text("reply.now"), _value(one.now, text)), (text("reply.proposed"), _value(one.value, text))]
        )
        if not one.known:
            components.paragraph(text("reply.unknown_movement"), "note")
        elif number in decided:
            components.paragraph(text(f"reply.{decided[number]}"), "note")
        elif one.same:
            components.paragraph(text("reply.same"), "note")
        else:
            _decide(page, one, number)


def _decide(page: Page, one: Proposal, number: int) -> None:
    text = page.text
    with st.container(horizontal=True):
        yes = st.button(text("reply.accept"), key=f"accept_{number}", type="primary")
        no = st.button(text("reply.decline"), key=f"decline_{number}")
    if yes:
        now = accepted(shared.agreed(), one, loaders.today())
        shared.agree(next(each for each in now if each.movement == one.movement), dose=one.part == "dose")
    if yes or no:
        st.session_state.answer_decided[number] = "accepted" if yes else "declined"
        st.rerun()


def _value(value: Dose | float | str | None, text: Text) -> str:
    if value is None or value == "":
        return text("reply.nothing")
    if isinstance(value, Dose):
        return dose(value, text)
    return value if isinstance(value, str) else text("report.plan.limit", limit=text.amount(value))


def _agreed(page: Page) -> None:
    """What is agreed now, each line removable."""
    text = page.text
    found = shared.agreed()
    if not found:
        return
    components.subtitle(text("reply.agreed"))
    for number, one in enumerate(found):
        with st.container(key=f"agreed-{number}", horizontal=True, vertical_alignment="center"):
            components.paragraph(f"{one.movement}: {agreement(one, text)}")
            if st.button(text("reply.remove"), key=f"agreed_remove_{number}", type="tertiary"):
                shared.disagree(one)
                st.rerun()
