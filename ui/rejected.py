"""What of a file was not taken and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import components, fields, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.errors import Rejection
    from ui.page import Page
    from ui.text import Text

SHOWN = 200


def show(page: Page, found: Sequence[Rejection], name: str) -> None:
    """What of the file `name` was not taken and why: counted, shown, downloadable."""
    from data.errors import RejectionSummary

    text = page.text
    if not found:
        components.paragraph(text("diary.rejected.none"))
        return
    components.subtitle(text("diary.rejected.title"))
    components.paragraph(text("diary.rejected.some", n=len(found), count=text.number(len(found), 0)))
    with st.container(key="rejected"):
        _counted(RejectionSummary.of(found).by_reason, text)
    cut = len(found) > SHOWN
    first = text("diary.rejected.first", shown=SHOWN, count=text.number(len(found), 0)) if cut else ""
    with st.expander(first or text("diary.rejected.each", n=len(found))):
        components.table([_rejection(one, text) for one in found[:SHOWN]])
    st.download_button(
        text("diary.rejected.download"),
        lambda: understood.csv_of(found, text, name),
        text("diary.rejected.file"),
        "text/csv",
        on_click="ignore",
        key="rejections",
    )


def _counted(counts: dict[str, int], text: Text) -> None:
    """How many cells for which reason, the most frequent first."""
    components.table(
        [
            {
                text("diary.rejected.reason"): text(f"reason.{reason}"),
                text("diary.rejected.count"): text.number(count, 0),
            }
            for reason, count in sorted(counts.items(), key=lambda item: -item[1])
        ]
    )


def _rejection(one: Rejection, text: Text) -> dict[str, str]:
    return {
        **({text("diary.rejected.in_file"): one.file} if one.file else {}),
        text("diary.rejected.row"): str(one.row),
        text("diary.rejected.column"): fields.header(one.column, text),
        text("diary.rejected.value"): one.value,
        text("diary.rejected.reason"): text(f"reason.{one.reason}"),
    }
