"""How am I doing, what got safer, what is next?"""

from ui import blocks, board, components, entrance, sentences, session_plan
from ui.shell import open_page

page = open_page("overview")
review = entrance.ready(page)
if review:
    found = review.movements
    components.headline(sentences.headline(found, page.text), sentences.lead(found, page.text))
    blocks.to_session(page)
    session_plan.ahead()
    components.html(board.render(found, page.text, page.theme))
    blocks.to_movements(page)
    left, right = components.halves()
    with left:
        blocks.changed(page, review)
        blocks.risks(page, review)
    with right:
        blocks.wins(page, review)
    components.preload_charts()
