"""What only the person can settle about a file, asked in words; nothing is guessed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from ui import components, upload
from ui.asking import option, sentence

if TYPE_CHECKING:
    from data.errors import Question
    from data.ingested import Ingested
    from ui.page import Page
    from ui.text import Text

LONG = 6
"""More answers than this are a list that opens, not a column of buttons."""


def show(page: Page, read: Ingested) -> None:
    """All open questions of a file as one form."""
    if not read.questions:
        return
    text = page.text
    components.subtitle(text("diary.questions.title", n=len(read.questions)))
    with st.form("questions"):
        picked = {one.key: _ask(one, text) for one in read.questions}
        if lacking := st.session_state.pop("lacking", 0):
            components.paragraph(text("diary.questions.lacking", n=lacking))
        if st.form_submit_button(text("diary.questions.send"), type="primary"):
            given = {key: value for key, value in picked.items() if value}
            st.session_state.lacking = len(picked) - len(given)
            upload.answer(given)
            st.rerun()


def _ask(one: Question, text: Text) -> str | None:
    asked, key = sentence(one, text), f"question_{one.key}"
    if one.kind == "start_date":
        shape = "DD.MM.YYYY" if text.lang == "de" else "YYYY-MM-DD"
        day = st.date_input(asked, None, date(1950, 1, 1), date(2100, 12, 31), key=key, format=shape)
        return day.isoformat() if day else None
    if one.kind == "year":
        year = st.number_input(asked, 1950, 2100, value=None, step=1, key=key, format="%d")
        return str(year) if year else None
    if one.kind == "order":
        return _rank(one, asked, text)
    words = {code: option(one, code, text) for code in one.options}
    if len(words) > LONG:
        pick = text("mapping.pick")
        return st.selectbox(
            asked, words, index=None, key=key, format_func=words.__getitem__, placeholder=pick
        )
    return st.radio(asked, words, index=None, key=key, format_func=words.__getitem__)


def _rank(one: Question, asked: str, text: Text) -> str | None:
    """Words from best to worst, one place after the other."""
    components.paragraph(asked)
    components.paragraph(text("question.order_once"), "note")
    proposed = [word.strip() for word in (one.proposal or "").split(">")] if one.proposal else []
    places = []
    for at in range(len(one.options)):
        index = one.options.index(proposed[at]) if at < len(proposed) else None
        label = text("question.order_place", n=at + 1)
        key, pick = f"question_{one.key}_{at}", text("mapping.pick")
        places.append(st.selectbox(label, one.options, index=index, key=key, placeholder=pick))
    return " > ".join(map(str, places)) if None not in places and len(set(places)) == len(places) else None
