"""Snapshots of others that somebody chose to keep on this device: a folder of their own, never in the diary.

One JSON file of facts for each, named by its own id. Cheap to import: asked before anything heavy is loaded.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER: Final = "desk"
_IDENT: Final = re.compile(r"[0-9a-f]{16}")


def keep(home: Path, ident: str, name: str, facts: object) -> None:
    """Write one snapshot beside the target, then swap. Raises OSError, and ValueError for an id that is none."""
    if not _IDENT.fullmatch(ident):
        raise ValueError(ident)
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f"{ident}.part"
    part.write_text(json.dumps({"name": name, "facts": facts}, ensure_ascii=False), encoding="utf-8")
    part.replace(folder / f"{ident}.json")


def kept(home: Path) -> Iterator[tuple[str, object]]:
    """Name and facts of each kept snapshot; a file that cannot be read is passed over."""
    for path in sorted((home / FOLDER).glob("*.json")):
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            yield str(found["name"]), found["facts"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue


def any_kept(home: Path) -> bool:
    """Whether there is one."""
    return any((home / FOLDER).glob("*.json"))


def forget(home: Path) -> None:
    """Delete all of them and their folder. Raises OSError."""
    folder = home / FOLDER
    if folder.is_dir():
        for pattern in ("*.json", "*.part"):
            for path in folder.glob(pattern):
                path.unlink()
        folder.rmdir()
