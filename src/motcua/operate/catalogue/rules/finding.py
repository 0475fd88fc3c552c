"""What people filter by: who may apply and what it costs, read from a text. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from motcua.operate.catalogue.rules.names import folded

UNKNOWN = "unknown"
PEOPLE = {"person": "Người dân", "organisation": "Tổ chức, doanh nghiệp, trường học", "official": "Cán bộ, viên chức"}
COSTS = {"free": "Không mất tiền", "fee": "Có phí, lệ phí", UNKNOWN: "Chưa có dữ liệu"}
SAID = {
    "person": ("cong dan", "ca nhan", "nguoi ", "hoc sinh", "sinh vien", "hoc vien"),
    "organisation": ("to chuc", "doanh nghiep", "hop tac xa", "htx", "co so", "truong", "trung tam", "co quan"),
    "official": ("can bo", "cong chuc", "vien chuc", "giao vien", "nha giao"),
}


def people(subjects: Iterable[str] | None) -> frozenset[str]:
    """The kinds of PEOPLE that the subjects of a procedure name; empty when it names none that we know."""
    said = [f"{folded(subject)} " for subject in subjects or ()]
    return frozenset(kind for kind, words in SAID.items() if any(word in text for text in said for word in words))


def cost(fees: Sequence[Any] | None, channels: Sequence[Mapping[str, Any]] | None) -> str:
    """A key of COSTS: "free" only when the text says that nothing is charged; a way with a fee makes it "fee"."""
    told = [fees, *(channel.get("fees") for channel in channels or ())]
    known = [part for part in told if part is not None]
    if any(fee.get("amount") != 0 for part in known for fee in part):
        return "fee"
    return "free" if known else UNKNOWN
