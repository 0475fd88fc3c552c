"""Frozen dataclasses to canonical JSON and back. Every error names its place, such as `components[2].originals`."""

import hashlib
import json
import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
MOST = 10**12  # no number of a procedure record is larger; refuses what a database integer could not hold


class BadContent(ValueError):
    """The JSON is not the content of a procedure; the message begins with the place."""

    def __init__(self, place: str, problem: str) -> None:
        self.place, self.problem = place, problem
        super().__init__(f"{place}: {problem}" if place else problem)


def encode(value: Any) -> Any:
    """Plain JSON values of a dataclass: null stays null, an empty list stays an empty list."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


def decode(cls: type[T], value: Any, place: str = "") -> T:
    """The dataclass `cls` described by `value`; BadContent names the first wrong place.

    A key left out takes the field's default; an unknown key is refused, so that nothing is lost in silence.
    """
    if not isinstance(value, dict):
        raise BadContent(place, "phải là một đối tượng JSON")
    hints = _hints(cls)  # type: ignore[arg-type]  # a class is hashable
    for key in value:
        if key not in hints:
            raise BadContent(_join(place, str(key)), "không có mục này")
    found = {key: _value(hints[key], value[key], _join(place, key)) for key in hints if key in value}
    try:
        return cls(**found)
    except TypeError as error:
        raise BadContent(place, f"thiếu mục bắt buộc ({error})") from error
    except ValueError as error:
        raise BadContent(place, str(error)) from error


def canonical(value: Any) -> str:
    """One spelling for one meaning: sorted keys, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """SHA-256 over the canonical spelling, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _value(hint: Any, value: Any, place: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return (
            None if value is None else _value(next(a for a in get_args(hint) if a is not types.NoneType), value, place)
        )
    if origin is Literal:
        if value not in get_args(hint):
            raise BadContent(place, f"phải là một trong: {', '.join(map(str, get_args(hint)))}")
        return value
    if origin is tuple:
        if not isinstance(value, list):
            raise BadContent(place, "phải là một danh sách")
        return tuple(_value(get_args(hint)[0], item, f"{place}[{index}]") for index, item in enumerate(value))
    if is_dataclass(hint):
        return decode(hint, value, place)  # type: ignore[arg-type]
    return _plain(hint, value, place)


def _plain(hint: Any, value: Any, place: str) -> Any:
    if hint is bool and not isinstance(value, bool):
        raise BadContent(place, "phải là true hoặc false")
    if hint is int and (not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MOST):
        raise BadContent(place, "phải là số nguyên không âm")
    if hint is str and (not isinstance(value, str) or not _is_text(value)):
        raise BadContent(place, "phải là chữ")
    return value


def _is_text(value: str) -> bool:
    """True when both databases can store it: no NUL, no half of a surrogate pair."""
    return "\x00" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
