"""The way from a page to the stored diary, and the place that caches what is read and worked out.

The names below are the door; callers write `loaders.review()` and need not know which part answers. Everything heavy
(pandas, DuckDB, SciPy) is imported inside functions: the first page paints before. Results are frozen, so one session
may share an object without copying it; keys are content (`Store.fingerprint`), never a file name. Personal results
live in the session's scope and leave memory with it.
"""

from ui.loaders.entries import amend, lead, leads, log_day, set_tolerance, sources, tolerance_set
from ui.loaders.files import LARGE, Reading, Upload, is_large, is_read, read, release, start
from ui.loaders.handle import erase, export_bytes, fingerprint, folder, store
from ui.loaders.keeping import (
    ANSWERS,
    imports,
    is_same,
    keep,
    keep_sample,
    known,
    redo,
    remembered,
    remove_sample,
    sample_only,
    undo,
)
from ui.loaders.results import closely, history, looks, planned, review, today
from ui.loaders.warmup import warm_up

__all__ = [
    "ANSWERS",
    "LARGE",
    "Reading",
    "Upload",
    "amend",
    "closely",
    "erase",
    "export_bytes",
    "fingerprint",
    "folder",
    "history",
    "imports",
    "is_large",
    "is_read",
    "is_same",
    "keep",
    "keep_sample",
    "known",
    "lead",
    "leads",
    "log_day",
    "looks",
    "planned",
    "read",
    "redo",
    "release",
    "remembered",
    "remove_sample",
    "review",
    "sample_only",
    "set_tolerance",
    "sources",
    "start",
    "store",
    "today",
    "tolerance_set",
    "undo",
    "warm_up",
]
