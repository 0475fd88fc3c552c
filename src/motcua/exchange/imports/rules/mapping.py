"""How the columns of a table become the fields of a message: guessed from the headings, kept as a person says. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from motcua.kernel.text import search_key
from motcua.operate.dossiers.rules import LABELS


@dataclass(frozen=True, slots=True)
class Column:
    """A field that a column can fill: its words, and headings under which it is known. `inside`: the list it is in."""

    field: str
    words: str
    headings: tuple[str, ...] = ()
    inside: str = ""


FIELDS: Final = (
    Column("MaHoSo", "Mã hồ sơ", ("mã số hồ sơ", "số hồ sơ", "số biên nhận", "mã hs")),
    Column("MaTTHC", "Mã thủ tục", ("mã tthc", "mã thủ tục hành chính")),
    Column("TenTTHC", "Tên thủ tục", ("thủ tục", "tên tthc", "tên thủ tục hành chính", "thủ tục hành chính")),
    Column("ChuHoSo", "Chủ hồ sơ", ("tên chủ hồ sơ", "người nộp", "họ và tên", "tên tổ chức cá nhân", "họ tên")),
    Column("LoaiDoiTuong", "Loại đối tượng (1 công dân, 2 doanh nghiệp, 3 cơ quan, 4 khác)", ("đối tượng",)),
    Column("SoDinhDanh", "Số định danh", ("cccd", "cmnd", "số cccd", "số cmnd", "số căn cước"), "DinhDanhCHS"),
    Column("SoDienThoai", "Điện thoại", ("số điện thoại", "sđt")),
    Column("Email", "Thư điện tử", ("thư điện tử",)),
    Column("TrichYeuHoSo", "Nội dung", ("trích yếu", "nội dung hồ sơ", "về việc")),
    Column("KenhThucHien", "Kênh nộp", ("hình thức nộp", "hình thức tiếp nhận", "cách thức nộp", "kênh")),
    Column("NgayNopHoSo", "Ngày nộp", ("ngày nộp hồ sơ",)),
    Column("NgayTiepNhan", "Ngày tiếp nhận", ("ngày nhận", "tiếp nhận", "ngày nhận hồ sơ")),
    Column("NgayHenTra", "Ngày hẹn trả", ("hẹn trả", "ngày hẹn", "hạn trả", "hạn xử lý", "ngày hẹn trả kết quả")),
    Column("NgayKetThucXuLy", "Ngày kết thúc xử lý", ("ngày hoàn thành", "ngày kết thúc", "ngày có kết quả")),
    Column("NgayTra", "Ngày trả kết quả", ("ngày trả", "ngày trả thực tế")),
    Column("NgayTuChoi", "Ngày từ chối", ()),
    Column("TrangThaiHoSo", "Trạng thái", ("tình trạng", "trạng thái hồ sơ", "tình trạng hồ sơ")),
    Column("DonViXuLy", "Đơn vị xử lý", ("phòng xử lý", "đơn vị thụ lý", "phòng ban", "đơn vị")),
    Column("Gia", "Phí, lệ phí", ("lệ phí", "phí", "số tiền", "phí lệ phí"), "DanhSachLePhi"),
    Column("DuocThanhToanTrucTuyen", "Thanh toán trực tuyến", ("thanh toán",)),
    Column("HoSoCoThanhPhanSoHoa", "Đã số hóa", ("số hóa", "hồ sơ số hóa", "có số hóa")),
    Column("DuongDanTepTinKetQua", "Tệp kết quả điện tử", ("kết quả điện tử",), "DanhSachGiayToKetQua"),
    Column("NgayBoSung", "Ngày yêu cầu bổ sung", ("yêu cầu bổ sung",), "DanhSachHoSoBoSung"),
    Column("NgayTiepNhanBoSung", "Ngày bổ sung", ("ngày nhận bổ sung",), "DanhSachHoSoBoSung"),
)
BY_FIELD: Final = {column.field: column for column in FIELDS}
DATES: Final = frozenset(field for field in BY_FIELD if field.startswith("Ngay"))
_CHANNELS = {"truc tiep": 1, "truc tuyen": 2, "buu chinh": 3, "qua mang": 2, "buu dien": 3}
_STATES = {search_key(words): int(state) for state, words in LABELS.items()}
_KNOWN = {
    search_key(words): column.field
    for column in reversed(FIELDS)
    for words in (column.field, column.words, *column.headings)
}


def signature(headings: Sequence[str]) -> str:
    """What stands for a set of headings: the same for the same columns in the same order."""
    folded = "\n".join(search_key(heading) for heading in headings)
    return hashlib.sha256(folded.encode()).hexdigest()[:32]


def guess(headings: Sequence[str]) -> dict[str, str]:
    """Position of a column (as text) → field, for the headings that are known; a field is filled by one column."""
    found: dict[str, str] = {}
    for place, heading in enumerate(headings):
        field = _KNOWN.get(search_key(heading))
        if field is not None and field not in found.values():
            found[str(place)] = field
    return found


def mapped(cells: Sequence[Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The message that a row of a table gives."""
    raw: dict[str, Any] = {}
    for place, name in columns.items():
        column = BY_FIELD.get(name)
        index = int(place)
        value = cells[index] if index < len(cells) else None
        if column is None or value is None or value == "":
            continue
        value = _value(name, value)
        if column.inside:
            raw.setdefault(column.inside, [{}])[0][name] = value
        else:
            raw[name] = value
    return raw


def _value(name: str, value: Any) -> Any:
    """A cell as a message would say it."""
    if isinstance(value, datetime):
        return value.strftime("%Y%m%d%H%M%S")
    if isinstance(value, date):
        return value.strftime("%Y%m%d")
    if isinstance(value, float) and value == int(value):
        value = int(value)
    folded = search_key(value)
    if name == "KenhThucHien":
        return next((number for words, number in _CHANNELS.items() if words in folded), value)
    if name == "TrangThaiHoSo":
        return _STATES.get(folded, value)
    return value if isinstance(value, bool | int) else str(value)
