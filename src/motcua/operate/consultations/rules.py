"""Who may be asked for an opinion, who answers, until when, and what no answer means. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from motcua.kernel.time import Calendar, Due, Limit, due, local_date, start_of_working_day
from motcua.operate.dossiers.rules import Refusal

BLOCKS: Final = ("forward", "sign", "issue")  # drafting goes on while an opinion is awaited
LONGEST: Final = 3000  # letters of a question or an answer
MOST_DAYS: Final = 30  # working days given for an answer
NOT_ANSWERING: Final = frozenset({"applicant", "administrator", "auditor"})
ENTERING: Final = frozenset({"clerk", "case_officer", "unit_head"})  # an agency's letter, for the agency


class Standing(StrEnum):
    """Where a consultation stands. AGREED: nobody answered and a rule says that this is agreement."""

    OPEN = "open"
    ANSWERED = "answered"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Opinion(StrEnum):
    """What was answered."""

    AGREE = "agree"
    DISAGREE = "disagree"
    COMMENT = "comment"


STANDING_WORDS: Final = {
    Standing.OPEN: "Chờ ý kiến",
    Standing.ANSWERED: "Đã trả lời",
    Standing.AGREED: "Coi như đồng ý",
    Standing.WITHDRAWN: "Đã rút",
    Standing.LAPSED: "Hồ sơ đã kết thúc",
}
OPINION_WORDS: Final = {
    Opinion.AGREE: "Đồng ý",
    Opinion.DISAGREE: "Không đồng ý",
    Opinion.COMMENT: "Có ý kiến khác",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a consultation is to be asked with. `unit` or `agency`: keys, exactly one of them. `days`: working days."""

    unit: str = ""
    agency: str = ""
    question: str
    days: int
    papers: tuple[str, ...] = ()

    @property
    def whom(self) -> str:
        return self.unit or self.agency


def judge(asked: Asked, *, own_unit: str, own_agency: str, waiting_for: Collection[str]) -> Refusal | None:
    """Why this cannot be asked. `waiting_for`: keys of units and agencies whose answer is awaited already."""
    if bool(asked.unit) == bool(asked.agency):
        return Refusal("nobody_asked", "Hãy chọn một đơn vị hoặc một cơ quan để xin ý kiến.")
    if asked.unit == own_unit or asked.agency == own_agency:
        return Refusal("asks_itself", "Đơn vị đang xử lý hồ sơ không xin ý kiến của chính mình.")
    if asked.whom in waiting_for:
        return Refusal("asked_already", "Đang chờ ý kiến của nơi này rồi.")
    if not asked.question.strip():
        return Refusal("no_question", "Hãy ghi rõ cần xin ý kiến về việc gì.")
    if len(asked.question) > LONGEST:
        return Refusal("too_long", f"Nội dung xin ý kiến không quá {LONGEST} ký tự.")
    if not 1 <= asked.days <= MOST_DAYS:
        return Refusal("bad_days", f"Thời hạn trả lời từ 1 đến {MOST_DAYS} ngày làm việc.")
    return None


def deadline(asked_at: datetime, days: int, calendar: Calendar) -> Due:
    """When the answer is due: `days` working days after the day of asking, which is not counted."""
    return due(start=asked_at, limit=Limit(days, "working_day", f"{days} ngày làm việc"), calendar=calendar)


def remind_at(asked_at: datetime, due_at: datetime, calendar: Calendar) -> datetime:
    """When to remind: at the opening of the last working day before the due day, never before the question itself."""
    day = local_date(due_at) - timedelta(days=1)
    first = local_date(asked_at)
    while day > first and not calendar.is_working(day):
        day -= timedelta(days=1)
    day = day if day > first else local_date(due_at)
    return max(asked_at, start_of_working_day(day, calendar))


def may_answer(*, role: str, unit: str, asked_unit: str, handling_unit: str) -> Refusal | None:
    """Why the actor may not answer: a unit answers for itself, an agency's letter is entered by those who got it."""
    if asked_unit:
        if unit == asked_unit and role not in NOT_ANSWERING:
            return None
        return Refusal("not_asked", "Chỉ đơn vị được xin ý kiến mới trả lời được.", who="Cán bộ của đơn vị được hỏi")
    if role == "clerk" or (role in ENTERING and unit == handling_unit):
        return None
    return Refusal(
        "not_asked", "Ý kiến của cơ quan khác do văn thư hoặc người thụ lý nhập theo công văn.", who="Văn thư"
    )


def judge_answer(opinion: str, text: str, *, letter: str, letter_on: date | None, outside: bool) -> Refusal | None:
    """Why this is no answer. `outside`: another agency's, which comes with a letter (number and date)."""
    if opinion not in set(Opinion):
        return Refusal("no_opinion", "Hãy chọn đồng ý, không đồng ý hoặc có ý kiến khác.")
    if opinion != Opinion.AGREE and not text.strip():
        return Refusal("no_reason", "Hãy ghi lý do không đồng ý hoặc nội dung ý kiến.")
    if len(text) > LONGEST:
        return Refusal("too_long", f"Nội dung trả lời không quá {LONGEST} ký tự.")
    if outside and not (letter and letter_on):
        return Refusal("no_letter", "Hãy nhập số và ngày công văn trả lời của cơ quan.")
    return None
