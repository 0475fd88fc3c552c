"""Who files, for whom, and whom it concerns: one form a page. What a form hands on is plain JSON, kept in the draft."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from motcua.kernel.ui.fields import CleanCharField, DateField, IdentityField, PhoneField, TaxCodeField
from motcua.kernel.ui.fields.identity import birth_year_of
from motcua.operate.intake.rules.authority import SCOPES

PERSON: Final = "person"
ORGANISATION: Final = "organisation"
OLDEST_YEARS: Final = 130
FIELDS: Final = ("kind", "full_name", "identity_number", "date_of_birth", "tax_code", "phone", "email", "address")

# Keys of intake.rules.authority.GROUNDS, in the words of who files.
GROUNDS: Final = {
    "guardian": "Tôi là cha, mẹ hoặc người giám hộ",
    "authorised": "Tôi được uỷ quyền bằng văn bản",
    "representative": "Tôi là người đại diện theo pháp luật của tổ chức",
    "employee": "Tôi được tổ chức cử đi nộp",
    "relative": "Tôi là người thân được pháp luật cho phép nộp thay",
    "other": "Căn cứ khác",
}


class _KnownPhone(PhoneField):
    """Takes the number the account has already as it is; only a new one must exist."""

    known = ""

    def to_python(self, value: Any) -> str:
        typed = "".join(str(value or "").split())
        return typed if typed and typed == self.known else super().to_python(value)


class Conditional:
    """Shown without "(không bắt buộc)"; only the form as a whole knows whether an answer is needed."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)  # type: ignore[misc]


class ConditionalText(Conditional, CleanCharField):
    pass


class ConditionalDate(Conditional, DateField):
    pass


class ConditionalTaxCode(Conditional, TaxCodeField):
    pass


def _name(label: str, fill: str = "off") -> CleanCharField:
    return CleanCharField(
        label=label,
        max_length=200,
        widget=forms.TextInput({"autocomplete": fill}),
        error_messages={"required": f"Hãy nhập {label[0].lower()}{label[1:]}."},
    )


def _identity(*, required: bool) -> IdentityField:
    return IdentityField(
        old_card=True,
        required=required,
        label="Số định danh cá nhân (số căn cước)",
        help_text="12 chữ số trên thẻ căn cước, hoặc 9 chữ số của chứng minh nhân dân cũ.",
        error_messages={"required": "Hãy nhập số định danh cá nhân."},
    )


def _email() -> forms.EmailField:
    return forms.EmailField(
        label="Thư điện tử",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": "Địa chỉ thư điện tử có dạng ten@vidu.vn."},
    )


def _address(*, required: bool) -> CleanCharField:
    return CleanCharField(
        label="Địa chỉ liên hệ",
        required=required,
        max_length=500,
        widget=forms.TextInput({"autocomplete": "street-address"}),
        error_messages={"required": "Hãy nhập địa chỉ liên hệ."},
    )


def _birthday(today: date, *, own: bool) -> DateField:
    """The filer's own is always asked; somebody else's only when they are a person."""
    return (DateField if own else ConditionalDate)(
        label="Ngày sinh",
        birthday=own,
        earliest=date(today.year - OLDEST_YEARS, 1, 1),
        latest=today,
        error_messages={"required": "Hãy nhập ngày, tháng và năm sinh."},
    )


class _PartyForm(forms.Form):
    """What the forms of this page have in common: a checked pair of number and birthday, and the JSON of the person."""

    use_required_attribute = False

    def _check_birth_year(self, data: dict[str, Any]) -> None:
        number, born = data.get("identity_number") or "", data.get("date_of_birth")
        if len(number) == 12 and born and birth_year_of(number) != born.year:
            message = (
                f"Số định danh cho biết năm sinh {birth_year_of(number)}, nhưng ngày sinh bạn nhập là năm {born.year}. "
                "Hãy xem lại hai ô này."
            )
            self.add_error("date_of_birth", ValidationError(message, code="birth_year"))

    def party(self) -> dict[str, str]:
        """The person as plain texts; empty where nothing was asked."""
        data = self.cleaned_data
        born = data.get("date_of_birth")
        texts = {name: str(data.get(name) or "") for name in FIELDS}
        return texts | {"date_of_birth": born.isoformat() if born else "", "kind": texts["kind"] or PERSON}


class FilerForm(_PartyForm):
    """Người nộp: who is signed in, and for whom they file."""

    for_whom = forms.ChoiceField(
        label="Bạn nộp hồ sơ này cho ai?",
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn bạn nộp cho ai."},
    )

    def __init__(self, *args: Any, kind: str, today: date, known_phone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        organisation = kind == ORGANISATION
        own = "Cho tổ chức của tôi" if organisation else "Cho chính tôi: tôi là chủ hồ sơ"
        choice = self.fields["for_whom"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("self", own), ("other", "Cho người khác hoặc tổ chức khác: tôi nộp thay")]
        if organisation:
            self.fields["full_name"] = _name("Tên tổ chức", "organization")
            self.fields["tax_code"] = TaxCodeField(
                label="Mã số thuế", error_messages={"required": "Hãy nhập mã số thuế."}
            )
        else:
            self.fields["full_name"] = _name("Họ và tên", "name")
            self.fields["identity_number"] = _identity(required=True)
            self.fields["date_of_birth"] = _birthday(today, own=True)
        self.fields["phone"] = phone = _KnownPhone(
            label="Số điện thoại",
            help_text="Để Bộ phận Một cửa gọi khi hồ sơ cần.",
            error_messages={"required": "Hãy nhập số điện thoại."},
        )
        phone.known = known_phone
        self.fields["email"] = _email()
        self.fields["address"] = _address(required=True)
        self.order_fields(
            ["full_name", "tax_code", "identity_number", "date_of_birth", "phone", "email", "address", "for_whom"]
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_birth_year(data)
        return {**data, "kind": self.kind}


class OwnerForm(_PartyForm):
    """Chủ hồ sơ when somebody else files, and on what ground they may."""

    ground = forms.ChoiceField(
        label="Bạn được nộp thay theo căn cứ nào?",
        widget=forms.RadioSelect,
        choices=list(GROUNDS.items()),
        error_messages={"required": "Hãy chọn căn cứ để bạn nộp thay."},
    )
    ground_text = CleanCharField(
        label="Nêu rõ căn cứ",
        required=False,
        max_length=500,
        help_text="Ví dụ: giấy uỷ quyền ngày nào, ai chứng thực. Bắt buộc khi chọn “Căn cứ khác”.",
    )
    right_to = ConditionalDate(
        label="Giấy uỷ quyền, giấy giới thiệu có hiệu lực đến hết ngày",
        required=False,
        help_text="Để trống nếu giấy không ghi ngày hết hiệu lực.",
    )
    right_scope = forms.MultipleChoiceField(
        label="Giấy đó cho bạn làm thay việc gì?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(key, words.capitalize()) for key, words in SCOPES.items()],
        initial=list(SCOPES),
    )
    kind = forms.ChoiceField(
        label="Chủ hồ sơ là",
        widget=forms.RadioSelect,
        choices=[(PERSON, "Một người"), (ORGANISATION, "Một tổ chức")],
        error_messages={"required": "Hãy chọn chủ hồ sơ là người hay tổ chức."},
    )
    full_name = _name("Họ và tên, hoặc tên tổ chức")
    tax_code = ConditionalTaxCode(label="Mã số thuế (nếu là tổ chức)")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["identity_number"] = _identity(required=False)
        self.fields["date_of_birth"] = _birthday(today, own=False)
        self.fields["date_of_birth"].help_text = "Điền khi chủ hồ sơ là một người."
        self.fields["phone"] = PhoneField(label="Số điện thoại", required=False)
        self.fields["phone"].widget.attrs["autocomplete"] = "off"
        self.fields["address"] = _address(required=False)
        self.fields["address"].widget.attrs["autocomplete"] = "off"
        self.order_fields(
            [
                "kind", "full_name", "identity_number", "date_of_birth", "tax_code", "phone", "address", "ground",
                "ground_text", "right_to", "right_scope",
            ]
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == ORGANISATION:
            if not data.get("tax_code") and "tax_code" not in self.errors:
                self.add_error("tax_code", "Hãy nhập mã số thuế của tổ chức.")
            data |= {"identity_number": "", "date_of_birth": None}
        elif data.get("kind") == PERSON:
            if not data.get("date_of_birth") and "date_of_birth" not in self.errors:
                self.add_error("date_of_birth", "Hãy nhập ngày sinh của chủ hồ sơ.")
            data["tax_code"] = ""
            self._check_birth_year(data)
        if data.get("ground") == "other" and not data.get("ground_text"):
            self.add_error("ground_text", "Hãy nêu rõ căn cứ để bạn nộp thay.")
        return data

    def right(self) -> dict[str, Any]:
        """The ground as the draft keeps it."""
        data = self.cleaned_data
        ends = data.get("right_to")
        return {
            "ground": data["ground"],
            "ground_text": data["ground_text"],
            "right_to": ends.isoformat() if ends else "",
            "right_scope": list(data["right_scope"]) or ["file"],
        }

    def words(self) -> str:
        """The ground of authority as it stands in the dossier."""
        detail = self.cleaned_data["ground_text"]
        words = GROUNDS[self.cleaned_data["ground"]]
        return f"{words}: {detail}" if detail else words


class SubjectForm(_PartyForm):
    """Whom the matter concerns when the form asks for one: the pupil of a transfer, for example."""

    about = forms.ChoiceField(
        label="Hồ sơ này về ai?",
        widget=forms.RadioSelect,
        choices=[("owner", "Về chính chủ hồ sơ"), ("other", "Về người khác, ví dụ con tôi đang đi học")],
        error_messages={"required": "Hãy chọn hồ sơ về ai."},
    )
    full_name = ConditionalText(
        label="Họ và tên người đó", max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date_of_birth"] = _birthday(today, own=False)
        self.fields["identity_number"] = _identity(required=False)
        self.fields["full_name"].help_text = "Chỉ điền phần dưới khi hồ sơ về người khác."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("about") == "other":
            if not data.get("full_name"):
                self.add_error("full_name", "Hãy nhập họ và tên người đó.")
            if not data.get("date_of_birth") and "date_of_birth" not in self.errors:
                self.add_error("date_of_birth", "Hãy nhập ngày sinh người đó.")
            self._check_birth_year(data)
        return data


def initial_of(party: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the forms show of a person kept in a draft."""
    return dict(party or {})
