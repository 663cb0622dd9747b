"""Months as words of many languages, as the oldest export of Daylio writes them ("7 września", "28 September")."""

from __future__ import annotations

import re
import unicodedata

_NAMES = """
january february march april may june july august september october november december
januar februar märz april mai juni juli august september oktober november dezember
jänner feber mär apr mai jun jul aug sep okt nov dez
jan feb mar apr may jun jul aug sep oct nov dec
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ledna února března dubna května června července srpna září října listopadu prosince
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
"""
_WORD = re.compile(r"[^\W\d_]{3,}")


def _plain(word: str) -> str:
    split = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in split if not unicodedata.combining(one))


_MONTHS = {
    _plain(word): number
    for line in _NAMES.strip().splitlines()
    for number, word in enumerate(line.split(), start=1)
}


def month(text: str) -> int:
    """The number of the first month named in a text, 0 without one."""
    return next((_MONTHS[word] for word in map(_plain, _WORD.findall(text)) if word in _MONTHS), 0)
