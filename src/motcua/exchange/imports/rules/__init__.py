"""Reading what other systems send. Pure: no Django, no clock, no I/O."""

from motcua.exchange.imports.rules.findings import WORDS as FINDINGS
from motcua.exchange.imports.rules.mapping import FIELDS, Column, guess, mapped, signature
from motcua.exchange.imports.rules.messages import Places, Read, Refused, read
from motcua.exchange.imports.rules.stream import Broken, messages

__all__ = [
    "FIELDS",
    "FINDINGS",
    "Broken",
    "Column",
    "Places",
    "Read",
    "Refused",
    "guess",
    "mapped",
    "messages",
    "read",
    "signature",
]
