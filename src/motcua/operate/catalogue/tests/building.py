"""Records and procedures for the tests of this module."""

from datetime import UTC, datetime
from typing import Any

from motcua.kernel.actors import SYSTEM
from motcua.operate.catalogue import rules, services
from motcua.operate.catalogue.models import Procedure, TextDraft

NOW = datetime(2024, 2, 6, 8, 20, tzinfo=UTC)


def source_record(id: str = "3.000465@2026", **changes: Any) -> dict[str, Any]:
    """A record of a collected list, in its real shape: certified copies of diplomas."""
    code = str(id).split("@")[0]
    record = {
        "id": id,
        "code": None if code.startswith("NA") else code,
        "name": "Cấp bản sao văn bằng, chứng chỉ từ sổ gốc",
        "field": "Văn bằng, chứng chỉ",
        "era": str(id).split("@")[-1],
        "status": None,
        "publishing_authority": "Bộ Giáo dục và Đào tạo",
        "decision_no": "985/QĐ-BGDĐT",
        "level": ["tinh", "khac"],
        "procedure_kind": "Loại khác",
        "applicant_types": ["Tổ chức (không bao gồm doanh nghiệp", "HTX)", "Công dân Việt Nam"],
        "implementing_agency": "Sở Giáo dục và Đào tạo tỉnh Mẫu, Cơ sở giáo dục",
        "competent_authority": None,
        "for_department": True,
        "submission": [
            {"method": "truc_tuyen", "time_value": 1, "time_unit": "ngay_lam_viec", "time_text": "1 ngày làm việc",
             "fees": [], "fee_text": None, "note": None},
            {"method": "truc_tiep", "time_value": 3, "time_unit": "ngay_lam_viec", "time_text": "3 ngày làm việc",
             "fees": [{"kind": "le_phi", "amount": 9000, "currency": "VND", "per": "bản"}], "fee_text": None,
             "note": "kể từ ngày nhận đủ hồ sơ hợp lệ"},
        ],
        "fees": [],
        "fee_text": None,
        "documents": [
            {"case": None, "name": "Phiếu đề nghị cấp bản sao", "originals": 1, "copies": 0, "form_file": "PL4.doc"},
            {"case": "Người đại diện", "name": "Giấy ủy quyền", "originals": None, "copies": 1, "form_file": None},
        ],
        "steps": ["Nộp hồ sơ", "Nhận bản sao"],
        "conditions": [],
        "results": [{"name": "Bản sao văn bằng", "code": "KQ.G03.000157"}],
        "legal_basis": [{"number": "Thông tư số 10/2026/TT-BGDĐT", "title": "Quy chế văn bằng, chứng chỉ"}],
        "completeness": "full",
        "source": [{"kind": "web", "original": "https://example.vn/tthc/1", "collected": "2026-07"}],
    }  # fmt: skip
    return {**record, **changes}


def content(name: str = "Phúc khảo bài thi", **parts: Any) -> rules.ProcedureContent:
    return rules.ProcedureContent(name=name, **parts)


def keep(code: str, era: str, *, name: str = "Phúc khảo bài thi", origin: str = "reference", **parts: Any) -> Procedure:
    """A procedure with one more version, through the service."""
    national = parts.pop("is_national", True)
    text = services.Text(
        code, era, content(name, **parts), "detail", {"pages": []}, "thử.json", origin=origin, is_national=national
    )
    services.record(text=text, by=SYSTEM, now=NOW)
    return Procedure.objects.get(code=code)


def begun(code: str) -> TextDraft:
    """The draft in hand of a procedure, begun when there is none."""
    found = TextDraft.objects.filter(code=code, state="draft").first()
    outcome = found or services.begin(code=code, by=SYSTEM, now=NOW)
    assert isinstance(outcome, TextDraft), outcome
    return outcome
