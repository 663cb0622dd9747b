"""Get my data in: upload, check what was understood, answer, keep; history with undo."""

from ui import components, upload
from ui.shell import open_page

page = open_page("diary")
components.headline(page.text("diary.title"), page.text("diary.lead"))
read = upload.choose(page)
if read:
    upload.understood(page, read)
    upload.questions(page, read)
    components.rejections(page, read.rejections)
    upload.confirm(page, read)
upload.history(page)
