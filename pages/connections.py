"""What travels with my pain: sleep, stress, activity; how sure, what is not known yet?"""

from ui import blocks, components, sentences
from ui.shell import open_page

page = open_page("connections")
review = components.ready(page)
if review:
    components.headline(*sentences.connections_headline(review.connections, page.text))
    blocks.forest_plot(page, review)
    blocks.open_questions(page, review)
    blocks.closer(page, review)
