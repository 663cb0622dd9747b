"""The frame by evidence, the plan of a day, activities, variety and the week (science note 4.6 to 4.8, 5.3)."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis import activities, frame, missing, panel, patterns, plan, week, wins
from analysis.frame import Context
from analysis.plan_results import Activity, Limit
from analysis.progress_results import Flare
from analysis.results import Insufficient, Look
from analysis.tries import History, day_number
from data import schema
from tests import fakes
from ui import plan_words
from ui.text import Text

START = date(2026, 1, 5)
"""A Monday."""


def on(day):
    return START + timedelta(days=day)


def series(name="a", days=range(0, 60, 3), **columns):
    """A try every third day, green, 8 repetitions at 10 kg unless said otherwise."""
    n = len(days)
    frame_ = pd.DataFrame(
        {
            "date": pd.to_datetime([on(day) for day in days]),
            "movement": name,
            "pain_during": 1.0,
            "seq": 0,
            "line": 0,
        }
        | {"reps": 8.0, "weight_kg": 10.0, "sets": 1.0, "pain_next_day": 1.0}
        | columns
    )
    exposures = schema.conform(frame_, "exposures")
    mornings = pd.DataFrame({"date": pd.to_datetime([on(day) for day in range(90)]), "pain_morning": 1.0})
    table = panel.daily(schema.conform(mornings, "days"), exposures, schema.empty("factors"))
    assert n == len(exposures)
    return History(exposures, table).until(on(89))[name]


def context(stress=None, sleep=None, flares=()):
    day = np.arange(day_number(on(0)), day_number(on(90)))
    blank = np.full(len(day), np.nan)
    return Context(day, blank if stress is None else stress, blank if sleep is None else sleep, blank, flares)


def look(name, day, state):
    return Look(name, on(day), state, 0.9, 2.0, 1.0, 3.0, 9)


def lived(states, today=60, **more):
    """Two movements; states: for each fortnight the state of `a` (b is always watchful but for 'both')."""
    looks = []
    for at, state in enumerate(states):
        end = 14 * at + 13
        looks += [look("a", end, state), look("b", end, state if state == "safe" else "threat")]
    both = {"a": series("a"), "b": series("b")}
    return frame.fortnights(START, on(today), both, looks, more.pop("context", context()))


def test_a_phase_is_left_by_evidence_not_by_the_calendar():
    found = lived(["threat", "safe", "learning", "safe"])
    assert [(one.phase, one.verdict) for one in found] == [
        (1, "extend"),
        (1, "advance"),
        (2, "extend"),
        (2, "advance"),
        (3, "running"),
    ]
    assert (found[1].ready, found[1].active) == (2, 2)


@pytest.mark.parametrize(("ready", "verdict"), [(3, "advance"), (2, "extend")])
def test_sixty_percent_of_five_are_three(ready, verdict):
    names = "abcde"
    looks = [look(name, 13, "safe" if at < ready else "unknown") for at, name in enumerate(names)]
    found = frame.fortnights(START, on(14), {name: series(name) for name in names}, looks, context())
    assert found[0].verdict == verdict


def test_a_hard_fortnight_holds_and_loses_nothing():
    flare = Flare(on(5), on(6), 8, confirmed=True)
    found = lived(["safe", "safe"], 30, context=context(flares=(flare,)))
    assert [(one.phase, one.verdict, one.why) for one in found[:2]] == [
        (1, "hold", ("flare",)),
        (1, "advance", ()),
    ]
    stress = np.where(np.arange(90) < 20, 2.0, 4.0)
    stress[25:28] = 9.0
    assert lived(["safe", "safe"], 30, context=context(stress=stress))[1].why == ("stress",)


def test_an_empty_fortnight_holds():
    alone = {"a": series("a", days=[0, 3, 17])}
    found = frame.fortnights(START, on(30), alone, [look("a", 13, "safe"), look("a", 27, "safe")], context())
    assert [one.verdict for one in found] == ["advance", "hold", "running"]
    assert found[1].why == ("empty",)


def test_before_the_start_there_is_nothing_and_the_end_is_said():
    assert frame.fortnights(START, on(-1), {}, [], context()) == ()
    assert frame.done(lived(["safe"] * 4, 60)) is True
    assert frame.done(lived(["safe"] * 3, 60)) is False


# ------------------------------------------------------------------ the plan of a day


def said(state, name):
    """A verdict in this state, without a capacity."""
    return replace(fakes.movement(name, state, [0, 7, 14], [(0, 2.0)]), capacity=None)


def basis(names=("a",), state="safe", last=59, ctx=None, **columns):
    one = {name: series(name, **columns) for name in names}
    verdicts = [said(state, name) for name in names]
    maps = {name: patterns.of(each, on(last), 3.0) for name, each in one.items()}
    looks = [look(name, end, state) for name in names for end in range(90)]
    return plan.Basis(one, verdicts, looks, ctx or context(), 3.0, on(last), maps)


def asked(day, start=0, **more):
    return plan.Asked(on(day), on(start), **more)


def test_in_the_first_fortnight_loads_are_found_and_repeated():
    found = plan.of(basis(), asked(59, start=50))
    assert (found.phase, found.steps[0].action, found.steps[0].rule) == (1, "hold", "first_weeks")
    begun = plan.of(basis(state="threat"), asked(59, start=58)).steps[0]
    assert (begun.action, begun.rule, begun.dose.weight_kg) == ("start", "start", 7)


def test_what_is_safe_at_its_load_does_not_begin_again_with_less():
    found = plan.of(basis(state="safe"), asked(59, start=58)).steps[0]
    assert (found.action, found.rule, found.dose) == ("hold", "first_weeks", found.before)


def test_from_then_on_the_table_decides():
    found = plan.of(basis(), asked(59, start=40))
    assert (found.phase, found.week, found.steps[0].rule, found.steps[0].action) == (2, 3, "up", "up")


def test_the_third_phase_brings_one_new_variant_and_no_other_change():
    found = plan.of(
        basis(("a", "b"), speed="normal", surface="stable", position="standing"), asked(59, start=28)
    )
    assert found.phase == 3
    assert (found.variant.rule, found.variant.dimension, found.variant.dose) == (
        "variant",
        "speed",
        found.variant.before,
    )
    assert [one.action for one in found.steps].count("variant") == 1
    assert found.pair is None


def test_the_fourth_phase_combines_two_safe_movements():
    found = plan.of(basis(("Kniebeuge", "Treppensteigen", "Squat")), asked(59, start=10))
    assert found.phase == 4
    assert set(found.pair) == {"Kniebeuge", "Treppensteigen"}
    assert plan.of(basis(("a", "b"), state="threat"), asked(59, start=10)).pair is None


HELD_BACK = {
    "red_once": {"pain_during": [1.0] * 18 + [7.0, 1.0], "weight_kg": [10.0] * 19 + [5.0]},
    "amber": {"pain_during": [1.0] * 19 + [3.0]},
    "one_green": {"pain_during": [1.0] * 15 + [7.0, 3.0, 3.0, 3.0, 1.0]},
}
"""Last tries that hold the load: after a red light half of it was lifted, so there is nothing to take away."""


@pytest.mark.parametrize("rule", HELD_BACK)
def test_what_a_light_holds_back_gets_no_harder_variant_and_no_partner(rule):
    ways = {"speed": "normal", "surface": "stable", "position": "standing"} | HELD_BACK[rule]
    found = plan.of(basis(("a", "b"), **ways), asked(59, start=28))
    assert (found.phase, found.variant, found.pair) == (3, None, None)
    assert {(one.rule, one.action) for one in found.steps} == {(rule, "hold")}
    assert plan.of(basis(("a", "b"), **ways), asked(59, start=10)).pair is None


def test_a_clock_that_went_back_brings_no_new_variant():
    held = basis(("a", "b"), last=70, speed="normal", surface="stable", position="standing")
    found = plan.of(held, asked(59, start=28))
    assert (found.phase, found.variant) == (3, None)


def test_a_new_variant_keeps_the_limits():
    limits = {"a": (Limit("trainer", weight_kg=9),)}
    ways = {"speed": "normal", "surface": "stable", "position": "standing"}
    found = plan.of(basis(**ways), asked(59, start=28, limits=limits)).variant
    assert (found.rule, found.dose.weight_kg, found.capped) == ("variant", 9, ("trainer",))


@pytest.mark.parametrize(("day", "pause", "steps"), [(66, 0, 1), (67, 10, 1), (200, 143, 0)])
def test_a_pause_is_said_before_the_phase(day, pause, steps):
    """The last try is on day 57."""
    found = plan.of(basis(), asked(day))
    assert (found.pause, len(found.steps)) == (pause, steps)
    for text in (Text("de"), Text("en")):
        said = plan_words.headline(found, text, begun=True), plan_words.standing(found, text)
        assert (str(pause) in said[0]) == bool(pause)
        assert (text(f"plan.phase.{found.phase}") in said[1]) == bool(pause)


def test_a_clock_that_went_back_raises_nothing():
    found = plan.of(basis(last=59), asked(57, start=0))
    assert {one.rule for one in found.steps} == {"clock"}


def test_an_open_warning_sign_stops_every_movement():
    found = plan.of(basis(("a", "b")), asked(59, start=0, blocked=True))
    assert {one.action for one in found.steps} == {"stop"}
    assert (found.variant, found.pair) == (None, None)


def test_limits_hold_and_what_rested_longest_comes_first():
    two = basis(("a", "b"))
    two = replace(two, series={"a": series("a"), "b": series("b", days=range(0, 50, 3))})
    limits = {"a": (Limit("trainer", weight_kg=6),)}
    found = plan.of(two, asked(59, start=10, limits=limits))
    assert [one.movement for one in found.steps] == ["b", "a"]
    assert found.steps[1].dose.weight_kg == 6


def test_what_was_not_tried_for_ninety_days_is_not_planned():
    assert plan.of(basis(days=range(0, 9, 3)), asked(100, start=0)).steps == ()


# ------------------------------------------------------------------ activities


def rated(*values, every=5):
    return Activity(
        "a1", "Enkelin heben", tuple((on(every * at), float(value)) for at, value in enumerate(values))
    )


@pytest.mark.parametrize(
    ("values", "back"),
    [
        ((2, 5, 5), True),
        ((2, 5), False),
        ((2, 5, 4), False),
        ((2, 5, 4, 6), False),
        ((2, 6, 6, 3), False),
        ((2, 4, 4), False),
    ],
)
def test_won_back_is_three_points_twice_in_a_row(values, back):
    """Stratford 1995: 3 points for one activity; the second rating is ours."""
    assert activities.regained(rated(*values), on(80)).back is back


def test_won_back_says_since_when_what_is_missing_and_never_looks_ahead():
    found = activities.regained(rated(2, 5, 6, 7), on(80))
    assert (found.since, found.first, found.latest, found.change) == (on(10), 2, 7, 5)
    assert activities.regained(rated(2, 5, 6), on(6)).back is False
    assert activities.regained(rated(), on(6)).needs == Insufficient("ratings", 0, 3, "Enkelin heben")
    twice = Activity("a", "x", ((on(0), 2.0), (on(3), 5.0), (on(3), 6.0)))
    assert activities.regained(twice, on(9)).back is False


def test_the_mean_needs_three_and_two_points():
    two = [rated(2, 4), rated(3, 5)]
    assert activities.overall(two, on(80)) == Insufficient("activities", 2, 3)
    found = activities.overall([*two, rated(1, 3)], on(80))
    assert (found.first, found.latest, found.change, found.n, found.enough) == (2, 4, 2, 3, True)
    assert activities.overall([*two, rated(1, 2)], on(80)).enough is False
    assert isinstance(activities.overall([*two, replace(rated(1, 3), hidden=True)], on(80)), Insufficient)


def test_regained_is_a_win():
    (won,) = activities.wins([rated(2, 5, 6)], on(12))
    assert (won.kind, won.movement, won.day, won.facts) == (
        "activity_back",
        "Enkelin heben",
        on(10),
        {"first": 2, "latest": 6},
    )
    assert wins.select([won], on(12)) == (won,)


def test_the_best_surprise_of_the_week_is_one():
    one = series("a", expected_pain=[2.0] * 17 + [9.0, 4.0, 5.0], days=range(0, 60, 3))
    other = series("b", expected_pain=6.0, days=range(0, 60, 3))
    (won,) = wins.week_surprise([one, other], on(59))
    assert (won.movement, won.facts) == ("b", {"expected": 6, "felt": 1})
    assert wins.week_surprise([one], on(59))[0].facts["expected"] == 5
    assert wins.week_surprise([series("c", expected_pain=2.9)], on(59)) == []


# ------------------------------------------------------------------ variety, week


def test_what_is_missing_and_one_suggestion():
    one = series("a", speed="normal", surface="stable", position="standing")
    rows = missing.of(one.rows, on(59))
    named = {each.dimension: each for each in rows}
    assert named["speed"].tried == ("normal",)
    assert named["speed"].untried == ("slow", "fast")
    assert named["direction"] == missing.Missing("direction", (), ())
    maps = {"a": patterns.of(one, on(59), 3.0)}
    safe = [said("safe", "a")]
    movement, step = missing.suggestion(maps, safe, rows)
    assert (movement, step.dimension, step.after) == ("a", "speed", "fast")
    assert missing.suggestion(maps, [said("threat", "a")], rows) == Insufficient("safe_movements", 0, 1)
    bare = {"a": patterns.of(series("a"), on(59), 3.0)}
    assert missing.suggestion(bare, safe, rows) == Insufficient("safe_variants", 0, 1)


def test_a_week_knows_moved_logged_unknown_and_to_come():
    found = week.of({"a": series("a")}, [on(56), on(57)], on(58))
    assert [(one.tries, one.ahead) for one in found.days] == [
        (0, False), (1, False), (None, False), (None, True), (None, True), (None, True), (None, True),
    ]  # fmt: skip
    assert (found.tries, found.movements, found.unlogged) == (1, ("a",), 1)


# ------------------------------------------------------------------ the notes


def test_the_numbers_of_the_method_notes():
    """Each worked example of docs/methods/plan.md, worked out again."""
    from pathlib import Path

    from analysis import doses, trafficlight
    from analysis.doses import Caps
    from analysis.planrules import SHIPPED
    from analysis.results import Dose

    notes = " ".join((Path(__file__).parents[1] / "docs/methods/plan.md").read_text(encoding="utf-8").split())
    red = trafficlight.bad_mornings(np.tile([0.0, 3.0], 14))[-1]
    assert f"1.5 · 1.4826 · 1.5 = {red:.2f}" in notes
    free = Caps(1e9, 1e9)

    def raised(dose, share):
        return doses.more(dose, ("weight_kg", "sets", "reps"), share, free, SHIPPED).dose

    assert raised(Dose(80, 1, 8, 10), SHIPPED.up_safe).reps == 9
    safe, learning = (
        raised(Dose(120, 1, 12, 10), share).weight_kg for share in (SHIPPED.up_safe, SHIPPED.up_careful)
    )
    assert f"10 kg become {safe:g} kg where safe and {learning:g} kg where learning" in notes
    assert raised(Dose(36, 1, 12, 3), SHIPPED.up_safe).weight_kg == 3
    assert f"half a kilogram is {100 * 0.5 / 3:.0f} %" in notes
    lower, part = doses.less(Dose(35, 1, 10, 3.5), ("weight_kg", "sets", "reps"), 0.8, 0.5)
    assert (lower.reps, lower.weight_kg, part) == (8, 3.5, "reps")
    assert "3.5 kg × 10 at 80 % are 3.5 kg × 8" in notes
    assert "2, 5, 5 is won back; 2, 5, 4 is not" in notes
    assert activities.regained(rated(2, 5, 5), on(80)).back
    assert not activities.regained(rated(2, 5, 4), on(80)).back
    assert "3 of 5 are enough, 2 of 5 are not" in notes
    assert (frame.READY * 5 <= 3, frame.READY * 5 <= 2) == (True, False)
