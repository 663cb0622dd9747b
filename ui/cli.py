"""The trainer's page without a server: `python3 run.py snapshot DIARY.csv --lang de --out page.html --pdf page.pdf`.

The same reading, analysis and rendering as in the app. Exit code 0 when the page was written, 2 with a clear
sentence when a file cannot be read, a question is open or nothing can be written.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ui.asking import option, sentence
from ui.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.snapshot import Snapshot
    from data.errors import Question
    from data.ingested import Ingested


class Refused(Exception):
    """Why no page was made; the message is the sentence for the person."""


def main(arguments: list[str] | None = None) -> int:
    """Parse the command line, write what was asked for, return the exit code."""
    asked = _parser().parse_args(arguments)
    text = Text(asked.lang)
    try:
        _run(asked, text)
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    return 0


def _run(asked: argparse.Namespace, text: Text) -> None:
    from ui import forms, understood

    base = Path(asked.base)
    answers = answers_of(asked.answer, text)
    files = [_read(base / name, answers, text) for name in asked.diary]
    made = snapshot_of(files, asked.today, asked.tolerance)
    for form, target in (("html", asked.out), ("pdf", asked.pdf), ("fhir", asked.fhir), ("csv", asked.csv)):
        if target:
            _write(base / target, forms.made(made, form, text), text)
    if asked.json:
        facts = json.dumps(made.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)
        _write(base / asked.json, facts.encode(), text)
    for one in files:
        sys.stdout.write(understood.as_text(understood.lines(one, text)))


def snapshot_of(files: list[Ingested], today: date | None = None, tau: float | None = None) -> Snapshot:
    """The snapshot of one or more read files; later files win field by field."""
    from analysis import snapshot
    from analysis.results import Settings
    from analysis.review import Review
    from data.errors import RejectionSummary
    from data.merge import led, merged

    days, exposures, factors = (merged([getattr(one, name) for one in files], name) for name in _TABLES)
    review = Review(led(days, {}), exposures, factors, today=today, settings=Settings(tau=tau))
    rejected = RejectionSummary.of([each for one in files for each in one.rejections])
    summary = {
        "files": [one.name for one in files],
        "rows": sum(one.rows for one in files),
        "kept": sum(one.rows for one in files) - _lost_rows(files),
        "rejected": rejected.by_reason,
        "rejected_cells": rejected.total,
        "questions": [each.key for one in files for each in one.questions],
    }
    return snapshot.of(review, import_summary=summary)


_TABLES = ("days", "exposures", "factors")


def _lost_rows(files: list[Ingested]) -> int:
    """Lines with a refused cell of which nothing else was taken."""
    lost = 0
    for one in files:
        used = {int(line) for name in _TABLES for line in getattr(one, name)["line"]}
        lost += len({each.row for each in one.rejections} - used)
    return lost


def _read(path: Path, answers: Mapping[str, str], text: Text) -> Ingested:
    found = opened(path, answers, text)
    if found.questions:
        lines = [question(one, text) for one in found.questions]
        raise Refused("\n".join([text("cli.questions", name=path.name), *lines]))
    return found


def opened(path: Path, answers: Mapping[str, str], text: Text) -> Ingested:
    """One file, read as a stream. Raises Refused with the sentence for the person."""
    from data import ingest
    from data.errors import UnreadableFile

    try:
        with path.open("rb") as file:
            return ingest.read_file(file, path.name, answers)
    except OSError as error:
        raise Refused(text("cli.no_file", name=path, why=_why(error, text))) from error
    except UnreadableFile as error:
        raise Refused(text(f"error.{error.code}", **error.context)) from error


def _why(error: OSError, text: Text) -> str:
    """Why a file cannot be opened or written, in the language asked for where the catalogues know it."""
    key = f"cli.why.{type(error).__name__.lower()}"
    return text(key) if text.has(key) else str(error.strerror or error)


def question(one: Question, text: Text) -> str:
    """The question in words, how to answer it, and what each answer means."""
    means = [f"{code}: {option(one, code, text)}" for code in one.options if option(one, code, text) != code]
    lines = [f"  {sentence(one, text)}", f"    --answer '{one.key}={' | '.join(one.options) or '...'}'"]
    return "\n".join(lines + [f"      {words}" for words in means])


def answers_of(given: list[str], text: Text) -> dict[str, str]:
    """KEY=VALUE pairs of the command line. Raises Refused."""
    answers = {}
    for one in given:
        key, found, value = one.partition("=")
        if not found:
            raise Refused(text("cli.bad_answer", given=one))
        answers[key.strip()] = value.strip()
    return answers


def _write(path: Path, content: bytes, text: Text) -> None:
    """Write next to the target, then swap, so that no half file is ever found there."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Refused(text("cli.not_written", name=path, why=_why(error, text))) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py snapshot", description=__doc__)
    parser.add_argument("diary", nargs="+", help="diary file; several are merged, later ones win")
    parser.add_argument("--lang", choices=LANGUAGES, default="de")
    parser.add_argument("--out", help="where the HTML page goes")
    parser.add_argument("--pdf", help="where the PDF goes")
    parser.add_argument("--fhir", help="where the FHIR R4 bundle goes")
    parser.add_argument("--csv", help="where the table goes")
    parser.add_argument("--json", help="where the facts go")
    parser.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD; default: the last logged day")
    parser.add_argument("--tolerance", type=float, help="accepted pain while moving, 1 to 5")
    parser.add_argument(
        "--answer", action="append", default=[], metavar="KEY=VALUE", help="answer to a question"
    )
    parser.add_argument("--from", dest="base", default=".", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
