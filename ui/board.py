"""The movement board: one card per movement on a wide screen, one row per movement on a phone.

Both are in the markup, a media query shows one of them; there is no script. Sorted by what is useful to see
first (`STATES`), never by pain alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from analysis.results import STATES
from ui import sentences, symbols
from ui.charts import movement, runs, spark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from analysis.results import MovementAssessment, State
    from ui.text import Text
    from ui.theme import Theme

RULES: Final = """
.pm-board{color:var(--pm-ink);font-variant-numeric:tabular-nums lining-nums;container-type:inline-size}
.pm-board p{margin:0}
.pm-board ul{list-style:none;margin:0;padding:0}
.pm-board .pm-key{display:flex;flex-wrap:wrap;gap:4px 24px;margin:0 0 24px;font-size:14px;
line-height:22px;color:var(--pm-ink2)}
.pm-key li{display:flex;align-items:center;gap:8px;margin:0;padding:0;font-size:14px}
.pm-cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:16px}
.pm-card{background:var(--pm-surface);border:1px solid var(--pm-line);border-radius:14px;padding:16px;
margin:0;min-width:0;display:flex;flex-direction:column;align-items:flex-start}
.pm-name{font-family:'Source Serif','Source Serif 4',Georgia,serif;font-weight:600;font-size:20px;
line-height:26px;margin:12px 0 8px;overflow-wrap:anywhere}
.pm-card .pm-plot{margin:0 0 12px}
.pm-card p{font-size:15px;line-height:25px}
.pm-board p.pm-basis,.pm-board p.pm-foot{color:var(--pm-ink2);font-size:13.5px;line-height:22px}
.pm-card .pm-basis{margin-top:4px}
.pm-board p.pm-foot{margin-top:16px;font-size:13px}
.pm-rows{display:none}
@media (max-width:640px){
.pm-board .pm-key,.pm-cards{display:none}
.pm-rows{display:block;background:var(--pm-surface);border:1px solid var(--pm-line);border-radius:14px;
padding:4px 16px 12px}
.pm-rows-head{display:flex;justify-content:space-between;font-size:14px;line-height:22px;font-weight:600;
color:var(--pm-ink2);padding:6px 0}
.pm-row{display:grid;grid-template-columns:24px minmax(0,1fr) 92px 56px;gap:8px;align-items:center;
min-height:60px;padding:8px 0;margin:0;border-top:1px solid var(--pm-line)}
.pm-row b{display:block;font-size:16px;line-height:19px;font-weight:600;overflow-wrap:anywhere}
.pm-row .pm-word{display:block;font-size:14px;line-height:17px;font-weight:400}
.pm-row small{display:block;font:400 13px/18px 'Source Sans','Source Sans 3',system-ui,sans-serif;color:var(--pm-ink2)}
.pm-row .pm-now{font-family:'Source Serif','Source Serif 4',Georgia,serif;font-weight:600;font-size:18px;
text-align:right}
.pm-board p.pm-span{padding-top:8px;font-size:13px;line-height:18px;color:var(--pm-ink2)}
}
"""


def ordered(assessments: Sequence[MovementAssessment]) -> list[MovementAssessment]:
    """In the order of the board: what needs a look first."""
    return sorted(assessments, key=lambda one: STATES.index(one.state))


def render(assessments: Sequence[MovementAssessment], text: Text, theme: Theme) -> Markup:
    """The whole board as HTML with its own colours and rules; a sentence where there is no movement yet."""
    if not assessments:
        return Markup('<p class="pm-body">{}</p>').format(text("board.empty"))
    rows = ordered(assessments)
    span = spark.window(rows)
    rules = Markup(f"<style>{spark.RULES}{spark.PLOT_RULES}{RULES}</style>")  # noqa: S704 - own rules only
    style = symbols.styles(theme, "pm-board") + rules
    return Markup('<div class="pm-board">{}{}{}{}{}</div>').format(
        style,
        key(rows[0], text, theme),
        _cards(rows, span, text, theme),
        _list(rows, span, text, theme),
        foot(span, text),
    )


def key(first: MovementAssessment, text: Text, theme: Theme) -> Markup:
    """One line that says what the marks are, in the colour of the first card."""
    marks = {
        "level": '<line class="pm-line" x1="1" x2="23" y1="8" y2="8"/>',
        "band": '<rect class="pm-band" x="0" y="1" width="24" height="14" rx="3"/>',
        "try": '<circle class="pm-try" cx="12" cy="8" r="5"/>',
        "strained": '<circle class="pm-try pm-hollow" cx="12" cy="8" r="4.6"/>',
        "zone": '<rect class="pm-zone" x="0" y="1" width="24" height="14" rx="3"/>'
        '<line class="pm-tau" x1="0" x2="24" y1="1" y2="1"/>',
    }
    state: State = first.state if first.state != "unknown" else "learning"
    items = [
        Markup("<li>{}{}</li>").format(_key_mark(state, mark, theme), text(f"board.key.{name}"))
        for name, mark in marks.items()
    ]
    items.append(Markup("<li>{}</li>").format(text("board.key.gap")))
    return Markup('<ul class="pm-key">{}</ul>').format(Markup("").join(items))


def _key_mark(state: State, mark: str, theme: Theme) -> Markup:
    svg = Markup(f'<svg class="pm-svg pm-s-{state}" width="24" height="16">{mark}</svg>')  # noqa: S704 - own shapes
    return symbols.picture(svg, state, theme, spark.RULES, kind="pm-mark", size=(24, 16))


def _cards(rows: Sequence[MovementAssessment], span: tuple[date, date], text: Text, theme: Theme) -> Markup:
    named = free_zone(rows)
    cards = [_card(one, span, text, theme, name_limit=one is named) for one in rows]
    return Markup('<ul class="pm-cards">{}</ul>').format(Markup("").join(cards))


def free_zone(rows: Sequence[MovementAssessment]) -> MovementAssessment | None:
    """The first movement whose area under the limit is free on the left, where the limit is named."""
    for one in rows:
        middle = one.window[0] + (one.window[1] - one.window[0]) * 0.55
        marks = [each.felt for each in one.tries if each.day <= middle]
        marks += [point.low for point in one.curve if point.day <= middle]
        if min(marks, default=10) > one.tau / 2:
            return one
    return None


def _card(
    one: MovementAssessment, span: tuple[date, date], text: Text, theme: Theme, *, name_limit: bool
) -> Markup:
    alt = movement.alt(one, text)
    return Markup(
        '<li class="pm-card">{}<h3 class="pm-name">{}</h3>{}{}<p class="pm-basis">{}</p></li>'
    ).format(
        symbols.pill(one.state, text, theme),
        one.movement,
        spark.card(one, span, text, alt, theme=theme, name_limit=name_limit),
        numbers(one, text),
        sentences.basis(one, text),
    )


def numbers(one: MovementAssessment, text: Text) -> Markup:
    """Level with interval and how sure, or what is missing."""
    now = runs.level(one)
    if now is None:
        return Markup("<p>{}</p>").format(sentences.reason(one, text) or sentences.verdict(one, text))
    level = Markup("<p>{} <b>{}</b> ({})</p>").format(
        text("board.expected"), text.number(now.value), text.span(now.low, now.high)
    )
    if one.reason:
        return level + Markup("<p>{}</p>").format(sentences.reason(one, text))
    return level + Markup("<p>{} <b>{}</b></p>").format(text("board.below"), sentences.certainty(one, text))


def _list(rows: Sequence[MovementAssessment], span: tuple[date, date], text: Text, theme: Theme) -> Markup:
    top = spark.spark_top(rows)
    items = Markup("").join(_row(one, span, top, text, theme) for one in rows)
    return Markup(
        '<div class="pm-rows"><div class="pm-rows-head"><span>{}</span><span>{}</span></div><ul>{}</ul>'
        '<p class="pm-span">{}</p></div>'
    ).format(
        text("board.list.title"),
        text("board.list.period", n=weeks(span)),
        items,
        text("board.spark", top=text.number(top, 0)),
    )


def _row(one: MovementAssessment, span: tuple[date, date], top: float, text: Text, theme: Theme) -> Markup:
    level = runs.level(one)
    now = Markup("{}").format(text("charts.none"))
    if level is not None:
        within = text.span(level.low, level.high)
        now = Markup("{}<small>{}</small>").format(text.number(level.value), within)
    return Markup(
        '<li class="pm-row">{}<span><b>{}</b><span class="pm-word pm-s-{}">{}</span><small>{}</small></span>{}'
        '<span class="pm-now">{}</span></li>'
    ).format(
        symbols.symbol(one.state, 21, theme),
        one.movement,
        one.state,
        text(f"state.{one.state}"),
        text("movements.board.tries", n=one.n),
        spark.line(one, span, top, movement.alt(one, text), size=spark.SPARK_NARROW, theme=theme),
        now,
    )


def weeks(span: tuple[date, date]) -> int:
    """Whole weeks of a period, at least one."""
    return max(round(((span[1] - span[0]).days + 1) / 7), 1)


def foot(span: tuple[date, date], text: Text) -> Markup:
    """The small print: scale, period, what "safe" means."""
    return Markup('<p class="pm-foot">{}</p>').format(
        text("board.note", n=weeks(span), end=text.day(span[1]))
    )
