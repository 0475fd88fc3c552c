"""With what a step may end where a choice follows it: the names of the ways out, as a person is offered them."""

import ast
from collections.abc import Iterator, Sequence
from typing import Final

from motcua.operate.processes.rules.conditions import OUTCOME, outcome_word, tree
from motcua.operate.processes.rules.net import Flow, Net

OTHERWISE: Final = "Trường hợp khác"  # the way out that is taken when no named one is
_THROUGH: Final = frozenset({"choice", "parallel", "scope", "start", "end"})


def outcomes(net: Net, key: str) -> tuple[str, ...]:
    """What whoever ends step `key` must say; () when no choice after it asks for the outcome."""
    found: list[str] = []
    seen: set[str] = set()
    node = net.nodes[key]
    todo = [flow.target for flow in net.out[key] or (net.out[node.scope] if node.scope else ())]
    while todo:
        near = todo.pop(0)
        if near in seen or net.nodes[near].kind not in _THROUGH:
            continue
        seen.add(near)
        ways = net.out[near]
        if net.nodes[near].kind == "choice" and len(ways) > 1:
            found += _said(ways)
        todo += net.follows[near]
    return tuple(dict.fromkeys(found))


def asked_words(net: Net) -> frozenset[str]:
    """The facts, besides the outcome, that some condition of the net asks for."""
    conditions = (flow.condition for flow in net.flows.values() if flow.condition is not None)
    return frozenset(name for condition in conditions for name in condition.names) - {OUTCOME}


def _said(ways: Sequence[Flow]) -> list[str]:
    """The outcomes that the ways out of one choice tell apart; none when it does not look at the outcome."""
    named = {flow.key: list(_compared(flow.condition.text)) for flow in ways if flow.condition is not None}
    if not any(named.values()):
        return []
    return [
        word
        for flow in ways
        for word in ([outcome_word(flow.name) or OTHERWISE] if flow.condition is None else named[flow.key])
    ]


def _compared(text: str) -> Iterator[str]:
    """The words that `text` compares the outcome with."""
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(side, ast.Name) and side.id == OUTCOME for side in sides):
                values = (side.value for side in sides if isinstance(side, ast.Constant))
                yield from (value for value in values if isinstance(value, str))
