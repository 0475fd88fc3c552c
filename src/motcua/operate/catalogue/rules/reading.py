"""Careful reading of one record from outside: every value is checked, every problem names its place."""

from typing import Any

from motcua.kernel.text import clean
from motcua.operate.catalogue.rules.codec import MOST


class WrongShape(ValueError):
    """The record is not of the expected shape; the message begins with the place."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")


class Fields:
    """The keys of one JSON object. A key that is absent reads as null; "", [] and null all mean "not said"."""

    def __init__(self, value: Any, place: str = "") -> None:
        if not isinstance(value, dict):
            raise WrongShape(place or "bản ghi", "phải là một đối tượng JSON")
        self._value = value
        self._place = place

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    def wrong(self, key: str, problem: str) -> WrongShape:
        """The error to raise about `key`, with its place."""
        return WrongShape(self._at(key), problem)

    def text(self, key: str) -> str | None:
        value = self._value.get(key)
        if value is None:
            return None
        return _text(value, self._at(key)) or None

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(
            text for index, item in enumerate(self._list(key)) if (text := _text(item, f"{self._at(key)}[{index}]"))
        )

    def flag(self, key: str) -> bool | None:
        value = self._value.get(key)
        if value is not None and not isinstance(value, bool):
            raise WrongShape(self._at(key), "phải là true, false hoặc null")
        return value

    def number(self, key: str, most: int = MOST) -> int | None:
        """A whole number from 0 to `most`, or null."""
        value = self._value.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise WrongShape(self._at(key), "phải là số nguyên không âm")
        return value

    def child(self, key: str) -> "Fields | None":
        value = self._value.get(key)
        return None if value is None else Fields(value, self._at(key))

    def items(self, key: str) -> tuple["Fields", ...]:
        return tuple(Fields(item, f"{self._at(key)}[{index}]") for index, item in enumerate(self._list(key)))

    def one_of(self, key: str, words: dict[str, str]) -> str | None:
        """The meaning of the word under `key`; a word that is not known is a wrong shape."""
        value = self.text(key)
        if value is None:
            return None
        if value not in words:
            raise WrongShape(self._at(key), f"không hiểu {value[:40]!r}; chỉ nhận {', '.join(words)}")
        return words[value]

    def _list(self, key: str) -> list[Any]:
        value = self._value.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise WrongShape(self._at(key), "phải là một danh sách")
        return value


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise WrongShape(place, "phải là chữ")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise WrongShape(place, "có ký tự hỏng, không lưu được")
    return clean(value)
