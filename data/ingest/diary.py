"""A hand-kept table of any build as frames: understood by headers, values and the person's answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from data import schema
from data.errors import UnreadableFile
from data.ingest import reading, values
from data.ingest.decode import utf8_of
from data.ingest.formats.base import Found
from data.ingest.frames import Frames, frames_of
from data.ingest.meaning import targets
from data.ingest.plan import RATED, plan
from data.ingest.refused import Refused
from data.ingest.shapes import WHERE
from data.ingest.table import parse
from data.ingest.writing import YES_OR_NO
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.ingest.plan import Plan, Use
    from data.ingest.table import Table
    from data.ingested import Answers

SOURCE = "diary-csv"
LIST_MARKS = (",", "+", ";")
LIST_SHARE = 0.2
"""More cells than this with a comma or plus: the column lists several movements."""
ATTACK_DAYS = 0.6
"""Fewer logged days than this share of the period, and never a zero: only days with pain were written down."""
ENOUGH_DAYS = 8


@dataclass
class Diary:
    """One table, read. build: its headers and delimiter, the same for every export of the same build."""

    found: Found
    shape: str
    build: str
    rejections: Refused


def of_text(
    content: bytes,
    name: str,
    answers: Answers,
    split: Callable[[], None] | None = None,
    *,
    member: bool = False,
) -> Diary:
    """Delimited text. split: called when the text is split into cells. member: one file of several, so that refused
    cells name it. Raises UnreadableFile.
    """
    text, encoding = utf8_of(content, name)
    table = parse(text, name)
    if split is not None:
        split()
    one = of_table(table, name, answers, member=member)
    shown = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}
    one.found.facts = {"encoding": shown.get(encoding, encoding.upper()), **one.found.facts}
    return one


def of_table(table: Table, name: str, answers: Answers, *, member: bool = False) -> Diary:
    """A table of text. Raises UnreadableFile (`no_date`, `no_pain`)."""
    try:
        made = plan(table, answers)
    except UnreadableFile as error:
        error.context.setdefault("name", name)
        raise
    split = _split_lists(made, answers)
    file = name if member else ""
    table.rejections = [replace(one, file=file) for one in table.rejections]
    frames = _frames(table, made, file, split=split)
    found = Found(frames.days, frames.exposures, frames.factors, questions=made.questions, rows=len(table))
    found.mapping = [replace(_mapped(use), file=file) for use in made.uses]
    found.facts = _facts(table, made, frames)
    build = "\t".join([table.delimiter, *table.header])
    return Diary(found, made.shape, build, frames.rejections)


def _frames(table: Table, made: Plan, file: str, *, split: bool | None) -> Frames:
    """The frames, empty while it is open which day or whose a row is, or whether it is a try at all."""
    is_open = any(one.kind in {"person", WHERE} for one in made.questions)
    if made.days is None or is_open:
        days, exposures, factors = (schema.empty(one) for one in ("days", "exposures", "factors"))
        return Frames(days, exposures, factors, Refused(table.rejections))
    found = frames_of(table, made, file, split=bool(split))
    if split is None:
        found.exposures = schema.empty("exposures")
    return found


def _split_lists(made: Plan, answers: Answers) -> bool | None:
    """Whether a cell with several movements is one try of each; None after asking."""
    use = made.of("exposures", "movement")
    if use is None:
        return False
    cells = use.distinct()
    lists = {cell: n for cell, n in cells.items() if any(mark in cell for mark in LIST_MARKS)}
    if not cells or sum(lists.values()) / cells.total() <= LIST_SHARE:
        return False
    key = f"several:{use.header}"
    answer = made.answered(answers, key, ("each", "one"))
    if answer is None:
        made.ask(key, ("each", "one"), use.header, tuple(lists)[:3])
        return None
    return answer == "each"


def _mapped(use: Use) -> ColumnUse:
    role = use.table in {*RATED, "names", "part"}
    scale = use.scale.name
    if not scale and use.table and use.field not in {"date", "time"} and (role or use.column.unit == "0-10"):
        scale = "0-10" if use.table not in {"names", "part"} else ""
    if not scale and use.table and use.scales:
        scale = use.column.unit
    return ColumnUse(
        use.header,
        {"wide": "exposures", "after": "exposures", "places": "factors", "parts": "days"}.get(
            use.table, use.table
        ),
        {"wide": "pain_during", "after": "pain_during", "parts": "pain_avg"}.get(use.table, use.field),
        scale,
        use.why,
        use.samples(),
        target=use.target,
        options=targets(),
        scales=use.scales,
        direction=use.direction,
        conversion=_conversion(use),
    )


def _conversion(use: Use) -> tuple[str, ...]:
    """Raw -> stored, for a column that is not taken as it stands."""
    as_it_stands = use.scale.name in {"", "0-10", YES_OR_NO} and not use.scale.turned
    mixed = use.table == "factors" and len(use.scale.units or ()) > 1
    if not use.table or (as_it_stands and not mixed):
        return ()
    reader = reading.reader(use.column, use.scale)
    shown = []
    for cell in list(use.distinct())[:6]:
        value, _ = reader(cell)
        if isinstance(value, float):
            shown.append(f"{cell} → {value:.3g}")
    return tuple(shown[:3])


def _facts(table: Table, made: Plan, frames: Frames) -> dict[str, str]:
    """Facts about the file that a person can check."""
    facts = {}
    if table.delimiter:
        facts["delimiter"] = {"\t": "Tab"}.get(table.delimiter, table.delimiter)
        facts |= _decimal(made)
    facts |= made.facts
    if table.preamble:
        facts["preamble"] = str(table.preamble)
    if frames.averaged_days:
        facts["averaged_days"] = str(frames.averaged_days)
    return facts | _attacks_only(made, frames)


def _decimal(made: Plan) -> dict[str, str]:
    """The decimal sign the file writes; nothing where it writes none."""
    if any(use.scale.decimal == "," for use in made.uses):
        return {"decimal": ","}
    counted = [use for use in made.uses if use.table in {"days", "exposures", "factors", *RATED}]
    numbers = [use for use in counted if use.field not in {"date", "time"} and use.column.kind == "number"]
    return {"decimal": "."} if any(values.decimal_point(use.cells.words) for use in numbers) else {}


def _attacks_only(made: Plan, frames: Frames) -> dict[str, str]:
    """A diary that only knows days with pain: said, and no painless day is made up."""
    days = frames.days
    if made.shape not in {"day", "events"} or made.questions:
        return {}
    pain = days[["pain_avg", "pain_worst"]].max(axis=1).dropna()
    if len(pain) < ENOUGH_DAYS or len(pain) < len(days) or pain.min() <= 0:
        return {}
    span = (days["date"].max() - days["date"].min()).days + 1
    return {"attacks_only": str(len(pain))} if len(pain) < span * ATTACK_DAYS else {}
