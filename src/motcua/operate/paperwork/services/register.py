"""The register book as PDF (in parts of a bearable length) and as XLSX (row by row, however long it is)."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import IO, Any

import xlsxwriter

from motcua.kernel.documents import services as documents
from motcua.kernel.time import TZ, local_date
from motcua.kernel.ui.formats import number
from motcua.operate.dossiers.queries.book import Period
from motcua.operate.dossiers.services.letterhead import PLACE
from motcua.operate.paperwork.queries import Line, form_set, lines
from motcua.operate.paperwork.rules import FormSpec
from motcua.operate.paperwork.rules.sets import REGISTER
from motcua.operate.paperwork.sheets.words import short_moment
from motcua.people import queries as people
from motcua.people.rules import Grant

MOST_PRINTED = 1000
"""Rows of one PDF; a longer book is printed in parts, or taken as XLSX."""
KEYS = (
    "serial", "code", "procedure", "quantity", "owner", "contact", "agency", "received", "due", "transferred",
    "result", "returned", "delivery", "note",
)  # fmt: skip
DAY_ZERO, ONE_DAY = datetime(1899, 12, 30), timedelta(days=1)  # noqa: DTZ001  local time, as sheets have it
DATES = ("received", "due", "transferred", "result", "returned")
WIDTHS = (9, 28, 0, 10, 25, 31, 22, 17, 17, 17, 17, 17, 19, 16)
XLSX_WIDTHS = (9, 28, 50, 12, 30, 40, 34, 17, 17, 17, 17, 17, 24, 24)
HIDDEN = "Tên, địa chỉ và số điện thoại của chủ hồ sơ không hiện với vai trò của người in."


def spec_of(period: Period) -> tuple[FormSpec, str]:
    """The form that holds at the end of the period, and the name of its set."""
    held = form_set(period.last)
    spec = held.by_purpose(REGISTER)
    assert spec is not None, "every form set has a register book"
    return spec, held.id


def books(period: Period) -> str:
    """The numbers of the books that the period lies in."""
    years = range(period.first.year, period.last.year + 1)
    held = form_set(period.last)
    names = [held.book(year) for year in years]
    return names[0] if len(names) == 1 else f"{names[0]} đến {names[-1]}"


def book_pdf(
    *, grants: Sequence[Grant], period: Period, named: bool, part: int, parts: int, now: datetime, origin: str = ""
) -> bytes:
    """Part `part` (from 1) of the book as PDF/A, `MOST_PRINTED` rows each."""
    spec, _ = spec_of(period)
    agency = people.agency()
    rows = lines(grants=grants, period=period, named=named, start=(part - 1) * MOST_PRINTED, limit=MOST_PRINTED)
    data = {
        "heading": spec.heading,
        "agency": {
            "name": agency.name,
            "parent": agency.parent.name if agency.parent else None,
            "place": PLACE.sub("", agency.parent.name if agency.parent else agency.name),
        },
        "unit": spec.label("one_stop"),
        "book": books(period),
        "period": _period_words(period),
        "scope": "; ".join([*_scope(period), *([f"phần {part}/{parts}"] if parts > 1 else [])]),
        "head": [spec.label(key) for key in KEYS],
        "group": {"from": KEYS.index(DATES[0]), "to": KEYS.index(DATES[-1]), "title": "Ngày, tháng, năm"},
        "widths": WIDTHS,
        "rows": [_texts(line) for line in rows],
        "notes": _notes(named),
        "printed_on": local_date(now),
        "tracking": None,
        "qr": f"{origin}/lam-viec/so-theo-doi/" if origin else None,
    }
    return documents.render("paperwork/book", data, title=f"{spec.name}, {_period_words(period)}", at=now)


def book_xlsx(
    file: IO[bytes],
    *,
    grants: Sequence[Grant],
    period: Period,
    named: bool,
    now: datetime,
    told: Callable[[int], object] = lambda row: None,
) -> int:
    """Write the whole book to `file`; returns the number of rows. Texts stay texts: nothing typed becomes a formula.

    `told` is called after each row with how many there are.
    """
    spec, _ = spec_of(period)
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet = book.add_worksheet("Sổ theo dõi hồ sơ")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for index, width in enumerate(XLSX_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.write_string(0, 0, spec.name.upper(), bold)
    about = "; ".join([f"Quyển số {books(period)}", _period_words(period), *_scope(period), f"lập {short_moment(now)}"])
    sheet.write_string(1, 0, about)
    for index, key in enumerate(KEYS):
        title = f"Ngày {spec.label(key).lower()}" if key in DATES else spec.label(key)
        sheet.write_string(2, index, title, bold)
    sheet.freeze_panes(3, 2)
    at = 2
    for at, line in enumerate(lines(grants=grants, period=period, named=named), start=3):
        _write(sheet, at, line, moment)
        told(at - 2)
    for offset, note in enumerate(_notes(named), start=2):
        sheet.write_string(at + offset, 0, note)
    book.close()
    return at - 2


def _write(sheet: Any, at: int, line: Line, moment: Any) -> None:
    for index, key in enumerate(KEYS):
        value = getattr(line, key)
        if isinstance(value, datetime):
            # A date of a sheet is a number of days; saying so at once costs half of letting the library find it out.
            days = (value.astimezone(TZ).replace(tzinfo=None) - DAY_ZERO) / ONE_DAY
            sheet.write_number(at, index, days, moment)
        elif isinstance(value, int):
            sheet.write_number(at, index, value)
        elif value:
            sheet.write_string(at, index, value[:32767])


def _texts(line: Line) -> list[str]:
    found = []
    for key in KEYS:
        value = getattr(line, key)
        found.append(short_moment(value) if key in DATES else "" if value is None else str(value))
    return found


def _period_words(period: Period) -> str:
    return f"từ ngày {period.first:%d/%m/%Y} đến ngày {period.last:%d/%m/%Y}"


def _scope(period: Period) -> list[str]:
    found = []
    if period.unit:
        found.append(f"phòng xử lý: {people.unit(period.unit).name}")
    if period.procedure:
        found.append(f"thủ tục: {period.procedure}")
    return found


def _notes(named: bool) -> list[str]:
    notes = [
        "Số thứ tự là số của hồ sơ trong sổ cả năm, nên bản in một phần không bắt đầu từ 1. Ô trống: việc chưa diễn ra,"
        " hoặc hệ thống không có dữ kiện (số lượng: dữ liệu thủ tục không ghi; số thứ tự: mã do hệ thống khác cấp)."
    ]
    return notes if named else [*notes, HIDDEN]


def too_long_words(total: int, parts: int) -> str:
    """What to say of a book that does not fit into one PDF."""
    return (
        f"Sổ có {number(total)} hồ sơ. Mỗi bản PDF in được {number(MOST_PRINTED)} dòng, nên sổ in thành {parts} phần;"
        " muốn cả sổ trong một tệp thì tải XLSX."
    )
