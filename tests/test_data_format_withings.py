"""Withings sleep, built from the documented headers; values invented."""

import pytest

from data.ingest import read

TAIL = "Duration to sleep (s),Duration to wake up (s),Snoring (s),Snoring episodes,Average heart rate,Heart rate (min)"
HEADS = {
    "en": f"from,to,light (s),deep (s),rem (s),awake (s),wake up,{TAIL}",
    "de": f'von,bis,"leicht (s)","tief (s)","rem (s)","wach (s)",Aufwachen,{TAIL}',
    "es": f"de,a,ligero (s),profundo (s),rem (s),despierto (s),despertar,{TAIL}",
}
ROWS = """\
2026-03-28T23:30:00+01:00,2026-03-29T07:40:00+02:00,14400,7200,3600,1200,2,300,60,600,3,58,49
2026-03-29T14:00:00+02:00,2026-03-29T14:40:00+02:00,2400,0,0,0,0,0,0,0,0,60,55
2026-10-25T00:10:00+02:00,2026-10-25T07:10:00+01:00,14400,7200,0,1800,1,0,0,0,0,0,0
,2026-10-26T07:10:00+01:00,x,7200,0,1800,1,0,0,0,0,0,0
"""


@pytest.mark.parametrize("lang", HEADS)
def test_nights_belong_to_the_day_of_waking_and_naps_are_not_added(lang):
    found = read(f"{HEADS[lang]}\n{ROWS}".encode(), "sleep.csv")
    assert [str(one.date()) for one in found.days["date"]] == ["2026-03-29", "2026-10-25"]
    assert found.days["sleep_hours"].tolist() == [7, 6]
    assert [(one.row, one.value) for one in found.rejections] == [(5, "x")]


def test_lengths_are_seconds_and_zero_pulse_is_none():
    found = read(f"{HEADS['de']}\n{ROWS}".encode(), "sleep.csv")
    by_name = found.factors.groupby("name")["value"].apply(list)
    assert by_name["avg_hr"] == [58]
    assert by_name["snoring_min"] == [10]
    assert by_name["sleep_deep_h"] == [2, 2]


def test_a_nap_alone_on_its_day_is_no_short_night():
    row = "2026-03-29T14:00:00+02:00,2026-03-29T14:40:00+02:00,2400,0,0,0,0,0,0,0,0,60,55\n"
    night = "2026-03-29T23:00:00+02:00,2026-03-30T06:00:00+02:00,14400,7200,3600,0,0,0,0,0,0,60,55\n"
    found = read(f"{HEADS['en']}\n{row}{night}".encode(), "sleep.csv")
    assert [str(one.date()) for one in found.days["date"]] == ["2026-03-30"]
