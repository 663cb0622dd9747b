"""The sentences about small experiments, made from results. The one place where a difference may be said to be made.

Only a finished experiment that was carried out as drawn gets those words (`verdict` "difference"); everything else says
what was seen and that it may be chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analysis.results import Insufficient
from ui.words import upper_first

if TYPE_CHECKING:
    from datetime import date

    from analysis.experiment_power import Spread
    from analysis.experiment_results import Difference, ExperimentResult, Problem, Yardstick
    from data.experiments import Design, Experiment
    from ui.text import Text

WIDEST: Final = 10.0
"""No difference of two ratings is larger."""
RAREST: Final = 0.001


def outcome(design: Design, text: Text) -> str:
    """What is compared, as it stands inside a sentence."""
    return text(f"experiments.outcome.{design.outcome}")


def problem(found: Problem, text: Text) -> str:
    """Why a design cannot start, and what to do."""
    return text(f"experiments.problem.{found.code}", have=found.have, need=found.need)


def told(design: Design, points: float | None, text: Text) -> str:
    """What the plan would show in four of five cases."""
    values = {"n": design.days, "start": text.short_day(design.start), "end": text.short_day(design.end)}
    if points is None:
        return text("experiments.power.never", **values)
    return text("experiments.power.told", points=text.number(points), **values)


def basis(spread: Spread, text: Text) -> str:
    """What the promise was worked out from."""
    values = {"sd": text.number(spread.sd), "missing": text.percent(spread.missing)}
    if not spread.known:
        return text("experiments.power.usual", **values)
    return text("experiments.power.own", n=spread.known, **values)


def verdict(found: ExperimentResult | Insufficient, design: Design, text: Text) -> str:
    """The answer in one sentence."""
    if isinstance(found, Insufficient):
        return text(f"experiments.insufficient.{found.what}", have=found.have, need=found.need)
    effect = found.assigned.effect
    if found.verdict == "none" and found.adherence.hardly:
        return text("experiments.verdict.none_hardly")
    if found.verdict == "none":
        return text("experiments.verdict.none", points=text.number(min(found.not_excluded, WIDEST)))
    if found.verdict == "difference":
        return text(
            "experiments.verdict.difference",
            a=design.a,
            b=design.b,
            points=text.number(abs(effect)),
            outcome=outcome(design, text),
            direction=text("experiments.lower" if effect < 0 else "experiments.higher"),
        )
    return text(f"experiments.verdict.{found.verdict}", points=text.number(abs(effect)))


def lines(found: ExperimentResult, experiment: Experiment, text: Text) -> list[str]:
    """Everything the answer rests on, one fact each."""
    design, final = experiment.design, found.verdict not in {"stopped", "peek"}
    said = [
        _numbers(found, design, text),
        _chance(found.assigned, text) if final else "",
        _yardstick(found.yardstick, text) if final and found.yardstick else "",
        text("experiments.result.assigned"),
        _as_done(found, text),
        _adherence(found, design, text),
        looked(experiment, text),
        text(
            "experiments.result.genuine" if found.genuine else "experiments.result.not_genuine",
            seed=experiment.seed,
        ),
    ]
    return [line for line in said if line]


def looked(experiment: Experiment, text: Text) -> str:
    """Whether somebody looked before the end, for good."""
    if not experiment.peeks:
        return text("experiments.result.unseen")
    days = text.listing([text.short_day(day) for day in experiment.peeks])
    if experiment.stopped:
        return text("experiments.result.looked_and_stopped", days=days)
    return text("experiments.result.peeks", n=len(experiment.peeks), days=days)


def span(found: Difference, text: Text) -> str:
    """The 90 % interval with signs, within what ratings allow."""
    low, high = max(found.low, -WIDEST), min(found.high, WIDEST)
    return text("format.span_words", low=text.number(low, sign=True), high=text.number(high, sign=True))


def period(first: date, last: date, text: Text) -> str:
    """A period, one day as one day."""
    return text.day(first) if first == last else text.period(first, last)


def held(one: Experiment, text: Text) -> str:
    """The days it really took: up to its planned end, or to the day it was ended on before."""
    if one.until < one.design.start:
        return text("experiments.never_begun", day=text.day(one.until))
    return period(one.design.start, one.until, text)


def _numbers(found: ExperimentResult, design: Design, text: Text) -> str:
    one = found.assigned
    return upper_first(
        text(
            "experiments.result.numbers",
            outcome=outcome(design, text),
            a=design.a,
            b=design.b,
            mean_a=text.number(one.mean_a),
            mean_b=text.number(one.mean_b),
            n_a=one.n_a,
            n_b=one.n_b,
            effect=text.number(one.effect, sign=True),
            span=span(one, text),
            blocks=one.blocks,
            planned=found.planned_blocks,
            period=period(*found.window, text),
        )
    )


def _chance(one: Difference, text: Text) -> str:
    key = "experiments.result.chance" if one.exact else "experiments.result.chance_some"
    rare = text("experiments.result.bound", share=_percent(RAREST, text))
    share = rare if one.p < RAREST else _percent(one.p, text)
    return text(key, orders=text.number(one.orders, 0), share=share)


def _percent(share: float, text: Text) -> str:
    """Below a tenth with a decimal: 4,7 % and 5,2 % are not the same here."""
    return text("format.percent", value=text.number(100 * share, 1 if share < 0.1 else 0))


def _yardstick(one: Yardstick, text: Text) -> str:
    points = text("experiments.points", n=int(one.points), value=text.amount(one.points))
    share, start = text.number(one.share), text.number(one.start)
    return text(f"experiments.result.yardstick.{one.reached}", start=start, points=points, share=share)


def _as_done(found: ExperimentResult, text: Text) -> str:
    one = found.as_done
    if isinstance(one, Insufficient):
        return text("experiments.result.as_done_few", have=one.have, need=one.need)
    effect = text.number(one.effect, sign=True)
    return text("experiments.result.as_done", n=one.n_a + one.n_b, effect=effect, span=span(one, text))


def _adherence(found: ExperimentResult, design: Design, text: Text) -> str:
    kept = found.adherence
    return text(
        "experiments.result.adherence",
        a=design.a,
        b=design.b,
        done_a=kept.done_a,
        days_a=kept.days_a,
        done_b=kept.done_b,
        days_b=kept.days_b,
    )
