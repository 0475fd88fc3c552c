"""Decisions of publication for the demo: synthetic, lawful in shape, marked “minh hoạ”, some of them late.

On the real procedures of the catalogue: a ministry's decision, the province's decisions with their chain, places with
proofs, an internal list, and levels of online service declared for the year. Through the services of earnest; made once
for each year of an instance, whatever runs follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from motcua.instance.demo.story import Run
from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import queries as log
from motcua.kernel.documents import services as documents
from motcua.kernel.time import TZ, add_working_days, local_date
from motcua.law import queries as law
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.catalogue import services as catalogue_services
from motcua.operate.publications import services
from motcua.operate.publications.rules import (
    Allowance,
    Change,
    DecisionInput,
    EntryInput,
    Level,
    Refused,
    Scope,
    Step,
    latest_before,
)
from motcua.people import queries as people

SEED_YEAR = 2024
DECISIONS = 13
MOST_EACH = 5
ANSWER, LATE_POSTING, TIGHT, LATE_DECISION = 1, 2, 4, 7  # which of a year's decisions do what
MARK = "minh hoạ"
MINISTRY = "Bộ Giáo dục và Đào tạo"
CHANGES = (Change.AMENDED, Change.NEW, Change.AMENDED, Change.AMENDED)
INTERNAL = ("Nâng bậc lương thường xuyên", "Nghỉ phép năm", "Thẩm định hồ sơ mua sắm", "Bổ nhiệm lại lãnh đạo đơn vị")
PROOFS = {"csdlqg": "https://csdl.example.vn/tthc/{number}", "cong-tinh": "https://tinh.example.vn/qd/{number}"}


@dataclass(frozen=True, slots=True)
class Year:
    """What the decisions of one year are drawn from."""

    year: int
    until: datetime
    rng: Random
    codes: Sequence[str]
    pdf: bytes

    def at(self, day: date) -> datetime:
        return min(datetime.combine(day, time(10), tzinfo=TZ), self.until)

    @property
    def today(self) -> date:
        return local_date(self.until)

    def command(self, name: str) -> str:
        return f"demo:publications:{self.year}:{name}"


def publish(run: Run) -> None:
    """The decisions of the run's year and of the seed's plan year, as far as time has come. Done once for each year."""
    own = [item for item in catalogue.procedures() if item.competent == "department" and not item.is_repealed]
    codes = sorted(item.code for item in own)
    for number in sorted({SEED_YEAR, run.year}):
        year = Year(number, run.until, Random(f"motcua:{run.seed}:{number}:publications"), codes, _sheet(run.until))
        if codes and local_date(run.until) >= date(number, 3, 1) and log.by_command(year.command("internal")) is None:
            _levels(year)
            ministry, answered = _ministry(year)
            for index in range(DECISIONS):
                _province(year, index, ministry, answered)
            _internal(year)


def _sheet(at: datetime) -> bytes:
    data = {
        "name": "Quyết định công bố thủ tục hành chính",
        "text": "Tệp minh hoạ, đứng thay cho bản quyết định. Số, ngày và nội dung không có thật.",
    }
    return documents.render("instance/demo_paper", data, title="Quyết định minh hoạ", at=at)


def _levels(year: Year) -> None:
    """What the agency declares for the year: most eligible, some mistakes to find; earlier declarations stay."""
    agency = people.agency().key
    held = catalogue.levels(agency, date(year.year, 12, 31))
    declared = {row.procedure.code for row in held.values()}
    for index, code in enumerate(year.codes):
        if code in declared and index % 16:
            continue
        since = date(year.year, 1, 2 if code not in declared else 15)
        chance = year.rng.random()
        level: str | None = "full" if chance < 0.84 else "partial" if chance < 0.94 else "information"
        eligible: bool | None = level != "information"
        if index % 16 == 0:  # one mistake of each kind in turn
            level, eligible = (("full", None), (None, True), ("partial", None))[(index // 16) % 3]
        _kept(
            catalogue_services.set_level(
                code=code, agency_key=agency, level=level, eligible_full_online=eligible, since=since,
                source=f"Danh mục dịch vụ công trực tuyến năm {year.year} ({MARK})", by=SYSTEM, now=year.at(since),
            )
        )  # fmt: skip


def _ministry(year: Year) -> tuple[services.Decision, list[str]]:
    """A decision of the ministry that the province answers; in the running year two more that it has not yet."""
    first, codes = _of_ministry(year, 0, _working(date(year.year, 2, 5)))
    if year.today.year == year.year:
        for index, days in ((1, 38), (2, 12)):
            signed = _working(year.today - timedelta(days=days))
            if signed.year == year.year and signed > date(year.year, 3, 15):
                _of_ministry(year, index, signed)
    return first, codes


def _of_ministry(year: Year, index: int, signed: date) -> tuple[services.Decision, list[str]]:
    effect, codes = signed + timedelta(days=45), _some(year, 3)
    head = DecisionInput(
        Level.MINISTRY, MINISTRY, f"Công bố thủ tục hành chính lĩnh vực giáo dục ({MARK})",
        number=f"{40 + index}/QĐ-{MARK}", signed_on=signed, effective_on=effect,
        seen_on=min(signed + timedelta(days=2), year.today),
    )  # fmt: skip
    entries = [_entry(year, code, effect, index) for code in codes]
    return _draft(year, head, entries, f"ministry-{index}", signed + timedelta(days=3)), codes


def _province(year: Year, index: int, follows: services.Decision, codes: Sequence[str]) -> None:
    """One decision of the province along its chain, as far as time has come; the second answers the ministry."""
    calendar = law.calendar()
    effect = _working(date(year.year, 2, 20) + timedelta(days=index * 24 + year.rng.randint(0, 5)))
    answers = index == ANSWER and follows.effective_on is not None
    effect = follows.effective_on if answers and follows.effective_on else effect
    last, _, _ = latest_before(effect, Allowance(5, "working_day"), calendar)
    early = {LATE_DECISION: effect - timedelta(days=3), TIGHT: effect - timedelta(days=5)}  # the portal finds both late
    signed = _working(early.get(index, last - timedelta(days=index % 4 + 1)))
    drafted = _working(signed - timedelta(days=14))
    posted = add_working_days(signed, 8 if index == LATE_POSTING else 2 + index % 3, calendar)
    if drafted > year.today:
        return
    drawn = _some(year, year.rng.randint(2, MOST_EACH))
    entries = [_entry(year, code, effect, index) for code in (codes if answers else drawn)]
    summary = f"Công bố danh mục thủ tục hành chính thuộc thẩm quyền giải quyết của Sở ({MARK})"
    head = DecisionInput(Level.PROVINCE, _issuer(), summary, drafted_on=drafted)
    decision = _draft(year, head, entries, f"province-{index}", drafted, follows=follows if answers else None)
    number = f"{101 + index * 7}/QĐ-{MARK}"
    for step, on in (
        (Step.CONTROL, _working(signed - timedelta(days=5))), (Step.DECIDE, signed), (Step.ENTER, posted),
        (Step.POST, posted),
    ):  # fmt: skip
        if on > year.today:
            return
        more = (
            {"number": number, "effective_on": max(effect, signed), "data": year.pdf, "name": "quyet-dinh.pdf"}
            if step is Step.DECIDE
            else {"reference": f"{12 + index}/VP ({MARK})"}
        )
        _kept(
            services.take_step(
                decision=decision, step=step, on=on, by=SYSTEM, now=year.at(on),
                command_id=year.command(f"province-{index}-{step}"), **more,
            )
        )  # fmt: skip
    _show(year, decision, posted, index)


def _show(year: Year, decision: services.Decision, posted: date, index: int) -> None:
    """Addresses and a photo as proof; every fourth decision lacks the photo of the notice board."""
    for place, address in PROOFS.items():
        url = address.format(number=f"mh-{year.year}-{index}")
        _kept(
            services.show(decision=decision, place=place, on=posted, url=url, by=SYSTEM, now=year.at(posted),
                          command_id=year.command(f"show-{index}-{place}"))
        )  # fmt: skip
    if index % 4 != 3:
        _kept(
            services.show(decision=decision, place="bang-niem-yet", on=posted, data=year.pdf, name="bang-niem-yet.pdf",
                          by=SYSTEM, now=year.at(posted), command_id=year.command(f"show-{index}-board"))
        )  # fmt: skip


def _internal(year: Year) -> None:
    """The list of internal procedures, before June as the plan of 2024 asks; last, it marks the year as made."""
    signed = _working(date(year.year, 2, 26))
    entries = [
        EntryInput(f"NB.MH.{number:02d}", Change.NEW, name=f"{name} ({MARK})")
        for number, name in enumerate(INTERNAL, start=1)
    ]
    head = DecisionInput(
        Level.PROVINCE, _issuer(), f"Công bố bổ sung danh mục thủ tục hành chính nội bộ ({MARK})", Scope.INTERNAL,
        number=f"90/QĐ-{MARK}", signed_on=signed, effective_on=signed,
    )  # fmt: skip
    _draft(year, head, entries, "internal", signed)


def _draft(
    year: Year,
    head: DecisionInput,
    entries: Sequence[EntryInput],
    name: str,
    on: date,
    follows: services.Decision | None = None,
) -> services.Decision:
    signed = bool(head.number)
    made = services.draft(
        head=replace(head, level=str(head.level), scope=str(head.scope)),
        entries=entries,
        by=SYSTEM,
        now=year.at(on),
        data=year.pdf if signed else None,
        name="quyet-dinh.pdf" if signed else "",
        follows=follows,
        command_id=year.command(name),
    )
    if isinstance(made, Refused):
        raise ValueError(f"demo publication {name}: {made.message}")
    return made


def _entry(year: Year, code: str, effect: date, index: int) -> EntryInput:
    text = f"{index + 3}/{year.year}/TT-{MARK}"
    return EntryInput(code, year.rng.choice(CHANGES).value, texts=(text,), effective_on=effect)


def _some(year: Year, count: int) -> list[str]:
    return sorted(year.rng.sample(year.codes, min(count, len(year.codes))))


def _working(day: date) -> date:
    """`day`, or the working day before it."""
    calendar = law.calendar()
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def _issuer() -> str:
    parent = people.agency().parent
    return f"Chủ tịch {parent.name}" if parent else "Chủ tịch Uỷ ban nhân dân tỉnh"


def _kept(outcome: object) -> None:
    if isinstance(outcome, Refused):
        raise ValueError(f"demo publication: {outcome.message}")
    if hasattr(outcome, "message"):
        raise ValueError(f"demo level: {outcome.message}")
