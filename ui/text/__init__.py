"""The only place with words: gettext catalogues (`<lang>/*.po`), numbers and dates by locale through Babel.

Catalogues are read as they stand, there is no build step. Keys are stable names (`overview.empty.title`);
German is the first language, English complete. Placeholders are named: `{n}`, `{movement}`.
"""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

LANGUAGES: Final = ("de", "en")
DEFAULT: Final = "de"
FOREIGN: Final = "en"
FOLDER: Final = Path(__file__).parent
_LOCALES: Final = {"de": "de_DE", "en": "en_GB"}
MINUS: Final = "−"


class MissingText(KeyError):
    """A key that no catalogue of the language holds: a defect, found by the completeness test."""


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(lang: str) -> gettext.GNUTranslations:
    """All `.po` files of one language merged into one gettext object."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    merged = Catalog(locale=_LOCALES[lang])
    for path in sorted((FOLDER / lang).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=_LOCALES[lang]):
                if message.id:
                    merged[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def speaks(wanted: str | None) -> bool:
    """Whether we have the browser's language; True where the browser names none."""
    return not wanted or _code(wanted) in LANGUAGES


def closest(wanted: str | None) -> str:
    """The language for a browser's wish (`de-AT`, `en_US`): German without a wish, English for one we lack."""
    if not wanted:
        return DEFAULT
    return _code(wanted) if speaks(wanted) else FOREIGN


def _code(wanted: str) -> str:
    return wanted.replace("_", "-").split("-")[0].lower()


class Text:
    """Words, numbers and dates of one language.

    `text("key", n=3, movement="...")` fills the placeholders; when `n` is given and the message has plural
    forms, the right one is taken, and an integer `n` is shown as it is.
    """

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"language {lang!r} is not one of {', '.join(LANGUAGES)}")
        self.lang = lang
        self.locale = _LOCALES[lang]

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence behind `key`. Raises MissingText for an unknown key, KeyError for a placeholder."""
        translations, many = catalogue(self.lang), f"{key}#many"
        count = values.get("n")
        plural = isinstance(count, int) and not isinstance(count, bool)
        found = translations.gettext(key)
        if plural or found == key:
            found = translations.ngettext(key, many, int(str(count)) if plural else 1)
        if found in {key, many}:
            found = translations.gettext(key)
        if found == key:
            raise MissingText(f"{key} is in no {self.lang} catalogue")
        return found.format(**values) if values else found

    def has(self, key: str) -> bool:
        """Whether the catalogues of this language hold `key`."""
        try:
            self(key)
        except MissingText:
            return False
        except (KeyError, IndexError):
            return True
        return True

    def number(self, value: float, digits: int = 1, *, sign: bool = False) -> str:
        """A number with a fixed count of decimals, true minus, and a plus when `sign` is asked."""
        shown = _decimal(abs(value), digits, self.locale)
        if float(f"{abs(value):.{digits}f}") == 0:
            return shown
        return (MINUS if value < 0 else "+" if sign else "") + shown

    def amount(self, value: float) -> str:
        """A number as short as it is: 20 kg, 7,5 kg."""
        return self.number(value, 0 if float(value).is_integer() else 1)

    def span(self, low: float, high: float, digits: int = 1) -> str:
        """An interval: 1,3–3,5 (with `bis`/`to` where a minus would make the dash unreadable)."""
        first, last = self.number(low, digits), self.number(high, digits)
        if MINUS in first + last:
            return self("format.span_words", low=first, high=last)
        return f"{first}–{last}"

    def percent(self, share: float) -> str:
        """A share as whole percent: 80 %."""
        return self("format.percent", value=self.number(100 * share, 0))

    def day(self, value: date) -> str:
        """A day with its year: 31. März 2026."""
        from babel.dates import format_date

        return format_date(value, "long" if self.lang == "de" else "d MMMM y", locale=self.locale)

    def short_day(self, value: date) -> str:
        """A day without its year: 31. März."""
        return _short_day(value, self.locale)

    def month(self, value: date) -> str:
        """A short month name: Feb."""
        from babel.dates import format_date

        return format_date(value, "LLL", locale=self.locale).rstrip(".")

    def weekday(self, value: date) -> str:
        """A weekday name."""
        from babel.dates import format_date

        return format_date(value, "cccc", locale=self.locale)

    def period(self, start: date, end: date) -> str:
        """A period in words: 7. Januar bis 31. März 2026; a single day is that day."""
        if start == end:
            return self.day(end)
        first = self.short_day(start) if start.year == end.year else self.day(start)
        return self("format.period", start=first, end=self.day(end))

    def ago(self, days: int) -> str:
        """How long ago: heute, gestern, vor 4 Tagen."""
        if days <= 0:
            return self("format.today")
        if days == 1:
            return self("format.yesterday")
        return self("format.days_ago", n=days)

    def listing(self, items: list[str]) -> str:
        """Items joined as one would say them: a, b und c."""
        from babel.lists import format_list

        return format_list(items, locale=self.locale)


@lru_cache(maxsize=8192)
def _decimal(value: float, digits: int, locale: str) -> str:
    """A number of one locale; the same few ratings and loads are written thousands of times on one page."""
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0" + ("." + "0" * digits if digits else ""), locale=locale)


@lru_cache(maxsize=4096)
def _short_day(value: date, locale: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", value, locale=locale)
