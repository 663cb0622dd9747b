"""What a crowd of followers shows: load, time in red, steps up where none may be, rows reached."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from analysis import trafficlight
from analysis.tries import History
from benchmarks.evidence.diary import NAMES, TAU
from benchmarks.plan.follow import BEFORE, DAYS, Course, context_of, course

if TYPE_CHECKING:
    import pandas as pd

LATE = DAYS - 14
LEARNERS = ("learn", "learnload")
CALM = ("none", "betterdays")
LEAST_TRIES = 12
"""Tries in the eight weeks without which a movement is not followed."""
BREAK = 10


@dataclass
class Measured:
    """One person, both ways. ends: one dict per movement; red: (red, all) tries with the plan and with a fixed dose."""

    ends: list[dict[str, object]] = field(default_factory=list)
    red: dict[str, tuple[int, int]] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    ups: int = 0
    back: int = 0


def of_person(seed: int) -> Measured:
    """Both courses of one person."""
    out = Measured()
    planned, fixed = course(seed, planned=True), course(seed, planned=False)
    out.red = {"plan": reds(planned), "fixed": reds(fixed)}
    out.ends = ends(planned)
    for day, move, step in planned.steps:
        out.rows[step.rule] += 1
        if step.action == "up":
            out.ups += step.rule == "up"
            out.back += step.rule == "return"
            out.wrong.update(wrong(planned, day, move))
    return out


def reds(one: Course) -> tuple[int, int]:
    """Red tries and all tries of the eight weeks, by the light of 5.1."""
    table = _panel(one)
    context, red, n = context_of(table), 0, 0
    for series in History(one.exposures, table).until(table.index[-1].date()).values():
        found = trafficlight.lights(series, TAU, context.bad_mornings(series.day))
        inside = [light for light in found if (light.day - table.index[0].date()).days >= BEFORE]
        red, n = red + sum(light.colour == "red" for light in inside), n + len(inside)
    return red, n


def ends(one: Course) -> list[dict[str, object]]:
    """For each movement that was followed: the last loads over the first dose of the plan.

    end: median of the last three tries. held, most: highest load of the last two weeks, of all eight, felt at or under
    tau.
    """
    out = []
    for move in range(len(NAMES)):
        own = [row for row in one.rows if row["move"] == move and row["day"] >= BEFORE]
        if len(own) < LEAST_TRIES:
            continue
        first = one.start[move].index
        well = [row for row in own if row["felt"] <= TAU]
        held = [row["load"] for row in well if row["day"] >= LATE]
        out.append(
            {
                "kind": one.kinds[move],
                "event": one.event,
                "few": one.few,
                "end": float(np.median([row["load"] for row in own[-3:]])) / first,
                "held": max(held) / first if held else np.nan,
                "most": max((row["load"] for row in well), default=np.nan) / first,
            }
        )
    return out


def wrong(one: Course, day: int, move: int) -> list[str]:
    """What forbids a step up on this day, read from the rows of the course and not from the rules."""
    before = [row for row in one.rows if row["move"] == move and row["day"] < day]
    last = before[-1]
    out = [kind for kind in ("flare", "stress", "sleep") if kind in one.contexts.get(day, ())]
    if last["felt"] > trafficlight.ACCEPTABLE or last["flag"]:
        out.append("red")
    if day - last["day"] >= BREAK:
        out.append("break")
    return out


def _panel(one: Course) -> pd.DataFrame:
    from analysis import panel
    from data import schema

    return panel.daily(one.days, one.exposures, schema.empty("factors"))


def crowd(people: int, seed: int, workers: int = 2) -> list[Measured]:
    """So many people from this seed on; the same whatever the number of workers."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    seeds = range(seed, seed + people)
    if workers == 1:
        return [of_person(one) for one in seeds]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(of_person, seeds, chunksize=2))


def group(
    found: list[Measured], *, calm: bool | None = None, kinds: tuple[str, ...] = LEARNERS
) -> list[dict[str, object]]:
    """Movements of these kinds; calm: of people without a break, a stressful or a bad-sleep phase, or of the others."""
    rows = [row for one in found for row in one.ends if row["kind"] in kinds and not row["few"]]
    return rows if calm is None else [row for row in rows if (row["event"] in CALM) == calm]


def middle(rows: list[dict[str, object]], name: str) -> float:
    """Median of one figure, NaN without a row."""
    values = np.array([row[name] for row in rows], dtype=float)
    return float(np.nanmedian(values)) if np.isfinite(values).any() else np.nan


def share_red(found: list[Measured], way: str) -> float:
    """Red tries over all tries of everybody."""
    red, n = np.sum([one.red[way] for one in found], axis=0)
    return float(red / n)
