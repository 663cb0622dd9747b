"""One upload as a whole: which readers its files go to, and what they found as one `Ingested`."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from data.errors import UnreadableFile
from data.ingest import diary, owned, workbook
from data.ingest.formats import claimed
from data.ingest.formats.base import Found
from data.ingest.own_files import require_diary
from data.ingest.refused import Refused
from data.ingest.source import ZIP, members
from data.ingested import Ingested
from data.merge import merged
from data.packed import pack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from data.errors import Question
    from data.ingest.formats.base import Format, Watch
    from data.ingest.source import File
    from data.ingested import Answers

KEEP = 20_000_000
"""Uploads up to this size are kept as they came (ten years of tries are 3 MB); of larger ones what was read and their
SHA-256."""
CHUNK = 1 << 20
NAMED = 20
"""Files left out that are named; exports of devices bring thousands."""
TABLE_NAMES = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".ods")
ARCHIVE = "archive"
_TABLES = ("days", "exposures", "factors")


@dataclass
class Part:
    """What one reader made of its files. build: the same for files of the same build; answers are kept under it."""

    found: Found
    source: str
    title: str
    shape: str = ""
    build: str = ""
    rejections: Sequence[object] = field(default_factory=list)


def understood(file: File, answers: Answers, watch: Watch) -> Ingested:
    """Read one upload. Raises UnreadableFile."""
    require_diary(file)
    with _Keeper(file) as keeper:
        parts, skipped = _parts(file, answers, watch, keeper)
        content, packed, digest = keeper.result()
    one = parts[0] if len(parts) == 1 else _joined(parts)
    if skipped:
        one.found.facts["skipped_files"] = str(len(skipped))
        one.found.facts["skipped_names"] = _listed(skipped)
    _require_rows(one, file.name)
    found = one.found
    return Ingested(
        days=found.days,
        exposures=found.exposures,
        factors=found.factors,
        rejections=one.rejections or found.rejections,  # type: ignore[arg-type]
        questions=found.questions,
        source=one.source,
        mapping=tuple(found.mapping),
        period=_period(found),
        name=file.name,
        rows=found.rows,
        shape=one.shape,
        dialect=found.facts,
        answers={key: value for key, value in answers.items() if value},
        content=content,
        sha256=digest,
        formats=tuple(dict.fromkeys(part.title for part in parts if part.title)),
        signature=hashlib.sha256("\n".join(sorted(part.build for part in parts)).encode()).hexdigest()[:16],
        unique=len(parts) == 1,
        packed=packed,
    )


def _listed(names: list[str]) -> str:
    """The first names of files, without their folders where those say nothing more."""
    bases = [name.rpartition("/")[2] for name in names]
    shown = [
        base if bases.count(base) == 1 else name for base, name in zip(bases[:NAMED], names, strict=False)
    ]
    return ", ".join(shown) + (", …" if len(names) > NAMED else "")


# ------------------------------------------------------------------ who reads what


class _Keeper:
    """Sums and packs the file beside the reading, once both cores are no longer needed for splitting its text."""

    def __init__(self, file: File) -> None:
        self._file, self._pool = file, ThreadPoolExecutor(1)
        self._done: Future[tuple[bytes, bytes, str]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def start(self) -> None:
        self._done = self._done or self._pool.submit(_kept, self._file)

    def result(self) -> tuple[bytes, bytes, str]:
        self.start()
        return self._done.result()  # type: ignore[union-attr]


def _parts(file: File, answers: Answers, watch: Watch, keeper: _Keeper) -> tuple[list[Part], list[str]]:
    """What every reader found, and the names of files nobody read."""
    if file.head.startswith(workbook.OLE):
        return _sheets(file, answers, watch), []
    if file.head.startswith(ZIP) or _is_empty_zip(file):
        inside = members(file)
        if workbook.is_workbook(inside):
            return _sheets(file, answers, watch), []
        return _archive(file, inside, answers, watch)
    form = claimed(file)
    if form is not None:
        return [_export(form, [file], answers, watch)], []
    one = diary.of_text(file.read(), file.name, answers, keeper.start)
    return [diary_part(one)], []


def _is_empty_zip(file: File) -> bool:
    return file.head.startswith(b"PK\x05\x06")


def diary_part(one: diary.Diary) -> Part:
    """A table as a part."""
    return Part(one.found, diary.SOURCE, "", one.shape, one.build, one.rejections)


def _sheets(file: File, answers: Answers, watch: Watch) -> list[Part]:
    """Every sheet that is a diary or an export saved again; one that is neither (a legend, a calculation) is left out
    as long as another is.
    """
    read, refusal = [], None
    found = workbook.pages(file)
    for page in found:
        name = f"{file.name}: {page.sheet}" if len(found) > 1 else file.name
        form = page.form()
        try:
            if form is not None:
                read.append(_export(form, [page.as_text()], answers, watch))
            else:
                read.append(diary_part(diary.of_table(page.table(), name, answers, member=len(found) > 1)))
        except UnreadableFile as error:
            refusal = error
    if not read and refusal is not None:
        raise refusal
    for part in read:
        part.found.facts["sheets"] = f"{len(read)}/{len(found)}"
    return read


def _export(form: Format, files: list[File], answers: Answers, watch: Watch) -> Part:
    found = form.read(files, answers, watch)
    return Part(found, form.code, form.title, "", form.code)


def _archive(file: File, inside: list[File], answers: Answers, watch: Watch) -> tuple[list[Part], list[str]]:
    """Files of one format go to its reader together; further tables are read as diaries. Unread ones lead the names."""
    groups: dict[str, tuple[Format, list[File]]] = {}
    tables: list[File] = []
    left: list[str] = []
    skipped: list[str] = []
    for one in inside:
        form = claimed(one)
        if form is not None:
            groups.setdefault(form.code, (form, []))[1].append(one)
        elif one.name.lower().endswith(TABLE_NAMES):
            tables.append(one)
        else:
            skipped.append(one.name)
    parts = [_export(form, files, answers, watch) for form, files in groups.values()]
    refusal: UnreadableFile | None = None
    for one in tables:
        # An export brings many tables besides those its reader knows; only a diary or a saved export is read then.
        if groups and not owned.is_wanted(one):
            left.append(one.name)
            continue
        try:
            if one.head.startswith((ZIP, workbook.OLE)):
                parts.extend(_sheets(one, answers, watch))
            else:
                parts.append(diary_part(diary.of_text(one.read(), one.name, answers, member=True)))
        except UnreadableFile as error:
            refusal = error
            left.append(one.name)
    skipped = left + skipped
    if parts:
        return parts, skipped
    if refusal is not None and len(tables) == 1:
        raise refusal
    names = ", ".join(one.base for one in inside[:5])
    message = f"{file.name} holds no diary and no export this app knows (found: {names}). Choose the diary file itself."
    raise UnreadableFile("no_table", message, name=file.name, found=names)


# ------------------------------------------------------------------ one result


def _joined(parts: list[Part]) -> Part:
    """Several parts as one; the frames follow the rule of the store, later ones win field by field."""
    found = Found(*(merged([getattr(part.found, name) for part in parts], name) for name in _TABLES))
    questions: dict[str, Question] = {}
    rejections: list[object] = []
    for part in parts:
        questions |= {one.key: one for one in part.found.questions}
        rejections.extend(part.rejections or part.found.rejections)
        found.mapping.extend(part.found.mapping)
        found.facts |= part.found.facts
        found.rows += part.found.rows
    found.questions = list(questions.values())
    sources = {part.source for part in parts}
    shapes = {part.shape for part in parts}
    source = sources.pop() if len(sources) == 1 else ARCHIVE
    return Part(found, source, "", shapes.pop() if len(shapes) == 1 else "", "", rejections)


def _require_rows(one: Part, name: str) -> None:
    """Something of the file is left."""
    found = one.found
    if found.questions or len(found.days) or len(found.exposures) or len(found.factors):
        return
    rejections = one.rejections or found.rejections
    counts = rejections.reasons() if isinstance(rejections, Refused) else {}
    if not counts:
        for each in rejections:
            counts[each.reason.value] = counts.get(each.reason.value, 0) + 1  # type: ignore[attr-defined]
    if not counts:
        message = f"{name} holds a header but no entries this app can use. Add at least one line below it."
        raise UnreadableFile("no_rows", message, name=name)
    most = max(counts, key=lambda reason: (counts[reason], reason), default="")
    example = next((each.value for each in rejections if each.reason.value == most), "")  # type: ignore[attr-defined]
    message = f"None of the {found.rows} rows of {name} could be used (most often: {most}, for example {example!r})."
    raise UnreadableFile("all_rejected", message, name=name, rows=found.rows, example=example)


def _period(found: Found) -> tuple[date, date] | None:
    """First and last day with anything in it."""
    ends = [
        frame["date"].agg(["min", "max"])
        for frame in (found.days, found.exposures, found.factors)
        if len(frame)
    ]
    if not ends:
        return None
    return min(one["min"] for one in ends).date(), max(one["max"] for one in ends).date()


def _kept(file: File) -> tuple[bytes, bytes, str]:
    """The bytes and their packed form, when they are few enough to be kept, and their SHA-256."""
    if file.size <= KEEP or file.held is not None:
        content = file.held if file.held is not None else file.read()
        kept = content if file.size <= KEEP else b""
        return kept, pack(kept), hashlib.sha256(content).hexdigest()
    digest = hashlib.sha256()
    with file.open() as stream:
        while block := stream.read(CHUNK):
            digest.update(block)
    return b"", b"", digest.hexdigest()
