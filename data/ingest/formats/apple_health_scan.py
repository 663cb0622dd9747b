"""Start tags of an Apple Health export, found without building a tree: a fast way and a thorough one.

The fast way leans on how the Health app writes: one start tag on one line, double quotes, one or two spaces
before it. It counts every tag it should have seen; when one is written otherwise (another exporter, a tag over
several lines), it gives up and the thorough way, an XML parser without entities and without network, starts
over. Both hand out the same attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO
from xml.parsers import expat

import numpy as np

from data.errors import UnreadableFile

if TYPE_CHECKING:
    from data.ingest.formats.base import Watch
    from data.ingest.source import File

CHUNK = 4 << 20
NEWLINE, SPACE, LESS = 10, 32, 60
TYPES = {
    "HKCategoryTypeIdentifierSleepAnalysis": "sleep",
    "HKQuantityTypeIdentifierStepCount": "steps",
    "HKQuantityTypeIdentifierHeartRateVariabilitySDNN": "hrv",
    "HKQuantityTypeIdentifierRestingHeartRate": "resting",
    "HKCategoryTypeIdentifierMindfulSession": "mindful",
}
TAGS = {"Workout": "workout", "ActivitySummary": "summary"}
Attributes = dict[str, str]
Take = Callable[[str, int, bytes], None]
_ENTITIES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))


class Unusual(Exception):
    """The file is written another way than the fast one knows."""


def entities(name: str) -> UnreadableFile:
    """The refusal of a file that declares entities of its own."""
    message = f"{name} declares XML entities, which no health export does, and was not read. Export it again."
    return UnreadableFile("xml_entities", message, name=name)


# ------------------------------------------------------------------ the fast way

_PREFIX = b'<Record type="'
_SKIP = len(_PREFIX) + len("HKQuantityTypeIdentifier")
_KEY = 8
_WANTED = np.array(
    sorted({int.from_bytes(one[24 : 24 + _KEY].encode(), "little") for one in TYPES}), dtype="uint64"
)
_STARTS = tuple((_PREFIX + one.encode() + b'"', kind) for one, kind in TYPES.items())


def fast(file: File, take: Take, watch: Watch) -> bool:
    """Hand every wanted start tag with its line to `take`; returns whether the file ends as it should.

    Raises Unusual, UnreadableFile (`xml_entities`), and what `watch` raises.
    """
    done, line, tail, started, complete = 0, 1, b"", False, False
    with file.open() as stream:
        for block, last in _blocks(stream):
            text = tail + block
            cut = len(text) if last else text.rfind(b"\n") + 1
            text, tail = text[:cut], text[cut:]
            if not started:
                started = _started(text + tail, file.name)
            line = _lines(text, line, take)
            done += len(block)
            watch(min(1.0, done / max(file.size, 1)))
            complete = b"</HealthData>" in text[-200:]
    return complete


def _blocks(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    held = stream.read(CHUNK)
    while held:
        after = stream.read(CHUNK)
        yield held, not after
        held = after


def _started(text: bytes, name: str) -> bool:
    """Whether the document proper has begun; its own entities refuse it."""
    at = text.find(b"<HealthData")
    if b"<!ENTITY" in text[: at if at >= 0 else None]:
        raise entities(name)
    return at >= 0


def _lines(text: bytes, line: int, take: Take) -> int:
    """Find the wanted tags in whole lines; returns the number of the next line."""
    letters = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(letters == NEWLINE)
    starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else np.zeros(1, dtype="int64")
    fits = starts + _SKIP + _KEY + 3 < len(text)
    begins, numbers = starts[fits], np.flatnonzero(fits)
    for _ in range(2):
        begins = begins + (letters[begins] == SPACE)
    first = letters[begins + 1]
    tag = letters[begins] == LESS
    records = tag & (first == ord("R")) & (letters[begins + len(_PREFIX) - 1] == ord('"'))
    workouts = tag & (first == ord("W")) & (letters[begins + len("<Workout")] == SPACE)
    summaries = tag & (first == ord("A")) & (letters[begins + len("<ActivitySummary")] == SPACE)
    if _tags(letters) != tuple(int(one.sum()) for one in (records, workouts, summaries)):
        raise Unusual
    at = begins[records] + _SKIP
    keys = letters[at[:, None] + np.arange(_KEY)].view("uint64").ravel()
    hit = np.zeros(len(begins), dtype=bool)
    hit[np.flatnonzero(records)[np.isin(keys, _WANTED)]] = True
    for place in np.flatnonzero(hit | workouts | summaries).tolist():
        begin = int(begins[place])
        end = int(ends[numbers[place]]) if numbers[place] < len(ends) else len(text)
        _hand(text[begin:end], line + int(numbers[place]), take)
    return line + len(ends)


def _tags(letters: np.ndarray) -> tuple[int, int, int]:
    """How many start tags of records, workouts and summaries there are, wherever they stand."""
    opens = np.flatnonzero(letters[:-2] == LESS)
    first = letters[opens + 1]
    found = []
    for name in ("Record", "Workout", "ActivitySummary"):
        at = opens[first == ord(name[0])]
        at = at[at + len(name) + 1 < len(letters)]
        same = letters[at + 2] == ord(name[1])
        # What follows the name tells <Workout from <WorkoutEvent.
        same &= letters[at + len(name) + 1] <= SPACE
        found.append(int(same.sum()))
    return found[0], found[1], found[2]


def _hand(tag: bytes, line: int, take: Take) -> None:
    if tag[-1:] != b">":
        if tag.rstrip()[-1:] != b">":
            raise Unusual
        tag = tag.rstrip()
    if tag.startswith(b"<W"):
        take("workout", line, tag)
    elif tag.startswith(b"<A"):
        take("summary", line, tag)
    else:
        for start, kind in _STARTS:
            if tag.startswith(start):
                take(kind, line, tag)
                return


def attribute(tag: bytes, name: bytes) -> bytes:
    """One attribute of a start tag, b"" without; name as b' startDate="'. Raises Unusual for other quotes."""
    at = tag.find(name)
    if at < 0:
        if name[:-1] + b"'" in tag:
            raise Unusual
        return b""
    at += len(name)
    return tag[at : tag.index(b'"', at)]


def plain(raw: bytes) -> str:
    """An attribute as text, with the five entities of XML resolved."""
    if b"&" in raw:
        for entity, sign in _ENTITIES:
            raw = raw.replace(entity, sign)
    return raw.decode("utf-8", errors="replace")


# ------------------------------------------------------------------ the thorough way


def thorough(file: File, take: Take, watch: Watch) -> bool:
    """The same by an XML parser; a file that breaks off gives what was complete before."""
    parser = expat.ParserCreate()

    def start(tag: str, given: Attributes) -> None:
        kind = TYPES.get(given.get("type", ""), "") if tag == "Record" else TAGS.get(tag, "")
        if kind:
            take(kind, parser.CurrentLineNumber, _written(tag, given))

    def declared(*_: object) -> None:
        raise entities(file.name)

    parser.StartElementHandler = start
    parser.EntityDeclHandler = declared
    done = 0
    with file.open() as stream:
        try:
            for block, last in _blocks(stream):
                parser.Parse(block, last)
                done += len(block)
                watch(min(1.0, done / max(file.size, 1)))
        except expat.ExpatError:
            return False
    return True


def _written(tag: str, given: Attributes) -> bytes:
    """A start tag as the fast way finds it."""
    parts = [f'{name}="{value.replace(chr(34), "&quot;")}"' for name, value in given.items()]
    return f"<{tag} {' '.join(parts)}>".encode()
