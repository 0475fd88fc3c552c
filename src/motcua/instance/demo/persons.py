"""Synthetic persons and organisations. Pure apart from the name lists; each says that it is a demo."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from motcua.instance.demo.shape import one_of, read

NO_PROVINCE = "099"  # codes of provinces in issued identity numbers end at 096
NO_TAX_OFFICE = "99"
NO_PREFIX = "0199"  # eleven digits, given up in 2018


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who files. `username` is empty for those who never file by themselves; `cast` for demo accounts."""

    key: str
    kind: str
    full_name: str
    identity_number: str = ""
    date_of_birth: date | None = None
    tax_code: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    username: str = ""


NOBODY = Person("", "person", "")  # until a story is cast


@lru_cache(maxsize=1)
def names() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read("names.json")
    return found


def full_name(rng: Random, sex: str = "") -> str:
    """A made-up name with the mark that says so."""
    lists, sex = names(), sex or rng.choice("mf")
    parts = (one_of(rng, lists["surnames"]), rng.choice(lists["middle"][sex]), rng.choice(lists["given"][sex]))
    return f"{' '.join(parts)} {lists['mark']}"


def person(rng: Random, *, key: str, year: int, account: bool) -> Person:
    """A grown-up whose identity number carries century, sex and year of birth as issued ones do."""
    sex = rng.choice("mf")
    born = date(year - rng.randint(19, 62), 1, 1) + timedelta(days=rng.randrange(365))
    digit = (0 if born.year < 2000 else 2) + (sex == "f")
    return Person(
        key=key,
        kind="person",
        full_name=full_name(rng, sex),
        identity_number=f"{NO_PROVINCE}{digit}{born:%y}{rng.randrange(1_000_000):06d}",
        date_of_birth=born,
        phone=_phone(rng),
        email=f"{key}@minhhoa.example",
        address=_address(rng),
        username=key if account else "",
    )


def organisation(rng: Random, *, key: str) -> Person:
    """A centre, a school or a company that asks for permissions."""
    lists = names()
    name = f"{rng.choice(lists['organisations'])} {rng.choice(lists['brands'])} {lists['mark']}"
    return Person(
        key=key,
        kind="organisation",
        full_name=name,
        tax_code=f"{NO_TAX_OFFICE}{rng.randrange(10**8):08d}",
        phone=_phone(rng),
        email=f"{key}@minhhoa.example",
        address=_address(rng),
        username=key,
    )


def pupil(rng: Random, *, key: str, year: int) -> Person:
    """Whom a parent files for; too young to hold a number."""
    born = date(year - rng.randint(15, 17), 1, 1) + timedelta(days=rng.randrange(365))
    return Person(key=key, kind="person", full_name=full_name(rng), date_of_birth=born)


def _phone(rng: Random) -> str:
    return f"{NO_PREFIX}{rng.randrange(10_000_000):07d}"


def _address(rng: Random) -> str:
    return f"Số {rng.randint(1, 300)}, đường Minh Hoạ {rng.randint(1, 40)}"
