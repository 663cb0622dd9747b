"""A calendar of one series: a field per day, stronger for more; a day without an entry is a cross and no field.

One ink from light to dark, so that any eye and a grey printer tell the fields apart; short values stand in them.
Wide: a column per week; on a phone a row per week, the newest on top.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ui import findings
from ui.charts import template as look

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.explorer_results import Calendar, CalendarDay
    from ui.text import Text
    from ui.theme import Theme

WEEK: Final = 7
CELL, CELL_COMPACT = 34, 26
TURN: Final = 0.65
"""From this share of the scale on the value in a field is written light on dark instead of dark on light."""
SHADES: Final = {"light": ((0.10, 0.64), (0.82, 1.0)), "dark": ((0.10, 0.46), (0.66, 1.0))}
"""How much of the ink the ends of the lower and the upper part get, over the surface. The step between them leaves
out the shades on which neither ink reaches a contrast of 4.5.
"""
ROOM_FOR_WORDS: Final = 30
"""Weeks up to which a field of the wide calendar has room for its value."""
LONGEST: Final = 3
"""Characters that fit into a field."""
LEFT, LEFT_COMPACT = 44, 74


def figure(calendar: Calendar, text: Text, theme: Theme, *, compact: bool = False) -> go.Figure:
    """All days of the window; nothing is filled where nothing was logged."""
    return sheet(calendar, text, theme, compact=compact).figure(theme)


def sheet(calendar: Calendar, text: Text, theme: Theme, *, compact: bool = False) -> look.Sheet:
    """The same chart as plain lists."""
    weeks = _weeks(calendar)
    if compact:
        out = look.base(text, height=len(weeks) * CELL_COMPACT + 34, margin=(LEFT_COMPACT, 4, 30, 4))
    else:
        out = look.base(text, height=WEEK * CELL + 44, margin=(LEFT, 8, 34, 10))
    _axes(out, weeks, text, calendar.window[1], compact=compact)
    _fields(out, calendar, weeks, text, theme, compact=compact)
    _missing(out, calendar, weeks, text, theme, compact=compact)
    if compact or len(weeks) <= ROOM_FOR_WORDS:
        _values(out, calendar, weeks, text, theme, compact=compact)
    return out


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(calendar: Calendar) -> list[date]:
    """The Mondays from the first to the last week."""
    first, last = (_monday(day) for day in calendar.window)
    return [first + timedelta(weeks=at) for at in range((last - first).days // WEEK + 1)]


def _place(day: date, weeks: list[date], *, compact: bool) -> tuple[int, int]:
    """Column and row of a day."""
    week, weekday = (_monday(day) - weeks[0]).days // WEEK, day.weekday()
    return (weekday, week) if compact else (week, weekday)


def _axes(out: look.Sheet, weeks: list[date], text: Text, last: date, *, compact: bool) -> None:
    days = [text.weekday(weeks[0] + timedelta(days=at))[:2] for at in range(WEEK)]
    if compact:
        out.x_axis(range=[-0.5, 6.5], tickvals=list(range(WEEK)), ticktext=days, side="top")
        shown = list(range(len(weeks)))
        labels = [look.tick_label(monday, text) for monday in weeks]
        out.y_axis(range=[-0.5, len(weeks) - 0.5], tickvals=shown, ticktext=labels, showgrid=False)
        return
    months = [at for at, monday in enumerate(weeks) if at == 0 or _first_in(monday, last)]
    every = 1 + len(months) // 14
    months = months[::every]
    long = len(weeks) > look.YEAR // WEEK
    labels = [_month_label(min(weeks[at] + timedelta(days=6), last), text, long=long) for at in months]
    out.x_axis(
        range=[-0.5, max(len(weeks), 8) - 0.5], tickvals=months, ticktext=labels, side="top", showgrid=False
    )
    out.y_axis(range=[6.5, -0.5], tickvals=list(range(WEEK)), ticktext=days, showgrid=False)


def _first_in(monday: date, last: date) -> bool:
    """Whether the week holds the first of a month, up to the last day shown."""
    return any(day.day == 1 and day <= last for day in (monday + timedelta(days=at) for at in range(WEEK)))


def _month_label(inside: date, text: Text, *, long: bool) -> str:
    month = look.month_label(inside, text)
    return text("charts.month_year", month=month, year=inside.year) if long else month


def _share(value: float, calendar: Calendar) -> float:
    """Where a value lies between the ends of its scale, 0 to 1."""
    span = calendar.high - calendar.low
    return min(max((value - calendar.low) / span, 0.0), 1.0) if span > 0 else 0.5


def shade(share: float, theme: Theme) -> str:
    """The ink of a value: the accent over the surface, the more of it the higher the value."""
    lower, upper = SHADES[theme.mode]
    if share < TURN:
        weight = lower[0] + (lower[1] - lower[0]) * share / TURN
    else:
        weight = upper[0] + (upper[1] - upper[0]) * (share - TURN) / (1 - TURN)
    over, under = (
        [int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (theme.accent, theme.surface)
    )
    mixed = (round(weight * a + (1 - weight) * b) for a, b in zip(over, under, strict=True))
    return "#" + "".join(f"{one:02X}" for one in mixed)


def _fields(
    out: look.Sheet, calendar: Calendar, weeks: list[date], text: Text, theme: Theme, *, compact: bool
) -> None:
    columns, rows = (WEEK, len(weeks)) if compact else (len(weeks), WEEK)
    values: list[list[float | None]] = [[None] * columns for _ in range(rows)]
    words = [[""] * columns for _ in range(rows)]
    for one in calendar.days:
        if one.value is None:
            continue
        x, y = _place(one.day, weeks, compact=compact)
        values[y][x], words[y][x] = _share(one.value, calendar), hover(one, calendar, text)
    out.data.append(
        {
            "type": "heatmap",
            "z": values,
            "zmin": 0,
            "zmax": 1,
            "colorscale": [
                [0, shade(0, theme)],
                [TURN, shade(TURN - 1e-9, theme)],
                [TURN, shade(TURN, theme)],
                [1, shade(1, theme)],
            ],
            "showscale": False,
            "xgap": 3,
            "ygap": 3,
            "hovertext": words,
            "hoverinfo": "text",
            "hoverongaps": False,
            "meta": "days",
        }
    )


def _missing(
    out: look.Sheet, calendar: Calendar, weeks: list[date], text: Text, theme: Theme, *, compact: bool
) -> None:
    places = [(*_place(one.day, weeks, compact=compact), one) for one in calendar.days if one.value is None]
    out.scatter(
        x=[x for x, _, _ in places], y=[y for _, y, _ in places], mode="markers", meta="missing",
        hoverinfo="text", hovertext=[hover(one, calendar, text) for _, _, one in places],
        marker={"symbol": "x-thin", "size": 7, "line": {"color": theme.ink3, "width": 1.2}},
    )  # fmt: skip


def _values(
    out: look.Sheet, calendar: Calendar, weeks: list[date], text: Text, theme: Theme, *, compact: bool
) -> None:
    """The value in its field where all values are short enough; light on dark fields, dark on light ones."""
    known = [(one, value(one, text)) for one in calendar.days if one.value is not None]
    if not known or max(len(words) for _, words in known) > LONGEST:
        return
    places = [_place(one.day, weeks, compact=compact) for one, _ in known]
    dark = [_share(one.value or 0.0, calendar) >= TURN for one, _ in known]
    out.scatter(
        x=[x for x, _ in places], y=[y for _, y in places], mode="text", hoverinfo="skip", meta="values",
        text=[words for _, words in known],
        textfont={"size": look.NOTE, "color": [theme.surface if one else theme.ink for one in dark]},
    )  # fmt: skip


def value(one: CalendarDay, text: Text) -> str:
    """A day's value as short as it is, or that there is none."""
    return text("charts.none") if one.value is None else text.amount(round(one.value, 1))


def hover(one: CalendarDay, calendar: Calendar, text: Text) -> str:
    """What the table says about one day."""
    day = text("explorer.calendar.day", weekday=text.weekday(one.day), day=text.day(one.day))
    if one.value is None:
        return text("explorer.calendar.hover_missing", day=day)
    name = look.escape(findings.factor(calendar.name, text))
    return text("explorer.calendar.hover", day=day, name=name, value=value(one, text))


def alt(calendar: Calendar, text: Text) -> str:
    """The chart in words: days with and without an entry, lowest and highest value with their days."""
    known = [one for one in calendar.days if one.value is not None]
    name = findings.factor(calendar.name, text)
    first = text(
        "explorer.calendar.alt",
        n=calendar.n,
        name=name,
        period=text.period(*calendar.window),
        missing=calendar.missing,
    )
    if not known:
        return first
    least, most = (pick(known, key=lambda one: one.value or 0.0) for pick in (min, max))
    ends = text(
        "explorer.calendar.ends",
        low=value(least, text),
        low_day=text.short_day(least.day),
        high=value(most, text),
        high_day=text.short_day(most.day),
    )
    return f"{first} {ends}"


def table(calendar: Calendar, text: Text) -> list[dict[str, str]]:
    """One row per week, oldest first: the table of a calendar is a calendar."""
    weeks = _weeks(calendar)
    by_day = {one.day: one for one in calendar.days}
    names = [text.weekday(weeks[0] + timedelta(days=at)) for at in range(WEEK)]
    return [
        {
            text("charts.column.week"): text.day(monday),
            **{
                name: value(by_day[day], text) if day in by_day else ""
                for name, day in ((names[at], monday + timedelta(days=at)) for at in range(WEEK))
            },
        }
        for monday in weeks
    ]
