"""The diary on disk: one DuckDB file, imports as layers, the diary as a view over them (decision 003)."""

from data.store.edits import TryKey
from data.store.store import Store

__all__ = ["Store", "TryKey"]
