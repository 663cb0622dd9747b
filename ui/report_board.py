"""The rows of the snapshot's movement board, with what is agreed, as words; the drawing of a row is `spark.line`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui import sentences, symbols
from ui.charts import movement, runs, safety, shapes, spark
from ui.words import dose, dose_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.answer_results import Agreed, Next
    from analysis.results import MovementAssessment, Try
    from analysis.snapshot import Snapshot
    from ui.text import Text


def rows(snapshot: Snapshot, movements: Sequence[MovementAssessment], text: Text) -> list[dict[str, Any]]:
    """One row per movement: name, state, curve, level with interval, load, tries, last, and the lines under it."""
    if not movements:
        return []
    span, top = spark.window(movements), spark.spark_top(movements)
    agreed = {one.movement: one for one in snapshot.plan}
    steps = {one.movement: one for one in snapshot.steps}
    return [
        {
            "movement": one.movement,
            "code": one.state,
            "word": text(f"state.{one.state}"),
            "state": symbols.labelled(one.state, text),
            "spark": spark.line(one, span, top, movement.alt(one, text)),
            "alt": movement.alt(one, text),
            "level": text("charts.none") if now is None else text.number(now.value),
            "span": "" if now is None else text.span(now.low, now.high),
            "load": dose_short(one.last_load, text) or text("charts.none"),
            "tries": text.number(one.n, 0),
            "last": _ago(one.days_since, text),
            "lines": _lines(one, agreed.get(one.movement), steps.get(one.movement), text),
        }
        for one, now in ((one, runs.level(one)) for one in movements)
    ]


def _ago(days: int, text: Text) -> str:
    return text.ago(days) if days <= 1 else text("report.ago", n=days)


def _lines(one: MovementAssessment, agreed: Agreed | None, step: Next | None, text: Text) -> list[str]:
    """How sure the state is, the last try with what was expected, felt and the day after, what is next and agreed."""
    found = []
    if runs.level(one) is not None:
        found.append(text("report.row.sure", share=safety.share_words(one.p_safe, text)))
    elif one.reason:
        found.append(sentences.reason(one, text))
    if one.tries:
        found.append(_last(one.tries[-1], text))
    if step is not None:
        found.append(_next(step, text))
    if agreed is not None:
        found.append(text("report.row.agreed", words=agreement(agreed, text)))
    return found


def _next(step: Next, text: Text) -> str:
    """What the trainer's rules suggest, with its dose where one is proposed."""
    words = text(f"plan.do.{step.action}")
    done = dose(step.dose, text).rstrip(".")
    return (
        text("report.row.next_dose", words=words, dose=done) if done else text("report.row.next", words=words)
    )


def _last(one: Try, text: Text) -> str:
    done = ", ".join(each for each in (dose(one.dose, text), _variant(one.variant, text)) if each)
    parts = [text("report.row.felt", felt=text.amount(one.felt))]
    if one.expected is not None:
        parts.insert(0, text("report.row.expected", expected=text.amount(one.expected)))
    if one.next_day is not None:
        parts.append(text("report.row.next_day", value=text.amount(one.next_day)))
    said = ", ".join(parts)
    return text("report.row.last", done=done, said=said) if done else text("report.row.last_plain", said=said)


def _variant(variant: str, text: Text) -> str:
    return shapes.words(variant, text) if variant else ""


def agreement(one: Agreed, text: Text) -> str:
    """Dose, limit and stop signs in one line: "3 × 8 Wdh. · 20 kg, höchstens 4 von 10, Stopp bei: Kribbeln."."""
    parts = [dose(one.dose, text)]
    if one.limit is not None:
        parts.append(text("report.plan.limit", limit=text.amount(one.limit)))
    if one.stop:
        parts.append(text("report.plan.stop", stop=one.stop.rstrip(".")))
    words = ", ".join(part for part in parts if part)
    return text("report.plan.line", words=words.rstrip("."))
