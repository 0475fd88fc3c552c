"""Rules about due dates that are data: what may pause a clock, what may extend a limit, whom to warn and when.

The general law gives none of the pauses and extensions: a sector text does, for the procedures it names. Each is a rule
set with its article, so that nothing stops or moves a date without somebody who says where that is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from motcua.kernel.time import Limit
from motcua.law.rules.rule_sets import RuleSet

SECTOR_PAUSE, EXTENSION, CALENDAR_CHOICE = "sector_pause", "extension", "calendar_choice"
CONSULTATION_SILENCE = "consultation_silence"
PAUSES: Final[Mapping[str, str]] = {
    "consultation": "Lấy ý kiến đơn vị khác",
    "payment": "Chờ nộp phí, lệ phí",
    "inspection": "Kiểm tra, xác minh thực tế",
    "original": "Chờ bản giấy để đối chiếu",
    "council": "Chờ họp hội đồng",
}
LONGEST_EXTENSION: Final = 250  # working days: a year; more is a slip of the keyboard
ROLES: Final = ("case_officer", "unit_head", "signatory", "control_officer")


@dataclass(frozen=True, slots=True)
class WarningStep:
    """One rung of the ladder. Exactly one of `used_percent`, `before`, `at_due`, `after` is set.

    `used_percent`: of the working time from the start of the count to the due instant. `before`, `after`: working
    time before or after the due instant. `to`: roles that are told.
    """

    key: str
    words: str
    to: tuple[str, ...]
    used_percent: int | None = None
    before: Limit | None = None
    at_due: bool = False
    after: Limit | None = None

    @property
    def late(self) -> bool:
        """Whether the step is about a date that has passed."""
        return self.used_percent is None and self.before is None


def covers(content: Mapping[str, Any], *, procedure: str, field: str, unit: str = "") -> bool:
    """Whether a rule names this procedure, its field or the unit that handles it."""
    named = (("procedures", procedure), ("fields", field), ("units", unit))
    return any(value and value in content.get(name, ()) for name, value in named)


def find(
    rule_sets: Iterable[RuleSet], kind: str, on: date, *, procedure: str, field: str, unit: str = ""
) -> list[RuleSet]:
    """The rules of `kind` that hold on the local date `on` for the procedure: those that name it before its field's."""
    fitting = [
        rule
        for rule in rule_sets
        if rule.kind == kind and rule.holds_on(on) and covers(rule.content, procedure=procedure, field=field, unit=unit)
    ]
    return sorted(fitting, key=lambda rule: (procedure not in rule.content.get("procedures", ()), rule.id))


def read_ladder(content: Mapping[str, Any]) -> tuple[WarningStep, ...]:
    """The warnings of a rule set of kind "deadline_warnings"; ValueError or KeyError names what is wrong."""
    steps = tuple(_step(row) for row in content["steps"])
    if len({step.key for step in steps}) != len(steps):
        raise ValueError("steps: hai mức cảnh báo trùng khóa")
    return steps


def check_scope(content: Mapping[str, Any]) -> None:
    """A rule must name at least one procedure, field or unit; ValueError otherwise."""
    named = [name for name in ("procedures", "fields", "units") if content.get(name)]
    if not named:
        raise ValueError("phải nêu ít nhất một thủ tục, lĩnh vực hoặc đơn vị")
    if not all(isinstance(value, str) for name in named for value in content[name]):
        raise ValueError("thủ tục, lĩnh vực, đơn vị phải là danh sách chữ")


def check_sector_pause(content: Mapping[str, Any]) -> None:
    check_scope(content)
    _article(content)
    unknown = sorted(set(content["pauses"]) - set(PAUSES))
    if unknown or not content["pauses"]:
        raise ValueError(f"pauses: phải là {', '.join(PAUSES)}")


def check_extension(content: Mapping[str, Any]) -> None:
    check_scope(content)
    _article(content)
    most = content["most_working_days"]
    if type(most) is not int or not 1 <= most <= LONGEST_EXTENSION:
        raise ValueError(f"most_working_days: phải từ 1 đến {LONGEST_EXTENSION}")


def check_consultation_silence(content: Mapping[str, Any]) -> None:
    check_scope(content)
    _article(content)
    if content["counts_as"] != "agreed":
        raise ValueError("counts_as: chỉ có thể là agreed; không có quy tắc thì im lặng không là đồng ý")


def check_calendar_choice(content: Mapping[str, Any]) -> None:
    check_scope(content)
    if not isinstance(content["calendar"], str) or not content["calendar"]:
        raise ValueError("calendar: phải là khóa của một lịch")


def check_rescheduling(content: Mapping[str, Any]) -> None:
    most = content["most_working_days"]
    if type(most) is not int or not 1 <= most <= LONGEST_EXTENSION:
        raise ValueError(f"most_working_days: phải từ 1 đến {LONGEST_EXTENSION}")


def _article(content: Mapping[str, Any]) -> None:
    if not str(content["article"]).strip():
        raise ValueError("article: phải ghi điều, khoản của văn bản")


def _step(row: Mapping[str, Any]) -> WarningStep:
    given = [name for name in ("used_percent", "before", "at_due", "after") if row.get(name)]
    if len(given) != 1:
        raise ValueError(f"{row['key']}: phải có đúng một trong used_percent, before, at_due, after")
    percent = row.get("used_percent")
    if percent is not None and (type(percent) is not int or not 1 <= percent <= 99):
        raise ValueError(f"{row['key']}: used_percent phải từ 1 đến 99")
    unknown = sorted(set(row["to"]) - set(ROLES))
    if unknown or not row["to"]:
        raise ValueError(f"{row['key']}: to phải là {', '.join(ROLES)}")
    return WarningStep(
        key=str(row["key"]),
        words=str(row["words"]),
        to=tuple(row["to"]),
        used_percent=percent,
        before=_limit(row.get("before")),
        at_due=row.get("at_due") is True,
        after=_limit(row.get("after")),
    )


def _limit(row: Mapping[str, Any] | None) -> Limit | None:
    return None if row is None else Limit(row["value"], row["unit"])
