"""What is asked of officials: the period of a register book, the reason of a slip given again, templates and drafts."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.operate.dossiers.queries.book import Period
from motcua.people import queries as people

NAMES = ("tu", "den", "phong", "thu-tuc")
LONGEST = timedelta(days=3660)


def _day(label: str) -> DateField:
    box = forms.TextInput({"class": "input--10", "placeholder": "ngày/tháng/năm"})
    return DateField(label=label, required=False, widget=box)


class BookForm(forms.Form):
    """Period and filters, read from the address; without days it is the month so far."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any], *, first: date, last: date) -> None:
        asked = {name: data.get(name, "") for name in NAMES}
        if not asked["tu"] and not asked["den"]:
            asked |= {"tu": f"{first:%d/%m/%Y}", "den": f"{last:%d/%m/%Y}"}
        super().__init__(asked)
        self.fields["tu"] = _day("Tiếp nhận từ ngày")
        self.fields["den"] = _day("Đến ngày")
        units = [("", "Tất cả"), *((unit.key, unit.name) for unit in people.units())]
        self.fields["phong"] = forms.ChoiceField(label="Phòng xử lý", required=False, choices=units)
        self.fields["thu-tuc"] = CleanCharField(label="Mã thủ tục", required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("tu"), data.get("den")
        for name in ("tu", "den"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, "Hãy nhập cả ngày đầu và ngày cuối của kỳ.")
        if first and last and last < first:
            self.add_error("den", "Ngày cuối phải bằng hoặc sau ngày đầu.")
        elif first and last and last - first > LONGEST:
            self.add_error("den", "Mỗi lần lập sổ nhiều nhất là mười năm.")
        return data

    def period(self) -> Period | None:
        """What was asked for; None when it cannot be read."""
        if not self.is_valid():
            return None
        data = self.cleaned_data
        return Period(data["tu"], data["den"], data["phong"], data["thu-tuc"])

    def address(self) -> str:
        """The choice as the query of an address."""
        return urlencode({name: value for name in NAMES if (value := str(self.data.get(name, "")).strip())})

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in NAMES]


class ReissueForm(forms.Form):
    """Why a slip is given again."""

    reason = CleanCharField(
        label="Lý do cấp lại",
        max_length=300,
        help_text="Phiếu trước ghi sai điều gì. Lý do được in ở cuối phiếu mới.",
        error_messages={"required": "Hãy ghi lý do cấp lại phiếu."},
    )


KINDS = (("approval", "Đồng ý giải quyết"), ("refusal", "Từ chối giải quyết"))


class TemplateForm(forms.Form):
    """A template of a decision for one procedure or for all."""

    name = CleanCharField(
        label="Tên mẫu",
        max_length=200,
        help_text="Ví dụ: Quyết định cấp bản sao bằng.",
        error_messages={"required": "Hãy đặt tên cho mẫu."},
    )
    procedure = CleanCharField(
        label="Mã thủ tục", required=False, max_length=60, help_text="Để trống nếu mẫu dùng cho mọi thủ tục."
    )
    kind = forms.ChoiceField(
        label="Loại kết quả",
        widget=forms.RadioSelect,
        choices=KINDS,
        error_messages={"required": "Hãy chọn loại kết quả."},
    )
    file = forms.FileField(
        label="Tệp mẫu (.docx)",
        help_text="Văn bản Word có chỗ điền dạng {{chu_ho_so}}; không có macro.",
        error_messages={"required": "Hãy chọn tệp mẫu.", "empty": "Tệp rỗng."},
    )


class DocxForm(forms.Form):
    """An edited DOCX that is put back."""

    docx = forms.FileField(
        label="Bản Word đã sửa (.docx)",
        help_text="Để người duyệt đọc và sửa tiếp. Bản Word không được ký.",
        error_messages={"required": "Hãy chọn tệp Word.", "empty": "Tệp rỗng."},
    )


class PdfForm(forms.Form):
    """An edited PDF that becomes the draft to be signed."""

    kind = forms.ChoiceField(label="Loại kết quả", widget=forms.RadioSelect, choices=KINDS, initial="approval")
    title = CleanCharField(
        label="Trích yếu", max_length=300, error_messages={"required": "Hãy nhập trích yếu của văn bản."}
    )
    pdf = forms.FileField(
        label="Bản PDF để ký",
        help_text="Hệ thống thêm một trang ký số ở cuối: số, ngày và hai chữ ký.",
        error_messages={"required": "Hãy chọn tệp PDF.", "empty": "Tệp rỗng."},
    )
