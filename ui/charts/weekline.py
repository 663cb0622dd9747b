"""Pain per week as SVG with its words beside it: what stands on the page without scripts and in the PDF."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from ui.charts import spark
from ui.charts.trend import MIDDLE, stretches

if TYPE_CHECKING:
    from analysis.progress_results import Progress
    from ui.text import Text

SIZE: Final = (620, 170)
RULES: Final = """
.pm-svg .pm-week{fill:none;stroke:var(--pm-accent);stroke-width:2.4;stroke-linejoin:round}
.pm-svg .pm-week-band{fill:var(--pm-accent);fill-opacity:.15}
.pm-svg .pm-week-dot{fill:var(--pm-accent)}
"""


def drawing(progress: Progress, text: Text, alt: str = "") -> tuple[Markup, list[spark.Label]]:
    """The curve with its band, cut where weeks are empty, and the words of both axes."""
    start, end = progress.window
    first = min([start, *(week.start + MIDDLE for week in progress.weeks)])
    last = max([end, *(week.start + MIDDLE for week in progress.weeks)])
    frame = spark.Frame(first, last + timedelta(days=1), 10.0, 24, SIZE[0] - 8, 8, SIZE[1] - 26)
    parts = [spark.grid(frame)]
    for part in stretches(progress.weeks):
        days = [week.start + MIDDLE for week in part]
        upper = list(zip(days, [week.high for week in part], strict=True))
        lower = list(zip(days, [week.low for week in part], strict=True))[::-1]
        middle = list(zip(days, [week.mean for week in part], strict=True))
        parts.append(
            Markup(
                '<polygon class="pm-week-band" points="{}"/><polyline class="pm-week" points="{}"/>'
            ).format(spark.points(frame, upper + lower), spark.points(frame, middle))
        )
        parts += [
            Markup('<circle class="pm-week-dot" cx="{:.1f}" cy="{:.1f}" r="3.4"/>').format(
                frame.x(day), frame.y(mean)
            )
            for day, mean in middle
        ]
    svg = spark.element("unknown", SIZE, alt, parts)
    return svg, spark.axis_labels(frame, (first, last), text, SIZE)


def still(progress: Progress, text: Text) -> Markup:
    """The drawing with its words over it, for the page without scripts."""
    svg, labels = drawing(progress, text)
    return Markup('<div class="pm-plot pm-weeks">{}{}</div>').format(svg, spark.spans(labels))
