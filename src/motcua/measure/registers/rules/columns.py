"""The columns of each register, by their Vietnamese headings, and the reading of one row.

A register is a list that somebody keeps outside the product (the portal's export, the e-office, a hand-kept list).
Every row is read whole or refused whole, with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from motcua.kernel.text import clean, search_key

Type = Literal["text", "date", "flag", "amount", "choice"]
YES = frozenset({"1", "x", "co", "true", "roi", "da", "yes"})
NO = frozenset({"0", "", "khong", "false", "chua", "no"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` maps folded words to the stored word."""

    key: str
    heading: str
    type: Type = "text"
    required: bool = False
    choices: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of register. `identity`: columns that make a row the same row again; `on`: its date column."""

    key: str
    name: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    on: str
    help: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read: its identity, its date, and the values by column key (None: left empty)."""

    identity: str
    on: date
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not read, and why."""

    reason: str


def _kind(key: str, name: str, help: str, *, identity: str, on: str, columns: Sequence[Column]) -> Kind:
    return Kind(key, name, tuple(columns), tuple(identity.split()), on, help)


PAYMENT_CHANNELS = {
    "cong dich vu cong quoc gia": "national_portal",
    "cong dvcqg": "national_portal",
    "dvcqg": "national_portal",
    "cong tinh": "province",
    "cong thanh toan cua tinh": "province",
    "truc tiep": "direct",
    "tien mat": "direct",
    "tai khoan": "account",
    "chuyen khoan": "account",
    "buu chinh": "post",
}
PAYMENT_STATES = {"thanh cong": "success", "that bai": "failed", "huy": "cancelled", "hoan tien": "refunded"}
DOCUMENT_KINDS = {
    "van ban den": "incoming",
    "den": "incoming",
    "van ban di": "outgoing",
    "di": "outgoing",
    "ho so cong viec": "work_file",
}
FEEDBACK_KINDS = {"quy dinh": "rules", "hanh vi": "conduct"}

KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        _kind(
            "payments",
            "Giao dịch thanh toán dịch vụ công",
            "Mỗi dòng là một giao dịch, lấy từ nền tảng thanh toán và sổ thu. Học phí, lệ phí thi không phải thủ tục "
            "hành chính thì không đưa vào.",
            identity="transaction",
            on="paid_on",
            columns=(
                Column("transaction", "Mã giao dịch", required=True),
                Column("paid_on", "Ngày", "date", required=True),
                Column("amount", "Số tiền", "amount", required=True),
                Column("channel", "Kênh", "choice", True, PAYMENT_CHANNELS),
                Column("state", "Trạng thái", "choice", True, PAYMENT_STATES),
                Column("dossier", "Mã hồ sơ"),
            ),
        ),
        _kind(
            "sync",
            "Xác nhận đồng bộ của Cổng Dịch vụ công Quốc gia",
            "Mỗi dòng là một hồ sơ Cổng đã xác nhận, đối soát theo mã hồ sơ.",
            identity="dossier",
            on="confirmed_on",
            columns=(
                Column("dossier", "Mã hồ sơ", required=True),
                Column("confirmed_on", "Ngày xác nhận", "date", required=True),
                Column("final_state", "Trạng thái cuối", "flag", required=True),
                Column("progress", "Tiến trình", "flag", required=True),
                Column("result_link", "Liên kết kết quả", "flag", required=True),
            ),
        ),
        _kind(
            "publication",
            "Công bố, công khai thủ tục hành chính",
            "Mỗi dòng là một thủ tục trong một quyết định công bố.",
            identity="procedure decision",
            on="due_on",
            columns=(
                Column("procedure", "Mã thủ tục", required=True),
                Column("decision", "Số quyết định", required=True),
                Column("due_on", "Ngày đến hạn công khai", "date", required=True),
                Column("effective_on", "Ngày hiệu lực của văn bản", "date"),
                Column("decided_on", "Ngày quyết định", "date"),
                Column("posted_on", "Ngày công khai", "date"),
                Column("shortened", "Rút gọn", "flag"),
            ),
        ),
        _kind(
            "business_regulations",
            "Quy định kinh doanh trên Cổng Tham vấn",
            "Mỗi dòng là một quy định kinh doanh thuộc trách nhiệm cập nhật.",
            identity="regulation due_on",
            on="due_on",
            columns=(
                Column("regulation", "Số, ký hiệu quy định", required=True),
                Column("due_on", "Hạn cập nhật", "date", required=True),
                Column("updated_on", "Ngày cập nhật", "date"),
            ),
        ),
        _kind(
            "feedback",
            "Phản ánh, kiến nghị",
            "Mỗi dòng là một phản ánh, kiến nghị; ngày tiếp nhận là ngày chuyển đến gần nhất.",
            identity="code",
            on="received_on",
            columns=(
                Column("code", "Mã phản ánh", required=True),
                Column("received_on", "Ngày tiếp nhận", "date", required=True),
                Column("due_on", "Hạn xử lý", "date"),
                Column("closed_on", "Ngày xử lý xong", "date"),
                Column("kind", "Loại", "choice", False, FEEDBACK_KINDS),
                Column("dossier", "Mã hồ sơ"),
            ),
        ),
        _kind(
            "documents",
            "Văn bản, hồ sơ công việc",
            "Mỗi dòng là một văn bản hoặc hồ sơ công việc; độ mật chỉ lấy theo dấu mật trong sổ.",
            identity="symbol on_date",
            on="on_date",
            columns=(
                Column("symbol", "Số, ký hiệu", required=True),
                Column("on_date", "Ngày", "date", required=True),
                Column("kind", "Loại", "choice", True, DOCUMENT_KINDS),
                Column("secret", "Mật", "flag", required=True),
                Column("online", "Xử lý trên môi trường mạng", "flag", required=True),
            ),
        ),
    )
}


def header_problem(kind: Kind, headings: Sequence[Any]) -> str | None:
    """What is wrong with the first row of a file; None when every required column is there once."""
    names = [search_key(str(heading or "")) for heading in headings]
    for column in kind.columns:
        found = names.count(search_key(column.heading))
        if found > 1:
            return f"Cột “{column.heading}” có {found} lần ở dòng tiêu đề."
        if not found and column.required:
            return f"Thiếu cột “{column.heading}” ở dòng tiêu đề."
    return None


def read_row(kind: Kind, cells: Mapping[str, Any], *, today: date) -> Row | Refused:
    """Read one row given by folded heading → cell. A date in the future is refused where it would be a fact."""
    values: dict[str, Any] = {}
    for column in kind.columns:
        try:
            values[column.key] = _read(column, cells.get(search_key(column.heading)))
        except ValueError as error:
            return Refused(f"cột “{column.heading}”: {error}")
    facts = {"paid_on", "confirmed_on", "posted_on", "decided_on", "updated_on", "closed_on", "received_on", "on_date"}
    for column in kind.columns:
        value = values[column.key]
        if column.key in facts and isinstance(value, date) and value > today:
            return Refused(f"cột “{column.heading}”: ngày {value:%d/%m/%Y} ở tương lai")
    identity = "|".join(_identity(values[name]) for name in kind.identity)
    return Row(identity=identity, on=values[kind.on], values=values)


def _identity(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value).upper()


def _read(column: Column, cell: Any) -> Any:
    text = "" if cell is None else clean(str(cell)).strip()
    if not text:
        if column.required and column.type != "flag":
            raise ValueError("để trống")
        return None if column.type != "flag" or not column.required else False
    readers = {"text": _text, "date": _date, "flag": _flag, "amount": _amount}
    if column.type == "choice":
        return _choice(column, text)
    return readers[column.type](cell, text)


def _text(cell: Any, text: str) -> str:
    if text.startswith("=") or len(text) > 300:
        raise ValueError("là công thức hoặc quá dài")
    return text


def _date(cell: Any, text: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007  a local date, no instant
        except ValueError:
            continue
    raise ValueError(f"“{text}” không phải ngày dạng 31/12/2024")


def _flag(cell: Any, text: str) -> bool:
    if isinstance(cell, bool):
        return cell
    word = search_key(text)
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(f"“{text}” không phải có hoặc không")


def _amount(cell: Any, text: str) -> int:
    if isinstance(cell, int) and not isinstance(cell, bool):
        number = cell
    elif isinstance(cell, float) and cell.is_integer():
        number = int(cell)
    else:
        digits = text.replace(".", "").replace(",", "").replace(" ", "").removesuffix("đ")
        if not digits.isdigit():
            raise ValueError(f"“{text}” không phải số tiền")
        number = int(digits)
    if number < 0:
        raise ValueError("số tiền âm")
    return number


def _choice(column: Column, text: str) -> str:
    choices = column.choices or {}
    word = search_key(text)
    if word in choices:
        return choices[word]
    if text in choices.values():
        return text
    raise ValueError(f"không hiểu “{text}”")
