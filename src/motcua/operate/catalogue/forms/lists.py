"""The pages of the editor that are a list of rows: papers, steps, agencies, results, forms, conditions, law."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.catalogue import rules
from motcua.operate.catalogue.forms.rows import Part, RowForm, listed, merged
from motcua.operate.catalogue.forms.values import Count, Day, Pick, Words, YesNo
from motcua.operate.catalogue.rules import words

Row = dict[str, Any]
Own = Mapping[str, Any]
CLAUSE = "Ví dụ: khoản 2 Điều 5 Thông tư 10/2026/TT-BGDĐT."
EMPTY = [("unknown", "Chưa có dữ liệu"), ("none", "Không có")]


class EmptyForm(forms.Form):
    """What an empty list says: nothing is known, or there is none."""

    empty = forms.ChoiceField(label="Nếu danh sách dưới đây để trống", choices=EMPTY, widget=forms.RadioSelect)


class StepsForm(forms.Form):
    steps_are_summary = forms.BooleanField(
        label="Trình tự là bản tóm tắt bằng lời thường, không phải nguyên văn", required=False
    )


class StepRow(RowForm):
    text = Words(label="Nội dung bước", most=4000, required=True, lines=True, rows=3)
    case = Words(label="Trường hợp", help_text="Để trống nếu dùng cho mọi trường hợp.")
    clause = Words(label="Căn cứ", help_text=CLAUSE)


class ComponentRow(RowForm):
    name = Words(label="Tên giấy tờ", most=2000, required=True, lines=True, rows=2)
    code = Words(label="Mã giấy tờ", most=60, help_text="Giữ nguyên qua các phiên bản. Để trống thì máy đặt mã mới.")
    case = Words(label="Trường hợp", help_text="Để trống nếu cần trong mọi trường hợp.")
    originals = Count(label="Số bản chính", most=999)
    copies = Count(label="Số bản sao", most=999)
    form = Words(label="Mẫu kèm theo")
    digitise = YesNo(label="Phải số hoá")
    signed = Pick(
        label="Phải ký",
        of=words.SIGNED.items(),
        help_text="Ký số: tệp nộp lên phải có chữ ký số, hệ thống kiểm tra trước khi nhận.",
    )
    reuse_source = Words(label="Nguồn tái sử dụng", help_text="Ví dụ: kết quả của thủ tục 1.005095.")
    clause = Words(label="Căn cứ", help_text=CLAUSE)

    def fit(self, content: rules.ProcedureContent) -> None:
        """A paper that has its code keeps it."""
        if self["was"].value() not in (None, ""):
            self.fields["code"].widget.attrs["readonly"] = True


class AgencyRow(RowForm):
    role = Pick(label="Vai trò", of=words.ROLES.items(), required=True)
    name = Words(label="Tên cơ quan", required=True)
    code = Words(label="Mã định danh", most=60)
    address = Words(label="Địa chỉ")


class ResultRow(RowForm):
    name = Words(label="Tên kết quả", required=True)
    code = Words(label="Mã kết quả", most=60)
    paper_required = YesNo(label="Bắt buộc bản giấy")
    can_be_electronic = YesNo(label="Có thể là bản điện tử")
    clause = Words(label="Căn cứ", help_text=CLAUSE)


class FormRow(RowForm):
    name = Words(label="Tên mẫu", required=True)
    component_code = Pick(label="Dùng cho giấy tờ", of=(), nothing="Không gắn với giấy tờ nào")
    url = Words(label="Địa chỉ tải mẫu")

    def fit(self, content: rules.ProcedureContent) -> None:
        """Offer the papers of the text, and one that has gone but is still named."""
        papers = [(part.code, words.brief(part)[:120]) for part in content.components or ()]
        known = {code for code, _ in papers}
        lost = {form.component_code for form in content.forms or () if form.component_code} - known
        self.fields["component_code"].choices = [  # type: ignore[attr-defined]
            ("", "Không gắn với giấy tờ nào"),
            *papers,
            *((code, f"{code} (không còn trong thành phần hồ sơ)") for code in sorted(lost)),
        ]


class ConditionRow(RowForm):
    text = CleanCharField(label="Yêu cầu, điều kiện", max_length=4000, lines=True, rows=3)


class BasisRow(RowForm):
    number = Words(label="Số, ký hiệu", most=100, required=True, help_text="Ví dụ 10/2026/TT-BGDĐT.")
    title = Words(label="Trích yếu", most=1000)
    issuer = Words(label="Cơ quan ban hành")
    issued_on = Day(label="Ngày ban hành")
    effective_from = Day(label="Có hiệu lực từ ngày")
    effective_to = Day(label="Hết hiệu lực sau ngày")


def _part(key: str, title: str, hint: str, name: str, record: str, cls: type[Any], row: type[RowForm]) -> Part:
    """A page whose rows are the dataclass `cls` under the key `record`; what it does not ask is kept."""
    may_be_none = record in {"results", "forms", "legal_bases"}
    asked = [field.name for field in fields(cls) if field.name in row.base_fields]

    def read(content: rules.ProcedureContent) -> tuple[Row, list[Row]]:
        found = getattr(content, record)
        rows = [{"was": at, **{k: getattr(item, k) for k in asked}} for at, item in enumerate(found or ())]
        return {"empty": "none" if found == () else "unknown"}, rows

    def write(content: rules.ProcedureContent, own: Own, rows: list[Row]) -> rules.ProcedureContent:
        made = [merged(cls, getattr(content, record), row) for row in rows]
        found: dict[str, Any] = {record: listed(made, own.get("empty"))}
        return replace(content, **found)

    return Part(key, title, hint, (record,), EmptyForm if may_be_none else None, row, name, read, write)


def _read_steps(content: rules.ProcedureContent) -> tuple[Row, list[Row]]:
    rows = [
        {"was": at, "text": step.text, "case": step.case, "clause": step.clause}
        for at, step in enumerate(content.steps or ())
    ]
    return {"steps_are_summary": content.steps_are_summary}, rows


def _write_steps(content: rules.ProcedureContent, own: Own, rows: list[Row]) -> rules.ProcedureContent:
    made = tuple(merged(rules.Step, content.steps, row) for row in rows) or None
    return replace(content, steps=made, steps_are_summary=bool(made) and own["steps_are_summary"])


def _write_components(content: rules.ProcedureContent, own: Own, rows: list[Row]) -> rules.ProcedureContent:
    """New papers get the next free code; codes once given are never given again within the text."""
    taken = {row["code"] for row in rows if row["code"]} | {part.code for part in content.components or ()}
    made = []
    for row in rows:
        code = row["code"] or _free(taken)
        taken.add(code)
        made.append(merged(rules.Component, content.components, {**row, "code": code}))
    return replace(content, components=tuple(made) or None)


def _free(taken: set[str]) -> str:
    return next(code for number in range(1, len(taken) + 2) if (code := f"TP{number}") not in taken)


def _read_conditions(content: rules.ProcedureContent) -> tuple[Row, list[Row]]:
    rows = [{"was": at, "text": text} for at, text in enumerate(content.conditions or ())]
    return {"empty": "none" if content.conditions == () else "unknown"}, rows


def _write_conditions(content: rules.ProcedureContent, own: Own, rows: list[Row]) -> rules.ProcedureContent:
    return replace(content, conditions=listed([row["text"] for row in rows], own["empty"]))


_papers = _part(
    "giay-to", "Thành phần hồ sơ", "Từng giấy tờ, theo trường hợp.", "giấy tờ", "components",
    rules.Component, ComponentRow,
)  # fmt: skip
COMPONENTS = replace(_papers, write=_write_components)
STEPS = Part(
    "trinh-tu", "Trình tự thực hiện", "Các bước theo thứ tự.", ("steps",), StepsForm, StepRow, "bước",
    _read_steps, _write_steps,
)  # fmt: skip
AGENCIES = _part(
    "co-quan", "Cơ quan", "Nơi thực hiện, quyết định, tiếp nhận, phối hợp.", "cơ quan", "agencies",
    rules.AgencyPart, AgencyRow,
)  # fmt: skip
RESULTS = _part(
    "ket-qua", "Kết quả", "Người dân nhận được gì, bản giấy hay điện tử.", "kết quả", "results",
    rules.Result, ResultRow,
)  # fmt: skip
FORMS = _part("mau", "Mẫu đơn, tờ khai", "Mẫu kèm theo từng giấy tờ.", "mẫu", "forms", rules.FormRef, FormRow)
LEGAL_BASES = _part(
    "can-cu", "Căn cứ pháp lý", "Văn bản và ngày có hiệu lực.", "văn bản", "legal_bases",
    rules.LegalBasis, BasisRow,
)  # fmt: skip
CONDITIONS = Part(
    "dieu-kien", "Yêu cầu, điều kiện", "Điều kiện phải đáp ứng.", ("conditions",), EmptyForm, ConditionRow, "điều kiện",
    _read_conditions, _write_conditions,
)  # fmt: skip
