"""A synthetic diary whose truth is known: demo for people, oracle for tests. Nobody's data are in it.

Sixteen weeks ending on 31 March 2026, eight movements that tell eight stories, days whose pain is built from
sleep quality, yesterday's stress, a slow drift and autocorrelated noise. `EFFECTS` and `STATES` say what a
correct analysis has to find; the numbers are own choices within the ranges of science note 2.3 and 3.5.
`python -m data.sample` rewrites the demo files in `data/demo`.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from data import schema
from data.ingested import ColumnUse, Ingested
from data.sample_file import HEADERS, NAMES, render
from data.sample_stories import STORIES, Story

if TYPE_CHECKING:
    import numpy as np

LAST: Final = date(2026, 3, 31)
DAYS: Final = 112
START: Final = LAST - timedelta(days=DAYS - 1)
DEMO: Final = Path(__file__).parent / "demo"

SOURCE: Final = "sample"


@dataclass(frozen=True, slots=True)
class Effect:
    """Pain points on day t per point (or per unit) of the factor on day t - lag, as built in."""

    factor: str
    lag: int
    points: float


EFFECTS: Final = (
    Effect("sleep_quality", 0, -0.3),
    Effect("stress", 1, 0.25),
    Effect("activity_min", 0, 0.0),
    Effect("activity_min", 1, 0.0),
)
SLEEP, STRESS = EFFECTS[0].points, EFFECTS[1].points
PER_DOUBLING: Final = 1.2
PER_REST_POINT: Final = 0.5

TRAINING_WEEKDAYS: Final = (0, 2, 4, 6)
SKIPPED: Final = frozenset({9, 26, 47, 48, 49, 50, 51, 66, 95, 103})
"""Days without any entry: a week away and single evenings."""
STRESSFUL: Final = range(84, 92)


STATES: Final = {lang: {getattr(one, lang): one.state for one in STORIES} for lang in ("de", "en")}
"""Language -> movement -> state a correct analysis gives on the last day, with a limit of 3."""
LAGGING: Final = {"de": "Treppensteigen", "en": "Climbing stairs"}
"""The movement that feels safe while the expectation stays high."""
BY_LOAD: Final = {"de": "Drehen im Sitzen", "en": "Seated rotation"}
"""The movement whose pain stays the same while its load triples."""

_NOTES: Final = {
    20: ("Danach kurz spazieren gegangen.", "Went for a short walk afterwards."),
    61: ("Mit Musik ging es leichter.", "Easier with music on."),
    98: ("Ruhig geatmet, dann losgelegt.", "Breathed calmly, then started."),
    140: ("Neue Matte ausprobiert.", "Tried the new mat."),
}


def diary(seed: int = 1, lang: str = "de") -> Ingested:
    """The sample diary. Equal seeds give equal diaries; the language changes words, never numbers.

    Frames are in schema dtypes, ratings whole numbers, some days and cells missing. `content` is the file
    that reads back to the same frames. Raises KeyError for a language without a sample.
    """
    import numpy as np

    if lang not in NAMES:
        raise KeyError(lang)
    days = _days(np.random.default_rng(seed))
    tries = _tries(seed, days, lang)
    rows = _rows(days, tries)
    content = render(rows, lang)
    return Ingested(
        days=schema.conform(_frame(_first_lines(rows), "days"), "days"),
        exposures=schema.conform(
            _frame([row for row in rows if row.get("movement")], "exposures"), "exposures"
        ),
        factors=schema.empty("factors"),
        rejections=[],
        questions=[],
        source=SOURCE,
        mapping=tuple(ColumnUse(words[lang], table, name) for (table, name), words in HEADERS.items()),
        period=(START, LAST),
        name=NAMES[lang],
        rows=len(rows),
        shape="try",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


# ------------------------------------------------------------------ days


def _days(rng: np.random.Generator) -> dict[int, dict[str, Any]]:
    sleep = _wander(rng, 0.2, 1.8)
    stress = _wander(rng, 0.35, 1.7)
    stress[STRESSFUL.start : STRESSFUL.stop] += 2.2
    noise = _wander(rng, 0.4, 0.9)
    quality = [_rating(6 + one) for one in sleep]
    tension = [_rating(4 + one) for one in stress]
    out = {}
    for day in range(DAYS):
        before = tension[day - 1] if day else 4
        level = 4.4 - 0.006 * day + SLEEP * (quality[day] - 6) + STRESS * (before - 4) + noise[day]
        draw = rng.normal(0, 1, 8)
        out[day] = {
            "date": START + timedelta(days=day),
            "pain_avg": _rating(level),
            "pain_worst": _rating(level + 1.5 + 0.5 * draw[0]),
            "pain_morning": _rating(level - 1 + 0.5 * draw[1]),
            "sleep_hours": round(2 * (7 + 0.15 * (quality[day] - 6) + 0.8 * draw[2])) / 2,
            "sleep_quality": quality[day],
            "stress": tension[day],
            "mood": _rating(6 - 0.2 * (tension[day] - 4) + 1.3 * draw[3]),
            "activity_min": 5.0 * round(max(0.0, 35 + 18 * draw[4]) / 5),
            "steps": 100.0 * round(max(800.0, 6200 + 1900 * draw[5]) / 100),
            "med_taken": bool(level + 0.5 * draw[6] > 5.8),
        }
        if draw[7] > 1.9:
            out[day]["sleep_quality"] = None
    return {day: values for day, values in out.items() if day not in SKIPPED}


def _wander(rng: np.random.Generator, phi: float, sd: float) -> np.ndarray[Any, Any]:
    """Stationary AR(1) noise of standard deviation `sd`, one value a day."""
    out = rng.normal(0, sd, DAYS)
    for day in range(1, DAYS):
        out[day] = phi * out[day - 1] + math.sqrt(1 - phi * phi) * out[day]
    return out


def _rating(value: float) -> float:
    return float(min(10, max(0, round(value))))


# ------------------------------------------------------------------ tries


def _tries(seed: int, days: dict[int, dict[str, Any]], lang: str) -> list[dict[str, Any]]:
    import numpy as np

    sessions = [day for day in days if (START + timedelta(days=day)).weekday() in TRAINING_WEEKDAYS]
    found: list[dict[str, Any]] = []
    for number, story in enumerate(STORIES):  # a stream each: changing one story leaves the others alone
        found += _of_story(np.random.default_rng([seed, number]), story, sessions, days, lang)
    found.sort(key=lambda one: (one["date"], one["time"]))
    for at, words in _NOTES.items():
        found[at]["note"] = words[("de", "en").index(lang)]
    return found


def _of_story(
    rng: np.random.Generator, story: Story, sessions: list[int], days: dict[int, dict[str, Any]], lang: str
) -> list[dict[str, Any]]:
    chosen = story.only or [day for at, day in enumerate(sessions) if at % story.every == story.phase]
    chosen = [day for day in chosen if day in days and day not in story.pause]
    belief, out = story.expects, []
    for number, day in enumerate(chosen):
        dose, doublings = _dose(story, number, day)
        before = _rating(days[day]["pain_avg"] - 2.2 + rng.normal(0, 0.4))
        felt = _rating(
            _level(story, day) + PER_DOUBLING * doublings + PER_REST_POINT * (before - 2) + rng.normal(0, 0.6)
        )
        speed, surface = story.variants[number % len(story.variants)]
        out.append(
            {
                "date": START + timedelta(days=day),
                "time": "18:00" if (START + timedelta(days=day)).weekday() < 5 else "10:30",
                "movement": getattr(story, lang),
                "family": story.family,
                "pain_during": felt,
                "expected_pain": _rating(belief + rng.normal(0, 0.6)),
                "pain_before": before,
                "speed": speed,
                "surface": surface,
                "position": story.position,
                "quality": _rating(8 - 0.4 * felt + rng.normal(0, 0.6)),
                **dose,
            }
        )
        belief += story.trust * (felt + 0.8 - belief)
    return out


def _level(story: Story, day: int) -> float:
    import numpy as np

    return float(np.interp(day, [at for at, _ in story.level], [points for _, points in story.level]))


def _dose(story: Story, number: int, day: int) -> tuple[dict[str, float], float]:
    """The dose of one try and its distance from the first, in doublings."""
    share = max(0.0, (day - story.grows_from) / (DAYS - 1 - story.grows_from))
    if story.light_days and number % 3 == 1:
        share = 0.0
    dose, doublings = dict(story.dose), 0.0
    for name, end in story.end.items():
        grown = story.dose[name] * (end / story.dose[name]) ** share
        dose[name] = round(2 * grown) / 2 if name == "weight_kg" else float(round(grown))
        doublings += math.log2(dose[name] / story.dose[name])
    return dose, doublings


# ------------------------------------------------------------------ rows of the file


def _rows(days: dict[int, dict[str, Any]], tries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row per try with the values of its day repeated; days without a try have a row of their own."""
    by_day: dict[date, list[dict[str, Any]]] = {}
    for one in tries:
        by_day.setdefault(one["date"], []).append(one)
    rows = [{**day, **one} for day in days.values() for one in by_day.get(day["date"], [{}])]
    for number, row in enumerate(rows):
        row["line"] = number + 2
    return rows


def _first_lines(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: dict[date, dict[str, Any]] = {}
    for row in rows:
        seen.setdefault(row["date"], row)
    return list(seen.values())


def _frame(rows: list[dict[str, Any]], table: str) -> Any:  # noqa: ANN401 - pandas is untyped here
    import pandas as pd

    wanted = {name for in_table, name in HEADERS if in_table == table} | {"date", "line"}
    return pd.DataFrame([{name: row.get(name) for name in wanted} for row in rows])


def main() -> None:
    """Rewrite the demo files."""
    for lang, name in NAMES.items():
        (DEMO / name).write_bytes(diary(lang=lang).content)


if __name__ == "__main__":
    main()
