"""Design tokens: colours by meaning, type and space, for the app, the charts and the snapshot alike.

Values and their measured contrasts: look/tokens of the design note (AA on every surface; state marks differ
by CIEDE2000 > 16 under deuteranopia and protanopia). `.streamlit/config.toml` repeats the neutrals because
Streamlit reads its theme only there; a test keeps the two equal. A state is always symbol plus word; colour
comes third.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Mode = Literal["light", "dark"]

SERIF: Final = "'Source Serif', 'Source Serif 4', Georgia, serif"
SANS: Final = "'Source Sans', 'Source Sans 3', system-ui, sans-serif"
SPACE: Final = (4, 8, 12, 16, 24, 40)
RADIUS: Final = 14


@dataclass(frozen=True, slots=True)
class Ink:
    """Three inks of one state: `mark` draws, `text` writes, `tint` lies behind."""

    mark: str
    text: str
    tint: str


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one mode."""

    mode: Mode
    page: str
    surface: str
    ink: str
    ink2: str
    ink3: str
    line: str
    zone: str
    accent: str
    states: dict[str, Ink]


LIGHT: Final = Theme(
    mode="light",
    page="#F7F3EC",
    surface="#FFFDF9",
    ink="#2B2724",
    ink2="#5E5750",
    ink3="#766E66",
    line="#E4DCD0",
    zone="#F3EEE3",
    accent="#2F5D62",
    states={
        "relapsing": Ink("#C46A1C", "#8A4508", "#FAEBDA"),
        "learning": Ink("#3D76C1", "#28548F", "#E5EEF9"),
        "safe": Ink("#22634E", "#1C5543", "#E0EFE8"),
        "threat": Ink("#5A2A5C", "#5A2A5C", "#F1E6F1"),
        "unknown": Ink("#8A857F", "#5E5750", "#F0ECE5"),
    },
)
DARK: Final = Theme(
    mode="dark",
    page="#171513",
    surface="#211F1C",
    ink="#F0EBE3",
    ink2="#BBB2A7",
    ink3="#A0978C",
    line="#3B3732",
    zone="#2D2A25",
    accent="#9CC9C6",
    states={
        "relapsing": Ink("#F2AE6B", "#F5BE88", "#3D2C1B"),
        "learning": Ink("#65ACFD", "#9CC8FF", "#1D3049"),
        "safe": Ink("#93D6C0", "#A9DFCD", "#1C372E"),
        "threat": Ink("#A884A6", "#D3B5D1", "#38283A"),
        "unknown": Ink("#827B71", "#BBB2A7", "#302D29"),
    },
)
THEMES: Final[dict[str, Theme]] = {"light": LIGHT, "dark": DARK}


def alpha(colour: str, share: float) -> str:
    """`#RRGGBB` as rgba() with the given opacity, for bands."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share:g})"
