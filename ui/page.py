"""What a page needs to speak: its name, the words, the colours; and how pages are addressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from ui.theme import THEMES, Theme

if TYPE_CHECKING:
    from ui.text import Text


@dataclass(frozen=True, slots=True)
class Page:
    """What a page needs to speak: its name, the words, the colours."""

    name: str
    text: Text
    theme: Theme


def path(name: str) -> str:
    """The file of a page, as Streamlit addresses it."""
    return f"pages/{name}.py"


def theme() -> Theme:
    """Light or dark, as the browser shows it."""
    return THEMES["dark" if st.context.theme.type == "dark" else "light"]
