"""The control over the views of one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.page import Page


def pick(page: Page, views: Sequence[str], state: str, words: str, asked: str | None) -> str:
    """The view as chosen here, else as the address says, else the first; kept over pages under `state`.

    views: at least one. words: key of the control's name, the views are named below it. asked: by the address.
    """
    held = st.session_state.get(state, asked)
    if st.session_state.get(f"{state}_pick") not in views:
        st.session_state[f"{state}_pick"] = held if held in views else views[0]
    picked = st.segmented_control(
        page.text(words),
        views,
        required=True,
        format_func=lambda one: page.text(f"{words}.{one}"),
        key=f"{state}_pick",
        label_visibility="collapsed",
    )
    st.session_state[state] = picked or views[0]
    return str(st.session_state[state])
