"""The protocol of a small experiment as files: text to read, JSON and a table to work with, all to draw it again from.

While an experiment is closed its files hold no ratings: beside the plan they would be the answer.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from analysis.randomisation import orders
from ui import experiment_words as words
from ui.understood import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.experiments import Experiment
    from ui.text import Text

FORMAT: Final = "pain-memory-experiment-1"
DRAW: Final = (
    "order of block k (from 0) = orders[SHA-256(f'{seed}:{k}') as a big-endian integer modulo len(orders)]"
)
COLUMNS: Final = ("day", "block", "drawn", "words", "counted", "record", "rating")


def days(one: Experiment, ratings: Sequence[float | None] | None) -> list[dict[str, Any]]:
    """One row per planned day. ratings: one per day, None while the experiment is closed."""
    design, length = one.design, one.design.size * one.design.period
    return [
        {
            "day": design.day(at).isoformat(),
            "block": at // length + 1,
            "drawn": condition,
            "words": design.words(condition),
            "counted": at % design.period >= design.washout,
            "record": one.records.get(design.day(at), ""),
            "rating": None if ratings is None else ratings[at],
        }
        for at, condition in enumerate(one.schedule)
    ]


def as_json(one: Experiment, ratings: Sequence[float | None] | None) -> bytes:
    """Everything needed to draw the plan again and, once open, to work the answer out again."""
    design = asdict(one.design) | {"start": one.design.start.isoformat(), "end": one.design.end.isoformat()}
    facts = {
        "format": FORMAT,
        "design": design,
        "seed": one.seed,
        "drawn_at": one.created.isoformat(timespec="seconds"),
        "orders": orders(one.design.size),
        "draw": DRAW,
        "peeks": [day.isoformat() for day in one.peeks],
        "stopped": one.stopped.isoformat() if one.stopped else None,
        "opened": one.opened.isoformat() if one.opened else None,
        "events": [asdict(event) for event in one.events],
        "days": days(one, ratings),
    }
    return json.dumps(facts, ensure_ascii=False, indent=1, default=str).encode()


def as_csv(one: Experiment, ratings: Sequence[float | None] | None, text: Text) -> bytes:
    """One line per day, as the spreadsheet of that language opens it; no cell becomes a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if text.lang == "de" else ",")
    writer.writerow(text(f"experiments.protocol.column.{name}") for name in COLUMNS)
    for row in days(one, ratings):
        rating = row["rating"]
        cells = {
            **row,
            "counted": text("experiments.yes" if row["counted"] else "experiments.no"),
            "record": text(f"experiments.record.{row['record']}") if row["record"] else "",
            "rating": "" if rating is None else text.amount(rating),
        }
        writer.writerow(inert(str(cells[name])) for name in COLUMNS)
    return out.getvalue().encode("utf-8-sig")


def as_text(one: Experiment, text: Text) -> bytes:
    """The protocol to read and to print: question, plan, evaluation, and how anybody can draw it again."""
    design, known = one.design, orders(one.design.size)
    said = [
        text("experiments.protocol.title"),
        "",
        text("experiments.protocol.question", question=design.question),
        text("experiments.protocol.conditions", a=design.a, b=design.b),
        text("experiments.protocol.outcome", outcome=words.outcome(design, text)),
        text("experiments.protocol.period", period=words.held(one, text)),
        text(
            "experiments.protocol.plan",
            blocks=design.blocks,
            size=design.size,
            period=design.period,
            washout=design.washout,
        ),
        text("experiments.protocol.analysis"),
        text("experiments.protocol.created", day=text.day(one.created.date()), seed=one.seed),
        text("experiments.protocol.draw", seed=one.seed, count=len(known), orders=", ".join(known)),
    ]
    if one.peeks:
        said.append(
            text("experiments.protocol.peeks", days=text.listing([text.day(day) for day in one.peeks]))
        )
    if one.stopped:
        said.append(
            text("experiments.protocol.stopped", day=text.day(one.stopped), planned=text.day(design.end))
        )
    plan = [f"{row['day']}  {row['block']:>3}  {row['drawn']}  {row['words']}" for row in days(one, None)]
    return "\n".join([*said, "", *plan, ""]).encode()
