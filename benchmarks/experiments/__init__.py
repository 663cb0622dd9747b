"""How often a small experiment is right: simulated trials of people whose truth is known.

`python -m benchmarks.experiments` writes `docs/evidence-experiments.md`.
"""
