"""The form that says that an official is away and who stands in, role by role."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms

from motcua.kernel.time import TZ
from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.people import queries
from motcua.people.models import Absence, Account
from motcua.people.rules import Grant
from motcua.people.rules.delegating import ONLY_BY_DECISION, Wish


class AbsenceForm(forms.Form):
    """First and last day away (both included), why, and for each role held who holds it meanwhile."""

    use_required_attribute = False
    first = DateField(label="Vắng từ ngày", error_messages={"required": "Hãy nhập ngày bắt đầu vắng."})
    last = DateField(label="Đến hết ngày", error_messages={"required": "Hãy nhập ngày cuối cùng vắng."})
    kind = forms.ChoiceField(label="Lý do vắng", choices=Absence.Kind.choices, widget=forms.RadioSelect)
    reason = CleanCharField(label="Nói rõ thêm", required=False, max_length=300)

    def __init__(self, *args: Any, account: Account, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = Absence.Kind.LEAVE
        self.held: list[Grant] = queries.own_grants(account, now)
        for number, grant in enumerate(self.held):
            people = [(str(one.pk), one.full_name) for one in queries.stand_ins(grant, account.pk, now)]
            self.fields[f"delegate_{number}"] = forms.ChoiceField(
                label=f"Ai làm thay vai trò {grant.role.label.lower()}, {grant.unit_name}",
                required=False,
                choices=[("", "Không uỷ quyền: việc chờ ở đơn vị"), *people],
                help_text="" if people else "Chưa có ai khác của đơn vị giữ vai trò phù hợp.",
            )
        needs = any(grant.role in ONLY_BY_DECISION for grant in self.held)
        self.fields["decision_number"] = CleanCharField(
            label="Số văn bản uỷ quyền",
            required=False,
            max_length=60,
            help_text="Bắt buộc khi uỷ quyền ký (NĐ 30/2020/NĐ-CP)." if needs else "Nếu có.",
            widget=forms.TextInput({"class": "input--20", "autocomplete": "off"}),
        )
        self.fields["decision_on"] = DateField(label="Ngày văn bản uỷ quyền", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", "Ngày cuối phải từ ngày bắt đầu trở đi.")
        return data

    def wishes(self) -> list[Wish]:
        """The roles for which somebody was chosen."""
        chosen = ((grant, self.cleaned_data.get(f"delegate_{number}")) for number, grant in enumerate(self.held))
        return [Wish(grant.role, grant.unit_key, delegate) for grant, delegate in chosen if delegate]

    def period(self) -> tuple[datetime, datetime]:
        """From the first local midnight to the one after the last day."""
        return _midnight(self.cleaned_data["first"]), _midnight(self.cleaned_data["last"] + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=TZ)
