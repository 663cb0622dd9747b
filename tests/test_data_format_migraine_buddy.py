"""Migraine Buddy, built from both documented headers below their preambles; values invented."""

from data.ingest import read
from data.ingest.formats import claimed
from data.ingest.source import of_bytes

HEAD = (
    "Migraine Buddy Report\nGenerated for: me\n\n"
    "#,Started,Lasted,Pain Level,Affected Activities,Potential Triggers,Symptoms,Helpful Medication,Unhelpful Medication,Notes\n"
)
CLEAR = HEAD + (
    '1,25/02/2026 08:15,"12h\n30m",7,"Work, Sport",Stress,Nausea,Ibuprofen,,rest\n'
    '2,03/03/2026 20:00,Ongoing,5,,,,,"Paracetamol, Tea",\n'
    "3,04/03/2026 20:00,1d 2h,viel,,,,,,\n"
)
OPEN = HEAD + "1,03/02/2026 08:15,2h,7,,,,,,\n"


def test_attacks_with_their_length_and_medication():
    found = read(CLEAR.encode(), "mb.csv")
    assert found.days["pain_worst"].dropna().tolist() == [7, 5]
    assert found.days["med_type"].dropna().tolist() == ["Ibuprofen", "Paracetamol, Tea"]
    assert found.factors["value"].tolist() == [12.5, 26]
    assert [(one.row, one.value) for one in found.rejections] == [(8, "viel")]


def test_attacks_only_is_said_and_no_day_made_up():
    found = read(CLEAR.encode(), "mb.csv")
    assert found.dialect["attacks_only"] == "2"
    assert len(found.days) == 2


def test_the_order_of_day_and_month_is_asked():
    found = read(OPEN.encode(), "mb.csv")
    assert [one.key for one in found.questions] == ["date_order"]
    assert found.days.empty
    got = read(OPEN.encode(), "mb.csv", {"date_order": "mdy"})
    assert str(got.days["date"][0].date()) == "2026-03-02"


# ------------------------------------------------------------------ newer header, below a table of ongoing events

NEWER = (
    '"Date","Time Period","Description","Notes"\n"02/27/26","Ongoing","Attack","noch da,\n\nspäter mehr"\n\n'
    '"#","Started","Lasted","Start UTC Offset (min)","End UTC Offset (min)","Geohash","Attack Types",'
    '"Attack Location","Pain Level","Affected Activities","Potential Triggers","Symptoms","Helpful Medication",'
    '"Somewhat Helpful Medication","Unhelpful Medication","Unsure Medication","Notes"\n'
)


def attack(started, lasted, pain, helpful="", unsure="No medication", notes=""):
    cells = (1, started, lasted, 60, 60, "u0", "", "Home", pain, "", "", "", helpful, "", "", unsure, notes)
    return ",".join(f'"{one}"' for one in cells) + "\n"


def test_the_newer_header_with_short_years_and_its_offsets():
    content = NEWER + attack("02/16/26 13:12", "01h 00m", 4) + attack("02/18/26 23:30", "1d 02h 15m", 7)
    found = read(content.encode(), "mb.csv")
    assert found.source == "migraine_buddy"
    assert dict(zip(found.days["date"].dt.strftime("%m-%d"), found.days["pain_worst"], strict=True)) == {
        "02-16": 4,
        "02-18": 7,
    }
    assert found.factors["value"].tolist() == [1, 26.25]
    assert not found.questions


def test_no_medication_is_none_and_drugs_are_named_once():
    content = (
        NEWER + attack("02/16/26 13:12", "", 4) + attack("02/18/26 3:00", "", 5, "Triptan, Tee", "Triptan")
    )
    assert read(content.encode(), "mb.csv").days["med_type"].dropna().tolist() == ["Triptan, Tee"]


def test_an_attack_without_pain_is_zero_and_one_unrated_is_missing():
    content = NEWER + attack("02/16/26 13:12", "01h 00m", 0) + attack("02/18/26 3:00", "01h 00m", "")
    assert read(content.encode(), "mb.csv").days["pain_worst"].dropna().tolist() == [0]


def test_a_rating_beyond_ten_is_rejected_once():
    content = NEWER + attack("02/16/26 13:12", "01h 00m", 14) + attack("02/18/26 3:00", "", 6)
    found = read(content.encode(), "mb.csv")
    assert [(one.row, one.column, one.value) for one in found.rejections] == [(7, "Pain Level", "14")]


def test_several_attacks_of_a_day_are_its_worst_its_mean_and_their_sum():
    content = NEWER + attack("02/16/26 3:00", "01h 00m", 4) + attack("02/16/26 13:12", "00h 30m", 8)
    found = read(content.encode(), "mb.csv")
    assert found.days[["pain_worst", "pain_avg"]].to_numpy().tolist() == [[8, 6]]
    assert found.factors["value"].tolist() == [1.5]


def test_what_is_left_out_is_shown():
    found = read((NEWER + attack("02/16/26 13:12", "01h 00m", 4)).encode(), "mb.csv")
    assert {"Geohash", "Symptoms"} <= {one.header for one in found.mapping if not one.table}


def test_saved_again_by_a_spreadsheet():
    content = HEAD.replace(",", ";") + "1;25.02.2026 08:15;02h 30m;7;;;;Ibuprofen;;müde\n"
    found = read(content.encode("cp1252"), "mb.csv")
    assert found.source == "migraine_buddy"
    assert found.days["pain_worst"].tolist() == [7]
    assert found.days["note"].tolist() == ["müde"]


def test_a_table_of_a_persons_own_is_not_claimed():
    own = "#,Started,Lasted,Note\n1,25/02/2026,2h,x\n"
    assert claimed(of_bytes(own.encode(), "mb.csv")) is None


def test_a_torn_note_above_the_header_swallows_nothing():
    content = NEWER.replace('mehr"', "mehr") + attack("02/16/26 13:12", "01h 00m", 4)
    found = read(content.encode(), "mb.csv")
    assert found.days["pain_worst"].tolist() == [4]
    assert found.days["line"].tolist() == [7]
