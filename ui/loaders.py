"""The only place that caches, and the only way from a page to the stored diary.

Everything heavy (pandas, DuckDB, SciPy) is imported inside functions: the first page paints before. Results
are frozen, so one session may share an object without copying it; keys are content (`Store.fingerprint`),
never a file name. Personal results live in the session's scope and leave memory with it.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeVar

import streamlit as st

from data import calendar, desk_files
from data.errors import StoreError
from data.home import has_diary, home
from data.ingested import EDIT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from analysis.entries import Entry
    from analysis.results import Look
    from analysis.review import Review
    from data.ingested import Ingested, Receipt
    from data.store import Store

T = TypeVar("T")
SAMPLE = "sample"
PATIENCE = 0.8
"""Seconds a page waits for the verdict history before it shows itself without."""

MANY_TRIES = 400
"""With more tries than this in the window the history takes seconds: no page waits for it, and it starts only
`HEAD_START` seconds later, so that it does not slow the page that asks for it."""
HEAD_START = 2.0
FIRST_DRAWN = 1.0
"""Seconds that long work about load leaves to the page that asks for it, so that an edit is drawn first."""
REMEMBERED = 1_000
"""Weekly looks that are kept beside the diary: ten years of them and some that edits left behind."""

_TINY = b"Datum;Bewegung;Schmerz;Stress\n01.01.2026;a;1;2\n02.01.2026;a;2;3\n03.01.2026;a;1;2\n"
_WARM = threading.Event()


def warm_up() -> None:
    """Import the heavy libraries in the background, once per process, after the first page is out."""
    if not _WARM.is_set():
        _WARM.set()
        threading.Thread(target=_import_heavy, name="warm-up", daemon=True).start()


def _import_heavy() -> None:
    """Load the libraries and go once through reading and analysis, so that their own first calls are over."""
    for name in ("data.store", "plotly.graph_objects", "analysis.progress", "analysis.connections"):
        importlib.import_module(name)
    from analysis.review import Review
    from data import ingest

    tiny = ingest.read(_TINY, "warm-up.csv")
    found = Review(tiny.days, tiny.exposures, tiny.factors)
    _ = found.connections, found.progress()
    from ui.charts import movement
    from ui.text import DEFAULT, Text
    from ui.theme import LIGHT

    movement.figure(found.movements[0], (), Text(DEFAULT), LIGHT)


# ------------------------------------------------------------------ the store


@st.cache_resource(show_spinner=False)
def _store(path: str) -> Store:
    from pathlib import Path

    from data.store import Store

    return Store(Path(path))


def store() -> Store:
    """The store of this machine's user. Raises the StoreError family."""
    return _store(str(home()))


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


ANSWERS = "answers"


def remembered(signature: str) -> dict[str, str]:
    """What the person answered about files of this build."""
    if not signature or not has_diary(home()):
        return {}
    known = store().settings().get(ANSWERS, {})
    found = known.get(signature, {}) if isinstance(known, dict) else {}
    return {str(key): str(value) for key, value in found.items()}


def _remember(ingested: Ingested) -> None:
    """Keep the answers under the build of the file, so that the next one of its kind needs none."""
    if not ingested.signature:
        return
    known = dict(store().settings().get(ANSWERS, {}))
    if not ingested.answers and known.pop(ingested.signature, None) is None:
        return
    if ingested.answers:
        # What an answer made of a column is kept with it: next month's values may not show it again.
        columns = {
            f"column:{use.header}": use.target
            for use in ingested.mapping
            if use.options and use.why == "answer"
        }
        known[ingested.signature] = columns | dict(ingested.answers)
    store().set(ANSWERS, known)


def sources() -> list[dict[str, object]]:
    """For each field a device knows: days known by the diary, by the device, by both."""
    return list(store().sources().to_dict("records")) if has_diary(home()) else []


def leads() -> dict[str, str]:
    """Which source leads, by field, where the person chose one."""
    return store().leads() if has_diary(home()) else {}


def lead(field: str, source: str) -> None:
    """Let one source lead for a field."""
    store().lead(field, source)


def keep(ingested: Ingested) -> Receipt:
    """Put a read file into the diary; the sample leaves as soon as something of one's own arrives.

    A file that is there already and is understood otherwise now takes the place of what it brought then.
    """
    if ingested.source != SAMPLE:
        remove_sample()
    before = known(ingested)
    changed = before is not None and not is_same(before, ingested)
    if before is not None and changed:
        undo(int(str(before["id"])))
    try:
        receipt = store().add(ingested)
    except StoreError:
        if before is not None and changed:
            redo(int(str(before["id"])))
        raise
    _remember(ingested)
    return receipt


def known(ingested: Ingested) -> dict[str, object] | None:
    """The import of the same bytes that is in the diary, None without one."""
    if not ingested.sha256:
        return None
    return next((one for one in imports() if one["sha256"] == ingested.sha256 and not one["undone"]), None)


def is_same(record: dict[str, object], ingested: Ingested) -> bool:
    """Whether a file was understood as when it came in: the same entries, columns, scales and directions."""
    counted = ("days", "exposures", "factors")
    if any(record[name] != len(getattr(ingested, name)) for name in counted):
        return False
    before = store().provenance(int(str(record["id"])))
    settled = {key: value for key, value in before["answers"].items() if not key.startswith("column:")}
    now = {key: value for key, value in ingested.answers.items() if not key.startswith("column:")}
    parts = ("header", "table", "field", "scale", "direction")
    columns = [tuple(one.get(part) for part in parts) for one in before["mapping"]]
    return settled == now and columns == [
        tuple(getattr(one, part) for part in parts) for one in ingested.mapping
    ]


def keep_sample(lang: str) -> Receipt:
    """Put the sample diary in, in the language of the page."""
    from data import sample

    return keep(sample.diary(lang=lang))


def imports() -> list[dict[str, object]]:
    """What was imported, newest first, as plain records."""
    if not has_diary(home()):
        return []
    return list(store().imports().sort_values("id", ascending=False).to_dict("records"))


def undo(import_id: int) -> None:
    """Take one import out; earlier values come back."""
    store().undo(import_id)


def redo(import_id: int) -> None:
    """Put an undone import back."""
    store().redo(import_id)


def remove_sample() -> None:
    """Take the sample diary out."""
    for one in imports():
        if one["source"] == SAMPLE and not one["undone"]:
            store().undo(int(str(one["id"])))


def export_bytes() -> bytes:
    """Everything stored, as one zip."""
    import io

    out = io.BytesIO()
    store().export(out)
    return out.getvalue()


def erase() -> None:
    """Remove everything this app has stored on this machine, also snapshots of others that were kept."""
    with contextlib.suppress(OSError):
        desk_files.forget(home())
    store().erase()
    _store.clear()


def folder() -> str:
    """Where the diary lies on this machine."""
    return str(home())


def sample_only() -> bool:
    """Whether the diary on show is the sample."""
    active = {one["source"] for one in imports() if not one["undone"]}
    return SAMPLE in active and active <= {SAMPLE, EDIT}


def amend(entry: Entry, values: Mapping[str, object], *, removed: bool = False) -> int:
    """Change one try by hand, or take it out; the number of the layer, for `undo`. Raises as `Store.amend`."""
    from data import names
    from data.store import TryKey

    shown = TryKey(entry.day, entry.movement, entry.time, entry.seq)
    key = names.original(store().exposures(), names.chosen(store().settings()), shown)
    return store().amend(key, values, removed=removed)


def log_day(day: date, values: Mapping[str, object]) -> int:
    """Keep what was typed of one day; the number of the layer, for `undo`. The sample leaves. As `Store.log_day`."""
    remove_sample()
    return store().log_day(day, values)


def fingerprint() -> str:
    """A short text that differs whenever the diary or a setting does."""
    return store().fingerprint()


def tolerance_set() -> float | None:
    """The limit the person has set, None while it is derived from the diary."""
    if not has_diary(home()):
        return None
    return store().settings().get("tau")


def set_tolerance(value: float | None) -> None:
    """Set or unset the person's own limit (1-5)."""
    store().set("tau", value)


# ------------------------------------------------------------------ the analysis


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _review(path: str, fingerprint: str) -> Review:  # noqa: ARG001 - the fingerprint is the cache key
    from analysis.results import Settings
    from analysis.review import Review
    from data import names

    one = _store(path)
    settings = one.settings()
    exposures = names.merged(one.exposures(), names.chosen(settings))
    return Review(
        one.days(), exposures, one.factors(), settings=Settings(tau=settings.get("tau")), memory=one.recall()
    )


def review() -> Review | None:
    """Everything the analysis says about the stored diary, worked out when asked; None without entries."""
    if not has_diary(home()):
        return None
    found = _review(str(home()), store().fingerprint())
    return None if found.today is None else found


def today() -> date:
    """The calendar day; the analysis itself never looks at a clock."""
    return calendar.now().date()


_WORKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="review")


def behind(work: Callable[[], T]) -> Future[T]:
    """Work something out beside the page. `work` must not touch the session or its caches."""
    return _WORKER.submit(work)


@dataclass(frozen=True)
class _Job:
    """The verdict history being worked out, and since when."""

    looks: Future[tuple[Look, ...]]
    since: float


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _history(path: str, fingerprint: str) -> _Job:
    """Work out, behind the page, what the next pages will ask for, and then the verdict history."""
    found = _review(path, fingerprint)
    if sum(one.n for one in found.movements) > MANY_TRIES:
        _WORKER.submit(time.sleep, HEAD_START)
        _WORKER.submit(lambda: (found.connections, found.lags))
        return _Job(_WORKER.submit(_looked, found, path), since=0.0)
    _WORKER.submit(lambda: (found.connections, found.lags))
    return _Job(_WORKER.submit(_looked, found, path), time.monotonic())


def _looked(found: Review, path: str, what: Literal["looks", "history"] = "looks") -> tuple[Look, ...]:
    """The verdict history, kept for the next time. A store that cannot be written only costs time then."""
    before = set(found.memory)
    looks: tuple[Look, ...] = getattr(found, what)
    if found.memory.keys() != before:
        with contextlib.suppress(StoreError):
            _store(path).remember(dict(list(found.memory.items())[-REMEMBERED:]))
    return looks


def looks() -> tuple[Look, ...] | None:
    """The verdict history without hindsight; None while a long one is still being worked out."""
    job = _history(str(home()), store().fingerprint())
    try:
        return job.looks.result(timeout=max(0.0, PATIENCE - (time.monotonic() - job.since)))
    except TimeoutError:
        return None


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _past(path: str, fingerprint: str) -> Future[tuple[Look, ...]]:
    return _WORKER.submit(_looked, _review(path, fingerprint), path, "history")


def history() -> tuple[Look, ...] | None:
    """The verdicts of every week since the first try; None while they are being worked out behind the page."""
    job = _past(str(home()), store().fingerprint())
    return job.result() if job.done() else None


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _closely(path: str, fingerprint: str) -> Future[Review]:
    """Work out, behind the page, what the answers about load share."""
    found = _review(path, fingerprint)

    def work() -> Review:
        if sum(one.n for one in found.movements) > MANY_TRIES:
            time.sleep(FIRST_DRAWN)
        _ = found.closer.pain, found.closer.known
        return found

    return _WORKER.submit(work)


def closely() -> Review | None:
    """The review once its answers about load cost nothing more; None while they are being worked out."""
    job = _closely(str(home()), store().fingerprint())
    return job.result() if job.done() else None
