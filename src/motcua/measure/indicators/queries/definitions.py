"""The registered definitions, read once from data/indicators."""

import json
from functools import lru_cache

from django.conf import settings

from motcua.measure.indicators.rules import Definition, parse_definitions
from motcua.measure.registers.queries import Declarable


@lru_cache(maxsize=1)
def definitions() -> tuple[Definition, ...]:
    """The twelve indicators of the plan's annex, in its order."""
    content = json.loads((settings.DATA_DIR / "indicators" / "annex.json").read_text(encoding="utf-8"))
    return parse_definitions(content)


def definition(code: str) -> Definition:
    """The indicator `code`. Raises KeyError for an unknown one."""
    return {item.code: item for item in definitions()}[code]


def declarable() -> tuple[Declarable, ...]:
    """The indicators whose figure may be declared: those that dossiers alone do not tell."""
    return tuple(
        Declarable(item.code, item.name, item.feeds_from) for item in definitions() if item.feeds_from != "dossiers"
    )
