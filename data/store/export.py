"""Everything stored as one zip that other programs can read: CSV, Parquet, the original files, a README."""

from __future__ import annotations

import io
import json
import os
import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from data import dictionary
from data.errors import StoreNotWritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

README: Final = """\
Schmerzgedächtnis / Pain Memory

Alles, was in deinem Tagebuch steht. / Everything your diary holds.

tables/*.csv      UTF-8, Komma, ISO-Datum, leer = unbekannt / UTF-8, comma, ISO dates, empty = unknown
tables/*.parquet  dasselbe mit Datentypen / the same with data types
tables/experiment*  deine kleinen Versuche: Plan und Tage / your small experiments: plan and days
files/            deine Originaldateien, nach Import nummeriert / your original files, by import number
settings.json     deine Einstellungen / your settings
columns.md        was jede Spalte heißt / what each column means
"""


def write(
    target: Path | BinaryIO,
    tables: Mapping[str, pd.DataFrame],
    originals: Iterable[tuple[int, str, bytes]],
    settings: Mapping[str, Any],
) -> None:
    """Write the zip. A path is replaced only when the whole file is there. Raises StoreNotWritable."""
    if not isinstance(target, Path):
        _fill(target, tables, originals, settings)
        return
    part = ""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as file:
            part = file.name
            _fill(file, tables, originals, settings)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(target)
    except OSError as error:
        if part:
            Path(part).unlink(missing_ok=True)
        raise StoreNotWritable(
            f"{target} cannot be written: the disk is full or read-only. Choose another place.",
            path=str(target),
        ) from error


def _fill(
    out: Any,  # noqa: ANN401 - any binary stream
    tables: Mapping[str, pd.DataFrame],
    originals: Iterable[tuple[int, str, bytes]],
    settings: Mapping[str, Any],
) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        archive.writestr("columns.md", dictionary.render())
        archive.writestr("settings.json", json.dumps(settings, ensure_ascii=False, indent=1))
        for name, frame in tables.items():
            archive.writestr(f"tables/{name}.csv", frame.to_csv(index=False, lineterminator="\n"))
            parquet = io.BytesIO()
            frame.to_parquet(parquet, index=False)
            archive.writestr(f"tables/{name}.parquet", parquet.getvalue())
        for number, name, content in originals:
            safe = re.sub(r"[^\w.-]+", "_", name).lstrip(".") or "file"
            archive.writestr(f"files/{number:03d}-{safe}", content)
