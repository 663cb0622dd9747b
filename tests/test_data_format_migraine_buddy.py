"""Migraine Buddy, built from the documented header below its preamble; values invented."""

from data.ingest import read

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
