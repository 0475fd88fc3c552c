"""Reading a plan's file from disk or upload: what it must be, and where it is wrong when it is not."""

from pathlib import Path
from typing import Final

LARGEST: Final = 1_000_000
"""Bytes. The plan we know has 18 kB; a file fifty times as long is no plan."""
MOST_LINES: Final = 10_000
_FORMATS: Final = (
    (b"%PDF", "tệp PDF"),
    (b"PK\x03\x04", "tệp Word, Excel hoặc tệp nén"),
    (b"\xd0\xcf\x11\xe0", "tệp Word hoặc Excel đời cũ"),
    (b"{\\rtf", "tệp RTF"),
)


class BadFile(Exception):
    """The file cannot be a plan; the message (Vietnamese) says what it is and where it breaks."""


def read_file(path: Path) -> str:
    """The text of the file at `path`. Raises BadFile."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise BadFile(f"{path} là thư mục, không phải tệp")
        if size > LARGEST:
            raise BadFile(f"{path}: tệp nặng {size} byte, lớn hơn mức nhận được là {LARGEST} byte")
        return decode(path.read_bytes(), path.name)
    except OSError as error:
        raise BadFile(f"{path}: không đọc được tệp ({error.strerror or error})") from error


def decode(data: bytes, name: str) -> str:
    """The text in `data`: UTF-8, or UTF-16 with its mark. Raises BadFile with the place of the first wrong byte."""
    if len(data) > LARGEST:
        raise BadFile(f"{name}: tệp nặng {len(data)} byte, lớn hơn mức nhận được là {LARGEST} byte")
    if not data.strip(b" \t\r\n\x0c\xef\xbb\xbf"):
        raise BadFile(f"{name}: tệp trống")
    for start, what in _FORMATS:
        if data.startswith(start):
            raise BadFile(f"{name} là {what}. Hãy lưu văn bản thành tệp chữ (.txt, UTF-8) rồi nhập lại")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _few_lines(_utf16(data, name), name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(
            f"{name}, dòng {line}, byte {error.start}: không phải chữ UTF-8. "
            "Nếu văn bản dùng bảng mã cũ (TCVN3, VNI), hãy chuyển sang Unicode rồi nhập lại"
        ) from error
    if (at := text.find("\x00")) >= 0:
        raise BadFile(
            f"{name}, dòng {text.count(chr(10), 0, at) + 1}: có byte 0, đây là tệp nhị phân chứ không phải chữ"
        )
    return _few_lines(text, name)


def _few_lines(text: str, name: str) -> str:
    if (lines := text.count("\n") + text.count("\r")) > MOST_LINES:
        raise BadFile(f"{name}: {lines} dòng, nhiều hơn mức nhận được là {MOST_LINES} dòng")
    return text


def _utf16(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise BadFile(f"{name}, byte {error.start}: không phải chữ UTF-16") from error
