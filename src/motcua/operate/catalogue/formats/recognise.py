"""Which shape a file has, by its content alone; every file that has none is refused with its place and reason."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from motcua.operate.catalogue.formats import whole
from motcua.operate.catalogue.formats.entries import BadFile

JSON, XLSX, PORTAL, RECORDS = "json", "xlsx", "lay-thu-tuc", "records"
LABELS = {
    JSON: "toàn bộ danh mục (JSON)",
    XLSX: "bảng tính (XLSX)",
    PORTAL: "LayThuTuc của Cổng dịch vụ công quốc gia",
    RECORDS: "danh sách bản ghi (JSON)",
}
MOST_BYTES = 40 * 1024 * 1024
MOST_RECORDS = 50_000
BOMS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose shape is known. `value`: the parsed JSON; None for a workbook, which stays bytes."""

    shape: str
    data: bytes
    value: Any = None


def open_file(data: bytes, expected: str | None = None) -> Opened:
    """The shape of `data`; BadFile when it has none, or another than `expected`."""
    if not data:
        raise BadFile("tệp rỗng (0 byte)")
    if len(data) > MOST_BYTES:
        raise BadFile(f"tệp quá lớn ({len(data) // 2**20} MB, nhiều nhất {MOST_BYTES // 2**20} MB)")
    opened = Opened(XLSX, data) if data[:2] == b"PK" else _json(data)
    if expected is not None and opened.shape != expected:
        raise BadFile(f"tệp có dạng {LABELS[opened.shape]}, không phải {LABELS[expected]}")
    return opened


def _json(data: bytes) -> Opened:
    if data.startswith(OLD_EXCEL):
        raise BadFile(
            "tệp Excel đời cũ (.xls) hoặc có mật khẩu; hãy mở bằng Excel và lưu lại dạng .xlsx, không mật khẩu"
        )
    value = _parse(_text(data))
    if isinstance(value, dict) and value.get("format") == whole.FORMAT:
        return Opened(JSON, data, value)
    if isinstance(value, dict) and "error_code" in value:
        return Opened(PORTAL, data, value)
    if isinstance(value, dict) and isinstance(value.get("procedures"), list):
        value = value["procedures"]
    if not isinstance(value, list):
        raise BadFile(
            "JSON không phải danh mục: phải là một danh sách bản ghi, một đối tượng có danh sách “procedures”, "
            "tệp danh mục xuất từ Một Cửa, hoặc kết quả LayThuTuc"
        )
    return Opened(RECORDS, data, _bounded(value))


def _bounded(records: list[Any]) -> list[Any]:
    if not records:
        raise BadFile("không có bản ghi nào")
    if len(records) > MOST_RECORDS:
        raise BadFile(f"có {len(records)} bản ghi, nhiều nhất {MOST_RECORDS}")
    return records


def _text(data: bytes) -> str:
    for mark, name in BOMS:
        if data.startswith(mark):
            raise BadFile(f"tệp ở bảng mã {name}; hãy lưu lại bằng UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if data.count(b"\x00", 0, 200) > 40:
            raise BadFile("tệp ở bảng mã UTF-16; hãy lưu lại bằng UTF-8") from error
        raise BadFile(
            f"dòng {line}: không phải là chữ UTF-8 (bảng mã cũ như Windows-1258, TCVN3?); hãy lưu lại bằng UTF-8"
        ) from error


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        if text.count("\x00", 0, 200) > 40:
            raise BadFile("tệp ở bảng mã UTF-16; hãy lưu lại bằng UTF-8") from error
        raise BadFile(f"dòng {error.lineno}, cột {error.colno}: không phải JSON") from error
    except RecursionError as error:
        raise BadFile("JSON lồng quá sâu") from error
    except ValueError as error:
        raise BadFile(str(error)) from error


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"không phải JSON: có giá trị {word}")
