"""From understood columns to the frames of the schema, with every refused cell accounted for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.ingest import days, factors, tries
from data.ingest.columns import Columns
from data.ingest.refused import Refused

if TYPE_CHECKING:
    import pandas as pd

    from data.ingest.plan import Plan
    from data.ingest.table import Table


@dataclass
class Frames:
    """The three frames of a file and what was refused on the way."""

    days: pd.DataFrame
    exposures: pd.DataFrame
    factors: pd.DataFrame
    rejections: Refused
    averaged_days: int = 0


def frames_of(table: Table, plan: Plan, file: str = "", *, split: bool) -> Frames:
    """All frames of a table. split: a cell that lists several movements is one try of each."""
    read = Columns(table, plan)
    # Columns are worked on two at a time; refused cells are sorted by row in the end.
    with ThreadPoolExecutor(2) as pool:
        read.fill(pool)
        tried = pool.submit(tries.of, read, split=split)
        lived, noted = pool.submit(days.of, read), pool.submit(factors.of, read)
        exposures, (own, averaged), values = tried.result(), lived.result(), noted.result()
    return Frames(own, exposures, values, Refused(table.rejections, read.chunks, file), averaged)
