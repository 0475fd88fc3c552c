"""The shared code lists as the evaluator asks for them: read once for one judgement, never inside the rules."""

from datetime import date

from motcua.operate.codelists import queries as codelists
from motcua.operate.eforms.rules import Lookup

DEEPEST = 3  # a unit stands in a district, a district in a province


def lookup() -> Lookup:
    """A fresh look-up over the code lists; each code is read from the database at most once.

    A code with a parent reads with it ("Phường …, Thành phố …"), where the parents are listed on that day.
    """
    seen: dict[tuple[str, str, date], str | None] = {}

    def name(list_key: str, code: str, on: date) -> str | None:
        asked = (list_key, code, on)
        if asked not in seen:
            found = codelists.code(list_key, code, on)
            seen[asked] = None if found is None else ", ".join([found.name, *_above(list_key, found.parent, on)])
        return seen[asked]

    return name


def _above(list_key: str, parent: str, on: date) -> list[str]:
    """The names of the parents, as far as there are lists of them that hold on that day.

    A level may be missing: since 1 July 2025 a commune stands in its province, without a district between.
    """
    names: list[str] = []
    for _ in range(DEEPEST):
        row = codelists.code_list(list_key) if parent else None
        list_key = row.parent_list if row else ""
        if not list_key:
            break
        found = codelists.code(list_key, parent, on)
        if found is not None:
            names.append(found.name)
            parent = found.parent
    return names


def known_lists() -> frozenset[str]:
    """The keys of the shared code lists a form may use."""
    return frozenset(row.key for row, _ in codelists.lists())


def choices(list_key: str, on: date, parent: str | None = None) -> list[tuple[str, str]]:
    """(code, name) of the codes that hold on `on`, for a list to choose from."""
    return [(row.code, row.name) for row in codelists.codes(list_key, on, parent)]
