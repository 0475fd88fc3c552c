"""Forms about a form as a whole and about its sections."""

from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.eforms.queries.workshop import NotOne, ProcedureChoice, find_procedure
from motcua.operate.eforms.rules import LAYOUTS, PAGES
from motcua.operate.eforms.rules.shape import LONGEST_LABEL, MAX_REPEAT

STARTS = (
    ("blank", "Từ tờ giấy trắng", "Tự đặt từng mục, từng câu hỏi.", "file-plus"),
    ("procedure", "Từ một thủ tục", "Đề xuất mục và ô từ thành phần hồ sơ, điều kiện của thủ tục.", "clipboard-list"),
    ("copy", "Từ một biểu mẫu đã có", "Chép nguyên một biểu mẫu rồi sửa.", "copy"),
    ("schema", "Từ tệp JSON Schema", "Nhập biểu mẫu do hệ thống khác xuất ra.", "upload"),
)
"""How a form may begin: key, name, explanation, icon."""
LARGEST = 1024 * 1024


class NewForm(forms.Form):
    """What one way of beginning (a key of STARTS) asks for."""

    procedure = forms.CharField(
        label="Thủ tục", max_length=200, help_text="Mã thủ tục, ví dụ 1.005095, hoặc vài chữ trong tên."
    )
    copied = forms.ChoiceField(label="Biểu mẫu để chép")
    file = forms.FileField(label="Tệp JSON Schema", help_text="Tệp .json tối đa 1 MB.")
    title = CleanCharField(
        label="Tên biểu mẫu",
        max_length=LONGEST_LABEL,
        help_text="Như trên mẫu giấy, ví dụ: Đơn đề nghị phúc khảo bài thi.",
    )

    def __init__(self, *args: Any, start: str, forms_at_hand: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["copied"].choices = [("", "Hãy chọn"), *forms_at_hand]  # type: ignore[attr-defined]
        asked = {"procedure": "procedure", "copy": "copied", "schema": "file"}.get(start)
        for name in {"procedure", "copied", "file"} - {asked}:
            del self.fields[name]
        if asked:
            self.fields["title"].required = False
            self.fields["title"].help_text = "Để trống để lấy tên có sẵn; sau này sửa được."

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Tệp lớn hơn 1 MB nên không phải là JSON Schema của một biểu mẫu.")
        return file


class SettingsForm(forms.Form):
    """The form itself: its name, where it comes from, which procedures use it, its pages, who signs beside."""

    title = CleanCharField(label="Tên biểu mẫu", max_length=LONGEST_LABEL)
    source = CleanCharField(
        label="Nguồn",
        lines=True,
        rows=3,
        required=False,
        help_text="Văn bản ban hành hoặc địa chỉ của mẫu. Mỗi dòng một nguồn.",
    )
    procedures = forms.MultipleChoiceField(
        label="Thủ tục dùng biểu mẫu này",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    more = forms.CharField(
        label="Thêm thủ tục",
        required=False,
        max_length=400,
        help_text="Mã thủ tục hoặc vài chữ trong tên. Nhiều thủ tục thì cách nhau bằng dấu chấm phẩy.",
    )
    pages = forms.ChoiceField(
        label="Người khai thấy",
        choices=[(key, words.capitalize()) for key, words in PAGES.items()],
        widget=forms.RadioSelect,
    )
    completeness = forms.ChoiceField(
        label="So với mẫu giấy",
        widget=forms.RadioSelect,
        choices=[("full", "Đủ mọi ô của mẫu chính thức"), ("partial", "Mới có một phần")],
    )
    cosign_who = CleanCharField(
        label="Người cùng ký",
        required=False,
        max_length=100,
        help_text="Ví dụ: Cha, mẹ hoặc người giám hộ. Để trống nếu chỉ một người ký.",
    )
    cosign_reason = CleanCharField(label="Vì sao cần người cùng ký", required=False, max_length=300)
    cosign_section = forms.ChoiceField(label="Người cùng ký điền thêm mục", required=False)

    def __init__(
        self,
        *args: Any,
        listed: list[ProcedureChoice],
        sections: list[tuple[str, str]],
        generic: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedures"].choices = [(one.code, f"{one.code} · {one.name}") for one in listed]  # type: ignore[attr-defined]
        self.fields["cosign_section"].choices = [("", "Không điền thêm"), *sections]  # type: ignore[attr-defined]
        if not listed:
            del self.fields["procedures"]
        if generic:
            del self.fields["completeness"]

    def clean_more(self) -> list[str]:
        typed = [one.strip() for one in str(self.cleaned_data["more"]).split(";") if one.strip()]
        found = [find_procedure(one) for one in typed]
        wrong = [one for one in found if isinstance(one, NotOne)]
        if wrong:
            raise forms.ValidationError([one.message for one in wrong])
        return [one for one in found if isinstance(one, str)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("cosign_reason") and not cleaned.get("cosign_who") and "cosign_who" not in self.errors:
            self.add_error("cosign_who", "Hãy ghi ai là người cùng ký.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What to set in the definition."""
        data = self.cleaned_data
        cosign = {"who": data["cosign_who"], "reason": data["cosign_reason"], "section": data["cosign_section"]}
        values = {
            "title": data["title"],
            "source": [line.strip() for line in data["source"].splitlines() if line.strip()],
            "procedures": list(dict.fromkeys([*data.get("procedures", []), *data["more"]])),
            "pages": data["pages"],
            "cosign": {name: value for name, value in cosign.items() if value} if data["cosign_who"] else None,
        }
        if "completeness" in data:
            values["completeness"] = data["completeness"]
        return values


class SectionForm(forms.Form):
    """One section: its title, what is said above it, and whether it is answered several times."""

    title = CleanCharField(label="Tên mục", max_length=LONGEST_LABEL, help_text="Ví dụ: Thông tin học sinh")
    intro = CleanCharField(
        label="Lời giới thiệu",
        lines=True,
        rows=3,
        required=False,
        max_length=1000,
        help_text="Một hai câu để người khai biết mục này cần gì.",
    )
    repeats = forms.BooleanField(
        label="Mục này điền nhiều lần",
        required=False,
        help_text="Dùng cho bảng: nhiều môn thi, nhiều người con, nhiều năm học…",
    )
    item = CleanCharField(
        label="Mỗi lần gọi là",
        required=False,
        max_length=40,
        help_text="Ví dụ: Môn thi, Người con. Nút sẽ ghi «Thêm môn thi».",
    )
    least = forms.IntegerField(
        label="Ít nhất",
        required=False,
        min_value=0,
        max_value=MAX_REPEAT,
        widget=forms.TextInput({"inputmode": "numeric", "class": "input--4"}),
    )
    most = forms.IntegerField(
        label="Nhiều nhất",
        required=False,
        min_value=1,
        max_value=MAX_REPEAT,
        widget=forms.TextInput({"inputmode": "numeric", "class": "input--4"}),
    )
    layout = forms.ChoiceField(
        label="Trình bày",
        required=False,
        widget=forms.RadioSelect,
        initial="cards",
        choices=[(key, words.capitalize()) for key, words in LAYOUTS.items()],
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("repeats"):
            return cleaned
        least, most = cleaned.get("least") or 0, cleaned.get("most")
        if most is None and "most" not in self.errors:
            self.add_error("most", f"Hãy ghi số lần nhiều nhất, tối đa {MAX_REPEAT}.")
        elif most is not None and least > most:
            self.add_error("least", "Số lần ít nhất không được lớn hơn số lần nhiều nhất.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What to set in the definition."""
        data = self.cleaned_data
        repeat = {"min": data["least"] or 0, "max": data["most"], "item": data["item"] or "Dòng"}
        return {
            "title": data["title"],
            "intro": data["intro"],
            "repeat": repeat if data["repeats"] else None,
            "layout": data["layout"] if data["repeats"] else "cards",
        }


def section_initial(section: dict[str, Any]) -> dict[str, Any]:
    """What the form of a section shows at first."""
    repeat = section.get("repeat") or {}
    return {
        "title": section.get("title", ""),
        "intro": section.get("intro", ""),
        "repeats": bool(repeat),
        "item": repeat.get("item", ""),
        "least": repeat.get("min", 1),
        "most": repeat.get("max", 10),
        "layout": section.get("layout", "cards"),
    }


class MoveForm(forms.Form):
    """Where a question goes: to which section, and after which of its questions."""

    section = forms.ChoiceField(label="Chuyển ô sang mục", widget=forms.RadioSelect)

    def __init__(self, *args: Any, sections: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """The last word before publishing; with warnings, why they are accepted."""

    accept = forms.BooleanField(
        label="Tôi đã xem các điểm cần lưu ý và vẫn công bố",
        error_messages={"required": "Hãy đánh dấu sau khi đã xem các điểm cần lưu ý."},
    )
    reason = CleanCharField(
        label="Vì sao vẫn công bố",
        lines=True,
        rows=3,
        max_length=500,
        help_text="Được giữ cùng lần công bố này.",
        error_messages={"required": "Hãy ghi lý do vẫn công bố khi còn điểm cần lưu ý."},
    )

    def __init__(self, *args: Any, warnings: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not warnings:
            del self.fields["accept"], self.fields["reason"]
