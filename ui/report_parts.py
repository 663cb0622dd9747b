"""What stands on the snapshot page, as plain words and small drawings; `ui.report` puts it into HTML.

Written for the person's trainer: the same facts as in the app, said without "du".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from analysis.results import Connection, Insufficient, Progress
from ui import board, findings, sentences, symbols
from ui.charts import expected, movement, runs, spark, trend
from ui.charts.template import Sheet
from ui.theme import Theme
from ui.words import dose_short, upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.results import BeforeAfter, Look, MovementAssessment, Surprise
    from analysis.snapshot import Snapshot
    from ui.text import Text

Draw = Callable[[Theme, bool], Sheet]
"""Draws one chart: theme and whether it is for a phone in, plain chart out."""

MOST_WINS = 4


def page(snapshot: Snapshot, text: Text) -> dict[str, Any]:
    """Everything the page shows, in the order of the page; empty parts are empty strings or lists."""
    movements = [replace(one, window=snapshot.period) for one in board.ordered(snapshot.movements)]
    start, end = snapshot.period
    return {
        "headline": sentences.headline(movements, text) if movements else text("report.kicker"),
        "lead": lead(movements, text) if movements else text("report.empty"),
        "period": text.period(start, end),
        "days": text("report.days", n=snapshot.days_total, logged=snapshot.days_logged),
        "tau": text("report.tau", tau=text.amount(snapshot.tau)) if movements else "",
        "weeks": text("report.column.weeks", n=board.weeks(snapshot.period)),
        "rows": _rows(movements, text),
        "curve_note": text("report.curve_note", top=text.number(spark.spark_top(movements), 0)),
        "blocks": _blocks(snapshot, movements, text),
        "question": snapshot.question,
        "notes": [{"day": text.day(day), "words": words} for day, words in snapshot.notes],
        "made": text("report.made", day=text.day(snapshot.made_on), version=snapshot.model_version),
        "charts": _details(snapshot, movements, text),
    }


def lead(movements: Sequence[MovementAssessment], text: Text) -> str:
    """A relapse first, then what is getting easier; else what is safe or still watchful."""
    parts = []
    relapsing = [text("sentence.quoted", name=one.movement) for one in movements if one.state == "relapsing"]
    if relapsing:
        parts.append(text("sentence.lead.relapsing", n=len(relapsing), movements=text.listing(relapsing)))
    learning = [one for one in movements if one.state == "learning"]
    learning.sort(key=lambda one: (one.direction != "clear_fall", -(one.load_change or 0)))
    parts += [sentences.movement(one, text) for one in learning[:1]]
    if not parts:
        parts += [
            text("report.lead.safe", movement=one.movement) for one in movements if one.state == "safe"
        ][:1]
    if not parts:
        parts += [sentences.movement(one, text) for one in movements][:1]
    return " ".join(parts)


def _rows(movements: Sequence[MovementAssessment], text: Text) -> list[dict[str, Any]]:
    if not movements:
        return []
    span, top = spark.window(movements), spark.spark_top(movements)
    return [
        {
            "movement": one.movement,
            "state": symbols.labelled(one.state, text),
            "spark": spark.line(one, span, top, movement.alt(one, text)),
            "level": text("charts.none") if now is None else text.number(now.value),
            "span": "" if now is None else text.span(now.low, now.high),
            "load": dose_short(one.last_load, text) or text("charts.none"),
            "tries": text.number(one.n, 0),
            "last": _ago(one.days_since, text),
        }
        for one, now in ((one, runs.level(one)) for one in movements)
    ]


def _ago(days: int, text: Text) -> str:
    return text.ago(days) if days <= 1 else text("report.ago", n=days)


def _blocks(snapshot: Snapshot, movements: Sequence[MovementAssessment], text: Text) -> list[dict[str, Any]]:
    """The sections under the table that have something to say, each with its lines."""
    progress = snapshot.progress
    found = {
        "surprise": _surprises(movements, text),
        "wins": _wins(progress, text),
        "pain": _pain(progress, text),
        "connections": _connections(snapshot.connections, snapshot.insufficient, text),
    }
    return [{"title": text(f"report.{name}.title"), "lines": lines} for name, lines in found.items() if lines]


def _line(words: str, strong: str = "") -> dict[str, str]:
    return {"strong": strong, "words": words}


def _surprises(movements: Sequence[MovementAssessment], text: Text) -> list[dict[str, str]]:
    found = [(one, one.surprise) for one in movements if one.surprise and one.surprise.n_all]
    if not found:
        return []
    all_of_them = [surprise for _, surprise in found]
    counts = text(
        "report.surprise.counts",
        n=sum(one.n_all for one in all_of_them),
        easier=sum(one.easier for one in all_of_them),
        same=sum(one.same for one in all_of_them),
        harder=sum(one.harder for one in all_of_them),
    )
    largest = max(found, key=lambda pair: _gap(pair[1]))
    if _gap(largest[1]) <= 0:
        return [_line(counts)]
    words = text(
        "report.surprise.largest",
        movement=largest[0].movement,
        expected=text.amount(largest[1].largest_expected or 0),
        felt=text.amount(largest[1].largest_felt or 0),
    )
    return [_line(counts), _line(words)]


def _gap(found: Surprise) -> float:
    if found.largest_expected is None or found.largest_felt is None:
        return 0.0
    return found.largest_expected - found.largest_felt


def _connections(
    found: Sequence[Connection | Insufficient], missing: Sequence[Insufficient], text: Text
) -> list[dict[str, str]]:
    """Clear signs and signs with points, interval and days; the rest by name; what is missing."""
    checked = [one for one in found if isinstance(one, Connection)]
    lines = [
        _line(_effect(one, text), findings.strength(one, text))
        for one in checked
        if one.verdict in {"clear", "hint"}
    ]
    if lines:
        lines[-1]["words"] += f" {text('report.connections.no_cause')}"
    elif checked:
        lines.append(_line(text("report.connections.nothing", n=len(checked))))
    lines += _open(checked, text)
    none = _names([one for one in checked if one.verdict == "none"], checked, text)
    if none:
        lines.append(_line(text("report.connections.none", names=none)))
    if not checked:
        lines += [_line(findings.insufficient(one, text)) for one in missing][:2]
    return lines


def _open(checked: Sequence[Connection], text: Text) -> list[dict[str, str]]:
    undecided = [one for one in checked if one.verdict in {"unclear", "early"}]
    if not undecided:
        return []
    names = _names(undecided, checked, text)
    days = [one.more_days for one in undecided if one.more_days]
    if days:
        return [_line(text("report.connections.unclear", n=min(days), names=names))]
    return [_line(text("report.connections.open", names=names))]


def _names(found: Sequence[Connection], checked: Sequence[Connection], text: Text) -> str:
    """The factors by name; one that was checked at several times with different verdicts says which time."""
    names = []
    for one in found:
        name = findings.factor(one.factor, text)
        if any(each.factor == one.factor and each.verdict != one.verdict for each in checked):
            name = f"{name} ({findings.lag_name(one.factor, one.lag, text)})"
        names.append(name)
    return text.listing(list(dict.fromkeys(names)))


def _effect(one: Connection, text: Text) -> str:
    """The effect without "dein": "nach besserem Schlaf 0,6 Punkte (0,3–0,9) weniger, 71 Tage."."""
    lower = one.effect < 0
    low, high = (-one.high, -one.low) if lower else (one.low, one.high)
    when, points = findings.when(one.factor, one.lag, text), text.number(abs(one.effect))
    return text(
        "report.connections.lower" if lower else "report.connections.higher",
        n=1 if points in {"1,0", "1.0"} else 2,
        when=when[:1].lower() + when[1:],
        points=points,
        span=text.span(low, high),
        days=text("charts.forest.days", n=one.n),
    )


def _wins(progress: Progress | None, text: Text) -> list[dict[str, str]]:
    if progress is None:
        return []
    newest = sorted(progress.wins, key=lambda one: one.day, reverse=True)[:MOST_WINS]
    return [_line(upper_first(sentences.win(one, text))) for one in newest]


def _pain(progress: Progress | None, text: Text) -> list[dict[str, str]]:
    if progress is None or not progress.weeks:
        return []
    change: BeforeAfter | Insufficient = progress.before_after
    if isinstance(change, Insufficient):
        return [_line(findings.insufficient(change, text))]
    numbers = text(
        "report.before_after.numbers",
        first=text.number(change.first_mean),
        last=text.number(change.last_mean),
        change=text.number(change.change, sign=True),
        span=text.span(change.low, change.high),
    )
    return [_line(numbers), _line(text(f"report.before_after.{change.verdict}"))]


def _details(snapshot: Snapshot, movements: Sequence[MovementAssessment], text: Text) -> list[dict[str, Any]]:
    """Page two and on: a card per movement with enough tries, then pain per week."""
    parts = []
    for number, one in enumerate(movements):
        if len(one.tries) >= runs.MIN_TRIES:
            looks = [look for look in snapshot.looks if look.movement == one.movement]
            parts.append(_detail(one, looks, number, text))
    progress = snapshot.progress
    if progress is not None and progress.weeks:
        parts.append(_weeks(progress, text))
    return parts


def _detail(one: MovementAssessment, looks: Sequence[Look], number: int, text: Text) -> dict[str, Any]:
    def level(theme: Theme, compact: bool) -> Sheet:  # noqa: FBT001
        return movement.sheet(one, looks, text, theme, compact=compact)

    def pairs(theme: Theme, compact: bool) -> Sheet:  # noqa: FBT001
        return expected.sheet(one, text, theme, compact=compact)

    alt = movement.alt(one, text)
    charts = [
        {
            "id": f"level-{number}",
            "title": text("charts.movement.title"),
            "caption": movement.caption(one, text),
            "alt": alt,
            "still": spark.card(one, one.window, text, "", name_limit=False),
            "figure": level,
        }
    ]
    if expected.pairs(one):
        charts.append(
            {
                "id": f"expected-{number}",
                "title": text("charts.expected.title"),
                "caption": expected.caption(text),
                "alt": expected.alt(one, text),
                "still": _said(expected.alt(one, text)),
                "figure": pairs,
            }
        )
    return {
        "title": one.movement,
        "pill": symbols.pill(one.state, text),
        "words": sentences.level_line(one, text),
        "charts": charts,
        "summary": text("report.details.table"),
        "table": movement.table(one, text),
    }


def _said(words: str) -> Markup:
    """The chart in words, for readers without scripts; the drawing takes its place."""
    return Markup('<p class="note">{}</p>').format(words)


def _weeks(progress: Progress, text: Text) -> dict[str, Any]:
    def weeks(theme: Theme, compact: bool) -> Sheet:  # noqa: FBT001
        return trend.sheet(progress, text, theme, compact=compact)

    chart = {
        "id": "weeks",
        "title": text("charts.trend.title"),
        "caption": trend.caption(text),
        "alt": trend.alt(progress, text),
        "still": _said(trend.alt(progress, text)),
        "figure": weeks,
    }
    return {
        "title": text("report.pain.title"),
        "pill": "",
        "words": "",
        "charts": [chart],
        "summary": text("report.details.weeks_table"),
        "table": trend.table(progress, text),
    }
