"""Everyday activities in the person's own words: rate them now and then, see which were won back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analysis.results import Insufficient
from ui import components, plan_store, plan_words

if TYPE_CHECKING:
    from analysis.plan_results import Activity
    from ui.page import Page

MIDDLE = 5
MOST = 5
"""The scale asks for three to five activities."""


def show(page: Page) -> None:
    """The list with how each stands, one rating at a time, and a field for a new one."""
    from analysis import activities

    text, day = page.text, plan_store.plan_day()
    shown = [one for one in plan_store.activities() if not one.hidden]
    components.subtitle(text("plan.activity.title"))
    components.paragraph(text("plan.activity.lead"))
    for one in shown:
        _row(page, one)
    if len(shown) < MOST:
        _new(page)
    mean = activities.overall(shown, day)
    if not isinstance(mean, Insufficient):
        key = "plan.activity.mean_enough" if mean.enough else "plan.activity.mean"
        values = {"first": text.number(mean.first), "latest": text.number(mean.latest), "n": mean.n}
        components.paragraph(text(key, **values))
    if shown:
        components.paragraph(text("plan.activity.source"), "note")


def _row(page: Page, one: Activity) -> None:
    from analysis import activities

    text, day = page.text, plan_store.plan_day()
    stands = activities.regained(one, day)
    with st.container(border=True, key=f"card-activity-{one.id}"):
        components.caption(one.name, plan_words.regained(stands, text))
        start = int(stands.latest) if stands.latest is not None else MIDDLE
        ability = st.slider(text("plan.activity.ability"), 0, 10, start, key=f"ability_{one.id}")
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(text("plan.activity.rate"), key=f"rate_{one.id}"):
                plan_store.rate_activity(one.id, ability, day)
                st.rerun()
            if st.button(text("plan.activity.hide"), key=f"hide_{one.id}", type="tertiary"):
                plan_store.hide_activity(one.id, day)
                st.rerun()


def _new(page: Page) -> None:
    text = page.text
    with st.form("activity_new", clear_on_submit=True):
        name = st.text_input(text("plan.activity.name"), max_chars=80, key="activity_name")
        if st.form_submit_button(text("plan.activity.add")) and name.strip():
            plan_store.add_activity(name, plan_store.plan_day())
            st.rerun()
