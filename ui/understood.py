"""The report of what was understood: the same lines on screen, as a download and on the command line."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from data.errors import RejectionSummary
from ui import fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.errors import Rejection
    from data.ingested import ColumnUse, Ingested, Receipt
    from ui.text import Text

Line = tuple[str, str]
SKIPPED = "skipped_names"
"""The fact that names files of an archive nobody read: a line of its own."""


def covered(read: Ingested) -> tuple[int, int]:
    """Days with anything in them, and days from the first to the last of them."""
    if read.period is None:
        return 0, 0
    frames = (read.days, read.exposures, read.factors)
    days = {day for frame in frames for day in frame["date"].unique()}
    return len(days), (read.period[1] - read.period[0]).days + 1


def lines(read: Ingested, text: Text, receipt: Receipt | None = None) -> list[Line]:
    """What was found, kept and left, one fact a line."""
    found = [
        (text("report_in.file"), read.name),
        (text("report_in.format"), _format(read, text)),
        (text("report_in.rows"), _rows(read, text)),
        (text("report_in.kept"), _kept(read, text)),
        (text("report_in.rejected"), _rejected(read, text)),
        (text("report_in.days"), _days(read, text)),
    ]
    found += _understood(read, text)
    if read.questions:
        found.append((text("report_in.questions"), text.number(len(read.questions), 0)))
    if receipt is not None:
        found.append((text("report_in.stored"), kept(read, receipt, text)))
    return found


def _understood(read: Ingested, text: Text) -> list[Line]:
    """Where the columns went, what was converted, and what else the file said of itself."""
    found = []
    if read.mapping:
        columns = [f"{fields.header(use.header, text)} → {fields.place(use, text)}" for use in read.mapping]
        found.append((text("report_in.columns"), "; ".join(dict.fromkeys(columns))))
    conversions = [_conversion(use, text) for use in read.mapping if use.conversion]
    found += [(text("report_in.conversions"), one) for one in conversions]
    facts = [fields.fact(key, value, text) for key, value in read.dialect.items() if key != SKIPPED]
    if facts:
        found.append((text("report_in.fact"), " · ".join(facts)))
    if SKIPPED in read.dialect:
        found.append((text("report_in.skipped"), read.dialect[SKIPPED]))
    return found


def _conversion(use: ColumnUse, text: Text) -> str:
    return text(
        "report_in.conversion",
        column=use.header,
        scale=fields.scale(use.scale, text),
        examples=fields.conversion(use, text),
    )


def summary(read: Ingested, text: Text) -> tuple[str, ...]:
    """What the file is, and what was kept of it: one or two lines to check at a glance."""
    rows = text("report_in.rows_read", n=read.rows, rows=text.number(read.rows, 0))
    found = f"{_format(read, text)} · {rows}"
    return (found, f"{_kept(read, text)} · {_days(read, text)}") if read.period else (found,)


def _format(read: Ingested, text: Text) -> str:
    if read.formats:
        return text.listing(list(read.formats))
    return text("report_in.table") + (f" · {text(f'shape.{read.shape}')}" if read.shape else "")


def lost_rows(read: Ingested) -> int:
    """Lines with a refused cell of which nothing else was taken; 0 where several files count their lines anew."""
    if read.formats or any(one.file for one in read.rejections[:1]):
        return 0
    frames = (read.days, read.exposures, read.factors)
    return len(
        {one.row for one in read.rejections} - {int(line) for frame in frames for line in frame["line"]}
    )


def _rows(read: Ingested, text: Text) -> str:
    """How many lines, and how many of them gave nothing at all; that is open while days are."""
    lost = lost_rows(read) if read.period else 0
    rows = text.number(read.rows, 0)
    return text("report_in.rows_lost", rows=rows, n=lost) if lost else rows


def _kept(read: Ingested, text: Text) -> str:
    parts = [
        text("diary.understood.tries", n=len(read.exposures)),
        text("diary.understood.days", n=len(read.days)),
        text("report_in.factor_values", n=len(read.factors)),
    ]
    sizes = (len(read.exposures), len(read.days), len(read.factors))
    found = [part for part, size in zip(parts, sizes, strict=True) if size]
    return " · ".join(found) or _nothing(read, text)


def _nothing(read: Ingested, text: Text) -> str:
    """Nothing there, or nothing yet."""
    return text("report_in.open" if read.questions else "report_in.nothing")


def _rejected(read: Ingested, text: Text) -> str:
    summary = RejectionSummary.of(read.rejections)
    if not summary.total:
        return text("report_in.nothing")
    reasons = [f"{text(f'reason.{reason}')}: {text.number(n, 0)}" for reason, n in summary.by_reason.items()]
    return f"{text.number(summary.total, 0)} ({', '.join(reasons)})"


def _days(read: Ingested, text: Text) -> str:
    if read.period is None:
        return _nothing(read, text)
    have, span = covered(read)
    if have == span:
        first, last = read.period
        return text("report_in.covered_all", period=text.period(first, last)) if span > 1 else text.day(first)
    return text("report_in.covered", period=text.period(*read.period), n=have, span=span, gaps=span - have)


def kept(read: Ingested, receipt: Receipt, text: Text) -> str:
    """What the diary did with it: new, changed, already there. Counts rows (tries, days, values of factors), and the
    fields that now hold another value.
    """
    if receipt.duplicate:
        return text("report_in.duplicate")
    new, changed = sum(receipt.added.values()), sum(receipt.updated.values())
    same = len(read.exposures) + len(read.days) + len(read.factors) - new - changed
    fields = sum(receipt.overwritten.values())
    counted = (("new", new), ("changed", changed), ("overwritten", fields), ("same", same))
    said = [text(f"report_in.{key}", n=n, count=text.number(n, 0)) for key, n in counted if n > 0]
    return text.listing(said) if said else text("report_in.duplicate")


def as_text(found: list[Line]) -> str:
    """The report as plain text."""
    return "".join(f"{label}: {value}\n" for label, value in found)


def as_json(read: Ingested, receipt: Receipt | None = None) -> str:
    """The report for programs: codes and numbers; with what the diary did with it, once it is there."""
    have, span = covered(read)
    summary = RejectionSummary.of(read.rejections)
    facts: dict[str, object] = {
        "file": read.name,
        "sha256": read.sha256,
        "source": read.source,
        "formats": list(read.formats),
        "shape": read.shape,
        "rows": read.rows,
        "rows_lost": lost_rows(read) if read.period else 0,
        "kept": {"exposures": len(read.exposures), "days": len(read.days), "factors": len(read.factors)},
        "rejected": summary.by_reason,
        "period": [day.isoformat() for day in read.period] if read.period else None,
        "days_covered": have,
        "gaps": span - have,
        "columns": [
            {"header": use.header, "table": use.table, "field": use.field, "scale": use.scale, "why": use.why,
             "conversion": list(use.conversion)}
            for use in read.mapping
        ],
        "facts": dict(read.dialect),
        "questions": [one.key for one in read.questions],
    }  # fmt: skip
    if receipt is not None:
        facts["stored"] = {
            "duplicate": receipt.duplicate,
            "added": dict(receipt.added),
            "updated": dict(receipt.updated),
            "overwritten": dict(receipt.overwritten),
        }
    return json.dumps(facts, ensure_ascii=False, indent=2)


def csv_of(found: Sequence[Rejection], text: Text, name: str = "") -> bytes:
    """Refused cells of the file `name` as the spreadsheet of that language opens them; no cell becomes a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if text.lang == "de" else ",")
    names = ("in_file", "row", "column", "value", "reason")
    writer.writerow(text(f"diary.rejected.{name}") for name in names)
    for one in found:
        cells = (one.file or name, str(one.row), one.column, one.value, text(f"reason.{one.reason}"))
        writer.writerow(inert(cell) for cell in cells)
    return out.getvalue().encode("utf-8-sig")


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.lstrip()[:1] in {*"=+-@"} or cell[:1] in {"\t", "\r", "\n"} else cell
