"""How am I doing, what got safer, what is next?"""

from ui import blocks, board, components, entrance, sentences, session_plan
from ui.shell import open_page

page = open_page("overview")
review = entrance.ready(page)
if review:
    found = review.movements
    components.headline(sentences.headline(found, page.text), sentences.lead(found, page.text))
    blocks.to_session(page)
    components.html(board.render(found, page.text, page.theme))
    session_plan.ahead()
    blocks.to_movements(page)
    left, right = components.halves()
    with left:
        blocks.changed(page, review)
        blocks.risks(page, review)
    with right:
        blocks.wins(page, review)
    components.preload(page)
