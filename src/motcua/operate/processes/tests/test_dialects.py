"""Drawings as other tools write them: read, exported and read again to the same net, or refused by element and line."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from lxml import etree

from motcua.operate.processes.rules import annotate_bpmn, read_bpmn, same_net, table, with_roles, write_bpmn
from motcua.operate.processes.vocabulary import VOCABULARY

FILES = sorted((Path(__file__).parent / "dialects").iterdir())
REFUSED = {
    "activiti-engine.bpmn20.xml": [
        ("businessRuleTask", "rules"), ("inclusiveGateway", "or"), ("multiInstanceLoopCharacteristics", ""),
        ("callActivity", "call"), ("sequenceFlow", "f3"),
    ],
    "drawio.xml": [("mxfile", "")],
}  # fmt: skip


def named(name: str):
    return read_bpmn(next(path for path in FILES if path.name == name).read_bytes()).net


def test_at_least_twelve_tools_are_here():
    assert len(FILES) >= 12


@pytest.mark.parametrize("path", [path for path in FILES if path.name not in REFUSED], ids=lambda path: path.name)
def test_what_a_tool_drew_comes_in_goes_out_and_comes_in_again_the_same(path: Path):
    data = path.read_bytes()
    read = read_bpmn(data)
    assert read.faults == []
    written = read_bpmn(write_bpmn(read.net))
    assert written.faults == []
    assert same_net(read.net, written.net)
    described = with_roles(read.net, VOCABULARY)
    annotated = annotate_bpmn(data, described)
    again = read_bpmn(annotated)
    assert again.faults == []
    assert same_net(described, with_roles(again.net, VOCABULARY))
    assert _foreign(annotated) == _foreign(data)


def _foreign(data: bytes) -> list[str]:
    """Everything in the file that is not ours: elements with their attributes, in order."""
    inside = etree.fromstring(data).iter(etree.Element)
    return [
        f"{element.tag} {sorted(element.attrib.items())}"
        for element in inside
        if "urn:motcua" not in element.tag and not element.tag.endswith("}extensionElements")
    ]


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_read_is_refused_by_element_and_line(name: str):
    path = next(path for path in FILES if path.name == name)
    read = read_bpmn(path.read_bytes())
    assert read.net is None
    assert [(fault.element, fault.id) for fault in read.faults] == REFUSED[name]
    lines = path.read_text(encoding="utf-8").splitlines()
    for fault in read.faults:
        assert f"<{fault.element}" in lines[fault.line - 1]


def test_lanes_groups_and_pools_say_who():
    assert [row.role for row in table(with_roles(named("signavio.bpmn"), VOCABULARY))] == [
        "case_officer", "unit_head", "unit_head",
    ]  # fmt: skip
    rows = {row.name: row.role for row in table(with_roles(named("camunda-7.bpmn"), VOCABULARY))}
    assert (rows["Thẩm định"], rows["Đôn đốc"]) == ("case_officer", "unit_head")
    assert [row.role for row in table(with_roles(named("flowable.bpmn20.xml"), VOCABULARY))] == ["unit_head", ""]
    assert {node.task.pool for node in named("omg-incident-management.bpmn").tasks} == {
        "Key account manager", "1st level support",
    }  # fmt: skip


def test_what_people_leave_out_is_understood():
    drawn = named("yed.bpmn")
    assert [(row.name, row.then) for row in table(drawn)] == [
        ("Nhận đơn và kiểm tra", (("còn lại", "task_4"), ("Hợp lệ", "Trả lời"))),
        ("", (("", "Trả lời"),)),
        ("Trả lời", ()),
    ]  # fmt: skip
    assert next(flow for flow in named("bizagi.bpmn").flows.values() if flow.default).target.endswith("09")


def test_the_share_of_refusals_is_stated(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as gone:
        call_command("process", "check", str(FILES[0].parent), "--json")
    assert gone.value.code == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["read"], said["refused"]) == (len(FILES) - len(REFUSED), len(REFUSED))
    with pytest.raises(SystemExit):
        call_command("process", "check", str(FILES[0].parent))
    out = capsys.readouterr().out
    assert f"Đọc được 12/14 tệp, từ chối {100 * 2 / 14:.1f}%".replace(".", ",") in out
    assert "drawio.xml: dòng 1: mxfile: không phải BPMN 2.0" in out
