"""How am I doing, what got safer, what is next?"""

from ui import blocks, board, components, sentences
from ui.shell import open_page

page = open_page("overview")
review = components.ready(page)
if review:
    components.headline(sentences.headline(review.movements, page.text), sentences.lead(review.movements, page.text))
    components.html(board.render(review.movements, page.text, page.theme))
    blocks.as_of(page, review)
    blocks.changed(page, review)
    blocks.wins(page, review)
    blocks.risks(page, review)
