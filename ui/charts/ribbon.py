"""The ribbon of past states: tint, base line and word; it tells the past where the curve keeps one colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.charts import template as look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.results import Window
    from ui.charts.runs import StateRun
    from ui.text import Text
    from ui.theme import Theme

ROOM, ROOM_NARROW = 620, 280
"""About how many px the time axis takes, for the question whether a word fits."""
EDGE = 5
"""A run is at least so many times as wide as the gap beside it: weeks of ten years would vanish between the gaps."""


def draw(
    out: look.Sheet,
    runs: Sequence[StateRun],
    window: Window,
    text: Text,
    theme: Theme,
    *,
    place: tuple[float, float],
    room: int = ROOM,
) -> None:
    """All runs between the heights `place` of the vertical axis; a word only where it fits."""
    total = max((window[1] - window[0]).days, 1)
    for run in runs:
        _run(out, run, text, theme, place, room * run.days / total)


def _run(
    out: look.Sheet, run: StateRun, text: Text, theme: Theme, place: tuple[float, float], wide: float
) -> None:
    ink = theme.states[run.state]
    x0, x1 = look.moment(run.start), look.moment(run.end)
    out.shape(
        type="rect", x0=x0, x1=x1, y0=place[0], y1=place[1], fillcolor=ink.tint,
        line={"width": min(2.0, wide / EDGE), "color": theme.surface}, layer="below",
    )  # fmt: skip
    dash = "3px,3px" if run.state == "unknown" else "solid"
    out.shape(
        type="line", x0=x0, x1=x1, y0=place[0], y1=place[0],
        line={"color": ink.mark, "width": 3 if run.state != "unknown" else 2, "dash": dash},
    )  # fmt: skip
    words = text(f"state.{run.state}")
    if wide > 8 * len(words) + 10:
        look.word(
            out, f"<b>{words}</b>", theme, x=x0, y=sum(place) / 2, xanchor="left", yanchor="middle",
            xshift=7, font={"color": ink.text},
        )  # fmt: skip
