"""Write `docs/evidence-plan.md`: see the package."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from analysis.planrules import SHIPPED
from analysis.steprules import ROWS
from benchmarks.plan import measure

WANTED = 1.5
ABOUT = """\
# Evidence for the step rules

Made by `.venv/bin/python -m benchmarks.plan --people {people} --seed {seed}`; rules `{stamp}`. Invented people
(world `base` of docs/evidence.md), no real diary.

Each person looks for a first dose for two weeks (half the load after every try felt over 2), begins the plan at 70
% of the highest load felt at 2 or less, and then follows every proposal for eight weeks, every movement in every
session. The same person with the first dose kept for eight weeks stands beside. Load raises pain by the person's
own slope (median .9 points per doubling); a try felt over 4 makes the next morning worse. Verdicts are renewed
weekly. One try in 250 carries a symptom flag; every third of these leaves a warning sign open for four days.

Movements with at least {least} tries in the eight weeks, of people who train about twice a week or more. "Calm":
no break, no stressful and no bad-sleep phase was drawn for the person (48 % of people; events fall into weeks 4 to
8).

## Load

Median over the first dose of the plan, from which the load rises. Highest: highest load of the eight weeks felt at or
under the limit of 3. Last two weeks: the same, of these weeks only. Last three: median of the last three tries, minimum
doses included.

| movements | n | highest | last two weeks | last three |
|---|---|---|---|---|"""
RESULT = """\
Wanted was x {wanted} in learners. Highest load within the limit: {calm_said} in calm courses (x {calm:.2f}),
{most_said} over all (x {most:.2f}).

## What the rows took and gave

Learners; share of the proposals of each week in percent, calm courses.

{weeks}

What each kind of row made of the load in eight weeks, geometric mean over the movements; the product is the last
proposed load over the first dose.

{factors}

The steps alone would bring x {up:.2f} in calm courses: one step in seven days at most, so that four proposals in ten
are held by a cap, and with two to four sessions on uneven days eight or nine days lie between two steps. From five
repetitions on one more is 17 to 20 %, so that 50 % in four weeks allow two steps and no third. What is taken off on
strained days comes back with the return, but the days do not. A red light takes off 20 to 40 % and nothing but steps
brings it back. So x {wanted} is for those with few strained days and red lights; for more, a row would have to be
loosened.

## Time in red

Red tries with the plan {plan:.1f} %, with the fixed dose {fixed:.1f} %.

## Steps up where none may be

{ups} steps up and {back} returns to a load held before. Of them after a red try {red}, in or within a week of a
flare {flare}, after a break {break}, in a stressful stretch {stress}, after bad nights {sleep}.

## Rows reached

| row | times |
|---|---|"""


def main() -> None:
    options = _options()
    begun = time.monotonic()
    found = measure.crowd(options.people, options.seed, options.workers)
    options.out.write_text(document(found, options.people, options.seed), encoding="utf-8")
    print(f"{options.out}: {time.monotonic() - begun:.0f} s")


def _weeks(found: list[measure.Measured]) -> str:
    """Share of the proposals by kind of row and week."""
    shares = measure.by_week(measure.group(found, "asked", calm=True))
    weeks = len(next(iter(shares.values())))
    head = f"| rows | {' | '.join(map(str, range(1, weeks + 1)))} |\n|---|{'---|' * weeks}\n"
    return head + "\n".join(
        f"| {kind} | {' | '.join(f'{one:.0f}' for one in row)} |" for kind, row in shares.items()
    )


def _factors(found: list[measure.Measured]) -> tuple[str, float]:
    """What each kind of row made of the load, calm courses and the others; and of the steps alone, calm."""
    both = [
        measure.factors(measure.group(found, "asked", calm=calm), len(measure.group(found, calm=calm)))
        for calm in (True, False)
    ]
    lines = ["| rows | calm | with an event |", "|---|---|---|"]
    lines += [f"| {kind} | x {both[0][kind]:.2f} | x {both[1][kind]:.2f} |" for kind in both[0]]
    return "\n".join(lines), both[0]["up"]


def document(found: list[measure.Measured], people: int, seed: int) -> str:
    """The page: what was done, load, red, steps that may not be, rows."""
    rows, wrong = Counter(), Counter()
    for one in found:
        rows.update(one.rows)
        wrong.update(one.wrong)
    ups, back = sum(one.ups for one in found), sum(one.back for one in found)
    lines = [ABOUT.format(people=people, seed=seed, stamp=SHIPPED.stamp, least=measure.LEAST_TRIES)]
    for name, calm, kinds in (
        ("learners, calm", True, measure.LEARNERS),
        ("learners, with an event", False, measure.LEARNERS),
        ("learners, all", None, measure.LEARNERS),
        ("safe", None, ("safe",)),
        ("threat", None, ("threat",)),
        ("sensitised", None, ("sensitise",)),
    ):
        group = measure.group(found, calm=calm, kinds=kinds)
        held, end, most = (measure.middle(group, one) for one in ("held", "end", "most"))
        lines.append(f"| {name} | {len(group)} | x {most:.2f} | x {held:.2f} | x {end:.2f} |")
    most = measure.middle(measure.group(found), "most")
    calm = measure.middle(measure.group(found, calm=True), "most")
    table, up = _factors(found)
    lines += [
        "",
        RESULT.format(
            weeks=_weeks(found),
            factors=table,
            up=up,
            wanted=WANTED,
            calm=calm,
            most=most,
            calm_said="reached" if calm >= WANTED else "not reached",
            most_said="reached" if most >= WANTED else "not reached",
            plan=100 * measure.share_red(found, "plan"),
            fixed=100 * measure.share_red(found, "fixed"),
            ups=ups,
            back=back,
            **{kind: wrong[kind] for kind in ("red", "flare", "break", "stress", "sleep")},
        ),
        *[f"| {name} | {rows[name]} |" for name in ROWS],
        "",
        "`clock` needs a clock that went back and is reached in the tests only.",
        "",
    ]
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plan", description=__doc__)
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--seed", type=int, default=90_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("docs/evidence-plan.md"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
