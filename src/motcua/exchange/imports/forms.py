"""The forms with which officials bring in a file, say what its columns are, and mend a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from motcua.exchange.imports.rules.mapping import BY_FIELD, FIELDS
from motcua.kernel.ui.fields import CleanCharField


class UploadForm(forms.Form):
    """One file of dossiers."""

    file = forms.FileField(
        label="Tệp hồ sơ",
        help_text="JSON theo mẫu DongBoHoSoMC hoặc CapNhatTienDoHoSoMC, hoặc bảng XLSX, CSV (bảng mã UTF-8).",
        widget=forms.FileInput(attrs={"accept": ".json,.xlsx,.csv"}),
        error_messages={"required": "Hãy chọn tệp cần nhập.", "empty": "Tệp rỗng. Hãy chọn tệp có hồ sơ."},
    )


class ColumnsForm(forms.Form):
    """For each column the field that it is, or none."""

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        samples: Sequence[Sequence[str]],
        guessed: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Không dùng"), *((column.field, column.words) for column in FIELDS)]
        for place, heading in enumerate(headings):
            seen = [row[place] for row in samples if place < len(row) and row[place]]
            self.fields[f"cot{place}"] = forms.ChoiceField(
                label=heading or f"Cột {place + 1} (không có tên)",
                choices=choices,
                required=False,
                initial=guessed.get(str(place), ""),
                help_text=f"Ví dụ: {'; '.join(seen[:3])}" if seen else "Các dòng đầu đều trống.",
            )

    def columns(self) -> dict[str, str]:
        """Position of a column → field."""
        said = self.cleaned_data
        return {name.removeprefix("cot"): field for name, field in said.items() if field}


class RowForm(forms.Form):
    """The plain fields of a refused row; what is a list in it stays as it is."""

    def __init__(self, *args: Any, raw: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept = dict(raw) if isinstance(raw, Mapping) else {}
        plain = {name: value for name, value in self._kept.items() if not isinstance(value, list | dict)}
        for name in ["MaHoSo", *(name for name in plain if name != "MaHoSo")][:60]:
            label = BY_FIELD[name].words if name in BY_FIELD else name
            self.fields[name] = CleanCharField(
                label=label, required=False, max_length=2000, initial=str(plain.get(name) or "")
            )

    def raw(self) -> dict[str, Any]:
        """The row as corrected."""
        return {**self._kept, **{name: value for name, value in self.cleaned_data.items() if value}}
