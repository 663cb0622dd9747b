"""Wins as cards, on the page and as one small file to keep, print or send; no request to anybody goes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from ui import sentences
from ui.theme import LIGHT, SANS, SERIF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.progress_results import Win
    from ui.page import Page
    from ui.text import Text

RULES: Final = """
.pm-wins{list-style:none;display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:16px;
margin:0!important;padding:0!important}
.pm-wins li{background:var(--pm-surface);border:1px solid var(--pm-line);border-left:4px solid var(--pm-accent);
border-radius:14px;padding:16px;margin:0!important;min-width:0;break-inside:avoid}
.pm-wins p{margin:0;font-size:17px;line-height:25px;overflow-wrap:anywhere}
.pm-wins small{display:block;margin-top:8px;font-size:13px;line-height:18px;color:var(--pm-ink2)}
"""
PRINT: Final = f"""
:root{{--pm-surface:{LIGHT.surface};--pm-line:{LIGHT.line};--pm-accent:{LIGHT.accent};--pm-ink2:{LIGHT.ink2}}}
body{{background:{LIGHT.page};color:{LIGHT.ink};font-family:{SANS};margin:0 auto;max-width:860px;padding:24px 16px}}
h1{{font-family:{SERIF};font-size:28px;line-height:34px;font-weight:600;margin:0 0 16px}}
.pm-note{{font-size:13px;line-height:20px;color:{LIGHT.ink2};margin:24px 0 0}}
@media print{{body{{background:#fff;padding:0}}}}
@page{{size:A4;margin:16mm}}
"""


def cards(won: Sequence[Win], page: Page) -> Markup:
    """The cards with their rules."""
    rules = Markup(f"<style>{RULES}</style>")  # noqa: S704 - own rules only
    return Markup("{}{}").format(rules, _cards(won, page.text))


def _cards(won: Sequence[Win], text: Text) -> Markup:
    items = [
        Markup("<li><p>{}</p><small>{}</small></li>").format(sentences.win(one, text), text.day(one.day))
        for one in won
    ]
    return Markup('<ul class="pm-wins">{}</ul>').format(Markup("").join(items))


def document(won: Sequence[Win], text: Text) -> str:
    """One self-contained page with these wins only, for the screen and for paper."""
    rules = Markup(f"<style>{PRINT}{RULES}</style>")  # noqa: S704 - own rules only
    return str(
        Markup(
            '<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" '
            'content="width=device-width, initial-scale=1"><title>{}</title>{}</head><body><h1>{}</h1>{}'
            '<p class="pm-note">{}</p></body></html>'
        ).format(
            text.lang,
            text("plan.wins.title"),
            rules,
            text("plan.wins.title"),
            _cards(won, text),
            text("plan.wins.note"),
        )
    )
