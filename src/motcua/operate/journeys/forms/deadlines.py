"""What the pages of due dates and of the working calendar ask for."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms

from motcua.kernel.ui.fields import CleanCharField, DateField
from motcua.law.rules import DAY_KINDS, PAUSES, Day, RuleSet
from motcua.law.rules.reading import Unreadable, read_days
from motcua.operate.journeys.forms.desk_acts import ActForm

LARGEST_TABLE: Final = 500_000  # bytes; a year of days is a few kilobytes
RULE_KINDS: Final = {
    "sector_pause": "Tạm dừng thời hạn theo luật chuyên ngành",
    "extension": "Gia hạn một lần theo luật chuyên ngành",
    "calendar_choice": "Dùng lịch làm việc riêng",
}


def _text(label: str, most: int, *, required: str = "", hint: str = "", lines: bool = False) -> CleanCharField:
    return CleanCharField(
        label=label, required=bool(required), max_length=most, help_text=hint, lines=lines,
        error_messages={"required": required},
    )  # fmt: skip


class _Form(forms.Form):
    use_required_attribute = False


class PostponeForm(ActForm):
    """How many working days more, and why; the system counts the date."""

    days = forms.IntegerField(
        label="Thêm bao nhiêu ngày làm việc",
        min_value=1,
        max_value=250,
        widget=forms.TextInput({"inputmode": "numeric", "class": "input--4"}),
        error_messages={
            "required": "Hãy nhập số ngày làm việc.",
            "invalid": "Số ngày phải là một số nguyên.",
            "min_value": "Số ngày phải từ 1 trở lên.",
            "max_value": "Số ngày quá nhiều.",
        },
    )
    reason = _text(
        "Lý do", 2000, required="Hãy ghi lý do để báo cho người dân.", hint="Người nộp đọc được lý do này.", lines=True
    )

    def __init__(self, *args: Any, most: int | None = None, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = hint or (f"Từ 1 đến {most}." if most else "")


class DayForm(_Form):
    """One day of a calendar, with the decision that makes it so."""

    day = DateField(label="Ngày", error_messages={"required": "Hãy nhập ngày."})
    kind = forms.ChoiceField(label="Là ngày gì", choices=list(DAY_KINDS.items()), initial="nghi_khac")
    name = _text("Tên ngày", 200, required="Hãy ghi tên ngày.", hint="Ví dụ: Nghỉ lễ Quốc khánh, Nghỉ do bão số 3.")
    hours = _text("Giờ làm việc riêng", 60, hint="Chỉ cho ngày làm việc theo giờ riêng, ví dụ nửa ngày: 07:30-11:30.")
    decision = _text("Số quyết định, thông báo", 300, required="Hãy ghi số quyết định hoặc thông báo.")

    def clean_hours(self) -> tuple[tuple[str, str], ...]:
        text = self.cleaned_data["hours"].replace(" ", "")
        pairs = [tuple(part.split("-")) for part in text.split(",")] if text else []
        if any(len(pair) != 2 or not all(pair) for pair in pairs):
            raise forms.ValidationError("Giờ phải có dạng 07:30-11:30, 13:30-16:00.")
        return tuple((pair[0], pair[1]) for pair in pairs)


class KnownToForm(_Form):
    known_to = DateField(label="Đã nhập đủ ngày nghỉ đến hết ngày", error_messages={"required": "Hãy nhập ngày."})
    source = _text("Căn cứ", 300, required="Hãy ghi văn bản làm căn cứ.")


class TableForm(_Form):
    """A table of days as CSV with the columns of the shipped files."""

    table = forms.FileField(
        label="Tệp CSV", help_text="Cột: date,name,kind,decision,source.",
        error_messages={"required": "Hãy chọn một tệp CSV."},
    )  # fmt: skip
    source = _text("Căn cứ chung", 300, required="Hãy ghi văn bản làm căn cứ.")

    def clean_table(self) -> tuple[Day, ...]:
        upload = self.cleaned_data["table"]
        if upload.size > LARGEST_TABLE:
            raise forms.ValidationError("Tệp quá lớn cho một bảng ngày nghỉ.")
        try:
            return read_days(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("Tệp không phải chữ UTF-8.") from None
        except Unreadable as error:
            raise forms.ValidationError(f"Dòng {error.line}: {error.reason}. Chưa ghi ngày nào.") from None


class CalendarForm(_Form):
    """A calendar of a province, an agency or a school year over an existing one."""

    key = _text("Khóa", 40, required="Hãy đặt khóa cho lịch.", hint="Chữ thường không dấu, số, gạch nối: nam-hoc-2025.")
    name = _text("Tên lịch", 200, required="Hãy ghi tên lịch.")
    parent = forms.ChoiceField(label="Dựa trên lịch")
    known_from = DateField(label="Từ ngày", error_messages={"required": "Hãy nhập ngày."})
    known_to = DateField(label="Đến ngày", error_messages={"required": "Hãy nhập ngày."})
    source = _text("Căn cứ", 300, required="Hãy ghi văn bản làm căn cứ.")

    def __init__(self, *args: Any, calendars: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "parent", list(calendars.items()))


class RuleForm(_Form):
    """A sector rule about due dates, with where it is written; or which calendar holds for whom."""

    kind = forms.ChoiceField(label="Quy định về", choices=list(RULE_KINDS.items()), widget=forms.RadioSelect)
    procedures = _text("Mã thủ tục", 1000, hint="Nhiều mã cách nhau bằng dấu phẩy. Để trống nếu nêu lĩnh vực.")
    fields_named = _text("Lĩnh vực", 500, hint="Đúng tên lĩnh vực trong danh mục, cách nhau bằng dấu chấm phẩy.")
    units = _text("Đơn vị", 500, hint="Khóa đơn vị; chỉ dùng cho lịch làm việc riêng.")
    pauses = forms.MultipleChoiceField(
        label="Điều gì tạm dừng thời hạn", required=False, choices=list(PAUSES.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    most = forms.IntegerField(
        label="Gia hạn nhiều nhất (ngày làm việc)", required=False, min_value=1, max_value=250,
        widget=forms.TextInput({"inputmode": "numeric", "class": "input--4"}),
        error_messages={"invalid": "Số ngày phải là một số nguyên."},
    )  # fmt: skip
    calendar = forms.ChoiceField(label="Lịch làm việc", required=False)
    source = _text("Văn bản", 300, required="Hãy ghi số, ký hiệu văn bản.")
    article = _text("Điều, khoản", 100, required="Hãy ghi điều, khoản.")
    effective_from = DateField(label="Có hiệu lực từ", error_messages={"required": "Hãy nhập ngày có hiệu lực."})
    effective_to = DateField(label="Hết hiệu lực", required=False)
    checked = forms.BooleanField(label="Tôi đã đối chiếu với văn bản", required=False)

    def __init__(self, *args: Any, calendars: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "calendar", [("", "Chọn lịch"), *calendars.items()])

    def rule(self, key: str) -> RuleSet:
        """The rule as the law keeps it."""
        data = self.cleaned_data
        content: dict[str, Any] = {
            "procedures": split_words(data["procedures"], ","),
            "fields": split_words(data["fields_named"], ";"),
            "units": split_words(data["units"], ","),
            "article": data["article"],
        }
        content |= {
            "sector_pause": {"pauses": data["pauses"]},
            "extension": {"most_working_days": data["most"]},
            "calendar_choice": {"calendar": data["calendar"]},
        }[data["kind"]]
        return RuleSet(
            id=key,
            kind=data["kind"],
            effective_from=data["effective_from"],
            effective_to=data["effective_to"],
            source=data["source"],
            status="verified" if data["checked"] else "recalled",
            content=content,
        )


def split_words(text: str, mark: str) -> list[str]:
    """The parts of a typed list."""
    return [part.strip() for part in text.split(mark) if part.strip()]


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def year_of(text: str, today: date) -> int:
    """The year asked for in the address; this year when it is none."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return year if 2000 <= year <= 2100 else today.year
