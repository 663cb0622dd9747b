"""What kind of movement a name means, which ways were tried, which are next to a safe one."""

import unicodedata

import numpy as np
import pytest

from analysis import patterns, stems
from analysis.folding import fold, words
from analysis.movement_results import Cell, Pattern
from tests import closely

TAU = 3.0

NAMES = {
    "Treppensteigen": "stairs",
    "Kellertreppe": "stairs",
    "Climbing stairs": "stairs",
    "Bücken": "bend",
    "BUECKEN": "bend",
    "bucken": "bend",
    "Bending down": "bend",
    "Kreuzheben 20 kg": "lift",
    "Kreuz-heben": "lift",
    "Deadlift": "lift",
    "Lifting overhead": "lift",
    "Kiste heben und tragen": "lift",
    "Wäschekorb tragen": "carry",
    "Waeschekorb tragen": "carry",
    "Carrying shopping": "carry",
    "Farmer's walk": "carry",
    "sit-to-stand": "stand_up",
    "Sit to Stand": "stand_up",
    "Aufstehen vom Stuhl": "stand_up",
    "Getting up from a chair": "stand_up",
    "Gehen": "walk",
    "Abendspaziergang": "walk",
    "Rumpfdrehen": "twist",
    "Drehen im Sitzen": "twist",
    "Seated rotation": "twist",
    "Kniebeuge": "squat",
    "In die Hocke gehen": "squat",
    "Wall sit": "squat",
    "Rumpfbeuge": "bend",
    "Sit-ups": "bend",
    "Rückenstrecken": "extend",
    "Back bend": "extend",
    "Liegestütze": "push",
    "Einkaufswagen schieben": "push",
    "Lange sitzen": "sit",
    "Joggen": "run",
    "Rudern": "pull",
    "Lange Strecken gehen": "walk",
}


@pytest.mark.parametrize(("name", "pattern"), NAMES.items())
def test_the_pattern_by_the_name(name, pattern):
    assert patterns.propose(name) == pattern
    assert patterns.propose(name.upper()) == pattern
    assert patterns.propose(unicodedata.normalize("NFD", name)) == pattern


@pytest.mark.parametrize(
    "name",
    words(
        "Abend Visite Position Besitz Sitzung Turnen Vergehen Eintragen Vortrag Begreifen Bucket Preaching Rolltreppe "
        "Standard Runde Pullover Rücken Carriage Pressure Liebe Transit Ausgehen Scarry Relief Express Facelift"
    ),
)
def test_stems_do_not_fire_inside_other_words(name):
    assert patterns.propose(name) == "unknown"


@pytest.mark.parametrize("name", ["", "  ", "3000", "🙂", "Übung 7", "Lift fahren", "Pullover anziehen"])
def test_unknown_stays_unknown(name):
    assert patterns.propose(name) == "unknown"
    assert patterns.tags(name) == ()


def test_postures_only_count_where_nothing_else_is_named():
    assert patterns.tags("Im Stehen bücken und drehen") == ("bend", "twist", "stand")
    assert patterns.tags("Stehen") == ("stand",)


@pytest.mark.parametrize(
    ("name", "family", "pattern"),
    [
        ("Bücken", "carry", "carry"),  # the file knows better than the name
        ("Kreuzheben", "hinge", "lift"),  # the name may choose within the family
        ("Übung 3", "Hinge", "bend"),
        ("Treppensteigen", "gait", "stairs"),
        ("Gehen", "gait", "walk"),
        ("Übung 3", "Rotation", "twist"),
        ("Übung 3", "Heben", "lift"),
        ("Lange sitzen", "posture", "sit"),  # no pattern of its own: the name tells
        ("Übung 3", "Gruppe B", "unknown"),
    ],
)
def test_the_family_of_the_file_comes_first(name, family, pattern):
    assert patterns.propose(name, family) == pattern


def test_movements_share_the_pattern_or_else_the_family():
    """A family nobody knows still says what belongs together, and only what was known until then counts."""
    kinds = {
        "Kreuzheben": "hinge",
        "Heben": None,
        "Übung 3": " Gruppe B",
        "Übung 4": "gruppe b",
        "Übung 5": None,
    }
    frame = closely.both(*(closely.exposures([0], [1], name, family=[one]) for name, one in kinds.items()))
    found = {name: patterns.shared(one) for name, one in closely.series(frame, 1).items()}
    assert found == {
        "Kreuzheben": "lift",
        "Heben": "lift",
        "Übung 3": "gruppe b",
        "Übung 4": "gruppe b",
        "Übung 5": "",
    }
    later = closely.exposures([0, 5, 6], [1, 1, 1], "Übung 6", family=["A", "B", "B"])
    assert [patterns.shared(closely.series(later, day)["Übung 6"]) for day in (1, 7)] == ["a", "b"]


def test_the_table_is_folded_and_names_known_patterns():
    known = set(Pattern.__args__)
    every = [word for one in stems.TABLE for word in (*one.exact, *one.start, *one.end, *one.part)]
    every += [word for _, phrase in stems.PHRASES for word in phrase]
    assert [word for word in every if fold(word) != word] == []
    assert {one.pattern for one in stems.TABLE} | {one for one, _ in stems.PHRASES} <= known
    assert {one for group in stems.FAMILIES.values() for one in group} <= known


def test_folding_by_hand():
    assert fold("Größe") == fold("GROESSE") == "grosse"
    assert words(fold("2,5 kg × 3")) == ("2.5", "kg", "3")
    assert words(fold("25 kg")) == ("25", "kg")


# ------------------------------------------------------------------ the map


def tried(offsets, felt, until=30, known=None, name="Drehen", **columns):
    frame = closely.exposures(offsets, felt, name, **columns)
    return patterns.of(closely.series(frame, until, known)[name], closely.day(until), TAU)


def ways(n, **columns):
    return {key: [value] * n if isinstance(value, str) else value for key, value in columns.items()}


def test_two_tolerated_tries_on_two_days_are_safe_and_open_their_neighbours():
    found = tried([0, 3], [2, 3], **ways(2, speed="slow", surface="stable", position="sitting"))
    (one,) = found.cells
    assert (one.tries, one.last, one.highest, one.tolerated_days, one.safe) == (
        2,
        closely.day(3),
        3.0,
        2,
        True,
    )
    here = Cell("", "slow", "stable", "sitting")
    assert [(step.dimension, step.before, step.after, step.harder) for step in found.following] == [
        ("speed", "slow", "normal", True),
        ("surface", "stable", "soft", True),
        ("position", "sitting", "standing", True),
        ("position", "sitting", "all_fours", False),
    ]
    assert all(step.near == here and step.tries == 0 and step.highest is None for step in found.following)


@pytest.mark.parametrize(
    ("offsets", "felt"),
    [([0], [1]), ([3, 3], [1, 1]), ([0, 3], [1, 4]), ([0, 2, 3], [1, 1, 7]), ([0, 3], [4, 4])],
    ids=["one try", "one day", "one over", "latest over", "all over"],
)
def test_what_is_not_tried_safely_opens_nothing(offsets, felt):
    found = tried(offsets, felt, **ways(len(offsets), speed="slow"))
    assert not found.cells[0].safe
    assert found.following == ()


def test_a_red_morning_after_the_latest_try_is_not_safe_and_an_old_one_does_not_stay():
    mornings = [2.0] * 40
    mornings[4] = 5.0  # the morning after day 3
    known = closely.days(range(40), pain_morning=mornings)
    assert not tried([0, 3], [1, 1], known=known, speed=["slow"] * 2).cells[0].safe
    assert not tried([3, 6], [1, 1], known=known, speed=["slow"] * 2).cells[0].safe
    later = tried([3, 6, 9], [1, 1, 1], known=known, speed=["slow"] * 3).cells[0]
    assert (later.safe, later.red, later.tolerated) == (True, 1, 2)


def test_safe_is_about_the_last_ninety_days_tried_about_all():
    found = tried([0, 3], [1, 1], until=93, speed=["slow"] * 2)
    assert (found.cells[0].tries, found.cells[0].tolerated, found.cells[0].safe) == (2, 0, False)
    assert found.effective is None


def test_a_safe_neighbour_is_not_next_an_unsafe_one_says_what_is_known():
    found = tried(
        [0, 3, 6, 9, 12],
        [1, 1, 1, 1, 6],
        speed=["slow", "slow", "normal", "normal", "fast"],
        surface=["stable"] * 5,
    )
    steps = {(step.cell.speed, step.cell.surface): step for step in found.following}
    assert set(steps) == {("fast", "stable"), ("slow", "soft"), ("normal", "soft")}
    fast = steps["fast", "stable"]
    assert (fast.tries, fast.highest, fast.near.speed) == (1, 6.0, "normal")


def test_unknown_parts_take_no_step_and_own_words_have_no_order():
    found = tried([0, 3], [1, 1], direction=["links"] * 2)
    assert found.cells[0].safe
    assert found.following == ()


@pytest.mark.parametrize(
    ("name", "dimensions"),
    [
        ("Gehen", {"speed", "surface"}),
        ("Treppensteigen", {"speed"}),
        ("Sitzen", {"surface"}),
        ("Liegen", set()),
    ],
)
def test_no_step_that_makes_no_sense(name, dimensions):
    found = tried([0, 3], [1, 1], name=name, **ways(2, speed="slow", surface="stable", position="sitting"))
    assert {step.dimension for step in found.following} == dimensions


def test_effective_variants_and_future_tries():
    # two cells, two tries each in 28 days: exp(ln 2 + 1/8)
    found = tried([10, 12, 14, 16, 40], [1] * 5, speed=["slow", "fast", "slow", "fast", "normal"])
    assert found.effective == pytest.approx(2 * np.exp(1 / 8))
    assert (found.n, len(found.cells)) == (4, 2)


def test_the_family_in_the_file_reaches_the_map():
    frame = closely.exposures([0, 3], [1, 1], "Übung 3", family=["gait", "gait"])
    series = closely.series(frame, 5)["Übung 3"]
    assert patterns.of(series, closely.day(5), TAU).pattern == "walk"
    assert patterns.of(series, closely.day(5), TAU, "carry").pattern == "carry"
