"""What goes to the trainer: an allow-list of facts, in results and as plain JSON.

Nothing enters by being present in the diary: `build` takes results, which hold no free text, plus the sender's own
question and notes, each only when its section is on. What is switched off is absent from the page and the JSON
alike. Verdicts never depend on what is shown or on the chosen period.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from analysis import own_words, snapshot_shown
from analysis.association_results import Connection
from analysis.results import MODEL_VERSION, Insufficient, Window, jsonable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from analysis.answer_results import Ability, Agreed, Next
    from analysis.progress_results import Progress
    from analysis.results import Look, MovementAssessment
    from analysis.review import Review

SNAPSHOT_VERSION = 2
LONGEST_QUESTION, LONGEST_NOTE, LONGEST_SENDER = 400, 600, 60
"""Own words longer than this are cut, so that no page becomes unreadable or huge."""
IMPORT_FACTS = ("rows", "kept", "rejected", "rejected_cells", "questions")
"""What is said about the files. Not their names: people put their own name there."""
LOOK_FACTS = ("movement", "day", "state", "p_safe", "level", "low", "high", "n")
"""What is said of an earlier look; its further figures serve checks against a known truth and stay here."""


@dataclass(frozen=True, slots=True)
class Sections:
    """What the sender lets out, the one switchboard of all forms (page, PDF, FHIR, CSV).

    Free text (question, notes) is off unless it is switched on. names: the own names of movements and factors; off puts
    a code (M1, F1) in their place and leaves variants and stop signs in own words out.
    """

    movements: bool = True
    surprises: bool = True
    connections: bool = True
    wins: bool = True
    pain: bool = True
    activities: bool = True
    plan: bool = True
    names: bool = True
    questions: bool = False
    notes: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One shareable state of a diary. Fields of sections that are off are empty or None.

    period: what is shown. days_logged of days_total days have an entry; gaps: stretches of more than three days
    without one. import_summary: rows, kept, rejected by reason, open questions, when made from files. sender: how the
    person wants to be called, "" for not at all. plan: what is agreed with the trainer, by movement; steps: what the
    trainer's rules suggest next. activities: how everyday activities go.
    """

    made_on: date
    period: Window
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
    sender: str = ""
    plan: tuple[Agreed, ...] = ()
    steps: tuple[Next, ...] = ()
    activities: tuple[Ability, ...] = ()
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
            "include": asdict(on),
        }
        if self.sender:
            facts["sender"] = self.sender
        if on.plan:
            facts |= {"plan": self.plan, "steps": self.steps}
        if on.activities:
            facts["activities"] = self.activities
        if on.movements:
            looks = [{name: getattr(one, name) for name in LOOK_FACTS} for one in self.looks]
            facts |= {"movements": self.movements, "looks": looks}
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

    @property
    def ident(self) -> str:
        """Sixteen hexadecimal digits that differ whenever a fact differs; an answer names the page by it."""
        words = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(words.encode()).hexdigest()[:16]


def of(
    review: Review,
    *,
    include: Sections | None = None,
    period: Window | None = None,
    question: str = "",
    notes: Sequence[tuple[date, str]] = (),
    looks: Sequence[Look] | None = None,
    import_summary: Mapping[str, Any] | None = None,
    sender: str = "",
    plan: Sequence[Agreed] = (),
    steps: Sequence[Next] = (),
    activities: Sequence[Ability] = (),
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
        sender=sender,
        plan=plan,
        steps=steps,
        activities=activities,
    )


def build(
    *,
    assessments: Sequence[MovementAssessment],
    connections: Sequence[Connection | Insufficient],
    progress: Progress,
    logged: Sequence[date],
    tau: float,
    today: date,
    period: Window,
    looks: Sequence[Look] = (),
    include: Sections | None = None,
    question: str = "",
    notes: Sequence[tuple[date, str]] = (),
    import_summary: Mapping[str, Any] | None = None,
    sender: str = "",
    plan: Sequence[Agreed] = (),
    steps: Sequence[Next] = (),
    activities: Sequence[Ability] = (),
) -> Snapshot:
    """Choose what is let out. logged: the days with any entry. period: what is shown, both ends included."""
    on = include or Sections()
    inside = sorted({day for day in logged if period[0] <= day <= period[1]})
    shown = tuple(snapshot_shown.movement(one, on, period) for one in assessments) if on.movements else ()
    found = Snapshot(
        made_on=today,
        period=period,
        days_total=(period[1] - period[0]).days + 1,
        days_logged=len(inside),
        gaps=snapshot_shown.gaps(inside, period),
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
        progress=snapshot_shown.progress(progress, on, period, inside, shown),
        question=own_words.clean(question, LONGEST_QUESTION) if on.questions else "",
        notes=tuple(
            (day, own_words.clean(words, LONGEST_NOTE))
            for day, words in notes
            if snapshot_shown.inside(day, period)
        )
        if on.notes
        else (),
        sender=own_words.clean(sender, LONGEST_SENDER),
        plan=tuple(plan) if on.plan and on.movements else (),
        steps=tuple(steps) if on.plan and on.movements else (),
        activities=tuple(activities) if on.activities else (),
        import_summary=None
        if import_summary is None
        else {name: import_summary[name] for name in IMPORT_FACTS if name in import_summary},
    )
    names = own_words.of_movements([one.movement for one in assessments], coded=not on.names)
    hidden = own_words.of_others(activities, connections)
    return own_words.applied(found, names, coded=not on.names, hidden=hidden)
