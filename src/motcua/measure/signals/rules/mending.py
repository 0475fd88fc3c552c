"""How each kind of orphan is mended, in words for whoever may do it."""

from collections.abc import Mapping
from typing import Final

MENDING: Final[Mapping[str, str]] = {
    "không có bước nào đang mở": "Trưởng phòng phân công lại hồ sơ; nếu không được, quản trị chuyển hồ sơ sang"
    " phiên bản quy trình đang dùng.",
    "không có mốc thời gian tiếp theo": "Người đang giữ mở hồ sơ và làm bước tiếp theo; mốc mới được tính lại.",
    "đã kết thúc nhưng còn bước đang mở": "Báo quản trị: hồ sơ đã xong, chỉ cần đóng bước còn sót.",
    "bước đang mở không thuộc về ai": "Trưởng phòng phân công hồ sơ cho một chuyên viên.",
    "bước không ai giữ vai trò": "Quản trị cấp vai trò của bước cho một người trong đơn vị.",
    "người được giao không còn giữ vai trò": "Trưởng phòng phân công cho người khác, hoặc quản trị cấp lại vai trò.",
}
OTHERWISE: Final = "Trưởng phòng xem hồ sơ và phân công lại; nếu không được, báo quản trị."


def mending(why: str) -> str:
    """What to do about an orphan, by its reason."""
    return MENDING.get(why, OTHERWISE)
