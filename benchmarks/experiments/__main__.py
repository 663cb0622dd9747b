"""Write `docs/evidence-experiments.md`: see the package."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from benchmarks.experiments.trials import PLANS, WORLDS, promised, said, stopped_when_lucky, trial

HEAD = """\
# How often a small experiment is right

This page is written by a program; change the program, not the page:

    .venv/bin/python -m benchmarks.experiments --trials {trials} --seed {seed}

Every trial is invented: pain with a mean of 4.5 and a spread of 1.3 points, carried over from day to day as named, a
quarter of the variance belonging to the single day; whole numbers; a tenth of the days missing. The draw and the
analysis are the program's own. "Called": the randomisation test gives p ≤ .05. ± is one standard error of the
simulation.
"""
NULL = """
## Nothing there
{trials} trials each in which both conditions are the same. Called should be at most 5 % (the bound of the project is
6 %); the 90 % interval should hold the truth, 0, in 88 to 92 % of the trials.

| plan | world | called | interval holds 0 | its width | t interval holds 0 | its width |
| --- | --- | --: | --: | --: | --: | --: |
"""
TOLD = """
## What is told before the start
{trials} people each with 84 days before. From those the program tells each person a difference it would see in 4 of 5
cases; exactly this difference is then built into the trial. Called should be 80 %, within 5 points.

| plan | world | told on average (points) | called | interval holds the truth | width | t interval holds it | width |
| --- | --- | --: | --: | --: | --: | --: | --: |
"""
PEEK = """
## Looking before the end
Nothing there; somebody looks after each block. Who looks and goes on to the planned end gets the same answer as who
never looked: it is worked out once, at the end, from the same days. Who stops at the first p ≤ .05 does not.

| plan | looks, goes on | stops when p ≤ .05 |
| --- | --: | --: |
"""
WHY = """
## Why the interval comes from the test
Both intervals hold the truth about as often. The one from turning the test round is narrower, above all in blocks of
four, where it uses the days within a block, and p ≤ .05 never stands beside an interval with 0 in it. So it is the
one shown. For the interval an order that gives exactly the same difference counts half; the p counts it whole, which
keeps it under .05 with ratings in whole numbers.
"""


def main() -> None:
    options = _options()
    begun = time.monotonic()
    page = HEAD.format(trials=options.trials, seed=options.seed)
    page += NULL.format(trials=options.trials) + "".join(_null(options))
    page += TOLD.format(trials=options.trials // 2) + "".join(_told(options))
    page += PEEK + "".join(_peek(options)) + WHY
    options.out.write_text(page, encoding="utf-8")
    print(f"{options.out}: {time.monotonic() - begun:.0f} s")


def _null(options):
    for name, plan in PLANS.items():
        for world, one in WORLDS.items():
            answers = [said(trial(plan, one, 0.0, options.seed + at)) for at in range(options.trials)]
            yield _line(name, world, [answer for answer in answers if answer])


def _told(options):
    for name, plan in PLANS.items():
        for world, one in WORLDS.items():
            if one.drift or one.weekend:
                continue
            made = [promised(plan, one, options.seed + at) for at in range(options.trials // 2)]
            kept = [(said(run), told) for run, told in filter(None, made)]
            points = float(np.mean([told for _, told in kept]))
            yield _line(name, world, [answer for answer, _ in kept if answer], f" {points:.2f} |")


def _line(plan, world, answers, more=""):
    called, covered, covered_t = (
        _share([getattr(answer, which) for answer in answers]) for which in ("called", "covered", "covered_t")
    )
    width, width_t = (
        np.mean([getattr(answer, which) for answer in answers]) for which in ("width", "width_t")
    )
    line = f"| {plan} | {world} |{more} {called} | {covered} | {width:.2f} | {covered_t} | {width_t:.2f} |\n"
    print(line, end="", flush=True)
    return line


def _peek(options):
    world = WORLDS["carry-over .35"]
    for name, plan in list(PLANS.items())[:2]:
        trials = [trial(plan, world, 0.0, options.seed + at) for at in range(options.trials // 2)]
        waits = [answer.called for answer in map(said, trials) if answer]
        hurries = [stopped_when_lucky(plan, one) for one in trials]
        line = f"| {name} | {_share(waits)} | {_share(hurries)} |\n"
        print(line, end="", flush=True)
        yield line


def _share(hits):
    share = float(np.mean(hits))
    return f"{100 * share:.1f} ± {100 * np.sqrt(share * (1 - share) / len(hits)):.1f} %"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.experiments", description=__doc__)
    parser.add_argument(
        "--trials", type=int, default=2000, help="trials per cell; half as many with an effect"
    )
    parser.add_argument("--seed", type=int, default=50_000, help="seed of the first trial")
    parser.add_argument("--out", type=Path, default=Path("docs/evidence-experiments.md"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
