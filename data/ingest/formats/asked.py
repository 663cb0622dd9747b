"""What diaries of several apps leave open in the same way: the order of dates, which entry is the pain, its scale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data import schema
from data.errors import Question
from data.ingest import dates, values
from data.ingest.formats.base import Measure
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.ingest.formats.base import Found
    from data.ingested import Answers

ORDERS = ("dmy", "mdy")
ORDER = "date_order"
PAIN = re.compile(
    r"pain|(?<!must)ache|schmerz|weh\b|wehtut|migr|\bback\b|rücken|ruecken|sciatic|ischias|dolor|douleur|mal de|"
    r"lumbago|hexenschuss",
    re.IGNORECASE,
)
"""Names that sound like pain. They are proposed first, never taken."""
AGAINST = re.compile(
    r"killer|relief|free|frei|mittel|tablet|medi|creme|salbe|therap|übung|uebung|exerc|train|workout|massage|stretch|"
    r"dehn|gymnast|schule",
    re.IGNORECASE,
)
"""Names of what is done against it, or of its absence."""
SYMPTOM = "pain_symptom"
NONE = "none"
SCALES = ("0-10", "0-100", "1-10", "0-5", "1-5", "0-4", "1-4", "0-3")
TOLD = 5.0
"""A rating above this rules the short scales out."""


def own(name: str) -> str:
    """A person's own name for something, never mistaken for a field: "stress" ticked once is no stress of 1 in 10."""
    return name.capitalize() if name in schema.names("days") else name


def day_order(cells: Iterable[str], column: str, answers: Answers, found: Found) -> str | None:
    """The order of day and month in slashed dates, decided from all cells, or by the person; None after asking."""
    decided = dates.order_of(list(dict.fromkeys(str(cell) for cell in cells if cell)))
    if decided.value is not None:
        return decided.value or ORDERS[0]
    given = answers.get(ORDER, "")
    if given in ORDERS:
        return given
    if not any(one.key == ORDER for one in found.questions):
        found.questions.append(Question(ORDER, ORDERS, column, decided.examples, decided.proposal))
    return None


def pain_of(
    names: Sequence[str],
    answers: Answers,
    found: Found,
    column: str,
    *,
    likely: Sequence[str] = (),
    always: bool = False,
) -> str:
    """Which of these names the person follows as the pain, "" for none and after asking.

    likely: names that are pain by what the app says besides; those that sound like it are added. always: ask even
    when none does. Somebody who named it before is asked again only when the name is gone and another one is likely.
    """
    given = answers.get(SYMPTOM, "")
    if given in names or given == NONE:
        return "" if given == NONE else given
    first = [one for one in names if one in likely or (PAIN.search(one) and not AGAINST.search(one))]
    if not names or (not first and (given or not always)):
        return ""
    rest = [one for one in names if one not in first]
    proposal = first[0] if len(first) == 1 else None
    found.questions.append(
        Question(SYMPTOM, (*first, *rest, NONE), column, tuple((first or rest)[:3]), proposal)
    )
    return ""


def scale_of(
    name: str, rating: np.ndarray, answers: Answers, found: Found, scales: Sequence[str] = SCALES
) -> str:
    """The scale of ratings nobody states, "" when none fits and after asking (`scale:<name>`).

    The only one that fits is taken; of several the first that ends at ten, when a rating above five needs it. All
    else is asked.
    """
    known = rating[~np.isnan(rating)]
    if not len(known):
        return ""
    low, high = float(known.min()), float(known.max())
    fitting = [one for one in scales if values.ends(one)[0] <= low and high <= values.ends(one)[1]]
    given = answers.get(f"scale:{name}", "")
    if given in fitting:
        return given
    if not fitting:
        return ""
    if len(fitting) == 1 or (high > TOLD and values.ends(fitting[0])[1] == 10):
        return fitting[0]
    examples = tuple(f"{one:g}" for one in np.unique(known)[-3:])
    found.questions.append(Question(f"scale:{name}", tuple(fitting), name, examples, fitting[0]))
    return ""


def as_ten(rating: np.ndarray, scale: str) -> np.ndarray:
    """Ratings on 0-10."""
    low, high = values.ends(scale)
    converted: np.ndarray = (rating - low) * (10 / (high - low))
    return converted


def converted(header: str, field: str, scale: str, place: str = "days") -> ColumnUse:
    """The mapping of a rating, with examples of its conversion."""
    low, high = values.ends(scale)
    steps = np.array([low, (low + high) // 2, high])
    shown = tuple(f"{a:g} → {b:.3g}" for a, b in zip(steps, as_ten(steps, scale), strict=True))
    return ColumnUse(
        header, place, field, scale, "format", tuple(f"{one:g}" for one in steps), conversion=shown
    )


RATED = {"note", "pain_avg", "pain_worst"}
"""Measures that are no factors."""


def followed(
    measures: list[Measure], answers: Answers, found: Found, column: str, ratable: Sequence[str] | None = None
) -> list[Measure]:
    """Measures of trackers, the one that is the pain as ratings of the day (nothing while its scale is open).

    ratable: names that may be the pain; without, all but notes and lengths of time. The mapping says what each became.
    """
    if ratable is None:
        ratable = [one.name for one in measures if one.name != "note" and one.unit != "h"]
    kept = _pain_rated(measures, ratable, answers, found, column)
    found.mapping += [
        ColumnUse(one.name, "factors", one.name, one.unit, "format") for one in kept if one.name not in RATED
    ]
    return kept


def _pain_rated(
    measures: list[Measure], names: Sequence[str], answers: Answers, found: Found, column: str
) -> list[Measure]:
    pain = pain_of(list(dict.fromkeys(names)), answers, found, column)
    if not pain:
        return measures
    ratings = [one for one in measures if one.name == pain]
    scale = scale_of(pain, np.concatenate([one.value for one in ratings]), answers, found)
    kept = [one for one in measures if one.name != pain]
    if not scale:
        return kept
    found.mapping.append(converted(pain, "pain_avg", scale))
    for one in ratings:
        ten = as_ten(one.value, scale)
        kept += [
            Measure("pain_avg", one.date, ten, one.line, header=one.header, file=one.file),
            Measure("pain_worst", one.date, ten, one.line, how="max", header=one.header, file=one.file),
        ]
    return kept
