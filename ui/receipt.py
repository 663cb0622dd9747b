"""The report of what was understood on the page, with its download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import components, understood

if TYPE_CHECKING:
    from data.ingested import Ingested
    from ui.page import Page


def show(page: Page, read: Ingested) -> None:
    """The report on the page, with its downloads."""
    text = page.text
    found = understood.lines(read, text)
    components.subtitle(text("diary.understood.title", name=read.name))
    if "attacks_only" in read.dialect:
        st.info(text("diary.attacks_only", n=int(read.dialect["attacks_only"])), icon=":material/info:")
    for words in understood.summary(read, text):
        if words:
            components.paragraph(words)
    with st.expander(text("report_in.whole")):
        components.definitions(found)
        report, facts = understood.as_text(found).encode("utf-8-sig"), understood.as_json(read).encode()
        with st.container(horizontal=True):
            _download(text("report_in.download"), report, text("report_in.filename"), "text/plain", "report")
            name = text("report_in.filename_json")
            _download(text("report_in.download_json"), facts, name, "application/json", "report_json")


def _download(label: str, content: bytes, name: str, mime: str, key: str) -> None:
    st.download_button(label, content, name, mime, on_click="ignore", key=key, type="tertiary")
