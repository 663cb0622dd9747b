"""The trainer's rules and the limits: shown in words, changed within their bounds, every change undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from analysis.plan_results import PARTS, Limit
from analysis.planrules import BOUNDS, DEFAULTS, SHARES, SHIPPED, WHOLE
from ui import components, plan_store, plan_words

if TYPE_CHECKING:
    from analysis.review import Review
    from ui.page import Page

STEPS: Final = {"plate_kg": 0.25, "quality": 1.0, "rest_over": 0.5, "very_high": 1.0}
HIGHEST: Final = {
    "sets": 20.0,
    "reps": 500.0,
    "weight_kg": 300.0,
    "duration_s": 14_400.0,
    "distance_m": 50_000.0,
}
"""What a limit may be set to at most; far above anything a plan suggests."""


def show(page: Page, review: Review) -> None:
    """The rules in force, the form to change them, limits by movement, what was changed when."""
    text = page.text
    rules = plan_store.rules()
    components.headline(text("plan.rules.title"), text("plan.rules.lead"))
    components.paragraph(plan_words.changed_rules(rules, text))
    with st.container(key="rules-table"):
        components.table([_row(name, getattr(rules, name), page) for name in BOUNDS])
    components.paragraph(text("plan.rules.source"), "note")
    _change(page)
    _limits(page, review)
    _log(page)


def _row(name: str, value: float, page: Page) -> dict[str, str]:
    text = page.text
    return {
        text("plan.rules.rule"): text(f"plan.rule.{name}"),
        text("plan.rules.value"): plan_words.rule_value(name, value, text),
        text("plan.rules.shipped_value"): plan_words.rule_value(name, DEFAULTS[name], text),
        text("plan.rules.bounds"): _bounds(name, page),
    }


def _bounds(name: str, page: Page) -> str:
    low, high = (plan_words.rule_value(name, value, page.text) for value in BOUNDS[name])
    return page.text("plan.rules.between", low=low, high=high)


def _change(page: Page) -> None:
    """A form with every rule; the fields hold the bounds, and what is out of order is said."""
    text, rules = page.text, plan_store.rules()
    with st.expander(text("plan.rules.change")), st.form("rules", border=False):
        values = {name: _field(name, getattr(rules, name), page) for name in BOUNDS}
        if st.form_submit_button(text("plan.rules.keep"), type="primary"):
            plan_store.set_rules(values, plan_store.plan_day())
            st.rerun()
    if rules != SHIPPED and st.button(text("plan.rules.reset"), key="rules_reset", type="tertiary"):
        plan_store.set_rules({}, plan_store.plan_day())
        st.rerun()


def _field(name: str, value: float, page: Page) -> float:
    low, high = BOUNDS[name]
    label = f"{page.text(f'plan.rule.{name}')} ({_bounds(name, page)})"
    if name in SHARES:
        found = st.number_input(
            label, round(100 * low), round(100 * high), round(100 * value), step=1, key=f"rule_{name}"
        )
        return found / 100
    if name in WHOLE:
        return int(st.number_input(label, int(low), int(high), int(value), step=1, key=f"rule_{name}"))
    return float(st.number_input(label, low, high, float(value), step=STEPS[name], key=f"rule_{name}"))


def _limits(page: Page, review: Review) -> None:
    text = page.text
    components.subtitle(text("plan.limit.title"))
    components.paragraph(text("plan.limit.lead"))
    held = plan_store.limits()
    lines = [
        text("plan.limit.line", movement=name, limits=text.listing(said))
        for name, limits in held.items()
        if (said := [words for one in limits if (words := plan_words.limit(one, text))])
    ]
    if lines:
        components.listing(lines)
    with st.expander(text("plan.limit.set")):
        names = [one.movement for one in review.movements]
        movement = st.selectbox(text("plan.load.movement"), names, key="limit_movement")
        by = st.segmented_control(
            text("plan.limit.by"),
            plan_store.BY,
            default=plan_store.BY[0],
            required=True,
            format_func=lambda one: text(f"plan.limit.{one}"),
            key="limit_by",
        )
        _limit_form(page, str(movement), "trainer" if by == "trainer" else "person")


def _limit_form(page: Page, movement: str, by: str) -> None:
    text = page.text
    known = next((one for one in plan_store.limits().get(movement, ()) if one.by == by), None)
    with st.form("limit", border=False):
        values = {
            part: st.number_input(
                text(f"plan.limit.field.{part}"),
                0.0,
                HIGHEST[part],
                getattr(known, part) if known else None,
                key=f"limit_{part}_{by}_{movement}",
                placeholder=text("plan.limit.free"),
            )
            for part in PARTS
        }
        if st.form_submit_button(text("plan.limit.keep")):
            kept = {part: value or None for part, value in values.items()}
            plan_store.set_limit(
                movement, Limit("trainer" if by == "trainer" else "person", **kept), plan_store.plan_day()
            )
            st.rerun()


def _log(page: Page) -> None:
    """What was changed and when, newest first; each change can be taken back."""
    text = page.text
    found = plan_store.entries("rules", "limit", "plan")[::-1]
    if not found:
        return
    with st.expander(text("plan.log.title", n=len(found))):
        for one in found:
            with st.container(key=f"import-plan-{one.number}", horizontal=True, vertical_alignment="center"):
                components.paragraph(text(f"plan.log.{one.kind}", movement=one.subject, day=text.day(one.at)))
                if st.button(text("diary.history.undo"), key=f"settled_{one.number}", type="tertiary"):
                    plan_store.undo(one.number)
                    st.rerun()
