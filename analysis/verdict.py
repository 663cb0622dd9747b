"""From probabilities to a verdict: the call rules of science note 2.1, in their order, and why there is none.

A false "safe" is taken to cost four times a missed one, so P(safe) has to exceed 4/5; it is .84, because of the
calls just above .80 more than four in a hundred were wrong in simulation; .90 with few tries, where a run of lucky
ratings made most of the clearly false ones; .92 for people who often write down the last rating once more, whose
ratings say less than their number; .86 where others of the kind speak along, which may be of one kind in name only;
.95 in a stressful stretch, in which an old pattern may come back between two tries
(docs/methods/movements.md). The limits for a rise and a fall belong to the
corrected probabilities (`correction`); a fall has to be clearer once 28 days are known. What was called a fall within
two weeks stays one until that looks unlikely: one rating more should not take back what a dozen have shown, and where
nothing changes the limit for the first call can be higher. Expected pain is read without the correction and keeps the
limits of the note. "When in doubt, say nothing": too few tries, too few days or too long
ago end in `unknown` with what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.results import Insufficient

if TYPE_CHECKING:
    from analysis.posterior import Summary
    from analysis.results import State

P_THREAT = 0.60
MIN_TRIES, MIN_DAYS = 3, 2
MIN_TRIES_THREAT = 2
STALE, STALE_SAFE = 21, 14
P_FIRST_SIGNS, P_CLEAR_FALL = 0.65, 0.85
FEW_TRIES, P_FEW = 8, 0.90
"""Up to so many tries "safe" needs this."""
MANY_REPEATED, P_REPEATED = 0.38, 0.92
"""From this share of repeated ratings on (`safetyprior.habits`) "safe" needs this."""
P_KIND = 0.86
"""Where movements of one kind are pooled "safe" needs this."""
P_STRAINED = 0.95
"""In a stressful stretch (`risks.stress`) "safe" needs this."""
FULL_DAYS = 28
"""Days since the first try from which a change is one over four weeks."""
CERTAINTY = ((0.95, "very_sure"), (0.84, "sure"), (0.50, "rather_yes"), (0.20, "rather_no"), (0.0, "no"))


@dataclass(frozen=True, slots=True)
class Rules:
    """How likely a rise must be to be called relapsing, and a fall to be called learning.

    fall: from 28 days after the first try on; fall_few: the same with few tries; fall_early: before. fall_again: when
    one was called within `RECENT` days. safe_few, safe_repeated, safe_kind, safe_strained: what "safe" needs with few
    tries, of people who often repeat the last rating, beside others of the kind, and in a stressful stretch.
    """

    rise: float
    fall: float
    fall_few: float
    fall_early: float
    fall_again: float
    safe_few: float = 0.0
    safe_repeated: float = 0.0
    safe_kind: float = 0.0
    safe_strained: float = 0.0


RECENT = (7, 14)
"""Days back at which a call that the next ones may rest on is looked for."""
FELT = Rules(
    rise=0.33,
    fall=0.75,
    fall_few=0.90,
    fall_early=0.62,
    fall_again=0.33,
    safe_few=P_FEW,
    safe_repeated=P_REPEATED,
    safe_kind=P_KIND,
    safe_strained=P_STRAINED,
)
EXPECTED = Rules(rise=0.50, fall=0.65, fall_few=0.65, fall_early=0.65, fall_again=0.65)
P_RELAPSE = FELT.rise


@dataclass(frozen=True, slots=True)
class Basis:
    """What a verdict may rest on: tries in the window, on how many days, days since the last and since the first.

    repeated: share of the person's ratings that repeat the last one of their movement. fell: a fall was seen within
    `RECENT` days. pooled: others of its kind speak along. strained: the day is one of a stressful stretch.
    """

    movement: str
    n: int
    n_days: int
    days_since: int
    span: int = FULL_DAYS
    repeated: float = 0.0
    fell: bool = False
    pooled: bool = False
    strained: bool = False


def needed(p_safe: float, basis: Basis, rules: Rules = FELT) -> float:
    """What P(safe) has to reach on this basis, where `p_safe` is asked for usually."""
    few = rules.safe_few if basis.n <= FEW_TRIES else 0.0
    repeated = rules.safe_repeated if basis.repeated >= MANY_REPEATED else 0.0
    kind = rules.safe_kind if basis.pooled else 0.0
    strained = rules.safe_strained if basis.strained else 0.0
    return max(p_safe, few, repeated, kind, strained)


def needed_fall(basis: Basis, rules: Rules = FELT) -> float:
    """What P(fall) has to reach on this basis."""
    first = needed_first(basis, rules)
    return min(first, rules.fall_again) if basis.fell else first


def needed_first(basis: Basis, rules: Rules = FELT) -> float:
    """The same where none was seen lately."""
    if basis.span < FULL_DAYS:
        return rules.fall_early
    return rules.fall_few if basis.n <= FEW_TRIES else rules.fall


def call(
    found: Summary, basis: Basis, p_safe: float, rules: Rules = FELT
) -> tuple[State, str, Insufficient | None]:
    """State, reason it is not more, and what is missing for it."""
    state = by_probability(found, needed(p_safe, basis, rules), needed_fall(basis, rules), rules.rise)
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


def falls(p_fall: float, basis: Basis) -> bool:
    """Whether a fall is seen on this basis, of itself."""
    return basis.n >= MIN_TRIES and basis.n_days >= MIN_DAYS and p_fall >= needed_first(basis)


def by_probability(found: Summary, p_safe: float, p_fall: float, p_rise: float) -> State:
    """The first rule that fits, given what the probabilities have to reach."""
    above = 1 - found.p_safe
    if found.p_safe >= p_safe:
        return "safe"
    if found.p_rise >= p_rise and above >= 0.5:
        return "relapsing"
    if found.p_fall >= p_fall:
        return "learning"
    return "threat" if above >= P_THREAT else "unknown"


def direction(p_fall: float) -> str:
    """P(fall) in words (science note 2.5)."""
    return "clear_fall" if p_fall >= P_CLEAR_FALL else "first_signs" if p_fall >= P_FIRST_SIGNS else ""


def certainty(p_safe: float, needed: float = 0.0) -> str:
    """P(safe) in words (science note 2.6); "sure" begins where "safe" is called, so that the two never disagree.

    needed: what "safe" has to reach here.
    """
    word = next(word for bound, word in CERTAINTY if p_safe >= bound)
    return "rather_yes" if word == "sure" and p_safe < needed else word


def belief_headline(pain: State, belief: State, belief_falls: bool) -> str:  # noqa: FBT001 - read at one place
    """Body and mind side by side (science note 2.8); `open` where one of the two cannot be told."""
    if pain == "safe":
        if belief == "safe":
            return "both_safe"
        return "open" if belief == "unknown" else "belief_lags"
    if pain == "unknown" or belief in {"unknown", "safe"}:
        return "open"
    return "trust_grows" if belief_falls else "both_watchful"
