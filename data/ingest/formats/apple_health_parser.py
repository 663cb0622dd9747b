"""The thorough way through an Apple Health export: a real XML parser, without entities and without network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from data.ingest.formats.apple_health_scan import blocks, entities, hand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from data.ingest.formats.apple_health_scan import Take
    from data.ingest.formats.base import Watch
    from data.ingest.source import File

_DECLARATION = re.compile(rb"\s*<\?xml[^>]*\?>")
_ROOT = re.compile(rb"<HealthData[\s/>]")


def thorough(file: File, take: Take, watch: Watch) -> bool:
    """As `fast` does it; a file that breaks off gives what was complete before.

    Raises UnreadableFile (`xml_entities`) and what `watch` raises.
    """
    for bare in (False, True):
        begun, complete = _parsed(file, take, watch, bare=bare)
        # A malformed declaration stops the parser before the first element; without it, it is read after all.
        if begun:
            return complete
    return False


def _parsed(file: File, take: Take, watch: Watch, *, bare: bool) -> tuple[bool, bool]:
    """Whether there was an element at all, and whether the file ends as it should."""
    parser = expat.ParserCreate()
    begun = False

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal begun
        begun = True
        cells = {name.encode(): value.encode() for name, value in given.items()}
        hand(tag.encode(), cells, parser.CurrentLineNumber, take)

    def declared(*_: object) -> None:
        raise entities(file.name)

    parser.StartElementHandler = start
    parser.EntityDeclHandler = declared
    try:
        for block, last in _counted(file, watch, _bare if bare else bytes):
            parser.Parse(block, last)
    except expat.ExpatError:
        return begun, False
    return begun, True


def _counted(file: File, watch: Watch, first: Callable[[bytes], bytes]) -> Iterator[tuple[bytes, bool]]:
    """The blocks of a file, the first one as `first` makes it."""
    done = 0
    with file.open() as stream:
        for block, last in blocks(stream):
            yield (block if done else first(block)), last
            done += len(block)
            watch(min(1.0, done / max(file.size, 1)))


def _bare(block: bytes) -> bytes:
    """Without what stands between the XML declaration and the root; lines keep their numbers."""
    root, declaration = _ROOT.search(block), _DECLARATION.match(block)
    if root is None:
        return block
    kept = declaration.end() if declaration else 0
    return block[:kept] + b"\n" * block.count(b"\n", kept, root.start()) + block[root.start() :]
