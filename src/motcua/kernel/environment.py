"""Reads settings from the environment, typed, and remembers each one for `motcua settings`.

A setting NAME may also be given as NAME_FILE: the path of a file that holds the value. That is how secrets come
from files. Mistakes are collected, so that a start says all that is wrong at once.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True, slots=True)
class Setting:
    """One documented setting. `value` is what is in force, as text; a secret's value is never kept here."""

    name: str
    doc: str
    default: str
    value: str
    secret: bool = False


@dataclass(slots=True)
class Environment:
    """A reader over `source` (usually os.environ)."""

    source: Mapping[str, str] = field(default_factory=lambda: os.environ)
    settings: dict[str, Setting] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def text(self, name: str, default: str = "", *, doc: str, secret: bool = False) -> str:
        value = self._raw(name, default)
        self.settings[name] = Setting(name, doc, default, "(hidden)" if secret else value, secret)
        return value

    def flag(self, name: str, default: bool, *, doc: str) -> bool:
        value = self.text(name, "1" if default else "0", doc=doc).strip().lower()
        if value not in TRUE | FALSE:
            self.mistakes.append(f"{name}={value!r}: expected 1 or 0")
            return default
        return value in TRUE

    def number(self, name: str, default: int, *, doc: str, low: int, high: int) -> int:
        value = self.text(name, str(default), doc=doc)
        try:
            number = int(value)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            self.mistakes.append(f"{name}={value!r}: expected a whole number from {low} to {high}")
            return default
        return number

    def words(self, name: str, default: str, *, doc: str) -> list[str]:
        return [word.strip() for word in self.text(name, default, doc=doc).split(",") if word.strip()]

    def choice(self, name: str, default: str, options: tuple[str, ...], *, doc: str) -> str:
        value = self.text(name, default, doc=doc)
        if value not in options:
            self.mistakes.append(f"{name}={value!r}: expected one of {', '.join(options)}")
            return default
        return value

    def _raw(self, name: str, default: str) -> str:
        path = self.source.get(f"{name}_FILE")
        if path:
            try:
                return Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                self.mistakes.append(f"{name}_FILE={path!r}: {error.strerror}")
                return default
        return self.source.get(name, default)
