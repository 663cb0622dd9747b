"""Warning signs come before everything: the questions, and the full-screen word on where to go and how fast.

While a "yes" waits for a doctor no page shows a chart or a suggestion; the Diary and Methods pages stay open, so that
nobody is kept from their own entries. The answers stay on this machine and no snapshot holds them (science note 5.5).
"""

from __future__ import annotations

import contextlib
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from analysis.redflags import GROUPS, QUIET_DAYS, VERY_HIGH, detect
from data.errors import StoreError
from data.home import has_diary, home
from ui import components, loaders, plan_store, session_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.redflags import Check
    from ui.page import Page
    from ui.text import Text

PENDING: Final = "flags_pending"
"""Setting: why the questions are to be asked before anything else; "" when they are not."""
ASKED: Final = "flags_asked"
"""Setting: reason -> day it was last one."""
QUIETED: Final = frozenset({"pain", "flare"})
LATER: Final = "flags_later"
"""Setting: day on which the regular questions were put aside."""
OPEN_ALWAYS: Final = ("methods", "desk")
"""On the desk lie other people's pages."""
OPEN_WHILE_BLOCKED: Final = ("diary", *OPEN_ALWAYS)
AT_LEISURE: Final = frozenset({"onboarding", "regular"})
"""Reasons that may be put aside for a day; the others have just happened."""
CALLS: Final = {"now": "112", "soon": "116117"}
"""Whom to call, by how fast: emergency number of Europe, medical service out of hours in Germany."""
RATED: Final = ("pain_during", "pain_avg", "pain_worst", "pain_morning")


# ------------------------------------------------------------------ what makes them due


def after_try(values: Mapping[str, Any]) -> None:
    """Ask when the try that was just kept names a reason."""
    _ask_about("symptom" if values.get("symptom_flags") else "", values)


def after_day(values: Mapping[str, Any]) -> None:
    """Ask when the day that was just kept names a reason."""
    _ask_about("flare" if values.get("flare") else "", values)


def _ask_about(reason: str, values: Mapping[str, Any]) -> None:
    high = any((values.get(name) or 0) >= VERY_HIGH for name in RATED)
    noted = bool(detect(str(values.get("note") or "")))
    # All of them, as pain that goes on and was asked about lately must not hide what a note says today.
    reasons = [one for one, holds in ((reason, reason), ("pain", high), ("note", noted)) if holds]
    due = next((one for one in reasons if not _asked_lately(one)), "")
    if due:
        session_store.keep_setting(PENDING, due)
        st.session_state.flags_due = True


def _asked_lately(reason: str) -> bool:
    """Whether this reason was one lately: a flare or strong pain that goes on is not asked about daily."""
    day, known = session_store.today(), dict(session_store.setting(ASKED) or {})
    before = known.get(reason)
    if reason in QUIETED and before and (day - date.fromisoformat(before)).days < QUIET_DAYS:
        return True
    session_store.keep_setting(ASKED, known | {reason: day.isoformat()})
    return False


def _reason(day: date) -> str:
    """The first reason to ask on the session page; "" without one."""
    import numpy as np

    from analysis import redflags

    checks = plan_store.redflag_checks() if has_diary(home()) else ()
    last = max((one.day for one in checks), default=None)
    held = session_store.held()
    found = redflags.Facts()
    if held is not None and last is not None:
        # What lies before the last answers is no reason any more, and notes of years are not read on every visit.
        since = np.datetime64(last, "us")
        days, tries = (one[one["date"] > since] for one in (held.days, held.exposures))
        found = redflags.facts(days, tries)
    why = redflags.due(checks, day, found)
    if why and AT_LEISURE.issuperset(why) and session_store.setting(LATER) == day.isoformat():
        return ""
    return why[0] if why else ""


# ------------------------------------------------------------------ the gate


def gate(page: Page) -> bool:
    """Whether a page may show itself; where not, the questions or the word on where to go stand in its place."""
    st.session_state.pop("flags_due", None)
    with contextlib.suppress(StoreError):  # the page itself says what is wrong with the diary
        if not has_diary(home()):
            return True
        reason = str(session_store.setting(PENDING) or "")
        check = plan_store.blocked()
        if check is not None and page.name not in OPEN_WHILE_BLOCKED:
            _stop(page, check)
            return False
        if reason and check is None and page.name not in OPEN_ALWAYS:
            _questions(page, reason)
            return False
    return True


def clear(page: Page) -> bool:
    """Whether the session may begin: the questions of the first day, of every eight weeks and of imported days too."""
    reason = _reason(session_store.today())
    if reason:
        _questions(page, reason)
    return not reason


def said() -> None:
    """What a "no" to everything means, until the person goes on."""
    if words := st.session_state.get("flags_said"):
        st.info(words, icon=":material/info:")


# ------------------------------------------------------------------ the screens


@st.fragment
def _questions(page: Page, reason: str) -> None:
    """Every sign with a box to tick, and one button that says what is being answered."""
    text = page.text
    components.to_top(f"flags {reason}")
    components.headline(
        text("session.flags.title"), f"{text(f'redflag.why.{reason}')} {text('session.flags.ask')}"
    )
    yes = []
    for group, keys in GROUPS.items():
        with st.container(key=f"flags-{group}", gap="xsmall"):
            yes += [key for key in keys if st.checkbox(text(f"redflag.q.{key}"), key=f"flag_{key}")]
    label = text("session.flags.some" if yes else "session.flags.none")
    if st.button(label, key="flags_answer", type="primary", width="stretch"):
        _answered(yes, text)
    if reason in AT_LEISURE and st.button(text("session.flags.later"), key="flags_later", type="tertiary"):
        session_store.keep_setting(LATER, session_store.today().isoformat())
        st.rerun()
    components.paragraph(text("session.flags.local"), "note")


def _answered(yes: list[str], text: Text) -> None:
    plan_store.keep_redflags(yes, session_store.today())
    session_store.keep_setting(PENDING, "")
    if not yes:
        st.session_state.flags_said = text("redflag.none")
    st.rerun()


def _stop(page: Page, check: Check) -> None:
    """Where to go and how fast; and the day on which somebody looked at it."""
    from analysis.redflags import urgency

    text, how = page.text, urgency(check)
    components.to_top(f"stop {check.number}")
    with st.container(key="flag-stop"):
        components.headline(text(f"session.stop.{how}.title"), text(f"session.stop.{how}.lead"))
        st.link_button(text(f"session.stop.{how}.call"), f"tel:{CALLS[how]}", type="primary", width="stretch")
        components.paragraph(text("session.stop.named"))
        for group, keys in GROUPS.items():
            if named := [text(f"redflag.q.{key}") for key in keys if key in check.yes]:
                components.caption(text(f"redflag.group.{group}"))
                components.listing(named)
        components.paragraph(text("session.stop.until"))
        with st.form("cleared", border=False):
            st.date_input(
                text("session.stop.cleared"), None, check.day, loaders.today(), key="cleared_day",
                format="DD.MM.YYYY" if text.lang == "de" else "DD/MM/YYYY",
            )  # fmt: skip
            st.form_submit_button(
                text("session.stop.go_on"), key="cleared_go", on_click=_cleared, args=(check.number,)
            )
        if st.session_state.get("cleared_open") == check.number:
            st.warning(text("session.stop.day_first"), icon=":material/event:")
        components.paragraph(text("session.stop.diary"), "note")


def _cleared(number: int) -> None:
    """Cleared on the day picked; without one the page says so, of this sign and of no later one."""
    if day := st.session_state.get("cleared_day"):
        plan_store.clear_redflags(day)
    else:
        st.session_state.cleared_open = number
