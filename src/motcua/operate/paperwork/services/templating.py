"""Templates of decisions: taken in after a check, withdrawn, and filled with the facts of a dossier."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from motcua.kernel.actors import Actor
from motcua.kernel.documents.services import long_day
from motcua.kernel.documents.word import writable
from motcua.kernel.files import services as files
from motcua.kernel.text import clean
from motcua.kernel.time import TZ, local_date
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.services.letterhead import head_of_agency, letterhead, result_symbol
from motcua.operate.paperwork.models import DecisionTemplate
from motcua.operate.paperwork.rules import PLACEHOLDERS, Fault
from motcua.operate.paperwork.services.checking import check_template
from motcua.operate.paperwork.sheets import moment
from motcua.people import queries as people

DOTS = "." * 20


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled template; `missing` tells which facts were left as dots, and why."""

    data: bytes
    missing: tuple[str, ...]


def take_template(
    *, name: str, procedure_code: str, kind: str, data: bytes, file_name: str, by: Actor, now: datetime
) -> DecisionTemplate | list[Fault]:
    """Keep a checked template for a procedure ("" for all) and a kind of result, "approval" or "refusal"."""
    faults: list[Fault] = []
    name, code = clean(name)[:200], clean(procedure_code)
    if not name:
        faults.append(Fault("name", "Hãy đặt tên cho mẫu."))
    if kind not in {"approval", "refusal"}:
        faults.append(Fault("kind", "Hãy chọn loại kết quả."))
    if code and catalogue.procedure(code) is None:
        faults.append(Fault("procedure", f"Không có thủ tục mã “{code[:60]}”."))
    placeholders, wrong = check_template(data)
    if faults or wrong:
        return [*faults, *wrong]
    return DecisionTemplate.objects.create(
        name=name,
        procedure_code=code,
        kind=kind,
        stored_file=files.store(data=data, name="mau.docx", now=now),
        file_name=clean(file_name)[:255] or "mau.docx",
        placeholders=placeholders,
        uploaded_by_id=by.id,
        uploaded_at=now,
    )


def withdraw_template(*, template: DecisionTemplate, by: Actor, now: datetime) -> None:
    """Take a template out of use; drafts made from it stay as they are. Twice changes nothing."""
    rows = DecisionTemplate.objects.filter(pk=template.pk, withdrawn_at=None)
    rows.update(withdrawn_at=now, withdrawn_by=by.id)


def fill_template(*, template: DecisionTemplate, dossier: Dossier, now: datetime) -> Filled:
    """The template with the dossier's facts, to be edited in a word processor. Facts are text, never markup."""
    facts = facts_of(dossier, now)
    values = {key: writable(facts.get(key) or DOTS) for key in PLACEHOLDERS}
    document = DocxTemplate(io.BytesIO(template.stored_file.read()))
    document.render(values, jinja_env=SandboxedEnvironment(), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    missing = tuple(
        f"{PLACEHOLDERS[key].meaning} ({PLACEHOLDERS[key].missing})"
        for key in template.placeholders
        if key in PLACEHOLDERS and not facts.get(key)
    )
    return Filled(out.getvalue(), missing)


def facts_of(dossier: Dossier, now: datetime) -> Mapping[str, str | None]:
    """Every placeholder's value; None when the dossier does not know it."""
    head, owner, filer = letterhead(dossier), dossier.owner, dossier.filer
    content = dossier.procedure_version.parsed
    papers = dossier.papers.filter(replaced_at=None).order_by("component_code", "pk").values_list("name", flat=True)
    return {
        "co_quan": head["name"],
        "co_quan_cap_tren": head["parent"],
        "dia_danh": head["place"],
        "ngay": long_day(local_date(now)),
        "ky_hieu": result_symbol(dossier),
        "ma_ho_so": dossier.code,
        "ma_tra_cuu": dossier.tracking_code,
        "ma_thu_tuc": dossier.procedure.code,
        "ten_thu_tuc": dossier.procedure.name,
        "noi_dung_yeu_cau": dossier.matter or dossier.procedure.name,
        "chu_ho_so": owner.full_name,
        "so_dinh_danh_chu_ho_so": owner.identity_number or owner.tax_code or None,
        "ngay_sinh_chu_ho_so": f"{owner.date_of_birth:%d/%m/%Y}" if owner.date_of_birth else None,
        "dia_chi_chu_ho_so": owner.address or None,
        "nguoi_nop": filer.full_name,
        "dia_chi": filer.address or None,
        "dien_thoai": filer.phone or None,
        "thu_dien_tu": filer.email or None,
        "ngay_tiep_nhan": moment(dossier.accepted_at),
        "ngay_hen_tra": moment(dossier.legal_due),
        "thoi_han": dossier.limit_text or None,
        "giay_to": "\n".join(f"- {name}" for name in papers) or None,
        "can_cu_phap_ly": "\n".join(f"{one.number} {one.title or ''}".strip() for one in content.legal_bases or ())
        or None,
        "phong_xu_ly": people.unit(dossier.unit_id).name,
        "nguoi_thu_ly": people.account_name(str(dossier.lead_id)) or None if dossier.lead_id else None,
        "nguoi_ky": head_of_agency(dossier)["name"] or None,
    }


def file_stem(template: DecisionTemplate, dossier: Dossier, now: datetime) -> str:
    """The name of the filled file."""
    return f"du-thao-{dossier}-{now.astimezone(TZ):%Y%m%d}-{str(template.pk)[:8]}.docx"
