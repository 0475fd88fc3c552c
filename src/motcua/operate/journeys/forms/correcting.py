"""The form by which an official says what the office got wrong and what is right."""

from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules.correcting import KINDS, possible
from motcua.people import queries as people

ASKABLE = ("paper", "unit", "number", "result")


class CorrectionForm(forms.Form):
    """What kind of error, what is right, and why. Only what belongs to the chosen kind counts."""

    use_required_attribute = False

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        kinds = [kind for kind in possible(dossier.current_state) if kind in ASKABLE and self._fits(kind)]
        self.fields["kind"] = forms.ChoiceField(
            label="Cơ quan đã sai điều gì", widget=forms.RadioSelect,
            choices=[(kind, KINDS[kind].capitalize()) for kind in kinds],
            error_messages={"required": "Hãy chọn loại sai sót."},
        )  # fmt: skip
        if "paper" in kinds:
            self._ask_paper()
        if "unit" in kinds:
            units = [(str(one.key), one.name) for one in people.units(dossier.agency_id) if one.key != dossier.unit_id]
            self.fields["unit"] = forms.ChoiceField(
                label="Đơn vị đúng (khi chuyển sai đơn vị)", required=False, choices=[("", "Chọn đơn vị"), *units]
            )
        if "number" in kinds:
            self._ask_number()
        if "result" in kinds:
            self._ask_result()
        self.fields["reason"] = CleanCharField(
            lines=True, rows=3, label="Sai ở đâu, vì sao phải sửa", max_length=2000, min_length=10,
            error_messages={"required": "Hãy ghi rõ sai ở đâu.", "min_length": "Hãy ghi rõ hơn sai ở đâu."},
        )  # fmt: skip

    def _ask_paper(self) -> None:
        papers = self.dossier.papers.filter(replaced_at=None).order_by("component_code", "pk")
        self.fields["paper"] = forms.ChoiceField(
            label="Giấy tờ nào (khi ghi sai giấy tờ)", required=False,
            choices=[("", "Chọn giấy tờ"), *((str(one.pk), one.name) for one in papers)],
        )  # fmt: skip
        for name, label in (("originals", "Số bản chính đúng"), ("copies", "Số bản sao đúng")):
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=999,
                widget=forms.TextInput({"inputmode": "numeric", "class": "input--4"}),
            )  # fmt: skip

    def _fits(self, kind: str) -> bool:
        """A number that stands in a signed file is wrong there too: then the result is replaced."""
        return kind != "number" or self.dossier.result.signed_file_id is None

    def _ask_number(self) -> None:
        result = self.dossier.result
        self.fields["number"] = CleanCharField(
            label="Số kết quả đúng (khi ghi sai số, ngày)", required=False, max_length=60,
            initial=result.number_symbol, widget=forms.TextInput({"class": "input--20", "autocomplete": "off"}),
        )  # fmt: skip
        self.fields["on"] = DateField(
            label="Ngày kết quả đúng (khi ghi sai số, ngày)", required=False, initial=result.issued_on
        )

    def _ask_result(self) -> None:
        result = self.dossier.result
        self.fields["title"] = CleanCharField(
            label="Trích yếu đúng (khi kết quả sai)", required=False, max_length=300, initial=result.title
        )
        self.fields["body"] = CleanCharField(
            lines=True, rows=10, label="Nội dung đúng (khi kết quả sai)", required=False, max_length=20000,
            initial="\n".join(result.body),
        )  # fmt: skip

    def new(self) -> dict[str, Any]:
        """What is right, as the service takes it."""
        data = self.cleaned_data
        if data["kind"] == "unit":
            return {"unit": data.get("unit", "")}
        if data["kind"] == "paper":
            counts = {name: data[name] for name in ("originals", "copies") if data.get(name) is not None}
            return {"paper": data.get("paper", ""), **counts}
        if data["kind"] == "number":
            on = data.get("on")
            return {"number": data.get("number", ""), "on": on.isoformat() if on else ""}
        lines = [line for line in data.get("body", "").splitlines() if line.strip()]
        return {"kind": self.dossier.result.kind, "title": data.get("title", ""), "body": lines}
