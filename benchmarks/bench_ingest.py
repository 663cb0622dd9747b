"""A diary file into the store, everything included, against DuckDB's own CSV reader with its table of rejects.

    .venv/bin/python -m benchmarks.bench_ingest            40 000 rows
    .venv/bin/python -m benchmarks.bench_ingest 1000000    a million

Both sides run in turn, each in a process of its own with its libraries loaded (ours by reading the first lines) before
the clock starts; opening and closing a new database file counts on both sides. The median of the ratios is printed.
The other side is told the type and the range of every column and keeps bad rows aside; ours finds out what the columns
mean, reports each bad cell, makes tries, days and factors of the rows, and keeps a file of up to 20 MB itself.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
ROUNDS = 5
BAD = 0.001
HEADER = {
    "en": "date,time,movement,expected_pain,pain,pain_24h,load_kg,reps,sleep_hours,sleep_quality,stress,mood,"
    "activity_min,steps,note",
    "de": "Datum;Uhrzeit;Bewegung;Erwarteter Schmerz;Schmerz;Schmerz 24h;Last (kg);Wdh.;Schlaf (h);Schlafqualität;"
    "Stress;Stimmung;Aktivität (min);Schritte;Notiz",
}


def written(rows: int, lang: str) -> bytes:
    """One person, ten years, so many movements a day as it takes; one cell in a thousand rows spoiled."""
    rng = np.random.default_rng(1)
    days = 3650
    a_day = max(1, rows // days)
    mark, sign = (",", ";") if lang == "de" else (".", ",")
    lines = [HEADER[lang]]
    start = np.datetime64("2015-01-01")
    for day in range(days):
        date = str(start + day)
        shown = ".".join(reversed(date.split("-"))) if lang == "de" else date
        sleep, quality, stress, mood, active, steps = (
            f"{rng.integers(20, 38) / 4:g}".replace(".", mark),
            *map(str, rng.integers(0, 11, 3)),
            str(rng.integers(0, 200)),
            str(rng.integers(500, 20_000)),
        )
        felt, minute = rng.integers(0, 100, (a_day, 3)) / 10, rng.integers(300, 1300, a_day)
        load, reps = rng.integers(0, 120, a_day) / 2, rng.integers(1, 20, a_day)
        spoiled = rng.random(a_day) < BAD
        for at in range(a_day):
            pain = "stark" if spoiled[at] else f"{felt[at, 1]:.1f}".replace(".", mark)
            cells = (
                shown, f"{minute[at] // 60:02d}:{minute[at] % 60:02d}", f"Bewegung {at}",
                f"{felt[at, 0]:.1f}".replace(".", mark), pain, f"{felt[at, 2]:.1f}".replace(".", mark),
                f"{load[at]:.1f}".replace(".", mark), str(reps[at]), sleep, quality, stress, mood, active, steps,
                '"gut; aber ""steif"""' if at % 7 == 0 and lang == "de" else "",
            )  # fmt: skip
            lines.append(sign.join(cells))
    return "\n".join(lines).encode()


OURS = """
import sys, time, json, tempfile, resource
from pathlib import Path
from data.ingest import read
from data.store import Store
import pandas, data.ingest.upload, pyarrow.csv
content = Path(sys.argv[1]).read_bytes()
few = b"\\n".join(content[:4000].split(b"\\n")[:20])
Store(Path(tempfile.mkdtemp(dir=sys.argv[2]))).add(read(few, "few.csv"))
begun = time.perf_counter()
found = read(content, "diary.csv")
Store(Path(tempfile.mkdtemp(dir=sys.argv[2]))).add(found)
print(json.dumps([time.perf_counter() - begun, len(found.exposures), len(found.rejections),
                  resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
THEIRS = """
import sys, time, json, tempfile
import duckdb
lang = sys.argv[3]
kinds = dict(date="DATE", time="VARCHAR", movement="VARCHAR", expected="DOUBLE", pain="DOUBLE", next="DOUBLE",
             load="DOUBLE", reps="INTEGER", sleep="DOUBLE", quality="INTEGER", stress="INTEGER", mood="INTEGER",
             active="INTEGER", steps="INTEGER", note="VARCHAR")
columns = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items()) + "}"
more = ", decimal_separator=',', dateformat='%d.%m.%Y'" if lang == "de" else ""
begun = time.perf_counter()
con = duckdb.connect(tempfile.mkdtemp(dir=sys.argv[2]) + "/t.duckdb")
con.execute(f"CREATE TABLE t AS SELECT * FROM read_csv('{sys.argv[1]}', columns={columns}, header=true, "
            f"delim='{';' if lang == 'de' else ','}', quote='\\"', escape='\\"', auto_detect=false, nullstr='', "
            f"store_rejects=true, rejects_limit=0{more})")
ranges = dict(expected=10, pain=10, next=10, sleep=24, quality=10, stress=10, mood=10)
fits = " AND ".join(f"({name} IS NULL OR {name} BETWEEN 0 AND {high})" for name, high in ranges.items())
con.execute(f"CREATE TABLE outside AS SELECT * FROM t WHERE NOT ({fits}) OR date IS NULL")
con.execute(f"DELETE FROM t WHERE NOT ({fits}) OR date IS NULL")
con.execute("CREATE TABLE bad AS SELECT * FROM reject_errors")
rows = con.execute("SELECT count(*) FROM t").fetchone()[0]
bad = con.execute("SELECT count(*) FROM bad").fetchone()[0]
con.close()
print(json.dumps([time.perf_counter() - begun, rows, bad, 0]))
"""


def timed(code: str, path: Path, lang: str) -> list[float]:
    """Seconds, rows, rejections and peak memory of one run."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, str(path), folder, lang]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: list[float] = json.loads(done.stdout)
    return found


def main(rows: int) -> None:
    """Print one line a language."""
    for lang in ("en", "de"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "diary.csv")
            path.write_bytes(written(rows, lang))
            pairs = [(timed(OURS, path, lang), timed(THEIRS, path, lang)) for _ in range(ROUNDS)]
        ours, theirs = (statistics.median(pair[at][0] for pair in pairs) for at in (0, 1))
        ratio = statistics.median(one[0] / other[0] for one, other in pairs)
        kept, bad, peak = pairs[-1][0][1:]
        print(
            f"{lang}: {path.name} {rows} rows, ours {ours:.2f} s, duckdb {theirs:.2f} s, ratio {ratio:.2f}; "
            f"kept {kept:.0f} tries, {bad:.0f} cells refused, peak {peak:.0f} MB"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000)
