"""The words and fields of the form in which a trainer answers inside the page; `answer.js` makes the file of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.answer import PARTS

if TYPE_CHECKING:
    from ui.text import Text


def form(text: Text) -> dict[str, Any]:
    """Labels and bounds of the form."""
    return {
        "lead": text("report.reply.lead"),
        "parts": [
            {"name": name, "max": most, "label": text(f"report.reply.{name}")} for name, most in PARTS.items()
        ],
        **{
            name: text(f"report.reply.{name}")
            for name in ("stop", "message", "sender", "save", "saved", "empty")
        },
    }
