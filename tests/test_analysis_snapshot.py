"""What may leave the machine: only listed facts, only ticked sections, only the chosen period."""

import json
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import snapshot
from analysis.progress_results import Flare, Risk, WeekPain, Win
from analysis.results import MODEL_VERSION, Belief, CurvePoint, Insufficient, jsonable
from analysis.review import Review
from analysis.snapshot import SNAPSHOT_VERSION, Sections
from data import sample, schema
from tests import fakes

TODAY = date(2026, 3, 31)
OFF = Sections(*[False] * 10)
IMPORT = {"rows": 160, "kept": 158, "rejected": {"not_a_date": 2}, "rejected_cells": 2, "questions": []}


def build(**changes):
    """A snapshot of the hand-made results of `fakes`, every section on."""
    given = {
        "assessments": fakes.board(),
        "looks": fakes.looks(),
        "connections": fakes.connections(),
        "progress": fakes.progress(),
        "logged": [fakes.START + timedelta(days=at) for at in range(84)],
        "tau": 3.0,
        "today": TODAY,
        "period": fakes.WINDOW,
        "include": Sections(questions=True, notes=True),
    }
    return snapshot.build(**{**given, **changes})


def only(*sections, **changes):
    return build(include=replace(OFF, **dict.fromkeys(sections, True), names=True), **changes)


def text(made):
    return json.dumps(made.to_dict(), ensure_ascii=False, allow_nan=False)


@pytest.fixture(scope="module")
def reviewed():
    one = sample.diary()
    return Review(one.days, one.exposures, one.factors)


# ------------------------------------------------------------------ the list of what may leave


def words(line):
    return set(line.split())


TRY = {"day", "felt", "expected", "x", "dose", "strained", "variant", "next_day"}
DOSE = {"index", "sets", "reps", "weight_kg", "duration_s", "distance_m"}
POINT = {"day", "level", "low", "high"}
MISSING = {"what", "have", "need", "subject", "window", "other"}
MOVEMENT = words(
    "movement state p_safe p_fall p_rise level low high change change_low change_high tau n n_days n_total days_since "
    "window first last reason needs direction certainty needed beta x_now first_load last_load load_change load_unknown "
    "capacity surprise belief variants varied curve tries model_version"
)
SURPRISE = words("mean n n_all easier same harder largest_expected largest_felt largest_day")
BELIEF = words("state p_safe p_fall level low high gap n headline curve")
CONNECTION = words(
    "factor lag step step_unit effect low high raw_effect b se b_low b_high p q verdict n missing window more_days "
    "marginal joint_with reverse_as_strong inseparable_from_medication outcome source extreme negligible"
)
PROGRESS = words("window days_total days_logged tries weeks before_after flares variety wins risks plan_week")
BEFORE_AFTER = words(
    "first_mean last_mean change low high percent n_first n_last verdict first_window last_window"
)
TOP = words(
    "version model_version made_on period days_total days_logged gaps tau movements looks connections insufficient "
    "progress question notes import include plan steps activities"
)
ALLOWED = {
    "": TOP,
    "include": {one.name for one in dataclass_fields(Sections)},
    "movements": MOVEMENT,
    "movements.needs": MISSING,
    "movements.first_load": DOSE,
    "movements.last_load": DOSE,
    "movements.capacity": {"load", "ratio", "proven", "proven_day"},
    "movements.capacity.proven": DOSE,
    "movements.surprise": SURPRISE,
    "movements.belief": BELIEF,
    "movements.belief.curve": POINT,
    "movements.curve": POINT,
    "movements.tries": TRY,
    "movements.tries.dose": DOSE,
    "looks": {"movement", "day", "state", "p_safe", "level", "low", "high", "n"},
    "connections": CONNECTION,
    "connections.marginal": {"value", "low", "high"},
    "insufficient": MISSING,
    "progress": PROGRESS,
    "progress.weeks": {"start", "mean", "low", "high", "n"},
    "progress.before_after": BEFORE_AFTER,
    "progress.flares": {"start", "end", "peak", "confirmed"},
    "progress.variety": {"effective", "cells", "tries", "new_this_week", "window"},
    "progress.wins": {"kind", "day", "movement", "dose", "facts", "word"},
    "progress.wins.dose": DOSE,
    "progress.wins.facts": {"expected", "felt", "change", "percent"},
    "progress.risks": {"kind", "since", "movement", "days"},
    "notes": {"day", "note"},
    "import": set(IMPORT),
    "import.rejected": {"not_a_date"},
}
"""Every field of the page, by place. A new field of a result needs its line here before it may leave."""


def fields(plain, place=""):
    """(place, key) of every key of nested plain JSON."""
    if isinstance(plain, list):
        return {pair for one in plain for pair in fields(one, place)}
    if not isinstance(plain, dict):
        return set()
    own = {(place, key) for key in plain}
    below = (fields(value, f"{place}.{key}".strip(".")) for key, value in plain.items())
    return own.union(*below)


def test_only_listed_fields_leave(reviewed):
    made = snapshot.of(
        reviewed, include=Sections(questions=True, notes=True), notes=[(TODAY, "x")], import_summary=IMPORT
    )
    for one in (made, build(import_summary=IMPORT)):
        loose = {(place, key) for place, key in fields(one.to_dict()) if key not in ALLOWED.get(place, set())}
        assert not loose
    assert set(made.to_dict()) == TOP
    assert {key for place, key in fields(made.to_dict()) if place == "movements"} == MOVEMENT


def private_diary():
    """The sample diary with a unique word in every cell of every private column."""
    one = sample.diary()
    days, tries = one.days.copy(), one.exposures.copy()
    for table, frame in (("days", days), ("exposures", tries)):
        for name in schema.private(table):
            frame[name] = [f"CANARY-{table}-{name}-{at}" for at in range(len(frame))]
    for name in ("session", "family", "rom"):
        tries[name] = f"CANARY-{name}"
    return days, tries, one.factors


def test_no_private_cell_leaves():
    days, tries, factors = private_diary()
    assert {"note", "symptom_flags"} <= set(schema.private("exposures"))
    assert {"note", "med_type"} <= set(schema.private("days"))
    made = snapshot.of(Review(days, tries, factors, today=date(2026, 2, 15)), looks=())
    assert "CANARY" not in text(made)
    assert made.movements


def test_own_words_leave_only_when_ticked():
    words = {"question": "CANARY-Q", "notes": [(TODAY, "CANARY-N")]}
    assert "CANARY" not in text(build(include=Sections(), **words))
    assert {"question", "notes"}.isdisjoint(build(include=Sections(), **words).to_dict())
    asked = only("questions", **words)
    assert "CANARY-Q" in text(asked)
    assert "CANARY-N" not in text(asked)
    noted = only("notes", **words)
    assert noted.to_dict()["notes"] == [{"day": "2026-03-31", "note": "CANARY-N"}]
    assert "CANARY-Q" not in text(noted)


def test_notes_and_question_are_off_unless_ticked():
    assert not Sections().notes
    assert not Sections().questions


def test_names_of_files_stay_here():
    """People write their own name into a file name."""
    made = build(import_summary={**IMPORT, "files": ["CANARY.csv"], "sha256": "CANARY"})
    assert made.to_dict()["import"] == IMPORT
    assert "import" not in build().to_dict()


# ------------------------------------------------------------------ sections


def test_all_off_says_only_how_much_was_logged():
    assert set(build(include=OFF, question="CANARY", import_summary=None).to_dict()) == {
        "version",
        "model_version",
        "made_on",
        "period",
        "days_total",
        "days_logged",
        "gaps",
        "tau",
        "include",
    }


@pytest.mark.parametrize("section", ["surprises", "connections", "wins", "pain", "questions", "notes"])
def test_without_movements_none_is_named(section):
    """Also not by a win, a break or a new variant."""
    found = replace(
        fakes.progress(),
        wins=(Win("first_variant", TODAY, "Kreuzheben", word="langsam"),),
        risks=(Risk("break", TODAY, "Bücken", 12),),
        plan_week=7,
    )
    made = only(section, progress=found)
    said = text(made)
    assert made.progress is None or made.progress.plan_week is None
    assert not [one.movement for one in fakes.board() if one.movement in said]


def test_tries_are_not_counted_where_movements_are_off():
    for sections in (("pain",), ("wins",), ("pain", "wins", "connections", "activities", "plan")):
        assert only(*sections).to_dict()["progress"]["tries"] is None
    assert only("movements", "pain").to_dict()["progress"]["tries"] == fakes.progress().tries
    assert only("movements", "pain").to_dict()["progress"]["plan_week"] is None


def test_counts_of_the_progress_are_those_of_the_days_shown():
    found = build(period=(date(2026, 3, 4), TODAY)).progress
    tries = [each for one in fakes.board() for each in one.tries if each.day >= date(2026, 3, 4)]
    assert (found.window, found.days_total, found.days_logged) == ((date(2026, 3, 4), TODAY), 28, 28)
    assert found.tries == len(tries)


def test_without_surprises_nothing_expected_is_in_any_field():
    made = only("movements", "connections", "wins", "pain")
    assert all(each.expected is None for one in made.movements for each in one.tries)
    assert all(one.surprise is None and one.belief is None for one in made.movements)
    assert "surprise" not in {one.kind for one in made.progress.wins}
    assert any(each.expected is not None for one in build().movements for each in one.tries)


def test_without_pain_there_is_no_trend():
    change = fakes.progress().before_after
    found = replace(
        fakes.progress(), wins=(Win("before_after", TODAY, facts={"change": change.change}),), risks=()
    )
    bare = only("movements", "wins", progress=found).to_dict()["progress"]
    assert bare["weeks"] == bare["flares"] == bare["wins"] == []
    assert bare["before_after"]["what"] == "not_shared"
    full = only("pain", "wins", progress=found).to_dict()["progress"]
    assert full["wins"][0]["facts"] == {"change": -1.4}
    assert full["before_after"]["first_mean"] == change.first_mean


@pytest.mark.parametrize(
    ("section", "kinds"),
    [
        ("movements", {"break"}),
        ("pain", {"flare"}),
        ("connections", {"stress", "sleep"}),
        ("surprises", set()),
    ],
)
def test_a_risk_is_told_with_its_own_section_only(section, kinds):
    """Stress and sleep are told by the connections, a flare by the pain, a break by its movement."""
    found = replace(
        fakes.progress(), risks=tuple(Risk(kind, TODAY) for kind in ("break", "stress", "sleep", "flare"))
    )
    made = only(section, "wins", progress=found)
    assert {one.kind for one in made.progress.risks} == kinds


def test_without_pain_and_wins_there_is_no_progress():
    assert only("movements").progress is None
    assert "progress" not in only("movements").to_dict()


def test_wins_need_their_section():
    assert only("movements", "pain").progress.wins == ()
    assert [one.kind for one in only("movements", "surprises", "wins").progress.wins] == [
        "new_highest_load",
        "surprise",
    ]


def test_found_and_lacking_connections_are_told_apart():
    lacking = Insufficient("days_with_factor", 4, 10, "steps")
    made = only("connections", connections=[*fakes.connections(), lacking])
    assert lacking in made.insufficient
    assert len(made.connections) + len(made.insufficient) == len(fakes.connections()) + 1
    assert only("pain").connections == only("pain").insufficient == ()


# ------------------------------------------------------------------ the period


def test_the_period_narrows_what_is_shown_and_no_verdict():
    start = date(2026, 3, 4)
    narrow = build(period=(start, TODAY))
    shown = {one.movement: one for one in narrow.movements}
    for one in build().movements:
        other = shown[one.movement]
        kept = {"tries", "curve", "belief"}
        assert {key: value for key, value in jsonable(one).items() if key not in kept} == {
            key: value for key, value in jsonable(other).items() if key not in kept
        }
        assert other.tries == tuple(each for each in one.tries if each.day >= start)
        assert other.curve == tuple(each for each in one.curve if each.day >= start)
    assert len(narrow.progress.weeks) < len(build().progress.weeks)
    assert narrow.connections == build().connections
    assert narrow.progress.before_after == build().progress.before_after


def test_both_ends_of_the_period_belong_to_it():
    days = [date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 17)]
    points = tuple(CurvePoint(day, 2.0, 1.0, 3.0) for day in days)
    one = replace(fakes.board()[0], curve=points, belief=belief(points))
    found = replace(
        fakes.progress(),
        weeks=tuple(WeekPain(day, 4.0, 3.0, 5.0, 7) for day in days),
        wins=tuple(Win("before_after", day) for day in days),
        flares=tuple(Flare(day, day, 8.0, confirmed=True) for day in days),
    )
    made = build(
        assessments=[one],
        progress=found,
        period=(days[0], days[1]),
        notes=[(day, str(day)) for day in days],
        looks=[replace(fakes.looks()[0], day=day) for day in days],
    )
    shown = made.movements[0]
    assert [each.day for each in shown.curve] == days[:2]
    assert [each.day for each in shown.belief.curve] == days[:2]
    assert [each.start for each in made.progress.weeks] == days[:2]
    assert [each.day for each in made.progress.wins] == days[:2]
    assert [each.start for each in made.progress.flares] == days[:2]
    assert [day for day, _ in made.notes] == days[:2]
    assert [each.day for each in made.looks] == days[:2]


def test_a_week_shows_only_days_of_the_period():
    """Monday 5 January; the window, hence the week's mean, starts on Wednesday."""
    first = WeekPain(date(2026, 1, 5), 4.0, 3.0, 5.0, 5)
    found = replace(fakes.progress(), weeks=(first,), window=(date(2026, 1, 7), TODAY))
    assert build(progress=found, period=(date(2026, 1, 7), TODAY)).progress.weeks == (first,)
    assert build(progress=found, period=(date(2026, 1, 8), TODAY)).progress.weeks == ()


def belief(curve):
    return Belief("safe", 0.9, 0.1, 2.0, 1.0, 3.0, 0.5, 9, "both_safe", curve)


def test_a_movement_without_a_belief_track_keeps_its_tries():
    one = replace(fakes.board()[0], belief=None)
    shown = build(assessments=[one]).movements[0]
    assert (shown.belief, shown.tries) == (None, one.tries)


def test_a_flare_that_reaches_into_the_period_is_shown():
    spell = Flare(date(2026, 2, 26), date(2026, 3, 4), 8.0, confirmed=False)
    found = replace(fakes.progress(), flares=(spell,))
    assert build(progress=found, period=(date(2026, 3, 4), TODAY)).progress.flares == (spell,)
    assert build(progress=found, period=(date(2026, 3, 5), TODAY)).progress.flares == ()


@pytest.mark.parametrize(
    ("gone", "gaps"),
    [
        (range(0), 0),
        (range(10, 13), 0),  # three days are no gap
        (range(10, 14), 1),  # four are
        ([*range(10, 14), *range(20, 24)], 2),
        (range(4), 1),  # the period starts without an entry
        (range(24, 28), 1),  # and ends without one
        (range(28), 1),
    ],
)
def test_gaps_are_more_than_three_days_without_an_entry(gone, gaps):
    first = TODAY - timedelta(days=27)
    logged = [first + timedelta(days=at) for at in range(28) if at not in gone]
    made = build(logged=[*logged, *logged, TODAY + timedelta(days=1)], period=(first, TODAY))
    assert (made.gaps, made.days_logged, made.days_total) == (gaps, len(logged), 28)


@given(st.sets(st.integers(0, 59)), st.integers(0, 30), st.integers(0, 29))
def test_logged_days_and_gaps_fit_the_period(logged, start, length):
    first = TODAY - timedelta(days=59)
    period = (first + timedelta(days=start), first + timedelta(days=start + length))
    made = build(logged=[first + timedelta(days=at) for at in logged], period=period, include=OFF)
    assert made.days_logged == sum(start <= at <= start + length for at in logged)
    assert made.days_total == length + 1
    assert 4 * made.gaps + made.days_logged <= made.days_total


# ------------------------------------------------------------------ the numbers


def test_the_numbers_are_those_of_the_results(reviewed):
    plain = json.loads(text(snapshot.of(reviewed)))
    assert [one["p_safe"] for one in plain["movements"]] == [one.p_safe for one in reviewed.movements]
    assert [one["level"] for one in plain["movements"]] == [one.level for one in reviewed.movements]
    assert [one["effect"] for one in plain["connections"]] == [one.effect for one in reviewed.found]
    assert plain["tau"] == reviewed.tau
    shown = [one for one in jsonable(reviewed.looks) if one["day"] >= plain["period"][0]]
    assert plain["looks"] == [{key: one[key] for key in ALLOWED["looks"]} for one in shown]
    assert plain["progress"] == jsonable(reviewed.progress(reviewed.looks))
    assert (plain["version"], plain["model_version"]) == (SNAPSHOT_VERSION, MODEL_VERSION)
    assert (plain["made_on"], plain["period"]) == ("2026-03-31", ["2026-01-07", "2026-03-31"])


def test_a_number_that_is_none_is_null():
    unknown = replace(fakes.board()[0], p_safe=float("nan"))
    assert build(assessments=[unknown]).to_dict()["movements"][0]["p_safe"] is None


def test_same_input_same_text_and_nothing_is_changed():
    board, found = fakes.board(), fakes.progress()
    before = json.dumps(jsonable([board, found]))
    assert text(build(assessments=board, progress=found)) == text(build(assessments=board, progress=found))
    assert json.dumps(jsonable([board, found])) == before


def test_the_history_can_be_handed_in(reviewed):
    given = reviewed.looks[:3]
    assert snapshot.of(reviewed, looks=given).looks == given


def test_an_empty_diary_has_no_snapshot():
    empty = Review(schema.empty("days"), schema.empty("exposures"), schema.empty("factors"))
    with pytest.raises(ValueError, match="without entries"):
        snapshot.of(empty)
