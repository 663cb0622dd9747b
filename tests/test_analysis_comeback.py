"""A snapshot that comes back to its diary: the tries the diary lacks, each once, and nothing a file made up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import lru_cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import comeback
from analysis.snapshot import Sections
from analysis.snapshot_read import NotASnapshot
from data import schema
from tests import fakes
from tests.test_forms import build
from ui import comeback as door
from ui import forms
from ui.text import Text

ROWS = ("html", "csv", "fhir")
"""The forms that carry single tries; a PDF is for reading."""


@lru_cache(maxsize=16)
def content(form, **off):
    return forms.made(build(include=Sections(**off)), form, Text("de"))


@lru_cache(maxsize=1)
def whole():
    """The tries of the snapshot as a diary has them."""
    return comeback.framed(comeback.read(content("csv").decode("utf-8-sig")).tries, schema.empty("exposures"))


def offered(form, diary, settings=None, **off):
    return door.offer(door.opened(content(form, **off)), "x", diary, settings or {})


def counted(frame):
    return Counter(zip(frame["date"], frame["movement"], frame["pain_during"], strict=True))


@pytest.mark.parametrize("form", ROWS)
def test_an_empty_diary_gets_all_that_stands_in_it_and_a_full_one_nothing(form):
    made = build()
    found = offered(form, schema.empty("exposures"))
    assert (found.kind, found.returned.made_on) == ("unsure", fakes.TODAY)
    assert found.returned.ident == made.ident
    back = comeback.framed(found.lacking, schema.empty("exposures"))
    tries = [(movement.movement, one) for movement in made.movements for one in movement.tries]
    assert counted(back) == Counter((pd.Timestamp(one.day), name, one.felt) for name, one in tries)
    for column, values in (
        ("expected_pain", [one.expected for _, one in tries]),
        ("pain_next_day", [one.next_day for _, one in tries]),
        ("weight_kg", [one.dose.weight_kg for _, one in tries]),
        ("reps", [one.dose.reps for _, one in tries]),
    ):
        known = [value for value in values if value is not None]
        assert back[column].sum() == pytest.approx(sum(known))
        assert back[column].notna().sum() == len(known)
    assert not back.duplicated(schema.keys("exposures")).any()
    again = offered(form, back)
    assert (again.kind, again.lacking, again.compared.same) == ("own", (), len(tries))


@settings(max_examples=20)
@given(st.data())
def test_what_is_left_out_comes_back_once_and_only_once(data):
    """However the diary lost or changed tries: their number per day and movement is as before, and twice adds nothing."""
    full = whole()
    kept = data.draw(st.lists(st.booleans(), min_size=len(full), max_size=len(full)))
    diary = full[pd.Series(kept, index=full.index)].copy()
    if len(diary):
        diary.loc[diary.index[0], "pain_during"] += 0.5  # changed by hand since
    found = comeback.read(content("csv").decode("utf-8-sig"))
    lacking = comeback.compared(found, diary, {}).lacking
    assert len(lacking) == len(full) - len(diary)
    after = pd.concat([diary, comeback.framed(lacking, diary)], ignore_index=True)
    assert not after.duplicated(schema.keys("exposures")).any()
    place = ["date", "movement"]
    assert after.groupby(place).size().to_dict() == full.groupby(place).size().to_dict()
    assert comeback.compared(found, after, {}).lacking == ()


def test_sections_that_were_off_stay_away():
    none = schema.empty("exposures")
    back = comeback.framed(offered("html", none, surprises=False).lacking, none)
    assert back["expected_pain"].isna().all()
    assert len(back) == len(whole())
    for form in ROWS:
        assert offered(form, none, movements=False).kind == "empty"


def test_codes_are_told_by_the_record_of_what_left_or_left_alone():
    """Without the record nobody knows which movement M1 was, so nothing may be counted twice."""
    full = whole()
    found = offered("html", full, names=False)
    assert (found.kind, found.lacking) == ("coded", ())
    names = {told: name for name, told in zip(
        [one.movement for one in fakes.board()], [f"M{n}" for n in range(1, 9)], strict=True
    )}  # fmt: skip
    known = {door.LEFT: [{"id": found.returned.ident, "names": names}]}
    assert (
        offered("csv", full, known, names=False).kind,
        offered("csv", full, known, names=False).lacking,
    ) == ("own", ())
    back = offered("fhir", schema.empty("exposures"), known, names=False).lacking
    assert {one.movement for one in back} == set(names.values())
    bare = offered("csv", schema.empty("exposures"), names=False)
    assert bare.kind == "unsure"
    as_coded = comeback.framed(bare.lacking, schema.empty("exposures"))
    assert (offered("csv", as_coded, names=False).kind, offered("csv", as_coded, names=False).lacking) == (
        "own",
        (),
    )


def test_somebody_elses_is_told_by_its_tries():
    other = whole().assign(movement="Handstand")
    assert (offered("html", other).kind, offered("html", other).lacking) == ("other", ())
    one = pd.concat([other, whole().iloc[:1]])
    assert offered("html", one).kind == "other"  # one try alike on one day is chance


def test_a_name_that_was_cut_for_the_snapshot_is_the_one_in_the_diary():
    long = "Sehr " * 30 + "langer Name"
    board = [replace(fakes.board()[0], movement=long)]
    odd = [replace(fakes.board()[0], movement=one) for one in ("'kurz", "=1+1", "-x")]
    back = door.opened(forms.made(build(assessments=odd, looks=()), "csv", Text("de")))
    assert {one.movement for one in back.tries} == {"'kurz", "=1+1", "-x"}
    found = door.opened(forms.made(build(assessments=board, looks=()), "csv", Text("de")))
    diary = comeback.framed(found.tries, schema.empty("exposures")).assign(movement=long)
    half = diary.iloc[::2]
    offer = door.offer(found, "x", half, {})
    assert {one.movement for one in offer.lacking} == {long}
    assert len(offer.lacking) == len(diary) - len(half)


def test_what_stays_out_by_hand_is_said():
    found = offered("csv", schema.empty("exposures"))
    after = replace(found, compared=replace(found.compared, lacking=found.lacking[:2]))
    said = door.outcome(found, after, Text("de"))
    assert said.startswith(
        f"{len(found.lacking) - 2} Versuche aus der Momentaufnahme vom 31. März 2026 sind übernommen."
    )
    assert said.endswith("2 bleiben draußen, weil du sie von Hand aus dem Tagebuch genommen hast.")
    assert (
        door.outcome(after, after, Text("de"))
        == "2 bleiben draußen, weil du sie von Hand aus dem Tagebuch genommen hast."
    )


def test_numbers_go_on_after_those_of_the_day():
    found = comeback.read(content("csv").decode("utf-8-sig")).tries[:1]
    twice = comeback.framed([found[0], found[0]], schema.empty("exposures"))
    assert list(twice["seq"]) == [0, 1]
    assert list(comeback.framed(found, twice)["seq"]) == [2]


def test_a_table_that_a_spreadsheet_saved_again_is_read():
    words = content("csv").decode("utf-8-sig")
    lines = [line.replace(",", ";").replace(".", ",") for line in words.splitlines()]
    again = comeback.read("\n".join(lines))
    assert again.tries == comeback.read(words).tries


def test_a_table_of_before_does_not_say_which_it_is_and_is_read():
    words = content("csv").decode("utf-8-sig")
    early = "".join(
        line for line in words.splitlines(keepends=True) if not line.startswith("header,,,snapshot")
    )
    found = comeback.read(early)
    assert (found.ident, found.tries) == ("", comeback.read(words).tries)
    assert found.made_on == max(one.day for one in found.tries)


def cut(form):
    whole_file = content(form).decode("utf-8-sig")
    return whole_file[: int(len(whole_file) * 0.6) - 3]


def changed(**values):
    """The facts of a page with something changed in the first try of the first movement."""
    facts = build().to_dict()
    facts["movements"][0]["tries"][0] |= values
    return json.dumps(facts)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: cut("html")[:5000], "damaged"),
        (lambda: cut("fhir"), "damaged"),
        (lambda: cut("csv"), "damaged"),
        (lambda: changed(felt=11), "damaged"),
        (lambda: changed(felt=None), "damaged"),
        (lambda: changed(day="2027-01-01"), "damaged"),
        (lambda: changed(variant="x" * 700_000), None),
        (lambda: json.dumps(build().to_dict() | {"version": 99}), "newer"),
        (lambda: "{}", "foreign"),
        (lambda: "[1]", "foreign"),
        (lambda: "Datum;Schmerz\n01.01.2026;3", "foreign"),
        (lambda: "", "foreign"),
    ],
)
def test_what_is_broken_made_up_or_of_others_is_refused(made, code):
    words = made()
    if code is None:
        assert max(len(str(one.values.get("direction"))) for one in comeback.read(words).tries) <= 60
        return
    with pytest.raises(NotASnapshot, match=code):
        comeback.read(words)


@pytest.mark.parametrize("form", ["csv", "fhir"])
def test_a_file_that_lost_whole_entries_is_incomplete(form):
    words = content(form).decode("utf-8-sig")
    if form == "csv":
        lines = words.splitlines(keepends=True)
        words = "".join(line for line in lines if not line.startswith("try,Kreuzheben,2,"))
    else:
        found = json.loads(words)
        first = next(
            at for at, one in enumerate(found["entry"])
            if one["resource"].get("code", {}).get("coding", [{}])[-1].get("code") == "try-felt"
        )  # fmt: skip
        del found["entry"][first]
        words = json.dumps(found)
    with pytest.raises(NotASnapshot, match="damaged"):
        comeback.read(words)
