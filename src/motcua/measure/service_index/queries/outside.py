"""Metrics whose facts are not dossiers: publications, the catalogue, petitions. Only the agency as a whole has them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.measure.facts import queries as facts
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import Period
from motcua.measure.registers import queries as registers
from motcua.measure.service_index.queries import sets
from motcua.measure.service_index.rules import Given
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.publications import queries as publications
from motcua.operate.publications import rules as publishing
from motcua.operate.publications.rules import DECISION, POSTING, Instance
from motcua.people import queries as people

NOT_RECORDED: Mapping[str, str] = {
    "FORMALITY_PAYABLE_ONLINE": "hệ thống chưa ghi thủ tục nào cho thanh toán trên Cổng",
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": "hệ thống chưa ghi giấy tờ lấy từ hoặc trả về kho dữ liệu cá nhân",
    "CITIZEN_DATA_CONNECTED_FORMALITY": "hệ thống chưa ghi thủ tục nào dùng dữ liệu dân cư",
    "CITIZEN_DATA_CONNECTED_DOSSIER": "hệ thống chưa ghi hồ sơ nào dùng dữ liệu dân cư",
}
NO_DISLIKES = "sổ phản ánh, kiến nghị không ghi lượt chê và lượt lặp lại"


def counts(numerator: int, denominator: int, *gaps: str) -> Given:
    return Given(Decimal(numerator), Decimal(denominator), gaps=gaps)


@dataclass(frozen=True, slots=True)
class Listed:
    """One procedure of a denominator; `why` empty: it counts."""

    code: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The procedures behind a metric; None: nobody told us. `gaps`: words for what is known to be missing."""

    rows: tuple[Listed, ...] | None
    gaps: tuple[str, ...] = ()

    @property
    def given(self) -> Given:
        if self.rows is None:
            return Given(gaps=self.gaps)
        return counts(sum(not row.why for row in self.rows), len(self.rows), *self.gaps)


def whole_agency(period: Period, *, now: datetime) -> dict[str, Given]:
    """What is known of each of these metrics; those nobody told us of say why."""
    found = {code: Given(gaps=(words,)) for code, words in NOT_RECORDED.items()}
    found |= {code: one.given for code, one in _listings(period, now).items()} | _petitions(period, now)
    unsaid = {code for code, given in found.items() if given.numerator is None and code in indicators.INDEX_DECLARABLE}
    return found | _declared(unsaid, period)


def _declared(codes: Collection[str], period: Period) -> dict[str, Given]:
    """Of metrics that nothing recorded here tells, those declared for exactly this period, and marked so."""
    found = {}
    for code in codes:
        said = registers.declared(indicators.INDEX_DECLARABLE[code].code, period.first, period.last)
        if said is not None:
            words = f"số liệu khai báo, kèm minh chứng “{said.evidence_name}”"
            found[code] = counts(said.numerator, said.denominator, words)
    return found


def listed(code: str, period: Period, *, now: datetime) -> tuple[Listed, ...]:
    """The procedures behind `code`, by code; empty for a metric that counts no procedures of ours."""
    found = _listings(period, now).get(code)
    return tuple(sorted(found.rows or (), key=lambda row: row.code)) if found else ()


def _listings(period: Period, now: datetime) -> dict[str, Listing]:
    today = local_date(now)
    procedures = list(catalogue.procedures())
    names = {item.code: item.name for item in procedures}
    with law.pinned():
        found = {
            "PUBLISH_ON_TIME": _published(DECISION, period, today, names),
            "PUBLIC_UPDATE_ON_TIME": _published(POSTING, period, today, names),
        }
    living = [item for item in procedures if not item.is_repealed and item.competent == "department"]
    return found | _catalogue(living, period, today)


def _published(step: str, period: Period, today: date, names: Mapping[str, str]) -> Listing:
    """1.1 and 1.2 by the portal's reading of the days (five working days), from decisions kept here or a register."""
    own = publications.counted([(period.first, period.last)], today, step=step)
    tally = own[0].tallies.get("portal") if own else None
    if tally is None or not tally.due:
        calendar, known = law.calendar(), publications.timings()
        rows = registers.entries("publication", period.first, min(period.last, today))
        clocks = [
            clock
            for row in rows
            for clock in publishing.clocks(_instance(row.identity, row.values), known, calendar, ("portal",))
            if clock.step == step
        ]
        if own is None and not registers.has_register("publication"):
            return Listing(None, ("chưa ghi quyết định công bố nào",))
        tally = publishing.tally(clocks, first=period.first, last=period.last, today=today)
    return Listing(tuple(Listed(code, names.get(code, ""), "; ".join(tally.late.get(code, ()))) for code in tally.due))


def _instance(identity: str, values: Mapping[str, Any]) -> Instance:
    def day(name: str) -> date | None:
        return date.fromisoformat(values[name]) if values[name] else None

    return Instance(
        code=str(values["procedure"]), decision=identity, number=str(values["decision"] or ""),
        shortened=bool(values["shortened"]), effective_on=day("effective_on"), decided_on=day("decided_on"),
        posted_on=day("posted_on"),
    )  # fmt: skip


def _catalogue(living: Sequence[Any], period: Period, today: date) -> dict[str, Listing]:
    """1.3, 3.1, 3.2 and 3.5b: the procedures of the agency's competence, as they stand and as they were used."""
    texts = {pk: row.parsed for pk, row in catalogue.newest_versions([item.pk for item in living]).items()}
    parts = [(item, missing_parts(texts[item.pk])) for item in living if item.pk in texts]
    content = tuple(Listed(item.code, item.name, f"thiếu {', '.join(gone)}" if gone else "") for item, gone in parts)
    charged = [item for item in living if item.pk in texts and indicators.has_fee(texts[item.pk])]
    paid = _paid_procedures(period)
    payable = tuple(
        Listed(item.code, item.name, "" if item.code in paid else "chưa có lần thanh toán trực tuyến nào")
        for item in charged
    )
    return {
        "PUBLIC_CONTENT_FULL": Listing(content) if texts else Listing(None, ("danh mục chưa có thủ tục",)),
        "FORMALITY_ONLINE_PAYMENT": Listing(payable, ("chỉ tính thủ tục đã biết mức phí",)),
        **_services(living, period, today),
    }


def _services(living: Sequence[Any], period: Period, today: date) -> dict[str, Listing]:
    levels = catalogue.levels(people.agency().key, min(period.last, today))
    if not levels:
        unsaid = Listing(None, ("chưa khai mức độ dịch vụ của thủ tục nào",))
        return {"SERVICES_ONLINE": unsaid, "SERVICES_USED": unsaid}
    used = sets.rows().filter(sets.received(period), channel=sets.ONLINE).order_by()
    online = set(used.values_list("procedure", flat=True).distinct())
    served = {item.pk for item in living if item.pk in levels and levels[item.pk].level in ("partial", "full")}
    return {
        "SERVICES_ONLINE": Listing(
            tuple(
                Listed(item.code, item.name, "" if item.pk in served else "chưa khai là một phần hoặc toàn trình")
                for item in living
            )
        ),
        "SERVICES_USED": Listing(
            tuple(
                Listed(item.code, item.name, "" if item.code in online else "chưa có hồ sơ trực tuyến trong kỳ")
                for item in living
                if item.pk in served
            )
        ),
    }


def _paid_procedures(period: Period) -> set[str]:
    """Procedures with a dossier that was paid online in the period, here or by the register of payments."""
    inside = facts.payments().filter(
        channel__in=indicators.PAID_ONLINE, amount__gt=0, paid_on__gte=period.first, paid_on__lte=period.last
    )
    codes = indicators.paid_codes(period.first, period.last)
    rows = sets.rows().filter(Q(pk__in=inside.values("dossier_id")) | Q(code_key__in=codes)).order_by()
    return set(rows.values_list("procedure", flat=True).distinct())


def missing_parts(text: Any) -> list[str]:
    """The compulsory parts that a text lacks (NĐ 63/2010/NĐ-CP art. 8.2; forms, fees and results are not checked)."""
    parts = {
        "tên": text.name,
        "trình tự": text.steps,
        "cách thức": text.channels,
        "thành phần hồ sơ": text.components,
        "số lượng hồ sơ": text.sets,
        "thời hạn": text.time_limit,
        "đối tượng": text.subjects,
        "cơ quan": text.agencies,
    }
    return [name for name, said in parts.items() if not said]


def _petitions(period: Period, now: datetime) -> dict[str, Given]:
    """5.2 is the count of indicator II.5; 5.3 needs dislikes and repeats, which no register of ours holds."""
    figure = indicators.compute("II.5", period, now=now)
    if figure.numerator is None or figure.denominator is None:
        unsaid = Given(gaps=("chưa nhập sổ phản ánh, kiến nghị",))
        return {"PETITION_PROCESSING_ON_TIME": unsaid, "PETITION_HANDLING_SATISFACTION": unsaid}
    processed = counts(figure.numerator, figure.denominator)
    none = figure.denominator == 0
    return {
        "PETITION_PROCESSING_ON_TIME": processed,
        "PETITION_HANDLING_SATISFACTION": counts(0, 0) if none else Given(gaps=(NO_DISLIKES,)),
    }
