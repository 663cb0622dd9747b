"""The experiments: each takes a seed, a number of diaries and a size, and gives plain shares."""

from __future__ import annotations

import numpy as np

from analysis import connections, stepscan
from analysis.association_results import Connection
from analysis.scores import adjusted_p
from benchmarks.connections import ours, worlds
from benchmarks.connections.methods import METHODS, arx, prewhitened, spearman

LAGS = range(-3, 8)
CALLED = ("clear", "hint")
FOUR = ("sleep_quality", "sleep_hours", "stress", "mood")
TWELVE = (*FOUR, "activity_min", "sitting_h", "expectation", *(f"factor:own {at}" for at in range(5)))
PHIS = (0.2, 0.5, 0.3, 0.4)
MORE = 4
"""Times as many diaries for the program as for the other methods: its shares are what is promised."""


def rates(seed, reps, world, names=None):
    """Share of diaries with p < .05, per method; the program's variants are among `names` too."""
    rng = np.random.default_rng(seed)
    pairs = [worlds.pair(rng, world) for _ in range(reps * MORE)]
    out = {
        name: float(np.mean([one.p(pain, factor, rng) < 0.05 for pain, factor in pairs[:reps]]))
        for name, one in METHODS.items()
        if names is None or name in names
    }
    variants = [name for name in ours.TITLES if names is None or name in names]
    found = ours.coefficients(pairs, variants)
    return out | {name: ours.called(found[name]) for name in variants}


def lasting(seed, reps, days, effect):
    """The world of effects that last (carry-over of pain itself): share of p < .05."""
    rng = np.random.default_rng(seed)
    pairs = [worlds.carried(rng, days, effect) for _ in range(reps)]
    out = {
        name: float(np.mean([one(pain, factor, rng) < 0.05 for pain, factor in pairs]))
        for name, one in (("spearman", spearman), ("prewhitened", prewhitened), ("arx", arx))
    }
    return out | {"ours": ours.called(ours.coefficients(pairs)["ours"])}


def intervals(seed, reps, days, r):
    """Coverage of the 90 % interval of the latent correlation, and what called effects (p < .1) look like.

    exaggerated: mean size of called estimates over the true one; shrunk: the same as displayed. wrong: share of
    called ones with the wrong sign.
    """
    rng = np.random.default_rng(seed)
    pairs = [worlds.pair(rng, worlds.World(days, r=r)) for _ in range(reps)]
    found = ours.coefficients(pairs)["ours"]
    called = [one for one in found if one.p < 0.1]
    out = {
        "cover": float(np.mean([one.low <= r <= one.high for one in found])),
        "called": len(called) / len(found),
    }
    if r and called:
        size = [abs(one.b) for one in called]
        keep = [connections.shrinkage(one.se) for one in called]
        out["exaggerated"] = float(np.mean(size)) / r
        out["shrunk"] = float(np.mean(np.multiply(size, keep))) / r
        out["wrong"] = float(np.mean([one.b < 0 for one in called]))
    return out


def confounding(seed, reps, days):
    """Stress drives sleep and pain. Share of p < .05 alone and jointly, lag 0 for both."""
    from analysis import association, gls, lagged

    rng = np.random.default_rng(seed)
    problems, columns = [], []
    for _ in range(reps):
        panel = worlds.confounded(rng, days)
        read = lagged.read_diary(panel)
        sleep, tense = (
            lagged.Link(name, 0, lagged.series(panel, name)) for name in ("sleep_quality", "stress")
        )
        together = association.joint(read, [sleep, tense])
        problems += [association.single(read, one).scores for one in (sleep, tense)] + [together.scores] * 2
        columns += [1, 1, 1, 2]
    small = [fitted.coefficient(at).p < 0.05 for fitted, at in zip(gls.fit(problems), columns, strict=True)]
    shares = np.reshape(small, (reps, 4)).mean(0)
    return dict(
        zip(("sleep_alone", "stress_alone", "sleep_joint", "stress_joint"), shares.tolist(), strict=True)
    )


def noise_grid(seed, reps, days, factors=FOUR, *, naive=True):
    """Nothing is there: share of diaries with any finding, over all lags and factors."""
    rng = np.random.default_rng(seed)
    out = {"any_05": 0, "program": 0, "naive_any": 0, "naive_bh": 0}
    for _ in range(reps):
        panel = worlds.diary(rng, days, factors, PHIS)
        points = connections.explore(panel)
        out["program"] += any(one.survives for one in points)
        out["any_05"] += any(one.p < 0.05 for one in points)
        if naive:
            p = _naive(panel, factors)
            out["naive_any"] += bool((p < 0.05).any())
            out["naive_bh"] += bool((adjusted_p(p) <= 0.1).any())
    return {name: count / reps for name, count in out.items() if naive or not name.startswith("naive")}


def _naive(panel, factors):
    from analysis.lagged import moved

    pain = panel["pain"].to_numpy()
    return np.array(
        [spearman(pain, moved(panel[name].to_numpy(), lag), None) for name in factors for lag in LAGS]
    )


def primary(seed, reps, days):
    """Nothing is there: share of diaries in which `find` calls any of its four tests a hint or more."""
    rng = np.random.default_rng(seed)
    called = small = naive = 0
    for _ in range(reps):
        panel = worlds.diary(rng, days, FOUR, PHIS)
        found = [one for one in connections.find(panel) if isinstance(one, Connection)]
        called += any(one.verdict in CALLED for one in found)
        small += any(one.p < 0.05 for one in found)
        pain = panel["pain"].to_numpy()
        naive += any(spearman(pain, panel[name].to_numpy(), None) < 0.05 for name in FOUR)
    return {"naive": naive / reps, "any_05": small / reps, "program": called / reps}


def true_links(seed, reps, days, r):
    """Three true links among twelve factors x all lags: false share of what is called, and share of true ones found."""
    rng = np.random.default_rng(seed)
    links = ((TWELVE[2], 1, r), (TWELVE[4], 0, r), (TWELVE[8], 2, r))
    true = {(name, lag) for name, lag, _ in links}
    false, found, clean = [], [], []
    for _ in range(reps):
        points = connections.explore(worlds.diary(rng, days, TWELVE, PHIS, links))
        called = {(one.factor, one.lag) for one in points if one.survives}
        false.append(len(called - true) / max(len(called), 1))
        clean.append(not called - true)
        found.append(len(called & true) / len(true))
    return {
        "false_share": float(np.mean(false)),
        "found": float(np.mean(found)),
        "clean": float(np.mean(clean)),
    }


def steps(seed, reps, phi, size):
    """One step of `size` in the middle of 90 days: share called within a week of it (0: no step, share called)."""
    rng = np.random.default_rng(seed)
    hits = 0
    for _ in range(reps):
        pain = np.clip(np.rint(5 + 1.3 * worlds.ar1(rng, 90, phi) + size * (np.arange(90) >= 45)), 0, 10)
        pain[rng.random(90) < 0.12] = np.nan
        panel = worlds.panel({"pain": pain})
        points = stepscan.scan(panel).points
        hits += any(not size or abs((one.day - panel.index[45].date()).days) <= 7 for one in points)
    return hits / reps
