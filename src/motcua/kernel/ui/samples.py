"""What the pattern page shows: one example of every component in every state. Invented people and numbers."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField, IdentityField, MoneyField, PhoneField, TaxCodeField

NOW: Final = datetime(2024, 2, 6, 8, 20, tzinfo=UTC)
MONTHS: Final = [f"T{month}" for month in range(1, 13)]


class SampleForm(forms.Form):
    """Every kind of control."""

    full_name = CleanCharField(label="Họ và tên", max_length=80, help_text="Viết như trên giấy khai sinh.")
    identity = IdentityField(label="Số định danh cá nhân", help_text="12 chữ số trên thẻ căn cước.")
    born = DateField(label="Ngày sinh", help_text="Ví dụ: 27 3 2007", latest=date(2024, 2, 6), birthday=True)
    phone = PhoneField(label="Số điện thoại", required=False)
    tax_code = TaxCodeField(label="Mã số thuế", required=False)
    fee = MoneyField(label="Số tiền đã nộp", required=False)
    copies = forms.TypedChoiceField(label="Số bản cần cấp", choices=[(n, f"{n} bản") for n in range(1, 6)], coerce=int)
    channel = forms.ChoiceField(
        label="Bạn muốn nhận kết quả ở đâu?",
        choices=[("counter", "Tại Bộ phận Một cửa"), ("post", "Qua bưu chính"), ("online", "Bản điện tử")],
        widget=forms.RadioSelect,
    )
    papers = forms.MultipleChoiceField(
        label="Giấy tờ đã có",
        choices=[("id", "Căn cước"), ("birth", "Giấy khai sinh"), ("transcript", "Học bạ")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = CleanCharField(label="Lý do", lines=True, rows=3, max_length=500, required=False)
    scan = forms.FileField(label="Bản chụp giấy tờ", help_text="Ảnh JPEG, PNG hoặc PDF, tối đa 20 MB.", required=False)
    truth = forms.BooleanField(label="Tôi cam đoan những điều khai trên là đúng.")


WRONG: Final = {
    "full_name": "", "identity": "0123", "born_day": "31", "born_month": "2", "born_year": "2007",
    "phone": "12", "tax_code": "0101234567", "fee": "năm mươi", "copies": "9", "channel": "", "reason": "x" * 501,
}  # fmt: skip


def samples() -> dict[str, Any]:
    """The context of the pattern page."""
    return {
        "plain_form": SampleForm(auto_id="id_a_%s", initial={"born": date(2007, 3, 27), "fee": 50000}),
        "form": SampleForm(WRONG, auto_id="id_b_%s"),
        "now": NOW,
        "nothing_at_all": None,
        "crumbs": [("Trang chủ", "/")],
        "instants": [
            NOW - timedelta(days=3),
            NOW + timedelta(hours=4),
            NOW + timedelta(days=1),
            NOW + timedelta(days=9),
        ],
        **_lists(),
        **_tables(),
        **_charts(),
    }


def _lists() -> dict[str, Any]:
    """Timeline, steps, tasks, tabs."""
    return {
        "entries": [
            {"at": NOW, "title": "Đã tiếp nhận", "actor": "Bộ phận Một cửa", "kind": "done"},
            {"at": NOW + timedelta(hours=17), "title": "Đang thẩm định", "actor": "Trần Thị Hoa", "kind": "running",
             "text": "Hạn nội bộ 12/02/2024."},
            {"at": NOW + timedelta(days=2), "title": "Yêu cầu bổ sung giấy khai sinh", "kind": "waiting"},
            {"at": NOW + timedelta(days=9), "title": "Trễ hạn một ngày, hẹn lại 16/02/2024", "kind": "late"},
        ],
        "steps": [
            {"title": "Tiếp nhận", "state": "done", "text": "06/02 15:20"},
            {"title": "Phân công", "state": "done", "text": "07/02 08:05"},
            {"title": "Thẩm định", "state": "now", "text": "Hoa · còn 1 ngày"},
            {"title": "Trình ký", "state": "next", "text": ""},
            {"title": "Trả kết quả", "state": "next", "text": ""},
        ],
        "tasks": [
            {"label": "Thông tin người nộp", "url": "#nguoi-nop", "kind": "done", "status": "Đã xong"},
            {"label": "Tờ khai", "url": "#to-khai", "kind": "running", "status": "Đang điền", "hint": "Còn 3 câu"},
            {"label": "Giấy tờ", "url": "#giay-to", "kind": "late", "status": "Cần sửa"},
            {"label": "Kiểm tra và nộp", "url": "", "kind": "neutral", "status": "Chưa làm được"},
        ],
        "tabs": [
            {"label": "Quá hạn", "url": "#qua-han", "count": 2, "late": True, "current": False},
            {"label": "Hôm nay", "url": "#hom-nay", "count": 14, "current": True},
            {"label": "Sắp đến hạn", "url": "#sap-den", "count": 0, "current": False},
            {"label": "Mới", "url": "#moi", "current": False},
        ],
    }  # fmt: skip


def _tables() -> dict[str, Any]:
    """A table with every kind of cell, and summary rows."""
    return {
        "columns": [{"label": "Mã hồ sơ", "kind": "digits"}, {"label": "Thủ tục"}, {"label": "Trạng thái"},
                    {"label": "Ngày nhận", "kind": "digits"}, {"label": "Phí", "kind": "num"}],
        "rows": [
            [{"text": "000.00.14-240206-0012", "href": "#hs12"}, "Cấp bản sao bằng tốt nghiệp",
             {"text": "Đang xử lý", "tag_kind": "running"}, "06/02/2024", "50.000 đ"],
            [{"text": "000.00.14-240205-0007", "href": "#hs7"}, "Chuyển trường đối với học sinh trung học phổ thông",
             {"text": "Chờ bổ sung", "tag_kind": "waiting"}, "05/02/2024", "0 đ"],
            [{"text": "000.00.14-240130-0031", "href": "#hs31"}, "Phúc khảo bài thi",
             {"text": "Quá hạn", "tag_kind": "late"}, "30/01/2024", None],
        ],
        "foot": ["Cộng", "", "", "", "50.000 đ"],
        "answers": [
            {"key": "Họ và tên", "value": "Nguyễn Thị Hương Lan", "change_url": "#ten"},
            {"key": "Ngày sinh", "value": "27/03/2007", "change_url": "#sinh"},
            {"key": "Mức phí", "value": None, "change_url": ""},
        ],
    }  # fmt: skip


def _charts() -> dict[str, Any]:
    """Data of the charts, with a gap and a missing value."""
    return {
        "bars": [
            {"label": "Phòng Quản lý chất lượng", "value": 98.4, "judge": True},
            {"label": "Phòng Giáo dục trung học", "value": 91.2, "judge": True},
            {"label": "Phòng Tổ chức cán bộ <b>", "value": None, "judge": True},
        ],
        "months": MONTHS,
        "series": [
            ("Nộp trực tuyến", [35, 38, 41, 44, 47, 52, 55, 58, 61, None, 66, 70]),
            ("Nộp trực tiếp", [65, 62, 59, 56, 53, 48, 45, 42, 39, None, 34, 30]),
        ],
        "trend": [35, 38, 41, 44, 47, 52, 55, 58, 61, None, 66, 70],
        "nothing": [None] * 12,
    }
