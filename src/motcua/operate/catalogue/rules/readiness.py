"""The check of a text before it is sent to review: what must be there, and what somebody should look at. Pure.

Article 8.2 of Decree 63/2010/NĐ-CP says which parts a procedure needs (`parts.PARTS`). A row without its clause of
law is a warning: an agency may ask for nothing that no law asks for (article 7 of the same decree).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from motcua.operate.catalogue.rules import content as c
from motcua.operate.catalogue.rules.clauses import orphans
from motcua.operate.catalogue.rules.parts import PARTS, missing_parts
from motcua.operate.catalogue.rules.words import brief

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `part` is the key of the part, `place` such as `components[2]`, `message` for people."""

    severity: Severity
    part: str
    place: str
    message: str


def review(content: c.ProcedureContent) -> tuple[Finding, ...]:
    """Everything to mend (errors) or to look at (warnings), in the order of the record."""
    found = [*_parts(content), *_dates(content), *_references(content), *_clauses(content)]
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def errors(content: c.ProcedureContent) -> tuple[Finding, ...]:
    """Only what stands in the way of sending to review."""
    return tuple(finding for finding in review(content) if finding.severity == "error")


def _parts(content: c.ProcedureContent) -> Iterator[Finding]:
    missing = missing_parts(content)
    for part in PARTS:
        if part.key in missing:
            severity: Severity = "error" if part.always else "warning"
            how = "bắt buộc phải có" if part.always else "chưa có dữ liệu; nếu không có, hãy chọn “không có”"
            yield Finding(severity, part.key, part.key, f"{part.label.capitalize()}: {how}.")
    if content.kind is None:
        yield Finding("error", "kind", "kind", "Chưa chọn loại thủ tục.")
    if content.kind == "internal" and content.internal_scope is None:
        message = "Thủ tục nội bộ: hãy chọn giữa các cơ quan hay trong một cơ quan."
        yield Finding("error", "kind", "internal_scope", message)


def _dates(content: c.ProcedureContent) -> Iterator[Finding]:
    """Periods that end before they begin. ISO dates compare as text."""
    spans: list[tuple[str, Any, str, str | None, str | None]] = []
    for at, fee in enumerate(content.fees or ()):
        spans.append((f"fees[{at}]", fee, "fees", fee.valid_from, fee.valid_to))
    for number, channel in enumerate(content.channels or ()):
        for at, fee in enumerate(channel.fees or ()):
            spans.append((f"channels[{number}].fees[{at}]", fee, "fees", fee.valid_from, fee.valid_to))
    for at, basis in enumerate(content.legal_bases or ()):
        spans.append((f"legal_bases[{at}]", basis, "legal_bases", basis.effective_from, basis.effective_to))
        if basis.effective_from is None:
            message = f"{basis.number}: chưa có ngày có hiệu lực, nên chưa tính được hạn công bố."
            yield Finding("warning", "legal_bases", f"legal_bases[{at}]", message)
    for place, row, part, start, end in spans:
        if start and end and end < start:
            yield Finding("error", part, place, f"{brief(row)}: ngày hết hiệu lực trước ngày bắt đầu.")


def _references(content: c.ProcedureContent) -> Iterator[Finding]:
    codes = {component.code for component in content.components or ()}
    for at, form in enumerate(content.forms or ()):
        if form.component_code and form.component_code not in codes:
            message = f"{form.name}: mẫu gắn với giấy tờ {form.component_code} không có trong thành phần hồ sơ."
            yield Finding("error", "forms", f"forms[{at}]", message)
    for at, component in enumerate(content.components or ()):
        if component.is_cut:
            message = f"{component.code}: tên giấy tờ bị cắt ngắn (…), hãy ghi đủ."
            yield Finding("warning", "components", f"components[{at}]", message)


def _clauses(content: c.ProcedureContent) -> Iterator[Finding]:
    for orphan in orphans(content):
        what = "Giấy tờ" if orphan.part == "components" else "Bước"
        message = f"{what} {orphan.code}: chưa ghi căn cứ (điều, khoản)."
        yield Finding("warning", orphan.part, orphan.place, message)
