"""The questions about warning signs, why they are asked now, and where to go with a yes, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.redflags import GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.text import Text


def questions(text: Text) -> dict[str, list[tuple[str, str]]]:
    """Urgency -> key and question, in their order."""
    return {group: [(key, text(f"redflag.q.{key}")) for key in keys] for group, keys in GROUPS.items()}


def group(urgency: str, text: Text) -> str:
    """Where to go, and how fast."""
    return text(f"redflag.group.{urgency}")


def why(reasons: Sequence[str], text: Text) -> str:
    """Why the questions come now."""
    return " ".join(text(f"redflag.why.{one}") for one in reasons)


def nothing_named(text: Text) -> str:
    """After a no to every question; it never says that all is well."""
    return text("redflag.none")
