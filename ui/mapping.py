"""Every column of a table with what it was taken for; the person changes any of it with one select."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from data import schema
from ui import components, fields, upload

if TYPE_CHECKING:
    from data.ingested import ColumnUse, Ingested
    from ui.page import Page
    from ui.text import Text

CLEAR = frozenset({"alias", "answer", "unit"})
DIRECTIONS = ("high_good", "high_bad")
FEW = 5
LONGEST = 40
"""Characters of a header in the label of a group."""
_PLAIN = str.maketrans({one: f"\\{one}" for one in "\\`*_{}[]()<>#+-.!|~$:"})
"""Labels are Markdown; a header is not."""
KNOWN = frozenset({"scale", "direction", "missing", "zero_missing", "empty_pain"})
"""Questions about a column of which it is known what it holds."""
PRIVATE = frozenset(name for table in schema.TABLES for name in schema.private(table))
GROUPS = ("factors", "clear", "unused")


def show(page: Page, read: Ingested) -> None:
    """Columns that deserve a look stand open, the others are folded by what is done with them."""
    text = page.text
    uses = list(enumerate(read.mapping))
    if not any(use.options for _, use in uses):
        _fixed(page, read)
        return
    touched = upload.touched()
    known = frozenset(one.column for one in read.questions if one.kind in KNOWN)
    groups: dict[str, list[tuple[int, ColumnUse]]] = {}
    for at, use in uses:
        groups.setdefault("open" if use.header in touched else _group(use), []).append((at, use))
    components.subtitle(text("mapping.title"))
    components.paragraph(text("mapping.lead"), "note")
    for at, use in groups.get("open", ()):
        _card(page, at, use, known)
    for name in GROUPS:
        if found := groups.get(name):
            expanded = len(found) <= FEW and (name == "factors" or "open" not in groups)
            label = f"{text(f'mapping.{name}', n=len(found))}: {_names(found, text)}"
            with st.expander(label, expanded=expanded, key=f"group_{name}"):
                for at, use in found:
                    _card(page, at, use, known)


def _names(found: list[tuple[int, ColumnUse]], text: Text) -> str:
    """The first few headers of a group, so that it need not be opened to know what is in it."""
    names = [fields.header(use.header, text)[:LONGEST].translate(_PLAIN) for _, use in found]
    return ", ".join(names[:FEW]) + (", …" if len(names) > FEW else "")


def _group(use: ColumnUse) -> str:
    """What is open or was converted is looked at one by one; numbers kept as factors, clear and unused columns not."""
    if use.why == "number" and use.target == "factor":
        return "factors"
    if use.target == "ignore" and use.why != "asked":
        return "unused"
    return "clear" if use.why in CLEAR and not use.conversion else "open"


def _fixed(page: Page, read: Ingested) -> None:
    """An export says itself what its columns are; there is nothing to choose."""
    text = page.text
    rows = [
        {
            text("diary.understood.column"): fields.header(use.header, text),
            text("diary.understood.as"): fields.place(use, text),
            text("diary.understood.scale"): fields.scale(use.scale, text),
        }
        for use in read.mapping
    ]
    if rows:
        with st.expander(text("diary.understood.columns", n=len(rows))):
            components.table(rows)


def _card(page: Page, at: int, use: ColumnUse, known: frozenset[str]) -> None:
    """One column. known: headers of columns of which only the scale or a mark is open."""
    text = page.text
    with st.container(key=f"column-{at}"):
        components.html(_head(use, text))
        left, right = st.columns([3, 2], gap="small")
        with left:
            _target(text, at, use, is_open=use.why == "asked" and use.header not in known)
        with right:
            _scale(text, at, use)
        _direction(text, at, use)
        if use.conversion:
            components.paragraph(fields.converted(use, text), "note")


def _head(use: ColumnUse, text: Text) -> str:
    """Name, samples and the reason in words; all of it text of the file, escaped."""
    samples = " · ".join(use.samples) or text("mapping.empty")
    return Markup('<p class="pm-column"><b>{}</b> <span>{}</span><br><small>{}</small></p>').format(
        fields.header(use.header, text), samples, _why(use, text)
    )


def _why(use: ColumnUse, text: Text) -> str:
    """Why the column was taken for what it is; for notes also that they stay private."""
    why = fields.why(use.why, text)
    return f"{why} · {text('mapping.private')}" if use.field in PRIVATE else why


def _key(kind: str, at: int, header: str, shown: str) -> str:
    """A widget that comes to show something else is another widget.

    A tap may arrive before the browser knows what the last answer changed elsewhere. Under one lasting key the old
    value it still carries would look like a choice and undo that change; this key tells the two apart.
    """
    file = upload.current()
    said = (upload.answers(file) or {}).get(f"{kind}:{header}", "")
    return f"{kind}_{file.id}_{at}_{shown}_{said}"


def _changed(kind: str, header: str, key: str, shown: str) -> None:
    if (chosen := st.session_state[key]) not in {None, shown}:
        upload.answer({f"{kind}:{header}": chosen})


def _target(text: Text, at: int, use: ColumnUse, *, is_open: bool) -> None:
    shown = "" if is_open else use.target
    key = _key("column", at, use.header, shown)
    options = use.options if use.target in use.options else (use.target, *use.options)
    st.selectbox(
        text("mapping.is", column=use.header),
        options,
        index=None if is_open else options.index(use.target),
        placeholder=text("mapping.pick"),
        key=key,
        format_func=lambda code: fields.target(code, text),
        on_change=_changed,
        args=("column", use.header, key, shown),
        label_visibility="collapsed",
    )


def _scale(text: Text, at: int, use: ColumnUse) -> None:
    if not use.scales or not use.scale:
        if use.scale:
            components.paragraph(fields.scale(use.scale, text), "note")
        return
    key = _key("scale", at, use.header, use.scale)
    options = use.scales if use.scale in use.scales else (use.scale, *use.scales)
    st.selectbox(
        text("mapping.scale", column=use.header),
        options,
        index=options.index(use.scale),
        key=key,
        format_func=lambda code: fields.scale(code, text),
        on_change=_changed,
        args=("scale", use.header, key, use.scale),
        label_visibility="collapsed",
    )


def _direction(text: Text, at: int, use: ColumnUse) -> None:
    """Which end is the good one; only for a scale that is in use."""
    if not use.direction or not use.table or use.scale == "words":
        return
    key = _key("direction", at, use.header, use.direction)
    st.segmented_control(
        text("mapping.direction", column=use.header),
        DIRECTIONS,
        default=use.direction,
        key=key,
        format_func=lambda code: text(f"answer.direction.{code}"),
        on_change=_changed,
        args=("direction", use.header, key, use.direction),
        label_visibility="collapsed",
        required=True,
    )
