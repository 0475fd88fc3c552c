"""Changes by the table keep a sound process sound; examples say in an official's words what it does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.processes.rules import (
    Example,
    Move,
    Net,
    examples_from_json,
    examples_to_json,
    judge,
    open_nodes,
    read_bpmn,
    same_net,
    soundness_problems,
    table,
    way_problems,
    write_bpmn,
)
from motcua.operate.processes.rules.editing import CannotEdit, blank, branch, describe, insert_after, remove

STEPS = [
    ("Phân công", "unit_head", "assign"),
    ("Thẩm định", "case_officer", "forward"),
    ("Ký", "signatory", "sign"),
    ("Phát hành", "clerk", "issue"),
    ("Trả", "reception", "return_result"),
]


def office() -> tuple[Net, list[str]]:
    net, keys, after = blank("thu", "Quy trình thử"), [], "start"
    for name, role, action in STEPS:
        net, after = insert_after(net, after, name)
        net = describe(net, after, name, role=role, action=action)
        keys.append(after)
    return net, keys


def test_a_table_typed_from_nothing_carries_a_dossier_to_its_end():
    net, keys = office()
    assert soundness_problems(net) == []
    assert way_problems(net) == []
    assert [row.name for row in table(net)] == [name for name, _, _ in STEPS]
    assert open_nodes(net, [Move(keys[0])]) == (keys[1],)


def test_a_choice_and_branches_side_by_side_come_together_again():
    net, keys = office()
    net, (more, enough) = branch(net, keys[1], ["Cần hỏi ý kiến", "Đủ"], together=False)
    net, (left, right) = branch(net, more, ["Hỏi phòng", "Hỏi xã"], together=True)
    begun = [Move(keys[0])]
    asked = [*begun, Move(keys[1], outcome="Cần hỏi ý kiến"), Move(more)]
    assert soundness_problems(net) == []
    assert way_problems(net) == []
    assert open_nodes(net, [*begun, Move(keys[1], outcome="Đủ")]) == (enough,)
    assert open_nodes(net, asked) == (left, right)
    assert open_nodes(net, [*asked, Move(left), Move(right)]) == (keys[2],)


@given(
    st.lists(st.tuples(st.sampled_from(["insert", "remove", "choice", "parallel"]), st.integers(0, 30)), max_size=12)
)
def test_no_sequence_of_changes_breaks_a_process(changes: list[tuple[str, int]]):
    net, _ = office()
    for what, number in changes:
        before = net
        key = net.tasks[number % len(net.tasks)].key
        try:
            if what == "insert":
                net, _ = insert_after(net, key)
            elif what == "remove":
                net = remove(net, key)
            else:
                net, _ = branch(net, key, ["Một", "Hai"], together=what == "parallel")
        except CannotEdit:
            assert net is before
        if len(net.tasks) < 25:
            assert soundness_problems(net) == []
            drawn = read_bpmn(write_bpmn(net)).net
            assert drawn is not None
            assert same_net(drawn, net)


def test_what_a_dossier_needs_is_missed_by_name():
    net, keys = office()
    gone = remove(net, keys[3])
    assert "thiếu bước cấp số và phát hành" in way_problems(gone)[0].message
    unsaid = describe(net, keys[1], "Thẩm định", action="")
    assert "chưa nói làm gì" in way_problems(unsaid)[0].message
    aside, (ask, _) = branch(net, keys[1], ["Ký nháp", "Thôi"], together=False)
    twice = describe(aside, ask, "Ký nháp", role="signatory", action="sign")
    assert "có 2 bước ký kết quả" in way_problems(twice)[0].message


def test_the_last_step_and_steps_with_branches_cannot_just_go():
    net, keys = office()
    net, _ = branch(net, keys[1], ["Một", "Hai"], together=True)
    only, key = insert_after(blank("a", "A"), "start")
    with pytest.raises(CannotEdit, match="ít nhất một bước"):
        remove(only, key)
    with pytest.raises(CannotEdit, match="tên khác nhau"):
        branch(net, keys[0], ["Một", "Một"], together=False)
    with pytest.raises(CannotEdit, match="không còn"):
        remove(net, "split-1")


def test_examples_of_an_official_hold_or_say_where_they_do_not():
    net, keys = office()
    net, _ = branch(net, keys[1], ["Cần hỏi", "Đủ"], together=False)
    good = Example("Hồ sơ đủ", ("Phân công", "Thẩm định = Đủ"), ("Đủ",))
    wrong = Example("Quên thẩm định", ("Phân công", "Ký"), ("Phát hành",))
    other = Example("Chờ bước khác", ("Phân công",), ("Ký",))
    assert judge(net, good).holds
    assert judge(net, wrong).reason == "Dòng 2: «Ký» chưa mở; đang mở: Thẩm định."
    assert judge(net, other).reason == "Đang mở: Thẩm định; ví dụ chờ: Ký."
    assert examples_from_json(examples_to_json([good, wrong])) == (good, wrong)
