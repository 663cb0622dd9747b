"""A small experiment of one person: check the design, draw the order, read the answer.

Design: two conditions in blocks, the order within each block by lot (randomised block design of one person, an N-of-1
trial; Kravitz & Duan 2014, AHRQ guide; Edgington & Onghena 2007). The draw is a hash of seed and block, so that anybody
can draw it again with a pocket tool. Days count for the condition that was drawn, whatever was done (intention to
treat); missing days stay missing.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from analysis.change import ROUNDING, Z90
from analysis.experiment_results import (
    Adherence,
    BlockMeans,
    Difference,
    ExperimentResult,
    Phase,
    Problem,
    Verdict,
)
from analysis.medicines import names_medicine
from analysis.randomisation import ALPHA, compare, counted, is_a, orders
from analysis.results import Insufficient
from analysis.yardstick import yardstick

if TYPE_CHECKING:
    import pandas as pd

    from analysis.randomisation import Array
    from data.experiments import Design, Experiment

OUTCOMES: Final = (
    "pain_avg",
    "pain_tries",
    "pain_worst",
    "pain_morning",
    "sleep_quality",
    "stress",
    "mood",
    "impact",
)
"""What may be compared: columns of the daily panel, all 0-10."""
NEXT_DAY: Final = frozenset({"pain_morning", "sleep_quality"})
"""Those that a day shows only the next morning: the diary keeps them with the day that follows."""
PAIN: Final = frozenset(OUTCOMES[:4])
SIZES: Final = (2, 4)
MIN_BLOCKS: Final = {2: 6, 4: 3}
"""Fewer blocks have too few orders for p <= .05: 2/2^6 = .031, but 2/2^5 = .062; 2/6^3 = .009, but 2/6^2 = .056."""
MAX_DAYS: Final = 168
LONGEST_NAME, LONGEST_QUESTION = 80, 200
MAX_PERIOD: Final = 14
AHEAD: Final = 60
"""Days until the start at most."""


# ------------------------------------------------------------------ before


def fitting(start: date, end: date, size: int, period: int) -> int:
    """How many whole blocks fit from `start` to `end`, both included; 0 where the end is before the start."""
    return max(0, ((end - start).days + 1) // (size * period))


def problems(design: Design, today: date, asked: int | None = None) -> tuple[Problem, ...]:
    """Why the design cannot start on `today`; empty where it can. asked: days the person asked for."""
    days = design.days if asked is None else asked
    need = MIN_BLOCKS.get(design.size, 0) * design.size * design.period
    found = [
        *_of_words(design),
        (design.size not in SIZES or not 1 <= design.period <= MAX_PERIOD, Problem("shape")),
        (not 0 <= design.washout < max(design.period, 1), Problem("washout", design.washout, design.period)),
        (design.outcome not in OUTCOMES, Problem("outcome")),
        (days < 1, Problem("end_before_start", days)),
        (days >= 1 and (days < need or design.blocks < 1), Problem("too_short", days, need)),
        (days > MAX_DAYS, Problem("too_long", days, MAX_DAYS)),
        (design.start < today, Problem("start_past", (today - design.start).days)),
        ((design.start - today).days > AHEAD, Problem("start_far", (design.start - today).days, AHEAD)),
    ]
    return tuple(problem for wrong, problem in found if wrong)


def _of_words(design: Design) -> list[tuple[bool, Problem]]:
    question, a, b = (words.strip() for words in (design.question, design.a, design.b))
    longest = max(len(a), len(b))
    return [
        (not question, Problem("question_empty")),
        (len(question) > LONGEST_QUESTION, Problem("question_long", len(question), LONGEST_QUESTION)),
        (not a or not b, Problem("name_empty")),
        (bool(a) and a.casefold() == b.casefold(), Problem("names_equal")),
        (longest > LONGEST_NAME, Problem("name_long", longest, LONGEST_NAME)),
        (any(names_medicine(words[:1000]) for words in (question, a, b)), Problem("medicine")),
    ]


def schedule(design: Design, seed: int) -> tuple[str, ...]:
    """The draw: `a` or `b` for each day. The same design and seed give the same plan on every machine.

    Block k (from 0) takes order SHA-256("seed:k") as a whole number modulo the number of orders, in the list
    `randomisation.orders` (alphabetical); each letter of it holds for one period.
    """
    known = orders(design.size)
    drawn = (known[_number(seed, block) % len(known)] for block in range(design.blocks))
    return tuple(letter for order in drawn for letter in order for _ in range(design.period))


def _number(seed: int, block: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{block}".encode()).digest(), "big")


# ------------------------------------------------------------------ while it runs and after


def phase(experiment: Experiment, panel: pd.DataFrame | None, today: date) -> Phase:
    """Where it stands. Finished: after its last day, or on it once it is recorded and rated; once read, for good."""
    design = experiment.design
    if experiment.stopped is not None:
        return "stopped"
    if experiment.opened is not None or today > design.last:
        return "finished"
    if today < design.start:
        return "before"
    known = panel is not None and bool(np.isfinite(_outcomes(design, panel)[-1]))
    return "finished" if today == design.last and known and design.end in experiment.records else "running"


def adherence(experiment: Experiment, until: date) -> Adherence:
    """What was done of what was drawn, over the planned days up to `until`."""
    records = experiment.records
    counts = {"days_a": 0, "days_b": 0, "done_a": 0, "done_b": 0}
    recorded = 0
    for at, condition in enumerate(experiment.schedule):
        day = experiment.design.day(at)
        if day <= until:
            counts[f"days_{condition}"] += 1
            counts[f"done_{condition}"] += records.get(day) == "done"
            recorded += day in records
    return Adherence(**counts, recorded=recorded)


def evaluate(experiment: Experiment, panel: pd.DataFrame, today: date) -> ExperimentResult | Insufficient:
    """The answer as of `today`; the caller asks only when it may be read.

    panel: as `panel.daily` gives. `Insufficient("experiment_blocks")`: fewer blocks count than the test needs;
    `("experiment_constant")`: every rating was the same.
    """
    design, now = experiment.design, phase(experiment, panel, today)
    until = min(today, design.end) if now in {"before", "running"} else experiment.until
    values = _blocks(design, _outcomes(design, panel), until)
    assigned = _difference(design, values, experiment.schedule)
    if isinstance(assigned, Insufficient):
        return assigned
    window = (design.start, until)
    if np.nanmin(values) == np.nanmax(values):
        return Insufficient("experiment_constant", 1, 2, window=window)
    kept = adherence(experiment, until)
    done = _blocks(design, _done_only(experiment, _outcomes(design, panel)), until)
    return ExperimentResult(
        verdict=_verdict(now, assigned, kept),
        assigned=assigned,
        as_done=_difference(design, done, experiment.schedule),
        adherence=kept,
        yardstick=yardstick(assigned.mean_b, assigned.effect) if design.outcome in PAIN else None,
        blocks=_means(design, values, experiment.schedule, until),
        planned_blocks=design.blocks,
        window=window,
        peeks=experiment.peeks,
        genuine=schedule(design, experiment.seed) == experiment.schedule,
    )


def _verdict(now: Phase, found: Difference, kept: Adherence) -> Verdict:
    if now != "finished":
        return "stopped" if now == "stopped" else "peek"
    if found.p > ALPHA:
        return "none"
    return "hardly_done" if kept.hardly else "difference"


def outcomes(experiment: Experiment, panel: pd.DataFrame) -> tuple[float | None, ...]:
    """The rating that belongs to each planned day, None where unknown."""
    return tuple(
        float(one) if np.isfinite(one) else None for one in _outcomes(experiment.design, panel).tolist()
    )


def _outcomes(design: Design, panel: pd.DataFrame) -> Array:
    """The rating of each planned day (of the day after, where the design says so), NaN where unknown."""
    import pandas as pd

    first = design.start + timedelta(days=int(design.next_day))
    days = pd.date_range(first, periods=design.days, freq="D", unit="us")
    if design.outcome not in panel.columns:
        return np.full(design.days, np.nan)
    return np.asarray(panel[design.outcome].reindex(days).to_numpy(dtype=np.float64))


def _done_only(experiment: Experiment, values: Array) -> Array:
    records = experiment.records
    done = [records.get(experiment.design.day(at)) == "done" for at in range(len(values))]
    return np.where(done, values, np.nan)


def _blocks(design: Design, values: Array, until: date) -> Array:
    """(blocks, days of a block); days after `until` and washout days are NaN."""
    at = np.arange(design.days)
    counts = (at % design.period >= design.washout) & (at <= (until - design.start).days)
    return np.where(counts, values, np.nan).reshape(design.blocks, design.size * design.period)


def _drawn(design: Design, plan: tuple[str, ...]) -> list[int]:
    """For each block the place of its order in `orders`."""
    letters = "".join(plan[:: design.period])
    known = orders(design.size)
    return [known.index(letters[at : at + design.size]) for at in range(0, len(letters), design.size)]


def _difference(design: Design, values: Array, plan: tuple[str, ...]) -> Difference | Insufficient:
    masks, drawn = is_a(design.size, design.period), _drawn(design, plan)
    use = counted(values, masks)
    need = MIN_BLOCKS[design.size]
    if use.sum() < need:
        return Insufficient("experiment_blocks", int(use.sum()), need)
    found = compare(values, drawn, masks)
    on_a = masks[drawn] & use[:, None] & np.isfinite(values)
    on_b = ~masks[drawn] & use[:, None] & np.isfinite(values)
    if found is None:  # at least `need` blocks count
        raise AssertionError
    n_a, n_b = int(on_a.sum()), int(on_b.sum())
    hidden = Z90 * float(np.sqrt(ROUNDING * (1 / n_a + 1 / n_b)))
    return Difference(
        effect=found.effect,
        low=min(found.low, found.effect - hidden),
        high=max(found.high, found.effect + hidden),
        p=found.p,
        blocks=found.n,
        n_a=n_a,
        n_b=n_b,
        mean_a=float(values[on_a].mean()),
        mean_b=float(values[on_b].mean()),
        orders=found.orders,
        exact=found.exact,
    )


def _means(design: Design, values: Array, plan: tuple[str, ...], until: date) -> tuple[BlockMeans, ...]:
    """Both means of every block begun by `until`, the last day read."""
    masks, drawn = is_a(design.size, design.period), _drawn(design, plan)
    use, length = counted(values, masks), design.size * design.period
    out = []
    for at, row in enumerate(values):
        on_a = masks[drawn[at]]
        a, b = row[on_a & np.isfinite(row)], row[~on_a & np.isfinite(row)]
        first = design.day(at * length)
        if first > until:
            break
        window = (first, min(design.day((at + 1) * length - 1), until))
        mean_a, mean_b = (float(side.mean()) if len(side) else None for side in (a, b))
        out.append(BlockMeans(at + 1, window, mean_a, mean_b, len(a), len(b), bool(use[at])))
    return tuple(out)
