"""The board of the Movements page: every movement at one glance, each card opens its movement.

The same card is a small multiple on a wide screen and a row on a phone; a media query decides, there is no script.
The name is the button, stretched over the whole card, so that mouse, finger and keyboard find the same thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from analysis import entries
from ui import board, components, sentences, symbols
from ui.charts import movement, runs, spark
from ui.words import dose_short, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from analysis.results import MovementAssessment
    from ui.page import Page
    from ui.text import Text

CARD: Final = '[class*="st-key-mvcard-"]'
RULES: Final = f"""
.st-key-mvboard {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(290px, 1fr)); gap: 16px;
  align-items: stretch; }}
.st-key-mvboard > * {{ width: auto !important; min-width: 0; }}
{CARD} {{ position: relative; height: 100%; background: var(--pm-surface); border: 1px solid var(--pm-line);
  border-radius: 14px; padding: 16px; gap: 0; transition: border-color .15s; }}
{CARD}:hover, {CARD}:focus-within {{ border-color: var(--pm-accent); }}
{CARD} [data-testid="stElementContainer"], {CARD} [data-testid="stButton"], {CARD} button {{ position: static; }}
{CARD} button {{ min-height: 44px; padding: 0; border: 0; background: none; text-align: left; width: 100%;
  justify-content: flex-start; }}
{CARD} button::after {{ content: ""; position: absolute; inset: 0; border-radius: 14px; }}
{CARD} button:focus-visible::after {{ outline: 3px solid var(--pm-accent); outline-offset: 2px; }}
{CARD} button p {{ font-family: 'Source Serif', 'Source Serif 4', Georgia, serif; font-weight: 600; font-size: 20px;
  line-height: 26px; color: var(--pm-ink); overflow-wrap: anywhere; white-space: normal; text-align: left; }}
{CARD} button p::after {{ content: " ›"; color: var(--pm-accent); }}
{CARD} .pm-face p {{ font-size: 15px; line-height: 24px; margin: 0; }}
{CARD} .pm-face .pm-plot {{ margin: 2px 0 10px; }}
{CARD} .pm-face p.pm-basis {{ color: var(--pm-ink2); font-size: 13.5px; line-height: 21px; margin-top: 4px; }}
{CARD} .pm-slim, .pm-board p.pm-reading {{ display: none; }}
@media (max-width: 640px) {{
  .st-key-mvboard {{ grid-template-columns: minmax(0, 1fr); gap: 8px; }}
  .st-key-mvkey {{ display: none; }}
  .pm-board p.pm-reading {{ display: block; margin: 0 0 8px; }}
  {CARD} {{ padding: 4px 14px 10px; }}
  {CARD} button {{ min-height: 40px; }}
  {CARD} button p {{ font-size: 18px; line-height: 24px; }}
  {CARD} .pm-full, {CARD} > :first-child {{ display: none; }}
  {CARD} .pm-slim {{ display: grid; grid-template-columns: minmax(0, 1fr) 92px 62px; gap: 10px; align-items: center; }}
  {CARD} .pm-slim .pm-word {{ display: flex; gap: 6px; align-items: center; font-size: 15px; line-height: 20px; }}
  {CARD} .pm-slim small {{ display: block; font-size: 13px; line-height: 18px; color: var(--pm-ink2); }}
  {CARD} .pm-slim .pm-now {{ font-family: 'Source Serif', 'Source Serif 4', Georgia, serif; font-weight: 600;
    font-size: 18px; line-height: 22px; text-align: right; }}
  {CARD} .pm-slim .pm-now small {{ font-family: 'Source Sans', 'Source Sans 3', system-ui, sans-serif;
    font-weight: 400; }}
  {CARD} .pm-slim .pm-rest {{ grid-column: 1 / -1; }}
}}
"""


def show(page: Page, found: Sequence[MovementAssessment], opened: Callable[[str], None]) -> None:
    """Headline, key, one card per movement, small print. opened: called with the name of the card chosen."""
    text = page.text
    components.headline(sentences.headline(found, text), sentences.lead(found, text))
    rows = board.ordered(found)
    span = spark.window(rows)
    top = spark.spark_top(rows)
    named = board.free_zone(rows)
    with st.container(key="mvkey"):
        components.html(_scoped(_styles(page) + board.key(rows[0], text, page.theme)))
    components.html(Markup("<style>{}</style>").format(Markup(RULES)))  # noqa: S704 - own rules only
    with st.container(key="mvboard"):
        for at, one in enumerate(rows):
            with st.container(key=f"mvcard-{at}"):
                components.html(_scoped(symbols.pill(one.state, text, page.theme)))
                st.button(
                    unmarked(one.movement),
                    key=f"open_{at}",
                    type="tertiary",
                    on_click=opened,
                    args=(one.movement,),
                )
                components.html(_face(page, one, span, top, name_limit=one is named))
    reading = Markup('<p class="pm-foot pm-reading">{}</p>').format(
        text("board.spark", top=text.number(top, 0))
    )
    components.html(_scoped(reading + board.foot(span, text)))


def _styles(page: Page) -> Markup:
    rules = Markup(f"<style>{spark.RULES}{spark.PLOT_RULES}{board.RULES}</style>")  # noqa: S704 - own rules only
    return symbols.styles(page.theme, "pm-board") + rules


def _scoped(inner: Markup) -> Markup:
    return Markup('<div class="pm-board">{}</div>').format(inner)


def _face(
    page: Page, one: MovementAssessment, span: tuple[date, date], top: float, *, name_limit: bool
) -> Markup:
    """What stands under the name: the small multiple with its numbers, and the row of a phone."""
    text, theme = page.text, page.theme
    alt = movement.alt(one, text)
    small = Markup('<p class="pm-basis">{}</p>').format(" · ".join(basis(one, text)))
    full = Markup('<div class="pm-full">{}{}{}</div>').format(
        spark.card(one, span, text, alt, theme=theme, name_limit=name_limit), board.numbers(one, text), small
    )
    level = runs.level(one)
    now = text("charts.none") if level is None else text.number(level.value)
    band = "" if level is None else text.span(level.low, level.high)
    slim = Markup(
        '<div class="pm-slim"><span class="pm-word pm-s-{}">{}{}</span>{}'
        '<div class="pm-now">{}<small>{}</small></div><small class="pm-rest">{}</small></div>'
    ).format(
        one.state,
        symbols.symbol(one.state, 18, theme),
        text(f"state.{one.state}"),
        spark.line(one, span, top, "", size=spark.SPARK_NARROW, theme=theme),
        now,
        band,
        " · ".join(basis(one, text)),
    )
    return Markup('<div class="pm-board pm-face">{}{}</div>').format(full, slim)


def basis(one: MovementAssessment, text: Text) -> list[str]:
    """What the verdict rests on: the load it holds for, how many tries, how long ago."""
    load = dose_short(entries.load_now(one), text)
    held = text("movements.board.load", load=load) if load and one.state != "unknown" else load
    tries = text("movements.board.tries", n=one.n)
    ago = text("movements.board.ago", ago=text.ago(one.days_since))
    return [part for part in (held, tries, ago) if part]
