"""The Movements page: a board of all, one movement in detail, two beside each other; the address says which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui import components, movement_board, movement_compare, movement_detail, views

if TYPE_CHECKING:
    from analysis.review import Review
    from ui.page import Page

VIEWS: Final = ("board", "one", "compare")
RULES: Final = """
[class*="st-key-card-"] [data-testid="stExpander"] { margin-top: -14px; }
[class*="st-key-stretch_"] , [class*="st-key-try_"] { max-width: none; }
.st-key-view_pick button, [data-testid="stFormSubmitButton"] button { min-height: 44px; }
"""


def show(page: Page, review: Review) -> None:
    """The view chosen; a diary without tries says what to do."""
    found = review.movements
    if not found:
        components.headline(page.text("movements.none.title"), page.text("movements.none.lead"))
        return
    components.html(f"<style>{RULES}</style>")
    names = [one.movement for one in found]
    asked = st.query_params.get("view", "one" if "movement" in st.query_params else "board")
    view = views.pick(
        VIEWS if len(found) > 1 else VIEWS[:2],
        "view",
        asked,
        page.text("movements.view"),
        lambda one: page.text(f"movements.view.{one}"),
    )
    if view == "board":
        movement_board.show(page, found, _open)
    elif view == "one":
        name = pick(page, names, "movement")
        movement_detail.show(page, review, next(one for one in found if one.movement == name))
    else:
        movement_compare.show(page, review, names)
    _address(view)


def pick(page: Page, names: list[str], state: str) -> str:
    """The movement to look at, kept over pages under `state`; the address may name it."""
    held = st.session_state.get(state, st.query_params.get(state))
    if st.session_state.get(f"{state}_pick") not in names:
        st.session_state[f"{state}_pick"] = held if held in names else names[0]
    picked = st.selectbox(page.text("movements.pick"), names, key=f"{state}_pick")
    st.session_state[state] = picked
    return str(picked)


def _open(name: str) -> None:
    """A card was chosen."""
    st.session_state.view = st.session_state.view_pick = "one"
    st.session_state.movement = st.session_state.movement_pick = name


def _address(view: str) -> None:
    """The address opens the same view again after a reload; nothing of it leaves the machine."""
    wanted = {"view": view}
    if view == "one":
        wanted["movement"] = str(st.session_state.movement)
    for name in ("view", "movement"):
        if name not in wanted:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]
