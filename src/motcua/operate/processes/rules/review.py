"""Everything that must be right before a drawing may be used: it reads, it is sound, its words are known, it fits.

`roles` are those the product knows, `actions` its verbs with who may do each, `words` the facts conditions may ask for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from motcua.kernel.text import search_key
from motcua.operate.processes.rules.conditions import OUTCOME
from motcua.operate.processes.rules.events import event_problems
from motcua.operate.processes.rules.exhaustive import uncovered, unknown_words
from motcua.operate.processes.rules.moves import Problem
from motcua.operate.processes.rules.net import Net, Node, TaskDetail
from motcua.operate.processes.rules.soundness import soundness_problems
from motcua.operate.processes.rules.steps import LONGEST_KEY, PLACE_OF


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a process may use. `role_names`: folded names under which drawings call a role, by role."""

    roles: frozenset[str]
    actions: Mapping[str, frozenset[str]]
    words: frozenset[str]
    role_names: Mapping[str, str]


def with_roles(net: Net, vocabulary: Vocabulary) -> Net:
    """The net with the role of each step filled in from the name of its lane, where the step says none."""
    nodes = {key: _with_role(node, vocabulary) for key, node in net.nodes.items()}
    return replace(net, nodes=nodes)


def review(net: Net, vocabulary: Vocabulary, limit_hours: int | None = None) -> list[Problem]:
    """What is wrong with a net for the use in an office; empty when it may be published.

    `limit_hours`: the legal limit in working hours, which the longest way of allowances must not pass.
    """
    problems = [
        *_choices(net, vocabulary), *event_problems(net), *soundness_problems(net), *_steps(net, vocabulary),
        *_too_long(net, limit_hours),
    ]  # fmt: skip
    return list(dict.fromkeys(problems))


def longest_hours(net: Net) -> int:
    """The most working hours that the allowances of one way through the net add up to, each step counted once.

    Branches side by side count with the longer one; a loop counts once, because how often it runs is no plan. Returning
    the result lies behind the limit.
    """
    best: dict[str, int] = {}

    def reach(key: str, way: frozenset[str]) -> int:
        if key in way:
            return 0
        if key in best:
            return best[key]
        after = max((reach(target, way | {key}) for target in net.follows[key]), default=0)
        node = net.nodes[key]
        hours = (node.task.allowance_hours or 0) if node.task and node.task.action != "return_result" else 0
        if not way & set(net.follows[key]):
            best[key] = hours + after
        return hours + after

    return reach(net.starts[""].key, frozenset())


def _with_role(node: Node, vocabulary: Vocabulary) -> Node:
    detail = node.task
    if detail is None:
        return node
    role = detail.role or _role_named(detail, vocabulary)
    place = detail.place or PLACE_OF.get(role, "")
    return replace(node, task=replace(detail, role=role, place=place))


def _role_named(detail: TaskDetail, vocabulary: Vocabulary) -> str:
    """The role that the innermost lane names; drawings write "Sở GDĐT / Phòng QLCL / Cán bộ thụ lý"."""
    for part in reversed(detail.lane.split(" / ")):
        role = vocabulary.role_names.get(search_key(part))
        if role:
            return role
    return ""


def _choices(net: Net, vocabulary: Vocabulary) -> Iterator[Problem]:
    for flow, name in unknown_words(net, vocabulary.words | {OUTCOME}):
        yield Problem(_words(net.nodes[flow.source]), f"Điều kiện hỏi «{name}», không có dữ kiện nào tên như vậy.")
    for key, node in net.nodes.items():
        if node.kind == "choice" and len(net.out[key]) > 1:
            case = uncovered(net.out[key])
            if case is not None:
                said = ", ".join(f"{name} = {value}" for name, value in case.items()) or "một số trường hợp"
                yield Problem(_words(node), f"Không nhánh nào đúng khi {said}; cần một nhánh mặc định.")


def _steps(net: Net, vocabulary: Vocabulary) -> Iterator[Problem]:
    for node in net.tasks:
        detail = node.task or TaskDetail()
        where = _words(node)
        if not node.name:
            yield Problem(where, "Bước chưa có tên.")
        if len(node.key) > LONGEST_KEY:
            yield Problem(where, f"Mã của bước dài hơn {LONGEST_KEY} ký tự.")
        if not detail.role:
            lane = f" (làn «{detail.lane}»)" if detail.lane else ""
            yield Problem(where, f"Bước chưa có vai trò thực hiện{lane}.")
        elif detail.role not in vocabulary.roles:
            yield Problem(where, f"Không hiểu vai trò {detail.role!r}.")
        if detail.action and detail.action not in vocabulary.actions:
            yield Problem(where, f"Không hiểu thao tác {detail.action!r}.")
        elif detail.action and detail.role and detail.role not in vocabulary.actions[detail.action]:
            yield Problem(where, f"Vai trò {detail.role!r} không được làm {detail.action!r}, nên không ai làm nổi.")


def _too_long(net: Net, limit_hours: int | None) -> Iterator[Problem]:
    if limit_hours is None or "" not in net.starts:
        return
    hours = longest_hours(net)
    if hours > limit_hours:
        yield Problem(net.name or net.key, f"Các bước cộng lại {hours} giờ làm việc, quá thời hạn {limit_hours} giờ.")


def _words(node: Node) -> str:
    return node.name or node.key
