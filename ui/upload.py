"""The Diary page's steps: choose files, wait for large ones, keep."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ui import components, entrance, loaders, receipt
from ui.page import path
from ui.words import unmarked

if TYPE_CHECKING:
    from data.errors import DataError
    from data.ingested import Ingested
    from ui.page import Page


def choose(page: Page) -> Ingested | None:
    """The uploader; returns what the chosen file gave, or says in words why it cannot be read."""
    if not st.session_state.get("uploads"):
        _uploader(page)
        return None
    files = st.session_state.uploads
    if len(files) > 1:
        st.session_state.upload_at = min(st.session_state.get("upload_at", 0), len(files) - 1)
        st.radio(
            page.text("diary.upload.which", n=len(files)),
            range(len(files)),
            key="upload_at",
            format_func=lambda at: unmarked(files[at].name),
        )
    return _read(page, files[st.session_state.get("upload_at", 0) if len(files) > 1 else 0])


def _uploader(page: Page) -> None:
    text = page.text
    round_ = st.session_state.get("upload_round", 0)
    given = st.file_uploader(text("diary.upload.label"), accept_multiple_files=True, key=f"upload_{round_}")
    if st.session_state.pop("stopped", False):
        components.paragraph(text("error.cancelled"))
    for hint in ("diary.upload.hint", "diary.upload.known"):
        components.paragraph(text(hint), "note")
    if given:
        st.session_state.said = ""
        st.session_state.uploads = [loaders.Upload(one.file_id, one.name, one) for one in given]
        st.rerun()
    if not entrance.imports(page):
        if st.button(text("welcome.sample"), key="sample"):
            entrance.add_sample(page)
        components.paragraph(text("welcome.sample_note"), "note")


def _read(page: Page, file: loaders.Upload) -> Ingested | None:
    """The file, understood with what the person has answered, or answered the last time."""
    from data.errors import DataError

    try:
        if loaders.is_large(file) and not loaders.is_read(file, answers(file) or {}):
            _progress(page, file)
            return None
        with st.spinner(page.text("app.reading")):
            found = loaders.read(file, answers(file) or {})
            if answers(file) is None:
                known = loaders.remembered(found.signature)
                st.session_state[_slot(file)] = known
                st.session_state[f"{_slot(file)}_remembered"] = bool(known)
                if known:
                    st.rerun()
    except DataError as error:
        _refused(page, file, error)
        return None
    if st.session_state.get(f"{_slot(file)}_remembered"):
        _remembered(page, file)
    return found


def _refused(page: Page, file: loaders.Upload, error: DataError) -> None:
    """Why a file gives nothing; where an answer led there, the way back."""
    if error.code == "own_snapshot":
        from ui import returned

        components.subtitle(page.text("diary.understood.title", name=unmarked(file.name)))
        returned.show(page, file, partial(forget, only_current=True))
        return
    components.subtitle(page.text("diary.refused", name=unmarked(file.name)))
    components.problem(page, error)
    with st.container(horizontal=True):
        if answers(file) and st.button(page.text("diary.take_back"), key="take_back"):
            _ask_anew(file)
        _forget_button(page, "diary.forget" if len(st.session_state.uploads) > 1 else "diary.other_file")


def _remembered(page: Page, file: loaders.Upload) -> None:
    """Say that an earlier answer was used, and offer to ask again."""
    with st.container(key="remembered"):
        components.paragraph(page.text("diary.remembered"), "note")
        if st.button(page.text("diary.ask_again"), key="ask_again", type="tertiary"):
            _ask_anew(file)


def _ask_anew(file: loaders.Upload) -> None:
    st.session_state[_slot(file)] = {}
    st.session_state[f"{_slot(file)}_remembered"] = False
    st.rerun()


@st.fragment(run_every="0.4s")
def _progress(page: Page, file: loaders.Upload) -> None:
    """A large file is read beside the page, which shows how far it is and can stop it."""
    reading = loaders.start(file, answers(file) or {})
    st.progress(
        reading.share, page.text("diary.reading", name=file.name, share=page.text.percent(reading.share))
    )
    if st.button(page.text("diary.stop"), key="stop"):
        reading.stop()
        forget(only_current=True)
        st.session_state.stopped = True
        st.rerun()
    if reading.done():
        st.rerun()


def _slot(file: loaders.Upload) -> str:
    return f"answers_{file.id}"


def answers(file: loaders.Upload) -> dict[str, str] | None:
    """What the person has answered about a file; None before it was read for the first time."""
    found: dict[str, str] | None = st.session_state.get(_slot(file))
    return found


def current() -> loaders.Upload:
    """The file that is being looked at."""
    files: list[loaders.Upload] = st.session_state.uploads
    return files[st.session_state.get("upload_at", 0) if len(files) > 1 else 0]


def touched() -> frozenset[str]:
    """Headers of columns the person has set in this sitting."""
    file = current()
    if st.session_state.get(f"{_slot(file)}_remembered"):
        return frozenset()
    keys = [key.partition(":") for key in answers(file) or {}]
    return frozenset(header for kind, _, header in keys if kind in {"column", "scale", "direction"})


def answer(given: dict[str, str]) -> None:
    """Add answers; the next run reads the file with them."""
    file = current()
    st.session_state[_slot(file)] = (answers(file) or {}) | given


def confirm(page: Page, read: Ingested) -> None:
    """The button that puts the file into the diary; before it nothing is stored."""
    from data.errors import StoreError
    from ui import returned

    text = page.text
    with st.container(horizontal=True):
        pressed = st.button(
            text("diary.keep"),
            key="keep",
            type="primary",
            disabled=bool(read.questions),
        )
        _forget_button(page)
    if read.questions:
        components.paragraph(text("diary.keep_after_questions"), "note")
    if not pressed:
        return
    try:
        with st.spinner(text("diary.keeping")):
            kept = loaders.keep(read)
    except StoreError as error:
        components.problem(page, error)
        return
    receipt.remember(page, read, kept)
    returned.make_way(page)
    more = len(st.session_state.uploads) > 1
    forget(only_current=True)
    st.switch_page(path("diary" if kept.duplicate or more else "overview"))


def forget(*, only_current: bool = False) -> None:
    """Let go of the chosen files."""
    files = st.session_state.get("uploads", [])
    gone = [current()] if only_current else list(files)
    for one in gone:
        loaders.release(one)
        for key in (_slot(one), f"{_slot(one)}_remembered"):
            st.session_state.pop(key, None)
    st.session_state.uploads = [one for one in files if one not in gone]
    st.session_state.pop("upload_at", None)
    if not st.session_state.uploads:
        st.session_state.upload_round = st.session_state.get("upload_round", 0) + 1


def _forget_button(page: Page, label: str = "diary.forget") -> None:
    st.button(
        page.text(label),
        key="forget",
        type="tertiary" if label == "diary.forget" else "secondary",
        on_click=forget,
        kwargs={"only_current": True},
    )
