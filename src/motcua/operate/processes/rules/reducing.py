"""A smaller net that is sound exactly when the whole one is: what is plainly well made is looked at as one step.

Steps in a row are one step, and a gateway whose ways are all one step each and meet again in a gateway of its kind is
one step too. So twenty opinions asked for side by side cost no more to check than one.
"""

from collections.abc import Collection
from dataclasses import replace

from motcua.operate.processes.rules.net import WAITS, Net


def reduced(net: Net, keep: Collection[str] = ()) -> Net:
    """The net without what need not be looked at; nodes in `keep` stay."""
    smaller = _shorter(net, keep) or _folded(net, keep)
    while smaller is not None:
        net = smaller
        smaller = _shorter(net, keep) or _folded(net, keep)
    return net


def _plain(net: Net, key: str) -> bool:
    """A step or wait with one way in and one way out that nothing interrupts."""
    node = net.nodes[key]
    if node.kind not in WAITS or len(net.into[key]) != 1 or len(net.out[key]) != 1 or net.boundaries[key]:
        return False
    return net.nodes[net.into[key][0].source].kind != "event_choice"


def _shorter(net: Net, keep: Collection[str]) -> Net | None:
    """Without the second of two plain steps in a row."""
    for key in net.nodes:
        if not _plain(net, key):
            continue
        after = net.out[key][0].target
        if after not in keep and after != key and _plain(net, after):
            last = net.out[after][0]
            flows = {k: flow for k, flow in net.flows.items() if flow.source != after}
            first = net.out[key][0]
            flows[first.key] = replace(first, target=last.target)
            return replace(net, nodes={k: n for k, n in net.nodes.items() if k != after}, flows=flows)
    return None


def _folded(net: Net, keep: Collection[str]) -> Net | None:
    """With one block of gateways as the first of its steps."""
    for key, node in net.nodes.items():
        ways = net.out[key]
        if node.kind not in {"parallel", "choice"} or len(ways) < 2 or len(net.into[key]) != 1:
            continue
        steps = [way.target for way in ways]
        if not all(_plain(net, step) for step in steps) or not set(steps).isdisjoint(keep):
            continue
        ends = {net.out[step][0].target for step in steps}
        end = ends.pop()
        if ends or net.nodes[end].kind != node.kind or len(net.into[end]) != len(ways) or len(net.out[end]) != 1:
            continue
        return _without(net, key, end, steps)
    return None


def _without(net: Net, split: str, join: str, steps: list[str]) -> Net:
    first, *others = steps
    gone = {split, join, *others}
    enter, leave = net.into[split][0], net.out[join][0]
    flows = {k: flow for k, flow in net.flows.items() if not gone & {flow.source, flow.target} or flow is enter}
    flows[enter.key] = replace(enter, target=first)
    flows[leave.key] = replace(leave, source=first)
    return replace(net, nodes={k: node for k, node in net.nodes.items() if k not in gone}, flows=flows)
