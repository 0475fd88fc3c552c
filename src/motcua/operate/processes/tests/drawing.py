"""Small drawings for tests, written as tools write them."""

import itertools

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions '
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:motcua="urn:motcua:process:1" id="d" targetNamespace="http://example.vn/bpmn">\n'
)


def drawing(inside: str, *, name: str = "Quy trình", before: str = "") -> bytes:
    """A file with one process."""
    body = f'{before}<bpmn:process id="p" name="{name}" isExecutable="true">\n{inside}\n</bpmn:process>\n'
    return f"{HEAD}{body}</bpmn:definitions>\n".encode()


def flow(source: str, target: str, inner: str = "", **more: str) -> str:
    extra = "".join(f' {key}="{value}"' for key, value in more.items())
    return (
        f'<bpmn:sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"{extra}>'
        f"{inner}</bpmn:sequenceFlow>\n"
    )


def line(*keys: str) -> str:
    """Flows from each to the next."""
    return "".join(flow(first, then) for first, then in itertools.pairwise(keys))


def when(text: str) -> str:
    return f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"><![CDATA[{text}]]></bpmn:conditionExpression>'


def task(key: str, name: str = "", kind: str = "userTask", inner: str = "") -> str:
    return f'<bpmn:{kind} id="{key}" name="{name or key}">{inner}</bpmn:{kind}>\n'


ENDS = '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>\n'
