"""Which movements is my nervous system learning to treat as safe, and how sure is that?"""

from ui import blocks, components, sentences
from ui.charts import expected, movement
from ui.shell import open_page

page = open_page("movements")
review = components.ready(page)
one = blocks.pick_movement(page, review) if review else None
if one:
    looks = blocks.looks_of(page, one)
    components.headline(sentences.movement(one, page.text), sentences.verdict(one, page.text))
    blocks.facts(page, one)
    components.chart(
        page,
        "level",
        blocks.drawn(movement.figure, one, looks, page),
        movement.alt(one, page.text),
        movement.table(one, page.text),
    )
    components.subtitle(page.text("movements.expected"))
    components.chart(
        page,
        "expected",
        blocks.drawn(expected.figure, one, page),
        expected.alt(one, page.text),
        expected.table(one, page.text),
    )
    blocks.as_of(page, review)
