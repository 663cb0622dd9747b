"""The one self-contained page for the trainer: facts in, HTML out, no request to anywhere.

Both languages are inside; the reader switches without a script. Readable without JavaScript (table, sentences and small
curves are static); with it, the detail charts are interactive and an answer can be written. A strict content policy
allows only the scripts of this page, by their hashes. Every word
passes through autoescape; the facts stand in the page as JSON under the id `facts`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from ui import report_answer, report_parts, symbols
from ui.charts import spark, weekline
from ui.charts.template import CONFIG, house
from ui.text import LANGUAGES, Text
from ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from analysis.snapshot import Snapshot
    from ui.report_details import Draw

FOLDER: Final = Path(__file__).parent
ASSETS: Final = FOLDER / "assets"
FONTS: Final = {"Source Sans 3": "source-sans-3", "Source Serif 4": "source-serif-4"}


def render(snapshot: Snapshot, lang: str) -> str:
    """The whole page in both languages; `lang` is the one shown first.

    Args:
        snapshot: what leaves; nothing else is read.
        lang: `de` or `en`.

    Returns:
        One HTML document with fonts, styles, charts and facts inside (about 1 MB with charts).
    """
    pages = [_page(snapshot, Text(one)) for one in sorted(LANGUAGES, key=lambda one: one != lang)]
    charts = [chart for page in pages for part in page["charts"] for chart in part["charts"]]
    scripts = used(charts=bool(charts), answer=bool(pages[0]["answer"]))
    return _template().render(
        lang=lang,
        policy=policy([*scripts, *([_plotly()] if charts else [])]),
        style=Markup(style()),  # noqa: S704 - own rules and tokens only
        pages=pages,
        facts=_data({"id": snapshot.ident, **snapshot.to_dict()}),
        packed=_packed(charts),
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - files of this repository
    )


def _page(snapshot: Snapshot, text: Text) -> dict[str, Any]:
    page = report_parts.page(snapshot, text)
    return page | {"answer": report_answer.form(text) if page["rows"] else None}


def used(*, charts: bool, answer: bool) -> list[str]:
    """The small scripts a page needs; the drawing library comes packed and is unpacked by the first."""
    return [asset("snapshot.js")] * charts + [asset("answer.js")] * answer


def _packed(charts: list[dict[str, Any]]) -> dict[str, str]:
    """Drawing library and charts, compressed and in base64: they are most of the page's weight."""
    if not charts:
        return {}
    drawn = json.dumps(_figures(charts), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return {"library": _library(), "figures": pack(drawn)}


@lru_cache(maxsize=1)
def _plotly() -> str:
    return asset("plotly-basic.min.js")


@lru_cache(maxsize=1)
def _library() -> str:
    return pack(_plotly())


def pack(words: str) -> str:
    """Text as gzip in base64, the same for the same text."""
    return base64.b64encode(gzip.compress(words.encode(), compresslevel=9, mtime=0)).decode()


@lru_cache(maxsize=1)
def environment() -> Environment:
    """How the house's HTML templates are filled: everything escaped, nothing forgotten."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["together"] = together
    return found


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment().get_template("report.html.jinja")


def together(words: str) -> Markup:
    """Words as escaped markup in which no interval in brackets is broken over two lines."""
    return Markup(re.sub(r"(\((?=[^()]*\d)[^()]{3,24}\))", r'<span class="nb">\1</span>', str(escape(words))))  # noqa: S704


@lru_cache(maxsize=4)
def asset(name: str) -> str:
    """A text file of `ui/assets`, without a final newline."""
    return (ASSETS / name).read_text(encoding="utf-8").rstrip("\n")


def policy(scripts: list[str]) -> str:
    """The content policy: nothing from outside; scripts by hash.

    Styles may be inline, since Plotly writes its own rules and style attributes while drawing.
    """
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@lru_cache(maxsize=1)
def style() -> str:
    """Fonts, colours of both modes and all rules of the page."""
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{symbols.variables(DARK)}}}}}"
    light = f":root{{{symbols.variables(LIGHT)}}}"
    return "".join(
        [
            _fonts(),
            light,
            dark,
            symbols.RULES,
            spark.RULES,
            spark.PLOT_RULES,
            weekline.RULES,
            asset("snapshot.css"),
        ]
    )


def _fonts() -> str:
    faces = []
    for family, stem in FONTS.items():
        content = (ASSETS / "fonts" / f"{stem}-latin-wght-normal.woff2").read_bytes()
        source = f"url(data:font/woff2;base64,{base64.b64encode(content).decode()}) format('woff2')"
        faces.append(
            f"@font-face{{font-family:'{family}';font-weight:200 900;font-display:swap;src:{source}}}"
        )
    return "".join(faces)


def _figures(charts: list[dict[str, Any]]) -> dict[str, Any]:
    """All charts in both widths and modes; the template of a mode is held once."""
    return {
        "config": CONFIG,
        "templates": {theme.mode: {"layout": house(theme)} for theme in (LIGHT, DARK)},
        "charts": [{"id": chart["id"], **_drawn(chart["figure"])} for chart in charts],
    }


def _drawn(draw: Draw) -> dict[str, Any]:
    out = {}
    for size, compact in (("wide", False), ("narrow", True)):
        for theme in (LIGHT, DARK):
            sheet = draw(theme, compact)
            out[f"{size}_{theme.mode}"] = {"data": sheet.data, "layout": sheet.layout}
    return out


def _data(value: dict[str, Any]) -> Markup:
    """JSON for a script element of type application/json: no `<` can end it early."""
    words = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    safe = words.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(safe)  # noqa: S704 - `<` is escaped above, and data blocks are not parsed as markup
