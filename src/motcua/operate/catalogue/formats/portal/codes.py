"""The code lists of the shape, as data/catalogue/lay-thu-tuc.json gives them: code → our word, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.operate.catalogue.rules.names import folded


@dataclass(frozen=True, slots=True)
class Codes:
    """Each list maps the portal's code to our word; the first code of a word is the one that is written."""

    states: Mapping[str, str]
    kinds: Mapping[str, str]
    levels: Mapping[str, str]
    channels: Mapping[str, str]
    units: Mapping[str, str]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Codes":
        keys = ("TRANGTHAI", "LOAITTHC", "CAPTHUCHIEN", "KENH", "DONVITINH")
        return cls(*(dict(data[key]) for key in keys))

    def unit(self, text: str) -> str | None:
        """Our unit for the portal's words, whatever their accents and capitals; None when it is no unit of limits."""
        said = folded(text)
        return next((unit for words, unit in self.units.items() if folded(words) == said), None)


def code_of(codes: Mapping[str, str], word: str | None) -> str:
    """The code to write for our word; "" when the list has none."""
    return next((code for code, held in codes.items() if held == word), "")
