"""How often the connections are right, and the usual ways to correlate, on invented diaries.

    .venv/bin/python -m benchmarks.connections --out docs/evidence-connections.md

Worlds and sizes follow section 3 of the project's science note; the diaries are drawn anew here. The estimator is
asked through the program's own doors (`analysis.connections`, `analysis.stepscan`, `analysis.daystate`).
"""
