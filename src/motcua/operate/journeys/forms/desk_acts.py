"""What each act of the dossier page asks for. `data()` is what the service takes; services check it again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms

from motcua.kernel.money import format_money
from motcua.kernel.time import parse_limit
from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import STEPS, Refusal
from motcua.operate.journeys.queries.desk_page import DELIVERY_WORDS

PAYMENT_WAYS = (("counter", "Tại quầy"), ("portal", "Trực tuyến"), ("bank", "Chuyển khoản"))
HOLDS = (
    "Lấy ý kiến đơn vị khác",
    "Kiểm tra, xác minh thực tế",
    "Chờ bản giấy để đối chiếu",
    "Chờ họp hội đồng",
)
RECEIVERS = (("owner", "Chủ hồ sơ"), ("filer", "Người nộp thay"))
BLOCKABLE = ("draft_result", "forward", "sign", "issue", "return_result")


class ActForm(forms.Form):
    """An act that asks for nothing."""

    use_required_attribute = False
    multipart = False

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        self.dossier = dossier
        kwargs.setdefault("prefix", None)
        super().__init__(*args, **kwargs)

    def data_for_service(self) -> dict[str, Any]:
        """What `services.act` is called with."""
        return dict(self.cleaned_data)


def _words(label: str, *, required: str = "", hint: str = "", rows: int = 4) -> CleanCharField:
    return CleanCharField(
        lines=True,
        rows=rows,
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=2000,
        error_messages={"required": required},
    )


class AcceptForm(ActForm):
    """Asks for the limit and its basis only when the data of the procedure has none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_limit(self.dossier):
            self.fields["limit"] = limit_field()
            self.fields["limit_basis"] = limit_basis_field()


def has_limit(dossier: Dossier) -> bool:
    """Whether the procedure's data has a limit for the channel of this dossier."""
    return content_has_limit(dossier.procedure_version.parsed, dossier.channel_kind.name.lower())


def content_has_limit(content: Any, channel: str) -> bool:
    """Whether a procedure's text has a limit for `channel` ("direct", "online", "post") or at all."""
    own = any(item.kind == channel and item.limit for item in content.channels or ())
    return bool(own or content.time_limit)


class LimitField(CleanCharField):
    """A limit as people write it: "5 ngày làm việc"."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return text
        try:
            return parse_limit(text).text
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


def limit_field(*, required: bool = True) -> LimitField:
    return LimitField(
        label="Thời hạn giải quyết",
        required=required,
        max_length=80,
        help_text="Dữ liệu thủ tục chưa có thời hạn. Ví dụ: 5 ngày làm việc, 8 giờ làm việc.",
        widget=forms.TextInput({"class": "input--20", "autocomplete": "off"}),
        error_messages={"required": "Hãy nhập thời hạn giải quyết."},
    )


def limit_basis_field(*, required: bool = True) -> CleanCharField:
    return CleanCharField(
        label="Căn cứ của thời hạn",
        required=required,
        max_length=300,
        help_text="Số và điều của văn bản, ví dụ: Thông tư 21/2019/TT-BGDĐT điều 31.",
        error_messages={"required": "Hãy nhập căn cứ của thời hạn."},
    )


class RejectForm(ActForm):
    reason = _words(
        "Lý do từ chối", required="Hãy ghi lý do để in vào phiếu.", hint="In vào phiếu Mẫu 03 cho người nộp."
    )


class AssignForm(ActForm):
    """Whom to give it to; an officer who takes it himself is not asked."""

    officer = forms.ChoiceField(label="Người thụ lý", error_messages={"required": "Hãy chọn người thụ lý."})
    note = _words("Ý kiến chỉ đạo", rows=2)

    def __init__(
        self,
        *args: Any,
        officers: Sequence[tuple[str, str]] = (),
        claims: bool = False,
        suggested: str = "",
        why: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if claims:
            del self.fields["officer"], self.fields["note"]
            return
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Chọn chuyên viên"), *officers]
        field.initial, field.help_text = suggested, why


class ForwardForm(ActForm):
    """How the step ends, when a choice follows it or several steps are open; `ways` are "step|outcome" and words."""

    way = forms.ChoiceField(
        label="Kết quả của bước", widget=forms.RadioSelect, error_messages={"required": "Hãy chọn kết quả của bước."}
    )
    note = _words("Ý kiến gửi kèm", rows=2)

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(ways) < 2:
            del self.fields["way"]
            return
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = ways

    def data_for_service(self) -> dict[str, Any]:
        step, _, outcome = self.cleaned_data.get("way", "").partition("|")
        said = {name: value for name, value in (("step", step), ("outcome", outcome)) if value}
        return {"note": self.cleaned_data["note"], **said}


class SendBackForm(ActForm):
    """To which earlier step, when there are several, and why."""

    to = forms.ChoiceField(label="Trả về bước", widget=forms.RadioSelect, required=False)
    reason = _words("Cần sửa những gì", required="Hãy ghi điều cần sửa để chuyên viên biết.")

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(ways) < 2:
            del self.fields["to"]
            return
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.initial = ways, ways[0][0]


class ReturnForm(ActForm):
    """How the result is handed over; and, where somebody filed for the owner, to whom at the counter.

    `right`: somebody acts for the owner. `why_not`: why the result is not handed to that person today.
    """

    how = forms.ChoiceField(label="Cách trả kết quả", widget=forms.RadioSelect)

    def __init__(self, *args: Any, right: bool = False, why_not: Refusal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.why_not = why_not
        if right:
            self.fields["receiver"] = forms.ChoiceField(
                label="Ai đến nhận tại quầy", required=False, widget=forms.RadioSelect, choices=RECEIVERS
            )
        field = self.fields["how"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(way), words + (" (người nộp đã chọn)" if way == self.dossier.delivery else ""))
            for way, words in DELIVERY_WORDS.items()
        ]
        field.initial = self.dossier.delivery

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how") == "counter" and "receiver" in self.fields:
            if not data.get("receiver"):
                self.add_error("receiver", "Hãy chọn ai đến nhận.")
            elif data["receiver"] == "filer" and self.why_not is not None:
                self.add_error("receiver", self.why_not.message)
        return data


class WithdrawForm(ActForm):
    reason = _words("Lý do người nộp nêu")


class StopForm(ActForm):
    reason = _words("Lý do dừng giải quyết", required="Hãy ghi lý do để báo cho người nộp.")


class PaymentRequestForm(ActForm):
    amount = forms.TypedChoiceField(label="Số tiền", widget=forms.RadioSelect, coerce=int)

    def __init__(self, *args: Any, fees: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["amount"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(fee, format_money(fee)) for fee in fees]
        field.initial = fees[0] if len(fees) == 1 else None


class PaymentForm(ActForm):
    channel = forms.ChoiceField(label="Hình thức nộp tiền", widget=forms.RadioSelect, choices=PAYMENT_WAYS)

    def __init__(self, *args: Any, asked: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        if asked:
            self.fields["channel"].help_text = f"Số tiền đã yêu cầu: {format_money(asked)}."

    def data_for_service(self) -> dict[str, Any]:
        return {**self.cleaned_data, "amount": self.asked}


class HoldForm(ActForm):
    """A condition to wait for. Its code is a word of a short list, because codes stand in events for ever."""

    code = forms.ChoiceField(label="Chờ điều gì", choices=[(text, text) for text in HOLDS], widget=forms.RadioSelect)
    detail = CleanCharField(
        label="Nói rõ thêm", required=False, max_length=120, help_text="Ví dụ: tên đơn vị được hỏi."
    )
    blocks = forms.MultipleChoiceField(
        label="Chưa được làm cho tới khi gỡ",
        widget=forms.CheckboxSelectMultiple,
        choices=[(verb, STEPS[verb].words) for verb in BLOCKABLE],
        initial=["forward"],
        error_messages={"required": "Hãy chọn ít nhất một thao tác."},
    )
    pauses_clock = forms.BooleanField(label="Tạm dừng thời hạn theo luật chuyên ngành", required=False)
    basis = CleanCharField(
        label="Căn cứ",
        required=False,
        max_length=150,
        help_text="Số, điều của văn bản bạn dựa vào. Thời hạn chỉ dừng khi quy định chuyên ngành đã được ghi ở trang "
        "“Quy định về thời hạn”.",
    )

    def data_for_service(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        detail = data.pop("detail")
        return data | {"words": f"{data['code']}: {detail}" if detail else data["code"]}


class ReleaseForm(ActForm):
    code = forms.CharField(widget=forms.HiddenInput)


class DraftForm(ActForm):
    """The text of the result; every line is a paragraph."""

    kind = forms.ChoiceField(
        label="Loại kết quả",
        widget=forms.RadioSelect,
        choices=[("approval", "Đồng ý giải quyết"), ("refusal", "Từ chối giải quyết")],
        initial="approval",
    )
    title = CleanCharField(
        label="Trích yếu",
        max_length=300,
        help_text="Văn bản về việc gì, ví dụ: Cấp bản sao bằng tốt nghiệp trung học phổ thông.",
        error_messages={"required": "Hãy nhập trích yếu."},
    )
    body = CleanCharField(
        lines=True,
        rows=12,
        label="Nội dung",
        max_length=20000,
        help_text="Mỗi dòng là một đoạn. Đoạn mở đầu bằng “Điều 1.” được in đậm phần đó.",
        error_messages={"required": "Hãy nhập nội dung."},
    )

    def data_for_service(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"body": [line for line in data["body"].splitlines() if line.strip()]}


FORMS: Mapping[str, Callable[..., ActForm]] = {
    "accept": AcceptForm,
    "reject": RejectForm,
    "assign": AssignForm,
    "forward": ForwardForm,
    "send_back": SendBackForm,
    "return_result": ReturnForm,
    "withdraw": WithdrawForm,
    "stop": StopForm,
    "request_payment": PaymentRequestForm,
    "confirm_payment": PaymentForm,
    "place_hold": HoldForm,
    "release_hold": ReleaseForm,
    "draft_result": DraftForm,
}
"""Acts that ask for something; those about papers stand in desk_papers, the others ask for nothing."""
