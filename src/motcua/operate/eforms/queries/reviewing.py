"""What a form is reviewed against: the account, other forms of its procedures, the papers the State holds."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.kernel.text import search_key
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.eforms import rules
from motcua.operate.eforms.models import FormUse
from motcua.operate.eforms.queries.forms import live

_PERSONS = "bước «Người nộp và chủ hồ sơ»"
ACCOUNT_LABELS = (
    "Họ và tên", "Họ tên", "Ngày sinh", "Ngày tháng năm sinh", "Giới tính", "Số định danh cá nhân",
    "Số căn cước công dân", "Số căn cước", "Số CCCD", "Số điện thoại", "Điện thoại", "Thư điện tử", "Email", "Địa chỉ",
    "Quốc tịch", "Mã số thuế", "Tên tổ chức",
)  # fmt: skip
HELD_BY = {
    "population": "cơ sở dữ liệu quốc gia về dân cư",
    "earlier_result": "kết quả của một thủ tục đã giải quyết",
    "business_register": "cơ sở dữ liệu đăng ký doanh nghiệp",
    "other": "cơ sở dữ liệu khác của Nhà nước",
}


def review(definition: Mapping[str, Any]) -> list[rules.Problem]:
    """Check a usable definition before publishing it, against everything this instance knows (`review_definition`)."""
    codes = [code for code in definition.get("procedures", ()) if isinstance(code, str)]
    components = dict(_components(codes))
    return rules.review_definition(
        definition,
        asked_elsewhere=asked_elsewhere(str(definition.get("key", "")), codes),
        held={code: who for code, who in components.items() if who},
        components=components if components else None,
    )


def asked_elsewhere(form_key: str, procedure_codes: list[str]) -> dict[str, str]:
    """Label (as search key) → where it is asked already: with the account, or in another form of the procedures."""
    found = {search_key(label): _PERSONS for label in ACCOUNT_LABELS}
    others = FormUse.objects.filter(procedure_code__in=procedure_codes).exclude(form__key=form_key)
    for key in sorted(set(others.values_list("form__key", flat=True))):
        version = live(key)
        for section, field in version.parsed.fields() if version else ():
            if field.typed and not section.given and version is not None:
                found.setdefault(search_key(field.label), f"biểu mẫu «{version.title}»")
    return found


def _components(codes: list[str]) -> Iterator[tuple[str, str]]:
    """(component code, who in the State holds it or "") of the procedures as they stand."""
    for code in codes:
        version = catalogue.version_in_force(code)
        for component in (version.parsed.components or ()) if version else ():
            yield component.code, HELD_BY[component.held_by] if component.held_by else ""
