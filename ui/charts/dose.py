"""Pain over load: what is to be expected at more and at less, and up to which load it stays under the limit.

The load axis is in doublings, labelled in the movement's own unit. The second chart is the history of that load.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from analysis.results import Dose
from ui.charts import template as look
from ui.words import dose_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from analysis.movement_results import DoseCurve, LoadUnit
    from analysis.results import Try
    from ui.text import Text
    from ui.theme import Theme

FIELDS: Final[dict[LoadUnit, str]] = {
    "kg": "weight_kg",
    "reps": "reps",
    "s": "duration_s",
    "m": "distance_m",
    "sets": "sets",
}
MINUTE: Final = 60.0
APART: Final = 0.15
"""Part of the axis two labels are apart at least."""
RECENT: Final = 28
"""Tries older than so many days are drawn faint: the curve speaks of today."""


def words(amount: float, unit: LoadUnit, text: Text) -> str:
    """An amount with its unit, rounded down to what one can load, count or time."""
    down = math.floor(amount / step(amount, unit) + 1e-9) * step(amount, unit)
    return dose_short(Dose(down, **{FIELDS[unit]: down}), text) or "0"


def step(amount: float, unit: LoadUnit) -> float:
    """The smallest difference worth saying."""
    if unit == "kg":
        return 0.5 if amount < 20 else 1.0
    if unit == "s":
        return 5.0 if amount < 2 * MINUTE else MINUTE / 2 if amount < 10 * MINUTE else MINUTE
    if unit == "m":
        return 10.0 if amount < 1000 else 100.0
    return 1.0


def figure(
    curve: DoseCurve, tries: Sequence[Try], text: Text, theme: Theme, *, compact: bool = False
) -> go.Figure:
    """Expected pain with its band over the load; the tries as they were felt."""
    out = look.base(text, height=270 if compact else 320, margin=(look.NARROW[0], 32, 30, 34))
    look.pain_axis(out, top=10.4)
    _load_axis(out, curve, text, ticks=4 if compact else 5)
    look.zone(out, curve.tau, theme)
    _felt(out, tries, curve, text, theme)
    xs = [point.x for point in curve.points]
    out.scatter(**look.band(xs, [p.low for p in curve.points], [p.high for p in curve.points], theme.accent))
    out.scatter(
        x=xs, y=[point.pain for point in curve.points], mode="lines", meta="dose", hoverinfo="text",
        line={"color": theme.accent, "width": look.LINE},
        hovertext=[
            text(
                "movements.dose.hover",
                load=words(point.amount, curve.unit, text),
                level=text.number(point.pain),
                span=text.span(point.low, point.high),
            )
            for point in curve.points
        ],
    )  # fmt: skip
    _now(out, curve, theme)
    _capacity(out, curve, text, theme)
    _tau_word(out, curve, text, theme)
    return out.figure(theme)


def _tau_word(out: look.Sheet, curve: DoseCurve, text: Text, theme: Theme) -> None:
    """The limit is named where the curve is not: over its line at the light end, else at the foot of its zone."""
    light = curve.points[0]
    over = light.high < curve.tau + 0.2 or light.low < 0.8
    look.word(
        out, text("charts.tau", tau=text.amount(curve.tau)), theme, xref="paper", x=0, xanchor="left", xshift=6,
        y=max(curve.tau, light.high if light.low < 0.8 else 0) if over else 0, yanchor="bottom", yshift=2,
    )  # fmt: skip


def _load_axis(out: look.Sheet, curve: DoseCurve, text: Text, *, ticks: int) -> None:
    first, last = curve.points[0], curve.points[-1]
    pad = (last.x - first.x) * 0.02
    places = [first.x + (last.x - first.x) * at / (ticks - 1) for at in range(ticks)]
    out.x_axis(range=[first.x - pad, last.x + pad], **_ticks(places, curve, text))


def _ticks(places: Sequence[float], curve: DoseCurve, text: Text) -> dict[str, list[object]]:
    """Labels at loads one can name: each place moves down to the load its label says."""
    first, last = curve.points[0], curve.points[-1]
    apart = (last.x - first.x) * APART
    found: dict[str, float] = {}
    for place in places:
        amount = first.amount * 2 ** (place - first.x)
        size = step(amount, curve.unit)
        # The lightest label moves up into the axis, all others down.
        steps = math.ceil(amount / size - 1e-9) if place == first.x else math.floor(amount / size + 1e-9)
        down = steps * size
        at = first.x + math.log2(down / first.amount) if down > 0 else -math.inf
        if at >= max(found.values(), default=-math.inf) + apart:
            found[words(down, curve.unit, text)] = at
    return {"tickvals": list(found.values()), "ticktext": list(found)}


def _felt(out: look.Sheet, tries: Sequence[Try], curve: DoseCurve, text: Text, theme: Theme) -> None:
    known = [one for one in tries if one.dose.index is not None]
    first = curve.points[0]
    out.scatter(
        x=[one.x for one in known], y=[one.felt for one in known], mode="markers", meta="felt",
        cliponaxis=False, hoverinfo="text",
        hovertext=[
            text(
                "movements.dose.hover_try",
                load=words(first.amount * 2 ** (one.x - first.x), curve.unit, text),
                felt=text.amount(one.felt),
                day=text.short_day(one.day),
            )
            for one in known
        ],
        marker={
            "size": 7,
            "color": [theme.surface if one.strained else theme.ink3 for one in known],
            "opacity": [0.9 if (curve.window[1] - one.day).days < RECENT else 0.35 for one in known],
            "line": {"color": [theme.ink2 if one.strained else theme.surface for one in known], "width": 1.2},
        },
    )  # fmt: skip


def _now(out: look.Sheet, curve: DoseCurve, theme: Theme) -> None:
    """The load of today on the curve, an open ring."""
    near = min(curve.points, key=lambda point: abs(point.x - curve.x_now))
    out.scatter(
        x=[near.x], y=[near.pain], mode="markers", meta="now", hoverinfo="skip", cliponaxis=False,
        marker={"size": 12, "color": theme.surface, "line": {"color": theme.accent, "width": 2.5}},
    )  # fmt: skip


def _capacity(out: look.Sheet, curve: DoseCurve, text: Text, theme: Theme) -> None:
    """The load up to which it stays under the limit, as a line from the axis with its word above."""
    found = curve.capacity
    if found is None:
        return
    out.shape(
        type="line", x0=found.x, x1=found.x, y0=0, y1=10.2, layer="below",
        line={"color": theme.accent, "width": 2},
    )  # fmt: skip
    key = "movements.dose.mark_capped" if found.capped else "movements.dose.mark"
    share = (found.x - curve.points[0].x) / max(curve.points[-1].x - curve.points[0].x, 1e-9)
    anchor = "left" if share < 0.3 else "right" if share > 0.7 else "center"
    look.word(
        out, f"<b>{text(key, load=words(found.amount, curve.unit, text))}</b>", theme, x=found.x,
        xanchor=anchor, yref="paper", y=1, yanchor="bottom", yshift=4, font={"color": theme.accent},
    )  # fmt: skip


def alt(curve: DoseCurve, text: Text) -> str:
    """In words: pain at the lightest, today's and the heaviest load, and the load under the limit."""
    low, high = curve.points[0], curve.points[-1]
    first = text(
        "movements.dose.alt",
        movement=curve.movement,
        n=curve.n,
        light=words(low.amount, curve.unit, text),
        light_pain=text.number(low.pain),
        heavy=words(high.amount, curve.unit, text),
        heavy_pain=text.number(high.pain),
    )
    return f"{first} {capacity_sentence(curve, text)}"


def capacity_sentence(curve: DoseCurve, text: Text) -> str:
    """Up to which load it stays under the limit, with how sure that is."""
    found = curve.capacity
    tau = text.amount(curve.tau)
    if found is None:
        return text("movements.dose.none", tau=tau)
    key = "movements.dose.capped" if found.capped else "movements.dose.capacity"
    said = text(key, load=words(found.amount, curve.unit, text), tau=tau)
    return f"{said} {text('movements.dose.untried')}" if found.untried else said


def table(curve: DoseCurve, text: Text) -> list[dict[str, str]]:
    """One row per load the curve was worked out at, one where two loads read the same."""
    from ui.charts.safety import share_words

    named = {words(point.amount, curve.unit, text): point for point in curve.points[::2]}
    return [
        {
            text("charts.column.load"): load,
            text("movements.column.level"): f"{text.number(point.pain)} ({text.span(point.low, point.high)})",
            text("movements.column.p_safe"): share_words(point.p_safe, text),
        }
        for load, point in named.items()
    ]
