"""Log a try in thirty seconds: breathe, predict, move, compare; and the question of the morning after."""

from ui import flag_screen, onboarding, session
from ui.shell import open_page

page = open_page("session")
if onboarding.done(page) and flag_screen.clear(page):
    session.show(page)
