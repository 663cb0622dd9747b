"""Warning signs: what is asked, when, and how urgent a "yes" is (science note 5.5).

After NVL Kreuzschmerz, AHCPR and the IFOMPT framework (Finucane 2020): single signs are poorly studied, so they are
asked and never scored. A "yes" stops charts and suggestions until somebody has looked at it; a "no" to everything
means only that nothing was named, never that all is well. Words found in notes are only a reason to ask
(`redflag_terms`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from analysis.redflag_terms import Hit, detect

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

__all__ = ["GROUPS", "QUESTIONS", "Check", "Facts", "Hit", "detect", "due", "facts", "open_check", "urgency"]

Urgency = Literal["now", "soon", ""]

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "now": ("bladder_bowel", "saddle_numb", "leg_weakness", "both_legs", "collapse", "accident"),
    "soon": (
        "fever_infection",
        "immune",
        "cancer",
        "weight_loss",
        "night_pain",
        "fracture_risk",
        "leg_tingling",
        "age",
        "morning_stiffness",
        "pregnancy",
        "not_improving",
    ),
}
"""`now`: emergency room or 112 at once; `soon`: a doctor within 24 to 72 hours."""
QUESTIONS: Final = GROUPS["now"] + GROUPS["soon"]
EVERY_DAYS: Final = 56
VERY_HIGH: Final = 8.0
QUIET_DAYS: Final = 7
"""A flare or very high pain is no new reason within these days after a check (own choice): asking daily is no help."""


@dataclass(frozen=True, slots=True)
class Check:
    """One time the questions were answered. yes: keys answered with yes. cleared: day a doctor looked at it."""

    day: date
    yes: tuple[str, ...] = ()
    cleared: date | None = None
    number: int = 0

    @property
    def open(self) -> bool:
        """Whether charts and suggestions wait for a doctor."""
        return bool(self.yes) and self.cleared is None


@dataclass(frozen=True, slots=True)
class Facts:
    """Days that are a reason to ask: symptom flags, first days of flares, pain of 8 or more, notes that name a sign."""

    flagged: tuple[date, ...] = ()
    flare: tuple[date, ...] = ()
    pains: tuple[date, ...] = ()
    noted: tuple[date, ...] = ()


def open_check(checks: Sequence[Check]) -> Check | None:
    """The newest answer that still waits for a doctor. A later "no" does not close an earlier "yes"."""
    return next((one for one in sorted(checks, key=_order, reverse=True) if one.open), None)


def due(checks: Sequence[Check], today: date, found: Facts) -> tuple[str, ...]:
    """Why the questions are due: `onboarding`, `symptom`, `note`, `flare`, `pain`, `regular`; () = not now.

    A day that a check covers is no reason again; days after `today` are none. A clock that went back before the last
    check asks nothing new.
    """
    last = max((one.day for one in checks), default=None)
    if last is None:
        return ("onboarding",)
    events = (
        ("symptom", found.flagged, 0),
        ("note", found.noted, 0),
        ("flare", found.flare, QUIET_DAYS),
        ("pain", found.pains, QUIET_DAYS),
    )
    why = [
        name
        for name, days, quiet in events
        if any(last < day <= today and (day - last).days > quiet for day in days)
    ]
    if (today - last).days >= EVERY_DAYS:
        why.append("regular")
    return tuple(why)


def urgency(check: Check) -> Urgency:
    """How fast somebody has to look at it: `now` if any of the first group was named."""
    if any(key in GROUPS["now"] for key in check.yes):
        return "now"
    return "soon" if check.yes else ""


def facts(days: pd.DataFrame, exposures: pd.DataFrame) -> Facts:
    """The reasons a diary holds. days, exposures: schema dtypes. A flare counts from the first of its days in a row."""
    flares = sorted(_dates(days, days["flare"].fillna(value=False).astype(bool)))
    starts = tuple(day for at, day in enumerate(flares) if at == 0 or (day - flares[at - 1]).days > 1)
    hurt = {*_dates(days, (days["pain_avg"] >= VERY_HIGH) | (days["pain_worst"] >= VERY_HIGH))}
    hurt |= {*_dates(exposures, exposures["pain_during"] >= VERY_HIGH)}
    flagged = exposures["symptom_flags"].fillna("").str.strip() != ""
    noted = {one for frame in (days, exposures) for one in _noted(frame)}
    return Facts(
        flagged=tuple(sorted({*_dates(exposures, flagged)})),
        flare=starts,
        pains=tuple(sorted(hurt)),
        noted=tuple(sorted(noted)),
    )


def _dates(frame: pd.DataFrame, rows: pd.Series) -> list[date]:
    return [one.date() for one in frame.loc[rows.fillna(value=False).astype(bool), "date"].dropna()]


def _noted(frame: pd.DataFrame) -> list[date]:
    held = frame.loc[frame["note"].notna(), ["date", "note"]].dropna()
    return [row.date.date() for row in held.itertuples() if detect(str(row.note))]


def _order(one: Check) -> tuple[int, int]:
    return (one.day.toordinal(), one.number)
