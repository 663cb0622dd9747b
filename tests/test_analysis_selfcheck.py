"""The self-check: who the model fits is told from who it does not, with predictions that know only the past."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis import fits, selfcheck, tries
from analysis.doseresponse import Known
from analysis.results import Insufficient
from tests import closely


def history(frame, known=None):
    return tries.History(frame, closely.known_days(frame, known))


def of(frame, memory=None):
    table = closely.known_days(frame, None)
    return selfcheck.of(frame, table, LAST, {} if memory is None else memory)


def people(seed, rate, movements=3, tried=24):
    """Three movements, each tried every third day; `rate` makes one rating from the generator and the place."""
    rng = np.random.default_rng(seed)
    offsets = [3 * at for at in range(tried)]
    return closely.both(
        *(
            closely.exposures(offsets, [rate(rng, at, m) for at in range(tried)], f"m{m}")
            for m in range(movements)
        )
    )


def steady(rng, at, m):
    return float(np.clip(round(5 - m - 0.05 * at + rng.normal(0, 1.0)), 0, 10))


def blind(rng, at, m):
    return float(rng.integers(0, 11))


LAST = closely.day(70)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_diary_like_the_model_holds(seed):
    found = of(people(seed, steady))
    assert found.fits
    assert found.share >= selfcheck.HOLDS
    assert (found.wider, found.p_safe) == (1.0, None)
    assert found.n == found.movements * 24 - 3 * 3  # the first week of each has nothing before it
    assert found.inside == round(found.share * found.n)
    assert found.rounded >= found.share


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_blind_ratings_do_not_hold_although_the_rounded_band_might(seed):
    found = of(people(seed, blind))
    assert not found.fits
    assert found.share < selfcheck.HOLDS
    assert 1.2 < found.wider <= selfcheck.MOST_WIDER
    assert found.p_safe == selfcheck.CAREFUL


def test_widened_by_the_factor_the_band_holds_eighty_in_a_hundred():
    frame = people(4, blind)
    book = history(frame)
    known = weekly(book)
    found = selfcheck.check(known, LAST)
    missed = selfcheck.predictions(known, LAST).missed
    assert (missed <= found.wider + 1e-9).mean() == pytest.approx(0.8, abs=0.02)


def weekly(book, days=()):
    known = {}
    for day in days or [closely.day(70 - 7 * back) for back in range(14)]:
        series = book.until(day)
        for name, one in fits.felt(series, day).items():
            known.setdefault(name, []).append(Known(day, series[name], one))
    return known


def test_a_prediction_knows_nothing_of_its_own_week():
    calm = people(5, lambda rng, at, m: 2.0)
    wild = calm.copy()
    wild.loc[wild["date"] > np.datetime64(closely.day(63)), "pain_during"] = 9.0
    found = [selfcheck.predictions(weekly(history(one)), LAST) for one in (calm, wild)]
    assert found[0].mean == pytest.approx(found[1].mean)
    assert found[0].sd == pytest.approx(found[1].sd)
    late = found[1].day > closely.day(63).toordinal() - tries.EPOCH_ORDINAL
    assert (found[1].felt[late] == 9).all()
    assert (found[1].missed[late] > 1).all()


def test_under_twenty_predictions_nothing_is_said():
    frame = people(6, steady, movements=1, tried=12)
    assert of(frame) == Insufficient("predicted_tries", 9, 20)
    assert selfcheck.check({}, LAST) == Insufficient("predicted_tries", 0, 20)


def test_more_load_is_predicted_to_hurt_more_and_the_day_enters_by_its_prior_effect():
    found = closely.posterior([3.0] * 100, 0.8)
    found = replace(found, noise=1.0, wander=0.0)
    mean, sd = selfcheck.predicted(
        found, np.array([0.0, 1.0, 0.0]), np.array([[0, 0, 0], [0, 0, 0], [2.0, 0, 0]]), np.zeros(3)
    )
    assert mean == pytest.approx([3.0, 3.8, 4.2])
    single = 1 + 1 / 12 + 0.25
    assert sd == pytest.approx(np.sqrt([single, single, single + 4 * 0.09]))


def test_a_level_may_wander_until_the_try():
    found = replace(closely.posterior([3.0] * 100), noise=1.0, wander=2.0)
    _, sd = selfcheck.predicted(found, np.zeros(2), np.zeros((2, 3)), np.array([1.0, 7.0]))
    assert sd[1] > sd[0]


def test_the_order_of_the_weeks_does_not_matter_and_later_ones_are_not_used():
    known = weekly(history(people(7, steady)))
    turned = {name: list(reversed(weeks)) for name, weeks in known.items()}
    assert selfcheck.check(known, LAST) == selfcheck.check(turned, LAST)
    early = closely.day(49)
    cut = {name: [one for one in weeks if one.day <= early] for name, weeks in known.items()}
    assert selfcheck.check(known, early) == selfcheck.check(cut, early)


def test_an_edit_is_checked_anew_from_its_week_on(monkeypatch):
    """What was predicted once is kept, is the same as without, and only weeks that know the edit are worked out."""
    frame, memory, fitted = people(1, steady), {}, []
    real = fits.alone
    monkeypatch.setattr(fits, "alone", lambda series, day: fitted.append(day) or real(series, day))
    first = of(frame, memory)
    sundays = [closely.day(at) for at in range(-22, 70, 7)]
    assert fitted == [*sundays, LAST]
    assert of(frame, memory) == first
    assert fitted == [*sundays, LAST]
    edited = frame.copy()
    edited.loc[frame["date"] == frame["date"].max(), "pain_during"] = 10.0
    assert of(edited, memory) == of(edited)
    assert fitted == [*sundays, LAST, *sundays[-2:], LAST, *sundays, LAST]
    plain = selfcheck.check(weekly(history(frame), [*sundays, LAST]), LAST)
    assert (first.n, first.inside, first.movements) == (plain.n, plain.inside, plain.movements)
