"""An answer file: read when it is one, refused by name when not, taken over one thing at a time."""

from __future__ import annotations

import contextlib
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.answer import NotAnAnswer, accepted, parse, proposals, restored, stored
from analysis.answer_results import Advice, Agreed, Answer
from analysis.results import Dose

DAY = date(2026, 4, 1)
GOOD = {
    "format": "pain-memory-answer",
    "version": 1,
    "snapshot": "0123456789abcdef",
    "written_on": "2026-04-01",
    "sender": "Studio Süd",
    "message": "Ruhig weiter.\nBis Montag!",
    "movements": [
        {"movement": "Kreuzheben", "sets": 3, "reps": 8, "weight_kg": 17.5, "limit": 4, "stop": "Kribbeln"},
        {"movement": "Gehen", "duration_min": 5},
        {"movement": "Bücken"},
    ],
}


def file(**changes):
    return json.dumps({**GOOD, **changes}).encode()


def code_of(content):
    with pytest.raises(NotAnAnswer) as refused:
        parse(content)
    return refused.value.code


def test_a_whole_answer():
    assert parse(file()) == Answer(
        "0123456789abcdef",
        DAY,
        "Studio Süd",
        "Ruhig weiter.\nBis Montag!",
        (
            Advice("Kreuzheben", Dose(None, 3, 8, 17.5), 4.0, "Kribbeln"),
            Advice("Gehen", Dose(None, duration_s=300.0)),
        ),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "foreign"),
        (b"\x00\xff\xfe", "foreign"),
        (b"[1, 2]", "foreign"),
        (b'{"format": "something-else"}', "foreign"),
        (file()[:-30], "damaged"),
        (b"[" * 100_000, "foreign"),
        (file(version=2), "newer"),
        (file(version="1"), "damaged"),
        (file(version=True), "damaged"),
        (file(written_on="gestern"), "damaged"),
        (file(movements="x"), "damaged"),
        (file(movements=[1]), "damaged"),
        (file(movements=[{"movement": "", "sets": 1}]), "damaged"),
        (file(movements=[{"movement": "a", "limit": 11}]), "damaged"),
        (file(movements=[{"movement": "a", "weight_kg": -1}]), "damaged"),
        (file(movements=[{"movement": "a", "reps": "8"}]), "damaged"),
        (file(movements=[{"movement": "a", "reps": True}]), "damaged"),
        (file(movements=[{"movement": "a", "sets": 0}]), "damaged"),
        (file(movements=[{"movement": "a", "sets": 1}] * 2), "damaged"),
        (file(movements=[{"movement": str(n), "sets": 1} for n in range(201)]), "damaged"),
        (file(movements=[], message=""), "empty"),
        (file(message="x" * 200_001), "large"),
        (file().replace(b"17.5", b"NaN"), "damaged"),
        (file().replace(b"17.5", b"1e999"), "damaged"),
        (file().replace(b"17.5", b"9" * 400), "damaged"),
    ],
)
def test_what_is_no_answer_is_refused_by_name(content, code):
    assert code_of(content) == code


@given(st.binary(max_size=300) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, "sets", "movement", "x"]), inner, max_size=5),
    max_leaves=8,
).map(lambda one: json.dumps({**GOOD, **one} if isinstance(one, dict) else one).encode()))  # fmt: skip
def test_nothing_gets_past_but_an_answer_or_a_refusal(content):
    with contextlib.suppress(NotAnAnswer):
        found = parse(content)
        assert found.message or found.advice


def test_words_of_an_answer_are_only_words():
    found = parse(file(message="\u202eabc\x00", sender="<b>" + "x" * 99))
    assert found.message == "abc"
    assert len(found.sender) == 60


def test_each_proposal_stands_beside_what_is_agreed():
    agreed = (Agreed("Kreuzheben", Dose(None, 3, 8, 20.0), 4.0, "", DAY),)
    found = proposals(parse(file()), agreed, {}, ["Kreuzheben"])
    assert [(one.movement, one.part, one.known, one.same) for one in found] == [
        ("Kreuzheben", "dose", True, False),
        ("Kreuzheben", "limit", True, True),
        ("Kreuzheben", "stop", True, False),
        ("Gehen", "dose", False, False),
    ]
    assert found[0].now == Dose(None, 3, 8, 20.0)


def test_a_code_of_the_page_is_the_movement_of_the_diary():
    answer = parse(file(movements=[{"movement": "M2", "limit": 3}]))
    (one,) = proposals(answer, (), {"M2": "Kreuzheben"}, ["Kreuzheben"])
    assert (one.movement, one.known) == ("Kreuzheben", True)


def test_accepting_one_thing_changes_that_thing_only():
    agreed = (Agreed("Bücken", None, 2.0), Agreed("Kreuzheben", Dose(None, 3, 8, 20.0), 4.0, "alt", DAY))
    found = proposals(parse(file()), agreed, {}, ["Kreuzheben", "Bücken"])
    stop = next(one for one in found if one.part == "stop")
    later = date(2026, 4, 2)
    assert accepted(agreed, stop, later) == (
        agreed[0],
        Agreed("Kreuzheben", Dose(None, 3, 8, 20.0), 4.0, "Kribbeln", later),
    )
    with pytest.raises(ValueError, match="Gehen"):
        accepted(agreed, found[-1], later)


def test_what_is_agreed_survives_the_store_and_bad_entries_do_not():
    agreed = (Agreed("Gehen", Dose(None, duration_s=300.0), 3.0, "x", DAY), Agreed("Bücken"))
    assert restored(json.loads(json.dumps(stored(agreed)))) == agreed
    assert restored([{"movement": "a", "dose": {"x": 1}}, 3, {"since": "nie"}, {"movement": "b"}]) == (
        Agreed("b"),
    )
    assert restored(None) == ()
