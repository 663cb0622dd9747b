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
