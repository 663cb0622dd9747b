"""The plan's proposals in a session: fetched behind the page when it begins, and left alone until it ends."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from analysis.load import PARTS
from analysis.tries import VARIANT
from data.home import has_diary, home
from ui import components, loaders, plan_store, plan_words, session_store
from ui.words import dose

if TYPE_CHECKING:
    from concurrent.futures import Future

    from analysis.last_tries import LastTry
    from analysis.plan import Asked
    from analysis.plan_results import Plan, Step
    from ui.page import Page
    from ui.practice import Practice
    from ui.text import Text

PATIENCE = 0.15
"""Seconds the page waits for the proposals before it shows itself without."""


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _planned(path: str, fingerprint: str, asked_for: str, _asked: Asked) -> Job | None:  # noqa: ARG001 - the key
    plan = loaders.planned(_asked)
    return None if plan is None else Job(plan)


@dataclass(frozen=True)
class Job:
    """The plan of the day being worked out."""

    plan: Future[Plan]


def asked(rest: float | None) -> Asked:
    """What the plan is asked for now. rest: the pain at rest, when it was said."""
    from analysis.plan import Asked

    day = plan_store.plan_day()
    return Asked(
        day=day,
        start=plan_store.plan_start() or day,
        rules=plan_store.rules(),
        limits=plan_store.limits(),
        rest=rest,
        blocked=plan_store.blocked() is not None,
    )


def stamp() -> str:
    """Rules, limits and start as text: what a proposal rests on beside the diary; "" without a diary."""
    if not has_diary(home()):
        return ""
    found = (plan_store.rules(), sorted(plan_store.limits().items()), plan_store.plan_start())
    return repr(found)


def ahead() -> None:
    """Begin to work out the proposals behind another page and read the diary, so that the session need not wait."""
    _job(None)
    session_store.held()


def fetch(one: Practice) -> Job | None:
    """Take the proposals; where they are not there yet, what to `wait` for.

    Until then the movements stand as they were done last.
    """
    if one.planned:
        return None
    job = _job(one.rest)
    if job is None:
        one.plan(None, stamp())
        return None
    until = time.monotonic() + PATIENCE
    while not job.plan.done() and time.monotonic() < until:
        time.sleep(0.01)
    if not job.plan.done():
        return job
    one.plan(job.plan.result(), stamp())
    return None


def _job(rest: float | None) -> Job | None:
    """The plan being worked out; None without a diary."""
    if not has_diary(home()):
        return None
    wanted = asked(rest)
    return _planned(str(home()), loaders.fingerprint(), repr(wanted), wanted)


@st.fragment(run_every="0.5s")
def wait(page: Page, job: Job) -> None:
    """Say that proposals are coming, and draw the page again when they are there."""
    components.paragraph(page.text("session.plan_coming"), "note")
    if job.plan.done():
        st.rerun()


def _step(one: Practice) -> Step | None:
    """The proposal for the movement being tried; none where nothing is proposed for it now."""
    found = one.steps.get(one.movement)
    return found if found and found.action != "stop" else None


def proposed(one: Practice) -> dict[str, float]:
    """The proposed load as fields; {} without a proposal."""
    step = _step(one)
    if step is None or step.dose is None:
        return {}
    return {name: value for name in PARTS if (value := getattr(step.dose, name)) is not None}


def filled(one: Practice, last: LastTry | None) -> dict[str, float]:
    """What the fields of a load begin with: the proposal, else the load of last time. Nothing where the plan says stop,
    or after a break so long that the load of last time is none to begin with.
    """
    if found := proposed(one):
        return found
    step = one.steps.get(one.movement)
    if last is None or (step and step.action == "stop") or _long_ago(last):
        return {}
    return last.dose


def _long_ago(last: LastTry) -> int:
    """Days since a movement was tried, from the trainer's long break on; 0 before."""
    days = (plan_store.plan_day() - last.day).days
    return days if days >= plan_store.rules().break_long else 0


def variant(one: Practice) -> dict[str, str]:
    """The proposed way of doing it as fields; {} without a proposal."""
    step = _step(one)
    return {name: word for name in VARIANT if step and (word := getattr(step.cell, name, ""))}


def hint(one: Practice, last: LastTry, text: Text) -> str:
    """Under the name of a movement: what is proposed, else what was done last."""
    step = one.steps.get(last.movement)
    if step is None:
        return last_words(last, text)
    return " · ".join(part for part in (plan_words.short(step, text), plan_words.dose(step, text)) if part)


def reason(one: Practice, last: LastTry | None, text: Text) -> str:
    """Why the plan proposes what it proposes for the movement being tried; without a proposal "", or that the break was
    long.
    """
    if step := one.steps.get(one.movement):
        return plan_words.why(step, text)
    days = _long_ago(last) if last else 0
    return text("plan.why.break_long", days=days) if days else ""


def last_words(last: LastTry, text: Text) -> str:
    """What was done last: when, load, felt."""
    from analysis.results import Dose

    parts = [
        text("session.last", ago=text.ago((plan_store.plan_day() - last.day).days)),
        dose(Dose(None, **last.dose), text),
        text("session.last_felt", felt=text.amount(last.felt)) if last.felt is not None else "",
    ]
    return " · ".join(part for part in parts if part)
