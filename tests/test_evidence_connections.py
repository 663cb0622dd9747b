"""The evidence on connections: a small run that must hold, the methods on series with a known answer, the page."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from analysis.connection_results import CONNECTIONS_VERSION
from benchmarks.connections import methods, ours, plan, report, trials, worlds
from benchmarks.connections.worlds import World

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "evidence-connections.md"
PROGRAM = ours.TITLES["ours"]


# ------------------------------------------------------------------ a small run


@pytest.mark.parametrize(
    "world",
    [World(60, 0.7, 0.7), World(30, 0.3, 0.3), World(120, 0.4, 0.3, drift=0.8), World(60, extra="weekend")],
    ids=["carry-over", "short", "drift", "weekend"],
)
def test_nothing_is_found_in_a_twentieth_of_the_diaries(world):
    """600 diaries, standard error .9 %: at most .06 is promised, the bounds are .05 and three standard errors."""
    assert 0.023 <= trials.rates(3, 150, world, ["ours"])["ours"] <= 0.077


def test_naive_methods_find_nothing_everywhere():
    """What the program is for: drifts and weekends fool Spearman, weekends a GLS that does not know them."""
    drift = trials.rates(4, 60, World(120, 0.4, 0.3, drift=0.8), ["spearman"])
    assert drift["spearman"] >= 0.25  # .40 (science note 3.3)
    weekend = trials.rates(4, 60, World(120, extra="weekend"), ["gls_trend"])
    assert weekend["gls_trend"] >= 0.2  # .33


def test_links_are_found_as_often_as_promised():
    """r = .3 in 90 days: .77 (science note 3.4); 240 diaries, three standard errors 8 %."""
    assert trials.rates(5, 60, World(90, r=0.3), ["ours"])["ours"] >= 0.69


def test_on_the_notes_own_diaries_its_estimator_gives_its_figure():
    """r = .3 in 30 days: .35 (science note 3.4), .349 before rounding: 279 of the 800 diaries of its fifth seed.

    The program on the same ones: within the 3 points that are promised.
    """
    pain, factor = worlds.pair(np.random.default_rng(5), World(30, r=0.3))
    assert np.nan_to_num(pain[:12], nan=-1).tolist() == [4, 2, 4, 3, 4, 5, -1, 6, 6, 6, 4, 4]
    assert np.nan_to_num(factor[:12], nan=-1).tolist() == [4, 4, 8, 7, 4, 5, -1, 4, 5, 5, 6, 6]
    (job,) = (one for one in plan.jobs() if one.key == ("same", 0.3, 30))
    shares, _ = plan.run(job, reps=1, seed=99)[1]
    assert shares["gls_trend"] == 279 / 800
    assert shares["ours"] >= 0.35 - 0.03


def test_intervals_hold_the_truth_and_shrinking_undoes_the_winners_curse():
    found = trials.intervals(6, 600, 60, 0.3)
    assert 0.86 <= found["cover"] <= 0.94
    assert 1.05 <= found["exaggerated"] <= 1.3
    assert abs(found["shrunk"] - 1) < abs(found["exaggerated"] - 1)
    assert found["wrong"] <= 0.015


def test_sleep_keeps_nothing_that_stress_explains():
    found = trials.confounding(7, 120, 120)
    assert found["sleep_alone"] >= 0.2
    assert found["sleep_joint"] <= 0.12
    assert found["stress_joint"] >= 0.75


def test_a_grid_of_noise_is_nearly_always_empty():
    """40 diaries, 44 questions each: 5 % expected; more than 6 in one of 300 runs."""
    found = trials.noise_grid(8, 40, 60, naive=False)
    assert found["program"] <= 6 / 40
    assert found["any_05"] >= 0.75


def test_few_of_the_bars_that_survive_are_false():
    found = trials.true_links(9, 8, 120, 0.35)
    assert found["false_share"] <= 0.15
    assert found["found"] >= 0.4


# ------------------------------------------------------------------ worlds and methods


def test_series_are_as_described():
    rng = np.random.default_rng(0)
    pain, factor = worlds.pair(rng, World(60_000, 0.5, 0.3, r=0.4))
    assert np.isnan(pain).mean() == pytest.approx(0.15, abs=0.01)
    assert ((pain[np.isfinite(pain)] % 1) == 0).all()
    assert methods.correlation(pain, factor) == pytest.approx(0.4, abs=0.03)
    assert methods.autocorrelations(factor, 2) == pytest.approx([0.3, 0.09], abs=0.03)
    drifting, _ = worlds.pair(rng, World(60_000, drift=0.8))
    half = len(drifting) // 2
    assert abs(np.nanmean(drifting[:half]) - np.nanmean(drifting[half:])) == pytest.approx(1.2, abs=0.1)
    nought, _ = worlds.pair(rng, World(20_000, extra="ties"))
    assert (nought == 0).sum() > 0.45 * np.isfinite(nought).sum()


def test_the_plain_methods_are_the_plain_methods():
    rng = np.random.default_rng(1)
    pain, factor = worlds.pair(rng, World(80, r=0.3))
    known = methods.both(pain, factor)
    x, y = pain[known], factor[known]
    assert methods.pearson(pain, factor, None) == pytest.approx(stats.pearsonr(x, y).pvalue)
    assert methods.spearman(pain, factor, None) == pytest.approx(stats.spearmanr(x, y).pvalue)
    rows = np.stack([np.roll(factor, by) for by in (0, 5, 11)])
    one_by_one = [methods.correlation(pain, row) for row in rows]
    np.testing.assert_allclose(methods.correlations(pain, rows), one_by_one)


@pytest.mark.parametrize("name", methods.METHODS)
def test_every_method_keeps_its_level_without_carry_over_and_finds_what_is_there(name):
    rng = np.random.default_rng(2)
    test = methods.METHODS[name].p
    null = [test(*worlds.pair(rng, World(60, 0.0, 0.0)), rng) < 0.05 for _ in range(80)]
    assert sum(null) <= 12  # 4 expected; Newey-West is known to be loose in short series
    there = [test(*worlds.pair(rng, World(120, 0.3, 0.3, r=0.5)), rng) < 0.05 for _ in range(12)]
    assert sum(there) >= 9


# ------------------------------------------------------------------ the page


def cells(title):
    """Percentages of every row of the page that begins with `title`, table by table."""
    rows = [
        line.split("|")[1:-1]
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith(f"| {title} |")
    ]
    return [[float(cell.strip().removesuffix(" %")) for cell in row[1:]] for row in rows]


def rows_with(*head):
    """Numbers of the table of the page whose heads begin like this (multiplication signs left out)."""
    lines = PAGE.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("| " + " | ".join(head)))
    rows = [line.split("|")[1:-1] for line in lines[at + 2 :] if line.startswith("|")][
        : len(plan.LENGTHS) + 1
    ]
    return [[float(cell.strip().removesuffix(" %").removeprefix("x ")) for cell in row] for row in rows]


def test_the_page_is_of_this_version():
    page = PAGE.read_text("utf-8")
    assert f"Version `{CONNECTIONS_VERSION}`" in page, "run: python -m benchmarks.connections"
    assert "nan" not in page


def test_the_page_keeps_what_is_promised():
    """Type I at most 6 %, power within 3 points of the note: read with two standard errors of 2 000 diaries.

    On the note's own diaries within 3 points outright. One figure of the note is luck: 30 days, r = .3, where its own
    estimator finds 31.4 % of 30 000 fresh diaries (docs/methods/connections.md).
    """
    null, misleading, power = cells(PROGRAM)[:3]
    assert len(null) == len(plan.LENGTHS) * len(plan.CARRY)
    assert max([*null, *misleading]) <= 6 + 1
    assert np.mean([*null, *misleading]) <= 5.5
    close = [one for row in cells(report.CLOSE.format(500 * trials.MORE * plan.CLOSE)) for one in row]
    assert len(close) == len(plan.NOTHING)
    assert sorted(close)[-2] <= 6
    assert (
        max(close) <= 6.2 + 0.5
    )  # 30 days, carry-over .7: 6.2 % of 35 000; two standard errors of 10 000 diaries
    primary = next(line for line in PAGE.read_text("utf-8").splitlines() if "4 primary tests" in line)
    assert float(primary.split("|")[-2].strip().removesuffix(" %")) <= 10 + 1.5  # of 2 000 diaries
    promised = [100 * one for one in report.NOTE_POWER]
    fair = [31.4 if at == 4 else one for at, one in enumerate(promised)]
    assert all(have >= want - 3 - 2 for have, want in zip(power, fair, strict=True))
    assert np.mean(power) >= np.mean(promised) - 1.5
    bare = cells(ours.TITLES["gls_trend"])[2]
    assert all(have >= want - 3 for have, want in zip(power, bare, strict=True))
    its, same = (cells(title)[0] for title in report.SAME.values())
    assert its == pytest.approx(promised, abs=0.6)  # the note's figures are rounded to whole points
    assert all(have >= want - 3 for have, want in zip(same, promised, strict=True))
    four, twelve = (cells(f"{n} factors x 11 lags, {days} days")[0] for n, days in ((4, 60), (12, 120)))
    assert four[-1] <= 7 < four[0]
    assert twelve[-1] <= 7
    for row in rows_with("days", "r = 0"):
        assert all(87 <= one <= 93 for one in row[1:3])
