"""Which years there is anything to show for."""

from datetime import date

from motcua.measure.facts import queries as facts


def years(today: date) -> list[int]:
    """This year and every year with a received or finished dossier, the newest first."""
    known = [day.year for day in facts.last_days().values() if day is not None]
    first, last = min([*known, today.year]), max([*known, today.year])
    return list(range(last, first - 1, -1))


def latest_year(today: date) -> int:
    """The newest year with a received or finished dossier, this year when there is none."""
    ends = facts.last_days()
    known = [day.year for day in (ends["last_received"], ends["last_done"]) if day is not None]
    return min(max(known, default=today.year), today.year)
