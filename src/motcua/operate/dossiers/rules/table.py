"""The rows of the table of steps: verb, states, roles, event. What decides by them stands in `steps`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from motcua.operate.dossiers.rules.states import FINAL, WAITING, State

S = State
BEFORE_ACCEPTANCE = frozenset({S.SUBMITTED})
OPEN = frozenset(S) - FINAL - {S.PROCESSED}
ON_THE_WAY = frozenset({S.ACCEPTED, S.IN_PROGRESS, S.PROCESSED})
CORRECTABLE = ON_THE_WAY | {S.RETURNED}


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. `target` None keeps the state; `process` marks verbs that end a step of the process,
    `by_rule` those that the system also does, by a rule that people have set."""

    verb: str
    words: str
    sources: frozenset[State]
    target: State | None
    roles: frozenset[str]
    event: str
    process: bool = False
    rule: str = ""
    by_rule: bool = False


def _step(
    verb: str,
    words: str,
    sources: Collection[State],
    target: State | None,
    roles: str,
    event: str,
    *,
    process: bool = False,
    rule: str = "",
    by_rule: bool = False,
) -> Step:
    return Step(
        verb, words, frozenset(sources), target, frozenset(roles.split()), f"dossier.{event}", process, rule, by_rule
    )


STEPS: Mapping[str, Step] = {
    step.verb: step
    for step in (
        _step("submit", "Nộp hồ sơ", (), S.SUBMITTED, "applicant reception", "submitted"),
        _step(
            "accept",
            "Tiếp nhận hồ sơ",
            {S.SUBMITTED},
            S.ACCEPTED,
            "reception",
            "accepted",
            rule="NĐ 61/2018/NĐ-CP điều 17",
        ),
        _step(
            "reject",
            "Từ chối tiếp nhận",
            {S.SUBMITTED, S.SUPPLEMENT_REQUESTED},
            S.REJECTED,
            "reception",
            "rejected",
            rule="NĐ 61/2018/NĐ-CP điều 17",
        ),
        _step(
            "request_supplement",
            "Yêu cầu bổ sung",
            {S.SUBMITTED, S.ACCEPTED, S.IN_PROGRESS},
            S.SUPPLEMENT_REQUESTED,
            "reception case_officer unit_head",
            "supplement_requested",
            rule="NĐ 61/2018/NĐ-CP điều 17, 19 khoản 4",
        ),
        _step(
            "supplement",
            "Nộp bổ sung",
            {S.SUPPLEMENT_REQUESTED},
            S.IN_PROGRESS,
            "applicant reception",
            "supplemented",
            rule="NĐ 61/2018/NĐ-CP điều 19 khoản 4",
        ),
        _step(
            "request_payment",
            "Yêu cầu nộp phí, lệ phí",
            {S.SUBMITTED, S.ACCEPTED, S.IN_PROGRESS},
            S.PAYMENT_REQUESTED,
            "reception case_officer",
            "payment_requested",
            rule="NĐ 61/2018/NĐ-CP điều 22",
        ),
        _step(
            "confirm_payment",
            "Xác nhận đã nộp phí",
            {S.PAYMENT_REQUESTED},
            S.IN_PROGRESS,
            "reception",
            "payment_confirmed",
            rule="NĐ 61/2018/NĐ-CP điều 22",
        ),
        _step(
            "assign",
            "Phân công thụ lý",
            {S.ACCEPTED, S.IN_PROGRESS},
            S.IN_PROGRESS,
            "unit_head case_officer",
            "assigned",
            process=True,
            rule="NĐ 61/2018/NĐ-CP điều 18",
            by_rule=True,
        ),
        _step(
            "hand_over",
            "Bàn giao hồ sơ",
            {S.ACCEPTED, S.IN_PROGRESS} | WAITING,
            None,
            "case_officer unit_head",
            "assigned",
        ),
        _step(
            "draft_result", "Soạn dự thảo kết quả", {S.IN_PROGRESS}, None, "case_officer unit_head", "result_drafted"
        ),
        _step(
            "forward",
            "Chuyển bước tiếp theo",
            {S.IN_PROGRESS},
            None,
            "case_officer unit_head",
            "forwarded",
            process=True,
        ),
        _step(
            "send_back",
            "Trả lại bước trước",
            {S.IN_PROGRESS},
            None,
            "unit_head signatory clerk",
            "sent_back",
            rule="NĐ 30/2020/NĐ-CP",
        ),
        _step("sign", "Ký kết quả", {S.IN_PROGRESS}, None, "signatory", "signed", process=True),
        _step(
            "issue", "Phát hành", {S.IN_PROGRESS}, S.PROCESSED, "clerk", "issued", process=True, rule="NĐ 30/2020/NĐ-CP"
        ),
        _step(
            "settle",
            "Giải quyết ngay",
            {S.ACCEPTED},
            S.PROCESSED,
            "reception",
            "issued",
            rule="NĐ 61/2018/NĐ-CP điều 17 khoản 4",
        ),
        _step(
            "return_result",
            "Trả kết quả",
            {S.PROCESSED},
            S.RETURNED,
            "reception",
            "returned",
            process=True,
            rule="NĐ 61/2018/NĐ-CP điều 20",
        ),
        _step("withdraw", "Rút hồ sơ", OPEN, S.WITHDRAWN, "applicant reception", "withdrawn"),
        _step("stop", "Dừng giải quyết", OPEN - {S.SUBMITTED}, S.STOPPED, "unit_head", "stopped"),
        _step(
            "mark_paper",
            "Đánh dấu giấy tờ",
            {S.SUBMITTED, S.ACCEPTED, S.IN_PROGRESS},
            None,
            "reception case_officer",
            "paper_marked",
        ),
        _step("place_hold", "Đặt điều kiện chờ", OPEN, None, "case_officer unit_head", "hold_placed"),
        _step(
            "release_hold", "Gỡ điều kiện chờ", OPEN | {S.PROCESSED}, None, "case_officer unit_head", "hold_released"
        ),
        _step("extend", "Gia hạn giải quyết", {S.ACCEPTED, S.IN_PROGRESS}, None, "unit_head", "extended"),
        _step(
            "apologise",
            "Xin lỗi và hẹn lại",
            {S.ACCEPTED, S.IN_PROGRESS, S.PAYMENT_REQUESTED},
            None,
            "unit_head",
            "apologised",
            rule="NĐ 61/2018/NĐ-CP điều 19 khoản 9",
        ),
        _step(
            "move_due",
            "Dời hạn theo lịch làm việc mới",
            {S.ACCEPTED, S.IN_PROGRESS, S.PAYMENT_REQUESTED},
            None,
            "control_officer",
            "due_moved",
            rule="Bộ luật Dân sự 2015 điều 148",
        ),
        # Nobody does these by hand: no role stands beside them, and only the system may (see `_wrong_role`).
        _step("fire_timer", "Hết giờ hẹn", ON_THE_WAY, None, "", "timer_fired"),
        _step("receive_message", "Nhận tin", ON_THE_WAY, None, "", "message_received"),
        _step(
            "change_process",
            "Chuyển phiên bản quy trình",
            ON_THE_WAY | WAITING,
            None,
            "control_officer administrator",
            "process_changed",
            rule="TT 01/2018/TT-VPCP điều 8",
        ),
        _step("track_delivery", "Ghi việc giao kết quả", {S.RETURNED}, None, "reception", "delivery_changed"),
        _step(
            "propose_correction",
            "Đề nghị sửa lỗi của cơ quan",
            CORRECTABLE,
            None,
            "reception case_officer unit_head clerk",
            "correction_proposed",
            rule="NĐ 61/2018/NĐ-CP điều 21",
        ),
        _step(
            "approve_correction",
            "Duyệt sửa lỗi của cơ quan",
            CORRECTABLE,
            None,
            "unit_head signatory",
            "corrected",
            rule="NĐ 61/2018/NĐ-CP điều 21",
        ),
        _step(
            "refuse_correction",
            "Không duyệt sửa lỗi",
            CORRECTABLE,
            None,
            "unit_head signatory",
            "correction_refused",
        ),
        _step(
            "replace_result",
            "Phát hành kết quả thay thế",
            {S.PROCESSED, S.RETURNED},
            None,
            "clerk",
            "result_replaced",
            rule="NĐ 30/2020/NĐ-CP",
        ),
        _step("take_result", "Nhận kết quả điện tử", {S.RETURNED}, None, "applicant", "result_taken"),
        # By the system for whoever holds a rating link of this dossier; the link is checked in the same transaction.
        _step("rate", "Đánh giá", {S.RETURNED}, None, "applicant", "rated", by_rule=True),
    )
}
