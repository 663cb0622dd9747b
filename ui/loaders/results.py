"""What the analysis says about the stored diary: worked out once for the same diary, long work behind the page."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import streamlit as st

from data import calendar
from data.errors import StoreError
from data.home import has_diary, home
from ui.loaders import handle

if TYPE_CHECKING:
    from datetime import date

    from analysis.plan import Asked
    from analysis.plan_results import Plan
    from analysis.results import Look
    from analysis.review import Review
    from data.store import Store

PATIENCE = 0.8
"""Seconds a page waits for the verdict history before it shows itself without."""

MANY_TRIES = 400
"""With more tries than this in the window the history takes seconds: no page waits for it, and it starts only
`HEAD_START` seconds later, so that it does not slow the page that asks for it."""
HEAD_START = 2.0
FIRST_DRAWN = 1.0
"""Seconds that long work about load leaves to the page that asks for it, so that an edit is drawn first."""
REMEMBERED = 1_000
"""Weekly looks that are kept beside the diary: ten years of them and some that edits left behind."""


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _review(path: str, fingerprint: str) -> Review:  # noqa: ARG001 - the fingerprint is the cache key
    from analysis.results import Settings
    from analysis.review import Review
    from data import names

    one = handle.store_at(path)
    settings = one.settings()
    exposures = names.merged(one.exposures(), names.chosen(settings))
    return Review(
        one.days(), exposures, one.factors(), settings=Settings(tau=settings.get("tau")), memory=one.recall()
    )


def review() -> Review | None:
    """Everything the analysis says about the stored diary, worked out when asked; None without entries."""
    if not has_diary(home()):
        return None
    found = _review(str(home()), handle.store().fingerprint())
    return None if found.today is None else found


def today() -> date:
    """The day of the diary it is now, until four in the morning the day before; the analysis never looks at a clock."""
    return calendar.day_of(calendar.now())


_WORKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="review")
"""Works beside the page; what it is given must not touch the session or its caches."""


@dataclass(frozen=True)
class _Job:
    """The verdict history being worked out, and since when."""

    looks: Future[tuple[Look, ...]]
    since: float


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _history(path: str, fingerprint: str) -> _Job:
    """Work out, behind the page, what the next pages will ask for, and then the verdict history."""
    found, one = _review(path, fingerprint), handle.store_at(path)
    if sum(each.n for each in found.movements) > MANY_TRIES:
        _WORKER.submit(time.sleep, HEAD_START)
        _WORKER.submit(lambda: (found.connections, found.lags))
        return _Job(_WORKER.submit(_looked, found, one), since=0.0)
    _WORKER.submit(lambda: (found.connections, found.lags))
    return _Job(_WORKER.submit(_looked, found, one), time.monotonic())


def _looked(found: Review, one: Store, what: Literal["looks", "history"] = "looks") -> tuple[Look, ...]:
    """The verdict history, kept for the next time."""
    looks: tuple[Look, ...] = getattr(found, what)
    _remember(found, one)
    return looks


def _remember(found: Review, one: Store) -> None:
    """Keep what the review has learned for the next time. A store that cannot be written only costs time then."""
    with contextlib.suppress(StoreError):
        one.remember(dict(list(found.memory.items())[-REMEMBERED:]))


def planned(asked: Asked) -> Future[Plan] | None:
    """The plan, being worked out beside the page; None without entries. Who only ever opens the session would have all
    weeks of the self-check worked out anew at each start, so what was learned is kept here as well.
    """
    found = review()
    if found is None:
        return None
    plan = _WORKER.submit(found.plan, asked)
    _WORKER.submit(_remember, found, handle.store())
    return plan


def looks() -> tuple[Look, ...] | None:
    """The verdict history without hindsight; None while a long one is still being worked out."""
    job = _history(str(home()), handle.store().fingerprint())
    try:
        return job.looks.result(timeout=max(0.0, PATIENCE - (time.monotonic() - job.since)))
    except TimeoutError:
        return None


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _past(path: str, fingerprint: str) -> Future[tuple[Look, ...]]:
    return _WORKER.submit(_looked, _review(path, fingerprint), handle.store_at(path), "history")


def history() -> tuple[Look, ...] | None:
    """The verdicts of every week since the first try; None while they are being worked out behind the page."""
    job = _past(str(home()), handle.store().fingerprint())
    return job.result() if job.done() else None


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _closely(path: str, fingerprint: str) -> Future[Review]:
    """Work out, behind the page, what the answers about load share."""
    found = _review(path, fingerprint)

    def work() -> Review:
        if sum(one.n for one in found.movements) > MANY_TRIES:
            time.sleep(FIRST_DRAWN)
        _ = found.closer.pain, found.closer.known
        return found

    return _WORKER.submit(work)


def closely() -> Review | None:
    """The review once its answers about load cost nothing more; None while they are being worked out."""
    job = _closely(str(home()), handle.store().fingerprint())
    return job.result() if job.done() else None
