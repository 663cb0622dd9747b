"""The data dictionary, written from the schema; `python -m data.dictionary` renews the committed file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from data import schema

TARGET: Final = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
_ABOUT: Final = {
    "days": "One row per local calendar day.",
    "exposures": "One row per try of one movement.",
    "factors": "One row per day and further factor of the person's own.",
}
_INTRODUCTION: Final = f"""\
# Data dictionary

Schema version {schema.SCHEMA_VERSION}. Made from `data/schema.py` by `python -m data.dictionary`.

Ratings are 0 to 10, higher is more of what the name says. Empty is unknown, never zero. A session before
04:00 belongs to the day before. *Key* columns identify a row; *private* columns leave this machine only when
ticked.
"""


def render() -> str:
    """The dictionary as Markdown: every column with type, unit, range, allowed words and meaning."""
    return "\n".join([_INTRODUCTION, *(_table(name) for name in schema.TABLES)])


def _table(name: str) -> str:
    lines = [f"## {name}", "", _ABOUT[name], ""]
    lines += ["| column | type | unit | range | | meaning |", "|---|---|---|---|---|---|"]
    lines += [_row(one) for one in schema.TABLES[name]]
    return "\n".join(lines) + "\n"


def _row(one: schema.Column) -> str:
    marks = [
        word for word, on in (("key", one.key), ("required", one.required), ("private", one.private)) if on
    ]
    meaning = one.note.replace("|", "\\|")
    if one.words:
        meaning += ": " + ", ".join(f"`{word}`" for word in one.words)
    cells = (f"`{one.name}`", one.kind, one.unit, _range(one), ", ".join(marks), meaning)
    return "| " + " | ".join(cells) + " |"


def _range(one: schema.Column) -> str:
    if one.low is None:
        return ""
    return f"from {one.low:g}" if one.high is None else f"{one.low:g} to {one.high:g}"


def main() -> None:
    """Renew the committed file."""
    TARGET.write_text(render(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
