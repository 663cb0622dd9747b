"""Connections: the labelled shell round the GLS, its floors, verdicts and views."""

import json
import math
from collections import Counter
from dataclasses import astuple, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import association, connections, gls, judge, lagged
from analysis.association_results import Connection, SleepBin
from analysis.gls import Coefficient
from analysis.results import Estimate, Insufficient, jsonable
from analysis.scores import carry_over

GOLDEN = Path(__file__).parent / "golden"
MONDAY = "2026-01-05"
SIX = ["sleep_quality", "sleep_hours", "stress", "mood", "activity_min"]


def frame(columns, start=MONDAY):
    """A panel as `panel.daily` gives it, with the columns named."""
    length = len(next(iter(columns.values())))
    index = pd.DatetimeIndex(pd.date_range(start, periods=length, unit="us"), name="date")
    values = {name: pd.Series(column, index=index, dtype="float64") for name, column in columns.items()}
    return pd.DataFrame({**values, "weekday": index.day_of_week})


def carried(rng, days, phi):
    """AR(1) with variance 1."""
    out = rng.normal(size=days)
    for day in range(1, days):
        out[day] = phi * out[day - 1] + math.sqrt(1 - phi**2) * out[day]
    return out


def diary(seed=0, days=90, effects=None, missing=0.0, phi=0.5, factors=tuple(SIX)):
    """Ratings with ties; `effects` maps (factor, lag) to the slope on the latent scale."""
    rng = np.random.default_rng(seed)
    latent = {name: carried(rng, days, 0.3) for name in factors}
    pain = 0.8 * carried(rng, days, phi)
    for (name, lag), slope in (effects or {}).items():
        pain[lag:] += slope * latent[name][: days - lag]
    columns = {name: np.clip(np.rint(5 + 1.6 * value), 0, 10) for name, value in latent.items()}
    if "activity_min" in columns:
        columns["activity_min"] *= 10
    columns["pain"] = np.clip(np.rint(4 + 1.4 * pain), 0, 10)
    columns = {name: np.where(rng.random(days) < missing, np.nan, value) for name, value in columns.items()}
    return frame(columns)


def by_test(found):
    return {(one.factor, one.lag): one for one in found if isinstance(one, Connection)}


def missing_of(found):
    return {one.subject: one for one in found if isinstance(one, Insufficient)}


def numbers(one):
    return [one.b, one.se, one.p, one.b_low, one.b_high, one.n]


# ------------------------------------------------------------------ equal to the reference


def test_golden_case_of_the_science_note():
    golden = json.loads((GOLDEN / "assoc.json").read_text())
    panel = frame({"pain": golden["pain"], **golden["factors"]}, golden["start"])
    read = lagged.read_diary(panel)
    links = [lagged.Link(name, 0, lagged.series(panel, name)) for name in golden["factors"]]
    equation = association.joint(read, links)
    fitted = gls.fit([equation.scores])[0]
    for link in links:
        one = fitted.coefficient(equation.column(link))
        np.testing.assert_allclose([*astuple(one), equation.n], golden["expected"][link.factor], atol=1e-6)
    # printed by the reference: sleep -.349 (se .092), steps -.043
    assert round(golden["expected"]["sleep"][0], 3) == -0.349


@pytest.mark.parametrize("case", range(40))
def test_find_equals_the_reference_on_random_diaries(case):
    golden = json.loads((GOLDEN / "assoc_random.json").read_text())
    one = golden["cases"][case]
    found = by_test(connections.find(frame({"pain": one["pain"], **one["factors"]}, golden["start"])))
    assert {f"{factor}:{lag}" for factor, lag in found} == set(one["expected"])
    for (factor, lag), connection in found.items():
        key = f"{factor}:{lag}"
        np.testing.assert_allclose(numbers(connection), one["expected"][key], atol=1e-6)
        raw, _ = one["natural"][key]
        assert connection.raw_effect == pytest.approx(raw * connection.step, abs=1e-6)


# ------------------------------------------------------------------ what a connection says


def test_a_known_effect_is_clear_and_in_natural_units():
    found = connections.find(diary(effects={("sleep_quality", 0): -0.6}, days=120))
    first = found[0]
    assert (first.factor, first.lag, first.verdict, first.outcome) == ("sleep_quality", 0, "clear", "pain")
    assert first.low < first.effect < first.high < 0
    assert abs(first.effect) < abs(first.raw_effect)
    assert first.effect == pytest.approx(first.raw_effect * 0.09 / (0.09 + first.se**2))
    assert set(first.joint_with) == {"sleep_hours", "stress", "mood", "activity_min"}
    assert first.marginal.low < first.marginal.value < first.marginal.high
    assert first.more_days is None
    json.dumps(jsonable(found), allow_nan=False)


def test_effects_are_right_on_average():
    # slope on the latent scale -.6; a point of sleep is 1/1.6 latent, a latent unit of pain 1.4 points;
    # rounding to whole points takes away 1/12 of 1.6^2 + 1/12, i.e. 3 %
    night = ("sleep_quality", 0)
    effects = [
        by_test(connections.find(diary(seed=seed, days=90, effects={night: -0.6})))[night].raw_effect
        for seed in range(20)
    ]
    assert np.mean(effects) == pytest.approx(-0.6 * 1.4 / 1.6 * 0.97, abs=0.05)


def test_six_tests_with_their_lags_and_steps():
    found = connections.find(diary(days=100))
    assert {key: (one.step, one.step_unit) for key, one in by_test(found).items()} == {
        ("sleep_quality", 0): (1.0, "points"),
        ("sleep_hours", 0): (1.0, "h"),
        ("stress", 1): (2.0, "points"),
        ("mood", 1): (1.0, "points"),
        ("activity_min", 1): (30.0, "min"),
        ("activity_min", 0): (30.0, "min"),
    }
    p = [one.p for one in found]
    assert all(one.q >= one.p for one in found)
    assert max(one.q for one in found) == pytest.approx(max(p))


def test_results_come_by_verdict_then_size_then_what_is_missing():
    panel = diary(days=110, effects={("stress", 1): 0.7, ("mood", 1): -0.35}).drop(columns="sleep_hours")
    found = connections.find(panel)
    ranks = [connections.VERDICTS.index(one.verdict) for one in found[:-1]]
    assert ranks == sorted(ranks)
    assert isinstance(found[-1], Insufficient)
    clear = [abs(one.b) for one in found[:-1] if one.verdict == found[0].verdict]
    assert clear == sorted(clear, reverse=True)
    assert found[0].factor == "stress"


def test_window_n_and_missing_days_add_up():
    panel = diary(days=100)
    panel.loc[panel.index[:4], "pain"] = np.nan
    panel.loc[panel.index[50:60], "stress"] = np.nan
    for one in connections.find(panel):
        assert one.window[0] == date(2026, 1, 9)
        assert one.n + one.missing == (one.window[1] - one.window[0]).days + 1
        # the days after the ten stress days are lost as well: stress is paired with the next day
        assert one.missing == 10


def test_steps_stand_in_for_minutes():
    panel = diary(days=80).rename(columns={"activity_min": "steps"})
    panel["steps"] *= 100
    found = by_test(connections.find(panel))
    assert found["steps", 0].step == 3000
    assert found["steps", 1].step_unit == "steps"


def test_tries_stand_in_for_a_missing_day_rating():
    panel = diary(days=80)
    same = by_test(connections.find(panel))
    tries = panel.rename(columns={"pain": "pain_tries"})
    found = connections.find(tries)
    assert {one.outcome for one in found} == {"pain_tries"}
    assert numbers(by_test(found)["stress", 1]) == pytest.approx(numbers(same["stress", 1]))
    both = tries.assign(pain=np.nan)
    assert connections.find(both)[0].outcome == "pain_tries"
    other = connections.find(panel.rename(columns={"pain": "pain_worst"}), outcome="pain_worst")
    assert {one.outcome for one in other} == {"pain_worst"}


def test_confounding_is_taken_out_by_the_joint_fit():
    # science note 3.4: stress drives sleep and pain, sleep does nothing
    alone, together, stress = 0, 0, 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        tense = carried(rng, 121, 0.4)
        sleep = np.r_[0, -0.7 * tense[:-1]] + 0.7 * carried(rng, 121, 0.2)
        pain = np.r_[0, 0.5 * tense[:-1]] + 0.85 * carried(rng, 121, 0.5)
        panel = frame(
            {
                "pain": np.clip(np.rint(4 + 1.5 * pain), 0, 10),
                "sleep_quality": np.clip(np.rint(6 + 1.6 * sleep), 0, 10),
                "stress": np.clip(np.rint(4 + 1.6 * tense), 0, 10),
            }
        )
        found = by_test(connections.find(panel))
        night = found["sleep_quality", 0]
        alone += night.marginal.low > 0 or night.marginal.high < 0
        together += night.p < 0.1
        stress += found["stress", 1].verdict in {"clear", "hint"}
    assert alone >= 15
    assert together <= 7
    assert stress >= 24


def test_unrelated_diaries_are_rarely_called():
    # p < .05 in 6 x 60 tests of diaries with no link: expected 18, 99.9 % of chance under 32
    small, called = 0, 0
    for seed in range(60):
        found = by_test(connections.find(diary(seed=1000 + seed, days=75, missing=0.03)))
        small += sum(one.p < 0.05 for one in found.values())
        called += any(one.verdict in {"clear", "hint"} for one in found.values())
    assert 5 <= small <= 32
    assert called <= 14


@pytest.mark.parametrize(
    ("b", "half", "q", "verdict"),
    [
        (-0.4, 0.25, 0.02, "clear"),
        (0.4, 0.25, 0.1, "clear"),
        (0.3, 0.25, 0.02, "hint"),
        (0.05, 0.14, 0.5, "none"),
        (0.05, 0.16, 0.5, "unclear"),
        (0.3, 0.25, 0.11, "unclear"),
        (0.3, 0.25, math.nan, "early"),
    ],
)
def test_verdict_words(b, half, q, verdict):
    # science note 3.7
    assert judge.verdict(Coefficient(b, half / 1.66, 0.01, b - half, b + half), q) == verdict


def test_the_band_of_the_chart_holds_what_is_called_none_and_not_what_is_unclear():
    seen = Counter()
    for seed in range(6):
        for one in by_test(connections.find(diary(seed=seed, days=180))).values():
            reach = max(-one.low, one.high)
            if one.verdict in {"none", "unclear"}:
                assert (reach <= one.negligible * (1 + 1e-9)) == (one.verdict == "none")
                seen[one.verdict] += 1
    assert min(seen["none"], seen["unclear"]) >= 5


def test_none_is_only_said_of_what_the_chart_draws_inside_its_band():
    """The band is .2 standard deviations of pain per one of the factor; skewed minutes may reach out of it in points."""
    panel = diary(days=200, seed=3, factors=("activity_min",))
    panel["activity_min"] = np.round(np.exp(panel["activity_min"] / 30) * 4)
    one = by_test(connections.find(panel))["activity_min", 1]
    before = panel["activity_min"].shift(1)
    assert one.negligible == pytest.approx(
        0.2 * one.step * panel["pain"][1:].std(ddof=0) / before.std(ddof=0), rel=1e-12
    )
    test = Coefficient(one.b, one.se, one.p, one.b_low, one.b_high)
    assert judge.verdict(test, one.q) == "none"
    assert max(-one.low, one.high) > one.negligible
    assert one.verdict == "unclear"
    band = Estimate(0.0, -0.2, 0.2)
    assert [judge.told(said, band, half) for said in ("none", "hint") for half in (0.2, 0.19)] == [
        "none", "unclear", "hint", "hint"
    ]  # fmt: skip


# ------------------------------------------------------------------ floors


@pytest.mark.parametrize(("days", "kind"), [(19, "missing"), (20, "early"), (27, "early"), (28, "verdict")])
def test_floors_of_complete_days(days, kind):
    # science note 3.2 step 9
    found = connections.find(diary(days=days, factors=("sleep_quality",), effects={("sleep_quality", 0): -1}))
    nights = [
        one for one in found if "sleep_quality" in {getattr(one, "factor", ""), getattr(one, "subject", "")}
    ]
    if kind == "missing":
        assert nights == [Insufficient("days_with_factor", 19, 20, "sleep_quality")]
    elif kind == "early":
        assert (nights[0].verdict, nights[0].n) == ("early", days)
        assert math.isnan(nights[0].q)
        assert nights[0].more_days >= 28 - days
    else:
        assert nights[0].verdict in {"clear", "hint"}


def test_a_lagged_factor_loses_its_first_day():
    found = connections.find(diary(days=28, factors=("stress",)))
    assert found[0].n == 27
    assert found[0].verdict == "early"


def test_ten_days_per_factor_in_the_joint_fit():
    for days in (31, 41, 51, 61, 62):
        for one in connections.find(diary(days=days)):
            factors = len({*one.joint_with, one.factor}) + (
                one.factor != "activity_min" and "activity_min" in one.joint_with and days > 61
            )
            assert one.n >= 10 * factors
            assert one.verdict != "early"
    everyone = connections.find(diary(days=61))
    assert {len(one.joint_with) for one in everyone} == {4}


def test_a_rarely_logged_factor_does_not_take_the_days_of_the_others():
    panel = diary(days=150, effects={("sleep_quality", 0): -0.6})
    panel.loc[panel.index[35:], "mood"] = np.nan
    found = by_test(connections.find(panel))
    without = by_test(connections.find(panel.drop(columns="mood")))
    assert numbers(found["sleep_quality", 0]) == pytest.approx(numbers(without["sleep_quality", 0]))
    assert "mood" not in found["sleep_quality", 0].joint_with
    assert found["mood", 1].n == 35
    assert len(found["mood", 1].joint_with) == 2


def test_partners_may_not_cost_more_than_three_quarters_of_the_days():
    panel = diary(days=400, factors=("sleep_quality", "stress"))
    panel.loc[panel.index[90:], "stress"] = np.nan
    assert by_test(connections.find(panel))["sleep_quality", 0].n == 400
    panel = diary(days=340, factors=("sleep_quality", "stress"))
    panel.loc[panel.index[90:], "stress"] = np.nan
    assert by_test(connections.find(panel))["sleep_quality", 0].n == 90


def test_never_logged_and_constant_factors():
    panel = diary(days=60).drop(columns=["mood", "activity_min"])
    panel["stress"] = np.where(np.arange(60) % 6 == 0, 3.0, 2.0)  # 83 % the same value
    found = missing_of(connections.find(panel))
    assert found["mood"] == Insufficient("days_with_factor", 0, 20, "mood")
    assert found["activity"] == Insufficient("days_with_factor", 0, 20, "activity")
    assert found["stress"].what == "constant"
    assert found["stress"].have < found["stress"].need
    panel["stress"] = np.where(np.arange(60) % 5 == 0, 3.0, 2.0)  # 80 %: just enough
    assert "stress" not in missing_of(connections.find(panel))


def test_no_pain_at_all_and_constant_pain():
    assert connections.find(diary(days=60).assign(pain=np.nan)) == [Insufficient("no_pain", 0, 20)]
    assert connections.find(diary(days=60).drop(columns="pain")) == [Insufficient("no_pain", 0, 20)]
    flat = connections.find(diary(days=60).assign(pain=3.0))
    assert {(one.what, one.subject) for one in flat} == {("constant", "pain")}
    assert connections.find(diary(days=60).iloc[:0]) == [Insufficient("no_pain", 0, 20)]


def test_of_two_names_of_the_same_thing_one_is_tested_and_the_other_named():
    panel = diary(days=120, effects={("sleep_quality", 0): -0.6})
    panel["sleep_hours"] = panel["sleep_quality"] / 2 + 3
    panel.loc[panel.index[:5], "sleep_quality"] = np.nan  # fewer days: the hours lead
    found = connections.find(panel)
    assert missing_of(found)["sleep_quality"] == Insufficient(
        "same_as", 0, 1, "sleep_quality", other="sleep_hours"
    )
    one = by_test(found)["sleep_hours", 0]
    assert "sleep_quality" not in one.joint_with
    alone = by_test(connections.find(panel.drop(columns="sleep_quality")))["sleep_hours", 0]
    assert numbers(one) == pytest.approx(numbers(alone))
    assert one.q == pytest.approx(alone.q)


def test_a_partner_that_is_constant_on_the_common_days_is_left_out():
    panel = diary(days=120, factors=("sleep_quality", "sleep_hours"))
    panel.loc[panel["sleep_hours"] != 5, "sleep_quality"] = np.nan
    found = by_test(connections.find(panel))
    assert {one.joint_with for one in found.values()} == {()}


def test_moved_pairs_days_on_the_calendar():
    values = np.array([1.0, 2.0, 3.0])
    np.testing.assert_array_equal(lagged.moved(values, 1), [np.nan, 1, 2])
    np.testing.assert_array_equal(lagged.moved(values, -2), [3, np.nan, np.nan])
    np.testing.assert_array_equal(lagged.moved(values, 0), values)
    assert np.isnan(lagged.moved(values, 3)).all()


def test_a_factor_that_only_marks_the_weekend_cannot_be_told_apart():
    panel = diary(days=90, factors=("sleep_quality",))
    panel["sleep_hours"] = np.where(panel["weekday"] >= 5, 9.0, 6.0)
    found = connections.find(panel)
    assert missing_of(found)["sleep_hours"].what == "constant"


def test_somebody_who_never_logs_on_weekends():
    panel = diary(days=100)
    panel.loc[panel["weekday"] >= 5, "pain"] = np.nan
    found = by_test(connections.find(panel))
    assert len(found) == 6
    assert all(np.isfinite(numbers(one)).all() for one in found.values())


def test_a_panel_with_left_out_days_is_refused():
    panel = diary(days=60)
    with pytest.raises(ValueError, match="one row per calendar day"):
        connections.find(panel.drop(panel.index[10]))


# ------------------------------------------------------------------ further flags


def test_more_days_formula():
    # science note 3.7: N = ceil(2.485^2 / .09 * (1 + phi phi_x) / (1 - phi phi_x)) - n, here with phi_x = 0
    assert round(judge.POWER / judge.TARGET**2, 1) == 68.6
    panel = diary(days=45, seed=3, factors=("stress",))
    one = connections.find(panel)[0]
    assert one.verdict == "unclear"
    read = lagged.read_diary(panel)
    link = lagged.Link("stress", 1, lagged.moved(lagged.series(panel, "stress"), 1))
    phi = gls.fit([association.single(read, link).scores])[0].phi
    both = phi * carry_over(lagged.series(panel, "stress"))
    assert one.more_days == math.ceil(68.613611 * (1 + both) / (1 - both)) - one.n
    assert 1 <= one.more_days <= 180


def test_more_days_are_capped():
    rng = np.random.default_rng(2)
    slow = {name: np.clip(np.rint(5 + 2 * carried(rng, 40, 0.97)), 0, 10) for name in ("pain", "stress")}
    found = [one for one in connections.find(frame(slow)) if isinstance(one, Connection)]
    assert all(one.more_days is None or 1 <= one.more_days <= 180 for one in found)


def medicated(days=140, seed=0):
    """Stress travels with pain only through the days with a tablet."""
    rng = np.random.default_rng(seed)
    stress = carried(rng, days, 0.3)
    tablet = (np.r_[0, stress[:-1]] + 0.3 * rng.normal(size=days) > 0.4).astype(float)
    pain = 1.2 * tablet + 0.6 * carried(rng, days, 0.3)
    return frame(
        {
            "pain": np.clip(np.rint(4 + 1.4 * pain), 0, 10),
            "stress": np.clip(np.rint(5 + 1.6 * stress), 0, 10),
            "med_taken": tablet,
        }
    )


def test_medication_is_a_covariate_and_what_depends_on_it_is_said():
    flipped = 0
    for seed in range(8):
        panel = medicated(seed=seed)
        one = by_test(connections.find(panel))["stress", 1]
        without = by_test(connections.find(panel.drop(columns="med_taken")))["stress", 1]
        assert abs(one.b) < abs(without.b)
        assert without.verdict == "clear"
        assert not without.inseparable_from_medication
        called = one.verdict in {"clear", "hint"}
        assert one.inseparable_from_medication == (not called or one.b * without.b < 0)
        flipped += one.inseparable_from_medication
    assert flipped >= 4


def test_medication_on_few_or_most_days_or_rarely_known_is_left_out():
    panel = medicated()
    plain = numbers(by_test(connections.find(panel.drop(columns="med_taken")))["stress", 1])
    for column in (
        np.arange(140) % 10 == 0,  # 10 %
        np.arange(140) % 10 != 0,  # 90 %
        np.where(np.arange(140) < 30, np.arange(140) % 2, np.nan),  # known on 30 of 140 days
        panel["weekday"] >= 5,  # the same as the weekend
    ):
        taken = panel.assign(med_taken=np.asarray(column, float))
        assert numbers(by_test(connections.find(taken))["stress", 1]) == pytest.approx(plain)


def test_reverse_direction_is_noticed():
    rng = np.random.default_rng(4)
    pain = carried(rng, 121, 0.4)
    first = {"pain": np.clip(np.rint(4 + 1.5 * pain), 0, 10)}
    after = 0.7 * np.r_[0, pain[:-1]] + 0.7 * rng.normal(size=121)
    first["stress"] = np.clip(np.rint(5 + 1.6 * after), 0, 10)
    assert by_test(connections.find(frame(first)))["stress", 1].reverse_as_strong
    forward = diary(days=120, effects={("stress", 1): 0.7})
    assert not by_test(connections.find(forward))["stress", 1].reverse_as_strong
    nights = diary(days=120, effects={("sleep_quality", 0): -0.7})
    assert not by_test(connections.find(nights))["sleep_quality", 0].reverse_as_strong


# ------------------------------------------------------------------ invariances


def test_units_and_order_of_columns_do_not_change_the_test():
    panel = diary(days=90, missing=0.04, effects={("stress", 1): 0.4})
    plain = by_test(connections.find(panel))
    turned = panel[panel.columns[::-1]].copy()
    turned["sleep_hours"] = turned["sleep_hours"] * 60 + 7
    found = by_test(connections.find(turned))
    for key, one in plain.items():
        assert numbers(found[key]) == pytest.approx(numbers(one), abs=1e-9)
    night = ("sleep_hours", 0)
    assert found[night].effect * 60 == pytest.approx(plain[night].effect)


def test_empty_days_before_and_after_change_nothing():
    panel = diary(days=80, missing=0.04)
    index = pd.date_range(
        panel.index[0] - timedelta(days=30), panel.index[-1] + timedelta(days=30), unit="us"
    )
    wide = panel.reindex(index).assign(weekday=index.day_of_week)
    for key, one in by_test(connections.find(panel)).items():
        other = by_test(connections.find(wide))[key]
        assert numbers(other) == pytest.approx(numbers(one), abs=1e-9)
        assert (other.window, other.missing) == (one.window, one.missing)


def test_the_panel_is_not_changed():
    panel = diary(days=70, missing=0.05).assign(med_taken=np.arange(70.0) % 2)
    before = panel.copy(deep=True)
    found = connections.find(panel)
    connections.explore(panel)
    connections.scatter(panel, found[0])
    connections.sleep_bins(panel)
    pd.testing.assert_frame_equal(panel, before)


def test_nullable_and_infinite_values_are_read_as_missing():
    panel = diary(days=70)
    panel.loc[panel.index[3], "stress"] = np.nan
    odd = panel.copy()
    odd.loc[odd.index[3], "stress"] = np.inf
    odd["mood"] = odd["mood"].astype("Float64")
    odd["med_taken"] = pd.array([pd.NA] * 70, dtype="boolean")
    assert connections.find(odd) == connections.find(panel)


# ------------------------------------------------------------------ the other views


def test_explore_shows_all_lags_and_corrects_over_all():
    panel = diary(days=120, effects={("stress", 1): 0.7}).assign(**{"factor:Kaffee": np.arange(120.0) % 7})
    points = connections.explore(panel)
    assert {one.factor for one in points} == {*SIX, "factor:Kaffee"}
    assert [one.lag for one in points if one.factor == "stress"] == list(range(-3, 8))
    best = min(points, key=lambda one: one.p)
    assert (best.factor, best.lag, best.survives) == ("stress", 1, True)
    assert best.n == 119
    p = np.array(sorted(one.p for one in points))
    called = p <= 0.05 * np.arange(1, len(p) + 1) / len(p)
    assert sum(one.survives for one in points) == np.flatnonzero(called).max() + 1
    single = panel[["pain", "stress", "weekday"]]
    read = lagged.read_diary(single)
    link = lagged.Link("stress", 1, lagged.moved(lagged.series(single, "stress"), 1))
    alone = gls.fit([association.single(read, link).scores])[0].coefficient(1)
    assert (best.b, best.low, best.high, best.p) == pytest.approx((alone.b, alone.low, alone.high, alone.p))


def test_explore_refuses_pain_by_other_names_and_medication():
    panel = diary(days=60, factors=("stress",))
    for name in (
        "pain_tries",
        "pain_worst",
        "pain_morning",
        "factor:Schmerzmittel",
        "med_taken",
        "factor:Back pain",
    ):
        panel[name] = panel["pain"] + np.arange(60) % 3
    assert {one.factor for one in connections.explore(panel)} == {"stress"}


def test_explore_needs_days_and_variation():
    assert connections.explore(diary(days=27)) == []
    panel = diary(days=33, factors=("stress",)).assign(mood=5.0)
    points = connections.explore(panel)
    assert {one.factor for one in points} == {"stress"}
    assert [one.lag for one in points] == list(range(-3, 6))  # 28 days are left at lag 5


def test_scatter_takes_everything_else_out():
    panel = diary(days=110, effects={("sleep_quality", 0): -0.6, ("stress", 1): 0.5})
    one = by_test(connections.find(panel))["sleep_quality", 0]
    drawn = connections.scatter(panel, one)
    assert (drawn.factor, drawn.n, drawn.window, len(drawn.points)) == (one.factor, one.n, one.window, one.n)
    slope = np.diff(drawn.line_y) / np.diff(drawn.line_x)
    np.testing.assert_allclose(slope, one.effect / one.step)
    assert all(
        low < mid < high for low, mid, high in zip(drawn.line_low, drawn.line_y, drawn.line_high, strict=True)
    )
    x = np.array([point.x for point in drawn.points])
    pain = np.array([point.pain for point in drawn.points])
    assert (drawn.line_x[0], drawn.line_x[-1]) == (x.min(), x.max())
    np.testing.assert_array_equal(x, panel["sleep_quality"].to_numpy()[1:])
    assert pain.mean() == pytest.approx(panel["pain"].iloc[1:].mean(), abs=0.3)
    assert pain.std() < panel["pain"].std()


def test_adjusted_points_of_a_noiseless_diary_lie_on_the_line():
    panel = diary(days=90, factors=("sleep_quality", "stress"))
    day = np.arange(90)
    before = panel["stress"].shift(1)
    panel["pain"] = (
        1 + 0.5 * panel["sleep_quality"] + 0.01 * day + 0.4 * (panel["weekday"] >= 5) + 0.3 * before
    )
    drawn = connections.scatter(panel, by_test(connections.find(panel))["sleep_quality", 0])
    x = np.array([point.x for point in drawn.points])
    pain = np.array([point.pain for point in drawn.points])
    np.testing.assert_allclose(pain - pain.mean(), 0.5 * (x - x.mean()), atol=1e-6)
    assert pain.mean() == pytest.approx(panel["pain"].mean())


def test_scatter_band_is_narrowest_near_the_mean():
    panel = diary(days=110)
    drawn = connections.scatter(panel, by_test(connections.find(panel))["stress", 1])
    width = np.subtract(drawn.line_high, drawn.line_low)
    middle = int(np.argmin(width))
    assert 0 < middle < len(width) - 1
    assert (np.diff(width[: middle + 1]) < 0).all()
    assert (np.diff(width[middle:]) > 0).all()


def test_scatter_of_a_link_outside_the_six():
    panel = diary(days=80).assign(**{"factor:Kaffee": np.arange(80.0) % 6})
    base = by_test(connections.find(panel))["stress", 1]
    drawn = connections.scatter(panel, replace(base, factor="factor:Kaffee", lag=2, raw_effect=0.0))
    assert (drawn.factor, drawn.n) == ("factor:Kaffee", 78)
    assert {point.x for point in drawn.points} == {0.0, 1.0, 2.0, 3.0, 4.0, 5.0}


def test_sleep_bins():
    hours = np.r_[np.full(10, 5.75), [6, 9, 7], np.full(20, 7.5), [9.25, 9.5], [8.0]]
    pain = np.r_[np.tile([6.0, 4.0], 5), np.tile([3.0, 5.0], 11), 4.0, 1.0, 3.0, np.nan]
    short, middle, long = connections.sleep_bins(frame({"pain": pain, "sleep_hours": hours}))
    assert (short.label, short.n, short.mean) == ("under_6", 10, 5.0)
    assert short.low < 5 < short.high
    assert (middle.label, middle.n) == ("6_to_9", 23)
    assert long == SleepBin("over_9", 2, 2.0, None, None)
    empty = connections.sleep_bins(frame({"pain": np.full(5, np.nan)}))
    assert [one.n for one in empty] == [0, 0, 0]
    assert empty[0].mean is None


@given(st.integers(0, 100_000))
@settings(max_examples=25, deadline=None)
def test_any_diary_gets_an_answer_with_finite_numbers(seed):
    rng = np.random.default_rng(seed)
    days = int(rng.integers(0, 110))
    columns = {}
    for name in ("pain", *SIX, "med_taken", "factor:x"):
        values = rng.integers(0, rng.choice([1, 2, 3, 11]), days).astype(float)
        if name == "mood" and rng.random() < 0.3:
            values = columns["stress"] + columns["sleep_hours"]  # a mixture of two others
        values[rng.random(days) < rng.choice([0, 0.1, 0.5, 0.9])] = np.nan
        columns[name] = values if name != "med_taken" else np.minimum(values, 1)
    panel = frame(columns)
    for one in connections.find(panel):
        if isinstance(one, Connection):
            assert np.isfinite([one.b, one.se, one.p, one.raw_effect]).all()
            assert one.low <= one.effect <= one.high
            assert one.n >= (20 if one.verdict == "early" else 28)
            assert connections.scatter(panel, one).n == one.n
        else:
            assert one.have < one.need
    assert all(one.n >= 28 for one in connections.explore(panel))
