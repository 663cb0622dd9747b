"""How is each number made, when should I see a doctor, who sees my data?"""

from ui import components, onboarding, privacy, selfcheck
from ui.shell import open_page

page = open_page("methods")
components.headline(page.text("methods.title"), page.text("methods.lead"))
privacy.red_flags(page)
privacy.numbers(page)
selfcheck.methods(page)
privacy.limit(page)
onboarding.own_words(page)
privacy.data(page)
