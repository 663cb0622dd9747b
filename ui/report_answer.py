"""The words and fields of the form in which a trainer answers inside the page; `answer.js` makes the file of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from analysis.answer import PARTS

if TYPE_CHECKING:
    from ui.text import Text

LEAST: Final = {"limit": 0, "sets": 1, "reps": 1}
"""What a part is at least, else 0.1: an answer that says zero of something would be refused where it is read."""


def form(text: Text) -> dict[str, Any]:
    """Labels and bounds of the form."""
    return {
        "lead": text("report.reply.lead"),
        "parts": [
            {"name": name, "min": LEAST.get(name, 0.1), "max": most, "label": text(f"report.reply.{name}")}
            for name, most in PARTS.items()
        ],
        **{
            name: text(f"report.reply.{name}")
            for name in ("stop", "message", "sender", "save", "saved", "empty")
        },
    }
