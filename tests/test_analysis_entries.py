"""Entries stand beside their tries in the right order; a stretch of days counts what is in it and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from analysis import entries
from analysis.results import Dose, Try
from analysis.review import Review
from data import schema
from tests import fakes


def review(rows):
    frame = schema.conform(pd.DataFrame(rows), "exposures")
    return Review(schema.empty("days"), frame, schema.empty("factors"))


def row(day, felt, movement="Bücken", **values):
    return {"date": f"2026-03-{day:02d}", "movement": movement, "pain_during": felt, "seq": 0, **values}


ROWS = [
    row(5, 1, time="18:00", note="abends"),
    row(5, 2, time="08:00", note="früh", speed="slow"),
    row(5, 3, note="ohne Uhrzeit"),
    row(4, None, note="nicht bewertet"),
    row(3, 9, movement="Heben"),
    row(1, 4, time="08:00", seq=1, position="standing"),
    row(1, 5, time="08:00", seq=0),
]


def bend(found):
    return next(one for one in found.movements if one.movement == "Bücken")


def test_each_entry_is_the_try_drawn():
    """The diary's order is not that of the verdict, unrated rows are no tries, other movements lie between."""
    found = review(ROWS)
    made = entries.of(found.exposures, bend(found))
    assert [(one.day.day, one.time, one.seq, one.done.felt) for one in made] == [
        (1, "08:00", 0, 5.0),
        (1, "08:00", 1, 4.0),
        (5, None, 0, 3.0),
        (5, "08:00", 0, 2.0),
        (5, "18:00", 0, 1.0),
    ]
    assert [one.note for one in made] == ["", "", "ohne Uhrzeit", "früh", "abends"]
    assert made[1].variant == ("", "", "", "standing")
    assert made[3].variant == ("", "slow", "", "")


def test_only_the_tries_of_the_window_have_entries():
    old = row(1, 7) | {"date": "2025-06-01", "note": "vor dem Fenster"}
    found = review([old, *ROWS])
    made = entries.of(found.exposures, bend(found))
    assert len(made) == len(bend(found).tries) == 5
    assert "vor dem Fenster" not in {one.note for one in made}


def one(day, felt, expected=None, x=0.0, kg=None, *, strained=False):
    return Try(date(2026, 3, day), felt, expected, x, Dose(kg, weight_kg=kg), strained)


TRIES = [
    one(1, 8.0, 9.0, 0.0, 10.0),
    one(2, 2.0, None, 1.0, 20.0, strained=True),
    one(2, 4.0, 7.0, 0.5, 14.0),
    one(6, 6.0, 6.0),
    one(9, 0.0, 1.0, 2.0, 40.0),
]


def test_a_stretch_holds_both_ends_and_medians_not_means():
    found = entries.stretch(TRIES, date(2026, 3, 1), date(2026, 3, 6))
    assert (found.n, found.n_days, found.strained) == (4, 3, 1)
    assert (found.felt, found.expected, found.n_expected) == (5.0, 7.0, 3)
    assert [dose.weight_kg for dose in (found.light, found.middle, found.heavy)] == [10.0, 14.0, 20.0]
    assert found.n_load == 3


def test_an_empty_stretch_says_nothing_instead_of_nought():
    found = entries.stretch(TRIES, date(2026, 3, 3), date(2026, 3, 5))
    assert (found.n, found.n_load) == (0, 0)
    assert (found.felt, found.expected, found.light, found.middle, found.heavy) == (None,) * 5


def test_the_load_of_the_verdict_is_not_simply_the_last_one():
    lift = replace(fakes.board()[1], tries=tuple(TRIES), x_now=0.9)
    assert entries.load_now(lift).weight_kg == 20.0
    assert entries.load_now(replace(lift, tries=(TRIES[3],))) is None
