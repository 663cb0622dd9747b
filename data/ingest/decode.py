"""From bytes to text: encodings by evidence, and a clear word where the bytes are no text at all."""

from __future__ import annotations

from data.errors import UnreadableFile

MAX_BYTES = 20 * 1024 * 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 4096


def decode(content: bytes) -> tuple[str, str]:
    """Text and encoding of a file. Raises UnreadableFile where it is too large, empty or not a text."""
    _check(content)
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        # cp1252 leaves five bytes undefined; latin-1 would read them as control characters
        text = content.decode("cp1252" if encoding == "cp1252" else encoding, errors="replace")
    controls = sum(ord(sign) < 32 and sign not in "\t\n\r\f\v" for sign in text[:_SAMPLE])
    if controls > len(text[:_SAMPLE]) * 0.01:
        raise UnreadableFile("binary", "Found binary data, expected a table as text; export it as CSV.")
    if not text.strip("\ufeff \t\r\n\0"):
        raise UnreadableFile("empty", "The file is empty; a header line and one row are expected.")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n"), encoding


def _check(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        size = round(len(content) / 1_048_576)
        raise UnreadableFile(
            "too_large",
            f"Found {size} MB, at most 20 MB are read; export a shorter period.",
            size=size,
            limit=20,
        )
    if not content:
        raise UnreadableFile("empty", "The file is empty; a header line and one row are expected.")
    if content[:1024].lstrip().startswith(b"%PDF"):
        raise UnreadableFile("pdf", "Found a PDF, expected a CSV; export the diary as CSV.")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile("spreadsheet", "Found a spreadsheet or archive; save the sheet as CSV.")


def _encoding(content: bytes) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name
    sample = content[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) * 0.2 and min(even, odd) < len(sample) * 0.05:
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
