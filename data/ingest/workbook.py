"""Spreadsheets (XLSX, XLSM, XLS, ODS) as tables of text, one for each sheet that holds something.

Cells come typed: dates are written ISO, numbers with a point, so that nothing of the program's display language is
left to guess. Formulas are not worked out; the value the program stored beside them is taken.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from data.errors import UnreadableFile
from data.ingest import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.ingest.source import File
    from data.ingest.table import Table

OLE = b"\xd0\xcf\x11\xe0"
_PARTS = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
MAX_CELLS = 20_000_000


def is_workbook(members: Iterable[File]) -> bool:
    """Whether the members of a zip are those of a spreadsheet."""
    return any(one.name in _PARTS for one in members)


def tables(file: File) -> list[tuple[str, Table]]:
    """Name and table of every sheet with a header and entries.

    Raises UnreadableFile (`spreadsheet_broken`; `no_rows` when no sheet holds anything).
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.read()))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        rows = [(name, _rows(sheet)) for name, sheet in sheets]
    except (CalamineError, ValueError, OSError) as error:
        message = f"{file.name} is a spreadsheet that cannot be read ({error}). Save it again, or as CSV."
        raise UnreadableFile("spreadsheet_broken", message, name=file.name) from error
    found = [(name, table.from_rows(cells, f"{file.name}: {name}")) for name, cells in rows if len(cells) > 1]
    if not found:
        message = f"{file.name} holds no entries. Add at least one line below the header."
        raise UnreadableFile("no_rows", message, name=file.name)
    return found


def _rows(sheet: object) -> list[tuple[int, list[str]]]:
    """Rows that hold something, with their number in the sheet."""
    found: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):  # type: ignore[attr-defined]
        texts = [_text(cell) for cell in cells]
        if any(texts):
            found.append((number, texts))
    return found


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
