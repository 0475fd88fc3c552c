"""A process of an office, typed step by step."""

from datetime import UTC, datetime

from motcua.kernel.actors import SYSTEM
from motcua.operate.processes import services
from motcua.operate.processes.models import ProcessDraft
from motcua.operate.processes.rules import Net
from motcua.operate.processes.rules.editing import describe, insert_after

NOW = datetime(2024, 2, 6, 8, tzinfo=UTC)
STEPS = [
    ("Phân công", "unit_head", "assign", "handling"),
    ("Thẩm định", "case_officer", "forward", "handling"),
    ("Ký", "signatory", "sign", "leadership"),
    ("Phát hành", "clerk", "issue", "clerk"),
    ("Trả", "reception", "return_result", "reception"),
]


def office(net: Net) -> Net:
    """The steps of STEPS after the start."""
    after = "start"
    for name, role, action, place in STEPS:
        net, after = insert_after(net, after, name)
        net = describe(net, after, name, role=role, action=action, place=place, allowance_hours=4)
    return net


def office_draft() -> ProcessDraft:
    made = services.start(key="thu", name="Quy trình thử", by=SYSTEM, now=NOW)
    assert isinstance(made, ProcessDraft)
    saved = services.change_table(key="thu", change=office, edit=0, by=SYSTEM, now=NOW)
    assert isinstance(saved, ProcessDraft)
    return saved
