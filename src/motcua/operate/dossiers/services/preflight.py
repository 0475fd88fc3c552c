"""What can be said of the files of an application before it is given a number: their bytes, their signatures."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from motcua.kernel.files import services as files
from motcua.kernel.signatures import services as signatures
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.queries import Sketch
from motcua.operate.dossiers.rules import Application, PaperIn, Refusal, Verdict, judge
from motcua.operate.dossiers.rules.preflight import Facts, FileFact, PartFact, SignatureFact, same_name, signing_of
from motcua.people import queries as people

NOT_ONESELF = (
    "Chủ hồ sơ không phải người đang đăng nhập. Nộp thay người khác phải nêu căn cứ và gửi kèm giấy tờ chứng minh: hãy "
    "nộp trên trang Nộp hồ sơ, mục “Cho người khác”."
)
SIGNED = b"/ByteRange"  # a file without it carries no signature: nothing to read, nothing to spend time on


OBJECTIONS = {
    "preflight": "Có {count} lỗi phải sửa trước khi nộp, nêu đủ ở dưới đây.",
    "duplicate": "Đã có hồ sơ giống hồ sơ này. Nếu vẫn muốn nộp, hãy ghi lý do.",
}


def refusal_of(verdict: Verdict, go_on_reason: str) -> Refusal | None:
    """Why an application with this verdict is not sent, with every defect; None when it is."""
    why = verdict.objection(go_on_reason)
    return Refusal(why, OBJECTIONS[why].format(count=len(verdict.blocking)), defects=verdict.defects) if why else None


def of_message(application: Application, version: Any, now: datetime) -> Verdict:
    """What is wrong with an application that a program sends for the person who is signed in: nobody filled in a page.

    Who gives a reason to go on has seen the dossier that is like this one: it is not looked for again.
    """
    content, owner = version.parsed, application.owner
    sketch = Sketch(
        procedure=application.procedure_code,
        owner_index=people.identity_index(owner.identity_number),
        owner_account=owner.account.pk,
    )
    twins = () if application.go_on_reason.strip() else queries.twins(sketch=sketch, now=now, seen_by=owner.account)
    said = {paper.component_code: _how(paper) for paper in application.papers}
    return judge(
        Facts(
            now=now,
            competent=version.procedure.competent,
            subjects=tuple(content.subjects or ()),
            owner_kind=owner.kind,
            left=_unclear(application.papers, [part.code for part in content.components or ()]),
            parts=tuple(
                PartFact(
                    code=part.code,
                    name=part.name,
                    how=said.get(part.code, "none"),
                    conditional=bool(part.case),
                    held=part.held_by is not None,
                )
                for part in content.components or ()
            ),
            twins=tuple(twins),
            authority=_own(application),
        )
    )


def _how(paper: PaperIn) -> str:
    return "bring" if paper.originals or paper.copies else ""


def _unclear(papers: Iterable[PaperIn], known: Sequence[str]) -> tuple[str, ...]:
    """What of a list of papers cannot be meant: nothing at all, a paper twice, one that the procedure does not have."""
    sent = [paper.component_code for paper in papers]
    found = [f"giấy tờ {code} (ghi hai lần)" for code in dict.fromkeys(sent) if sent.count(code) > 1]
    found += [f"giấy tờ {code} (thủ tục không có)" for code in dict.fromkeys(sent) if known and code not in known]
    return tuple(found) if sent or not known else ("giấy tờ",)


def _own(application: Application) -> tuple[tuple[str, str, bool], ...]:
    """Nobody files in somebody else's name: the owner is who is signed in."""
    owner = application.owner
    if same_name(owner.full_name, owner.account.full_name) and owner.kind == owner.account.kind:
        return ()
    return (("not_oneself", NOT_ONESELF, True),)


def stored_file(
    *, component: str, paper: str, name: str, stored: Any, now: datetime, signed: str | None = None
) -> FileFact:
    """The facts of a kept file: it was judged when it came in, so its bytes and signatures are looked at.

    `signed`: how the text of the procedure wants the paper signed; None: it does not say.
    """
    try:
        data = bytes(stored.read())
    except files.Damaged:
        words = f"Tệp “{name}” không còn nguyên vẹn trên máy chủ. Hãy tải lại tệp này."
        return FileFact(component=component, paper=paper, name=name, problems=(("damaged", words),))
    return _fact(component, paper, name, data, (), now, signed)


def sent_file(
    *, component: str, paper: str, name: str, data: bytes, now: datetime, signed: str | None = None
) -> FileFact:
    """The facts of bytes that nobody has judged yet."""
    problems = tuple((one.code, one.message_vi) for one in files.judge(data, name).problems)
    return _fact(component, paper, name, data, problems, now, signed)


def _fact(
    component: str,
    paper: str,
    name: str,
    data: bytes,
    problems: Iterable[tuple[str, str]],
    now: datetime,
    signed: str | None,
) -> FileFact:
    problems = tuple(problems)
    return FileFact(
        component=component,
        paper=paper,
        name=name,
        problems=problems,
        signatures=() if problems else _signatures(data, now),
        signed=signing_of(paper, signed),
    )


def _signatures(data: bytes, now: datetime) -> tuple[SignatureFact, ...] | None:
    """The signatures of a PDF; None when there are some and they cannot be read."""
    if not data.startswith(b"%PDF") or SIGNED not in data:
        return ()
    try:
        reports = signatures.verify(data, roots=signatures.trusted_roots(), now=now)
    except signatures.Unreadable:
        return None
    return tuple(
        SignatureFact(
            signer=report.signer_name,
            intact=report.intact,
            trusted=report.trusted,
            later=report.later,
            signed_at=report.signed_at,
            valid_from=report.valid_from,
            valid_to=report.valid_to,
        )
        for report in reports
    )
