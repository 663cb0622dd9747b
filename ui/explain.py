"""A verdict explained in two sentences, and both curves read together: plain words for the model's own terms.

The first sentence names what the verdict rests on and the load it holds for, the second how sure it is and what would
change it. Words only (`explain.*`); numbers come from the results.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analysis import entries
from analysis.next_tries import MOST
from analysis.results import Insufficient
from analysis.verdict import MIN_TRIES
from ui.charts.shapes import words as variant_words
from ui.words import count, dose_short

if TYPE_CHECKING:
    from analysis.expectation_results import Habit, Reading
    from analysis.next_tries import Ahead, NextTries
    from analysis.results import MovementAssessment
    from ui.text import Text

SILENT: Final = frozenset({"too_few_tries", "too_few_days", "stale"})
"""Reasons under which no level is named: there is too little, or it is too long ago."""
LAST: Final = 5
SAME: Final = 0.5
WITHOUT_HABIT: Final = frozenset({"lags", "open"})
"""Readings in which the habit was taken out of the expectation; the others compare the curves as they are."""
SURE: Final = 0.99
"""A share over it is said as "over 99 %": no verdict is certain."""


def explain(one: MovementAssessment, text: Text, ahead: Ahead | None = None) -> list[str]:
    """Two sentences: what the verdict rests on and for which load it holds; how sure, and what would change it."""
    return [_rests(one, text), _sure(one, text, ahead)]


def definition(one: MovementAssessment, text: Text) -> str:
    """What "safe" means here, with the person's limit."""
    return text("explain.definition", tau=text.amount(one.tau))


# ------------------------------------------------------------------ what it rests on


def _rests(one: MovementAssessment, text: Text) -> str:
    if one.reason == "nothing_in_window" or not one.tries:
        return text("explain.rests.none", day=text.short_day(one.last))
    values = {
        "n": one.n,
        "count": count(one.n, text),
        "ago": text.ago(one.days_since),
        "load": load(one, text),
        "last": _last(one, text),
        "gap": _gap(one, text),
    }
    if one.reason in SILENT or one.level is None or one.low is None or one.high is None:
        return text(f"explain.rests.{one.reason if one.reason in SILENT else 'stale'}", **values)
    level, low, high = (min(max(value, 0.0), 10.0) for value in (one.level, one.low, one.high))
    return text("explain.rests", level=text.number(level), span=text.span(low, high), **values)


def load(one: MovementAssessment, text: Text) -> str:
    """The load the verdict holds for; in words where none was written down."""
    return dose_short(entries.load_now(one), text) or text("explain.load_unknown")


def _last(one: MovementAssessment, text: Text) -> str:
    """The last try: its load where it differs from the one the verdict holds for, and its variant."""
    if not one.tries:
        return ""
    done = one.tries[-1]
    shown = dose_short(done.dose, text)
    parts = [
        shown if shown and shown != load(one, text) else "",
        variant_words(done.variant, text) if done.variant else "",
    ]
    known = ", ".join(part for part in parts if part)
    return text("explain.last", what=known) if known else ""


def _gap(one: MovementAssessment, text: Text) -> str:
    """Expected and felt of the last five tries with both."""
    both = [(each.expected, each.felt) for each in one.tries if each.expected is not None][-LAST:]
    if not both:
        return text("explain.gap.none")
    expected, felt = (sum(values) / len(both) for values in zip(*both, strict=True))
    return text(
        "explain.gap",
        n=len(both),
        count=count(len(both), text),
        expected=text.number(expected),
        felt=text.number(felt),
    )


# ------------------------------------------------------------------ how sure, and what would change it


def _sure(one: MovementAssessment, text: Text, ahead: Ahead | None) -> str:
    if one.state == "unknown" and one.reason != "undecided":
        return _missing(one, text, ahead)
    values = {"tau": text.amount(one.tau), "share": share(one.p_safe, text)}
    sure = text(f"explain.sure.{one.certainty or 'no'}", **values)
    parts = [text(f"explain.state.{_state(one)}"), _change(one, text, ahead)]
    return sure + "; ".join(part for part in parts if part) + "."


def _state(one: MovementAssessment) -> str:
    return "learning_clear" if one.state == "learning" and one.direction == "clear_fall" else one.state


def share(p: float, text: Text) -> str:
    """A probability as percent, never 0 or 100."""
    if p > SURE:
        return text("explain.over", share=text.percent(SURE))
    if p < 1 - SURE:
        return text("explain.under", share=text.percent(1 - SURE))
    return text.percent(p)


def _missing(one: MovementAssessment, text: Text, ahead: Ahead | None) -> str:
    """What is missing until something can be said about this load."""
    missing = 1
    if one.reason in {"too_few_tries", "too_few_days"}:
        missing = max(one.needs.need - one.needs.have, 1) if one.needs else 1
        words = text(f"explain.missing.{one.reason}", n=missing, count=count(missing, text))
    else:
        words = text(f"explain.missing.{one.reason}")
    likely = ahead.likely if ahead else None
    if likely is not None and likely.tries is None:
        words += f"; {text('explain.likely.open')}"
    elif likely is not None and likely.tries is not None and likely.tries > missing:
        words += f"; {text('explain.likely.all', n=likely.tries, count=count(likely.tries, text))}"
    return f"{words}."


def _change(one: MovementAssessment, text: Text, ahead: Ahead | None) -> str:
    """What further tries at this load would change; "" where that was not worked out."""
    if ahead is None:
        return ""
    if one.state == "safe" and ahead.lose:
        return _tries("lose", ahead.lose, one, text)
    parts = [_tries("likely", ahead.likely, one, text) if ahead.likely else ""]
    parts.append(_tries("gain", ahead.gain, one, text) if ahead.gain else "")
    return "; ".join(part for part in parts if part)


def _tries(kind: str, found: NextTries, one: MovementAssessment, text: Text) -> str:
    values = {"felt": text.amount(found.felt), "tau": text.amount(one.tau)}
    if found.tries is None:
        return text(f"explain.{kind}.open", count=count(MOST, text), **values)
    return text(f"explain.{kind}", n=found.tries, count=count(found.tries, text), **values)


# ------------------------------------------------------------------ expectation


def expectation(reading: Reading | None, habit: Habit | Insufficient, text: Text) -> list[str]:
    """How the expectation of a movement stands to what is felt, with its numbers, and the habit of predicting."""
    if reading is None or reading.expected is None or reading.felt is None:
        return [text("explain.expected.none"), _habit(habit, None, text)]
    few = min(reading.n_expected, reading.n_felt)
    if few < MIN_TRIES:
        return [text("explain.expected.few", n=few, need=MIN_TRIES), _habit(habit, None, text)]
    numbers = text(
        "explain.expected.numbers",
        n=reading.n_expected,
        expected=text.number(reading.expected.value),
        expected_span=text.span(reading.expected.low, reading.expected.high),
        felt=text.number(reading.felt.value),
        felt_span=text.span(reading.felt.low, reading.felt.high),
    )
    return [text(f"explain.expected.{reading.code}"), numbers, _habit(habit, reading, text)]


def _habit(habit: Habit | Insufficient, reading: Reading | None, text: Text) -> str:
    """How much too high or too low the person usually predicts, and whether it is taken out here."""
    if isinstance(habit, Insufficient):
        return text(f"explain.habit.{habit.what}", have=habit.have, need=habit.need)
    found, size = habit.habit, abs(habit.habit.value)
    if found.low <= 0 <= found.high or size < SAME:
        return text("explain.habit.even", n=habit.n, span=text.span(found.low, found.high))
    more = found.value > 0
    low, high = (found.low, found.high) if more else (-found.high, -found.low)
    words = text(
        "explain.habit.more" if more else "explain.habit.less",
        n=habit.n,
        points=text.number(size),
        span=text.span(low, high),
    )
    if reading is None or reading.corrected is None or not reading.habit or reading.code not in WITHOUT_HABIT:
        return words
    taken = text(
        "explain.habit.taken_out",
        habit=text.number(reading.habit, sign=True),
        corrected=text.number(reading.corrected),
    )
    return f"{words} {taken}"
