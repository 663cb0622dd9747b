"""`docs/evidence-connections.md` put together from the results of `plan`."""

from __future__ import annotations

from itertools import product
from math import sqrt

from analysis.connection_results import CONNECTIONS_VERSION
from benchmarks.connections import ours, plan, trials, words
from benchmarks.connections.methods import METHODS

TITLES = {name: one.title for name, one in METHODS.items()} | ours.TITLES
EXTRA = {"weekend": "weekends", "ties": "mostly nought", "slow": "slow wander"}
NOTE_NULL = (.06, .05, .06, .06, None, None, .06, .04, None, None, .05, .05)  # fmt: skip
NOTE_DRIFT = (.05, .05, .05, .045, .050, .055, .050, .058, .052)  # fmt: skip
NOTE_POWER = (.17, .29, .42, .74, .35, .57, .77, .98, .50, .82, .96, 1.0)  # fmt: skip
NOTE_LASTING = (.06, .05, .07, .20, .43, .68)  # fmt: skip
NOTE_STEPS = {0.3: "88 %", 0.5: "70 %", 0.7: "46 %"}
NOTE = "science note, GLS"
CLOSE = "**program**, {} diaries"
SAME = {"gls_trend": "its diaries: GLS AR(1) + trend", "ours": "its diaries: **program**"}


def document(found, command, seed):
    """The whole page. found: as `plan.everything` makes it."""
    reps = found["null", plan.LENGTHS[0], 0.0][1]
    more, close = (times * trials.MORE * reps for times in (1, plan.CLOSE))
    error, closely = (f"{200 * sqrt(0.05 * 0.95 / many):.1f}" for many in (more, close))
    intro = words.INTRO.format(
        command=command,
        version=CONNECTIONS_VERSION,
        seed=seed,
        reps=reps,
        more=more,
        error=error,
        close=close,
        closely=closely,
    )
    parts = [
        intro,
        words.TYPE_ONE,
        _null(found),
        words.DRIFT,
        _misleading(found),
        words.POWER,
        _power(found),
        words.LASTING,
        _lasting(found),
        words.INTERVALS,
        _intervals(found),
        words.CONFOUNDING,
        _confounding(found),
        words.GRIDS,
        _grids(found),
        words.TRUE,
        _true(found),
        words.STEPS.format(step=plan.STEP),
        _steps(found),
        words.NOTES,
    ]
    return "\n".join(parts)


def percent(share, digits=1):
    return f"{100 * share:.{digits}f} %"


def table(head, rows):
    """A Markdown table, the first column to the left, and an empty line."""
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(one) + " |" for one in lines) + "\n"


def by_method(found, keys, heads, note):
    """One row per method, one column per key; the program looked at closely; the note's figures last."""
    shares = [found[key][0] for key in keys]
    rows = [
        [title, *(percent(one[name]) for one in shares)]
        for name, title in TITLES.items()
        if name in shares[0]
    ]
    if all(("close", *key) in found for key in keys):
        close = [found["close", *key] for key in keys]
        rows.append([CLOSE.format(close[0][1] * trials.MORE), *(percent(one["ours"]) for one, _ in close)])
    told = [NOTE, *("–" if one is None else percent(one) for one in note)]
    return table(["method", *heads], [*rows, told])


def _null(found):
    keys = [("null", days, phi) for days, phi in product(plan.LENGTHS, plan.CARRY)]
    return by_method(found, keys, [f"{days}: {phi:g}" for _, days, phi in keys], NOTE_NULL)


def _misleading(found):
    drift = [("drift", days) for days in plan.LENGTHS]
    extra = [("extra", extra, days) for extra, days in product(plan.EXTRAS, (60, 120))]
    heads = [f"drift {days}" for _, days in drift] + [f"{EXTRA[extra]} {days}" for _, extra, days in extra]
    return by_method(found, [*drift, *extra], heads, NOTE_DRIFT)


def _power(found):
    cells = list(product(plan.STRENGTHS, plan.POWER_LENGTHS))
    heads = [f"r {r:g}: {days}" for r, days in cells]
    fresh = by_method(found, [("power", *cell) for cell in cells], heads, NOTE_POWER)
    same = [found["same", *cell][0] for cell in cells]
    rows = [[title, *(percent(one[name]) for one in same)] for name, title in SAME.items()]
    told = [NOTE, *(percent(one) for one in NOTE_POWER)]
    return "\n".join(
        [fresh, words.SAME.format(diaries=plan.NOTE_DIARIES), table(["method", *heads], [*rows, told])]
    )


def _lasting(found):
    keys = [("lasting", effect, days) for effect, days in product((0.0, 0.3), plan.LENGTHS)]
    return by_method(found, keys, [f"b {effect:g}: {days}" for _, effect, days in keys], NOTE_LASTING)


def _intervals(found):
    rows = []
    for days in (20, *plan.LENGTHS):
        none, some = found["interval", days, 0.0][0], found["interval", days, 0.3][0]
        rows.append(
            [
                str(days),
                percent(none["cover"]),
                percent(some["cover"]),
                f"x {some['exaggerated']:.2f}",
                f"x {some['shrunk']:.2f}",
                percent(some["wrong"]),
            ]
        )
    return table(["days", "r = 0", "r = .3", "called, size", "as shown", "wrong sign"], rows)


def _confounding(found):
    keys = ("sleep_alone", "sleep_joint", "stress_alone", "stress_joint")
    rows = [[str(days), *(percent(found["confounding", days][0][key]) for key in keys)] for days in (60, 120)]
    rows.append(["science note: 60, 120", "18, 36 %", "5, 5 %", "–", "58, 90 %"])
    return table(["days", "sleep alone", "sleep, stress known", "stress alone", "stress, sleep known"], rows)


def _grids(found):
    keys = ("naive_any", "naive_bh", "any_05", "program")
    rows = [
        [title, *(percent(found[key][0][one]) for one in keys)]
        for title, key in (
            ("4 factors x 11 lags, 60 days", ("noise", 60)),
            ("12 factors x 11 lags, 120 days", ("noise twelve", 120)),
        )
    ]
    six = found["primary", 60][0]
    rows.append(
        ["4 primary tests, 60 days", percent(six["naive"]), "–", *(percent(six[key]) for key in keys[2:])]
    )
    head = ["grid", "Spearman p < .05", "Spearman, BH .10", "GLS p < .05, uncorrected", "**program**"]
    return table(head, rows)


def _true(found):
    rows = [
        [str(days), *(percent(found["true", days][0][key]) for key in ("false_share", "clean", "found"))]
        for days in (90, 180)
    ]
    return table(["days", "false share", "diaries without a false bar", "true ones found"], rows)


def _steps(found):
    rows = [
        [
            f"{phi:g}",
            percent(found["step", phi, 0.0][0]),
            "6-8 %",
            percent(found["step", phi, plan.STEP][0]),
            NOTE_STEPS[phi],
        ]
        for phi in plan.STEP_CARRY
    ]
    return table(["carry-over", "no step: called", "science note", "step: found", "science note"], rows)
