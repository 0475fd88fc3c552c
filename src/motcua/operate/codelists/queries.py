"""Reads: which codes a list has on a day, one code, codes for typed words."""

from datetime import date, timedelta

from django.db.models import Count, Q

from motcua.kernel.text import search_key
from motcua.operate.codelists.models import Code, CodeEdition, CodeList


def lists() -> list[tuple[CodeList, int]]:
    """Every list, by name, with the number of its editions."""
    rows = CodeList.objects.annotate(count=Count("editions")).order_by("name", "key")
    return [(row, row.count) for row in rows]


def code_list(key: str) -> CodeList | None:
    return CodeList.objects.filter(key=key).first()


def editions(key: str) -> list[CodeEdition]:
    """The editions of a list, the newest first, each with the number of its codes as `code_count`."""
    rows = CodeEdition.objects.filter(list__key=key).annotate(code_count=Count("codes")).select_related("list")
    return list(rows.order_by("-starts_on", "-number"))


def edition(key: str, on: date) -> CodeEdition | None:
    """The edition that holds on `on`; before the first one, the first, because nothing older is known.

    None for an unknown list, and after the last day of a list that ended.
    """
    rows = CodeEdition.objects.filter(list__key=key).order_by("-starts_on", "-number")
    found = rows.filter(starts_on__lte=on).first() or rows.last()
    if found is None or (found.ends_on is not None and found.ends_on < on):
        return None
    return found


def ended_on(row: CodeEdition) -> date | None:
    """The last day of an edition: its own, or the day before the next one starts; None: it still holds."""
    later = CodeEdition.objects.filter(list=row.list_id, starts_on__gt=row.starts_on).order_by("starts_on").first()
    ends = [day for day in (row.ends_on, later.starts_on - timedelta(days=1) if later else None) if day is not None]
    return min(ends) if ends else None


def codes(list_key: str, on: date, parent: str | None = None) -> list[Code]:
    """The codes that hold on `on` in the order of the list; `parent` narrows to those below one code."""
    held = edition(list_key, on)
    if held is None:
        return []
    rows = held.codes.order_by("order")
    rows = rows if parent is None else rows.filter(parent=parent)
    return [row for row in rows if row.holds(on)]


def code(list_key: str, code: str, on: date | None = None) -> Code | None:
    """One code as it holds on `on`; without a day, as the newest edition that has it."""
    if on is not None:
        held = edition(list_key, on)
        row = held.codes.filter(code=code).first() if held else None
        return row if row is not None and row.holds(on) else None
    rows = Code.objects.filter(edition__list__key=list_key, code=code)
    return rows.order_by("-edition__starts_on", "-edition__number").first()


def search(list_key: str, text: str, on: date, limit: int = 20) -> list[Code]:
    """Codes whose name has every typed word, accents or not; those that begin so first. No words: the first codes."""
    held = edition(list_key, on)
    if held is None:
        return []
    typed = search_key(text)
    having = Q()
    for word in typed.split():
        having &= Q(search_key__contains=word)
    rows = [row for row in held.codes.filter(having).order_by("order")[: limit * 20] if row.holds(on)]
    rows.sort(key=lambda row: not f" {row.search_key}".count(f" {typed}"))
    return rows[:limit]
