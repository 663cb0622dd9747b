"""What leaves, from the stored diary: the snapshot of a choice, its forms, the lock, and the record of what left.

Beside `ui.loaders` the only place that caches. What left is kept in the store's settings, what is agreed in its
journal; none of it changes a result, so no verdict is worked out anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from analysis.answer_results import Ability, Agreed, Next
from analysis.plan_results import PARTS, Limit
from data.home import home
from ui import forms, loaders, plan_store
from ui.comeback import LEFT
from ui.text import Text

if TYPE_CHECKING:
    from analysis.review import Review
    from analysis.snapshot import Sections, Snapshot
    from data.store import Store

AGREED: Final = "agreed"
"""Kind in the journal: what is agreed with the trainer for one movement, {} for nothing any more."""
MOST_LEFT: Final = 200


@dataclass(frozen=True)
class Choice:
    """What the person lets out: sections, period (both ends included), an own question, how to be called."""

    include: Sections
    period: tuple[date, date]
    question: str = ""
    sender: str = ""


@dataclass(frozen=True)
class Left:
    """One file that left. names: what each movement was called on it -> its name in the diary."""

    id: str
    at: str
    form: str
    period: tuple[str, str]
    sections: tuple[str, ...]
    size: int
    locked: bool
    names: dict[str, str]


@st.cache_resource(show_spinner=False, scope="session", max_entries=3)
def _snapshot(
    path: str,
    fingerprint: str,
    choice: Choice,
    settled: str,
    *,
    history: bool,
) -> Snapshot:
    from analysis import snapshot

    found = loaders.review()
    if found is None:
        raise ValueError("a diary without entries has no snapshot")
    return snapshot.of(
        found,
        include=choice.include,
        period=choice.period,
        question=choice.question,
        notes=_notes(found, choice.period) if choice.include.notes else (),
        looks=None if history else (),
        sender=choice.sender,
        plan=agreed(),
        steps=_steps(),
        activities=_abilities(found.today or choice.period[1]),
    )


def snapshot_of(choice: Choice) -> Snapshot:
    """The snapshot of one choice; without the verdict history while that is being worked out."""
    there = loaders.looks() is not None
    return _snapshot(str(home()), loaders.store().fingerprint(), choice, plan_store.stamp(), history=there)


@st.cache_resource(show_spinner=False, scope="session", max_entries=4)
def _form(ident: str, form: str, lang: str, _snapshot: Snapshot) -> bytes:
    return forms.made(_snapshot, form, Text(lang))


def form_of(snapshot: Snapshot, form: str, lang: str) -> bytes:
    """One form of it as a file."""
    return _form(snapshot.ident, form, lang, snapshot)


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _locked(ident: str, lang: str, passphrase: str, _page: bytes) -> bytes:
    from ui import lock

    return lock.lock(_page.decode(), passphrase, lang).encode()


def locked(snapshot: Snapshot, lang: str, passphrase: str) -> bytes:
    """The page behind a passphrase; the same file while neither changes."""
    return _locked(snapshot.ident, lang, passphrase, form_of(snapshot, "html", lang))


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _pictures(ident: str, lang: str, _snapshot: Snapshot) -> list[bytes]:
    from ui import report_pdf

    return report_pdf.pictures(_snapshot, Text(lang))


def pictures(snapshot: Snapshot, lang: str) -> list[bytes]:
    """The pages of the PDF as pictures, for the preview."""
    return _pictures(snapshot.ident, lang, snapshot)


# ------------------------------------------------------------------ what left


def left() -> tuple[Left, ...]:
    """Everything that left, newest first."""
    found = loaders.store().settings().get(LEFT, [])
    return tuple(_left(one) for one in reversed(found if isinstance(found, list) else []))


def _left(one: dict[str, Any]) -> Left:
    return Left(**{**one, "period": tuple(one["period"]), "sections": tuple(one["sections"])})


def leave(store: Store, one: Left, content: bytes) -> bytes:
    """Note that a file leaves, and hand it out. Runs where no session is at hand, so the store is given."""
    known = store.settings().get(LEFT, [])
    entry = {
        **one.__dict__,
        "at": datetime.now(UTC).astimezone().replace(tzinfo=None).isoformat("T", "minutes"),
    }
    store.note(LEFT, [*(known if isinstance(known, list) else []), entry][-MOST_LEFT:])
    return content


def leaving(snapshot: Snapshot, form: str, size: int, *, lock: bool, names: dict[str, str]) -> Left:
    """The record of a file before it leaves."""
    on = tuple(name for name, value in snapshot.to_dict()["include"].items() if value)
    start, end = (day.isoformat() for day in snapshot.period)
    return Left(snapshot.ident, "", form, (start, end), on, size, lock, names)


def forget() -> None:
    """Empty the record."""
    loaders.store().note(LEFT, [])


# ------------------------------------------------------------------ what is agreed


def agreed() -> tuple[Agreed, ...]:
    """What is agreed with the trainer, under the name a movement is read as."""
    from analysis import answer
    from data.names import chosen, resolved

    into = resolved(chosen(loaders.store().settings()))
    last = {into.get(one.subject, one.subject): one.value for one in plan_store.entries(AGREED)}
    return answer.restored([{**value, "movement": name} for name, value in last.items() if value])


def agree(one: Agreed, *, dose: bool) -> None:
    """Keep what is agreed for one movement. dose: the dose is new, so the plan shall suggest no more than it."""
    from analysis import answer

    day = one.since or loaders.today()
    loaders.store().journal.add(AGREED, one.movement, day, answer.stored([one])[0])
    if dose and one.dose is not None:
        parts = {part: getattr(one.dose, part) for part in PARTS}
        plan_store.set_limit(one.movement, Limit(by="trainer", **parts), day)


def disagree(one: Agreed) -> None:
    """Nothing is agreed for this movement any more, and the plan is no longer held by it."""
    loaders.store().journal.add(AGREED, one.movement, loaders.today(), {})
    if one.dose is not None:
        plan_store.set_limit(one.movement, Limit(by="trainer"), loaders.today())


def _steps() -> tuple[Next, ...]:
    """What the trainer's rules suggest next; nothing while a warning sign waits for a doctor."""
    found = plan_store.today_plan()
    if found is None or found.blocked:
        return ()
    return tuple(
        Next(one.movement, "return" if one.rule == "return" else one.action, one.dose) for one in found.steps
    )


def _abilities(day: date) -> tuple[Ability, ...]:
    """Everyday activities on the list that were rated."""
    from analysis.activities import regained

    shown = [one for one in plan_store.activities() if not one.hidden]
    found = [regained(one, day) for one in shown]
    return tuple(
        Ability(one.activity.name, one.first, one.latest, len(one.activity.ratings), one.back, one.since)
        for one in found
        if one.first is not None and one.latest is not None
    )


def _notes(review: Review, period: tuple[date, date]) -> tuple[tuple[date, str], ...]:
    """The person's own notes of a period, of days and of tries."""
    found = []
    for frame in (review.days, review.exposures):
        kept = frame[["date", "note"]].dropna()
        found += [(row.date.date(), str(row.note)) for row in kept.itertuples()]
    return tuple(sorted({one for one in found if period[0] <= one[0] <= period[1]}))
