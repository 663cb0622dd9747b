"""Nomie, built from the documented files; values invented."""

import pytest

from data.ingest import read

LOGS = """\
epoch,start,end,offset,note,lat,lng,location,score
1,2026-03-01T22:30:00,2026-03-01T22:31:00,60,#pain(4) #yoga nach dem Essen,,,,0
2,2026-03-01T08:30:00,2026-03-01T08:31:00,60,#pain(6),,,,0
3,gestern,x,60,#pain(2),,,,0
"""
MATRIX = "date,#pain,#sleep\n2026-03-01,4,0\n2026-03-02,0,7\n"


def factors(found):
    return found.factors.groupby("name")["value"].apply(list).to_dict()


def test_tags_in_notes():
    found = read(LOGS.encode(), "nomie.csv")
    assert factors(found) == {"pain": [5], "yoga": [1]}
    assert found.days["note"].tolist() == ["nach dem Essen"]
    assert [one.value for one in found.rejections] == ["gestern"]


@pytest.mark.parametrize(
    ("answer", "values"),
    [("missing", {"pain": [4], "sleep": [7]}), ("zero", {"pain": [4, 0], "sleep": [0, 7]})],
)
def test_zero_in_the_matrix_is_asked_about(answer, values):
    assert [one.key for one in read(MATRIX.encode(), "nomie.csv").questions] == ["zero_missing"]
    assert factors(read(MATRIX.encode(), "nomie.csv", {"zero_missing": answer})) == values
