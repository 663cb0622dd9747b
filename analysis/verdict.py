"""From probabilities to a verdict: the call rules of science note 2.1, in their order, and why there is none.

A false "safe" is taken to cost four times a missed one, so P(safe) has to exceed 4/5; it is .84, because of the
calls just above .80 more than four in a hundred were wrong in simulation (docs/methods/movements.md). The limits for
a rise and a fall belong to the corrected probabilities (`correction`); expected pain is read without the correction
and keeps the limits of the note. "When in doubt, say nothing": too few tries, too few days or too long ago end in
`unknown` with what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.results import Insufficient

if TYPE_CHECKING:
    from analysis.results import State
    from analysis.safetygp import Summary

P_THREAT = 0.60
MIN_TRIES, MIN_DAYS = 3, 2
MIN_TRIES_THREAT = 2
STALE, STALE_SAFE = 21, 14
P_FIRST_SIGNS, P_CLEAR_FALL = 0.65, 0.85
CERTAINTY = ((0.95, "very_sure"), (0.84, "sure"), (0.50, "rather_yes"), (0.20, "rather_no"), (0.0, "no"))


@dataclass(frozen=True, slots=True)
class Rules:
    """How likely a rise must be to be called relapsing, and a fall to be called learning."""

    rise: float
    fall: float


FELT = Rules(rise=0.33, fall=0.62)
EXPECTED = Rules(rise=0.50, fall=0.65)
P_RELAPSE, P_LEARN = FELT.rise, FELT.fall


@dataclass(frozen=True, slots=True)
class Basis:
    """What a verdict may rest on: tries in the window, on how many days, days since the last."""

    movement: str
    n: int
    n_days: int
    days_since: int


def call(
    found: Summary, basis: Basis, p_safe: float, rules: Rules = FELT
) -> tuple[State, str, Insufficient | None]:
    """State, reason it is not more, and what is missing for it."""
    state = by_probability(found, p_safe, rules)
    if basis.days_since > STALE:
        return "unknown", "stale", None
    if basis.n < (MIN_TRIES_THREAT if state == "threat" else MIN_TRIES):
        return "unknown", "too_few_tries", Insufficient("tries", basis.n, MIN_TRIES, basis.movement)
    if basis.n_days < MIN_DAYS and state != "threat":
        return (
            "unknown",
            "too_few_days",
            Insufficient("days_with_tries", basis.n_days, MIN_DAYS, basis.movement),
        )
    if state == "safe" and basis.days_since > STALE_SAFE:
        return "unknown", "refresh_due", None
    return state, "undecided" if state == "unknown" else "", None


def by_probability(found: Summary, p_safe: float, rules: Rules = FELT) -> State:
    """The first rule that fits, without regard to the amount of data."""
    above = 1 - found.p_safe
    if found.p_safe >= p_safe:
        return "safe"
    if found.p_rise >= rules.rise and above >= 0.5:
        return "relapsing"
    if found.p_fall >= rules.fall:
        return "learning"
    return "threat" if above >= P_THREAT else "unknown"


def direction(p_fall: float) -> str:
    """P(fall) in words (science note 2.5)."""
    return "clear_fall" if p_fall >= P_CLEAR_FALL else "first_signs" if p_fall >= P_FIRST_SIGNS else ""


def certainty(p_safe: float) -> str:
    """P(safe) in words (science note 2.6); "sure" begins where "safe" is called, so that the two never disagree."""
    return next(word for bound, word in CERTAINTY if p_safe >= bound)


def belief_headline(pain: State, belief: State, belief_falls: bool) -> str:  # noqa: FBT001 - read at one place
    """Body and mind side by side (science note 2.8); `open` where one of the two cannot be told."""
    if pain == "safe":
        if belief == "safe":
            return "both_safe"
        return "open" if belief == "unknown" else "belief_lags"
    if pain == "unknown" or belief in {"unknown", "safe"}:
        return "open"
    return "trust_grows" if belief_falls else "both_watchful"
