"""What goes to the trainer: an allow-list of facts, in results and as plain JSON.

Nothing enters by being present in the diary: `build` takes results, which hold no free text, plus the sender's own
question and notes, each only when its section is on. What is switched off is absent from the page and the JSON
alike. Verdicts never depend on what is shown or on the chosen period.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from analysis.results import MODEL_VERSION, Connection, Insufficient, Progress, jsonable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from analysis.results import Look, MovementAssessment
    from analysis.review import Review

SNAPSHOT_VERSION = 1
LONG_GAP = 3
"""More days than this in a row without an entry count as a gap."""


@dataclass(frozen=True, slots=True)
class Sections:
    """What the sender lets out. Free text (question, notes) is off unless it is switched on."""

    movements: bool = True
    surprises: bool = True
    connections: bool = True
    wins: bool = True
    pain: bool = True
    questions: bool = False
    notes: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One shareable state of a diary. Fields of sections that are off are empty or None.

    period: what is shown. days_logged of days_total days have an entry; gaps: stretches of more than three days
    without one. import_summary: rows, kept, rejected by reason, open questions, when made from files.
    """

    made_on: date
    period: tuple[date, date]
    days_total: int
    days_logged: int
    gaps: int
    tau: float
    include: Sections
    movements: tuple[MovementAssessment, ...] = ()
    looks: tuple[Look, ...] = ()
    connections: tuple[Connection, ...] = ()
    insufficient: tuple[Insufficient, ...] = ()
    progress: Progress | None = None
    question: str = ""
    notes: tuple[tuple[date, str], ...] = ()
    import_summary: Mapping[str, Any] | None = None
    version: int = SNAPSHOT_VERSION
    model_version: str = MODEL_VERSION

    def to_dict(self) -> dict[str, Any]:
        """The facts as plain JSON types with stable keys; numbers are those of the results, unrounded."""
        on = self.include
        facts: dict[str, Any] = {
            "version": self.version,
            "model_version": self.model_version,
            "made_on": self.made_on,
            "period": self.period,
            "days_total": self.days_total,
            "days_logged": self.days_logged,
            "gaps": self.gaps,
            "tau": self.tau,
        }
        if on.movements:
            facts |= {"movements": self.movements, "looks": self.looks}
        if on.connections:
            facts |= {"connections": self.connections, "insufficient": self.insufficient}
        if self.progress is not None:
            facts["progress"] = self.progress
        if on.questions:
            facts["question"] = self.question
        if on.notes:
            facts["notes"] = [{"day": day, "note": note} for day, note in self.notes]
        if self.import_summary is not None:
            facts["import"] = dict(self.import_summary)
        plain: dict[str, Any] = jsonable(facts)
        return plain


def of(
    review: Review,
    *,
    include: Sections | None = None,
    period: tuple[date, date] | None = None,
    question: str = "",
    notes: Sequence[tuple[date, str]] = (),
    looks: Sequence[Look] | None = None,
    import_summary: Mapping[str, Any] | None = None,
) -> Snapshot:
    """The snapshot of a review. looks: the verdict history when it is at hand, else it is worked out here.

    Raises ValueError for a diary without any entry.
    """
    if review.today is None:
        raise ValueError("a diary without entries has no snapshot")
    known = review.looks if looks is None else tuple(looks)
    return build(
        assessments=review.movements,
        looks=known,
        connections=review.connections,
        progress=review.progress(known),
        logged=review.logged,
        tau=review.tau,
        today=review.today,
        period=period or review.window,
        include=include or Sections(),
        question=question,
        notes=notes,
        import_summary=import_summary,
    )


def build(
    *,
    assessments: Sequence[MovementAssessment],
    connections: Sequence[Connection | Insufficient],
    progress: Progress,
    logged: Sequence[date],
    tau: float,
    today: date,
    period: tuple[date, date],
    looks: Sequence[Look] = (),
    include: Sections | None = None,
    question: str = "",
    notes: Sequence[tuple[date, str]] = (),
    import_summary: Mapping[str, Any] | None = None,
) -> Snapshot:
    """Choose what is let out. logged: the days with any entry. period: what is shown, both ends included."""
    on = include or Sections()
    inside = sorted({day for day in logged if period[0] <= day <= period[1]})
    shown = tuple(_movement(one, on, period) for one in assessments) if on.movements else ()
    return Snapshot(
        made_on=today,
        period=period,
        days_total=(period[1] - period[0]).days + 1,
        days_logged=len(inside),
        gaps=_gaps(inside, period),
        tau=tau,
        include=on,
        movements=shown,
        looks=tuple(one for one in looks if period[0] <= one.day <= period[1]) if on.movements else (),
        connections=tuple(one for one in connections if isinstance(one, Connection))
        if on.connections
        else (),
        insufficient=tuple(one for one in connections if isinstance(one, Insufficient))
        if on.connections
        else (),
        progress=_progress(progress, on, period),
        question=question if on.questions else "",
        notes=tuple(one for one in notes if period[0] <= one[0] <= period[1]) if on.notes else (),
        import_summary=import_summary,
    )


def _movement(one: MovementAssessment, on: Sections, period: tuple[date, date]) -> MovementAssessment:
    """One movement inside the period; without the section, what was expected is in no field."""
    tries = [each for each in one.tries if period[0] <= each.day <= period[1]]
    curve = tuple(each for each in one.curve if period[0] <= each.day <= period[1])
    if on.surprises:
        return replace(one, tries=tuple(tries), curve=curve)
    bare = tuple(replace(each, expected=None) for each in tries)
    return replace(one, tries=bare, curve=curve, surprise=None, belief=None)


def _progress(progress: Progress, on: Sections, period: tuple[date, date]) -> Progress | None:
    """Trend and facts to celebrate, each only when its section is on."""
    if not (on.pain or on.wins):
        return None
    if not on.pain:
        progress = replace(progress, weeks=(), flares=(), before_after=Insufficient("not_shared", 0, 0))
    wins = tuple(one for one in progress.wins if on.movements or not one.movement) if on.wins else ()
    if not on.surprises:
        wins = tuple(one for one in wins if one.kind != "surprise")
    if not on.pain:
        wins = tuple(one for one in wins if one.kind != "before_after")
    weeks = tuple(one for one in progress.weeks if one.start >= period[0])
    return replace(progress, wins=wins, weeks=weeks, risks=progress.risks if on.movements else ())


def _gaps(logged: Sequence[date], period: tuple[date, date]) -> int:
    """Stretches of more than `LONG_GAP` days without an entry inside the period."""
    marks = [period[0].toordinal() - 1, *(day.toordinal() for day in logged), period[1].toordinal() + 1]
    return sum(1 for left, right in pairwise(marks) if right - left - 1 > LONG_GAP)
