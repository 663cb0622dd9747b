"""Learn the corrections of the engine from simulated people and write `analysis/correction_weights.py`.

    .venv/bin/python -m benchmarks.evidence.lessons --people 1200

Penalised regressions of what was true on what the engine showed (`analysis.correction`): level and change with a
spread of their own (weighted least squares and a gamma regression of the squared errors in turn), falls and rises by
logistic regression. Everything is in closed form or by Newton steps, so the same people give the same weights.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np

from analysis import correction
from analysis.posterior import FALL, RISE
from benchmarks.evidence import pupils

if TYPE_CHECKING:
    import pandas as pd

OUT = Path("analysis/correction_weights.py")
SHARES = {
    "base": 1.0,
    "misfit": 0.75,
    "flat": 0.5,
    "late": 0.5,
    **dict.fromkeys(("sticky", "rescaled", "family", "skipped"), 0.3),
}
"""People of each world, as shares of --people."""
WEIGHTS = {
    "base": 1.8,
    "misfit": 1.3,
    "flat": 1.4,
    "late": 1.2,
    **dict.fromkeys(("sticky", "rescaled", "family", "skipped"), 0.6),
}
"""What one look counts. From people of whom nothing is being learned a diary can learn what false hope looks like."""
UNPAIRED = ("change_sd", "change_14", "rise")
"""Clues that enter on their own only: their products with others are nearly those of another clue."""
KNOTS = (0.15, 0.4, 0.65, 0.9)
EDGES = (0.005, 0.995)
PENALTY = 60.0
LEAST_TRIES, MOST_DAYS = 2, 30
"""Looks that are never called anything teach nothing."""


def scale(raw: np.ndarray) -> SimpleNamespace:
    """The constants of `correction.basis`, from the clues of all pupils."""
    low, high = np.quantile(raw, EDGES, axis=0)
    inside = np.clip(raw, low, high)
    at = [correction.CLUES.index(one) for one in correction.CLUES if one not in UNPAIRED]
    return SimpleNamespace(
        LOW=low,
        HIGH=high,
        MIDDLE=inside.mean(0),
        SPREAD=inside.std(0),
        KNOTS=np.quantile(inside, KNOTS, axis=0).T,
        PAIRS=np.array(list(itertools.combinations(at, 2))).T,
    )


def _solved(phi: np.ndarray, weight: np.ndarray, right: np.ndarray, penalty: float) -> np.ndarray:
    gram = (phi * weight[:, None]).T @ phi
    gram[np.diag_indices_from(gram)] += np.append(1e-9, np.full(len(gram) - 1, penalty))
    return np.linalg.solve(gram, right)


def spread(phi: np.ndarray, wanted: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients of the mean and of the log variance of normal errors."""
    mean = _solved(phi, weight, phi.T @ (weight * wanted), PENALTY)
    log_var = np.zeros(phi.shape[1])
    log_var[0] = np.log(np.average((wanted - phi @ mean) ** 2, weights=weight))
    for _ in range(3):
        squares = (wanted - phi @ mean) ** 2
        for _ in range(4):
            var = np.exp(np.clip(phi @ log_var, -5, 3))
            # One look far off must not rule the spread of all others.
            aim = phi @ log_var + np.clip(squares / var - 1, -1, 8)
            log_var = _solved(phi, weight, phi.T @ (weight * aim), 3 * PENALTY)
        precise = weight * np.exp(-np.clip(phi @ log_var, -5, 3))
        precise *= weight.sum() / precise.sum()
        mean = _solved(phi, precise, phi.T @ (precise * wanted), PENALTY)
    return mean, log_var


def chance(phi: np.ndarray, true: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Coefficients of a penalised logistic regression."""
    found = np.zeros(phi.shape[1])
    penalty = np.append(1e-9, np.full(phi.shape[1] - 1, PENALTY))
    for _ in range(12):
        said = 1 / (1 + np.exp(-np.clip(phi @ found, -30, 30)))
        slope = phi.T @ (weight * (true - said)) - penalty * found
        found = found + _solved(phi, weight * (said * (1 - said) + 1e-6), slope, PENALTY)
    return found


def learned(rows: pd.DataFrame) -> SimpleNamespace:
    """Everything `analysis.correction_weights` holds."""
    rows = rows[(rows["n"] >= LEAST_TRIES) & (rows["days_since"] <= MOST_DAYS)]
    raw = rows[list(correction.CLUES)].to_numpy()
    found = scale(raw)
    phi, weight = correction.basis(raw, found), rows["world"].map(WEIGHTS).to_numpy(dtype=float)
    level, change = (rows[f"true_{one}"].to_numpy() for one in ("level", "change"))
    rise = rows["true_rise"].to_numpy()
    found.LEVEL, found.LEVEL_SPREAD = spread(phi, level - rows["level"].to_numpy(), weight)
    found.CHANGE, found.CHANGE_SPREAD = spread(phi, change - rows["change"].to_numpy(), weight)
    found.FALL = chance(phi, (change <= -FALL).astype(float), weight)
    found.RISE = chance(phi, (rise >= RISE).astype(float), weight)
    return found


def about(rows: pd.DataFrame, wanted: dict[str, int]) -> str:
    """What was learned from, in lines."""
    people = "\n".join(f"{world}: {count} people" for world, count in wanted.items())
    return f"{len(rows)} looks, seeds from {pupils.SEED}.\n\n{people}"


def written(found: SimpleNamespace, about: str) -> str:
    """The module, numbers to five figures."""
    parts = [
        '"""Weights of `analysis.correction`, learned by `benchmarks.evidence.lessons`; not to be edited.',
        f'\n{about}\n"""',
        "",
        "# fmt: off",
        "import numpy as np",
        "",
    ]
    for name, values in vars(found).items():
        kind = "%d" if values.dtype.kind == "i" else "%.5g"
        rows = values if values.ndim == 2 else values[None]
        lines = [_lines([kind % one for one in row], values.ndim) for row in rows]
        body = "\n".join(lines)
        parts.append(f"{name} = np.array([\n{body}\n])\n")
    return "\n".join(parts)


def _lines(numbers: list[str], dimensions: int) -> str:
    chunks = [", ".join(numbers[at : at + 9]) for at in range(0, len(numbers), 9)]
    if dimensions == 1:
        return "\n".join(f"    {one}," for one in chunks)
    return "    [" + ",\n     ".join(chunks) + "],"


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1200)
    asked = parser.parse_args()
    wanted = {world: int(asked.people * share) for world, share in SHARES.items()}
    rows = pupils.lessons(wanted)
    text = about(rows, wanted)
    OUT.write_text(written(learned(rows), text), "utf-8")
    print(text)


if __name__ == "__main__":
    main()
