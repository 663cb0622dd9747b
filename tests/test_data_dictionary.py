"""The committed data dictionary is the schema's."""

from __future__ import annotations

import pytest

from data import dictionary, schema


def test_committed_dictionary_is_current():
    assert dictionary.TARGET.read_text(encoding="utf-8") == dictionary.render(), (
        "run python -m data.dictionary"
    )


@pytest.mark.parametrize("table", schema.TABLES)
def test_every_column_is_explained(table):
    rendered = dictionary.render().split(f"## {table}\n")[1].split("## ")[0]
    for one in schema.TABLES[table]:
        row = next(line for line in rendered.splitlines() if line.startswith(f"| `{one.name}` |"))
        assert one.note.replace("|", "\\|") in row
        assert all(f"`{word}`" in row for word in one.words)
        assert ("private" in row) == one.private


def test_ranges_and_units_are_shown():
    rendered = dictionary.render()
    assert "| `sleep_hours` | number | h | 0 to 24 |" in rendered
    assert "| `line` | integer |  | from 0 |" in rendered
    assert "| `movement` | text |  |  | key, required |" in rendered


def test_main_writes_the_target(tmp_path, monkeypatch):
    monkeypatch.setattr(dictionary, "TARGET", tmp_path / "d.md")
    dictionary.main()
    assert (tmp_path / "d.md").read_text(encoding="utf-8") == dictionary.render()
