"""The Movements page in a real Chromium: click a try, change it, see it, undo it; drag over weeks; fit a phone."""

from __future__ import annotations

from datetime import date

import pytest

from tests import browser as b
from ui.text import Text

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PLACE = """(chart, at) => {
  const trace = chart.data.find(one => one.meta === "tries"), layout = chart._fullLayout, box = chart.getBoundingClientRect();
  return [box.left + layout._size.l + layout.xaxis.d2p(trace.x[at]), box.top + layout._size.t + layout.yaxis.d2p(trace.y[at])];
}"""
FELT = '(chart, at) => chart.data.find(one => one.meta === "tries").y[at]'
DRAWN = 'chart => !!chart._fullLayout && !!chart.data?.find(one => one.meta === "tries")'
SHOWS = '(chart, felt) => chart.data?.find(one => one.meta === "tries")?.y[5] === felt'


def opened(page, address, name="Bücken"):
    """From the board to one movement, by its card."""
    page.goto(f"{address}/movements")
    page.get_by_role("button", name=name).click()
    page.locator(".st-key-card-tries").wait_for()
    b.settled(page)


def level(page, width="wide"):
    chart = page.locator(f'[class*="st-key-{width}-level-"] .js-plotly-plot').first
    chart.locator(".scatterlayer .point").first.wait_for()
    b.settled(page)
    b.holds(chart, "chart => chart.scrollIntoView({block: 'center'}) || !!chart._fullLayout")
    b.settled(page)
    b.holds(chart, DRAWN)
    return chart


def test_click_a_try_change_it_and_undo(chromium, sample_address):
    with b.page(chromium) as page:
        opened(page, sample_address)
        chart = level(page)
        before = chart.evaluate(FELT, 5)
        page.mouse.click(*chart.evaluate(PLACE, 5))
        felt = page.locator('[class*="st-key-pain_during_"] input')
        felt.wait_for()
        b.expect(felt).to_have_value(str(before))
        felt.fill("9")
        page.locator('[class*="st-key-save_"] button').click()
        page.locator(".st-key-amend_undo button").wait_for()
        b.settled(page)
        b.holds(chart, SHOWS, 9)
        page.locator(".st-key-amend_undo button").click()
        page.get_by_text("Rückgängig gemacht").wait_for()
        b.settled(page)
        b.holds(chart, SHOWS, before)
        page.goto(f"{sample_address}/diary")
        page.get_by_text("Versuch geändert: Bücken").wait_for()
        assert b.foreign(page.requested) == []


def test_drag_over_weeks_says_what_is_in_them(chromium, sample_address):
    with b.page(chromium) as page:
        opened(page, sample_address)
        line = page.locator(".st-key-stretch-line")
        everything = line.inner_text()
        chart = page.locator('[class*="st-key-wide-safety-"] .js-plotly-plot').first
        chart.locator(".scatterlayer .trace").first.wait_for(state="attached")
        chart.scroll_into_view_if_needed()
        b.settled(page)
        box = chart.bounding_box()
        page.mouse.move(box["x"] + 250, box["y"] + 90)
        page.mouse.down()
        page.mouse.move(box["x"] + 420, box["y"] + 120, steps=8)
        page.mouse.up()
        page.locator(".st-key-stretch_clear button").wait_for()
        b.settled(page)
        b.expect(line).not_to_have_text(everything, use_inner_text=True)
        b.expect(line).to_contain_text("Versuche an")
        page.locator(".st-key-stretch_clear button").click()
        page.locator(".st-key-stretch_clear").wait_for(state="detached")
        b.settled(page)
        b.expect(line).to_have_text(everything, use_inner_text=True)
        b.expect(page.locator('[class*="st-key-wide-safety-"] .selectionlayer path')).to_have_count(0)


def test_a_phone_scrolls_taps_and_fits(chromium, sample_address):
    with b.page(chromium, b.PHONE, has_touch=True) as page:
        opened(page, sample_address, "Kreuzheben")
        chart = level(page, "narrow")
        for at in (3, 6):  # the library alone would answer the second tap with the try of the first
            b.holds(chart, DRAWN)
            page.touchscreen.tap(*chart.evaluate(PLACE, at))
            day = chart.evaluate('(chart, at) => chart.data.find(one => one.meta === "tries").x[at]', at)
            page.locator(".st-key-card-tries").get_by_text(Text("de").day(date.fromisoformat(day))).wait_for()
            b.settled(page)
        b.fits(page)
        for key in ("view_pick", "save_", "remove_"):
            b.tall(page, f"[class*=st-key-{key}] button")


def test_the_keyboard_opens_a_card(chromium, sample_address):
    with b.page(chromium, locale="en-GB") as page:
        page.goto(f"{sample_address}/movements")
        card = page.get_by_role("button", name="Kniebeuge")
        card.focus()
        page.keyboard.press("Enter")
        page.locator(".st-key-card-tries").wait_for()
        page.wait_for_url("**view=one**")
