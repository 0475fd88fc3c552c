"""The owner of a dossier as a message names it, in the shape in which people keep persons. Pure."""

from collections.abc import Mapping
from typing import Any

from motcua.exchange.imports.rules import values
from motcua.people.rules import identity_kind, identity_problem, normal_identity

UNNAMED = "(không rõ tên)"


def owner_of(raw: Mapping[str, Any], odd: dict[str, None]) -> dict[str, str]:
    """Name, numbers and ways to reach the owner; what is odd is added to `odd`."""
    name = values.text(raw, "ChuHoSo", 300)
    if not name:
        odd["missing_owner"] = None
    person = (values.whole(raw, "LoaiDoiTuong", 9) or 1) == 1
    owner = {
        "kind": "person" if person else "organisation",
        "full_name": name or UNNAMED,
        "phone": values.text(raw, "SoDienThoai", 20),
        "email": values.text(raw, "Email", 254),
    }
    for one in values.rows(raw, "DinhDanhCHS", 10):
        number = normal_identity(values.code(one, "SoDinhDanh", 40))
        if not number:
            continue
        if values.whole(one, "LoaiDinhDanh", 9) == 3:
            owner["tax_code"] = number[:20]
            continue
        kind = _kind(number)
        if kind != identity_kind(number) or len(set(number)) < 3 or not number.isdecimal():
            odd["identity_format"] = None
        if kind:
            owner |= {"identity_number": number, "identity_kind": kind}
    return owner


def _kind(number: str) -> str:
    """The kind under which the number can be kept; "" when it is no number of any kind."""
    likely = identity_kind(number)
    return next((kind for kind in (likely, "other") if not identity_problem(kind, number)), "")
