"""What the person who decides types: the decision with its days, or the reason of a no."""

from collections.abc import Sequence
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.operate.catalogue import rules
from motcua.operate.catalogue.queries import InUse


class EffectForm(forms.Form):
    """A decision and the day from which it holds."""

    decision = CleanCharField(label="Số quyết định", max_length=200, help_text="Ví dụ 1234/QĐ-UBND.")
    decided_on = DateField(label="Ngày ký quyết định")
    effective_from = DateField(label="Có hiệu lực từ ngày")

    def effect(self) -> rules.Effect:
        values = self.cleaned_data
        return rules.Effect(
            values["decision"], values["decided_on"], values["effective_from"], values.get("effective_to")
        )


class ApproveForm(EffectForm):
    """Approval; for each paper that applicants are filling in, the law that took it away."""

    effective_to = DateField(
        label="Hết hiệu lực sau ngày", required=False, help_text="Chỉ ghi cho văn bản có thời hạn. Để trống: không hạn."
    )

    def __init__(self, *args: Any, in_use: Sequence[InUse] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_use = in_use
        for part in in_use:
            self.fields[f"law_{part.code}"] = CleanCharField(
                label=f"Căn cứ bỏ giấy tờ {part.code} “{part.name[:80]}”",
                max_length=500,
                help_text=f"{part.drafts} hồ sơ người dân đang soạn còn dùng giấy tờ này. Ghi điều, khoản đã bỏ nó.",
            )

    def dropped_by_law(self) -> dict[str, str]:
        return {part.code: self.cleaned_data[f"law_{part.code}"] for part in self.in_use}


class RepealForm(EffectForm):
    """Repeal by a decision, with the procedure that takes its place."""

    effective_from = DateField(label="Không còn áp dụng từ ngày")
    successor = CleanCharField(
        label="Mã thủ tục thay thế", max_length=40, required=False, help_text="Để trống nếu bãi bỏ hẳn."
    )
    reason = CleanCharField(label="Lý do", max_length=500, required=False)


class ReasonForm(forms.Form):
    """Why a text is given back or dropped."""

    reason = CleanCharField(label="Lý do", max_length=2000, lines=True, rows=3)
