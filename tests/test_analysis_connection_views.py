"""The closer look at connections: joint view, any factor, periods, readiness, yardstick, day state."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import (
    adjusted,
    association,
    connections,
    daystate,
    dayviews,
    gls,
    jointview,
    judge,
    lagged,
    lagview,
    natural,
    pacing,
    periods,
    readiness,
    stepscan,
)
from analysis.connection_results import JointRow, PeriodRow, Yardstick
from analysis.results import Estimate, Insufficient
from analysis.tries import History
from data import schema
from tests.test_analysis_connections import by_test, carried, diary, frame

NIGHT, TENSE = ("sleep_quality", 0), ("stress", 1)


def confounded(seed=1, days=300):
    """Science note 3.4: stress drives sleep and pain, sleep does nothing."""
    rng = np.random.default_rng(seed)
    tense = carried(rng, days, 0.4)
    sleep = np.r_[0, -0.7 * tense[:-1]] + 0.7 * carried(rng, days, 0.2)
    pain = np.r_[0, 0.6 * tense[:-1]] + 0.7 * carried(rng, days, 0.5)
    return frame(
        {
            "pain": np.clip(np.rint(4 + 1.5 * pain), 0, 10),
            "sleep_quality": np.clip(np.rint(6 + 1.6 * sleep), 0, 10),
            "stress": np.clip(np.rint(4 + 1.6 * tense), 0, 10),
        }
    )


# ------------------------------------------------------------------ joint view


def test_little_is_left_of_sleep_when_stress_is_known():
    one = jointview.left(confounded(), NIGHT, [TENSE])
    assert (one.partners, one.n, one.outcome) == ((TENSE,), 299, "pain")
    assert one.alone.high < 0
    assert one.joint.low < 0 < one.joint.high
    assert one.kept == pytest.approx(one.joint.value / one.alone.value)
    assert one.kept < 0.5
    other = jointview.left(confounded(), TENSE, [NIGHT])
    assert other.kept > 0.7
    nothing = jointview.left(diary(seed=4, days=80), NIGHT, [TENSE])
    assert nothing.alone.low < 0 < nothing.alone.high
    assert nothing.kept is None


def test_both_numbers_rest_on_the_same_days():
    panel = confounded()
    panel.loc[panel.index[100:], "stress"] = np.nan
    one = jointview.left(panel, NIGHT, [TENSE])
    alone = jointview.left(panel.iloc[:101], NIGHT, [TENSE])
    assert (one.n, one.alone) == (alone.n, alone.alone)
    assert one.n == 100


def test_rows_say_what_the_connections_say():
    panel = diary(days=120, effects={NIGHT: -0.5})
    found = by_test(connections.find(panel))
    rows = [one for one in jointview.rows(panel) if isinstance(one, JointRow)]
    assert {(one.factor, one.lag) for one in rows} == found.keys()
    for row in rows:
        told = found[row.factor, row.lag]
        assert (row.joint.value, row.joint.low, row.joint.high) == pytest.approx(
            (told.effect, told.low, told.high)
        )
        assert {name for name, _ in row.partners} >= set(told.joint_with)
        assert (row.n, row.step, row.step_unit) == (told.n, told.step, told.step_unit)
    lacking = jointview.rows(panel.drop(columns="mood"))[-1]
    assert lacking == Insufficient("days_with_factor", 0, 20, "mood")


def test_what_cannot_be_joined_is_said():
    panel = confounded(days=60)
    few = panel.copy()
    few.loc[few.index[25:], "stress"] = np.nan
    assert jointview.left(few, NIGHT, [TENSE]) == Insufficient("days_with_factor", 25, 28, "sleep_quality")
    assert jointview.left(panel, NIGHT, [("mood", 1)]) == Insufficient("days_with_factor", 0, 20, "mood")
    copied = panel.assign(mood=panel["sleep_quality"])
    twin = jointview.left(copied, NIGHT, [("mood", 0)])
    assert (twin.what, twin.subject, twin.other) == ("same_as", "sleep_quality", "mood")
    assert jointview.rows(panel.assign(pain=np.nan)) == (Insufficient("no_pain", 0, 20),)


# ------------------------------------------------------------------ any factor, any lag


def test_one_bar_in_pain_points():
    panel = diary(days=120, effects={TENSE: 0.6}).assign(**{"factor:Kaffee": np.arange(120.0) % 8})
    one = lagview.natural(panel, "stress", 1)
    read = lagged.read_diary(panel)
    alone = association.single(
        read, lagged.Link("stress", 1, lagged.moved(lagged.series(panel, "stress"), 1))
    )
    score, raw = gls.fit([alone.scores, alone.natural])
    keep = natural.shrinkage(score.coefficient(1).se)
    assert one.effect.value == pytest.approx(
        2 * keep * raw.coefficient(1).b * alone.y_scale / alone.x_scale[0]
    )
    assert (one.n, one.step, one.step_unit) == (119, 2.0, "points")
    own = lagview.natural(panel, "factor:Kaffee", 3)
    assert (own.n, own.step, own.step_unit) == (117, 2.0, "own")  # sd 2.3 of 0..7
    marked = panel.assign(**{"factor:Regen": np.arange(120.0) % 2})
    assert lagview.natural(marked, "factor:Regen", 0).step_unit == "yes"


@pytest.mark.parametrize(
    ("spread", "step"), [(0.012, 0.01), (0.9, 0.5), (1.0, 1.0), (4.9, 2.0), (5.0, 5.0), (730.0, 500.0)]
)
def test_steps_of_own_factors_are_round(spread, step):
    values = np.tile([-1.0, 1.0], 30) * spread
    assert natural.step_of("factor:x", values) == (pytest.approx(step), "own")


@pytest.mark.parametrize(
    ("values", "step"),
    [
        (np.linspace(2000, 9000, 60), 3000.0),
        (np.linspace(1000, 1080, 60), 50.0),  # 90 % of the days within 72 steps
        (np.append(np.linspace(1000, 1080, 60), 5e6), 50.0),  # one odd day stretches nothing
        (np.linspace(1.2, 8.3, 60), 5.0),  # typed as thousands
        (np.array([]), 3000.0),
    ],
)
def test_no_step_is_wider_than_the_days_lie_apart(values, step):
    """Pain per 3000 steps from days 80 steps apart read "296 points higher" on a scale of 0 to 10."""
    assert natural.step_of("steps", values) == (step, "steps")


def test_the_scatter_of_any_factor_has_its_shrunk_slope():
    panel = diary(days=90).assign(**{"factor:Kaffee": np.arange(90.0) % 7})
    drawn, bar = adjusted.of_factor(panel, "factor:Kaffee", 2), lagview.natural(panel, "factor:Kaffee", 2)
    slope = np.diff(drawn.line_y) / np.diff(drawn.line_x)
    np.testing.assert_allclose(slope, bar.effect.value / bar.step)
    assert (drawn.n, drawn.window) == (bar.n, bar.window)
    told = by_test(connections.find(panel))[TENSE]
    same, before = adjusted.of_factor(panel, *TENSE), connections.scatter(panel, told)
    np.testing.assert_allclose(same.line_y, before.line_y)
    assert same.points == before.points


# ------------------------------------------------------------------ before and after a named day


def turned(seed=0, days=240, size=0.8):
    """Stress goes along with pain from the middle on; pain itself drops by 1.5 there."""
    rng = np.random.default_rng(seed)
    tense, late = carried(rng, days, 0.3), np.arange(days) >= days // 2
    pain = 0.8 * carried(rng, days, 0.4) + size * late * np.r_[0, tense[:-1]]
    return frame(
        {
            "pain": np.clip(np.rint(5 + 1.4 * pain - 1.5 * late), 0, 10),
            "stress": np.clip(np.rint(5 + 1.6 * tense), 0, 10),
        }
    )


def test_a_connection_that_begins_on_a_named_day():
    panel = turned()
    day = panel.index[120].date()
    found = periods.compare(panel, day)
    assert (found.day, found.n, found.window) == (
        day,
        (120, 120),
        (panel.index[0].date(), panel.index[-1].date()),
    )
    assert found.change.high < 0
    assert found.level_after - found.level_before == pytest.approx(found.change.value, abs=0.3)
    (row,) = found.rows
    assert (row.factor, row.n, row.differs) == ("stress", (119, 120), True)
    assert row.before.low < 0 < row.before.high
    assert row.after.low > 0
    assert row.difference.low > 0
    assert row.q < 0.1
    quiet = periods.compare(turned(size=0.0), day).rows[0]
    assert isinstance(quiet, PeriodRow)
    assert not quiet.differs


def test_periods_that_are_too_short_are_said():
    panel = turned(days=100)
    early = periods.compare(panel, panel.index[15].date())
    assert early == Insufficient(
        "days_period", 15, 20, window=(panel.index[0].date(), panel.index[-1].date())
    )
    assert periods.compare(panel, date(2020, 1, 1)).have == 0
    panel.loc[panel.index[60:], "stress"] = np.nan
    (row,) = periods.compare(panel, panel.index[50].date()).rows
    assert row.after == Insufficient("days_with_factor", 11, 20, "stress")
    assert (row.difference, row.q, row.differs) == (None, None, False)
    assert isinstance(row.before, Estimate)
    assert periods.compare(panel.assign(pain=np.nan), panel.index[50].date()).have == 0
    flat = periods.compare(panel.assign(pain=0.0), panel.index[50].date())
    assert isinstance(flat, Insufficient)
    assert (flat.what, flat.subject) == ("constant", "pain")


def test_nothing_new_from_a_named_day_is_rarely_called():
    # 60 diaries, one row each: 10 % wanted, 99.9 % of chance under 14
    called = 0
    for seed in range(60):
        panel = diary(seed=seed, days=90, factors=("stress",), effects={TENSE: 0.3})
        called += periods.compare(panel, panel.index[45].date()).rows[0].differs
    assert called <= 13


# ------------------------------------------------------------------ days


def test_days_there_and_days_needed():
    panel = diary(days=24).drop(columns="mood")
    panel["stress"] = np.where(np.arange(24) < 19, panel["stress"], np.nan)
    found = {(one.factor, one.lag): one for one in readiness.factor_days(panel)}
    assert [key[0] for key in found] == [
        "sleep_quality", "sleep_hours", "stress", "mood", "activity_min", "activity_min",
    ]  # fmt: skip
    assert (found[NIGHT].have, found[NIGHT].stage, found[NIGHT].lacks) == (24, "early", None)
    assert (found[TENSE].have, found[TENSE].stage) == (19, "nothing")
    assert found[TENSE].lacks == Insufficient("days_with_factor", 19, 20, "stress")
    assert (found["mood", 1].have, found["mood", 1].window) == (0, None)
    assert {one.stage for one in readiness.factor_days(diary(days=40))} == {"ready"}
    empty = readiness.factor_days(diary(days=40).iloc[:0])
    assert [one.have for one in empty] == [0] * 6


@pytest.mark.parametrize(("level", "matters"), [(2, 1.0), (4, 1.0), (5, 2.0), (7, 2.0), (8, 3.0)])
def test_what_change_matters_depends_on_the_level(level, matters):
    # science note 4.1: 1 point at 1-4, 2 at 5-7, 3 at 8-10; 2 points or 30 %
    pain = np.r_[np.full(20, 9.0), np.tile([level - 1.0, level + 1.0], 14)]
    found = dayviews.yardstick(frame({"pain": pain}))
    assert (found.level, found.by_level, found.points) == (level, matters, 2.0)
    assert found.percent == pytest.approx(0.3 * level)
    assert (found.n, found.window[0]) == (28, date(2026, 1, 25))


def test_reach_of_an_effect():
    stick = Yardstick(4.0, 1.0, 2.0, 1.2, 28, (date(2026, 1, 1), date(2026, 1, 28)))
    words = {
        (-0.4, -0.6, -0.2): "below",
        (-0.9, -1.2, -0.6): "open",
        (1.5, 1.1, 1.9): "reaches",
        (-2, -3, -1): "reaches",
    }
    assert {key: dayviews.reach(Estimate(*key), stick) for key in words} == words
    assert dayviews.yardstick(frame({"pain": [3.0] * 6})) == Insufficient(
        "days", 6, 7, window=(date(2026, 1, 5), date(2026, 1, 10))
    )


# ------------------------------------------------------------------ the state of the day


def trained(seed=0, effect=0.8, days=88, every=2):
    """Two movements every other day, one being learned, loads rising; tense days add `effect` per latent unit."""
    rng = np.random.default_rng(seed)
    tense = carried(rng, days, 0.4)
    rows, start = [], date(2026, 1, 1)
    for at in range(0, days, every):
        for name, level, slope in (("hinge", 5.5, -0.03), ("squat", 3.0, 0.0)):
            felt = level + slope * at + effect * tense[at] + 0.9 * rng.normal()
            rows.append(
                {
                    "date": pd.Timestamp(start + timedelta(days=at)), "movement": name, "line": len(rows),
                    "pain_during": float(np.clip(np.rint(felt), 0, 10)), "sets": 3.0, "reps": 8.0 + at // 20,
                }
            )  # fmt: skip
    exposures = schema.conform(pd.DataFrame(rows), "exposures")
    index = pd.date_range(start, periods=days, unit="us", name="date")
    panel = pd.DataFrame({"stress": np.clip(np.rint(5 + 1.6 * tense), 0, 10)}, index=index)
    for name in ("pain", "pain_before", "sleep_quality", "pain_morning", "med_taken"):
        panel[name] = np.nan
    today = index[-1].date()
    return History(exposures, panel).until(today), panel, today


def test_tense_days_make_movements_hurt_more():
    found = daystate.link(*trained())
    one = found[0]
    assert (one.factor, one.verdict, one.n, one.tries) == ("stress", "clear", 44, 88)
    assert one.effect.low > 0
    assert one.effect.low < 2 * 0.8 / 1.6 < one.effect.high + 0.3  # a point of stress is 1/1.6 latent
    assert (one.step, one.step_unit, one.partners, one.movement) == (2.0, "points", (), "")
    assert {(lack.what, lack.subject) for lack in found[1:]} == {
        ("days_with_factor", "pain_before"), ("days_with_factor", "sleep_quality"),
    }  # fmt: skip
    single = daystate.link(*trained(), "squat")[0]
    assert (single.movement, single.tries, single.n) == ("squat", 44, 44)


def test_learning_and_load_do_not_pass_for_the_day():
    # 20 people whose days do nothing; stress p < .05 expected in one
    found = [daystate.link(*trained(seed=seed, effect=0.0))[0] for seed in range(20)]
    assert sum(one.p < 0.05 for one in found) <= 4
    assert np.mean([one.effect.value for one in found]) == pytest.approx(0, abs=0.08)


def test_no_training_no_answer():
    tries, panel, today = trained(days=40)
    assert daystate.link({}, panel, today) == (Insufficient("days_state", 0, 20),)
    later = today + timedelta(days=200)
    assert daystate.link(tries, panel, later) == (Insufficient("days_state", 0, 20),)
    few = {one.subject: one for one in daystate.link(*trained(days=30)) if isinstance(one, Insufficient)}
    assert few["stress"] == Insufficient("days_with_factor", 15, 20, "stress")


# ------------------------------------------------------------------ the page on methods


def test_worked_numbers_of_the_page():
    page = (Path(__file__).parents[1] / "docs" / "methods" / "connections.md").read_text("utf-8")
    shown = 0.4 * natural.shrinkage(0.12)
    rate = pacing.share(3, 10)
    stick = dayviews.yardstick(frame({"pain": np.tile([4.0, 6.0], 14)}))
    for words in (
        f"b = .40 with se = .12 is shown as {shown:.3f}".replace("0.", "."),
        f"φφₓ = .15 and n = 40: {judge.more_days(40, 0.15)}",
        f"3 of 10 is {100 * rate.low:.1f}–{100 * rate.high:.1f} %",
        f"{np.sqrt(stepscan.LIMIT**2 + stepscan.MORE * np.log(4)):.2f} for k = 4",
        f"1.6 h, ± {judge.NEGLIGIBLE * 1.5 / 1.6:.2f} points an hour",
        f"makes it ± {judge.NEGLIGIBLE * 0.20 / 0.25:.2f} (.2",
        f"at {stick.level} two points matter, 30 % are {stick.percent:.1f}",
    ):
        assert words in " ".join(page.split()), words
    assert stick.by_level == 2
