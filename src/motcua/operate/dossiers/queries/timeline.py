"""What happened to a dossier, in words. Every event type has a sentence; one without is an error a test finds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.kernel.audit import queries as audit
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers.models import Dossier, Note
from motcua.operate.dossiers.rules import LABELS, State
from motcua.operate.dossiers.rules.correcting import KINDS as CORRECTION_WORDS
from motcua.people import queries as people

SENTENCES = {
    "dossier.submitted": "Đã nộp hồ sơ",
    "dossier.accepted": "Đã tiếp nhận, mã hồ sơ {code}",
    "dossier.rejected": "Không tiếp nhận hồ sơ",
    "dossier.supplement_requested": "Yêu cầu bổ sung lần {number}",
    "dossier.supplemented": "Đã nộp bổ sung",
    "dossier.payment_requested": "Yêu cầu nộp phí, lệ phí",
    "dossier.payment_confirmed": "Đã nộp phí, lệ phí",
    "dossier.assigned": "Đã phân công người thụ lý",
    "dossier.result_drafted": "Đã soạn dự thảo kết quả",
    "dossier.forwarded": "Đã xong bước “{step}”",
    "dossier.sent_back": "Trả lại để sửa dự thảo",
    "dossier.signed": "Đã ký kết quả",
    "dossier.issued": "Đã phát hành kết quả số {number}",
    "dossier.returned": "Đã trả kết quả",
    "dossier.result_taken": "Người nộp đã nhận kết quả điện tử",
    "dossier.withdrawn": "Người nộp rút hồ sơ",
    "dossier.stopped": "Dừng giải quyết hồ sơ",
    "dossier.paper_marked": "Đã số hoá hoặc liên kết giấy tờ {code}",
    "dossier.hold_placed": "Chờ điều kiện “{code}”",
    "dossier.hold_released": "Đã hết điều kiện chờ “{code}”",
    "dossier.extended": "Gia hạn thêm {days} ngày làm việc, theo quy định chuyên ngành",
    "dossier.apologised": "Xin lỗi và hẹn lại ngày trả kết quả",
    "dossier.due_moved": "Dời hạn {days} ngày vì lịch làm việc thay đổi",
    "dossier.rated": "Đã đánh giá {score}/5",
    "dossier.timer_fired": "Hết giờ hẹn ở “{step}”",
    "dossier.message_received": "Đã nhận tin “{name}”",
    "dossier.process_changed": "Chuyển sang quy trình phiên bản {number}",
    "dossier.delivery_changed": "{delivery_words}",
    "dossier.correction_proposed": "Đề nghị sửa lỗi của cơ quan: {kind_words}",
    "dossier.corrected": "Cơ quan sửa lỗi của mình: {kind_words}",
    "dossier.correction_refused": "Không duyệt sửa lỗi: {kind_words}",
    "dossier.observed": "Ở hệ thống khác: {state_words}",
    "dossier.result_replaced": "Kết quả số {old} được thay bằng kết quả số {number}",
}
DELIVERY_SENTENCES = {
    "posted": "Đã gửi lại kết quả qua bưu chính",
    "delivered": "Bưu chính đã giao kết quả",
    "came_back": "Bưu chính chuyển hoàn kết quả, chưa giao được",
    "collected": "Người nhận đến lấy kết quả tại quầy",
}
# Which row an event's free text stands in, and what the event calls it; all others: a note.
TEXTS = {
    "dossier.supplement_requested": ("request", "request_id"),
    "dossier.supplemented": ("answer", "request_id"),
    "dossier.hold_placed": ("hold", "hold_id"),
}
INTERNAL = frozenset(
    {
        "dossier.timer_fired",
        "dossier.process_changed",
        "dossier.result_drafted",
        "dossier.sent_back",
        "dossier.paper_marked",
        "dossier.correction_proposed",
        "dossier.correction_refused",
    }
)
KINDS = {
    "dossier.supplement_requested": "waiting",
    "dossier.payment_requested": "waiting",
    "dossier.hold_placed": "waiting",
    "dossier.extended": "waiting",
    "dossier.apologised": "late",
    "dossier.rejected": "late",
    "dossier.stopped": "late",
    "dossier.issued": "done",
    "dossier.returned": "done",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline. `kind` chooses the mark; `text` is free text that was written with the step."""

    at: datetime
    title: str
    text: str
    actor: str
    kind: str


def timeline(dossier: Dossier, *, official: bool) -> list[Entry]:
    """Oldest first. The applicant does not see inner work; officials see all."""
    events = [e for e in audit.events(StreamRef("dossier", str(dossier.pk))) if official or e.type not in INTERNAL]
    names = {key: people.account_name(key) for key in persons(events)}
    steps = _step_names(dossier)
    texts = _texts(dossier, official=official)
    return [
        Entry(
            at=event.occurred_at,
            title=sentence(event.type, event.payload, steps),
            text=_text(event, texts),
            actor=_actor(event, names, official),
            kind=KINDS.get(event.type, "running"),
        )
        for event in events
    ]


def persons(events: Iterable[Event]) -> set[str]:
    """Ids of the officials who acted in these events, and of the absent ones for whom they did."""
    acted = [event for event in events if event.actor_kind == "official"]
    absent = {str(event.payload.get("on_behalf_of") or "") for event in acted}
    return ({event.actor_id for event in acted} | absent) - {""}


def acted(event: Event, names: Mapping[str, str]) -> str:
    """The name of the official who acted, and for whom: "Phạm Thu Hoa, thay Võ Tiến Dũng (được uỷ quyền)"."""
    name, absent = names.get(event.actor_id, ""), str(event.payload.get("on_behalf_of") or "")
    return f"{name}, thay {names.get(absent) or 'người vắng'} (được uỷ quyền)" if absent and name else name


def sentence(kind: str, payload: dict[str, object], steps: dict[str, str] | None = None) -> str:
    """The words for one event; raises KeyError for a type without words."""
    words = {key: value for key, value in payload.items() if isinstance(value, str | int)}
    if "step" in words:
        words["step"] = (steps or {}).get(str(words["step"]), str(words["step"]))
    if kind == "dossier.assigned" and (words.get("from") or words.get("method")):
        return "Bàn giao cho người thụ lý khác" if words.get("from") else "Đã phân công theo quy tắc của phòng"
    if kind == "dossier.due_moved" and "key" in words:
        return "Hệ thống khác đổi ngày hẹn trả"
    words["state_words"] = LABELS.get(State(state), "…") if isinstance(state := words.get("state"), int) else "…"
    words["delivery_words"] = DELIVERY_SENTENCES.get(str(words.get("delivery")), "…")
    words["kind_words"] = CORRECTION_WORDS.get(str(words.get("kind")), "…")
    return SENTENCES[kind].format_map(_Blank(words))


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def _step_names(dossier: Dossier) -> dict[str, str]:
    return dict(dossier.tasks.values_list("step", "name"))


def _text(event: Event, texts: Mapping[tuple[str, str], str]) -> str:
    """What was written with the event, found by the id that the event names it by."""
    kind, name = TEXTS.get(event.type, ("note", "note_id"))
    return texts.get((kind, str(event.payload.get(name))), "")


def _texts(dossier: Dossier, *, official: bool) -> dict[tuple[str, str], str]:
    """Free text by kind and id; without what only officials may read."""
    rows: Iterable[Note] = dossier.notes.filter(erased_at=None)
    texts = {("note", str(note.pk)): note.text for note in rows if official or note.shown_to_applicant}
    for request in dossier.supplement_requests.all():
        items = "; ".join(item["what"] for item in request.items)
        texts["request", str(request.pk)] = f"{items}. Lý do: {request.reason}"
        texts["answer", str(request.pk)] = request.answer
    if official:
        texts |= {("hold", str(hold.pk)): hold.words for hold in dossier.holds.all()}
    return texts


def _actor(event: Event, names: Mapping[str, str], official: bool) -> str:
    if event.source == "observed":
        return "Hệ thống khác"
    if event.actor_kind == "official":
        return acted(event, names) or "Cán bộ"
    return "Hệ thống" if event.actor_kind == "system" else "Người nộp hồ sơ"
