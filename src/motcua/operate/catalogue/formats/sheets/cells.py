"""One value and one cell: null is a blank cell, everything else has one spelling that a person can read.

A text that a cell cannot hold as it stands (blanks at its ends, control characters, words with a meaning of their own)
is written as `json:` and the text as a JSON string.
"""

import json
import re
from datetime import date, datetime
from typing import Any, Final

from motcua.operate.catalogue.formats.sheets.layout import LEAST_DATE, NO, NONE, YES, Column

ESCAPE: Final = "json:"
LONG_MARK: Final = "→ Chữ dài "
MOST_LETTERS: Final = 32_767  # of one cell, by the standard
# Letters XML cannot hold or Excel reads in its own way, and its own escapes (_x000D_).
STRANGE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u2030-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_x|x005F_")
WHOLE = re.compile(r"-?\d+")


class BadCell(ValueError):
    """The cell cannot be read; the message (Vietnamese) says why and what to do."""


def show(value: Any, column: Column) -> str | int | date | None:
    """What stands in the cell for `value`, the JSON value of a field."""
    if value is None:
        return None
    if column.kind == "flag":
        return YES if value else NO
    if column.kind == "number":
        return int(value)
    if column.kind == "word":
        return (column.words or {})[value]
    if column.kind == "list":
        return "; ".join((column.words or {})[item] for item in value) or NONE
    if column.kind == "date":
        text = value.isoformat() if isinstance(value, date) else str(value)
        return date.fromisoformat(text) if _is_day(text) else _quoted(text)
    return plain(str(value))


def plain(text: str) -> str:
    """`text` as a cell holds it; `json:"…"` when it would not come back as it was."""
    ordinary = text and text == text.strip() and not STRANGE.search(text)
    return text if ordinary and not text.startswith((ESCAPE, LONG_MARK)) else _quoted(text)


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False).replace("_x", "\\u005fx").replace("x005F_", "\\u0078005F_")
    return ESCAPE + STRANGE.sub(lambda match: "".join(map(_escape, match[0])), quoted)


def understand(cell: Any, column: Column) -> Any:
    """The JSON value in a cell; BadCell when it is not of the kind the column holds."""
    if cell is None:
        return None
    match column.kind:
        case "number":
            return _number(cell)
        case "date":
            return _date(cell)
        case "flag":
            return _word(cell, {"true": YES, "false": NO}) == "true"
        case "word":
            return _word(cell, column.words or {})
        case "list":
            text = _text(cell)
            parts = [] if text.casefold() == NONE else text.split(";")
            return [_word(part.strip(), column.words or {}) for part in parts]
        case _:
            return _text(cell)


def _number(cell: Any) -> int:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        if cell < 0:
            raise BadCell("số phải từ 0 trở lên")
        return cell
    if isinstance(cell, str) and WHOLE.fullmatch(cell.strip()):
        raise BadCell(f"số “{_short(cell)}” lưu dạng chữ; hãy đổi kiểu ô thành số (Number) rồi nhập lại số")
    raise BadCell(f"“{_short(cell)}” không phải số nguyên")


def _date(cell: Any) -> str:
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(ESCAPE):
        return _text(cell)
    if isinstance(cell, datetime):
        raise BadCell("ngày có cả giờ; hãy chỉ ghi ngày")
    raise BadCell(f"“{_short(cell)}” không phải ô kiểu ngày; hãy đổi kiểu ô thành ngày (Date) rồi nhập lại dd/mm/yyyy")


def _word(cell: Any, words: Any) -> str:
    text = _text(cell)
    for meaning, word in words.items():
        if text.casefold() == word.casefold():
            return str(meaning)
    raise BadCell(f"không hiểu “{_short(text)}”; chỉ nhận: {', '.join(words.values())}")


def _text(cell: Any) -> str:
    if isinstance(cell, bool | int | float):
        raise BadCell(f"ô kiểu số ({_short(cell)}); hãy đổi kiểu ô thành chữ (Text) rồi nhập lại")
    if isinstance(cell, date | datetime):
        raise BadCell("ô kiểu ngày; hãy đổi kiểu ô thành chữ (Text) rồi nhập lại")
    text = str(cell)
    if text.startswith(ESCAPE):
        return _unescape(text)
    if text != text.strip():
        raise BadCell("thừa khoảng trắng ở đầu hoặc cuối ô; hãy xoá khoảng trắng thừa")
    if "\x00" in text:
        raise BadCell("có ký tự hỏng, không lưu được")
    return text


def _unescape(text: str) -> str:
    try:
        value = json.loads(text.removeprefix(ESCAPE))
    except (ValueError, RecursionError) as error:
        raise BadCell("sau “json:” phải là một chuỗi JSON") from error
    if not isinstance(value, str) or "\x00" in value:
        raise BadCell("sau “json:” phải là một chuỗi JSON")
    return value


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text >= LEAST_DATE
    except ValueError:
        return False


def _escape(letter: str) -> str:
    return json.dumps(letter)[1:-1]


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
