"""Blocks that several pages share: headline, words, tables, a chart with its words and table, what went wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st
from markupsafe import Markup

from ui import loaders
from ui.words import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.errors import DataError
    from ui.page import Page

CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
LONGEST_TABLE = 200


def headline(title: str, lead: str = "") -> None:
    """The sentence a friend would say, and the one after it."""
    st.title(title, anchor=False)
    if lead:
        paragraph(lead, "lead")


def paragraph(words: str, kind: str = "body") -> None:
    """Plain words in the house's type: `lead`, `body` or `note`. Escaped."""
    st.html(Markup('<p class="pm-{}">{}</p>').format(kind, words))


def subtitle(words: str) -> None:
    """The title of a section."""
    st.subheader(words, anchor=False)


def caption(title: str, key: str = "") -> None:
    """The title of a chart and, after it, how to read it."""
    st.html(Markup('<p class="pm-caption"><b>{}</b>{}</p>').format(title, f" · {key}" if key else ""))


def key_line(title: str, entries: Sequence[str]) -> None:
    """What the shapes of a chart stand for; no entry breaks over two lines."""
    parts = Markup("").join(
        Markup('<span style="white-space:nowrap;margin-left:14px">{}</span> ').format(entry)
        for entry in entries
    )
    st.html(Markup('<p class="pm-caption"><b>{}</b>{}</p>').format(title, parts))


def facts(lines: Sequence[str]) -> None:
    """Facts one below the other, with a hairline between."""
    rows = Markup("").join(Markup("<p>{}</p>").format(line) for line in lines)
    st.html(Markup('<div class="pm-facts">{}</div>').format(rows))


def beside() -> Any:  # noqa: ANN401 - Streamlit's columns
    """A wide column and a narrow one beside it; on a phone one below the other."""
    return st.columns([3, 1], gap="medium")


def halves() -> Any:  # noqa: ANN401 - Streamlit's columns
    """Two equal columns; on a phone one below the other."""
    return st.columns(2, gap="large")


def pair() -> Any:  # noqa: ANN401 - Streamlit's columns
    """Two fields beside each other; on a phone close under one another."""
    return st.columns(2, gap="small")


def listing(items: Sequence[str]) -> None:
    """Short points, one per line."""
    points = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    st.html(Markup('<ul class="pm-list">{}</ul>').format(points))


def table(rows: Sequence[dict[str, str]], caption: str = "") -> None:
    """Records as an accessible table; the keys of the first record are the headings."""
    if rows:
        st.html(Markup('<div class="pm-scroll" tabindex="0">{}</div>').format(_table(rows, caption)))


def _table(rows: Sequence[dict[str, str]], caption: str) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in rows[0])
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<td data-label="{}">{}</td>').format(name, value)
                for name, value in zip(rows[0], row.values(), strict=True)
            )
        )
        for row in rows
    )
    label = Markup("<caption>{}</caption>").format(caption) if caption else Markup("")
    return Markup('<table class="pm-table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        label, head, body
    )


def chart(
    page: Page,
    key: str,
    figure: Callable[..., Any],
    alt: str,
    rows: Sequence[dict[str, str]],
    widths: Sequence[str] = ("wide", "narrow"),
    chosen: Callable[[str], None] | None = None,
    mode: Literal["points", "box"] = "points",
) -> None:
    """A chart drawn for a wide screen and for a phone (CSS shows one), with its words and its table below.

    figure: called with `compact`. widths: only "wide" for a chart that looks the same on both. chosen: called with the
    widget's key when a point was clicked, or a stretch selected in a chart that is `template.brushed` (mode "box").
    """
    for width in widths:
        with st.container(key=f"{width}-{key}" if len(widths) > 1 else f"chart-{key}"):
            drawn = figure(compact=width == "narrow")
            name = f"{key}-{width}"
            select: dict[str, Any] = (
                {"on_select": partial(chosen, name), "selection_mode": mode} if chosen else {}
            )
            st.plotly_chart(drawn, config=CHART_CONFIG, theme=None, key=name, alt=alt, **select)
    if rows:
        with st.expander(page.text("app.as_table")):
            if len(rows) > LONGEST_TABLE:
                paragraph(page.text("app.table_cut", shown=LONGEST_TABLE, n=len(rows)), "note")
            table(rows[-LONGEST_TABLE:])


def problem(page: Page, error: DataError) -> None:
    """What went wrong, in the person's language, with the next step."""
    key = f"error.{error.code}"
    told = {name: unmarked(one) if isinstance(one, str) else one for name, one in error.context.items()}
    words = page.text(key, **told) if page.text.has(key) else page.text("error.unreadable")
    st.error(words, icon=":material/info:")


def preload(page: Page) -> None:
    """One unseen field of each kind and an unseen empty chart: the browser fetches what draws them now, not when the
    next page needs it. A session is begun with a tap from here, and its fields came half a second after it.
    """
    words = page.text("session.title")
    with st.container(key="preload"):
        st.button(words, key="preload-button")
        st.text_input(words, key="preload-text")
        st.selectbox(words, [words], key="preload-choice")
        st.date_input(words, None, key="preload-day")
        st.number_input(words, value=None, key="preload-number")
        st.text_area(words, key="preload-note")
        point = {"data": [{"type": "scatter", "x": [0], "y": [0]}], "layout": {"height": 10}}
        st.plotly_chart(point, config=CHART_CONFIG, key="preload-chart")


def definitions(lines: Sequence[tuple[str, str]]) -> None:
    """Pairs of a label and what is said of it."""
    rows = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(label, value) for label, value in lines)
    st.html(Markup('<dl class="pm-definitions">{}</dl>').format(rows))


def html(markup: str) -> None:
    """Markup the house has built and escaped itself; Streamlit strips scripts and inline SVG from it."""
    st.html(str(markup))


def to_top(mark: str) -> None:
    """Begin at the top of the page whenever `mark` is another one than before."""
    script = "document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)"
    st.html(f"<script>/* {Markup.escape(mark)} */ {script}</script>", unsafe_allow_javascript=True)


@st.fragment(run_every="2s")
def wait(page: Page, there: Callable[[], object] = loaders.looks) -> None:
    """Say that the history is still being worked out, and draw the page again when it is there (not None)."""
    paragraph(page.text("app.history_coming"), "note")
    if there() is not None:
        st.rerun()
