"""Does something change my pain? Small experiments by lot: set up, day by day, and the answer."""

from ui import components, experiment_new, experiments
from ui.shell import open_page

page = open_page("experiments")
components.headline(page.text("experiments.title"), page.text("experiments.lead"))
found = experiments.ready(page)
if found:
    experiments.current(page, found)
    experiments.closed(page, found)
    experiment_new.show(page, found)
    experiments.past(page, found)
experiments.care(page)
