"""Files we made ourselves for others: recognised when they come back, so that nothing is counted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.errors import UnreadableFile

if TYPE_CHECKING:
    from data.ingest.source import File

MARK: Final = "pain-memory-snapshot"
"""Stands as generator in the head of every page we make, locked or not."""
BUNDLE: Final = "urn:pain-memory:codes"
TABLE: Final = "part,subject,item,name,value,word,unit,low,high,n,start,end"
FACTS: Final = ('"model_version"', '"made_on"', '"days_logged"')
ANSWER: Final = "pain-memory-answer"


def require_diary(file: File) -> None:
    """Refuse a snapshot or an answer by name. Raises UnreadableFile (`own_snapshot`, `own_answer`)."""
    start = file.start
    if _is_snapshot(start):
        message = (
            f"{file.name} is a snapshot made for a trainer; what it says is in the diary it was made from"
        )
        raise UnreadableFile("own_snapshot", message, name=file.name)
    if start.startswith("{") and f'"{ANSWER}"' in start:
        message = f"{file.name} is a trainer's answer; it belongs on the Share page"
        raise UnreadableFile("own_answer", message, name=file.name)


def _is_snapshot(start: str) -> bool:
    """A page, its facts, a bundle, or a table, also one that a spreadsheet saved again with other separators."""
    if start.startswith("{"):
        return BUNDLE in start or all(name in start for name in FACTS)
    line, _, _ = start.partition("\n")
    table = line.strip().replace('"', "").replace(";", ",").replace("\t", ",")
    return f'"{MARK}"' in start or table == TABLE
