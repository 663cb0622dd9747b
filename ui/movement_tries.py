"""Single tries: choose a stretch of days or one try in the chart or by the fields below it, read it, change it.

The fields hold the choice, the chart only writes into them: so keyboard and screen reader reach the same.
"""

from __future__ import annotations

import zlib
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from analysis import entries
from ui import components, loaders
from ui.charts import shapes
from ui.words import dose, dose_short

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analysis.entries import Entry, Stretch
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
DOSES: Final = {
    "weight_kg": 500.0,
    "sets": 100.0,
    "reps": 10_000.0,
    "duration_s": 86_400.0,
    "distance_m": 500_000.0,
}
"""Parts of a load that can be changed, with the largest value the diary takes."""


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
            format_func=lambda at: name(made[at], text),
            placeholder=text("movements.tries.none"),
        )
        saved(page)
        if chosen is not None:
            _editor(page, one, made[chosen], single)


def name(entry: Entry, text: Text) -> str:
    """What tells a try apart in a list: day, time, number. Nothing a change alters, the list keeps its old words."""
    number = text("movements.tries.number", number=entry.seq + 1) if entry.seq else ""
    return " · ".join(part for part in (text.short_day(entry.day), entry.time or "", number) if part)


def label(entry: Entry, text: Text) -> str:
    """One try in a line: day, time, felt pain, load."""
    parts = [
        name(entry, text),
        text("movements.tries.felt", felt=text.amount(entry.done.felt)),
        dose_short(entry.done.dose, text),
    ]
    return " · ".join(part for part in parts if part)


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


# ------------------------------------------------------------------ one try


def _editor(page: Page, one: MovementAssessment, entry: Entry, single: str) -> None:
    """The try as it was written down, in fields; saving makes a layer that can be undone."""
    text = page.text
    which = f"{zlib.crc32(repr(entry).encode()):08x}"
    components.paragraph(entry_words(entry, text))
    with st.form(f"edit-{which}", border=False):
        names = _fields(page, one, entry, which)
        st.text_area(
            text("movements.edit.note"), value=entry.note, key=f"note_{which}", max_chars=2000, height=80
        )
        with st.container(horizontal=True):
            st.form_submit_button(
                text("movements.edit.save"), type="primary", key=f"save_{which}",
                on_click=_save, args=(entry, (*names, "note"), which, text),
            )  # fmt: skip
            st.form_submit_button(
                text("movements.edit.remove"),
                key=f"remove_{which}",
                on_click=_remove,
                args=(entry, single, text),
            )


def _fields(page: Page, one: MovementAssessment, entry: Entry, mark: str) -> list[str]:
    """Pain felt and expected, and the parts of the load this movement knows; their names."""
    text = page.text
    doses = [name for name in DOSES if any(getattr(each.dose, name) is not None for each in one.tries)]
    values: dict[str, tuple[float | None, float]] = {
        "pain_during": (entry.done.felt, 10.0),
        "expected_pain": (entry.done.expected, 10.0),
        **{name: (getattr(entry.done.dose, name), DOSES[name]) for name in doses or ["weight_kg"]},
    }
    columns = st.columns(len(values))
    for column, (name, (value, high)) in zip(columns, values.items(), strict=True):
        with column:
            st.number_input(
                text(f"movements.edit.{name}"), 0.0, high, value, 0.5 if name == "weight_kg" else 1.0,
                format="%g", key=f"{name}_{mark}",
            )  # fmt: skip
    return list(values)


def entry_words(entry: Entry, text: Text) -> str:
    """What is known of the try and not in a field: day, time, load, how it was done, what kind of day it was."""
    variant = shapes.words(shapes.JOINED.join(part for part in entry.variant if part), text)
    parts = [
        text.day(entry.day) + (f", {entry.time}" if entry.time else ""),
        dose(entry.done.dose, text),
        variant if any(entry.variant) else "",
        text("charts.column.strained") if entry.done.strained else "",
    ]
    return " · ".join(part for part in parts if part)


def _save(entry: Entry, names: Sequence[str], mark: str, text: Text) -> None:
    """Keep what differs, as one layer."""
    before: dict[str, Any] = {
        "pain_during": entry.done.felt,
        "expected_pain": entry.done.expected,
        "note": entry.note,
        **{name: getattr(entry.done.dose, name) for name in DOSES},
    }
    given = {name: st.session_state.get(f"{name}_{mark}") for name in names}
    given["note"] = str(given["note"] or "").strip()
    changed = {name: value for name, value in given.items() if value != before[name]}
    if given["pain_during"] is None:
        st.session_state.amended = (None, text("movements.edit.needs_felt"))
    elif not changed:
        st.session_state.amended = (None, text("movements.edit.nothing"))
    else:
        what = " · ".join(
            [name(entry, text), *(_change(field, before[field], changed[field], text) for field in changed)]
        )
        _keep(entry, changed, text("movements.edit.saved", what=what))


def _change(field: str, before: Any, after: Any, text: Text) -> str:  # noqa: ANN401 - number, words or None
    """One field as it was and as it is; of a note only that it changed."""
    title = text(f"movements.edit.{field}")
    if field == "note":
        return title
    old, new = (text("charts.none") if one is None else text.amount(one) for one in (before, after))
    return f"{title} {old} → {new}"


def _remove(entry: Entry, single: str, text: Text) -> None:
    st.session_state[single] = None
    _keep(entry, {}, text("movements.edit.removed", what=label(entry, text)), removed=True)


def _keep(entry: Entry, changed: dict[str, Any], words: str, *, removed: bool = False) -> None:
    from data.errors import StoreError

    try:
        st.session_state.amended = (loaders.amend(entry, changed, removed=removed), words)
    except StoreError as error:
        st.session_state.amended = (None, error)


def saved(page: Page) -> None:
    """What was just changed, with the way back."""
    number, words = st.session_state.get("amended", (None, ""))
    if not isinstance(words, str):
        components.problem(page, words)
    elif words:
        with st.container(key="amended", horizontal=True, vertical_alignment="center"):
            st.success(words, icon=":material/check:") if number else st.info(words, icon=":material/info:")
            if number:
                st.button(
                    page.text("diary.history.undo"),
                    key="amend_undo",
                    on_click=_undo,
                    args=(number, page.text),
                )
    if number is None:
        st.session_state.pop("amended", None)


def _undo(number: int, text: Text) -> None:
    loaders.undo(number)
    st.session_state.amended = (None, text("movements.edit.undone"))
