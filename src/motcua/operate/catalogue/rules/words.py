"""The values of a procedure record in Vietnamese words, for tables, differences and lists."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from motcua.kernel.money import format_money
from motcua.operate.catalogue.rules import content as c

UNKNOWN: Final = "chưa có dữ liệu"
KINDS: Final = {"central": "trung ương quy định", "province": "đặc thù của địa phương", "internal": "nội bộ"}
SCOPES: Final = {"between": "giữa các cơ quan", "inside": "trong một cơ quan"}
CHANNELS: Final = {"direct": "trực tiếp", "online": "trực tuyến", "post": "qua bưu chính"}
ROLES: Final = {
    "implement": "cơ quan thực hiện",
    "decide": "cơ quan quyết định",
    "receive": "nơi tiếp nhận",
    "coordinate": "cơ quan phối hợp",
}
FEES: Final = {"fee": "phí", "charge": "lệ phí"}
UNITS: Final = {"working_hour": "giờ làm việc", "working_day": "ngày làm việc", "day": "ngày", "month": "tháng"}
LEVELS: Final = {
    "ministry": "cấp bộ",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "school": "cơ sở giáo dục",
    "other": "cơ quan khác",
}
COMPETENTS: Final = {
    "department": "Sở và cấp tỉnh",
    "province": "cấp tỉnh khác",
    "commune": "cấp xã",
    "district": "cấp huyện (đến 30/6/2025)",
    "school": "cơ sở giáo dục",
    "ministry": "cấp bộ",
    "other": "cơ quan khác",
}
HELD: Final = {
    "population": "Cơ sở dữ liệu quốc gia về dân cư",
    "earlier_result": "kết quả của thủ tục trước",
    "business_register": "đăng ký doanh nghiệp",
    "other": "cơ sở dữ liệu khác",
}
SIGNED: Final = {"none": "không cần ký", "hand": "ký tay hoặc đóng dấu", "digital": "ký số"}
# What a key with a closed list of values means; `kind` differs from one part to the other.
_CLOSED: Final[Mapping[str, Mapping[str, str]]] = {
    "internal_scope": SCOPES,
    "competent": COMPETENTS,
    "levels": LEVELS,
    "held_by": HELD,
    "signed": SIGNED,
    "role": ROLES,
}
_KINDS: Final[Mapping[type, Mapping[str, str]]] = {c.ProcedureContent: KINDS, c.Channel: CHANNELS, c.Fee: FEES}

# The names of the fields of every part.
FIELD_LABELS: Final = {
    "name": "tên",
    "text": "nội dung",
    "code": "mã",
    "form": "mẫu kèm theo",
    "originals": "số bản chính",
    "copies": "số bản sao",
    "digitise": "phải số hoá",
    "reuse_source": "nguồn tái sử dụng",
    "case": "trường hợp",
    "clause": "căn cứ (điều, khoản)",
    "held_by": "Nhà nước đã có tại",
    "held_note": "ghi chú về dữ liệu đã có",
    "signed": "phải ký",
    "kind": "loại",
    "limit": "thời hạn",
    "limit_text": "thời hạn như văn bản ghi",
    "fees": "phí, lệ phí",
    "fee_text": "phí như văn bản ghi",
    "note": "ghi chú",
    "role": "vai trò",
    "address": "địa chỉ",
    "paper_required": "bắt buộc bản giấy",
    "can_be_electronic": "có thể là bản điện tử",
    "amount": "mức thu",
    "per": "tính cho",
    "valid_from": "áp dụng từ",
    "valid_to": "áp dụng đến",
    "number": "số, ký hiệu",
    "title": "trích yếu",
    "issuer": "cơ quan ban hành",
    "issued_on": "ngày ban hành",
    "effective_from": "có hiệu lực từ",
    "effective_to": "hết hiệu lực sau",
    "component_code": "giấy tờ dùng mẫu",
    "url": "địa chỉ tải",
    "value": "số",
    "unit": "đơn vị",
    "start_text": "tính từ",
    "authority": "cơ quan công bố",
    "decision": "quyết định công bố",
}


def said(value: Any, *, owner: type | None = None, key: str = "") -> str:
    """`value` of the field `key` of the dataclass `owner` in words; None is "chưa có dữ liệu"."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return "; ".join(said(item, owner=owner, key=key) for item in value) or "không có"
    if is_dataclass(value) and not isinstance(value, type):
        return brief(value)
    if key == "kind" and owner is not None and owner in _KINDS:
        return _KINDS[owner].get(value, str(value))
    if key == "amount":
        return format_money(value)
    if key in {"effective_from", "effective_to", "valid_from", "valid_to", "issued_on"}:
        return "/".join(reversed(str(value).split("-")))
    return _CLOSED.get(key, {}).get(value, str(value))


def brief(item: Any) -> str:
    """One row of a part in one line, by which a reader recognises it."""
    match item:
        case c.Fee():
            amount = "chưa rõ mức thu" if item.amount is None else format_money(item.amount)
            text = f"{FEES[item.kind]} {amount}" + (f"/{item.per}" if item.per else "")
        case c.Channel():
            text = CHANNELS[item.kind]
        case c.TimeLimit():
            return item.text + (f", tính từ {item.start_text}" if item.start_text else "")
        case c.AgencyPart():
            return f"{ROLES[item.role]}: {item.name}"
        case c.LegalBasis():
            return f"{item.number}: {item.title}" if item.title else item.number
        case c.Component():
            text = f"{item.code}: {item.name}"
        case c.Publication():
            return ", ".join(filter(None, (item.authority, item.decision))) or UNKNOWN
        case c.Result() | c.FormRef():
            return item.name or getattr(item, "code", None) or UNKNOWN
        case c.Step():
            text = item.text
        case str():
            return item
        case _:
            return "; ".join(f"{field.name} {getattr(item, field.name)}" for field in fields(item))
    return f"{text} ({item.case})" if getattr(item, "case", None) else text


def label(key: str) -> str:
    """The name of a field on a screen."""
    return FIELD_LABELS.get(key, key)
