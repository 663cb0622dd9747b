"""The Connections page in a real Chromium: look at sleep, drag over days and see them in time, then both together."""

from __future__ import annotations

import re

import pytest

from tests import browser as b
from ui.components import _table
from ui.style import css
from ui.text import Text
from ui.theme import LIGHT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CHOSEN = '(chart, rows) => chart.data?.find(one => one.meta === "chosen")?.x.length === rows'
BOX = """(chart) => {
  const layout = chart._fullLayout, box = chart.getBoundingClientRect();
  const at = (x, y) => [box.left + layout._size.l + layout.xaxis.d2p(x), box.top + layout._size.t + layout.yaxis.d2p(y)];
  return [at(1.8, 8.9), at(4.6, 3.1)];
}"""


def view(page, name):
    page.locator(".st-key-explore_pick").get_by_text(name, exact=True).click()
    b.settled(page)


def drawn(page, key):
    chart = page.locator(f'[class*="st-key-wide-{key}"] .js-plotly-plot').first
    chart.locator(".scatterlayer .point").first.wait_for()
    chart.scroll_into_view_if_needed()
    b.settled(page)
    return chart


def test_sleep_is_looked_at_days_are_dragged_over_and_the_joint_view_opens(chromium, sample_address):
    with b.page(chromium) as page:
        page.goto(f"{sample_address}/connections?view=factor&factor=sleep_quality")
        page.get_by_role("heading", name="Schlafqualität, Nacht davor: Deutlicher Hinweis").wait_for()
        chart = drawn(page, "scatter-")
        b.holds(chart, "chart => !!chart._fullLayout")
        (left, top), (right, bottom) = chart.evaluate(BOX)
        page.mouse.move(left, top)
        page.mouse.down()
        page.mouse.move(right, bottom, steps=8)
        page.mouse.up()
        page.locator(".st-key-card-chosen").wait_for()
        b.settled(page)
        table = page.locator(".st-key-card-chosen .pm-table tbody tr")
        table.first.wait_for()
        rows = table.count()
        b.expect(page.locator(".st-key-chosen-line")).to_have_text(re.compile(rf"^\s*{rows} von "))
        b.holds(chart, CHOSEN, rows)
        b.holds(drawn(page, "chosen"), CHOSEN, rows)
        page.locator(".st-key-explore_clear button").click()
        page.locator(".st-key-card-chosen").wait_for(state="detached")
        b.settled(page)
        b.expect(page.locator('[class*="st-key-wide-scatter-"] .selectionlayer path')).to_have_count(0)
        view(page, "Gemeinsam")
        words = page.locator(".st-key-left-words")
        b.expect(words).to_contain_text("Schlafqualität")
        b.expect(words).to_contain_text("gemeinsam mit Stress")
        drawn(page, "joint")
        assert b.foreign(page.requested) == []


def test_every_view_fits_a_phone(chromium, sample_address):
    text = Text("en")
    with b.page(chromium, b.PHONE, has_touch=True, locale="en-GB") as page:
        page.goto(f"{sample_address}/connections?view=factor&factor=sleep_quality")
        for name in ("factor", "joint", "calendar", "moving", "time"):
            view(page, text(f"explorer.view.{name}"))
            page.wait_for_url(f"**view={name}**")
            b.fits(page)
        b.tall(page, "[class*=st-key-explore_pick] button")
        assert b.foreign(page.requested) == []


def test_tables_of_the_desk_and_of_what_was_shared_stack_on_a_phone(chromium):
    """Four columns side by side would leave a phone a word a line, or half of them out of sight."""
    table = _table([{"Wann": "1. April", "Was darauf steht": "Bewegungen und Verlauf"}] * 2, "")
    with b.page(chromium, b.PHONE) as page:
        for key in ("st-key-desk_people", "st-key-share-history"):
            page.set_content(
                '<meta name="viewport" content="width=device-width">'
                f'<style>{css(Text("de"), LIGHT)}</style><div class="{key}"><div class="pm-scroll">{table}</div></div>'
            )
            cells = page.locator("td")
            b.holds(cells.first, "one => getComputedStyle(one).borderBottomWidth === '0px'")
            b.holds(cells.first, "one => getComputedStyle(one, '::before').content === '\"Wann\"'")
            assert cells.nth(1).bounding_box()["y"] > cells.nth(0).bounding_box()["y"]
            assert page.locator("thead").bounding_box()["height"] < 60
            b.fits(page)


def test_a_long_name_without_a_space_does_not_widen_the_page(chromium):
    """A factor is called what the file calls it; the words of a page hold such a name by breaking it."""
    name = "L" * 300
    kinds = ("pm-lead", "pm-note", "pm-body", "pm-caption")
    words = "".join(f'<p class="{kind}">{name}</p>' for kind in kinds)
    with b.page(chromium, b.PHONE) as page:
        page.set_content(
            '<meta name="viewport" content="width=device-width">'
            f'<style>{css(Text("de"), LIGHT)}</style>{words}<ul class="pm-list"><li>{name}</li></ul>'
        )
        b.fits(page)
