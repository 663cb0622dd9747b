"""Every number of a snapshot, found by walking its facts: the same in table and bundle, on page, paper and screen.

A number that is new in the facts has no line in `RULES` and fails the walk until somebody says where it stands, or why
it stands nowhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest

from analysis import facts, snapshot
from analysis.answer_results import Next
from analysis.progress_results import Flare, Win
from analysis.results import Dose
from tests import fakes
from tests.test_forms import build, observations, pdf_words, rows, sheet_words
from ui import board, findings, forms
from ui.charts import expected, movement, safety, shapes, trend
from ui.report_board import agreement
from ui.text import LANGUAGES, Text
from ui.theme import LIGHT
from ui.words import dose, dose_short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@lru_cache(maxsize=1)
def full():
    """A snapshot in which every number is known somewhere."""
    lived = [
        replace(
            one,
            tries=tuple(
                replace(
                    each,
                    next_day=None if at % 2 else at % 7 / 2,
                    variant="slow · standing" if at % 3 else "",
                    dose=replace(each.dose, distance_m=250.0 if one.movement == "Bücken" else None),
                )
                for at, each in enumerate(one.tries)
            ),
        )
        for one in fakes.board()
    ]
    lived[3] = replace(lived[3], last_load=Dose(None, distance_m=250.0))
    progress = fakes.progress()
    wins = (
        replace(progress.wins[0], dose=Dose(None, 2, 10, 20.0, 90.0, 40.0)),
        *progress.wins[1:],
        Win("before_after", fakes.TODAY, facts={"change": -1.4, "percent": -28.0}),
        Win("activity_back", fakes.TODAY, "Schuhe binden", facts={"first": 3.0, "latest": 7.0}),
    )
    flares = (*progress.flares, Flare(fakes.START, fakes.START, 9.5, confirmed=True))
    made = build(
        assessments=lived,
        progress=replace(progress, wins=wins, flares=flares),
        include=snapshot.Sections(questions=True),
        question="Welche Variante?",
        import_summary={
            "rows": 3,
            "kept": 2,
            "rejected": {"not_a_date": 1},
            "rejected_cells": 1,
            "questions": [],
        },
    )
    walk = replace(
        made.plan[0], movement="Lange sitzen", dose=Dose(None, duration_s=90.0, distance_m=40.0), limit=3.5
    )
    step = Next("Kreuzheben", "up", Dose(None, 3, 9, 20.0, 90.0, 40.0))
    return replace(made, plan=(*made.plan, walk), steps=(step, *made.steps[1:]))


@lru_cache(maxsize=2)
def page_and_paper(lang):
    made, text = full(), Text(lang)
    return {
        "page": _plain(sheet_words(forms.made(made, "html", text), lang)),
        "paper": _plain(pdf_words(forms.made(made, "pdf", text))),
        "screen": _plain(screen_words(made, text)),
    }


def screen_words(made, text):
    """The same results as the app's own pages say them: board, tables, findings, what is agreed."""
    parts = [re.sub(r"<[^>]+>", " ", str(board.render(made.movements, text, LIGHT)))]
    tables = [movement.table(one, text) for one in made.movements] + [trend.table(made.progress, text)]
    parts += [" ".join(row.values()) for table in tables for row in table]
    parts += [expected.alt(one, text) for one in made.movements]
    parts += [findings.effect(one, text) for one in made.connections]
    parts += [findings.insufficient(one, text) for one in made.insufficient]
    parts += [findings.before_after(made.progress.before_after, text)]
    parts += [findings.flare(one, text) for one in made.progress.flares]
    parts += [findings.win(one, text) for one in made.progress.wins]
    parts += [agreement(one, text) for one in made.plan]
    return " ".join(parts)


def _plain(words):
    """Words without blanks: where a line breaks says nothing."""
    return re.sub(r"\s", "", words)


# ------------------------------------------------------------------ the facts as leaves


@dataclass(frozen=True)
class Leaf:
    """One number of the facts. place: names on the way to it. above: the records it lies in, the innermost last."""

    place: str
    value: Any
    above: tuple[dict[str, Any], ...]
    item: int = 0

    @property
    def own(self):
        return self.above[-1]

    def under(self, name):
        """The first record on the way that has a field of this name."""
        return next(one for one in self.above[1:] if name in one)


def leaves(plain, place="", above=(), item=0) -> Iterator[Leaf]:
    if isinstance(plain, dict):
        for name, value in plain.items():
            yield from leaves(value, f"{place}.{name}".strip("."), (*above, plain), item)
    elif isinstance(plain, list):
        for number, one in enumerate(plain, start=1):
            yield from leaves(one, place, above, number)
    elif plain is None or (isinstance(plain, int | float) and not isinstance(plain, bool)):
        yield Leaf(place, plain, above, item)


@dataclass(frozen=True)
class Rule:
    """Where a number stands. fact: (code, column) in table and bundle; the others: the words with it, None for a leaf
    that is not said here, or a reason why it stands nowhere in that form.
    """

    fact: tuple[Any, str] | str
    page: Callable[[Leaf, Text], str | None] | str
    paper: Callable[[Leaf, Text], str | None] | str
    screen: Callable[[Leaf, Text], str | None] | str


DRAWN = "drawn as a curve or a dot"
WORDS = "said as a word, never as a number (it would look more exact than it is)"
FRAME = "the frame of the snapshot, which a page of the app does not have"
MODEL = "of the model: kept so that the facts can be drawn and checked again, said to nobody"
ALREADY = "the same number as one that is walked elsewhere"
LONGER = "one line a try or a week would make the paper longer than two pages"


def head(key, **values):
    def said(leaf: Leaf, text: Text) -> str:
        return text(f"report.{key}", **{name: leaf.own[of] for name, of in values.items()})

    return said


def tau(leaf, text):
    return text("report.tau", tau=text.amount(leaf.value))


def _dose(plain):
    return Dose(**plain)


def row(leaf, text):
    """The end of a row of the board: load, tries, days since."""
    one = leaf.under("movement")
    if not one["last_load"]:
        return None
    shown = dose_short(_dose(one["last_load"]), text)
    days = one["days_since"]
    ago = text.ago(days) if days <= 1 else text("report.ago", n=days)
    return f"{shown} {text.number(one['n'], 0)} {ago}"


def load_of_row(leaf, text):
    if leaf.value is None or dose_short(
        Dose(None, **{leaf.place.rsplit(".", 1)[1]: leaf.value}), text
    ) not in row(leaf, text):
        return None
    return row(leaf, text)


def level(leaf, text):
    one = leaf.own
    if one["level"] is None or one["n"] < facts.MIN_TRIES:
        return None
    low, high = (min(max(one[end], 0.0), 10.0) for end in ("low", "high"))
    return f"{text.number(one['level'])} ({text.span(low, high)})"


def sure(leaf, text):
    if level(leaf, text) is None:
        return None
    return text("report.row.sure", share=safety.share_words(leaf.value, text))


def lacking(leaf, text):
    """Two of three tries: "Zwei Versuche bisher. Ein dritter macht den Anfang."."""
    assert (leaf.own["have"], leaf.own["need"]) == (2, 3)
    return {"de": "Zwei Versuche bisher. Ein dritter", "en": "Two tries so far. A third"}[text.lang]


def basis(leaf, text):
    return text("board.basis", n=leaf.own["n"], ago=text.ago(leaf.own["days_since"]))


def surprise(leaf, text):
    one = leaf.under("movement")
    if one["n"] < facts.MIN_TRIES:
        return None  # too few for a card of its own
    return expected.alt(next(each for each in full().movements if each.movement == one["movement"]), text)


def largest(leaf, text):
    found = [one["surprise"] for one in leaf.above[0]["movements"]]
    most = max(found, key=lambda one: one["largest_expected"] - one["largest_felt"])
    if leaf.own is not most:
        return None
    return text(
        "report.surprise.largest",
        movement=leaf.under("movement")["movement"],
        expected=text.amount(leaf.own["largest_expected"]),
        felt=text.amount(leaf.own["largest_felt"]),
    )


def a_try(leaf, text):
    """A line of the table of tries."""
    one, none = leaf.under("felt"), text("charts.none")
    if leaf.under("movement")["n"] < facts.MIN_TRIES:
        return None  # too few for a card of its own
    return " ".join([
        text.day(date.fromisoformat(one["day"])),
        none if one["expected"] is None else text.amount(one["expected"]),
        text.amount(one["felt"]),
        none if one["next_day"] is None else text.amount(one["next_day"]),
        dose(_dose(one["dose"]), text) or none,
        shapes.words(one["variant"], text),
    ])  # fmt: skip


def last_try(leaf, text):
    """The last try under the row of its movement."""
    one = leaf.under("felt")
    if one is not leaf.under("movement")["tries"][-1] or leaf.value is None:
        return None
    said = (
        [text("report.row.expected", expected=text.amount(one["expected"]))]
        if one["expected"] is not None
        else []
    )
    said.append(text("report.row.felt", felt=text.amount(one["felt"])))
    if one["next_day"] is not None:
        said.append(text("report.row.next_day", value=text.amount(one["next_day"])))
    done = [dose(_dose(one["dose"]), text), shapes.words(one["variant"], text) if one["variant"] else ""]
    return text("report.row.last", done=", ".join(filter(None, done)), said=", ".join(said))


def effect(leaf, text):
    one = leaf.own
    if one["verdict"] not in {"clear", "hint"}:
        return None
    return text(
        "report.connections.lower" if one["effect"] < 0 else "report.connections.higher",
        n=2, when="", points=text.number(abs(one["effect"])), span=_span(one, text),
        days=text("charts.forest.days", n=one["n"]),
    )  # fmt: skip


def _span(one, text):
    """An interval that does not hold zero, without its sign."""
    return text.span(*sorted(abs(one[end]) for end in ("low", "high")))


def effect_on_screen(leaf, text):
    return f"({_span(leaf.own, text)})" if leaf.own["verdict"] in {"clear", "hint"} else None


def more_days(leaf, text):
    found = [one["more_days"] for one in leaf.above[0]["connections"] if one["more_days"]]
    return (
        text("report.connections.unclear", n=min(found), names="").split(":")[0]
        if leaf.value == min(found)
        else None
    )


def week(leaf, text):
    one = leaf.own
    return (
        f"{text.day(date.fromisoformat(one['start']))} {text.number(one['mean'])} "
        f"{text.span(one['low'], one['high'])} {one['n']}"
    )


def change(leaf, text):
    one = leaf.own
    first, last = (
        text.period(*(date.fromisoformat(day) for day in one[name]))
        for name in ("first_window", "last_window")
    )
    return text(
        "report.before_after.numbers",
        first=text.number(one["first_mean"]), last=text.number(one["last_mean"]), n_first=one["n_first"],
        n_last=one["n_last"], change=text.number(one["change"], sign=True), span=text.span(one["low"], one["high"]),
        first_period=first, last_period=last,
    )  # fmt: skip


def change_on_screen(leaf, text):
    return text.span(leaf.own["low"], leaf.own["high"])


def flare(leaf, text):
    one = leaf.own
    kind = "confirmed" if one["confirmed"] else "possible"
    start, end = (text.short_day(date.fromisoformat(one[name])) for name in ("start", "end"))
    return text(f"report.flare.{kind}", start=start, end=end, peak=text.amount(one["peak"]))


def flare_on_screen(leaf, text):
    return f"{ {'de': 'höchster Wert', 'en': 'highest rating'}[text.lang] } {text.amount(leaf.value)}"


def won(leaf, text, room="report"):
    """The whole sentence of a win."""
    one = leaf.under("kind")
    found = next(each for each in full().progress.wins if each.kind == one["kind"])
    said = findings.win(found, text, room)
    shown = text.number(abs(leaf.value)) if "change" in one["facts"] else text.amount(leaf.value)
    return said if shown in said else f"{shown} is not in: {said}"


def won_on_screen(leaf, text):
    return won(leaf, text, "sentence")


def won_dose(leaf, text):
    return None if leaf.value is None else dose(_dose(leaf.own), text)


def ability(leaf, text):
    one = leaf.own
    return text(
        "report.activities.line",
        first=text.amount(one["first"]),
        latest=text.amount(one["latest"]),
        n=one["n"],
    )


def planned(leaf, text):
    one = leaf.under("since")
    return agreement(next(each for each in full().plan if each.movement == one["movement"]), text)


def proposed(leaf, text):
    one = leaf.under("action")
    if leaf.value is None:
        return None
    words = text(f"plan.do.{one['action']}")
    return text("report.row.next_dose", words=words, dose=dose(_dose(one["dose"]), text).rstrip("."))


def lag(leaf):
    return f"connection-lag-{leaf.own['lag']}"


def of_win(leaf):
    return f"win-{leaf.place.rsplit('.', 1)[1]}".replace("_", "-")


PARTS = ("sets", "reps", "weight_kg", "duration_s", "distance_m")


def parts(place, code, page, paper, screen):
    """One rule for each part of a load."""
    return {
        f"{place}.{name}": Rule((f"{code}-{name}".replace("_", "-"), "value"), page, paper, screen)
        for name in PARTS
    }


def nowhere(why, *places):
    return {place: Rule(why, why, why, why) for place in places}


def same(fact, said, screen=FRAME):
    return Rule(fact, said, said, screen)


def point(place):
    return nowhere(DRAWN, *(f"{place}.{name}" for name in ("level", "low", "high")))


ENDS = ("value", "low", "high")
RULES: dict[str, Rule] = {
    **{
        name: same((f"header-{name}".replace("_", "-"), "value"), head("days", n="days_total", logged="days_logged"))
        for name in ("days_total", "days_logged")
    },
    "gaps": same(("header-gaps", "value"), head("gaps", n="gaps")),
    "tau": same(("header-tau", "value"), tau),
    **nowhere("which form of the facts this is", "version"),
    **nowhere("how many lines of the files were read, for the command line", "import.rows", "import.kept",
              "import.rejected.not_a_date", "import.rejected_cells"),
    # what stands with each movement
    **{f"movements.{name}": same(("movement-level", column), level, level)
       for name, column in zip(("level", "low", "high"), ENDS, strict=True)},
    "movements.p_safe": Rule(("movement-p-safe", "value"), sure, sure, WORDS),
    "movements.n": same(("movement-tries", "value"), row, basis),
    "movements.days_since": same(("movement-days-since", "value"), row, basis),
    **{f"movements.{name}": Rule(("movement-change", column), WORDS, WORDS, WORDS)
       for name, column in zip(("change", "change_low", "change_high"), ENDS, strict=True)},
    **nowhere(WORDS, "movements.p_fall", "movements.p_rise", "movements.variants", "movements.load_change",
              "movements.load_unknown", "movements.needed"),
    **nowhere(MODEL, "movements.n_days", "movements.n_total", "movements.beta", "movements.x_now",
              "movements.first_load.index", "movements.last_load.index", "movements.capacity"),
    **nowhere(ALREADY, "movements.tau", *(f"movements.first_load.{name}" for name in PARTS)),
    **{f"movements.last_load.{name}": Rule(ALREADY, load_of_row, load_of_row, ALREADY) for name in PARTS},
    "movements.needs": Rule("nothing is lacking", "", "", ""),
    **{f"movements.needs.{name}": Rule(ALREADY, lacking, lacking, lacking) for name in ("have", "need")},
    **{f"movements.surprise.{name}": Rule((f"surprise-{name}", "value"), surprise, "summed over all movements", surprise)
       for name in ("easier", "same", "harder")},
    "movements.surprise.n_all": Rule(("surprise-easier", "n"), surprise, "summed over all movements", surprise),
    **{f"movements.surprise.largest_{name}": Rule(ALREADY, largest, largest, ALREADY) for name in ("expected", "felt")},
    **nowhere(WORDS, "movements.surprise.mean", "movements.surprise.n",
              *(f"movements.belief.{name}" for name in ("p_safe", "p_fall", "level", "low", "high", "gap", "n"))),
    **point("movements.curve"), **point("movements.belief.curve"),
    **nowhere(DRAWN, "looks.p_safe", "looks.level", "looks.low", "looks.high", "looks.n"),
    # tries
    **{f"movements.tries.{name}": Rule((f"try-{name}".replace("_", "-"), "value"), a_try, last_try, a_try)
       for name in ("felt", "expected", "next_day")},
    **parts("movements.tries.dose", "try", a_try, last_try, a_try),
    **nowhere(MODEL, "movements.tries.x", "movements.tries.dose.index"),
    # what goes along with pain
    **{f"connections.{name}": Rule((lag, column), effect, effect, effect_on_screen)
       for name, column in (("effect", "value"), ("low", "low"), ("high", "high"), ("n", "n"))},
    "connections.lag": Rule("in the code of the fact", "in the words for when", "in the words for when", WORDS),
    "connections.more_days": Rule("a guess, for the reader only", more_days, more_days, WORDS),
    **nowhere(MODEL, *(f"connections.{name}" for name in (
        "step", "raw_effect", "b", "se", "b_low", "b_high", "p", "q", "missing", "extreme",
        "marginal.value", "marginal.low", "marginal.high"))),
    **nowhere(DRAWN, "connections.negligible"),
    "insufficient.have": Rule(("missing-days-with-factor", "value"), "only said where no connection was checked",
                              "only said where no connection was checked", lambda leaf, text: str(leaf.value)),
    "insufficient.need": Rule(("missing-days-with-factor", "high"), "only said where no connection was checked",
                              "only said where no connection was checked", lambda leaf, text: str(leaf.value)),
    # over time
    **{f"progress.weeks.{name}": Rule(("week-pain-mean", column), week, LONGER, week)
       for name, column in (("mean", "value"), ("low", "low"), ("high", "high"), ("n", "n"))},
    "progress.before_after.first_mean": same(("change-first-mean", "value"), change, "the change is said"),
    "progress.before_after.last_mean": same(("change-last-mean", "value"), change, "the change is said"),
    "progress.before_after.n_first": same(("change-first-mean", "n"), change, "the change is said"),
    "progress.before_after.n_last": same(("change-last-mean", "n"), change, "the change is said"),
    **{f"progress.before_after.{name}": same(("change-change", column), change, change_on_screen)
       for name, column in zip(("change", "low", "high"), ENDS, strict=True)},
    **nowhere("the change is said in points", "progress.before_after.percent"),
    "progress.flares.peak": same(("flare-peak", "value"), flare, flare_on_screen),
    **{f"progress.wins.facts.{name}": Rule((of_win, "value"), won, won, won_on_screen)
       for name in ("expected", "felt", "change", "first", "latest")},
    "progress.wins.facts.percent": Rule((of_win, "value"), *["the change is said in points"] * 3),
    **parts("progress.wins.dose", "win", won_dose, won_dose, won_dose),
    **nowhere(MODEL, "progress.wins.dose.index"),
    **nowhere("no load in this win", "progress.wins.dose"),
    **nowhere(ALREADY, "progress.days_total", "progress.days_logged", "progress.tries"),
    **nowhere(WORDS, "progress.variety.effective", "progress.variety.cells", "progress.variety.tries",
              "progress.risks.days", "progress.plan_week"),
    "activities.first": same(("activity-first", "value"), ability, "a page of its own, by the same results"),
    "activities.latest": same(("activity-latest", "value"), ability, "a page of its own, by the same results"),
    "activities.n": same(("activity-latest", "n"), ability, "a page of its own, by the same results"),
    # what is agreed and what is next
    **parts("plan.dose", "plan", planned, planned, planned),
    "plan.limit": Rule(("plan-limit", "value"), planned, planned, planned),
    **parts("steps.dose", "next", proposed, proposed, "a page of its own, by the same results"),
    **nowhere(MODEL, "plan.dose.index", "steps.dose.index"),
    **nowhere("no load in this step", "steps.dose"),
}  # fmt: skip
"""Place in the facts -> where its numbers stand. Reasons are for whoever adds a number."""


def test_no_number_of_the_facts_is_forgotten():
    found = {leaf.place for leaf in leaves(full().to_dict())}
    assert found - RULES.keys() == set()
    assert RULES.keys() - found == set()


def known(leaf):
    """A number that may be said: from three tries on, on the scale of pain."""
    value = leaf.value
    if value is not None and leaf.place.startswith("movements.") and leaf.place.count(".") == 1:
        own, name = leaf.own, leaf.place.split(".")[1]
        if name in {"level", "low", "high", "p_safe", "change", "change_low", "change_high"}:
            if own["level"] is None or own["n"] < facts.MIN_TRIES:
                return None
            return min(max(value, 0.0), 10.0) if name in {"level", "low", "high"} else value
    return value


def of_table(content):
    """(code, subject, column, value) of every number of the table."""
    for one in rows(content):
        for column in (*ENDS, "n"):
            if one[column]:
                yield (
                    f"{one['part']}-{one['name']}".replace("_", "-"),
                    one["subject"],
                    column,
                    float(one[column]),
                )


def of_bundle(content):
    """The same of the bundle: an observation's own interval and n stand in its components."""
    for one in observations(content):
        inside = {each["code"]["coding"][-1]["code"]: each for each in [one, *one.get("component", [])]}
        lead = one["code"]["coding"][-1]["code"]
        subject = inside.get("subject", {}).get("valueString", "")
        for code, each in inside.items():
            if "valueQuantity" in each:
                base, _, end = code.rpartition("-")
                at = (
                    (lead, code)
                    if code in {"low", "high", "n"}
                    else (base, end)
                    if base in inside
                    else (code, "value")
                )
                yield at[0], subject, at[1], float(each["valueQuantity"]["value"])


def wanted(leaf):
    """What table and bundle say of a leaf."""
    code, column = RULES[leaf.place].fact
    subject = next(
        (
            one[name]
            for one in reversed(leaf.above[1:])
            for name in ("movement", "factor", "name", "subject")
            if one.get(name)
        ),
        "",
    )
    return code(leaf) if callable(code) else code, subject, column, float(known(leaf))


@pytest.mark.parametrize(("form", "read"), [("csv", of_table), ("fhir", of_bundle)])
def test_table_and_bundle_hold_every_number_unrounded(form, read):
    there = Counter(read(forms.made(full(), form, Text("de"))))
    walked = [leaf for leaf in leaves(full().to_dict()) if known(leaf) is not None]
    asked = Counter(wanted(leaf) for leaf in walked if not isinstance(RULES[leaf.place].fact, str))
    assert asked - there == Counter()
    extra = {code for code, *_ in there - asked}
    assert extra <= {"header-snapshot", "movement-state", "movement-level", "movement-p-safe", "movement-change", "activity-first",
                     "surprise-same", "surprise-harder", "change-change"}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_paper_and_screen_say_every_number_alike(lang):
    text, there, said = Text(lang), page_and_paper(lang), defaultdict(set)
    for leaf in leaves(full().to_dict()):
        rule = RULES[leaf.place]
        for form, words in there.items():
            how = getattr(rule, form)
            line = how(leaf, text) if callable(how) and leaf.value is not None else None
            if line is not None:
                assert _plain(line) in words, (form, leaf.place, line)
                said[leaf.place].add(form)
    silent = {
        (place, form)
        for place, rule in RULES.items()
        for form in there
        if callable(getattr(rule, form)) and form not in said[place]
    }
    assert silent == set()


def test_connections_name_their_own_window():
    """The days shown may be fewer than those a connection rests on."""
    one, march = fakes.connection(), (date(2026, 3, 4), fakes.TODAY)
    other = fakes.connection("stress", "hint", 0.4, n=24, window=march)
    alike = {"71 Tage.", "Alle aus 7. Januar bis 31. März 2026."}
    apart = {"71 Tage, 7. Januar bis 31. März 2026.", "24 Tage, 4. März bis 31. März 2026."}
    for connections, expected_words in (([one], alike), ([one, other], apart)):
        made = build(period=march, connections=connections)
        for form, read in (("html", sheet_words), ("pdf", pdf_words)):
            words = _plain(read(forms.made(made, form, Text("de"))))
            for said in expected_words | {"Zahl der Versuche beruhen auf 7. Januar bis 31. März 2026."}:
                assert _plain(said) in words
