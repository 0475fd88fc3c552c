"""The counter page: who, which way, how the result is wanted. Components stand in desk_components."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from motcua.kernel.ui.fields import CleanCharField, DateField, IdentityField, PhoneField, TaxCodeField
from motcua.operate.dossiers.rules import Channel, Delivery, Party
from motcua.operate.intake.rules import authority
from motcua.operate.intake.rules.authority import Right
from motcua.operate.journeys.forms.desk_acts import limit_basis_field, limit_field
from motcua.operate.journeys.queries.desk_page import DELIVERY_WORDS

GROUNDS = tuple(one.words for one in authority.GROUNDS.values())
WAYS = (("direct", "Trực tiếp"), ("post", "Bưu chính gửi tới"), ("online", "Trực tuyến, cán bộ hỗ trợ tại quầy"))
CHANNELS = {"direct": Channel.DIRECT, "post": Channel.POST, "online": Channel.ONLINE}
OWNER_FIELDS = ("full_name", "date_of_birth", "phone", "email", "address")


class NumberField(forms.Field):
    """A personal identity number, an old identity card, or the tax code of an organisation: told by their length."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "class": "input--10 input--number", "autocomplete": "off", "maxlength": "500"}

    def to_python(self, value: Any) -> str:
        digits = "".join(letter for letter in str(value or "") if letter not in " .-\u00a0")
        field = TaxCodeField if len(digits) in {10, 13} else IdentityField
        known = {} if field is TaxCodeField else {"old_card": True}
        return str(field(required=False, **known).clean(value))


def is_tax_code(number: str) -> bool:
    """Whether a clean number is that of an organisation."""
    return len(number.replace("-", "")) in {10, 13}


def _name(label: str, *, required: bool = False) -> CleanCharField:
    return CleanCharField(
        label=label,
        required=required,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Hãy nhập họ và tên, hoặc tên tổ chức."},
    )


def _phone() -> PhoneField:
    return PhoneField(
        label="Điện thoại", required=False, widget=forms.TextInput({"type": "tel", "autocomplete": "off"})
    )


class CounterForm(forms.Form):
    """Everything of one intake but the papers."""

    use_required_attribute = False

    number = NumberField(
        label="Số định danh hoặc mã số thuế",
        required=False,
        help_text="Gõ hoặc quét thẻ, rồi Enter.",
    )
    full_name = _name("Họ và tên, hoặc tên tổ chức", required=True)
    date_of_birth = DateField(label="Ngày sinh", required=False)
    phone = _phone()
    email = forms.EmailField(
        label="Thư điện tử", required=False, widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"invalid": "Địa chỉ thư điện tử có dạng ten@vidu.vn."},
    )  # fmt: skip
    address = CleanCharField(
        label="Địa chỉ", required=False, max_length=500, widget=forms.TextInput({"autocomplete": "off"})
    )
    filer_is = forms.ChoiceField(
        label="Người nộp",
        widget=forms.RadioSelect,
        choices=[("self", "Chính chủ hồ sơ"), ("other", "Người khác nộp thay")],
        initial="self",
    )
    filer_name = _name("Họ và tên người nộp thay")
    filer_number = IdentityField(label="Số định danh người nộp thay", old_card=True, required=False)
    filer_phone = _phone()
    ground = forms.ChoiceField(
        label="Căn cứ nộp thay", required=False, choices=[("", "Chọn căn cứ"), *((text, text) for text in GROUNDS)]
    )
    right_paper = CleanCharField(
        label="Văn bản xuất trình", required=False, max_length=300,
        help_text="Ví dụ: giấy uỷ quyền số 12 ngày 01/03/2024, UBND phường chứng thực.",
    )  # fmt: skip
    right_from = DateField(label="Có hiệu lực từ ngày", required=False)
    right_to = DateField(label="Đến hết ngày", required=False)
    right_scope = forms.MultipleChoiceField(
        label="Được làm thay việc gì", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("file", "Nộp hồ sơ"), ("receive", "Nhận kết quả")], initial=["file", "receive"],
    )  # fmt: skip
    waybill = CleanCharField(label="Số vận đơn bưu chính", required=False, max_length=40)
    posted_on = DateField(label="Ngày gửi theo dấu bưu điện", required=False)
    subject_name = _name("Hồ sơ về ai (nếu không phải chủ hồ sơ)")
    subject_born = DateField(label="Ngày sinh người đó", required=False)
    matter = CleanCharField(label="Trích yếu", required=False, max_length=300)
    way = forms.ChoiceField(label="Cách nộp", widget=forms.RadioSelect, choices=WAYS, initial="direct")
    delivery = forms.ChoiceField(
        label="Nhận kết quả",
        widget=forms.RadioSelect,
        choices=[(str(way), words) for way, words in DELIVERY_WORDS.items()],
        initial=str(Delivery.COUNTER),
    )
    delivery_address = CleanCharField(label="Địa chỉ nhận qua bưu chính", required=False, max_length=500)

    def __init__(self, *args: Any, today: date, asks_limit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("date_of_birth", "subject_born", "posted_on"):
            field = self.fields[name]
            assert isinstance(field, DateField)
            field.latest = today
        if asks_limit:
            self.fields["limit"] = limit_field()
            self.fields["limit_basis"] = limit_basis_field()

    @classmethod
    def restored(cls, data: Mapping[str, Any], **known: Any) -> "CounterForm":
        """The form with what was typed so far, not judged yet."""
        empty = cls(**known)
        typed = {name: field.widget.value_from_datadict(data, {}, name) for name, field in empty.fields.items()}
        return cls(initial={name: value for name, value in typed.items() if value not in (None, "")}, **known)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("filer_is") == "other":
            for name, words in (
                ("filer_name", "Hãy nhập tên người nộp thay."),
                ("ground", "Hãy chọn căn cứ nộp thay."),
            ):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(words, code="required"))
        first, last = data.get("right_from"), data.get("right_to")
        if first and last and last < first:
            self.add_error("right_to", "Ngày hết hiệu lực phải sau ngày bắt đầu.")
        if data.get("way") == "post":
            for name, words in (("waybill", "Hãy nhập số vận đơn."), ("posted_on", "Hãy nhập ngày gửi bưu chính.")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(words, code="required"))
        if data.get("delivery") == Delivery.POST and not (data.get("delivery_address") or data.get("address")):
            self.add_error("delivery_address", "Hãy nhập địa chỉ để gửi kết quả qua bưu chính.")
        return data

    def owner(self) -> Party:
        """Chủ hồ sơ. Never tied to an account: the number on an account was typed by its holder and proves nothing."""
        data, number = self.cleaned_data, self.cleaned_data["number"]
        organisation = is_tax_code(number)
        return Party(
            full_name=data["full_name"],
            kind="organisation" if organisation else "person",
            identity_number="" if organisation else number,
            tax_code=number if organisation else "",
            date_of_birth=None if organisation else data["date_of_birth"],
            phone=data["phone"],
            email=data["email"],
            address=data["address"],
        )

    def filer(self) -> Party | None:
        """Người nộp when it is somebody else."""
        data = self.cleaned_data
        if data["filer_is"] != "other":
            return None
        return Party(
            full_name=data["filer_name"],
            identity_number=data["filer_number"],
            phone=data["filer_phone"],
            address=data["address"],
        )

    def right(self) -> Right | None:
        """By what right somebody else files; None when the owner stands there."""
        data = self.cleaned_data
        if data["filer_is"] != "other":
            return None
        key = next((key for key, one in authority.GROUNDS.items() if one.words == data["ground"]), "")
        scope = tuple(data["right_scope"]) or ("file",)
        return Right(key, data["right_paper"], data["right_from"], data["right_to"], scope)

    def subject(self) -> Party | None:
        """Whom the matter concerns when it is not the owner."""
        data = self.cleaned_data
        if not data["subject_name"]:
            return None
        return Party(full_name=data["subject_name"], date_of_birth=data["subject_born"])
