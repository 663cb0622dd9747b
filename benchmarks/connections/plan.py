"""Which experiments are done, with how many diaries, on how many processes."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product

from benchmarks.connections import ours, trials
from benchmarks.connections.worlds import World

LENGTHS, CARRY = (30, 60, 120), (0.0, 0.3, 0.5, 0.7)
POWER_LENGTHS, STRENGTHS = (30, 60, 90, 180), (0.2, 0.3, 0.4)
POWER_METHODS = ("effective_ar1", "circular_shift", "prewhitened", "arx", *ours.TITLES)
NOTE_DIARIES = 800
"""Diaries behind each share of power in the science note; its cells have the seeds 1 to 12."""
EXTRAS = ("weekend", "ties", "slow")
NOTHING = {
    **{("null", days, phi): World(days, phi, phi) for days, phi in product(LENGTHS, CARRY)},
    **{("drift", days): World(days, 0.4, 0.3, drift=0.8) for days in LENGTHS},
    **{("extra", extra, days): World(days, extra=extra) for extra, days in product(EXTRAS, (60, 120))},
}
"""Worlds in which there is nothing to be found, by their place in the results."""
CLOSE = 5
"""Times as many diaries for the program alone: what is promised there is to be seen closely."""
STEP, STEP_CARRY = -1.8, (0.3, 0.5, 0.7)


@dataclass(frozen=True)
class Job:
    """One experiment: its place in the results, the function of `trials`, its share of the diaries, what it takes.

    seed: of its own, instead of one counted on from the seed of the run; `share` is then the number of diaries itself.
    """

    key: tuple
    name: str
    share: float
    arguments: tuple
    seed: int | None = None


def jobs():
    """All experiments of the page."""
    return [
        *(Job(key, "rates", 1, (world,)) for key, world in NOTHING.items()),
        *(
            Job(("power", r, days), "rates", 1, (World(days, r=r), POWER_METHODS))
            for r, days in product(STRENGTHS, POWER_LENGTHS)
        ),
        *(
            Job(
                ("same", r, days),
                "rates",
                NOTE_DIARIES / trials.MORE,
                (World(days, r=r), ("gls_trend", "ours")),
                seed,
            )
            for seed, (r, days) in enumerate(product(STRENGTHS, POWER_LENGTHS), 1)
        ),
        *(
            Job(("lasting", effect, days), "lasting", 1, (days, effect))
            for effect, days in product((0.0, 0.3), LENGTHS)
        ),
        *(
            Job(("interval", days, r), "intervals", 2, (days, r))
            for days, r in product((20, *LENGTHS), (0.0, 0.3))
        ),
        *(Job(("confounding", days), "confounding", 1, (days,)) for days in (60, 120)),
        Job(("noise", 60), "noise_grid", 1, (60,)),
        Job(("noise twelve", 120), "noise_grid", 0.25, (120, trials.TWELVE)),
        Job(("primary", 60), "primary", 4, (60,)),
        *(Job(("true", days), "true_links", 0.25, (days, 0.35)) for days in (90, 180)),
        *(
            Job(("step", phi, size), "steps", 1, (phi, size))
            for phi, size in product(STEP_CARRY, (0.0, STEP))
        ),
        *(Job(("close", *key), "rates", CLOSE, (world, ("ours",))) for key, world in NOTHING.items()),
    ]


def run(job, reps, seed):
    """The shares of one experiment, and how many diaries they rest on."""
    own = job.seed is not None
    count = max(int(job.share if own else reps * job.share), 1)
    seed = job.seed if own else seed
    return job.key, (getattr(trials, job.name)(seed, count, *job.arguments), count)


def everything(reps, seed, workers, told=print):
    """Results by key: (shares, diaries). The longest experiments begin first."""
    found = {}
    ordered = sorted(enumerate(jobs()), key=lambda one: one[1].name not in {"noise_grid", "true_links"})
    with ProcessPoolExecutor(workers) as pool:
        for task in [pool.submit(run, job, reps, seed + at) for at, job in ordered]:
            key, result = task.result()
            found[key] = result
            told(f"{key}: {result}")
    return found
