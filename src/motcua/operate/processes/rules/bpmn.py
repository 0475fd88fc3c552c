"""The words of BPMN 2.0 that this product reads, and ours that it adds. Names as in the OMG's standard."""

from dataclasses import dataclass
from typing import Final

MODEL: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
DIAGRAM: Final = "http://www.omg.org/spec/DD/20100524/DI"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
OURS: Final = "urn:motcua:process:1"
LARGEST: Final = 2 * 1024 * 1024  # bytes of a file; the largest real drawing seen is a tenth of it

TASKS: Final = {
    "task": "plain",
    "userTask": "user",
    "manualTask": "manual",
    "serviceTask": "service",
    "sendTask": "send",
    "receiveTask": "receive",
}
GATEWAYS: Final = {"exclusiveGateway": "choice", "parallelGateway": "parallel", "eventBasedGateway": "event_choice"}
EVENTS: Final = frozenset({
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
})  # fmt: skip
TRIGGERS: Final = {"timerEventDefinition": "timer", "messageEventDefinition": "message"}
LOOPS: Final = frozenset({"standardLoopCharacteristics", "multiInstanceLoopCharacteristics"})
# Nothing of these changes the order of the steps: they stay in the file as they are.
SILENT: Final = frozenset({
    "documentation", "extensionElements", "incoming", "outgoing", "laneSet", "textAnnotation", "association", "group",
    "dataObject", "dataObjectReference", "dataStoreReference", "ioSpecification", "property", "auditing", "monitoring",
    "category", "categoryValue", "supportedInterfaceRef", "resourceRole", "performer", "potentialOwner",
    "dataInputAssociation", "dataOutputAssociation", "dataInput", "dataOutput", "inputSet", "outputSet", "rendering",
    "humanPerformer", "artifact", "correlationSubscription",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a drawing cannot be read, at one element. `line`: line of the file, 0 when it has none."""

    element: str
    id: str
    line: int
    reason: str

    def __str__(self) -> str:
        place = f"dòng {self.line}: " if self.line else ""
        return f"{place}{self.element}{f' «{self.id}»' if self.id else ''}: {self.reason}"


def tag(name: str) -> str:
    """The full name of an element of the standard."""
    return f"{{{MODEL}}}{name}"
