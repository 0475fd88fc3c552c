"""Which fields must be settled before which: conditions and computed values make a graph without cycles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from motcua.operate.eforms.rules.expressions import ExpressionError, compiled

if TYPE_CHECKING:
    from motcua.operate.eforms.rules.definition import Definition, Field, Section


@dataclass(frozen=True, slots=True)
class Plan:
    """`top`: plain fields and repeated sections in the order they are settled; `rows`: fields inside each section."""

    top: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    cycle: tuple[str, ...] = ()


def names(*sources: str) -> frozenset[str]:
    """The variables read by some expressions; a malformed one reads nothing."""
    found: frozenset[str] = frozenset()
    for source in sources:
        if source:
            try:
                found |= compiled(source).names
            except ExpressionError:
                continue
    return found


def plan(definition: "Definition") -> Plan:
    """The order of a definition. With a cycle, `cycle` names it and the fields of the cycle come last."""
    graph: dict[str, frozenset[str]] = {}
    rows: dict[str, tuple[str, ...]] = {}
    cycle: tuple[str, ...] = ()
    for section in definition.sections:
        if section.repeat is None:
            for field in section.fields:
                graph[field.key] = _needs(section, field)
            continue
        own = {field.key for field in section.fields}
        inner = {field.key: _needs(None, field) & own for field in section.fields}
        rows[section.key], found = _sorted(inner)
        cycle = cycle or found
        outer = frozenset().union(*(_needs(section, field) for field in section.fields)) | names(section.when)
        graph[section.key] = outer - own
    nodes = frozenset(graph)
    top, found = _sorted({key: needs & nodes for key, needs in graph.items()})
    return Plan(top, rows, cycle or found)


def _needs(section: "Section | None", field: "Field") -> frozenset[str]:
    day = frozenset({field.on}) if field.on.isidentifier() else frozenset()
    return names(field.when, field.compute, section.when if section else "") | day


def _sorted(graph: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The nodes, each after those it needs; and the cycle that prevented it, if there is one."""
    try:
        # Sorting by need keeps the order of the form among those that need nothing.
        return tuple(TopologicalSorter(graph).static_order()), ()
    except CycleError as error:
        return tuple(graph), tuple(dict.fromkeys(error.args[1]))
