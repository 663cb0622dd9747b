"""A page behind a passphrase: one HTML file that any browser opens offline and decrypts itself.

gzip, then AES-256-GCM with a key by PBKDF2-SHA-256 (600 000 rounds, random salt and nonce); the parameters are
authenticated with the content. WebCrypto in the page does the same backwards, under the same strict content policy.
What it cannot do: call a file back, or keep somebody from guessing as often as they like.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import secrets
import unicodedata
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from ui import report, symbols
from ui.text import LANGUAGES, Text
from ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from jinja2 import Template

ROUNDS: Final = 600_000
MOST_ROUNDS: Final = 10_000_000
LARGEST: Final = 50_000_000
"""Bytes of a page; a small file that unpacks to more is none of ours."""
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32
WORDS: Final = ("title", "lead", "label", "open", "wrong", "broken", "old", "wait", "note")


class NotOpened(Exception):
    """Why a locked file stays shut. code: `wrong` passphrase, `broken` file, or `foreign` (not one of ours)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plain(passphrase: str) -> str:
    """A passphrase as it is used: in NFC, without blanks round it, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", passphrase).split())


def lock(html: str, passphrase: str, lang: str) -> str:
    """The page `html` as a locked page, in both languages, `lang` first. Raises ValueError for an empty passphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not plain(passphrase):
        raise ValueError("an empty passphrase locks nothing")
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    params = json.dumps(
        {"lock": 1, "kdf": "PBKDF2-SHA-256", "rounds": ROUNDS, "cipher": "AES-256-GCM", "zip": "gzip",
         "salt": _text(salt), "nonce": _text(nonce)},
        separators=(",", ":"),
    )  # fmt: skip
    content = gzip.compress(html.encode(), compresslevel=9, mtime=0)
    sealed = AESGCM(_key(passphrase, salt, ROUNDS)).encrypt(nonce, content, params.encode())
    script = report.asset("unlock.js")
    inside = [*report.used(charts=True, answer=True), report.asset("plotly-basic.min.js")]
    return _template().render(
        lang=lang,
        policy=report.policy([script, *inside]),
        style=Markup(_style()),  # noqa: S704 - own rules and tokens only
        script=Markup(script),  # noqa: S704 - a file of this repository
        pages=[_words(Text(one)) for one in sorted(LANGUAGES, key=lambda one: one != lang)],
        params=Markup(params),  # noqa: S704 - base64 and numbers only
        payload=_text(sealed),
        digest=hashlib.sha256(sealed).hexdigest(),
    )


def is_locked(content: str) -> bool:
    """Whether a file is a page behind a passphrase."""
    return 'id="lock-params"' in content


def unlock(content: str, passphrase: str) -> str:
    """The page inside a locked file. Raises NotOpened."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    params, sealed = _parts(content)
    try:
        known = json.loads(params)
        salt, nonce, rounds = (
            base64.b64decode(known["salt"]),
            base64.b64decode(known["nonce"]),
            known["rounds"],
        )
        if not isinstance(rounds, int) or not ROUNDS <= rounds <= MOST_ROUNDS or len(nonce) != NONCE_BYTES:
            raise NotOpened("broken")
        found = AESGCM(_key(passphrase, salt, rounds)).decrypt(nonce, sealed, params.encode())
        return _unpacked(found).decode()
    except InvalidTag as error:
        raise NotOpened("wrong") from error
    except (KeyError, ValueError, zlib.error) as error:
        raise NotOpened("broken") from error


def _unpacked(content: bytes) -> bytes:
    """What was packed with gzip. Raises NotOpened for what is not whole or too large."""
    whole = zlib.decompressobj(wbits=31)
    found = whole.decompress(content, LARGEST)
    if not whole.eof:
        raise NotOpened("broken")
    return found


def _parts(content: str) -> tuple[str, bytes]:
    """Parameters and sealed bytes, whole; else NotOpened."""
    if not is_locked(content):
        raise NotOpened("foreign")
    params = re.search(r'id="lock-params">([^<]*)</script>', content)
    payload = re.search(r'id="lock-payload" data-sum="([0-9a-f]{64})">([A-Za-z0-9+/=]*)</script>', content)
    if params is None or payload is None:
        raise NotOpened("broken")
    try:
        sealed = base64.b64decode(payload.group(2), validate=True)
    except ValueError as error:
        raise NotOpened("broken") from error
    if hashlib.sha256(sealed).hexdigest() != payload.group(1):
        raise NotOpened("broken")
    return params.group(1), sealed


def _key(passphrase: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", plain(passphrase).encode(), salt, rounds, KEY_BYTES)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _words(text: Text) -> dict[str, str]:
    found = {name: text(f"lock.{name}") for name in WORDS}
    return found | {"lang": text.lang, "language": text("report.language")}


def _style() -> str:
    dark = f"@media (prefers-color-scheme:dark){{:root{{{symbols.variables(DARK)}}}}}"
    return f":root{{{symbols.variables(LIGHT)}}}{dark}{report.asset('lock.css')}"


@lru_cache(maxsize=1)
def _template() -> Template:
    return report.environment().get_template("lock.html.jinja")
