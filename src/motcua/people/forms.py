"""Forms of people: signing in, registering, contact data, password, the agency's identifier."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from motcua.kernel.ui.fields import CleanCharField, PhoneField, TaxCodeField
from motcua.people.models import Account
from motcua.people.rules import IDENTIFIER_LENGTH, identifier_problem, normal_phone

PASSWORD_HINT = (
    "Ít nhất 10 ký tự, không giống số điện thoại hay thư điện tử của bạn, không phải mật khẩu phổ biến. "
    "Bạn có thể dán mật khẩu."
)

WEAK = {
    "password_too_short": "Mật khẩu quá ngắn. Hãy chọn ít nhất 10 ký tự.",
    "password_too_common": "Mật khẩu này quá phổ biến nên dễ đoán. Hãy chọn mật khẩu khác.",
    "password_too_similar": "Mật khẩu quá giống thông tin của bạn. Hãy chọn mật khẩu khác.",
    "": "Mật khẩu này chưa đủ mạnh. Hãy chọn mật khẩu khác.",
}


def _password(label: str, autocomplete: str, **options: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "class": "input--20"})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, **options)


class SignInForm(forms.Form):
    """Username or telephone number, and password. Whether they are right the view asks."""

    username = CleanCharField(
        label="Tên đăng nhập hoặc số điện thoại",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "class": "input--20"}
        ),
        error_messages={"required": "Hãy nhập tên đăng nhập hoặc số điện thoại."},
    )
    password = _password("Mật khẩu", "current-password", error_messages={"required": "Hãy nhập mật khẩu."})


class NewPasswordForm(forms.Form):
    """A new password, typed twice because nobody can see it."""

    password = _password(
        "Mật khẩu mới", "new-password", help_text=PASSWORD_HINT, error_messages={"required": "Hãy chọn một mật khẩu."}
    )
    again = _password(
        "Nhập lại mật khẩu", "new-password", error_messages={"required": "Hãy nhập lại mật khẩu lần nữa."}
    )

    def __init__(self, *args: Any, account: Account | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", "Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại.")
        elif password:
            self._judge(password, self.account or self._described(data))
        return data

    def _judge(self, password: str, account: Account) -> None:
        """Say each weakness in Vietnamese; Django's own translation of them has gaps."""
        try:
            validate_password(password, account)
        except ValidationError as error:
            for weakness in error.error_list:
                self.add_error("password", WEAK.get(weakness.code or "", WEAK[""]))

    def _described(self, data: dict[str, Any]) -> Account:
        """What a password must not resemble."""
        return Account(username=data.get("phone") or "", email=data.get("email") or "")


class ChangePasswordForm(NewPasswordForm):
    """The same, after proving the old one."""

    old = _password("Mật khẩu hiện tại", "current-password", error_messages={"required": "Hãy nhập mật khẩu hiện tại."})
    field_order = ["old", "password", "again"]

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if self.account is None or not self.account.check_password(old):
            raise ValidationError("Mật khẩu hiện tại không đúng.")
        return old


def _name(label: str) -> CleanCharField:
    return CleanCharField(
        label=label,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Hãy nhập tên."},
    )


def _email() -> forms.EmailField:
    return forms.EmailField(
        label="Thư điện tử",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Địa chỉ thư điện tử có dạng ten@vidu.vn."},
    )


class RegisterForm(NewPasswordForm):
    """A person's own account; `kind` says person or organisation."""

    full_name = _name("Họ và tên")
    phone = PhoneField(
        label="Số điện thoại",
        help_text="Bạn dùng số này để đăng nhập. Chúng tôi chỉ gọi khi hồ sơ của bạn cần.",
        error_messages={"required": "Hãy nhập số điện thoại."},
    )
    email = _email()
    field_order = ["full_name", "tax_code", "phone", "email", "password", "again"]

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Mật khẩu"
        if kind == Account.Kind.ORGANISATION:
            self.fields["full_name"].label = "Tên tổ chức"
            self.fields["full_name"].widget.attrs["autocomplete"] = "organization"
            self.fields["tax_code"] = TaxCodeField(label="Mã số thuế", required=False)
            self.order_fields(self.field_order)


class _KnownPhoneField(PhoneField):
    """Takes the number that is stored already as it is; only a new one must exist."""

    known = ""

    def to_python(self, value: Any) -> str:
        typed = str(value or "")
        return self.known if self.known and normal_phone(typed) == self.known else super().to_python(value)


class ContactForm(forms.Form):
    """What people may change about themselves. Names of officials are kept by the administrator."""

    full_name = _name("Họ và tên")
    phone = _KnownPhoneField(label="Số điện thoại", error_messages={"required": "Hãy nhập số điện thoại."})
    email = _email()
    address = CleanCharField(
        label="Địa chỉ",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phone = self.fields["phone"]
        assert isinstance(phone, _KnownPhoneField)
        phone.known = account.phone
        if account.is_official:
            phone.required = False
            del self.fields["full_name"], self.fields["address"]
        elif account.kind == Account.Kind.ORGANISATION:
            self.fields["full_name"].label = "Tên tổ chức"


class IdentifierForm(forms.Form):
    """The agency's electronic identifier, with the decision that gave it."""

    identifier = CleanCharField(
        label="Mã định danh cơ quan",
        max_length=IDENTIFIER_LENGTH,
        help_text="Theo QĐ 20/2020/QĐ-TTg: chữ in hoa, chữ số và dấu chấm, ví dụ H99.14. Mã hồ sơ bắt đầu bằng mã này.",
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "class": "input--20"}),
        error_messages={"required": "Hãy nhập mã định danh."},
    )
    note = CleanCharField(label="Căn cứ", required=False, max_length=200, help_text="Số và ngày của quyết định cấp mã.")

    def clean_identifier(self) -> str:
        value = str(self.cleaned_data["identifier"]).upper()
        problem = identifier_problem(value)
        if problem:
            raise ValidationError(problem)
        return value
