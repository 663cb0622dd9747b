"""The traffic light and the step table (science note 5.1 and 5.2): every row, every cap, and never up where it must not."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import doses, panel, planrules, situation, steprules, trafficlight
from analysis.movement_results import Cell, NextVariant
from analysis.plan_results import Light, Limit
from analysis.planrules import BOUNDS, SHIPPED
from analysis.results import Dose
from analysis.situation import Lived, Situation, Today
from analysis.tries import History
from data import schema

TODAY = date(2026, 3, 31)
WEIGHT = ("weight_kg", "sets", "reps")


# ------------------------------------------------------------------ light


@pytest.mark.parametrize(
    ("felt", "more", "colour", "reasons"),
    [
        (0, {"rise": 0}, "green", ("felt_low",)),
        (2, {}, "green", ("felt_low", "morning_unknown")),
        (3, {"before": 2, "rise": 1}, "green", ("felt_low",)),
        (3, {"before": 1, "rise": 0}, "amber", ("felt_some",)),
        (3, {"rise": 0}, "amber", ("felt_some",)),
        (5, {"rise": 0}, "amber", ("felt_some",)),
        (1, {"rise": 1.5}, "amber", ("morning_once",)),
        (1, {"rise": 0, "quality": 3}, "amber", ("quality_fair",)),
        (5.1, {"rise": 0}, "red", ("felt_high",)),
        (1, {"rise": 2}, "red", ("morning_high",)),
        (1, {"rise": 2, "limit": 2.5}, "amber", ("morning_once",)),
        (1, {"rise": 2, "limit": 2.5, "again": True}, "red", ("morning_again",)),
        (1, {"rise": 1, "again": True}, "green", ("felt_low",)),
        (0, {"rise": 0, "quality": 2}, "red", ("quality_low",)),
        (0, {"rise": 0, "flagged": True}, "red", ("symptom",)),
    ],
)
def test_one_light_by_the_table(felt, more, colour, reasons):
    assert trafficlight.of_try(felt, 3.0, **more) == (colour, reasons)


def test_a_limit_under_two_is_kept():
    """A person who accepts 1 is not told that 2 was fine."""
    assert trafficlight.of_try(2, 1.0, rise=0)[0] == "amber"


@settings(max_examples=30)
@given(st.integers(0, 10), st.integers(0, 10), st.sampled_from([1.0, 3.0, 5.0]), st.floats(-3, 5))
def test_more_pain_never_gives_a_better_light(felt, worse, tau, rise):
    order = situation.WORSE
    low, high = sorted((felt, worse))
    first, second = (order[trafficlight.of_try(one, tau, rise=rise)[0]] for one in (low, high))
    assert first <= second


def test_the_rise_that_is_red_by_itself_follows_the_mornings():
    """MAD' of 0 3 0 3 ... is 1.4826 * 1.5 = 2.22, so 1.5 MAD' = 3.34; a quiet person has 2; nine mornings say nothing."""
    wild, calm = np.tile([0.0, 3.0], 14), np.full(28, 2.0)
    assert trafficlight.bad_mornings(wild)[-1] == pytest.approx(1.5 * 1.4826 * 1.5)
    assert trafficlight.bad_mornings(calm)[-1] == 2.0
    assert trafficlight.bad_mornings(wild)[8] == 2.0
    assert len(trafficlight.bad_mornings(np.array([]))) == 0


def series(rows, mornings=()):
    """Tries of one movement: dicts with `ago`; mornings: days ago -> morning pain."""
    frame = pd.DataFrame(
        [{"movement": "a", "pain_during": 1.0, "sets": 1.0, "seq": 0, **row} for row in rows]
    )
    frame["date"] = pd.to_datetime([TODAY - timedelta(days=int(row["ago"])) for row in rows])
    exposures = schema.conform(frame.drop(columns="ago"), "exposures")
    held = {70: np.nan} | dict(mornings)
    days = pd.DataFrame(
        {"date": pd.to_datetime([TODAY - timedelta(days=one) for one in held]), "pain_morning": held.values()}
    )
    table = panel.daily(schema.conform(days, "days"), exposures, schema.empty("factors"))
    return History(exposures, table).until(TODAY)["a"]


def test_two_bad_mornings_of_three_are_red_and_one_is_not_where_mornings_vary():
    rows = [{"ago": 9, "reps": 8}, {"ago": 6, "reps": 8}, {"ago": 3, "reps": 8}]
    mornings = dict.fromkeys(range(30, 0, -1), 1.0) | {8: 3.0, 2: 3.0}
    found = trafficlight.lights(series(rows, mornings), 3.0, 2.5)
    assert [one.colour for one in found] == ["amber", "green", "red"]
    assert found[-1].reasons == ("morning_again",)


def test_a_situation_is_read_off_the_tries():
    rows = [
        {"ago": 9, "reps": 8, "weight_kg": 10, "quality": 7},
        {"ago": 4, "reps": 8, "weight_kg": 10, "pain_during": 6, "position": "standing"},
        {"ago": 4, "reps": 8, "weight_kg": 12, "pain_before": 1, "seq": 1, "position": "standing"},
    ]
    one = situation.of(series(rows, {8: 1.0, 9: 1.0}), "learning", 3.0, Today(TODAY))
    assert [lived.light.colour for lived in one.lived] == ["green", "red"]
    assert [lived.load for lived in one.lived] == [80, 96]
    assert one.lived[0].light.settled
    assert (one.days_since, one.cell, one.last.weight_kg) == (4, Cell(position="standing"), 12)
    assert one.usual_rest is None


# ------------------------------------------------------------------ the table


def lived(*days, load=80.0, colours="g", quality=np.nan, felt=None, settled=True):
    """Days ago, one colour letter each (g a r), one load or one each."""
    loads = load if isinstance(load, tuple) else (load,) * len(days)
    names = {"g": ("green", 1.0), "a": ("amber", 4.0), "r": ("red", 6.0)}
    out = []
    for at, day in enumerate(days):
        colour, pain = names[colours[at % len(colours)]]
        light = Light(
            TODAY - timedelta(days=day),
            colour,
            ("felt_low",),
            felt if felt is not None else pain,
            0.0 if settled else None,
        )
        kilos = loads[at] / 8
        out.append(Lived(light, loads[at], quality, Dose(loads[at], 1, 8, kilos)))
    return tuple(out)


def here(past, state="safe", **more):
    today = more.pop("today", Today(TODAY))
    return Situation("a", state, past, past[-1].dose, WEIGHT, Cell(), today, **more)


GOOD = lived(20, 16, 12, 8, 3)
"""Five green days at 10 kg x 8; the newest two make a step up possible."""


def decided(past, state="safe", rules=SHIPPED, **more):
    return steprules.decide(here(past, state, **more), rules)


def test_red_flag_stops_everything():
    step = decided(GOOD, today=Today(TODAY, blocked=True))
    assert (step.action, step.rule, step.dose) == ("stop", "red_flag", None)


def test_a_clock_that_went_back_holds():
    step = decided(GOOD, today=Today(TODAY, backwards=True))
    assert (step.action, step.rule, step.dose.weight_kg) == ("hold", "clock", 10)


@pytest.mark.parametrize(("ago", "rule"), [(0, "symptom"), (1, "symptom"), (2, "red_once")])
def test_very_high_pain_stops_on_the_day_and_the_next(ago, rule):
    past = (*lived(8, 5), *lived(ago, colours="r", felt=8.0))
    assert decided(past).rule == rule


def test_a_symptom_stops():
    past = lived(8, 1)
    flagged = replace(past[-1], light=replace(past[-1].light, colour="red", reasons=("symptom",)))
    assert decided((past[0], flagged)).action == "stop"


def test_a_symptom_stops_though_another_try_of_the_day_hurt_more():
    rows = [
        {"ago": 1, "reps": 8, "symptom_flags": "numbness"},
        {"ago": 1, "reps": 8, "pain_during": 6, "seq": 1},
    ]
    one = situation.of(series(rows), "learning", 3.0, Today(TODAY))
    assert steprules.decide(one, SHIPPED).rule == "symptom"


def test_red_twice_takes_forty_percent_and_an_easier_variant():
    step = decided(lived(9, 6, 3, colours="rgr"), easy=Cell(position="lying"))
    assert (step.action, step.rule) == ("less", "red_twice")
    assert step.dose.weight_kg == 6
    assert step.cell == Cell(position="lying")
    assert step.values["reds"] == 2


def test_red_once_takes_twenty_percent_once_and_repeats_until_two_green():
    assert decided(lived(9, 6, 3, colours="ggr")).dose.weight_kg == 8
    again = decided(lived(9, 6, 3, colours="grg", load=(80, 80, 64)))
    assert (again.action, again.rule, again.dose.weight_kg) == ("hold", "red_once", 8)
    after = decided(lived(9, 6, 3, colours="rgg", load=(80, 64, 64)))
    assert after.rule == "up"


def test_relapsing_goes_back_to_the_last_green_load_or_thirty_percent_down():
    step = decided(lived(9, 6, 3, colours="gaa", load=(48, 80, 80)), "relapsing")
    assert (step.rule, step.dose.weight_kg) == ("relapsing", 6)
    assert decided(lived(9, 6, 3, colours="aaa"), "relapsing").dose.weight_kg == 7
    assert decided(lived(9, 6, 3, colours="ggg"), "relapsing").action == "hold"


@pytest.mark.parametrize(
    ("ago", "rule", "kilos"),
    [
        (9, "up", 10),
        (10, "break_short", 8),
        (20, "break_short", 8),
        (21, "break_middle", 6),
        (42, "break_long", 5),
    ],
)
def test_breaks(ago, rule, kilos):
    past = lived(ago + 9, ago + 4, ago)
    assert (decided(past).rule, decided(past).dose.weight_kg) == (rule, kilos)


def test_breaks_in_a_row_do_not_eat_the_load():
    """Every twelve days a try, restarted at 80 % each time: 80 % of what was held, not of 80 % of 80 %."""
    assert decided(lived(40, 36, 24, 12, load=(80, 80, 64, 64))).dose.weight_kg == 8


@pytest.mark.parametrize(
    "today",
    [
        Today(TODAY, kinds=("flare",), since=TODAY - timedelta(days=2)),
        Today(TODAY, kinds=("stress", "sleep"), since=TODAY - timedelta(days=2)),
        Today(TODAY, rest=4.0),
    ],
)
def test_a_strained_day_gets_the_minimum_dose_in_the_easiest_variant(today):
    step = decided(GOOD, today=today, usual_rest=2.0, easy=Cell(position="lying"))
    assert (step.action, step.rule, step.dose.weight_kg) == ("minimum", "strained", 6)
    assert step.cell == Cell(position="lying")


def test_a_minimum_dose_does_not_shrink_the_next_one():
    past = lived(12, 8, 2, load=(80, 80, 48))
    assert decided(past, today=Today(TODAY, kinds=("stress",), since=TODAY)).dose.weight_kg == 6


def test_usual_rest_pain_strains_nothing():
    assert decided(GOOD, today=Today(TODAY, rest=3.9), usual_rest=2.0).rule == "up"
    assert decided(GOOD, today=Today(TODAY, rest=9.0)).rule == "up"


def test_amber_holds():
    assert (decided(lived(8, 3, colours="ga")).rule, decided(lived(8, 3, colours="ga")).action) == (
        "amber",
        "hold",
    )


@pytest.mark.parametrize(("state", "reps"), [("safe", 9), ("learning", 9), ("threat", 9)])
def test_two_green_raise_repetitions_first(state, reps):
    past = lived(8, 3)
    light = [replace(one, dose=Dose(80, 1, 8, 10)) for one in past]
    step = steprules.decide(here(tuple(light), state), replace(SHIPPED, most_reps=12))
    assert (step.action, step.dimension, step.dose.reps, step.dose.weight_kg) == ("up", "reps", reps, 10)


def test_then_weight_in_steps_that_exist():
    rules = replace(SHIPPED, most_reps=8)
    assert decided(GOOD, rules=rules).dose.weight_kg == 11
    assert decided(GOOD, "learning", rules=rules).dose.weight_kg == 10.5
    step = decided(lived(8, 3, load=24.0), rules=rules)  # 3 kg: half a kilogram is more than 10 %
    assert (step.dimension, step.dose.reps, step.capped) == ("reps", 9, ("plate",))


def test_one_green_an_unknown_state_and_an_unknown_morning_wait():
    assert decided(lived(3)).rule == "one_green"
    assert decided(lived(3, 3)[:1], "unknown").rule == "gather"
    assert decided(lived(8, 3, settled=False)).rule == "wait_morning"
    assert decided(lived(8, 3, settled=False), rules=replace(SHIPPED, mornings=0)).rule == "up"
    assert decided(lived(4, 0)).rule == "wait_morning"
    assert decided(lived(8, 3, quality=3.0)).rule == "one_green"


def test_two_green_days_may_be_at_two_loads_and_the_caps_hold_a_jump():
    """Three repetitions and four, both green: the step after next; four times the load of last week: none."""
    assert decided(lived(16, 12, 8, load=(36.0, 36.0, 48.0))).rule == "up"
    assert decided(lived(16, 12, 8, load=(36.0, 36.0, 48.0))).action == "up"
    assert decided(lived(8, 5, 3, load=(20.0, 20.0, 80.0))).action == "hold"
    assert decided(lived(12, 8, load=(36.0, 48.0), colours="rg")).rule == "red_once"


def minimum(day, load=48.0, colours="g"):
    """A minimum dose on a strained day."""
    return tuple(replace(one, minimum=True) for one in lived(day, load=load, colours=colours))


def test_a_minimum_dose_is_on_a_strained_day_and_well_under_the_load_before():
    rows = [{"ago": ago, "reps": reps} for ago, reps in ((9, 10), (6, 6), (5, 9), (3, 6))]
    strained = [TODAY - timedelta(days=ago) for ago in (6, 5)]
    found = situation.of(series(rows), "safe", 3.0, Today(TODAY), strained=strained).lived
    assert [one.minimum for one in found] == [False, True, False, False]


def test_pain_before_a_try_strains_its_day_and_what_was_held_comes_back():
    rows = [{"ago": ago, "reps": 10, "pain_before": 1} for ago in (14, 11, 8, 5)]
    rows.append({"ago": 3, "reps": 6, "pain_before": 3})
    found = situation.of(series(rows, dict.fromkeys(range(20), 1.0)), "safe", 3.0, Today(TODAY))
    assert [one.minimum for one in found.lived] == [False] * 4 + [True]
    assert found.caps(SHIPPED).week == pytest.approx(11)
    step = steprules.decide(found, SHIPPED)
    assert (step.rule, step.dose.reps) == ("return", 10)


def test_a_green_minimum_dose_neither_counts_nor_ends_two_green_days():
    before, after = lived(12), lived(3)
    assert decided((*before, *minimum(7), *after)).rule == "up"
    assert decided((*minimum(7), *after)).rule == "one_green"
    assert decided((*before, *minimum(7, colours="a"), *after)).rule == "one_green"


def test_a_minimum_dose_four_weeks_ago_is_no_level_the_load_rises_from():
    past = (*lived(40, 34), *minimum(29), *lived(20, 12, 8))
    step = decided(past, rules=replace(SHIPPED, most_reps=8))
    assert (step.action, step.dose.weight_kg) == ("up", 11)
    assert here(past).caps(SHIPPED).month == 1.5 * 80


def test_the_load_rises_from_the_dose_the_plan_began_with():
    """Before the plan 80 and then 32 were tried, it began with 56: four weeks later 1.5 x 56 is the most, not 1.5 x 32;
    and a start dose is no minimum dose, so two steps in two days are one too many."""
    past = lived(40, 30, 10, 8, load=(80.0, 32.0, 56.0, 56.0))
    begun = here(past, today=Today(TODAY, begun=TODAY - timedelta(days=12)))
    assert begun.caps(SHIPPED).month == pytest.approx(84)
    assert begun.caps(SHIPPED).week == pytest.approx(61.6)
    assert begun.held().load == 56
    notes = (Path(__file__).parents[1] / "docs/methods/plan.md").read_text(encoding="utf-8")
    assert "four weeks later 1.5 · 56 = 84" in " ".join(notes.split())
    again = lived(30, 10, 8, 1, load=(80.0, 56.0, 56.0, 63.0))
    assert decided(again, today=Today(TODAY, begun=TODAY - timedelta(days=12))).capped == ("week",)


def test_the_table_reads_half_a_year():
    rows = [{"ago": ago, "reps": 8} for ago in (400, 181, 3)]
    found = situation.of(series(rows), "safe", 3.0, Today(TODAY))
    assert [found.today.day - one.light.day for one in found.lived] == [
        timedelta(days=181),
        timedelta(days=3),
    ]
    assert len(situation.of(series(rows[:1]), "safe", 3.0, Today(TODAY)).lived) == 1


def test_a_week_and_four_weeks_cap_the_load():
    assert decided(lived(12, 9, 3, load=(80, 80, 88)), rules=replace(SHIPPED, most_reps=8)).capped == (
        "week",
    )
    grown = lived(30, 20, 12, 8, load=(54, 66, 80, 80))
    assert decided(grown, rules=replace(SHIPPED, most_reps=8)).dose.index <= 1.5 * 54


def test_back_after_a_minimum_dose_to_what_was_held_as_after_a_break():
    before = TODAY - timedelta(days=3)
    past = lived(9, 7, 3, load=(80, 80, 48))
    step = decided(past, today=Today(TODAY, strained=before))
    assert (step.rule, step.dose.weight_kg) == ("return", 10)
    old = decided(lived(14, 12, 8, 3, load=(80, 80, 48, 48)), today=Today(TODAY, strained=before))
    assert (old.rule, old.dose.weight_kg) == ("return", 8)
    assert decided(past).rule != "return"
    red = decided(lived(9, 5, 3, colours="grg", load=(80, 80, 48)), today=Today(TODAY, strained=before))
    assert red.rule == "red_once"


def test_limits_of_anybody_hold_for_every_row():
    mine = (Limit("person", weight_kg=9.0), Limit("trainer", reps=6.0))
    up = decided(GOOD, limits=mine)
    assert (up.dose.weight_kg, up.dose.reps) == (9, 6)
    assert {"person", "trainer"} <= set(up.capped)
    assert decided(lived(8, 3, colours="ga"), limits=mine).dose.weight_kg == 9


def test_a_limit_holds_where_the_load_stays():
    step = decided(GOOD, capacity=70.0, limits=(Limit("person", weight_kg=9.0),))
    assert (step.action, step.dose.weight_kg) == ("hold", 9)


def test_the_load_under_the_limit_only_lowers():
    assert decided(GOOD, capacity=70.0).action == "hold"
    assert decided(GOOD, capacity=70.0).dose == GOOD[-1].dose
    assert decided(GOOD, capacity=1000.0).dose == decided(GOOD).dose
    assert decided(GOOD, "learning", capacity=70.0).action == "up"


def test_no_room_for_load_is_a_new_variant():
    step = NextVariant(Cell(speed="fast"), Cell(speed="normal"), "speed", "normal", "fast", harder=True)
    past = tuple(replace(one, dose=Dose(8, 1, 12), load=8.0) for one in lived(8, 3))
    found = steprules.decide(
        replace(here(past, harder=step), formula=("reps", "sets"), last=Dose(12, 1, 12)), SHIPPED
    )
    assert (found.action, found.dimension, found.cell) == ("variant", "speed", Cell(speed="fast"))


def test_a_later_row_that_asks_for_less_is_kept():
    past = lived(26, 24, 22, colours="ggr")
    step = decided(past)
    assert (step.rule, step.also, step.dose.weight_kg) == ("red_once", ("break_middle",), 6)


# ------------------------------------------------------------------ never up


days_ago = st.lists(st.integers(1, 40), min_size=1, max_size=6, unique=True).map(
    lambda found: sorted(found, reverse=True)
)


@st.composite
def situations(draw):
    ago = draw(days_ago)
    colours = draw(st.lists(st.sampled_from("gar"), min_size=len(ago), max_size=len(ago)))
    loads = tuple(
        draw(st.lists(st.sampled_from([24.0, 48.0, 64.0, 80.0, 88.0]), min_size=len(ago), max_size=len(ago)))
    )
    kinds = tuple(draw(st.sets(st.sampled_from(["flare", "stress", "sleep"]))))
    spell = draw(st.one_of(st.none(), st.integers(1, 28).map(lambda back: TODAY - timedelta(days=back))))
    today = Today(TODAY, kinds, TODAY if kinds else None, strained=spell, blocked=draw(st.booleans()))
    state = draw(st.sampled_from(["relapsing", "learning", "safe", "threat", "unknown"]))
    limit = draw(st.one_of(st.just(()), st.just((Limit("trainer", weight_kg=8.0, reps=8.0),))))
    return here(lived(*ago, colours="".join(colours), load=loads), state, today=today, limits=limit)


@settings(max_examples=60)
@given(situations())
def test_never_up_after_red_a_break_a_flare_or_in_a_bad_context(one):
    step = steprules.decide(one, SHIPPED)
    forbidden = (
        one.lived[-1].light.colour != "green"
        or one.days_since >= SHIPPED.break_short
        or one.today.kinds
        or one.today.blocked
        or one.state == "relapsing"
    )
    if step.dose is not None and step.before.index < step.dose.index:
        assert not forbidden
        assert step.action == "up"
    for limit in one.limits:
        assert step.dose is None or (step.dose.weight_kg <= limit.weight_kg and step.dose.reps <= limit.reps)
    if step.rule == "up" and step.action == "up":
        assert (
            sum(
                getattr(step.dose, part) != getattr(step.before, part)
                for part in ("sets", "reps", "weight_kg")
            )
            == 1
        )
        assert step.ratio <= 1.1 + 1e-9 or step.dose.reps == step.before.reps + 1
    assert step.rule in steprules.ROWS


# ------------------------------------------------------------------ rules as data


def test_shipped_rules_are_the_contract():
    """Science note 5.2."""
    assert (SHIPPED.red_twice, SHIPPED.red_once, SHIPPED.relapse) == (0.4, 0.2, 0.3)
    assert (SHIPPED.restart_short, SHIPPED.restart_middle, SHIPPED.restart_long) == (0.8, 0.6, 0.5)
    assert (SHIPPED.up_careful, SHIPPED.up_safe, SHIPPED.cap_week, SHIPPED.cap_month) == (
        0.05,
        0.10,
        0.10,
        0.50,
    )
    assert 0.5 <= SHIPPED.minimum <= 0.7
    assert (SHIPPED.break_short, SHIPPED.break_middle, SHIPPED.break_long) == (10, 21, 42)


@pytest.mark.parametrize("name", BOUNDS)
def test_no_rule_leaves_its_bounds(name):
    low, high = BOUNDS[name]
    assert low <= getattr(SHIPPED, name) <= high
    for value in (low - 1, high + 1):
        with pytest.raises(ValueError, match=name):
            replace(SHIPPED, **{name: value})
    assert low <= getattr(planrules.read({name: high + 100}), name) <= high


def test_rules_as_stored():
    assert planrules.read({}) == SHIPPED
    assert planrules.read({"up_safe": 0.05, "nonsense": 1, "greens": True}) == replace(SHIPPED, up_safe=0.05)
    assert planrules.read({"break_short": 14, "break_middle": "x"}).break_short == 14
    assert replace(SHIPPED, up_safe=0.05).stamp != SHIPPED.stamp
    assert replace(SHIPPED, up_safe=0.05).changed() == {"up_safe": 0.05}


@settings(max_examples=30)
@given(st.floats(1, 300), st.integers(1, 40), st.integers(1, 6), st.floats(0.2, 0.95))
def test_less_is_less_and_never_nothing(kilos, reps, sets, share):
    dose = Dose(sets * reps * kilos, sets, reps, kilos)
    lower, _ = doses.less(dose, WEIGHT, share, 0.5)
    assert lower.index <= dose.index * (1 + 1e-9)
    assert min(lower.weight_kg, lower.reps, lower.sets) >= 1
    if kilos >= 3:
        # Where no part can go so low, one of them is the smallest there is.
        assert lower.index <= share * dose.index * (1 + 1e-9) or 1 in {lower.weight_kg, lower.reps}


@pytest.mark.parametrize(
    ("dose", "formula", "lower"),
    [
        (Dose(100, duration_s=100), ("duration_s",), Dose(80, duration_s=80)),
        (Dose(1000, distance_m=1000), ("distance_m",), Dose(800, distance_m=800)),
        (Dose(3, sets=3), ("sets",), Dose(2, sets=2)),
        (Dose(1, sets=1, reps=1), ("reps", "sets"), Dose(1, sets=1, reps=1)),
    ],
)
def test_less_of_other_kinds(dose, formula, lower):
    assert doses.less(dose, formula, 0.8, 0.5)[0] == lower
