"""Reading notes of 2 000 characters for warning signs, against one search for any of the patterns.

    .venv/bin/python -m benchmarks.bench_redflags

The peer joins all patterns to one expression and looks for every match: no sentence, no denial, no second word that
has to stand beside. Both read the same folded note in turn; the median of the ratios is printed.
"""

from __future__ import annotations

import re
import statistics
import time

from analysis import redflag_now, redflag_soon
from analysis.folding import fold
from analysis.redflags import detect

ROUNDS = 15
LENGTH = 2000
NOTES = (
    "heute nach dem training im bein etwas müde sonst alles gut und rücken ruhig nachts gut geschlafen ",
    "Heute 3x10 Kniebeugen, Bein etwas müde. Rücken ruhig, nachts gut geschlafen; ",
    "did my squats today and the back was fine, legs tired, slept well at night and no pain in the morning. ",
    "kein Fieber, keine Taubheit, keine Schwäche im Bein, kein Kribbeln, nachts keine Schmerzen, ",
)


def main() -> None:
    terms = (*redflag_now.NOW, *redflag_soon.SOON)
    peer = re.compile("|".join(rf"\b(?:{one.pattern})\b" for one in terms))
    for note in NOTES:
        long = (note * 30)[:LENGTH]
        pairs = [
            (_seconds(detect, long), _seconds(lambda text: peer.findall(fold(text)), long))
            for _ in range(ROUNDS)
        ]
        ours = statistics.median(mine for mine, _ in pairs)
        print(f"{note[:30]}...: {ours * 1e3:.1f} ms, ratio {statistics.median(a / b for a, b in pairs):.2f}")


def _seconds(call, text: str) -> float:
    detect.cache_clear()
    begun = time.perf_counter()
    call(text)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
