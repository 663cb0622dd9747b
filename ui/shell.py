"""The frame around every page: page settings, language, light or dark, navigation and its guard.

Streamlit's old router runs a file of `pages/` without `app.py` when a fresh server's first visitor opens a
sub-page. Every page therefore begins with `open_page`, which sends such a visitor through `app.py` and back
(style note 0.1; a browser test opens a sub-page first on a cold server).
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.desk_files import any_kept
from data.errors import DataError
from data.home import has_diary, home
from ui.page import Page, path, theme
from ui.text import LANGUAGES, Text, closest, speaks

if TYPE_CHECKING:
    from streamlit.navigation.page import Page as Entry

PAGES = (
    "overview",
    "session",
    "diary",
    "movements",
    "connections",
    "progress",
    "experiments",
    "share",
    "methods",
    "desk",
)
ICON = Path(__file__).parent / "assets" / "icon.png"
_LOG = logging.getLogger("pain_memory")

_LABELS = """
document.documentElement.lang = pmLang;
window.pmWords = pmWords;
window.pmLabels = () => document.querySelectorAll("[aria-label]").forEach(one => {
  const label = one.getAttribute("aria-label");
  const start = Object.keys(window.pmWords).find(word => word.endsWith(" ") && label.startsWith(word)) || label;
  const word = window.pmWords[start];
  if (word) one.setAttribute("aria-label", word + label.slice(start.length));
});
window.pmLost = () => [...document.querySelectorAll('[role="dialog"]')]
  .find(one => one.textContent.startsWith("Page not found"))?.querySelector("button")?.click();
window.pmLabels();
window.pmLost();
window.pmWatch ??= new MutationObserver(() => { window.pmLabels(); window.pmLost(); });
window.pmWatch.observe(document.body, {childList: true, subtree: true});
window.pmMenu ??= document.addEventListener("click", event => {
  const chosen = innerWidth < 768 && event.target.closest('[data-testid="stSidebarNavLink"]');
  if (chosen) setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 100);
}) ?? true;
"""


def language() -> str:
    """The chosen language: this session's, else `?lang=`, else the browser's, else the nearest we have."""
    if "lang" not in st.session_state:
        asked = st.query_params.get("lang")
        st.session_state.lang = asked if asked in LANGUAGES else closest(st.context.locale)
    return str(st.session_state.lang)


def run() -> None:
    """Build the navigation and run the page asked for; called by `app.py` only."""
    text = Text(language())
    st.set_page_config(page_title=text("app.name"), page_icon=str(ICON), layout="wide")
    st.session_state.router = True
    _no_page_is_the_first()
    chosen = st.navigation([_entry(name, text) for name in PAGES], position="top")
    if wanted := st.session_state.pop("wanted", None):
        st.switch_page(path(wanted), query_params=st.query_params.to_dict())
    _frame(text)
    try:
        chosen.run()
    except DataError as error:
        from ui.components import problem

        problem(Page(chosen.url_path, text, theme()), error)
    except Exception:  # noqa: BLE001 - whatever it was, the person gets a sentence, the log the rest
        _LOG.exception("page failed")
        st.error(text("error.unexpected"), icon=":material/error:")
    _footer(text, chosen.url_path or "overview")
    from ui.loaders import warm_up

    warm_up()


def _no_page_is_the_first() -> None:
    """Open the overview at an address that is no page's, instead of Streamlit's dialog, which is English only.

    The overview has no name in its address, so `/overview`, as typed or in an old bookmark, is one of these. On a
    fresh server the old router has sent the dialog before this runs; the script of the frame closes that one.
    """
    context = get_script_run_ctx()
    if context and context.pages_manager.intended_page_name not in {None, "", *PAGES[1:]}:
        context.pages_manager.set_script_intent("", "")


def _entry(name: str, text: Text) -> Entry:
    """A page in the navigation; the trainer's desk shows once somebody's snapshot lies on it."""
    there = name != "desk" or desk_in_use()
    return st.Page(
        path(name),
        title=text(f"nav.{name}"),
        default=name == "overview",
        visibility="visible" if there else "hidden",
    )


def desk_in_use() -> bool:
    """Whether somebody's snapshot lies on the desk, or is kept on this device."""
    held = st.session_state.get("desk") or st.session_state.get("desk_locked")
    return bool(held) or any_kept(home())


def open_page(name: str) -> Page:
    """First call of every page; returns what it needs to speak, or goes through the router first.

    Where a warning sign stands before the page nothing else of it is drawn, whatever the page holds.
    """
    if "router" not in st.session_state:
        st.session_state.wanted = name
        st.switch_page("app.py", query_params=st.query_params.to_dict())
    page = Page(name, Text(language()), theme())
    if not _free(page):
        _footer(page.text, name)
        st.stop()
    return page


def _free(page: Page) -> bool:
    """Whether no warning sign stands before this page (`ui.flag_screen`)."""
    if not has_diary(home()):
        return True
    from ui import flag_screen

    return flag_screen.gate(page)


def _frame(text: Text) -> None:
    """Styles that Streamlit's theme has no setting for, and the language of the document."""
    from ui.style import css

    st.html(f"<style>{css(text, theme())}</style>")
    st.html(f"<script>{_script(text)}</script>", unsafe_allow_javascript=True)
    if not speaks(st.context.locale) and not st.session_state.get("lang_chosen"):
        st.caption(text("app.language_lacking"))


def _script(text: Text) -> str:
    """The document's language, and our words for the labels Streamlit gives its own widgets in English."""
    words = {
        "file upload": text("diary.upload.choose"),
        "Open": text("app.open"),
        "Cancel upload of ": text("diary.upload.stop") + " ",
        "Clear all": text("app.clear"),
        "Selected values": text("app.chosen"),
        "Remove ": text("app.unpick") + " ",
        **{f"{part}, ": text(f"app.label.{part}") + ", " for part in ("day", "month", "year")},
    }
    return f"{{ const pmLang = {json.dumps(text.lang)}, pmWords = {json.dumps(words)}; {_LABELS} }}".replace(
        "</", "<\\/"
    )


def _footer(text: Text, name: str) -> None:
    """Privacy in one line, and the language switch, under every page."""
    with st.container(key=f"footer-{name}", horizontal=True, vertical_alignment="center", gap="medium"):
        st.caption(text("app.private"), width="stretch")
        st.segmented_control(
            text("app.language"),
            LANGUAGES,
            default=text.lang,
            required=True,
            format_func=lambda code: Text(code)("app.language_name"),
            key=f"lang_pick_{text.lang}",
            label_visibility="collapsed",
            on_change=_choose_language,
            args=(text.lang,),
        )


def _choose_language(shown: str) -> None:
    picked = st.session_state.get(f"lang_pick_{shown}")
    if picked in LANGUAGES:
        st.session_state.lang = picked
        st.session_state.lang_chosen = True
