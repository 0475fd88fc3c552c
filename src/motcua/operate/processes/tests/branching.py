"""A drawn process with branches of every kind, in use for a procedure: for the tests of whoever runs dossiers."""

from datetime import date, datetime

from motcua.kernel.actors import SYSTEM
from motcua.operate.processes import queries, services
from motcua.operate.processes.models import ProcessUse, ProcessVersion
from motcua.operate.processes.tests.drawing import ENDS, drawing, flow, line, task, when

ASIDE = "sgddt-gdtrh"  # another unit that is asked meanwhile
DEFAULT = "quyet"


def step(role: str, action: str = "forward", hours: int = 4) -> str:
    said = f'<motcua:step role="{role}" action="{action}" allowanceHours="{hours}"/>'
    return f"<bpmn:extensionElements>{said}</bpmn:extensionElements>"


def lane(name: str, *keys: str) -> str:
    refs = "".join(f"<bpmn:flowNodeRef>{key}</bpmn:flowNodeRef>" for key in keys)
    return f'<bpmn:laneSet id="lanes"><bpmn:lane id="lane-1" name="{name}">{refs}</bpmn:lane></bpmn:laneSet>'


def main_way(more: str = "", hours: int = 4) -> str:
    """The steps that every process has, from assigning to returning; `more` stands between assigning and review."""
    return (
        ENDS
        + task("assign", "Phân công", inner=step("unit_head", "assign", hours))
        + more
        + task("review", "Duyệt", inner=step("unit_head", hours=hours))
        + task("sign", "Ký", inner=step("signatory", "sign", hours))
        + task("issue", "Phát hành", inner=step("clerk", "issue", hours))
        + task("return", "Trả", inner=step("reception", "return_result"))
        + line("s", "assign")
        + line("review", "sign", "issue", "return", "e")
    )


def branching() -> str:
    """Two units side by side, an organisation looked at more closely, and a choice by the outcome."""
    gates = "".join(f'<bpmn:parallelGateway id="{key}"/>' for key in ("fork", "join"))
    gates += '<bpmn:exclusiveGateway id="who" default="who-decide"/><bpmn:exclusiveGateway id="ok" name="Đủ chưa?"/>'
    steps = (
        lane(ASIDE, "ask")
        + gates
        + task("appraise", "Thẩm định", inner=step("case_officer", hours=16))
        + task("ask", "Cho ý kiến", inner=step("case_officer", hours=8))
        + task("deeper", "Kiểm tra tổ chức", inner=step("case_officer"))
        + task("decide", "Kết luận", inner=step("case_officer"))
        + task("verify", "Xác minh", inner=step("case_officer"))
    )
    flows = (
        line("assign", "fork", "appraise", "join", "who") + line("fork", "ask", "join")
        + flow("who", "deeper", when("owner_kind == 'organisation'")) + line("who", "decide") + line("deeper", "decide")
        + line("decide", "ok") + flow("ok", "review", name="Đủ") + flow("ok", "verify", name="Chưa đủ")
        + line("verify", "review")
    )  # fmt: skip
    return main_way(steps) + flows


def publish(body: str, *, procedure: str, now: datetime, key: str = "re-nhanh") -> ProcessVersion:
    """Publish the drawing as the next version of `key` and let the procedure follow it, however short its limit is."""
    ProcessUse.objects.filter(procedure_code=procedure).delete()
    earlier = next(iter(queries.versions(key)), None)
    made = services.start(key=key, name="Quy trình vẽ", drawing=drawing(body), by=SYSTEM, now=now)
    if earlier is not None:
        services.start(key=key, name="Quy trình vẽ", version=earlier, by=SYSTEM, now=now)
        made = services.save_drawing(key=key, drawing=drawing(body), edit=0, by=SYSTEM, now=now)
    assert not hasattr(made, "message"), made
    assert services.findings(made).clear, services.findings(made)
    done = services.publish(
        key=key, edit=made.edit, decision="12/QĐ", effective_from=date(2020, 1, 1), by=SYSTEM, now=now
    )
    assert isinstance(done, ProcessVersion), done
    ProcessUse.objects.create(procedure_code=procedure, process_key=key)
    queries.forget()
    return done
