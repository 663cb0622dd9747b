"""Get my data in: upload, check what was understood, answer, keep; type a day; change anything; history with undo."""

from ui import (
    components,
    day_entry,
    entries,
    history,
    leading,
    mapping,
    preview,
    questions,
    receipt,
    rejected,
    session_plan,
    upload,
)
from ui.shell import open_page

page = open_page("diary")
components.headline(page.text("diary.title"), page.text("diary.lead"))
receipt.done(page)
read = upload.choose(page)
if read:
    receipt.show(page, read)
    questions.show(page, read)
    preview.show(page, read)
    mapping.show(page, read)
    if read.rejections or not read.questions:
        rejected.show(page, read.rejections, read.name)
    upload.confirm(page, read)
else:
    day_entry.form(page)
    entries.show(page)
history.show(page)
leading.show(page)
if not read:
    session_plan.ahead()
