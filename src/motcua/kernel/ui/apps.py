"""The kit as a Django app."""

from django import forms
from django.apps import AppConfig

REQUIRED: dict[type[forms.Field], str] = {
    forms.Field: "Hãy điền mục này.",
    forms.ChoiceField: "Hãy chọn một mục.",
    forms.MultipleChoiceField: "Hãy chọn ít nhất một mục.",
    forms.BooleanField: "Hãy đánh dấu vào ô này để tiếp tục.",
    forms.FileField: "Hãy chọn một tệp.",
}


class UiConfig(AppConfig):
    name = "motcua.kernel.ui"
    label = "ui"

    def ready(self) -> None:
        """Say what to do instead of "this field is required"; Django offers no setting for these words."""
        for field, words in REQUIRED.items():
            field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), "required": words}
