"""The Progress page in a real Chromium, on a phone: it fits, its details open by keyboard, wins are one file of their own."""

from __future__ import annotations

import re

import pytest

from tests import browser as b

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_plan_and_wins_on_a_phone(chromium, sample_address, tmp_path):
    with b.page(chromium, b.PHONE) as page:
        page.goto(f"{sample_address}/progress?show=plan")
        page.locator(".pm-steps summary").first.wait_for()
        b.settled(page)
        b.fits(page)
        b.expect(page.locator(".pm-steps > li")).to_have_count(8)
        b.expect(page.locator(".pm-week b")).to_have_count(7)
        summary = page.locator(".pm-steps summary").first
        b.holds(summary, "one => one.getBoundingClientRect().height >= 44")
        summary.focus()
        page.keyboard.press("Enter")
        page.get_by_text(re.compile("^Regel: ")).first.wait_for()

        page.get_by_role("radio", name="Gewonnen").or_(
            page.get_by_role("button", name="Gewonnen")
        ).first.click()
        page.locator(".pm-wins li").first.wait_for()
        b.settled(page)
        b.fits(page)
        with page.expect_download() as waited:
            page.locator(".st-key-wins_download button").click()
        made = tmp_path / "wins.html"
        waited.value.save_as(made)
        assert b.foreign(page.requested) == []
    words = made.read_text(encoding="utf-8")
    assert "<script" not in words
    assert not re.search(r"(src|href)=", words)
    with b.page(chromium, b.PHONE) as page:
        page.goto(made.as_uri())
        page.locator(".pm-wins li").nth(2).wait_for()
        b.fits(page)
