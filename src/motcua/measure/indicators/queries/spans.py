"""Which years there is anything to show for."""

from datetime import date

from django.db.models import Max, Min

from motcua.measure.facts import queries as facts


def years(today: date) -> list[int]:
    """This year and every year with a received or finished dossier, the newest first."""
    ends = facts.dossiers().aggregate(
        a=Min("accepted_on"), b=Max("accepted_on"), c=Min("finished_on"), d=Max("finished_on")
    )
    known = [day.year for day in ends.values() if day is not None]
    first, last = min([*known, today.year]), max([*known, today.year])
    return list(range(last, first - 1, -1))


def latest_year(today: date) -> int:
    """The newest year with a received or finished dossier, this year when there is none."""
    ends = facts.dossiers().aggregate(received=Max("accepted_on"), finished=Max("finished_on"))
    known = [day.year for day in ends.values() if day is not None]
    return min(max(known, default=today.year), today.year)
