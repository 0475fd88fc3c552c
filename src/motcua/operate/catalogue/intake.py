"""Reading a catalogue file from disk: everything that can be wrong with the file is told with its place."""

import json
from pathlib import Path
from typing import Any, NoReturn

MOST_BYTES = 64 * 1024 * 1024
MOST_RECORDS = 50_000


class BadFile(ValueError):
    """The file cannot be imported; the message says which file, where in it, and why."""


def read_records(path: Path) -> list[Any]:
    """The records of a JSON file: a list, or an object with the list under "procedures"."""
    value = _parse(path, _text(path))
    if isinstance(value, dict) and isinstance(value.get("procedures"), list):
        value = value["procedures"]
    if not isinstance(value, list):
        raise BadFile(f"{path}: phải là một danh sách bản ghi, hoặc một đối tượng có danh sách “procedures”")
    if not value:
        raise BadFile(f"{path}: không có bản ghi nào")
    if len(value) > MOST_RECORDS:
        raise BadFile(f"{path}: có {len(value)} bản ghi, nhiều nhất {MOST_RECORDS}")
    return value


def _text(path: Path) -> str:
    try:
        if not path.exists():
            raise BadFile(f"{path}: không tìm thấy tệp")
        if not path.is_file():
            raise BadFile(f"{path}: không phải là tệp thường")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadFile(f"{path}: tệp quá lớn ({size // 2**20} MB, nhiều nhất {MOST_BYTES // 2**20} MB)")
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path}: không đọc được ({error.strerror})") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(f"{path}: dòng {line}: không phải là chữ UTF-8") from error


def _parse(path: Path, text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadFile(f"{path}: dòng {error.lineno}, cột {error.colno}: không phải JSON ({error.msg})") from error
    except RecursionError as error:
        raise BadFile(f"{path}: JSON lồng quá sâu") from error
    except ValueError as error:
        raise BadFile(f"{path}: {error}") from error


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"không phải JSON: có giá trị {word}")
