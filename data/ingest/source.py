"""What was handed in: a file, or the members of a zip, opened on demand and never unpacked to disk.

Archives are not trusted: a member that is encrypted, unpacks to far more than it holds, or names a place outside
its folder refuses the whole archive. An archive inside an archive is left alone and reported by nobody's reader.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO

from data.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = 65_536
"""Bytes that are enough to recognise any format."""
LINES = 100
"""First lines that are looked at, as no preamble is longer."""
WHOLE = 200_000_000
"""More of one member is only ever streamed."""
MEMBERS = 20_000
UNPACKED = 8_000_000_000
RATIO = 400
"""Text of health exports packs 10 to 60 times; a bomb packs a thousand times."""
ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class File:
    """One file: its name (with folders, inside an archive), size in bytes, and how to open it anew.

    held: its bytes, when they are in memory anyway.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO] = field(repr=False)
    held: bytes | None = field(default=None, repr=False)

    @property
    def base(self) -> str:
        """The name without folders."""
        return self.name.rpartition("/")[2]

    @cached_property
    def head(self) -> bytes:
        """The first bytes."""
        with self.open() as file:
            return file.read(HEAD)

    @cached_property
    def start(self) -> str:
        """The first bytes as text, byte order mark removed; undecodable bytes are replaced.

        What is no UTF-8 is read as a spreadsheet for Windows saves it, so that umlauts of a header are umlauts.
        """
        encoding = "utf-16" if self.head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
        text = self.head.decode(encoding, errors="replace").lstrip("\ufeff")
        # The last letter may be cut in two.
        return self.head.decode("cp1252", errors="replace") if "\ufffd" in text[:-4] else text

    def first_line(self, number: int = 1) -> str:
        """One of the first lines, counted from 1, without spaces around; "" when there are fewer."""
        lines = self._lines
        return lines[number - 1].strip() if len(lines) >= number else ""

    @cached_property
    def _lines(self) -> list[str]:
        """The first lines, split once for all readers that look at them."""
        return self.start.splitlines()[:LINES]

    def read(self, limit: int = WHOLE) -> bytes:
        """All bytes. Raises UnreadableFile (`too_large`) above `limit`."""
        if self.held is not None:
            content = self.held
        else:
            with self.open() as file:
                content = file.read(limit + 1)
        if len(content) > limit:
            raise too_large(self.name, limit)
        return content


def too_large(name: str, limit: int) -> UnreadableFile:
    """The refusal of a file above `limit` bytes."""
    size = limit // 1_000_000
    message = f"{name} is larger than {size} MB. Split it, for example by year, and load the parts singly."
    return UnreadableFile("too_large", message, name=name, limit=size)


def of_bytes(content: bytes, name: str) -> File:
    """A file that is in memory."""
    return File(name, len(content), lambda: io.BytesIO(content), content)


def of_stream(stream: BinaryIO, name: str) -> File:
    """A file in a seekable stream, which stays the caller's."""
    size = stream.seek(0, io.SEEK_END)
    return File(name, size, lambda: io.BufferedReader(_View(stream, size), 1 << 20))


class _View(io.RawIOBase):
    """A place of its own in a stream that several readers share."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        super().__init__()
        self._stream, self._size, self._at = stream, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        self._stream.seek(self._at)
        got = self._stream.read(len(view))
        view[: len(got)] = got
        self._at += len(got)
        return len(got)


def members(file: File) -> list[File]:
    """The files inside a zip, hidden ones and folders left out.

    Raises UnreadableFile: `archive_broken`, `archive_locked`, `archive_unsafe`, `archive_empty`.
    """
    try:
        archive = zipfile.ZipFile(file.open())
        entries = [one for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        message = f"{file.name} is a damaged archive. Export it again and choose the new file."
        raise UnreadableFile("archive_broken", message, name=file.name) from error
    _require_safe(entries, file.name)
    kept = [one for one in entries if not _hidden(one.filename)]
    if not kept:
        message = f"{file.name} is an empty archive. Export it again and choose the new file."
        raise UnreadableFile("archive_empty", message, name=file.name)
    return [File(one.filename, one.file_size, _opener(archive, one, file.name)) for one in kept]


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        try:
            return _Member(archive.open(entry), entry.file_size, name)  # type: ignore[return-value]
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise _broken(name) from error

    return opened


def _broken(name: str) -> UnreadableFile:
    message = f"{name} is a damaged archive. Export it again and choose the new file."
    return UnreadableFile("archive_broken", message, name=name)


class _Member(io.RawIOBase):
    """A member that never gives more than its directory entry promised, and says so when it is damaged."""

    def __init__(self, inner: object, size: int, name: str) -> None:
        super().__init__()
        self._inner, self._left, self._name = inner, size, name

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        import zlib

        wanted = self._left + 1 if size is None or size < 0 else min(size, self._left + 1)
        try:
            got: bytes = self._inner.read(wanted)  # type: ignore[attr-defined]
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise _broken(self._name) from error
        self._left -= len(got)
        if self._left < 0:
            raise _unsafe(self._name)
        return got

    def close(self) -> None:
        if not self.closed:
            self._inner.close()  # type: ignore[attr-defined]
        super().close()


def _hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _unsafe(name: str) -> UnreadableFile:
    message = (
        f"{name} is built like an attack (hidden size or foreign paths) and was not opened. Export it again."
    )
    return UnreadableFile("archive_unsafe", message, name=name)


def _require_safe(entries: list[zipfile.ZipInfo], name: str) -> None:
    if any(one.flag_bits & 0x1 for one in entries):
        message = f"{name} is locked with a password. Unpack it first and choose the files inside."
        raise UnreadableFile("archive_locked", message, name=name)
    total = sum(one.file_size for one in entries)
    swollen = any(
        one.file_size > 10_000_000 and one.file_size > RATIO * max(one.compress_size, 1) for one in entries
    )
    foreign = any(
        one.filename.startswith(("/", "\\")) or ".." in one.filename.replace("\\", "/").split("/")
        for one in entries
    )
    if len(entries) > MEMBERS or total > UNPACKED or swollen or foreign:
        raise _unsafe(name)
