"""Movements: the labelled shell round SafetyGP, its call rules, the looks back, what stands beside a verdict."""

import json
import math
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from analysis import fits, movements, panel, verdict
from analysis.posterior import Summary, summarise
from analysis.results import STATES, Dose, Settings, jsonable
from analysis.tries import History
from benchmarks.evidence import people
from benchmarks.evidence.diary import frames, on
from benchmarks.evidence.worlds import WORLDS
from data import sample, schema

START = date(2026, 1, 5)
NOTE = json.loads((Path(__file__).parent / "golden" / "safety.json").read_text("utf-8"))
NO_DAYS, NO_FACTORS = schema.empty("days"), schema.empty("factors")


def day(offset):
    return START + timedelta(days=int(offset))


def tries(offsets, felt, movement="a", **columns):
    rows = {"date": pd.to_datetime([day(one) for one in offsets]), "movement": movement, "pain_during": felt}
    return schema.conform(pd.DataFrame({**rows, "line": range(len(offsets)), **columns}), "exposures")


def days(offsets, **columns):
    return schema.conform(
        pd.DataFrame({"date": pd.to_datetime([day(one) for one in offsets]), **columns}), "days"
    )


def both(*frames):
    return schema.conform(pd.concat(frames, ignore_index=True), "exposures")


def assess(exposures, today, known=NO_DAYS, **settings):
    table = panel.daily(known, exposures, NO_FACTORS)
    return movements.assess(exposures, table, day(today), Settings(**settings))


def only(exposures, today, known=NO_DAYS, **settings):
    (one,) = assess(exposures, today, known, **settings)
    return one


def note_diary():
    """The golden diary of the note as frames: its x as kilograms, 2 ** x times 8."""
    weight = 8 * 2 ** np.array(NOTE["x"], dtype=float)
    frames = tries(NOTE["t"], [float(one) for one in NOTE["y"]], weight_kg=weight)
    frames["movement"] = pd.Series([f"m{one}" for one in NOTE["move"]], dtype="str")
    return frames


def series_of(exposures, today):
    return History(exposures, panel.daily(NO_DAYS, exposures, NO_FACTORS)).until(day(today))


# ------------------------------------------------------------------ known answers


def test_the_golden_diary_through_the_door():
    """Science note 2.10. The shell takes the median of the first three loads as reference (x shifts by 1/9)."""
    learning, safe = assess(note_diary(), NOTE["now"])
    assert (learning.movement, learning.state, safe.movement, safe.state) == ("m0", "learning", "m1", "safe")
    alone = fits.alone(series_of(note_diary(), NOTE["now"]), day(NOTE["now"]))
    assert summarise(alone["m0"], 3.0).p_safe == pytest.approx(0.027, abs=0.02)
    assert summarise(alone["m0"], 3.0).level == pytest.approx(3.97, abs=0.06)
    # The correction: people whose ratings fell to 4 while the load doubled were under 3 in four of ten cases.
    assert 0.2 < learning.p_safe < 0.45
    assert learning.p_fall > 0.9
    assert learning.low < 3.97 < learning.high
    assert safe.p_safe > 0.98
    assert (learning.n, learning.n_days, learning.days_since, learning.reason) == (10, 10, 1, "")
    assert learning.direction == "clear_fall"
    assert safe.certainty == "very_sure"


def test_the_sample_diary_tells_its_eight_stories():
    """States built in by `data.sample`, with a limit of 3."""
    one = sample.diary()
    table = panel.daily(one.days, one.exposures, one.factors)
    found = movements.assess(one.exposures, table, sample.LAST, Settings(tau=3))
    assert {each.movement: each.state for each in found} == sample.STATES["de"]
    by_name = {each.movement: each for each in found}
    assert by_name[sample.LAGGING["de"]].belief.headline == "belief_lags"
    assert by_name[sample.BY_LOAD["de"]].load_change > 2
    assert [STATES.index(each.state) for each in found] == sorted(STATES.index(each.state) for each in found)


def test_load_progress_at_constant_pain_is_learning():
    """Design note, rule 1: pain 4 throughout while the weight goes from 5 to 20 kg."""
    offsets = list(range(0, 45, 3))
    rising = only(tries(offsets, 4.0, weight_kg=np.geomspace(5, 20, 15)), 43)
    flat = only(tries(offsets, 4.0, weight_kg=10.0), 43)
    assert rising.state == "learning"
    assert flat.state == "threat"
    assert rising.load_change == pytest.approx(4, rel=0.25)
    assert (rising.first_load, rising.last_load.weight_kg) == (Dose(5.0, weight_kg=5.0), pytest.approx(20))


# ------------------------------------------------------------------ minimum data and age


@pytest.mark.parametrize(
    ("offsets", "state", "reason"),
    [
        ([0, 1], "unknown", "too_few_tries"),
        ([1, 1, 1], "unknown", "too_few_days"),
        ([0, 1, 1], "safe", ""),
        ([0, 1, 2], "safe", ""),
    ],
)
def test_safe_needs_three_tries_on_two_days(offsets, state, reason):
    one = only(tries(offsets, 0.0), 2)
    assert one.p_safe > 0.8
    assert (one.state, one.reason) == (state, reason)
    have = {"too_few_tries": ("tries", 2, 3), "too_few_days": ("days_with_tries", 1, 2)}.get(reason)
    assert (have is None) == (one.needs is None)
    if have:
        assert (one.needs.what, one.needs.have, one.needs.need) == have


def test_a_kind_says_something_of_a_movement_but_never_that_it_is_safe():
    """Two tries of 1 beside two movements of the same family that never hurt: a lower level, and still too few tries."""
    others = both(*(tries(range(0, 30, 3), 0.0, name) for name in ("b", "c")))
    found = []
    for family in ("Gruppe", None):
        diary = both(tries([20, 24], 1.0, family="Gruppe"), others.assign(family=family))
        found.append(next(one for one in assess(diary, 30) if one.movement == "a"))
    assert [(one.state, one.reason) for one in found] == [("unknown", "too_few_tries")] * 2
    assert found[0].level < found[1].level - 0.02


@pytest.mark.parametrize(("offsets", "state"), [([0], "unknown"), ([0, 0], "threat"), ([0, 1], "threat")])
def test_watchful_needs_two_tries(offsets, state):
    assert only(tries(offsets, 8.0), 1).state == state


@pytest.mark.parametrize(
    ("since", "state", "reason"),
    [
        (14, "safe", ""),
        (15, "unknown", "refresh_due"),
        (21, "unknown", "refresh_due"),
        (22, "unknown", "stale"),
    ],
)
def test_safe_goes_stale_after_two_weeks(since, state, reason):
    one = only(tries(range(0, 30, 2), 0.0), 28 + since)
    assert one.days_since == since
    assert one.p_safe > 0.8
    assert (one.state, one.reason) == (state, reason)


@pytest.mark.parametrize(("since", "state"), [(21, "threat"), (22, "unknown")])
def test_other_verdicts_go_stale_after_three_weeks(since, state):
    one = only(tries(range(0, 30, 2), 8.0), 28 + since)
    assert one.state == state
    assert one.reason == ("" if state == "threat" else "stale")


def test_a_movement_long_ago_is_named_without_numbers():
    one = only(both(tries([0, 1, 2], 2.0), tries([95], 2.0, "b").iloc[:0]), 95)
    assert (one.state, one.reason, one.level, one.n, one.n_total) == (
        *("unknown", "nothing_in_window", None, 0, 3),
    )
    assert math.isnan(one.p_safe)
    assert (one.curve, one.tries, one.belief, one.days_since) == ((), (), None, 93)
    json.dumps(jsonable(one), allow_nan=False)


SUMMARY = Summary(0.5, 0.1, 0.1, 3.0, (2, 4), 0.0, (-1, 1), 0.8, (0.0, 0.0))


@pytest.mark.parametrize(
    ("p_safe", "p_rise", "p_fall", "state"),
    [
        (0.80, 0.9, 0.9, "safe"),
        (0.79, 0.9, 0.9, "learning"),
        (0.50, 0.33, 0.9, "relapsing"),
        (0.51, 0.33, 0.9, "learning"),
        (0.50, 0.32, 0.75, "learning"),
        (0.41, 0.32, 0.74, "unknown"),
        (0.40, 0.32, 0.74, "threat"),
        (0.20, 0.33, 0.75, "relapsing"),
    ],
)
def test_the_call_rules_in_their_order(p_safe, p_rise, p_fall, state):
    """Science note 2.1 with the limits of the corrected model, each from both sides."""
    found = replace(SUMMARY, p_safe=p_safe, p_rise=p_rise, p_fall=p_fall)
    assert verdict.by_probability(found, 0.80, verdict.FELT.fall, verdict.FELT.rise) == state


@pytest.mark.parametrize(("span", "n", "least"), [(27, 5, 0.62), (27, 9, 0.62), (28, 9, 0.75), (28, 8, 0.90)])
def test_a_fall_has_to_be_clearer_over_28_days_and_clearest_with_few_tries(span, n, least):
    basis = verdict.Basis("m", n, n, 0, span)
    for p_fall, state in ((least, "learning"), (least - 0.01, "threat")):
        assert verdict.call(replace(SUMMARY, p_safe=0.2, p_fall=p_fall), basis, 0.84)[0] == state


@pytest.mark.parametrize(("span", "n"), [(27, 5), (28, 9), (28, 8)])
def test_a_fall_that_was_seen_lately_stays_one_until_it_looks_unlikely(span, n):
    basis = verdict.Basis("m", n, n, 0, span, fell=True)
    for p_fall, state in ((0.33, "learning"), (0.32, "threat")):
        found = replace(SUMMARY, p_safe=0.2, p_fall=p_fall)
        assert verdict.call(found, basis, 0.84)[0] == state
        assert verdict.call(found, replace(basis, fell=False), 0.84)[0] == "threat"
        assert verdict.call(found, basis, 0.84, verdict.EXPECTED)[0] == "threat"
    assert verdict.call(replace(SUMMARY, p_safe=0.9, p_fall=0.5), basis, 0.84)[0] == "safe"
    assert verdict.call(replace(SUMMARY, p_safe=0.2, p_rise=0.33, p_fall=0.5), basis, 0.84)[0] == "relapsing"


def test_looks_rest_on_the_looks_of_two_weeks(monkeypatch):
    """An invented person whose P(fall) drops under what a first call needs, a week after a call."""
    exposures, known_days = frames(people.draw(9, WORLDS["base"]))
    table = panel.daily(known_days, exposures, NO_FACTORS)

    def said(now):
        known = fits.Days(History(exposures, table))
        return next(one for one in movements.look(known, on(now), Settings(tau=3.0)) if one.movement == "m1")

    assert (said(69).state, said(76).state) == ("learning", "learning")
    assert verdict.FELT.fall_again < said(76).p_fall < verdict.FELT.fall <= said(69).p_fall
    assessed = movements.assess(exposures, table, on(76), Settings(tau=3.0))
    assert {one.movement: one.state for one in assessed}["m1"] == "learning"
    monkeypatch.setattr(fits.Days, "fall", lambda self, day: {})
    assert (said(69).state, said(76).state) == ("learning", "unknown")


@pytest.mark.parametrize(("n", "n_days", "seen"), [(3, 2, True), (2, 2, False), (5, 1, False)])
def test_no_fall_is_seen_in_fewer_tries_than_a_verdict_needs(n, n_days, seen):
    assert verdict.falls(0.62, verdict.Basis("m", n, n_days, 0, 20)) is seen
    assert not verdict.falls(0.61, verdict.Basis("m", n, n_days, 0, 20))


@pytest.mark.parametrize(
    ("n", "repeated", "pooled", "least"),
    [
        *((9, 0.37, False, 0.84), (9, 0.37, True, 0.86), (8, 0.0, False, 0.90), (8, 0.0, True, 0.90)),
        *((9, 0.38, False, 0.92), (8, 0.38, True, 0.92)),
    ],
)
def test_safe_needs_more_with_few_tries_of_who_repeats_ratings_and_in_a_kind(n, repeated, pooled, least):
    """Expected pain and a setting that asks for more already stay as they are."""
    basis = verdict.Basis("m", n, n, 0, 60, repeated, pooled=pooled)
    for p_safe, state in ((least, "safe"), (least - 0.01, "unknown")):
        assert verdict.call(replace(SUMMARY, p_safe=p_safe), basis, 0.84)[0] == state
    assert verdict.needed(0.95, basis) == 0.95
    assert verdict.needed(0.84, basis, verdict.EXPECTED) == 0.84
    assert verdict.certainty(0.88, verdict.needed(0.84, basis)) == ("sure" if least < 0.88 else "rather_yes")


@pytest.mark.parametrize(("p_safe", "state"), [(0.95, "safe"), (0.94, "unknown")])
def test_safe_needs_most_in_a_stressful_stretch(p_safe, state):
    basis = verdict.Basis("m", 20, 20, 0, 60, strained=True)
    found = replace(SUMMARY, p_safe=p_safe)
    assert verdict.call(found, basis, 0.84)[0] == state
    assert verdict.call(found, replace(basis, strained=False), 0.84)[0] == "safe"
    assert verdict.call(found, basis, 0.84, verdict.EXPECTED)[0] == "safe"


@pytest.mark.parametrize(("last_days", "needed"), [(2.0, 0.84), (9.0, 0.95)])
def test_the_stretch_is_read_from_the_days_before_the_verdict(last_days, needed):
    """Thirty days of stress 1 to 3, the last three as given: the tries are the same, and so is P(safe)."""
    stress = [1.0, 2.0, 3.0] * 9 + [last_days] * 3
    exposures = tries(range(0, 30, 2), [1.0, 2.0, 0.0] * 5)
    one = only(exposures, 29, days(range(30), stress=stress))
    later = only(exposures, 29, days(range(35), stress=[2.0] * 30 + [9.0] * 5))
    assert (one.needed, later.needed) == (needed, 0.84)


@pytest.mark.parametrize(
    ("p_rise", "p_fall", "state"),
    [(0.50, 0.9, "relapsing"), (0.49, 0.65, "learning"), (0.49, 0.64, "threat")],
)
def test_expected_pain_keeps_the_limits_of_the_note(p_rise, p_fall, state):
    found = replace(SUMMARY, p_safe=0.4, p_rise=p_rise, p_fall=p_fall)
    for span in (10, 40):
        basis = verdict.Basis("m", 5, 5, 0, span, 0.9)
        assert verdict.call(found, basis, 0.80, verdict.EXPECTED)[0] == state


def test_the_careful_setting_asks_for_more():
    found, basis = replace(SUMMARY, p_safe=0.85), verdict.Basis("m", 9, 9, 0)
    assert verdict.call(found, basis, 0.80)[0] == "safe"
    assert verdict.call(found, basis, 0.90)[0] == "unknown"
    exposures = tries([0, 3, 6], [3.0, 2.0, 1.0])
    assert 0.9 <= only(exposures, 6).p_safe < 0.97
    assert (only(exposures, 6).state, only(exposures, 6, p_safe=0.97).state) == ("safe", "unknown")
    assert only(exposures, 6, p_safe=0.97).reason == "undecided"


@pytest.mark.parametrize(
    ("p", "word"),
    [
        *((0.95, "very_sure"), (0.949, "sure"), (0.84, "sure"), (0.839, "rather_yes"), (0.5, "rather_yes")),
        *((0.499, "rather_no"), (0.2, "rather_no"), (0.199, "no"), (0.0, "no")),
    ],
)
def test_certainty_in_words(p, word):
    """Science note 2.6."""
    assert verdict.certainty(p) == word


@pytest.mark.parametrize(("p", "word"), [(0.64, ""), (0.65, "first_signs"), (0.85, "clear_fall")])
def test_direction_in_words(p, word):
    """Science note 2.5: P(fall) is over-confident in the middle."""
    assert verdict.direction(p) == word


# ------------------------------------------------------------------ the limit


@pytest.mark.parametrize(
    ("rest", "tau"),
    [([1, 1, 2], 3), ([3, 3, 3], 4), ([4, 4], 5), ([9, 9], 5), ([np.nan], 3), ([2, 2, 9], 3)],
)
def test_the_default_limit(rest, tau):
    """Science note 1.3: clip(max(3, round(median rest pain) + 1), 3, 5)."""
    exposures = tries(range(len(rest)), 1.0, pain_before=[float(one) for one in rest])
    assert only(exposures, 9).tau == tau


def test_the_limit_uses_no_later_rest_pain():
    exposures = tries([0, 1, 2, 3], 1.0, pain_before=[3.0, 8.0, 8.0, 8.0])
    table = panel.daily(NO_DAYS, exposures, NO_FACTORS)
    assert movements.tolerance(table, Settings(), day(0)) == 4
    assert movements.tolerance(table, Settings(), day(3)) == 5


@pytest.mark.parametrize(("given_tau", "tau"), [(1, 1), (2.5, 2.5), (5, 5), (7, 5), (0, 1)])
def test_a_limit_set_stays_within_one_and_five(given_tau, tau):
    """Never above 5 (science note 1.3)."""
    assert only(tries([0, 1], 1.0), 1, tau=given_tau).tau == tau


# ------------------------------------------------------------------ what must hold


def test_nothing_logged_nothing_said():
    empty = schema.empty("exposures")
    assert assess(empty, 0) == []
    assert movements.looks(empty, panel.daily(NO_DAYS, empty, NO_FACTORS), day(0)) == []
    assert assess(tries([5], 1.0), 4) == []


def test_tries_without_a_rating_or_a_name_are_ignored():
    rated = tries([0, 1, 2], [1.0, 2.0, 1.0])
    unrated = both(rated, tries([2], [np.nan]), tries([1], [np.nan], "b"))
    assert [one.movement for one in assess(unrated, 2)] == ["a"]
    assert only(unrated, 2).n == 3
    assert assess(tries([0, 1], np.nan), 2) == []


def test_one_try():
    one = only(tries([0], [4.0]), 0)
    assert (one.state, one.reason, one.n, len(one.curve), one.days_since) == (
        *("unknown", "too_few_tries", 1, 1, 0),
    )
    assert one.low < one.level < one.high
    assert one.window == (START, START)


def random_exposures(seed=4, n=60, names=("a", "b", "c")):
    rng = np.random.default_rng(seed)
    return tries(
        rng.integers(0, 60, n),
        rng.integers(0, 11, n).astype(float),
        rng.choice(names, n),
        time=[f"{hour:02d}:{minute:02d}" for hour, minute in rng.integers(0, 24, (n, 2))],
        expected_pain=np.where(rng.random(n) < 0.3, np.nan, rng.integers(0, 11, n)),
        pain_before=np.where(rng.random(n) < 0.3, np.nan, rng.integers(0, 6, n)),
        reps=rng.integers(5, 15, n).astype(float),
        speed=rng.choice(["slow", "fast"], n),
    )


def random_days(seed=5):
    rng = np.random.default_rng(seed)
    ratings = {name: rng.integers(0, 11, 60).astype(float) for name in ("sleep_quality", "stress")}
    return days(range(60), **ratings, pain_morning=rng.integers(0, 11, 60).astype(float))


def test_the_order_of_rows_does_not_matter_at_all():
    exposures, known = random_exposures(), random_days()
    mixed = exposures.sample(frac=1, random_state=1)
    assert repr(assess(exposures, 59, known)) == repr(assess(mixed, 59, known))


def test_inputs_are_not_changed():
    exposures, known = random_exposures(), random_days()
    table = panel.daily(known, exposures, NO_FACTORS)
    copies = exposures.copy(deep=True), table.copy(deep=True)
    movements.assess(exposures, table, day(59))
    movements.looks(exposures, table, day(59), weeks=2)
    pd.testing.assert_frame_equal(exposures, copies[0])
    pd.testing.assert_frame_equal(table, copies[1])


def test_an_empty_movement_has_no_effect():
    exposures = random_exposures()
    more = both(exposures, tries([59], [np.nan], "never rated"))
    assert repr(assess(exposures, 59)) == repr(assess(more, 59))


def test_nothing_after_today_is_used():
    exposures, known = random_exposures(), random_days()
    table = panel.daily(known, exposures, NO_FACTORS)
    today = day(33)
    until = np.datetime64(today, "us")
    past, past_days = exposures[exposures["date"] <= until], known[known["date"] <= until]
    alone = panel.daily(past_days, past, NO_FACTORS)
    assert repr(movements.assess(exposures, table, today)) == repr(movements.assess(past, alone, today))


def test_the_morning_after_today_is_not_known_yet():
    exposures = tries([0, 1, 2], 1.0, weight_kg=[10.0, 12.0, 14.0])
    known = days([0, 1, 2, 3], pain_morning=[2.0, 2.0, 2.0, 2.0])
    table = panel.daily(known, exposures, NO_FACTORS)
    (one,) = movements.assess(exposures, table, day(2))
    assert [each.next_day for each in one.tries] == [2, 2, None]
    assert one.capacity.proven_day == day(1)


LOOKED = (
    "state",
    "n",
    "p_safe",
    "p_fall",
    "p_rise",
    "level",
    "low",
    "high",
    "change",
    "change_low",
    "change_high",
)


def test_looks_have_no_hindsight():
    """Each look equals what the diary cut off at that day gives, reference load and centring included."""
    exposures, known = random_exposures(), random_days()
    table = panel.daily(known, exposures, NO_FACTORS)
    found = movements.looks(exposures, table, day(59), weeks=9)
    assert sorted({one.day for one in found}) == [day(59 - 7 * back) for back in reversed(range(9))]
    for when in {one.day for one in found}:
        until = np.datetime64(when, "us")
        past, past_days = exposures[exposures["date"] <= until], known[known["date"] <= until]
        alone = movements.assess(past, panel.daily(past_days, past, NO_FACTORS), when)
        said = {one.movement: [getattr(one, name) for name in LOOKED] for one in alone}
        looked = {one.movement: [getattr(one, name) for name in LOOKED] for one in found if one.day == when}
        assert looked == said


def test_looks_name_a_movement_that_left_the_window():
    exposures = both(tries([0, 1, 2], 1.0), tries([95], 1.0, "b"))
    table = panel.daily(NO_DAYS, exposures, NO_FACTORS)
    old, new = movements.looks(exposures, table, day(95), weeks=1)
    assert (old.movement, old.state, old.level, old.n) == ("a", "unknown", None, 0)
    assert math.isnan(old.p_safe)
    assert (new.movement, new.n) == ("b", 1)


@trials(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10)), min_size=1, max_size=12))
def test_any_diary_gives_consistent_assessments(rows):
    one = only(tries([each[0] for each in rows], [float(each[1]) for each in rows]), 45)
    assert one.state in STATES
    assert one.low <= one.level <= one.high
    assert all(0 <= p <= 1 for p in (one.p_safe, one.p_fall, one.p_rise))
    assert all(0 <= point.low <= point.level <= point.high <= 10 for point in one.curve)
    assert [point.day for point in one.curve] == sorted({point.day for point in one.curve})
    assert one.curve[-1].day == day(45)
    assert one.curve[0].day == one.first
    assert [each.felt for each in one.tries] == [float(y) for _, y in sorted(rows, key=lambda each: each[0])]
    if one.state == "safe":
        assert one.p_safe >= 0.8
        assert one.n >= 3
        assert one.days_since <= 14
    json.dumps(jsonable(one), allow_nan=False)


def test_a_break_widens_the_band_of_the_curve():
    steady = only(tries(range(0, 36, 3), 2.0), 36)
    paused = only(tries(range(0, 18, 3), 2.0), 36)
    width = [point.high - point.low for point in (steady.curve[-1], paused.curve[-1])]
    assert width[1] > 1.2 * width[0]


def test_bad_days_explain_bad_tries():
    """Rest pain up by four on the last days: the level on an average day rises less than without that entry."""
    offsets, felt = list(range(0, 30, 3)), [2.0] * 7 + [5.0] * 3
    plain = only(tries(offsets, felt), 28, tau=3)
    explained = only(tries(offsets, felt, pain_before=[1.0] * 7 + [5.0] * 3), 28, tau=3)
    assert explained.level < plain.level - 0.5
    assert [each.strained for each in explained.tries] == [False] * 7 + [True] * 3


def test_inside_a_state_the_clearer_one_comes_first():
    exposures = both(
        *(tries(range(0, 30, 3), felt, name) for name, felt in (("b", 9.0), ("a", 4.0), ("c", 1.0)))
    )
    assert [one.movement for one in assess(exposures, 28)] == ["c", "b", "a"]


# ------------------------------------------------------------------ belief


@pytest.mark.parametrize(
    ("pain", "belief", "falls", "headline"),
    [
        ("safe", "safe", False, "both_safe"),
        ("safe", "threat", False, "belief_lags"),
        ("safe", "learning", True, "belief_lags"),
        ("safe", "unknown", False, "open"),
        ("threat", "learning", True, "trust_grows"),
        ("learning", "threat", False, "both_watchful"),
        ("relapsing", "relapsing", False, "both_watchful"),
        ("threat", "safe", False, "open"),
        ("threat", "unknown", False, "open"),
        ("unknown", "safe", False, "open"),
        ("unknown", "threat", True, "open"),
    ],
)
def test_the_headline_matrix(pain, belief, falls, headline):
    """Science note 2.8; `open` where one of the two cannot be told."""
    assert verdict.belief_headline(pain, belief, falls) == headline


def test_expectation_lags_behind_experience():
    one = only(tries(range(0, 30, 3), 1.0, expected_pain=6.0, weight_kg=np.arange(10, 20)), 28)
    assert (one.state, one.belief.state, one.belief.headline, one.belief.n) == (
        *("safe", "threat", "belief_lags", 10),
    )
    assert one.belief.gap == pytest.approx(6 - one.level)
    assert one.belief.level > 5


def test_belief_knows_neither_load_nor_day():
    """Science note 2.8: the same function on expected pain, without x and covariates."""
    rising = tries(
        range(0, 30, 3), 4.0, expected_pain=4.0, weight_kg=np.geomspace(5, 20, 10), pain_before=3.0
    )
    plain = tries(range(0, 30, 3), 4.0, expected_pain=4.0)
    found = only(rising, 28, tau=3).belief, only(plain, 28, tau=3).belief
    assert (found[0].level, found[0].p_fall) == (found[1].level, found[1].p_fall)


def test_the_gap_is_a_smoothed_expectation_minus_the_level():
    """EWMA with gain .3 by hand: 8, 8 + .3 * (4 - 8) = 6.8, 6.8 + .3 * (2 - 6.8) = 5.36."""
    one = only(tries([0, 3, 6, 7], 2.0, expected_pain=[8.0, 4.0, 2.0, np.nan]), 8)
    assert one.belief.gap == pytest.approx(5.36 - one.level)


def test_without_expectations_there_is_no_belief():
    one = only(tries([0, 3, 6], 2.0), 8)
    assert (one.belief, one.surprise) == (None, None)


# ------------------------------------------------------------------ beside the verdict


def test_surprise_by_hand():
    """Expected minus felt: 5, 0, -2, 1, 1, 2 (one unasked); the last five have mean .4."""
    expected = [7.0, 3.0, 2.0, np.nan, 4.0, 3.0, 4.0]
    one = only(
        tries([0, 20, 30, 31, 32, 33, 34], [2.0, 3.0, 4.0, 1.0, 3.0, 2.0, 2.0], expected_pain=expected), 35
    )
    found = one.surprise
    assert found.mean == pytest.approx(0.4)
    assert (found.n, found.n_all, found.easier, found.same, found.harder) == (5, 6, 4, 1, 1)
    assert (found.largest_expected, found.largest_felt, found.largest_day) == (4, 2, day(34))


def test_no_largest_surprise_when_none_was_easier():
    found = only(tries([0, 1], [3.0, 4.0], expected_pain=[3.0, 1.0]), 2).surprise
    assert (found.largest_expected, found.largest_felt, found.largest_day) == (None, None, None)


def test_capacity_stays_within_a_doubling_of_what_was_done():
    """Science note 2.7: within the observed range +-1 doubling; observed here 10 to 20 kg."""
    one = only(tries(range(0, 30, 3), 0.0, weight_kg=np.linspace(10, 20, 10)), 28, tau=3)
    assert one.capacity.load == pytest.approx(40)
    assert one.capacity.ratio == pytest.approx(40 / np.linspace(10, 20, 10)[-2])


def test_no_load_is_called_safe_where_none_of_the_range_is():
    """Ten tries at pain 10: half of the smallest load is not under the limit either, so there is none to name."""
    one = only(tries(range(0, 30, 3), 10.0, weight_kg=np.linspace(10, 20, 10)), 28, tau=3)
    assert (one.capacity.load, one.capacity.ratio, one.capacity.proven) == (None, None, None)


def test_proven_load_is_the_highest_within_the_limit_with_a_quiet_next_day():
    """20 kg hurt, 15 kg was followed by a red morning, 14 kg was fine; the morning after 12 kg is unknown."""
    exposures = tries([0, 2, 4, 6, 8], [1.0, 1.0, 1.0, 6.0, 1.0], weight_kg=[10.0, 14.0, 15.0, 20.0, 12.0])
    mornings = days([1, 3, 5, 7], pain_morning=[2.0, 2.0, 5.0, 2.0])
    before = days([0, 2, 4, 6], pain_morning=[2.0, 2.0, 2.0, 2.0])
    known = schema.conform(pd.concat([mornings, before]), "days")
    one = only(exposures, 8, known)
    assert (one.capacity.proven.weight_kg, one.capacity.proven_day) == (14, day(2))


def test_without_any_load_there_is_no_capacity():
    one = only(tries([0, 1, 2], 1.0), 3)
    assert (one.capacity, one.first_load, one.last_load, one.load_change, one.load_unknown) == (
        *(None, None, None, None, 0),
    )


def test_missing_loads_are_counted_and_take_the_load_before():
    one = only(tries([0, 1, 2, 3], 1.0, reps=[10.0, np.nan, 20.0, np.nan]), 4)
    assert one.load_unknown == 2
    assert [round(each.x, 3) for each in one.tries] == [-0.585, -0.585, 0.415, 0.415]
    assert [each.dose.index for each in one.tries] == [10, None, 20, None]


def varied_tries(last=0.0, variants=3, offsets=(1, 2, 3, 4)):
    positions = ["standing", "sitting", "lying"][:variants]
    return tries(
        [*range(-20, 0, 2), *offsets],
        [0.0] * 13 + [last],
        position=[None] * 10 + [positions[at % variants] for at in range(4)],
    )


@pytest.mark.parametrize(
    ("given_tries", "known", "varied", "variants"),
    [
        (varied_tries(), NO_DAYS, True, 3),
        (varied_tries(variants=2), NO_DAYS, False, 2),
        (varied_tries(offsets=(1, 2, 3, 3)), NO_DAYS, False, 3),
        (varied_tries(), days([0, 1, 2, 3], pain_morning=[1.0, 1.0, 6.0, 1.0]), False, 3),
    ],
)
def test_varied_means_three_variants_on_four_days_without_a_red_morning(given_tries, known, varied, variants):
    """Science note 2.9."""
    one = only(given_tries, 5, known)
    assert one.state == "safe"
    assert (one.varied, one.variants) == (varied, variants)


def test_a_red_morning_after_a_try_without_a_variant_counts_too():
    """Science note 2.9 makes no exception: a rise of 5 points on the morning after an unnamed try."""
    given_tries = varied_tries()
    given_tries["position"] = [*given_tries["position"][:-4], None, *given_tries["position"][-3:]]
    given_tries.loc[given_tries.index[-5], "position"] = "standing"
    calm = only(given_tries, 5, days([0, 1, 2, 3], pain_morning=[1.0, 1.0, 1.0, 1.0]))
    red = only(given_tries, 5, days([0, 1, 2, 3], pain_morning=[1.0, 1.0, 6.0, 1.0]))
    assert calm.varied
    assert not red.varied


def test_a_try_carries_its_variant_and_its_next_morning():
    exposures = tries(
        [0, 1], [1.0, 2.0], speed=["slow", None], surface=["soft", None], pain_next_day=[np.nan, 4.0]
    )
    first, second = only(exposures, 2, days([1, 2], pain_morning=[3.0, 1.0])).tries
    assert (first.variant, first.next_day, second.variant, second.next_day) == ("slow · soft", 3, "", 4)
