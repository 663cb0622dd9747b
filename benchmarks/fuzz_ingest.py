"""Odd and damaged files against `ingest.read`: how many gave rows, questions or a refusal, and how long the worst took.

    .venv/bin/python -m benchmarks.fuzz_ingest --files 5000 --seed 1

Files are made from parts that go wrong in practice (headers, cells, dates, delimiters, encodings, quotes, line ends)
and then damaged byte by byte, cut, doubled or glued together. Anything but UnreadableFile is a defect and is printed
with the seed that makes it again. Every fourth file is a diary of known numbers whose delimiters, quotes, lines or
tables are then spoiled: a number stored under another day or field than it was written for is a defect too.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import random
import resource
import time
import traceback
from typing import TYPE_CHECKING

from data import ingest
from data.errors import UnreadableFile

if TYPE_CHECKING:
    from data.ingested import Ingested

HEADERS = (
    "Datum", "Schmerz", "Schlaf (h)", "Stress", "Stimmung", "Notiz", "Bewegung", "Uhrzeit", "Last (kg)",
    "Belastung", "Aktivität", "Schritte", "Medikament", "Date", "Pain", "Sleep", "Mood", "Movement",
    "Expected pain", "Time", "Note", "name", "intensity", "Tag", "Jahr", "Monat", "Nacken", "LWS", "Kniebeuge",
    "Treppe", "", "Wert", "x", "Schmerz", "Schmerz morgens", "Schmerz abends", "Schmerz (0-100)", "Person",
    "timestamp", "Dauer", "Dauer (min)", "Strecke", "Schmerz danach", "Erwartung",
    "Intensität", "Sport", "morgens", "abends", "Ort", "Art", "1", "2026", "=cmd()", "Datum",
)  # fmt: skip
DATES = (
    "2026-03-01", "01.03.2026", "1.3.26", "03/04/2026", "13/04/2026", "04/13/2026", "Mo, 02.03.2026",
    "2. März 2026", "Mar 3, 2026", "46082", "20260301", "03.04.", "2026-03-01T08:15:00Z",
    "2026-03-01 23:30:00 +0100", "31.02.2026", "gestern", "", "0", "1", "99", "1714521600", "1714521600000",
    "2026-W10", "22nd Sep 2020", "01-02-03", "\uff12\uff10\uff12\uff16-\uff10\uff13-\uff10\uff11",
)  # fmt: skip
CELLS = (
    "3", "4,5", "4.5", "7:30", "7h 30min", "7h30", "1:10", "45:00", "7.30", "10 000", "8k", "30 min",
    "12", "99", "999", "-1", "--", "NA", "", "0", "10", "100", "leicht",
    "stark", "ja", "nein", "x", "8/10", "1.234", "1,234", "10.234,5", "½", "\u0661\u0662", "\u221e", "NaN",
    "1e5", "1e999", "-0", "+3", "3 ", "\t3", "\u00a03", "müde", "Heben", "Bücken; Drehen", "a+b",
    "\ud83d\ude00", "=1+1", "@x", "\u202e", "0x10", "5 kg", "70%", "\"", "'", ",", ";", "\\", "None", "true",
    "9",
)  # fmt: skip
DELIMITERS = (";", ",", "\t", "|", " ", ":")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "utf-16-le", "cp850", "mac_roman", "utf-32")
ENDS = ("\n", "\r\n", "\r", "\n\n", "\r\n\r\n")


def made(rng: random.Random) -> bytes:
    """One file."""
    width, rows, sign = (
        rng.randint(1, 9),
        rng.choice((0, 1, 2, 5, 30, 200)),
        rng.choice(DELIMITERS[: rng.choice((4, 6))]),
    )
    kinds = [rng.choice(("date", "cell", "few", "number", "mixed")) for _ in range(width)]
    few = [rng.sample(CELLS, 3) for _ in range(width)]
    lines = [sign.join(rng.choice(HEADERS) for _ in range(width))] if rng.random() < 0.9 else []
    lines = [rng.choice(("Export", "sep=" + sign, "", "Mein Tagebuch" + sign * 3))] * rng.choice(
        (0, 0, 0, 1, 3)
    ) + lines
    style = rng.choice(DATES)
    for _ in range(rows):
        cells = [_cell(rng, kind, style, few[at]) for at, kind in enumerate(kinds)]
        if rng.random() < 0.05:
            cells = cells[: rng.randint(0, width)] or [""]
        if rng.random() < 0.05:
            cells += ["zu viel"] * rng.randint(1, 3)
        lines.append(sign.join(_quoted(rng, cell, sign) for cell in cells))
    text = rng.choice(ENDS).join(lines) + rng.choice(("", "\n", sign, "\x1a"))
    content = text.encode(rng.choice(ENCODINGS[: rng.choice((1, 4, 9))]), errors="replace")
    return damaged(rng, content) if rng.random() < 0.3 else content


def _cell(rng: random.Random, kind: str, style: str, few: list[str]) -> str:
    if kind == "date":
        return style if rng.random() < 0.3 else f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.2026"
    if kind == "few":
        return rng.choice(few)
    if kind == "number":
        return str(rng.randint(0, rng.choice((3, 5, 10, 100))))
    return rng.choice((*CELLS, *DATES)) if kind == "mixed" else rng.choice(CELLS)


def _quoted(rng: random.Random, cell: str, sign: str) -> str:
    if sign in cell or rng.random() < 0.05:
        return '"' + cell.replace('"', '""' if rng.random() < 0.9 else '"') + '"' * (rng.random() < 0.98)
    return cell


def damaged(rng: random.Random, content: bytes) -> bytes:
    """The same file after something went wrong on its way."""
    out = bytearray(content)
    for _ in range(rng.choice((1, 3, 20))):
        if not out:
            break
        at = rng.randrange(len(out))
        what = rng.randrange(6)
        if what == 0:
            out[at] = rng.randrange(256)
        elif what == 1:
            del out[at : at + rng.choice((1, 5, 100))]
        elif what == 2:
            out[at:at] = rng.choice(
                (b'"', b"\x00", b"\n", b"\r", b";", b",", b"\xff\xfe", b"\xef\xbb\xbf", b"\\")
            )
        elif what == 3:
            out[at:at] = out[at : at + 50]
        elif what == 4:
            del out[at:]
        else:
            out = out[at:]
    return bytes(out)


KNOWN = ("Datum", "Schmerz", "Schlaf (h)", "Stress", "Schritte", "Puls", "Notiz")
FIELDS = ("pain_avg", "sleep_hours", "stress", "steps", "Puls")
NOTES = ("gut", "müde, aber ok", 'er sagte "au"', "", "zu viel; gesessen", "a|b")


def diary(rng: random.Random) -> tuple[bytes, dict[tuple[str, str], float]]:
    """A spoiled diary and the numbers it was written with, by day and field; no two fields share a number."""
    sign = rng.choice(DELIMITERS[:4])
    rows, truth = [], {}
    for at in range(rng.choice((5, 14, 40))):
        day = dt.date(2026, 2, 20) + dt.timedelta(days=at)
        numbers = (
            at * 7 % 11,
            rng.choice((5.75, 6.5, 7.25, 8.125)),
            at * 3 % 10 + 0.25,
            2000 + 13 * at,
            100 + at % 90,
        )
        truth |= {(str(day), field): float(value) for field, value in zip(FIELDS, numbers, strict=True)}
        shown = [f"{value:g}".replace(".", ",") for value in numbers]
        rows.append([f"{day:%d.%m.%Y}", *shown, rng.choice(NOTES)])
    lines = [list(KNOWN), *rows]
    for _ in range(rng.choice((1, 1, 3))):
        spoiled(rng, lines)
    text = "\n".join(sign.join(_whole(cell, sign) for cell in line) for line in lines)
    if rng.random() < 0.2:
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(('"', "'", "\x00", sign)) + text[at:]
    return text.encode(), truth


def _whole(cell: str, sign: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if sign in cell or '"' in cell else cell


def spoiled(rng: random.Random, lines: list[list[str]]) -> None:  # noqa: C901 - one branch a kind of damage
    """One thing that goes wrong with whole cells, lines or tables."""
    at, place, what = rng.randrange(len(lines)), rng.randrange(7), rng.randrange(9)
    if what == 0:
        lines[at].insert(place, "")
    elif what == 1:
        del lines[at][place : place + 1]
    elif what == 2:
        del lines[at][place:]
    elif what == 3:
        lines.insert(at, [])
    elif what == 4:
        lines.insert(at, list(rng.choice(lines)))
    elif what == 5:
        lines[:0] = [["Tagebuch"]] * rng.choice((1, 5, 13))
    elif what == 6:
        order = [0, *rng.sample(range(1, 7), 6)]
        for line in lines[at:]:
            line[:] = [line[one] for one in order] if len(line) == len(order) else line
        lines.insert(at, [KNOWN[one] for one in order])
    elif what == 7:
        lines.append(["", "Summe", "70", "98", "50", "20000", ""][: rng.choice((2, 7))])
    else:
        for number, line in enumerate(lines):
            line.insert(0, str(number) if number else "")


def moved(found: Ingested, truth: dict[tuple[str, str], float]) -> list[str]:
    """Numbers stored where they were not written."""
    got = [
        (str(row["date"].date()), field, row[field])
        for row in found.days.to_dict("records")
        for field in FIELDS[:-1]
        if row[field] == row[field]
    ]
    # A factor under a number has no name of its own; its column may be any.
    got += [
        (str(one.date.date()), one.name, one.value)
        for one in found.factors.itertuples()
        if one.name == "Puls"
    ]
    return [
        f"{day} {field} {value}"
        for day, field, value in got
        if abs(truth.get((day, field), -9) - value) > 1e-6
    ]


def answered(found: object, rng: random.Random) -> dict[str, str]:
    """Some answer to every question."""
    free = {"start_date": "2026-03-01", "year": "2026"}
    return {
        one.key: rng.choice(one.options) if one.options else free.get(one.kind, "x")
        for one in found.questions
    }  # type: ignore[attr-defined]


def main() -> None:
    """Read the files and print what they gave."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    counts: collections.Counter[str] = collections.Counter()
    worst = (0.0, 0)
    for number in range(asked.seed * 1_000_000, asked.seed * 1_000_000 + asked.files):
        rng = random.Random(number)  # noqa: S311 - odd files, not secrets
        content, truth = diary(rng) if number % 4 == 0 else (made(rng), None)
        begun = time.perf_counter()
        try:
            found = ingest.read(content, f"{number}.csv")
            counts["questions" if found.questions else "rows"] += 1
            if truth is not None and (wrong := moved(found, truth)):
                counts["MOVED"] += 1
                print("seed", number, wrong[:3], content[:200])
            for _ in range(4):
                if not found.questions:
                    break
                found = ingest.read(content, f"{number}.csv", dict(found.answers) | answered(found, rng))
            counts["rejected cells"] += len(list(found.rejections))
        except UnreadableFile as error:
            counts["refused"] += 1
            counts[f"refused {error.code}"] += 1
        except Exception:  # noqa: BLE001 - what a fuzz run is for
            counts["DEFECT"] += 1
            print("seed", number, content[:200])
            traceback.print_exc(limit=-3)
        worst = max(worst, (time.perf_counter() - begun, number))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(dict(counts.most_common()), f"slowest {worst[0]:.2f} s (seed {worst[1]}), peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
