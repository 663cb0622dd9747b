"""What travels with my pain: sleep, stress, activity; how sure, what is not known yet?"""

from ui import entrance, explorer
from ui.shell import open_page

page = open_page("connections")
review = entrance.ready(page)
if review:
    explorer.show(page, review)
