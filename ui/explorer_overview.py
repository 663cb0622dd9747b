"""The first view of the Connections page: the six questions by rank, what they still need, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from analysis.results import Insufficient
from ui import blocks, components, explorer_loaders, explorer_words, findings, sentences
from ui.charts import forest
from ui.words import upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.connection_results import FactorDays
    from analysis.explorer import Explorer
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text

SAID_ELSEWHERE: Final = frozenset({"days_with_factor", "pain_itself", "same_as"})
"""Reasons with a bar or a line of their own."""
WAITING: Final = frozenset({"nothing", "early"})
RULES: Final = """
.pm-early { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 380px), 1fr)); gap: 16px 40px; }
.pm-early p { margin: 0; font-size: 14px; line-height: 21px; color: var(--pm-ink2); }
.pm-early .pm-far { display: flex; justify-content: space-between; gap: 12px; font-size: 15px; line-height: 23px;
  color: var(--pm-ink); }
.pm-early .pm-bar { position: relative; height: 10px; border-radius: 5px; background: var(--pm-zone);
  border: 1px solid var(--pm-ink3); margin: 4px 0 6px; overflow: hidden; }
.pm-early .pm-bar i { position: absolute; inset: 0 auto 0 0; background: var(--pm-accent); }
.pm-early .pm-bar u { position: absolute; top: 0; bottom: 0; width: 2px; background: var(--pm-ink3); }
"""


def show(page: Page, review: Review) -> None:
    """Headline and forest plot, the yardstick, the bars of what is still to come, and what was left out."""
    explorer = explorer_loaders.explorer(review)
    components.headline(*sentences.connections_headline(review.connections, page.text))
    forest_plot(page, review)
    early(page, explorer)
    left, right = components.halves() if review.found else (st.container(), st.container())
    with left:
        yardstick(page, explorer)
    with right:
        around(page, explorer)
        left_out(page, explorer)


def forest_plot(page: Page, review: Review) -> None:
    """All connections with their intervals and verdicts in words."""
    found = review.found
    if not found:
        return
    text = page.text
    if found[0].outcome != "pain":
        components.paragraph(text("connections.outcome_tries"), "note")
    with st.container(border=True, key="card-forest"):
        components.chart(
            page,
            "forest",
            blocks.drawn(forest.figure, found, page),
            forest.alt(found, text),
            forest.table(found, text),
        )
        with st.container(key="narrow-words"):
            for one in found:
                if one.verdict in {"clear", "hint"}:
                    components.paragraph(sentences.connection(one, text))
    components.paragraph(text("connections.small_print", period=text.period(*found[0].window)), "note")


def yardstick(page: Page, explorer: Explorer) -> None:
    """What change matters, beside what was found."""
    from analysis.dayviews import reach

    text, found = page.text, explorer.yardstick
    if isinstance(found, Insufficient) or not explorer.review.found:
        return
    components.subtitle(text("explorer.yardstick.title"))
    components.paragraph(explorer_words.yardstick(found, text))
    called = [one for one in explorer.review.found if one.verdict in {"clear", "hint"}]
    components.listing(
        [
            text(
                "explorer.reach.line",
                factor=sentences.factor(one.factor, text),
                when=sentences.lag_name(one.factor, one.lag, text),
                step=sentences.step_name(one, text),
                reach=explorer_words.reach(reach(explorer_words.estimate(one), found), found, text),
            )
            for one in called
        ]
    )


def early(page: Page, explorer: Explorer) -> None:
    """One bar per factor that is still under the floor."""
    text = page.text
    waiting = _furthest([one for one in explorer.days if one.stage in WAITING and one.have])
    if not waiting:
        return
    components.subtitle(text("explorer.early.title"))
    components.paragraph(text("explorer.early.lead", first=waiting[0].first, need=waiting[0].need))
    with st.container(border=True, key="card-early"):
        components.html(bars(waiting, explorer, text))


def _furthest(found: Sequence[FactorDays]) -> list[FactorDays]:
    """One row per factor: the lag with the most days."""
    best: dict[str, FactorDays] = {}
    for one in found:
        if one.factor not in best or one.have > best[one.factor].have:
            best[one.factor] = one
    return list(best.values())


def bars(waiting: Sequence[FactorDays], explorer: Explorer, text: Text) -> Markup:
    """A bar per factor, "12 of 28 days", with a mark where a first direction may be said, and the words below it."""
    rows = Markup("").join(
        Markup(
            '<div><div class="pm-far"><b>{name}</b><span>{days}</span></div>'
            '<div class="pm-bar" role="progressbar" aria-valuemin="0" aria-valuemax="{need}" aria-valuenow="{have}"'
            ' aria-label="{name}: {days}"><i style="width:{share}%"></i><u style="left:{mark}%"></u></div>'
            "<p>{words}</p></div>"
        ).format(
            name=sentences.factor(one.factor, text),
            days=explorer_words.days(one, text),
            need=one.need,
            have=one.have,
            share=round(100 * min(one.have / one.need, 1)),
            mark=round(100 * one.first / one.need),
            words=explorer_words.early(one, explorer.connection(one.factor, one.lag), text),
        )
        for one in waiting
    )
    return Markup('<style>{}</style><div class="pm-early">{}</div>').format(Markup(RULES), rows)  # noqa: S704 - own rules


def around(page: Page, explorer: Explorer) -> None:
    """What stood out when everything else was looked around in, or that nothing did."""
    text, found = page.text, explorer.stood_out
    if not explorer.review.lags:
        return
    components.subtitle(text("explorer.around.title"))
    looked = len({point.factor for point in explorer.review.lags})
    lead = text("explorer.around.some" if found else "explorer.around.none", n=looked)
    components.paragraph(lead)
    components.listing([explorer_words.bar(point, text) for point in found])


def left_out(page: Page, explorer: Explorer) -> None:
    """What was not held against pain and why: pain by another name, twins, always the same, never written down."""
    text = page.text
    refused = list(dict.fromkeys((*explorer.review.lacking, *explorer.refused)))
    pain = [one for one in refused if one.what == "pain_itself"]
    others = [one for one in refused if one.what not in SAID_ELSEWHERE]
    lines = [explorer_words.alike(group, text) for group in explorer.alike]
    lines += [sentences.insufficient(one, text) for one in others]
    if pain:
        names = upper_first(text.listing([findings.inside(one.subject, text) for one in pain]))
        lines.append(text("explorer.left_out.pain", n=len(pain), names=names))
    never = dict.fromkeys(one.factor for one in explorer.days if one.factor not in explorer.series)
    if never:
        names = text.listing([findings.inside(name, text) for name in never])
        lines.append(text("explorer.left_out.never", names=names))
    if lines:
        components.subtitle(text("explorer.left_out.title"))
        components.listing(list(dict.fromkeys(lines)))
