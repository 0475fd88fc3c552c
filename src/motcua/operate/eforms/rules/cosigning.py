"""When a second person must sign, may sign, and what their signature is worth. One table of states."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.operate.eforms.rules.refused import Refused

ASKED, AGREED, DECLINED, WITHDRAWN, EXPIRED = "asked", "agreed", "declined", "withdrawn", "expired"
COSIGN_STATES = [
    (ASKED, "chờ người ký thứ hai"),
    (AGREED, "đã đồng ý"),
    (DECLINED, "đã từ chối"),
    (WITHDRAWN, "đã rút lời mời"),
    (EXPIRED, "đã quá hạn"),
]
VALID_FOR = timedelta(days=14)
BY_CODE, BY_ACCOUNT, BY_IDENTITY = 0, 1, 2
IDENTITY_LEVELS = {
    BY_CODE: "chỉ bằng mã mời",
    BY_ACCOUNT: "bằng tài khoản đã đăng nhập",
    BY_IDENTITY: "bằng định danh điện tử mức 2",
}
# From where each act may be taken; whatever is not here is refused.
_FROM = {AGREED: ASKED, DECLINED: ASKED, WITHDRAWN: ASKED, EXPIRED: ASKED}
_WORDS = dict(COSIGN_STATES)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a form stands with its second person: `state` is "none" (nobody was asked), one of the states, or
    "outdated" (agreed, but to other answers than those that stand now)."""

    state: str
    message: str

    @property
    def ready(self) -> bool:
        """Whether the form may be submitted as far as the second person is concerned."""
        return self.state in {"not_needed", AGREED}


def standing(needed: bool, state: str | None, *, same_answers: bool, expired: bool, who: str) -> Standing:
    """What the last request means now. `same_answers`: the answers are still those it was about."""
    if not needed:
        return Standing("not_needed", "")
    if state is None or state == WITHDRAWN:
        return Standing("none", f"Tờ khai này cần thêm chữ ký của: {who}. Hãy mời người ấy ký trước khi nộp.")
    if state == EXPIRED or (state == ASKED and expired):
        return Standing(EXPIRED, f"Lời mời ký đã quá hạn. Hãy mời lại: {who}.")
    if state == DECLINED:
        return Standing(DECLINED, f"Người được mời ({who}) đã từ chối ký. Hãy xem lý do, sửa tờ khai rồi mời lại.")
    if not same_answers:
        return Standing("outdated", f"Tờ khai đã sửa sau khi mời ký, chữ ký không còn dùng được. Hãy mời lại: {who}.")
    if state == ASKED:
        return Standing(ASKED, f"Tờ khai đang chờ người ký thứ hai: {who}.")
    return Standing(AGREED, f"Người ký thứ hai ({who}) đã đồng ý.")


def decide(state: str, verb: str, *, now: datetime, expires_at: datetime, reason: str = "") -> Refused | None:
    """Whether a request in `state` may become `verb` at `now`; None: yes."""
    if state != _FROM[verb]:
        return Refused("cosign_closed", f"Lời mời ký này {_WORDS[state]} nên không làm thêm được nữa.")
    if verb in {AGREED, DECLINED} and expires_at <= now:
        return Refused("cosign_expired", "Lời mời ký đã quá hạn. Hãy xin người mời gửi mã mới.")
    if verb == EXPIRED and expires_at > now:
        return Refused("cosign_running", "Lời mời ký chưa quá hạn.")
    if verb == DECLINED and not reason.strip():
        return Refused("cosign_reason", "Hãy cho biết vì sao bạn không đồng ý ký, để người mời sửa được tờ khai.")
    return None
