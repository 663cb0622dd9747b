"""The lock on the Share page: whether, with which passphrase, how strong it is, and what a lock cannot do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from ui import components, passphrase

if TYPE_CHECKING:
    from ui.page import Page
    from ui.passphrase import Strength
    from ui.text import Text

MOST_YEARS = 1_000_000


def choose(page: Page) -> str | None:
    """The passphrase; "" for no lock, None while one is wanted and not there yet."""
    text = page.text
    if not st.toggle(text("share.lock"), value=False, key="share_lock"):
        return ""
    with st.container(border=True, key="card-lock"):
        kind = st.radio(
            text("share.lock_kind"),
            ("drawn", "own"),
            key="share_lock_kind",
            horizontal=True,
            format_func=lambda name: text(f"share.lock_kind.{name}"),
        )
        found = _drawn(page) if kind == "drawn" else _own(page)
        components.paragraph(text("share.lock_limits"), "note")
    return found or None


def _drawn(page: Page) -> str:
    text = page.text
    key = f"share_phrase_{text.lang}"
    if key not in st.session_state:
        st.session_state[key] = passphrase.drawn(text.lang)
    st.code(st.session_state[key], language=None, wrap_lines=True)
    components.paragraph(strength(passphrase.of_drawn(text.lang), text))
    if st.button(text("share.lock_again"), key="share_again", type="tertiary"):
        del st.session_state[key]
        st.rerun()
    return str(st.session_state[key])


def _own(page: Page) -> str:
    text = page.text
    found = st.text_input(text("share.lock_own"), key="share_own", max_chars=200, autocomplete="off")
    if found.strip():
        components.paragraph(strength(passphrase.of_own(found), text))
    return found.strip()


def strength(found: Strength, text: Text) -> str:
    """How long it would hold, in words that promise nothing."""
    if found.years > MOST_YEARS:
        held = text("share.strength.ages")
    elif found.years >= 1:
        held = text("share.strength.years", n=_round(found.years), years=text.number(_round(found.years), 0))
    elif found.years * 365 >= 1:
        held = text("share.strength.days", n=round(found.years * 365))
    else:
        held = text("share.strength.hours")
    return f"{text(f'share.strength.{found.grade}')} {held}"


def _round(years: float) -> int:
    """One leading figure, rounded down: more would be made up."""
    step = 10 ** int(math.log10(years))
    return int(years // step * step)
