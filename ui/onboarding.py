"""The first steps, short and each of them skippable: the limit, own words for the scale; then the warning signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import components, loaders, rating, session_store

if TYPE_CHECKING:
    from ui.page import Page
    from ui.text import Text

LIMITS = (1, 2, 3, 4, 5)
EXAMPLES = {"2": "mild", "5": "middle", "8": "strong"}


def done(page: Page) -> bool:
    """Whether the first steps are behind the person; where not, the next one stands on the page."""
    if session_store.setting(session_store.WELCOMED):
        return True
    step = st.session_state.setdefault("welcome_step", 0)
    with st.container(key="welcome"):
        (_limit if step == 0 else _anchors)(page)
    return False


def _limit(page: Page) -> None:
    text = page.text
    components.headline(text("onboarding.limit.title"), text("onboarding.limit.lead"))
    with st.container(key="rate-limit"):
        picked = st.pills(text("onboarding.limit.label"), LIMITS, default=_limit_set(), key="welcome_limit")
    components.paragraph(text("onboarding.limit.note"), "note")
    _ways(text, lambda: _keep_limit(picked))


def _limit_set() -> int | None:
    found = loaders.tolerance_set()
    return None if found is None else round(found)


def _keep_limit(picked: int | None) -> None:
    if picked is not None:
        loaders.set_tolerance(picked)
    st.session_state.welcome_step = 1


def _anchors(page: Page) -> None:
    text = page.text
    components.headline(text("onboarding.anchors.title"), text("onboarding.anchors.lead"))
    _fields(text, "welcome")
    _ways(text, lambda: _finish(_given("welcome")))


def _ways(text: Text, go: object) -> None:
    st.button(text("onboarding.next"), key="welcome_next", type="primary", on_click=go, width="stretch")  # type: ignore[arg-type]
    st.button(text("onboarding.skip"), key="welcome_skip", type="tertiary", on_click=_skip)


def _skip() -> None:
    if st.session_state.welcome_step:
        _finish({})
    st.session_state.welcome_step = 1


def _finish(given: dict[str, str]) -> None:
    if any(given.values()):
        session_store.keep_setting(session_store.ANCHORS, given)
    session_store.keep_setting(session_store.WELCOMED, session_store.today().isoformat())


def _fields(text: Text, mark: str) -> None:
    known = session_store.anchors()
    for number in rating.ANCHORED:
        st.text_input(
            text("onboarding.anchors.means", value=number), known.get(str(number), ""), key=f"{mark}_{number}",
            max_chars=60, placeholder=text(f"onboarding.anchors.example.{EXAMPLES[str(number)]}"),
        )  # fmt: skip


def _given(mark: str) -> dict[str, str]:
    return {
        str(number): str(st.session_state.get(f"{mark}_{number}") or "").strip() for number in rating.ANCHORED
    }


def own_words(page: Page) -> None:
    """The same words where they can be changed later."""
    text = page.text
    components.subtitle(text("onboarding.anchors.title"))
    with st.form("own-words", border=False):
        _fields(text, "own")
        st.form_submit_button(
            text("onboarding.anchors.save"), key="own_words",
            on_click=lambda: session_store.keep_setting(session_store.ANCHORS, _given("own")),
        )  # fmt: skip
