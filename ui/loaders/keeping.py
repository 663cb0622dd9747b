"""What comes into the diary and leaves it again: files, the answers about them, the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import StoreError
from data.home import has_diary, home
from data.ingested import EDIT
from ui.loaders import handle

if TYPE_CHECKING:
    from data.ingested import Ingested, Receipt

SAMPLE = "sample"
ANSWERS = "answers"


def remembered(signature: str) -> dict[str, str]:
    """What the person answered about files of this build."""
    if not signature or not has_diary(home()):
        return {}
    known = handle.store().settings().get(ANSWERS, {})
    found = known.get(signature, {}) if isinstance(known, dict) else {}
    return {str(key): str(value) for key, value in found.items()}


def _remember(ingested: Ingested) -> None:
    """Keep the answers under the build of the file, so that the next one of its kind needs none."""
    if not ingested.signature:
        return
    known = dict(handle.store().settings().get(ANSWERS, {}))
    if not ingested.answers and known.pop(ingested.signature, None) is None:
        return
    if ingested.answers:
        # What an answer made of a column is kept with it: next month's values may not show it again.
        columns = {
            f"column:{use.header}": use.target
            for use in ingested.mapping
            if use.options and use.why == "answer"
        }
        known[ingested.signature] = columns | dict(ingested.answers)
    handle.store().set(ANSWERS, known)


def keep(ingested: Ingested) -> Receipt:
    """Put a read file into the diary; the sample leaves as soon as something of one's own arrives.

    A file that is there already and is understood otherwise now takes the place of what it brought then.
    """
    if ingested.source != SAMPLE:
        remove_sample()
    before = known(ingested)
    changed = before is not None and not is_same(before, ingested)
    if before is not None and changed:
        undo(int(str(before["id"])))
    try:
        receipt = handle.store().add(ingested)
    except StoreError:
        if before is not None and changed:
            redo(int(str(before["id"])))
        raise
    _remember(ingested)
    return receipt


def known(ingested: Ingested) -> dict[str, object] | None:
    """The import of the same bytes that is in the diary, None without one."""
    if not ingested.sha256:
        return None
    return next((one for one in imports() if one["sha256"] == ingested.sha256 and not one["undone"]), None)


def is_same(record: dict[str, object], ingested: Ingested) -> bool:
    """Whether a file was understood as when it came in: the same entries, columns, scales and directions."""
    counted = ("days", "exposures", "factors")
    if any(record[name] != len(getattr(ingested, name)) for name in counted):
        return False
    before = handle.store().provenance(int(str(record["id"])))
    settled = {key: value for key, value in before["answers"].items() if not key.startswith("column:")}
    now = {key: value for key, value in ingested.answers.items() if not key.startswith("column:")}
    parts = ("header", "table", "field", "scale", "direction")
    columns = [tuple(one.get(part) for part in parts) for one in before["mapping"]]
    return settled == now and columns == [
        tuple(getattr(one, part) for part in parts) for one in ingested.mapping
    ]


def imports() -> list[dict[str, object]]:
    """What was imported, newest first, as plain records."""
    if not has_diary(home()):
        return []
    return list(handle.store().imports().sort_values("id", ascending=False).to_dict("records"))


def undo(import_id: int) -> None:
    """Take one import out; earlier values come back."""
    handle.store().undo(import_id)


def redo(import_id: int) -> None:
    """Put an undone import back."""
    handle.store().redo(import_id)


# ------------------------------------------------------------------ the sample


def keep_sample(lang: str) -> Receipt:
    """Put the sample diary in, in the language of the page."""
    from data import sample

    return keep(sample.diary(lang=lang))


def remove_sample() -> None:
    """Take the sample diary out."""
    for one in imports():
        if one["source"] == SAMPLE and not one["undone"]:
            handle.store().undo(int(str(one["id"])))


def sample_only() -> bool:
    """Whether the diary on show is the sample."""
    active = handle.store().origins() if has_diary(home()) else frozenset()
    return SAMPLE in active and active <= {SAMPLE, EDIT}
