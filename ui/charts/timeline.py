"""Pain day by day: grey discs, joined only where days follow on each other; chosen days are filled, a break is a band.

Days without an entry are never joined over. A possible change is drawn as wide as it is uncertain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.charts import template as look
from ui.theme import alpha

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    import plotly.graph_objects as go

    from analysis.explorer_results import Calendar, CalendarDay
    from ui.text import Text
    from ui.theme import Theme


def figure(
    calendar: Calendar,
    chosen: Collection[date],
    text: Text,
    theme: Theme,
    *,
    compact: bool = False,
) -> go.Figure:
    """calendar: the pain of the days to show; chosen: days to fill."""
    return sheet(calendar, chosen, text, theme, compact=compact).figure(theme)


def sheet(
    calendar: Calendar, chosen: Collection[date], text: Text, theme: Theme, *, compact: bool = False
) -> look.Sheet:
    """The same chart as plain lists."""
    out = look.base(text, height=170 if compact else 190, margin=(32, 14, 10, 28))
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


def _discs(
    out: look.Sheet, days: Sequence[CalendarDay], text: Text, theme: Theme, *, kept: bool
) -> None:
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
    return text("explorer.time.hover", day=text.short_day(one.day), pain=text.amount(round(one.value or 0, 1)))


def alt(calendar: Calendar, chosen: Collection[date], text: Text) -> str:
    """The chart in words: days with pain, days without, how many are chosen."""
    return text(
        "explorer.time.alt",
        n=calendar.n,
        period=text.period(*calendar.window),
        missing=calendar.missing,
        chosen=len(chosen),
    )
