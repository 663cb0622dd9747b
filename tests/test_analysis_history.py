"""Every week since the first try: the same as a look of that day, kept, and worked out anew only where it must be."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis import fits, history, movements, panel
from analysis.results import Settings
from analysis.tries import History
from data import schema

START = date(2026, 1, 7)
RULES = Settings(tau=3)


def diary(tries=40, seed=1, **changed):
    rng = np.random.default_rng(seed)
    day = np.sort(rng.integers(0, 120, tries))
    rows = {
        "date": np.datetime64(START, "us") + day * np.timedelta64(1, "D"),
        "movement": np.where(rng.random(tries) < 0.5, "Heben", "Bü\tcken\n"),
        "pain_during": rng.integers(0, 8, tries).astype(float),
        "pain_before": rng.integers(0, 4, tries).astype(float),
        "weight_kg": rng.integers(5, 20, tries).astype(float),
        "line": np.arange(tries),
    }
    frame = schema.conform(pd.DataFrame(rows), "exposures")
    for name, (at, value) in changed.items():
        frame.loc[at, name] = value
    return frame


def table(exposures):
    return panel.daily(schema.empty("days"), exposures, schema.empty("factors"))


def test_weeks_end_on_sundays_and_today():
    found = history.weeks(diary(), date(2026, 2, 4))
    assert [one.isoformat() for one in found] == [
        *("2026-01-11", "2026-01-18", "2026-01-25", "2026-02-01", "2026-02-04"),
    ]
    assert history.weeks(diary(), date(2026, 2, 1))[-1] == date(2026, 2, 1)
    assert history.weeks(diary().iloc[:0], date(2026, 2, 1)) == []


def test_a_look_is_what_would_have_been_said_that_day():
    exposures = diary()
    days = history.weeks(exposures, START + timedelta(days=119))[3:8]
    found = history.looks(exposures, table(exposures), days, RULES, {})
    plain = [
        look
        for day in days
        for look in movements.look(fits.Days(History(exposures, table(exposures))), day, RULES)
    ]
    assert [(one.movement, one.day, one.state, one.n) for one in found] == [
        (one.movement, one.day, one.state, one.n) for one in plain if one.level is not None
    ]
    for one, other in zip(found, (each for each in plain if each.level is not None), strict=True):
        assert one.level == pytest.approx(other.level, rel=1e-5)
        assert one.p_fall == pytest.approx(other.p_fall, rel=1e-5)


def counting(monkeypatch):
    asked = []
    real = movements.look
    monkeypatch.setattr(movements, "look", lambda *given: asked.append(given[1]) or real(*given))
    return asked


def test_what_is_known_is_not_worked_out_again(monkeypatch):
    exposures, memory, asked = diary(), {}, counting(monkeypatch)
    days = history.weeks(exposures, START + timedelta(days=119))
    first = history.looks(exposures, table(exposures), days, RULES, memory)
    assert len(asked) == len(days)
    shuffled = exposures.sample(frac=1, random_state=1).reset_index(drop=True)
    assert history.looks(shuffled, table(shuffled), days, RULES, memory) == first
    assert len(asked) == len(days)


def test_an_edit_changes_only_the_weeks_after_it(monkeypatch):
    exposures, memory, asked = diary(), {}, counting(monkeypatch)
    days = history.weeks(exposures, START + timedelta(days=119))
    history.looks(exposures, table(exposures), days, RULES, memory)
    asked.clear()
    edited = diary(pain_during=(30, 9.0))
    history.looks(edited, table(edited), days, RULES, memory)
    when = edited["date"].iloc[30].date()
    assert asked == [one for one in days if one >= when]


def test_another_family_is_another_look(monkeypatch):
    """The family says which movements are of one kind, and these are fitted together in part."""
    exposures, memory, asked = diary(), {}, counting(monkeypatch)
    days = history.weeks(exposures, START + timedelta(days=40))
    for family in (None, "hinge"):
        history.looks(
            exposures.assign(family=family).astype(exposures.dtypes), table(exposures), days, RULES, memory
        )
    assert len(asked) == 2 * len(days)


def test_another_rule_is_another_look(monkeypatch):
    exposures, memory, asked = diary(), {}, counting(monkeypatch)
    days = history.weeks(exposures, START + timedelta(days=40))
    history.looks(exposures, table(exposures), days, RULES, memory)
    history.looks(exposures, table(exposures), days, Settings(tau=4), memory)
    assert len(asked) == 2 * len(days)


def test_an_earlier_fall_is_read_off_the_looks_that_are_kept(monkeypatch):
    """A fall that is not clear asks whether one was seen 7 or 14 days before; these days are not fitted again."""
    exposures, memory, fitted, edited = diary(60, seed=3), {}, [], 35
    exposures["pain_during"] = np.rint(7 - np.arange(60) / 10 + np.tile([0.6, -0.6], 30)).clip(0, 10)
    sundays = history.weeks(exposures, START + timedelta(days=119))[:-1]
    history.looks(exposures, table(exposures), sundays, RULES, memory)
    exposures.loc[edited, "pain_during"] += 1
    real = fits.alone
    monkeypatch.setattr(fits, "alone", lambda series, day: fitted.append(day) or real(series, day))
    found = history.looks(exposures, table(exposures), sundays, RULES, dict(memory))
    fresh = [day for day in sundays if day >= exposures["date"][edited].date()]
    least, clear = movements.verdict.FELT.fall_again, movements.verdict.FELT.fall
    assert any(least <= one.p_fall < clear for one in found if one.day == fresh[0])
    assert fitted == fresh
    assert found == history.looks(exposures, table(exposures), sundays, RULES, {})
