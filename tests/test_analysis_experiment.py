"""Small experiments: the draw, the randomisation test against counting by hand, the answer, and every bad design."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import randomisation
from analysis.experiment import (
    MAX_DAYS,
    adherence,
    evaluate,
    fitting,
    outcomes,
    phase,
    problems,
    schedule,
)
from analysis.experiment_power import USUAL, Spread, detectable, power, spread
from analysis.experiment_results import ExperimentResult
from analysis.medicines import names_medicine
from analysis.randomisation import compare, counted, is_a, orders
from analysis.results import Insufficient
from analysis.yardstick import yardstick
from data import sample, sample_experiment
from data.experiments import Event
from tests.trials import SEED, START, at, design, panel, rated, trial

DOCS = (Path(__file__).parents[1] / "docs/methods/experiments.md").read_text(encoding="utf-8")
PAIRS = is_a(2, 1)
FOURS = is_a(4, 1)
AFTER = START + timedelta(days=60)
RATINGS = st.lists(st.integers(0, 10), min_size=12, max_size=12)


def pairs(*differences: float) -> np.ndarray:
    """One pair per difference a minus b, a drawn first."""
    return np.array([[5.0 + one, 5.0] for one in differences])


# ------------------------------------------------------------------ the draw


def test_orders_are_all_balanced_ones():
    assert orders(2) == ("ab", "ba")
    assert orders(4) == ("aabb", "abab", "abba", "baab", "baba", "bbaa")


def test_anybody_can_draw_the_plan_again():
    """The recipe of the protocol, followed by hand; and the plan itself, which may never change."""
    plan = design(blocks=3)
    by_hand = "".join(
        orders(4)[int(hashlib.sha256(f"{SEED}:{block}".encode()).hexdigest(), 16) % 6] for block in range(3)
    )
    assert "".join(schedule(plan, SEED)) == by_hand
    assert re.search(rf"seed 7[^`]*`{by_hand[:4]} {by_hand[4:8]} {by_hand[8:]}`", DOCS), by_hand


@given(st.integers(0, 2**31), st.sampled_from([2, 4]), st.integers(1, 5), st.integers(1, 9))
def test_every_block_is_balanced_and_the_draw_repeats(seed, size, period, blocks):
    plan = design(size=size, period=period, blocks=blocks)
    drawn = schedule(plan, seed)
    assert drawn == schedule(plan, seed)
    assert len(drawn) == plan.days
    length = size * period
    for block in range(blocks):
        letters = drawn[block * length : (block + 1) * length]
        assert letters.count("a") == letters.count("b")
        assert all(len(set(letters[first : first + period])) == 1 for first in range(0, length, period))


def test_every_order_is_drawn_as_often():
    """1200 blocks, six orders, 200 of each expected: within four standard errors."""
    drawn = "".join(schedule(design(blocks=1200), 3))
    found = [drawn[first : first + 4] for first in range(0, len(drawn), 4)]
    assert all(abs(found.count(one) - 200) < 4 * (1200 * (1 / 6) * (5 / 6)) ** 0.5 for one in orders(4))


# ------------------------------------------------------------------ the test


def test_three_pairs_counted_by_hand():
    """Differences 1, 2, 3: of the 8 orders only +++ and --- give a mean of 2 either way, so p = 2/8."""
    found = compare(pairs(1, 2, 3), [0, 0, 0], PAIRS)
    assert (found.effect, found.p, found.n, found.orders, found.exact) == (2.0, 2 / 8, 3, 8, True)
    assert (found.low, found.high) == (-np.inf, np.inf), "8 orders cannot exclude anything at 5 % a side"


def test_a_known_pair_result():
    """1, 1, 2, 2, 3, -1: sum 8; sums of at least 8 either way: +++++- and ++++++ and those with a 1 turned, by hand."""
    values = (1, 1, 2, 2, 3, -1)
    extreme = sum(abs(np.dot(signs, values)) >= 8 for signs in product((1, -1), repeat=6))
    found = compare(pairs(*values), [0] * 6, PAIRS)
    assert found.p == extreme / 64
    assert found.effect == pytest.approx(8 / 6)


def by_hand(values, masks):
    """The difference under every order of the whole trial, one after the other, without the code under test."""

    def one(choice):
        each = []
        for row, order in zip(values, choice, strict=True):
            on, known = masks[order], ~np.isnan(row)
            each.append(row[on & known].mean() - row[~on & known].mean())
        return float(np.mean(each))

    return np.array([one(choice) for choice in product(range(len(masks)), repeat=len(values))])


def place_of(drawn, masks):
    """Where the drawn order stands among all."""
    return list(product(range(len(masks)), repeat=len(drawn))).index(tuple(drawn))


@given(RATINGS, st.lists(st.integers(0, 5), min_size=3, max_size=3), st.integers(0, 11))
@settings(max_examples=20)
def test_blocks_of_four_agree_with_counting(ratings, drawn, gap):
    values = np.array(ratings, dtype=float).reshape(3, 4)
    values[divmod(gap, 4)] = np.nan
    others = by_hand(values, FOURS)
    real = others[place_of(drawn, FOURS)]
    found = compare(values, drawn, FOURS)
    assert found.effect == pytest.approx(real)
    assert found.p == pytest.approx(np.mean(np.abs(others) >= abs(real) - 1e-9))


@given(RATINGS, st.lists(st.integers(0, 5), min_size=3, max_size=3))
@settings(max_examples=10)
def test_the_interval_is_the_test_turned_round(ratings, drawn):
    """The limits are the outermost crossings of orders that are not rejected at 5 % a side, ties counting half."""
    values = np.array(ratings, dtype=float).reshape(3, 4)
    found = compare(values, drawn, FOURS)
    others, at_drawn = by_hand(values, FOURS), place_of(drawn, FOURS)
    slopes = by_hand(FOURS[drawn].astype(float), FOURS)
    real = others[at_drawn]

    def tail(shift, sign):
        gaps = sign * ((others - shift * slopes) - (real - shift))
        return np.mean(gaps > 1e-9) + np.mean(np.abs(gaps) <= 1e-9) / 2

    free = slopes < 1 - 1e-9
    crossings = (real - others[free]) / (1 - slopes[free])
    assert found.low == pytest.approx(min(one for one in crossings if tail(one, 1) > 0.05))
    assert found.high == pytest.approx(max(one for one in crossings if tail(one, -1) > 0.05))
    assert found.low <= found.effect + 1e-9
    assert found.high >= found.effect - 1e-9


@given(RATINGS, st.lists(st.integers(0, 1), min_size=6, max_size=6))
@settings(max_examples=40)
def test_other_names_turn_the_sign_and_nothing_else(ratings, drawn):
    values = np.array(ratings, dtype=float).reshape(6, 2)
    one = compare(values, drawn, PAIRS)
    other = compare(values, [1 - order for order in drawn], PAIRS)
    assert other.p == one.p
    np.testing.assert_allclose([other.effect, other.low, other.high], [-one.effect, -one.high, -one.low])


@given(RATINGS, st.floats(-3, 3))
@settings(max_examples=40)
def test_a_constant_on_all_days_changes_nothing_and_one_on_a_moves_the_effect(ratings, shift):
    values = np.array(ratings, dtype=float).reshape(6, 2)
    drawn = [0, 1, 0, 1, 1, 0]
    one, moved = compare(values, drawn, PAIRS), compare(values + shift, drawn, PAIRS)
    np.testing.assert_allclose([moved.effect, moved.p], [one.effect, one.p], atol=1e-9)
    higher = compare(values + shift * PAIRS[drawn], drawn, PAIRS)
    np.testing.assert_allclose(
        [higher.effect - shift, higher.low - shift, higher.high - shift],
        [one.effect, one.low, one.high],
        atol=1e-6,
    )


def test_without_a_difference_every_p_is_as_likely():
    """400 trials of ten pairs without ties: p <= u in a share u of them, within four standard errors."""
    rng = np.random.default_rng(1)
    found = [compare(rng.normal(size=(10, 2)), rng.integers(0, 2, 10), PAIRS).p for _ in range(400)]
    for u in (0.05, 0.25, 0.5, 0.75):
        assert abs(np.mean(np.array(found) <= u) - u) <= 4 * (u * (1 - u) / 400) ** 0.5


def test_drawn_orders_agree_with_all_orders(monkeypatch):
    rng = np.random.default_rng(2)
    values, drawn = rng.normal(size=(8, 4)) - 0.8, rng.integers(0, 6, 8)
    values[np.arange(8)[:, None], np.argsort(~FOURS[drawn], axis=1, kind="stable")[:, :2]] += 0.9
    some = compare(values, drawn, FOURS)
    monkeypatch.setattr(randomisation, "EXACT", 6**8)
    every = compare(values, drawn, FOURS)
    assert not some.exact
    assert every.exact
    assert some.p == pytest.approx(every.p, abs=4 * (every.p / randomisation.DRAWS) ** 0.5)
    assert (some.low, some.high) == pytest.approx((every.low, every.high), abs=0.05)
    assert compare(values, drawn, FOURS).p == every.p


def test_whether_a_block_counts_does_not_hang_on_its_order():
    values = np.array([[1, 2, 3, 4], [1, np.nan, 3, 4], [1, np.nan, np.nan, 4], [np.nan] * 4], dtype=float)
    assert counted(values, FOURS).tolist() == [True, True, False, False]
    assert compare(values[2:], [0, 0], FOURS) is None


# ------------------------------------------------------------------ the answer


def test_a_difference_found_carries_its_numbers():
    one = trial()
    found = evaluate(one, rated(one, 3.0, 5.0, (0, 1, 0, -1, 1, 0, 0)), AFTER)
    assert isinstance(found, ExperimentResult)
    assert found.verdict == "difference"
    assert found.genuine
    assert -3 < found.assigned.low <= found.assigned.effect <= found.assigned.high < -1
    assert (found.assigned.blocks, found.assigned.n_a, found.assigned.n_b) == (7, 14, 14)
    assert found.assigned.orders == 6**7
    assert found.window == (START, one.design.end)
    assert found.as_done == found.assigned, "everything was done as drawn"
    assert (found.yardstick.start, found.yardstick.points, found.yardstick.reached) == (5.0, 2, 1)


def test_ratings_without_any_spread_are_not_certain():
    """Rating in whole numbers hides up to half a point: variance 1/12 a day, 1.645 standard errors either way."""
    one = trial(design(size=2, blocks=6))
    found = evaluate(one, rated(one, 3.0, 5.0), AFTER).assigned
    half = 1.645 * (1 / 12 * (1 / 6 + 1 / 6)) ** 0.5
    assert (found.effect, found.low, found.high) == pytest.approx((-2.0, -2.0 - half, -2.0 + half))


def test_an_honest_null_names_what_is_not_excluded():
    one = trial()
    found = evaluate(one, rated(one, 4.0, 4.0, (0, 1, 2, 0, -1, 1, 0, -2, 1)), AFTER)
    assert found.verdict == "none"
    assert found.assigned.low < 0 < found.assigned.high
    assert found.not_excluded == max(-found.assigned.low, found.assigned.high)


def test_days_count_as_drawn_and_beside_it_as_done():
    """Two days of b on which it was not carried out: the result keeps them, the description drops them."""
    plan = design()
    drawn = schedule(plan, SEED)
    left_out = [place for place, one in enumerate(drawn) if one == "b"][:2]
    said = {place: "not_done" if place in left_out else "done" for place in range(plan.days)}
    found = evaluate(trial(plan, said), rated(trial(plan), 3.0, 5.0, (0, 1, -1)), AFTER)
    assert found.assigned.n_b == 14
    assert found.as_done.n_b == 12
    kept = found.adherence
    assert (kept.days_a, kept.days_b, kept.done_a, kept.done_b, kept.recorded) == (14, 14, 14, 12, 28)
    assert not kept.hardly


@pytest.mark.parametrize("done", ["not_done", "other"])
def test_done_on_one_side_only_is_no_difference_made(done):
    plan = design()
    said = {place: "done" if one == "b" else done for place, one in enumerate(schedule(plan, SEED))}
    found = evaluate(trial(plan, said), rated(trial(plan), 3.0, 5.0, (0, 1, 0)), AFTER)
    assert found.verdict == "hardly_done"
    assert found.as_done == Insufficient("experiment_blocks", 0, 3)


def test_rated_on_one_side_only_cannot_be_compared():
    one = trial()
    values = [3.0 if condition == "a" else None for condition in one.schedule]
    assert evaluate(one, panel(START, values), AFTER) == Insufficient("experiment_blocks", 0, 3)


def test_no_ratings_at_all_cannot_be_compared():
    one = trial()
    assert evaluate(one, panel(START, []), AFTER) == Insufficient("experiment_blocks", 0, 3)
    assert evaluate(one, panel(START, [None] * 28), AFTER) == Insufficient("experiment_blocks", 0, 3)
    assert outcomes(one, panel(START, [4.0])) == (4.0, *[None] * 27)


def test_the_same_rating_every_day_has_nothing_to_compare():
    one = trial()
    found = evaluate(one, rated(one, 4.0, 4.0), AFTER)
    assert (found.what, found.have, found.need) == ("experiment_constant", 1, 2)


def test_missing_days_stay_missing():
    one = trial()
    whole = rated(one, 3.0, 5.0, (0, 1, 0))
    gone = whole.copy()
    gone.iloc[[0, 5, 6]] = np.nan
    found = evaluate(one, gone, AFTER)
    assert (found.assigned.blocks, found.planned_blocks) == (6, 7)
    assert [block.counted for block in found.blocks] == [True, False, *[True] * 5]
    assert found.assigned.n_a + found.assigned.n_b == 23


def test_days_of_settling_in_are_not_compared():
    one = trial(design(size=2, period=3, washout=1, blocks=6))
    values = [
        99.0 if place % 3 == 0 else 3.0 if condition == "a" else 5.0
        for place, condition in enumerate(one.schedule)
    ]
    found = evaluate(one, panel(START, values), AFTER)
    assert found.assigned.effect == pytest.approx(-2.0)
    assert found.assigned.n_a == found.assigned.n_b == 12


def test_a_rating_of_the_next_morning_belongs_to_the_day_before():
    one = trial(design(outcome="pain_morning", next_day=True))
    values = [
        None,
        *[3.0 + place % 2 if condition == "a" else 5.0 for place, condition in enumerate(one.schedule)],
    ]
    found = evaluate(one, panel(START, values, "pain_morning"), AFTER)
    assert found.assigned.mean_b == 5.0
    assert found.assigned.n_a + found.assigned.n_b == 28


def test_other_ratings_have_no_yardstick_of_pain():
    one = trial(design(outcome="sleep_quality", next_day=True))
    values = [
        None,
        *[7.0 + place % 2 if condition == "a" else 5.0 for place, condition in enumerate(one.schedule)],
    ]
    assert evaluate(one, panel(START, values, "sleep_quality"), AFTER).yardstick is None


def test_another_plan_than_the_seed_draws_is_noticed():
    one = replace(trial(), seed=8)
    assert not evaluate(one, rated(one, 3.0, 5.0, (0, 1)), AFTER).genuine


# ------------------------------------------------------------------ its time


def test_where_it_stands():
    one, plan = trial(records={}), design()
    empty = panel(START, [])
    rated_last = panel(plan.end, [4.0])
    noted = trial(records={27: "done"})
    assert phase(one, empty, START - timedelta(days=1)) == "before"
    assert phase(one, empty, START) == "running"
    assert phase(one, rated_last, plan.end) == "running", "not yet noted"
    assert phase(noted, empty, plan.end) == "running", "not yet rated"
    assert phase(noted, rated_last, plan.end) == "finished"
    assert phase(one, None, plan.end + timedelta(days=1)) == "finished"


def test_once_read_it_stays_open_though_the_clock_goes_back():
    day = AFTER
    one = trial(events=[Event("opened", at(day), day)])
    back = START + timedelta(days=3)
    assert phase(one, panel(START, []), back) == "finished"
    assert one.clock_back(back)
    assert not one.clock_back(day - timedelta(days=1)), "a flight west is no clock gone wrong"
    assert evaluate(one, rated(one, 3.0, 5.0, (0, 1)), back).verdict == "difference"


def test_stopped_early_is_no_result():
    day = START + timedelta(days=19)
    one = trial(events=[Event("stopped", at(day), day)])
    found = evaluate(one, rated(one, 2.0, 6.0, (0, 1)), AFTER)
    assert found.verdict == "stopped"
    assert found.assigned.blocks == 5
    assert found.window == (START, day) == (START, one.until)
    assert [each.window[1] for each in found.blocks] == [
        START + timedelta(days=4 * at - 1) for at in range(1, 6)
    ]
    middle = trial(events=[Event("stopped", at(day), day - timedelta(days=2))])
    shorter = evaluate(middle, rated(middle, 2.0, 6.0, (0, 1)), AFTER)
    assert shorter.blocks[-1].window == (START + timedelta(days=16), day - timedelta(days=2))
    assert trial().until == trial().design.end


def test_stopped_before_it_began_has_nothing_to_compare():
    one = trial(records={}, events=[Event("stopped", at(START), START - timedelta(days=2))])
    assert phase(one, None, START) == "stopped"
    assert evaluate(one, panel(START, [4.0] * 28), AFTER) == Insufficient("experiment_blocks", 0, 3)


def test_the_experiment_of_the_sample_finds_what_was_built_in():
    """Nothing was: the answer is "no difference" and its interval holds the 0."""
    days = sample.diary().days.set_index("date")[["pain_avg"]]
    plan = sample_experiment.design("q", "a", "b")
    one = sample_experiment.experiment(plan, schedule(plan, sample_experiment.SEED))
    found = evaluate(one, days, AFTER)
    assert found.verdict == "none"
    assert found.assigned.low < sample_experiment.EFFECT < found.assigned.high
    assert found.assigned.blocks >= 10
    assert found.genuine


def test_a_look_before_the_end_is_marked_for_ever_and_changes_nothing():
    looks = [Event("peek", at(START + timedelta(days=day)), START + timedelta(days=day)) for day in (12, 20)]
    one, seen = trial(), trial(events=looks)
    ratings = rated(one, 3.0, 5.0, (0, 1, 0, -1))
    half = evaluate(seen, ratings, START + timedelta(days=15))
    assert half.verdict == "peek"
    assert half.assigned.blocks == 4
    final, honest = evaluate(seen, ratings, AFTER), evaluate(one, ratings, AFTER)
    assert final.peeks == (START + timedelta(days=12), START + timedelta(days=20))
    assert replace(final, peeks=()) == honest


def test_the_later_note_of_a_day_counts():
    twice = Event("day", at(START), START, "not_done")
    one = trial(records={0: "done"}, events=[twice])
    assert one.records == {START: "not_done"}
    assert adherence(one, START).recorded == 1


# ------------------------------------------------------------------ designs that cannot start


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"question": "   "}, ["question_empty"]),
        ({"question": "x" * 10_000}, ["question_long"]),
        ({"a": ""}, ["name_empty"]),
        ({"a": "", "b": ""}, ["name_empty"]),
        ({"b": " Mit ATMEN "}, ["names_equal"]),
        ({"a": "x" * 10_000}, ["name_long"]),
        ({"a": "<script>alert(1)</script>", "b": "🧘‍♀️"}, []),
        ({"blocks": 2}, ["too_short"]),
        ({"blocks": 60}, ["too_long"]),
        ({"size": 2, "blocks": 5}, ["too_short"]),
        ({"size": 3}, ["shape"]),
        ({"period": 15, "blocks": 3}, ["shape", "too_long"]),
        ({"washout": 1}, ["washout"]),
        ({"outcome": "steps"}, ["outcome"]),
        ({"start": START - timedelta(days=3)}, ["start_past"]),
        ({"start": START + timedelta(days=400)}, ["start_far"]),
        ({"question": "Hilft Ibuprofen?"}, ["medicine"]),
        ({"a": "mit 2 Tabletten"}, ["medicine"]),
        ({"b": "one pill less"}, ["medicine"]),
    ],
)
def test_a_bad_design_says_what_is_wrong(changes, codes):
    found = problems(design(**changes), START)
    assert [one.code for one in found] == codes


def test_days_asked_for():
    """One day, and an end before the start: named with what was asked for."""
    for end, code, have in ((START, "too_short", 1), (START - timedelta(days=4), "end_before_start", -3)):
        plan = design(blocks=fitting(START, end, 4, 1))
        assert plan.blocks == 0
        found = problems(plan, START, (end - START).days + 1)
        assert [(one.code, one.have) for one in found] == [(code, have)]
    assert fitting(START, START + timedelta(days=29), 4, 1) == 7
    assert problems(design(blocks=MAX_DAYS // 4), START) == ()


MEDICINES = (
    "Ibuprofen vor dem Training|mit Ibu 600|Schmerztablette|zwei Tabletten am Abend|Ibuprofn abends|paracetmol|400 mg Magnesium"
    "|take my tablets|two tablets at night|one pill less|Novalgin-Tropfen|Cannabisöl|CBD Öl|my pain medication|Kortisonspritze"
    "|eine Spritze|Voltarensalbe|Aspirin|Antidepressivum|Schmerzmittel weglassen|OXYCODON|Vitamin D|Muskelrelaxans|a drug"
    "|Ibus|Ibuprophen|pain killers|two kinds of tablets|sleeping tablet|Medikation|Medikamemt|Schmerzpille|Schmerzspritze"
    "|Diclo|Dolormin|Nurofen|Panadol|Valium|Prednisone|Sertralin|lidocaine|muscle relaxer|Entzündungshemmer|Melatonin"
    "|Tablette|tablet|a tablet before bed|with one tablet|ASS|mit ASS|ASS100 am Morgen|ohne ass|Creme|cream|Rückencreme"
    "|Gel|mit Gel einreiben|Sportgel|Kühl-Gel|Pflaster|mit Pflastern|ein Pflaster auf den Rücken|Salbe|Pferdesalbe"
    "|Ringelblumensalben|a patch on my back|pain patches|Wärme Pflaster|Nikotinpflaster|Tigerbalsam|Pflaster auf das Kreuz kleben"
    "|anti-inflammatories|Blutverdünner|Insulin|Schmerzmedis|muscle relaxants|Muskelrelaxanzien"
)
ORDINARY = (
    "5 s ein, 7 s aus, 10-mal, vor dem Training|ein Tablett tragen|Tee mit Salbei|Medizinball werfen|medicine ball throws"
    "|a pillow between my knees|Pilates|Spritztour mit dem Rad|Kopfsteinpflaster gehen|Spaziergang nach dem Mittagessen"
    "|bildschirmfreie Stunde vor dem Schlafen|mein Tablet weglegen|my tablet off by nine|walk after lunch|Kaffee am Nachmittag"
    "|ASSistent|mein Assistent|a pain in the ass|das Ass im Ärmel|Assam-Tee|Pflasterstein|Pflastersteine tragen|auf Pflaster gehen"
    "|Gelassenheit|in Gelassenheit üben|Gelenk|Gelenke kreisen|gelb|Kegeln|Spiegel|Eiscreme|ice cream|Cremeschnitte"
    "|Gel-Kissen|gel insoles|Gelkissen unter den Knien|patchwork|hoeing the vegetable patch|Handy und Tablet aus|Salbeitee"
    "|phone or tablet in bed|reading on a tablet|am Tablet lesen|Creme brulee backen|Tablets weglegen|Duschgel|Nagel"
    "|weeding the garden|Zeitkapsel|Regentropfen hören|Endorphine durch Laufen|Dosen stapeln|Kompass|Meditation|media"
    "|progressive Muskelentspannung|Dienstag|aspirations|anti-inflammatory diet"
    "|Pupillen entspannen|Metronom|progressive Muskelrelaxation|progressive muscle relaxation|Schmerzmeditation"
)


def test_what_one_takes_is_no_matter_for_a_draw():
    assert [words for words in MEDICINES.split("|") if not names_medicine(words)] == []


def test_ordinary_words_pass():
    assert [words for words in ORDINARY.split("|") if names_medicine(words)] == []


# ------------------------------------------------------------------ what is told before


def test_the_promise_of_the_page_on_method():
    """The worked number of docs/methods/experiments.md."""
    told = detectable(design(), Spread(1.5, 0.3, 0.1, 80))
    assert f"**{told:.2f} points**" in DOCS
    assert power(design(), Spread(1.5, 0.3, 0.1, 80), told) == pytest.approx(0.8, abs=1e-3)


@given(st.floats(0.4, 2.5), st.floats(0, 0.8), st.floats(0, 0.3))
@settings(max_examples=15)
def test_more_days_show_smaller_differences_and_more_spread_larger_ones(sd, carry, missing):
    one = Spread(sd, carry, missing, 80)
    found = [detectable(design(blocks=blocks), one) for blocks in (7, 14, 28)]
    assert found[0] is None or found[0] > found[1] > found[2] > 0
    wider = detectable(design(blocks=28), replace(one, sd=sd * 1.3))
    assert wider is None or wider > found[2]


def test_too_few_blocks_promise_nothing():
    assert detectable(design(size=2, blocks=5), USUAL) is None
    assert detectable(design(), replace(USUAL, missing=1.0)) is None


def test_own_spread_is_read_from_the_last_weeks():
    rng = np.random.default_rng(4)
    noise = rng.normal(size=4000)
    values = np.zeros(4000)
    for place in range(1, 4000):
        values[place] = 0.6 * values[place - 1] + 0.8 * noise[place]
    values[::10] = np.nan
    days = panel(START, values)
    last = START + timedelta(days=3999)
    found = spread(days, "pain_avg", last)
    recent = values[-84:]
    assert found.known == np.isfinite(recent).sum()
    assert found.sd == pytest.approx(np.nanstd(recent, ddof=1))
    assert found.missing == pytest.approx(0.1, abs=0.02)
    assert 0.3 < found.carry < 0.8


def test_without_enough_days_the_usual_spread_is_taken():
    assert spread(None, "pain_avg", START) == USUAL
    assert spread(panel(START, [4.0] * 13), "pain_avg", START + timedelta(days=12)) == USUAL
    assert spread(panel(START, [4.0, None] * 20), "pain_avg", START + timedelta(days=39)) == USUAL, (
        "no neighbours"
    )
    assert spread(panel(START, [4.0] * 20), "stress", START + timedelta(days=19)) == USUAL
    steady = spread(panel(START, [4.0] * 20), "pain_avg", START + timedelta(days=19))
    assert steady.sd == pytest.approx((1 / 12) ** 0.5), "rating in whole numbers hides that much"


@pytest.mark.parametrize(
    ("start", "effect", "points", "reached"),
    [
        (2.0, -0.5, 1, 0),
        (2.0, -0.6, 1, 1),
        (4.0, 1.2, 1, 2),
        (6.0, -1.9, 2, 1),
        (6.0, -2.0, 2, 2),
        (9.0, -2.7, 3, 1),
    ],
)
def test_the_yardstick_depends_on_where_one_starts(start, effect, points, reached):
    found = yardstick(start, effect)
    assert (found.points, found.reached) == (points, reached)
    assert found.share == pytest.approx(0.3 * start)
