"""Every week, every movement: what was true and what each method said. One row per person, movement and look."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import fits, movements, panel
from analysis.results import Settings
from analysis.tries import History
from benchmarks.evidence import people
from benchmarks.evidence.diary import LOOKS, NAMES, TAU, fact, frames, on
from benchmarks.evidence.methods import METHODS
from benchmarks.evidence.worlds import WORLDS
from data import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analysis.results import Look
    from benchmarks.evidence.people import Person

ENGINE = "engine"
CHUNK = 5
"""People per piece of work."""


def of_person(seed: int, world: str, days: Sequence[int] = LOOKS) -> list[dict[str, object]]:
    """All rows of one person, asked on these days.

    person, move, day; truth, level, change, rise: what is true; n, since, span: tries so far, days since the last and
    the first; kind, event, event_start, event_days, few: of the person; call_<method>, fall_<method>: state, change in
    points; p_safe, p_fall, p_rise, said_level/_low/_high, change_low/_high: of the engine.
    """
    person = people.draw(seed + WORLDS[world].offset, WORLDS[world])
    said = {(one.movement, one.day): one for one in looks(person, days)}
    return [
        _row(seed, person, move, now, said[NAMES[move], on(now)])
        for now in days
        for move in range(len(NAMES))
        if ((person.move == move) & (person.day <= now)).any()
    ]


def looks(person: Person, asked: Sequence[int] = LOOKS) -> list[Look]:
    """What the whole engine said, as the program asks it."""
    exposures, days = frames(person)
    known = fits.Days(History(exposures, panel.daily(days, exposures, schema.empty("factors"))))
    return [one for now in asked for one in movements.look(known, on(now), Settings(tau=TAU))]


def _row(seed: int, person: Person, move: int, now: int, look: Look) -> dict[str, object]:
    own = (person.move == move) & (person.day <= now)
    day, pain = person.day[own], person.felt[own]
    true, one = fact(person, move, now), person.truth
    row: dict[str, object] = {"person": seed, "move": move, "day": now, "truth": true.state}
    row |= {"level": true.level, "change": true.change, "rise": true.rise}
    row |= {
        "n": len(day),
        "since": now - int(day[-1]),
        "span": now - int(day[0]),
        "kind": one.kinds[move],
        "event": one.event,
    }
    row |= {"event_start": one.event_start, "event_days": one.event_days, "few": one.few}
    row |= {f"call_{ENGINE}": look.state, f"fall_{ENGINE}": look.change}
    row |= {"p_safe": look.p_safe, "p_fall": look.p_fall, "p_rise": look.p_rise}
    row |= {"said_level": look.level, "said_low": look.low, "said_high": look.high}
    row |= {"change_low": look.change_low, "change_high": look.change_high}
    for name, method in METHODS.items():
        read = method.read(day, pain, now)
        row[f"call_{name}"] = method.call(read)
        if method.falls:
            row[f"fall_{name}"] = read.change if read else np.nan
    return row


def of_people(seeds: Sequence[int], world: str, days: Sequence[int] = LOOKS) -> pd.DataFrame:
    """All rows of several people, in their order."""
    rows = pd.DataFrame([row for seed in seeds for row in of_person(seed, world, days)])
    numbers = [name for name in rows if name.startswith(("p_", "said_", "change_", "fall_"))]
    return rows.astype(dict.fromkeys(numbers, "float64"))


def simulate(
    wanted: dict[str, int], seed: int, workers: int = 2, told: Callable[[str], object] = lambda _: None
) -> dict[str, pd.DataFrame]:
    """World -> rows, for so many people each. The same whatever the number of workers. told: progress in words."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    work = [
        (world, list(range(seed + at, seed + min(at + CHUNK, count))))
        for world, count in wanted.items()
        for at in range(0, count, CHUNK)
    ]
    parts: dict[str, list[pd.DataFrame]] = {world: [] for world in wanted}
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        found = pool.map(of_people, [seeds for _, seeds in work], [world for world, _ in work])
        for (world, seeds), rows in zip(work, found, strict=True):
            parts[world].append(rows)
            told(f"{world}: {seeds[-1] - seed + 1} of {wanted[world]} people")
    return {world: pd.concat(rows, ignore_index=True) for world, rows in parts.items() if rows}
