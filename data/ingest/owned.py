"""Whether a table that lies beside an export is to be read: by its header alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import UnreadableFile
from data.ingest import workbook
from data.ingest.formats.kit import header
from data.ingest.headers import meaning, plain
from data.ingest.layout import PREAMBLE
from data.ingest.source import ZIP

if TYPE_CHECKING:
    from data.ingest.source import File

LARGEST = 20_000_000
"""No diary kept by hand is larger; the tables of devices are."""
_SAYS_PAIN = ("schmerz", "pain", "nrs", "nas", "vas")
"""Devices have an "intensity" of their own: the word must be said."""


def is_wanted(file: File) -> bool:
    """Whether a table names a date, and pain or tries of movements, or is an export saved as a spreadsheet.

    Raises nothing: a doubtful file is none.
    """
    if file.size > LARGEST:
        return False
    try:
        return _is_saved_export(file) or any(map(_is_header, _tops(file)))
    except UnreadableFile:
        return False


def _is_saved_export(file: File) -> bool:
    return _is_workbook(file) and any(page.form() is not None for page in workbook.pages(file))


def _is_workbook(file: File) -> bool:
    return file.head.startswith((ZIP, workbook.OLE))


def _tops(file: File) -> list[list[str]]:
    """The rows among which the header is."""
    if _is_workbook(file):
        return [cells for page in workbook.pages(file) for cells in page.top()]
    return [header(file, number)[0] for number in range(1, PREAMBLE + 1)]


def _is_header(cells: list[str]) -> bool:
    found = {one: meaning(one)[0] for one in cells if meaning(one)}
    if "date" not in found.values():
        return False
    pain = any(
        "pain" in target and any(word in plain(one) for word in _SAYS_PAIN) for one, target in found.items()
    )
    tried = "movement" in found.values() and any(target.startswith("exposures.") for target in found.values())
    return pain or tried
