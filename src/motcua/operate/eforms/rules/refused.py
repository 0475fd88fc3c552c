"""An expected "no" of this module."""

from dataclasses import dataclass

from motcua.operate.eforms.rules.evaluate import FieldError


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a draft was not changed or submitted: a code for programs, a sentence for people, and errors in answers."""

    code: str
    message: str
    errors: tuple[FieldError, ...] = ()


GONE = Refused(
    "gone",
    "Bản khai này không còn nữa: đã quá hạn lưu hoặc đã bị xoá. Hãy bắt đầu lại từ trang thủ tục.",
)
SUBMITTED = Refused("submitted", "Hồ sơ đã nộp nên không sửa được tờ khai nữa. Hãy xem ở mục Hồ sơ của tôi.")
BUSY = Refused("busy", "Bản khai đang được lưu từ nhiều cửa sổ cùng lúc. Nội dung cũ vẫn còn; hãy bấm lưu lại.")
