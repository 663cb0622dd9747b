"""The diary on disk: one DuckDB file, imports as layers, the diary as a view over them (decision 003)."""

from data.store.edits import DayKey, FactorKey, Key, TryKey
from data.store.store import Store
from data.store.typed import Logged, Typed

__all__ = ["DayKey", "FactorKey", "Key", "Logged", "Store", "TryKey", "Typed"]
