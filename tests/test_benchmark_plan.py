"""The step rules followed by invented people, small: what must hold for anybody (docs/evidence-plan.md has the figures)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.planrules import SHIPPED
from analysis.steprules import ROWS
from benchmarks.plan import measure

LINES = (Path(__file__).parents[1] / "docs/evidence-plan.md").read_text(encoding="utf-8")
PAGE = " ".join(LINES.split())


@pytest.fixture(scope="module")
def person():
    """One calm person; both ways."""
    return measure.of_person(90_022)


def test_nobody_steps_up_where_none_may_be(person):
    assert person.ups > 0
    assert not person.wrong


def test_the_plan_is_followed(person):
    assert set(person.rows) <= set(ROWS)
    assert person.ends
    assert any(one["most"] > 1.2 for one in person.ends)


def test_the_page_is_of_these_rules():
    assert SHIPPED.stamp in PAGE
    after = re.search(
        r"after a red try (\d+), in or within a week of a flare (\d+), after a break (\d+), in a stressful stretch (\d+), after bad nights (\d+)",
        PAGE,
    )
    assert after
    assert set(after.groups()) == {"0"}
    reached = dict(re.findall(r"^\| (\w+) \| (\d+) \|$", LINES, re.MULTILINE))
    assert [row for row in ROWS if row != "clock" and not int(reached[row])] == []
    plan, fixed = map(
        float, re.search(r"with the plan ([\d.]+) %, with the fixed dose ([\d.]+) %", PAGE).groups()
    )
    assert plan <= fixed
