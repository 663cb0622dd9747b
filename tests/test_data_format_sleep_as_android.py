"""Sleep as Android, built from the known header; values invented."""

from data.ingest import read

HEAD = "Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate,Snore,Noise,Cycles,DeepSleep,LenAdjust,Geo"
CONTENT = f"""\
{HEAD},"23:10","23:20",Event
"1","Europe/Berlin","28. 03. 2026 23:10","29. 03. 2026 07:10","x","7,000","4.5","#home gut","10000","-1","-1.0","-1","0.3","0","","0.1","0.2","x"
,,,,,,,,,,,,,,,"0.1","0.2"
{HEAD},"23:30"
"2","Europe/Berlin","29. 03. 2026 23:10","30. 03. 2026 07:10","x","lang","0.0","","10000","-1","-1.0","-1","0.3","0","","0.1"
{HEAD}
"3","Europe/Berlin","30. 03. 2026 23:10","31. 03. 2026 07:10","x","6.5","0.0","","10000","-1","-1.0","-1","0.3","0",""
"""


def test_nights_between_repeated_headers():
    found = read(CONTENT.encode(), "sleep-export.csv")
    assert [str(one.date()) for one in found.days["date"]] == ["2026-03-29", "2026-03-31"]
    assert found.days["sleep_hours"].tolist() == [7, 6.5]
    assert found.factors["value"].tolist() == [4.5]
    assert [one.value for one in found.rejections] == ["lang"]
    assert found.days["note"].dropna().tolist() == ["gut"]


# ------------------------------------------------------------------ what is a night

SHORT = "Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate,Snore,Noise,Cycles"


def record(start, end, hours="7.0", rating="0.0", comment="", head=HEAD, mark=","):
    rest = mark.join(f'"{one}"' for one in ("10000", "-1", "-1.0", "5"))
    cells = mark.join(f'"{one}"' for one in (1, "Europe/Berlin", start, end, "x", hours, rating, comment))
    return f"{head.replace(',', mark)}\n{cells}{mark}{rest}\n"


def days(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field], strict=True))


def factors(found):
    return found.factors.groupby("name")["value"].apply(list).to_dict()


def test_a_night_in_pieces_is_their_sum():
    content = record("01. 03. 2026 22:40", "02. 03. 2026 1:50", "3.1") + record(
        "02. 03. 2026 3:20", "02. 03. 2026 7:00", "3.6"
    )
    assert days(read(content.encode(), "sleep-export.csv"), "sleep_hours") == {"2026-03-02": 6.7}


def test_copies_and_overlaps_count_once():
    one = record("01. 03. 2026 23:00", "02. 03. 2026 7:00", "7.5")
    other = record("01. 03. 2026 23:30", "02. 03. 2026 6:00", "6.0")
    assert days(read((one + one + other).encode(), "sleep-export.csv"), "sleep_hours") == {"2026-03-02": 7.5}


def test_a_nap_is_no_night():
    found = read(record("01. 03. 2026 13:00", "01. 03. 2026 14:00", "1.0").encode(), "sleep-export.csv")
    assert found.days.empty
    assert factors(found) == {"nap_h": [1]}


def test_an_evening_that_ends_before_midnight_is_of_the_night_to_come():
    found = read(record("01. 03. 2026 20:00", "01. 03. 2026 23:50", "3.8").encode(), "sleep-export.csv")
    assert list(days(found, "sleep_hours")) == ["2026-03-02"]


def test_unfinished_records_and_unrated_nights_are_missing():
    content = record("01. 03. 2026 23:00", "02. 03. 2026 7:00", "-1", "0.0") + record(
        "02. 03. 2026 23:00", "03. 03. 2026 7:00", "7,5", "3,25"
    )
    found = read(content.encode(), "sleep-export.csv")
    assert days(found, "sleep_hours") == {"2026-03-03": 7.5}
    assert factors(found) == {"sleep_rating": [3.25]}


# ------------------------------------------------------------------ tags, older and torn files


def test_tags_of_the_person_are_factors_and_those_of_the_app_are_not():
    comment = " #watch #alcohol #sport_3x #fullmoon #geo1 unruhig"
    found = read(record("01. 03. 2026 23:00", "02. 03. 2026 7:00", comment=comment).encode(), "s.csv")
    assert factors(found) == {"alcohol": [1], "sport": [1]}
    assert days(found, "note") == {"2026-03-02": "unruhig"}


def test_the_older_header_is_shorter():
    found = read(record("01. 03. 2026 23:00", "02. 03. 2026 7:00", head=SHORT).encode(), "s.csv")
    assert days(found, "sleep_hours") == {"2026-03-02": 7}


def test_saved_again_by_a_spreadsheet():
    content = record("01.03.2026 23:00", "02.03.2026 07:00", "7,25", mark=";").replace('"', "")
    found = read(content.encode("cp1252"), "sleep-export.csv")
    assert found.source == "sleep_as_android"
    assert days(found, "sleep_hours") == {"2026-03-02": 7.25}


def test_slashed_dates_are_asked_about_when_both_orders_fit():
    content = record("03/02/2026 23:00", "03/03/2026 07:00").encode()
    assert [one.key for one in read(content, "s.csv").questions] == ["date_order"]
    assert list(days(read(content, "s.csv", {"date_order": "mdy"}), "sleep_hours")) == ["2026-03-03"]


def test_a_record_that_breaks_off_is_rejected_and_the_others_stay():
    whole = record("01. 03. 2026 23:00", "02. 03. 2026 7:00")
    torn = f'{HEAD}\n"2","Europe/Berlin","02. 03. 2026 23:00","03. 03. 20'
    found = read((whole + torn).encode(), "sleep-export.csv")
    assert list(days(found, "sleep_hours")) == ["2026-03-02"]
    assert [(one.row, one.column) for one in found.rejections] == [(4, "To")]


def test_a_rating_beyond_its_scale_is_rejected_and_its_night_stays():
    content = record("01. 03. 2026 23:00", "02. 03. 2026 7:00", rating="45")
    found = read(content.encode(), "sleep-export.csv")
    assert [(one.column, one.value) for one in found.rejections] == [("Rating", "45")]
    assert days(found, "sleep_hours") == {"2026-03-02": 7}
