"""Files the person chose, read beside the page: how far one is, a way to stop it, what it gave."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.ingested import Ingested

LARGE = 20_000_000
"""Files from this size on are read beside the page, with progress and a way to stop."""
READINGS = 4


@dataclass(frozen=True)
class Upload:
    """One file the person chose: an id that no other upload has, its name, and its bytes as a stream."""

    id: str
    name: str
    stream: BinaryIO


class Reading:
    """One file being read beside the page. share: 0 to 1. Stopping it takes effect at the next report."""

    def __init__(self, file: Upload, answers: Mapping[str, str]) -> None:
        self.share = 0.0
        self._stopped = threading.Event()
        self._pool = ThreadPoolExecutor(1)
        self._future = self._pool.submit(self._run, file, dict(answers))
        self._pool.shutdown(wait=False)

    def _run(self, file: Upload, answers: dict[str, str]) -> Ingested:
        from data import ingest

        return ingest.read_file(file.stream, file.name, answers, self._watch)

    def _watch(self, share: float) -> None:
        from data.errors import Cancelled

        self.share = min(1.0, share)
        if self._stopped.is_set():
            raise Cancelled("stopped by the person")

    def stop(self) -> None:
        """End the reading."""
        self._stopped.set()

    def done(self) -> bool:
        """Whether it has ended."""
        return self._future.done()

    def result(self) -> Ingested:
        """What the file gave. Raises UnreadableFile and Cancelled."""
        return self._future.result()


def _readings() -> dict[tuple[str, tuple[tuple[str, str], ...]], Reading]:
    """Files read in this session, the last few; they leave memory with the session."""
    held: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = st.session_state.setdefault("readings", {})
    return held


def _reading_key(file: Upload, answers: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    return file.id, tuple(sorted(answers.items()))


def start(file: Upload, answers: Mapping[str, str]) -> Reading:
    """The reading of a file with these answers, begun now or before."""
    held, key = _readings(), _reading_key(file, answers)
    if key not in held:
        while len(held) >= READINGS:
            held.pop(next(iter(held)))
        held[key] = Reading(file, answers)
    return held[key]


def is_read(file: Upload, answers: Mapping[str, str]) -> bool:
    """Whether a file has been read with these answers."""
    found = _readings().get(_reading_key(file, answers))
    return found is not None and found.done()


def is_large(file: Upload) -> bool:
    """Whether reading takes long enough to be watched."""
    at = file.stream.tell()
    size = file.stream.seek(0, io.SEEK_END)
    file.stream.seek(at)
    return size > LARGE


def read(file: Upload, answers: Mapping[str, str]) -> Ingested:
    """One chosen file, understood; the same object for the same answers. Raises UnreadableFile and Cancelled."""
    return start(file, answers).result()


def release(file: Upload) -> None:
    """Forget what was read from a file."""
    held = _readings()
    for key in [key for key in held if key[0] == file.id]:
        held.pop(key).stop()
