"""What a person asks first of a procedure, answered in one line each: who, what to bring, how long, cost, result."""

from dataclasses import dataclass
from datetime import datetime

from motcua.kernel import time as clock
from motcua.kernel.money import format_money
from motcua.law.queries import calendar
from motcua.operate.catalogue import rules

ROLES = {
    "implement": "Cơ quan thực hiện",
    "decide": "Cơ quan quyết định",
    "receive": "Nơi tiếp nhận",
    "coordinate": "Cơ quan phối hợp",
}
CHANNELS = {"direct": "Trực tiếp", "online": "Trực tuyến", "post": "Qua bưu chính"}
FEES = {"fee": "Phí", "charge": "Lệ phí"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the answer box; `value` None: no data."""

    question: str
    value: str | None
    note: str = ""


def answers(content: rules.ProcedureContent, now: datetime | None, agency: str | None = None) -> list[Answer]:
    """The lines of the box. The last one is computed: what is filed complete at `now` is due by then.

    `now` None: nothing can be filed under this text (an old or repealed one), so no date is promised.
    """
    limit = content.time_limit
    lines = [
        Answer("Ai được làm", "; ".join(content.subjects) if content.subjects else None),
        Answer("Cần chuẩn bị", _papers(content)),
        Answer("Bao lâu", _limit(limit)),
        Answer("Chi phí", cost(content.fees)),
        Answer("Bạn nhận được", "; ".join(result.name for result in content.results or () if result.name) or None),
    ]
    due = ready_by(limit, now, agency) if now is not None else None
    if due is not None:
        day = due.at.astimezone(clock.TZ)
        lines.append(Answer("Nộp đủ hồ sơ hôm nay", f"nhận kết quả trước {day:%H:%M ngày %d/%m/%Y}", due.warning or ""))
    return lines


def ready_by(limit: rules.TimeLimit | None, now: datetime, agency: str | None = None) -> clock.Due | None:
    """When a complete dossier accepted at `now` is due; None when no limit is known or it starts elsewhere."""
    if limit is None or not rules.counts_from_receipt(limit):
        return None
    return clock.due(start=now, limit=rules.to_limit(limit), calendar=calendar(agency=agency))


def cost(fees: tuple[rules.Fee, ...] | None) -> str | None:
    """Fees in words: None is no data, an empty list is free of charge."""
    if fees is None:
        return None
    return "; ".join(map(_fee, fees)) if fees else "Không thu phí, lệ phí"


def _fee(fee: rules.Fee) -> str:
    amount = "chưa có số tiền" if fee.amount is None else format_money(fee.amount)
    return f"{FEES[fee.kind]} {amount}" + (f"/{fee.per}" if fee.per else "")


def _limit(limit: rules.TimeLimit | None) -> str | None:
    if limit is None:
        return None
    start = f", tính từ {limit.start_text}" if limit.start_text and not rules.counts_from_receipt(limit) else ""
    return limit.text.lower() + start


def _papers(content: rules.ProcedureContent) -> str | None:
    if not content.components:
        return None
    cases = {part.case for part in content.components if part.case}
    return f"{len(content.components)} loại giấy tờ" + (", tuỳ trường hợp" if cases else "")
