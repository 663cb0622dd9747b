"""Days of a calendar, days picked in a scatter, and which questions the Connections page can ask."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import calendar_view, picking
from analysis.association_results import AdjustedPoint, LagPoint, Scatter
from analysis.explorer import MOST, Explorer
from tests import fakes

START = date(2026, 1, 5)  # a Monday


def panel(**columns):
    length = max(len(values) for values in columns.values())
    index = pd.date_range(START, periods=length, name="date", unit="us")
    return pd.DataFrame(
        {name: np.array(values, dtype=float) for name, values in columns.items()}, index=index
    )


def day(offset):
    return START + timedelta(days=offset)


# ------------------------------------------------------------------ calendar


def test_every_calendar_day_is_there_and_missing_is_not_nought():
    found = calendar_view.of(panel(pain=[0, np.nan, 4]), "pain", (day(-1), day(3)))
    assert [one.value for one in found.days] == [None, 0.0, None, 4.0, None]
    assert [one.day for one in found.days] == [day(at) for at in range(-1, 4)]
    assert (found.n, found.missing) == (2, 3)


def test_a_rating_has_the_full_scale_and_an_amount_its_own():
    frame = panel(pain=[3, 4, 5], stress=[2, 2, 9], steps=[1000, 9000, np.nan])
    window = (day(0), day(0))
    assert [
        (found.low, found.high) for found in (calendar_view.of(frame, name, window) for name in frame)
    ] == [
        (0, 10),
        (0, 10),
        (1000, 9000),
    ]
    nothing = calendar_view.of(frame, "unknown", window)
    assert (nothing.n, nothing.missing) == (0, 1)


def test_pain_comes_first_and_what_was_never_logged_is_not_offered():
    frame = panel(stress=[1, 2], pain=[3, 4], mood=[np.nan, np.nan], pain_worst=[5, 6], n_tries=[0, 0])
    assert calendar_view.names(frame) == ("pain", "stress")
    assert calendar_view.names(panel(pain=[np.nan], pain_tries=[4], stress=[1])) == ("pain_tries", "stress")
    assert calendar_view.names(panel(pain=[np.nan])) == ()


# ------------------------------------------------------------------ picking


def scatter(points):
    made = tuple(AdjustedPoint(day(at), x, pain) for at, x, pain in points)
    return Scatter("stress", made, (), (), (), (), len(made), (day(0), day(30)))


POINTS = [(0, 1.0, 3.0), (1, 5.0, 6.0), (2, 6.0, 7.0), (3, 7.0, 6.5), (8, 8.0, 6.2), (12, 2.0, 9.0)]


def test_picked_days_lie_in_both_ranges_ends_included():
    rated = panel(pain=[3, 6, np.nan, 7, 0, 0, 0, 0, 6, 0, 0, 0, 9])
    found = picking.of(scatter(POINTS), rated, (5.0, 8.0), (6.0, 7.0))
    assert [one.day for one in found.days] == [day(1), day(2), day(3), day(8)]
    assert [one.pain for one in found.days] == [6.0, None, 7.0, 6.0]
    assert [one.adjusted for one in found.days] == [6.0, 7.0, 6.5, 6.2]
    assert (found.total, found.longest, found.run) == (6, 3, (day(1), day(3)))


def test_weekend_days_are_counted_and_nothing_picked_is_a_result():
    weekend = scatter([(5, 1.0, 3.0), (6, 1.0, 3.0), (7, 1.0, 3.0)])  # Saturday, Sunday, Monday
    rated = panel(pain=[1] * 8)
    assert picking.of(weekend, rated, (0.0, 2.0), (0.0, 10.0)).weekend == 2
    none = picking.of(weekend, rated, (9.0, 10.0), (0.0, 10.0))
    assert (none.days, none.weekend, none.longest, none.run) == ((), 0, 0, None)


@given(st.integers(-10_000, 10_000).map(lambda n: n / 8), st.integers(0, 10_000).map(lambda n: n / 8))
def test_steps_of_a_range_are_round_and_hold_both_ends(low, width):
    steps = picking.scale(low, low + width)
    size = steps[1] - steps[0]
    assert steps[0] <= low + 1e-6 * max(1.0, abs(low))
    assert steps[-1] >= low + width - 1e-6 * max(1.0, abs(low + width))
    assert 2 <= len(steps) <= picking.STEPS + 3
    assert sorted(set(steps)) == list(steps)
    assert round(size / 10 ** np.floor(np.log10(size * 1.0001)), 3) in {1.0, 2.0, 5.0}


def test_steps_of_a_rating_are_halves_or_less():
    assert picking.scale(0, 10)[:3] == (0.0, 0.5, 1.0)
    assert picking.scale(4, 4)[0] == 4.0


# ------------------------------------------------------------------ what can be asked


def bar(factor, lag, *, survives=False, b=0.2):
    return LagPoint(factor, lag, b, b - 0.1, b + 0.1, 0.01, survives, 60)


def explorer(bars, found=()):
    return Explorer(SimpleNamespace(found=tuple(found), lags=tuple(bars), panel=None))


@pytest.mark.parametrize(
    ("forth", "back", "kind"),
    [
        (True, True, "both"),
        (True, False, "factor_first"),
        (False, True, "pain_first"),
        (False, False, "neither"),
    ],
)
def test_the_reverse_question_is_answered_by_what_survives(forth, back, kind):
    bars = [
        bar("stress", 1, survives=forth),
        bar("stress", -1, survives=back),
        bar("stress", 0, survives=True),
    ]
    found = explorer(bars).reverse("stress")
    assert (found.kind, found.forth, found.back) == (kind, bars[0], bars[1])


def test_the_reverse_question_does_not_deny_what_the_connection_warns_of():
    """The detail said "nothing the other way round" under a headline with "pain first is as strong"."""
    bars = [bar("stress", 1, survives=True), bar("stress", -1)]
    warned = fakes.connection("stress", lag=1, reverse_as_strong=True)
    assert explorer(bars, [warned]).reverse("stress").kind == "open"
    assert explorer(bars, [fakes.connection("stress", lag=1)]).reverse("stress").kind == "factor_first"


def test_the_night_before_is_its_own_first_and_too_few_days_are_said():
    bars = [bar("sleep_hours", 0, survives=True), bar("sleep_hours", -1), bar("sleep_hours", 1)]
    assert explorer(bars).reverse("sleep_hours").forth == bars[0]
    assert explorer(bars).reverse("sleep_hours").kind == "factor_first"
    assert explorer(bars[:1]).reverse("sleep_hours").kind == "unknown"


def test_factors_stand_by_rank_and_the_usual_distance_first():
    bars = [bar(name, lag) for name in ("factor:Kaffee", "stress") for lag in range(-3, 8)]
    one = explorer(bars, [fakes.connection("stress", lag=1)])
    assert one.factors == ("stress", "factor:Kaffee")
    assert one.lags_offered("stress")[:2] == (1, -3)
    assert one.lags_offered("factor:Kaffee")[:3] == (1, -3, -2)
    stood_out = [bar("factor:Kaffee", 0, survives=True), *(bar("factor:Kaffee", lag) for lag in (1, 2))]
    assert explorer(stood_out).lags_offered("factor:Kaffee") == (0, 1, 2)
    assert [point.lag for point in one.lags("stress")] == list(range(-3, 8))
    assert one.connection("stress", 1) is not None
    assert one.connection("stress", 0) is None


def test_what_stood_out_answers_none_of_the_six_questions():
    bars = [bar("stress", 1, survives=True, b=0.9), bar("stress", 2, survives=True), bar("stress", 3)]
    many = [bar(f"factor:{at}", 1, survives=True, b=-0.3 - at / 100) for at in range(9)]
    found = explorer([*bars, *many], [fakes.connection("stress", lag=1)]).stood_out
    assert len(found) == MOST
    assert found[0].factor == "factor:8"
    assert all(point.survives and (point.factor, point.lag) != ("stress", 1) for point in found)


def test_an_answer_is_worked_out_once(monkeypatch):
    from analysis import lagview

    calls = []
    monkeypatch.setattr(
        lagview, "natural", lambda panel, factor, lag: calls.append((factor, lag)) or len(calls)
    )
    one = explorer([])
    assert [one.natural("stress", 1), one.natural("stress", 1), one.natural("stress", 2)] == [1, 1, 2]
    assert calls == [("stress", 1), ("stress", 2)]
