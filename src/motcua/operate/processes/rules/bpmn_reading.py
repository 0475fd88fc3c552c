"""Reads a BPMN 2.0 file of any tool into a net, or says which elements it cannot read and where they stand.

Pools are agencies, lanes are units or roles. Messages between two drawn pools become order: what is sent must have
arrived before the step that receives it opens. What does not change the order of steps is left in the file untouched.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from motcua.operate.processes.rules import bpmn
from motcua.operate.processes.rules.bpmn import Fault, tag
from motcua.operate.processes.rules.conditions import BadCondition, Condition, is_outcome
from motcua.operate.processes.rules.net import Flow, Net, Node, TaskDetail, net_of

Element = Any  # lxml has no useful types


@dataclass
class Drawing:
    """What was read. `net` is None when `faults` is not empty."""

    net: Net | None = None
    faults: list[Fault] = field(default_factory=list)


@dataclass
class _Reader:
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    defaults: dict[str, str] = field(default_factory=dict)  # gateway → its default flow
    lanes: dict[str, str] = field(default_factory=dict)  # node → lane
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)  # id → (element, line)
    messages: dict[str, str] = field(default_factory=dict)  # id of a message → its name

    def fault(self, element: Element, reason: str) -> None:
        self.faults.append(Fault(_name(element), element.get("id") or "", element.sourceline or 0, reason))


def read(data: bytes) -> Drawing:
    """The drawing in `data`. Never raises for what is in a file."""
    root = _root(data)
    if isinstance(root, Fault):
        return Drawing(faults=[root])
    reader = _Reader(messages={item.get("id"): item.get("name") or "" for item in root.iterfind(tag("message"))})
    processes = [item for item in root.iterfind(tag("process")) if _flow_nodes(item)]
    if not processes:
        return Drawing(faults=[Fault("definitions", "", 1, "tệp không có quy trình nào có bước")])
    pools = {_local(item.get("processRef")): item.get("name") or "" for item in root.iter(tag("participant"))}
    for process in processes:
        _container(reader, process, "", pools.get(process.get("id"), ""))
    if not reader.faults:
        _messages(reader, root, len(processes))
    if not reader.faults:
        _conditions(reader)
        _begin(reader, processes)
        _ends(reader, processes)
    if reader.faults:
        return Drawing(faults=sorted(reader.faults, key=lambda fault: fault.line))
    first = processes[0]
    name = first.get("name") or pools.get(first.get("id"), "") or first.get("id") or ""
    return Drawing(net=net_of(first.get("id") or "process", name, reader.nodes, reader.flows, reader.notes))


def _root(data: bytes) -> Element | Fault:
    if len(data) > bpmn.LARGEST:
        return Fault("definitions", "", 0, f"tệp lớn hơn {bpmn.LARGEST // 1024 // 1024} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return Fault("tệp", "", error.lineno or 0, "không phải XML đọc được, có thể bị cắt ngang")
    if root.getroottree().docinfo.doctype:
        return Fault("DOCTYPE", "", 1, "tệp BPMN không được khai báo DOCTYPE")
    if root.tag != tag("definitions"):
        return Fault(_name(root), "", root.sourceline or 0, "không phải BPMN 2.0 (phần tử gốc phải là definitions)")
    return root


def _flow_nodes(container: Element) -> list[Element]:
    known = {*bpmn.TASKS, *bpmn.GATEWAYS, *bpmn.EVENTS, "subProcess"}
    return [child for child in container if isinstance(child.tag, str) and _name(child) in known]


def _container(reader: _Reader, container: Element, scope: str, pool: str) -> None:
    """All nodes and flows of a process or sub-process."""
    reader.lanes.update(_lanes(container))
    for child in container:
        if not isinstance(child.tag, str):
            continue
        name = _name(child)
        if not child.tag.startswith(f"{{{bpmn.MODEL}}}") or name in bpmn.SILENT:
            if name == "textAnnotation":
                reader.notes.append(" ".join("".join(child.itertext()).split()))
            continue
        if name == "sequenceFlow":
            _flow(reader, child)
        else:
            _node(reader, child, name, scope, pool)


def _node(reader: _Reader, element: Element, name: str, scope: str, pool: str) -> None:
    key = element.get("id")
    if not key:
        reader.fault(element, "thiếu id")
        return
    if key in reader.lines:
        reader.fault(element, "id đã dùng cho phần tử khác")
        return
    reader.lines[key] = (name, element.sourceline or 0)
    loop = next((child for child in element if _name(child) in bpmn.LOOPS), None)
    if loop is not None:
        reader.fault(loop, "bước lặp nhiều lần chưa dùng được; hãy vẽ vòng lặp bằng cổng")
        return
    title = " ".join((element.get("name") or "").split())
    if element.get("default"):
        reader.defaults[key] = element.get("default")
    if name in bpmn.TASKS:
        detail = _detail(element, bpmn.TASKS[name], reader.lanes.get(key, ""), pool)
        reader.nodes.append(Node(key, "task", title, scope, detail))
    elif name in bpmn.GATEWAYS:
        kind: Any = bpmn.GATEWAYS[name]
        reader.nodes.append(Node(key, kind, title, scope))
    elif name in bpmn.EVENTS:
        _event(reader, element, name, Node(key, "start", title, scope))
    elif name == "subProcess" and element.get("triggeredByEvent") != "true":
        reader.nodes.append(Node(key, "scope", title, scope))
        _container(reader, element, key, pool)
    else:
        reader.fault(element, "loại phần tử này chưa dùng được")


def _event(reader: _Reader, element: Element, name: str, node: Node) -> None:
    definitions = [
        child for child in element if isinstance(child.tag, str) and _name(child).endswith("EventDefinition")
    ]
    definition = definitions[0] if definitions else None
    word = _name(definition) if definition is not None else ""
    trigger = _trigger(reader, definition, word)
    if name == "startEvent":  # a dossier starts by being accepted, whatever the drawing waits for
        reader.nodes.append(replace(node, trigger=trigger))
    elif len(definitions) > 1 or (
        word and word not in bpmn.TRIGGERS and (name, word) != ("endEvent", "terminateEventDefinition")
    ):
        reader.fault(element, f"sự kiện loại {word} chưa dùng được")
    elif name == "endEvent":
        reader.nodes.append(replace(node, kind="end", terminate=word == "terminateEventDefinition"))
    elif name == "intermediateThrowEvent":
        reader.nodes.append(replace(node, kind="parallel"))  # passes on at once
    elif not word:
        reader.fault(element, "sự kiện chờ phải có hẹn giờ hoặc thông điệp")
    elif name == "boundaryEvent":
        cancels = element.get("cancelActivity") != "false"
        attached = element.get("attachedToRef") or ""
        reader.nodes.append(replace(node, kind="boundary", trigger=trigger, attached_to=attached, cancels=cancels))
    else:
        reader.nodes.append(replace(node, kind="catch", trigger=trigger))


def _trigger(reader: _Reader, definition: Element | None, word: str) -> tuple[str, str]:
    if definition is None or word not in bpmn.TRIGGERS:
        return ("", "")
    if bpmn.TRIGGERS[word] == "message":
        message = _local(definition.get("messageRef"))
        return ("message", reader.messages.get(message) or message)
    return ("timer", " ".join("".join(definition.itertext()).split()))


def _detail(element: Element, kind: str, lane: str, pool: str) -> TaskDetail:
    """Ours first; what other tools write of the group that does it only names the lane when there is none."""
    step = next(element.iter(f"{{{bpmn.OURS}}}step"), None)
    said: Mapping[str, str] = step.attrib if step is not None else {}
    hours = said.get("allowanceHours", "")
    groups = next((value for name, value in element.attrib.items() if name.endswith("}candidateGroups")), "")
    text = next((" ".join("".join(item.itertext()).split()) for item in element.iterfind(tag("documentation"))), "")
    return TaskDetail(
        kind=kind,
        lane=lane or groups,
        pool=said.get("pool", pool),
        role=said.get("role", ""),
        place=said.get("place", ""),
        action=said.get("action", ""),
        allowance_hours=int(hours) if hours.isascii() and hours.isdigit() and int(hours) else None,
        basis=said.get("basis", ""),
        documentation=text,
    )


def _flow(reader: _Reader, element: Element) -> None:
    key, source, target = (element.get(name) or "" for name in ("id", "sourceRef", "targetRef"))
    if not (key and source and target):
        reader.fault(element, "mũi tên thiếu id, điểm đi hoặc điểm đến")
        return
    reader.lines[key] = ("sequenceFlow", element.sourceline or 0)
    name = " ".join((element.get("name") or "").split())
    text = "".join("".join(item.itertext()) for item in element.iterfind(tag("conditionExpression"))).strip()
    condition = None
    if text:
        try:
            condition = Condition.read(text)
        except BadCondition as error:
            reader.fault(element, str(error))
    reader.flows.append(Flow(key, source, target, name, condition))


def _lanes(container: Element, above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for lanes in (*container.iterfind(tag("laneSet")), *container.iterfind(tag("childLaneSet"))):
        for lane in lanes.iterfind(tag("lane")):
            name = " / ".join(part for part in (above, " ".join((lane.get("name") or "").split())) if part)
            found.update({(item.text or "").strip(): name for item in lane.iterfind(tag("flowNodeRef"))})
            found.update(_lanes(lane, name))
    return found


def _conditions(reader: _Reader) -> None:
    """Every flow joins two known nodes; only ways out of a choice have conditions, and one of them always holds."""
    nodes = {node.key: node for node in reader.nodes}
    out: dict[str, int] = {}
    for flow in reader.flows:
        out[flow.source] = out.get(flow.source, 0) + 1
    for index, flow in enumerate(reader.flows):
        ends = [nodes.get(flow.source), nodes.get(flow.target)]
        if None in ends:
            _say(reader, flow.key, "mũi tên nối với phần tử không có")
            continue
        source = nodes[flow.source]
        if source.kind != "choice" or out[flow.source] == 1:
            if flow.condition is not None and source.kind != "choice":
                _say(reader, flow.key, "điều kiện chỉ dùng trên mũi tên đi ra từ cổng chọn")
            continue
        if reader.defaults.get(flow.source) == flow.key:
            reader.flows[index] = replace(flow, default=True, condition=None)
        elif flow.condition is None and flow.name:
            reader.flows[index] = replace(flow, condition=is_outcome(flow.name))
        elif flow.condition is None and _only_bare(reader, flow):
            reader.flows[index] = replace(flow, default=True)
        elif flow.condition is None:
            _say(reader, flow.key, "mũi tên đi ra từ cổng chọn phải có tên, điều kiện hoặc là nhánh mặc định")


def _only_bare(reader: _Reader, flow: Flow) -> bool:
    """Whether it is the only way out of its gateway of which nothing is said: then it is what is left."""
    ways = [other for other in reader.flows if other.source == flow.source and other.key != flow.key]
    return flow.source not in reader.defaults and all(other.name or other.condition for other in ways)


def _begin(reader: _Reader, processes: list[Element]) -> None:
    """Where no start is drawn, the one step to which nothing leads is the first (BPMN 2.0, 13.3.1)."""
    scopes = ["", *(node.key for node in reader.nodes if node.kind == "scope")]
    started = {node.scope for node in reader.nodes if node.kind == "start"}
    entered = {flow.target for flow in reader.flows}
    for scope in scopes:
        heads = [
            node.key
            for node in reader.nodes
            if node.scope == scope and not node.attached_to and node.key not in entered
        ]
        if scope not in started and len(heads) == 1:
            key = f"{scope or processes[0].get('id') or 'process'}-start"
            reader.nodes.append(Node(key, "start", "", scope))
            reader.flows.append(Flow(f"{key}-flow", key, heads[0]))


def _ends(reader: _Reader, processes: list[Element]) -> None:
    """One start for each process and sub-process; events stand where they may."""
    nodes = {node.key: node for node in reader.nodes}
    starts: dict[str, list[Node]] = {}
    for node in reader.nodes:
        if node.kind == "start":
            starts.setdefault(node.scope, []).append(node)
        if node.attached_to and nodes.get(node.attached_to, node).kind not in {"task", "scope"}:
            _say(reader, node.key, "sự kiện ở biên phải gắn vào một bước hoặc quy trình con")
    for scope in ["", *(node.key for node in reader.nodes if node.kind == "scope")]:
        found = starts.get(scope, [])
        if not found:
            _say(reader, scope or processes[0].get("id") or "", "chưa có điểm bắt đầu")
        for extra in found[1:]:
            _say(reader, extra.key, "chỉ dùng được một điểm bắt đầu")
    for flow in reader.flows:
        if not {flow.source, flow.target} <= nodes.keys():
            continue
        if nodes[flow.source].kind == "event_choice" and nodes[flow.target].kind not in {"catch", "task"}:
            _say(reader, flow.key, "sau cổng sự kiện phải là sự kiện chờ hoặc bước nhận")


def _messages(reader: _Reader, root: Element, processes: int) -> None:
    """Messages between drawn pools become order; those to or from a closed pool say nothing about it."""
    nodes = {node.key: node for node in reader.nodes}
    for element in root.iter(tag("messageFlow")):
        source, target = nodes.get(element.get("sourceRef")), nodes.get(element.get("targetRef"))
        if processes < 2 or source is None or target is None:
            continue
        key = element.get("id") or f"{source.key}-{target.key}"
        if target.kind == "start":
            reader.nodes[reader.nodes.index(target)] = replace(target, kind="parallel", trigger=("", ""))
            reader.flows.append(Flow(key, source.key, target.key))
        elif target.kind in {"task", "catch"}:
            _wait_for(reader, target, source, key)
        else:
            reader.fault(element, "thông điệp phải đến một bước, một sự kiện chờ hoặc điểm bắt đầu")
            continue
        nodes = {node.key: node for node in reader.nodes}


def _wait_for(reader: _Reader, target: Node, source: Node, key: str) -> None:
    """`target` opens when its own turn has come and the message of `source` has arrived."""
    join = Node(f"{key}-join", "parallel", target.name, target.scope)
    reader.nodes.append(join)
    turn = f"{key}-turn"
    reader.nodes.append(Node(turn, "choice", "", target.scope))
    for index, flow in enumerate(reader.flows):
        if flow.target == target.key:
            reader.flows[index] = replace(flow, target=turn)
    reader.flows += [
        Flow(f"{key}-a", turn, join.key),
        Flow(key, source.key, join.key),
        Flow(f"{key}-b", join.key, target.key),
    ]


def _say(reader: _Reader, key: str, reason: str) -> None:
    element, line = reader.lines.get(key, ("process", 0))
    reader.faults.append(Fault(element, key, line, reason))


def _local(reference: str | None) -> str:
    """What a reference names, without the prefix of a namespace."""
    return (reference or "").rpartition(":")[2]


def _name(element: Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def faults_of(data: bytes) -> Iterator[Fault]:
    """Only what is wrong."""
    yield from read(data).faults
