"""Which movements are being learned as safe: the labelled shell around SafetyGP (science note 2).

`assess` says how each movement stands on one day, `looks` what would have been said on earlier days with the
data of those days only. "Safe" is a statement about a person's ratings at the load trained now, on an average
day of that person; it says nothing about tissue.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis import detail, fits, risks, safetyprior, verdict
from analysis.posterior import Posterior, Summary, summarise
from analysis.results import STATES, Belief, Look, MovementAssessment, Settings
from analysis.tries import History, Series, calendar_day, day_number

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

DEFAULT = Settings()
TAU_LOW, TAU_HIGH = 3, 5
TAU_LEAST = 1


@dataclass(frozen=True)
class _Fitted:
    """Everything known about the tries on one day: series, the pain track, the limit."""

    series: dict[str, Series]
    pain: dict[str, Posterior]
    tau: float
    today: date
    known: fits.Days
    strained: bool

    def basis(self, name: str, found: Summary) -> verdict.Basis:
        """What the verdict on a movement in the window rests on; earlier looks are only read where they matter."""
        basis = _basis(self.series[name], self.today, self.pain[name], strained=self.strained)
        if not verdict.FELT.fall_again <= found.p_fall < verdict.needed_first(basis):
            return basis
        earlier = (self.today - timedelta(days=back) for back in verdict.RECENT)
        return replace(basis, fell=any(self._fell(self.series[name], day) for day in earlier))

    def _fell(self, series: Series, day: date) -> bool:
        """Whether a fall of this movement was seen on an earlier day."""
        chance = self.known.fall(day).get(series.name)
        return chance is not None and verdict.falls(chance, _basis(series, day))


def tolerance(panel: pd.DataFrame, settings: Settings, today: date) -> float:
    """Tolerated pain in movement: as set (within 1-5), else clip(max(3, round(median rest pain) + 1), 3, 5).

    Median over the days up to `today` with a rest pain before training; 3 without any (science note 1.3). A limit
    above 5 is never used: it would call more movements safe than the note allows.
    """
    if settings.tau is not None:
        return float(min(max(settings.tau, TAU_LEAST), TAU_HIGH))
    rest = panel["pain_before"].to_numpy(dtype=float)[panel.index.to_numpy() <= np.datetime64(today, "us")]
    rest = rest[np.isfinite(rest)]
    usual = round(float(np.median(rest))) + 1 if len(rest) else TAU_LOW
    return float(min(max(usual, TAU_LOW), TAU_HIGH))


def assess(
    exposures: pd.DataFrame,
    panel: pd.DataFrame,
    today: date,
    settings: Settings = DEFAULT,
    known: fits.Days | None = None,
) -> list[MovementAssessment]:
    """The verdict on every movement ever rated up to `today`, in the order of the board.

    exposures: schema dtypes, any order; rows without movement or pain_during are ignored. panel: from
    `panel.daily` of the same diary. known: the fits of these two, where somebody shares them. Nothing after `today` is
    used. A movement without a try in the last 90 days is `unknown` with reason `nothing_in_window`; missing covariates
    count as an average day.
    """
    fitted = _fit(known or fits.Days(History(exposures, panel)), today, settings)
    belief = fits.expected(fitted.series, today)
    found = [_assessment(name, fitted, belief.get(name), settings) for name in fitted.series]
    return sorted(found, key=_board_order)


def looks(
    exposures: pd.DataFrame, panel: pd.DataFrame, today: date, weeks: int = 16, settings: Settings = DEFAULT
) -> list[Look]:
    """What would have been said today, 7, ..., 7 * (weeks - 1) days ago with the data up to that day only."""
    known = fits.Days(History(exposures, panel))
    return [one for back in range(weeks) for one in look(known, today - timedelta(weeks=back), settings)]


def look(known: fits.Days, day: date, settings: Settings = DEFAULT) -> list[Look]:
    """What would have been said on one day about every movement tried until then."""
    fitted = _fit(known, day, settings)
    out = []
    for name, series in fitted.series.items():
        posterior = fitted.pain.get(name)
        if posterior is None:
            count = _basis(series, day, posterior).n
            out.append(Look(name, day, "unknown", float("nan"), None, None, None, count))
            continue
        found = summarise(posterior, fitted.tau)
        basis = fitted.basis(name, found)
        state, _, _ = verdict.call(found, basis, settings.p_safe)
        out.append(
            Look(
                name,
                day,
                state,
                found.p_safe,
                found.level,
                *found.level90,
                basis.n,
                found.p_fall,
                found.p_rise,
                found.change,
                *found.change90,
            )
        )
    return out


def _fit(known: fits.Days, today: date, settings: Settings) -> _Fitted:
    """The pain track of all movements on one day."""
    limit = tolerance(known.history.panel, settings, today)
    strained = _strained(known.history, today)
    return _Fitted(known.series(today), known.felt(today, settings.wider), limit, today, known, strained)


def _strained(history: History, today: date) -> bool:
    """Whether the day is one of a stressful stretch (science note 4.8), by the days of the window up to it."""
    begin, end = (history.days_until(one) for one in (today - timedelta(days=safetyprior.WINDOW), today))
    return bool(risks.stress(history.panel_day[begin:end], history.stress[begin:end], today))


def _basis(
    series: Series, today: date, posterior: Posterior | None = None, *, strained: bool = False
) -> verdict.Basis:
    """What the tries up to `today` are as a basis; there has to be one, later ones do not count."""
    now = day_number(today)
    begin, end = np.searchsorted(series.day, [now - safetyprior.WINDOW, now], side="right").tolist()
    inside = series.day[begin:end]
    return verdict.Basis(
        series.name,
        len(inside),
        len(safetyprior.distinct(inside)),
        now - int(series.day[end - 1]),
        span=now - int(inside[0]) if len(inside) else 0,
        repeated=posterior.habits[1] if posterior else 0.0,
        pooled=posterior is not None and posterior.pooled,
        strained=strained,
    )


def _assessment(
    name: str, fitted: _Fitted, belief: Posterior | None, settings: Settings
) -> MovementAssessment:
    series, today, tau = fitted.series[name], fitted.today, fitted.tau
    posterior = fitted.pain.get(name)
    basis = _basis(series, today, posterior)
    first_day = max(today - timedelta(days=safetyprior.WINDOW - 1), calendar_day(series.day[0]))
    common: dict[str, Any] = {
        "movement": name,
        "tau": tau,
        "n": basis.n,
        "n_days": basis.n_days,
        "n_total": len(series),
        "days_since": basis.days_since,
        "window": (first_day, today),
        "first": calendar_day(series.day[0]),
        "last": calendar_day(series.day[-1]),
    }
    if posterior is None:
        return _without_window(common)
    found = summarise(posterior, tau)
    basis = fitted.basis(name, found)
    state, reason, needs = verdict.call(found, basis, settings.p_safe)
    needed = verdict.needed(settings.p_safe, basis)
    window = detail.Window(series, day_number(today))
    return MovementAssessment(
        **common,
        state=state,
        reason=reason,
        needs=needs,
        p_safe=found.p_safe,
        p_fall=found.p_fall,
        p_rise=found.p_rise,
        level=found.level,
        low=found.level90[0],
        high=found.level90[1],
        change=found.change,
        change_low=found.change90[0],
        change_high=found.change90[1],
        direction=verdict.direction(found.p_fall),
        certainty=verdict.certainty(found.p_safe, needed),
        needed=needed,
        beta=found.beta,
        x_now=posterior.x_now,
        capacity=window.capacity(found.capacity_x[0], posterior.x_now, tau),
        belief=_belief(series, belief, found, state, fitted, settings),
        curve=detail.curve(posterior),
        **window.facts(state, tau, posterior.x_now),
    )


def _without_window(common: dict[str, Any]) -> MovementAssessment:
    nan = float("nan")
    return MovementAssessment(
        **common,
        state="unknown",
        reason="nothing_in_window",
        p_safe=nan,
        p_fall=nan,
        p_rise=nan,
        level=None,
        low=None,
        high=None,
        change=None,
        change_low=None,
        change_high=None,
    )


def _belief(
    series: Series,
    posterior: Posterior | None,
    pain: Summary,
    pain_state: str,
    fitted: _Fitted,
    settings: Settings,
) -> Belief | None:
    """The belief track of one movement; None where nothing was expected in the window."""
    if posterior is None:
        return None
    found = summarise(posterior, fitted.tau)
    now = day_number(fitted.today)
    inside = (series.day > now - safetyprior.WINDOW) & np.isfinite(series.expected)
    days = series.day[inside]
    basis = verdict.Basis(series.name, len(days), len(safetyprior.distinct(days)), now - int(days[-1]))
    state, _, _ = verdict.call(found, basis, settings.p_safe, verdict.EXPECTED)
    falls = found.p_fall >= verdict.EXPECTED.fall
    return Belief(
        state=state,
        p_safe=found.p_safe,
        p_fall=found.p_fall,
        level=found.level,
        low=found.level90[0],
        high=found.level90[1],
        gap=detail.smoothed(series.expected[inside]) - pain.level,
        n=len(days),
        headline=verdict.belief_headline(pain_state, state, falls),  # type: ignore[arg-type]
        curve=detail.curve(posterior),
    )


def _board_order(one: MovementAssessment) -> tuple[int, float, str]:
    """What needs a look first; inside a state the clearer one first, names last for a stable order."""
    weight = {
        "relapsing": one.p_rise,
        "learning": one.p_fall,
        "safe": one.p_safe,
        "threat": 1 - one.p_safe,
        "unknown": one.n,
    }[one.state]
    return STATES.index(one.state), -float(weight), one.movement
