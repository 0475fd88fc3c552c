"""The token in a rating link: random, signed over the dossier it is for, kept only as a hash.

Who reads the table cannot make a link of a hash; who can write to it cannot turn a link of one dossier into one of
another, because the signature in the token says which dossier it is for.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

RANDOM, TAG = 12, 12  # bytes: nobody guesses 96 random bits, nobody signs without the key
LENGTH = RANDOM + TAG

WAYS: Final[Mapping[str, timedelta]] = {
    "link": timedelta(days=30),
    "slip": timedelta(days=30),
    "sms": timedelta(days=30),
    "receipt": timedelta(hours=1),
    "kiosk": timedelta(minutes=10),
}
"""How a link was given out, and how long it holds. "receipt" and "kiosk": after code and PIN, for the visit alone."""
SHORT_LIVED: Final = frozenset({"receipt", "kiosk"})
SAYS: Final[Mapping[str, str]] = {
    "account": "tài khoản",
    "link": "liên kết",
    "slip": "phiếu in có mã QR",
    "sms": "tin nhắn",
    "receipt": "mã hồ sơ và mã PIN",
    "kiosk": "màn hình tại quầy",
}


def issue(*, dossier: UUID, random: bytes, key: bytes) -> str:
    """A token for `dossier`, to be put in an address. `random`: fresh bytes."""
    if len(random) != RANDOM:
        raise ValueError(f"{len(random)} random bytes instead of {RANDOM}")
    return urlsafe_b64encode(random + _tag(dossier, random, key)).decode()


def belongs(token: str, *, dossier: UUID, key: bytes) -> bool:
    """Whether whoever holds `key` issued `token` for `dossier`. Never raises, whatever the text."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii"))
    except ValueError:
        return False
    if len(raw) != LENGTH or urlsafe_b64encode(raw).decode() != token:
        return False
    return hmac.compare_digest(raw[RANDOM:], _tag(dossier, raw[:RANDOM], key))


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def lives(way: str) -> timedelta:
    """How long a link given out this way holds. Raises KeyError for a way that does not exist."""
    return WAYS[way]


def _tag(dossier: UUID, random: bytes, key: bytes) -> bytes:
    return hmac.new(key, dossier.bytes + random, hashlib.sha256).digest()[:TAG]
