"""By what right somebody files or receives for another, and until when (BLDS 2015 điều 134 đến 143). Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

SCOPES: Final[Mapping[str, str]] = {"file": "nộp hồ sơ", "receive": "nhận kết quả"}


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground. `paper`: the paper it is shown by; `ends`: whether it holds only as long and as far as written."""

    words: str
    paper: str
    ends: bool


FOR_PERSONS: Final = frozenset({"guardian", "relative"})
FOR_BODIES: Final = frozenset({"representative", "employee"})
ADULT_YEARS: Final = 18  # Bộ luật Dân sự 2015 điều 20
GROUNDS: Final[Mapping[str, Ground]] = {
    "authorised": Ground("Người được uỷ quyền bằng văn bản", "Giấy uỷ quyền", True),
    "guardian": Ground("Cha, mẹ hoặc người giám hộ", "Giấy khai sinh hoặc quyết định giám hộ", False),
    "representative": Ground(
        "Người đại diện theo pháp luật của tổ chức", "Đăng ký doanh nghiệp hoặc quyết định", False
    ),
    "employee": Ground("Nhân viên được tổ chức cử đi nộp", "Giấy giới thiệu", True),
    "relative": Ground("Người thân được pháp luật cho phép nộp thay", "Giấy tờ chứng minh quan hệ", False),
    "other": Ground("Căn cứ khác theo quy định của pháp luật", "Giấy tờ chứng minh căn cứ nộp thay", False),
}


@dataclass(frozen=True, slots=True)
class Right:
    """The right as it was shown at intake. Both days count; None: none was told."""

    ground: str
    paper: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    scope: Collection[str] = ("file", "receive")


def defects(right: Right, *, on: date, doing: str) -> list[tuple[str, str, bool]]:
    """What is wrong with the right for `doing` ("file" or "receive") on a day: (code, words, whether it stops)."""
    ground = GROUNDS.get(right.ground)
    if ground is None:
        return [("ground_missing", "Người nộp không phải chủ hồ sơ: hãy chọn căn cứ nộp thay.", True)]
    if not ground.ends:
        return [] if right.paper else [("authority_no_paper", f"Hãy kiểm tra {ground.paper.lower()}.", False)]
    found: list[tuple[str, str, bool]] = []
    what = SCOPES[doing]
    if right.valid_to is not None and on > right.valid_to:
        text = f"{ground.paper} đã hết hạn ngày {right.valid_to:%d/%m/%Y}, nên không còn được {what} thay. "
        found.append(("authority_expired", text + "Cần văn bản mới, hoặc chủ hồ sơ tự đến.", True))
    if right.valid_from is not None and on < right.valid_from:
        text = f"{ground.paper} chỉ có hiệu lực từ ngày {right.valid_from:%d/%m/%Y}, chưa được {what} thay."
        found.append(("authority_not_yet", text, True))
    if doing not in right.scope:
        told = ", ".join(SCOPES[one] for one in SCOPES if one in right.scope) or "chưa ghi"
        text = f"{ground.paper} không cho {what} (phạm vi: {told}). Cần văn bản ghi rõ, hoặc chủ hồ sơ tự đến."
        found.append(("authority_scope", text, True))
    if not right.paper:
        found.append(("authority_no_paper", f"Chưa ghi số, ngày của {ground.paper.lower()}.", False))
    return found


def unfit(right: Right, *, owner_kind: str, owner_born: date | None, on: date) -> list[tuple[str, str, bool]]:
    """Whether the ground can be that of this owner: a body has no parents, and grown-ups speak for themselves."""
    ground = GROUNDS.get(right.ground)
    if ground is None:
        return []
    if right.ground in (FOR_PERSONS if owner_kind == "organisation" else FOR_BODIES):
        whom = "tổ chức" if owner_kind == "organisation" else "cá nhân"
        text = f"Chủ hồ sơ là {whom}, nên không nộp thay theo căn cứ “{ground.words}” được. Hãy chọn căn cứ khác."
        return [("ground_unfit", text, True)]
    if right.ground == "guardian" and owner_born is not None and _years(owner_born, on) >= ADULT_YEARS:
        text = "Chủ hồ sơ đã đủ 18 tuổi: cha, mẹ chỉ nộp thay khi được uỷ quyền, hoặc có quyết định giám hộ."
        return [("guardian_of_adult", text, False)]
    return []


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
