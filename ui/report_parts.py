"""What stands on the snapshot page, as plain words and small drawings; `ui.report` puts it into HTML.

Written for the person's trainer: the same facts as in the app, said without "du".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from analysis.association_results import Connection
from analysis.results import Insufficient
from ui import board, findings, report_board, report_details, sentences
from ui.charts import spark
from ui.words import upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.answer_results import Ability
    from analysis.progress_results import BeforeAfter, Flare, Progress
    from analysis.results import MovementAssessment, Surprise
    from analysis.snapshot import Snapshot
    from ui.text import Text

MOST_WINS: Final = 4
MOST_CONNECTIONS: Final = 3
MEANING: Final = ("safe", "interval", "limit", "next_day", "together")
"""What the numbers mean, in the order said."""
WORDS: Final = {
    "movement": "report.column.movement", "state": "report.column.state", "now": "report.column.now",
    "load": "report.column.load", "tries": "report.column.tries", "last": "report.column.last",
    "question": "report.question.title", "notes": "report.notes.title", "answer": "report.answer.title",
    "foot": "report.foot", "details": "report.details.title", "meaning": "report.meaning.title",
    "language": "report.language",
}  # fmt: skip


def page(snapshot: Snapshot, text: Text) -> dict[str, Any]:
    """Everything the page shows, in the order of the page; empty parts are empty strings or lists."""
    movements = [replace(one, window=snapshot.period) for one in board.ordered(snapshot.movements)]
    return {
        "lang": text.lang,
        "title": text("report.title"),
        "kicker": text("report.kicker_of", sender=snapshot.sender)
        if snapshot.sender
        else text("report.kicker"),
        "headline": sentences.headline(movements, text) if movements else text("report.kicker"),
        "lead": lead(movements, text) if movements else text("report.empty"),
        "period": text.period(*snapshot.period),
        "facts": _head(snapshot, movements, text),
        "weeks": text("report.column.weeks", n=board.weeks(snapshot.period)),
        "rows": report_board.rows(snapshot, movements, text),
        "curve_note": _note(snapshot, movements, text),
        "blocks": _blocks(snapshot, movements, text),
        "question": snapshot.question,
        "notes": [{"day": text.day(day), "words": words} for day, words in snapshot.notes],
        "meaning": _meaning(snapshot, text) if movements else [],
        "made": text("report.made", day=text.day(snapshot.made_on), version=snapshot.model_version),
        "ident": snapshot.ident,
        "charts": report_details.cards(snapshot, movements, text),
        "words": {name: text(key) for name, key in WORDS.items()},
    }


def _note(snapshot: Snapshot, movements: Sequence[MovementAssessment], text: Text) -> str:
    """How to read the curves; and the days verdicts rest on, where these are not the days shown."""
    words = text("report.curve_note", top=text.number(spark.spark_top(movements), 0))
    windows = {one.window for one in snapshot.movements} - {snapshot.period}
    if not windows:
        return words
    whole = min(start for start, _ in windows), max(end for _, end in windows)
    return f"{words} {text('report.rests_on', period=text.period(*whole))}"


def _meaning(snapshot: Snapshot, text: Text) -> list[str]:
    share = text.percent(min((one.needed for one in snapshot.movements), default=0.0))
    lines = [text(f"report.meaning.{name}", share=share) for name in MEANING]
    return [*lines, text("report.meaning.next")] if snapshot.steps else lines


def _head(snapshot: Snapshot, movements: Sequence[MovementAssessment], text: Text) -> list[str]:
    """Period, days with an entry and gaps, whose word it is, and the limit."""
    days = text("report.days", n=snapshot.days_total, logged=snapshot.days_logged)
    gaps = text("report.gaps", n=snapshot.gaps) if snapshot.gaps else text("report.no_gaps")
    whose = text("report.self_reported")
    limit = text("report.tau", tau=text.amount(snapshot.tau))
    return [text.period(*snapshot.period), days, gaps, f"{whose}, {limit}" if movements else whose]


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


def _blocks(snapshot: Snapshot, movements: Sequence[MovementAssessment], text: Text) -> list[dict[str, Any]]:
    """The sections under the table that have something to say, each with its lines."""
    progress = snapshot.progress
    found = {
        "surprise": _surprises(movements, text),
        "wins": _wins(progress, text),
        "activities": [_line(_ability(one, text), one.name) for one in snapshot.activities],
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
    told = [one for one in checked if one.verdict in {"clear", "hint"}][:MOST_CONNECTIONS]
    alike = len({one.window for one in told}) == 1
    lines = [_line(_effect(one, text, alone=not alike), findings.strength(one, text)) for one in told]
    if lines:
        once = text("report.connections.window", period=text.period(*told[0].window)) if alike else ""
        lines.append(_line(f"{once} {text('report.connections.no_cause')}".strip()))
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


def _effect(one: Connection, text: Text, *, alone: bool) -> str:
    """The effect without "dein": "nach besserem Schlaf 0,6 Punkte (0,3–0,9) weniger, 71 Tage."; alone: with window."""
    lower = one.effect < 0
    low, high = (-one.high, -one.low) if lower else (one.low, one.high)
    when, points = findings.when(one.factor, one.lag, text), text.number(abs(one.effect))
    days = text("charts.forest.days", n=one.n)
    return text(
        "report.connections.lower" if lower else "report.connections.higher",
        n=1 if points in {"1,0", "1.0"} else 2,
        when=when[:1].lower() + when[1:],
        points=points,
        span=text.span(low, high),
        days=f"{days}, {text.period(*one.window)}" if alone else days,
    )


def _wins(progress: Progress | None, text: Text) -> list[dict[str, str]]:
    if progress is None:
        return []
    newest = sorted(progress.wins, key=lambda one: one.day, reverse=True)[:MOST_WINS]
    return [_line(upper_first(sentences.win(one, text, "report"))) for one in newest]


def _ability(one: Ability, text: Text) -> str:
    """How well an activity goes, first and now, and whether it was won back."""
    words = text(
        "report.activities.line", first=text.amount(one.first), latest=text.amount(one.latest), n=one.n
    )
    if one.back and one.since:
        return f"{words} {text('report.activities.back', day=text.short_day(one.since))}"
    return words


def _pain(progress: Progress | None, text: Text) -> list[dict[str, str]]:
    if progress is None or not (progress.weeks or progress.flares):
        return []
    flares = [_line(_flare(one, text)) for one in progress.flares]
    if not progress.weeks:
        return flares
    change: BeforeAfter | Insufficient = progress.before_after
    if isinstance(change, Insufficient):
        return [_line(findings.insufficient(change, text)), *flares]
    numbers = text(
        "report.before_after.numbers",
        first=text.number(change.first_mean),
        last=text.number(change.last_mean),
        change=text.number(change.change, sign=True),
        span=text.span(change.low, change.high),
        n_first=change.n_first,
        n_last=change.n_last,
        first_period=text.period(*change.first_window),
        last_period=text.period(*change.last_window),
    )
    return [_line(numbers), _line(text(f"report.before_after.{change.verdict}")), *flares]


def _flare(one: Flare, text: Text) -> str:
    """A spell of more pain; what the person has not confirmed is only possible."""
    kind = "confirmed" if one.confirmed else "possible"
    start, end = text.short_day(one.start), text.short_day(one.end)
    return text(f"report.flare.{kind}", start=start, end=end, peak=text.amount(one.peak))
