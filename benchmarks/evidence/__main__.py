"""Write `docs/evidence.md`: see the package."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from analysis.results import MODEL_VERSION, jsonable
from benchmarks.evidence import report
from benchmarks.evidence.records import simulate
from benchmarks.evidence.tables import measured
from benchmarks.evidence.worlds import DAYS, MOVEMENTS, WORLDS


def main() -> None:
    options = _options()
    begun = time.monotonic()
    # The first world carries the main table and gets all people, the others half of them.
    wanted = {
        name: options.people if name == "base" else max(options.people // 2, 1) for name in options.worlds
    }
    rows = simulate(wanted, options.seed, options.workers, told=lambda line: print(line, flush=True))
    worlds = {name: measured(one) for name, one in rows.items()}
    shared = (
        rows["base"][rows["base"]["person"] < options.seed + options.people // 2] if "base" in rows else ()
    )
    half = measured(shared) if len(shared) else None
    page = report.document(worlds, half, _command(options), options.seed, (DAYS, MOVEMENTS))
    options.out.write_text(page, encoding="utf-8")
    if options.json:
        facts = {
            "model_version": MODEL_VERSION,
            "seed": options.seed,
            "worlds": worlds,
            "base_first_half": half,
        }
        options.json.write_text(json.dumps(jsonable(facts), indent=1), encoding="utf-8")
    print(f"{options.out}: {time.monotonic() - begun:.0f} s")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evidence", description=__doc__)
    parser.add_argument(
        "--people", type=int, default=200, help="people of the base world; half as many in the others"
    )
    parser.add_argument("--seed", type=int, default=70_000, help="seed of the first person")
    parser.add_argument("--worlds", nargs="+", choices=list(WORLDS), default=list(WORLDS))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("docs/evidence.md"))
    parser.add_argument("--json", type=Path, help="also write every figure here")
    return parser.parse_args()


def _command(options: argparse.Namespace) -> str:
    some = "" if options.worlds == list(WORLDS) else f"--worlds {' '.join(options.worlds)} "
    how = f"--people {options.people} --seed {options.seed} {some}"
    return f".venv/bin/python -m benchmarks.evidence {how}--out docs/evidence.md"


if __name__ == "__main__":
    main()
