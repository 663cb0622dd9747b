"""The Diary page's steps: choose a file, see what was understood, answer, keep, undo."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from ui import components, loaders
from ui.page import path

if TYPE_CHECKING:
    from data.errors import Question
    from data.ingested import ColumnUse, Ingested
    from ui.page import Page
    from ui.text import Text


def choose(page: Page) -> Ingested | None:
    """The uploader; returns what the file gave, or says in words why it cannot be read."""
    text = page.text
    if "upload" not in st.session_state:
        round_ = st.session_state.get("upload_round", 0)
        given = st.file_uploader(text("diary.upload.label"), key=f"upload_{round_}")
        components.paragraph(text("diary.upload.hint"), "note")
        if given is not None:
            st.session_state.upload = (given.name, given.getvalue())
            st.rerun()
    held = st.session_state.get("upload")
    if held is not None:
        return _read(page, *held)
    if not components.imports(page):
        if st.button(text("welcome.sample"), key="sample"):
            components.add_sample(page)
        components.paragraph(text("welcome.sample_note"), "note")
    return None


def _read(page: Page, name: str, content: bytes) -> Ingested | None:
    from data.errors import UnreadableFile

    try:
        with st.spinner(page.text("app.reading")):
            return loaders.read(content, name, _answers(content))
    except UnreadableFile as error:
        components.problem(page, error)
        _forget_button(page)
        return None


def _slot(content: bytes) -> str:
    return "answers_" + hashlib.sha256(content).hexdigest()[:16]


def _answers(content: bytes) -> dict[str, str]:
    return dict(st.session_state.get(_slot(content), {}))


def understood(page: Page, read: Ingested) -> None:
    """What the file holds, as we read it: rows, period, shape, and each column's place."""
    text = page.text
    components.subtitle(text("diary.understood.title", name=read.name))
    facts = [text("diary.understood.rows", n=read.rows)]
    if read.period:
        facts.append(text.period(*read.period))
    facts.append(text(f"shape.{read.shape}"))
    if len(read.exposures):
        facts.append(text("diary.understood.tries", n=len(read.exposures)))
    if len(read.days):
        facts.append(text("diary.understood.days", n=len(read.days)))
    components.paragraph(" · ".join(facts))
    rows = [
        {
            text("diary.understood.column"): use.header,
            text("diary.understood.as"): _place(use, text),
            text("diary.understood.samples"): " · ".join(use.samples),
            text("diary.understood.scale"): use.scale,
        }
        for use in read.mapping
    ]
    with st.expander(text("diary.understood.columns", n=len(rows)), expanded=len(rows) <= 8):
        components.table(rows)
        dialect = [text(f"dialect.{key}", value=value) for key, value in read.dialect.items()]
        components.paragraph(" · ".join(dialect), "note")


def _place(use: ColumnUse, text: Text) -> str:
    """Where a column goes, in words."""
    if use.why == "asked":
        return text("diary.understood.asked")
    if not use.table:
        return text("diary.understood.left_out")
    if use.table == "factors":
        return text("diary.understood.factor", name=use.header)
    return text(f"column.{use.field}")


def questions(page: Page, read: Ingested) -> None:
    """What only the person can settle; nothing is guessed."""
    if not read.questions:
        return
    text = page.text
    components.subtitle(text("diary.questions.title", n=len(read.questions)))
    with st.form("questions"):
        picked = {one.key: _ask(one, text) for one in read.questions}
        if st.form_submit_button(text("diary.questions.send"), type="primary"):
            given = {key: value for key, value in picked.items() if value}
            st.session_state[_slot(read.content)] = _answers(read.content) | given
            st.rerun()


def _ask(one: Question, text: Text) -> str | None:
    words = text(f"question.{one.kind}", column=one.column, examples=", ".join(one.examples))
    return st.radio(
        words,
        one.options,
        index=None,
        key=f"question_{one.key}",
        format_func=lambda option: text(f"answer.{one.kind}.{option}"),
    )


def confirm(page: Page, read: Ingested) -> None:
    """The button that puts the file into the diary; before it nothing is stored."""
    from data.errors import StoreError

    text = page.text
    with st.container(horizontal=True):
        pressed = st.button(
            text("diary.keep", n=len(read.exposures) + len(read.days)),
            key="keep",
            type="primary",
            disabled=bool(read.questions),
        )
        _forget_button(page)
    if read.questions:
        components.paragraph(text("diary.keep_after_questions"), "note")
    if pressed:
        try:
            receipt = loaders.keep(read)
        except StoreError as error:
            components.problem(page, error)
            return
        _forget()
        st.session_state.receipt = (read.name, receipt.duplicate, sum(receipt.added.values()))
        st.switch_page(path("diary" if receipt.duplicate else "overview"))


def _forget() -> None:
    st.session_state.pop("upload", None)
    st.session_state.upload_round = st.session_state.get("upload_round", 0) + 1


def _forget_button(page: Page) -> None:
    if st.button(page.text("diary.forget"), key="forget", type="tertiary", on_click=_forget):
        st.rerun()


def history(page: Page) -> None:
    """What came in and when, each undoable; an undone file brings the earlier values back."""
    text = page.text
    if receipt := st.session_state.pop("receipt", None):
        name, duplicate, n = receipt
        st.success(text("diary.duplicate" if duplicate else "diary.kept", name=name, n=n))
    records = components.imports(page)
    if not records:
        return
    components.subtitle(text("diary.history.title"))
    for one in records:
        with st.container(key=f"import-{one['id']}", horizontal=True, vertical_alignment="center"):
            components.paragraph(_record(one, text))
            label, act = (
                ("diary.history.redo", loaders.redo)
                if one["undone"]
                else ("diary.history.undo", loaders.undo)
            )
            if st.button(text(label), key=f"undo_{one['id']}", type="tertiary"):
                act(int(str(one["id"])))
                st.rerun()


def _record(one: dict[str, object], text: Text) -> str:
    at = one["at"]
    words = text("diary.history.line", name=one["name"], day=text.day(at), n=int(str(one["rows"])))  # type: ignore[arg-type]
    return words + (" · " + text("diary.history.undone") if one["undone"] else "")
