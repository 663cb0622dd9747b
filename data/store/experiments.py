"""Small experiments on disk: a design and its draw, written once, and events that are only ever added.

Beside the diary, not part of it: what happens here leaves the diary the same one (no new fingerprint), ratings are the
diary's own. Every rule that protects the answer is here: a seed serves once, no record of a day to come or of a day
outside the plan, none with a clock that went back, none after the answer was read, and a look is never taken back.
See docs/decisions/009-experiments-beside-the-diary.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.errors import ExperimentRefused
from data.experiments import DONE, Event, Experiment, read, tidy, written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    import duckdb
    import pandas as pd

    from data.experiments import Design
    from data.store.database import Database

_COLUMNS: Final = "id, created, design, seed, schedule"
_EVENTS: Final = 'kind, "at", day, value'


class Experiments:
    """The experiments of one diary. Methods raise as `Store` does, and ExperimentRefused; nothing is changed then."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    # -------------------------------------------------------------- reading

    def all(self) -> list[Experiment]:
        """Every experiment with its events, oldest first."""
        with self._database.cursor() as cursor:
            found = cursor.execute(f"SELECT {_COLUMNS} FROM experiments ORDER BY id").fetchall()  # noqa: S608
            return [_experiment(row, _events(cursor, row[0])) for row in found]

    def get(self, number: int) -> Experiment:
        """One experiment. Raises KeyError."""
        with self._database.cursor() as cursor:
            return _one(cursor, number)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Both tables as frames, for the export."""
        with self._database.cursor() as cursor:
            return {
                name: cursor.execute(f"SELECT * FROM {name} ORDER BY ALL").df()  # noqa: S608 - names below
                for name in ("experiments", "experiment_events")
            }

    # -------------------------------------------------------------- writing

    def start(self, design: Design, schedule: Sequence[str], seed: int) -> int:
        """Write down a design, its draw (`a` or `b` per day) and the seed it came from; its number.

        Refuses a seed that drew before: who knows the draw of a seed could choose it.
        """
        if len(schedule) != design.days or set(schedule) - {"a", "b"}:
            raise ValueError(f"{len(schedule)} drawn days for a plan of {design.days}")
        with self._database.transaction(revised=False) as cursor:
            if cursor.execute("SELECT 1 FROM experiments WHERE seed = ?", [seed]).fetchall():
                raise ExperimentRefused("seed_used", f"Seed {seed} drew an experiment before.", seed=seed)
            number = int(cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM experiments").fetchall()[0][0])
            cursor.execute(
                f"INSERT INTO experiments ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - names above
                [number, self._clock(), written(tidy(design)), seed, "".join(schedule)],
            )
        return number

    def record(self, number: int, day: date, done: str, today: date) -> None:
        """Note what was done on one planned day; of two notes the later counts, both are kept."""
        if done not in DONE:
            raise ValueError(f"{done} is none of {', '.join(DONE)}")
        with self._database.transaction(revised=False) as cursor:
            one = _one(cursor, number)
            _may_record(one, day, today)
            if one.records.get(day) != done:
                self._add(cursor, number, "day", day, done)

    def peek(self, number: int, today: date) -> None:
        """Note that somebody looked before the end, for good. Each day counts once."""
        self._once(number, "peek", today, lambda one: today in one.peeks)

    def open(self, number: int, today: date) -> None:
        """Note that the answer was read; from now on it stays open and the records stay as they are."""
        self._once(number, "opened", today, lambda one: one.opened is not None)

    def stop(self, number: int, today: date) -> None:
        """End it before its time, for good; stopping twice is stopping once."""
        self._once(number, "stopped", today, lambda one: one.stopped is not None)

    def _once(self, number: int, kind: str, today: date, there: Callable[[Experiment], bool]) -> None:
        with self._database.transaction(revised=False) as cursor:
            one = _one(cursor, number)
            if not there(one):
                _clock_forward(one, today)
                self._add(cursor, number, kind, today)

    def _add(
        self, cursor: duckdb.DuckDBPyConnection, number: int, kind: str, day: date, value: str = ""
    ) -> None:
        cursor.execute(
            "INSERT INTO experiment_events SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM experiment_events"
            " WHERE experiment = ?",
            [number, kind, self._clock(), day, value, number],
        )


def _may_record(one: Experiment, day: date, today: date) -> None:
    shown = {"day": day.isoformat(), "today": today.isoformat()}
    _clock_forward(one, today)
    if day > today:
        raise ExperimentRefused("future", f"{day} is still to come; today is {today}.", **shown)
    if one.condition(day) is None or (one.stopped is not None and day > one.stopped):
        raise ExperimentRefused("outside", f"{day} is no day of this experiment.", **shown)
    if one.opened is not None:
        raise ExperimentRefused("closed", "The result was read; its records stay as they are.", **shown)


def _clock_forward(one: Experiment, today: date) -> None:
    last = one.last_noted
    if one.clock_back(today):
        raise ExperimentRefused(
            "clock",
            f"The clock says {today}, but the last note is of {last}. Set the clock right; nothing was changed.",
            today=today.isoformat(),
            last=last.isoformat(),
        )


def _one(cursor: duckdb.DuckDBPyConnection, number: int) -> Experiment:
    query = f"SELECT {_COLUMNS} FROM experiments WHERE id = ?"  # noqa: S608 - names above
    found = cursor.execute(query, [number]).fetchall()
    if not found:
        raise KeyError(number)
    return _experiment(found[0], _events(cursor, number))


def _events(cursor: duckdb.DuckDBPyConnection, number: int) -> tuple[Event, ...]:
    query = f"SELECT {_EVENTS} FROM experiment_events WHERE experiment = ? ORDER BY number"  # noqa: S608
    return tuple(Event(*row) for row in cursor.execute(query, [number]).fetchall())


def _experiment(row: tuple[int, datetime, str, int, str], events: tuple[Event, ...]) -> Experiment:
    number, created, design, seed, schedule = row
    return Experiment(number, created, read(design), int(seed), tuple(schedule), events)
