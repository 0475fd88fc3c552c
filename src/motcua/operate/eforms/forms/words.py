"""The words the builder uses: kinds of questions with their explanation, patterns by name, sources by name."""

from dataclasses import dataclass
from typing import Any

from motcua.operate.eforms.rules import Field, Option
from motcua.operate.eforms.rules.definition import TYPES


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of question as an official chooses it; `sample`: a question that shows how it looks."""

    type: str
    name: str
    text: str
    sample: Field | None


def _sample(type: str, label: str, **more: Any) -> Field:
    return Field(f"mau_{type}", label, type, required=True, **more)


_TWO = (Option("Nam", "Nam"), Option("Nữ", "Nữ"))
_SEVERAL = (Option("hoc_ba", "Học bạ"), Option("khai_sinh", "Giấy khai sinh"))
GROUPS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (
        "Chữ",
        (
            Kind("text", "Một dòng chữ", "Họ tên, số hiệu, nơi sinh…", _sample("text", "Nơi sinh")),
            Kind("long_text", "Nhiều dòng chữ", "Lý do, nội dung đề nghị…", _sample("long_text", "Lý do")),
            Kind("school", "Trường học", "Tên một trường, cơ sở giáo dục", _sample("school", "Trường đang học")),
        ),
    ),
    (
        "Lựa chọn",
        (
            Kind("choice", "Chọn một", "Người khai chọn đúng một câu trả lời, hoặc một mục của danh mục dùng chung",
                 _sample("choice", "Giới tính", options=_TWO)),
            Kind("multi", "Chọn nhiều", "Người khai đánh dấu một hay nhiều câu trả lời",
                 _sample("multi", "Giấy tờ đã có", options=_SEVERAL)),
            Kind("checkbox", "Ô đánh dấu", "Xác nhận, cam đoan, có hay không",
                 _sample("checkbox", "Tôi nộp thay cho con")),
        ),
    ),
    (
        "Số và ngày",
        (
            Kind("number", "Số", "Số bản, điểm, số lượng…", _sample("number", "Số bản sao")),
            Kind("money", "Số tiền", "Tính bằng đồng", _sample("money", "Mức học phí")),
            Kind("date", "Ngày tháng năm", "Ba ô ngày, tháng, năm", _sample("date", "Ngày sinh")),
            Kind("year", "Năm", "Một năm có bốn chữ số", _sample("year", "Năm tốt nghiệp")),
        ),
    ),
    (
        "Người và nơi chốn",
        (
            Kind("identity", "Số định danh", "Căn cước 12 số hoặc chứng minh nhân dân 9 số",
                 _sample("identity", "Số định danh cá nhân")),
            Kind("phone", "Số điện thoại", "Kiểm tra số có thật", _sample("phone", "Số điện thoại")),
            Kind("email", "Thư điện tử", "Địa chỉ e-mail", _sample("email", "Thư điện tử")),
            Kind("address", "Địa chỉ", "Số nhà, đường và xã, phường theo danh mục", _sample("address", "Nơi ở")),
            Kind("tax_code", "Mã số thuế", "10 hoặc 13 chữ số", _sample("tax_code", "Mã số thuế")),
        ),
    ),
    (
        "Giấy tờ",
        (Kind("file", "Tệp đính kèm", "Ảnh chụp hoặc tệp PDF của một giấy tờ", _sample("file", "Giấy khai sinh")),),
    ),
    (
        "Chỉ có trên bản giấy",
        (
            Kind("official_only", "Phần cơ quan ghi", "Ý kiến, số tiếp nhận… Người khai không thấy ô này", None),
            Kind("signature", "Chỗ ký", "Trên bản in có chỗ ký; khi khai trực tuyến chỉ được nhắc đến", None),
        ),
    ),
)  # fmt: skip
KINDS: dict[str, Kind] = {kind.type: kind for _, kinds in GROUPS for kind in kinds}
assert set(KINDS) == TYPES, TYPES ^ set(KINDS)

PATTERNS: dict[str, tuple[str, str, str]] = {
    "digits": ("Chỉ có chữ số", r"\d+", "Chỉ nhập chữ số, không có dấu cách."),
    "letters": ("Chữ cái không dấu và chữ số", "[A-Za-z0-9]+", "Chỉ nhập chữ cái không dấu và chữ số."),
    "plate": ("Số hiệu văn bằng (B 1234567)", r"[A-Z]{1,3} ?\d{4,9}", "Viết chữ in hoa rồi chữ số, như B 1234567."),
    "class": ("Tên lớp (12A1)", r"\d{1,2}[A-Za-z]\d{0,2}", "Viết như 12A1."),
    "school_year": ("Năm học (2023-2024)", r"\d{4} ?- ?\d{4}", "Viết như 2023-2024."),
    "document": ("Số văn bản (123/QĐ-SGDĐT)", r"\d{1,5}/[A-ZĐ0-9/-]+", "Viết như 123/QĐ-SGDĐT."),
}  # fmt: skip
"""Ways of writing by name: words, the pattern, and what to say when an answer does not fit."""

_WHO = {"owner": "Chủ hồ sơ", "filer": "Người nộp", "subject": "Người được nói đến (học sinh, trường)"}
_WHAT = {
    "full_name": "họ và tên", "date_of_birth": "ngày sinh", "gender": "giới tính", "identity_number": "số định danh",
    "identity_date": "ngày cấp căn cước", "identity_place": "nơi cấp căn cước", "nationality": "quốc tịch",
    "kind": "cá nhân hay tổ chức", "organisation_name": "tên tổ chức", "tax_code": "mã số thuế", "province": "tỉnh",
    "commune": "xã, phường", "address": "địa chỉ", "phone": "điện thoại", "email": "thư điện tử",
}  # fmt: skip
_POPULATION = {
    "full_name": "họ và tên", "date_of_birth": "ngày sinh", "gender": "giới tính", "identity_number": "số định danh",
    "address": "nơi thường trú",
}  # fmt: skip
NOT_CONNECTED = "nguồn chưa kết nối"


def source_groups(own_key: str, results: list[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where an answer may be pre-filled from, as groups of a select. `results`: (code, name) the State may hold."""
    groups: list[tuple[str, list[tuple[str, str]]]] = [
        (name, [(f"{who}.{what}", f"{name}: {word}") for what, word in _WHAT.items()]) for who, name in _WHO.items()
    ]
    groups.append(("Khác", [("today", "Ngày hôm nay"), ("agency.name", "Tên cơ quan này"),
                            ("filer.is_owner", "Người nộp chính là chủ hồ sơ")]))  # fmt: skip
    groups.append(
        ("Hồ sơ trước của chính người đó", [(f"earlier.{own_key or 'o'}", "Câu trả lời lần trước của ô này")])
    )
    groups.append((f"Cơ sở dữ liệu dân cư ({NOT_CONNECTED})",
                   [(f"population.{what}", f"Dân cư: {word}") for what, word in _POPULATION.items()]))  # fmt: skip
    if results:
        stored = [(f"store.{code}", f"Kho kết quả: {name}") for code, name in results]
        groups.append((f"Kho dữ liệu kết quả ({NOT_CONNECTED})", stored))
    return groups
