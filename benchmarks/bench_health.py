"""An Apple Health export of some hundred megabytes against the same records through a plain XML parser.

    .venv/bin/python -m benchmarks.bench_health [megabytes, 200 by default]

The yardstick is a parser target of lxml where lxml is installed (it is not one of ours), else expat: it takes the same
attributes of the same records out and does nothing with them. Ours makes nights, steps and minutes of them. Each runs
in a process of its own, in turn; the median of the ratios is printed.
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
ROUNDS = 3
QUANTITY, CATEGORY = "HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier"
STAGES = ("AsleepCore", "AsleepDeep", "AsleepREM", "Awake", "InBed")


def record(kind: str, source: str, start: str, end: str, value: str, kids: str = "") -> str:
    """One record as the Health app writes it."""
    device = "&lt;&lt;HKDevice: 0x1&gt;, name:Watch, manufacturer:Apple Inc., model:Watch&gt;"
    tag = (
        f' <Record type="{kind}" sourceName="{source}" sourceVersion="10.3" device="{device}" unit="count" '
        f'creationDate="{end}" startDate="{start}" endDate="{end}" value="{value}"'
    )
    return f"{tag}>\n{kids} </Record>\n" if kids else f"{tag}/>\n"


def write(path: Path, megabytes: float) -> int:
    """An export of this size; returns its days."""
    rng, day, days = np.random.default_rng(1), date(2014, 1, 1), 0
    beats = "".join(
        f'  <InstantaneousBeatsPerMinute bpm="{60 + n % 20}" time="10:31:{n:02d},34"/>\n' for n in range(60)
    )
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="de_DE">\n')
        while file.tell() < megabytes * 1e6:
            zone = "+0200" if 3 < day.month < 11 else "+0100"  # summer time, roughly

            def at(minute: int, day: date = day, zone: str = zone) -> str:
                return f"{day} {minute // 60:02d}:{minute % 60:02d}:07 {zone}"

            parts = [
                record(QUANTITY + "HeartRate", "Watch", at(minute), at(minute), str(60 + minute % 40))
                for minute in np.flatnonzero(rng.random(1440) < 0.45).tolist()
            ]
            parts += [
                record(QUANTITY + "StepCount", source, at(minute), at(minute + 1), str(minute % 300))
                for source in ("Watch", "Anna &amp; Co iPhone")
                for minute in np.flatnonzero(rng.random(1438) < 0.04).tolist()
            ]
            for number in range(14):
                value = f"HKCategoryValueSleepAnalysis{STAGES[number % 5]}"
                kids = '  <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>\n'
                start, end = at(number * 30), at(number * 30 + 29)
                parts.append(record(CATEGORY + "SleepAnalysis", "Watch", start, end, value, kids))
            kids = f" <HeartRateVariabilityMetadataList>\n{beats} </HeartRateVariabilityMetadataList>\n"
            parts.append(
                record(QUANTITY + "HeartRateVariabilitySDNN", "Watch", at(300), at(301), "41.5", kids)
            )
            file.write("".join(parts))
            day, days = day + timedelta(days=1), days + 1
        file.write("</HealthData>\n")
    return days


OURS = """
import sys, time, json, resource
from data.ingest import read_file
import pandas, data.ingest.upload
begun = time.perf_counter()
with open(sys.argv[1], "rb") as file:
    found = read_file(file, "export.xml")
print(json.dumps([time.perf_counter() - begun, found.rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
HEAD = """
import sys, time, json, resource
wanted = {"HKQuantityTypeIdentifierStepCount", "HKCategoryTypeIdentifierSleepAnalysis",
          "HKQuantityTypeIdentifierHeartRateVariabilitySDNN"}
rows = []
def start(tag, given):
    if tag == "Record" and given.get("type") in wanted:
        rows.append(tuple(given.get(name) for name in ("type", "sourceName", "startDate", "endDate", "value")))
"""
TAIL = """
print(json.dumps([time.perf_counter() - begun, len(rows), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
LXML = (
    HEAD
    + """
from lxml import etree
class Target:
    def start(self, tag, given): start(tag, given)
    def end(self, tag): pass
    def data(self, data): pass
    def close(self): pass
begun = time.perf_counter()
parser = etree.XMLParser(target=Target(), huge_tree=True)
with open(sys.argv[1], "rb") as file:
    while block := file.read(1 << 20): parser.feed(block)
parser.close()
"""
    + TAIL
)
EXPAT = (
    HEAD
    + """
from xml.parsers import expat
begun = time.perf_counter()
parser = expat.ParserCreate()
parser.StartElementHandler = start
with open(sys.argv[1], "rb") as file:
    parser.ParseFile(file)
"""
    + TAIL
)


def timed(code: str, path: Path) -> list[float]:
    """Seconds, records and peak memory of one run."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found: list[float] = json.loads(done.stdout)
    return found


def main(megabytes: float) -> None:
    """Print one line."""
    name, peer = ("lxml target", LXML) if importlib.util.find_spec("lxml") else ("expat", EXPAT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.xml")
        days = write(path, megabytes)
        pairs = [(timed(OURS, path), timed(peer, path)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(pair[at][0] for pair in pairs) for at in (0, 1))
    ratio = statistics.median(one[0] / other[0] for one, other in pairs)
    print(
        f"{megabytes:.0f} MB, {days} days: ours {ours:.2f} s, {name} {theirs:.2f} s, ratio {ratio:.2f}; "
        f"{pairs[0][0][1]:.0f} records ({pairs[0][1][1]:.0f}), peak {pairs[0][0][2]:.0f} MB ({pairs[0][1][2]:.0f})"
    )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 200)
