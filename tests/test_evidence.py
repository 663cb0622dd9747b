"""The evidence on the engine: invented people, the figures on hand-made rows, and a small run that must hold."""

from dataclasses import replace
from itertools import pairwise
from math import isnan, nan, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.results import MODEL_VERSION
from analysis.tries import History
from benchmarks.evidence import diary, methods, people, records, report, score, signals, tables
from benchmarks.evidence.worlds import DAYS, KINDS, MOVEMENTS, WORLDS
from data import schema

ROOT = Path(__file__).resolve().parents[1]
BASE = WORLDS["base"]


# ------------------------------------------------------------------ people


@pytest.fixture(scope="module")
def crowd():
    return [people.draw(seed, BASE) for seed in range(120)]


@pytest.mark.parametrize("world", WORLDS)
def test_the_same_seed_is_the_same_person(world):
    one, again, other = (people.draw(seed, WORLDS[world]) for seed in (5, 5, 6))
    for name in ("day", "move", "x", "felt", "expected", "rest", "sleep", "stress"):
        np.testing.assert_array_equal(getattr(one, name), getattr(again, name))
    np.testing.assert_array_equal(one.truth.level, again.truth.level)
    assert not np.array_equal(one.truth.level, other.truth.level)


@pytest.mark.parametrize("world", WORLDS)
def test_ratings_are_whole_numbers_from_nought_to_ten(world):
    for seed in range(20):
        one = people.draw(seed, WORLDS[world])
        for name in ("felt", "expected", "rest", "sleep", "stress"):
            values = getattr(one, name)
            known = values[np.isfinite(values)]
            assert ((known >= 0) & (known <= 10) & (known == np.rint(known))).all()
        assert np.isfinite(one.felt).all()
        assert (np.isin(one.move, range(MOVEMENTS)) & (one.day >= 0) & (one.day < DAYS)).all()
        assert (np.lexsort((one.move, one.day)) == np.arange(len(one.day))).all()
        assert (one.x >= 0).all()


def close(share, wanted, n):
    """Within four standard errors of a share over n independent draws."""
    return abs(share - wanted) <= 4 * sqrt(wanted * (1 - wanted) / n)


def test_people_are_as_described(crowd):
    """Shares of science note 2.3; a fifth of the days and a tenth of the rest pains are missing."""
    kinds = [kind for one in crowd for kind in one.truth.kinds]
    assert all(close(kinds.count(kind) / len(kinds), share, len(kinds)) for kind, share in KINDS.items())
    assert close(np.mean([one.truth.few for one in crowd]), 0.25, len(crowd))
    assert close(np.mean([one.truth.event == "break" for one in crowd]), 0.22, len(crowd))
    days = len(crowd) * DAYS
    assert close(np.mean([np.isnan(one.sleep) for one in crowd]), 0.2, days)
    assert close(np.mean([np.isnan(one.rest) for one in crowd]), 0.1, days)
    often = [len(one.day) / MOVEMENTS for one in crowd if not one.truth.few]
    seldom = [len(one.day) / MOVEMENTS for one in crowd if one.truth.few]
    assert 18 < np.median(often) < 26
    assert 4 < np.median(seldom) < 8


def test_nobody_trains_in_a_break(crowd):
    away = [one for one in crowd if one.truth.event == "break"]
    for one in away:
        start, length = one.truth.event_start, one.truth.event_days
        assert 14 <= length <= 28
        assert not ((one.day >= start) & (one.day < start + length)).any()


def test_levels_move_as_their_kind_says(crowd):
    """Learners fall, sensitised movements rise by about three, the others stay, without an event."""
    calm = [one.truth for one in crowd if one.truth.event == "none" and not one.truth.few]
    moved = {kind: [] for kind in KINDS}
    for one in calm:
        for kind, level in zip(one.kinds, one.level, strict=True):
            moved[kind].append(level[-1] - level[0])
    middle = {kind: float(np.median(values)) for kind, values in moved.items()}
    assert middle["learn"] < -2
    assert middle["learnload"] < -2
    assert middle["sensitise"] == pytest.approx(3.0, abs=0.3)
    assert abs(middle["safe"]) < 0.3
    assert abs(middle["threat"]) < 0.3


def test_flat_has_no_learners():
    kinds = {kind for seed in range(30) for kind in people.draw(seed, WORLDS["flat"]).truth.kinds}
    assert kinds == {"safe", "threat"}


def test_sticky_repeats_the_last_rating_of_the_movement(crowd):
    def same(one):
        pairs = [np.diff(one.felt[one.move == move]) == 0 for move in range(MOVEMENTS)]
        return np.concatenate(pairs)

    plain = np.concatenate([same(one) for one in crowd[:60]]).mean()
    sticky = np.concatenate([same(people.draw(seed, WORLDS["sticky"])) for seed in range(60)]).mean()
    assert sticky == pytest.approx(plain + 0.4 * (1 - plain), abs=0.04)


def test_rescaled_changes_ratings_from_one_day_on_and_no_truth(crowd):
    """Levels never depend on what is written, so they are those of base."""
    changed = 0
    for seed in range(40):
        one, base = people.draw(seed, WORLDS["rescaled"]), crowd[seed]
        np.testing.assert_array_equal(one.truth.level, base.truth.level)
        early = one.day < 30
        np.testing.assert_array_equal(one.felt[early], base.felt[early])
        changed += not np.array_equal(one.felt, base.felt)
    assert changed > 30


def test_families_share_kind_and_learning():
    """A try of one movement takes something off its sister that day."""
    moved = []
    for seed in range(60):
        one = people.draw(seed, WORLDS["family"])
        truth = one.truth
        sizes = np.bincount(truth.family)
        assert set(sizes) in ({2}, {3})
        for family in set(truth.family):
            own = [at for at in range(MOVEMENTS) if truth.family[at] == family]
            assert len({truth.kinds[at] for at in own}) == 1
            if truth.kinds[own[0]] != "learn":
                continue
            for day in range(10):
                tried = set(one.move[one.day == day].tolist())
                if own[0] in tried and own[1] not in tried:
                    moved.append(truth.level[own[1], day + 1] - truth.level[own[1], day])
    assert len(moved) > 20
    assert np.mean(moved) < -0.15


def test_mislabelled_is_base_with_kinds_by_chance(crowd):
    together = []
    for seed in range(40):
        one, base = people.draw(seed, WORLDS["mislabelled"]), crowd[seed]
        np.testing.assert_array_equal(one.felt, base.felt)
        assert (one.truth.family, base.truth.named) == (base.truth.family, tuple(range(MOVEMENTS)))
        assert set(np.bincount(one.truth.named)) in ({2}, {3})
        written = diary.frames(one)[0].groupby("movement")["family"].unique()
        assert all(
            written[f"m{move}"].tolist() == [f"f{one.truth.named[move]}"] for move in set(one.move.tolist())
        )
        together.append(one.truth.named[0] == one.truth.named[1])
    assert 0 < np.mean(together) < 0.6


def test_skipped_leaves_out_what_would_hurt(crowd):
    left, hurt, kept, easy = 0, 0, 0, 0
    for seed in range(60):
        one, base = people.draw(seed, WORLDS["skipped"]), crowd[seed]
        done = set(zip(one.day.tolist(), one.move.tolist(), strict=True))
        for day, move, felt in zip(base.day.tolist(), base.move.tolist(), base.felt.tolist(), strict=True):
            if felt >= 7:
                left, hurt = left + ((day, move) not in done), hurt + 1
            elif felt <= 2:
                kept, easy = kept + ((day, move) in done), easy + 1
    assert left / hurt > 0.5
    assert kept / easy > 0.9


def test_noexpect_is_base_without_expected_pain(crowd):
    one = people.draw(3, WORLDS["noexpect"])
    np.testing.assert_array_equal(one.felt, crowd[3].felt)
    assert np.isnan(one.expected).all()
    assert np.isfinite(crowd[3].expected).all()


# ------------------------------------------------------------------ diary and truth


def test_the_program_reads_back_what_was_put_in(crowd):
    """Loads come back as x up to the reference, day ratings on their days, missing stays missing."""
    one = crowd[1]
    exposures, days = diary.frames(one)
    assert list(exposures.columns) == schema.names("exposures")
    assert {name: str(kind) for name, kind in exposures.dtypes.items()} == {
        each.name: each.dtype for each in schema.EXPOSURES
    }
    table = records.panel.daily(days, exposures, schema.empty("factors"))
    for move, series in enumerate(History(exposures, table).until(diary.on(DAYS - 1)).values()):
        own = one.move == move
        np.testing.assert_allclose(series.x, one.x[own] - np.median(one.x[own][:3]), atol=1e-12)
        np.testing.assert_array_equal(series.felt, one.felt[own])
    known = np.flatnonzero(np.isfinite(one.sleep))
    np.testing.assert_array_equal(table["sleep_quality"].dropna().to_numpy(), one.sleep[known])
    assert len(days) == len(known)


def made(level, slope=1.0, day=(0, 10, 20, 30), x=(0.0, 0.0, 0.0, 0.0)):
    """A person of whom only movement 0 is tried."""
    person = people.draw(0, BASE)
    course = np.zeros((MOVEMENTS, DAYS))
    course[0] = level
    truth = replace(person.truth, level=course, slope=np.full(MOVEMENTS, slope))
    tries = {"day": np.array(day), "move": np.zeros(len(day), dtype=int), "x": np.array(x)}
    return replace(person, truth=truth, felt=np.zeros(len(day)), expected=np.zeros(len(day)), **tries)


@pytest.mark.parametrize(
    ("course", "x", "state", "level", "change"),
    [
        ([3.0] * DAYS, 0.0, "safe", 3.0, 0.0),
        ([3.0] * DAYS, 0.01, "threat", 3.01, 0.0),
        ([6.0] * 30 + [4.9] * 54, 0.0, "learning", 4.9, -1.1),
        ([6.0] * 30 + [5.1] * 54, 0.0, "threat", 5.1, -0.9),
        ([2.0] * 30 + [3.6] * 54, 0.0, "relapsing", 3.6, 1.6),
        ([2.0] * 30 + [3.4] * 54, 0.0, "threat", 3.4, 1.4),
    ],
)
def test_what_is_true(course, x, state, level, change):
    found = diary.fact(made(course, x=(0.0, x, x, x)), 0, 48)
    assert (found.state, found.level) == (state, pytest.approx(level))
    assert found.change == pytest.approx(change)


def test_change_and_rise_begin_with_the_first_try():
    """The level was low before the person ever tried; that is not a relapse."""
    course = [1.0] * 25 + [5.0] * 59
    found = diary.fact(made(course, day=(26, 30, 33)[:3], x=(0.0, 0.0, 0.0)), 0, 41)
    assert (found.state, found.change, found.rise) == ("threat", 0.0, 0.0)
    assert diary.fact(made(course), 0, 41).state == "relapsing"


# ------------------------------------------------------------------ plain methods


DAY, PAIN = np.array([0, 10, 20, 27]), np.array([8.0, 6.0, 4.0, 2.0])


def test_week_mean():
    read = methods.week_mean(DAY, PAIN, 28)
    assert (read.level, read.change, read.rise) == (2.0, pytest.approx(2 - 6.0), 0.0)
    assert methods.week_mean(DAY, PAIN, 34) is None
    risen = methods.week_mean(np.array([0, 20]), np.array([1.0, 5.0]), 20)
    assert risen.rise == 4.0


def test_slope_is_least_squares():
    day = np.array([0, 7, 14, 21])
    read = methods.slope(day, np.array([6.0, 5.0, 4.0, 3.0]), 21)
    assert (read.level, read.change) == (pytest.approx(3.0), pytest.approx(-4.0))
    assert read.p < 0.05
    assert methods.slope(day[:2], PAIN[:2], 21) is None
    assert methods.slope(np.zeros(3), PAIN[:3], 0) is None


def test_rescorla_wagner_and_pearce_hall():
    """8, then half of each error: 7, 5.5, 3.75. The change is against the value 28 days ago."""
    read = methods.learner(DAY, PAIN, 28, rate=0.5)
    assert (read.level, read.change, read.rise) == (3.75, 3.75 - 8.0, 0.0)
    faster = methods.learner(DAY, PAIN, 28, rate=0.3, surprise=0.5)
    steady = methods.learner(DAY, PAIN, 28, rate=0.3)
    assert faster.level < steady.level


def test_beta_bernoulli_forgets():
    """Three good tries now weigh more than three bad ones long ago."""
    day, pain = np.array([0, 1, 2, 60, 61, 62]), np.array([8.0, 8, 8, 1, 1, 1])
    assert methods.coin(day, pain, 62, half=10.0, share=0.65).level > 0.6
    assert methods.coin(day, pain, 62, half=1e9, share=0.65).level < 0.4


def test_tuned_thresholds_differ_from_raw_ones():
    read = methods.Reading(2.8, -1.2, 0.0, 5)
    assert methods.METHODS["week_raw"].call(read) == "safe"
    assert methods.METHODS["week"].call(read) == "threat"
    assert methods.METHODS["rw"].call(replace(read, change=-1.5)) == "learning"
    assert methods.METHODS["rw"].call(replace(read, rise=2.5)) == "relapsing"
    assert methods.METHODS["slope"].call(read) == "unknown"
    assert methods.METHODS["slope_raw"].call(replace(read, level=4.0, p=0.01)) == "learning"
    assert methods.METHODS["week"].call(None) == "unknown"


# ------------------------------------------------------------------ figures on hand-made rows


def rows(**columns):
    """Rows of one person and movement a week apart, threat throughout and called unknown unless given."""
    size = len(next(iter(columns.values())))
    usual = {
        "person": 1, "move": 0, "day": 13 + 7 * np.arange(size), "truth": "threat", "level": 5.0, "change": 0.0,
        "rise": 0.0, "n": 9, "span": 60, "few": False, "event": "none", "event_start": 40, "event_days": 10, "call_a": "unknown",
        "fall_a": 0.0, "fall_slope": 0.0, "p_safe": nan, "p_fall": nan, "p_rise": nan, "said_low": nan,
        "said_high": nan, "change_low": nan, "change_high": nan,
    }  # fmt: skip
    return pd.DataFrame(usual | columns)


def figure(name, **columns):
    found = score.figures(rows(**columns), "a")[name]
    return found.value, found.n


def test_cost_is_graded():
    """Science note 2.2: 4 for a clearly false safe, 1 in the grey zone, .4 for silence, less for near misses."""
    level = [3.6, 3.4, 3.0, 5.0, 2.4, 2.8, 5.0, 5.0, 5.0, 5.0]
    call = [
        "safe",
        "safe",
        "safe",
        "unknown",
        "threat",
        "learning",
        "learning",
        "learning",
        "threat",
        "threat",
    ]
    change = [0, 0, 0, 0, 0, 0, 0, -0.6, -1.2, 0]
    rise = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1.6]
    given = rows(level=level, call_a=call, change=change, rise=rise)
    wanted = [4.0, 1.0, 0.0, 0.4, 1.0, 0.3, 0.6, 0.0, 0.8, 0.7]
    assert score.costs(given, given["call_a"].to_numpy()).tolist() == wanted
    assert figure("cost", level=level, call_a=call, change=change, rise=rise) == (pytest.approx(0.88), 10)


def test_decided_and_right():
    call = ["unknown", "threat", "learning", "safe"]
    assert figure("decided", call_a=call) == (0.75, 4)
    assert figure("right", call_a=call) == (pytest.approx(1 / 3), 3)


def test_false_safe_is_among_the_clearly_unsafe():
    """3.4 is over the limit but not clearly; it counts for "safe wrong" only."""
    given = {"level": [3.4, 3.6, 5.0, 2.0, 2.0], "call_a": ["safe", "safe", "threat", "safe", "unknown"]}
    given["truth"] = ["threat", "threat", "threat", "safe", "safe"]
    assert figure("false_safe", **given) == (0.5, 2)
    assert figure("false_safe_few", **given, few=[True, False, True, True, True]) == (0.0, 1)
    assert figure("safe_wrong", **given) == (pytest.approx(2 / 3), 3)
    assert figure("safe_found", **given) == (0.5, 2)


def test_hits_and_false_hope():
    given = {
        "level": [5.0, 5.0, 2.0, 5.0, 3.2, 5.0],
        "change": [-1.5, -2.0, -2.0, 0.0, 0.0, 0.0],
        "rise": [0.0, 0.0, 0.0, 0.0, 0.0, 0.8],
        "call_a": ["learning", "threat", "safe", "learning", "learning", "learning"],
    }
    assert figure("fall_hit", **given) == (0.5, 2)
    assert figure("false_hope", **given) == (1.0, 1)


def test_relapses_and_false_alarms():
    given = {
        "level": [5.0, 5.0, 3.2, 5.0, 5.0],
        "rise": [2.0, 2.5, 2.5, 0.7, 0.0],
        "call_a": ["relapsing", "threat", "relapsing", "relapsing", "threat"],
        "day": [13, 20, 27, 44, 83],
        "event": "badsleep",
    }
    assert figure("relapse_hit", **given) == (0.5, 2)
    assert figure("false_relapse", **given) == (0.5, 2)
    assert figure("false_relapse_sleep", **given) == (1.0, 1)


def test_delay_counts_from_the_first_true_look():
    """Learning from the third look; the early call does not count, the one two weeks later does."""
    truth = ["threat", "threat", "learning", "learning", "safe"]
    call = ["learning", "threat", "threat", "threat", "learning"]
    assert figure("learn_days", truth=truth, call_a=call) == (14.0, 1)
    assert figure("learn_found", truth=truth, call_a=call) == (1.0, 1)
    never = ["learning", *["threat"] * 4]
    assert figure("learn_found", truth=truth, call_a=never) == (0.0, 1)


def test_delay_leaves_out_what_was_never_a_threat_and_what_lasts_one_look():
    assert figure("learn_found", truth=["safe", "threat", "safe", "safe"])[1] == 0
    assert figure("learn_found", truth=["learning", "learning", "learning"])[1] == 0
    assert figure("learn_found", truth=["threat", "threat", "learning"])[1] == 0
    assert figure("relapse_found", truth=["threat", "relapsing", "threat"])[1] == 0


def test_delay_of_a_relapse():
    truth, call = ["safe", "relapsing", "relapsing"], ["safe", "unknown", "relapsing"]
    assert figure("relapse_days", truth=truth, call_a=call) == (7.0, 1)
    assert isnan(figure("learn_days", truth=truth, call_a=call)[0])


def test_ever_is_a_share_of_movements():
    given = {
        "move": [0, 0, 1, 1],
        "day": [13, 20, 13, 20],
        "call_a": ["threat", "learning", "threat", "threat"],
    }
    assert figure("ever_learning", **given) == (0.5, 2)
    assert figure("ever_relapsing", **given) == (0.0, 2)


def test_the_error_takes_persons_as_the_unit():
    """Ten looks at each of two persons who differ are two observations, not twenty."""
    values, person = np.repeat([0.0, 1.0], 10), np.repeat([1, 2], 10)
    found = score.mean_over(values, np.ones(20, dtype=bool), person)
    assert (found.value, found.n) == (0.5, 20)
    assert found.error == pytest.approx(0.5)
    assert isnan(score.mean_over(values, person == 1, person).error)
    assert isnan(score.mean_over(values, person == 3, person).value)


# ------------------------------------------------------------------ probabilities


def test_calibration_bins():
    given = rows(level=[2.0, 5.0, 2.0, 2.0, 5.0], p_safe=[0.8, 0.85, 0.9, 1.0, nan])
    found = {(one.low, one.high): one for one in signals.calibration(given, "p_safe")}
    at = found[0.8, 0.9]
    assert (at.said, at.true.value, at.true.n) == (pytest.approx(0.825), 0.5, 2)
    assert found[0.95, 1.0].true.n == 1
    assert sum(one.true.n for one in found.values()) == 4


def test_each_probability_has_its_own_truth():
    given = rows(level=[3.0, 5.0, 5.0], change=[0.0, -0.5, 0.0], rise=[0.0, 0.0, 1.5])
    assert {name: signals.happened(given, name).tolist() for name in signals.EDGES} == {
        "p_safe": [True, False, False],
        "p_fall": [False, True, False],
        "p_rise": [False, False, True],
    }


def test_brier_and_coverage():
    given = rows(
        level=[2.0, 5.0, 5.0], p_safe=[0.8, 0.4, nan], said_low=[1, 5.1, nan], said_high=[2, 6, nan],
        change_low=[-1, -1, nan], change_high=[1, 0, nan],
    )  # fmt: skip
    found = signals.probabilities(given)
    assert found["brier_safe"].value == pytest.approx((0.04 + 0.16) / 2)
    assert (found["cover_level"].value, found["cover_level"].n) == (0.5, 2)
    assert found["cover_change"].value == 1.0


def test_auc():
    true = np.array([True, True, False, False])
    assert signals.auc(np.array([3.0, 2.0, 1.0, 0.0]), true) == 1.0
    assert signals.auc(np.array([3.0, 1.0, 1.0, 0.0]), true) == 0.875
    assert signals.auc(np.array([nan, 1.0, 0.0, 0.0]), true) == 0.5
    assert isnan(signals.auc(np.array([1.0]), np.array([True])))


def test_constant_pain_compares_hidden_falls_with_nothing():
    """The fifth has too few tries, the sixth a visible fall, the seventh is low already."""
    given = rows(
        change=[-1.2, -1.2, 0.0, 0.0, -1.2, -1.2, 0.0], fall_a=[-2.0, -0.5, -1.0, 0.0, -9, -9, -9],
        fall_slope=[0.0, 0.6, 0.0, -0.6, 0.0, -2.0, 0.0], n=[9, 9, 9, 9, 5, 9, 9],
        level=[5.0, 2.0, 5.0, 5.0, 5.0, 5.0, 2.0],
        call_a=["learning", "threat", "threat", "safe", "safe", "safe", "safe"],
    )  # fmt: skip
    found = signals.constant_pain(given, "a")
    assert (found.cases, found.others, found.auc) == (2, 2, 0.75)
    assert (found.hit, found.false) == (0.5, 0.5)


def test_falls_are_counted_by_tries():
    given = rows(change=[-1.0, 0.0, -2.0, -0.5], fall_a=[-1.0, 0.0, -1.0, -3.0], n=[3, 7, 8, 9])
    found = signals.falls(given, "a")
    assert (found["3-7"].cases, found["3-7"].others, found["3-7"].auc) == (1, 1, 1.0)
    assert (found["8-14"].cases, found["8-14"].others) == (1, 0)
    assert isnan(found["15+"].auc)


# ------------------------------------------------------------------ the engine itself


SMALL = {"base": 40, "misfit": 24}
ASKED = (20, 41, 62, 83)
"""Few looks at many people: looks at one person are alike, so they tell less than looks at others."""
SEED = 410_000
"""People nobody looked at while the engine was made."""
BOUNDS = {
    "base": {
        "false_safe": 0.02,
        "safe_wrong": 0.07,
        "false_hope": 0.05,
        "false_relapse": 0.02,
        "brier_safe": 0.11,
    },
    "misfit": {
        "false_safe": 0.02,
        "safe_wrong": 0.07,
        "false_hope": 0.08,
        "false_relapse": 0.03,
        "brier_safe": 0.12,
    },
}
COVERAGE = {"base": (0.86, 0.96), "misfit": (0.82, 0.96)}
MOST_OFF = {"base": 0.05, "misfit": 0.10}
"""How far the mean said may be from the share true, beside three standard errors."""
COARSE = (0.0, 0.25, 0.75, 1.0)
FEWEST = 25


@pytest.fixture(scope="module")
def run():
    return {
        world: records.of_people(range(SEED, SEED + count), world, ASKED) for world, count in SMALL.items()
    }


def amiss(rows, world):
    """The bounds these rows are out of, by name."""
    found = score.figures(rows, "engine") | signals.probabilities(rows)
    out = [name for name, most in BOUNDS[world].items() if found[name].value > most]
    if found["safe_found"].value < 0.4:
        out.append("safe_found")
    low, high = COVERAGE[world]
    out += [name for name in ("cover_level", "cover_change") if not low <= found[name].value <= high]
    return out + [name for name in signals.EDGES if off(signals.settled(rows, name), name, MOST_OFF[world])]


def off(rows, name, most):
    """Whether a probability is further from the truth than `most` and chance allow, on the whole or in a third of it."""
    said, true, person = rows[name].to_numpy(), signals.happened(rows, name), rows["person"].to_numpy()
    known = np.isfinite(said)
    parts = [known, *(known & (said >= low) & (said <= high) for low, high in pairwise(COARSE))]
    for among in parts:
        if among.sum() < FEWEST:
            continue
        gap = score.mean_over(true - np.where(known, said, 0), among, person)
        if abs(gap.value) > most + (3 * gap.error if among is not known else 0.0):
            return True
    return False


def test_a_look_for_every_movement_tried_so_far(run):
    first = run["base"][run["base"]["person"] == SEED]
    person = people.draw(SEED, BASE)
    assert set(first["day"]) == set(ASKED)
    for now, looks in first.groupby("day"):
        assert set(looks["move"]) == set(person.move[person.day <= now].tolist())
    assert set(run["base"]["call_engine"]) <= {"safe", "learning", "threat", "relapsing", "unknown"}
    assert run["base"]["p_safe"].between(0, 1).all()


@pytest.mark.parametrize("world", SMALL)
def test_the_engine_stays_within_its_bounds(run, world):
    """False calls, Brier score, coverage of both intervals, and all three probabilities said as often as true."""
    assert score.figures(run[world], "engine")["false_safe"].n > 150
    assert amiss(run[world], world) == []


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("false_safe", lambda rows: {"call_engine": np.where(rows["said_level"] <= 4, "safe", "threat")}),
        ("safe_wrong", lambda rows: {"call_engine": np.where(rows["said_level"] <= 3.5, "safe", "threat")}),
        ("safe_found", lambda rows: {"call_engine": np.where(rows["p_safe"] > 0.9995, "safe", "threat")}),
        ("false_hope", lambda rows: {"call_engine": np.where(rows["p_fall"] > 0.2, "learning", "threat")}),
        (
            "false_relapse",
            lambda rows: {"call_engine": np.where(rows["p_rise"] > 0.1, "relapsing", "threat")},
        ),
        ("brier_safe", lambda rows: {"p_safe": (rows["p_safe"] > 0.2).astype(float)}),
        ("cover_level", lambda rows: narrowed(rows, "said_low", "said_high", 0.75)),
        ("cover_level", lambda rows: narrowed(rows, "said_low", "said_high", 1.5)),
        ("cover_change", lambda rows: narrowed(rows, "change_low", "change_high", 0.75)),
        ("p_safe", lambda rows: {"p_safe": bolder(rows["p_safe"], 1.0)}),
        ("p_fall", lambda rows: {"p_fall": bolder(rows["p_fall"], 1.0)}),
        ("p_fall", lambda rows: {"p_fall": bolder(rows["p_fall"], -1.0)}),
        ("p_rise", lambda rows: {"p_rise": bolder(rows["p_rise"], 1.5)}),
    ],
)
def test_the_bounds_can_be_broken(run, name, spoil):
    """Each bound, and the same rows spoiled a little: the check sees it."""
    assert name in amiss(run["base"].assign(**spoil(run["base"])), "base")


def narrowed(rows, low, high, factor):
    middle, half = (rows[low] + rows[high]) / 2, (rows[high] - rows[low]) / 2
    return {low: middle - factor * half, high: middle + factor * half}


def bolder(said, by):
    """Log odds moved by so much."""
    inside = said.clip(1e-3, 1 - 1e-3)
    return 1 / (1 + (1 - inside) / inside * np.exp(-by))


@pytest.mark.parametrize("world", SMALL)
def test_the_engine_beats_a_weekly_mean(run, world):
    ours, plain = (score.figures(run[world], name) for name in ("engine", "week_raw"))
    assert ours["cost"].value < plain["cost"].value
    assert ours["false_safe"].value < plain["false_safe"].value


# ------------------------------------------------------------------ the page


def test_the_page_is_of_this_model():
    page = (ROOT / "docs" / "evidence.md").read_text("utf-8")
    assert f"Model `{MODEL_VERSION}`" in page, "run: python -m benchmarks.evidence"


def test_the_page_shows_every_world_method_and_figure(run):
    few = {name: one[one["person"] < SEED + 8] for name, one in run.items()}
    worlds = {name: tables.measured(one) for name, one in few.items()}
    page = report.document(worlds, None, "the command", SEED, (DAYS, MOVEMENTS))
    assert page.count("the command") == 1
    for title in [*tables.TITLES.values(), *(one.title for one in tables.FIGURES.values()), *SMALL]:
        assert title in page
    assert "nan" not in page
    assert {line.count("|") for line in page.splitlines() if line.startswith("| 0.80–0.90")} == {4}


def test_never_and_always_are_counts():
    figure_ = tables.FIGURES["false_safe"]
    assert tables.within(figure_, {"value": 0.0, "n": 1200, "error": 0.0}) == "0 of 1,200"
    assert tables.within(figure_, {"value": 1.0, "n": 3, "error": 0.0}) == "3 of 3"
    assert tables.within(figure_, {"value": 0.0123, "n": 81, "error": 0.004}) == "1.2 ± 0.4 %"
    assert tables.within(figure_, {"value": nan, "n": 0, "error": nan}) == "–"
