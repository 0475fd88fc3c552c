"""Messages out of a JSON file of any size, one after another: a single one, an array, or the envelope of a call.

Nothing but the message at hand is in memory. A file that is cut or broken ends in `Broken`, which names the place.
"""

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

LONGEST: Final = 4 * 1024 * 1024
"""Characters of one message; a longer one is no message."""
_SPACE = " \t\r\n"


class Broken(ValueError):
    """The file is not whole, or no JSON. The message is for people and names the place."""


def messages(chunks: Iterable[bytes]) -> Iterator[Any]:
    """The messages of the file in their order, whatever JSON each of them is. Raises Broken."""
    text = _Text(iter(chunks))
    first = text.peek()
    if first == "":
        raise Broken("Tệp rỗng.")
    if first == "[":
        yield from _array(text)
    elif first == "{":
        yield from _object(text)
    else:
        raise text.broken("ở đây phải là “[” hoặc “{”")
    if text.peek() != "":
        raise text.broken("thừa nội dung sau chỗ kết thúc")


def _array(text: "_Text") -> Iterator[Any]:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        return
    while True:
        yield text.value()
        if text.peek() != ",":
            break
        text.take(",")
    text.take("]")


def _object(text: "_Text") -> Iterator[Any]:
    """An envelope with its messages under "data", or a message itself."""
    text.take("{")
    said: dict[str, Any] = {}
    enveloped = False
    while text.peek() != "}":
        if said or enveloped:
            text.take(",")
        if text.peek() != '"':
            raise text.broken("ở đây phải là tên trường")
        key = text.value()
        text.take(":")
        if key == "data" and text.peek() == "[":
            enveloped = True
            yield from _array(text)
        elif key == "data" and text.peek() == "{":
            enveloped = True
            yield text.value()
        else:
            said[key] = text.value()
    text.take("}")
    if not enveloped:
        yield said


class _Text:
    """The file as text, read as far as needed."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at = "", 0
        self._lines, self._column = 1, 0
        self._values = 0
        self._over = False

    def peek(self) -> str:
        """The next character that is no blank; "" at the end of the file."""
        while True:
            text, at = self._text, self._at
            end = len(text)
            while at < end and text[at] in _SPACE:
                at += 1
            self._at = at
            if at < end:
                return text[at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> None:
        found = self.peek()
        if found != wanted:
            raise self.broken(f"thiếu “{wanted}”" if found else f"tệp bị cắt ngang, thiếu “{wanted}”")
        self._at += 1

    def value(self) -> Any:
        """The JSON value that begins here."""
        self.peek()
        while True:
            wrong = "tệp bị cắt ngang"
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
                if end < len(self._text) or not self._more():
                    self._at = end
                    self._values += 1
                    return value
                continue
            except json.JSONDecodeError as error:
                wrong = "thông điệp không phải JSON" if error.pos < len(self._text) else wrong
            except (RecursionError, ValueError):
                raise self.broken("thông điệp lồng nhau quá sâu hoặc có số quá dài") from None
            if len(self._text) - self._at > LONGEST:
                raise self.broken(f"thông điệp dài hơn {LONGEST // 1024 // 1024} triệu ký tự hoặc không phải JSON")
            if not self._more():
                raise self.broken(wrong)

    def broken(self, words: str) -> Broken:
        before = self._text[: self._at]
        line = self._lines + before.count("\n")
        column = self._at - before.rfind("\n") if "\n" in before else self._column + self._at + 1
        return Broken(f"Dòng {line}, cột {column}: {words} (sau {self._values} giá trị đọc được).")

    def _more(self) -> bool:
        """Read on; False at the end of the file."""
        if self._over:
            return False
        if self._at:
            gone = self._text[: self._at]
            self._lines += gone.count("\n")
            self._column = len(gone) - gone.rfind("\n") - 1 if "\n" in gone else self._column + len(gone)
            self._text, self._at = self._text[self._at :], 0
        chunk = next(self._chunks, b"")
        self._over = not chunk
        try:
            self._text += self._decoder.decode(chunk, final=self._over)
        except UnicodeDecodeError:
            raise self.broken("tệp phải ở bảng mã UTF-8, hoặc bị cắt giữa một chữ") from None
        return True


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) < 40 else digits


_DECODER = json.JSONDecoder(parse_int=_integer, parse_constant=str)
