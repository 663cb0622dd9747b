"""What the corrections of the engine are learned from: the clues about simulated movements, with the truth beside them.

Twelve weeks of six movements are one sort of diary. For the clues to mean the same in others, some people show only
some of their movements, and some diaries begin later than their people did.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import correction, fits, panel
from analysis.tries import History, day_number
from benchmarks.evidence import people
from benchmarks.evidence.diary import LOOKS, NAMES, fact, frames, on
from benchmarks.evidence.worlds import MOVEMENTS, WORLDS
from data import schema

if TYPE_CHECKING:
    from benchmarks.evidence.people import Person

SEED = 500_000
"""Far from the seeds of the evidence: nobody is examined who was learned from."""
PARTLY, LATER = 0.15, 0.08
LATEST = 40
CHUNK = 10


def pupil(seed: int, world: str) -> Person:
    """A person, maybe with fewer movements, maybe with a diary that begins later."""
    person = people.draw(seed + WORLDS[world].offset, WORLDS[world])
    rng = np.random.default_rng([seed, 7])
    shown = np.ones(MOVEMENTS, dtype=bool)
    if rng.random() < PARTLY:
        shown = np.isin(np.arange(MOVEMENTS), rng.permutation(MOVEMENTS)[: rng.integers(1, MOVEMENTS)])
    begin = int(rng.integers(5, LATEST)) if rng.random() < LATER else 0
    kept = shown[person.move] & (person.day >= begin)
    if not kept.any():
        return person
    own = {name: getattr(person, name)[kept] for name in ("day", "move", "x", "felt", "expected")}
    return replace(person, **own)


def of_pupil(seed: int, world: str) -> list[dict[str, object]]:
    """One row per movement and look: the clues, the truth (level, change, rise), and who it was."""
    person = pupil(seed, world)
    exposures, days = frames(person)
    history = History(exposures, panel.daily(days, exposures, schema.empty("factors")))
    rows = []
    for now in LOOKS:
        series = history.until(on(now))
        found = fits.alone(series, on(now))
        if not found:
            continue
        today = day_number(on(now))
        raw = correction.clues(found, today)
        for (name, one), clue in zip(found.items(), raw, strict=True):
            own = series[name]
            true = fact(person, NAMES.index(name), now)
            row = dict(zip(correction.CLUES, clue.tolist(), strict=True))
            row |= {
                "world": world,
                "person": seed,
                "move": name,
                "day": now,
                "n": one.n,
                "few": person.truth.few,
            }
            row |= {"days_with": len(np.unique(own.day)), "days_since": today - one.last}
            row |= {"true_level": true.level, "true_change": true.change, "true_rise": true.rise}
            row |= {
                "event": person.truth.event,
                "ev0": person.truth.event_start,
                "evl": person.truth.event_days,
            }
            rows.append(row)
    return rows


def of_pupils(work: tuple[str, list[int]]) -> pd.DataFrame:
    """All rows of several people of a world."""
    world, seeds = work
    return pd.DataFrame([row for seed in seeds for row in of_pupil(seed, world)])


def lessons(wanted: dict[str, int], seed: int = SEED, workers: int = 2) -> pd.DataFrame:
    """All rows of so many people of each world."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    work = [
        (world, list(range(seed + at, seed + min(at + CHUNK, count))))
        for world, count in wanted.items()
        for at in range(0, count, CHUNK)
    ]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return pd.concat(list(pool.map(of_pupils, work)), ignore_index=True)
