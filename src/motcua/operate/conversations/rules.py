"""Who may write into the conversation of a dossier, when, how long and how often. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from motcua.operate.dossiers.rules import Refusal

LONGEST: Final = 2000  # letters of one message
MOST_FILES: Final = 5
HOUR: Final = timedelta(hours=1)
PER_HOUR: Final = {"applicant": 10, "office": 60}  # messages of one person in one dossier
ANSWERING: Final = frozenset({"reception", "case_officer", "unit_head"})
NOTING: Final = ANSWERING | {"signatory", "clerk"}
ERASING: Final = frozenset({"unit_head"})
ERASE_REASONS: Final = {
    "personal": "Chứa thông tin cá nhân của người khác",
    "misplaced": "Viết nhầm hồ sơ",
    "abusive": "Lời lẽ xúc phạm",
}


class Side(StrEnum):
    """Whose word it is. A note is the office's own: the applicant never sees it."""

    APPLICANT = "applicant"
    OFFICE = "office"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What `may_write` must know. `ended_at`: when the dossier came to its end; None while it is open.

    `related`: the dossier lies within what the actor handles; `own`: an official stands before his own dossier.
    `lately`: how many messages the actor wrote in it within the last hour. `days`: of conversation after the end.
    """

    role: str
    related: bool
    own: bool
    final: bool
    ended_at: datetime | None
    days: int
    lately: int


def side_of(role: str, *, note: bool) -> Side:
    """Whose word a message by `role` is."""
    if role == "applicant":
        return Side.APPLICANT
    return Side.NOTE if note else Side.OFFICE


def closes_at(standing: Standing) -> datetime | None:
    """Until when may be written; None: the dossier is open, so no end is known."""
    if not standing.final or standing.ended_at is None:
        return None
    return standing.ended_at + timedelta(days=standing.days)


def may_write(standing: Standing, *, note: bool, now: datetime) -> Refusal | None:
    """Why nothing may be written now; None when it may. The end of the dossier binds both sides, not the notes."""
    refusal = _wrong_person(standing, note)
    if refusal is not None:
        return refusal
    closes = closes_at(standing)
    if not note and standing.final and (closes is None or now > closes):
        return Refusal(
            "closed",
            f"Hồ sơ đã kết thúc quá {standing.days} ngày nên không nhắn thêm được. Bạn có thể gửi phản ánh, kiến nghị "
            "hoặc nộp hồ sơ mới.",
        )
    most = PER_HOUR["applicant" if standing.role == "applicant" else "office"]
    if standing.lately >= most:
        return Refusal("too_many", f"Bạn đã viết {most} tin trong một giờ. Hãy chờ ít phút rồi gửi tiếp.")
    return None


def judge_text(text: str, files: int) -> Refusal | None:
    """Why this cannot be sent: nothing in it, too long, too many files."""
    if not text and not files:
        return Refusal("empty", "Hãy viết nội dung, hoặc chọn tệp để gửi.")
    if len(text) > LONGEST:
        return Refusal("too_long", f"Tin dài {len(text)} ký tự; mỗi tin không quá {LONGEST} ký tự.")
    if files > MOST_FILES:
        return Refusal("too_many_files", f"Mỗi tin không quá {MOST_FILES} tệp.")
    return None


def _wrong_person(standing: Standing, note: bool) -> Refusal | None:
    if standing.own and standing.role != "applicant":
        return Refusal(
            "own_dossier",
            "Đây là hồ sơ của chính bạn, nên phải do người khác giải quyết.",
            "Luật Phòng, chống tham nhũng 2018 điều 23",
        )
    if not standing.related:
        return Refusal("not_yours", "Hồ sơ này không thuộc phần việc của bạn.")
    if standing.role == "applicant":
        return Refusal("wrong_role", "Ghi chú nội bộ là của cơ quan.") if note else None
    if standing.role not in (NOTING if note else ANSWERING):
        return Refusal("wrong_role", "Vai trò của bạn chỉ được xem phần trao đổi này.", who="Chuyên viên thụ lý")
    return None
