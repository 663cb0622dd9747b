"""Refused cells, kept as columns: a file may have as many of them as it has cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

import numpy as np

from data.errors import Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.ingest.cells import Cells

Chunk = tuple[np.ndarray, str, "Cells", np.ndarray, Reason]


class Refused(Sequence[Rejection]):
    """Rejections in the order of the file: by row, then column. Compares equal to a list of the same."""

    def __init__(
        self, single: Iterable[Rejection] = (), chunks: Sequence[Chunk] = (), file: str = ""
    ) -> None:
        self._file = file
        self._single, self._chunks = list(single), [chunk for chunk in chunks if len(chunk[0])]
        self._sorted: tuple[np.ndarray, np.ndarray] | None = None

    @property
    def _order(self) -> tuple[np.ndarray, np.ndarray]:
        """For each rejection in order: the chunk it is in (0: the single ones), and its place there."""
        if self._sorted is None:
            self._sorted = self._in_order()
        return self._sorted

    def _in_order(self) -> tuple[np.ndarray, np.ndarray]:
        sizes = [len(self._single), *(len(chunk[0]) for chunk in self._chunks)]
        owner = np.repeat(np.arange(len(sizes)), sizes)
        place = np.concatenate([np.arange(size) for size in sizes])
        rows = np.concatenate(
            [np.array([one.row for one in self._single], dtype="int64"), *(c[0] for c in self._chunks)]
        )
        names = sorted({one.column for one in self._single} | {chunk[1] for chunk in self._chunks})
        rank = {name: number for number, name in enumerate(names)}
        columns = np.concatenate(
            [
                np.array([rank[one.column] for one in self._single], dtype="int64"),
                *(np.full(len(chunk[0]), rank[chunk[1]]) for chunk in self._chunks),
            ]
        )
        order = np.lexsort((columns, rows))
        return owner[order], place[order]

    def __len__(self) -> int:
        return len(self._single) + sum(len(chunk[0]) for chunk in self._chunks)

    @overload
    def __getitem__(self, index: int) -> Rejection: ...
    @overload
    def __getitem__(self, index: slice) -> list[Rejection]: ...
    def __getitem__(self, index: int | slice) -> Rejection | list[Rejection]:
        if isinstance(index, slice):
            return [self._one(at) for at in range(*index.indices(len(self)))]
        return self._one(range(len(self))[index])

    def __iter__(self) -> Iterator[Rejection]:
        return (self._one(at) for at in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self[:20]))

    def __add__(self, other: Iterable[Rejection]) -> list[Rejection]:
        return [*self, *other]

    def reasons(self) -> dict[str, int]:
        """How many cells were refused, by reason."""
        counts: dict[str, int] = {}
        for one in self._single:
            counts[one.reason.value] = counts.get(one.reason.value, 0) + 1
        for chunk in self._chunks:
            counts[chunk[4].value] = counts.get(chunk[4].value, 0) + len(chunk[0])
        return counts

    def lines(self) -> np.ndarray:
        """The lines with a refused cell, each once."""
        parts = [
            np.array([one.row for one in self._single], dtype="int64"),
            *(chunk[0] for chunk in self._chunks),
        ]
        found: np.ndarray = np.unique(np.concatenate(parts))
        return found

    def _one(self, at: int) -> Rejection:
        owners, places = self._order
        owner, place = int(owners[at]), int(places[at])
        if owner == 0:
            return self._single[place]
        lines, column, cells, rows, reason = self._chunks[owner - 1]
        return Rejection(int(lines[place]), column, cells[int(rows[place])], reason, self._file)
