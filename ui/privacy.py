"""The Methods page's parts: red flags first, how numbers are made, the person's limit, export and erase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import components, entrance, loaders

if TYPE_CHECKING:
    from ui.page import Page

EMERGENCY = ("bladder", "saddle", "weakness", "both_legs", "tearing", "accident")
SOON = ("fever", "cancer", "osteoporosis", "radiating", "age", "stiffness", "pregnancy", "worse")
NUMBERS = (
    "safe",
    "level",
    "load",
    "day",
    "belief",
    "unknown",
    "connections",
    "experiments",
    "change",
    "wins",
    "limits",
)


def red_flags(page: Page) -> None:
    """Signs that send a person to a doctor, before anything else on the page."""
    text = page.text
    with st.container(border=True, key="card-flags"):
        components.subtitle(text("flags.title"))
        components.paragraph(text("flags.emergency"))
        components.listing([text(f"flags.emergency.{one}") for one in EMERGENCY])
        components.paragraph(text("flags.soon"))
        components.listing([text(f"flags.soon.{one}") for one in SOON])
        components.paragraph(text("flags.note"), "note")


def numbers(page: Page) -> None:
    """How each number is made, in plain words, one fold each."""
    text = page.text
    components.subtitle(text("methods.numbers"))
    for one in NUMBERS:
        with st.expander(text(f"methods.{one}.title")):
            components.paragraph(text(f"methods.{one}.body"))
    components.paragraph(text("methods.not_a_device"), "note")


def limit(page: Page) -> None:
    """The pain the person accepts while moving; every verdict is measured against it."""
    text = page.text
    components.subtitle(text("limit.title"))
    components.paragraph(text("limit.body"))
    current = loaders.tolerance_set()
    options = [None, 1, 2, 3, 4, 5]
    picked = st.select_slider(
        text("limit.label"),
        options,
        value=current,
        key="limit",
        format_func=lambda value: text("limit.automatic") if value is None else str(int(value)),
        disabled=not entrance.imports(page),
    )
    if picked != current and entrance.imports(page):
        loaders.set_tolerance(picked)
        st.rerun()


def data(page: Page) -> None:
    """Who sees the data, where it lies, how to take it along, how to erase it."""
    text = page.text
    components.subtitle(text("privacy.title"))
    for one in ("local", "network", "share"):
        components.paragraph(text(f"privacy.{one}"))
    components.paragraph(text("privacy.folder", folder=loaders.folder()), "note")
    if st.session_state.pop("erased", False):
        st.success(text("privacy.erased"))
    if not entrance.imports(page):
        return
    with st.container(horizontal=True):
        st.download_button(
            text("privacy.export"),
            loaders.export_bytes,
            text("privacy.export_file"),
            "application/zip",
            on_click="ignore",
            key="export",
        )
        if st.button(text("privacy.erase"), key="erase"):
            st.session_state.erase_asked = True
    if st.session_state.get("erase_asked"):
        _erase(page)


def _erase(page: Page) -> None:
    text = page.text
    st.warning(text("privacy.erase_sure"), icon=":material/info:")
    with st.container(horizontal=True):
        if st.button(text("privacy.erase_yes"), key="erase_yes", type="primary"):
            loaders.erase()
            st.session_state.clear()
            st.session_state.erased = True
            st.rerun()
        if st.button(text("privacy.erase_no"), key="erase_no"):
            del st.session_state.erase_asked
            st.rerun()
