"""Where the diary and a device both know a value: which of them leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import components, loaders

if TYPE_CHECKING:
    from ui.page import Page

SOURCES = ("self_reported", "sensed")


def show(page: Page) -> None:
    """One row a field, with how many days each source knows."""
    rows = [one for one in loaders.sources() if one["both"]]
    if not rows:
        return
    text = page.text
    components.subtitle(text("leading.title"))
    components.paragraph(text("leading.lead"), "note")
    leads = loaders.leads()
    for one in rows:
        field = str(one["field"])
        key = f"lead_{field}"
        st.session_state[key] = leads.get(field, SOURCES[0])
        with st.container(key=f"leading-{field}"):
            st.segmented_control(
                text(
                    "leading.field",
                    field=text(f"column.{field}"),
                    own=one["self_reported"],
                    sensed=one["sensed"],
                    n=int(str(one["both"])),
                ),
                SOURCES,
                key=key,
                format_func=lambda code: text(f"leading.{code}"),
                on_change=_changed,
                args=(field, key),
                required=True,
            )


def _changed(field: str, key: str) -> None:
    loaders.lead(field, st.session_state[key])
