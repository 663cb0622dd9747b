"""Spreadsheets (XLSX, XLSM, XLS, ODS) as tables of text, one for each sheet that holds something.

Cells come typed: dates are written ISO, numbers with a point, so that nothing of the program's display language is
left to guess. Formulas are not worked out; the value the program stored beside them is taken.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from data.errors import UnreadableFile
from data.ingest import layout, table
from data.ingest.formats import claimed
from data.ingest.source import of_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.ingest.formats.base import Format
    from data.ingest.source import File
    from data.ingest.table import Table

OLE = b"\xd0\xcf\x11\xe0"
_PARTS = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
MAX_CELLS = 20_000_000


def is_workbook(members: Iterable[File]) -> bool:
    """Whether the members of a zip are those of a spreadsheet."""
    return any(one.name in _PARTS for one in members)


@dataclass(frozen=True)
class Page:
    """One sheet: the file and sheet it is, and its rows that hold something, with their number in the sheet."""

    file: str
    sheet: str
    cells: list[tuple[int, list[object]]]

    def table(self) -> Table:
        """The sheet as a table of text. Raises UnreadableFile."""
        rows = [(number, [_text(cell) for cell in cells]) for number, cells in self.cells]
        return table.from_rows(rows, f"{self.file}: {self.sheet}")

    def top(self) -> list[list[str]]:
        """The first rows as text."""
        return [[_text(cell) for cell in cells] for _, cells in self.cells[: layout.PREAMBLE]]

    def form(self) -> Format | None:
        """The export format that its header is of, None for any other table."""
        return claimed(self.as_text(self.cells[: layout.LOOK]))

    def as_text(self, cells: list[tuple[int, list[object]]] | None = None) -> File:
        """The sheet as the delimited text it was saved from; rows keep their numbers where the header is the first."""
        rows = self.cells if cells is None else cells
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        line = rows[0][0]
        for number, row in rows:
            out.write("\n" * (number - line))
            writer.writerow(map(_written, row))
            line = number + 1
        return of_bytes(out.getvalue().encode(), f"{self.file.rpartition('.')[0]}.csv")


def pages(file: File) -> list[Page]:
    """Every sheet with a header and entries.

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
    found = [Page(file.name, name, cells) for name, cells in rows if len(cells) > 1]
    if not found:
        message = f"{file.name} holds no entries. Add at least one line below the header."
        raise UnreadableFile("no_rows", message, name=file.name)
    return found


def _rows(sheet: object) -> list[tuple[int, list[object]]]:
    """Rows that hold something, with their number in the sheet."""
    rows = enumerate(sheet.to_python(skip_empty_area=False), start=1)  # type: ignore[attr-defined]
    return [(number, cells) for number, cells in rows if any(map(_text, cells))]


def _written(cell: object) -> str:
    """A cell as exports write it: clocks with their seconds, as lengths of time are clocks here too; one line."""
    if isinstance(cell, datetime) and cell.time() != time(0):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    return " ".join(_text(cell).splitlines())


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
