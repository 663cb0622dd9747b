"""Write `docs/evidence-connections.md`: see the package."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from benchmarks.connections import plan, report


def main() -> None:
    options = _options()
    begun = time.monotonic()
    found = plan.everything(
        options.reps, options.seed, options.workers, told=lambda line: print(line, flush=True)
    )
    command = (
        f".venv/bin/python -m benchmarks.connections --reps {options.reps} --seed {options.seed} "
        "--out docs/evidence-connections.md"
    )
    options.out.write_text(report.document(found, command, options.seed), encoding="utf-8")
    if options.json:
        facts = {" ".join(map(str, key)): value for key, value in found.items()}
        options.json.write_text(json.dumps(facts, indent=1), encoding="utf-8")
    print(f"{options.out}: {time.monotonic() - begun:.0f} s")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.connections", description=__doc__)
    parser.add_argument("--reps", type=int, default=500, help="diaries per cell of the larger tables")
    parser.add_argument("--seed", type=int, default=50_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("docs/evidence-connections.md"))
    parser.add_argument("--json", type=Path, help="also write every figure here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
