"""What was gained: wins as cards to keep and share, everyday activities won back, load, variety."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from analysis.results import Insufficient
from ui import activities, components, loaders, plan_store, plan_words, wins_page
from ui.words import count, dose_short, upper_first

if TYPE_CHECKING:
    from analysis.progress_results import Win
    from analysis.results import MovementAssessment
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text

DIMENSIONS = ("speed", "surface", "position", "direction")


def show(page: Page, review: Review) -> None:
    """Function first: load, then wins, activities and variety."""
    text = page.text
    grown = [one for one in review.movements if one.load_change is not None and one.load_change >= GROWN]
    components.headline(
        headline(len(grown), text), text("plan.gains.lead", period=text.period(*review.window))
    )
    won = wins(page, review)
    if won:
        components.html(wins_page.cards(won, page))
        st.download_button(
            text("plan.wins.download"),
            lambda: wins_page.document(won, page.text).encode(),
            text("plan.wins.file"),
            "text/html",
            on_click="ignore",
            key="wins_download",
        )
    elif loaders.looks() is not None:
        components.paragraph(text("plan.wins.none"))
    activities.show(page)
    _loads(page, review)
    _variety(page, review)


GROWN = 1.1
"""A load is called higher from a tenth on, the smallest step of the table."""


def headline(n: int, text: Text) -> str:
    """How many movements go with more load than at first; else that keeping on counts."""
    return (
        upper_first(text("plan.gains.title", n=n, count=count(n, text)))
        if n
        else text("plan.gains.title_none")
    )


def wins(page: Page, review: Review) -> tuple[Win, ...]:
    """The facts of the last four weeks, newest first, with the surprise of the week and regained activities."""
    from analysis import activities as regained
    from analysis import wins as facts

    looks = loaders.looks()
    if looks is None:
        components.wait(page)
    day = plan_store.plan_day()
    found = [*review.progress(looks or ()).wins, *regained.wins(plan_store.activities(), day)]
    best = facts.week_surprise(review.closer.series.values(), day)
    same = {(one.day, one.movement) for one in best}
    found = [one for one in found if one.kind != "surprise" or (one.day, one.movement) not in same]
    return facts.select([*found, *best], day)


# ------------------------------------------------------------------ load


def _loads(page: Page, review: Review) -> None:
    text = page.text
    rows = [row for one in review.movements if (row := load_row(one, text))]
    components.subtitle(text("plan.load.title"))
    if not rows:
        components.paragraph(text("plan.load.none"))
        return
    components.paragraph(text("plan.load.note"), "note")
    components.html(
        Markup('<div class="pm-plan"><ul class="pm-loads">{}</ul></div>').format(Markup("").join(rows))
    )


def load_row(one: MovementAssessment, text: Text) -> Markup | None:
    """First and present load of one movement, and the highest that was done well; None without a load."""
    if one.first_load is None or one.last_load is None or one.load_change is None:
        return None
    first, last = dose_short(one.first_load, text), dose_short(one.last_load, text)
    times = text("plan.load.times", value=text.number(one.load_change))
    now = (
        text("plan.load.change", first=first, last=last, ratio=times)
        if first != last
        else f"{last} ({times})"
    )
    said = [text("plan.load.tries", n=one.n)]
    if one.capacity and one.capacity.proven and one.capacity.proven_day:
        day = text.short_day(one.capacity.proven_day)
        said.append(text("plan.load.proven", dose=dose_short(one.capacity.proven, text), day=day))
    return Markup("<li><b>{}</b><span>{}</span><small>{}</small></li>").format(
        one.movement, now, " · ".join(said)
    )


# ------------------------------------------------------------------ variety


def _variety(page: Page, review: Review) -> None:
    from analysis import missing

    text = page.text
    components.subtitle(text("plan.variety.title"))
    found = review.progress(loaders.looks() or ()).variety
    if isinstance(found, Insufficient):
        components.paragraph(text("plan.variety.no.tries"))
        return
    rows = missing.of(review.exposures, plan_store.plan_day())
    used = text("plan.variety.used", effective=text.number(found.effective), n=found.cells, tries=found.tries)
    components.paragraph(used)
    lines = [variety_line(one.dimension, one.tried, one.untried, text) for one in rows]
    components.html(Markup('<dl class="pm-definitions">{}</dl>').format(Markup("").join(lines)))
    step = missing.suggestion(review.ways, review.movements, rows)
    components.paragraph(plan_words.variety_step(step, text))


def variety_line(dimension: str, tried: tuple[str, ...], untried: tuple[str, ...], text: Text) -> Markup:
    """One dimension: what was tried, and what was not."""
    known = text.listing([_word(one, text) for one in tried]) if tried else text("plan.variety.nothing")
    open_ = (
        text("plan.variety.untried", what=text.listing([_word(one, text) for one in untried]))
        if tried and untried  # where nothing was noted, all of it may have been tried
        else ""
    )
    return Markup("<dt>{}</dt><dd>{}</dd>").format(
        text(f"plan.dimension.{dimension}"), f"{known}. {open_}" if open_ else f"{known}."
    )


def _word(value: str, text: Text) -> str:
    key = f"movements.variant.{value}"
    return text(key) if value.isidentifier() and text.has(key) else value
