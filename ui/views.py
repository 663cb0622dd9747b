"""The control over the views of one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def pick(views: Sequence[str], state: str, asked: str | None, label: str, named: Callable[[str], str]) -> str:
    """The view as chosen here, else as the address asks, else the first; kept over pages under `state`.

    views: at least one. label: of the control, read out only. named: the words for a view.
    """
    held = st.session_state.get(state, asked)
    if st.session_state.get(f"{state}_pick") not in views:
        st.session_state[f"{state}_pick"] = held if held in views else views[0]
    picked = st.segmented_control(
        label,
        views,
        required=True,
        format_func=named,
        key=f"{state}_pick",
        label_visibility="collapsed",
    )
    st.session_state[state] = picked or views[0]
    return str(st.session_state[state])
