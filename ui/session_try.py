"""One try: what is expected, how it is done, what was felt; and the surprise, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from markupsafe import Markup

from data.schema import POSITIONS, SPEEDS, SURFACES
from ui import components, entry_words, loaders, practice, rating, session_plan, session_store
from ui.words import quoted, unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.last_tries import Done, LastTry
    from ui.page import Page
    from ui.practice import Practice
    from ui.text import Text

PARTS: Final = {
    "sets": (100.0, 1.0),
    "reps": (10_000.0, 1.0),
    "weight_kg": (500.0, 0.5),
    "duration_s": (86_400.0, 5.0),
    "distance_m": (500_000.0, 10.0),
}
"""Parts of a load: the most the diary takes, and one step of the buttons."""
FIRST: Final = ("sets", "reps")
"""Parts asked for a movement that was never done."""
WORDS: Final = {"speed": SPEEDS, "surface": SURFACES, "position": POSITIONS}
FLAGS: Final = ("radiating", "numbness", "weakness", "other")


def show(page: Page, one: Practice) -> None:
    """The try being typed."""
    text = page.text
    session_plan.fetch(one)
    held = session_store.held()
    last = next((each for each in held.last if each.movement == one.movement), None) if held else None
    st.button(
        text("session.back"), key="back", type="tertiary", icon=":material/arrow_back:", on_click=one.leave
    )
    said = session_plan.hint(one, last, text) if last else text("session.first_time")
    components.headline(unmarked(one.movement), said)
    if why := session_plan.reason(one, last, text):
        components.paragraph(why, "note")
    _expect(text, one)
    if one.expected is None and not one.unguessed:
        st.button(
            text("session.unguessed"),
            key=_key(one, "unguessed"),
            type="tertiary",
            on_click=_unguessed,
            args=(one,),
        )
        return
    _dose(text, one, last)
    felt = rating.rate(
        text("session.felt"), _key(one, "felt"), anchors=session_store.anchors(), changed=one.lock
    )
    if felt is not None:
        components.html(
            Markup('<p class="pm-surprise" role="status">{}</p>').format(
                rating.surprise(one.expected, felt, text)
            )
        )
        rating.rate(text("session.quality"), _key(one, "quality"))
    _more(text, one, last)
    if one.problem:
        st.error(entry_words.refusal(one.problem, text), icon=":material/info:")
    st.button(
        text("session.save"), key=_key(one, "save"), type="primary", width="stretch", disabled=felt is None,
        on_click=_save, args=(one,),
    )  # fmt: skip


def _expect(text: Text, one: Practice) -> None:
    """The guess; once something was felt it stands, as words. Of a day that is over nobody can guess any more."""
    if one.earlier:
        components.paragraph(text("session.earlier.no_guess"), "note")
    elif one.locked:
        known = text("charts.none") if one.expected is None else text.amount(one.expected)
        components.paragraph(text("session.expected_stands", value=known), "note")
    else:
        one.expected = rating.rate(
            text("session.expected"), _key(one, "expected"), anchors=session_store.anchors()
        )


def _key(one: Practice, name: str) -> str:
    """Widgets of one try; the next try begins with fresh ones."""
    return f"{name}_{one.position}"


def _unguessed(one: Practice) -> None:
    one.unguessed = True


def _dose(text: Text, one: Practice, last: LastTry | None) -> None:
    """The load, filled in with the proposal, else as it was last time."""
    before = session_plan.filled(one, last)
    with st.container(key="dose", horizontal=True, gap="xsmall"):
        for name in _asked(one, last):
            _part(text, one, name, before)


def _asked(one: Practice, last: LastTry | None) -> Sequence[str]:
    known = session_plan.proposed(one) or (last.dose if last else {})
    return [name for name in PARTS if name in known] or FIRST


def _part(text: Text, one: Practice, name: str, before: dict[str, float]) -> None:
    high, step = PARTS[name]
    st.number_input(
        text(f"session.part.{name}"),
        0.0,
        high,
        before.get(name),
        step,
        format="%g",
        key=_key(one, name),
        width=110,
    )


def _more(text: Text, one: Practice, last: LastTry | None) -> None:
    """What is said when it matters: signs, the way it was done, other parts of the load, a note."""
    variant = session_plan.variant(one) or (last.variant if last else {})
    with st.expander(text("session.more")):
        st.pills(
            text("session.flags"), FLAGS, selection_mode="multi", key=_key(one, "flags"),
            format_func=lambda name: text(f"session.flag.{name}"),
        )  # fmt: skip
        for name, words in WORDS.items():
            st.pills(
                text(f"column.{name}"), words, default=variant.get(name), key=_key(one, name),
                format_func=lambda word: text(f"movements.variant.{word}"),
            )  # fmt: skip
        st.text_input(
            text("column.direction"), variant.get("direction", ""), key=_key(one, "direction"), max_chars=80
        )
        if not one.earlier:
            rating.rate(text("session.harm"), _key(one, "harm"), disabled=one.locked)
        with st.container(horizontal=True, gap="xsmall"):
            for name in PARTS:
                if name not in _asked(one, last):
                    _part(text, one, name, {})
        st.text_area(text("movements.edit.note"), key=_key(one, "note"), max_chars=2000, height=80)


def _save(one: Practice) -> None:
    """Hand the try over as it stands in the fields."""
    state = st.session_state

    def said(name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        return state.get(_key(one, name))

    values: dict[str, Any] = {name: said(name) for name in (*PARTS, *WORDS, "direction", "quality")}
    values |= {
        "pain_during": said("felt"),
        "perceived_harm": said("harm"),
        "symptom_flags": "|".join(said("flags") or ()),
        "note": str(said("note") or "").strip(),
    }
    practice.save(one, values, session_plan.stamp())


def saved(page: Page, one: Practice) -> None:
    """What was kept, how it compares with what was expected, and where to go on."""
    text, kept = page.text, one.saved
    if kept is None:
        one.leave()
        return
    components.headline(rating.surprise(kept.expected, kept.felt, text), _said(kept, text))
    if one.changed:
        components.paragraph(text("plan.changed_meanwhile"), "note")
    st.button(text("session.next"), key="next", type="primary", width="stretch", on_click=one.leave)
    st.button(text("session.again"), key="again", width="stretch", on_click=one.begin, args=(kept.movement,))
    st.button(text("session.finish"), key="finish", width="stretch", on_click=_finish, args=(one,))
    st.button(
        text("session.undo"),
        key="undo_try",
        type="tertiary",
        icon=":material/undo:",
        on_click=_undo,
        args=(one,),
    )


def _said(kept: practice.Saved, text: Text) -> str:
    """Whether it was kept, was there already, or the newer values hold now."""
    how = "changed" if kept.logged.changed else "repeated" if kept.logged.repeated else "new"
    return text(f"session.saved.{how}", movement=quoted(kept.movement, text))


def _finish(one: Practice) -> None:
    one.stage = "end"


def _undo(one: Practice) -> None:
    if one.saved:
        loaders.undo(one.saved.logged.number)
    one.saved = None
    one.leave()


def line(done: Done, text: Text) -> str:
    """One try of the day in a line."""
    parts = [done.time, done.movement, rating.surprise(done.expected, done.felt, text)]
    return " · ".join(part for part in parts if part)
