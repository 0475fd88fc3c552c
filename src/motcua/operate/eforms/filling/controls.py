"""Which control of the kit asks for which type of field. Controls only show and read; judging is `rules.evaluate`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField, IdentityField, MoneyField, PhoneField, TaxCodeField
from motcua.operate.eforms.filling.codes import MOST_FOUND, MOST_IN_MENU, NO_CODES, Codes
from motcua.operate.eforms.filling.picking import PickField, PickWidget
from motcua.operate.eforms.rules import Field
from motcua.operate.eforms.rules.values import LENGTHS

MOST_RADIOS = 7  # more answers than this fit better in a list
ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


@dataclass(frozen=True, slots=True)
class Asking:
    """What a control needs to know beside its field: the code lists and the day on which codes must hold, words that
    were searched, the raw answer (to name its code), `compact` in a table, `note` to add to the hint."""

    on: date = date.min
    codes: Codes = NO_CODES
    find: str = ""
    raw: Any = None
    compact: bool = False
    note: str = ""


PLAIN = Asking()


def control(field: Field, asking: Asking = PLAIN) -> forms.Field:
    """The Django field that asks `field`; labels and hints are escaped by the templates."""
    built = _listed(field, asking) if field.code_list else _MAKERS[field.type](field)
    if asking.compact and isinstance(built.widget, forms.RadioSelect):
        assert isinstance(built, forms.ChoiceField)
        built = forms.ChoiceField(choices=[("", "Hãy chọn"), *list(built.choices)])  # type: ignore[arg-type]
    built.label, built.required = field.label, field.required
    built.help_text = " ".join(filter(None, (field.help, asking.note)))
    if field.autocomplete and field.type != "date" and not isinstance(built, PickField):
        built.widget.attrs["autocomplete"] = field.autocomplete
    return built


def _listed(field: Field, asking: Asking) -> forms.Field:
    """A code of a shared list: a menu when it is short, else a search."""
    if field.type == "address":
        return _picked(field, asking, "xã, phường")
    menu = asking.codes.menu(field.code_list, asking.on)
    if field.type == "choice" and len(menu) > MOST_IN_MENU:
        return _picked(field, asking, "trong danh mục")
    if field.type == "multi":
        return forms.MultipleChoiceField(choices=menu, widget=forms.CheckboxSelectMultiple)
    return _menu(menu)


def _picked(field: Field, asking: Asking, what: str) -> forms.Field:
    line = field.type == "address"
    raw = asking.raw
    unit = str(raw.get("unit") or "") if isinstance(raw, dict) else raw if isinstance(raw, str) and not line else ""
    found = asking.codes.search(field.code_list, asking.find, asking.on)[:MOST_FOUND] if asking.find else None
    named = (asking.codes.name(field.code_list, unit, asking.on) or "") if unit else ""
    return PickField(widget=PickWidget(line=line, what=what, find=asking.find, found=found, named=named))


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
    return _menu([(option.value, option.label) for option in field.options])


def _menu(choices: list[tuple[str, str]]) -> forms.Field:
    if len(choices) <= MOST_RADIOS:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
    return forms.ChoiceField(choices=[("", "Hãy chọn"), *choices])


def _multi(field: Field) -> forms.Field:
    choices = [(option.value, option.label) for option in field.options]
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)


class FilesInput(forms.FileInput):
    """Several files at once; telephones offer the camera because pictures are accepted."""

    allow_multiple_selected = True


def _file(field: Field) -> forms.Field:
    return forms.FileField(widget=FilesInput({"multiple": True, "accept": ACCEPT, "class": "input--file"}))


_MAKERS: dict[str, Callable[[Field], forms.Field]] = {
    "text": _line(),
    "long_text": _lines,
    "school": _line(),
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
    "file": _file,
}


def initial(field: Field, raw: Any) -> Any:
    """What the control shows for a stored raw answer."""
    if field.type == "checkbox":
        return raw is True or (isinstance(raw, str) and raw.lower() in {"on", "true", "1", "yes"})
    if field.type == "multi":
        return raw if isinstance(raw, list) else []
    if field.type == "date":
        return _boxes(raw)
    if field.type == "address":
        return raw if isinstance(raw, dict) else {"line": raw if isinstance(raw, str) else "", "unit": ""}
    if field.type == "file":
        return None
    return raw if isinstance(raw, str | int | float) and not isinstance(raw, bool) else ""


def reading(field: Field, codes: Codes, on: date) -> forms.Widget:
    """The widget that reads what was posted for `field`: the same kind that showed it."""
    widget: forms.Widget = control(field, replace(PLAIN, codes=codes, on=on)).widget
    return widget


def _boxes(raw: Any) -> Any:
    """Three boxes or a whole date; anything else as empty boxes."""
    if isinstance(raw, dict):
        raw = [raw.get("day"), raw.get("month"), raw.get("year")]
    if isinstance(raw, list):
        return ([str(part) if isinstance(part, str | int) else "" for part in raw] + ["", "", ""])[:3]
    return raw if isinstance(raw, str) else ""
