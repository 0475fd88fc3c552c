"""The ten national states of a dossier, as the national portal numbers them."""

from enum import IntEnum


class State(IntEnum):
    """TrangThaiHoSo of the synchronisation messages (1–10)."""

    SUBMITTED = 1
    ACCEPTED = 2
    REJECTED = 3
    IN_PROGRESS = 4
    SUPPLEMENT_REQUESTED = 5
    PAYMENT_REQUESTED = 6
    WITHDRAWN = 7
    STOPPED = 8
    PROCESSED = 9
    RETURNED = 10


LABELS = {
    State.SUBMITTED: "Mới đăng ký",
    State.ACCEPTED: "Được tiếp nhận",
    State.REJECTED: "Không được tiếp nhận",
    State.IN_PROGRESS: "Đang xử lý",
    State.SUPPLEMENT_REQUESTED: "Yêu cầu bổ sung giấy tờ",
    State.PAYMENT_REQUESTED: "Yêu cầu thực hiện nghĩa vụ tài chính",
    State.WITHDRAWN: "Công dân yêu cầu rút hồ sơ",
    State.STOPPED: "Dừng xử lý",
    State.PROCESSED: "Đã xử lý xong",
    State.RETURNED: "Đã trả kết quả",
}

FINAL = frozenset({State.REJECTED, State.WITHDRAWN, State.STOPPED, State.RETURNED})
WAITING = frozenset({State.SUPPLEMENT_REQUESTED, State.PAYMENT_REQUESTED})
RUNNING = frozenset({State.ACCEPTED, State.IN_PROGRESS})
