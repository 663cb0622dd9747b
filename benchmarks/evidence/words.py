"""The fixed words of `docs/evidence.md`; braces are filled in by `report`."""

INTRO = """# How often the safety engine is right

This page is written by a program; change the program, not the page:

    {command}

Model `{version}`, seed {seed}. **All people here are invented.** No diary of a real person was used, so this page
says how the engine does where its assumptions hold and where they are broken on purpose. It does not say how well it
does for patients.

## What was done
A generator draws people with {days} days and {moves} movements, their ratings, loads, nights and stress, together with
what is hidden in life: the level of each movement on each day. Each Sunday from day 14 on, the diary up to that day
goes through the same door the program uses, `analysis.movements.look`, with a limit of 3; the plain methods get the
same ratings. What was said is then held against the truth of that day. A movement is truly **safe** when its level at
the load trained now is at or under 3; else **relapsing** when it is 1.5 or more over the best of the last 56 days; else
**learning** when it fell by 1 or more in 28 days; else a **threat**. The first three worlds, the thresholds of the
plain methods and the figures follow the project's science note (2.1 to 2.5).
"""

READ = """## How to read the tables
Looks at one person are alike; every ± is a standard error with the person as the unit. Differences of less than about
twice that are chance. The plain methods run with thresholds as usually written ("raw") or tuned for the same cost on
other people of the base world.

{meanings}
"""

NOTES = """## What this does not show
- **People are invented**, by authors who also wrote the engine. Base shares its assumptions: load and bad days add to
  pain in straight lines, and levels move slowly. Misfit and the worlds after it break some of them, one at a time.
- **The plain methods know neither load nor day**, as they are usually used. Part of the distance comes from that.
- **Flat is not quite flat**: stress phases let some safe movements relapse for good ({relapsing} of its looks), and
  load still grows on some. Calls of these are counted with all others under "ever".
- **Rescaled keeps the truth on the first scale.** After somebody begins to write 4 where it was 5, no method that sees
  ratings alone can know; the table shows how often that turns into a false "safe".
- **Skipped** counts what is said about movements that were tried at least once; somebody who never starts is not in it.
- **Noexpect** equals base on the same people as long as expected pain does not enter the pain track.
- Delays count from the first weekly look at which a change was true, so a day is never finer than a week.
- **P(fall) in the first 28 days is no percentage**: where it says .25 to .50, a fall is true in {fall_base} of base and
  {fall_misfit} of misfit. The program says directions in words.
"""

PROBABILITIES = """## Are the probabilities true?
Mean said → share true (how many looks). P(fall): down by .5 or more in 28 days. P(rise): 1.5 or more over the best of
eight weeks. Both from 28 days after the first try of the movement on: before, there is no change over 28 days, only one
over fewer.
"""

EARLY = """P(fall) in the first 28 days of a movement, a change since its first try. Whether people learn from the first
day (base) or not yet (misfit, late, flat) cannot be seen in so few ratings, so it is right on the whole and in none:
"""

CONSTANT = """## Constant pain, real progress
Looks with six tries or more whose straight line changes by less than .7 in 28 days: a real fall of 1 or more (hidden by
load or bad days) against no change above 3.5. AUC: chance that the method sees more fall in the first than in the
second; .5 is a coin.
"""

FALLS = """## Falls by number of tries
AUC of a real fall of 1 or more against none, by tries so far.
"""

BESIDE = """## Beside the science note
The note measured the model it recommends on people of its own. Its cost, false safe, safe wrong and safe found are
those with the 14-day rule for safe, which the program uses; its other figures were taken with 21 days.
"""

LOSSES = """## Where another method is better
By more than two standard errors of the engine's figure; of the other methods the best is named. Several of them never
say "unknown", so they find more; their false "safe" is the price.
"""
