"""A first draft of a form, made of what the catalogue says about a procedure: who asks, in which case, which papers."""

import re
from typing import Any

from motcua.operate.catalogue.rules import Component, ProcedureContent
from motcua.operate.eforms.rules.editing import key_for

LONGEST = 300
_SELF_MADE = re.compile(
    r"^(đơn|tờ khai|phiếu đăng ký|phiếu đề nghị|bản khai|giấy đề nghị|văn bản đề nghị)\b", re.IGNORECASE
)


def propose(content: ProcedureContent, *, code: str, key: str, source: str) -> dict[str, Any]:
    """A definition of the procedure `code`: the applicant, what is asked for, conditions to confirm, papers to attach.

    A paper of one case is asked for only in that case. A request or declaration is this form itself, so it is not
    asked for again. Nothing here is the official form: every field is marked as ours.
    """
    made = _Made()
    parts = [_applicant(made), _request(made, content), _conditions(made, content), _papers(made, content)]
    return {
        "key": key, "version": "1", "title": f"Tờ khai: {content.name}"[:LONGEST], "procedures": [code],
        "source": [source], "completeness": "partial",
        "ours": "Đề xuất từ thành phần hồ sơ và điều kiện của thủ tục; cần đối chiếu với mẫu đơn chính thức.",
        "sections": [part for part in parts if part["fields"]],
    }  # fmt: skip


class _Made:
    """Keys used so far, so that each is used once."""

    def __init__(self) -> None:
        self.taken: frozenset[str] = frozenset()

    def key(self, label: str) -> str:
        fresh = key_for(label, self.taken)
        self.taken |= {fresh}
        return fresh

    def field(self, label: str, type: str, **more: Any) -> dict[str, Any]:
        kept = {name: value for name, value in more.items() if value}
        key = kept.pop("key", None) or self.key(label)
        return {"key": key, "label": label[:LONGEST], "type": type, **kept}

    def section(self, title: str, fields: list[dict[str, Any]], intro: str = "") -> dict[str, Any]:
        head = {"key": self.key(f"mục {title}"), "title": title}
        return {**head, **({"intro": intro} if intro else {}), "fields": fields}


def _applicant(made: _Made) -> dict[str, Any]:
    fields = [
        made.field("Họ và tên người đề nghị", "text", required=True, prefill="owner.full_name", autocomplete="name"),
        made.field("Ngày sinh", "date", prefill="owner.date_of_birth", not_future=True, autocomplete="bday"),
        made.field("Số định danh cá nhân", "identity", required=True, prefill="owner.identity_number"),
        made.field("Địa chỉ liên hệ", "address", prefill="owner.address"),
        made.field("Số điện thoại", "phone", required=True, prefill="owner.phone", autocomplete="tel"),
    ]
    return made.section("Người đề nghị", fields, "Những gì bạn đã khai ở bước trước được điền sẵn, bạn sửa được.")


def _request(made: _Made, content: ProcedureContent) -> dict[str, Any]:
    fields = [made.field("Nội dung đề nghị", "long_text", required=True, max_length=2000)]
    cases = list(dict.fromkeys(one.case for one in content.components or () if one.case))
    if len(cases) > 1:
        options = [{"value": _short(case), "label": _short(case)} for case in cases]
        fields.insert(0, made.field("Trường hợp của bạn", "choice", required=True, options=options))
    return made.section("Nội dung đề nghị", fields)


def _conditions(made: _Made, content: ProcedureContent) -> dict[str, Any]:
    clause = _first_basis(content)
    fields = [
        made.field(
            f"Tôi đáp ứng: {_short(text)}", "checkbox", required=True, clause=clause, key=made.key(f"đáp ứng {i}")
        )
        for i, text in enumerate(content.conditions or (), start=1)
    ]
    return made.section("Điều kiện", fields, "Đánh dấu vào từng điều kiện bạn đáp ứng.")


def _papers(made: _Made, content: ProcedureContent) -> dict[str, Any]:
    components = content.components or ()
    several = len({one.case for one in components if one.case}) > 1
    fields = [_paper(made, one, several=several) for one in components if not _SELF_MADE.match(one.name.strip(" -–+*"))]
    return made.section("Giấy tờ gửi kèm", fields, "Chụp ảnh hoặc quét từng giấy tờ rồi đính kèm ở đây.")


def _paper(made: _Made, component: Component, *, several: bool) -> dict[str, Any]:
    counts = [(component.originals, "bản chính"), (component.copies, "bản sao")]
    asked = ", ".join(f"{count} {word}" for count, word in counts if count)
    when = f"truong_hop_cua_ban == {_quoted(_short(component.case))}" if several and component.case else ""
    return made.field(
        _short(component.name), "file",
        component=component.code if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", component.code) else "",
        help=f"Theo thủ tục: {asked}." if asked else "", clause=component.clause or "", when=when,
        required=component.held_by is None, key=made.key(f"giấy {component.code}"),
    )  # fmt: skip


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _short(text: str | None) -> str:
    """One line without the dashes of a list and without marks that would read as markup."""
    line = re.sub(r"\s+", " ", re.sub(r"[<>]", " ", text or "")).strip(" -–+*;,.")
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _first_basis(content: ProcedureContent) -> str:
    bases = content.legal_bases or ()
    return bases[0].number if bases else ""
