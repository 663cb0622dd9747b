"""Read what a person hands in: `read(content, name, answers) -> Ingested`.

A file is an export that a reader of `formats` recognises by content, a spreadsheet, delimited text, or a zip of any of
these. Delimited text goes the way `decode` (bytes to text), `table` (text to columns), `plan` (what each column means,
what must be asked), `frames` (columns to the frames of the schema). Nothing is ever written to disk. What is ambiguous
becomes a question and nothing that depends on it is taken; what is wrong becomes a rejection and the rest of its row
is kept; only a file that cannot be used at all raises UnreadableFile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from data.ingest.decode import MAX_BYTES
from data.ingest.formats import formats
from data.ingest.formats.base import unwatched
from data.ingest.source import of_bytes, of_stream
from data.ingest.upload import understood

if TYPE_CHECKING:
    from data.ingest.formats.base import Watch
    from data.ingest.source import File
    from data.ingested import Answers, Ingested

__all__ = ["MAX_BYTES", "read", "read_file"]

formats()


def read(content: bytes, name: str, answers: Answers | None = None, watch: Watch = unwatched) -> Ingested:
    """Read one upload that is in memory.

    answers: `Question.key` -> option, and what the person set: `column:<header>`, `scale:<header>`,
    `direction:<header>`. watch: told the share read so far; it may raise to stop. Raises UnreadableFile with a code and
    the numbers for its sentence.
    """
    return _read(of_bytes(content, name), answers, watch)


def read_file(
    file: BinaryIO, name: str, answers: Answers | None = None, watch: Watch = unwatched
) -> Ingested:
    """Read one upload from a seekable stream; large exports are never in memory as a whole. As `read` otherwise."""
    return _read(of_stream(file, name), answers, watch)


def _read(file: File, answers: Answers | None, watch: Watch) -> Ingested:
    return understood(file, dict(answers or {}), watch)
