"""Figures as tables: what each is called, how it is written, which way is better."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import isfinite
from typing import TYPE_CHECKING

from benchmarks.evidence import score, signals
from benchmarks.evidence.methods import METHODS
from benchmarks.evidence.records import ENGINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

TITLES = {name: one.title for name, one in METHODS.items()} | {ENGINE: "**safety engine**"}
TRUTHS = ("safe", "learning", "threat", "relapsing")


@dataclass(frozen=True)
class Figure:
    """digits: of a plain number, None for a percentage. better: -1 low, 1 high, 0 neither."""

    title: str
    meaning: str
    better: int
    digits: int | None = None

    def write(self, value: float) -> str:
        """The value as text, "–" where there is none."""
        if not isfinite(value):
            return "–"
        return f"{100 * value:.1f} %" if self.digits is None else f"{value:.{self.digits}f}"


FIGURES = {
    "cost": Figure(
        "cost", "mean graded cost of a call: clearly false safe 4, missed safe 1, silence .4", -1, 3
    ),
    "decided": Figure("decided", "share of looks with a call other than unknown", 0),
    "right": Figure("right", "share of these calls that are exactly true", 1),
    "false_safe": Figure("false safe", "called safe when the true level is above 3.5 (limit 3)", -1),
    "false_safe_few": Figure(
        "false safe, few data", "the same in people who train less than once a week", -1
    ),
    "safe_wrong": Figure("safe wrong", "share of safe calls whose true level is above 3", -1),
    "safe_found": Figure("safe found", "truly safe looks called safe", 1),
    "fall_hit": Figure("strong fall", "true fall of 1.5 or more above the limit, called learning or safe", 1),
    "false_hope": Figure("false hope", "above 3.5 and no change, called learning or safe", -1),
    "relapse_hit": Figure("relapse hit", "true rise of 2 or more above 3.5, called relapsing", 1),
    "false_relapse": Figure("false relapse", "true rise under .75, called relapsing", -1),
    "false_relapse_sleep": Figure(
        "false relapse, bad sleep", "the same in a phase of bad sleep that changes nothing", -1
    ),
    "learn_found": Figure("learners found", "true learners ever called learning or safe", 1),
    "learn_days": Figure(
        "days to learners", "median days from the first look where it was true, of the found", -1, 0
    ),
    "relapse_found": Figure("relapses found", "true relapses ever called so", 1),
    "relapse_days": Figure(
        "days to relapses", "median days from the first look where it was true, of the found", -1, 0
    ),
}
EVER = {
    "ever_learning": Figure("ever learning", "movements called learning at any of the looks", -1),
    "ever_relapsing": Figure("ever relapsing", "movements called relapsing at any of the looks", -1),
    "ever_moving": Figure("ever either", "movements called learning or relapsing at any of the looks", -1),
    "ever_wrongly": Figure(
        "ever wrongly", "the same, counting only calls without a true fall of .5 or rise of 1.5", -1
    ),
}
QUALITY = {
    "brier_safe": Figure("Brier of P(safe)", "mean squared distance of P(safe) from the truth", -1, 3),
    "cover_level": Figure("90 % interval of level", "how often it holds the true level", 0),
    "cover_change": Figure("90 % interval of change", "how often it holds the true change over 28 days", 0),
}


def measured(rows: pd.DataFrame) -> dict[str, object]:
    """Every figure of one world, plain types throughout (NaN stays NaN)."""
    methods = {name: {key: asdict(one) for key, one in score.figures(rows, name).items()} for name in TITLES}
    told = [name for name in TITLES if f"fall_{name}" in rows and not name.endswith("_raw")]
    calibration = {
        name: [asdict(one) for one in signals.calibration(signals.settled(rows, name), name)]
        for name in signals.EDGES
    }
    early = signals.calibration(rows[rows["span"] < signals.SETTLED], "p_fall")
    tries = rows[rows["day"] == rows["day"].max()]["n"]
    return {
        "people": int(rows["person"].nunique()),
        "looks": len(rows),
        "tries": [float(tries.quantile(at)) for at in (0.1, 0.5, 0.9)],
        "truth": {state: float((rows["truth"] == state).mean()) for state in TRUTHS},
        "methods": methods,
        "probabilities": {key: asdict(one) for key, one in signals.probabilities(rows).items()},
        "calibration": calibration,
        "early": [asdict(one) for one in early],
        "constant_pain": {name: asdict(signals.constant_pain(rows, name)) for name in told},
        "falls": {
            name: {key: asdict(one) for key, one in signals.falls(rows, name).items()} for name in told
        },
    }


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, the first column to the left."""
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(one) + " |" for one in lines)


def by_method(found: dict, figures: dict[str, Figure]) -> str:
    """One row per method, below the engine the standard error of its figures."""
    rows = [
        [TITLES[name], *(one.write(found["methods"][name][key]["value"]) for key, one in figures.items())]
        for name in TITLES
    ]
    errors = [one.write(found["methods"][ENGINE][key]["error"]) for key, one in figures.items()]
    return table(["method", *(one.title for one in figures.values())], [*rows, ["± standard error", *errors]])


def by_world(worlds: dict[str, dict], figures: dict[str, Figure], part: str = "methods") -> str:
    """One row per world for the engine, each figure with its standard error."""
    rows = []
    for world, found in worlds.items():
        values = found["methods"][ENGINE] if part == "methods" else found[part]
        rows.append([world, *(within(one, values[key]) for key, one in figures.items())])
    return table(["world", *(one.title for one in figures.values())], rows)


def within(figure: Figure, share: dict) -> str:
    """A value with its standard error; never and always as counts, for an error of 0 would read as certainty."""
    if share["value"] in {0, 1} and figure.digits is None:
        return f"{share['value'] * share['n']:,.0f} of {share['n']:,}"
    if not isfinite(share["value"]) or not isfinite(share["error"]):
        return figure.write(share["value"])
    return f"{figure.write(share['value']).removesuffix(' %')} ± {figure.write(share['error'])}"


def bins(worlds: dict[str, dict], name: str, *, early: bool = False) -> str:
    """Calibration of one probability: per bin and world the mean said, the share true, and how many.

    early: P(fall) in the first 28 days instead.
    """
    known = [found["early"] if early else found["calibration"][name] for found in worlds.values()]
    rows = []
    for at, one in enumerate(known[0]):
        here = [each[at] for each in known]
        rows.append([f"{one['low']:.2f}–{one['high']:.2f}", *(_bin(each) for each in here)])
    return table([name.replace("p_", "P(") + ")", *worlds], rows)


def _bin(one: dict) -> str:
    if not one["true"]["n"]:
        return "–"
    return f"{one['said']:.2f} → {one['true']['value']:.2f} ({one['true']['n']})"


def constant(found: dict) -> str:
    """Real falls behind constant ratings."""
    rows = [
        [TITLES[name], f"{one['auc']:.2f}", f"{100 * one['hit']:.0f} %", f"{100 * one['false']:.1f} %"]
        for name, one in found["constant_pain"].items()
    ]
    return table(["method", "AUC", "real falls called", "nothing, called all the same"], rows)


def falls(worlds: dict[str, dict]) -> str:
    """AUC of a fall by number of tries, per world."""
    heads = [f"{world}, {name}" for world in worlds for name in signals.TRIES]
    names = next(iter(worlds.values()))["falls"]
    rows = [
        [
            TITLES[name],
            *(f"{one['auc']:.2f}" for found in worlds.values() for one in found["falls"][name].values()),
        ]
        for name in names
    ]
    return table(["method", *heads], rows)


def losses(worlds: dict[str, dict]) -> str:
    """Where another method is better than the engine by more than two standard errors: the best of the others."""
    rows = []
    for world, found in worlds.items():
        engine = found["methods"][ENGINE]
        for key, figure in FIGURES.items():
            mine, step = engine[key]["value"], 2 * engine[key]["error"]
            others = {name: found["methods"][name][key]["value"] for name in METHODS}
            known = {name: one for name, one in others.items() if isfinite(one)}
            if not figure.better or not known or not isfinite(mine) or not isfinite(step):
                continue
            best = max(known, key=lambda name: figure.better * known[name])
            if figure.better * (known[best] - mine) > step:
                rows.append(
                    [world, figure.title, figure.write(mine), figure.write(known[best]), TITLES[best]]
                )
    return table(["world", "figure", "engine", "best other", "which"], rows)
