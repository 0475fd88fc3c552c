"""The words of publication: who decides, what happens to a procedure, where a decision stands, what was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from motcua.people.rules import Role

WRITERS: Final = frozenset({Role.CONTROL_OFFICER})
READERS: Final = frozenset({Role.CONTROL_OFFICER, Role.UNIT_HEAD, Role.SIGNATORY, Role.INSPECTOR, Role.AUDITOR})


class Level(StrEnum):
    """Whose decision it is."""

    MINISTRY = "ministry"
    PROVINCE = "province"


class Scope(StrEnum):
    """What the decision is about. Decree 63/2010 does not govern internal procedures (its article 1)."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Change(StrEnum):
    """What a decision does to a procedure."""

    NEW = "new"
    AMENDED = "amended"
    REPLACED = "replaced"
    ABOLISHED = "abolished"


class State(StrEnum):
    """Where a decision stands in the chain."""

    DRAFTED = "drafted"
    CONTROLLED = "controlled"
    DECIDED = "decided"
    ENTERED = "entered"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can happen to a decision; each is a fact with its date."""

    DRAFT = "draft"
    CONTROL = "control"
    SEND_BACK = "send_back"
    DECIDE = "decide"
    ENTER = "enter"
    POST = "post"
    WITHDRAW = "withdraw"


LEVELS: Final[Mapping[str, str]] = {Level.MINISTRY: "Bộ công bố", Level.PROVINCE: "Chủ tịch tỉnh công bố"}
SCOPES: Final[Mapping[str, str]] = {
    Scope.PUBLIC: "Thủ tục giải quyết cho tổ chức, cá nhân",
    Scope.INTERNAL: "Thủ tục nội bộ giữa các cơ quan, trong một cơ quan",
}
CHANGES: Final[Mapping[str, str]] = {
    Change.NEW: "ban hành mới",
    Change.AMENDED: "sửa đổi, bổ sung",
    Change.REPLACED: "thay thế",
    Change.ABOLISHED: "bãi bỏ",
}
STATES: Final[Mapping[str, str]] = {
    State.DRAFTED: "đang dự thảo",
    State.CONTROLLED: "đã kiểm soát, chờ ký",
    State.DECIDED: "đã ký quyết định",
    State.ENTERED: "đã nhập dữ liệu",
    State.POSTED: "đã công khai",
    State.WITHDRAWN: "đã rút",
}
STEPS: Final[Mapping[str, str]] = {
    Step.DRAFT: "Sở dự thảo, trình",
    Step.CONTROL: "Văn phòng cấp tỉnh kiểm soát",
    Step.SEND_BACK: "Trả lại để sửa dự thảo",
    Step.DECIDE: "Chủ tịch ký quyết định công bố",
    Step.ENTER: "Nhập vào cơ sở dữ liệu quốc gia",
    Step.POST: "Công khai",
    Step.WITHDRAW: "Rút dự thảo",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something was not taken: the place (a field, or "dòng 3") and the reason in words."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


@dataclass(frozen=True, slots=True)
class Refused:
    """An expected "no", whole: nothing was written."""

    code: str
    problems: tuple[Problem, ...]

    @property
    def message(self) -> str:
        return "; ".join(str(problem) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class EntryInput:
    """A procedure in a decision as somebody gives it.

    `texts`: numbers of the legal texts; `effective_on`: the newest date on which one of them takes effect;
    `text_signed_on`: when it was signed, for the shortened procedure. `name` only for internal procedures.
    """

    code: str
    change: str
    successor: str = ""
    texts: tuple[str, ...] = ()
    effective_on: date | None = None
    text_signed_on: date | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class DecisionInput:
    """The head of a decision as somebody gives it. `signed_on`, `number`, `effective_on` only when it is signed."""

    level: str
    issuer: str
    summary: str
    scope: str = Scope.PUBLIC
    shortened: bool = False
    number: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    drafted_on: date | None = None
    seen_on: date | None = None
    unit: str = ""
