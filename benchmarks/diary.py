"""A long synthetic diary as German CSV text, for the benchmarks: one row per try, day values repeated."""

from __future__ import annotations

import numpy as np

HEADER = ";".join(
    (
        *("Datum", "Uhrzeit", "Bewegung", "Erwarteter Schmerz", "Schmerz", "Last (kg)", "Wdh."),
        *("Schlaf (h)", "Schlafqualität", "Stress", "Stimmung", "Aktivität (min)", "Schritte"),
        *("Schmerz Tagesschnitt", "Notiz"),
    )
)
MOVEMENTS = (
    *("Kniebeuge", "Kreuzheben", "Bücken", "Sitzen", "Gehen", "Treppe"),
    *("Kiste heben", "Laufen", "Knien", "Drehen", "Über Kopf greifen"),
)


def csv(days: int = 3650, seed: int = 1) -> bytes:
    """`days` x 11 tries, seeded; about 3 % of the cells are missing."""
    rng = np.random.default_rng(seed)
    base = np.clip(4 + np.cumsum(rng.normal(0, 0.3, days)) * 0.2, 1, 7)
    sleep, stress = (
        np.clip(7 + rng.normal(0, 1.1, days), 3, 11),
        np.clip(np.rint(4 + rng.normal(0, 2, days)), 0, 10),
    )
    start = np.datetime64("2016-01-01")
    rows = [HEADER]
    for day in range(days):
        year, month, number = str(start + day).split("-")
        pain = np.clip(np.rint(base[day] - 0.4 * (sleep[day] - 7) + rng.normal(0, 0.8)), 0, 10)
        feelings = f"{_de(sleep[day])};{sleep[day] - 2:.0f};{stress[day]:.0f};{10 - stress[day]:.0f}"
        whole = f"{feelings};{rng.integers(0, 120)};{rng.integers(1000, 15000)};{pain:.0f}"
        for at, movement in enumerate(MOVEMENTS):
            felt = np.clip(np.rint(pain + at * 0.2 - 1 + rng.normal(0, 0.8)), 0, 10)
            expected = np.clip(np.rint(felt + 1 + rng.normal(0, 1)), 0, 10)
            cells = [f"{expected:.0f}", f"{felt:.0f}", _de(20 + rng.normal(0, 4)), str(rng.integers(5, 15))]
            cells = ["" if rng.random() < 0.03 else one for one in cells]
            note = "müde" if rng.random() < 0.1 else ""
            rows.append(f"{number}.{month}.{year};{8 + at}:30;{movement};{';'.join(cells)};{whole};{note}")
    return "\r\n".join(rows).encode("utf-8-sig")


def _de(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
