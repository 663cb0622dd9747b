"""Get my data in: upload, check what was understood, answer, keep; history with undo; which source leads."""

from ui import components, history, leading, mapping, preview, questions, receipt, upload
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
        components.rejections(page, read.rejections, read.name)
    upload.confirm(page, read)
history.show(page)
leading.show(page)
