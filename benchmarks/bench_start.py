"""Cold start to the first page in headless Chromium, against an empty Streamlit app, in turn.

    .venv/bin/python -m benchmarks.bench_start [rounds]

Each round starts a fresh server and a fresh browser profile for each of the two and stops the clock when the
first heading is visible. Printed: medians and the median of the per-round ratios.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests import browser as b

EMPTY = 'import streamlit as st\nst.title("Empty")\n'


def first_heading(script: str, cwd: Path) -> float:
    """Seconds from starting the server to the first visible heading."""
    with tempfile.TemporaryDirectory() as home, b.chromium() as chromium, b.page(chromium) as page:
        begun = time.perf_counter()
        with b.server(Path(home), script, cwd) as address:
            page.goto(address)
            page.locator("h1").first.wait_for()
            return time.perf_counter() - begun


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "empty.py").write_text(EMPTY)
        pairs = [
            (first_heading("app.py", b.ROOT), first_heading("empty.py", Path(folder))) for _ in range(rounds)
        ]
    ours, empty = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / e for a, e in pairs)
    print(f"first page {ours:.2f} s, empty app {empty:.2f} s, ratio {ratio:.2f}, {rounds} rounds")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
