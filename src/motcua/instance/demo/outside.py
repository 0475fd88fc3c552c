"""What the demo brings in from outside: service levels and the six registers, as CSV files marked “minh hoạ”."""

import csv
import io
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from motcua.instance.demo.dates import Frame
from motcua.instance.demo.shape import Shape
from motcua.kernel.actors import SYSTEM
from motcua.kernel.time import add_working_days, local_date
from motcua.law import queries as law
from motcua.measure.registers import services as registers
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.catalogue import services as catalogue_services
from motcua.people import queries as people

Rows = list[list[Any]]
YES, NO = "có", "không"


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything the files are drawn from."""

    frame: Frame
    shape: Shape
    rng: Random
    codes: Sequence[str]

    @property
    def mark(self) -> str:
        return f"MH-{self.frame.run.key}"

    @property
    def last(self) -> date:
        return local_date(self.frame.run.until)

    def number(self, name: str) -> float:
        return float(self.shape.rest["registers"][name])

    def some_day(self) -> date:
        return self.rng.choice(self.frame.days)

    def happened(self, day: date) -> str:
        """The day as the files write it; empty when it has not come yet."""
        return f"{day:%d/%m/%Y}" if day <= self.last else ""


def bring_in(frame: Frame, shape: Shape, codes: Sequence[str]) -> int:
    """Set the service levels and import the registers of the year; returns how many rows were taken.

    `codes`: the dossiers finished with a result, which the national portal may have confirmed.
    """
    outside = Outside(frame, shape, Random(f"motcua:{frame.run.key}:outside"), codes)
    _levels(outside)
    taken = 0
    for kind, (headings, make) in FILES.items():
        text = _csv(headings, make(outside))
        report = registers.import_file(
            kind=kind,
            data=text.encode(),
            name=f"minh-hoa-{kind}-{frame.run.key}.csv",
            by=SYSTEM,
            now=frame.run.until,
        )
        if report.refused:
            raise ValueError(f"demo register {kind}: {report.refused[0]}")
        taken += report.taken
    return taken


def _levels(outside: Outside) -> None:
    """A level for every living procedure of the department, once; what an agency has declared stays as it is."""
    agency = people.agency().key
    known = catalogue.levels(agency)
    own = [item for item in catalogue.procedures() if item.competent == "department" and not item.is_repealed]
    rng = Random("motcua:levels")
    full, partial = outside.shape.rest["levels"]["full"], outside.shape.rest["levels"]["partial"]
    for item in sorted(own, key=lambda item: item.code):
        chance = rng.random()
        if item.pk in known:
            continue
        level = "full" if chance < full else "partial" if chance < full + partial else "information"
        catalogue_services.set_level(
            code=item.code,
            agency_key=agency,
            level=level,
            eligible_full_online=True,
            since=outside.frame.days[0],
            source=outside.shape.label,
            by=SYSTEM,
            now=outside.frame.run.until,
        )


def _payments(outside: Outside) -> Rows:
    rng, rows = outside.rng, []
    portal, province = outside.number("payments_portal"), outside.number("payments_province")
    for number in range(max(20, int(outside.number("payments") * outside.frame.run.dossiers))):
        chance = rng.random()
        direct = rng.choice(("trực tiếp", "tài khoản"))
        channel = "cổng DVCQG" if chance < portal else "cổng tỉnh" if chance < portal + province else direct
        state = "thất bại" if rng.random() < outside.number("payments_failed") else "thành công"
        day = outside.happened(outside.some_day())
        rows.append([f"{outside.mark}-{number + 1}", day, rng.choice((10_000, 20_000, 50_000)), channel, state, ""])
    return rows


def _sync(outside: Outside) -> Rows:
    rows = []
    for code in outside.codes:
        if outside.rng.random() < outside.number("synced"):
            rows.append([code, outside.happened(outside.last), YES, YES, YES])
        elif outside.rng.random() < 0.5:
            rows.append([code, outside.happened(outside.last), YES, YES, NO])
    return rows


def _regulations(outside: Outside) -> Rows:
    rows = []
    for number in range(int(outside.number("regulations"))):
        due = outside.some_day()
        late = number < outside.number("regulations_late")
        updated = due + timedelta(days=6) if late else due - timedelta(days=outside.rng.randint(0, 9))
        rows.append([f"{number + 1:02d}/QĐKD-{outside.mark}", f"{due:%d/%m/%Y}", outside.happened(updated)])
    return rows


def _feedback(outside: Outside) -> Rows:
    rng, calendar, rows = outside.rng, law.calendar(), []
    count = max(20, int(outside.number("feedback") * outside.frame.run.dossiers))
    late = max(1, round(outside.number("feedback_late") * count))
    for number in range(count):
        received = outside.some_day()
        due = add_working_days(received, 15, calendar)
        closed = add_working_days(received, rng.randint(17, 22) if number < late else rng.randint(2, 13), calendar)
        named = rng.choice(outside.codes) if outside.codes and rng.random() < 0.25 else ""
        kind = rng.choice(("quy định", "hành vi"))
        days = [outside.happened(received), f"{due:%d/%m/%Y}", outside.happened(closed)]
        rows.append([f"PA-{outside.mark}-{number + 1}", *days, kind, named])
    return rows


def _documents(outside: Outside) -> Rows:
    rng, rows = outside.rng, []
    months = sorted({(day.year, day.month) for day in outside.frame.days})
    for year, month in months:
        for number in range(int(outside.number("documents_per_month"))):
            day = min(date(year, month, rng.randint(1, monthrange(year, month)[1])), outside.last)
            secret = rng.random() < outside.number("documents_secret")
            online = not secret and rng.random() < outside.number("documents_online")
            kind = rng.choice(("văn bản đến", "văn bản đi", "hồ sơ công việc"))
            flags = [YES if secret else NO, YES if online else NO]
            rows.append([f"{month:02d}{number + 1:03d}/{outside.mark}", f"{day:%d/%m/%Y}", kind, *flags])
    return rows


FILES: dict[str, tuple[list[str], Callable[[Outside], Rows]]] = {
    "payments": (["Mã giao dịch", "Ngày", "Số tiền", "Kênh", "Trạng thái", "Mã hồ sơ"], _payments),
    "sync": (["Mã hồ sơ", "Ngày xác nhận", "Trạng thái cuối", "Tiến trình", "Liên kết kết quả"], _sync),
    "business_regulations": (["Số, ký hiệu quy định", "Hạn cập nhật", "Ngày cập nhật"], _regulations),
    "feedback": (["Mã phản ánh", "Ngày tiếp nhận", "Hạn xử lý", "Ngày xử lý xong", "Loại", "Mã hồ sơ"], _feedback),
    "documents": (["Số, ký hiệu", "Ngày", "Loại", "Mật", "Xử lý trên môi trường mạng"], _documents),
}  # fmt: skip


def _csv(headings: list[str], rows: Rows) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()
