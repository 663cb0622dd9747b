"""The load that stays under the limit, week by week, as it would have been said then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.charts import template as look
from ui.charts.dose import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from analysis.movement_results import CapacityLook, LoadUnit
    from ui.text import Text
    from ui.theme import Theme


def figure(
    history: Sequence[CapacityLook],
    unit: LoadUnit,
    text: Text,
    theme: Theme,
    *,
    compact: bool = False,
) -> go.Figure:
    """Steps, since nothing is known between two weeks; a week in which no load sufficed is an open ring at nought."""
    out = look.base(text, height=220, margin=(64, 14, 14, 30))
    amounts = [one.capacity.amount if one.capacity else None for one in history]
    top = max([one for one in amounts if one is not None], default=1.0)
    out.y_axis(
        range=[-0.06 * top, 1.12 * top], tickvals=[0, top / 2, top], ticklabelstandoff=6,
        ticktext=["0", words(top / 2, unit, text), words(top, unit, text)],
    )  # fmt: skip
    look.date_axis(out, history[0].day, history[-1].day, text, ticks=3 if compact else 4)
    days = [look.moment(one.day) for one in history]
    said = [hover(one, unit, text) for one in history]
    out.scatter(
        x=days, y=amounts, mode="lines+markers", meta="capacity", connectgaps=False, cliponaxis=False,
        line={"color": theme.accent, "width": 2.4, "shape": "hv"}, hovertext=said, hoverinfo="text",
        marker={
            "size": 8,
            "symbol": ["triangle-up" if one.capacity and one.capacity.capped else "circle" for one in history],
            "color": theme.accent,
        },
    )  # fmt: skip
    none = [at for at, one in enumerate(amounts) if one is None]
    out.scatter(
        x=[days[at] for at in none], y=[0] * len(none), mode="markers", meta="none", cliponaxis=False,
        hovertext=[said[at] for at in none], hoverinfo="text",
        marker={"size": 8, "color": theme.surface, "line": {"color": theme.ink2, "width": 1.6}},
    )  # fmt: skip
    return out.figure(theme)


def hover(one: CapacityLook, unit: LoadUnit, text: Text) -> str:
    """One week in words."""
    return f"{text.short_day(one.day)}: {amount(one, unit, text)}"


def amount(one: CapacityLook, unit: LoadUnit, text: Text) -> str:
    """The load of one week, or that no load sufficed."""
    if one.capacity is None:
        return text("movements.capacity.none")
    said = words(one.capacity.amount, unit, text)
    return text("movements.capacity.at_least", load=said) if one.capacity.capped else said


def alt(history: Sequence[CapacityLook], unit: LoadUnit, text: Text) -> str:
    """In words: the first and the last week."""
    return text(
        "movements.capacity.alt",
        n=len(history),
        first=amount(history[0], unit, text),
        start=text.short_day(history[0].day),
        last=amount(history[-1], unit, text),
        end=text.short_day(history[-1].day),
    )


def table(history: Sequence[CapacityLook], unit: LoadUnit, text: Text) -> list[dict[str, str]]:
    """One row per week, newest first."""
    return [
        {
            text("charts.column.day"): text.day(one.day),
            text("movements.column.capacity"): amount(one, unit, text),
            text("movements.column.tries"): str(one.n),
        }
        for one in reversed(history)
    ]
