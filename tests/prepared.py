"""A data home with the sample diary in it, made once per worker and copied for each test that needs one."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from data.home import DIARY
from ui.text import DEFAULT


@cache
def _made(lang: str) -> tuple[tempfile.TemporaryDirectory[str], Path]:
    """The home, and what removes it when the worker ends."""
    from analysis.review import Review
    from data import sample
    from data.store import Store

    folder = tempfile.TemporaryDirectory(prefix="pain-memory-prepared-")
    place = Path(folder.name)
    store = Store(place)
    store.add(sample.diary(lang=lang))
    review = Review(store.days(), store.exposures(), store.factors(), memory={})
    _ = review.looks
    store.remember(review.memory)
    return folder, place  # the file is closed with its last user


def sample_home(target: Path, lang: str = DEFAULT) -> Path:
    """A copy of it at `target`, as if somebody had pressed the button and read every page."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_made(lang)[1] / DIARY, target / DIARY)
    return target
