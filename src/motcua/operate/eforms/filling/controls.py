"""Which control of the kit asks for which type of field. Controls only show and read; judging is `rules.evaluate`."""

from collections.abc import Callable
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField, IdentityField, MoneyField, PhoneField, TaxCodeField
from motcua.operate.eforms.rules import Field
from motcua.operate.eforms.rules.values import LENGTHS

MOST_RADIOS = 7  # more answers than this fit better in a list


def control(field: Field) -> forms.Field:
    """The Django field that asks `field`; labels and hints are escaped by the templates."""
    built = _MAKERS[field.type](field)
    built.label, built.help_text, built.required = field.label, field.help, field.required
    if field.autocomplete and field.type != "date":
        built.widget.attrs["autocomplete"] = field.autocomplete
    return built


def _line(size: str = "", **attrs: str) -> Callable[[Field], forms.Field]:
    def make(field: Field) -> forms.Field:
        given = {"class": size, **attrs} if size else dict(attrs)
        return CleanCharField(widget=forms.TextInput(given))

    return make


def _lines(field: Field) -> forms.Field:
    return CleanCharField(lines=True, max_length=field.max_length or LENGTHS["long_text"])


def _number(field: Field) -> forms.Field:
    mode = "decimal" if field.decimals else "numeric"
    return CleanCharField(widget=forms.TextInput({"inputmode": mode, "class": "input--10 input--number"}))


def _email(field: Field) -> forms.Field:
    return CleanCharField(widget=forms.EmailInput({"autocomplete": "email"}))


def _date(field: Field) -> forms.Field:
    return DateField(birthday=field.autocomplete == "bday")


def _choice(field: Field) -> forms.Field:
    choices = [(option.value, option.label) for option in field.options]
    if len(choices) <= MOST_RADIOS:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
    return forms.ChoiceField(choices=[("", "Hãy chọn"), *choices])


def _multi(field: Field) -> forms.Field:
    choices = [(option.value, option.label) for option in field.options]
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)


_MAKERS: dict[str, Callable[[Field], forms.Field]] = {
    "text": _line(),
    "long_text": _lines,
    "school": _line(),
    "address": _line(autocomplete="street-address"),
    "number": _number,
    "money": lambda field: MoneyField(),
    "year": _line("input--4", inputmode="numeric"),
    "date": _date,
    "choice": _choice,
    "multi": _multi,
    "checkbox": lambda field: forms.BooleanField(),
    "identity": lambda field: IdentityField(old_card=True),
    "tax_code": lambda field: TaxCodeField(),
    "phone": lambda field: PhoneField(),
    "email": _email,
    "file": lambda field: forms.FileField(),
}


def initial(field: Field, raw: Any) -> Any:
    """What the control shows for a stored raw answer."""
    if field.type == "checkbox":
        return raw is True or (isinstance(raw, str) and raw.lower() in {"on", "true", "1", "yes"})
    if field.type == "multi":
        return raw if isinstance(raw, list) else []
    if field.type == "date":
        return _boxes(raw)
    return raw if isinstance(raw, str | int | float) and not isinstance(raw, bool) else ""


def _boxes(raw: Any) -> Any:
    """Three boxes or a whole date; anything else as empty boxes."""
    if isinstance(raw, dict):
        raw = [raw.get("day"), raw.get("month"), raw.get("year")]
    if isinstance(raw, list):
        return ([str(part) if isinstance(part, str | int) else "" for part in raw] + ["", "", ""])[:3]
    return raw if isinstance(raw, str) else ""
