"""A column of text with each distinct text once: everything about a file is worked out per word, not per row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from data.ingest import values

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

PIECE = 1 << 16


@dataclass(frozen=True)
class Cells:
    """codes: for each row the place of its text in `words` (int32). words: texts without outer spaces; two of them
    may be equal where they differed by such spaces.
    """

    codes: np.ndarray
    words: list[str]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        return self.words[int(self.codes[row])]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Cells:
        """From one text a row."""
        import pandas as pd

        codes, words = pd.factorize(np.array(texts, dtype=object))
        return cls(codes.astype("int32"), [str(word).strip() for word in words])

    @classmethod
    def of_arrow(cls, parts: Sequence[pa.ChunkedArray]) -> Cells:
        """From dictionary columns without nulls, one below the other, as one."""
        chunks = [chunk for part in parts for chunk in part.chunks]
        codes = np.empty(sum(map(len, chunks)), dtype="int32")
        words: dict[str, int] = {}
        at = 0
        for chunk in chunks:
            places = [words.setdefault(word, len(words)) for word in chunk.dictionary.to_pylist()]
            indices = chunk.indices.to_numpy(zero_copy_only=False)
            if at or len(places) != len(words):
                np.take(
                    np.array(places, dtype="int32"), indices, out=codes[at : at + len(chunk)], mode="clip"
                )
            else:
                codes[: len(chunk)] = indices
            at += len(chunk)
        return cls(codes, [word.strip() for word in words])

    @cached_property
    def counts(self) -> np.ndarray:
        """How often each word occurs."""
        size = len(self.words)
        if size > PIECE:
            return np.bincount(self.codes, minlength=size)
        # Piece by piece, so that the wider numbers it is counted with stay in the processor's cache.
        found = np.zeros(size, dtype="int64")
        for at in range(0, len(self.codes), PIECE):
            found += np.bincount(self.codes[at : at + PIECE], minlength=size)
        return found

    @cached_property
    def said(self) -> Counter[str]:
        """Words that say something, with how often they occur."""
        found: Counter[str] = Counter()
        for word, n in zip(self.words, self.counts.tolist(), strict=True):
            if n and not values.missing(word):
                found[word] += n
        return found

    @cached_property
    def blank(self) -> np.ndarray:
        """Which rows say nothing."""
        empty = np.fromiter(map(values.missing, self.words), dtype=bool, count=len(self.words))
        found: np.ndarray = empty[self.codes]
        return found

    def take(self, rows: np.ndarray) -> Cells:
        """These rows only."""
        return Cells(self.codes[rows], self.words)

    def put(self, rows: np.ndarray, texts: Sequence[str]) -> Cells:
        """With new rows before the rows named, which ascend (as `numpy.insert` counts them)."""
        codes = np.empty(len(self.codes) + len(texts), dtype="int32")
        held = 0
        for number, row in enumerate(rows.tolist()):
            codes[held + number : row + number] = self.codes[held:row]
            codes[row + number] = len(self.words) + number
            held = row
        codes[held + len(texts) :] = self.codes[held:]
        return Cells(codes, [*self.words, *(text.strip() for text in texts)])
