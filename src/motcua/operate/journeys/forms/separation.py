"""What the page of the two-person rule asks for: whose dossiers, which duties stay apart, since when and why."""

from typing import Any, Final

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.law.rules import DUTIES, SEPARATION, RuleSet
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.journeys.forms.deadlines import split_words

ORDER: Final = tuple(DUTIES)
PAIRS: Final = {
    f"{first}:{later}": f"Đã {DUTIES[first]} thì không {DUTIES[later]}"
    for place, first in enumerate(ORDER)
    for later in ORDER[place + 1 :]
}


class SeparationForm(forms.Form):
    """One rule: for all dossiers, or for the procedures and fields it names; no pair at all frees them."""

    use_required_attribute = False
    procedures = CleanCharField(
        label="Mã thủ tục", required=False, max_length=1000,
        help_text="Nhiều mã cách nhau bằng dấu phẩy. Để trống cả mã và lĩnh vực: quy tắc chung cho mọi thủ tục.",
    )  # fmt: skip
    fields_named = CleanCharField(
        label="Lĩnh vực", required=False, max_length=500,
        help_text="Đúng tên lĩnh vực trong danh mục, cách nhau bằng dấu chấm phẩy.",
    )  # fmt: skip
    pairs = forms.MultipleChoiceField(
        label="Một người không làm cả hai việc", required=False, choices=list(PAIRS.items()),
        widget=forms.CheckboxSelectMultiple, help_text="Chọn ít nhất một cặp, hoặc đánh dấu “Không tách việc nào”.",
    )  # fmt: skip
    none = forms.BooleanField(label="Không tách việc nào (một người được làm mọi việc)", required=False)
    source = CleanCharField(
        label="Văn bản, quy chế", max_length=300,
        error_messages={"required": "Hãy ghi số, ký hiệu văn bản hoặc quy chế."},
    )  # fmt: skip
    article = CleanCharField(label="Điều, khoản", max_length=100, error_messages={"required": "Hãy ghi điều, khoản."})
    reason = CleanCharField(
        label="Lý do", max_length=500, lines=True, rows=2,
        error_messages={"required": "Hãy ghi vì sao cơ quan đặt quy tắc này."},
    )  # fmt: skip
    effective_from = DateField(label="Áp dụng từ ngày", error_messages={"required": "Hãy nhập ngày bắt đầu."})
    effective_to = DateField(label="Đến hết ngày", required=False, help_text="Để trống nếu không có ngày kết thúc.")
    checked = forms.BooleanField(label="Tôi đã đối chiếu với văn bản", required=False)

    def clean_procedures(self) -> list[str]:
        codes = split_words(str(self.cleaned_data["procedures"]), ",")
        unknown = [code for code in codes if catalogue.procedure(code) is None]
        if unknown:
            raise forms.ValidationError(f"Không có thủ tục với mã {', '.join(unknown)}.")
        return codes

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        pairs = data.get("pairs")
        if pairs is not None and bool(pairs) == bool(data.get("none")):
            self.add_error("pairs", "Hãy chọn việc phải tách, hoặc đánh dấu “Không tách việc nào”, không cả hai.")
        since, to = data.get("effective_from"), data.get("effective_to")
        if since and to and to < since:
            self.add_error("effective_to", "Ngày kết thúc phải sau ngày bắt đầu.")
        return data

    def rule(self, key: str) -> RuleSet:
        """The rule as the law keeps it."""
        data = self.cleaned_data
        fields = split_words(data["fields_named"], ";")
        scope = {"procedures": data["procedures"], "fields": fields} if data["procedures"] or fields else {}
        pairs = [pair.split(":") for pair in data["pairs"]]
        return RuleSet(
            id=key, kind=SEPARATION, effective_from=data["effective_from"], effective_to=data["effective_to"],
            source=data["source"], status="verified" if data["checked"] else "recalled", note=data["reason"],
            content={**scope, "article": data["article"], "pairs": pairs},
        )  # fmt: skip
