"""Further tries, thought through: the fewest that change a verdict, by the same fit and rules as any verdict."""

from __future__ import annotations

import numpy as np
import pytest

from analysis import movements, next_tries, tries
from tests import closely


def asked(frame, until, name="a", known=None):
    panel = closely.known_days(frame, known)
    today = closely.day(until)
    series = tries.History(frame, panel).until(today)
    said = {one.movement: one for one in movements.assess(frame, panel, today)}
    return next_tries.ahead(series, said[name], today), said[name], series


def replayed(frame, found, one, count, felt, last):
    """The verdict of the diary with `count` tries really added at the same rhythm and load."""
    more = closely.exposures(
        [last + found.every * (at + 1) for at in range(count)],
        [felt] * count,
        weight_kg=one.last_load.weight_kg,
    )
    whole = closely.both(frame, more)
    day = closely.day(last + found.every * count)
    return next(
        each.state
        for each in movements.assess(whole, closely.known_days(whole), day)
        if each.movement == one.movement
    )


def test_the_fewest_calm_tries_until_safe_are_those_a_real_diary_needs():
    days = list(range(0, 40, 4))
    frame = closely.exposures(days, [5, 5, 5, 4, 4, 4, 4, 3, 4, 3], weight_kg=10.0)
    found, one, _ = asked(frame, 36)
    assert one.state != "safe"
    assert found.gain.felt == 2.0
    assert found.gain.state == "safe"
    assert 1 < found.gain.tries <= next_tries.MOST
    assert replayed(frame, found, one, found.gain.tries, 2.0, 36) == "safe"
    assert replayed(frame, found, one, found.gain.tries - 1, 2.0, 36) != "safe"


def test_a_safe_movement_is_asked_what_would_undo_it():
    days = list(range(0, 40, 4))
    found, one, _ = asked(closely.exposures(days, [2, 1, 2, 2, 1, 2, 2, 1, 2, 2], weight_kg=10.0), 36)
    assert one.state == "safe"
    assert (found.gain, found.likely) == (None, None)
    assert found.lose.felt == 4.0
    assert found.lose.tries >= 1
    assert found.lose.state != "safe"


def test_too_few_tries_are_said_to_end_with_the_third():
    found, one, _ = asked(closely.exposures([0, 4], [1, 1], weight_kg=10.0), 5)
    assert one.reason == "too_few_tries"
    assert found.likely.tries == 1
    assert found.likely.state == "safe"


def test_what_six_tries_do_not_bring_is_not_foreseeable():
    days = list(range(40))
    found, one, _ = asked(closely.exposures(days, [9, 4, 8, 5] * 10, weight_kg=10.0), 40)
    assert one.state == "threat"
    assert found.gain.tries is None
    assert found.gain.state == "threat"


def test_a_movement_outside_the_window_says_nothing():
    frame = closely.both(
        closely.exposures([0, 4, 8], [2, 2, 2]), closely.exposures([130, 134], [2, 2], movement="b")
    )
    found, one, _ = asked(frame, 135)
    assert one.reason == "nothing_in_window"
    assert found is None
    series = tries.History(frame, closely.known_days(frame)).until(closely.day(135))
    assert next_tries.ahead({}, one, closely.day(135)) is None
    assert set(series) == {"a", "b"}


@pytest.mark.parametrize(
    ("offsets", "every"),
    [
        ([0], 3),
        ([0, 0, 0], 3),
        ([0, 2, 4, 6], 2),
        ([0, 1, 2], 1),
        ([0, 30, 60], 7),
        ([0, 2, 30, 33, 36, 39, 42, 45], 3),
    ],
)
def test_rhythm_is_the_usual_distance_of_late_days_with_a_try(offsets, every):
    one = closely.series(closely.exposures(offsets, [2.0] * len(offsets)), 60)["a"]
    assert next_tries.rhythm(one, closely.day(60)) == every


def test_tries_are_added_at_the_load_trained_now_and_nothing_given_changes():
    frame = closely.exposures([0, 3, 6, 9], [3, 3, 3, 3], weight_kg=[10.0, 10.0, 20.0, 20.0])
    one = closely.series(frame, 9)["a"]
    before = one.day.copy()
    longer = next_tries.extended(one, 2, 1.0, closely.day(9), 3)
    assert (longer.day[-2:] - one.day[-1]).tolist() == [3, 6]
    assert longer.felt[-2:].tolist() == [1.0, 1.0]
    assert longer.x[-2:] == pytest.approx([1.0, 1.0])
    assert np.isnan(longer.expected[-2:]).all()
    assert longer.state[-1].tolist() == [0, 0, 0]
    assert (one.day == before).all()
    assert len(one) == 4
    late = next_tries.extended(one, 1, 1.0, closely.day(40), 3)
    assert late.day[-1] == one.day[0] + 41


def test_beside_very_many_movements_nothing_is_played_through():
    names = [f"m{at}" for at in range(next_tries.MOST_MOVEMENTS + 1)]
    one = closely.exposures([0, 3, 6], [4, 4, 4])
    panel = closely.known_days(one)
    said = movements.assess(one, panel, closely.day(7))[0]
    own = tries.History(one, panel).until(closely.day(7))["a"]
    assert next_tries.ahead(dict.fromkeys(["a", *names], own), said, closely.day(7)) is None
