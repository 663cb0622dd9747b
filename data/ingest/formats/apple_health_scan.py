"""Start tags of an Apple Health export, found without building a tree: a fast way and a thorough one.

The fast way is one search over the bytes for the tags that are wanted, with their attributes in the order the
Health app writes. A tag written otherwise (another order, other quotes, over several lines) is taken apart on
its own; one that is no tag is reported. What no search over bytes can tell (comments, another encoding) makes it
give up, and the thorough way, an XML parser without entities and without network, starts over. Both hand out
the same attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from data.errors import UnreadableFile

if TYPE_CHECKING:
    from data.ingest.formats.base import Watch
    from data.ingest.source import File

CHUNK = 4 << 20
LONGEST = 4 << 20
"""No tag and no text of a health export is longer."""
TYPES = {
    b"HKCategoryTypeIdentifierSleepAnalysis": "sleep",
    b"HKQuantityTypeIdentifierStepCount": "steps",
    b"HKQuantityTypeIdentifierHeartRateVariabilitySDNN": "hrv",
    b"HKQuantityTypeIdentifierRestingHeartRate": "resting",
    b"HKCategoryTypeIdentifierMindfulSession": "mindful",
}
RECORD = (b"sourceName", b"startDate", b"endDate", b"value")
WANTED: dict[str, tuple[bytes, ...]] = {
    **dict.fromkeys(TYPES.values(), RECORD),
    "workout": (b"sourceName", b"startDate", b"endDate", b"duration", b"durationUnit"),
    "summary": (b"dateComponents", b"appleExerciseTime", b"activeEnergyBurned", b"appleStandHours"),
}
TAGS = {b"Workout": "workout", b"ActivitySummary": "summary"}
BROKEN = "broken"
Cells = tuple[bytes | None, ...]
Take = Callable[[str, int, Cells], None]
"""Told the kind of a tag, its line and its wanted attributes; kind `broken` with the raw text of what is no tag."""
_ENTITIES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))

_BETWEEN = b"".join(
    rb'(?: %s="[^"<]*")?' % one for one in (b"sourceVersion", b"device", b"unit", b"creationDate")
)
_USUAL = (
    rb' sourceName="([^"<]*)"' + _BETWEEN + rb' startDate="([^"<]*)" endDate="([^"<]*)"'
    rb'(?: value="([^"<]*)")?\s*/?>'
)
_FIND = re.compile(
    rb'<(?:Record(?: type="(' + b"|".join(TYPES) + rb')"(?:' + _USUAL + rb")?"
    rb'|(?! type="HK)(?=[\s/>]))|(?:Workout|ActivitySummary)(?=[\s/>]))'
)
_TAG = re.compile(
    rb"<([A-Za-z]+)((?:\s+[^\s=<>\"'/]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*/?>",
)
_ATTRIBUTE = re.compile(rb"([^\s=<>\"'/]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")


class Unusual(Exception):
    """The file is written another way than the fast one knows."""


def entities(name: str) -> UnreadableFile:
    """The refusal of a file that declares entities of its own."""
    message = f"{name} declares XML entities, which no health export does, and was not read. Export it again."
    return UnreadableFile("xml_entities", message, name=name)


def fast(file: File, take: Take, watch: Watch) -> bool:
    """Hand every wanted start tag with its line to `take`; returns whether the file ends as it should.

    Raises Unusual, UnreadableFile (`xml_entities`, `broken`), and what `watch` raises.
    """
    done, line, tail, started, complete = 0, 1, b"", False, False
    with file.open() as stream:
        for block, last in blocks(stream):
            text = tail + block
            cut = len(text) if last else max(text.rfind(b"<"), 0)
            text, tail = text[:cut], text[cut:]
            if len(tail) > LONGEST + CHUNK:
                raise _endless(file.name, line)
            begin = 0 if started else _begin(text, file.name)
            _require_plain(text, begin, file.name)
            started = True
            line = _search(text, begin, line, take)
            complete = complete or b"</HealthData" in text[-4096:]
            done += len(block)
            watch(min(1.0, done / max(file.size, 1)))
    return complete


def blocks(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Pieces of a stream, and whether each is the last one."""
    held = stream.read(CHUNK)
    while held:
        after = stream.read(CHUNK)
        yield held, not after
        held = after


def _endless(name: str, line: int) -> UnreadableFile:
    message = f"{name} is broken near line {line} (text without an end). Export it again."
    return UnreadableFile("broken", message, name=name, line=line)


def _begin(text: bytes, name: str) -> int:
    """Where the document proper begins; what is declared before it is never needed, and refused if it is entities."""
    at = text.find(b"<HealthData")
    if b"<!ENTITY" in text[: at if at >= 0 else None]:
        raise entities(name)
    if at < 0:
        raise Unusual
    return at


def _require_plain(text: bytes, begin: int, name: str) -> None:
    """Nothing but tags and text from here on: no comment that might hide a record."""
    # The single sign is looked for first: it is rare, and found ten times as fast.
    if text.find(b"!", begin) >= 0 and text.find(b"<!", begin) >= 0:
        if text.find(b"<!ENTITY", begin) >= 0:
            raise entities(name)
        raise Unusual
    if text.find(b"?", begin) >= 0 and text.find(b"<?", begin) >= 0:
        raise Unusual


def _search(text: bytes, begin: int, line: int, take: Take) -> int:
    """Find the wanted tags; returns the number of the line the next text goes on in."""
    ends = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord("\n"))
    hits = [(one.start(), one.groups()) for one in _FIND.finditer(text, begin)]
    lines = line + np.searchsorted(ends, np.array([at for at, _ in hits], dtype="int64"))
    for (at, (kind, *cells)), number in zip(hits, lines.tolist(), strict=True):
        # The end of an interval is always there in the usual order.
        if cells[2] is not None:
            take(TYPES[kind], number, tuple(cells))
        else:
            _apart(text, at, number, take)
    return line + len(ends)


def _apart(text: bytes, at: int, line: int, take: Take) -> None:
    """Take one tag apart, attributes in any order and in either quotes."""
    found = _TAG.match(text, at)
    if found is None:
        take(BROKEN, line, (text[at : at + 200].partition(b"\n")[0],))
        return
    given = {name: one or other for name, one, other in _ATTRIBUTE.findall(found[2])}
    hand(found[1], given, line, take)


def hand(tag: bytes, given: dict[bytes, bytes], line: int, take: Take) -> None:
    """Hand out the attributes of a tag, if it is wanted."""
    kind = TYPES.get(given.get(b"type", b"")) if tag == b"Record" else TAGS.get(tag)
    if kind is not None:
        take(kind, line, tuple(given.get(name) for name in WANTED[kind]))


def plain(raw: bytes | None) -> str:
    """An attribute as text, with the five entities of XML resolved."""
    raw = raw or b""
    if b"&" in raw:
        for entity, sign in _ENTITIES:
            raw = raw.replace(entity, sign)
    return raw.decode("utf-8", errors="replace")
