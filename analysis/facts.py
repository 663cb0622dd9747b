"""A snapshot as one flat list of facts: what CSV lists, FHIR codes, and the page and the PDF say in words.

Every number of the snapshot that stands in a sentence or a table is here once, unrounded, with its interval, how many
observations it rests on and from when to when. Nothing is worked out anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.progress_results import BeforeAfter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from analysis.answer_results import Ability, Agreed, Next
    from analysis.association_results import Connection
    from analysis.progress_results import Progress, Win
    from analysis.results import Dose, MovementAssessment, Try
    from analysis.snapshot import Snapshot

MIN_TRIES = 3
"""From so many tries on a level is said at all."""
DOSE_UNITS = {"sets": "sets", "reps": "reps", "weight_kg": "kg", "duration_s": "s", "distance_m": "m"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One number or one code of a snapshot.

    part: `header`, `movement`, `try`, `surprise`, `connection`, `missing`, `week`, `change`, `flare`, `activity`,
    `plan`, `next`, `win`, `question` or `note`. subject: the movement or factor, "" for none. name: what it is, a
    code. value: the number, None where there is none. word: a code or own words instead of a number. unit: `points`,
    `share`, `days`, `tries`, `log2`, `kg`, `reps`, `sets`, `s`, `m`, `%` or "". n: observations behind it. start, end:
    the days it speaks of. item: which try of the movement, 1 for the first shown. The header's `snapshot` is its
    ident, n the tries in it, so that a cut file is told from a whole one.
    """

    part: str
    name: str
    subject: str = ""
    value: float | None = None
    word: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    n: int | None = None
    start: date | None = None
    end: date | None = None
    item: int | None = None


def of(snapshot: Snapshot) -> tuple[Fact, ...]:
    """All facts of a snapshot, in the order of the page."""
    return tuple(_all(snapshot))


def _all(snapshot: Snapshot) -> Iterator[Fact]:
    yield from _header(snapshot)
    for movement in snapshot.movements:
        yield from _movement(movement)
    for one in snapshot.connections:
        yield _connection(one)
    for lacking in snapshot.insufficient:
        yield Fact("missing", lacking.what, lacking.subject, lacking.have, unit="days", high=lacking.need)
    if snapshot.progress is not None:
        yield from _progress(snapshot.progress)
    for ability in snapshot.activities:
        yield from _ability(ability)
    for agreed in snapshot.plan:
        yield from _agreed(agreed)
    for step in snapshot.steps:
        yield from _next(step, snapshot.made_on)
    yield from _own(snapshot)


def _header(snapshot: Snapshot) -> Iterator[Fact]:
    start, end = snapshot.period
    for name, value, unit in (
        ("days_total", snapshot.days_total, "days"),
        ("days_logged", snapshot.days_logged, "days"),
        ("gaps", snapshot.gaps, ""),
        ("tau", snapshot.tau, "points"),
    ):
        yield Fact("header", name, value=value, unit=unit, start=start, end=end)
    day = snapshot.made_on
    shown = sum(len(one.tries) for one in snapshot.movements) or None
    yield Fact("header", "snapshot", word=snapshot.ident, n=shown, start=day, end=day)
    if snapshot.sender:
        yield Fact("header", "sender", word=snapshot.sender)


def _own(snapshot: Snapshot) -> Iterator[Fact]:
    """The person's own question and notes."""
    if snapshot.question:
        yield Fact("question", "question", word=snapshot.question)
    for day, words in snapshot.notes:
        yield Fact("note", "note", word=words, start=day, end=day)


def _next(step: Next, day: date) -> Iterator[Fact]:
    yield Fact("next", "action", step.movement, word=step.action, start=day, end=day)
    for name, value, unit in _parts(step.dose) if step.dose else ():
        yield Fact("next", name, step.movement, value, unit=unit, start=day, end=day)


def _movement(one: MovementAssessment) -> Iterator[Fact]:
    start, end = one.window
    named = {"subject": one.movement, "n": one.n, "start": start, "end": end}
    yield Fact("movement", "state", word=one.state, **named)  # type: ignore[arg-type]
    level, low, high = (_known(one, each, scale=True) for each in (one.level, one.low, one.high))
    yield Fact("movement", "level", value=level, unit="points", low=low, high=high, **named)  # type: ignore[arg-type]
    yield Fact("movement", "p_safe", value=_known(one, one.p_safe), unit="share", **named)  # type: ignore[arg-type]
    change, low, high = (_known(one, each) for each in (one.change, one.change_low, one.change_high))
    yield Fact("movement", "change", value=change, unit="points", low=low, high=high, **named)  # type: ignore[arg-type]
    yield Fact("movement", "tries", one.movement, one.n, unit="tries", start=start, end=end)
    yield Fact(
        "movement", "days_since", one.movement, one.days_since, unit="days", start=one.last, end=one.last
    )
    if one.surprise and one.surprise.n_all:
        yield from _surprise(one)
    for number, each in enumerate(one.tries, start=1):
        yield from _try(each, one.movement, number)


def _known(one: MovementAssessment, value: float | None, *, scale: bool = False) -> float | None:
    """What may be said from three tries on, as on the page; on the scale of pain it stays within 0 to 10."""
    if value is None or one.level is None or one.n < MIN_TRIES:
        return None
    return min(max(value, 0.0), 10.0) if scale else value


def _surprise(one: MovementAssessment) -> Iterator[Fact]:
    found = one.surprise
    if found is None:
        return
    for name in ("easier", "same", "harder"):
        yield Fact(
            "surprise", name, one.movement, getattr(found, name), unit="tries", n=found.n_all,
            start=one.window[0], end=one.window[1],
        )  # fmt: skip


def _try(one: Try, movement: str, item: int) -> Iterator[Fact]:
    for name, value in (("felt", one.felt), ("expected", one.expected), ("next_day", one.next_day)):
        if value is not None:
            yield Fact("try", name, movement, value, unit="points", start=one.day, end=one.day, item=item)
    for name, value, unit in _parts(one.dose):
        yield Fact("try", name, movement, value, unit=unit, start=one.day, end=one.day, item=item)
    if one.variant:
        yield Fact("try", "variant", movement, word=one.variant, start=one.day, end=one.day, item=item)


def _parts(dose: Dose) -> Iterator[tuple[str, float, str]]:
    for name, unit in DOSE_UNITS.items():
        value = getattr(dose, name)
        if value is not None:
            yield name, value, unit


def _connection(one: Connection) -> Fact:
    return Fact(
        "connection", f"lag_{one.lag}", one.factor, one.effect, one.verdict, "points", one.low, one.high, one.n,
        *one.window,
    )  # fmt: skip


def _progress(one: Progress) -> Iterator[Fact]:
    for week in one.weeks:
        yield Fact(
            "week",
            "pain_mean",
            "",
            week.mean,
            "",
            "points",
            week.low,
            week.high,
            week.n,
            week.start,
            week.start,
        )
    change = one.before_after
    if isinstance(change, BeforeAfter):
        yield Fact(
            "change", "first_mean", "", change.first_mean, unit="points", n=change.n_first,
            start=change.first_window[0], end=change.first_window[1],
        )  # fmt: skip
        yield Fact(
            "change", "last_mean", "", change.last_mean, unit="points", n=change.n_last,
            start=change.last_window[0], end=change.last_window[1],
        )  # fmt: skip
        yield Fact(
            "change", "change", "", change.change, change.verdict, "points", change.low, change.high,
            change.n_first + change.n_last, change.first_window[0], change.last_window[1],
        )  # fmt: skip
    for flare in one.flares:
        yield Fact("flare", "peak", "", flare.peak, unit="points", start=flare.start, end=flare.end)
    for win in one.wins:
        yield from _win(win)


def _win(one: Win) -> Iterator[Fact]:
    """A win and the numbers it is told with: expected and felt, change, first and latest, and its dose."""
    told = {"subject": one.movement, "start": one.day, "end": one.day}
    yield Fact("win", one.kind, word=one.word, **told)  # type: ignore[arg-type]
    for name, value in one.facts.items():
        unit = "%" if name == "percent" else "points"
        yield Fact("win", name, value=value, unit=unit, **told)  # type: ignore[arg-type]
    for name, value, unit in _parts(one.dose) if one.dose else ():
        yield Fact("win", name, value=value, unit=unit, **told)  # type: ignore[arg-type]


def _ability(one: Ability) -> Iterator[Fact]:
    for name, value in (("first", one.first), ("latest", one.latest)):
        yield Fact("activity", name, one.name, value, unit="points", n=one.n)
    if one.back:
        yield Fact("activity", "back", one.name, word="yes", start=one.since, end=one.since)


def _agreed(one: Agreed) -> Iterator[Fact]:
    if one.dose is not None:
        for name, value, unit in _parts(one.dose):
            yield Fact("plan", name, one.movement, value, unit=unit, start=one.since, end=one.since)
    if one.limit is not None:
        yield Fact("plan", "limit", one.movement, one.limit, unit="points", start=one.since, end=one.since)
    if one.stop:
        yield Fact("plan", "stop", one.movement, word=one.stop, start=one.since, end=one.since)
