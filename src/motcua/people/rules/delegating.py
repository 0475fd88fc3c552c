"""Who may stand in for an absent official, in which role and for how long. Pure.

A delegation is never more than the role it comes from: not longer, not passed on, and not to somebody whom the
separation of duties keeps out. A signatory's needs a named decision (thừa uỷ quyền: NĐ 30/2020/NĐ-CP điều 13).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.people.rules.roles import OWN_UNIT, WATCHERS, Grant, Refusal, Role, conflict

LONGEST_DAYS = 366
ONLY_BY_DECISION = frozenset({Role.SIGNATORY})


@dataclass(frozen=True, slots=True)
class Wish:
    """One role in one unit, and the id of the account that shall hold it meanwhile."""

    role: Role
    unit_key: str
    delegate: str


@dataclass(frozen=True, slots=True)
class Known:
    """What must be known of one wish: the grant it rests on and how long that runs, and who would stand in.

    `grant` None: the absent one does not hold the role. `held` are the delegate's own grants; `away`: he is absent too.
    """

    grant: Grant | None
    until: datetime | None
    held: Sequence[Grant]
    official: bool
    away: bool


def period_problem(starts: datetime, ends: datetime, now: datetime) -> Refusal | None:
    """Why nobody can be away from `starts` until `ends`; None when one can."""
    if ends <= starts:
        return Refusal("period_empty", "Ngày trở lại phải sau ngày bắt đầu vắng.")
    if ends <= now:
        return Refusal("period_past", "Thời gian vắng đã qua; việc đã làm trong thời gian đó không đổi được nữa.")
    if (ends - starts).days > LONGEST_DAYS:
        return Refusal("period_long", "Mỗi lần khai vắng mặt không quá một năm.")
    return None


def why_not(
    wish: Wish, known: Known, *, absent: str, ends: datetime, decision: tuple[str, date | None]
) -> Refusal | None:
    """Why `wish` cannot be granted to the account `absent`; None when it can."""
    label = wish.role.label.lower()
    if known.grant is None:
        return Refusal("not_held", f"Người vắng không giữ vai trò {label} ở đơn vị này.")
    if known.grant.on_behalf_of:
        return Refusal("no_chain", f"Vai trò {label} này là được uỷ quyền, không uỷ quyền lại cho người khác.")
    if wish.delegate == absent:
        return Refusal("oneself", "Người được uỷ quyền phải là người khác.")
    if not known.official:
        return Refusal("not_an_official", "Người được uỷ quyền phải là công chức, viên chức đang làm việc.")
    if known.until is not None and ends > known.until:
        return Refusal(
            "longer_than_grant", f"Vai trò {label} chỉ còn đến {known.until:%d/%m/%Y}, không uỷ quyền lâu hơn."
        )
    if known.away:
        return Refusal("delegate_away", "Người được uỷ quyền cũng vắng mặt trong thời gian đó.")
    return _unfit(wish, known.held, label) or _no_decision(wish, decision)


def _unfit(wish: Wish, held: Sequence[Grant], label: str) -> Refusal | None:
    near = [grant for grant in held if not grant.on_behalf_of]
    if wish.role in OWN_UNIT and wish.unit_key not in {grant.unit_key for grant in near}:
        return Refusal("another_unit", f"Vai trò {label} chỉ uỷ quyền cho người của cùng đơn vị.")
    if not near:
        return Refusal("not_an_official", "Người được uỷ quyền chưa giữ vai trò nào trong cơ quan.")
    against = conflict([(grant.role, grant.unit_key) for grant in near], wish.role, wish.unit_key)
    if against is not None and (against in WATCHERS or wish.role in WATCHERS):
        return Refusal("four_eyes", f"Người giữ vai trò {against.label.lower()} không thể làm thay {label}.")
    return None


def _no_decision(wish: Wish, decision: tuple[str, date | None]) -> Refusal | None:
    number, on = decision
    if wish.role in ONLY_BY_DECISION and (not number or on is None):
        return Refusal(
            "decision_missing",
            "Uỷ quyền ký phải có văn bản: hãy nhập số và ngày của văn bản uỷ quyền.",
            "NĐ 30/2020/NĐ-CP điều 13",
        )
    return None


def may_decide(
    grants: Collection[Grant], units: Collection[str], *, by: str, absent: str, delegates: Collection[str]
) -> bool:
    """Whether the holder of `grants` decides on the absence: head of one of its units, or administrator; never in
    one's own matter."""
    if by == absent or by in delegates:
        return False
    return any(
        grant.role is Role.ADMINISTRATOR or (grant.role is Role.UNIT_HEAD and grant.unit_key in units)
        for grant in grants
    )
