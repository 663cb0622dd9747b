"""The words of the self-check: numbers where the model fits, a banner where it does not, and what is missing."""

from __future__ import annotations

from datetime import date

from analysis.results import Insufficient
from analysis.selfcheck import SelfCheck
from ui import selfcheck
from ui.text import Text

DE, EN = Text("de"), Text("en")
WINDOW = (date(2026, 1, 2), date(2026, 3, 31))
POOR = SelfCheck(40, 20, 0.5, 0.62, fits=False, wider=1.62, p_safe=0.9, movements=3, window=WINDOW)


def test_the_banner_has_its_numbers_and_what_follows():
    assert selfcheck.poor(POOR, DE) == (
        "Das Modell passt hier noch schlecht: 20 von 40 Versuchen lagen im Bereich (50\N{NO-BREAK SPACE}%), 2. Januar bis "
        "31. März 2026. Deshalb gelten hier 1,6-mal so breite Bereiche, und „sicher gelernt“ braucht 90\N{NO-BREAK SPACE}%."
    )
    assert selfcheck.poor(POOR, EN) == (
        "The model fits poorly here so far: 20 of 40 tries lay inside the range (50%), 2 January to 31 March 2026. So the "
        "ranges are 1.6 times as wide here, and “learned as safe” needs 90%."
    )


def test_too_few_tries_are_counted():
    assert selfcheck.numbers(Insufficient("predicted_tries", 12, 20), DE) == (
        "Noch nicht genug: 12 von 20 Versuchen mit einer Rechnung aus der Woche davor."
    )
    assert selfcheck.numbers(Insufficient("predicted_tries", 12, 20), EN) == (
        "Not enough yet: 12 of 20 tries with a range from the week before."
    )
