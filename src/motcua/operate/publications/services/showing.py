"""Proofs that procedures are shown where the law wants them: an address or a photo, with its day."""

import re
from datetime import date, datetime

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import Conflict, Repeated
from motcua.kernel.files.services import Judgement
from motcua.kernel.ids import new_id
from motcua.kernel.text import clean
from motcua.kernel.time import local_date
from motcua.operate.publications import queries
from motcua.operate.publications.models import Decision, Showing
from motcua.operate.publications.rules import Problem, Refused
from motcua.operate.publications.services.writing import judged, keep, may_write, overtaken, tell

ADDRESS = re.compile(r"https?://[^\s<>\"']{3,490}")


def web_address(text: str) -> bool:
    """Whether `text` is the address of a page."""
    return ADDRESS.fullmatch(text.strip()) is not None


def show(
    *,
    decision: Decision,
    place: str,
    on: date,
    by: Actor,
    now: datetime,
    url: str = "",
    data: bytes | None = None,
    name: str = "",
    command_id: str = "",
) -> Showing | Refused:
    """Record that the procedures of a signed decision are shown at `place` since `on`, with an address or a file."""
    refused = may_write(by)
    if refused is not None:
        return refused
    url = clean(url)
    judgement = judged(data, name, place="ảnh hoặc tệp", only_pdf=False) if data is not None else None
    problems = _problems(decision, place, on, url, has_file=data is not None, today=local_date(now))
    problems += [judgement] if isinstance(judgement, Problem) else []
    if problems:
        return Refused("wrong_input", tuple(problems))
    proof = Showing(decision=decision, place=place, on=on, url=url, recorded_by=by.id, recorded_at=now)
    try:
        with transaction.atomic():
            if data is not None and isinstance(judgement, Judgement):
                proof.evidence, proof.evidence_name = keep(data, name, judgement, now), name[:255]
            proof.save(force_insert=True)
            payload = {"place": place, "on": on.isoformat(), "proof": proof.pk, "file": proof.evidence_id}
            tell(decision, "publication.shown", payload, by=by, now=now, command_id=command_id or str(new_id()))
    except Conflict:
        decision.refresh_from_db()
        return overtaken()
    except Repeated:
        decision.refresh_from_db()
        found = Showing.objects.filter(decision=decision, place=place).order_by("-id").first()
        return found or Refused("repeated", (Problem("", "Lệnh này đã được ghi."),))
    return proof


def _problems(decision: Decision, place: str, on: date, url: str, *, has_file: bool, today: date) -> list[Problem]:
    problems = []
    if queries.place(place) is None:
        problems.append(Problem("nơi công khai", f"không có nơi “{place}”"))
    if decision.signed_on is None:
        problems.append(Problem("quyết định", "chưa ký nên chưa có gì để công khai"))
    elif on < decision.signed_on:
        problems.append(Problem("ngày", f"trước ngày ký quyết định, {decision.signed_on:%d/%m/%Y}"))
    if on > today:
        problems.append(Problem("ngày", f"{on:%d/%m/%Y} chưa tới"))
    if not url and not has_file:
        problems.append(Problem("minh chứng", "hãy ghi đường dẫn hoặc đính kèm ảnh"))
    if url and not web_address(url):
        problems.append(Problem("đường dẫn", "phải bắt đầu bằng https:// hoặc http://"))
    return problems
