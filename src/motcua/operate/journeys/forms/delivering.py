"""Forms of handing a result over, of what became of it at the post, and of handing dossiers from officer to officer."""

from collections.abc import Sequence
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.journeys.forms.desk_acts import FORMS, ActForm, ReturnForm

RECEIVERS = (("owner", "Chủ hồ sơ"), ("filer", "Người nộp thay"), ("other", "Người khác, có giấy uỷ quyền"))
WHAT = {
    "delivered": "Bưu chính đã giao cho người nhận",
    "came_back": "Bưu chính chuyển hoàn, chưa giao được",
    "posted": "Gửi lại qua bưu chính",
    "collected": "Người nhận đã đến lấy tại quầy",
}


def _line(label: str, most: int, hint: str = "") -> CleanCharField:
    return CleanCharField(label=label, required=False, max_length=most, help_text=hint)


def _waybill() -> CleanCharField:
    return CleanCharField(
        label="Mã bưu gửi",
        required=False,
        max_length=40,
        help_text="Chỉ khi gửi bưu chính. In trên phiếu gửi, ví dụ EE123456785VN; người dân tra được bằng mã này.",
        widget=forms.TextInput({"class": "input--20", "autocomplete": "off", "autocapitalize": "characters"}),
    )


class _Receiver(ActForm):
    """Who took the result at the counter, and by what right."""

    def _ask_receiver(self) -> None:
        self.fields["receiver_name"] = _line("Họ tên người nhận khác", 200)
        self.fields["receiver_paper"] = _line("Giấy tờ đã xuất trình", 120, "Ví dụ: căn cước, bốn số cuối 0029.")
        self.fields["receiver_ground"] = _line("Căn cứ nhận thay", 300, "Ví dụ: giấy uỷ quyền ngày 01/03/2024.")
        self.fields["signed_for"] = forms.BooleanField(label="Người nhận đã ký nhận", required=False)

    def _check_receiver(self, data: dict[str, Any]) -> None:
        for name, words in (
            ("receiver_name", "Hãy nhập họ tên người nhận."),
            ("receiver_paper", "Hãy ghi giấy tờ người nhận đã xuất trình."),
            ("receiver_ground", "Hãy ghi căn cứ nhận thay."),
        ):
            if data.get("receiver") == "other" and not data.get(name):
                self.add_error(name, words)


class HandingOverForm(ReturnForm, _Receiver):
    """How the result is handed over: the waybill for the post, and who took it at the counter when not the owner."""

    def __init__(self, *args: Any, right: bool = False, why_not: Refusal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, right=right, why_not=why_not, **kwargs)
        choices = [one for one in RECEIVERS if right or one[0] != "filer"]
        self.fields["receiver"] = forms.ChoiceField(
            label="Ai đến nhận tại quầy", required=False, widget=forms.RadioSelect, choices=choices,
            initial=None if right else "owner",
        )  # fmt: skip
        self.fields["waybill"] = _waybill()
        self._ask_receiver()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how") == "post" and not data.get("waybill"):
            self.add_error("waybill", "Hãy nhập mã bưu gửi.")
        if data.get("how") == "counter":
            self._check_receiver(data)
        return data


class TrackForm(_Receiver):
    """What became of a posted result; `ways` are those that are possible now."""

    what = forms.ChoiceField(
        label="Kết quả đã đến đâu", widget=forms.RadioSelect, error_messages={"required": "Hãy chọn một mục."}
    )
    why = _line("Lý do chuyển hoàn", 300, "Ví dụ: không có người nhận, sai địa chỉ.")

    def __init__(self, *args: Any, ways: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(way, words) for way, words in WHAT.items() if way in ways]
        if "came_back" not in ways:
            del self.fields["why"]
        if "posted" in ways:
            self.fields["waybill"] = _waybill()
        if "collected" in ways:
            self.fields["receiver"] = forms.ChoiceField(
                label="Ai đến nhận", required=False, widget=forms.RadioSelect, choices=RECEIVERS, initial="owner"
            )
            self._ask_receiver()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("what") == "came_back" and not data.get("why"):
            self.add_error("why", "Hãy ghi vì sao bưu chính chuyển hoàn.")
        if data.get("what") == "posted" and not data.get("waybill"):
            self.add_error("waybill", "Hãy nhập mã bưu gửi mới.")
        if data.get("what") == "collected":
            self._check_receiver(data)
        return data


class HandOverForm(ActForm):
    """To whom a dossier goes, and why."""

    officer = forms.ChoiceField(label="Người nhận bàn giao", error_messages={"required": "Hãy chọn người nhận."})
    reason = CleanCharField(
        lines=True, rows=2, label="Lý do bàn giao", max_length=500, error_messages={"required": "Hãy ghi lý do."}
    )

    def __init__(self, *args: Any, officers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Chọn chuyên viên"), *officers]


ALL_FORMS = {**FORMS, "return_result": HandingOverForm, "track_delivery": TrackForm, "hand_over": HandOverForm}
