"""`docs/formats.md`, made from the registry: `python -m data.ingest.formats`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.ingest.formats import formats

if TYPE_CHECKING:
    from data.ingest.formats.base import Format

TARGET = Path(__file__).parents[3] / "docs" / "formats.md"
_INTRODUCTION = """\
# Formats

What can be handed in, and how sure we are of its build. Made from `data/ingest/formats/` by
`python -m data.ingest.formats`; to add one, see [add-a-format](add-a-format.md).

Besides these any table is read: CSV, TSV, XLSX, XLS and ODS, one file, several, or a zip, with German or English
headers or none; what its columns mean is proposed, shown and can be changed.

A *device* measured its values, the *person* said them; both are kept, and the person picks which one leads.

| format | what people hand in | recognised by | says it | fills | evidence | test |
|---|---|---|---|---|---|---|
"""


def render() -> str:
    """The table as Markdown."""
    return _INTRODUCTION + "".join(_row(one) for one in formats())


def _row(one: Format) -> str:
    who = "device" if one.sensed else "person"
    test = f"[{one.code}](../tests/test_data_format_{one.code}.py)"
    fills = ", ".join(f"`{each}`" for each in one.fills)
    cells = (one.title, one.files, f"`{one.facts}`", who, fills, one.evidence, test)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"


def main() -> None:
    """Renew the committed file."""
    TARGET.write_text(render(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
