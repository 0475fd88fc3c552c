"""What is settled while the person waits: received, settled and handed over as one act, without a receipt slip.

NĐ 61/2018/NĐ-CP điều 17 khoản 4: no receipt need be written, but the case is recorded. It has a code, every event and
its result like any other dossier; only a process it has none. A receipt is printed when the person asks for one.
"""

from dataclasses import dataclass
from uuid import UUID

from motcua.kernel import rows as table
from motcua.kernel.files.services import StoredFile
from motcua.kernel.time import local_date
from motcua.operate.dossiers.models import Result
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services.context import Change, Context
from motcua.people import queries as people
from motcua.people.rules import Role

KINDS = frozenset({"approval", "refusal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The result handed over: its number in the office's book, who signed it (an account), the file it is kept as."""

    number: str
    signer: UUID
    file: StoredFile
    title: str
    kind: str = "approval"


def settle(context: Context) -> Change | Refusal:
    """Record the result that was made at once. `data`: settled (Settled), which nothing that is sent can be."""
    given = context.data.get("settled")
    if not isinstance(given, Settled) or not given.number.strip() or given.kind not in KINDS:
        return Refusal("result_missing", "Hãy ghi số và bản số hoá của kết quả.", context.step.rule)
    signers = {str(account.pk) for account in people.officials_with(Role.SIGNATORY, None, context.now)}
    if str(given.signer) not in signers:
        return Refusal("no_signer", "Hãy chọn người có thẩm quyền đã ký kết quả.", context.step.rule)
    on, by = local_date(context.now), context.by.id
    row = Result(
        dossier=context.dossier,
        kind=given.kind,
        title=given.title,
        body={},
        drafted_by_id=by,
        drafted_at=context.now,
        draft_file=given.file,
        signer_id=given.signer,
        issued_file=given.file,
        number_symbol=given.number.strip()[:60],
        issued_on=on,
        issued_by_id=by,
    )
    table.insert(row)
    payload = {
        "number": row.number_symbol,
        "on": on.isoformat(),
        "file": given.file.pk,
        # A copy of the paper is kept as a file; nobody signed that file.
        "electronic": True,
        "signed": False,
        "result_kind": given.kind,
        "signer": str(given.signer),
        "at_once": True,
    }
    return Change(payload, {"finished_at": context.now})
