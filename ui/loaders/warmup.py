"""The heavy libraries, imported behind the first page."""

from __future__ import annotations

import importlib
import threading

HEAVY = (
    *("data.store", "plotly.graph_objects", "analysis.progress", "analysis.connections"),
    *("analysis.last_tries", "analysis.plan", "analysis.redflags", "ui.session"),
)
"""What takes long to import; after the libraries what a session needs at its first tap."""
_TINY = b"Datum;Bewegung;Schmerz;Stress\n01.01.2026;a;1;2\n02.01.2026;a;2;3\n03.01.2026;a;1;2\n"
_WARM = threading.Event()


def warm_up() -> None:
    """Import the heavy libraries in the background, once per process, after the first page is out."""
    if not _WARM.is_set():
        _WARM.set()
        threading.Thread(target=_import_heavy, name="warm-up", daemon=True).start()


def _import_heavy() -> None:
    """Load the libraries and go once through reading and analysis, so that their own first calls are over."""
    for name in HEAVY:
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
