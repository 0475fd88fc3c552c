"""By what right the person who is signed in files for somebody else: what the draft says of it, and what is wrong."""

from datetime import date
from typing import Any

from motcua.kernel.time import local_date
from motcua.operate.dossiers.rules.preflight import same_name
from motcua.operate.intake.rules import authority
from motcua.operate.intake.rules.authority import GROUNDS, Right
from motcua.operate.journeys.queries.draft import AUTHORITY_PAPER, Filing, PaperState

Defects = list[tuple[str, str, bool]]


def right_of(filing: Filing) -> Right | None:
    """The right as it is told; None when one files for oneself."""
    typed = filing.extra.get("owner_typed") or {}
    if not filing.for_other or not filing.owner:
        return None
    return Right(
        str(typed.get("ground") or ""),
        str(typed.get("ground_text") or "").strip(),
        None,
        _day(typed.get("right_to")),
        tuple(typed.get("right_scope") or ("file", "receive")),
    )


def defects(filing: Filing, papers: list[PaperState]) -> Defects:
    """Everything that is wrong with who files for whom: the ground, its paper, its days, and who is signed in."""
    found = _signed_in(filing)
    right = right_of(filing)
    if right is None:
        return found
    owner = filing.owner
    found += authority.defects(right, on=local_date(filing.now), doing="file")
    kind, born = owner.get("kind") or "person", _day(owner.get("date_of_birth"))
    found += authority.unfit(right, owner_kind=kind, owner_born=born, on=local_date(filing.now))
    shown = next((one for one in papers if one.code == AUTHORITY_PAPER), None)
    if right.ground in GROUNDS and (shown is None or not _sent(shown)):
        text = f"Nộp thay phải gửi kèm {GROUNDS[right.ground].paper.lower()}: hãy tải lên ở mục Giấy tờ."
        found.append(("authority_not_shown", text, True))
    return found


def _sent(paper: PaperState) -> bool:
    return paper.reuse is not None or (paper.how == "upload" and bool(paper.files))


def _signed_in(filing: Filing) -> Defects:
    """Who files is who is signed in, and not the one for whom it is filed."""
    account, filer, owner = filing.account, filing.filer, filing.owner
    found: Defects = []
    if account.is_authenticated and filer and not same_name(filer.get("full_name", ""), _name(account)):
        text = (
            f"Tài khoản đang đăng nhập là của {_name(account)}, nhưng người nộp ghi là {filer.get('full_name', '')}. "
            "Người nộp phải là người đang đăng nhập; nếu nộp thay, hãy khai người kia là chủ hồ sơ."
        )
        found.append(("filer_not_signed_in", text, True))
    number = owner.get("identity_number", "")
    if filing.for_other and number and number == filer.get("identity_number"):
        text = "Chủ hồ sơ và người nộp cùng một số định danh. Nếu là của bạn, hãy chọn nộp cho chính mình."
        found.append(("owner_is_filer", text, True))
    return found


def _name(account: Any) -> str:
    return str(account.full_name)


def _day(text: Any) -> date | None:
    return date.fromisoformat(str(text)) if text else None
