"""A snapshot handed in as a diary: what it is, what of it this diary lacks, and that as a layer to keep or undo.

For the Diary page and the command line alike, so no Streamlit here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from analysis import comeback, own_words
from analysis.comeback import Came, Returned
from analysis.snapshot_read import NotASnapshot
from data import names
from data.errors import StoreError
from data.ingested import Ingested

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from analysis.comeback import Compared
    from data.store import Store
    from ui.text import Text

LEFT: Final = "sharing.left"
"""Setting: what left when, oldest first; never its content."""
SOURCE: Final = "snapshot"
Kind = Literal["own", "unsure", "other", "coded", "empty"]


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done with a snapshot.

    kind: `own` (it left from this diary, or at least half of the diary's tries of these days are in it), `unsure` (the
    diary knows nothing of that time), `other` (somebody else's), `coded` (its names are codes nobody can translate),
    `empty` (it holds no tries). Only of the first two anything may be taken over.
    """

    kind: Kind
    returned: Returned
    compared: Compared
    name: str

    @property
    def lacking(self) -> tuple[Came, ...]:
        """The tries that may be taken over."""
        return self.compared.lacking if self.kind in {"own", "unsure"} else ()


def opened(content: bytes, passphrase: str | None = None) -> Returned:
    """A snapshot in any form that carries single entries.

    Raises NotASnapshot: `locked` without a passphrase, `wrong` with one that does not fit, else as `comeback.read`.
    """
    from ui import lock

    if len(content) > lock.LARGEST:
        raise NotASnapshot("damaged")
    words = content.decode("utf-8-sig", errors="replace")
    if lock.is_locked(words):
        if passphrase is None:
            raise NotASnapshot("locked")
        try:
            words = lock.unlock(words, passphrase)
        except lock.NotOpened as error:
            raise NotASnapshot("wrong" if error.code == "wrong" else "damaged") from error
    return comeback.read(words)


def offer(found: Returned, name: str, exposures: pd.DataFrame, settings: Mapping[str, Any]) -> Offer:
    """The snapshot beside the diary. exposures: as the diary shows them; settings: of the store."""
    record = _record(found.ident, settings)
    into = names.resolved(names.chosen(settings))
    known = [str(one) for one in exposures["movement"]]
    told = {told: name for name, told in own_words.of_movements([*known, *into], coded=False).items()}
    inside = told | (record or {})
    read_as = {one.movement: inside.get(one.movement, one.movement) for one in found.tries}
    now = {outside: into.get(name, name) for outside, name in read_as.items()}
    compared = comeback.compared(found, exposures, now)
    return Offer(_kind(found, compared, known=record is not None), found, compared, name)


def _record(ident: str, settings: Mapping[str, Any]) -> dict[str, str] | None:
    """Name outside -> name in the diary, of the file that left under this ident; None where none did."""
    left = settings.get(LEFT)
    for one in left if isinstance(left, list) else []:
        if ident and one.get("id") == ident:
            return {str(outside): str(name) for outside, name in one.get("names", {}).items()}
    return None


def _kind(found: Returned, compared: Compared, *, known: bool) -> Kind:
    if not found.tries:
        return "empty"
    if known or 2 * compared.same >= compared.others > 0:
        return "own"
    if not compared.others:
        return "unsure"
    return "coded" if found.coded else "other"


def lines(found: Offer, text: Text) -> list[str]:
    """What is said before anything is chosen."""
    day = text.day(found.returned.made_on)
    said = [text(f"returned.{found.kind}", name=found.name, day=day)]
    if found.kind in {"other", "coded", "empty"} or found.returned.span is None:
        return said
    tries = len(found.returned.tries)
    said.append(text("returned.holds", n=tries, period=text.period(*found.returned.span)))
    lacking = len(found.lacking)
    said.append(text("returned.lacking", n=lacking) if lacking else text("returned.nothing"))
    if lacking and found.returned.coded and found.kind == "unsure":
        said.append(text("returned.codes"))
    return [*said, text("returned.means")]


def layer(found: Offer, exposures: pd.DataFrame) -> Ingested:
    """The lacking tries as one import. exposures: as stored, so that no number of a try is given twice."""
    return _layer(replace(found.returned, tries=found.lacking), found.name, exposures)


def _layer(kept: Returned, name: str, exposures: pd.DataFrame) -> Ingested:
    from data import schema

    rows = comeback.framed(kept.tries, exposures)
    document = {
        "snapshot": kept.ident,
        "made_on": kept.made_on.isoformat(),
        "tries": [
            {"date": one.day.isoformat(), "movement": one.movement, "values": dict(one.values)}
            for one in kept.tries
        ],
    }
    content = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return Ingested(
        days=schema.empty("days"),
        exposures=rows,
        factors=schema.empty("factors"),
        rejections=(),
        questions=[],
        source=SOURCE,
        mapping=(),
        period=(rows["date"].min().date(), rows["date"].max().date()),
        name=name,
        rows=len(rows),
        shape="try",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def give_way(store: Store) -> int:
    """Let tries taken over from a snapshot give way to the same ones from a file that came later; how many did.

    Their rows have no clock time, so the store would hold both. What the file does not hold stays, and what was changed
    by hand since follows (`carried`). Names that are read as one now are so here. Raises as `data.store.Store`; then
    what was taken over stands.
    """
    from ui import carried

    gone, into = 0, names.chosen(store.settings())
    found = store.imports()
    for row in found[(found["source"] == SOURCE) & ~found["undone"]].itertuples():
        kept = _read_back(json.loads(store.original(int(row.id))))
        waiting = carried.of_layer(store, int(row.id))
        store.undo(int(row.id))
        shown = names.merged(store.exposures(), into)
        lacking = comeback.compared(kept, shown, names.resolved(into), of_files=True).lacking
        if len(lacking) == len(kept.tries):
            store.redo(int(row.id))
            continue
        if lacking:
            _instead(
                store, int(row.id), _layer(replace(kept, tries=lacking), str(row.name), store.exposures())
            )
        carried.follow(store, waiting, names.resolved(into))
        gone += len(kept.tries) - len(lacking)
    return gone


def _instead(store: Store, undone: int, layer: Ingested) -> None:
    """Keep a layer in the place of one that was undone for it; where it cannot be kept that one comes back."""
    try:
        store.add(layer)
    except StoreError:
        store.redo(undone)
        raise


def _read_back(document: Mapping[str, Any]) -> Returned:
    """What `_layer` wrote down."""
    tries = [
        Came(date.fromisoformat(one["date"]), one["movement"], one["values"]) for one in document["tries"]
    ]
    return Returned(date.fromisoformat(document["made_on"]), document["snapshot"], tuple(tries))


def refusal(error: NotASnapshot, name: str, text: Text) -> str:
    """Why nothing can be read from it, and what to do."""
    return text(f"returned.refused.{error.code}", name=name)


def outcome(found: Offer, after: Offer, text: Text) -> str:
    """What became of it. after: the same snapshot beside the diary as it is now."""
    n = len(found.lacking) - len(after.lacking)
    said = [text("returned.done", n=n, day=text.day(found.returned.made_on))] if n else []
    if after.lacking:
        said.append(text("returned.stayed", n=len(after.lacking)))
    return " ".join(said)


def at_hand(found: Returned, name: str, text: Text, *, merge: bool) -> list[str]:
    """On the command line: what can be said beside the diary of this machine; with `merge` it is taken over as well.

    A diary that is not there is only made when something goes into it. Raises as `data.store.Store`.
    """
    from data import schema
    from data.home import has_diary, home
    from data.store import Store

    place = home()
    store = Store(place) if has_diary(place) else None
    sample = _samples(store) if store else []

    def beside() -> Offer:
        if store is None or sample:
            return offer(found, name, schema.empty("exposures"), {})
        settings = store.settings()
        return offer(found, name, names.merged(store.exposures(), names.chosen(settings)), settings)

    before = beside()
    said = lines(before, text)
    if not before.lacking:
        return said
    if not merge:
        return [*said, text("cli.returned.merge")]
    store = store or Store(place)
    while sample:
        store.undo(sample.pop())
    store.add(layer(before, store.exposures()))
    return [*said, outcome(before, beside(), text)]


def _samples(store: Store) -> list[int]:
    """The imports that are the sample diary, which is nobody's."""
    found = store.imports()
    return [int(number) for number in found.loc[(found["source"] == "sample") & ~found["undone"], "id"]]
