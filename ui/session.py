"""The session page: choose, become calm, predict, move, compare; one thing at a time, for one hand."""

from __future__ import annotations

import zlib
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from ui import (
    components,
    day_entry,
    flag_screen,
    follow_up,
    loaders,
    pacer,
    plan_words,
    practice,
    rating,
    session_plan,
    session_store,
    session_try,
)
from ui.page import path
from ui.words import unmarked

if TYPE_CHECKING:
    from ui.page import Page
    from ui.practice import Practice
    from ui.session_store import Held
    from ui.text import Text

SHOWN: Final = 6
"""Movements offered as buttons; the others are in a list."""
LONGEST_NAME: Final = 80


@st.fragment
def show(page: Page) -> None:
    """The step the person is at. A fragment: a tap draws this page and nothing else, and no analysis runs."""
    one = practice.current()
    if st.session_state.get("flags_due"):
        st.rerun()
    components.to_top(f"{one.stage} {one.position}")
    with st.container(key="practice"):
        {"choose": _choose, "calm": _calm, "try": session_try.show, "saved": session_try.saved, "end": _end}[
            one.stage
        ](page, one)


def _choose(page: Page, one: Practice) -> None:
    text = page.text
    held = session_store.held()
    if one.earlier:
        _earlier(page, one, held)
        return
    # One block for what comes and goes while the plan arrives: a fold below it would be shut by each change.
    with st.container(key="session_choice"):
        components.headline(text("session.title"), text("session.lead"))
        flag_screen.said()
        if loaders.sample_only():
            components.paragraph(text("app.sample_shown"), "note")
        follow_up.ask(page, held, one.day)
        one.feel(rating.rate(text("session.rest"), "rest", value=one.rest, anchors=session_store.anchors()))
        coming = session_plan.fetch(one)
        _movements(page, one, held)
        if coming:
            session_plan.wait(page, coming)
    _calm_offer(text, one)
    _other_day(text, one)
    if held and (done := held.done(one.day)):
        components.subtitle(text("session.done_today"))
        components.listing([session_try.line(each, text) for each in done])
    day_entry.like_yesterday(page, held, one.day)


def _earlier(page: Page, one: Practice, held: Held | None) -> None:
    """What was done on a day that is over: no proposal, no guess, no time of day."""
    text = page.text
    components.headline(
        text("session.earlier.title", day=f"{text.weekday(one.day)}, {text.short_day(one.day)}"),
        text("session.earlier.lead"),
    )
    st.button(
        text("session.earlier.back"), key="earlier_back", type="tertiary", icon=":material/arrow_back:",
        on_click=practice.choose, args=(one.on,),
    )  # fmt: skip
    _movements(page, one, held)
    if held and (done := held.done(one.day)):
        components.subtitle(text("session.earlier.done"))
        components.listing([session_try.line(each, text) for each in done])


def _other_day(text: Text, one: Practice) -> None:
    """The way to a try that was not written down on its day."""
    with st.expander(text("session.earlier.offer")), st.form("earlier", border=False):
        last = one.day - timedelta(days=1)
        st.date_input(
            text("column.date"), last, day_entry.FIRST, last, key="earlier_day",
            format="DD.MM.YYYY" if text.lang == "de" else "DD/MM/YYYY",
        )  # fmt: skip
        st.form_submit_button(text("session.earlier.go"), key="earlier_go", on_click=_to_day)


def _to_day() -> None:
    if day := st.session_state.get("earlier_day"):
        practice.choose(day)


def _movements(page: Page, one: Practice, held: Held | None) -> None:
    """The movements: proposals of the plan in its order, then those done last; a new one by its name."""
    text = page.text
    components.subtitle(text("session.which"))
    last = {each.movement: each for each in held.last} if held else {}
    names = one.ordered(list(last))
    for name in names[:SHOWN]:
        with st.container(key=f"pick-{_mark(name)}", gap=None):
            st.button(
                unmarked(name), key=f"pick_{_mark(name)}", on_click=one.begin, args=(name,), width="stretch",
                type="secondary",
            )  # fmt: skip
            components.paragraph(session_plan.hint(one, last[name], text), "note")
    if one.pair:
        with st.container(key="pick-pair", gap=None):
            st.button(
                text("session.pair", movements=text.listing([unmarked(name) for name in one.pair])),
                key="pick_pair", on_click=one.begin, args=(plan_words.paired(one.pair),), width="stretch",
                type="secondary", icon=":material/join:",
            )  # fmt: skip
            components.paragraph(text("session.pair.hint"), "note")
    if names[SHOWN:]:
        st.selectbox(
            text("session.others"), names[SHOWN:], index=None, key="pick_other",
            placeholder=text("session.others_placeholder"), on_change=_other, args=(one,),
        )  # fmt: skip
    with st.form("new-movement", border=False):
        st.text_input(
            text("session.new"),
            key="new_movement",
            max_chars=LONGEST_NAME,
            placeholder=text("session.new_placeholder"),
        )
        label = text("session.earlier.new_go" if one.earlier else "session.new_go")
        st.form_submit_button(label, key="new_go", on_click=_new, args=(one,))


def _other(one: Practice) -> None:
    if name := st.session_state.get("pick_other"):
        one.begin(str(name))


def _new(one: Practice) -> None:
    if name := " ".join(str(st.session_state.get("new_movement") or "").split()):
        one.begin(name)


def _calm_offer(text: Text, one: Practice) -> None:
    label = text("session.calm.again" if one.breathed else "session.calm.offer")
    if one.breathed:
        components.paragraph(text("session.calm.done"), "note")
    st.button(label, key="calm", icon=":material/air:", on_click=one.go, args=("calm",), width="stretch")


def _calm(page: Page, one: Practice) -> None:
    text = page.text
    components.headline(text("session.calm.title"), text("session.calm.lead"))
    one.calm = st.segmented_control(
        text("session.calm.kind"), pacer.KINDS, default=one.calm, required=True, key="calm_kind",
        format_func=lambda kind: text(f"session.calm.kind.{kind}"), label_visibility="collapsed",
    )  # fmt: skip
    pacer.show(one.calm, text, lambda: _calmed(one))
    st.button(text("session.calm.skip"), key="calm_skip", on_click=one.go, args=("choose",), width="stretch")


def _calmed(one: Practice) -> None:
    one.breathed = True
    one.go("choose")


def _end(page: Page, one: Practice) -> None:
    text = page.text
    held = session_store.held()
    done = held.done(one.day) if held else ()
    components.headline(text("session.end.title", n=len(done)), text("session.end.lead"))
    components.listing([session_try.line(each, text) for each in done])
    if not one.earlier:
        day_entry.like_yesterday(page, held, one.day)
    st.button(text("session.end.more"), key="end_more", on_click=one.go, args=("choose",), width="stretch")
    st.page_link(path("diary"), label=text("session.end.day"), icon=":material/edit_note:")
    st.page_link(path("overview"), label=text("session.end.overview"), icon=":material/arrow_forward:")


def _mark(name: str) -> str:
    return f"{zlib.crc32(name.encode()):08x}"
