"""One page for my trainer: choose, preview, download."""

from ui import components, sharing
from ui.shell import open_page

page = open_page("share")
review = components.ready(page)
if review:
    components.headline(page.text("share.title"), page.text("share.lead"))
    choice = sharing.choose(page, review)
    sharing.preview(page, choice)
