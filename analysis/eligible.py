"""Which factors may be held against pain at all: not pain by another name, not one twin after the other, and not
what was only written down when it hurt.

All three would give strong, certain and worthless links. The limits are own choices; none has a source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.connection_results import Alike
from analysis.natural import STEPS
from analysis.results import Insufficient
from analysis.scores import normal_scores

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.gls import Array, Mask
    from analysis.lagged import Diary

PAIN_WORDS = ("pain", "schmerz")
"""In the name of a column: pain would be explained by pain ("worst pain"), or by a tablet ("painkiller")."""
NOT_FACTORS = frozenset({"weekday", "med_taken", "flare", "impact"})
"""Calendar, covariate (a tablet follows pain; never shown as a link, 3.6) and other words for pain."""
COMMON_DAYS = 20
"""Days two series must share before they can be called the same."""
SAME_AS_PAIN = 0.9
ALIKE = 0.85
"""|correlation| of normal scores from which two factors are one."""
NEAR = 14
"""Days within which logged and unlogged days are compared, so that a bad month is not taken for bad days."""
LOGGED, UNLOGGED = 5, 10
APART = 0.9
"""Share of pairs of a logged and a near unlogged day in which the logged one hurts more."""


def named_pain(name: str) -> bool:
    """Whether a column is pain, a word for it or what is taken against it, by its name."""
    return name in NOT_FACTORS or any(word in name.lower() for word in PAIN_WORDS)


def refused(diary: Diary, factor: str, values: Array) -> Insufficient | None:
    """Why a factor cannot be held against pain whatever the number of days, or None.

    values: (T,) on the days they were written down, not moved by a lag; NaN = not logged. A factor of the person's
    own is also pain when its numbers are nearly those of pain; the fields of the form are known for what they are.
    """
    if named_pain(factor) or (factor not in STEPS and _is_pain(diary, values)):
        return Insufficient("pain_itself", 0, 1, factor, other=diary.outcome)
    return selected(diary, factor, values)


def _is_pain(diary: Diary, values: Array) -> bool:
    found = likeness(diary.pain, values)
    return found is not None and abs(found) >= SAME_AS_PAIN


def likeness(one: Array, other: Array) -> float | None:
    """Correlation of the normal scores of two series over the days both have; None with too few or no variation."""
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < COMMON_DAYS or np.ptp(one[both]) == 0 or np.ptp(other[both]) == 0:
        return None
    return float((normal_scores(one[both]) * normal_scores(other[both])).mean())


def selected(diary: Diary, factor: str, values: Array) -> Insufficient | None:
    """Logged only when it hurt (or only when it did not): no day without it to compare a day with it.

    Every logged day is compared with the unlogged days at most two weeks away. have: logged days that were no worse
    (better) than the typical unlogged one; need: half of them, what chance would give.
    """
    logged = np.isfinite(values) & np.isfinite(diary.pain)
    unlogged = ~np.isfinite(values) & np.isfinite(diary.pain)
    if logged.sum() < LOGGED or unlogged.sum() < UNLOGGED:
        return None
    worse = _worse(diary.pain, logged, unlogged)
    if worse is None or 1 - APART < worse < APART:
        return None
    pain, usual = diary.pain[logged], float(np.median(diary.pain[unlogged]))
    ordinary = pain <= usual if worse >= APART else pain >= usual
    what = "only_bad_days" if worse >= APART else "only_good_days"
    have, need = int(ordinary.sum()), int(np.ceil(len(pain) / 2))
    return Insufficient(what, min(have, need - 1), need, factor, diary.window(logged))


def _worse(pain: Array, logged: Mask, unlogged: Mask) -> float | None:
    """Share of near pairs in which the logged day hurts more than the unlogged one (ties half).

    None where fewer than half of the logged days (or under 5) lie among unlogged ones, some before and some after: a
    factor logged for some weeks on end says nothing about which days were chosen.
    """
    more = pairs = 0.0
    sides = np.zeros((2, len(pain)), bool)
    for apart in range(1, min(NEAR, len(pain) - 1) + 1):
        late, early = slice(apart, None), slice(None, -apart)
        for side, (one, other) in enumerate(((late, early), (early, late))):
            both = logged[one] & unlogged[other]
            gap = pain[one][both] - pain[other][both]
            more += float((gap > 0).sum() + 0.5 * (gap == 0).sum())
            pairs += len(gap)
            sides[side, one] |= both
    among = int(sides.all(axis=0).sum())
    return more / pairs if among >= max(LOGGED, logged.sum() / 2) else None


def alike(named: Mapping[str, Array], pain: Array) -> tuple[Alike, ...]:
    """Groups of factors that are nearly the same series; factors that stand alone are in none.

    The lead of a group is the factor with the most days with pain, the earlier one among equals; what is alike to the
    lead stands behind it (not what is only alike to one of these).
    """
    days = {name: int((np.isfinite(values) & np.isfinite(pain)).sum()) for name, values in named.items()}
    left = sorted(named, key=lambda name: -days[name])
    groups = []
    while left:
        lead, *rest = left
        close = {name: found for name in rest if (found := likeness(named[lead], named[name])) is not None}
        others = tuple(name for name, found in close.items() if abs(found) >= ALIKE)
        if others:
            groups.append(Alike(lead, others, min(abs(close[name]) for name in others)))
        left = [name for name in rest if name not in others]
    return tuple(groups)


def twins(groups: Sequence[Alike]) -> dict[str, str]:
    """The lead of every factor that stands behind one."""
    return {name: group.lead for group in groups for name in group.others}
