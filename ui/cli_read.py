"""What a file is understood as, without storing anything: `python3 run.py read FILE --lang de`.

Prints the report of what was understood. Exit code 0, or 2 with the open questions and how to answer them, or with one
sentence when the file cannot be read. Of a snapshot of the own diary it says what the diary lacks; only with `--merge`
that is taken over.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ui.cli import Refused, answers_of, opened, question
from ui.text import LANGUAGES, Text


def main(arguments: list[str] | None = None) -> int:
    """Parse the command line, print the report, return the exit code."""
    asked = _parser().parse_args(arguments)
    text = Text(asked.lang)
    try:
        answers = answers_of(asked.answer, text)
        codes = [_report(Path(asked.base) / name, answers, asked, text) for name in asked.file]
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    return max(codes)


def _report(path: Path, answers: dict[str, str], asked: argparse.Namespace, text: Text) -> int:
    from ui import understood

    try:
        found = opened(path, answers, text)
    except Refused as refusal:
        if getattr(refusal.__cause__, "code", "") != "own_snapshot":
            raise
        return _returned(path, asked, text)
    if asked.json:
        sys.stdout.write(understood.as_json(found) + "\n")
    else:
        sys.stdout.write(understood.as_text(understood.lines(found, text)))
    if asked.rejections:
        (Path(asked.base) / asked.rejections).write_bytes(
            understood.csv_of(found.rejections, text, found.name)
        )
    elif found.rejections and not asked.json:
        sys.stdout.write(text("cli.rejections") + "\n")
    if found.questions:
        lines = [question(one, text) for one in found.questions]
        lines += [
            text("cli.no_answer", key=one.key, given=answers[one.key])
            for one in found.questions
            if one.key in answers
        ]
        sys.stderr.write("\n".join([text("cli.questions", name=path.name), *lines]) + "\n")
        return 2
    return 0


def _returned(path: Path, asked: argparse.Namespace, text: Text) -> int:
    """A snapshot: what of it the diary on this machine lacks, and that taken over where it was asked for."""
    from analysis.snapshot_read import NotASnapshot
    from data.errors import StoreError
    from ui import comeback

    try:
        found = comeback.opened(path.read_bytes())
        said = comeback.at_hand(found, path.name, text, merge=asked.merge)
    except NotASnapshot as error:
        locked = error.code == "locked"
        words = (
            text("cli.returned.locked", name=path.name)
            if locked
            else comeback.refusal(error, path.name, text)
        )
        raise Refused(words) from error
    except StoreError as error:
        raise Refused(text(f"error.{error.code}", **error.context)) from error
    sys.stdout.write("\n".join(said) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py read", description=__doc__)
    parser.add_argument("file", nargs="+", help="diary, spreadsheet or export")
    parser.add_argument("--lang", choices=LANGUAGES, default="de")
    parser.add_argument("--json", action="store_true", help="the report for programs")
    parser.add_argument("--rejections", help="where refused cells go, as CSV")
    parser.add_argument(
        "--answer", action="append", default=[], metavar="KEY=VALUE", help="answer to a question"
    )
    parser.add_argument(
        "--merge", action="store_true", help="take over what the diary lacks of a snapshot of its own"
    )
    parser.add_argument("--from", dest="base", default=".", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
