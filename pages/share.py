"""One page for my trainer: choose, preview, lock, download; and the trainer's answer."""

from ui import answers, components, desk, entrance, sharing
from ui.shell import open_page

page = open_page("share")
review = entrance.ready(page)
if review:
    components.headline(page.text("share.title"), page.text("share.lead"))
    choice = sharing.choose(page, review)
    sharing.preview(page, review, choice)
    sharing.history(page)
    answers.show(page, review)
desk.open_door(page)
