"""The session on a phone with 2 101 tries in the diary, in headless Chromium: what each tap takes until it is drawn.

    .venv/bin/python -m benchmarks.bench_session [rounds] [another checkout]

Each round starts a fresh server on a copy of the same diary for each way in: from the Overview right after its
board is drawn, from it after a moment, and from the Diary page. The clock runs inside the browser, from the tap on
the menu to the first frame that shows the movements, and to the one that shows the plan's proposals. Then the usual
actions of one try. With another checkout both are measured in turn, as a machine's speed drifts.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

from analysis.review import Review
from benchmarks.diary import csv
from data import ingest
from data.calendar import CLOCK
from data.home import DIARY
from data.store import Store, Typed
from tests import browser as b
from ui.text import Text
from ui.words import upper_first

DAYS = 191
TEXT = Text("de")
MOVEMENTS = '.st-key-practice [class*="st-key-pick_"] button'
WAYS = {"overview at once": ("", 0), "overview": ("", 4000), "diary": ("diary", 4000)}
"""Way in: the page that was open, and for how many ms after it was drawn."""
LONG_MS = 60_000

WATCH = """
([selector, words]) => {
  window.pmShown = {};
  const begin = () => {
    const begun = performance.now(), shown = (window.pmShown = {});
    const look = () => {
      const there = one => one.offsetParent && !one.closest('[data-stale="true"]');
      const found = [...document.querySelectorAll(selector)].find(there);
      const now = performance.now() - begun;
      if (found) shown.drawn ??= now;
      const said = found && words.length && document.querySelector('.st-key-practice')?.innerText || "";
      if (found && (!words.length || words.some(one => said.includes(one)))) { shown.said = now; return; }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  document.addEventListener("click", begin, {capture: true, once: true});
}
"""


def prepared(home: Path) -> datetime:
    """A diary whose pages were read once, with a plan and no warning sign due; the evening it is opened on."""
    store = Store(home)
    store.add(ingest.read(csv(DAYS), "tagebuch.csv"))
    last = store.exposures()["date"].max().date()
    today = last + timedelta(days=1)
    before = {"pain_during": 3, "expected_pain": 5, "sets": 3, "reps": 10}
    store.log_try(Typed(last, "Gehen", before, "18:00", last.isoformat(), 0))
    store.set("welcomed", last.isoformat())
    store.journal.add("redflags", "", today, [])
    store.journal.add("plan", "", last - timedelta(days=40), {})
    review = Review(store.days(), store.exposures(), store.factors())
    _ = review.looks
    store.remember(review.memory)
    return datetime.combine(today, datetime.min.time()).replace(hour=18)


def timed(page, act, selector: str, words: tuple[str, ...] = ()) -> tuple[float, float]:
    """Seconds from the tap that `act` does to `selector`, and to one of the words."""
    page.evaluate(WATCH, [selector, list(words)])
    act()
    page.wait_for_function("() => window.pmShown.said", timeout=LONG_MS)
    b.settled(page)
    shown = page.evaluate("() => window.pmShown")
    return shown["drawn"] / 1000, shown["said"] / 1000


def tap(page, name: str):
    return page.locator(f'[class*="st-key-{name}"] button:visible').first.tap


def value(page, name: str, number: int):
    return page.locator(f".st-key-{name} button").get_by_text(str(number), exact=True).tap


def menu(page, name: str):
    """The tap on the menu's entry; the menu itself is opened before the clock runs."""
    page.locator('[data-testid="stExpandSidebarButton"]').tap()
    link = page.locator('[data-testid="stSidebarNavLink"]', has_text=TEXT(f"nav.{name}"))
    link.wait_for()
    page.wait_for_timeout(400)  # the menu slides in
    return link.tap


def proposals() -> tuple[str, ...]:
    """What each kind of proposal begins with."""
    kinds = ("up", "hold", "less", "return", "start", "restart", "minimum", "variant", "stop", "gather")
    return tuple(
        upper_first(TEXT(f"plan.do.{one}")).split("{")[0] for one in kinds if TEXT.has(f"plan.do.{one}")
    )


def actions(page, found) -> None:
    """One try from the first tap to the last, and the way back into the session."""
    found["movement"].append(timed(page, tap(page, "pick_"), '[class*="st-key-rate-expected_"] button')[1])
    found["expected"].append(
        timed(page, value(page, "rate-expected_0", 4), '[class*="st-key-rate-felt_"]')[1]
    )
    found["felt"].append(timed(page, value(page, "rate-felt_0", 2), ".pm-surprise")[1])
    found["save"].append(timed(page, tap(page, "save_0"), ".st-key-next button")[1])
    found["next"].append(timed(page, tap(page, "next"), MOVEMENTS)[1])
    timed(page, menu(page, "diary"), ".st-key-footer-diary")
    drawn, said = timed(page, menu(page, "session"), MOVEMENTS, proposals())
    found["again"].append(drawn)
    found["again: plan"].append(said)


def one_round(chromium, made: Path, now: datetime, root: Path, found) -> None:
    for way, (first, pause) in WAYS.items():
        with tempfile.TemporaryDirectory() as folder:
            home, clock = Path(folder, "home"), Path(folder, "now")
            home.mkdir()
            shutil.copyfile(made / DIARY, home / DIARY)
            clock.write_text(now.isoformat(), encoding="utf-8")
            with (
                b.server(home, cwd=root, **{CLOCK: str(clock)}) as address,
                b.page(chromium, b.PHONE, has_touch=True) as page,
            ):
                page.goto(f"{address}/{first}")
                page.locator(".pm-board" if not first else f".st-key-footer-{first}").first.wait_for()
                page.wait_for_timeout(pause)
                drawn, said = timed(page, menu(page, "session"), MOVEMENTS, proposals())
                found[f"from {way}"].append(drawn)
                found[f"from {way}: plan"].append(said)
                if way == "overview":
                    actions(page, found)


def main(rounds: int, roots: list[Path]) -> None:
    found = {root: defaultdict(list) for root in roots}
    with tempfile.TemporaryDirectory() as folder, b.chromium() as chromium:
        now = prepared(Path(folder))
        for _ in range(rounds):
            for root in roots:
                one_round(chromium, Path(folder), now, root, found[root])
    for root in roots:
        print(f"{root}, {rounds} rounds: median and worst in s")
        for name, values in found[root].items():
            print(f"  {name:24} {statistics.median(values):.2f} {max(values):.2f}")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 3, [b.ROOT, *(Path(one).resolve() for one in given[1:])])
