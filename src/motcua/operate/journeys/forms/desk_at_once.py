"""The result of a same-day matter, at the end of the counter page: its number, who signed it, the file of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.dossiers.services.settling import Settled
from motcua.operate.journeys.services import scans
from motcua.people import queries as people
from motcua.people.rules import Role

FILE, TOKEN = "result_file", "result_token"


class _File(forms.FileField):
    """Needed, unless one was kept already: the form as a whole knows."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return super().clean(data, initial) if data else None


class AtOnceForm(forms.Form):
    """What is handed over. The file is kept at once, so that a mistake elsewhere loses no upload."""

    use_required_attribute = False

    result_number = CleanCharField(
        label="Số kết quả", max_length=60, widget=forms.TextInput({"autocomplete": "off"}),
        help_text="Số vào sổ cấp của cơ quan, như ghi trên kết quả.",
        error_messages={"required": "Hãy ghi số của kết quả."},
    )  # fmt: skip
    result_signer = forms.ChoiceField(
        label="Người ký kết quả", error_messages={"required": "Hãy chọn người đã ký kết quả."}
    )
    result_file = _File(label="Bản số hoá kết quả", help_text="Tệp PDF hoặc ảnh chụp kết quả đã ký, đóng dấu.")
    result_token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, account_id: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account_id, self.now = account_id, now
        self.scan: scans.Scan | None = None
        signers = people.officials_with(Role.SIGNATORY, None, now)
        signer = self.fields["result_signer"]
        assert isinstance(signer, forms.ChoiceField)
        signer.choices = [("", "Chọn người ký"), *((str(one.pk), one.full_name) for one in signers)]

    @classmethod
    def restored(cls, data: Mapping[str, Any], files: Mapping[str, Any], **known: Any) -> "AtOnceForm":
        """The form with what was typed so far, not judged yet; a good file is kept."""
        typed = cls(data, files, **known)
        typed.full_clean()
        names = ("result_number", "result_signer")
        form = cls(initial={name: data.get(name, "") for name in names}, **known)
        form._carry(typed.scan)
        return form

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload = data.get(FILE)
        found: scans.Scan | scans.BadScan | None = None
        if upload:
            found = scans.keep_scan(data=upload, name=upload.name, account_id=self.account_id, now=self.now)
        elif token := data.get(TOKEN):
            found = scans.read_token(token, account_id=self.account_id)
        if isinstance(found, scans.BadScan):
            self.add_error(FILE, found.message)
        elif found is None and FILE not in self.errors:
            self.add_error(FILE, ValidationError("Hãy quét hoặc chụp kết quả để lưu vào kho.", code="required"))
        elif isinstance(found, scans.Scan):
            self._carry(found)
        return data

    def _carry(self, found: scans.Scan | None) -> None:
        self.scan = found
        if found is not None:
            self.fields[FILE].help_text = f"Đã giữ tệp “{found.name}”. Chọn tệp khác nếu muốn thay."

    @property
    def token(self) -> str:
        """Stands for the kept file on the page that comes back."""
        return self.scan.token if self.scan is not None else ""

    def settled(self, title: str) -> Settled:
        """The result, from a form that was found right."""
        assert self.scan is not None, "a form without a file is not right"
        data = self.cleaned_data
        return Settled(
            number=data["result_number"],
            signer=UUID(data["result_signer"]),
            file=scans.stored(self.scan),
            title=title,
        )
