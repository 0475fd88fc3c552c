"""Agencies and units. Single ones are kept for a few seconds in this process's memory."""

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from motcua.kernel.recall import Recall
from motcua.people.models import Agency, Unit
from motcua.people.rules import Refusal

_kept = Recall()


def forget() -> None:
    """Drop what this process remembers of agencies and units; called by every service that changes them."""
    _kept.forget()


def agency(key: str | None = None) -> Agency:
    """The agency `key`; without one, the agency this instance works for. Raises Agency.DoesNotExist."""
    wanted = key or settings.MOTCUA_AGENCY
    found: Agency = _kept(f"agency:{wanted}", lambda: Agency.objects.select_related("parent").get(key=wanted))
    return found


def agencies(on: date | None = None) -> QuerySet[Agency]:
    """All agencies, or those that existed on the local date `on`."""
    rows = Agency.objects.select_related("parent").order_by("name", "key")
    return rows if on is None else rows.filter(_existed(on))


def successors(key: str, on: date) -> list[Agency]:
    """The agencies that answer for `key` on the local date `on`: itself, or those that took over, followed through.

    Empty when it had ended and nobody is known to have taken over.
    """
    first = Agency.objects.get(key=key)
    found: dict[int, Agency] = {}
    waiting, seen = [first], {first.pk}
    while waiting:
        current = waiting.pop()
        heirs = [
            row.successor
            for row in current.succeeded_by.filter(on__lte=on).select_related("successor")
            if row.successor_id not in seen
        ]
        if not heirs and current.existed(on):
            found[current.pk] = current
        seen |= {heir.pk for heir in heirs}
        waiting += heirs
    return sorted(found.values(), key=lambda heir: heir.name)


def units(agency_key: str | None = None, on: date | None = None) -> list[Unit]:
    """The units of an agency (this instance's own when not given) that existed on `on`, by name."""
    wanted = agency_key or settings.MOTCUA_AGENCY
    rows = Unit.objects.filter(agency__key=wanted).select_related("agency").order_by("name", "key")
    return list(rows if on is None else rows.filter(_existed(on)))


def unit(key: str) -> Unit:
    """The unit `key`, with its agency. Raises Unit.DoesNotExist."""
    found: Unit = _kept(f"unit:{key}", lambda: Unit.objects.select_related("agency").get(key=key))
    return found


def unit_by_id(unit_id: int) -> Unit:
    """The unit with the primary key `unit_id`, with its agency. Raises Unit.DoesNotExist."""
    found: Unit = _kept(f"unit#{unit_id}", lambda: Unit.objects.select_related("agency").get(pk=unit_id))
    return found


def code_identifier(key: str | None = None) -> str | Refusal:
    """The identifier that dossier codes of the agency begin with, or why none can be given (TT 01/2018, article 19)."""
    own = agency(key)
    if own.identifier:
        return own.identifier
    return Refusal(
        code="agency_without_identifier",
        message=(
            f"{own.name} chưa có mã định danh nên chưa cấp được mã hồ sơ. "
            "Quản trị hệ thống nhập mã tại trang Quản trị, mục Mã định danh cơ quan, "
            f"hoặc chạy lệnh: motcua people identifier {own.key} MÃ"
        ),
        rule="TT 01/2018/TT-VPCP, điều 19; QĐ 20/2020/QĐ-TTg",
        who="administrator",
    )


def _existed(on: date) -> Q:
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
