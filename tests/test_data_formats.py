"""The registry of export formats: complete, documented, tested, and nobody claims what is not his."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from data import sample, schema
from data.ingest.formats import __main__ as table
from data.ingest.formats import claimed, formats
from data.ingest.source import of_bytes

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "add-a-format.md"


def test_the_committed_table_is_the_registry():
    assert table.TARGET.read_text(encoding="utf-8") == table.render(), "run python -m data.ingest.formats"


@pytest.mark.parametrize("form", formats(), ids=lambda one: one.code)
def test_every_format_is_described_and_tested(form):
    assert (ROOT / "tests" / f"test_data_format_{form.code}.py").is_file()
    assert form.title
    assert form.files
    assert form.facts
    assert form.evidence
    known = {f"days.{name}" for name in schema.names("days")} | {
        f"exposures.{n}" for n in schema.names("exposures")
    }
    assert [one for one in form.fills if one not in known and not one.startswith("factors")] == []


@pytest.mark.parametrize("form", formats(), ids=lambda one: one.code)
@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff" * 40, b"Datum;Schmerz\n01.03.2026;3\n", b"{}", b"[]", b"<x/>", b"SQLite"]
)
def test_no_format_claims_what_is_not_its_own(form, content):
    assert not form.claims(of_bytes(content, "export.csv"))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_hand_kept_diary_is_nobodys(lang):
    assert claimed(of_bytes(sample.diary(lang=lang).content, "tagebuch.csv")) is None


def test_codes_are_unique():
    codes = [one.code for one in formats()]
    assert len(set(codes)) == len(codes)


def test_the_guide_builds_a_reader_that_works(tmp_path):
    """The code on the page is run as it stands there."""
    code = re.search(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL).group(1)
    path = tmp_path / "kneipp_log.py"
    path.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("kneipp_log", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    content = (
        b"Day,Back pain (0-10),Slept,Steps,Remark\n2026-03-01,4,7h 15min,5120,stiff\n2026-03-02,x,6h,0,\n"
    )
    file = of_bytes(content, "kneipp.csv")
    assert module.FORMAT.claims(file)
    found = module.FORMAT.read([file], {}, lambda _share: None)
    assert found.days["sleep_hours"].tolist() == [7.25, 6]
    assert found.days["steps"].dropna().tolist() == [5120]
    assert found.days["note"].dropna().tolist() == ["stiff"]
    assert [(one.row, one.value) for one in found.rejections] == [(3, "x")]
