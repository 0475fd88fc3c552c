"""Errors of the office: which kinds it mends itself, and who must approve. Pure.

The applicant did nothing wrong, so no clock is touched and nothing is asked of him (NĐ 61/2018/NĐ-CP điều 21).
"""

from collections.abc import Mapping
from typing import Final

from motcua.operate.dossiers.rules.states import State
from motcua.operate.dossiers.rules.steps import Refusal

KINDS: Final[Mapping[str, str]] = {
    "paper": "giấy tờ ghi sai",
    "unit": "chuyển sai đơn vị",
    "number": "số, ngày kết quả ghi sai",
    "result": "kết quả có sai sót",
}
APPROVERS: Final[Mapping[str, str]] = {
    "paper": "unit_head",
    "unit": "unit_head",
    "number": "signatory",
    "result": "signatory",
}
_WHEN: Final[Mapping[str, frozenset[State]]] = {
    "paper": frozenset({State.ACCEPTED, State.IN_PROGRESS, State.PROCESSED, State.RETURNED}),
    "unit": frozenset({State.ACCEPTED, State.IN_PROGRESS}),
    "number": frozenset({State.PROCESSED, State.RETURNED}),
    "result": frozenset({State.PROCESSED, State.RETURNED}),
}


def possible(state: State) -> tuple[str, ...]:
    """The kinds of error that may be mended in `state`."""
    return tuple(kind for kind in KINDS if state in _WHEN[kind])


def wrong_kind(kind: str, state: State) -> Refusal | None:
    """Why an error of this kind cannot be mended now; None when it can."""
    if kind in KINDS and state in _WHEN[kind]:
        return None
    return Refusal("wrong_correction", "Ở trạng thái này không sửa loại lỗi đó.")


def may_not_decide(kind: str, *, proposed_by: str, by: str, role: str) -> Refusal | None:
    """Why this person may not approve or refuse; None when he may. Nobody decides on what he proposed."""
    if by == proposed_by:
        return Refusal("four_eyes", "Người đề nghị sửa lỗi không tự duyệt; việc này phải do người khác duyệt.")
    if role != APPROVERS[kind]:
        who = {"unit_head": "Trưởng phòng chuyên môn", "signatory": "Lãnh đạo ký"}[APPROVERS[kind]]
        return Refusal("wrong_role", f"Loại sửa lỗi này do {who.lower()} duyệt.", who=who)
    return None
