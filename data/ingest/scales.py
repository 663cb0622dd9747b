"""How numbers are rated: rating scale and its direction, marks for "not said".

A scale is taken from the header ("(0-100)") or asked when the values rule 0-10 out or make another one likely. Words
are converted by a fixed table that is shown. A scale is turned round only by the person's answer; where a high number
may be good or bad by custom (school marks), it is asked. Raw cells stay in the stored file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from data import schema
from data.ingest import headers, values, writing
from data.ingest.plan import RATED

if TYPE_CHECKING:
    from data.ingest.plan import Plan, Use
    from data.ingested import Answers

SCALES = ("0-10", "0-100", "1-10", "1-6", "1-5", "1-4", "0-5", "0-4", "0-3")
DIRECTIONS = ("high_good", "high_bad")
MARKS = (-1.0, -9.0, -99.0, -999.0, 99.0, 999.0, 9999.0)
"""Numbers that often stand for "not said"."""
HUNDRED = "0-100"
FEW_TICKS = 2
MANY_TICKS = 8
"""So many ones beside empty cells, or without any and perhaps beside zeros, may be ticks."""
ENOUGH = 20
"""Ratings that must be there before their range says anything about their scale."""
FEW_MARKS = 8
EVERY = 0.05
"""Each step of a short scale is used at least this often, else the range is chance."""
BLANK_SHARE = 0.1
WORDS_SHARE = 0.5
MARK_SHARE = 0.1
MARK_TIMES = 3
GOOD_WHEN_HIGH = frozenset({"sleep_quality", "mood", "quality", "expectation"})
"""Ratings of which 10 is the good end; of the others 10 is the bad one."""
_RANGE = re.compile(r"(-?\d+)\s*(?:-|–|bis|to|\.\.)\s*(\d+)")


def settle(made: Plan, answers: Answers) -> None:
    """Decimal sign and unit (`writing`), marks and rating scale of every column of numbers."""
    hundred = {use.table for use in made.uses if use.table in RATED and _likely(use) == HUNDRED}
    for use in made.uses:
        if not use.table or use.table in {"names", "part"} or use.field in {"date", "time"}:
            continue
        if use.table in {"days", "exposures"} and use.column.kind != "number":
            continue
        writing.settle(use, made, answers)
        if not use.table:
            continue
        _marks(use, made, answers)
        if not use.table:
            continue
        if _is_rating(use):
            _ticks(use, made, answers)
            _rate(use, made, answers, HUNDRED if use.table in hundred else "")
            _empty_pain(use, made, answers)
        else:
            _zeros(use, made, answers)


def _is_rating(use: Use) -> bool:
    return use.table in RATED or (use.table != "factors" and values.is_rating(use.column))


# ------------------------------------------------------------------ marks for "not said"


def _marks(use: Use, made: Plan, answers: Answers) -> None:
    """A number far from all others that usually means "not said"."""
    numbers = use.numbers()
    found = {cell: value for cell, value in numbers.items() if value in MARKS}
    rest = [value for cell, value in numbers.items() if cell not in found]
    if not found or not rest:
        return
    odd = {cell for cell, value in found.items() if value < 0 <= min(rest) or value > 3 * max(*rest, 10)}
    # A cell beyond the range of its field is refused anyway; only a habit is worth a question.
    cells = use.distinct()
    beyond = use.column.high is not None and all(
        found[one] < 0 or found[one] > use.column.high for one in odd
    )
    times = sum(cells[one] for one in odd)
    if not odd or (beyond and (times < MARK_TIMES or times < MARK_SHARE * cells.total())):
        return
    key = f"missing:{use.header}"
    answer = made.answered(answers, key, ("missing", "value"))
    if answer is None:
        made.ask(key, ("missing", "value"), use.header, tuple(sorted(odd)), "missing")
        use.put("", "", "asked")
    elif answer == "missing":
        use.absent = frozenset(odd)


def _zeros(use: Use, made: Plan, answers: Answers) -> None:
    """Zeros where nobody has zero: nights without any sleep, days without a step."""
    if use.table != "days" or use.field not in {"sleep_hours", "steps"}:
        return
    numbers, counts = use.numbers(), use.distinct()
    zeros = {cell for cell, value in numbers.items() if value == 0}
    if not zeros or len(zeros) == len(numbers):
        return
    times = sum(counts[cell] for cell in zeros)
    above = np.repeat(
        [value for cell, value in numbers.items() if cell not in zeros],
        [counts[cell] for cell in numbers if cell not in zeros],
    )
    # A zero is a slip or a blank when the values beside it never come near it.
    if times < 2 or np.min(above) < np.median(above) * 0.2:
        return
    key = f"zero_missing:{use.header}"
    answer = made.answered(answers, key, ("missing", "zero"))
    if answer is None:
        made.ask(key, ("missing", "zero"), use.header, tuple(sorted(zeros)), "missing")
        use.put("", "", "asked")
    elif answer == "missing":
        use.absent = use.absent | zeros


def _empty_pain(use: Use, made: Plan, answers: Answers) -> None:
    """Many days without a pain value, and never a zero: were they free of pain, or not rated?"""
    if use.table != "days" or use.field not in {"pain_avg", "pain_worst"} or made.shape != "day":
        return
    blank = use.cells.blank
    numbers = use.numbers()
    if blank.sum() < 3 or blank.mean() < BLANK_SHARE or not numbers or min(numbers.values()) <= 0:
        return
    others = [
        one
        for one in made.uses
        if one.table in {"days", "factors"} and one is not use and one.field != "date"
    ]
    if not any((~one.cells.blank & blank).any() for one in others):
        return
    key = f"empty_pain:{use.header}"
    answer = made.answered(answers, key, ("unknown", "pain_free"))
    if answer is None:
        made.ask(key, ("unknown", "pain_free"), use.header, (str(int(blank.sum())),), "unknown")
        use.put("", "", "asked")
    elif answer == "pain_free":
        use.scale = replace(use.scale, blank=0.0)


# ------------------------------------------------------------------ rating scales


def _ticks(use: Use, made: Plan, answers: Answers) -> None:
    """A pain column that never holds anything but 1, or 0 and 1: ticks on days with pain, or really 1 of 10?"""
    if not use.field.startswith("pain") or use.table not in {"days", "exposures"}:
        return
    times = use.distinct().total()
    found = set(use.numbers().values())
    only = 1.0 in found <= {0.0, 1.0} and len(use.numbers()) == len(use.distinct())
    if not only or times < (FEW_TICKS if use.cells.blank.any() and len(found) == 1 else MANY_TICKS):
        return
    key = f"ticks:{use.header}"
    answer = made.answered(answers, key, ("tick", "strength"))
    if answer is None:
        made.ask(key, ("tick", "strength"), use.header, use.samples(), "tick")
        use.put("", "", "asked")
    elif answer == "tick":
        # Pain, so nothing that could go along with pain; without a strength, so no rating.
        use.put("factors", schema.PLACE + use.header, "answer")


def _rate(use: Use, made: Plan, answers: Answers, beside: str) -> None:
    """0-10 as it stands; another scale when header, words or the person say so; asked when the values do.

    beside: the scale that columns of the same kind are on, "" where they say nothing.
    """
    if use.table in {"", "factors"}:
        return
    use.scales = SCALES
    given = answers.get(f"scale:{use.header}", "")
    words = _words(use)
    said = _said(use.header)
    if words and given not in SCALES:
        name = "words"
    elif given in SCALES:
        name = given
        use.why = "answer" if given != "0-10" else use.why
    elif said:
        name = said
    else:
        name = beside or _likely(use)
        if name != "0-10":
            fitting = (HUNDRED, "0-10") if beside else _fitting(use)
            made.ask(f"scale:{use.header}", fitting, use.header, _telling(use), name)
            use.put("", "", "asked")
            return
    use.scale = replace(use.scale, name=name, words=words)
    low, high = values.ends(name) if name != "words" else (0.0, 10.0)
    if name != "words":
        use.scale = replace(use.scale, factor=10 / (high - low), offset=low)
    _turn(use, made, answers, name)


def _turn(use: Use, made: Plan, answers: Answers, name: str) -> None:
    """Which end of the scale is the good one."""
    field = use.field if use.table in {"days", "exposures"} else "pain"
    good = field in GOOD_WHEN_HIGH
    key = f"direction:{use.header}"
    answer = made.answered(answers, key, DIRECTIONS)
    use.direction = answer or (DIRECTIONS[0] if good else DIRECTIONS[1])
    if answer is None and name in {"1-6", "1-5", "1-4"} and good:
        made.ask(key, DIRECTIONS, use.header, _telling(use) or use.samples(), None)
        use.put("", "", "asked")
        return
    if answer is not None and (answer == DIRECTIONS[0]) != good:
        use.scale = replace(use.scale, turned=True)
        use.why = "answer"


def _words(use: Use) -> dict[str, float]:
    """Word -> 0-10, when most of the column is said in words of severity."""
    cells = use.distinct()
    found = {cell: value for cell in cells if (value := values.SEVERITY.get(cell.casefold())) is not None}
    share = sum(cells[cell] for cell in found) / max(cells.total(), 1)
    # One word alone is no scale: beside numbers it is a slip.
    return found if share >= WORDS_SHARE and len(found) > 1 else {}


def _said(header: str) -> str:
    """The scale a header names: "(0-100)", "1 bis 5", "%"."""
    unit = headers.unit(header)
    if unit == "%" or header.strip().endswith("%"):
        return HUNDRED
    found = _RANGE.search(header)
    name = f"{found[1]}-{found[2]}" if found else ""
    return name if name in SCALES else ""


def _counted(use: Use) -> tuple[np.ndarray, np.ndarray]:
    """Distinct numbers and how often they occur, marks for "not said" and cells with a unit ("30 %") left out."""
    cells = use.distinct()
    numbers = {cell: value for cell, value in use.numbers().items() if not values.unit(cell)}
    return np.array(list(numbers.values())), np.array([cells[cell] for cell in numbers])


def _likely(use: Use) -> str:
    """The scale the values point to; 0-10 unless they rule it out or use every step of a short one."""
    numbers, counts = _counted(use)
    if not len(numbers):
        return "0-10"
    if values.beyond_ten(numbers.tolist(), counts.tolist()):
        return HUNDRED
    inside = (numbers >= 0) & (numbers <= 10)
    total = counts[inside].sum()
    if _marks_of_school(use, numbers, int(total)):
        return "1-6" if numbers.max() > 5 else "1-5"
    if total < ENOUGH or (numbers[inside] % 1).any():
        return "0-10"
    low, high = int(numbers[inside].min()), int(numbers[inside].max())
    steps = {int(value): counts[numbers == value].sum() for value in numbers[inside]}
    used = all(steps.get(one, 0) >= EVERY * total for one in range(low, high + 1))
    short = (low, high) in {(1, 4), (1, 5), (1, 6)} or ((low, high) == (0, 3) and total >= 1.5 * ENOUGH)
    return f"{low}-{high}" if short and used else "0-10"


def _marks_of_school(use: Use, numbers: np.ndarray, total: int) -> bool:
    """Whether mood or sleep may be marked as in school, where 1 is the best.

    Read the other way round it would turn what goes along with pain into its opposite: a few entries are enough to ask.
    """
    if use.field not in {"mood", "sleep_quality"} or total < FEW_MARKS or (numbers % 1).any():
        return False
    return bool(numbers.min() >= 1 and numbers.max() <= 6 and numbers.max() >= 3)


def _fitting(use: Use) -> tuple[str, ...]:
    """The scales that hold nearly all values, likeliest first."""
    likely = _likely(use)
    if likely == HUNDRED:
        return (HUNDRED, "0-10")
    numbers, _ = _counted(use)
    fits = [
        name
        for name in SCALES
        if values.ends(name)[0] <= numbers.min() and numbers.max() <= values.ends(name)[1]
    ]
    return tuple(dict.fromkeys((likely, "0-10", *fits)))


def _telling(use: Use) -> tuple[str, ...]:
    """Cells above ten, else the largest and the smallest."""
    numbers = use.numbers()
    above = tuple(cell for cell, value in numbers.items() if value > 10)[:3]
    ends = sorted(numbers, key=lambda cell: numbers[cell])
    return above or tuple(dict.fromkeys((*ends[:1], *ends[-1:])))
