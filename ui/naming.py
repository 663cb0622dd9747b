"""Names that may be one movement: each pair is offered, the person decides, and every decision can be taken back."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

import streamlit as st

from analysis.folding import fold
from ui import components, personal
from ui.words import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from analysis.movement_results import Merge
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text

    Decision = tuple[str, Callable[..., None], tuple[str, ...], str]

SHOWN: Final = 10
"""Pairs on the page at once; the rest is counted and found by the search."""


def panel(page: Page, review: Review) -> None:
    """The pairs still open and the decisions made; nothing where there is neither."""
    apart, merged = personal.apart(), personal.merged()
    found = [one for one in review.merges if frozenset((one.keep, one.drop)) not in apart]
    if not found and not apart and not merged:
        return
    text = page.text
    with st.expander(text("explain.names.title", n=len(found)), key="names"):
        components.paragraph(text("explain.names.lead"), "note")
        _open(page, found)
        _decided(page, _decisions(apart, merged, text))


def _decisions(apart: Iterable[frozenset[str]], merged: Mapping[str, str], text: Text) -> list[Decision]:
    """Names that are one now, then pairs that stay two; each with how to take it back."""
    one_now: list[Decision] = [
        (
            text("explain.names.is", drop=quoted(drop, text), keep=quoted(keep, text)),
            personal.split,
            (drop,),
            "split",
        )
        for drop, keep in sorted(merged.items())
    ]
    return one_now + [
        (
            text("explain.names.apart_are", one=quoted(one, text), other=quoted(other, text)),
            personal.ask_again,
            (one, other),
            "ask",
        )
        for one, other in sorted(tuple(sorted(pair)) for pair in apart if len(pair) == 2)
    ]


def matching(found: Sequence[Merge], asked: str) -> list[Merge]:
    """The pairs with the words looked for in one of the names, whatever its case and umlauts."""
    wanted = fold(asked.strip())
    return [one for one in found if wanted in fold(one.keep) or wanted in fold(one.drop)]


def _open(page: Page, found: Sequence[Merge]) -> None:
    text = page.text
    if len(found) > SHOWN:
        asked = st.text_input(text("explain.names.search"), key="names_search")
        found = matching(found, asked)
    for one in found[:SHOWN]:
        mark = _mark(one.keep, one.drop)
        with st.container(key=f"names-row-{mark}"):
            components.paragraph(pair(one, text))
            with st.container(horizontal=True):
                _button(
                    text("explain.names.accept"), f"names_yes_{mark}", personal.merge, (one.drop, one.keep)
                )
                _button(
                    text("explain.names.apart"), f"names_no_{mark}", personal.keep_apart, (one.keep, one.drop)
                )
    if len(found) > SHOWN:
        components.paragraph(text("explain.names.rest", n=len(found) - SHOWN), "note")
    if not found:
        components.paragraph(text("explain.names.nothing"), "note")


def _decided(page: Page, rows: Sequence[Decision]) -> None:
    """What was decided, with the way back."""
    if not rows:
        return
    text = page.text
    components.caption(text("explain.names.decided", n=len(rows)))
    if len(rows) > SHOWN:
        wanted = fold(st.text_input(text("explain.names.search_decided"), key="names_search_decided").strip())
        rows = [row for row in rows if wanted in fold(row[0])]
    for words, undo, names, kind in rows[:SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center"):
            components.paragraph(words)
            _button(text(f"explain.names.{kind}"), f"names_{kind}_{_mark(*names)}", undo, names)
    if len(rows) > SHOWN:
        components.paragraph(text("explain.names.rest", n=len(rows) - SHOWN), "note")


def pair(one: Merge, text: Text) -> str:
    """One pair: both names with their tries, and what makes them look alike."""
    return text(
        "explain.names.pair",
        drop=quoted(one.drop, text),
        drop_tries=text("movements.board.tries", n=one.drop_tries),
        keep=quoted(one.keep, text),
        keep_tries=text("movements.board.tries", n=one.keep_tries),
        reason=text(f"explain.names.reason.{one.reason}"),
    )


def _button(label: str, key: str, act: Callable[..., None], names: tuple[str, ...]) -> None:
    st.button(label, key=key, on_click=act, args=names)


def _mark(*names: str) -> str:
    return f"{zlib.crc32(repr(names).encode()):08x}"
