"""Small experiments in a real Chromium: note and rate the last day, open the answer, set up the next one; fit a phone."""

from __future__ import annotations

import json

import pytest

from tests import browser as b
from tests.trials import prepared

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-2")]


def saved(page, key, folder):
    with page.expect_download() as waiting:
        page.locator(f".st-key-{key} button").click()
    waiting.value.save_as(folder / key)
    return (folder / key).read_text("utf-8-sig")


def test_note_the_last_day_read_the_answer_and_begin_the_next(chromium, tmp_path):
    home = tmp_path / "home"
    prepared(home)
    with b.server(home) as address, b.page(chromium) as page:
        page.goto(f"{address}/experiments")
        page.get_by_text("Tag 28 von 28").wait_for()
        b.settled(page)
        main = page.locator('[data-testid="stMain"]')
        assert page.locator(".js-plotly-plot").count() == 0, "nothing of the answer shows before its time"
        page.get_by_text("Vorher hineinsehen oder aufhören").click()
        closed = json.loads(saved(page, "xp_file_json_1", tmp_path))
        assert {day["rating"] for day in closed["days"]} == {None}
        page.locator(".st-key-xp_done_1 button").click()
        page.get_by_text("Eingetragen: so gemacht.").wait_for()
        b.settled(page)
        page.locator('[class*="st-key-xp_rating_1_"] button').get_by_text("4", exact=True).click()
        page.locator(".st-key-xp_open_1 button").wait_for()
        b.settled(page)
        page.locator(".st-key-xp_open_1 button").click()
        page.locator(".st-key-xp-result-1 .js-plotly-plot .scatterlayer .point").first.wait_for()
        b.settled(page)
        b.expect(main).to_contain_text("„mit Atmen“ hat gegenüber „ohne Atmen“ einen Unterschied von")
        b.expect(main).to_contain_text("Bis zum Ende hat niemand hineingesehen.")
        opened = json.loads(saved(page, "xp_file_json_1", tmp_path))
        assert sum(day["rating"] is not None for day in opened["days"]) == 28
        assert "SHA-256" in saved(page, "xp_file_text_1", tmp_path)

        page.get_by_text("Gehen nach dem Mittagessen").click()
        b.settled(page)
        b.expect(main).to_contain_text("in 4 von 5 Fällen sehen")
        page.locator(".st-key-xp_start button").click()
        page.get_by_text("Tag 1 von 28").wait_for()
        b.settled(page)
        page.locator(".st-key-xp_not_done_2 button").click()
        page.get_by_text("Eingetragen: nicht gemacht").wait_for()
        assert b.foreign(page.requested) == []

        with b.page(chromium, b.PHONE, locale="en-GB", has_touch=True) as phone:
            phone.goto(f"{address}/experiments")
            phone.get_by_text("Day 1 of 28").wait_for()
            phone.locator(".st-key-narrow-xp-1-blocks .js-plotly-plot").wait_for()
            b.settled(phone)
            b.fits(phone)
            b.tall(phone, "[class*=st-key-xp-card-] button")
