"""Which sheets and columns the workbook has: headings in Vietnamese, each with the field it holds.

Every field of the content has its column; a test holds that against the dataclasses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from motcua.operate.catalogue.rules import words

Kind = Literal["text", "code", "number", "flag", "date", "word", "list"]

CODE: Final = "Mã thủ tục"
ORDER: Final = "STT"
NONE: Final = "không có"  # said of a whole part: known to be empty
YES, NO = "có", "không"
GUIDE, FAULTS, LONG = "Hướng dẫn", "Lỗi cần sửa", "Chữ dài"
LEAST_DATE: Final = "1900-03-01"  # before it, Excel counts days wrongly

UNITS: Final = words.UNITS
COMPLETENESS: Final = {
    "full": "đầy đủ",
    "detail": "có chi tiết",
    "partial": "một phần",
    "listing": "chỉ có tên",
}
STATES: Final = {"in_force": "đang áp dụng", "repealed": "đã bãi bỏ"}


@dataclass(frozen=True, slots=True)
class Column:
    """`path`: where the value stands in the JSON of the thing ("limit.value"); `words`: meaning → word in the cell."""

    heading: str
    path: str
    kind: Kind = "text"
    words: Mapping[str, str] | None = None
    required: bool = False
    width: int = 18
    help: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`part`: the field of the content its rows fill; "" for the sheet of the procedures themselves.

    `bare`: each row is one text and not an object.
    """

    title: str
    part: str
    columns: tuple[Column, ...]
    bare: bool = False
    help: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)


def _limit(path: str) -> tuple[Column, ...]:
    return (
        Column("Thời hạn: số", f"{path}.value", "number", width=9),
        Column("Thời hạn: đơn vị", f"{path}.unit", "word", UNITS, width=14),
        Column("Thời hạn: chữ", f"{path}.text", width=20, help="Để trống thì lấy theo số và đơn vị."),
        Column("Thời hạn: tính từ", f"{path}.start_text", width=24, help="Ví dụ: ngày nhận đủ hồ sơ hợp lệ."),
    )


_CODE = Column(CODE, "", "code", required=True, width=14)
_ORDER = Column(ORDER, "", "number", required=True, width=6)
_CASE = Column("Trường hợp", "case", width=22)
_CLAUSE = Column("Căn cứ (điều, khoản)", "clause", width=24)

MAIN: Final = Sheet(
    "Thủ tục",
    "",
    (
        Column(CODE, "code", "code", required=True, width=14, help="Ví dụ 3.000465. Mỗi thủ tục một dòng."),
        Column("Tên thủ tục", "content.name", required=True, width=60),
        Column("Mã quốc gia", "is_national", "flag", required=True, width=10, help="“không”: mã do cơ quan tự đặt."),
        Column("Tình trạng", "state", "word", STATES, required=True, width=14),
        Column("Được thay bằng", "successor", "code", width=14, help="Mã thủ tục thay thế, chỉ khi đã bãi bỏ."),
        Column("Thời kỳ", "era", "code", required=True, width=12, help="Ví dụ 2026, 2018-2024, truoc-2018."),
        Column("Mức đầy đủ của nguồn", "completeness", "word", COMPLETENESS, required=True, width=14),
        Column("Hiệu lực từ", "effective_from", "date", width=12),
        Column("Hiệu lực đến", "effective_to", "date", width=12),
        Column("Lĩnh vực", "content.field", width=28),
        Column("Mã lĩnh vực", "content.field_code", "code", width=12),
        Column("Mã địa phương", "content.local_code", "code", width=14),
        Column("Loại", "content.kind", "word", words.KINDS, width=20),
        Column("Loại như văn bản ghi", "content.kind_text", width=24),
        Column("Phạm vi nội bộ", "content.internal_scope", "word", words.SCOPES, width=18),
        Column("Nơi giải quyết", "content.competent", "word", words.COMPETENTS, width=18),
        Column("Cấp thực hiện", "content.levels", "list", words.LEVELS, width=22, help="Nhiều cấp cách nhau dấu “;”."),
        Column("Số bộ hồ sơ", "content.sets", "number", width=8),
        *_limit("content.time_limit"),
        Column("Giải quyết ngay trong ngày", "content.same_day", "flag", width=12),
        Column("Trình tự là tóm tắt", "content.steps_are_summary", "flag", required=True, width=10),
        Column("Cơ quan công bố", "content.publication.authority", width=28),
        Column("Quyết định công bố", "content.publication.decision", width=22),
        Column("Mã cơ quan công bố", "content.publication.authority_code", "code", width=16),
        Column("ID quyết định trên Cổng", "content.publication.decision_id", "code", width=12),
        Column("ID thủ tục trên Cổng", "content.publication.procedure_id", "code", width=12),
        Column("Ghi chú phạm vi", "content.scope_note", width=24),
    ),
    help="Mỗi thủ tục một dòng; các trang tính khác nối vào bằng mã thủ tục.",
)

COMPONENTS: Final = Sheet(
    "Thành phần",
    "components",
    (
        _CODE,
        _ORDER,
        Column("Mã giấy tờ", "code", "code", required=True, width=16),
        Column("Tên giấy tờ", "name", required=True, width=60),
        _CASE,
        Column("Mẫu kèm theo", "form", width=24),
        Column("Số bản chính", "originals", "number", width=8),
        Column("Số bản sao", "copies", "number", width=8),
        Column("Phải số hoá", "digitise", "flag", width=8),
        Column("Phải ký", "signed", "word", words.SIGNED, width=18),
        Column("Nguồn tái sử dụng", "reuse_source", width=20),
        Column("Nhà nước đã có tại", "held_by", "word", words.HELD, width=22),
        Column("Ghi chú về dữ liệu đã có", "held_note", width=24),
        _CLAUSE,
    ),
)
STEPS: Final = Sheet(
    "Trình tự", "steps", (_CODE, _ORDER, Column("Nội dung bước", "text", required=True, width=90), _CASE, _CLAUSE)
)
CHANNELS: Final = Sheet(
    "Cách thức",
    "channels",
    (
        _CODE,
        _ORDER,
        Column("Kênh", "kind", "word", words.CHANNELS, required=True, width=14),
        _CASE,
        *_limit("limit"),
        Column("Thời hạn như văn bản ghi", "limit_text", width=24),
        Column("Phí như văn bản ghi", "fee_text", width=24),
        Column("Ghi chú", "note", width=50),
    ),
)
CHANNEL: Final = "Cách thức số"
FEES: Final = Sheet(
    "Phí, lệ phí",
    "fees",
    (
        _CODE,
        Column(CHANNEL, "", "number", width=10, help="STT ở trang Cách thức; để trống: phí chung của thủ tục."),
        _ORDER,
        Column("Loại", "kind", "word", words.FEES, required=True, width=10),
        Column("Mức thu (đồng)", "amount", "number", width=14, help="Để trống: chưa rõ mức thu. 0: mức thu là 0 đồng."),
        Column("Tính cho", "per", width=14),
        Column("Diễn giải", "text", width=40),
        Column("Mã phí", "code", "code", width=12),
        _CASE,
        Column("Áp dụng từ", "valid_from", "date", width=12),
        Column("Áp dụng đến", "valid_to", "date", width=12),
        _CLAUSE,
    ),
)
RESULTS: Final = Sheet(
    "Kết quả",
    "results",
    (
        _CODE,
        _ORDER,
        Column("Tên kết quả", "name", width=60),
        Column("Mã kết quả", "code", "code", width=18),
        Column("Bắt buộc bản giấy", "paper_required", "flag", width=10),
        Column("Có thể là bản điện tử", "can_be_electronic", "flag", width=10),
        _CLAUSE,
    ),
)
BASES: Final = Sheet(
    "Căn cứ pháp lý",
    "legal_bases",
    (
        _CODE,
        _ORDER,
        Column("Số, ký hiệu", "number", required=True, width=22),
        Column("Trích yếu", "title", width=60),
        Column("Cơ quan ban hành", "issuer", width=24),
        Column("Ngày ban hành", "issued_on", "date", width=12),
        Column("Có hiệu lực từ", "effective_from", "date", width=12),
        Column("Hết hiệu lực sau", "effective_to", "date", width=12),
    ),
)
AGENCIES: Final = Sheet(
    "Cơ quan",
    "agencies",
    (
        _CODE,
        _ORDER,
        Column("Vai trò", "role", "word", words.ROLES, required=True, width=20),
        Column("Tên cơ quan", "name", required=True, width=50),
        Column("Mã định danh", "code", "code", width=18),
        Column("Địa chỉ", "address", width=40),
    ),
)
FORMS: Final = Sheet(
    "Mẫu đơn",
    "forms",
    (
        _CODE,
        _ORDER,
        Column("Tên mẫu", "name", required=True, width=50),
        Column("Giấy tờ dùng mẫu", "component_code", "code", width=16, help="Mã giấy tờ ở trang Thành phần."),
        Column("Địa chỉ tải", "url", width=40),
    ),
)
SUBJECTS: Final = Sheet(
    "Đối tượng", "subjects", (_CODE, _ORDER, Column("Đối tượng thực hiện", "", required=True, width=60)), bare=True
)
CONDITIONS: Final = Sheet(
    "Điều kiện", "conditions", (_CODE, _ORDER, Column("Yêu cầu, điều kiện", "", required=True, width=90)), bare=True
)
PARTS: Final = (COMPONENTS, STEPS, CHANNELS, FEES, RESULTS, BASES, AGENCIES, FORMS, SUBJECTS, CONDITIONS)
SHEETS: Final = (MAIN, *PARTS)
BY_TITLE: Final = {sheet.title: sheet for sheet in SHEETS}
IGNORED: Final = frozenset({GUIDE, FAULTS})
LONG_COLUMNS: Final = ("Số", "Đoạn", "Nội dung")
