"""From bytes to text: what kind of file this is and in which encoding, without ever touching the disk."""

from __future__ import annotations

import codecs
import re

from data.errors import UnreadableFile

MAX_BYTES = 200_000_000
"""More text is refused before anything is read: ten years of tries are about 3 MB. Exports of devices are streamed."""
_SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("cp1252", "cp850", "mac_roman")
_GERMAN = frozenset("äöüÄÖÜß")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SAMPLE = 64_000


def text_of(content: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    Raises UnreadableFile (`empty`, `too_large`, `pdf`, `html`, `spreadsheet`, `binary`).
    """
    text, encoding = utf8_of(content, name)
    return text.decode(), encoding


def utf8_of(content: bytes, name: str) -> tuple[bytes, str]:
    """The text of a file as UTF-8 without a byte order mark, and the name of its encoding. Raises as `text_of`."""
    _require_text(content, name)
    encoding = _by_marks(content)
    if encoding in {None, "utf-8-sig"} and _is_utf8(content):
        text = content.removeprefix(codecs.BOM_UTF8)
        encoding = encoding or "utf-8"
    else:
        decoded, encoding = _decoded(content, encoding)
        if decoded is None:
            raise _binary(name)
        text = decoded.encode()
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > len(sample) / 200:
        raise _binary(name)
    return text.replace(b"\x00", b"") if b"\x00" in text else text, encoding


def _is_utf8(content: bytes) -> bool:
    """Whether bytes are UTF-8; checked without making a string of them."""
    import pyarrow as pa

    ends = pa.array([0, len(content)], pa.int64()).buffers()[1]
    whole = pa.LargeBinaryArray.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(content)])
    try:
        whole.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _binary(name: str) -> UnreadableFile:
    message = f"{name} holds no readable text. Export the diary as CSV and choose that file."
    return UnreadableFile("binary", message, name=name)


def _require_text(content: bytes, name: str) -> None:
    """Refuse what is no table, by its first bytes and its size."""
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        message = (
            f"{name} is larger than {limit} MB. Split it, for example by year, and load the parts singly."
        )
        raise UnreadableFile("too_large", message, name=name, limit=limit)
    head = content[:1024].lstrip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe")
    if not head and not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(
            "empty", f"{name} is empty. Save the diary again and choose that file.", name=name
        )
    if head.startswith(b"%PDF"):
        message = f"{name} is a PDF, not a table. Export the diary as CSV and choose that file."
        raise UnreadableFile("pdf", message, name=name)
    if head[:15].lower().startswith((b"<!doctype html", b"<html")):
        message = f"{name} is a web page, not a table. Export the diary as CSV and choose that file."
        raise UnreadableFile("html", message, name=name)
    if content.startswith(_SPREADSHEET):
        message = f"{name} is a spreadsheet or archive that cannot be opened. Save it as CSV (CSV UTF-8)."
        raise UnreadableFile("spreadsheet", message, name=name)


def _decoded(content: bytes, encoding: str | None) -> tuple[str | None, str]:
    if encoding:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            return None, encoding
    legacy = _legacy(content)
    return content.decode(legacy, errors="replace"), legacy


def _by_marks(content: bytes) -> str | None:
    """Encoding by its byte order mark, or UTF-16 without one by where the zero bytes stand."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding
    head = content[:2000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) / 5 and min(even, odd) < len(head) / 50:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _legacy(content: bytes) -> str:
    """One of the old one-byte encodings: German letters decide for Windows, else a detector does.

    It only sees the lines that can tell; on a handful of letters it would take Windows for Macintosh.
    """
    telling = b"\n".join(line for line in content.splitlines() if not line.isascii())[:_SAMPLE]
    if any(letter in _GERMAN for letter in telling.decode("cp1252", errors="ignore")):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(telling, cp_isolation=list(_LEGACY)).best()
    return best.encoding if best is not None and best.encoding in _LEGACY else "cp1252"
