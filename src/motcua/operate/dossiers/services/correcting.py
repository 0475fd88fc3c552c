"""Verbs of mending the office's own errors: proposed by one, approved by another, the original kept.

No clock is touched and nothing is asked of the applicant. A result with an error is replaced by a corrected one that is
signed and issued like every result; the one before stays as it was issued, and both name each other.
"""

from datetime import date
from typing import Any
from uuid import UUID

from motcua.kernel import rows as table
from motcua.kernel.text import search_key
from motcua.kernel.time import local_date
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Correction, FormerResult, Paper, Result
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.rules.correcting import KINDS, may_not_decide, wrong_kind
from motcua.operate.dossiers.services import papers
from motcua.operate.dossiers.services.context import Change, Context
from motcua.operate.processes import queries as processes
from motcua.people import queries as people
from motcua.people.rules import Role

NOT_THERE = Refusal("no_such_correction", "Không có đề nghị sửa lỗi này, hoặc đã được quyết định.")
MOVED_ROLES = frozenset({"case_officer", "unit_head"})  # whose steps lie with the unit that handles
NOTHING_NEW = Refusal("nothing_corrected", "Nội dung sửa chưa đủ, hoặc không khác gì nội dung đã ghi.")


def propose(context: Context) -> Change | Refusal:
    """Say what the office got wrong and what is right. `data`: kind, reason (of at least some words), new."""
    kind, reason = context.text("kind"), context.text("reason")
    refusal = wrong_kind(kind, context.dossier.current_state)
    if refusal is not None:
        return refusal
    if len(reason) < 10:
        return Refusal("reason_missing", "Hãy ghi rõ cơ quan đã sai điều gì và vì sao phải sửa.")
    if Correction.objects.filter(dossier=context.dossier, kind=kind, standing__in=("proposed", "approved")).exists():
        return Refusal("correction_open", f"Đã có một đề nghị sửa lỗi ({KINDS[kind]}) đang chờ.")
    found = _change_of(context, kind)
    if found is None:
        return NOTHING_NEW
    if isinstance(found, Refusal):
        return found
    row = Correction.objects.create(
        dossier=context.dossier, kind=kind, reason=reason, old=found[0], new=found[1],
        proposed_by_id=UUID(context.by.id), proposed_at=context.now,
    )  # fmt: skip
    return Change({"correction": str(row.pk), "kind": kind})


def approve(context: Context) -> Change | Refusal:
    """Another person approves. `data`: correction (id), note; for a result the signed file and its certificate."""
    row = _proposed(context)
    if isinstance(row, Refusal):
        return row
    stored = context.data.get("file")
    if row.kind == "result":
        if stored is None:
            return Refusal("not_signed", "Kết quả thay thế phải được ký khi duyệt.")
        row.signed_file, row.certificate = stored, context.text("certificate")
    done = {"paper": _mend_paper, "unit": _move_unit, "number": _renumber}.get(row.kind)
    change = done(context, row) if done else Change({"file": stored.pk} if stored is not None else {})
    if isinstance(change, Refusal):
        return change
    row.standing = "approved" if row.kind == "result" else "done"
    row.decided_by_id, row.decided_at, row.decision_note = UUID(context.by.id), context.now, context.text("note")
    row.save()
    change.payload |= {"correction": str(row.pk), "kind": row.kind}
    return change


def refuse(context: Context) -> Change | Refusal:
    """Another person says no. `data`: correction (id), note."""
    row = _proposed(context)
    if isinstance(row, Refusal):
        return row
    note = context.text("note")
    if not note:
        return Refusal("reason_missing", "Hãy ghi vì sao không duyệt.")
    row.standing, row.decision_note = "refused", note
    row.decided_by_id, row.decided_at = UUID(context.by.id), context.now
    row.save()
    return Change({"correction": str(row.pk), "kind": row.kind})


def replace_result(context: Context) -> Change | Refusal:
    """Issue the corrected result in place of the former one. `data`: correction (id), file, number_symbol, on."""
    rows = Correction.objects.filter(dossier=context.dossier, kind="result", standing="approved")
    row = next((one for one in rows if str(one.pk) == context.text("correction")), None)
    stored, symbol, on = context.data.get("file"), context.text("number_symbol"), context.data.get("on")
    if row is None or stored is None or not symbol or not isinstance(on, date):
        return NOT_THERE
    if on > local_date(context.now):
        return Refusal("future_date", "Ngày ban hành không thể ở tương lai.")
    result = context.dossier.result
    assert result.issued_on is not None, "a result that is replaced was issued"
    FormerResult.objects.create(
        dossier=context.dossier, correction=row, kind=result.kind, title=result.title, body=result.body,
        number_symbol=result.number_symbol, issued_on=result.issued_on, issued_file=result.issued_file,
        signer_id=result.signer_id, signed_at=result.signed_at, replaced_at=context.now,
    )  # fmt: skip
    old = result.number_symbol
    _write_result(
        context, kind=row.new["kind"], title=row.new["title"], body=row.new["body"], signed_file=row.signed_file,
        signer_id=row.decided_by_id, certificate=row.certificate, signed_at=row.decided_at, issued_file=stored,
        number_symbol=symbol, issued_on=on, issued_by_id=UUID(context.by.id),
    )  # fmt: skip
    Correction.objects.filter(pk=row.pk).update(standing="done")
    payload = {
        "correction": str(row.pk), "old": old, "number": symbol, "on": on.isoformat(), "file": stored.pk,
        "result_kind": row.new["kind"],
    }  # fmt: skip
    return Change(payload, _findable(context, old, symbol))


def _proposed(context: Context) -> Correction | Refusal:
    rows = Correction.objects.filter(dossier=context.dossier, standing="proposed")
    row = next((one for one in rows if str(one.pk) == context.text("correction")), None)
    if row is None:
        return NOT_THERE
    by = context.by
    return may_not_decide(row.kind, proposed_by=str(row.proposed_by_id), by=by.id, role=by.role) or row


def _change_of(context: Context, kind: str) -> tuple[dict[str, Any], dict[str, Any]] | Refusal | None:
    """What is recorded and what it becomes; None when that is nothing."""
    given = context.data.get("new")
    new = dict(given) if isinstance(given, dict) else {}
    return {"paper": _paper_change, "unit": _unit_change, "number": _number_change, "result": _result_change}[kind](
        context, new
    )


def _paper_change(context: Context, new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    paper = _paper(context, str(new.get("paper", "")))
    names = ("digitise", "originals", "copies")
    wanted = {name: new[name] for name in names if type(new.get(name)) in (bool, int)}
    if paper is None or not wanted:
        return None
    old = {name: getattr(paper, name) for name in wanted}
    key = {"paper": str(paper.pk), "name": paper.name}
    return (key | old, key | wanted) if old != wanted else None


def _unit_change(context: Context, new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | Refusal | None:
    units = {str(unit.key): unit.name for unit in people.units(context.dossier.agency_id)}
    key, old = str(new.get("unit", "")), context.dossier.unit_id
    if key not in units or key == old:
        return None
    missing = _missing_there(context, key, units[key])
    if missing is not None:
        return missing
    return {"unit": old, "name": units.get(old, old)}, {"unit": key, "name": units[key]}


def _missing_there(context: Context, unit: str, name: str) -> Refusal | None:
    """Why the unit cannot take the dossier over: a step of its way, open or still to come, would be nobody's there."""
    drawn = context.dossier.process_version_id
    steps = processes.graph(drawn).steps if drawn else ()
    needed = {"case_officer"} | ({step.role for step in steps if not step.lane} & MOVED_ROLES)
    for role in sorted(needed):
        if not people.officials_with(role, unit, context.now):
            return Refusal("nobody_there", f"{name} chưa có {Role(role).label.lower()} nào nên không nhận được hồ sơ.")
    return None


def _number_change(context: Context, new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | Refusal | None:
    result, number, on = context.dossier.result, str(new.get("number", "")).strip()[:60], str(new.get("on", ""))
    if result.signed_file_id is not None:
        return Refusal(
            "number_in_file", "Số và ngày nằm trong tệp đã ký, sửa ở đây thì không khớp tệp: hãy thay thế kết quả."
        )
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return None
    old = {"number": result.number_symbol, "on": _on(result)}
    wanted = {"number": number, "on": day.isoformat()}
    return (old, wanted) if number and old != wanted and day <= local_date(context.now) else None


def _result_change(context: Context, new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    result = context.dossier.result
    body = [str(text).strip() for text in new.get("body", ()) if str(text).strip()]
    wanted = {"kind": new.get("kind"), "title": str(new.get("title", "")).strip(), "body": body}
    old = {"kind": result.kind, "title": result.title, "body": result.body}
    if wanted["kind"] not in {"approval", "refusal"} or not wanted["title"] or not body or wanted == old:
        return None
    return old | {"number": result.number_symbol, "on": _on(result)}, wanted


def _mend_paper(context: Context, row: Correction) -> Change | Refusal:
    paper = _paper(context, row.new["paper"])
    if paper is None:
        return NOT_THERE
    for name in ("digitise", "originals", "copies"):
        setattr(paper, name, row.new.get(name, getattr(paper, name)))
    paper.save(update_fields=["digitise", "originals", "copies"])
    return Change(papers.fact(paper))


def _move_unit(context: Context, row: Correction) -> Change | Refusal:
    """The unit that is right gets everything the wrong one had open; nobody leads it until it is given out there."""
    dossier, old, new = context.dossier, row.old["unit"], row.new["unit"]
    if dossier.unit_id != old:
        return NOT_THERE
    missing = _missing_there(context, new, row.new["name"])  # some may have left since it was proposed
    if missing is not None:
        return missing
    for task in queries.open_tasks(dossier):
        if task.unit_id == old and task.role in MOVED_ROLES:
            task.unit_id, task.assignee_id = new, None
            table.update(task, {"unit": new, "assignee": None})
    return Change({"unit": new, "from_unit": old}, {"unit_id": new, "lead_id": None})


def _renumber(context: Context, row: Correction) -> Change | Refusal:
    on = date.fromisoformat(row.new["on"])
    _write_result(context, number_symbol=row.new["number"], issued_on=on)
    old, number = row.old["number"], row.new["number"]
    return Change({"old": old, "number": number, "on": row.new["on"]}, _findable(context, old, number))


def _findable(context: Context, *numbers: str) -> dict[str, str]:
    """Who searches by a number that is on paper finds the dossier, by the wrong one as well as by the right one."""
    return {"search_key": search_key(context.dossier.search_key, *numbers)}


def _on(result: Result) -> str:
    return result.issued_on.isoformat() if result.issued_on else ""


def _write_result(context: Context, **columns: Any) -> None:
    result = context.dossier.result
    for name, value in columns.items():
        setattr(result, name, value)
    table.update(result, columns)


def _paper(context: Context, key: str) -> Paper | None:
    rows = Paper.objects.filter(dossier=context.dossier, replaced_at=None)
    return next((paper for paper in rows if str(paper.pk) == key), None)
