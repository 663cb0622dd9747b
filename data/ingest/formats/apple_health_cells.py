"""Attributes of an Apple Health export as columns of numbers, batch by batch, so that memory stays flat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason, Rejection
from data.ingest.formats.apple_health_scan import BROKEN, RECORD, WANTED, Cells, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

BATCH = 50_000
CLOCKS = {b"startDate", b"endDate", b"dateComponents"}
NUMBERS = {b"duration", b"appleExerciseTime", b"activeEnergyBurned", b"appleStandHours"}
_WIDTH = 35
_DIGITS = (0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18)
_SIGNS = {4: b"-", 7: b"-", 10: b" T", 13: b":", 16: b":"}
_SUFFIX = re.compile(rb"^(?: ?([AaPp])[Mm])?(?: ?(?:Z|([+-])(\d{2}):?(\d{2})))?$")
_NUMBER = re.compile(rb"^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$")


class Batches:
    """Takes tags one by one and keeps them as columns of numbers.

    columns of a kind: attribute -> numbers; clocks as datetime64[s] of the local clock with a second column of
    seconds from UTC ("startDate+"); texts as codes into `words`; "line". headers: kind -> name shown.
    """

    def __init__(self, file: str, headers: dict[str, str]) -> None:
        self.rejections: list[Rejection] = []
        self.words: dict[bytes, int] = {}
        self.samples: dict[str, tuple[str, ...]] = {}
        self.file, self._headers = file, headers
        self._open: dict[str, tuple[list[int], list[Cells]]] = {kind: ([], []) for kind in WANTED}
        self._done: dict[str, list[dict[str, np.ndarray]]] = {kind: [] for kind in WANTED}

    def take(self, kind: str, line: int, cells: Cells) -> None:
        """One tag."""
        if kind == BROKEN:
            raw = plain(cells[0])
            self.rejections.append(Rejection(line, "", raw, Reason.TOO_FEW_CELLS, self.file))
            return
        lines, held = self._open[kind]
        lines.append(line)
        held.append(cells)
        if len(lines) >= BATCH:
            self._close(kind)

    def columns(self, kind: str) -> dict[str, np.ndarray]:
        """All tags of a kind; empty without any."""
        if self._open[kind][0]:
            self._close(kind)
        done = self._done[kind]
        return {name: np.concatenate([one[name] for one in done]) for name in done[0]} if done else {}

    def _close(self, kind: str) -> None:
        lines, held = self._open[kind]
        self._open[kind] = ([], [])
        self.samples.setdefault(kind, tuple(dict.fromkeys(plain(one[-1]) for one in held[:200]))[:3])
        number = np.array(lines, dtype="int64")
        columns = {"line": number}
        for name, cells in zip(WANTED[kind], zip(*held, strict=True), strict=True):
            key = name.decode()
            if name in CLOCKS:
                needed = name != b"endDate" or kind in {"sleep", "mindful"}
                columns[key], columns[key + "+"] = self._clocks(kind, number, cells, needed=needed)
            elif name in NUMBERS or (name == RECORD[-1] and kind not in {"sleep", "mindful"}):
                columns[key] = self._numbers(kind, number, cells)
            else:
                columns[key] = self._codes(cells)
        self._done[kind].append(columns)

    def refuse(self, kind: str, lines: np.ndarray, raws: Sequence[str], reason: Reason) -> None:
        """Reject cells of a kind."""
        header = self._headers[kind]
        self.rejections.extend(
            Rejection(line, header, raw, reason, self.file)
            for line, raw in zip(lines.tolist(), raws, strict=True)
        )

    def _refuse(self, kind: str, line: np.ndarray, cells: Cells, bad: np.ndarray, reason: Reason) -> None:
        at = np.flatnonzero(bad)
        self.refuse(kind, line[at], [plain(cells[one]) for one in at.tolist()], reason)

    def _codes(self, cells: Cells) -> np.ndarray:
        words = self.words
        return np.array([words.setdefault(one or b"", len(words)) for one in cells], dtype="int64")

    def _numbers(self, kind: str, line: np.ndarray, cells: Cells) -> np.ndarray:
        """Numbers, NaN where there is none; an optional attribute that is absent is missing, not wrong."""
        numbers = {one: _number(one) for one in set(cells)}
        found = np.array([numbers[one] for one in cells])
        absent = np.array([one is None for one in cells]) if None in numbers else np.zeros(len(cells), bool)
        optional = kind in {"workout", "summary"}
        self._refuse(kind, line, cells, np.isnan(found) & ~(absent & optional), Reason.NOT_A_NUMBER)
        return found

    def _clocks(
        self, kind: str, line: np.ndarray, cells: Cells, *, needed: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        local, shift = clocks(cells)
        bad = np.isnat(local)
        if bad.any():
            absent = np.array([not one for one in cells])
            self._refuse(kind, line, cells, bad & absent & needed, Reason.MISSING_DATE)
            self._refuse(kind, line, cells, bad & ~absent, Reason.NOT_A_DATE)
        return local, shift


def _number(raw: bytes | None) -> float:
    return float(raw) if raw is not None and _NUMBER.match(raw) else float("nan")


def clocks(cells: Sequence[bytes | None]) -> tuple[np.ndarray, np.ndarray]:
    """Local clocks as datetime64[s], NaT for what is none, and seconds from UTC.

    "2026-03-01 08:00:00 +0100"; a day alone is its midnight. Digits are read by place: anything shorter or
    followed by a word would otherwise pass for another moment.
    """
    texts = [b"" if one is None else one + b" 00:00:00" if len(one) == 10 else one for one in cells]
    letters = np.array(texts, dtype=f"S{_WIDTH}").view(np.uint8).reshape(-1, _WIDTH)
    digits = letters[:, _DIGITS].astype("int64") - ord("0")
    sound = ((digits >= 0) & (digits <= 9)).all(axis=1)
    for at, signs in _SIGNS.items():
        sound &= np.isin(letters[:, at], list(signs))
    year = digits[:, 0] * 1000 + digits[:, 1] * 100 + digits[:, 2] * 10 + digits[:, 3]
    month, day, hour, minute, second = (digits[:, at] * 10 + digits[:, at + 1] for at in range(4, 14, 2))
    half, shift, known = _suffixes(np.ascontiguousarray(letters[:, 19:]))
    sound &= known & (year >= 1900) & (year <= 2100) & (month >= 1) & (month <= 12) & (day >= 1)
    sound &= (hour < 24) & (minute < 60) & (second < 60) & ((half < 0) | ((hour >= 1) & (hour <= 12)))
    months = np.where(sound, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    sound &= day <= ((months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")).astype("int64")
    hour = np.where(half < 0, hour, hour % 12 + 12 * half)
    moments = months.astype("datetime64[s]") + (
        (day - 1) * 86_400 + hour * 3600 + minute * 60 + second
    ).astype("timedelta64[s]")
    return np.where(sound, moments, np.datetime64("NaT")), shift


def _suffixes(rest: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What follows the clock: half of the day (-1 without), seconds from UTC, and whether it is known."""
    pairs = rest.view("uint64").reshape(-1, 2)
    # As numbers they are told apart much faster than as text.
    found, place = np.unique(pairs[:, 0], return_inverse=True)
    if pairs[:, 1].any():
        texts, place = np.unique(rest.view("S16").ravel(), return_inverse=True)
    else:
        texts = found.view("S8")
    reads = [_suffix(one) for one in texts.tolist()]
    halves, shifts, known = (np.array(one) for one in zip(*reads, strict=True))
    return halves[place], shifts[place], known[place]


def _suffix(raw: bytes) -> tuple[int, int, bool]:
    found = _SUFFIX.match(raw)
    if found is None:
        return -1, 0, False
    half, sign, hours, minutes = found.groups()
    seconds = int(hours or 0) * 3600 + int(minutes or 0) * 60
    return (
        (-1 if half is None else int(half in b"Pp")),
        (-seconds if sign == b"-" else seconds),
        True,
    )
