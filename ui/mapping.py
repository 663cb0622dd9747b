"""Every column of a table with what it was taken for; the person changes any of it with one select."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from ui import components, fields, upload

if TYPE_CHECKING:
    from data.ingested import ColumnUse, Ingested
    from ui.page import Page
    from ui.text import Text

CLEAR = frozenset({"alias", "answer", "unit"})
DIRECTIONS = ("high_good", "high_bad")
FEW = 4


def show(page: Page, read: Ingested) -> None:
    """Columns that deserve a look stand open, those that are clear are folded."""
    text = page.text
    uses = list(enumerate(read.mapping))
    if not any(use.options for _, use in uses):
        _fixed(page, read)
        return
    open_: list[tuple[int, ColumnUse]] = []
    clear: list[tuple[int, ColumnUse]] = []
    for at, use in uses:
        (clear if use.why in CLEAR and not use.conversion and use.target != "ignore" else open_).append(
            (at, use)
        )
    components.subtitle(text("mapping.title"))
    components.paragraph(text("mapping.lead"), "note")
    for at, use in open_:
        _card(page, at, use)
    if clear:
        with st.expander(text("mapping.clear", n=len(clear)), expanded=len(clear) <= FEW and not open_):
            for at, use in clear:
                _card(page, at, use)


def _fixed(page: Page, read: Ingested) -> None:
    """An export says itself what its columns are."""
    text = page.text
    rows = [
        {
            text("diary.understood.column"): use.header,
            text("diary.understood.as"): fields.place(use, text),
            text("diary.understood.scale"): fields.scale(use.scale, text),
        }
        for use in read.mapping
    ]
    if rows:
        with st.expander(text("diary.understood.columns", n=len(rows))):
            components.table(rows)


def _card(page: Page, at: int, use: ColumnUse) -> None:
    text = page.text
    with st.container(key=f"column-{at}"):
        components.html(_head(use, text))
        left, right = st.columns([3, 2], gap="small")
        with left:
            _target(text, at, use)
        with right:
            _scale(text, at, use)
        _direction(text, at, use)
        if use.conversion:
            components.paragraph(text("mapping.conversion", examples=", ".join(use.conversion)), "note")


def _head(use: ColumnUse, text: Text) -> str:
    """Name, samples and the reason in words; all of it text of the file, escaped."""
    samples = " · ".join(use.samples) or text("mapping.empty")
    return Markup('<p class="pm-column"><b>{}</b> <span>{}</span><br><small>{}</small></p>').format(
        use.header, samples, fields.why(use.why, text)
    )


def _changed(kind: str, header: str, key: str) -> None:
    if st.session_state[key] is not None:
        upload.answer({f"{kind}:{header}": st.session_state[key]})


def _target(text: Text, at: int, use: ColumnUse) -> None:
    key = f"target_{upload.current().id}_{at}"
    options = use.options if use.target in use.options else (use.target, *use.options)
    is_open = use.why == "asked"
    st.session_state[key] = None if is_open else use.target
    st.selectbox(
        text("mapping.is", column=use.header),
        options,
        index=None if is_open else 0,
        placeholder=text("mapping.pick"),
        key=key,
        format_func=lambda code: fields.target(code, text),
        on_change=_changed,
        args=("column", use.header, key),
        label_visibility="collapsed",
    )


def _scale(text: Text, at: int, use: ColumnUse) -> None:
    if not use.scales or not use.scale:
        if use.scale:
            components.paragraph(fields.scale(use.scale, text), "note")
        return
    key = f"scale_{upload.current().id}_{at}"
    options = use.scales if use.scale in use.scales else (use.scale, *use.scales)
    st.session_state[key] = use.scale
    st.selectbox(
        text("mapping.scale", column=use.header),
        options,
        key=key,
        format_func=lambda code: fields.scale(code, text),
        on_change=_changed,
        args=("scale", use.header, key),
        label_visibility="collapsed",
    )


def _direction(text: Text, at: int, use: ColumnUse) -> None:
    """Which end is the good one; only for a scale that is in use."""
    if not use.direction or not use.table or use.scale == "words":
        return
    key = f"direction_{upload.current().id}_{at}"
    st.session_state[key] = use.direction
    st.segmented_control(
        text("mapping.direction", column=use.header),
        DIRECTIONS,
        key=key,
        format_func=lambda code: text(f"answer.direction.{code}"),
        on_change=_changed,
        args=("direction", use.header, key),
        label_visibility="collapsed",
        required=True,
    )
