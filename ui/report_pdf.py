"""The snapshot as a tagged PDF of A4 pages, made by Typst: no browser, no temporary file, no request to anywhere.

Every own word goes to the template as data (`sys.inputs`), never as markup. Charts are vectors, words stay words.
PDF/UA-1 is asked for, so a picture without a text alternative or a character without a glyph is an error, not a blank.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ui import emoji, report_parts, symbols
from ui.charts import spark, weekline
from ui.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typst

    from analysis.snapshot import Snapshot
    from ui.text import Text

FOLDER: Final = Path(__file__).parent
FONTS: Final = FOLDER / "assets" / "fonts"
MOST_CARDS: Final = 8
"""So many movements have their course on the second page."""
MISSING: Final = "□"
"""Stands for a character that no bundled font can draw (a script other than Latin, Greek and Cyrillic, say)."""
DRAWABLE: Final = re.compile(
    "[^\n -~\u00a0-\u017f\u0192\u0218-\u021b\u02c6\u02da\u02dc\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f"
    "\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2190-\u2193"
    "\u2212\u221e\u2248\u2260\u2264\u2265\u25a1\u25cf" + emoji.CLASS + "]"
)


def render(snapshot: Snapshot, text: Text) -> bytes:
    """The PDF in one language: the answer and the board first, then what the numbers mean and the courses."""
    compiler = _compiler(snapshot, text)
    midnight = datetime.combine(snapshot.made_on, time(), UTC)
    made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=midnight)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def pictures(snapshot: Snapshot, text: Text, *, ppi: float = 110) -> list[bytes]:
    """The same pages as PNG, for a preview where no PDF can be shown."""
    made = _compiler(snapshot, text).compile(format="png", ppi=ppi)
    return made if isinstance(made, list) else [made] if isinstance(made, bytes) else []


def _compiler(snapshot: Snapshot, text: Text) -> typst.Compiler:
    import typst

    page = report_parts.page(snapshot, text)
    return typst.Compiler(
        (FOLDER / "report.typ").read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"page": json.dumps(_data(page, snapshot, text), ensure_ascii=False)},
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def drawable(words: str) -> str:
    """Words in which every character has a glyph."""
    return DRAWABLE.sub(MISSING, emoji.apart(words))


def _data(page: dict[str, Any], snapshot: Snapshot, text: Text) -> dict[str, Any]:
    cards = [_card(one, text, snapshot.period) for one in _shown(page, snapshot)]
    left = sum(1 for part in page["charts"] if part["pill"]) - len(cards)
    plain = {name: page[name] for name in _PLAIN}
    made: dict[str, Any] = _drawn(
        plain
        | {
            "rows": [_row(one) for one in page["rows"]],
            "cards": cards,
            "cut": text("report.pdf.cut", n=len(cards)) if left > 0 else "",
            "course": _course(snapshot, text),
            "inks": {name: getattr(LIGHT, name) for name in ("ink", "ink2", "line", "zone")},
            "footer": text("report.pdf.page", page="{page}", pages="{pages}"),
        }
    )
    return made


_PLAIN: Final = (
    "lang", "title", "kicker", "headline", "lead", "period", "facts", "weeks", "curve_note", "blocks", "question",
    "notes", "meaning", "made", "words",
)  # fmt: skip


def _drawn(value: Any) -> Any:  # noqa: ANN401 - plain JSON types
    """The same value with every text made drawable; pictures are ASCII already."""
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, dict):
        return {name: _drawn(one) for name, one in value.items()}
    return [_drawn(one) for one in value] if isinstance(value, list | tuple) else value


def _row(row: dict[str, Any]) -> dict[str, Any]:
    state = row["code"]
    kept = {name: row[name] for name in ("movement", "word", "level", "span", "load", "tries", "last", "alt")}
    return kept | {
        "lines": " ".join(row["lines"]).replace(" × ", "\u00a0×\u00a0"),
        "ink": LIGHT.states[state].text,
        "icon": standalone(symbols.symbol(state, 16), state, symbols.MARKS),
        "spark": standalone(row["spark"], state, spark.RULES),
    }


def _shown(page: dict[str, Any], snapshot: Snapshot) -> list[Any]:
    """The movements that have a card, in the order of the board, at most `MOST_CARDS`."""
    named = {one.movement: one for one in snapshot.movements}
    titles = [part["title"] for part in page["charts"] if part["pill"]]
    return [named[title] for title in titles[:MOST_CARDS]]


def _card(one: Any, text: Text, period: Any) -> dict[str, Any]:  # noqa: ANN401
    svg, labels = spark.drawing(one, period, text, "")
    return {
        "title": one.movement,
        "word": text(f"state.{one.state}"),
        "ink": LIGHT.states[one.state].text,
        "icon": standalone(symbols.symbol(one.state, 16), one.state, symbols.MARKS),
        "svg": standalone(svg, one.state, spark.RULES),
        "labels": _labels(labels),
        "alt": text(f"state.{one.state}"),
    }


def _course(snapshot: Snapshot, text: Text) -> dict[str, Any] | None:
    """Pain per week, where it is let out."""
    progress = snapshot.progress
    if progress is None or not progress.weeks:
        return None
    from ui.charts import trend

    svg, labels = weekline.drawing(progress, text)
    return {
        "title": text("charts.trend.title"),
        "svg": standalone(svg, "unknown", spark.RULES + weekline.RULES),
        "labels": _labels(labels),
        "alt": trend.alt(progress, text),
    }


def _labels(labels: Sequence[spark.Label]) -> list[dict[str, Any]]:
    return [{"x": one.x, "y": one.y, "words": one.words, "kind": one.kind} for one in labels]


def standalone(svg: str, state: str, rules: str) -> str:
    """An inline SVG as a picture of its own: the colours of one state in place of the page's variables, no words."""
    ink = LIGHT.states[state]
    colours = {"mark": ink.mark, "text": ink.text, "tint": ink.tint, "back": LIGHT.surface}
    colours |= {name: getattr(LIGHT, name) for name in ("surface", "ink2", "ink3", "line", "zone", "accent")}
    style = re.sub(r"var\(--pm-(\w+)\)", lambda found: colours[found.group(1)], rules)
    head, _, body = re.sub(r' (?:aria-label|role|aria-hidden|focusable)="[^"]*"', "", str(svg)).partition(">")
    alone = head.replace("<svg", f'<svg xmlns="{symbols.SVG_NAMESPACE}"', 1)
    return f"{alone}><style>{style}</style>{body}"
