"""What is asked of a reader, and the filters of the log of readings."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms

from motcua.kernel.readings.queries import Wanted
from motcua.kernel.readings.rules import ASKED, BASIS, LONGEST_BASIS, PURPOSES
from motcua.kernel.time import TZ
from motcua.kernel.ui.fields import CleanCharField, DateField

NAMES = ("tu", "den", "nguoi", "ho-so", "muc-dich", "ngoai")
DAYS_SHOWN = 7


class PurposeForm(forms.Form):
    """Why somebody reads a dossier that he does not handle. A number of a document, never words about a person."""

    use_required_attribute = False
    purpose = forms.ChoiceField(
        label="Bạn xem hồ sơ này để làm gì?",
        widget=forms.RadioSelect,
        choices=list(ASKED.items()),
        error_messages={
            "required": "Hãy chọn mục đích xem.",
            "invalid_choice": "Hãy chọn một mục đích trong danh sách.",
        },
    )
    basis = forms.RegexField(
        rf"^{BASIS}$",
        label="Số văn bản làm căn cứ",
        required=False,
        max_length=LONGEST_BASIS,
        help_text="Không bắt buộc. Số quyết định, kế hoạch, phiếu chuyển đơn, ví dụ 12/QĐ-TTr. Không ghi tên người.",
        error_messages={"invalid": "Chỉ ghi số, ký hiệu văn bản, không có dấu cách, ví dụ 12/QĐ-TTr."},
        widget=forms.TextInput({"class": "input--20", "autocomplete": "off"}),
    )


def _day(label: str) -> DateField:
    return DateField(
        label=label, required=False, widget=forms.TextInput({"class": "input--10", "placeholder": "ngày/tháng/năm"})
    )


class LogFilter(forms.Form):
    """Filters of the log, read from the address; the last week when no day is given."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any], *, today: date, readers: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.today = today
        self.fields["tu"] = _day("Từ ngày")
        self.fields["den"] = _day("Đến ngày")
        self.fields["nguoi"] = forms.ChoiceField(label="Người xem", required=False, choices=[("", "Tất cả"), *readers])
        self.fields["ho-so"] = CleanCharField(label="Mã hồ sơ", required=False, max_length=60)
        self.fields["muc-dich"] = forms.ChoiceField(
            label="Mục đích", required=False, choices=[("", "Tất cả"), *PURPOSES.items()]
        )
        self.fields["ngoai"] = forms.BooleanField(label="Chỉ người không xử lý hồ sơ", required=False)

    def wanted(self, subject: tuple[str, str] | None) -> Wanted:
        """What the query takes; a field with an error filters nothing. `subject`: the dossier of the code, if any."""
        self.full_clean()
        data = self.cleaned_data
        first, last = data.get("tu"), data.get("den")
        if first is None and last is None and subject is None:
            first = self.today - timedelta(days=DAYS_SHOWN - 1)
        return Wanted(
            since=_midnight(first) if first else None,
            until=_midnight(last + timedelta(days=1)) if last else None,
            subject=subject,
            reader=data.get("nguoi") or "",
            purpose=data.get("muc-dich") or "",
            outside=bool(data.get("ngoai")),
        )

    @property
    def code(self) -> str:
        """The typed code of a dossier."""
        self.full_clean()
        return self.cleaned_data.get("ho-so") or ""

    def address(self, **more: str) -> str:
        """The filters in use as the query of an address, with `more`."""
        kept = {name: self.data.get(name, "").strip() for name in NAMES}
        return urlencode({name: value for name, value in (kept | more).items() if value})

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The boxes before the tick."""
        return [self[name] for name in NAMES[:-1]]

    @property
    def outside_box(self) -> forms.BoundField:
        return self["ngoai"]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=TZ)
