"""Reads the text of a plan: each line goes to the part of the document it belongs to."""

import re
from typing import Final

from . import documents, ending, outline
from .annex import Annex
from .ending import Ending
from .furniture import Furniture
from .headings import MAIN, Heading, numbered_with_romans, read_heading
from .ledger import Ledger
from .lines import Line, read_lines
from .markers import Kind, Marker, read_marker, roman
from .opening import Opening, is_ground, is_title
from .outline import Entry
from .shape import Plan
from .tasks import fill

_ANNEX: Final = re.compile(r"^phu luc(\s+(so\s*)?[\divx]{1,4})?\s*[.:]?$")
_ATTACHED: Final = re.compile(r"^\((ban hanh )?kem theo\b")
_PAGE: Final = re.compile(r"^(?:trang\s+)?[-–]?\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–]?$")
_LONG: Final = 120
_SHORT: Final = 12


def parse(text: str) -> Plan:
    """The plan that `text` is. Never raises: what is not understood is named with its line."""
    return _Reader(read_lines(text)).read()


class _Reader:
    """Goes through the lines once; `zone` is head, body, end or annex."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines, self.ledger = lines, Ledger()
        self.annex, self.furniture = Annex(self.ledger), Furniture(self.ledger)
        self.opening, self.ending = Opening(self.ledger), Ending(self.ledger)
        self.romans = numbered_with_romans(lines)
        self.recipients = ending.block(lines)
        self.entries: list[Entry] = []
        self.annex_title: list[str] = []
        self.zone = "head"
        self.listing = False  # inside the list of recipients
        self.open_end = ""  # what the line above began and a line in small letters continues

    def read(self) -> Plan:
        for line in self.lines:
            self._line(line)
        plan = Plan(annex_title=" ".join(self.annex_title) or None)
        sections = outline.build(self.entries, self.ledger)
        self.furniture.finish(plan, "\n".join(line.text for line in self.lines))
        self.opening.finish(plan, self.lines)
        self.ending.finish(plan)
        plan.indicators = self.annex.indicators()
        plan.indicator_groups = [(roman(value), name) for value, name in sorted(self.annex.groups.items())]
        fill(plan, sections, frozenset(documents.numbers(" ".join(line.text for line in self.lines))))
        plan.documents = documents.mentions(_prose(plan))
        plan.not_understood = sorted(self.ledger.not_understood, key=lambda remark: remark.line)
        plan.warnings = sorted(self.ledger.warnings, key=lambda remark: remark.line)
        plan.accounted = self.ledger.taken
        return plan

    def _line(self, line: Line) -> None:
        if self.annex.take(line):
            return
        self.annex.leave()
        heading = read_heading(line, romans=self.romans)
        marker = None if heading else read_marker(line.text)
        if heading is None and self._fixed(line, marker):
            return
        if heading or self.zone == "body":
            self._body(line, heading, marker)
        elif marker is not None:
            self._marked_outside(line, heading, marker)
        else:
            self._plain_outside(line)

    def _fixed(self, line: Line, marker: Marker | None) -> bool:
        """Lines told by their form alone, wherever they stand."""
        folded = line.folded
        if _PAGE.match(folded):
            self.ledger.take(line, "layout")
        elif _ANNEX.match(folded):
            self.zone, self.listing = "annex", False
            self.ledger.take(line, "annex")
        elif _ATTACHED.match(folded):
            self.open_end = "" if line.text.endswith(")") else "annex"
            self.ledger.take(line, "annex")
        elif ending.is_recipients(line):
            self.zone, self.listing, self.open_end = "end", True, ""
            self.ending.head(line)
        elif marker is None and self.furniture.take(line, running=self.zone == "body"):
            self._after_furniture(line)
        else:
            return False
        return True

    def _after_furniture(self, line: Line) -> None:
        self.listing = False
        if self.zone == "body" and self.ledger.taken[line.number] == "signature":
            self.zone = "end"

    def _body(self, line: Line, heading: Heading | None, marker: Marker | None) -> None:
        """A line of the sections, unless the document ends here."""
        text = line.text
        if heading is None and line.number in self.recipients:
            self.zone, self.listing = "end", True
            self.ending.take(line, marker)
        elif heading is None and marker is None and text[:1].isupper() and ending.is_closing(line):
            self.zone, self.open_end = "end", "closing"
            self.ending.close(line)
        else:
            self.entries.append(Entry(line, heading, marker))
            self.zone, self.listing, self.open_end = "end" if text.endswith("./.") else "body", False, ""

    def _marked_outside(self, line: Line, heading: Heading | None, marker: Marker) -> None:
        """An item before the first section, among the recipients, or below the annex."""
        listed = self.listing and marker.kind is Kind.BULLET and len(line.text) < _LONG
        if self.zone == "head" and is_ground(marker.rest):
            self.opening.take(line)
        elif self.zone == "head" and self._numbered_from_one():
            self.ledger.refuse(line, "ý nằm trước mục I, không rõ thuộc mục nào")
        elif line.number in self.recipients or listed:
            self.ending.take(line, marker)
        elif self.zone == "annex" and self.ending.finished:
            self.ledger.refuse(line, "dòng trong phụ lục không thuộc bảng chỉ tiêu")
        elif self.zone == "end" and marker.kind is Kind.BULLET and len(line.text) < _LONG:
            self.ledger.warn(line, "không thấy dòng «Nơi nhận» phía trên: đọc như một nơi nhận")
            self.ending.take(line, marker)
        else:
            self._body(line, heading, marker)

    def _numbered_from_one(self) -> bool:
        typed = (line for line in self.lines if not {"\t", "|"} & set(line.raw))
        headings = (read_heading(line, romans=self.romans) for line in typed)
        return any(heading is not None and heading.value == 1 and heading.role in MAIN for heading in headings)

    def _plain_outside(self, line: Line) -> None:
        text = line.text
        if not self.entries and (is_title(text) or is_ground(text)):
            self.zone = "head"
        if (self.open_end and text[:1].islower()) or (self.open_end == "annex" and text.endswith(")")):
            self.ledger.take(line, self.open_end)
            if self.open_end == "closing":
                self.ending.close(line)
        elif self.zone == "head":
            self.opening.take(line)
        elif self.listing and (text[:1].islower() or line.number in self.recipients):
            self.ending.take(line, None)
        elif ending.is_closing(line) and not self.ending.closing:
            self.ending.close(line)
            self.open_end = "closing"
            return
        elif (text.isupper() and len(text) > _SHORT) or (self.zone == "annex" and not self.annex_title):
            self.annex_title.append(text)
            self.ledger.take(line, "annex")
        else:
            self.ledger.refuse(line, "dòng ngoài các mục và ngoài bảng, không rõ là gì")


def _prose(plan: Plan) -> list[str]:
    """Every text that may name a document, in the order of the plan."""
    said = [*plan.purposes, *([plan.targets_note] if plan.targets_note else []), *plan.requirements]
    return [
        plan.preamble,
        *(statement.text for statement in said),
        *(section.intro for section in plan.sections),
        *(f"{task.text} {task.intro}" for task in plan.tasks),
        *(cell for row in plan.indicators for cell in row.legal_basis),
    ]
