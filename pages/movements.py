"""Which movements is my nervous system learning to treat as safe, and how sure is that?"""

from ui import closer_look, entrance, movements, selfcheck
from ui.shell import open_page

page = open_page("movements")
review = entrance.ready(page)
if review:
    selfcheck.banner(page, review)
    movements.show(page, review)
    closer_look.below(page, review)
