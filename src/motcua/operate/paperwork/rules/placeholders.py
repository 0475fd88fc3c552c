"""The words in double braces that a template of a decision may use, and what each stands for."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a template cannot be used; `message` is for the person who uploaded it."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One fact: the word, what it is, and why it may be missing."""

    key: str
    meaning: str
    missing: str = "hồ sơ không có dữ kiện này"


PLACEHOLDERS: Final[dict[str, Placeholder]] = {
    one.key: one
    for one in (
        Placeholder("co_quan", "Tên cơ quan giải quyết"),
        Placeholder("co_quan_cap_tren", "Tên cơ quan cấp trên", "cơ quan không ghi cấp trên"),
        Placeholder("dia_danh", "Địa danh ở dòng ngày tháng"),
        Placeholder("ngay", "Ngày tạo dự thảo, dạng “ngày 06 tháng 02 năm 2024”"),
        Placeholder("ky_hieu", "Ký hiệu sau số của văn bản kết quả"),
        Placeholder("ma_ho_so", "Mã hồ sơ", "hồ sơ chưa được tiếp nhận"),
        Placeholder("ma_tra_cuu", "Mã theo dõi"),
        Placeholder("ma_thu_tuc", "Mã thủ tục hành chính"),
        Placeholder("ten_thu_tuc", "Tên thủ tục hành chính"),
        Placeholder("noi_dung_yeu_cau", "Nội dung yêu cầu giải quyết"),
        Placeholder("chu_ho_so", "Tên chủ hồ sơ"),
        Placeholder("so_dinh_danh_chu_ho_so", "Số định danh hoặc mã số thuế của chủ hồ sơ", "chủ hồ sơ không khai"),
        Placeholder("ngay_sinh_chu_ho_so", "Ngày sinh của chủ hồ sơ", "chủ hồ sơ không khai"),
        Placeholder("dia_chi_chu_ho_so", "Địa chỉ của chủ hồ sơ", "chủ hồ sơ không khai"),
        Placeholder("nguoi_nop", "Tên người nộp"),
        Placeholder("dia_chi", "Địa chỉ của người nộp", "người nộp không khai"),
        Placeholder("dien_thoai", "Số điện thoại của người nộp", "người nộp không khai"),
        Placeholder("thu_dien_tu", "Thư điện tử của người nộp", "người nộp không khai"),
        Placeholder("ngay_tiep_nhan", "Thời điểm tiếp nhận", "hồ sơ chưa được tiếp nhận"),
        Placeholder("ngay_hen_tra", "Thời điểm hẹn trả", "hồ sơ chưa được tiếp nhận"),
        Placeholder("thoi_han", "Thời hạn giải quyết", "hồ sơ chưa được tiếp nhận"),
        Placeholder("giay_to", "Giấy tờ đã nộp, mỗi giấy tờ một dòng", "chưa có giấy tờ nào được nộp"),
        Placeholder("can_cu_phap_ly", "Căn cứ pháp lý của thủ tục, mỗi căn cứ một dòng", "dữ liệu thủ tục không ghi"),
        Placeholder("phong_xu_ly", "Tên phòng xử lý"),
        Placeholder("nguoi_thu_ly", "Tên người thụ lý", "hồ sơ chưa được phân công"),
        Placeholder("nguoi_ky", "Tên người ký", "chưa có ai giữ vai trò người ký"),
    )
}
