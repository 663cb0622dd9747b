"""How often the safety engine is right: invented people whose truth is known, and what is said about them.

    .venv/bin/python -m benchmarks.evidence --people 200 --seed 70000 --out docs/evidence.md

`worlds` says how people differ, `people` draws one with the truth beside the diary, `diary` turns them into frames,
`methods` holds the plain methods to be measured against, `records` runs everything week by week, `score` and `signals`
hold the figures, `report` the words. Nothing here is read by the program.
"""
