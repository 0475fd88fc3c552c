"""What every process of a dossier must do: assign, sign, issue and return, each on every way, once, in this order."""

import itertools
from collections.abc import Iterator

from motcua.operate.processes.rules.moves import Problem
from motcua.operate.processes.rules.net import Net, Node
from motcua.operate.processes.rules.outcomes import outcomes
from motcua.operate.processes.rules.soundness import can_end_without
from motcua.operate.processes.rules.steps import WAY

VERBS = {
    "assign": "phân công",
    "sign": "ký kết quả",
    "issue": "cấp số và phát hành",
    "return_result": "trả kết quả",
}


def way_problems(net: Net) -> list[Problem]:
    """What keeps a sound net from carrying a dossier to its returned result."""
    found: list[Node] = []
    problems: list[Problem] = []
    for action in WAY:
        nodes = [node for node in net.tasks if node.task and node.task.action == action]
        if len(nodes) == 1:
            found += nodes
        else:
            words = "thiếu bước" if not nodes else f"có {len(nodes)} bước"
            problems.append(Problem(net.name or net.key, f"Quy trình {words} {VERBS[action]}; phải có đúng một."))
    problems += [
        Problem(node.name or node.key, "Bước chưa nói làm gì (chuyển tiếp, ký, phát hành…).")
        for node in net.tasks
        if not (node.task and node.task.action)
    ]
    return problems or [*_choice_problems(net), *_order(net, found)]


def _choice_problems(net: Net) -> Iterator[Problem]:
    """Only who passes work on says how his step ended; the other verbs end in one way."""
    for node in net.tasks:
        if node.task and node.task.action != "forward" and outcomes(net, node.key):
            yield Problem(node.name or node.key, "Chỉ bước chuyển tiếp mới chọn được nhánh theo kết quả của bước.")


def _order(net: Net, found: list[Node]) -> Iterator[Problem]:
    for first, then in itertools.pairwise(found):
        if not net.dominates(first.key, then.key):
            words = f"Có đường tới «{then.name}» mà không qua «{first.name}»."
            yield Problem(then.name or then.key, words)
    last = found[-1]
    if can_end_without(net, last.key):
        yield Problem(net.name or net.key, f"Có đường kết thúc mà không qua «{last.name}».")
    for node in found:
        if _again(net, node.key):
            yield Problem(node.name or node.key, "Bước nằm trong vòng lặp nên có thể làm hai lần; hãy dùng «trả lại».")


def _again(net: Net, key: str) -> bool:
    """Whether a way leads from the node back to itself."""
    seen: set[str] = set()
    todo = list(net.follows[key])
    while todo:
        near = todo.pop()
        if near == key:
            return True
        if near not in seen:
            seen.add(near)
            todo += net.follows[near]
    return False
