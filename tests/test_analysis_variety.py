"""Effective variants and new cells (science note 4.6)."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis import variety
from analysis.results import Insufficient
from data import schema

TODAY = date(2026, 3, 25)  # a Wednesday; Monday is the 23rd


def tries(*rows):
    frame = pd.DataFrame(rows, columns=["date", "movement", "speed"]).assign(pain_during=2)
    frame["date"] = pd.to_datetime(frame["date"])
    return schema.conform(frame, "exposures")


def test_effective_by_hand():
    # two cells, two tries each: H = ln 2 + 1 / 8 -> 2 e^.125 = 2.2663
    assert variety.effective(np.array([2, 2])) == pytest.approx(2.2663, abs=1e-4)
    assert variety.effective(np.array([7])) == 1


def test_window_and_cells():
    found = variety.of(
        tries(
            ("2026-02-25", "a", "fast"),
            ("2026-02-26", "a", "slow"),
            ("2026-03-20", "a", None),
            ("2026-03-20", "b", None),
        ),
        TODAY,
    )
    assert (found.cells, found.tries, found.window) == (3, 3, (date(2026, 2, 26), TODAY))
    assert found.new_this_week == ()


def test_new_cells_are_those_never_tried_before_monday():
    found = variety.of(
        tries(
            ("2026-03-22", "a", "slow"),
            ("2026-03-23", "a", "fast"),
            ("2026-03-24", "a", "slow"),
            ("2026-03-25", "b", None),
        ),
        TODAY,
    )
    assert found.new_this_week == ("a · fast", "b")


def test_nothing_tried_lately():
    found = variety.of(tries(("2026-02-25", "a", "fast")), TODAY)
    assert isinstance(found, Insufficient)
    assert (found.what, found.have, found.need) == ("tries", 0, 1)
