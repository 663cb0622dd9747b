"""Where the diary of this machine's user lies. Cheap to import: asked before DuckDB is loaded."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

ENVIRONMENT: Final = "PAIN_MEMORY_HOME"
APP: Final = "pain-memory"
DIARY: Final = "diary.duckdb"


def home() -> Path:
    """The data home: `PAIN_MEMORY_HOME` when set, else the per-user data folder. Not created here."""
    wanted = os.environ.get(ENVIRONMENT)
    if wanted:
        return Path(wanted).expanduser()
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def diary_file(folder: Path) -> Path:
    """The one database file inside a data home."""
    return folder / DIARY


def has_diary(folder: Path) -> bool:
    """Whether anything was ever stored there."""
    return diary_file(folder).is_file()
