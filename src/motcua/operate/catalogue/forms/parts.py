"""The pages of the editor, in the order of the record (Decree 63/2010/NĐ-CP, article 8.2)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.catalogue import rules
from motcua.operate.catalogue.forms.channels import CHANNELS, FEES
from motcua.operate.catalogue.forms.lists import AGENCIES, COMPONENTS, CONDITIONS, FORMS, LEGAL_BASES, RESULTS, STEPS
from motcua.operate.catalogue.forms.rows import Part
from motcua.operate.catalogue.forms.values import Count, Pick, Words, YesNo
from motcua.operate.catalogue.rules import words

Row = dict[str, Any]


class GeneralForm(forms.Form):
    """Name, kind and who it is for."""

    name = Words(label="Tên thủ tục", most=1000, required=True, lines=True, rows=2)
    field = Words(label="Lĩnh vực", most=200)
    kind = Pick(label="Loại thủ tục", of=words.KINDS.items(), nothing="Chưa chọn")
    internal_scope = Pick(
        label="Phạm vi, nếu là thủ tục nội bộ",
        of=words.SCOPES.items(),
        nothing="Không phải thủ tục nội bộ",
        help_text="Chỉ chọn khi loại thủ tục là nội bộ.",
    )
    competent = Pick(label="Nơi giải quyết", of=words.COMPETENTS.items())
    levels = forms.MultipleChoiceField(
        label="Cấp thực hiện",
        required=False,
        choices=[(key, text.capitalize()) for key, text in words.LEVELS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    subjects = CleanCharField(
        label="Đối tượng thực hiện", required=False, lines=True, rows=4, help_text="Mỗi dòng một đối tượng."
    )
    sets = Count(label="Số lượng bộ hồ sơ", most=99)
    same_day = YesNo(
        label="Giải quyết ngay trong ngày",
        help_text="Có: quầy được giải quyết và trả ngay, không phải viết giấy tiếp nhận (NĐ 61/2018/NĐ-CP điều 17).",
    )
    local_code = Words(label="Mã của địa phương", most=60)
    authority = Words(label="Cơ quan công bố")
    decision = Words(label="Quyết định công bố", help_text="Ví dụ 985/QĐ-BGDĐT.")
    scope_note = Words(label="Ghi chú về phạm vi", most=2000, lines=True, rows=3)

    def clean_internal_scope(self) -> str | None:
        scope: str | None = self.cleaned_data["internal_scope"]
        if scope and self.cleaned_data.get("kind") != "internal":
            raise forms.ValidationError("Chỉ thủ tục nội bộ mới có phạm vi này.")
        return scope


class NewForm(forms.Form):
    """A procedure that the catalogue does not have yet."""

    code = CleanCharField(
        label="Mã thủ tục",
        max_length=40,
        help_text="Mã quốc gia như 3.000465; thủ tục nội bộ dùng mã riêng, chỉ gồm chữ không dấu, số, dấu chấm, gạch.",
    )
    is_national = forms.BooleanField(label="Đây là mã quốc gia", required=False)
    name = Words(label="Tên thủ tục", most=1000, required=True, lines=True, rows=2)
    kind = Pick(label="Loại thủ tục", of=words.KINDS.items(), nothing="Chưa chọn", required=True)
    internal_scope = Pick(
        label="Phạm vi, nếu là thủ tục nội bộ", of=words.SCOPES.items(), nothing="Không phải thủ tục nội bộ"
    )

    clean_internal_scope = GeneralForm.clean_internal_scope


def _read(content: rules.ProcedureContent) -> tuple[Row, list[Row]]:
    keys = ("name", "field", "kind", "internal_scope", "competent", "sets", "same_day", "local_code", "scope_note")
    published = content.publication
    return {
        **{key: getattr(content, key) for key in keys},
        "levels": list(content.levels or ()),
        "subjects": "\n".join(content.subjects or ()),
        "authority": published.authority if published else None,
        "decision": published.decision if published else None,
    }, []


def _write(content: rules.ProcedureContent, own: Mapping[str, Any], rows: list[Row]) -> rules.ProcedureContent:
    values = {key: value for key, value in own.items() if key not in {"authority", "decision", "levels", "subjects"}}
    same = set(own["levels"]) == set(content.levels or ())  # boxes have no order of their own: keep the text's
    levels = content.levels if same else tuple(own["levels"])
    subjects = tuple(line for line in own["subjects"].splitlines() if line)
    published = replace(
        content.publication or rules.Publication(), authority=own["authority"], decision=own["decision"]
    )
    return replace(
        content,
        **values,
        levels=levels or None,
        subjects=subjects or None,
        publication=None if published == rules.Publication() else published,
    )


GENERAL = Part(
    key="chung",
    title="Thông tin chung",
    hint="Tên, loại, nơi giải quyết, đối tượng và số bộ hồ sơ.",
    keys=("name", "kind", "subjects", "sets"),
    form=GeneralForm,
    row=None,
    row_name="",
    read=_read,
    write=_write,
)
PARTS = {
    part.key: part
    for part in (
        GENERAL, STEPS, CHANNELS, COMPONENTS, FEES, AGENCIES, RESULTS, FORMS, CONDITIONS, LEGAL_BASES,
    )
}  # fmt: skip
