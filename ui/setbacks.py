"""Setback and return in kind words: what worked before, setback or only a bad-sleep week, the way back."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

import streamlit as st

from analysis.results import Insufficient
from analysis.review import LOOK_WEEKS
from analysis.setback_results import BadStretch, Setback, Span
from ui import components, loaders
from ui.charts.shapes import words as variant_words
from ui.words import count, dose_short, quoted, upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.results import Look
    from analysis.review import Review
    from analysis.setback_results import Nights, Recovery, Reminder, Worked
    from ui.page import Page
    from ui.text import Text

MOST: Final = 8
"""Movements named under one warning, and setbacks shown, the newest of them."""


def panel(page: Page, review: Review, movement: str = "") -> None:
    """Warnings of today, past setbacks and ways back; of one movement, or of all."""
    text = page.text
    if loaders.looks() is None:
        components.wait(page)
        return
    reminders = [one for one in review.reminders if movement in ("", one.movement)]
    found = [one for one in review.setbacks if movement in ("", one.movement)][-MOST:]
    back = [one for one in review.recoveries if movement in ("", one.movement)]
    with st.container(border=True, key="card-setbacks"):
        components.caption(text("explain.back.title"), text("explain.back.caption"))
        for lines in warnings(reminders, text):
            components.paragraph(lines[0])
            components.listing(lines[1:])
        if reminders:
            components.paragraph(text("sentence.risk.advice"))
        for one in found:
            for words in episode(one, back, text):
                components.paragraph(words)
        if any(isinstance(one, Setback) for one in found) and not reminders:
            components.paragraph(text("explain.back.kind"))
        if not found and not reminders:
            components.paragraph(none(review.looks, movement, text))


def none(looks: Sequence[Look], movement: str, text: Text) -> str:
    """That there was no setback, for the weeks that tell: before the first verdict nobody can know."""
    told = [one.day for one in looks if one.state != "unknown" and movement in ("", one.movement)]
    if not told:
        return text("explain.back.none_yet")
    if max(told) - min(told) >= timedelta(weeks=LOOK_WEEKS - 1):
        return text("explain.back.none")
    return text("explain.back.none_since", day=text.day(min(told)))


# ------------------------------------------------------------------ before a risky stretch


def warnings(found: Sequence[Reminder], text: Text) -> list[list[str]]:
    """One warning a stretch: what is going on, then for each movement what worked before it."""
    out = []
    for (kind, since), group in groupby(found, key=lambda one: (one.kind, one.since)):
        named = list(group)
        lines = [
            _stretch(named[0], text)
            if kind == "break"
            else text(f"explain.warn.{kind}", day=text.short_day(since))
        ]
        lines += [before(one, text) for one in named[:MOST]]
        if len(named) > MOST:
            lines.append(text("explain.warn.more", n=len(named) - MOST))
        out.append(lines)
    return out


def _stretch(one: Reminder, text: Text) -> str:
    return upper_first(
        text(
            "explain.warn.break", n=one.days, count=count(one.days, text), movement=quoted(one.movement, text)
        )
    )


def before(one: Reminder, text: Text) -> str:
    """What worked before the stretch, or that nothing is known to have."""
    name = quoted(one.movement, text)
    if not one.worked:
        return text("explain.warn.nothing", movement=name)
    ways = text.listing([_worked(each, text) for each in one.worked])
    return text("explain.warn.worked", n=one.tolerated, movement=name, ways=ways)


def _worked(one: Worked, text: Text) -> str:
    how = ", ".join(
        part
        for part in (dose_short(one.dose, text), variant_words(one.variant, text) if one.variant else "")
        if part
    )
    day, felt = text.short_day(one.day), text.amount(one.felt)
    if not how:
        return text("explain.warn.way_bare", day=day, felt=felt)
    return text("explain.warn.way", day=day, how=how, felt=felt)


# ------------------------------------------------------------------ setback or bad sleep


def episode(one: Setback | BadStretch, back: Sequence[Recovery], text: Text) -> list[str]:
    """A setback with its nights and its way back, or a week that was short on sleep."""
    if isinstance(one, BadStretch):
        return [bad_sleep(one, text)]
    lines = [setback(one, text)]
    if one.nights:
        lines.append(f"{nights(one.nights, text)} {text('explain.setback.beside')}")
    return lines + [
        recovery(each, text) for each in back if (each.movement, each.setback) == (one.movement, one.since)
    ]


def setback(one: Setback, text: Text) -> str:
    """The level over the best one before, with interval, tries and dates."""
    return text(
        "explain.setback",
        n=one.n,
        movement=quoted(one.movement, text),
        since=text.short_day(one.since),
        level=text.number(one.level),
        span=text.span(one.low, one.high),
        best=text.number(one.best),
        best_day=text.short_day(one.best_day),
    )


def bad_sleep(one: BadStretch, text: Text) -> str:
    """A week that hurt more while the level, with load and day taken out, has not risen."""
    return text(
        "explain.bad_sleep",
        n=one.n,
        movement=quoted(one.movement, text),
        day=text.short_day(one.until),
        felt=text.number(one.felt),
        usual=text.number(one.usual),
        level=text.number(one.level),
        best=text.number(one.best),
        nights=nights(one.nights, text),
    )


def nights(one: Nights, text: Text) -> str:
    """How many of the nights were bad by the person's own measure."""
    return text(
        f"explain.nights.{one.measure}",
        n=one.known,
        bad=one.bad,
        mean=text.number(one.mean),
        usual=text.number(one.usual),
    )


# ------------------------------------------------------------------ the way back


def recovery(one: Recovery, text: Text) -> str:
    """How long the way back took, beside the first time; what is missing for a comparison."""
    lines = []
    if isinstance(one.again, Span):
        lines.append(_span("explain.return.again", one.again, text))
    if isinstance(one.first, Span):
        lines.append(_span("explain.return.first", one.first, text))
    if isinstance(one.comparison, Insufficient):
        lines.append(missing(one.comparison, text))
    else:
        lines.append(text("explain.return.faster"))
    return " ".join(lines)


def _span(key: str, one: Span, text: Text) -> str:
    days, tries = (
        text(f"explain.return.{what}", n=n) for what, n in (("days", one.days), ("tries", one.tries))
    )
    return text(key, days=days, tries=tries, day=text.short_day(one.end))


def missing(one: Insufficient, text: Text) -> str:
    """Why the way back cannot be compared with the first time."""
    if one.what == "days_faster" and one.have < 0:
        return text("explain.lacking.slower", days=text("explain.return.days", n=-one.have))
    if one.what == "days_faster":
        return text("explain.lacking.days_faster", have=one.have, need=one.need)
    return text(f"explain.lacking.{one.what}")
