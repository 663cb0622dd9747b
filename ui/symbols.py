"""The five state symbols and the chips: symbol plus word, colour third.

The symbols are one family: a circle that fills as the learning grows; only the returning alarm breaks it.
Colours come from CSS classes (`pm-s-<state>` sets mark, text and tint), so the same markup serves light and
dark. `styles` gives these classes for one mode; `variables` names the colours for a page that has both.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from analysis.results import STATES

if TYPE_CHECKING:
    from analysis.results import State
    from ui.text import Text
    from ui.theme import Theme

_SHAPES: Final[dict[str, str]] = {
    "safe": '<circle class="pm-f" cx="10" cy="10" r="9"/>'
    '<path class="pm-b" d="M5.8 10.4 8.8 13.3 14.3 7.2"/>',
    "learning": '<circle class="pm-l" cx="10" cy="10" r="7.9"/>'
    '<path class="pm-f" d="M10 2.1A7.9 7.9 0 0 1 10 17.9Z"/>',
    "threat": '<circle class="pm-l" cx="10" cy="10" r="7.9"/><circle class="pm-f" cx="10" cy="10" r="2.6"/>',
    "relapsing": '<path class="pm-l" d="M4.2 5.2A7.6 7.6 0 1 1 2.6 11.6"/>'
    '<path class="pm-l" d="M3.2 1.2 3.5 6.4 8.7 5.9"/>',
    "unknown": '<circle class="pm-l pm-d" cx="10" cy="10" r="7.9"/>',
}
SVG_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_NEUTRALS: Final = ("page", "surface", "ink", "ink2", "ink3", "line", "zone", "accent")

MARKS: Final = """
.pm-f{fill:var(--pm-mark);stroke:none}
.pm-l{fill:none;stroke:var(--pm-mark);stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.pm-b{fill:none;stroke:var(--pm-back);stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.pm-d{stroke-dasharray:2.2 2.76;stroke-linecap:butt}
"""
"""How the parts of a symbol are drawn."""
RULES: Final = (
    "".join(
        f".pm-s-{state}{{--pm-mark:var(--pm-{state}-mark);--pm-text:var(--pm-{state}-text);"
        f"--pm-tint:var(--pm-{state}-tint)}}"
        for state in STATES
    )
    + MARKS
    + """
.pm-symbol{flex:none;overflow:visible;--pm-back:var(--pm-surface)}
.pm-chip{display:inline-flex;align-items:center;gap:8px;padding:4px 14px 4px 10px;border-radius:99px;
background:var(--pm-tint);color:var(--pm-text);font-size:15px;line-height:22px;font-weight:600}
.pm-chip .pm-symbol{--pm-back:var(--pm-tint)}
.pm-word{color:var(--pm-text);font-weight:600}
"""
)
"""Style rules for symbols, chips and state words; they need the colour variables of `variables`."""


def variables(theme: Theme) -> str:
    """All colours of one mode as CSS declarations."""
    neutral = "".join(f"--pm-{name}:{getattr(theme, name)};" for name in _NEUTRALS)
    states = "".join(
        f"--pm-{state}-mark:{ink.mark};--pm-{state}-text:{ink.text};--pm-{state}-tint:{ink.tint};"
        for state, ink in theme.states.items()
    )
    return neutral + states


def styles(theme: Theme, scope: str) -> Markup:
    """A style element that gives everything inside `scope` (a class) its colours and symbol rules."""
    return Markup(f"<style>.{scope}{{{variables(theme)}}}{RULES}</style>")  # noqa: S704 - tokens only


def picture(
    svg: Markup, state: State, theme: Theme, rules: str, *, kind: str, size: tuple[int, int], alt: str = ""
) -> Markup:
    """An inline SVG as a picture that carries its own colours.

    The app's HTML passes through a sanitiser that drops inline SVG but keeps pictures; fonts do not reach
    inside, so such an SVG holds no text.
    """
    ink = theme.states[state]
    colours = "".join(
        f"--pm-{name}:{getattr(theme, name)};" for name in ("surface", "ink2", "ink3", "line", "zone")
    )
    colours += f"--pm-mark:{ink.mark};--pm-tint:{ink.tint};"
    head, _, body = str(svg).partition(">")
    alone = head.replace("<svg", f'<svg xmlns="{SVG_NAMESPACE}"', 1)
    alone += f"><style>svg{{{colours}}}{rules}</style>{body}"
    source = "data:image/svg+xml;base64," + base64.b64encode(alone.encode()).decode()
    return Markup('<img class="{}" width="{}" height="{}" alt="{}" src="{}">').format(
        kind, *size, alt, source
    )


def symbol(state: State, size: int = 20, theme: Theme | None = None, *, back: str = "surface") -> Markup:
    """The symbol of a state, hidden from screen readers, since the word stands beside it.

    theme: None draws inline SVG for a page with `RULES`; a theme makes a picture with its colours inside.
    back: what lies under the symbol, `surface` or the state's `tint`.
    """
    svg = Markup(  # noqa: S704 - own shapes only
        f'<svg class="pm-symbol pm-s-{state}" width="{size}" height="{size}" viewBox="0 0 20 20" '
        f'aria-hidden="true" focusable="false">{_SHAPES[state]}</svg>'
    )
    if theme is None:
        return svg
    rules = f"{MARKS}.pm-symbol{{--pm-back:var(--pm-{back})}}"
    return picture(svg, state, theme, rules, kind="pm-symbol", size=(size, size))


def labelled(state: State, text: Text) -> Markup:
    """Symbol and word without a chip, for tables; needs `RULES` and the variables on the page."""
    return Markup('{}<span class="pm-word pm-s-{}">{}</span>').format(
        symbol(state, 16), state, text(f"state.{state}")
    )


def pill(state: State, text: Text, theme: Theme | None = None) -> Markup:
    """Symbol and word in a round chip; needs `RULES` and the variables on the page. theme: as in `symbol`."""
    return Markup('<span class="pm-chip pm-s-{}">{}{}</span>').format(
        state, symbol(state, 17, theme, back="tint"), text(f"state.{state}")
    )


def chip(state: State, text: Text, theme: Theme) -> Markup:
    """A chip that stands alone: carries its own colours."""
    return Markup('<div class="pm-chips">{}{}</div>').format(
        styles(theme, "pm-chips"), pill(state, text, theme)
    )
