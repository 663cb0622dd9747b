"""The level of a movement as SVG: the small multiple of a board card and the sparkline of a row.

Geometry only; colours come from CSS classes. Every card of one board shares both axes. Curves are drawn as
straight lines between the model's own points, so nothing is invented between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from ui.charts.runs import MIN_TRIES, segments
from ui.charts.template import month_label, tick_days
from ui.symbols import picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from analysis.results import CurvePoint, MovementAssessment, Try
    from ui.text import Text
    from ui.theme import Theme

RULES: Final = """
.pm-svg{display:block;overflow:visible}
.pm-svg .pm-line{fill:none;stroke:var(--pm-mark);stroke-width:2.6;stroke-linejoin:round;stroke-linecap:round}
.pm-svg .pm-thin{stroke-width:2}
.pm-svg .pm-band{fill:var(--pm-mark);fill-opacity:.17;stroke:none}
.pm-svg .pm-dot{fill:var(--pm-mark);stroke:var(--pm-surface);stroke-width:1.5}
.pm-svg .pm-try{fill:var(--pm-ink3);fill-opacity:.82;stroke:var(--pm-surface);stroke-width:1}
.pm-svg .pm-hollow{fill:var(--pm-surface);fill-opacity:1;stroke:var(--pm-ink2);stroke-width:1.4}
.pm-svg .pm-grid{stroke:var(--pm-line);stroke-width:1}
.pm-svg .pm-zone{fill:var(--pm-zone)}
.pm-svg .pm-tau{stroke:var(--pm-ink3);stroke-width:1.2;stroke-dasharray:3 3}
"""
PLOT_RULES: Final = """
.pm-plot{position:relative;width:100%}
.pm-plot .pm-svg{width:100%;height:auto}
.pm-plot span{position:absolute;font-size:14px;line-height:18px;color:var(--pm-ink2);white-space:nowrap;
transform:translate(-50%,-50%)}
.pm-plot .pm-right{transform:translate(-100%,-50%)}
.pm-plot .pm-left{transform:translate(0,-50%)}
.pm-plot .pm-end{transform:translate(0,-50%);font-size:18px;font-weight:600;color:var(--pm-text)}
"""
"""Labels of a card chart stand over the drawing as text of the page, so they keep font and size."""
SPARK_TOP: Final = 8.0
"""Sparklines show 0 to 8, or 0 to 10 for all rows as soon as one value is above 8."""
CARD: Final = (300, 172)
SPARK: Final = (150, 34)
SPARK_NARROW: Final = (92, 44)


class Label(NamedTuple):
    """Words over a drawing: place in percent of its width and height, the words, and the class that aligns them."""

    x: float
    y: float
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The common axes: window of days, top of the pain axis, and the box in px they are drawn into."""

    start: date
    end: date
    top: float
    left: float
    right: float
    upper: float
    lower: float

    def x(self, day: date) -> float:
        """A day in px."""
        span = max((self.end - self.start).days, 1)
        return self.left + (self.right - self.left) * (day - self.start).days / span

    def y(self, pain: float) -> float:
        """A pain rating in px, cut at the ends of the scale."""
        return self.lower - (self.lower - self.upper) * min(max(pain, 0.0), self.top) / self.top


def window(assessments: Sequence[MovementAssessment]) -> tuple[date, date]:
    """From the earliest to the latest day over all movements, so that all charts share one axis."""
    return min(one.window[0] for one in assessments), max(one.window[1] for one in assessments)


def spark_top(assessments: Sequence[MovementAssessment]) -> float:
    """8, or 10 for all rows as soon as one drawn value is above 8."""
    values = [point.high for one in assessments for part in segments(one) for point in part]
    values += [each.felt for one in assessments if len(one.tries) < MIN_TRIES for each in one.tries]
    return 10.0 if max(values, default=0.0) > SPARK_TOP else SPARK_TOP


def card(
    assessment: MovementAssessment,
    span: tuple[date, date],
    text: Text,
    alt: str,
    *,
    theme: Theme | None = None,
    name_limit: bool = False,
) -> Markup:
    """The small multiple of a card: axes 0, 5, 10, months, limit, tries, level with band, end number.

    theme: None draws inline SVG for a page with `RULES`; a theme makes a picture with its colours inside.
    """
    svg, labels = drawing(assessment, span, text, alt, theme=theme, name_limit=name_limit)
    return Markup('<div class="pm-plot pm-s-{}">{}{}</div>').format(assessment.state, svg, spans(labels))


def drawing(
    assessment: MovementAssessment,
    span: tuple[date, date],
    text: Text,
    alt: str,
    *,
    theme: Theme | None = None,
    name_limit: bool = False,
) -> tuple[Markup, list[Label]]:
    """A card's drawing and the words that stand over it."""
    frame = Frame(*span, 10.0, 24, CARD[0] - 46, 8, CARD[1] - 28)
    parts = [grid(frame), _limit(frame, assessment.tau)]
    parts += [_curve(frame, part, "pm-line") for part in segments(assessment)]
    parts += [_try(frame, one, 3.25) for one in assessment.tries]
    parts += [_dot(frame, part[-1]) for part in segments(assessment)[-1:]]
    labels = [*axis_labels(frame, span, text), *_end(frame, assessment, text)]
    if name_limit:
        words = text("charts.tau", tau=text.amount(assessment.tau))
        labels.append(_label(frame.left + 10, frame.y(0) - 14, words, "pm-left"))
    return _svg(assessment, CARD, alt, parts, theme), labels


def line(
    assessment: MovementAssessment,
    span: tuple[date, date],
    top: float,
    alt: str,
    *,
    size: tuple[int, int] = SPARK,
    theme: Theme | None = None,
) -> Markup:
    """The sparkline of a row: level, band and limit; the tries while there are fewer than three."""
    width, height = size
    frame = Frame(*span, top, 2, width - 6, 3, height - 3)
    found = segments(assessment)
    y = frame.y(assessment.tau)
    parts = [Markup('<line class="pm-tau" x1="0" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(width - 2, y, y)]
    parts += [_curve(frame, part, "pm-line pm-thin") for part in found]
    if found:
        parts.append(_dot(frame, found[-1][-1]))
    else:
        parts += [_try(frame, one, 2.6) for one in assessment.tries]
    return _svg(assessment, size, alt, parts, theme)


def _svg(
    assessment: MovementAssessment,
    size: tuple[int, int],
    alt: str,
    parts: Sequence[Markup],
    theme: Theme | None,
) -> Markup:
    svg = element(assessment.state, size, alt, parts)
    return (
        svg
        if theme is None
        else picture(svg, assessment.state, theme, RULES, kind="pm-svg", size=size, alt=alt)
    )


def element(state: str, size: tuple[int, int], alt: str, parts: Sequence[Markup]) -> Markup:
    """The SVG element round its parts; hidden from screen readers where it has no words of its own."""
    hidden = Markup('role="img" aria-label="{}"').format(alt) if alt else Markup('aria-hidden="true"')
    return Markup(
        '<svg class="pm-svg pm-s-{}" viewBox="0 0 {} {}" width="{}" height="{}" {}>{}</svg>'
    ).format(state, *size, *size, hidden, Markup("").join(parts))


def grid(frame: Frame) -> Markup:
    """The lines at 0, 5 and 10."""
    rule = Markup('<line class="pm-grid" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>')
    lines = (rule.format(frame.left, frame.right, frame.y(pain), frame.y(pain)) for pain in (0, 5, 10))
    return Markup("").join(lines)


def axis_labels(
    frame: Frame, span: tuple[date, date], text: Text, size: tuple[int, int] = CARD
) -> list[Label]:
    """0, 5 and 10 at the left, the months below."""
    numbers = [_label(frame.left - 6, frame.y(pain), str(pain), "pm-right", size) for pain in (0, 5, 10)]
    firsts = [day for day in tick_days(*span, 5) if day.day == 1] or list(span)
    months = [
        _label(
            min(max(frame.x(day), frame.left + 12), frame.right - 12),
            frame.lower + 16,
            month_label(day, text),
            size=size,
        )
        for day in firsts
    ]
    return numbers + months


def _limit(frame: Frame, tau: float) -> Markup:
    y = frame.y(tau)
    wide = frame.right - frame.left
    zone = Markup('<rect class="pm-zone" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
        frame.left, y, wide, frame.lower - y
    )
    edge = Markup('<line class="pm-tau" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>').format(
        frame.left, frame.right, y, y
    )
    return zone + edge


def points(frame: Frame, pairs: Sequence[tuple[date, float]]) -> str:
    """Days and values as the points of a line."""
    return " ".join(f"{frame.x(day):.1f},{frame.y(value):.1f}" for day, value in pairs)


def _curve(frame: Frame, part: Sequence[CurvePoint], kind: str) -> Markup:
    upper = [(point.day, point.high) for point in part]
    lower = [(point.day, point.low) for point in reversed(part)]
    middle = [(point.day, point.level) for point in part]
    return Markup('<polygon class="pm-band" points="{}"/><polyline class="{}" points="{}"/>').format(
        points(frame, upper + lower), kind, points(frame, middle)
    )


def _dot(frame: Frame, point: CurvePoint) -> Markup:
    return Markup('<circle class="pm-dot" cx="{:.1f}" cy="{:.1f}" r="4.5"/>').format(
        frame.x(point.day), frame.y(point.level)
    )


def _try(frame: Frame, one: Try, radius: float) -> Markup:
    kind = "pm-try pm-hollow" if one.strained else "pm-try"
    return Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{}"/>').format(
        kind, frame.x(one.day), frame.y(one.felt), radius
    )


def _end(frame: Frame, assessment: MovementAssessment, text: Text) -> list[Label]:
    found = segments(assessment)
    if not found or assessment.level is None:
        return []
    last = found[-1][-1]
    return [_label(frame.x(last.day) + 11, frame.y(last.level), text.number(assessment.level), "pm-end")]


def _label(x: float, y: float, words: str, kind: str = "pm-mid", size: tuple[int, int] = CARD) -> Label:
    """Words over the drawing, placed in percent so that they follow its width."""
    return Label(100 * x / size[0], 100 * y / size[1], words, kind)


def spans(labels: Sequence[Label]) -> Markup:
    """The words of a drawing as text of the page."""
    one = Markup('<span class="{}" aria-hidden="true" style="left:{:.2f}%;top:{:.2f}%">{}</span>')
    return Markup("").join(one.format(each.kind, each.x, each.y, each.words) for each in labels)
