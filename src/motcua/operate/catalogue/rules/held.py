"""Papers the State already holds: what the name of a component suggests. A suggestion is never a fact.

A person confirms or rejects it; only then is it counted among the papers that should be dropped. The words are those
of the papers most asked for (seed II.1.a; Decree 63/2010/NĐ-CP, article 7: no paper that the State already has).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from motcua.kernel.text import search_key
from motcua.operate.catalogue.rules.content import Component, HeldBy, ProcedureContent


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where the State probably has what the paper says, and the words of the name that say so."""

    held_by: HeldBy
    because: str


_RULES: Final[tuple[tuple[str, HeldBy, str], ...]] = (
    (r"giay khai sinh", "population", "giấy khai sinh"),
    (r"(?:so )?ho khau|so tam tru|giay (?:to )?xac nhan (?:thong tin ve )?cu tru", "population", "cư trú"),
    (r"cmnd|cccd|chung minh (?:nhan dan|thu)|can cuoc(?: cong dan)?", "population", "giấy tờ căn cước"),
    (r"giay (?:chung nhan|xac nhan) (?:ket hon|tinh trang hon nhan)", "population", "hộ tịch"),
    (
        r"giay chung nhan dang ky (?:doanh nghiep|kinh doanh|ho kinh doanh)",
        "business_register",
        "đăng ký doanh nghiệp",
    ),
    (
        r"giay phep (?:hoat dong|thanh lap)|quyet dinh (?:cho phep )?(?:thanh lap|hoat dong)",
        "earlier_result",
        "kết quả đã cấp",
    ),
    (r"(?:van bang|chung chi|bang)\b.{0,60}\bdo so\b.{0,40}\bcap", "earlier_result", "văn bằng do Sở cấp"),
    (
        r"ban sao bang tot nghiep (?:thpt|trung hoc pho thong|thcs|trung hoc co so)",
        "earlier_result",
        "bằng tốt nghiệp",
    ),
    (r"the (?:bao hiem y te|bhyt)|phieu ly lich tu phap", "other", "cơ sở dữ liệu chuyên ngành"),
)
# The State cannot hold what is only now written or asked for.
_NEW: Final = re.compile(r"^(?:don|to khai|phieu de nghi|van ban de nghi|giay uy quyen|to trinh|de an|anh)\b")


def suggestion(component: Component) -> Suggestion | None:
    """Who probably holds what `component` says; None when its name suggests nothing."""
    name = search_key(component.name)
    if _NEW.search(name):
        return None
    for pattern, held_by, because in _RULES:
        if re.search(rf"\b(?:{pattern})\b", name):
            return Suggestion(held_by, because)
    return None


def with_marks(content: ProcedureContent, marks: Mapping[str, tuple[str, str]]) -> ProcedureContent:
    """`content` with what people found about its components: code → (holder or "nobody", note)."""
    return replace(
        content, components=tuple(_marked(part, marks) for part in content.components or ()) or content.components
    )


def _marked(part: Component, marks: Mapping[str, tuple[str, str]]) -> Component:
    if part.code not in marks:
        return part
    holder, note = marks[part.code]
    return replace(part, held_by=None if holder == "nobody" else cast("HeldBy", holder), held_note=note or None)
