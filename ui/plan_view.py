"""The plan of today: where the eight weeks stand, this week, the next step of every movement with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from ui import components, loaders, plan_store, plan_words, setbacks, symbols

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.plan_results import Plan, Step
    from analysis.results import State
    from analysis.review import Review
    from analysis.week import Week, WeekDay
    from ui.page import Page
    from ui.text import Text

RULES: Final = """
.pm-plan ul,.pm-plan ol{list-style:none;margin:0!important;padding:0!important}
.pm-plan li{margin:0!important}
.pm-plan .pm-phases{display:grid;grid-template-columns:repeat(4,1fr);gap:8px;max-width:860px}
.pm-phases li{padding:10px 12px;border:1px solid var(--pm-line);border-radius:14px;
font-size:14px;line-height:19px;color:var(--pm-ink2)}
.pm-phases li b{display:block;font-size:13px;font-weight:600}
.pm-phases li.pm-now{background:var(--pm-surface);border:2px solid var(--pm-accent);color:var(--pm-ink);
padding:9px 11px}
.pm-plan .pm-week{display:grid;grid-template-columns:repeat(7,1fr);gap:6px;max-width:520px}
.pm-week li{text-align:center;font-size:13px;line-height:18px;color:var(--pm-ink2)}
.pm-week b{display:flex;align-items:center;justify-content:center;height:40px;border-radius:12px;font-size:16px;
font-variant-numeric:tabular-nums;color:var(--pm-ink);background:var(--pm-surface);border:1px solid var(--pm-line)}
.pm-week b.pm-moved{background:var(--pm-accent);color:var(--pm-surface);border-color:var(--pm-accent)}
.pm-week b.pm-blank{background:transparent;border-style:dashed;color:var(--pm-ink2)}
.pm-plan .pm-steps{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:16px}
.pm-steps>li{background:var(--pm-surface);border:1px solid var(--pm-line);border-radius:14px;padding:16px;
min-width:0}
.pm-steps h3{font-family:'Source Serif','Source Serif 4',Georgia,serif;font-weight:600;font-size:20px;line-height:26px;
margin:10px 0 2px;padding:0;overflow-wrap:anywhere}
.pm-steps p{margin:0;font-size:15px;line-height:23px}
.pm-steps .pm-dose{font-size:17px;line-height:26px;font-weight:600;font-variant-numeric:tabular-nums;margin:6px 0}
.pm-steps .pm-why{color:var(--pm-ink2)}
.pm-steps details{margin-top:6px;font-size:14px;line-height:21px;color:var(--pm-ink2)}
.pm-steps summary{min-height:44px;display:flex;align-items:center;cursor:pointer;color:var(--pm-accent);font-size:15px}
.pm-steps details p{font-size:14px;line-height:21px;margin-top:4px}
.st-key-progress_pick button{min-height:44px}
.pm-plan .pm-loads{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:0 24px}
.pm-loads li{display:grid;grid-template-columns:minmax(0,1fr) auto;align-content:start;gap:0 12px;
padding:10px 0!important;border-top:1px solid
var(--pm-line);font-size:15px;line-height:22px;font-variant-numeric:tabular-nums} .pm-loads
b{overflow-wrap:anywhere}.pm-loads small{grid-column:1/-1;font-size:13px;line-height:19px;color:var(--pm-ink2)}
[class*="st-key-card-activity"]{max-width:860px} .st-key-rules-table
.pm-scroll{max-height:none}.st-key-rules-table{max-width:860px} @media (max-width:640px){.pm-plan
.pm-phases{grid-template-columns:1fr 1fr}.pm-plan .pm-steps{grid-template-columns:1fr}}
"""


def show(page: Page, review: Review) -> None:
    """Headline, frame, this week, steps, relapse watch."""
    text = page.text
    plan = plan_store.today_plan()
    if plan is None:
        components.headline(text("plan.none.title"), text("plan.none.lead"))
        return
    begun = plan_store.plan_start() is not None
    lead = plan_words.standing(plan, text) if begun else text("plan.head.not_begun_lead")
    components.headline(plan_words.headline(plan, text, begun=begun), lead)
    if begun:
        components.html(phases(plan, text))
        if plan.pause and not plan.steps:
            _anew(plan, text)
    elif st.button(text("plan.begin"), key="plan_begin", type="primary"):
        plan_store.begin_plan(plan_store.plan_day())
        st.rerun()
    _week(page, review, plan)
    components.subtitle(text("plan.today"))
    components.paragraph(text("plan.today_note" if plan.steps else "plan.today_none"), "note")
    states = {one.movement: one.state for one in review.movements}
    components.html(steps(plan, states, page))
    if words := plan_words.pair(plan, text):
        components.paragraph(words)
    watch(page, review, plan)
    if begun:
        _past(page, plan)


def phases(plan: Plan, text: Text) -> Markup:
    """The four phases, the present one marked by its frame and said in words."""
    items = [
        Markup("<li{}><b>{}</b>{}{}</li>").format(
            Markup(' class="pm-now" aria-current="step"') if at == plan.phase else "",
            text("plan.phase.weeks", first=2 * at - 1, last=2 * at),
            text(f"plan.phase.{at}"),
            Markup("<br>{}").format(text("plan.phase.now")) if at == plan.phase else "",
        )
        for at in range(1, 5)
    ]
    return Markup('<div class="pm-plan"><ol class="pm-phases">{}</ol></div>').format(Markup("").join(items))


# ------------------------------------------------------------------ this week


def _week(page: Page, review: Review, plan: Plan) -> None:
    from analysis import week

    found = week.of(review.closer.series, review.logged, plan.day)
    text = page.text
    components.subtitle(text("plan.week.title"))
    components.html(strip(found, text))
    components.paragraph(week_words(found, text), "note")


def strip(found: Week, text: Text) -> Markup:
    """Monday to Sunday: tries of each day; a day without an entry is an empty dashed field."""
    items = [
        Markup('<li><b class="{}" aria-label="{}">{}</b>{}</li>').format(
            "pm-moved" if one.tries else "" if one.tries == 0 else "pm-blank",
            _day_words(one, text),
            "" if one.tries is None else one.tries,
            text.weekday(one.day)[:2],
        )
        for one in found.days
    ]
    return Markup('<div class="pm-plan"><ul class="pm-week">{}</ul></div>').format(Markup("").join(items))


def _day_words(one: WeekDay, text: Text) -> str:
    day = text.weekday(one.day)
    if one.tries is None:
        return text("plan.week.ahead" if one.ahead else "plan.week.blank", day=day)
    return text("plan.week.day", day=day, n=one.tries)


def week_words(found: Week, text: Text) -> str:
    """Tries and movements of the week, and how many days are unknown."""
    said = text("plan.week.moved", n=found.tries, movements=len(found.movements))
    return f"{said} {text('plan.week.unlogged', n=found.unlogged)}" if found.unlogged else said


# ------------------------------------------------------------------ the steps


def steps(plan: Plan, states: Mapping[str, State], page: Page) -> Markup:
    """One card per movement in the order of the plan; nothing while a warning sign is open."""
    if plan.blocked:
        return Markup("")
    cards = [_card(one, states[one.movement], page) for one in plan.steps]
    style = symbols.styles(page.theme, "pm-steps")
    return Markup('<div class="pm-plan">{}<ul class="pm-steps">{}</ul></div>').format(
        style, Markup("").join(cards)
    )


def _card(step: Step, state: State, page: Page) -> Markup:
    text = page.text
    way = plan_words.cell(step.cell, text) if step.dimension in {"speed", "surface", "position"} else ""
    dose = plan_words.dose(step, text)
    more = [plan_words.also(step, text), plan_words.changes(step, text)]
    more.append(text("plan.rule_named", row=text(f"plan.row.{step.rule}")))
    more += [plan_words.light(one, text) for one in step.lights]
    return Markup(
        '<li>{}<h3>{}</h3><p>{}</p>{}{}<p class="pm-why">{}</p><details><summary>{}</summary>{}</details></li>'
    ).format(
        symbols.pill(state, text, page.theme),
        step.movement,
        plan_words.short(step, text),
        Markup('<p class="pm-dose">{}</p>').format(dose) if dose else "",
        Markup("<p>{}</p>").format(text("plan.way", way=way)) if way else "",
        " ".join(one for one in (plan_words.why(step, text), plan_words.capped(step, text)) if one),
        text("plan.more"),
        Markup("").join(Markup("<p>{}</p>").format(line) for line in more if line),
    )


# ------------------------------------------------------------------ relapse watch, past fortnights


def watch(page: Page, review: Review, plan: Plan) -> None:
    """Risk contexts, said early and kindly, with what was safe before and the lower dose to start again with."""
    text = page.text
    if loaders.looks() is None:
        components.wait(page)
        return
    reminders = list(review.reminders)
    if not reminders:
        return
    components.subtitle(text("plan.watch.title"))
    known = {one.movement: one for one in plan.steps}
    for lines in setbacks.warnings(reminders, text):
        components.paragraph(lines[0])
        components.listing(lines[1:])
    doses = [
        plan_words.watch(name, known.get(name), text)
        for name in dict.fromkeys(one.movement for one in reminders)
        if name in known and known[name].action in {"restart", "minimum", "less"}
    ]
    if doses:
        components.listing([one for one in doses if one])
    components.paragraph(text("sentence.risk.advice"))


def _past(page: Page, plan: Plan) -> None:
    over = [one for one in plan.fortnights if one.verdict != "running"]
    if over:
        with st.expander(page.text("plan.fortnights")):
            components.listing([plan_words.fortnight(one, page.text) for one in reversed(over)])
            if plan.steps or not plan.pause:
                _anew(plan, page.text)


def _anew(plan: Plan, text: Text) -> None:
    """The way to begin the eight weeks again."""
    if st.button(text("plan.begin_anew"), key="plan_anew", type="tertiary"):
        plan_store.begin_plan(plan.day)
        st.rerun()
