"""Choose days in a scatter: drag a box over them, or move the ends of two fields; both say the same.

The fields hold the choice, the chart only writes into them: so finger, keyboard and screen reader reach the same.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from analysis import picking
from ui import components, findings
from ui.charts.scatter import NEWEST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analysis.association_results import Scatter
    from analysis.explorer_results import Picked
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text

    Ends = tuple[float, float]

BRUSHES: Final = "explore_brushes"
PAIN: Final = (0.0, 10.0)


def mark(factor: str, lag: int) -> str:
    """A short name of a factor and lag for widget keys."""
    return f"{zlib.crc32(f'{factor}|{lag}'.encode()):08x}"


def chart_key(name: str) -> str:
    """The key of the chart that is dragged over; a new one after the choice was lifted, so that its frame goes too."""
    return f"scatter-{name}-{st.session_state.get(BRUSHES, 0)}"


def _keys(name: str) -> tuple[str, str]:
    return f"explore_across_{name}", f"explore_up_{name}"


def _scales(scatter: Scatter) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The steps of the two fields: factor, adjusted pain."""
    xs, pains = [point.x for point in scatter.points], [point.pain for point in scatter.points]
    return picking.scale(min(xs), max(xs)), picking.scale(min(*pains, PAIN[0]), max(*pains, PAIN[1]))


def choice(review: Review, scatter: Scatter, name: str) -> Picked | None:
    """The days chosen among those drawn, None while the fields hold everything."""
    held = [_held(key, scale) for key, scale in zip(_keys(name), _scales(scatter), strict=True)]
    if all(ends == (scale[0], scale[-1]) for ends, scale in zip(held, _scales(scatter), strict=True)):
        return None
    drawn = replace(scatter, points=scatter.points[-NEWEST:])
    return picking.of(drawn, review.panel, *held)


def _held(key: str, scale: Sequence[float]) -> Ends:
    """What a field holds; everything at first, and again when its steps are no longer those of before."""
    if st.session_state.get(f"{key}_scale") != scale:
        st.session_state[f"{key}_scale"] = scale
        _put(key, (scale[0], scale[-1]))
    return st.session_state[key]  # type: ignore[no-any-return]


def _put(key: str, ends: Ends) -> None:
    """Let a field hold these ends. A range field only knows that it is one by the value it is made with, so one that
    is to hold something else is made anew.
    """
    st.session_state[key] = st.session_state[f"{key}_start"] = ends
    st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1


def brushed(scatter: Scatter, name: str) -> Callable[[str], None]:
    """What happens when a box is dragged over the scatter."""
    return partial(_brushed, _keys(name), _scales(scatter))


def _brushed(keys: Sequence[str], scales: Sequence[Sequence[float]], chart: str) -> None:
    boxes = st.session_state[chart]["selection"]["box"]
    if not boxes:
        return
    for key, scale, axis in zip(keys, scales, ("x", "y"), strict=True):
        low, high = sorted(float(end) for end in boxes[0][axis])
        _put(key, (_nearest(scale, low), _nearest(scale, high)))


def _nearest(scale: Sequence[float], value: float) -> float:
    return min(scale, key=lambda step: abs(step - value))


def fields(page: Page, scatter: Scatter, name: str, chosen: Picked | None) -> None:
    """The two ranges, and the way back to all days."""
    text = page.text
    labels = (findings.factor(scatter.factor, text), text("charts.column.pain"))
    sides = components.pair()
    for side, key, scale, label in zip(sides, _keys(name), _scales(scatter), labels, strict=True):
        field = f"{key}_{st.session_state[f'{key}_turn']}"
        digits = findings.decimals(scale[1] - scale[0])
        with side:
            st.select_slider(
                label,
                scale,
                value=st.session_state[f"{key}_start"],
                key=field,
                format_func=partial(_step, text, digits),
                on_change=_moved,
                args=(key, field),
            )
    if chosen is not None:
        st.button(
            text("explorer.pick.clear"), key="explore_clear", type="tertiary", on_click=_clear,
            args=(_keys(name), _scales(scatter)),
        )  # fmt: skip


def _step(text: Text, digits: int, step: float) -> str:
    return text.number(step, digits)


def _moved(key: str, field: str) -> None:
    st.session_state[key] = st.session_state[field]


def _clear(keys: Sequence[str], scales: Sequence[Sequence[float]]) -> None:
    for key, scale in zip(keys, scales, strict=True):
        _put(key, (scale[0], scale[-1]))
    st.session_state[BRUSHES] = st.session_state.get(BRUSHES, 0) + 1
