"""Warning signs: phrases that name one, phrases that only look so, when to ask, and what a no means (science note 5.5)."""

from datetime import date, timedelta

import pandas as pd
import pytest

from analysis import redflags
from analysis.redflags import GROUPS, QUESTIONS, Check, Facts, detect
from data import schema
from ui import redflag_words
from ui.text import Text

TODAY = date(2026, 3, 31)
NAMED = {
    "bladder_bowel": "kann den Urin nicht halten|Kann nicht pinkeln|Blasenschwäche seit heute|lost bladder control|can't pee|"
    "konnte nicht pinkeln|konnte nicht aufs Klo|Stuhlinkontinenz|in die Hose gemacht|Urin geht einfach ab|I wet myself",
    "saddle_numb": "Seit gestern Taubheitsgefühl am Gesäß|numbness between my legs and in the groin|im Schritt taub|"
    "kein Gefühl beim Abwischen|Taubheit zwischen den Beinen|Gefühl im Intimbereich weg|no feeling when wiping",
    "leg_weakness": "Schwäche im Bein|Der Fuß ist gelähmt|weak leg since morning|foot drop|neue Lähmung|"
    "Bein ist weggeknickt|Bein ist eingeknickt|Bein weggesackt|Fuß hängt|Muskelschwäche|my leg gave way|leg gave out",
    "both_legs": "beide Beine taub|pain in both legs and tingling|beidseitig Schmerzen in den Beinen",
    "collapse": "in Ohnmacht gefallen|reißender Schmerz in der Brust|passed out|tearing pain in the chest",
    "accident": "schwerer Sturz von der Leiter|Autounfall gestern|fell down the stairs|bike crash|gestürzt|"
    "vom Fahrrad gefallen|vom Stuhl gefallen|auf den Rücken gefallen|die Treppe hinuntergefallen|die Treppe runter gefallen|I fell",
    "fever_infection": "Fieber und Schüttelfrost|Infekt letzte Woche|fever and chills|Kein Schlaf. Fieber.|FIEBER!|"
    "Harnwegsinfekt|Blasenentzündung|Nachtschweiß|night sweats|Temperatur 39,2",
    "immune": "Immunschwäche bekannt|I am immunocompromised",
    "cancer": "Brustkrebs vor 5 Jahren|had cancer in 2010|neue Metastasen",
    "weight_loss": "ungewollter Gewichtsverlust|unexplained weight loss|ungewollt abgenommen",
    "night_pain": "wach vor Schmerz|woke up from the pain|im Liegen wird es schlimmer|Nachtschmerz|"
    "vor Schmerzen aufgewacht|wegen der Schmerzen wach|Schmerzen haben mich geweckt",
    "fracture_risk": "Osteoporose bekannt|nehme Kortison|on prednisone",
    "leg_tingling": "Kribbeln im Fuß|Schmerz strahlt ins Bein aus|pins and needles|kein Gefühl im Fuß|mein Bein ist taub|"
    "zieht in die Wade|pelziges Gefühl im Bein|Gefühlsstörung am Fuß",
    "morning_stiffness": "Morgensteifigkeit 40 min|morning stiffness",
    "pregnancy": "bin schwanger|I am pregnant",
}
NOT_NAMED = (
    "keine Taubheit|taub vor Freude|Fieberthermometer gekauft|kein Fieber|ohne Fieber|no fever|no numbness or tingling|"
    "weder Fieber noch Schüttelfrost|Taubheit: nein|fever: none|Lampenfieber vor der Prüfung|Heufieber nervt|hay fever|"
    "Blase am Fuß|Blasenpflaster|Schwäche für Schokolade|fell asleep early|by accident|Absturz vom Rechner|"
    "das WLAN ist lahm|Krebssuppe gegessen|Sternzeichen Krebs|Ich habe keine neuen Lähmungen|Tauben gefüttert|"
    "Radiator kaputt|unfallfrei gefahren|auf jeden Fall besser|es hat mir gefallen|chill out|strahlt vor Freude|"
    "I don't have a fever|kein Kribbeln im Bein|Kribbeln im Bauch vor Freude|die Beine sind müde|guter Schlaf|"
    "keine Taubheit, kein Kribbeln|kein Kribbeln und keine Schwäche im Bein|no fever, no numbness|Fieber: negativ|"
    "auf dem Stuhl sitzen lassen|saß auf dem Stuhl, keine Spur besser|step stool, hold 20 s|heißes Wasser laufen lassen|"
    "Blase und Darm normal, keine Störung|Fußball gespielt, schwach|Kniebeugen schwach heute|"
    "mir ist die Tasse hingefallen, mir ist die Hantel runtergefallen|"
)
DOUBTFUL = (
    "keine Taubheit mehr|nicht nur Taubheit|nicht sicher, ob Taubheit|keine Ahnung, Taubheit im Bein|"
    "Taubheit hatte ich nicht|keine Taubheit, Schwäche im Bein|no longer numb|not without fever|Bein eingeschlafen|"
    "5 kg abgenommen|keine Kraft im Bein|Kraft im linken Bein weg|kann den Fuß nicht mehr heben|"
    "kann nicht mehr auf den Zehen stehen|bin umgekippt|can't lift my foot"
)


@pytest.mark.parametrize(("key", "notes"), NAMED.items())
def test_a_sign_that_is_named_is_found(key, notes):
    for note in notes.split("|"):
        assert any(hit.key == key and not hit.doubtful for hit in detect(note)), note


@pytest.mark.parametrize("note", NOT_NAMED.split("|"))
def test_what_only_looks_like_one_is_not(note):
    assert detect(note) == ()


@pytest.mark.parametrize("note", DOUBTFUL.split("|"))
def test_a_doubtful_word_asks_and_says_so(note):
    assert detect(note)
    assert all(hit.doubtful for hit in detect(note))


def test_a_no_in_one_sentence_does_not_cover_the_next():
    assert not detect("Kein Fieber. Taubheit im Bein.")[0].doubtful
    assert [hit.key for hit in detect("kein Fieber, aber Schüttelfrost")] == ["fever_infection"]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_question_has_words_and_one_urgency(lang):
    assert len(set(QUESTIONS)) == len(QUESTIONS) == sum(map(len, GROUPS.values()))
    assert set(NAMED) <= set(QUESTIONS)
    text = Text(lang)
    asked = redflag_words.questions(text)
    assert [key for pairs in asked.values() for key, _ in pairs] == list(QUESTIONS)
    assert all(words.endswith("?") for pairs in asked.values() for _, words in pairs)
    assert "112" in redflag_words.group("now", text)
    assert "72" in redflag_words.group("soon", text)
    for reason in ("onboarding", "symptom", "flare", "pain", "regular", "note"):
        assert redflag_words.why((reason,), text)


def test_a_no_to_all_never_says_that_all_is_well():
    assert "nicht, dass alles in Ordnung" in redflag_words.nothing_named(Text("de"))
    assert "does not mean" in redflag_words.nothing_named(Text("en"))
    assert redflags.urgency(Check(TODAY)) == ""


def ago(days):
    return TODAY - timedelta(days=days)


def test_when_to_ask():
    assert redflags.due([], TODAY, Facts()) == ("onboarding",)
    old = [Check(ago(20))]
    assert redflags.due(old, TODAY, Facts()) == ()
    assert redflags.due([Check(ago(55))], TODAY, Facts()) == ()
    assert redflags.due([Check(ago(56))], TODAY, Facts()) == ("regular",)
    found = Facts(flagged=(ago(1),), flare=(ago(2),), pains=(ago(3),), noted=(ago(4),))
    assert redflags.due(old, TODAY, found) == ("symptom", "note", "flare", "pain")


def test_what_a_check_covers_and_what_is_still_to_come_is_no_reason():
    done = [Check(ago(2))]
    assert redflags.due(done, TODAY, Facts(flagged=(ago(2),), noted=(ago(9),))) == ()
    assert redflags.due(done, TODAY, Facts(flagged=(TODAY + timedelta(days=1),))) == ()
    assert redflags.due([Check(TODAY + timedelta(days=3))], TODAY, Facts(flagged=(TODAY,))) == ()


def test_pain_of_every_day_does_not_ask_every_day():
    pains = tuple(ago(days) for days in range(20))
    assert redflags.due([Check(ago(5))], TODAY, Facts(pains=pains)) == ()
    assert redflags.due([Check(ago(8))], TODAY, Facts(pains=pains)) == ("pain",)


def test_an_open_yes_waits_for_a_doctor_even_after_a_later_no():
    asked = [Check(ago(9), ("fever_infection",), None, 1), Check(ago(2), (), None, 2)]
    assert redflags.open_check(asked) == asked[0]
    assert redflags.urgency(asked[0]) == "soon"
    assert redflags.urgency(Check(TODAY, ("cancer", "accident"))) == "now"
    assert redflags.open_check([Check(ago(9), ("fever_infection",), ago(8), 1)]) is None


def test_the_reasons_of_a_diary():
    days = pd.DataFrame(
        {
            "date": pd.to_datetime([ago(9), ago(8), ago(7), ago(3)]),
            "pain_avg": [8.0, 4.0, 3.0, 2.0],
            "flare": [True, True, None, True],
            "note": [None, "kein Fieber", "Fieber", None],
        }
    )
    tries = pd.DataFrame(
        {
            "date": pd.to_datetime([ago(5), ago(4)]),
            "movement": "a",
            "pain_during": [9.0, 2.0],
            "symptom_flags": [None, "numbness"],
            "note": ["taub vor Freude", None],
            "seq": 0,
            "line": 0,
        }
    )
    found = redflags.facts(schema.conform(days, "days"), schema.conform(tries, "exposures"))
    assert found == Facts(flagged=(ago(4),), flare=(ago(9), ago(3)), pains=(ago(9), ago(5)), noted=(ago(7),))
    empty = redflags.facts(schema.empty("days"), schema.empty("exposures"))
    assert empty == Facts()
