"""What a plan is made of once it has been read. Plain values; `None` and `()` mean that the text is silent."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a section or a part of it is for."""

    AIMS = "aims"  # purposes, targets note and requirements together
    PURPOSES = "purposes"
    TARGETS = "targets"
    REQUIREMENTS = "requirements"
    CONTENT = "content"  # the tasks
    ORGANISATION = "organisation"  # who carries them out
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A legal document the plan names; `number` is its number and symbol, as written."""

    number: str
    kind: str | None = None
    date: datetime.date | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable aim: `value` in `unit` ("%"), compared by `operator` (">=", "<=", "=", ">", "<")."""

    name: str
    operator: str
    value: float
    unit: str = "%"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of several deadlines inside a task; done before the day `deadline_before` begins."""

    name: str
    deadline_text: str
    deadline_before: datetime.date


@dataclass(frozen=True, slots=True)
class Statement:
    """A purpose or a requirement, or the paragraph about the targets; `text` is the plan's own."""

    id: str
    text: str
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered main part; `basis` are the documents named in its opening paragraph."""

    id: str
    title: str
    role: Role
    intro: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A task or the heading of a group of tasks. `owner_from` names the item an owner was taken over from.

    `deadline` is the last day on which the task may be finished; `recurrence` is set for repeated work.
    """

    id: str
    section: str
    parent: str | None
    text: str
    heading: bool = False
    intro: str = ""
    owner: tuple[str, ...] = ()
    owner_from: str | None = None
    coordinators: tuple[str, ...] = ()
    deadline_text: str | None = None
    deadline: datetime.date | None = None
    recurrence: str | None = None
    milestones: tuple[Milestone, ...] = ()
    expected_product: str | None = None
    targets: tuple[Target, ...] = ()
    legal_basis: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of owner, deadline and product a person still has to complete; nothing for a heading."""
        if self.heading:
            return ()
        known = {"owner": self.owner, "deadline": self.deadline or self.recurrence, "product": self.expected_product}
        return tuple(name for name, value in known.items() if not value)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the annex table. `target` is None when the cell could not be read as a number."""

    code: str
    group: str
    number: int
    name: str
    owner: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    time_text: str = ""
    deadline: datetime.date | None = None
    target_text: str = ""
    target: Target | None = None
    legal_basis: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: `form` is the line of authority ("KT. GIÁM ĐỐC")."""

    name: str | None
    title: str | None
    form: str | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the text and what is to be said about it; `line` counts from 1."""

    line: int
    text: str
    why: str


@dataclass(slots=True)
class Plan:
    """The whole reading. `accounted` says for each line that is not empty which element took it up."""

    title: str | None = None
    number: str | None = None
    number_pattern: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    place: str | None = None
    date: datetime.date | None = None
    date_text: str | None = None
    year: int | None = None
    basis: str | None = None
    preamble: str = ""
    closing: str = ""
    signer: Signer | None = None
    annex_title: str | None = None
    recipients: list[str] = field(default_factory=list)
    purposes: list[Statement] = field(default_factory=list)
    targets_note: Statement | None = None
    requirements: list[Statement] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    indicator_groups: list[tuple[str, str]] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    not_understood: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    accounted: dict[int, str] = field(default_factory=dict)
