"""Which movements is my nervous system learning to treat as safe, and how sure is that?"""

from ui import blocks, components, sentences
from ui.shell import open_page

page = open_page("movements")
review = components.ready(page)
one = blocks.pick_movement(page, review) if review else None
if one:
    components.headline(sentences.movement(one, page.text), sentences.verdict(one, page.text))
    blocks.state(page, one)
    wide, aside = components.beside()
    with wide:
        blocks.movement_charts(page, one)
    with aside:
        blocks.movement_facts(page, one)
    blocks.as_of(page, review)
