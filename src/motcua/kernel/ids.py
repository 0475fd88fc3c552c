"""Identifiers: time-ordered ids for rows, tracking codes people can type, PINs. Pure apart from chance and clock."""

import secrets
import time
from typing import Final
from uuid import UUID

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXY"
"""29 characters that are not mistaken for one another (no 0/O, 1/I/L, 2/Z, U/V). 29 is prime: see `_check`."""

BODY: Final = 9


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): sorts by the millisecond it was made, with 4,096 steps inside each.

    New rows therefore land at the end of an index, and an id says nothing but when it was made.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    step = rest * 4096 // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | step << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)


def tracking_code() -> str:
    """A fresh code "XXXXX-XXXXX" under which a dossier is tracked: 9 random characters (43 bits) and a check one."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY))
    return _shown(body + _check(body))


def read_tracking_code(typed: str) -> str | None:
    """The tracking code a person meant, in its printed form; None when it cannot be one.

    Small letters, blanks and a missing hyphen do not matter. One wrong character or two that changed places are
    always noticed, so that a typing slip never opens somebody else's dossier.
    """
    letters = "".join(typed.upper().split()).replace("-", "")
    if len(letters) != BODY + 1 or not set(letters) <= set(ALPHABET):
        return None
    return _shown(letters) if letters[BODY] == _check(letters[:BODY]) else None


def pin() -> str:
    """Six random digits, given with the tracking code to those who have no account."""
    return f"{secrets.randbelow(1_000_000):06d}"


def _check(body: str) -> str:
    """Weighted sum modulo 29: a prime, so every single slip and every swap of two characters changes it."""
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def _shown(letters: str) -> str:
    return f"{letters[:5]}-{letters[5:]}"
