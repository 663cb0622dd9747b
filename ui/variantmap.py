"""The ways a movement was tried and what lies next to the safe ones; what kind of movement it is, and own words for it.

A map of what was done, not advice: what comes next is for person and trainer to choose.
"""

from __future__ import annotations

import zlib
from datetime import timedelta
from typing import TYPE_CHECKING, Final, get_args

import streamlit as st

from analysis.movement_results import Pattern
from analysis.results import Insufficient
from ui import components, personal
from ui.charts.shapes import CODES

if TYPE_CHECKING:
    from analysis.movement_results import Cell, CellTried, NextVariant, VariantMap
    from analysis.results import MovementAssessment
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text

KINDS: Final[tuple[str, ...]] = get_args(Pattern)
PARTS: Final = ("direction", "speed", "surface", "position")
MOST_CELLS: Final = 24
MOST_NEXT: Final = 6
MOST_NAMES: Final = 8
WINDOW: Final = 28
ENOUGH: Final = 2
"""Tries a variant, on average, before the number of variants in use is shown: below, its correction for few tries can
exceed the number of tries (own choice).
"""


def panel(page: Page, review: Review, one: MovementAssessment) -> None:
    """Kind, ways tried, next ones and variety of one movement."""
    text = page.text
    chosen = personal.patterns().get(one.movement)
    found = review.variants(one.movement, chosen if chosen in KINDS else None)  # type: ignore[arg-type]
    with st.container(border=True, key="card-variants"):
        components.caption(text("explain.variants.title"), text("explain.variants.caption"))
        if isinstance(found, Insufficient):
            components.paragraph(text("explain.variants.none"))
            return
        components.table(table(found, text))
        if len(found.cells) > MOST_CELLS:
            left = len(found.cells) - MOST_CELLS
            components.paragraph(text("explain.variants.more", n=left), "note")
        components.paragraph(variety(found, one, text), "note")
        _next(page, found)
        _kind(page, review, one.movement, found.pattern)


def _next(page: Page, found: VariantMap) -> None:
    text = page.text
    components.caption(text("explain.next.title"))
    if not found.following:
        why = "no_step" if any(one.safe for one in found.cells) else "no_safe"
        components.paragraph(text(f"explain.next.{why}"))
        return
    components.listing([following(one, text) for one in found.following[:MOST_NEXT]])
    components.paragraph(text("explain.next.note"), "note")


# ------------------------------------------------------------------ words


def word(part: str, text: Text) -> str:
    """One part of a way in the person's language; own words stay."""
    return text(f"movements.variant.{part}") if part in CODES else part


def way(cell: Cell, text: Text) -> str:
    """A way in words: "langsam, fest, stehend"."""
    parts = [word(part, text) for name in PARTS if (part := getattr(cell, name))]
    return ", ".join(parts) or text("movements.variant.none")


def table(found: VariantMap, text: Text) -> list[dict[str, str]]:
    """One row a way that was tried, the most tried first."""
    return [_row(one, text) for one in found.cells[:MOST_CELLS]]


def _row(one: CellTried, text: Text) -> dict[str, str]:
    return {
        text("explain.variants.way"): way(one.cell, text),
        text("explain.variants.status"): text(
            "explain.variants.safe" if one.safe else "explain.variants.open"
        ),
        text("explain.variants.tries"): str(one.tries),
        text("explain.variants.fine"): text(
            "explain.variants.fine_days", n=one.tolerated, days=one.tolerated_days
        ),
        text("explain.variants.last"): text.short_day(one.last),
    }


def following(one: NextVariant, text: Text) -> str:
    """A neighbouring way and why it is one: the single step, from which safe way, what is known of it."""
    words = text(
        "explain.next.harder" if one.harder else "explain.next.easier",
        way=way(one.cell, text),
        part=text(f"explain.part.{one.dimension}"),
        before=word(one.before, text),
        after=word(one.after, text),
    )
    if not one.tries or one.highest is None:
        return f"{words} {text('explain.next.new')}"
    return f"{words} {text('explain.next.known', n=one.tries, highest=text.amount(one.highest))}"


def variety(found: VariantMap, one: MovementAssessment, text: Text) -> str:
    """How many ways were really in use in 28 days, with the tries behind it."""
    start = found.window[1] - timedelta(days=WINDOW - 1)
    ways = [each.variant for each in one.tries if each.day >= start]
    n, cells, period = len(ways), len(set(ways)), text.period(start, found.window[1])
    if found.effective is None or not n:
        return text("explain.variety.none", period=period)
    if cells == 1:
        return text("explain.variety.one", n=n, period=period)
    if n < ENOUGH * cells:
        return text("explain.variety.few", n=n, cells=cells, period=period)
    return text("explain.variety", n=n, cells=cells, period=period, effective=text.number(found.effective))


def kind_name(kind: str, text: Text) -> str:
    """A kind of movement as people call it."""
    return text(f"explain.pattern.{kind}") if kind in KINDS else kind


# ------------------------------------------------------------------ the person's own order


def _kind(page: Page, review: Review, movement: str, now: str) -> None:
    """Correct the kind, add own words."""
    text, mark = page.text, f"{zlib.crc32(movement.encode()):08x}"
    known = personal.tags()
    every = sorted({one for words in known.values() for one in words})
    left, right = st.columns(2)
    with left:
        key = f"kind_{mark}"
        ordered = sorted(KINDS, key=lambda one: (one == "unknown", kind_name(one, text)))
        st.selectbox(
            text("explain.kind.pick"),
            ordered,
            index=ordered.index(now),
            key=key,
            format_func=lambda one: kind_name(one, text),
            on_change=_kind_changed,
            args=(movement, key, review.patterns.get(movement, "unknown")),
            help=text("explain.kind.help"),
        )
    with right:
        key = f"tags_{mark}"
        st.multiselect(
            text("explain.tags.pick"),
            every,
            default=known.get(movement, []),
            key=key,
            accept_new_options=True,
            placeholder=text("explain.tags.hint"),
            on_change=_tags_changed,
            args=(movement, key),
        )


def _kind_changed(movement: str, key: str, proposed: str) -> None:
    chosen = st.session_state[key]
    personal.set_pattern(movement, None if chosen == proposed else chosen)


def _tags_changed(movement: str, key: str) -> None:
    personal.set_tags(movement, st.session_state[key])


def by_kind(review: Review, text: Text) -> list[tuple[str, str]]:
    """Kind and own words, each with its movements and their states; kinds first, the unknown ones last."""
    chosen, own = personal.patterns(), personal.tags()
    groups: dict[str, list[MovementAssessment]] = {kind: [] for kind in KINDS}
    tagged: dict[str, list[MovementAssessment]] = {}
    for one in review.movements:
        kind = chosen.get(one.movement, "")
        groups[kind if kind in KINDS else review.patterns.get(one.movement, "unknown")].append(one)
        for tag in own.get(one.movement, ()):
            tagged.setdefault(tag, []).append(one)
    rows = [(kind_name(kind, text), _named(found, text)) for kind, found in groups.items() if found]
    return rows + [(text("explain.kind.own", tag=tag), _named(tagged[tag], text)) for tag in sorted(tagged)]


def _named(found: list[MovementAssessment], text: Text) -> str:
    shown = [
        text("explain.kind.one", movement=one.movement, state=text(f"state.{one.state}"))
        for one in found[:MOST_NAMES]
    ]
    if len(found) > MOST_NAMES:
        shown.append(text("explain.kind.more", n=len(found) - MOST_NAMES))
    return "; ".join(shown)


def kinds(page: Page, review: Review) -> None:
    """All movements by kind, in a fold."""
    with st.expander(page.text("explain.kind.title")):
        components.paragraph(page.text("explain.kind.lead"), "note")
        components.definitions(by_kind(review, page.text))
