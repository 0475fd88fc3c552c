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
        Answer("Chi phí", _cost_of_all(content)),
        Answer("Bạn nhận được", "; ".join(result.name for result in content.results or () if result.name) or None),
    ]
    due = ready_by(limit, now, agency) if now is not None else None
    if due is not None:
        note = due.warning or ("tuỳ cách nộp, xem bên dưới" if _limits_differ(content) else "")
        lines.append(Answer("Nếu nộp đủ hồ sơ bây giờ", f"có kết quả trước {due_words(due)}", note))
    return lines


@dataclass(frozen=True, slots=True)
class Way:
    """One way to file, with what it costs and when the result is due if filed now; None: no data."""

    label: str
    case: str | None
    limit: str | None
    cost: str | None
    ready: str | None
    note: str | None


def ways(content: rules.ProcedureContent, now: datetime | None, agency: str | None = None) -> list[Way]:
    """Every channel and case of the text. A channel without its own limit or fees has those of the procedure."""
    rows = []
    for channel in content.channels or ():
        limit = channel.limit
        due = ready_by(limit, now, agency) if now is not None else None
        fees = channel.fees if channel.fees is not None else content.fees
        note = None if channel.note and limit and channel.note.lower() == limit.text.lower() else channel.note
        rows.append(
            Way(
                CHANNELS[channel.kind],
                channel.case,
                _limit(limit) or _words(channel.limit_text),
                cost(fees) or _words(channel.fee_text),
                due_words(due) if due else None,
                None if note == channel.limit_text and limit is None else note,
            )
        )
    return rows


def due_words(due: clock.Due) -> str:
    """The instant in words: "17:00 ngày 09/02/2024"."""
    return f"{due.at.astimezone(clock.TZ):%H:%M ngày %d/%m/%Y}"


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


def _cost_of_all(content: rules.ProcedureContent) -> str | None:
    """What the whole procedure costs; by its channels when only they say it."""
    if content.fees is not None:
        return cost(content.fees)
    told = [cost(channel.fees) or _words(channel.fee_text) for channel in content.channels or ()]
    return "; ".join(dict.fromkeys(text for text in told if text)) or None


def _limits_differ(content: rules.ProcedureContent) -> bool:
    return len({(c.limit.value, c.limit.unit) for c in content.channels or () if c.limit}) > 1


def _words(text: str | None) -> str | None:
    """Words of a source in place of a figure; its own marks for "nothing" are no words."""
    return None if text is None or text.strip().lower() in ("n/a", "na", "-", "") or text.strip().isdigit() else text


def _papers(content: rules.ProcedureContent) -> str | None:
    if not content.components:
        return None
    cases = {part.case for part in content.components if part.case}
    return f"{len(content.components)} loại giấy tờ" + (", tuỳ trường hợp" if cases else "")
