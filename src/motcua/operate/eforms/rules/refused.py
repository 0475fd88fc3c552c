"""An expected "no" of this module."""

from dataclasses import dataclass

from motcua.operate.eforms.rules.evaluate import FieldError
from motcua.operate.eforms.rules.shape import Problem


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something was not done: a code for programs, a sentence for people; errors in answers, problems of a form."""

    code: str
    message: str
    errors: tuple[FieldError, ...] = ()
    problems: tuple[Problem, ...] = ()


GONE = Refused(
    "gone",
    "Bản khai này không còn nữa: đã quá hạn lưu hoặc đã bị xoá. Hãy bắt đầu lại từ trang thủ tục.",
)
SUBMITTED = Refused("submitted", "Hồ sơ đã nộp nên không sửa được tờ khai nữa. Hãy xem ở mục Hồ sơ của tôi.")
BUSY = Refused("busy", "Bản khai đang được lưu từ nhiều cửa sổ cùng lúc. Nội dung cũ vẫn còn; hãy bấm lưu lại.")
