"""A procedure in the shape of `LayThuTuc`."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from motcua.operate.catalogue.formats.entries import Entry
from motcua.operate.catalogue.formats.portal import texts
from motcua.operate.catalogue.formats.portal.codes import Codes, code_of
from motcua.operate.catalogue.formats.portal.texts import said
from motcua.operate.catalogue.rules import Channel, Fee, ProcedureContent, TimeLimit


def dump(entries: Iterable[Entry], codes: Codes) -> bytes:
    """The answer of the portal with all `entries`, by code."""
    rows = [project(entry, codes) for entry in sorted(entries, key=lambda entry: entry.code)]
    text = json.dumps({"error_code": "0", "result": rows}, ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def project(entry: Entry, codes: Codes) -> dict[str, Any]:
    """What the shape can say about a procedure. Reading it and projecting again gives the same."""
    content = entry.content
    publication = content.publication
    field = {"MALINHVUC": said(content.field_code), "TENLINHVUC": said(content.field)}
    return {
        "ID": said(publication.procedure_id) if publication else "",
        "MATTHC": entry.code,
        "TENTTHC": said(content.name),
        "LOAITTHC": code_of(codes.kinds, content.kind),
        "TRANGTHAI": code_of(codes.states, "repealed" if entry.repealed else "in_force"),
        "MACOQUANCONGBO": said(publication.authority_code) if publication else "",
        "IDQUYETDINHCONGBO": said(publication.decision_id) if publication else "",
        "LINHVUCTHUCHIEN": [] if texts.blank(field) else [field],
        "CAPTHUCHIEN": _levels(content, codes),
        "TRINHTUTHUCHIEN": _steps(content),
        "CACHTHUCTHUCHIEN": _channels(content, codes),
        "THANHPHANHOSO": _papers(content),
        "YEUCAU": _conditions(content),
        "DOITUONGTHUCHIEN": [{"TENDOITUONG": name} for name in map(said, content.subjects or ()) if name],
        "KETQUATHUCHIEN": _full({"MAKETQUA": said(r.code), "TENKETQUA": said(r.name)} for r in content.results or ()),
        "CANCUPHAPLY": _full(
            {"SOVANBAN": said(basis.number), "TENVANBAN": said(basis.title)} for basis in content.legal_bases or ()
        ),
        "COQUANTHUCHIEN": _full(
            {"MADONVI": said(agency.code), "TENDONVI": said(agency.name)}
            for agency in content.agencies or ()
            if agency.role == "implement"
        ),
    }


def _full(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if not texts.blank(row)]


def _levels(content: ProcedureContent, codes: Codes) -> list[dict[str, str]]:
    """Levels with a code, each with the place of receipt of the same order."""
    levels = [code for level in content.levels or () if (code := code_of(codes.levels, level))]
    desks = [agency for agency in content.agencies or () if agency.role == "receive"]
    desks = [desk for desk in desks if said(desk.name) or said(desk.address)]
    return [
        {
            "CAPTHUCHIEN": code,
            "MOTACOQUANTHUCHIEN": said(desks[index].name) if index < len(desks) else "",
            "DIACHITIEPNHAN": said(desks[index].address) if index < len(desks) else "",
        }
        for index, code in enumerate(dict.fromkeys(levels))
    ]


def _steps(content: ProcedureContent) -> list[dict[str, Any]]:
    steps = [(said(step.case), said(step.text)) for step in content.steps or ()]
    return [
        {"TRUONGHOP": case, "TRINHTU": [{"TENTRINHTU": text} for _, text in rows]}
        for case, rows in groupby([step for step in steps if step[1]], key=lambda step: step[0])
    ]


def _channels(content: ProcedureContent, codes: Codes) -> list[dict[str, Any]]:
    """One entry for each run of channels of a kind. Limit and fees of the whole stand in for those no channel has."""
    channels = content.channels or ()
    timed = any(channel.limit or said(channel.limit_text) for channel in channels)
    priced = any(channel.fees is not None or said(channel.fee_text) for channel in channels)
    limit, fees = (None if timed else content.time_limit), (None if priced else content.fees)
    rows = [(code_of(codes.channels, channel.kind), _time(channel, limit, fees, codes)) for channel in channels]
    found = []
    for kind, group in groupby(rows, key=lambda row: row[0]):
        times = [time for _, time in group]
        found.append({"KENH": kind, "THOIGIAN": [] if len(times) == 1 and texts.blank(times[0]) else times})
    return found


def _time(channel: Channel, limit: TimeLimit | None, fees: Sequence[Fee] | None, codes: Codes) -> dict[str, Any]:
    stated = channel.limit or limit
    note = said(channel.note) or ("" if stated else said(channel.limit_text))
    if not note and stated and said(stated.start_text):
        note = f"kể từ {said(stated.start_text)}"
    case = said(channel.case)
    note = f"{case}: {note}" if case and note else case or note
    held = texts.effective(stated, note)
    return {
        "THOIGIANGIAIQUYET": f"{held.value:02d}" if held else "",
        "DONVITINH": code_of(codes.units, held.unit) if held else "",
        "MOTA": note,
        "PHILEPHI": _fees(channel.fees if channel.fees is not None else fees, said(channel.fee_text)),
    }


def _fees(fees: Sequence[Fee] | None, text: str) -> list[dict[str, str]]:
    if fees:
        return _full(texts.fee_row(fee) for fee in fees)
    if fees is not None:
        return [texts.no_fee_row()]
    return _full([texts.fee_row(Fee("fee", None, text=text))])


def _papers(content: ProcedureContent) -> list[dict[str, Any]]:
    forms = {form.component_code: form for form in reversed(content.forms or ()) if form.component_code}
    before: set[str] = set()
    rows = []
    for order, part in enumerate(content.components or (), 1):
        code = texts.paper_code(part.code, order, before)
        before.add(code)
        form = forms.get(part.code)
        paper = {
            "MAGIAYTO": code,
            "TENGIAYTO": said(part.name),
            "SOBANCHINH": "" if part.originals is None else str(part.originals),
            "SOBANSAO": "" if part.copies is None else str(part.copies),
            "TENMAUDON": said(form.name if form else part.form),
            "URL": said(form.url) if form else "",
        }
        rows.append((said(part.case), paper))
    return [
        {"TRUONGHOP": case, "GIAYTO": [paper for _, paper in group]}
        for case, group in groupby(rows, key=lambda row: row[0])
    ]


def _conditions(content: ProcedureContent) -> str:
    """One condition a line; "Không" when it is known that there is none."""
    if content.conditions is None:
        return ""
    lines = [text for text in map(said, content.conditions) if text]
    return "\n".join(lines) or (texts.NOTHING if not content.conditions else "")
