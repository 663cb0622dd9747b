"""The page of small experiments: what is on today, what is over, what was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from data.errors import DataError, StoreError
from ui import components, entrance, experiment_card, experiment_result, experiment_store
from ui import experiment_words as words
from ui.page import path
from ui.words import unmarked

if TYPE_CHECKING:
    from data.experiments import Experiment
    from ui.experiment_store import Found
    from ui.page import Page

RULES: Final = """
[class*="st-key-xp-card-"] { background: var(--pm-surface); border-radius: 14px; max-width: 860px; }
[class*="st-key-xp-card-"] .pm-on { font-family: 'Source Serif', 'Source Serif 4', Georgia, serif; font-weight: 600;
  font-size: 27px; line-height: 34px; margin: 0; overflow-wrap: anywhere; }
[class*="st-key-xp-card-"] p, [class*="st-key-xp-"] .pm-facts p { overflow-wrap: anywhere; }
[class*="st-key-xp-done-"] button { min-height: 48px; }
[class*="st-key-xp_rating_"] button { min-height: 44px; min-width: 44px; }
.pm-answer { font-family: 'Source Serif', 'Source Serif 4', Georgia, serif; font-weight: 600; font-size: 24px;
  line-height: 32px; margin: 0; padding: 0 0 4px; overflow-wrap: anywhere; max-width: 44ch; text-wrap: balance; }
.st-key-xp-form { max-width: 860px; }
[class*="st-key-xp-result-"] { max-width: 980px; background: var(--pm-surface); border-radius: 14px; }
@media (max-width: 640px) {
  [class*="st-key-xp-done-"] { flex-direction: column !important; align-items: stretch !important; }
  [class*="st-key-xp-done-"] > *, [class*="st-key-xp-done-"] button { width: 100% !important; }
  [class*="st-key-xp-card-"] .pm-on { font-size: 23px; line-height: 30px; }
}
"""


def ready(page: Page) -> Found | None:
    """The stored experiments, or the words for why they cannot be read."""
    components.html(f"<style>{RULES}</style>")
    try:
        found = experiment_store.found(page.text)
        if found.review:
            entrance.standing(page, found.review)
    except StoreError as error:
        components.problem(page, error)
        return None
    said = st.session_state.pop("xp_said", None)
    if isinstance(said, DataError):
        components.problem(page, said)
    return found


def current(page: Page, found: Found) -> None:
    """The one under way: today's card, and the ways out."""
    one = found.running
    if one is not None:
        experiment_card.show(page, found, one)
        experiment_card.early(page, found, one)


def closed(page: Page, found: Found) -> None:
    """One that is over: opened by hand, after a chance to fill in what is missing."""
    one = found.waiting
    if one is not None:
        experiment_card.over(page, found, one)
    opened = next((each for each in found.experiments if _is_open(found, each)), None)
    if opened is not None:
        experiment_result.show(page, found, opened)


def past(page: Page, found: Found) -> None:
    """The earlier ones, folded."""
    opened = [each for each in found.experiments if _is_open(found, each)][1:]
    if opened:
        components.subtitle(page.text("experiments.past"))
    for one in opened:
        design = one.design
        label = page.text(
            "experiments.past.line",
            a=unmarked(design.a),
            b=unmarked(design.b),
            period=words.held(one, page.text),
        )
        with st.expander(label):
            experiment_result.show(page, found, one)


def _is_open(found: Found, one: Experiment) -> bool:
    return found.phase(one) == "stopped" or one.opened is not None


def care(page: Page) -> None:
    """What does not belong here, and the way to the signs that need a doctor."""
    text = page.text
    components.paragraph(text("experiments.care"), "note")
    st.page_link(path("methods"), label=text("experiments.to_flags"), icon=":material/arrow_forward:")
