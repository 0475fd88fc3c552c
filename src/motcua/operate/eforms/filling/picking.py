"""A control for a code of a long list: type a few letters, press "Tìm", choose. Works without JavaScript.

It posts `<path>_unit` (the chosen code), `<path>_find` (the words typed) and, for an address, `<path>_line`.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

from motcua.operate.eforms.filling.codes import Pairs

LONGEST = 200


class PickWidget(forms.Widget):
    """`found`: what the typed words found, None before anything was searched; `named`: the chosen code's name."""

    template_name = "eforms/widgets/pick.html"
    use_fieldset = True

    def __init__(
        self, *, line: bool, what: str = "", find: str = "", found: Pairs | None = None, named: str = ""
    ) -> None:
        super().__init__()
        self.line, self.what, self.find, self.found, self.named = line, what, find, found, named

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = value if isinstance(value, Mapping) else {}
        unit, line = str(chosen.get("unit") or ""), str(chosen.get("line") or "")
        others = [pair for pair in self.found or [] if pair[0] != unit]
        options = ([(unit, self.named or unit)] if unit else []) + others
        context["widget"] |= {
            "line": line,
            "asks_line": self.line,
            "what": self.what,
            "unit": unit,
            "find": self.find,
            "options": options,
            "searched": self.found is not None,
            "nothing": self.found is not None and not self.found,
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """{"line", "unit"} of an address, the bare code otherwise."""
        unit = str(data.get(f"{name}_unit", ""))[:LONGEST]
        return {"line": str(data.get(f"{name}_line", "")), "unit": unit} if self.line else unit

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_find" not in data and f"{name}_unit" not in data

    def id_for_label(self, id_: str) -> str:
        return id_


class PickField(forms.Field):
    """Shows a code of a long list, or an address by official units. Judging is the evaluator's."""

    widget: PickWidget


def typed_words(data: Any, path: str) -> str:
    """What was typed into the search box of a control."""
    return str(data.get(f"{path}_find", "")).replace("\x00", "").strip()[:LONGEST]
