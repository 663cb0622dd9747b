"""Which load is carried now, where the plan stands, and what was won back?"""

from ui import entrance, progress
from ui.shell import open_page

page = open_page("progress")
review = entrance.ready(page)
if review:
    progress.show(page, review)
