"""A date in three boxes: ngày, tháng, năm; a whole date typed or pasted into the first box is taken too."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

_WHOLE: Final = re.compile(r"\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4})\s*")
_ISO: Final = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")
_NUMBER: Final = re.compile(r"[0-9]{1,4}")


def split_date(text: str) -> list[str] | None:
    """ "1/2/2026", "01-02-2026" or "2026-02-01" → ["1", "2", "2026"] as typed; None when it is no whole date."""
    if match := _WHOLE.fullmatch(text):
        return [match[1], match[2], match[3]]
    if match := _ISO.fullmatch(text):
        return [match[3], match[2], match[1]]
    return None


def read_date(day: str, month: str, year: str) -> date:
    """The date three boxes say. ValueError, in Vietnamese, says which part is missing or wrong."""
    parts = {"ngày": day.strip(), "tháng": month.strip(), "năm": year.strip()}
    missing = [name for name, part in parts.items() if not part]
    if missing:
        raise ValueError(f"Ngày còn thiếu {' và '.join(missing)}. Hãy điền đủ ngày, tháng, năm.")
    for name, part in parts.items():
        if not _NUMBER.fullmatch(part):
            raise ValueError(f"Ô {name} chỉ nhận chữ số, nhưng bạn đã nhập “{part}”.")
    if len(parts["năm"]) != 4:
        raise ValueError(f"Hãy nhập năm đủ 4 chữ số, ví dụ 2026. Bạn đã nhập “{parts['năm']}”.")
    if not 1 <= int(parts["tháng"]) <= 12:
        raise ValueError(f"Tháng phải từ 1 đến 12, nhưng bạn đã nhập {parts['tháng']}.")
    try:
        return date(int(parts["năm"]), int(parts["tháng"]), int(parts["ngày"]))
    except ValueError:
        shown = f"{parts['ngày']}/{parts['tháng']}/{parts['năm']}"
        raise ValueError(f"Không có ngày {shown} trong lịch. Hãy kiểm tra lại.") from None


def boxes_of(value: date | str | None) -> list[str]:
    """What stands in the three boxes for a date, for typed text that is one, and for text that is none."""
    if isinstance(value, date):
        return [str(value.day), str(value.month), str(value.year)]
    return (split_date(value) or [value, "", ""]) if value else ["", "", ""]


class DateWidget(forms.MultiWidget):
    """Three text boxes; reads `name_day`, `name_month`, `name_year`, or a whole date under `name`."""

    template_name = "ui/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput({"inputmode": "numeric", "class": size, **_autofill(part, birthday)})
            for part, size in (
                ("day", "input--2"),
                ("month", "input--2"),
                ("year", "input--4"),
            )
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | str | None) -> list[str]:
        return boxes_of(value)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        boxes = [str(data.get(f"{name}_{part}") or "") for part in ("day", "month", "year")]
        if not any(boxes) and data.get(name):
            boxes = [str(data[name]), "", ""]
        if boxes[0] and not boxes[1] and not boxes[2]:
            return split_date(boxes[0]) or boxes
        return boxes

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part in ("day", "month", "year"))


def _autofill(part: str, birthday: bool) -> dict[str, str]:
    return {"autocomplete": f"bday-{part}"} if birthday else {}


class DateField(forms.Field):
    """A date. `earliest` and `latest` (dates, both allowed) are given by the form that knows today.

    `birthday` lets the browser fill in the person's own date of birth (WCAG 1.3.5).
    """

    widget = DateWidget
    default_error_messages = {"required": "Hãy nhập ngày, tháng và năm."}

    def __init__(
        self, *, earliest: date | None = None, latest: date | None = None, birthday: bool = False, **kwargs: Any
    ) -> None:
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("widget", DateWidget(birthday=birthday))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        boxes = boxes_of(value) if isinstance(value, str) else [str(part or "") for part in value or ()]
        if not any(part.strip() for part in boxes):
            return None
        try:
            return read_date(*boxes)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise ValidationError(f"Ngày phải từ {self.earliest:%d/%m/%Y} trở đi.", code="too_early")
        if value and self.latest and value > self.latest:
            raise ValidationError(f"Ngày không được sau {self.latest:%d/%m/%Y}.", code="too_late")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
