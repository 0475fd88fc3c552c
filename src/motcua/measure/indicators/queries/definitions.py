"""The registered definitions, read once from data/indicators."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

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


INDEX_DECLARABLE: Final[Mapping[str, Declarable]] = {
    "FORMALITY_PAYABLE_ONLINE": Declarable(
        "766-3.5a", "Chỉ số 766: thủ tục có phí cho thanh toán trên Cổng", "payments"
    ),
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": Declarable(
        "766-4.4", "Chỉ số 766: hồ sơ kết nối kho dữ liệu cá nhân", "sync"
    ),
    "CITIZEN_DATA_CONNECTED_FORMALITY": Declarable("766-4.5a", "Chỉ số 766: thủ tục dùng dữ liệu dân cư", "sync"),
    "CITIZEN_DATA_CONNECTED_DOSSIER": Declarable("766-4.5b", "Chỉ số 766: hồ sơ dùng dữ liệu dân cư", "sync"),
    "PETITION_HANDLING_SATISFACTION": Declarable(
        "766-5.3", "Chỉ số 766: hài lòng trong xử lý phản ánh, kiến nghị", "feedback"
    ),
}
"""Metrics of the service index that nothing recorded here tells: whoever keeps the list beside may declare them."""


def declarable() -> tuple[Declarable, ...]:
    """What may be declared: the indicators that dossiers alone do not tell, and metrics of the index nobody records."""
    told = (item for item in definitions() if item.feeds_from != "dossiers")
    return (*(Declarable(item.code, item.name, item.feeds_from) for item in told), *INDEX_DECLARABLE.values())
