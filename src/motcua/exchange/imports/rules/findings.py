"""What is odd in an account of a dossier: kept beside it, because it is taken as it is. Pure."""

from typing import Final

WORDS: Final = {
    "missing_due": "Không có ngày hẹn trả",
    "missing_submitted": "Không có ngày nộp",
    "missing_accepted": "Đã qua tiếp nhận nhưng không có ngày tiếp nhận",
    "missing_finish": "Đã kết thúc nhưng không có ngày kết thúc xử lý",
    "missing_returned": "Đã trả kết quả nhưng không có ngày trả",
    "missing_procedure": "Không có mã thủ tục",
    "unknown_procedure": "Mã thủ tục không có trong danh mục",
    "unknown_unit": "Không nhận ra đơn vị xử lý",
    "missing_owner": "Không có tên chủ hồ sơ",
    "identity_format": "Số định danh không đúng dạng",
    "unreadable_date": "Có ngày không đọc được",
    "future_date": "Có ngày nằm sau lúc nhập",
    "finish_before_start": "Kết thúc trước khi tiếp nhận",
    "accepted_before_submitted": "Tiếp nhận trước khi nộp",
    "due_before_accepted": "Hẹn trả trước khi tiếp nhận",
    "returned_before_finish": "Trả kết quả trước khi kết thúc xử lý",
    "finish_but_open": "Có ngày kết thúc nhưng trạng thái chưa kết thúc",
    "skipped_states": "Kết thúc mà chưa hề được tiếp nhận",
    "unknown_state": "Trạng thái không đọc được",
    "unknown_channel": "Không rõ kênh nộp",
    "code_shape": "Mã hồ sơ không đúng dạng",
    "code_date_differs": "Ngày trong mã hồ sơ khác ngày tiếp nhận",
    "other_agency_code": "Mã hồ sơ của cơ quan khác trong tỉnh",
    "no_papers": "Không có danh sách giấy tờ",
    "many_supplements": "Yêu cầu bổ sung nhiều hơn một lần",
}
