"""What the dossier page shows: steps with who and when, clocks with their proof, papers, facts, documents, events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.money import format_money
from motcua.kernel.time import Due, local_date, working_seconds_between
from motcua.kernel.ui.formats import phone, vi_date, vi_datetime, vi_short
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier, Paper, Task
from motcua.operate.dossiers.queries.timeline import acted, persons, sentence
from motcua.operate.dossiers.rules import RUNNING, WAITING, Delivery, State
from motcua.operate.journeys.queries.desk import CHANNEL_WORDS, NAMED_ROLES
from motcua.operate.journeys.queries.desk_acts import open_nodes
from motcua.operate.journeys.queries.originals import BOUND_NAME, originals_of
from motcua.operate.paperwork.queries import offers
from motcua.operate.processes import queries as processes
from motcua.operate.processes.rules import Graph, Picture, StepNode, net_of_graph, picture, table
from motcua.people import queries as people
from motcua.people.rules import Grant, Role

DELIVERY_WORDS = {
    Delivery.ELECTRONIC: "Bản điện tử",
    Delivery.COUNTER: "Tại Bộ phận Một cửa",
    Delivery.POST: "Bưu chính công ích",
}
RECEIVED = "Tiếp nhận"


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the two clocks. `proof` explains the date; None when there is no date yet."""

    label: str
    at: datetime | None
    note: str
    proof: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One component: what was handed in, or that nothing was. `kind` and `state` are those of the status tag."""

    paper: Paper | None
    code: str
    name: str
    sheets: str
    kind: str
    state: str
    file_url: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document that can be opened: printed form, draft, result, earlier paper."""

    title: str
    note: str
    url: str


def steps(dossier: Dossier, now: datetime) -> list[dict[str, str]]:
    """Reception and the steps of the process, for the column on the left."""
    done = {task.step: task for task in dossier.tasks.select_related("closed_by", "assignee").order_by("opened_at")}
    found = [_received(dossier, done.get("receive"), now)]
    if dossier.process_version_id is None:
        return found + _to_come(dossier, now)
    graph = processes.graph(dossier.process_version_id)
    nodes = open_nodes(dossier)
    current = {node.key for node in nodes}
    ahead = {key for node in nodes for key in node.next}
    before: set[str] = set()
    while before != ahead:
        before = set(ahead)
        ahead |= {key for node in graph.steps if node.key in before for key in node.next}
    for node in _shown(graph, current, ahead, done):
        task = done.get(node.key)
        if node.key in current:
            found.append(_current(dossier, node.name, task, now))
        elif task is not None and task.closed_at and task.outcome == "done" and node.key not in ahead:
            who = task.closed_by.full_name if task.closed_by else ""
            found.append({"title": node.name, "state": "done", "text": f"{who}, {vi_short(task.closed_at, now)}"})
        else:
            found.append({"title": node.name, "state": "next", "text": ""})
    return found


def _shown(graph: Graph, current: set[str], ahead: set[str], done: Mapping[str, Task]) -> list[StepNode]:
    """Every step of a line; of a process with branches only those that were gone, are open or may still come."""
    if graph.net is None:
        return list(graph.steps)
    order = {line.key: line.order for line in table(graph.net)}
    kept = [node for node in graph.steps if node.key in current | ahead or node.key in done]
    return sorted(kept, key=lambda node: order[node.key])


def process_picture(dossier: Dossier) -> Picture | None:
    """The drawing of the dossier's process with what is done and what is open; None before acceptance."""
    if dossier.process_version_id is None:
        return None
    graph = processes.graph(dossier.process_version_id)
    opened = {task.step for task in dossier.tasks.filter(closed_at=None)}
    done = set(dossier.tasks.filter(outcome="done").values_list("step", flat=True)) - opened
    return picture(graph.net or net_of_graph(graph), opened, done)


def _to_come(dossier: Dossier, now: datetime) -> list[dict[str, str]]:
    """The steps that acceptance would open today; none for a dossier that was never received."""
    if dossier.is_final:
        return []
    version = processes.process_for(procedure_code=dossier.procedure.code, on=local_date(now))
    return [{"title": node.name, "state": "next", "text": ""} for node in processes.graph(version.pk).steps]


def _received(dossier: Dossier, task: Task | None, now: datetime) -> dict[str, str]:
    if dossier.accepted_at:
        who = f"{task.closed_by.full_name}, " if task and task.closed_by else ""
        return {"title": RECEIVED, "state": "done", "text": f"{who}{vi_short(dossier.accepted_at, now)}"}
    if dossier.is_final:
        return {"title": RECEIVED, "state": "late", "text": dossier.state_label}
    state = "waiting" if State(dossier.state) in WAITING else "now"
    return {"title": RECEIVED, "state": state, "text": f"Nộp lúc {vi_short(dossier.submitted_at, now)}"}


def _current(dossier: Dossier, name: str, task: Task | None, now: datetime) -> dict[str, str]:
    if task is None:
        return {"title": name, "state": "now", "text": ""}
    holder = task.assignee.full_name if task.assignee else "chưa giao cho ai"
    if State(dossier.state) in WAITING:
        return {"title": name, "state": "waiting", "text": f"{holder}, {dossier.state_label.lower()}"}
    state = "late" if task.due_at < now else "now"
    return {"title": name, "state": state, "text": f"{holder}, hạn bước {vi_short(task.due_at, now)}"}


def holders(dossier: Dossier) -> list[dict[str, Any]]:
    """Who has the dossier in hand now: person, or queue of a unit or of a role."""
    rows = dossier.tasks.filter(closed_at=None).select_related("assignee", "unit").order_by("opened_at")
    return [
        {
            "step": task.name,
            "who": task.assignee.full_name if task.assignee else "",
            "queue": task.unit.name if task.unit else Role(task.role).label,
            "due_at": task.due_at,
        }
        for task in rows
    ]


def clock_rows(dossier: Dossier, now: datetime) -> list[Clock]:
    """The two clocks, each with its proof. Before acceptance neither runs."""
    if dossier.accepted_at is None:
        return [Clock("Hạn theo luật", None, "Tính từ khi tiếp nhận", None)]
    if dossier.observed:
        return [Clock("Ngày hẹn trả", dossier.legal_due, "Do hệ thống đang giải quyết tính", None)]
    promised = dossiers.proofs(dossier)
    assert promised is not None, "a received dossier has its proofs"
    legal, portal = promised.legal, promised.portal
    restarted = any(span.kind == "restart" for span in legal.spans)
    first = "Tính lại từ đầu sau khi bổ sung (NĐ 61/2018, điều 19)" if restarted else "Từ khi tiếp nhận"
    if legal.extends is not None:
        first = f"Đã gia hạn; hạn trước là {vi_datetime(legal.extends.at)}"
    rows = [
        Clock("Hạn theo luật", legal.at, first, _proof(legal)),
        Clock("Hạn của chỉ số phục vụ", portal.at, "Trừ thời gian chờ bổ sung (QĐ 766/QĐ-TTg)", _proof(portal)),
    ]
    again = dossiers.appointment(dossier)
    if again is not None:
        note = "Xin lỗi muộn; hạn theo luật không đổi" if again.late else "Đã xin lỗi đúng lúc; hạn theo luật không đổi"
        rows.insert(1, Clock("Ngày hẹn lại", again.new_due, note, None))
    if State(dossier.state) in RUNNING:
        rows.append(_forecast(dossier, now))
    return rows


def _forecast(dossier: Dossier, now: datetime) -> Clock:
    """When such dossiers are finished, nine in ten; that too little is known is said too."""
    finish = dossiers.expected_finish(dossier, now)
    if finish is None:
        return Clock("Dự kiến xong", None, "Chưa đủ hồ sơ tương tự đã xong để dự báo", None)
    note = (
        f"9 trên 10 hồ sơ tương tự xong từ {vi_datetime(finish.low)} đến {vi_datetime(finish.high)} "
        f"({finish.seen} hồ sơ đã xong)"
    )
    return Clock("Dự kiến xong", finish.middle, note, None)


def _proof(due: Due) -> dict[str, Any]:
    """The proof of a date with its days read for the page."""
    return {
        "limit": due.limit.text,
        "start": due.start,
        "begin": due.begin,
        "rule": due.proof()["rule"],
        "rule_set": due.rule_set,
        "calendar": due.calendar_version,
        "warning": due.warning,
        "counted": due.counted,
        "skipped": due.skipped,
    }


def left_seconds(dossier: Dossier, now: datetime) -> int | None:
    """Office seconds to the legal due instant; None when it does not run."""
    if dossier.legal_due is None or State(dossier.state) not in RUNNING or dossier.legal_due < now:
        return None
    return working_seconds_between(now, dossier.legal_due, dossiers.calendar_of(dossier))


def papers(dossier: Dossier) -> list[PaperRow]:
    """Every component of the procedure with what was handed in for it, then what was handed in besides."""
    rows = dossier.papers.filter(replaced_at=None).select_related("reused_from").order_by("component_code", "pk")
    by_code: dict[str, list[Paper]] = {}
    for paper in rows:
        by_code.setdefault(paper.component_code, []).append(paper)
    found: list[PaperRow] = []
    for component in dossier.procedure_version.parsed.components or ():
        handed = by_code.pop(component.code, [])
        found += [_paper(dossier, paper) for paper in handed]
        if not handed and dossier.parent_id is None:  # with a part only the papers come that were chosen for it
            note = f"Khi {component.case}" if component.case else ""
            found.append(PaperRow(None, component.code, component.name, note, "neutral", "Chưa nộp", "", ""))
    return found + [_paper(dossier, paper) for papers in by_code.values() for paper in papers]


def _paper(dossier: Dossier, paper: Paper) -> PaperRow:
    counts = [f"{paper.originals} bản chính"] * bool(paper.originals) + [f"{paper.copies} bản sao"] * bool(paper.copies)
    kind, state = "waiting", "Chưa số hoá"
    if paper.reused:
        kind, state = "done", "Dùng lại"
    elif paper.stored_file_id:
        kind, state = "done", "Bản điện tử"
    elif not paper.digitise:
        kind, state = "neutral", "Không số hoá"
    url = reverse("journeys:work-file", kwargs={"dossier_id": dossier.pk, "paper_id": paper.pk})
    name = paper.file_name or (paper.reused_from.file_name if paper.reused_from else "")
    return PaperRow(
        paper, paper.component_code, paper.name, ", ".join(counts), kind, state, url if paper.digital else "", name
    )


def facts(dossier: Dossier, grants: Sequence[Grant]) -> list[dict[str, Any]]:
    """Who and how, for the column on the right. Numbers of identity papers only for those who handle."""
    plain = any(grant.role in NAMED_ROLES for grant in grants)
    owner, filer = dossier.owner, dossier.filer
    rows: list[tuple[str, Any]] = [("Chủ hồ sơ", owner.full_name)]
    number = owner.identity_number or owner.tax_code
    if number:
        rows.append(("Số định danh hoặc mã số thuế", number if plain else f"…{number[-4:]}"))
    if owner.date_of_birth:
        rows.append(("Ngày sinh", vi_date(owner.date_of_birth)))
    if filer.pk != owner.pk:
        ground = f" ({dossier.authority_ground})" if dossier.authority_ground else ""
        rows.append(("Người nộp", f"{filer.full_name}{ground}"))
    if dossier.subject and dossier.subject_id != owner.pk:
        rows.append(("Hồ sơ về", dossier.subject.full_name))
    contact = ", ".join(text for text in (phone(filer.phone), filer.email) if text)
    delivery = DELIVERY_WORDS[Delivery(dossier.delivery)]
    rows += [
        ("Liên hệ", contact or None),
        ("Địa chỉ", filer.address or None),
        ("Cách nộp", CHANNEL_WORDS[dossier.channel_kind]),
        ("Nhận kết quả", f"{delivery}, {dossier.delivery_address}" if dossier.delivery_address else delivery),
        ("Nơi tiếp nhận", people.unit(dossier.receipt_unit_id).name),
        ("Phòng xử lý", people.unit(dossier.unit_id).name),
        ("Người thụ lý", people.account_name(str(dossier.lead_id)) if dossier.lead_id else "Chưa phân công"),
        ("Mã theo dõi", dossier.tracking_code),
    ]
    rows.append(("Phí, lệ phí", _fees(dossier)))
    if dossier.limit_text:
        rows.append(
            ("Thời hạn", f"{dossier.limit_text} ({dossier.limit_basis})" if dossier.limit_basis else dossier.limit_text)
        )
    return [{"key": key, "value": value} for key, value in rows]


def _fees(dossier: Dossier) -> str | None:
    """The published fees in words; None when the data has none to tell."""
    fees = dossier.procedure_version.parsed.fees
    if fees is None:
        return None
    amounts = [format_money(fee.amount) if fee.amount is not None else (fee.text or "chưa rõ") for fee in fees]
    return ", ".join(amounts) or "Không mất phí"


def documents(dossier: Dossier) -> list[Document]:
    """Printed forms, draft and result, and papers that were replaced, as far as there are any."""
    found: list[Document] = []
    for offer in offers(dossier):
        key = {"dossier_id": dossier.pk, "purpose": offer.purpose, "occasion": offer.occasion, "kind": "pdf"}
        note = "PDF, in từ nhật ký" if offer.living else f"PDF, {vi_datetime(offer.at)}"
        found.append(Document(offer.title, note, reverse("paperwork:slip", kwargs=key)))
    if found:
        address = reverse("paperwork:slips", kwargs={"dossier_id": dossier.pk})
        found.append(Document("Bản Word, số và mã băm của các phiếu", "Cấp lại phiếu đã in sai", address))
    found += _result_documents(dossier)
    found += _photo_documents(dossier)
    for paper in dossier.papers.exclude(replaced_at=None).order_by("replaced_at", "pk"):
        if paper.digital:
            address = reverse("journeys:work-file", kwargs={"dossier_id": dossier.pk, "paper_id": paper.pk})
            found.append(Document(paper.name, f"Bản cũ, đã thay ngày {vi_date(paper.replaced_at)}", address))
    return found


def _photo_documents(dossier: Dossier) -> list[Document]:
    """The photos that a paper's PDF was made of, as the applicant took them."""
    found = []
    for paper in dossier.papers.filter(file_name__startswith=BOUND_NAME, replaced_at=None).order_by("component_code"):
        for number, _ in enumerate(originals_of(paper.stored_file_id or ""), 1):
            address = {"dossier_id": dossier.pk, "paper_id": paper.pk, "number": number}
            url = reverse("journeys:work-original", kwargs=address)
            found.append(Document(paper.name, f"Ảnh gốc {number}, trước khi ghép thành PDF", url))
    return found


def _result_documents(dossier: Dossier) -> list[Document]:
    result = getattr(dossier, "result", None)
    if result is None:
        return []
    found = [("draft", "Dự thảo kết quả", f"{result.drafted_by.full_name}, {vi_datetime(result.drafted_at)}")]
    if result.signed_file_id:
        found.append(("signed", "Kết quả đã ký", f"{result.signer.full_name}, {vi_datetime(result.signed_at)}"))
    if result.issued_file_id:
        found.append(("issued", f"Kết quả số {result.number_symbol}", f"Ngày {vi_date(result.issued_on)}"))
    address = {"dossier_id": dossier.pk}
    return [
        Document(title, note, reverse("journeys:work-result", kwargs=address | {"part": part}))
        for part, title, note in reversed(found)
    ]


def events(dossier: Dossier) -> list[list[str]]:
    """The events of the log as rows of a table, oldest first: number, when, what, who, role, beginning of the hash."""
    rows = log.events(StreamRef("dossier", str(dossier.pk)))
    names = {key: people.account_name(key) for key in persons(rows)}
    step_names = dict(dossier.tasks.values_list("step", "name"))
    roles = {role.value: role.label for role in Role}
    return [
        [
            str(row.version),
            vi_datetime(row.occurred_at),
            sentence(row.type, row.payload, step_names),
            acted(row, names) or ("Hệ thống" if row.actor_kind == "system" else "Người nộp"),
            roles.get(row.actor_role, ""),
            row.hash[:12],
        ]
        for row in rows
    ]


def last_change(dossier: Dossier) -> dict[str, Any]:
    """Who changed the dossier last, when and how: what an overtaken page must say."""
    entry = dossiers.timeline(dossier, official=True)[-1]
    return {"who": entry.actor, "at": entry.at, "what": entry.title}


def sent_back_reason(dossier: Dossier) -> str:
    """Why the draft came back, when that was the last move."""
    if not dossier.moves or not dossier.moves[-1][1]:
        return ""
    note = dossier.notes.filter(verb="send_back", erased_at=None).order_by("-written_at").first()
    return note.text if note else ""
