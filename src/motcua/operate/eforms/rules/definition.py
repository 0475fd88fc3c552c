"""The shape of a form: sections of fields, each with its type, condition, checks and the clause it rests on.

`parse` trusts its input: call `check_definition` first for anything that did not come out of the database.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from motcua.operate.eforms.rules.order import Plan, plan

ASKED_TYPES = frozenset({
    "text", "long_text", "number", "money", "date", "year", "choice", "checkbox", "multi",
    "identity", "tax_code", "phone", "email", "address", "school", "file",
})  # fmt: skip
# Filled by the office, or signed by hand on paper: never asked of an applicant online.
SILENT_TYPES = frozenset({"official_only", "signature"})
TYPES = ASKED_TYPES | SILENT_TYPES
CODED_TYPES = frozenset({"choice", "multi", "address"})
UNITS = "xa"  # the shared list an address chooses its unit from, unless its field names another
PAGES = {"sections": "mỗi trang một mục", "questions": "mỗi trang một câu hỏi", "single": "tất cả trên một trang"}
LAYOUTS = {"cards": "từng nhóm ô", "table": "bảng"}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice; `value` is stored, `label` is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Check:
    """A CEL expression that must be true, and what to say when it is not."""

    expr: str
    message: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `origin` tells the official form's own questions from ours; `clause` is the law it rests on.

    `codelist`: the shared code list whose codes are the answers of a choice, instead of `options`; of an address, the
    list of its units. `on`: the day on which such a code must be valid: "" (today), an ISO date, or the key of a date
    question. `component`: of a file, the component of the procedure it is ("": a paper of this form alone).
    """

    key: str
    label: str
    type: str
    required: bool = False
    help: str = ""
    options: tuple[Option, ...] = ()
    when: str = ""
    compute: str = ""
    checks: tuple[Check, ...] = ()
    clause: str = ""
    prefill: str = ""
    default: str | int | bool | None = None
    max_length: int | None = None
    pattern: str = ""
    pattern_message: str = ""
    min: float | None = None
    max: float | None = None
    decimals: int = 0
    not_future: bool = False
    not_past: bool = False
    passport: bool = False
    autocomplete: str = ""
    origin: str = "ours"
    note: str = ""
    codelist: str = ""
    on: str = ""
    component: str = ""

    @property
    def code_list(self) -> str:
        """The shared code list its answers come from; "" when they do not."""
        return self.codelist or (UNITS if self.type == "address" else "")

    @property
    def paper(self) -> str:
        """Of a file: the component code under which its papers are attached to a draft."""
        return self.component or f"o:{self.key}"

    @property
    def asked(self) -> bool:
        """Whether an applicant ever sees it."""
        return self.type in ASKED_TYPES

    @property
    def typed(self) -> bool:
        """Whether its answer is typed or chosen on the page: neither computed nor attached."""
        return self.asked and not self.compute and self.type != "file"

    def option_label(self, value: str) -> str:
        """The words of an option; the value itself when the option is not there."""
        return next((option.label for option in self.options if option.value == value), value)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A section answered several times, at least `min` and at most `max`; `item` names one group ("Môn thi")."""

    min: int
    max: int
    item: str = "Dòng"


@dataclass(frozen=True, slots=True)
class Section:
    """Questions shown together. `given`: filled from what the applicant said elsewhere, shown but not asked again.

    `layout` of a repeated section: "cards" (one group below the other) or "table" (one group a row).
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""
    when: str = ""
    repeat: Repeat | None = None
    given: bool = False
    origin: str = "ours"
    layout: str = "cards"

    @property
    def asked_fields(self) -> tuple[Field, ...]:
        """The fields an applicant may see."""
        return tuple(field for field in self.fields if field.asked)

    @property
    def signatures(self) -> tuple[Field, ...]:
        """The places of the paper form that are signed by hand; online they are only explained."""
        return tuple(field for field in self.fields if field.type == "signature")


@dataclass(frozen=True, slots=True)
class Cosign:
    """A second person signs too: `who` ("Cha, mẹ hoặc người giám hộ"), `reason`, and the `section` shown to them
    ("": the whole form)."""

    who: str
    reason: str = ""
    section: str = ""


@dataclass(frozen=True)
class Definition:
    """A whole form. `completeness` says whether the official form was read in full; `source` where.

    `pages`: "sections" (one section a page), "questions" (one question a page) or "single" (all on one page).
    """

    key: str
    version: str
    title: str
    procedures: tuple[str, ...]
    source: tuple[str, ...]
    sections: tuple[Section, ...]
    completeness: str = "full"
    note: str = ""
    ours: str = ""
    pages: str = "sections"
    cosign: Cosign | None = None

    @cached_property
    def plan(self) -> Plan:
        """The order in which fields are settled, worked out once."""
        return plan(self)

    @cached_property
    def asks_files(self) -> bool:
        """Whether it has a question that is answered by attaching files."""
        return any(field.type == "file" for _, field in self.fields())

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.key: section for section in self.sections}

    def section(self, key: str) -> Section | None:
        """The section called `key`."""
        return self._sections.get(key)

    @property
    def asked_sections(self) -> tuple[Section, ...]:
        """The sections an applicant answers one by one."""
        return tuple(section for section in self.sections if not section.given and section.asked_fields)

    def fields(self) -> Iterator[tuple[Section, Field]]:
        """Every field with its section, in the order of the form."""
        for section in self.sections:
            for field in section.fields:
                yield section, field


def parse(data: Mapping[str, Any]) -> Definition:
    """The definition written in `data` (already checked by `check_definition`)."""
    cosign = data.get("cosign")
    return Definition(
        **{
            **data,
            "procedures": tuple(data.get("procedures", ())),
            "source": tuple(data.get("source", ())),
            "sections": tuple(_section(section) for section in data["sections"]),
            "cosign": Cosign(**cosign) if cosign else None,
        }
    )


def _section(data: Mapping[str, Any]) -> Section:
    repeat = data.get("repeat")
    return Section(
        **{
            **data,
            "fields": tuple(_field(field) for field in data["fields"]),
            "repeat": Repeat(**repeat) if repeat else None,
        }
    )


def _field(data: Mapping[str, Any]) -> Field:
    return Field(
        **{
            **data,
            "options": tuple(Option(**option) for option in data.get("options", ())),
            "checks": tuple(Check(**check) for check in data.get("checks", ())),
        }
    )
