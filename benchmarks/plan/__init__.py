"""The step rules followed for eight weeks by invented people, beside the same people with a fixed dose.

`python -m benchmarks.plan` writes `docs/evidence-plan.md`. The people are those of `benchmarks.evidence` (world
`base`); what they train is decided here, try by try, and what it does to them by their own course of pain.
"""
