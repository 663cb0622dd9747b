"""Snapshots of others, for a trainer: who needs a look first."""

from ui import desk
from ui.shell import open_page

page = open_page("desk")
desk.show(page)
