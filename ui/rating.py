"""One rating from 0 to 10 as eleven large buttons: nothing is chosen beforehand, so what nobody said stays unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.text import Text

SCALE: Final = tuple(range(11))
ANCHORED: Final = (2, 5, 8)
"""The ratings a person may describe in own words."""


def rate(
    label: str,
    key: str,
    *,
    value: float | None = None,
    anchors: Mapping[str, str] | None = None,
    disabled: bool = False,
    changed: Callable[[], None] | None = None,
) -> int | None:
    """The rating, None while nobody said. anchors: the person's own words for 2, 5 and 8, shown below."""
    with st.container(key=f"rate-{key}", gap="xsmall"):
        found = st.pills(
            label,
            SCALE,
            default=None if value is None or key in st.session_state else round(value),
            key=key,
            disabled=disabled,
            on_change=changed or "rerun",
        )
        if anchors:
            legend(anchors)
    return found


def legend(anchors: Mapping[str, str]) -> None:
    """What 2, 5 and 8 mean for this person."""
    parts = Markup("").join(
        Markup("<span><b>{}</b> {}</span>").format(number, anchors[str(number)])
        for number in ANCHORED
        if anchors.get(str(number))
    )
    if parts:
        st.html(Markup('<p class="pm-anchors">{}</p>').format(parts))


def surprise(expected: float | None, felt: float | None, text: Text) -> str:
    """Expected beside felt, and which way it differed; only what was felt where nothing was expected."""
    if felt is None:
        return ""
    if expected is None:
        return text("session.felt_only", felt=text.amount(felt))
    way = "easier" if expected > felt else "harder" if expected < felt else "same"
    return text(f"session.surprise.{way}", expected=text.amount(expected), felt=text.amount(felt))
