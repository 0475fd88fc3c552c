"""What a person sees of a dossier: its state in plain words, dates with their reasons, what is asked, documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from motcua.kernel.signatures import services as signatures
from motcua.kernel.time import TZ, Due, due, next_working_day, start_of_working_day
from motcua.law import queries as law
from motcua.operate.catalogue import rules as catalogue
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import RUNNING, Delivery, State
from motcua.operate.paperwork.queries import Offer, offers
from motcua.people import queries as people

S = State
STATUS: Final[Mapping[State, tuple[str, str]]] = {
    S.SUBMITTED: ("running", "Đang chờ tiếp nhận"),
    S.ACCEPTED: ("running", "Đã tiếp nhận"),
    S.REJECTED: ("late", "Không được tiếp nhận"),
    S.IN_PROGRESS: ("running", "Đang xử lý"),
    S.SUPPLEMENT_REQUESTED: ("waiting", "Cần bạn bổ sung"),
    S.PAYMENT_REQUESTED: ("waiting", "Cần bạn nộp phí"),
    S.WITHDRAWN: ("neutral", "Bạn đã rút"),
    S.STOPPED: ("late", "Đã dừng giải quyết"),
    S.PROCESSED: ("done", "Đã có kết quả"),
    S.RETURNED: ("done", "Đã trả kết quả"),
}
DELIVERY_WORDS: Final = {
    Delivery.ELECTRONIC: "Bản điện tử, xem và tải ở “Hồ sơ của tôi”",
    Delivery.COUNTER: "Nhận tại Bộ phận Một cửa",
    Delivery.POST: "Gửi qua bưu chính",
}
PAPER_WORDS: Final = {
    "form": "tờ khai điện tử",
    "to_bring": "bạn nộp bản giấy tại Bộ phận Một cửa",
    "earlier_dossier": "dùng lại từ hồ sơ trước",
    "earlier_result": "dùng lại kết quả đã cấp",
}


@dataclass(frozen=True, slots=True)
class Status:
    """State in plain words: `kind` and `words` for the tag, `text` says what happens now."""

    kind: str
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A promise with its condition: due `at` within `limit` if accepted on `day` (`same_day`: the day it was sent)."""

    at: datetime
    limit: str
    day: date
    same_day: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """The days between which nine in ten such dossiers are finished, known from `seen`; None when too few are known."""

    first: date | None
    last: date | None
    seen: int


@dataclass(frozen=True, slots=True)
class Seal:
    """One signature of a result in plain words; `good` is true when it can be trusted."""

    good: bool
    title: str
    lines: tuple[str, ...]


def status(dossier: Dossier, now: datetime) -> Status:
    """The state with a sentence about what happens now."""
    kind, words = STATUS[State(dossier.state)]
    if is_late(dossier, now):
        kind, words = "late", "Quá hạn, đang xử lý"
    return Status(kind, words, _text(dossier, now))


def is_late(dossier: Dossier, now: datetime) -> bool:
    """Whether the promised date has passed while the office still works on it."""
    return State(dossier.state) in RUNNING and dossier.legal_due is not None and dossier.legal_due < now


def _text(dossier: Dossier, now: datetime) -> str:
    state = State(dossier.state)
    if is_late(dossier, now):
        return f"Hồ sơ đã quá hạn trả kết quả. Chúng tôi xin lỗi bạn. {_step(dossier)}".strip()
    if state is S.SUBMITTED:
        answer = answer_by(dossier)
        until = f" Bạn sẽ có trả lời trước {answer.astimezone(TZ):%H:%M ngày %d/%m/%Y}." if answer else ""
        return f"Bộ phận Một cửa đang kiểm tra hồ sơ.{until}"
    if state in RUNNING:
        return _step(dossier)
    return {
        S.SUPPLEMENT_REQUESTED: "Hồ sơ đang chờ bạn. Thời hạn giải quyết tính tiếp sau khi bạn bổ sung.",
        S.PAYMENT_REQUESTED: "Hồ sơ đang chờ bạn nộp phí, lệ phí.",
        S.REJECTED: "Hồ sơ không đủ điều kiện tiếp nhận. Lý do ghi ở phần diễn biến và phiếu từ chối.",
        S.WITHDRAWN: "Hồ sơ không được giải quyết nữa. Bạn có thể nộp hồ sơ mới bất cứ lúc nào.",
        S.STOPPED: "Hồ sơ không được giải quyết nữa. Lý do ghi ở phần diễn biến.",
        S.PROCESSED: "Kết quả đã ký và phát hành, đang chờ trả cho bạn.",
        S.RETURNED: "Hồ sơ đã giải quyết xong.",
    }[state]


def _step(dossier: Dossier) -> str:
    task = dossier.tasks.filter(closed_at=None).order_by("opened_at", "pk").first()
    return f"Hồ sơ đang ở bước: {task.name.lower()}." if task else ""


def answer_by(dossier: Dossier) -> datetime | None:
    """By when the one-stop unit answers whether it takes the dossier (8 working hours online)."""
    task = dossier.tasks.filter(step="receive").order_by("opened_at").first()
    return task.due_at if task else None


def expected_due(dossier: Dossier) -> Expected | None:
    """When the result would be due were the dossier accepted at the first chance; None without a known limit.

    What is sent after closing time or on a day off can be accepted on the next working day at the earliest.
    """
    content = dossier.procedure_version.parsed
    channel = dossier.channel_kind.name.lower()
    own = next((item.limit for item in content.channels or () if item.kind == channel and item.limit), None)
    limit = own or content.time_limit
    if limit is None or not catalogue.counts_from_receipt(limit):
        return None
    calendar = dossiers.calendar_of(dossier)
    sent = dossier.submitted_at.astimezone(TZ)
    closed = not calendar.is_working(sent.date()) or sent >= calendar.closing(sent.date()).replace(tzinfo=TZ)
    day = next_working_day(sent.date(), calendar) if closed else sent.date()
    start = start_of_working_day(day, calendar) if closed else sent
    found = due(start=start, limit=catalogue.to_limit(limit), calendar=calendar)
    return Expected(found.at, found.limit.text.lower(), day, same_day=not closed)


def legal_due(dossier: Dossier) -> Due | None:
    """The legal deadline as it was promised, with its proof; None before acceptance."""
    found = dossiers.proofs(dossier)
    return found.legal if found else None


def outlook(dossier: Dossier, now: datetime) -> Outlook | None:
    """When the dossier will probably be finished; None when nobody is working on it."""
    if State(dossier.state) not in RUNNING:
        return None
    with law.pinned():
        finish = dossiers.expected_finish(dossier, now)
    if finish is None:
        return Outlook(None, None, 0)
    low, high = finish.low.astimezone(TZ).date(), finish.high.astimezone(TZ).date()
    return Outlook(low, high, finish.seen)


def open_request(dossier: Dossier) -> Any | None:
    """The supplement that is asked of the applicant now; None when nothing is."""
    if State(dossier.state) is not S.SUPPLEMENT_REQUESTED:
        return None
    return dossier.supplement_requests.filter(answered_at=None).order_by("-number").first()


def papers(dossier: Dossier) -> list[tuple[Any, str]]:
    """What was handed in, with words for what is not a file of one's own."""
    rows = dossier.papers.filter(replaced_at=None).select_related("stored_file", "reused_from__stored_file")
    return [(row, PAPER_WORDS.get(row.source, "")) for row in rows.order_by("component_code", "pk")]


def slips(dossier: Dossier) -> list[Offer]:
    """The printed forms this dossier has for the applicant, the newest last."""
    return [offer for offer in offers(dossier) if not offer.internal]


def result_file(dossier: Dossier) -> Any | None:
    """The issued result as a file, once it has been returned; None before, or when it exists on paper only."""
    result = getattr(dossier, "result", None)
    return result.issued_file if result is not None and State(dossier.state) is S.RETURNED else None


def seals(pdf: bytes, now: datetime) -> list[Seal] | None:
    """Every signature of a result in plain words, oldest first; None when the file can no longer be read."""
    roots = signatures.trusted_roots()
    try:
        reports = signatures.verify(pdf, roots=roots, now=now)
    except signatures.Unreadable:
        return None
    return [_seal(report) for report in reports]


def _seal(report: signatures.SignatureReport) -> Seal:
    good = report.valid and report.trusted
    lines = []
    if report.signed_at:
        lines.append(f"Thời điểm ký: {report.signed_at.astimezone(TZ):%H:%M ngày %d/%m/%Y} (theo người ký).")
    lines.append(
        "Nội dung đã ký còn nguyên vẹn, không bị sửa." if report.intact else "Nội dung đã bị thay đổi sau khi ký."
    )
    if report.later == "permitted":
        lines.append("Sau chữ ký này chỉ có phần ghi số, ngày và đóng dấu của văn thư.")
    elif report.later == "forbidden":
        lines.append("Sau chữ ký này có nội dung khác được thêm vào tệp. Đừng dùng tệp này.")
    lines.append(
        "Chứng thư do nơi cấp mà hệ thống tin cậy cấp." if report.trusted else "Không xác định được nơi cấp chứng thư."
    )
    if report.demo:
        lines.append("Đây là chứng thư minh hoạ, không có giá trị pháp lý.")
    return Seal(good, report.signer_name or "Không rõ người ký", tuple(lines))


def proof_days(proof: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The days of a proof for a table: the date, its number when it counted, why it did not otherwise."""
    number, rows = 0, []
    for day in proof["days"]:
        number += bool(day["counted"])
        shown = number if day["counted"] else None
        rows.append({"date": date.fromisoformat(day["date"]), "number": shown, "why": day["why"]})
    return rows


def result_number(dossier: Dossier) -> str:
    """Number and symbol of the issued result; empty before."""
    result = getattr(dossier, "result", None)
    return str(result.number_symbol) if result is not None and result.issued_on else ""


def one_stop(dossier: Dossier) -> str:
    """The name of the place where the dossier was received."""
    return people.unit(dossier.receipt_unit_id).name


def delivery_words(dossier: Dossier) -> str:
    """How the result comes, in words."""
    return DELIVERY_WORDS[Delivery(dossier.delivery)]
