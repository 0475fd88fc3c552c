"""Writers of facts beside the text: papers that the State holds, and decentralisation with its execution."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.kernel.actors import Actor
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries, rules
from motcua.operate.catalogue.models import Decentralisation, HeldMark, Procedure
from motcua.operate.catalogue.services.together import one_at_a_time
from motcua.operate.catalogue.services.versions import tell
from motcua.people.rules import Refusal

WHO = "cán bộ kiểm soát thủ tục hành chính"


@one_at_a_time
def mark_held(
    *, code: str, component: str, held_by: str, note: str = "", by: Actor, now: datetime
) -> HeldMark | Refusal:
    """Record what a person found: who in the State holds what this paper says; "nobody" when it is still needed."""
    procedure = queries.procedure(code)
    live = queries.live_version(code)
    if procedure is None or live is None:
        return Refusal("unknown_procedure", f"Không có thủ tục đang áp dụng mã {code}.")
    refusal = _refuse_role(by)
    if refusal is not None:
        return refusal
    if component not in {part.code for part in live.parsed.components or ()}:
        return Refusal("unknown_component", f"Thủ tục {code} không có giấy tờ mã {component}.")
    if held_by not in HeldMark.HeldBy.values:
        return Refusal("unknown_holder", "Hãy chọn nơi Nhà nước đã có dữ liệu, hoặc chọn vẫn cần giấy.")
    if held_by == HeldMark.HeldBy.OTHER and not note.strip():
        return Refusal("no_note", "Hãy ghi tên cơ sở dữ liệu đã có thông tin này.")
    last = HeldMark.objects.filter(procedure=procedure, component_code=component).first()
    if last is not None and (last.held_by, last.note) == (held_by, note.strip()):
        return last
    facts = {"held_by": held_by, "note": note.strip(), "recorded_at": now, "recorded_by": by.id}
    row, _ = HeldMark.objects.update_or_create(procedure=procedure, component_code=component, defaults=facts)
    tell(procedure, "procedure.component_marked", {"component": component, "held_by": held_by}, by=by, now=now)
    return row


@dataclass(frozen=True, slots=True)
class Option:
    """An approved option of decentralisation as a person records it. Days are local dates."""

    decision: str
    decided_on: date
    from_level: str
    to_level: str
    due_on: date | None = None
    started_on: date | None = None
    executed_on: date | None = None
    evidence: str = ""


@one_at_a_time
def record_decentralisation(*, code: str, option: Option, by: Actor, now: datetime) -> Decentralisation | Refusal:
    """Keep the option approved by `option.decision` for `code`, or bring its execution up to date."""
    procedure = queries.procedure(code)
    if procedure is None:
        return Refusal("unknown_procedure", f"Không có thủ tục mã {code}.")
    refusal = _refuse_role(by) or _refuse_option(option, local_date(now))
    if refusal is not None:
        return refusal
    facts = {
        "decided_on": option.decided_on,
        "from_level": option.from_level,
        "to_level": option.to_level,
        "due_on": option.due_on,
        "started_on": option.started_on,
        "executed_on": option.executed_on,
        "evidence": option.evidence.strip(),
    }
    decision = option.decision.strip()
    last = Decentralisation.objects.filter(procedure=procedure, decision=decision).first()
    if last is not None and all(getattr(last, key) == value for key, value in facts.items()):
        return last
    recorded = {**facts, "recorded_at": now, "recorded_by": by.id}
    row, _ = Decentralisation.objects.update_or_create(procedure=procedure, decision=decision, defaults=recorded)
    _tell_option(procedure, row, by=by, now=now)
    return row


def _tell_option(procedure: Procedure, row: Decentralisation, *, by: Actor, now: datetime) -> None:
    days = ("decided_on", "due_on", "started_on", "executed_on")
    payload = {key: day.isoformat() if (day := getattr(row, key)) else None for key in days}
    payload |= {key: getattr(row, key) for key in ("decision", "from_level", "to_level")}
    tell(procedure, "procedure.decentralisation_recorded", payload, by=by, now=now)


def _refuse_role(by: Actor) -> Refusal | None:
    if by.kind != "system" and by.role not in rules.DRAFTS_MADE_BY:
        return Refusal("wrong_role", f"Chỉ {WHO} ghi điều này.", "Nghị định 63/2010/NĐ-CP", WHO)
    return None


def _refuse_option(option: Option, today: date) -> Refusal | None:
    if not option.decision.strip():
        return Refusal("no_decision", "decision: hãy ghi số quyết định phê duyệt phương án.")
    if option.from_level not in rules.LEVELS or option.to_level not in rules.LEVELS:
        return Refusal("unknown_level", "from_level: hãy chọn cấp trước và sau khi phân cấp.")
    if option.from_level == option.to_level:
        return Refusal("same_level", "to_level: cấp nhận phải khác cấp giao.")
    for key in ("decided_on", "started_on", "executed_on"):
        day = getattr(option, key)
        if day is not None and day > today:
            return Refusal("future", f"{key}: ngày {day:%d/%m/%Y} chưa tới.")
        if day is not None and day < option.decided_on:
            return Refusal("before_decision", f"{key}: ngày {day:%d/%m/%Y} trước ngày phê duyệt phương án.")
    if option.due_on is not None and option.due_on < option.decided_on:
        return Refusal("before_decision", "due_on: thời hạn trước ngày phê duyệt phương án.")
    if option.executed_on is not None and not option.evidence.strip():
        return Refusal("no_evidence", "evidence: hãy ghi văn bản hoặc đường dẫn chứng minh đã thực hiện.")
    return None
