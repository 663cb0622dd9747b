"""Blocks that several pages share: headline, chart with its words and table, empty and problem states."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st
from markupsafe import Markup

from ui import fields, loaders, symbols, understood
from ui.page import path
from ui.words import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analysis.review import Review
    from data.errors import DataError, Rejection
    from ui.page import Page
    from ui.text import Text

CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
LONGEST_TABLE = 200
FRESH_DAYS = 14
"""After so many days without an entry a page says that it speaks of then, as the rule for "safe" has it."""


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
            Markup("").join(Markup("<td>{}</td>").format(value) for value in row.values())
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


def ready(page: Page) -> Review | None:
    """The analysis of the diary, or the words for why there is none yet."""
    from data.errors import StoreError

    try:
        with st.spinner(page.text("app.reading")):
            found = loaders.review()
            if found is not None:
                _ = found.movements
    except StoreError as error:
        problem(page, error)
        return None
    if found is None:
        welcome(page)
        return None
    standing(page, found)
    return found


def standing(page: Page, review: Review) -> None:
    """What the last file brought, whose diary this is and up to when it goes; said before any number."""
    if page.name == "overview" and st.session_state.get("said"):
        st.success(st.session_state.said, icon=":material/check:")
    else:
        st.session_state.said = ""
    if loaders.sample_only():
        with st.container(key="sample-note", horizontal=True, vertical_alignment="center"):
            paragraph(page.text("app.sample_shown"), "note")
            if st.button(page.text("app.sample_remove"), key="sample_remove", type="tertiary"):
                loaders.remove_sample()
                st.rerun()
    elif review.today and (loaders.today() - review.today).days > FRESH_DAYS:
        st.info(page.text("app.not_fresh", day=page.text.day(review.today)), icon=":material/history:")


def welcome(page: Page) -> None:
    """The first screen: what this is, and two ways to begin."""
    text = page.text
    headline(text("welcome.title"), text("welcome.lead"))
    for point in ("safe", "honest", "private"):
        paragraph(text(f"welcome.{point}"))
    with st.container(horizontal=True):
        if st.button(text("welcome.sample"), key="sample", type="primary"):
            add_sample(page)
        if page.name != "diary" and st.button(text("welcome.upload"), key="go_diary"):
            st.switch_page(path("diary"))
    paragraph(text("welcome.sample_note"), "note")
    legend(page)


def legend(page: Page) -> None:
    """The five states: symbol, word, and what the word means."""
    text = page.text
    subtitle(text("welcome.legend"))
    rows = Markup("").join(
        Markup("<div><span>{}</span><span>{}</span></div>").format(
            symbols.pill(state, text), text(f"legend.{state}")
        )
        for state in ("safe", "learning", "relapsing", "threat", "unknown")
    )
    html(Markup('{}<div class="pm-legend">{}</div>').format(symbols.styles(page.theme, "pm-legend"), rows))


def add_sample(page: Page) -> None:
    """Put the sample in and show the overview."""
    from data.errors import StoreError

    try:
        with st.spinner(page.text("app.reading")):
            loaders.keep_sample(page.text.lang)
    except StoreError as error:
        problem(page, error)
        return
    st.switch_page(path("overview"))


def imports(page: Page) -> list[dict[str, object]]:
    """What was imported; where the store cannot be opened the page says why and there is nothing."""
    from data.errors import StoreError

    try:
        return loaders.imports()
    except StoreError as error:
        problem(page, error)
        return []


def problem(page: Page, error: DataError) -> None:
    """What went wrong, in the person's language, with the next step."""
    key = f"error.{error.code}"
    told = {name: unmarked(one) if isinstance(one, str) else one for name, one in error.context.items()}
    words = page.text(key, **told) if page.text.has(key) else page.text("error.unreadable")
    st.error(words, icon=":material/info:")


def definitions(lines: Sequence[tuple[str, str]]) -> None:
    """Pairs of a label and what is said of it."""
    rows = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(label, value) for label, value in lines)
    st.html(Markup('<dl class="pm-definitions">{}</dl>').format(rows))


SHOWN = 200


def rejections(page: Page, found: Sequence[Rejection], name: str) -> None:
    """What of the file `name` was not taken and why: counted, shown, downloadable."""
    from data.errors import RejectionSummary

    text = page.text
    if not found:
        paragraph(text("diary.rejected.none"))
        return
    subtitle(text("diary.rejected.title"))
    paragraph(text("diary.rejected.some", n=len(found), count=text.number(len(found), 0)))
    with st.container(key="rejected"):
        _counted(RejectionSummary.of(found).by_reason, text)
    cut = len(found) > SHOWN
    first = text("diary.rejected.first", shown=SHOWN, count=text.number(len(found), 0)) if cut else ""
    with st.expander(first or text("diary.rejected.each", n=len(found))):
        table([_rejection(one, text) for one in found[:SHOWN]])
    st.download_button(
        text("diary.rejected.download"),
        lambda: understood.csv_of(found, text, name),
        text("diary.rejected.file"),
        "text/csv",
        on_click="ignore",
        key="rejections",
    )


def _counted(counts: dict[str, int], text: Text) -> None:
    """How many cells for which reason, the most frequent first."""
    table(
        [
            {
                text("diary.rejected.reason"): text(f"reason.{reason}"),
                text("diary.rejected.count"): text.number(count, 0),
            }
            for reason, count in sorted(counts.items(), key=lambda item: -item[1])
        ]
    )


def _rejection(one: Rejection, text: Text) -> dict[str, str]:
    return {
        **({text("diary.rejected.in_file"): one.file} if one.file else {}),
        text("diary.rejected.row"): str(one.row),
        text("diary.rejected.column"): fields.header(one.column, text),
        text("diary.rejected.value"): one.value,
        text("diary.rejected.reason"): text(f"reason.{one.reason}"),
    }


def preload_charts() -> None:
    """An unseen empty chart: the browser fetches the drawing library now, not when the next page needs it."""
    with st.container(key="preload"):
        point = {"data": [{"type": "scatter", "x": [0], "y": [0]}], "layout": {"height": 10}}
        st.plotly_chart(point, config=CHART_CONFIG, key="preload-chart")


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
