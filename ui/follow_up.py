"""The question after a session: how was the morning after? Asked once, on that day, and never again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from data.errors import DataError
from ui import components, entry_words, flag_screen, rating, session_store

if TYPE_CHECKING:
    from datetime import date

    from ui.page import Page
    from ui.session_store import Held
    from ui.text import Text

FIELD = "pain_morning"


def due(held: Held | None, day: date) -> tuple[str, ...]:
    """The movements of the day before that the question is about; () where there is nothing to ask.

    One value per day answers for all of its tries (science note 1.1). Only tries of the app ask: a file brings its own
    days.
    """
    if (
        held is None
        or FIELD in held.day(day)
        or session_store.setting(session_store.FOLLOWED) == day.isoformat()
    ):
        return ()
    before = held.done(day - timedelta(days=1))
    return tuple(dict.fromkeys(one.movement for one in before if one.session))


def ask(page: Page, held: Held | None, day: date) -> None:
    """The question with its two ways out, or what was just answered."""
    text = page.text
    if said := st.session_state.pop("followed", None):
        components.paragraph(said, "note")
    movements = due(held, day)
    if not movements:
        return
    with st.container(border=True, key="card-follow"):
        rating.rate(
            text("session.follow", movements=text.listing(list(movements))), "follow",
            anchors=session_store.anchors(), changed=lambda: _answer(day, text),
        )  # fmt: skip
        st.button(
            text("session.follow_skip"), key="follow_skip", type="tertiary", on_click=_skip, args=(day,)
        )


def _answer(day: date, text: Text) -> None:
    value = st.session_state.get("follow")
    if value is None:
        return
    try:
        session_store.log_day(day, {FIELD: value})
    except DataError as error:
        st.session_state.followed = entry_words.refusal(error, text)
        return
    st.session_state.followed = text("session.follow_kept", value=value)
    flag_screen.after_day({FIELD: value})


def _skip(day: date) -> None:
    session_store.keep_setting(session_store.FOLLOWED, day.isoformat())
