"""What can be said about a file: its kind, and each problem in words a parent understands.

Every sentence says what happened, what was kept and what to do (the other papers of a draft are always kept).
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["pdf", "jpeg", "png"]

MEDIA_TYPES: dict[Kind, str] = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
EXTENSIONS: dict[Kind, tuple[str, ...]] = {"pdf": ("pdf",), "jpeg": ("jpg", "jpeg", "jpe", "jfif"), "png": ("png",)}
KIND_NAMES: dict[str, str] = {"pdf": "tệp PDF", "jpeg": "ảnh JPEG", "png": "ảnh PNG"}

KEPT = "Các giấy tờ khác đã lưu."
SENTENCES: dict[str, str] = {
    "empty": "Tệp “{name}” rỗng, không có nội dung. {kept} Hãy mở tệp trên máy của bạn để kiểm tra rồi tải lại.",
    "too_big": "Tệp “{name}” nặng {size}, quá mức {limit} cho một tệp. {kept} "
    "Hãy quét lại ở độ phân giải thấp hơn hoặc tách thành nhiều tệp.",
    "wrong_kind": "Tệp “{name}” là {found}; chúng tôi chỉ nhận PDF, JPEG và PNG. {kept} {advice}",
    "misnamed": "Tệp “{name}” có đuôi .{extension} nhưng nội dung là {found}. {kept} "
    "Hãy đổi đuôi thành .{right_extension}, hoặc chọn đúng tệp rồi tải lại.",
    "encrypted": "Tệp “{name}” được bảo vệ bằng mật khẩu nên chúng tôi không đọc được. {kept} "
    "Hãy bỏ mật khẩu rồi tải lại tệp này.",
    "broken": "Tệp “{name}” bị hỏng hoặc chưa tải đủ nên không mở được. {kept} "
    "Hãy mở thử trên máy của bạn, quét hoặc xuất lại rồi tải lên.",
    "no_pages": "Tệp “{name}” không có trang nào. {kept} Hãy quét hoặc xuất lại rồi tải lên.",
    "too_many_pages": "Tệp “{name}” có {pages} trang, quá mức {limit} trang cho một tệp. {kept} "
    "Hãy tách thành nhiều tệp.",
    "script": "Tệp “{name}” có lệnh tự chạy bên trong nên chúng tôi không nhận, để an toàn cho người mở tệp. {kept} "
    "Hãy in tệp ra PDF mới (chọn In, rồi Lưu thành PDF) và tải bản đó lên.",
    "attachment": "Tệp “{name}” có tệp khác đính kèm bên trong. {kept} "
    "Hãy tải riêng từng tệp, hoặc in ra PDF mới (chọn In, rồi Lưu thành PDF) và tải bản đó lên.",
    "two_kinds": "Tệp “{name}” chứa hai loại nội dung ghép vào nhau nên chúng tôi không nhận. {kept} "
    "Hãy quét hoặc xuất lại giấy tờ thành tệp mới rồi tải lên.",
    "too_large_image": "Ảnh “{name}” có kích thước {width} × {height} điểm ảnh, quá lớn để mở. {kept} "
    "Hãy chụp hoặc quét lại ở độ phân giải thấp hơn.",
    "too_complex": "Tệp “{name}” có cấu trúc quá phức tạp nên chúng tôi không kiểm tra được. {kept} "
    "Hãy in tệp ra PDF mới hoặc quét lại rồi tải lên.",
    "infected": "Phần mềm diệt vi-rút báo tệp “{name}” không an toàn. {kept} "
    "Hãy quét vi-rút trên máy của bạn và dùng bản sạch.",
    "not_scanned": "Hiện chưa kiểm tra được vi-rút cho tệp “{name}”. {kept} Hãy tải lại tệp này sau ít phút.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a file is not accepted: a code for programs, a sentence for people."""

    code: str
    message_vi: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a file is. Accepted when there is no problem; `pages` is 1 for an image, 0 when not known."""

    kind: Kind | None
    problems: tuple[Problem, ...]
    pages: int
    size: int

    @property
    def accepted(self) -> bool:
        return not self.problems

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind] if self.kind else "application/octet-stream"


def problem(code: str, name: str, **details: object) -> Problem:
    """The problem `code` about the file called `name`, in words."""
    return Problem(code, SENTENCES[code].format(name=short_name(name), kept=KEPT, **details))


def short_name(name: str) -> str:
    """The name as shown to people: no folder, no control characters, not longer than 80 characters."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in bare if letter.isprintable()).strip() or "không tên"
    return shown if len(shown) <= 80 else shown[:60] + "…" + shown[-16:]


def megabytes(size: int) -> str:
    """A size in the Vietnamese way: 20 MB, 20,1 MB; rounded up, so that a file over the limit never shows the limit."""
    tenths = -(-size * 10 // (1024 * 1024))
    whole, rest = divmod(tenths, 10)
    return f"{whole} MB" if rest == 0 else f"{whole},{rest} MB"
