"""What the office of the storm works with: procedures of every kind, a drawn process in two versions, sector rules."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.kernel.actors import SYSTEM
from motcua.kernel.documents import services as documents
from motcua.kernel.files import services as files
from motcua.kernel.outbox import services as outbox
from motcua.kernel.signatures import services as signatures
from motcua.law import services as law
from motcua.law.rules import RuleSet
from motcua.operate.catalogue import services as catalogue
from motcua.operate.catalogue.rules.content import Component, Fee, ProcedureContent, Result, TimeLimit
from motcua.operate.catalogue.services import versions
from motcua.operate.processes import queries as processes
from motcua.operate.processes import services as process_services
from motcua.operate.processes.tests.branching import lane, main_way, publish, step
from motcua.operate.processes.tests.drawing import line, task
from motcua.people import queries as people
from motcua.people.services import grants

COPY = "3.000465"  # a certified copy, one working day, by the standard process
FEE, OPEN, HOURS, DRAWN = "9.400001", "9.400002", "9.400003", "9.400004"
PROCEDURES = (COPY, FEE, OPEN, HOURS, DRAWN)
DRAWN_KEY, MESSAGE = "bao", "Kết quả tra cứu"
ASIDE = "sgddt-gdtrh"


@dataclass(frozen=True)
class Sheets:
    """Files that stand for drafts and signed results, real enough to be signed on."""

    draft: Any
    signed: Any


def prepare(cast: Any, now: datetime) -> Sheets:
    """Load and publish everything."""
    catalogue.load_starter(now=now)
    process_services.load(now=now)
    parts: dict[str, dict[str, Any]] = {
        FEE: {"time_limit": TimeLimit(5, "working_day", ""), "fees": (Fee("fee", 50_000),)},
        OPEN: {"results": (Result("Giấy phép", paper_required=True),)},
        HOURS: {"time_limit": TimeLimit(12, "working_hour", "")},
        DRAWN: {"time_limit": TimeLimit(20, "day", ""), "fees": (Fee("fee", 20_000),)},
    }
    for code, own in parts.items():
        components = (Component("TP1", "Đơn"), Component("TP2", "Bản vẽ khổ lớn", digitise=False))
        content = ProcedureContent(name=code, field="Văn bằng, chứng chỉ", components=components, **own)
        text = versions.Text(code, "2024", content, "full", {"url": ""}, "test")
        versions.record(text=text, by=SYSTEM, now=now)
    for hours in (16, 24):
        publish(_drawn(hours), procedure=DRAWN, now=now, key=DRAWN_KEY)
    for rule in _rules():
        assert not hasattr(law.set_rule(rule=rule, by=cast.actor("kiem"), now=now), "message")
    _second_officer(cast, now)
    outbox.relay(now=now)  # what was told of loading and publishing is no part of the storm
    return _sheets(now)


def _second_officer(cast: Any, now: datetime) -> None:
    """One to whom the first may hand over what he has in hand."""
    unit = people.unit("sgddt-qlcl")
    role = grants.grant_role(account=cast.quang, unit=unit, role="case_officer", by=cast.actor("quan"), now=now)
    assert not hasattr(role, "message")


def drawn_versions() -> list[int]:
    return sorted(version.pk for version in processes.versions(DRAWN_KEY))


def _drawn(hours: int) -> str:
    """Two units side by side, a message that is waited for, a timer that opens a step beside, one between steps."""
    gates = "".join(f'<bpmn:parallelGateway id="{key}"/>' for key in ("fork", "join"))
    pause = "<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>"
    late = "<bpmn:timerEventDefinition><bpmn:timeDuration>PT8H</bpmn:timeDuration></bpmn:timerEventDefinition>"
    post = '<bpmn:messageEventDefinition messageRef="m"/>'
    steps = (
        lane(ASIDE, "ask")
        + gates
        + task("appraise", "Thẩm định", inner=step("case_officer", hours=hours))
        + task("ask", "Cho ý kiến", inner=step("case_officer", hours=8))
        + task("remind", "Đôn đốc", inner=step("unit_head"))
        + f'<bpmn:intermediateCatchEvent id="mail" name="{MESSAGE}">{post}</bpmn:intermediateCatchEvent>'
        + f'<bpmn:intermediateCatchEvent id="wait" name="Niêm yết">{pause}</bpmn:intermediateCatchEvent>'
        + f'<bpmn:boundaryEvent id="late" attachedToRef="appraise" cancelActivity="false">{late}</bpmn:boundaryEvent>'
        + '<bpmn:endEvent id="e2"/>'
    )
    ways = line("assign", "fork", "appraise", "join") + line("fork", "ask", "mail", "join")
    return main_way(steps) + ways + line("join", "wait", "review") + line("late", "remind", "e2")


def _rules() -> list[RuleSet]:
    procedures = {"procedures": [FEE, DRAWN], "article": "Điều 3"}
    pauses = ["payment", "consultation", "council"]
    more: dict[str, dict[str, Any]] = {
        "extension": {"most_working_days": 5},
        "sector_pause": {"pauses": pauses},
        "consultation_silence": {"counts_as": "agreed"},
    }
    return [
        RuleSet(
            id=f"{kind}-bao", kind=kind, effective_from=date(2024, 1, 1), effective_to=None, source="Thông tư minh hoạ",
            status="recalled", content={**procedures, **content},
        )
        for kind, content in more.items()
    ]  # fmt: skip


def _sheets(now: datetime) -> Sheets:
    name = people.agency().name
    data = {
        "agency": {"name": name, "parent": None, "place": "Hà Nội"}, "symbol": "KQ", "kind": "KẾT QUẢ",
        "summary": "Cấp", "authority": None, "grounds": [], "resolve": None, "body": ["Điều 1."], "code": None,
        "signer": {"title": "GIÁM ĐỐC", "mode": None, "name": ""}, "recipients": ["Lưu: VT"],
        "tracking": None, "qr": None,
    }  # fmt: skip
    draft = documents.render("dossiers/ket_qua", data, title="Cấp", at=now)
    signer = signatures.signer_for("person", "Người ký")
    assert signer is not None
    signed = signatures.sign(draft, signer=signer, field="ky", kind="person", reason="Ký", name="Người ký", at=now)
    keep = {
        name: files.store(data=pdf, name=f"{name}.pdf", now=now) for name, pdf in (("draft", draft), ("signed", signed))
    }
    return Sheets(**keep)
