"""The readings of the service index (QĐ 766) of indicators that lists and the catalogue tell: beside, never in place.

Those of indicators counted from dossiers stand among their own lines (`sets`). II.1 and III.1 have none there.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Q
from django.db.models.functions import Upper

from motcua.kernel.time import local_date
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.queries import computing, sets
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.rules import Figure, Line, Period
from motcua.measure.registers import queries as registers
from motcua.operate.catalogue import queries as catalogue
from motcua.people import queries as people

PAID_ONLINE: Final = ("portal", "national_portal", "province")
OFFERED: Final = "Cách tính của Cổng (QĐ 766/QĐ-TTg, 3.1): một phần và toàn trình trên mọi thủ tục thuộc thẩm quyền"
PAID: Final = "Cách tính của Cổng (QĐ 766/QĐ-TTg, 3.6): hồ sơ thanh toán trực tuyến trên hồ sơ của thủ tục có phí"
PRESENT: Final = "Cách tính của Cổng (QĐ 766/QĐ-TTg, 1.4): hồ sơ tiếp nhận trong kỳ đã có trên Cổng"
ANSWERED: Final = "Cách tính của Cổng (QĐ 766/QĐ-TTg, 5.2): cùng tử số và mẫu số"


def compared(code: str, period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> Figure:
    """One figure with the portal's reading beside it, where there is one. Raises KeyError for an unknown code."""
    figure = computing.compute(code, period, now=now, scope=scope)
    line = _line(figure, period, scope, local_date(now)) if period.first <= local_date(now) else None
    return replace(figure, lines=(*figure.lines, line)) if line else figure


def _line(figure: Figure, period: Period, scope: Scope, today: date) -> Line | None:
    if not computing.split_by(figure.code, scope):
        return None
    match figure.code:
        case "I.1":
            return _offered(period, scope, today)
        case "I.2":
            return _paid(period)
        case "I.5":
            return _present(period, scope) if registers.has_register("sync") else None
        case "II.5":
            told = figure.denominator is not None and figure.source_kind != "declared"
            return Line(ANSWERED, figure.numerator, figure.denominator) if told else None
    return None


def _offered(period: Period, scope: Scope, today: date) -> Line | None:
    levels = catalogue.levels(scope.agency or people.agency().key, min(period.last, today))
    if not levels:
        return None
    ours = [item.pk for item in catalogue.procedures() if not item.is_repealed and item.competent == "department"]
    served = sum(pk in levels and levels[pk].level in ("partial", "full") for pk in ours)
    return Line(OFFERED, served, len(ours))


def _paid(period: Period) -> Line:
    rows = _received(period, EVERYTHING).filter(procedure__in=fee_codes())
    paid = paid_online(paid_codes(period.first))
    return Line(PAID, **rows.aggregate(numerator=Count("pk", filter=paid), denominator=Count("pk")))


def _present(period: Period, scope: Scope) -> Line:
    there = Q(code_key__in=registers.entries("sync").order_by().values("identity"))
    rows = _received(period, scope)
    return Line(PRESENT, **rows.aggregate(numerator=Count("pk", filter=there), denominator=Count("pk")))


def _received(period: Period, scope: Scope) -> Any:
    return sets.rows(scope).filter(sets.received(period)).annotate(code_key=Upper("code"))


def paid_online(codes: frozenset[str]) -> Q:
    """Paid through the portal or the province's gateway; `codes`: dossiers of such rows of the payment register.

    Asked of rows with `code_key`, the code as registers write it.
    """
    inside = facts.payments().filter(channel__in=PAID_ONLINE, amount__gt=0).values("dossier_id")
    return Q(pk__in=inside) | Q(code_key__in=codes)


def paid_codes(first: date, last: date | None = None) -> frozenset[str]:
    """Codes of dossiers that the payment register shows as paid online from `first` on, up to `last` when given."""
    rows = registers.entries("payments", first, last).filter(values__state="success")
    return frozenset(
        str(row.values["dossier"]).upper()
        for row in rows
        if row.values["dossier"] and row.values["amount"] and row.values["channel"] in PAID_ONLINE
    )


def has_fee(text: Any) -> bool:
    """Whether a fee with a known amount over 0 is published."""
    fees = [*(text.fees or ()), *(fee for channel in text.channels or () for fee in channel.fees or ())]
    return any(fee.amount for fee in fees)


def fee_codes() -> frozenset[str]:
    """Codes of the agency's procedures with a fee."""
    living = [item for item in catalogue.procedures() if not item.is_repealed and item.competent == "department"]
    texts = catalogue.newest_versions([item.pk for item in living])
    return frozenset(item.code for item in living if item.pk in texts and has_fee(texts[item.pk].parsed))
