"""Frozen results of the closer look at connections: plain numbers and codes, no words, no figures.

As in `analysis.results`: every result says on how many days it rests (`n`), from when to when (`window`), and how
uncertain it is (`Estimate`: a 90 % interval). `Insufficient` stands wherever something cannot be said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from analysis.association_results import Verdict
    from analysis.results import Estimate, Insufficient, Window

CONNECTIONS_VERSION = "connections-2"
"""Bumped by every change that can alter what is said about a connection."""

Stage = Literal["nothing", "early", "ready", "refused"]
Reach = Literal["below", "open", "reaches"]


@dataclass(frozen=True, slots=True)
class FactorDays:
    """How far a factor is: "12 of 28 days". One per factor and lag of the primary tests, logged or not.

    have: days with pain and the factor, `lag` days apart. first, need: days for a first direction and for a
    verdict. stage: `nothing` (under `first`), `early`, `ready`, or `refused` when days are not what is lacking
    (`lacks` says what: constant, only_bad_days, ...). lacks: None once it is early or ready.
    """

    factor: str
    lag: int
    have: int
    first: int
    need: int
    stage: Stage
    lacks: Insufficient | None
    window: Window | None


@dataclass(frozen=True, slots=True)
class Alike:
    """Factors that are nearly the same series: `lead` is tested, `others` stand behind it.

    r: smallest |correlation| of normal scores between the lead and another one.
    """

    lead: str
    others: tuple[str, ...]
    r: float


@dataclass(frozen=True, slots=True)
class Explored:
    """One bar of the lag view in pain points: `effect` per `step` of `step_unit`, shrunk for display.

    Exploration: what it says counts only where the bar itself (`LagPoint.survives`) does. step_unit is `own` for a
    factor whose unit is not known and `yes` for one that is only yes or no.
    """

    factor: str
    lag: int
    step: float
    step_unit: str
    effect: Estimate
    n: int
    window: Window
    outcome: str


@dataclass(frozen=True, slots=True)
class JointRow:
    """What is left of one factor when others are known: both numbers from the same `n` days, same units.

    alone: pain points per step with trend, weekend and perhaps medication. joint: with `partners` (factor, lag) too.
    kept: joint over alone, None where the interval of `alone` holds zero (a share of nothing). negligible: as for a
    connection.
    """

    factor: str
    lag: int
    step: float
    step_unit: str
    alone: Estimate
    joint: Estimate
    partners: tuple[tuple[str, int], ...]
    kept: float | None
    n: int
    window: Window
    outcome: str
    negligible: float


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """A step in the pain "around" `day`, the first day of the new level (science note 4.3).

    before, after: level of pain on either side. step: after minus before, with its 90 % interval. strength: |b/se|.
    """

    day: date
    before: float
    after: float
    step: Estimate
    strength: float


@dataclass(frozen=True, slots=True)
class ChangeScan:
    """The search for steps: at most one per stretch of 90 days. limit: |b/se| that calls one.

    strongest: largest |b/se| of any stretch, so that "nothing found" can be said with a number.
    """

    points: tuple[ChangePoint, ...]
    stretches: int
    limit: float
    strongest: float
    n: int
    window: Window
    outcome: str


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One factor before and from a named day on: pain points per step, shrunk, each period fitted alone.

    difference: after minus before, from one fit of both periods; None where one of them is `Insufficient`.
    q: its p, adjusted over the rows. differs: q <= .10. n: days before and after.
    """

    factor: str
    lag: int
    step: float
    step_unit: str
    before: Estimate | Insufficient
    after: Estimate | Insufficient
    difference: Estimate | None
    q: float | None
    differs: bool
    n: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Periods:
    """Pain and its connections before `day` and from `day` on.

    level_before, level_after: mean of the rated days. change: after minus before with 90 % interval (GLS step at the
    named day). n: rated days before and after.
    """

    day: date
    level_before: float
    level_after: float
    change: Estimate
    rows: tuple[PeriodRow, ...]
    n: tuple[int, int]
    window: Window
    outcome: str


@dataclass(frozen=True, slots=True)
class DayState:
    """Whether the state of a day changes how a movement feels, same movement, same load.

    effect: points of pain while moving per `step` of the factor that day, shrunk. p, q, verdict, negligible: as for a
    connection, over the factors of the day. n: training days, tries: tries on them. movement: "" = all of them.
    """

    factor: str
    step: float
    step_unit: str
    effect: Estimate
    b: Estimate
    p: float
    q: float
    verdict: Verdict
    n: int
    tries: int
    window: Window
    partners: tuple[str, ...]
    negligible: float
    movement: str = ""


@dataclass(frozen=True, slots=True)
class Boom:
    """One day of much activity, a day of little within two days, and its pain, a point or more over usual."""

    day: date
    bust: date
    pain: float
    usual: float


@dataclass(frozen=True, slots=True)
class Pacing:
    """Over- and under-doing (science note 4.5), description only.

    volatility: RMSSD over mean of the activity. high, low: the person's own 80 % and 20 % quantile. booms: days at or
    over `high` whose two next days can be judged. events: of these, followed by a day at or under `low` with pain
    a point over usual. rate: share with exact 90 % interval. expected: the same share if activity and pain were
    independent. lift: rate over expected, None where no day had more pain than usual.
    """

    factor: str
    volatility: float
    high: float
    low: float
    booms: int
    events: tuple[Boom, ...]
    rate: Estimate
    expected: float
    lift: Estimate | None
    n: int
    window: Window
    outcome: str


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What change of pain matters to people, for somebody at this level (science note 4.1).

    level: mean pain. by_level: 1 (under 4.5), 2 (under 7.5) or 3 points. points: 2 points, percent: 30 % of the level
    in points: the two common cuts. n: rated days.
    """

    level: float
    by_level: float
    points: float
    percent: float
    n: int
    window: Window
