"""A trainer's desk: several people's snapshots at one glance, from their facts alone.

The trainer's own table decides what is next; here is only who needs a look first. Nothing is predicted.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date

    from analysis.answer_results import Next
    from analysis.results import MovementAssessment, State, Try
    from analysis.snapshot import Snapshot

QUIET_DAYS: Final = 7
"""After more days than this between the last entry and today a person counts as not having logged."""
MORE: Final = frozenset({"up", "variant"})
"""Steps of the trainer's rules that ask for more."""


@dataclass(frozen=True, slots=True)
class Glance:
    """One person at one glance. quiet: days from the last entry to today; None where they are few. setbacks: movements
    whose alarm returns. ready: movements for which the rules ask for more (see `ready`). watchful, learning,
    safe, unknown: how many movements stand so.
    """

    client: str
    made_on: date
    setbacks: tuple[str, ...]
    ready: tuple[str, ...]
    quiet: int | None
    counts: dict[State, int]
    question: str
    days_logged: int
    days_total: int


@dataclass(frozen=True, slots=True)
class Stand:
    """How one movement stood in one snapshot; level/low/high None where it is not said."""

    made_on: date
    state: State
    level: float | None
    low: float | None
    high: float | None
    n: int


def by_client(named: Sequence[tuple[str, str, Snapshot]]) -> dict[str, tuple[Snapshot, ...]]:
    """Snapshots by person, each person's oldest first.

    named: what to call whoever did not say, `Snapshot.ident`, and the snapshot. The same one twice counts once. Whoever
    did not say is nobody else: every page of one day has the same file name.
    """
    found: dict[str, dict[str, Snapshot]] = {one.sender: {} for _, _, one in named if one.sender}
    for name, ident, one in named:
        own = next((known for known, each in found.items() if ident in each), None)
        found.setdefault(one.sender or own or apart(name, found), {})[ident] = one
    return {name: tuple(sorted(each.values(), key=lambda one: one.made_on)) for name, each in found.items()}


def apart(name: str, taken: Container[str]) -> str:
    """The name, with a number where it is taken."""
    return next(told for n in count(1) if (told := name if n == 1 else f"{name} ({n})") not in taken)


def glance(client: str, snapshot: Snapshot, today: date) -> Glance:
    """The newest snapshot of one person, seen on `today`."""
    counts: dict[State, int] = {}
    for one in snapshot.movements:
        counts[one.state] = counts.get(one.state, 0) + 1
    quiet = max((today - snapshot.made_on).days, 0)
    return Glance(
        client,
        snapshot.made_on,
        tuple(one.movement for one in snapshot.movements if one.state == "relapsing"),
        tuple(one.movement for one in snapshot.movements if ready(one, snapshot.steps)),
        quiet if quiet > QUIET_DAYS else None,
        counts,
        snapshot.question,
        snapshot.days_logged,
        snapshot.days_total,
    )


def ready(one: MovementAssessment, steps: Sequence[Next] = ()) -> bool:
    """Whether the trainer's rules ask for more; where the snapshot holds no steps, whether the last two tries, on two
    days, were within the person's limit. Only for a movement that is safe or being learned.
    """
    if one.state not in {"safe", "learning"}:
        return False
    if steps:
        return any(each.movement == one.movement and each.action in MORE for each in steps)
    last: dict[date, Try] = {}
    for each in sorted(one.tries, key=lambda each: each.day):
        known = last.get(each.day)
        last[each.day] = each if known is None or each.felt > known.felt else known
    newest = [last[day] for day in sorted(last)[-2:]]
    return len(newest) == 2 and all(each.felt <= one.tau for each in newest)


def order(found: Sequence[Glance]) -> tuple[Glance, ...]:
    """Setbacks first, then who has not logged, then who is ready, then by name."""
    return tuple(
        sorted(
            found, key=lambda one: (not one.setbacks, one.quiet is None, not one.ready, one.client.casefold())
        )
    )


def over_time(snapshots: Sequence[Snapshot]) -> dict[str, tuple[Stand | None, ...]]:
    """For each movement of one person how it stood in each snapshot, None where it is not in it."""
    names = dict.fromkeys(one.movement for each in reversed(snapshots) for one in each.movements)
    return {name: tuple(_stand(each, name) for each in snapshots) for name in names}


def _stand(snapshot: Snapshot, name: str) -> Stand | None:
    found = next((one for one in snapshot.movements if one.movement == name), None)
    if found is None:
        return None
    known = found.n >= 3 and found.level is not None
    level, low, high = (found.level, found.low, found.high) if known else (None, None, None)
    return Stand(snapshot.made_on, found.state, level, low, high, found.n)
