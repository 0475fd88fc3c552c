"""A desk of publication for tests: procedures, decisions and files made with the real services."""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from motcua.kernel.documents import services as documents
from motcua.kernel.time import TZ
from motcua.operate.catalogue.tests.building import keep
from motcua.operate.publications import services
from motcua.operate.publications.models import Decision
from motcua.operate.publications.rules import DecisionInput, EntryInput, Refused, Step

FIRST, SECOND, THIRD = "9.000001", "9.000002", "9.000003"
ISSUER = "Chủ tịch Uỷ ban nhân dân tỉnh"
MINISTRY = "Bộ Giáo dục và Đào tạo"


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=TZ)


@lru_cache(maxsize=1)
def pdf() -> bytes:
    """A real PDF, made once."""
    data = {"name": "Quyết định thử", "text": "Nội dung thử."}
    return documents.render("instance/demo_paper", data, title="Quyết định thử", at=at(date(2024, 1, 2)))


def procedures(*codes: str) -> None:
    """Procedures of the department under `codes` (three by default)."""
    for code in codes or (FIRST, SECOND, THIRD):
        keep(code, "2026", name=f"Thủ tục thử {code}", competent="department")


def entry(code: str = FIRST, change: str = "amended", **more: Any) -> EntryInput:
    return EntryInput(code, change, **more)


def head(level: str = "province", **more: Any) -> DecisionInput:
    issuer = MINISTRY if level == "ministry" else ISSUER
    return DecisionInput(**{"level": level, "issuer": issuer, "summary": "Công bố thủ tục thử", **more})


def signed(
    by: Any,
    *,
    number: str = "125/QĐ-UBND",
    on: date = date(2024, 3, 4),
    effect: date = date(2024, 3, 20),
    level: str = "province",
    entries: tuple[EntryInput, ...] = (),
    now: datetime | None = None,
    **more: Any,
) -> Decision | Refused:
    """A signed decision whose procedures' texts take effect with it."""
    return services.draft(
        head=head(level, number=number, signed_on=on, effective_on=effect, **more),
        entries=entries or (entry(effective_on=effect),),
        by=by,
        now=now or at(effect),
        data=pdf(),
        name="quyet-dinh.pdf",
    )


def drafted(by: Any, *entries: EntryInput, on: date = date(2024, 3, 1), **more: Any) -> Decision:
    found = services.draft(head=head(drafted_on=on, **more), entries=entries or (entry(),), by=by, now=at(on))
    assert isinstance(found, Decision), found
    return found


def walk(decision: Decision, by: Any, *days: tuple[Step, date], number: str = "125/QĐ-UBND") -> Decision | Refused:
    """Take several steps with what each needs; stops at the first refusal."""
    found: Decision | Refused = decision
    for step, on in days:
        more: dict[str, Any] = {"reference": "12/VP-KSTT"}
        if step == Step.DECIDE:
            more = {"number": number, "effective_on": on, "data": pdf(), "name": "qd.pdf"}
        found = services.take_step(decision=decision, step=step, on=on, by=by, now=at(on), **more)
        if isinstance(found, Refused):
            break
    return found
