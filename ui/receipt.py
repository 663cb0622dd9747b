"""The report of what was understood on the page, with its download; and, once a file is in, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import components, loaders, understood
from ui.words import unmarked

if TYPE_CHECKING:
    from data.ingested import Ingested, Receipt
    from ui.page import Page
    from ui.understood import Line


def show(page: Page, read: Ingested) -> None:
    """The report on the page, with its downloads."""
    text = page.text
    components.subtitle(text("diary.understood.title", name=unmarked(read.name)))
    _known(page, read)
    if "attacks_only" in read.dialect:
        st.info(text("diary.attacks_only", n=int(read.dialect["attacks_only"])), icon=":material/info:")
    for words in understood.summary(read, text):
        components.paragraph(words)
    if read.rejections:
        components.paragraph(
            text("diary.rejected.some", n=len(read.rejections), count=text.number(len(read.rejections), 0))
        )
    _whole(page, understood.lines(read, text), understood.as_json(read))


def _known(page: Page, read: Ingested) -> None:
    """Say that the same file is there already, and what keeping it would do."""
    record = None if read.questions else loaders.known(read)
    if record is not None:
        key = "diary.known" if loaders.is_same(record, read) else "diary.known_otherwise"
        st.info(page.text(key, day=page.text.day(record["at"])), icon=":material/info:")  # type: ignore[arg-type]


def remember(page: Page, read: Ingested, kept: Receipt) -> None:
    """Hold what became of a file until the next one."""
    text = page.text
    words = understood.kept(read, kept, text)
    said = (
        text("diary.duplicate", name=unmarked(read.name))
        if kept.duplicate
        else text("diary.kept", name=unmarked(read.name), words=words)
    )
    report = understood.lines(read, text, kept), understood.as_json(read, kept)
    st.session_state.receipt = None if kept.duplicate else report
    st.session_state.said = said


def done(page: Page) -> None:
    """What became of the last file, with its report, until another one is chosen."""
    if st.session_state.get("said"):
        st.success(st.session_state.said, icon=":material/check:")
        if st.session_state.get("receipt"):
            report, facts = st.session_state.receipt
            _whole(page, report, facts, "kept")


def _whole(page: Page, found: list[Line], facts: str, key: str = "read") -> None:
    text = page.text
    with st.expander(text("report_in.whole"), key=f"whole_{key}"):
        components.definitions(found)
        report = understood.as_text(found).encode("utf-8-sig")
        with st.container(horizontal=True):
            name = text("report_in.filename")
            _download(text("report_in.download"), report, name, "text/plain", f"report_{key}")
            name = text("report_in.filename_json")
            mime = "application/json"
            _download(text("report_in.download_json"), facts.encode(), name, mime, f"report_json_{key}")


def _download(label: str, content: bytes, name: str, mime: str, key: str) -> None:
    st.download_button(label, content, name, mime, on_click="ignore", key=key, type="tertiary")
