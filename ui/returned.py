"""On the Diary page: somebody drops a snapshot of their own diary. Leave it, or take over what the diary lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analysis.snapshot_read import NotASnapshot
from data import names, schema
from data.errors import StoreError
from data.home import has_diary, home
from ui import comeback, components, loaders
from ui.page import path
from ui.words import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from ui.comeback import Offer
    from ui.page import Page

OPENED = "returned_open"
"""Session: the passphrase of the locked snapshot in view, while it is in view."""


def show(page: Page, file: loaders.Upload, leave: Callable[[], None]) -> None:
    """What the file is and the choice. leave: lets go of the file."""
    text = page.text
    try:
        found = _offer(file)
    except NotASnapshot as error:
        _shut(page, file, error)
        _leave(page, leave, first=True)
        return
    except StoreError as error:
        components.problem(page, error)
        _leave(page, leave, first=True)
        return
    for words in comeback.lines(found, text):
        components.paragraph(words)
    lacking = len(found.lacking)
    with st.container(horizontal=True):
        merge = bool(lacking) and st.button(
            text("returned.merge", n=lacking), key="returned_merge", type="primary"
        )
        _leave(page, leave, first=not lacking)
    if merge:
        _merge(page, file, found, leave)


def _offer(file: loaders.Upload) -> Offer:
    known = st.session_state.get(OPENED)
    file.stream.seek(0)
    content = file.stream.read()
    found = comeback.opened(content, known[1] if known and known[0] == file.id else None)
    settings = loaders.store().settings() if has_diary(home()) else {}
    return comeback.offer(found, file.name, _exposures(settings), settings)


def _exposures(settings: dict[str, object]) -> pd.DataFrame:
    """The tries as the diary shows them; the sample is nobody's."""
    if not has_diary(home()) or loaders.sample_only():
        return schema.empty("exposures")
    return names.merged(loaders.store().exposures(), names.chosen(settings))


def _shut(page: Page, file: loaders.Upload, error: NotASnapshot) -> None:
    """Why nothing can be read; for a locked one the place for its passphrase."""
    text = page.text
    if error.code not in {"locked", "wrong"}:
        st.error(comeback.refusal(error, unmarked(file.name), text), icon=":material/info:")
        return
    components.paragraph(comeback.refusal(NotASnapshot("locked"), file.name, text))
    if error.code == "wrong":
        st.error(text("lock.wrong"), icon=":material/info:")
    with st.form("returned_form", border=False):
        word = st.text_input(text("lock.label"), key="returned_word", autocomplete="off")
        if st.form_submit_button(text("lock.open")) and word.strip():
            st.session_state[OPENED] = (file.id, word)
            st.rerun()


def _leave(page: Page, leave: Callable[[], None], *, first: bool) -> None:
    """The button that lets go of the file, and of the passphrase it was opened with."""

    def gone() -> None:
        st.session_state.pop(OPENED, None)
        leave()

    kind = "secondary" if first else "tertiary"
    st.button(page.text("returned.leave"), key="returned_leave", type=kind, on_click=gone)  # type: ignore[arg-type]


def make_way(page: Page) -> None:
    """After a file came in or back: tries of a snapshot that it holds too give way to it, and the page says so."""
    if not any(one["source"] == comeback.SOURCE and not one["undone"] for one in loaders.imports()):
        return
    if gone := comeback.give_way(loaders.store()):
        said = st.session_state.get("said", "")
        st.session_state.said = f"{said} {page.text('returned.gave_way', n=gone)}".strip()


def _merge(page: Page, file: loaders.Upload, found: Offer, leave: Callable[[], None]) -> None:
    try:
        stored = schema.empty("exposures") if loaders.sample_only() else loaders.store().exposures()
        loaders.keep(comeback.layer(found, stored))
        after = _offer(file)
    except StoreError as error:
        components.problem(page, error)
        return
    st.session_state.said, st.session_state.receipt = comeback.outcome(found, after, page.text), None
    st.session_state.pop(OPENED, None)
    leave()
    st.switch_page(path("diary"))
