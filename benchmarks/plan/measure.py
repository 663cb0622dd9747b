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
KINDS_OF_ROW = {
    "up": ("up",),
    "held by a cap": (),
    "waits": ("amber", "gather", "one_green", "wait_morning"),
    "strained": ("strained",),
    "return": ("return",),
    "red, symptom, sign": ("red_once", "red_twice", "relapsing", "symptom", "red_flag", "clock"),
    "break": ("break_short", "break_middle", "break_long"),
}
"""Rows of the table as the accounting groups them; `up` that raised nothing is `held by a cap`."""
LEAST_TRIES = 12
"""Tries in the eight weeks without which a movement is not followed."""
BREAK = 10


@dataclass
class Measured:
    """One person, both ways. ends: one dict per movement; red: (red, all) tries with the plan and with a fixed dose.
    asked: one dict per proposal to a movement of `ends`.
    """

    ends: list[dict[str, object]] = field(default_factory=list)
    red: dict[str, tuple[int, int]] = field(default_factory=dict)
    asked: list[dict[str, object]] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    ups: int = 0
    back: int = 0


def of_person(seed: int) -> Measured:
    """Both courses of one person."""
    out = Measured()
    planned, fixed = course(seed, planned=True), course(seed, planned=False)
    out.red = {"plan": reds(planned), "fixed": reds(fixed)}
    out.ends, out.asked = ends(planned), proposals(planned)
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


def proposals(one: Course) -> list[dict[str, object]]:
    """For each proposal to a movement that was followed: its week from 1, its kind of row, the load it changed by.

    change: natural log of the proposed load over the one before; 0 where none is proposed.
    """
    followed = {move for move in range(len(NAMES)) if _tries(one, move) >= LEAST_TRIES}
    out = []
    for day, move, step in one.steps:
        if move not in followed:
            continue
        capped = step.rule == "up" and step.action == "hold"
        kind = (
            "held by a cap"
            if capped
            else next(key for key, rows in KINDS_OF_ROW.items() if step.rule in rows)
        )
        known = step.dose and step.dose.index and step.before and step.before.index
        change = float(np.log(step.dose.index / step.before.index)) if known else 0.0
        about = {"kind": one.kinds[move], "event": one.event, "few": one.few}
        out.append(about | {"week": 1 + (day - BEFORE) // 7, "row": kind, "change": change})
    return out


def _tries(one: Course, move: int) -> int:
    return sum(row["move"] == move and row["day"] >= BEFORE for row in one.rows)


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
    found: list[Measured], what: str = "ends", *, calm: bool | None = None, kinds: tuple[str, ...] = LEARNERS
) -> list[dict[str, object]]:
    """Movements of these kinds; calm: of people without a break, a stressful or a bad-sleep phase, or of the others.

    what: `ends`, a row per movement, or `asked`, a row per proposal.
    """
    rows = [row for one in found for row in getattr(one, what) if row["kind"] in kinds and not row["few"]]
    return rows if calm is None else [row for row in rows if (row["event"] in CALM) == calm]


def middle(rows: list[dict[str, object]], name: str) -> float:
    """Median of one figure, NaN without a row."""
    values = np.array([row[name] for row in rows], dtype=float)
    return float(np.nanmedian(values)) if np.isfinite(values).any() else np.nan


def by_week(asked: list[dict[str, object]]) -> dict[str, list[float]]:
    """Kind of row -> share of the proposals of each of the eight weeks, in percent."""
    weeks = range(1, (DAYS - BEFORE) // 7 + 1)
    n = {week: sum(one["week"] == week for one in asked) for week in weeks}
    return {
        kind: [
            100 * sum(one["week"] == week and one["row"] == kind for one in asked) / max(n[week], 1)
            for week in weeks
        ]
        for kind in KINDS_OF_ROW
    }


def factors(asked: list[dict[str, object]], movements: int) -> dict[str, float]:
    """Kind of row -> what it made of the load over eight weeks, as a geometric mean over the movements."""
    total = {
        kind: sum(float(str(one["change"])) for one in asked if one["row"] == kind) for kind in KINDS_OF_ROW
    }
    return {kind: float(np.exp(value / max(movements, 1))) for kind, value in total.items()}


def share_red(found: list[Measured], way: str) -> float:
    """Red tries over all tries of everybody."""
    red, n = np.sum([one.red[way] for one in found], axis=0)
    return float(red / n)
