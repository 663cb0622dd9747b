"""Diaries that invite a wrong link: each gets an answer that says what was found and why nothing is said."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis import adjusted, connections, eligible, lagged, lagview, readiness, scores
from analysis.association_results import Connection
from analysis.connection_results import Alike
from analysis.results import Insufficient
from tests.test_analysis_connections import by_test, carried, diary, frame, missing_of, numbers


def test_a_constant_factor_and_pain_that_is_always_nought():
    panel = diary(days=60).assign(stress=4.0)
    found = missing_of(connections.find(panel))
    assert (found["stress"].what, found["stress"].have, found["stress"].need) == ("constant", 0, 12)
    assert isinstance(lagview.natural(panel, "stress", 1), Insufficient)
    painless = connections.find(diary(days=60).assign(pain=0.0))
    assert {(one.what, one.subject) for one in painless} == {("constant", "pain")}
    assert connections.explore(diary(days=60).assign(pain=0.0)) == []


def test_a_factor_that_is_missing_on_95_percent_of_days():
    panel = diary(days=365, seed=2)
    rng = np.random.default_rng(5)
    panel.loc[rng.random(365) < 0.95, "mood"] = np.nan
    known = int((panel["mood"].shift(1).notna() & panel["pain"].notna()).sum())
    found = connections.find(panel)
    assert missing_of(found)["mood"] == Insufficient("days_with_factor", known, 20, "mood")
    assert known < 20
    assert by_test(found)["stress", 1].n == 364  # the others keep all their days


def test_one_extreme_value_does_not_make_a_slope():
    panel = diary(days=120, effects={("sleep_hours", 0): -0.5})
    slipped = panel.copy()
    slipped.loc[panel.index[40], "sleep_hours"] = 480.0  # minutes for hours
    before, after = (by_test(connections.find(one))["sleep_hours", 0] for one in (panel, slipped))
    assert (before.extreme, after.extreme) == (0, 1)
    assert after.verdict == before.verdict
    assert after.effect == pytest.approx(before.effect, abs=0.12)
    drawn = adjusted.scatter(slipped, after)
    assert max(point.x for point in drawn.points) == 480
    assert drawn.line_x[-1] < 40
    assert scores.fence(np.array([4.0] * 30)) == (4.0, 4.0)


def test_the_fence_lets_ratings_and_skewed_counts_pass():
    rng = np.random.default_rng(0)
    for values in (
        np.repeat(np.arange(11.0), 5),
        np.exp(rng.normal(8.5, 0.6, 3000)),
        rng.poisson(1, 500) * 10.0,
    ):
        low, high = scores.fence(values)
        assert low <= values.min()
        assert values.max() <= high


def test_two_identical_factors_are_one():
    panel = diary(days=90, factors=("stress",), effects={("stress", 1): 0.6})
    panel["factor:Druck"] = panel["stress"]
    assert lagview.groups(panel) == (Alike("stress", ("factor:Druck",), pytest.approx(1.0)),)
    assert {one.factor for one in connections.explore(panel)} == {"stress"}
    assert Insufficient("same_as", 0, 1, "factor:Druck", other="stress") in lagview.refused(panel)


def test_steps_and_minutes_are_grouped_when_they_run_alike_and_both_looked_at_when_not():
    panel = diary(days=120)
    rng = np.random.default_rng(3)
    panel["steps"] = panel["activity_min"] * 90 + rng.normal(0, 300, 120)
    panel.loc[panel.index[:30], "activity_min"] = np.nan
    found = connections.find(panel)
    assert missing_of(found)["activity_min"].other == "steps"  # more days lead
    assert {("steps", 0), ("steps", 1)} <= by_test(found).keys()
    panel["steps"] = rng.permutation(panel["steps"].to_numpy())
    assert "activity_min" not in missing_of(connections.find(panel))
    assert {"steps", "activity_min"} <= {one.factor for one in connections.explore(panel)}


def test_what_is_only_alike_to_a_follower_stays():
    rng = np.random.default_rng(1)
    base, noise, other = rng.normal(size=(3, 400))
    named = {"a": base, "b": base + 0.45 * noise, "c": base + 0.45 * noise + 0.45 * other}
    assert [one.others for one in eligible.alike(named, np.zeros(400))] == [("b",)]
    assert abs(eligible.likeness(named["b"], named["c"])) > eligible.ALIKE
    assert eligible.likeness(base[:19], base[:19]) is None


# ------------------------------------------------------------------ pain itself


@pytest.mark.parametrize(
    "name", ["pain_worst", "pain_morning", "pain_before", "impact", "flare", "factor:Schmerz heute"]
)
def test_fields_that_are_pain_are_refused_by_name(name):
    panel = diary(days=60).assign(**{name: np.arange(60.0) % 7})
    expected = Insufficient("pain_itself", 0, 1, name, other="pain")
    assert lagview.natural(panel, name, 0) == expected
    assert adjusted.of_factor(panel, name, 0) == expected
    assert name not in {one.factor for one in connections.explore(panel)}
    assert expected in lagview.refused(panel)


def test_a_factor_of_the_persons_own_that_is_pain_is_told_by_its_numbers():
    panel = diary(days=80, factors=("stress",))
    rng = np.random.default_rng(2)
    panel["factor:Befinden"] = 10 - panel["pain"] + rng.integers(0, 2, 80) / 2
    assert lagview.refused(panel) == (Insufficient("pain_itself", 0, 1, "factor:Befinden", other="pain"),)
    assert {one.factor for one in connections.explore(panel)} == {"stress"}
    # a strong factor is not pain: r = .75
    panel["factor:Befinden"] = panel["pain"] + rng.normal(0, panel["pain"].std() * 0.9, 80)
    assert lagview.refused(panel) == ()


# ------------------------------------------------------------------ only on bad days


def chosen(seed, when, days=120):
    """A factor that has nothing to do with pain, logged on the days `when(pain)` says."""
    panel = diary(seed=seed, days=days, factors=("sleep_quality", "stress"))
    panel["stress"] = np.where(when(panel["pain"].to_numpy()), panel["stress"], np.nan)
    return panel


@pytest.mark.parametrize("seed", range(4))
def test_logged_on_bad_days_only_is_recognised_and_said(seed):
    panel = chosen(seed, lambda pain: pain >= 5)
    one = missing_of(connections.find(panel))["stress"]
    assert (one.what, one.need) == ("only_bad_days", int(np.ceil((panel["pain"] >= 5).sum() / 2)))
    assert one.have < one.need
    assert one.window is not None
    assert [day.stage for day in readiness.factor_days(panel) if day.factor == "stress"] == ["refused"]
    assert "stress" not in {point.factor for point in connections.explore(panel)}
    good = missing_of(connections.find(chosen(seed, lambda pain: pain <= 3)))["stress"]
    assert good.what == "only_good_days"


def test_logged_on_few_bad_days_is_said_before_the_lack_of_days():
    panel = chosen(2, lambda pain: pain >= 6, days=100)
    assert 5 <= panel["stress"].notna().sum() < 20
    assert missing_of(connections.find(panel))["stress"].what == "only_bad_days"


def test_logging_at_random_is_not_taken_for_bad_days():
    taken = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        pain = np.clip(np.rint(4 + 1.5 * carried(rng, 90, 0.7)), 0, 10)
        values = np.where(rng.random(90) < rng.choice([0.08, 0.2, 0.5, 0.9]), rng.normal(size=90), np.nan)
        taken += eligible.refused(lagged.read_diary(frame({"pain": pain})), "stress", values) is not None
    assert taken <= 4  # 2 %


def test_a_bad_month_is_not_taken_for_bad_days():
    panel = diary(days=120, factors=("sleep_quality", "stress"))
    late = np.arange(120) >= 60
    panel["pain"] = np.where(late, panel["pain"] / 3, 5 + panel["pain"] / 2)
    panel["stress"] = np.where(late, np.nan, panel["stress"])
    one = by_test(connections.find(panel))["stress", 1]
    assert one.n == 60


def test_days_without_pain_say_nothing_about_when_a_factor_is_logged():
    panel = chosen(0, lambda pain: pain >= 5)
    panel["pain"] = panel["pain"].where(panel["pain"] >= 5)  # pain too is only rated on bad days
    assert "stress" in {one.factor for one in connections.find(panel) if isinstance(one, Connection)} | {
        one.subject
        for one in connections.find(panel)
        if isinstance(one, Insufficient) and one.what != "only_bad_days"
    }


# ------------------------------------------------------------------ short and broken diaries


def test_nine_days():
    found = connections.find(diary(days=9))
    assert {(one.what, one.need) for one in found} == {("days_with_factor", 20)}
    have = {one.subject: one.have for one in found}
    assert have == {"sleep_quality": 9, "sleep_hours": 9, "stress": 8, "mood": 8, "activity_min": 8}
    days = readiness.factor_days(diary(days=9))
    assert [(one.have, one.first, one.need, one.stage) for one in days] == [
        (9, 20, 28, "nothing"), (9, 20, 28, "nothing"), *[(8, 20, 28, "nothing")] * 3, (9, 20, 28, "nothing"),
    ]  # fmt: skip


def test_two_years_with_a_gap_of_eight_months():
    effects = {("stress", 1): 0.5}
    panel = diary(days=730, effects=effects, seed=6)
    panel.loc[panel.index[240:480], panel.columns != "weekday"] = np.nan
    one = by_test(connections.find(panel))["stress", 1]
    assert one.verdict == "clear"
    assert one.n == 240 + 250 - 2  # stress of the day before is missing on the first day of each half
    assert one.missing == 729 - one.n
    assert (one.window[0], one.window[1]) == (date(2026, 1, 6), date(2028, 1, 4))
    # the gap is no shorter calendar: closing it changes the numbers, moving the halves further apart hardly does
    closed = panel.dropna(subset="pain")
    closed.index = pd.date_range(panel.index[0], periods=len(closed), unit="us")
    assert numbers(by_test(connections.find(closed))["stress", 1]) != pytest.approx(numbers(one), abs=1e-6)


def test_an_empty_column_and_an_unknown_name():
    panel = diary(days=40)
    for name in ("factor:nie", "gibt es nicht"):
        missing = lagview.natural(panel.assign(**{"factor:nie": np.nan}), name, 1)
        assert missing == Insufficient("days_with_factor", 0, 20, name)
    assert lagview.natural(panel.assign(pain=np.nan), "stress", 1) == Insufficient("no_pain", 0, 20)
    assert adjusted.of_factor(panel.iloc[:0], "stress", 1) == Insufficient("no_pain", 0, 20)
