"""Setbacks, weeks of bad sleep that are none, what worked before, and how long the way back took."""

from dataclasses import replace

import pytest

from analysis import recovery, risks, setback
from analysis.progress_results import Risk
from analysis.results import Insufficient, Look
from analysis.setback_results import BadStretch, Setback, Span
from tests import closely

TAU = 3.0


def told(looks, series, *, known=None, until=200):
    frame_days = closely.days([0]) if known is None else known
    panel = closely.known_days(closely.exposures([0], [1]), frame_days)
    return setback.find(looks, panel, series, closely.day(until))


def tries(weeks, felt=2.0, movement="a"):
    """Two tries a week, the later one on the day of the look."""
    offsets = [at for week in range(weeks) for at in (7 * week - 3, 7 * week) if at >= 0]
    values = [felt(at) for at in offsets] if callable(felt) else [felt] * len(offsets)
    return closely.series(closely.exposures(offsets, values, movement), 7 * weeks)


def risen(looks, p_rises):
    return [replace(look, p_rise=p) for look, p in zip(looks, p_rises, strict=True)]


def nights(weeks, bad=(), usual=7.0, poor=3.0, measure="sleep_quality"):
    """The same good night on all days but those in `bad`; a night like the median is not a bad one."""
    values = [poor if at in bad else usual for at in range(7 * weeks)]
    return closely.days(range(7 * weeks), **{measure: values})


# ------------------------------------------------------------------ setback or bad stretch


def test_a_relapse_is_one_episode_with_the_numbers_of_its_highest_look():
    looks = closely.looks(
        [2, 1.5, 4.0, 4.8, 2.5], ["safe", "safe", "relapsing", "relapsing", "safe"], half=0.5
    )
    (one,) = told(looks, tries(5))
    assert isinstance(one, Setback)
    assert (one.since, one.until) == (closely.day(14), closely.day(21))
    assert (one.level, one.best, one.best_day) == (4.8, 1.5, closely.day(7))
    assert (one.p_rise, one.nights) == (None, None)


def test_an_unknown_look_does_not_end_an_episode_a_calm_one_does():
    held = closely.looks([1, 4, 3.5, 4], ["safe", "relapsing", "unknown", "relapsing"], half=3)
    assert [one.until for one in told(held, tries(4))] == [closely.day(21)]
    apart = closely.looks([1, 4, 2, 4], ["safe", "relapsing", "threat", "relapsing"], half=3)
    assert [one.since for one in told(apart, tries(4))] == [closely.day(7), closely.day(21)]


@pytest.mark.parametrize(
    ("levels", "half", "count"),
    [([2, 3.4], 0.5, 0), ([2, 3.5], 0.5, 1), ([2, 3.5], 1.6, 0)],
    ids=["under 1.5", "1.5 and sure", "1.5 and not sure"],
)
def test_a_level_up_by_one_and_a_half_needs_certainty(levels, half, count):
    looks = closely.looks(levels, ["safe", "threat"], half=half)
    assert len(told(looks, tries(2))) == count


@pytest.mark.parametrize(("p_rise", "count"), [(0.32, 0), (0.33, 1)])
def test_the_probability_in_the_looks_decides_where_there_is_one(p_rise, count):
    """A level at the load trained now also rises with the load; P(rise) has the load taken out."""
    looks = risen(closely.looks([2, 6], ["safe", "threat"], half=0.2), [0.0, p_rise])
    assert len(told(looks, tries(2))) == count


def test_within_the_limit_nothing_is_a_setback():
    looks = risen(closely.looks([0.2, 2.2], ["safe", "safe"], half=0.2), [0.0, 0.9])
    assert told(looks, tries(2)) == ()


def test_best_is_of_the_last_56_days_and_of_three_tries():
    levels = [0.5] + [3.5] * 8 + [4.5]
    states = ["safe"] + ["threat"] * 9
    assert told(closely.looks(levels, states, half=0.2), tries(10))[-1].until <= closely.day(56)
    assert told(closely.looks([0.5, 4], ["unknown", "threat"], half=0.2, n=2), tries(2)) == ()


def test_a_movement_not_tried_for_three_weeks_has_no_setback():
    looks = closely.looks([1, 1, 1, 1, 1, 4], ["safe"] * 5 + ["threat"], half=0.2)
    assert told(looks, tries(2)) == ()  # last try on day 7, the look on day 35
    assert len(told(looks, tries(6))) == 1


def hurting(weeks, week):
    return tries(weeks, lambda at: 5.0 if 7 * (week - 1) < at <= 7 * week else 2.0)


def test_a_week_that_hurts_after_bad_nights_is_no_setback():
    looks = risen(closely.looks([2, 2, 2, 2, 2.4], ["safe"] * 4 + ["threat"]), [0.0] * 5)
    (one,) = told(looks, hurting(5, 4), known=nights(5, bad=(24, 25, 27)))
    assert isinstance(one, BadStretch)
    assert (one.felt, one.usual, one.level, one.best, one.p_rise) == (5.0, 2.0, 2.4, 2.0, 0.0)
    assert (one.nights.measure, one.nights.bad, one.nights.known) == ("sleep_quality", 3, 5)
    assert one.nights.mean < one.nights.usual


@pytest.mark.parametrize(
    ("p_rise", "bad", "felt_week"),
    [(0.5, (24, 25, 27), 4), (0.0, (24, 25), 4), (0.0, (24, 25, 27), 9), (0.0, (22, 25, 28), 4)],
    ids=["level rose", "two nights", "hurt no more", "three nights in seven"],
)
def test_what_is_no_bad_sleep_week(p_rise, bad, felt_week):
    looks = risen(closely.looks([2, 2, 2, 2, 2.4], ["safe"] * 4 + ["threat"]), [0.0] * 4 + [p_rise])
    found = told(looks, hurting(5, felt_week), known=nights(5, bad=bad))
    assert not [one for one in found if isinstance(one, BadStretch)]


@pytest.mark.parametrize(("level", "kinds"), [(2.9, [BadStretch]), (3.0, [])])
def test_a_level_that_may_have_risen_is_not_blamed_on_sleep(level, kinds):
    """A setback begins with a level up and no certainty yet; to call that bad sleep would be a false comfort."""
    looks = risen(closely.looks([2, 2, 2, 2, level], ["safe"] * 4 + ["threat"]), [0.0] * 4 + [0.3])
    found = told(looks, hurting(5, 4), known=nights(5, bad=(24, 25, 27)))
    assert [type(one) for one in found] == kinds


def test_hours_stand_in_for_a_quality_that_was_not_kept():
    looks = closely.looks([2, 2, 2, 2, 2.4], ["safe"] * 4 + ["threat"])
    (one,) = told(looks, hurting(5, 4), known=nights(5, (24, 25, 27), poor=4.0, measure="sleep_hours"))
    assert one.nights.measure == "sleep_hours"


def test_bad_nights_do_not_explain_a_real_rise_away():
    looks = risen(closely.looks([2, 2, 2, 2, 5], ["safe"] * 4 + ["relapsing"]), [0.0] * 4 + [0.9])
    (one,) = told(looks, hurting(5, 4), known=nights(5, bad=(24, 25, 27)))
    assert isinstance(one, Setback)
    assert (one.p_rise, one.nights.bad) == (0.9, 3)


def test_nights_after_the_look_are_not_known_yet():
    """Later nights far worse would make the nights of this week usual ones."""
    looks = closely.looks([2, 2, 2, 2, 2.4], ["safe"] * 4 + ["threat"])
    short = nights(5, bad=(24, 25, 27))
    longer = nights(12, bad=(24, 25, 27, *range(40, 84)))
    assert told(looks, hurting(5, 4), known=short) == told(looks, hurting(5, 4), known=longer)


def test_looks_of_the_future_and_other_movements_are_ignored():
    looks = closely.looks([2, 4], ["safe", "relapsing"], half=0.2)
    assert told(looks, tries(2), until=6) == ()
    assert told(looks, tries(2, movement="b")) == ()
    assert told([], {}) == ()


def test_nothing_without_a_level():
    nan = float("nan")
    looks = [Look("a", closely.day(7 * at), "unknown", nan, None, None, None, 0) for at in range(4)]
    assert told(looks, tries(4)) == ()


@pytest.mark.parametrize("felt", [0.0, 10.0])
def test_always_the_same_is_no_setback(felt):
    looks = closely.looks([felt] * 6, ["threat" if felt else "safe"] * 6)
    assert told(looks, tries(6, felt), known=nights(6, bad=range(38, 42))) == ()


# ------------------------------------------------------------------ what worked before


def carried(until=30, **more):
    frame = closely.exposures(
        [0, 2, 4, 6, 8],
        [2, 3, 1, 5, 2],
        weight_kg=[5.0, 5, 6, 8, 6],
        speed=["slow", "slow", "slow", "slow", "normal"],
        **more,
    )
    return closely.series(frame, until)


def test_after_a_break_the_newest_of_each_tolerated_way():
    series = carried()
    risk = Risk("break", closely.day(8), "a", 22)
    (one,) = setback.reminders([risk], series, set(), TAU)
    assert [(way.day, way.felt, way.dose.weight_kg, way.variant) for way in one.worked] == [
        (closely.day(8), 2.0, 6.0, "normal"),
        (closely.day(4), 1.0, 6.0, "slow"),
        (closely.day(2), 3.0, 5.0, "slow"),
    ]
    assert (one.tolerated, one.since, one.days) == (4, closely.day(8), 22)


def test_a_stressful_stretch_is_about_trusted_movements_and_what_was_before_it():
    series = carried()
    risk = Risk("stress", closely.day(4), days=3)
    assert setback.reminders([risk], series, set(), TAU) == ()
    (one,) = setback.reminders([risk], series, {"a", "never tried"}, TAU)
    assert [way.day for way in one.worked] == [closely.day(2)]
    assert (one.movement, one.kind, one.tolerated) == ("a", "stress", 2)


def test_a_red_morning_after_it_is_not_tolerated():
    series = carried(pain_next_day=[2.0, 2, 2, 2, 9])
    mornings = closely.days(range(12), pain_morning=2.0)
    frame = closely.exposures([0, 3], [1, 1], pain_next_day=[2.0, 9.0])
    red = closely.series(frame, 9, mornings)["a"]
    assert [way.day for way in setback.tolerated(red, 10**6, TAU)[0]] == [closely.day(0)]
    assert len(setback.tolerated(series["a"], 10**6, TAU)[0]) == 3  # no usual morning known: not red


def test_nothing_worked():
    series = closely.series(closely.exposures([0], [8]), 9)
    assert setback.tolerated(series["a"], 10**6, TAU) == ((), 0)


def test_trusted_goes_by_the_last_known_verdict():
    looks = closely.looks([2, 2, 2], ["safe", "threat", "unknown"]) + closely.looks([2], ["learning"], "b")
    assert risks.trusted((), looks, closely.day(30)) == {"b"}
    assert risks.trusted((), looks, closely.day(3)) == {"a", "b"}


# ------------------------------------------------------------------ recovery


def compared(levels, states, setback_at, *, weeks=None, first=0, since=0):
    """Recovery of the setback at look number `setback_at`; a try a week from day `since` on."""
    looks = closely.looks(levels, states, first=first, half=0.5)
    offsets = range(since, first + 7 * len(levels), 7)
    series = closely.series(closely.exposures(offsets, [2] * len(offsets)), first + 7 * len(levels))
    one = setback._called(looks[setback_at], looks[0], _no_sleep(), series["a"])
    assert isinstance(one, Setback)
    (found,) = recovery.compare([one], looks, series, TAU, closely.day(first + 7 * len(levels)))
    return found


def _no_sleep():
    return setback._Sleep(closely.known_days(closely.exposures([0], [1])))


def test_faster_than_the_first_time_by_hand():
    # first: highest 6 on day 0, under 3 on day 28; again: highest 5 on day 42, safe on day 49
    levels = [6, 5.5, 5, 4, 2, 1, 5, 2.5]
    states = ["threat"] * 4 + ["safe", "safe", "relapsing", "safe"]
    found = compared(levels, states, 6)
    assert found.first == Span(closely.day(0), closely.day(28), 28, 4, 6)
    assert found.again == Span(closely.day(42), closely.day(49), 7, 1, 5)
    assert found.comparison == "faster"


def test_counted_from_the_highest_level_not_from_the_first():
    found = compared(
        [5, 6, 4, 2, 1, 5, 5.5, 2], ["threat"] * 3 + ["safe"] * 2 + ["relapsing"] * 2 + ["safe"], 5
    )
    assert (found.first.start, found.first.days) == (closely.day(7), 14)
    assert (found.again.start, found.again.days) == (closely.day(42), 7)


def test_as_long_or_longer_is_not_called_faster():
    found = compared(
        [6, 4, 2, 1, 5, 5, 4.5, 2], ["threat"] * 2 + ["safe"] * 2 + ["relapsing"] * 3 + ["safe"], 4
    )
    assert (found.first.days, found.again.days) == (14, 21)
    assert found.comparison == Insufficient("days_faster", -7, 7)


def test_learning_again_is_an_end_a_low_level_under_alarm_is_none():
    found = compared(
        [6, 5, 2, 1, 5, 2.9, 4],
        ["threat", "learning", "safe", "safe", "relapsing", "relapsing", "learning"],
        4,
    )
    assert found.first.days == 7
    assert found.again.end == closely.day(42)


@pytest.mark.parametrize(
    ("levels", "states", "at", "what"),
    [
        ([2, 1, 5, 2], ["safe", "safe", "relapsing", "safe"], 2, "first_above_limit"),
        ([6, 4.0, 6, 2], ["threat", "threat", "relapsing", "safe"], 2, "first_end"),
        ([6, 2, 1, 5, 5], ["threat", "safe", "safe", "relapsing", "threat"], 3, "recovery_end"),
    ],
)
def test_what_was_not_seen_is_said(levels, states, at, what):
    """A first time that ended only after the setback came is no first time."""
    assert compared(levels, states, at).comparison.what == what


def test_a_first_time_before_the_looks_is_not_guessed():
    levels, states = [6, 2, 1, 5, 2], ["threat", "safe", "safe", "relapsing", "safe"]
    assert isinstance(compared(levels, states, 3, first=14, since=7).first, Span)
    assert compared(levels, states, 3, first=14, since=6).first == Insufficient("first_seen", 0, 1, "a")


def test_only_setbacks_are_compared():
    assert recovery.compare((), (), {}, TAU, closely.day(0)) == ()
