"""Whether one of the ways out of a choice always holds, tried on every value that its conditions tell apart."""

import ast
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final

from motcua.operate.processes.rules.conditions import OUTCOME, Condition, Value, tree
from motcua.operate.processes.rules.net import Flow, Net

MOST_CASES: Final = 5000


def uncovered(flows: Iterable[Flow]) -> Mapping[str, Value] | None:
    """Values for which no way out holds; None when there is always one. Named outcomes are chosen by a person."""
    conditions = [flow.condition for flow in flows if flow.condition is not None]
    if any(flow.default for flow in flows) or all(condition.names == {OUTCOME} for condition in conditions):
        return None
    domains: dict[str, set[Value]] = {}
    for condition in conditions:
        _collect(condition, domains)
    cases = 1
    for values in domains.values():
        cases *= len(values)
    if cases > MOST_CASES:
        return {}
    names = sorted(domains)
    for case in product(*(sorted(domains[name], key=repr) for name in names)):
        said = dict(zip(names, case, strict=True))
        if not any(condition.holds(said) for condition in conditions):
            return said
    return None


def unknown_words(net: Net, known: frozenset[str]) -> list[tuple[Flow, str]]:
    """Words that conditions ask for and nobody answers, with the flow."""
    return [
        (flow, name)
        for flow in net.flows.values()
        if flow.condition is not None
        for name in sorted(flow.condition.names - known)
    ]


def _collect(condition: Condition, domains: dict[str, set[Value]]) -> None:
    read = tree(condition.text)
    for name in condition.names:
        domains.setdefault(name, {True, False} if _alone(read, name) else {"(khác)"})
    for node in ast.walk(read):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        names = [side.id for side in sides if isinstance(side, ast.Name)]
        constants: set[Value] = {side.value for side in sides if isinstance(side, ast.Constant)}  # type: ignore[misc]
        for name in names:
            domains[name] |= constants
            for value in constants:
                if isinstance(value, int | float) and not isinstance(value, bool):
                    domains[name] = {v for v in domains[name] if v != "(khác)"} | {value - 1, value + 1}
                elif isinstance(value, bool):
                    domains[name] = {v for v in domains[name] if v != "(khác)"} | {True, False}


def _alone(tree: ast.expr, name: str) -> bool:
    """Whether the word stands by itself, as a yes or no."""
    compared = {
        side.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Name)
    }
    return name not in compared
