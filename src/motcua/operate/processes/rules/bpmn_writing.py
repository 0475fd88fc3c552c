"""Writes a net as BPMN 2.0 with a drawing that other tools open, and our own words of each step as an extension."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lxml import etree

from motcua.operate.processes.rules import bpmn
from motcua.operate.processes.rules.bpmn import tag
from motcua.operate.processes.rules.layout import Box, arrange
from motcua.operate.processes.rules.net import Flow, Net, Node

Element = Any
NAMESPACES: Final = {
    None: bpmn.MODEL, "bpmndi": bpmn.DI, "dc": bpmn.DC, "di": bpmn.DIAGRAM, "xsi": bpmn.XSI, "motcua": bpmn.OURS,
}  # fmt: skip
_TASK: Final = {kind: name for name, kind in bpmn.TASKS.items()}
_NAMES: Final = {
    "start": "startEvent", "end": "endEvent", "choice": "exclusiveGateway", "parallel": "parallelGateway",
    "event_choice": "eventBasedGateway", "catch": "intermediateCatchEvent", "boundary": "boundaryEvent",
    "scope": "subProcess",
}  # fmt: skip


def write(net: Net) -> bytes:
    """The whole file, the same bytes for the same net. Read again it gives a net of the same nodes and flows."""
    root = etree.Element(
        tag("definitions"), nsmap=NAMESPACES, attrib={"targetNamespace": bpmn.OURS, "id": "definitions"}
    )
    messages = {name: f"message-{number}" for number, name in enumerate(_messages(net), start=1)}
    for name, key in messages.items():
        etree.SubElement(root, tag("message"), id=key, name=name)
    process = etree.SubElement(root, tag("process"), id=net.key, name=net.name, isExecutable="true")
    _lanes(process, net)
    _scope(process, net, "", messages)
    boxes = arrange(net)
    _diagram(root, net, boxes)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def annotate(original: bytes, net: Net) -> bytes:
    """The file as another tool made it, with only our own words of each step brought up to date.

    Drawing, colours and the other tool's own extensions stay. The file must be the one the net was read from.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(original, parser)
    for node in net.tasks:
        for element in root.iter(tag(_element(node))):
            if element.get("id") == node.key:
                _step(element, node)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def with_layout(original: bytes, net: Net) -> bytes:
    """The file with a drawing of our own when it has none, so that modellers can show it; else as it is."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(original, parser)
    if root.find(f"{{{bpmn.DI}}}BPMNDiagram") is not None:
        return original
    _diagram(root, net, arrange(net), lanes=False)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def same(first: Net, second: Net) -> bool:
    """Whether two nets run alike: the same nodes and flows, whatever the drawing or the order in the file."""
    return dict(first.nodes) == dict(second.nodes) and dict(first.flows) == dict(second.flows)


def _lanes(process: Element, net: Net) -> None:
    lanes: dict[str, list[str]] = {}
    for node in net.tasks:
        if node.task and node.task.lane:
            lanes.setdefault(node.task.lane, []).append(node.key)
    if not lanes:
        return
    holder = etree.SubElement(process, tag("laneSet"), id="lanes")
    for number, (name, keys) in enumerate(lanes.items(), start=1):
        lane = etree.SubElement(holder, tag("lane"), id=f"lane-{number}", name=name)
        for key in keys:
            etree.SubElement(lane, tag("flowNodeRef")).text = key


def _messages(net: Net) -> Iterable[str]:
    named = (node.trigger[1] for node in net.nodes.values() if node.trigger[0] == "message" and node.trigger[1])
    return dict.fromkeys(named)


def _scope(parent: Element, net: Net, scope: str, messages: Mapping[str, str]) -> None:
    for node in net.nodes.values():
        if node.scope == scope:
            _node(parent, net, node, messages)
    for flow in net.flows.values():
        if net.nodes[flow.source].scope == scope:
            _flow(parent, flow)


def _node(parent: Element, net: Net, node: Node, messages: Mapping[str, str]) -> None:
    element = etree.SubElement(parent, tag(_element(node)), id=node.key)
    if node.name:
        element.set("name", node.name)
    default = next((flow for flow in net.out[node.key] if flow.default), None)
    if default is not None:
        element.set("default", default.key)
    if node.attached_to:
        element.set("attachedToRef", node.attached_to)
        element.set("cancelActivity", "true" if node.cancels else "false")
    if node.task is not None:
        _step(element, node, pool=node.task.pool)
    for flow in net.into[node.key]:
        etree.SubElement(element, tag("incoming")).text = flow.key
    for flow in net.out[node.key]:
        etree.SubElement(element, tag("outgoing")).text = flow.key
    if node.terminate:
        etree.SubElement(element, tag("terminateEventDefinition"))
    elif node.trigger[0]:
        _event(element, *node.trigger, messages)
    if node.kind == "scope":
        _scope(element, net, node.key, messages)


def _event(element: Element, kind: str, text: str, messages: Mapping[str, str]) -> None:
    if kind == "timer":
        definition = etree.SubElement(element, tag("timerEventDefinition"))
        if text:
            etree.SubElement(definition, tag("timeDuration"), {f"{{{bpmn.XSI}}}type": "tFormalExpression"}).text = text
        return
    definition = etree.SubElement(element, tag("messageEventDefinition"))
    if text:
        definition.set("messageRef", messages[text])


def _step(element: Element, node: Node, *, pool: str = "") -> None:
    """Our words of a step, in place of those that were there. `pool`: when no pool is drawn around it any more."""
    detail = node.task
    if detail is None:
        return
    said = {
        "role": detail.role, "place": detail.place, "action": detail.action, "basis": detail.basis,
        "allowanceHours": str(detail.allowance_hours or ""), "pool": pool,
    }  # fmt: skip
    for old in list(element.iter(f"{{{bpmn.OURS}}}step")):
        old.getparent().remove(old)
    if detail.documentation and element.find(tag("documentation")) is None:
        etree.SubElement(element, tag("documentation")).text = detail.documentation
    said = {name: value for name, value in said.items() if value}
    if not said:
        return
    holder = element.find(tag("extensionElements"))
    if holder is None:
        holder = etree.Element(tag("extensionElements"))
        element.insert(1 if element.find(tag("documentation")) is not None else 0, holder)
    etree.SubElement(holder, f"{{{bpmn.OURS}}}step", said)


def _flow(parent: Element, flow: Flow) -> None:
    element = etree.SubElement(parent, tag("sequenceFlow"), id=flow.key, sourceRef=flow.source, targetRef=flow.target)
    if flow.name:
        element.set("name", flow.name)
    if flow.condition is not None:
        expression = etree.SubElement(element, tag("conditionExpression"), {f"{{{bpmn.XSI}}}type": "tFormalExpression"})
        expression.text = flow.condition.text


def _diagram(root: Element, net: Net, boxes: dict[str, Box], *, lanes: bool = True) -> None:
    diagram = etree.SubElement(root, f"{{{bpmn.DI}}}BPMNDiagram", id="diagram")
    plane = etree.SubElement(diagram, f"{{{bpmn.DI}}}BPMNPlane", id="plane", bpmnElement=net.key)
    if lanes:
        _lane_shapes(plane, net, boxes)
    for key, box in boxes.items():
        shape = etree.SubElement(plane, f"{{{bpmn.DI}}}BPMNShape", id=f"{key}-shape", bpmnElement=key)
        if net.nodes[key].kind == "scope":
            shape.set("isExpanded", "true")
        _bounds(shape, box)
    for flow in net.flows.values():
        edge = etree.SubElement(plane, f"{{{bpmn.DI}}}BPMNEdge", id=f"{flow.key}-edge", bpmnElement=flow.key)
        for x, y in _way(boxes[flow.source], boxes[flow.target]):
            etree.SubElement(edge, f"{{{bpmn.DIAGRAM}}}waypoint", x=str(x), y=str(y))


def _lane_shapes(plane: Element, net: Net, boxes: dict[str, Box]) -> None:
    lanes = list(dict.fromkeys(node.task.lane for node in net.tasks if node.task and node.task.lane))
    width = max((box.x + box.width for box in boxes.values()), default=0)
    for number, lane in enumerate(lanes, start=1):
        held = [boxes[node.key] for node in net.tasks if node.task and node.task.lane == lane and node.key in boxes]
        top, bottom = min(box.y for box in held) - 20, max(box.y + box.height for box in held) + 20
        shape = etree.SubElement(
            plane,
            f"{{{bpmn.DI}}}BPMNShape",
            id=f"lane-{number}-shape",
            bpmnElement=f"lane-{number}",
            isHorizontal="true",
        )
        _bounds(shape, Box(100, top, width - 60, bottom - top))


def _bounds(shape: Element, box: Box) -> None:
    etree.SubElement(
        shape, f"{{{bpmn.DC}}}Bounds", x=str(box.x), y=str(box.y), width=str(box.width), height=str(box.height)
    )


def _way(source: Box, target: Box) -> Iterable[tuple[int, int]]:
    """From the right border to the left one with one bend; a way back goes round below."""
    (_, y1), (_, y2) = source.middle, target.middle
    x1, x2 = source.x + source.width, target.x
    if x2 <= x1:
        low = max(source.y + source.height, target.y + target.height) + 25
        return [(source.middle[0], source.y + source.height), (source.middle[0], low), (target.middle[0], low),
                (target.middle[0], target.y + target.height)]  # fmt: skip
    half = x2 - 20
    return [(x1, y1), (x2, y2)] if y1 == y2 else [(x1, y1), (half, y1), (half, y2), (x2, y2)]


def _element(node: Node) -> str:
    return _TASK[node.task.kind] if node.task is not None else _NAMES[node.kind]
