"""The fixed words of `docs/evidence-connections.md`; braces are filled in by `report`."""

INTRO = """# How often the connections are right

This page is written by a program; change the program, not the page:

    {command}

Version `{version}`, seed {seed}. **All diaries here are invented.** Worlds and sizes follow section 3 of the project's
science note; rows "science note" repeat what it reports for the same estimator on diaries of its own. In the tables of
methods every share rests on {reps} diaries, those of the GLS rows on {more} (a true 5 % then shows as 5 ± {error}
at two standard errors); where nothing is there the program is looked at on {close} more (5 ± {closely} %). Pain
and factors are whole numbers 0-10, 15 % of the days are missing, some of them on end.
"""

TYPE_ONE = """## Nothing there: how often is something "found"?
Share of diaries with p < .05 when pain and factor have nothing to do with each other (5 % is right). Columns: number of
days, then how much of a day carries over to the next, the same for both. 30 days with a carry-over of .7 are hardest:
6.2 % of 35 000 diaries, for the note's estimator as for the program. Of such a diary 25 days are complete; no verdict
is given before 28.
"""

DRIFT = """Pain and factor drift apart from each other (.8 standard deviations from middle to end); both differ on
weekends; pain is nought on most days; both wander slowly.
"""

POWER = """## Something there: how often is it found?
Share with p < .05 when the latent correlation on the same day is r (carry-over of pain .5, of the factor .3).
"""

SAME = """The science note drew {diaries} diaries for each of its figures: right to ± 3.5 points at two standard errors.
With its seeds the same diaries are drawn again: its estimator then gives its figures, and the program, which takes the
weekend out as well, can be held against it diary by diary.
"""

LASTING = """Effects that last: half of yesterday's pain stays and the factor adds to it (b = 0: nothing there).
"""

INTERVALS = """## Intervals, and how large found effects look
How often the 90 % interval holds the true correlation; and for r = .3, among effects with p < .1: mean size over the
true one, the same as the program shows it (shrunk), and how many have the wrong sign.
"""

CONFOUNDING = """## What is left of sleep when stress is known
Stress keeps people awake and hurts; sleep does nothing. Share with p < .05, alone and with both in one fit.
"""

GRIDS = """## Looking at everything at once
Diaries of pure noise with any finding. The exploration is Benjamini-Hochberg at .05 over all factors and lags, the
six primary tests at .10 (four of them here), as the science note has it. At .10 the exploration would show something in
one diary of nothing but noise in nine.
"""

TRUE = """Three true links (r = .35) among 12 factors x 11 lags, 132 questions: false share of what survives (set to
5 %, at most 10 % is promised), diaries without any false bar, and true ones found.
"""

STEPS = """## A step in the pain
90 days, whole numbers: share with a step called when there is none, and with one called within a week of a real step of
{step} in the middle. The science note measured 37-45 % false steps for PELT with its usual penalty. Its own figures for
this scan rest on 50 diaries each (± 7 to 14 points); on the very same diaries both give the same within one diary
(methods/connections.md).
"""

NOTES = """## What this does not show
- **Diaries are invented** by rules the estimator partly shares: straight drifts, AR(1) errors, effects on one day. The
  slow wander, the weekends, the ties and the lasting effects do not fit it; nothing here is a patient.
- **Shares are of diaries, not of people's lives.** That an effect is found says nothing about why it is there.
- A month finds r = .3 in three diaries of ten. "Nothing found" is the usual end and no proof that nothing is there.
- Ratings on one sheet share the mood of the moment. No method here can take that out.
"""
