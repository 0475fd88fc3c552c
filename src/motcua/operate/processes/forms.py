"""The forms of the process pages: starting one, one step of the table, branches, examples, publishing."""

from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.processes.rules import Example
from motcua.operate.processes.vocabulary import ACTIONS
from motcua.people.rules import OFFICIAL_ROLES

ACTION_LABELS = {
    "": "Chưa chọn",
    "forward": "Chuyển tiếp",
    "assign": "Phân công thụ lý",
    "sign": "Ký kết quả",
    "issue": "Cấp số, phát hành",
    "return_result": "Trả kết quả",
}
ROLES = [("", "Chưa chọn"), *((role.value, role.label) for role in sorted(OFFICIAL_ROLES))]


class StartForm(forms.Form):
    """A new process, blank or from a file of another tool."""

    key = forms.SlugField(
        label="Mã quy trình", max_length=60, help_text="Chữ thường không dấu, ví dụ cap-ban-sao. Không đổi về sau.",
        widget=forms.TextInput({"class": "input--20", "spellcheck": "false"}),
        error_messages={"invalid": "Mã chỉ gồm chữ không dấu, chữ số, gạch nối và gạch dưới."},
    )  # fmt: skip
    name = CleanCharField(label="Tên quy trình", max_length=200)
    file = forms.FileField(
        label="Bản vẽ BPMN 2.0", required=False,
        help_text="Tệp .bpmn hoặc .xml của bpmn.io, Camunda, Signavio, Bizagi, Visio… Bỏ trống để soạn từ bảng.",
        widget=forms.FileInput(attrs={"accept": ".bpmn,.xml,text/xml"}),
        error_messages={"empty": "Tệp rỗng."},
    )  # fmt: skip


class StepForm(forms.Form):
    """One row of the table of steps (circular 01/2018/TT-VPCP)."""

    name = CleanCharField(label="Tên bước", max_length=200)
    role = forms.ChoiceField(label="Ai làm", choices=ROLES, required=False)
    action = forms.ChoiceField(label="Việc làm", choices=list(ACTION_LABELS.items()), required=False)
    allowance_hours = forms.IntegerField(
        label="Thời gian (giờ làm việc)", min_value=1, max_value=2000, required=False,
        widget=forms.TextInput({"class": "input--4", "inputmode": "numeric"}),
    )  # fmt: skip
    basis = CleanCharField(label="Căn cứ", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        role, action = said.get("role"), said.get("action")
        if role and action and role not in ACTIONS[action]:
            self.add_error("action", "Vai trò này không được làm việc đã chọn. Hãy chọn vai trò hoặc việc khác.")
        return said


class BranchForm(forms.Form):
    """Ways after a step: one of them by outcome, or all at once."""

    names = CleanCharField(
        label="Tên các nhánh", lines=True, rows=4, max_length=1000,
        help_text="Mỗi dòng một nhánh, ví dụ: Đủ điều kiện / Không đủ điều kiện. Mỗi nhánh có một bước để điền tiếp.",
    )  # fmt: skip
    together = forms.ChoiceField(
        label="Các nhánh chạy thế nào", widget=forms.RadioSelect,
        choices=[("one", "Chọn một nhánh theo kết quả của bước trước"), ("all", "Làm tất cả các nhánh cùng lúc")],
    )  # fmt: skip

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]


class ExampleForm(forms.Form):
    """One example case: what was done, and what must be open then."""

    title = CleanCharField(label="Tên ví dụ", max_length=200, help_text="Ví dụ: Hồ sơ đủ, chuyên viên trình ký.")
    done = CleanCharField(
        label="Đã làm", lines=True, rows=5, max_length=4000, required=False,
        help_text="Mỗi dòng tên một bước, theo thứ tự. Bước có rẽ nhánh ghi thêm kết quả: Thẩm định = Đủ.",
    )  # fmt: skip
    open = CleanCharField(
        label="Khi đó phải mở", lines=True, rows=3, max_length=2000, required=False,
        help_text="Mỗi dòng tên một bước. Bỏ trống nếu quy trình phải kết thúc.",
    )  # fmt: skip

    def example(self) -> Example:
        said = self.cleaned_data
        return Example(said["title"], _lines(said["done"]), _lines(said["open"]))


class PublishForm(forms.Form):
    """The decision that approved the process, and its first day."""

    decision = CleanCharField(
        label="Quyết định phê duyệt", max_length=200, help_text="Số và ngày, ví dụ 123/QĐ-UBND ngày 15/01/2024."
    )
    effective_from = DateField(
        label="Áp dụng cho hồ sơ tiếp nhận từ ngày", help_text="Hồ sơ đang xử lý giữ quy trình cũ."
    )


class FollowForm(forms.Form):
    """A procedure whose dossiers shall follow the process."""

    procedure = CleanCharField(
        label="Mã thủ tục", max_length=60, help_text="Ví dụ 3.000465. Hồ sơ đang xử lý giữ quy trình cũ.",
        widget=forms.TextInput({"class": "input--20", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Hãy nhập mã thủ tục."},
    )  # fmt: skip

    def clean_procedure(self) -> str:
        code: str = self.cleaned_data["procedure"]
        if catalogue.procedure(code) is None:
            raise forms.ValidationError("Không có thủ tục mã này trong danh mục.")
        return code


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
