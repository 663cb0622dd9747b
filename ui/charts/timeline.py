"""Pain day by day: grey discs, joined only where days follow on each other; chosen days are filled diamonds.

Days without an entry are never joined over. A possible step is a soft band, not a line: its day is not known; the
levels before and after it are drawn for four weeks. A day the person names is a line.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ui.charts import template as look
from ui.theme import alpha

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    import plotly.graph_objects as go

    from analysis.connection_results import ChangePoint
    from analysis.explorer_results import Calendar, CalendarDay
    from ui.text import Text
    from ui.theme import Theme

ABOUT: Final = timedelta(days=7)
"""Half width of the band that says "around this day"; it is no interval."""
SIDE: Final = timedelta(days=28)
"""How far the level before and after a step is drawn."""


def figure(
    calendar: Calendar,
    text: Text,
    theme: Theme,
    *,
    compact: bool = False,
    chosen: Collection[date] = (),
    steps: Sequence[ChangePoint] = (),
    named: date | None = None,
) -> go.Figure:
    """calendar: the pain of the days to show; chosen: days to fill; steps: possible changes; named: a day to mark."""
    out = sheet(calendar, text, theme, compact=compact, chosen=chosen)
    start, end = calendar.window
    for one in steps:
        if start <= one.day <= end:
            _step(out, one, (start, end), text, theme)
    if named is not None and start <= named <= end:
        line = {"color": theme.ink2, "width": 1.4, "dash": "3px,3px"}
        out.shape(
            type="line", x0=look.moment(named), x1=look.moment(named), yref="paper", y0=0, y1=1, line=line
        )
        _label(out, named, text("explorer.time.named", day=text.short_day(named)), (start, end), theme, y=0.0)
    return out.figure(theme)


def _step(out: look.Sheet, one: ChangePoint, window: tuple[date, date], text: Text, theme: Theme) -> None:
    first, last = max(one.day - ABOUT, window[0]), min(one.day + ABOUT, window[1])
    out.shape(
        type="rect", x0=look.moment(first), x1=look.moment(last), yref="paper", y0=0, y1=1, layer="below",
        fillcolor=alpha(theme.accent, look.BAND), line={"width": 0},
    )  # fmt: skip
    for level, days in (
        (one.before, (max(one.day - SIDE, window[0]), one.day)),
        (one.after, (one.day, min(one.day + SIDE, window[1]))),
    ):
        out.scatter(
            x=[look.moment(day) for day in days], y=[level, level], mode="lines", hoverinfo="skip",
            line={"color": theme.accent, "width": look.LINE}, meta="level",
        )  # fmt: skip
    _label(out, one.day, text("explorer.time.around", day=text.short_day(one.day)), window, theme)


def _label(
    out: look.Sheet, day: date, words: str, window: tuple[date, date], theme: Theme, *, y: float = 1.0
) -> None:
    """Words at a day over the chart, or at its foot, kept inside its edges."""
    share = (day - window[0]).days / max((window[1] - window[0]).days, 1)
    anchor = "left" if share < 0.25 else "right" if share > 0.75 else "center"
    look.word(
        out, words, theme, x=look.moment(day), xanchor=anchor, yref="paper", y=y, yanchor="bottom",
        font={"size": look.NOTE, "color": theme.ink},
    )  # fmt: skip


def sheet(
    calendar: Calendar, text: Text, theme: Theme, *, compact: bool = False, chosen: Collection[date] = ()
) -> look.Sheet:
    """The days alone, as plain lists."""
    out = look.base(text, height=190 if compact else 210, margin=(32, 14, 24, 28))
    look.pain_axis(out, top=10.6)
    look.date_axis(out, *calendar.window, text, ticks=3 if compact else 6)
    line = {"color": alpha(theme.ink3, 0.45), "width": 1.4}
    out.scatter(
        x=[look.moment(one.day) for one in calendar.days], y=[one.value for one in calendar.days],
        mode="lines", connectgaps=False, line=line, hoverinfo="skip", meta="line",
    )  # fmt: skip
    known = [one for one in calendar.days if one.value is not None]
    _discs(out, [one for one in known if one.day not in chosen], text, theme, kept=False)
    _discs(out, [one for one in known if one.day in chosen], text, theme, kept=True)
    return out


def _discs(out: look.Sheet, days: Sequence[CalendarDay], text: Text, theme: Theme, *, kept: bool) -> None:
    if not days:
        return
    out.scatter(
        x=[look.moment(one.day) for one in days], y=[one.value for one in days], mode="markers",
        cliponaxis=False, meta="chosen" if kept else "others", hoverinfo="text",
        hovertext=[hover(one, text) for one in days],
        marker={
            "size": 11 if kept else 6,
            "symbol": "diamond" if kept else "circle",
            "color": theme.accent if kept else theme.ink3,
            "opacity": 1 if kept else 0.7,
            "line": {"color": theme.surface, "width": 1},
        },
    )  # fmt: skip


def hover(one: CalendarDay, text: Text) -> str:
    """What the table says about one day."""
    return text(
        "explorer.time.hover", day=text.short_day(one.day), pain=text.amount(round(one.value or 0, 1))
    )


def alt(calendar: Calendar, chosen: Collection[date], text: Text) -> str:
    """The chart in words: days with pain, days without, how many are chosen."""
    words = text(
        "explorer.time.alt",
        n=calendar.n,
        period=text.period(*calendar.window),
        missing=calendar.missing,
    )
    return f"{words} {text('explorer.time.alt_chosen', n=len(chosen))}" if chosen else words


def table(calendar: Calendar, text: Text) -> list[dict[str, str]]:
    """One row per day with pain, oldest first."""
    return [
        {
            text("charts.column.day"): text.day(one.day),
            text("explorer.time.pain"): text.amount(round(one.value, 1)),
        }
        for one in calendar.days
        if one.value is not None
    ]
