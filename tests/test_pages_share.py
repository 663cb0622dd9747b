"""The Share page through the app: each form is shown before it leaves, the lock says what it is, answers are refused in words."""

from __future__ import annotations

import json

import pytest

from data.home import home
from tests.test_analysis_answer import GOOD
from tests.test_pages import healthy, sample, words

pytestmark = pytest.mark.usefixtures("fresh_caches")


def settled(kind):
    """What the journal says last, without what is None."""
    from data.store import Store

    last = Store(home()).journal.all(kind)[-1].value
    return {name: value for name, value in last.items() if value is not None}


def share(lang):
    at = sample(lang)
    at.switch_page("pages/share.py").run()
    healthy(at)
    return at


def test_each_form_is_shown_with_its_size_and_its_parts():
    at = share("en")
    assert "One file, 0" in words(at)
    assert "facts about tries" in words(at)
    assert "Not in it: own question and notes." in words(at)
    at.segmented_control(key="share_form").set_value("fhir").run()
    healthy(at)
    assert '"resourceType": "Bundle"' in at.code[0].value
    at.segmented_control(key="share_form").set_value("csv")
    at.toggle(key="share_names").set_value(False).run()
    healthy(at)
    assert at.code[0].value.startswith("part,subject,")
    assert "M1" in at.code[0].value
    assert "Deadlift" not in at.code[0].value


def test_the_lock_draws_words_and_says_its_limits_and_answers_are_checked():
    at = share("de")
    at.toggle(key="share_lock").set_value(True).run()
    healthy(at)
    assert len(at.code[0].value.split()) == 5
    assert "Eine verschlossene Datei" in words(at)
    assert "zurückholen" in words(at)
    at.segmented_control(key="share_form").set_value("csv").run()
    at.file_uploader(key="answer_0").upload("x.json", b"{}", "application/json").run()
    assert "keine Antwort auf eine Momentaufnahme" in at.error[0].value
    foreign = json.dumps({**GOOD, "movements": [{"movement": "Handstand", "reps": 3}]}).encode()
    at.file_uploader(key="answer_1").upload("y.json", foreign, "application/json").run()
    assert "gehört zu einer anderen Momentaufnahme" in at.error[0].value
    at.file_uploader(key="answer_2").upload("z.json", json.dumps(GOOD).encode(), "application/json").run()
    healthy(at)
    assert "nicht bekannt" in words(at)
    at.button(key="accept_0").click().run()
    healthy(at)
    assert "Kreuzheben: 3 × 8 Wdh. · 17,5 kg." in words(at)
    assert settled("limit") == {"by": "trainer", "sets": 3.0, "reps": 8.0, "weight_kg": 17.5}
    assert settled("agreed")["dose"]["weight_kg"] == 17.5
    at.button(key="agreed_remove_0").click().run()
    assert "17,5 kg." not in words(at)
    assert settled("limit") == {"by": "trainer"}
    assert settled("agreed") == {}
