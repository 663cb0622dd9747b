"""Invented results shaped like a real diary: eight movements over twelve weeks, six connections, one progress.

Deterministic and hand-made (no model runs here), so that drawing and wording can be tested without analysis.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from analysis.association_results import AdjustedPoint, Connection, LagPoint, Scatter
from analysis.progress_results import BeforeAfter, Flare, Progress, Risk, Variety, WeekPain, Win
from analysis.results import (
    Belief,
    CurvePoint,
    Dose,
    Estimate,
    Insufficient,
    Look,
    MovementAssessment,
    State,
    Surprise,
    Try,
)
from analysis.snapshot import Sections, Snapshot

TODAY = date(2026, 3, 31)
START = date(2026, 1, 7)
WINDOW = (START, TODAY)


def _day(offset: int) -> date:
    return START + timedelta(days=offset)


def _level(knots: list[tuple[int, float]], at: int) -> float:
    for (left, low), (right, high) in pairwise(knots):
        if left <= at <= right:
            share = (at - left) / (right - left)
            return low + (high - low) * (1 - math.cos(math.pi * share)) / 2
    return knots[-1][1]


def _tries(
    days: list[int], knots: list[tuple[int, float]], loads: tuple[float, float], unit: str
) -> tuple[Try, ...]:
    out = []
    for number, at in enumerate(days):
        share = number / max(len(days) - 1, 1)
        load = round(2 * (loads[0] + (loads[1] - loads[0]) * share)) / 2
        dose = Dose(index=load, **{unit: load}) if unit != "weight_kg" else Dose(load * 10, 1, 10, load)
        felt = min(10, max(0, round(_level(knots, at) + (0.9, -0.6, 0.2, -0.9, 0.4)[number % 5])))
        expected = min(10, felt + (1, 1, 2, 0, 3)[number % 5])
        strained = number % 4 == 2
        x = math.log2(load / loads[0])
        out.append(Try(_day(at), felt, expected, x, dose, strained, "", None))
    return tuple(out)


def movement(
    name: str,
    state: State,
    days: list[int],
    knots: list[tuple[int, float]],
    *,
    half: float = 1.1,
    loads: tuple[float, float] = (10, 10),
    unit: str = "reps",
    certainty: str = "no",
    direction: str = "",
    p_safe: float = 0.1,
    reason: str = "",
) -> MovementAssessment:
    """One movement whose level follows `knots` (day offset, points), tried on `days` (offsets)."""
    tries = _tries(days, knots, loads, unit)
    curve = tuple(
        CurvePoint(
            _day(at), _level(knots, at), max(0, _level(knots, at) - half), min(10, _level(knots, at) + half)
        )
        for at in days
    )
    known = len(days) >= 3
    last = curve[-1]
    both = [one.expected - one.felt for one in tries if one.expected is not None]
    return MovementAssessment(
        movement=name,
        state=state,
        p_safe=p_safe,
        p_fall=0.2,
        p_rise=0.1,
        level=last.level if known else None,
        low=last.low if known else None,
        high=last.high if known else None,
        change=-1.0 if known else None,
        change_low=-2.0 if known else None,
        change_high=-0.1 if known else None,
        tau=3.0,
        n=len(days),
        n_days=len(days),
        n_total=len(days),
        days_since=(TODAY - tries[-1].day).days,
        window=WINDOW,
        first=tries[0].day,
        last=tries[-1].day,
        reason=reason,
        needs=Insufficient("tries", len(days), 3, name, WINDOW) if reason == "too_few_tries" else None,
        direction=direction,
        certainty=certainty if known else "",
        beta=0.8,
        first_load=tries[0].dose,
        last_load=tries[-1].dose,
        load_change=loads[1] / loads[0],
        surprise=Surprise(
            mean=sum(both[-5:]) / len(both[-5:]),
            n=len(both[-5:]),
            n_all=len(both),
            easier=sum(gap > 0 for gap in both),
            same=sum(gap == 0 for gap in both),
            harder=sum(gap < 0 for gap in both),
            largest_expected=8,
            largest_felt=5,
            largest_day=tries[-1].day,
        ),
        belief=Belief("learning", 0.2, 0.8, 4.0, 3.0, 5.0, 0.6, len(both), "trust_grows", curve),
        variants=1,
        curve=curve if known else (),
        tries=tries,
    )


def board() -> list[MovementAssessment]:
    """Eight movements in the order of the board."""
    steps = list(range(1, 84, 4))
    return [
        movement(
            "Einkauf tragen",
            "relapsing",
            [2, 6, 10, 15, 20, 23, 26, 30, 35, 50, 53, 58, 61, 65, 69, 73, 76, 79],
            [(2, 4.8), (35, 2.0), (50, 1.7), (79, 5.2)],
            loads=(5, 7.5),
            unit="weight_kg",
            certainty="no",
        ),
        movement(
            "Kreuzheben",
            "learning",
            [1, 6, 9, 12, 15, 19, 24, 28, 44, 49, 54, 57, 62, 65, 69, 72, 75, 79, 82],
            [(1, 6.4), (28, 6.5), (44, 5.8), (75, 3.4), (82, 3.5)],
            half=1.0,
            loads=(10, 20),
            unit="weight_kg",
            certainty="rather_no",
            direction="clear_fall",
            p_safe=0.3,
        ),
        movement(
            "Drehen im Sitzen",
            "learning",
            steps[:-1],
            [(1, 5.0), (20, 6.0), (45, 5.8), (81, 3.5)],
            half=1.2,
            certainty="rather_no",
            direction="first_signs",
            p_safe=0.25,
        ),
        movement(
            "Bücken",
            "safe",
            [*range(1, 46, 3), 58, 61, 64, 68, 71, 74, 78, 82],
            [(1, 5.5), (45, 2.9), (58, 3.0), (82, 1.8)],
            loads=(8, 12),
            certainty="very_sure",
            p_safe=0.97,
        ),
        movement(
            "Treppensteigen",
            "safe",
            steps,
            [(1, 2.1), (40, 2.4), (81, 1.2)],
            half=1.2,
            loads=(4, 4),
            unit="sets",
            certainty="very_sure",
            p_safe=0.98,
        ),
        movement(
            "Kniebeuge",
            "safe",
            [1, 5, 9, 13, 17, 30, 34, 38, 43, 47, 51, 54, 59, 64, 69, 74, 77, 80],
            [(1, 3.8), (17, 3.2), (30, 3.4), (80, 1.9)],
            loads=(10, 15),
            certainty="sure",
            p_safe=0.86,
        ),
        movement(
            "Lange sitzen",
            "threat",
            [*range(2, 55, 5), 64, 70, 74, 78],
            [(2, 5.4), (15, 5.6), (40, 5.1), (78, 5.7)],
            half=1.4,
            loads=(2700, 2700),
            unit="duration_s",
            certainty="no",
            p_safe=0.02,
        ),
        movement(
            "Über Kopf heben",
            "unknown",
            [60, 73],
            [(60, 5), (73, 3)],
            loads=(2.5, 2.5),
            unit="weight_kg",
            reason="too_few_tries",
            p_safe=0.2,
        ),
    ]


def looks(name: str = "Kreuzheben") -> list[Look]:
    """Weekly looks: two weeks too few data, six weeks watchful, then learning."""
    out = []
    for number in range(12):
        state: State = "unknown" if number < 1 else "threat" if number < 8 else "learning"
        out.append(Look(name, _day(5 + 7 * number), state, 0.1, 5.0, 4.0, 6.0, 2 + number))
    return out


def connection(
    factor: str = "sleep_quality", verdict: str = "clear", effect: float = -0.6, **changes: object
) -> Connection:
    """One connection with an interval of +-0.3 round its effect."""
    base = Connection(
        factor=factor,
        lag=0,
        step=2,
        step_unit="points",
        effect=effect,
        low=effect - 0.3,
        high=effect + 0.3,
        raw_effect=effect * 1.1,
        b=-0.3,
        se=0.1,
        b_low=-0.46,
        b_high=-0.14,
        p=0.003,
        q=0.018,
        verdict=verdict,  # type: ignore[arg-type]
        n=71,
        missing=13,
        window=WINDOW,
        negligible=0.3,
        marginal=Estimate(effect * 1.2, effect - 0.4, effect + 0.2),
        joint_with=("stress", "mood"),
    )
    return replace(base, **changes)


def connections() -> list[Connection | Insufficient]:
    """All five verdicts and one factor with too few days."""
    return [
        connection(),
        connection("stress", "hint", 0.4, lag=1, n=74, missing=10),
        connection("mood", "unclear", -0.3, lag=1, n=69, missing=15, more_days=30),
        connection("sleep_hours", "unclear", -0.2, step=1, step_unit="h", more_days=25),
        connection(
            "activity_min", "none", 0.06, step=30, step_unit="min", low=-0.12, high=0.24, n=78, missing=6
        ),
        connection(
            "activity_min",
            "none",
            -0.02,
            lag=1,
            step=30,
            step_unit="min",
            low=-0.2,
            high=0.16,
            n=77,
            missing=7,
        ),
        Insufficient("days_with_factor", 6, 10, "Kaffee", WINDOW),
    ]


def lags(factor: str = "stress") -> list[LagPoint]:
    """Lags -3..+7, the one at +1 survives."""
    values = (0.05, 0.1, 0.12, 0.2, 0.35, 0.15, 0.05, 0.0, -0.05, 0.02, 0.04)
    return [
        LagPoint(factor, lag, value, value - 0.15, value + 0.15, 0.001 if lag == 1 else 0.3, lag == 1, 70)
        for lag, value in zip(range(-3, 8), values, strict=True)
    ]


def scatter(factor: str = "stress") -> Scatter:
    """Twelve days and a rising line."""
    points = tuple(AdjustedPoint(_day(at), 2 + at % 7, 3 + 0.3 * (at % 7)) for at in range(0, 84, 7))
    xs = (2.0, 4.0, 6.0, 8.0)
    line = tuple(3 + 0.3 * (x - 2) for x in xs)
    return Scatter(
        factor, points, xs, line, tuple(y - 0.4 for y in line), tuple(y + 0.4 for y in line), 71, WINDOW
    )


def progress() -> Progress:
    """Twelve weeks with one empty week, one flare, four wins, two risks."""
    weeks = tuple(
        WeekPain(_day(-2 + 7 * number), 5 - 0.15 * number, 4.3 - 0.15 * number, 5.7 - 0.15 * number, 6)
        for number in range(12)
        if number != 5
    )
    return Progress(
        window=WINDOW,
        days_total=84,
        days_logged=80,
        tries=135,
        weeks=weeks,
        before_after=BeforeAfter(
            5.0, 3.6, -1.4, -2.3, -0.5, -28.0, 26, 27, "better", (START, _day(27)), (_day(56), TODAY)
        ),
        flares=(Flare(_day(40), _day(44), 8, confirmed=False),),
        variety=Variety(4.2, 6, 40, ("Bücken langsam",), (_day(56), TODAY)),
        wins=(
            Win("new_highest_load", _day(79), "Kreuzheben", Dose(200, 1, 10, 20.0)),
            Win("surprise", _day(82), "Bücken", None, {"expected": 3.0, "felt": 1.0}),
        ),
        risks=(Risk("break", _day(70), "Über Kopf heben", 13), Risk("stress", _day(80))),
        plan_week=12,
    )


def snapshot(**changes: object) -> Snapshot:
    """A full snapshot with every section on; any field can be set."""
    found = connections()
    base = Snapshot(
        made_on=TODAY,
        period=WINDOW,
        days_total=84,
        days_logged=80,
        gaps=1,
        tau=3.0,
        include=Sections(questions=True, notes=True),
        movements=tuple(board()),
        looks=tuple(looks()),
        connections=tuple(one for one in found if isinstance(one, Connection)),
        insufficient=tuple(one for one in found if isinstance(one, Insufficient)),
        progress=progress(),
        question="Welche leichte Variante passt für das Tragen in den nächsten zwei Wochen?",
    )
    return replace(base, **changes)
