"""Single tries: choose a stretch of days or one try, in the chart or by the fields below it.

The fields hold the choice, the chart only writes into them: so keyboard and screen reader reach the same.
"""

from __future__ import annotations

import zlib
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from analysis import entries
from ui import components, movement_edit
from ui.words import dose_short

if TYPE_CHECKING:
    from collections.abc import Callable

    from analysis.entries import Stretch
    from analysis.results import MovementAssessment, Window
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text

_TOUCH: Final = """
window.pmTouch ??= document.addEventListener("touchstart", event => {
  const place = event.touches[0], under = event.target.closest?.(".nsewdrag");
  if (under && event.touches.length === 1) under.dispatchEvent(new MouseEvent("mousemove",
    {clientX: place.clientX, clientY: place.clientY, bubbles: true, view: window}));
}, {capture: true, passive: true}) ?? true;
"""
BRUSHES: Final = "brushes"


def mark(one: MovementAssessment) -> str:
    """A short name of the movement for widget keys."""
    return f"{zlib.crc32(one.movement.encode()):08x}"


def _keys(one: MovementAssessment) -> tuple[str, str]:
    """The fields that hold the chosen stretch and the chosen try of a movement."""
    return f"stretch_{mark(one)}", f"try_{mark(one)}"


def touchable() -> None:
    """Let a tap choose the try under the finger: the chart library takes the mark the pointer was over before, and a
    finger is over nothing before it taps. Needed once per document.
    """
    st.html(f"<script>{_TOUCH}</script>", unsafe_allow_javascript=True)


def clicked(one: MovementAssessment) -> Callable[[str], None]:
    """What happens when a try of the level chart is clicked."""
    return partial(_clicked, _keys(one)[1])


def _clicked(field: str, chart: str) -> None:
    places = [_place(point) for point in st.session_state[chart]["selection"]["points"]]
    if places and places[0] is not None:
        st.session_state[field] = places[0]


def brushed(one: MovementAssessment) -> Callable[[str], None]:
    """What happens when a stretch of time is dragged over in a chart."""
    return partial(_brushed, one)


def _brushed(one: MovementAssessment, chart: str) -> None:
    found = st.session_state[chart]["selection"]["box"]
    days = [date.fromisoformat(str(x)[:10]) for box in found for x in box["x"]]
    start, end = one.window
    if days and min(days) <= end and max(days) >= start:
        st.session_state[_keys(one)[0]] = (max(min(days), start), min(max(days), end))


def brush(one: MovementAssessment, name: str) -> str:
    """The key of a chart that is dragged over; a new one after the choice was lifted, so that its frame goes too."""
    return f"{name}-{mark(one)}-{st.session_state.get(BRUSHES, 0)}"


def _place(point: dict[str, Any]) -> int | None:
    data = point.get("customdata")
    found = data[0] if isinstance(data, list) and data else data
    return None if found is None or isinstance(found, list) else int(found)


def panel(page: Page, review: Review, one: MovementAssessment) -> None:
    """The try clicked or picked, to be read and changed."""
    text = page.text
    made = entries.of(review.exposures, one)
    single = _keys(one)[1]
    if st.session_state.get(single) not in range(len(made)):
        st.session_state[single] = None
    with st.container(border=True, key="card-tries"):
        components.caption(text("movements.tries.title"), text("movements.tries.hint"))
        chosen = st.selectbox(
            text("movements.tries.pick"),
            range(len(made) - 1, -1, -1),
            index=None,
            key=single,
            format_func=lambda at: movement_edit.name(made[at], text),
            placeholder=text("movements.tries.none"),
        )
        movement_edit.saved(page)
        if chosen is not None:
            movement_edit.show(page, one, made[chosen], single)


# ------------------------------------------------------------------ a stretch of days


def stretch(page: Page, one: MovementAssessment) -> None:
    """The stretch of days dragged over or typed, and what its tries say; at first the whole window."""
    text, key = page.text, _keys(one)[0]
    _hold_within(key, one.window)
    left, right = st.columns([1, 2], gap="medium")
    with left:
        days: object = st.date_input(
            text("movements.tries.stretch"),
            min_value=one.window[0],
            max_value=one.window[1],
            key=key,
            format="DD.MM.YYYY" if text.lang == "de" else "DD/MM/YYYY",
        )
    if not isinstance(days, tuple) or len(days) != 2:
        return
    with right, st.container(key="stretch-line", gap="small"):
        components.paragraph(stretch_words(entries.stretch(one.tries, *days), text))
        if days != one.window:
            st.button(
                text("movements.stretch.clear"),
                key="stretch_clear",
                type="tertiary",
                on_click=_clear,
                args=(key, one),
            )


def _hold_within(key: str, window: Window) -> None:
    """The field begins with the whole window, and follows when a change of the tries makes the window shorter."""
    held = st.session_state.get(key)
    kept = tuple(min(max(day, window[0]), window[1]) for day in held or window)
    if kept != held:
        st.session_state[key] = kept


def _clear(key: str, one: MovementAssessment) -> None:
    st.session_state[key] = one.window
    st.session_state[BRUSHES] = st.session_state.get(BRUSHES, 0) + 1


def stretch_words(found: Stretch, text: Text) -> str:
    """What the stretch holds: tries and days, medians of expected and felt, loads; each with its count."""
    period = text.period(found.start, found.end)
    if not found.n or found.felt is None:
        return text("movements.stretch.empty", period=period)
    parts = [
        text("movements.stretch.tries", period=period, n=found.n, days=found.n_days),
        text("movements.stretch.felt", felt=text.amount(found.felt)),
    ]
    if found.expected is not None:
        expected = text.amount(found.expected)
        parts.append(text("movements.stretch.expected", n=found.n_expected, expected=expected))
    light, middle, heavy = (dose_short(each, text) for each in (found.light, found.middle, found.heavy))
    if middle:
        key = "movements.stretch.load_same" if light == heavy else "movements.stretch.load"
        parts.append(text(key, n=found.n_load, light=light, middle=middle, heavy=heavy))
    if found.strained:
        parts.append(text("movements.stretch.strained", n=found.strained))
    return " ".join(parts)
