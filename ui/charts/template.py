"""One Plotly look for all charts, light and dark: paper, type, axes, number formats; nothing stock.

Static by default: no toolbar, no zoom, no entry animation. Automatic margins are off, so that charts set
under one another share their edges. Sizes and inks: tokens of the design note.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from ui.text import Text
    from ui.theme import Theme

CONFIG: Final[dict[str, Any]] = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "responsive": True,
    "showAxisDragHandles": False,
    "displaylogo": False,
}
"""The Plotly configuration of every chart."""

NOTE: Final = 13
CHART: Final = 14
STRONG: Final = 15
BAND: Final = 0.17
"""Opacity of a 90 % band."""
TOP: Final = 10.0
"""Every pain axis shows the full scale."""
LINE: Final = 3
"""Width of the level in a detail chart, in px."""

WIDE: Final = (32, 112, 8, 30)
NARROW: Final = (26, 12, 34, 30)
"""Margins of a chart of one movement (left, right, top, bottom), on a wide screen and on a phone."""
LEFT: Final = 46
"""Left edge of the charts that stand under one another on the page: room for "100 %"."""

YEAR: Final = 370
"""Days after which an axis names the year."""


@dataclass(slots=True)
class Sheet:
    """A chart as plain lists and dicts: cheap to build, checked by Plotly when it becomes a figure.

    The snapshot page needs many charts and no Plotly objects; the app needs one figure at a time.
    """

    layout: dict[str, Any]
    data: list[dict[str, Any]] = field(default_factory=list)

    def scatter(self, **trace: Any) -> None:  # noqa: ANN401 - Plotly keywords
        """Add a scatter trace."""
        self.data.append({"type": "scatter", **trace})

    def shape(self, **shape: Any) -> None:  # noqa: ANN401 - Plotly keywords
        """Add a shape."""
        self.layout["shapes"].append(shape)

    def note(self, **note: Any) -> None:  # noqa: ANN401 - Plotly keywords
        """Add an annotation."""
        self.layout["annotations"].append(note)

    def x_axis(self, **axis: Any) -> None:  # noqa: ANN401 - Plotly keywords
        """Set properties of the horizontal axis."""
        self.layout["xaxis"].update(axis)

    def y_axis(self, **axis: Any) -> None:  # noqa: ANN401 - Plotly keywords
        """Set properties of the vertical axis."""
        self.layout["yaxis"].update(axis)

    def figure(self, theme: Theme) -> go.Figure:
        """The chart as a Plotly figure in the house look."""
        import plotly.graph_objects as go

        layout = {**self.layout, "template": {"layout": house(theme)}}
        return go.Figure(data=self.data, layout=layout)


def house(theme: Theme) -> dict[str, Any]:
    """The layout that all charts of one mode share, as a Plotly template holds it."""
    from ui.theme import SANS

    axis = {
        "showline": False,
        "zeroline": False,
        "ticks": "",
        "tickangle": 0,
        "automargin": False,
        "fixedrange": True,
        "gridcolor": theme.line,
        "gridwidth": 1,
        "tickfont": {"size": CHART, "color": theme.ink2},
        "title": {"font": {"size": NOTE, "color": theme.ink2}},
    }
    return {
        "font": {"family": SANS, "size": CHART, "color": theme.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [theme.accent, theme.ink2],
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {**axis, "showgrid": True},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": theme.surface,
            "bordercolor": theme.line,
            "font": {"family": SANS, "size": CHART, "color": theme.ink},
            "align": "left",
        },
        "transition": {"duration": 0},
    }


def base(text: Text, *, height: int, margin: tuple[int, int, int, int]) -> Sheet:
    """An empty chart. margin: left, right, top, bottom in px."""
    left, right, top, bottom = margin
    return Sheet(
        layout={
            "separators": ",." if text.lang == "de" else ".,",
            "height": height,
            "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
            "xaxis": {},
            "yaxis": {},
            "shapes": [],
            "annotations": [],
        }
    )


def pain_axis(sheet: Sheet, *, top: float = TOP) -> None:
    """0, 5, 10 with hairlines, a little air above and below so that marks at the ends stay whole."""
    sheet.y_axis(range=[0, top], tickvals=[0, 5, 10], ticktext=["0", "5", "10"], ticklabelstandoff=6)


def date_axis(sheet: Sheet, start: date, end: date, text: Text, *, ticks: int = 6) -> None:
    """Days as words ("15. Jan"), about `ticks` of them, none at the very edge where it would be cut."""
    days = tick_days(start, end, ticks)
    if (end - days[-1]).days > 0.11 * (end - start).days:
        days.append(end)
    pad = max((end - start).days, 6) * 0.012
    low, high = moment(start), moment(end)
    sheet.x_axis(
        type="date",
        range=[_shift(low, -pad), _shift(high, pad)],
        tickvals=[moment(one) for one in days],
        ticktext=[tick_label(one, text, long=(end - start).days > YEAR) for one in days],
        ticklabelstandoff=5,  # clear of the nought at the left end
    )


def moment(value: date) -> str:
    """A day as Plotly takes it, without a time zone."""
    return value.isoformat()


def _shift(value: str, days: float) -> str:
    from datetime import datetime

    return (datetime.fromisoformat(value) + timedelta(days=days)).isoformat()


def tick_days(start: date, end: date, ticks: int) -> list[date]:
    """Firsts and fifteenths of the months while they are few, else firsts only, thinned to `ticks`."""
    days = (start + timedelta(days=offset) for offset in range((end - start).days + 1))
    marks = [one for one in days if one.day in {1, 15}]
    if len(marks) > ticks:
        marks = [one for one in marks if one.day == 1]
    if len(marks) < 2:
        return sorted({start, end})
    return marks[:: -(-len(marks) // ticks)]


def tick_label(value: date, text: Text, *, long: bool = False) -> str:
    """A day for an axis: "15. Jan", "1. März"; over more than a year the month with its year."""
    if long:
        return text("charts.month_year", month=month_label(value, text), year=value.year)
    return text("charts.day_month", day=value.day, month=month_label(value, text))


def month_label(value: date, text: Text) -> str:
    """A month for an axis: the short name, but the full one where it is as short ("März", "June")."""
    from babel.dates import format_date

    full = format_date(value, "LLLL", locale=text.locale)
    return full if len(full) <= 4 else text.month(value)


def brushed(sheet: Sheet) -> None:
    """Let a drag over the chart select a stretch of its time; where that is so, single marks cannot be clicked."""
    sheet.layout.update(dragmode="select", selectdirection="h")


def zone(sheet: Sheet, tau: float, theme: Theme) -> None:
    """The area under the person's limit and its dashed line, behind everything else."""
    sheet.shape(
        type="rect",
        xref="paper",
        x0=0,
        x1=1,
        y0=0,
        y1=tau,
        fillcolor=theme.zone,
        line={"width": 0},
        layer="below",
    )
    sheet.shape(
        type="line",
        xref="paper",
        x0=0,
        x1=1,
        y0=tau,
        y1=tau,
        line={"color": theme.ink3, "width": 1.2, "dash": "3px,3px"},
        layer="below",
    )


def word(sheet: Sheet, words: str, theme: Theme, **place: Any) -> None:  # noqa: ANN401 - Plotly keywords
    """Text set straight into the chart, in second ink unless `font` says otherwise."""
    font = {"size": CHART, "color": theme.ink2, **place.pop("font", {})}
    sheet.note(text=words, showarrow=False, font=font, **place)


def escape(words: str) -> str:
    """A person's own words for Plotly, which reads a small subset of HTML in texts."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def band(xs: Sequence[Any], low: Sequence[float], high: Sequence[float], colour: str) -> dict[str, Any]:
    """A 90 % band as one closed shape without outline."""
    from ui.theme import alpha

    return {
        "x": [*xs, *reversed(xs)],
        "y": [*high, *reversed(low)],
        "mode": "lines",
        "line": {"width": 0},
        "fill": "toself",
        "fillcolor": alpha(colour, BAND),
        "hoverinfo": "skip",
        "meta": "band",
    }
