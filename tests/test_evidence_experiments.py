"""The evidence on small experiments: a small run of the same simulation must hold, and the page must say what it says."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from benchmarks.experiments.trials import PLANS, WORLDS, promised, said, stopped_when_lucky, trial

PAGE = (Path(__file__).parents[1] / "docs/evidence-experiments.md").read_text(encoding="utf-8")
PAIRS = PLANS["28 days, pairs"]


def rows(title: str) -> list[list[str]]:
    part = PAGE.split(f"## {title}")[1].split("\n## ")[0]
    return [
        [cell.strip() for cell in line.strip("| ").split("|")] for line in part.splitlines() if "±" in line
    ]


def percent(cell: str) -> float:
    return float(re.match(r"[\d.]+", cell)[0])


def test_the_page_keeps_what_the_project_promises():
    """Called at most 6 % where nothing is, the interval holds the truth in 88 to 92 %, the promise within 5 points."""
    null, told = rows("Nothing there"), rows("What is told before the start")
    assert (len(null), len(told)) == (len(PLANS) * len(WORLDS), len(PLANS) * 3)
    assert max(percent(row[2]) for row in null) <= 6
    assert all(87.5 <= percent(row[3]) <= 92.5 for row in null)
    assert all(75 <= percent(row[3]) <= 85 for row in told)
    assert all(87 <= percent(row[4]) <= 92.5 for row in told)
    for row in rows("Looking before the end"):
        assert percent(row[1]) <= 6
        assert percent(row[2]) > 1.5 * percent(row[1])


@pytest.mark.parametrize("world", ["carry-over .7", ".35, drift of 2 points"])
def test_a_small_run_agrees(world):
    """200 trials: not called more often than 5 % and the interval as wide as needed, within four standard errors."""
    answers = [said(trial(PAIRS, WORLDS[world], 0.0, 900 + seed)) for seed in range(200)]
    assert None not in answers
    assert np.mean([one.called for one in answers]) <= 0.05 + 4 * (0.05 * 0.95 / 200) ** 0.5
    covered = np.mean([one.covered for one in answers])
    assert abs(covered - 0.9) <= 4 * (0.9 * 0.1 / 200) ** 0.5


def test_a_small_run_keeps_the_promise():
    made = [promised(PAIRS, WORLDS["carry-over .35"], 700 + seed) for seed in range(120)]
    called = np.mean([said(run).called for run, _ in filter(None, made)])
    assert abs(called - 0.8) <= 4 * (0.8 * 0.2 / 120) ** 0.5
    assert all(run.effect == -told for run, told in filter(None, made))


def test_who_stops_when_lucky_is_lucky_more_often():
    trials = [trial(PAIRS, WORLDS["no carry-over"], 0.0, 300 + seed) for seed in range(100)]
    end = sum(said(one).called for one in trials)
    assert sum(stopped_when_lucky(PAIRS, one) for one in trials) > end
