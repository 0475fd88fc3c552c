"""Drawings: what is read, what is refused with element and line, what runs how, what may be published."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.processes.rules import (
    BadCondition,
    Condition,
    Fault,
    Move,
    Net,
    annotate_bpmn,
    longest_hours,
    open_nodes,
    read_bpmn,
    review,
    same_net,
    table,
    with_roles,
    write_bpmn,
)
from motcua.operate.processes.tests.drawing import ENDS, HEAD, drawing, flow, line, task, when
from motcua.operate.processes.vocabulary import VOCABULARY


def net_of(data: bytes) -> Net:
    found = read_bpmn(data)
    assert found.faults == []
    assert found.net is not None
    return found.net


def faults(data: bytes) -> list[Fault]:
    found = read_bpmn(data)
    assert found.net is None
    return found.faults


def step(role: str, action: str = "forward", hours: int = 4) -> str:
    said = f'<motcua:step role="{role}" action="{action}" allowanceHours="{hours}"/>'
    return f"<bpmn:extensionElements>{said}</bpmn:extensionElements>"


class TestReading:
    def test_a_line_of_steps_in_lanes_named_as_people_name_roles_becomes_a_table(self):
        lanes = (
            '<bpmn:laneSet id="l"><bpmn:lane id="l1" name="Bộ phận Một cửa"><bpmn:flowNodeRef>a</bpmn:flowNodeRef>'
            '</bpmn:lane><bpmn:lane id="l2" name="Phòng QLCL"><bpmn:childLaneSet id="c"><bpmn:lane id="l3" '
            'name="Chuyên viên"><bpmn:flowNodeRef>b</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane>'
            "</bpmn:laneSet>"
        )
        body = ENDS + lanes + task("a", "Tiếp nhận") + task("b", "Thẩm định") + line("s", "a", "b", "e")
        rows = table(with_roles(net_of(drawing(body)), VOCABULARY))
        assert [(row.name, row.role, row.then) for row in rows] == [
            ("Tiếp nhận", "reception", (("", "Thẩm định"),)),
            ("Thẩm định", "case_officer", (("", ""),)),
        ]
        assert rows[1].lane == "Phòng QLCL / Chuyên viên"

    def test_notes_pictures_and_foreign_words_do_not_disturb_and_stay_in_the_file(self):
        extra = (
            '<bpmn:textAnnotation id="t"><bpmn:text>Theo QĐ của UBND</bpmn:text></bpmn:textAnnotation>'
            '<bpmn:association id="as" sourceRef="a" targetRef="t"/><bpmn:dataObjectReference id="do"/>'
        )
        foreign = (
            '<bpmn:extensionElements><camunda:properties><camunda:property name="x"/></camunda:properties>'
            "</bpmn:extensionElements>"
        )
        data = drawing(ENDS + task("a", inner=foreign) + extra + line("s", "a", "e"))
        net = net_of(data)
        assert net.notes == ("Theo QĐ của UBND",)
        kept = annotate_bpmn(data, with_roles(net, VOCABULARY))
        assert b"camunda:property " in kept
        assert same_net(net_of(kept), net)

    @pytest.mark.parametrize(
        ("part", "element", "words"),
        [
            ('<bpmn:inclusiveGateway id="x"/>', "inclusiveGateway", "chưa dùng được"),
            ('<bpmn:complexGateway id="x"/>', "complexGateway", "chưa dùng được"),
            ('<bpmn:scriptTask id="x"/>', "scriptTask", "chưa dùng được"),
            ('<bpmn:businessRuleTask id="x"/>', "businessRuleTask", "chưa dùng được"),
            ('<bpmn:callActivity id="x"/>', "callActivity", "chưa dùng được"),
            ('<bpmn:subProcess id="x" triggeredByEvent="true"/>', "subProcess", "chưa dùng được"),
            ('<bpmn:adHocSubProcess id="x"/>', "adHocSubProcess", "chưa dùng được"),
            ('<bpmn:transaction id="x"/>', "transaction", "chưa dùng được"),
            (
                '<bpmn:userTask id="x"><bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>',
                "multiInstanceLoopCharacteristics",
                "lặp nhiều lần",
            ),
            (
                '<bpmn:boundaryEvent id="x" attachedToRef="a"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>',
                "boundaryEvent",
                "errorEventDefinition",
            ),
            (
                '<bpmn:intermediateCatchEvent id="x"><bpmn:signalEventDefinition/></bpmn:intermediateCatchEvent>',
                "intermediateCatchEvent",
                "signalEventDefinition",
            ),
            ('<bpmn:intermediateCatchEvent id="x"/>', "intermediateCatchEvent", "hẹn giờ hoặc thông điệp"),
            ('<bpmn:userTask name="không id"/>', "userTask", "thiếu id"),
            ('<bpmn:startEvent id="s2"/>', "startEvent", "một điểm bắt đầu"),
            ('<bpmn:sequenceFlow id="x" sourceRef="a" targetRef="nơi khác"/>', "sequenceFlow", "không có"),
        ],
    )
    def test_what_cannot_be_read_is_refused_by_element_and_line(self, part: str, element: str, words: str):
        found = faults(drawing(ENDS + task("a") + line("s", "a", "e") + part))
        assert [fault.element for fault in found] == [element]
        assert words in found[0].reason
        assert found[0].line > 1

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "XML"),
            (b"%PDF-1.4", "XML"),
            (drawing(ENDS)[:-30], "XML"),
            (b"<html/>", "BPMN 2.0"),
            (HEAD.encode() + b"</bpmn:definitions>", "không có quy trình"),
            (b'<!DOCTYPE a [<!ENTITY x "y">]><definitions/>', "DOCTYPE"),
            (b"<a>" + b"x" * 3_000_000 + b"</a>", "2 MB"),
        ],
    )
    def test_another_file_is_said_to_be_another_file(self, data: bytes, words: str):
        assert words in faults(data)[0].reason

    @given(st.binary(max_size=400))
    def test_no_bytes_make_it_fall_over(self, data: bytes):
        read_bpmn(data)
        read_bpmn(HEAD.encode() + data)

    @given(st.data())
    def test_a_file_with_a_piece_cut_out_is_read_or_refused(self, data: st.DataObject):
        whole = drawing(CHOICE)
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, len(whole)))
        found = read_bpmn(whole[:start] + whole[end:])
        assert (found.net is None) == bool(found.faults)

    def test_a_message_between_two_pools_makes_the_receiver_wait_for_it(self):
        other = (
            '<bpmn:collaboration id="c"><bpmn:participant id="x" name="Sở" processRef="p"/><bpmn:participant id="y" '
            'name="UBND xã" processRef="q"/><bpmn:messageFlow id="m1" sourceRef="hoi" targetRef="s2"/>'
            '<bpmn:messageFlow id="m2" sourceRef="tra_loi" targetRef="nhan"/></bpmn:collaboration>'
        )
        second = (
            '<bpmn:process id="q"><bpmn:startEvent id="s2"/><bpmn:endEvent id="e2"/>'
            f"{task('tra_loi', kind='sendTask')}{line('s2', 'tra_loi', 'e2')}</bpmn:process>"
        )
        first = ENDS + task("hoi", kind="sendTask") + task("nhan", kind="receiveTask") + line("s", "hoi", "nhan", "e")
        data = drawing(first, before=other).replace(b"</bpmn:definitions>", second.encode() + b"</bpmn:definitions>")
        net = net_of(data)
        assert open_nodes(net, []) == ("hoi",)
        assert open_nodes(net, [Move("hoi")]) == ("tra_loi",)
        assert open_nodes(net, [Move("hoi"), Move("tra_loi")]) == ("nhan",)
        assert net.nodes["tra_loi"].task.pool == "UBND xã"
        assert same_net(net_of(write_bpmn(net)), net_of(write_bpmn(net_of(write_bpmn(net)))))


CHOICE = (
    ENDS
    + '<bpmn:exclusiveGateway id="g" default="g-b"/>'
    + task("a")
    + task("b")
    + task("c")
    + line("s", "a", "g")
    + flow("g", "b")
    + flow("g", "c", when("${outcome == 'thiếu'}"))
    + line("b", "e")
    + line("c", "a")
)


class TestRunning:
    def test_a_choice_follows_the_outcome_of_the_step_before(self):
        net = net_of(drawing(CHOICE))
        assert open_nodes(net, [Move("a")]) == ("b",)
        assert open_nodes(net, [Move("a", outcome="thiếu")]) == ("c",)
        assert open_nodes(net, [Move("a", outcome="thiếu"), Move("c"), Move("a")]) == ("b",)

    def test_ways_that_only_have_names_are_chosen_by_name(self):
        body = ENDS + '<bpmn:exclusiveGateway id="g"/>' + task("a") + task("b") + task("c") + line("s", "a", "g")
        body += flow("g", "b", name="Đồng ý") + flow("g", "c", name="Không đồng ý") + line("b", "e") + line("c", "e")
        net = net_of(drawing(body))
        assert open_nodes(net, [Move("a", outcome="Không đồng ý")]) == ("c",)

    def test_a_timer_at_the_border_ends_the_step_or_runs_beside_it(self):
        for cancels, left in (("true", ("t",)), ("false", ("a", "t"))):
            timer = (
                f'<bpmn:boundaryEvent id="b" attachedToRef="a" cancelActivity="{cancels}"><bpmn:timerEventDefinition>'
                "<bpmn:timeDuration>PT8H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
            )
            net = net_of(drawing(ENDS + task("a") + task("t") + timer + line("s", "a", "e") + line("b", "t", "e")))
            assert net.nodes["b"].trigger == ("timer", "PT8H")
            assert open_nodes(net, [Move("b")]) == left
            assert open_nodes(net, [Move("a"), Move("b")]) == ()

    def test_after_an_event_choice_only_the_first_event_counts(self):
        catch = (
            '<bpmn:eventBasedGateway id="g"/><bpmn:intermediateCatchEvent id="m"><bpmn:messageEventDefinition/>'
            '</bpmn:intermediateCatchEvent><bpmn:intermediateCatchEvent id="h"><bpmn:timerEventDefinition/>'
            "</bpmn:intermediateCatchEvent>"
        )
        body = ENDS + catch + task("a") + task("b") + line("s", "g", "m", "a", "e") + line("g", "h", "b", "e")
        net = net_of(drawing(body))
        assert set(open_nodes(net, [])) == {"m", "h"}
        assert open_nodes(net, [Move("h")]) == ("b",)
        assert open_nodes(net, [Move("h"), Move("m")]) == ("b",)

    def test_work_sent_back_withdraws_what_hangs_on_it_and_leaves_the_other_branch(self):
        gates = '<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>'
        body = ENDS + gates + task("a") + task("b1") + task("b2") + task("c") + task("d")
        body += line("s", "a", "f", "b1", "b2", "j", "d", "e") + line("f", "c", "j")
        net = net_of(drawing(body))
        begun = [Move("a"), Move("b1")]
        assert open_nodes(net, begun) == ("b2", "c")
        assert open_nodes(net, [*begun, Move("b2", back_to="b1")]) == ("b1", "c")
        assert open_nodes(net, [*begun, Move("b2", back_to="a")]) == ("a",)
        assert open_nodes(net, [*begun, Move("b2", back_to="c")]) == ("b2", "c")

    def test_a_sub_process_is_left_when_nothing_in_it_is_left_to_do(self):
        inner = (
            '<bpmn:subProcess id="sub"><bpmn:startEvent id="s2"/><bpmn:parallelGateway id="f"/><bpmn:endEvent id="e2"/>'
            f"{task('x')}{task('y')}{line('s2', 'f', 'x', 'e2')}{line('f', 'y', 'e2')}</bpmn:subProcess>"
        )
        net = net_of(drawing(ENDS + inner + task("z") + line("s", "sub", "z", "e")))
        assert set(open_nodes(net, [])) == {"x", "y"}
        assert open_nodes(net, [Move("x")]) == ("y",)
        assert open_nodes(net, [Move("x"), Move("y")]) == ("z",)


class TestReview:
    def problems(self, body: str, limit: int | None = None) -> str:
        net = with_roles(net_of(drawing(body)), VOCABULARY)
        return " | ".join(f"{p.place}: {p.message}" for p in review(net, VOCABULARY, limit))

    def good(self, key: str, hours: int = 4) -> str:
        return task(key, inner=step("case_officer", hours=hours))

    def test_a_good_process_has_no_problems(self):
        assert self.problems(ENDS + self.good("a") + line("s", "a", "e")) == ""

    def test_each_flaw_is_named_with_its_place(self):
        loop = ENDS + self.good("a") + self.good("b") + line("s", "a", "b", "a")
        assert "Từ đây không đi tới được kết thúc" in self.problems(loop)
        island = ENDS + self.good("a") + self.good("z") + line("s", "a", "e") + line("z", "e")
        assert "z: Không có đường nào dẫn tới đây" in self.problems(island)
        join = '<bpmn:exclusiveGateway id="g"/><bpmn:parallelGateway id="j" name="Gộp"/>'
        body = ENDS + join + self.good("a") + self.good("b") + self.good("c") + line("s", "a", "g")
        body += flow("g", "b", name="1") + flow("g", "c", name="2") + line("b", "j", "e") + line("c", "j")
        assert "Gộp: Cổng chờ một nhánh không bao giờ tới" in self.problems(body)
        gates = '<bpmn:parallelGateway id="f"/>'
        twice = ENDS + gates + self.good("a") + self.good("b") + self.good("c") + line("s", "f", "a", "c", "e")
        assert "c: Bước có thể mở hai lần" in self.problems(twice + line("f", "b", "c"))
        ring = ENDS + '<bpmn:exclusiveGateway id="g"/><bpmn:exclusiveGateway id="h"/>' + self.good("a")
        ring += line("s", "a", "g", "h") + flow("h", "g", name="lại") + flow("h", "e", name="xong")
        assert "nối vòng vào nhau" in self.problems(ring)

    def test_words_nobody_knows_and_roles_nobody_holds_are_refused(self):
        assert "chưa có vai trò" in self.problems(ENDS + task("a") + line("s", "a", "e"))
        assert "Không hiểu vai trò 'king'" in self.problems(ENDS + task("a", inner=step("king")) + line("s", "a", "e"))
        assert "không được làm 'sign'" in self.problems(
            ENDS + task("a", inner=step("reception", "sign")) + line("s", "a", "e")
        )
        body = CHOICE.replace("outcome == 'thiếu'", "mau_troi == 'xanh'")
        assert "không có dữ kiện nào tên như vậy" in self.problems(body)

    def test_a_choice_must_always_have_a_way_out(self):
        def split(first: str, second: str) -> str:
            body = ENDS + '<bpmn:exclusiveGateway id="g"/>' + self.good("a") + self.good("b") + self.good("c")
            body += line("s", "a", "g") + flow("g", "b", when(first)) + flow("g", "c", when(second))
            return self.problems(body + line("b", "e") + line("c", "e"))

        assert split("${fee_due}", "${!fee_due}") == ""
        assert split("supplements &gt; 1".replace("&gt;", ">"), "supplements <= 1") == ""
        assert "Không nhánh nào đúng khi supplements = 1" in split("supplements > 1", "supplements < 1")
        assert "channel" in split("channel == 'online'", "channel = 'post'")

    def test_allowances_may_not_pass_the_legal_limit(self):
        gates = '<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>'
        body = ENDS + gates + self.good("a", 8) + self.good("b", 16) + self.good("c", 4)
        body += line("s", "f", "a", "j", "c", "e") + line("f", "b", "j")
        assert longest_hours(net_of(drawing(body))) == 20
        assert self.problems(body, 20) == ""
        assert "cộng lại 20 giờ" in self.problems(body, 19)


class TestConditions:
    @pytest.mark.parametrize(
        ("text", "values", "holds"),
        [
            ("${a == 'x'}", {"a": "x"}, True),
            ('= a = "x" and b > 2', {"a": "x", "b": 3}, True),
            ("a eq 'x' || !b", {"a": "y", "b": False}, True),
            ("a != 'x && y'", {"a": "x && y"}, False),
            ("n >= 1 and n < 5", {"n": 5}, False),
            ("n < 5", {}, False),
            ("n < 5", {"n": "chữ"}, False),
            ("a == null", {}, True),
        ],
    )
    def test_spellings_of_other_tools_mean_the_same(self, text: str, values: dict, holds: bool):
        assert Condition.read(text).holds(values) is holds

    @pytest.mark.parametrize(
        "text",
        ["", "f(x)", "a.b == 1", "__import__('os')", "a in b", "a == [1]", "lambda: 1", "a == ", "x" * 400, "a is b"],
    )
    def test_nothing_else_is_understood(self, text: str):
        with pytest.raises(BadCondition):
            Condition.read(text)

    @given(st.text(max_size=60))
    def test_no_text_makes_it_fall_over(self, text: str):
        try:
            Condition.read(text).holds({"a": 1})
        except BadCondition:
            return


class TestCommand:
    def test_check_table_and_export(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        file = tmp_path / "a.bpmn"
        body = ENDS + task("a", "Thẩm định", inner=step("case_officer", hours=8)) + line("s", "a", "e")
        file.write_bytes(drawing(body))
        call_command("process", "check", str(file), "--json")
        assert json.loads(capsys.readouterr().out) == {
            "file": "a.bpmn", "ok": True, "steps": 1, "refused": [], "problems": [],
        }  # fmt: skip
        call_command("process", "table", str(file))
        assert "Thẩm định | case_officer | 8 giờ" in capsys.readouterr().out
        written = tmp_path / "b.bpmn"
        call_command("process", "export", str(file), "--out", str(written))
        assert same_net(net_of(written.read_bytes()), net_of(file.read_bytes()))

    def test_a_refusal_names_the_line_and_the_exit_code_is_one(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        file = tmp_path / "a.bpmn"
        file.write_bytes(drawing(ENDS + task("a") + '<bpmn:callActivity id="x"/>' + line("s", "a", "e")))
        with pytest.raises(SystemExit) as gone:
            call_command("process", "check", str(file))
        assert gone.value.code == 1
        assert "callActivity «x»" in capsys.readouterr().out
        with pytest.raises(SystemExit) as missing:
            call_command("process", "table", str(tmp_path / "nowhere.bpmn"))
        assert missing.value.code == 2
