"""The index from our own dossiers: one grouped query for all units, and the lists of dossiers behind each metric."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q

from motcua.kernel.time import local_date
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import Period
from motcua.measure.registers import queries as registers
from motcua.measure.service_index.queries import outside, sets
from motcua.measure.service_index.queries.sets import Sides
from motcua.measure.service_index.rules import Given, IndexScore, Scale, Scored, score_index

NOT_BEGUN = "kỳ này chưa bắt đầu"
ONLY_WHOLE = "chỉ tính cho cả cơ quan"
EVERY = Q()


@dataclass(frozen=True, slots=True)
class OwnScore:
    """The index of the agency (`unit` empty) or of one unit, with what stands beside it."""

    unit: str
    score: IndexScore
    received: int
    on_time_legal: int
    on_time_all: int
    without_due: int


def sides(period: Period, *, now: datetime) -> dict[str, Sides]:
    """The sets behind every metric that is counted from dossiers."""
    seen = sets.look(period, now)
    received = sets.received(period)
    fees = indicators.fee_codes()
    table = {
        "DOSSIER_SYNC": (EVERY, sets.synced()),
        "ON_TIME": (EVERY, sets.on_time_portal(seen)),
        "DOSSIERS_ONLINE": (EVERY, sets.online_with_result()),
        "DOSSIER_ONLINE_PAYMENT": (Q(procedure__in=fees), indicators.paid_online(indicators.paid_codes(period.first))),
        "ORIGINAL_RESULT_AVAILABLE": (Q(paper_result=True), Q(result_electronic=True)),
        "SO_HOA_GIAY_TO_GIAI_QUYET": (EVERY, sets.digitised()),
        "REUSED_DIGITIZED_DATA": (EVERY, Q(papers_reused__gt=0)),
        "DOSSIER_RECEIVING_SATISFACTION": (EVERY, sets.happy(seen, sets.complained())),
    }
    beside = {
        "legal": (EVERY, sets.on_time_legal(seen)),
        "all": (EVERY, sets.on_time_portal(seen, "all")),
        "undated": (EVERY, Q(portal_due=None)),
        "unsaid_result": (EVERY, Q(paper_result=None)),
    }
    return {code: Sides(received & inside, good) for code, (inside, good) in {**table, **beside}.items()}


def own_score(period: Period, *, now: datetime, scale: Scale, unit: str = "") -> OwnScore:
    """The agency, or one of its units."""
    return _scored(unit, _sum(_counts(period, now, unit)), period, now, scale)


def own_scores(period: Period, *, now: datetime, scale: Scale) -> tuple[OwnScore, list[OwnScore]]:
    """The agency, and every unit that received a dossier in the period; what only the agency has does not apply."""
    by_unit = _counts(period, now)
    units = [_scored(unit, found, period, now, scale) for unit, found in sorted(by_unit.items()) if unit]
    return _scored("", _sum(by_unit), period, now, scale), units


def _sum(by_unit: Mapping[str, Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for found in by_unit.values():
        total.update(found)
    return total


def _counts(period: Period, now: datetime, unit: str = "") -> dict[str, Counter[str]]:
    table = sides(period, now=now)
    wanted: dict[str, Count] = {}
    for code, one in table.items():
        wanted[f"{code}_whole"] = Count("pk", filter=one.denominator)
        wanted[f"{code}_good"] = Count("pk", filter=one.denominator & one.numerator)
    rows = sets.rows().filter(sets.received(period), **({"unit": unit} if unit else {}))
    grouped: Any = rows.order_by("unit").values("unit").annotate(**wanted)
    return {row["unit"]: Counter({name: row[name] for name in wanted}) for row in grouped}


def _scored(unit: str, found: Mapping[str, int], period: Period, now: datetime, scale: Scale) -> OwnScore:
    metrics = _of_dossiers(found)
    if unit:
        counted = set(metrics)
        metrics |= {item.code: Given(out_of_scope=ONLY_WHOLE) for item in scale.metrics if item.code not in counted}
    else:
        metrics |= outside.whole_agency(period, now=now)
        metrics |= {item.code: Given(out_of_scope=item.out_of_scope) for item in scale.metrics if item.out_of_scope}
    if period.first > local_date(now):
        metrics = {code: Given(gaps=(NOT_BEGUN,)) for code in metrics}
    return OwnScore(
        unit=unit,
        score=score_index(scale, Scored(metrics)),
        received=found.get("ON_TIME_whole", 0),
        on_time_legal=found.get("legal_good", 0),
        on_time_all=found.get("all_good", 0),
        without_due=found.get("undated_good", 0),
    )


def _of_dossiers(found: Mapping[str, int]) -> dict[str, Given]:
    given = {code: outside.counts(found.get(f"{code}_good", 0), found.get(f"{code}_whole", 0)) for code in FACTS}
    return _noted(given | _of_sync(given), found)


def _of_sync(given: Mapping[str, Given]) -> dict[str, Given]:
    """1.4, and 3.3 multiplied with it: both need the portal's confirmations."""
    whole, online = given["DOSSIER_SYNC"], given["DOSSIERS_ONLINE"]
    if not registers.has_register("sync"):
        return {
            "DOSSIER_SYNC": Given(gaps=("chưa nhập sổ xác nhận đồng bộ của Cổng",)),
            "DOSSIERS_ONLINE": Given(gaps=("chưa có hệ số đồng bộ để nhân (thiếu sổ xác nhận của Cổng)",)),
        }
    share = Fraction(whole.numerator or 0) / Fraction(whole.denominator) if whole.denominator else Fraction(1)
    words = f"tỷ lệ đã nhân hệ số đồng bộ {_percent(share)}"
    return {"DOSSIERS_ONLINE": Given(online.numerator, online.denominator, factor=share, gaps=(words,))}


def _noted(given: dict[str, Given], found: Mapping[str, int]) -> dict[str, Given]:
    """The same with words for what is known to be missing behind a count."""
    notes = {
        "ON_TIME": (found.get("undated_good", 0), "hồ sơ không có hạn, không thể coi là đúng hạn"),
        "ORIGINAL_RESULT_AVAILABLE": (found.get("unsaid_result_good", 0), "hồ sơ chưa rõ kết quả có là giấy tờ không"),
    }
    for code, (count, words) in notes.items():
        if count:
            one = given[code]
            given[code] = Given(one.numerator, one.denominator, gaps=(f"{count} {words}",))
    return given


def _percent(share: Fraction) -> str:
    return f"{Decimal(round(share * 10_000)) / 100} %".replace(".", ",")


FACTS = (
    "DOSSIER_SYNC",
    "ON_TIME",
    "DOSSIERS_ONLINE",
    "DOSSIER_ONLINE_PAYMENT",
    "ORIGINAL_RESULT_AVAILABLE",
    "SO_HOA_GIAY_TO_GIAI_QUYET",
    "REUSED_DIGITIZED_DATA",
    "DOSSIER_RECEIVING_SATISFACTION",
)
"""The metrics that are counted from dossiers, and so by unit."""
