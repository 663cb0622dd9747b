"""Which movements is my nervous system learning to treat as safe, and how sure is that?"""

from ui import components, movements
from ui.shell import open_page

page = open_page("movements")
review = components.ready(page)
if review:
    movements.show(page, review)
