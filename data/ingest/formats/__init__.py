"""The registry of export formats: every module of this folder with a `FORMAT` is one; nothing else to register."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.ingest.formats.base import Format
    from data.ingest.source import File

_SHARED = {"__main__", "asked", "base", "kit", "local", "sheet"}


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """All formats, by code."""
    found = []
    for one in pkgutil.iter_modules(__path__):
        if one.name not in _SHARED:
            module = importlib.import_module(f"{__name__}.{one.name}")
            if hasattr(module, "FORMAT"):
                found.append(module.FORMAT)
    return tuple(sorted(found, key=lambda each: each.code))


def claimed(file: File) -> Format | None:
    """The format a file is of, None when no reader knows it. Raises nothing: a doubtful file is nobody's."""
    return next((one for one in formats() if one.claims(file)), None)
