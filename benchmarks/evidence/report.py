"""`docs/evidence.md` put together: what was done, the tables, how to read them, what they do not show."""

from __future__ import annotations

from math import isfinite, nan

from analysis.results import MODEL_VERSION
from benchmarks.evidence import signals, tables, words
from benchmarks.evidence.records import ENGINE
from benchmarks.evidence.tables import EVER, FIGURES, QUALITY, Figure
from benchmarks.evidence.worlds import WORLDS

KEY = ("cost", "decided", "right", "false_safe", "false_safe_few", "safe_wrong", "safe_found")
MOVES = (
    "fall_hit",
    "false_hope",
    "relapse_hit",
    "false_relapse",
    "false_relapse_sleep",
    "learn_found",
    "relapse_found",
)
NOTE = {
    "base": {
        "cost": 0.236, "decided": 0.82, "right": 0.73, "false_safe": 0.008, "false_safe_few": 0.003,
        "safe_wrong": 0.035, "safe_found": 0.60, "fall_hit": 0.36, "false_hope": 0.059, "relapse_hit": 0.55,
        "false_relapse": 0.005, "false_relapse_sleep": 0.025, "learn_found": 0.74, "learn_days": 14,
        "relapse_found": 0.63, "relapse_days": 14, "brier_safe": 0.089, "cover_level": 0.90, "cover_change": 0.87,
    },
    "misfit": {
        "cost": 0.237, "false_safe": 0.005, "false_safe_few": 0.005, "safe_wrong": 0.028, "safe_found": 0.60,
        "false_hope": 0.068, "false_relapse": 0.011, "false_relapse_sleep": 0.026, "brier_safe": 0.104,
        "cover_level": 0.86, "cover_change": 0.86,
    },
    "flat": {"ever_learning": 0.20, "ever_relapsing": 0.09, "false_safe": 0.001},
}  # fmt: skip
"""What the science note (2.5) reports for the same model on its own people."""

EARLY_BIN = 0.25
HALF = "base, first half"
"""The people of base that the worlds with another habit share."""


def document(
    worlds: dict[str, dict], half: dict | None, command: str, seed: int, size: tuple[int, int]
) -> str:
    """The whole page. worlds: as `tables.measured` makes them, in order; half: of `HALF`. size: days, movements."""
    relapsing = worlds["flat"]["truth"]["relapsing"] if "flat" in worlds else nan
    loose = {"relapsing": relapsing}
    for name in ("base", "misfit"):
        early = worlds[name]["early"] if name in worlds else ()
        middle = next((one["true"]["value"] for one in early if one["low"] == EARLY_BIN), nan)
        loose[f"fall_{name}"] = middle
    parts = [
        words.INTRO.format(command=command, version=MODEL_VERSION, seed=seed, days=size[0], moves=size[1]),
        _worlds(worlds, seed),
        _short(worlds, half),
        words.READ.format(meanings=_meanings()),
        *(_world(name, found) for name, found in worlds.items()),
        words.PROBABILITIES,
        *(f"{tables.bins(worlds, name)}\n" for name in signals.EDGES),
        words.EARLY,
        f"{tables.bins(worlds, 'p_fall', early=True)}\n",
        *_directions({name: found for name, found in worlds.items() if name in ("base", "misfit")}),
        words.BESIDE,
        f"{tables.table(['figure', 'science note', 'here'], _beside(worlds))}\n",
        words.LOSSES,
        f"{tables.losses(worlds)}\n",
        words.NOTES.format(**{name: Figure("", "", 0).write(value) for name, value in loose.items()}),
    ]
    return "\n".join(parts)


def _worlds(worlds: dict[str, dict], seed: int) -> str:
    rows = []
    for name, found in worlds.items():
        first = seed + WORLDS[name].offset
        low, middle, high = (f"{one:.0f}" for one in found["tries"])
        truth = (f"{100 * found['truth'][state]:.0f} %" for state in tables.TRUTHS)
        seeds, looks = f"{first}–{first + found['people'] - 1}", f"{found['looks']:,}"
        rows.append([name, str(found["people"]), seeds, looks, f"{middle} ({low}–{high})", *truth])
    truths = (f"truly {one}" for one in tables.TRUTHS)
    head = ["world", "people", "seeds", "looks", "tries per movement (10–90 %)", *truths]
    about = "\n".join(f"- **{name}**: {WORLDS[name].about}." for name in worlds)
    return f"## The worlds\n{about}\n\n{tables.table(head, rows)}\n"


def _short(worlds: dict[str, dict], half: dict | None) -> str:
    shown = {}
    for name, found in worlds.items():
        shown[name] = found
        if name == "base" and half is not None:
            shown[HALF] = half
    some = [{key: FIGURES[key] for key in part} for part in (KEY, MOVES)]
    parts = [*(tables.by_world(shown, one) for one in some), tables.by_world(shown, QUALITY, "probabilities")]
    return "## The engine in every world\n" + "\n\n".join([*parts, _weakest(worlds)]) + "\n"


def _weakest(worlds: dict[str, dict]) -> str:
    """Where the engine does worst."""
    told = {name: found["methods"][ENGINE] | found["probabilities"] for name, found in worlds.items()}
    sentences = []
    for key, worst in (("false_safe", max), ("safe_wrong", max), ("false_hope", max), ("cover_level", min)):
        values = {name: one[key]["value"] for name, one in told.items() if isfinite(one[key]["value"])}
        if values:
            world = worst(values, key=values.__getitem__)
            figure = (FIGURES | QUALITY)[key]
            sentences.append(f"{figure.title} {figure.write(values[world])} in {world}")
    return f"Worst of all worlds: {'; '.join(sentences)}."


def _meanings() -> str:
    better = {-1: " Less is better.", 0: "", 1: " More is better."}
    every = (FIGURES | EVER | QUALITY).values()
    return "\n".join(f"- **{one.title}**: {one.meaning}.{better[one.better]}" for one in every)


def _world(name: str, found: dict) -> str:
    text = f"## World: {name}\n{tables.by_method(found, FIGURES)}\n"
    if WORLDS[name].still:
        text += f"\nSaid of a movement at any of its looks:\n\n{tables.by_method(found, EVER)}\n"
    return text


def _directions(worlds: dict[str, dict]) -> list[str]:
    if not worlds:
        return []
    parts = [words.CONSTANT]
    for name, found in worlds.items():
        told = found["constant_pain"][ENGINE]
        parts.append(f"{name}: {told['cases']} against {told['others']} looks.\n\n{tables.constant(found)}\n")
    return [*parts, words.FALLS, f"{tables.falls(worlds)}\n"]


def _beside(worlds: dict[str, dict]) -> list[list[str]]:
    """The engine here beside the same model in the science note, which drew other people."""
    rows, figures = [], FIGURES | EVER | QUALITY
    for world, values in NOTE.items():
        if world not in worlds:
            continue
        here = worlds[world]["methods"][ENGINE] | worlds[world]["probabilities"]
        rows += [
            [
                f"{world}: {figures[key].title}",
                figures[key].write(value),
                tables.within(figures[key], here[key]),
            ]
            for key, value in values.items()
        ]
    return rows
