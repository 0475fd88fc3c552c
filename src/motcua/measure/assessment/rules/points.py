"""Points of one dossier: 0, 1 or 2 for each index that speaks of dossiers (TT 01/2018/TT-VPCP điều 13).

What does not apply to a dossier (no time limit) and what nobody knows (no register of feedback) are not 0 points: such
a dossier stays out of the average of that index, and the reason is said.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from motcua.kernel.time import local_date

POINTS: Final = "points"
NOT_APPLICABLE: Final = "not_applicable"
NO_SOURCE: Final = "no_source"
Status = Literal["points", "not_applicable", "no_source"]
EARLIER: Final = timedelta(hours=1)
"""A step done at least this long before it is due took less time than it was given."""


@dataclass(frozen=True, slots=True)
class Point:
    """The points of one index; None with status "not_applicable" or "no_source". `why` in words for the official."""

    value: int | None
    status: Status
    why: str


@dataclass(frozen=True, slots=True)
class StepTime:
    """One finished step: who did it (account id), in which unit (key; "" for a queue of the whole agency)."""

    name: str
    unit: str
    officer: str
    due_at: datetime
    closed_at: datetime

    @property
    def points(self) -> int:
        """2 before it was due, 1 just in time, 0 after."""
        if self.closed_at > self.due_at:
            return 0
        earlier = local_date(self.closed_at) < local_date(self.due_at) or self.due_at - self.closed_at >= EARLIER
        return 2 if earlier else 1


@dataclass(frozen=True, slots=True)
class Work:
    """What is judged of a dossier finished with a result.

    `complaint`: None when nobody keeps a register of feedback, "" without complaint, "unsettled" when feedback about
    conduct names it and nobody has said whether it was right, "upheld" when it was. `posted`, `online`: whether its
    procedure is shown on the board and electronically; None: not known. `steps` are those that are being judged:
    of the whole dossier, of a unit or of an official.
    """

    dossier_id: str
    code: str
    procedure: str
    unit: str
    due: datetime | None
    limit_unit: str
    finished_at: datetime
    supplements: int
    steps: tuple[StepTime, ...] = ()
    complaint: str | None = None
    posted: bool | None = None
    online: bool | None = None
    receipt_unit: str = ""

    @property
    def finished_on(self) -> date:
        return local_date(self.finished_at)


def point(number: int, work: Work) -> Point:
    """The points of `work` for the index `number`; KeyError for one that does not speak of dossiers."""
    return RULES[number](work)


def points(work: Work) -> dict[int, Point]:
    """All points of a dossier by index."""
    return {number: rule(work) for number, rule in RULES.items()}


def _total_time(work: Work) -> Point:
    """1: shorter, equal, longer than the limit."""
    if work.due is None:
        return Point(None, NOT_APPLICABLE, "thủ tục không có thời hạn")
    return [
        Point(0, POINTS, "có kết quả sau hạn"),
        Point(1, POINTS, "có kết quả đúng ngày hẹn"),
        Point(2, POINTS, "có kết quả trước hạn"),
    ][_against(work)]


def _against(work: Work) -> int:
    """0 late, 1 on the day itself, 2 early. Limits in days are compared by local date, in hours by instant."""
    assert work.due is not None
    if work.limit_unit == "working_hour":
        end, due = work.finished_at.timestamp(), work.due.timestamp()
    else:
        end, due = work.finished_on.toordinal(), local_date(work.due).toordinal()
    return 2 if end < due else 1 if end == due else 0


def _step_time(work: Work) -> Point:
    """2: each who took part, against the time given to him; the lowest of the steps."""
    if not work.steps:
        return Point(None, NOT_APPLICABLE, "không có bước nào được ghi")
    worst = min(work.steps, key=lambda step: (step.points, step.due_at - step.closed_at))
    words = {2: "mọi bước đều sớm", 1: f"bước “{worst.name}” vừa kịp hạn", 0: f"bước “{worst.name}” quá hạn"}
    return Point(worst.points, POINTS, words[worst.points])


def _contacts(work: Work) -> Point:
    """3: contacts needed to complete the dossier: none, one, more."""
    if work.supplements == 0:
        return Point(2, POINTS, "không phải bổ sung")
    return Point(1 if work.supplements == 1 else 0, POINTS, f"{work.supplements} lần yêu cầu bổ sung")


def _agencies(work: Work) -> Point:
    """4: agencies the applicant had to go to: none, or the one-stop unit alone; others leave no trace here."""
    if work.supplements == 0:
        return Point(2, POINTS, "không phải liên hệ lại")
    return Point(1, POINTS, "chỉ liên hệ Bộ phận Một cửa")


def _publicity(work: Work) -> Point:
    """6: posted and electronic, one of the two, neither."""
    if work.posted is None or work.online is None:
        return Point(None, NO_SOURCE, "chưa có dữ liệu công khai của thủ tục")
    shown = work.posted + work.online
    words = ["chưa công khai", "mới công khai một hình thức", "niêm yết và công khai điện tử"]
    return Point(shown, POINTS, words[shown])


def _attitude(work: Work) -> Point:
    """7: early, in time and without an upheld complaint; an upheld complaint takes all points."""
    if work.complaint == "upheld":
        return Point(0, POINTS, "có phản ánh đúng về thái độ")
    if work.complaint is None:
        return Point(None, NO_SOURCE, "chưa có sổ phản ánh, kiến nghị")
    if work.complaint:
        return Point(None, NO_SOURCE, "có phản ánh về hành vi, chưa có kết luận đúng hay sai")
    if work.due is None:
        return Point(None, NOT_APPLICABLE, "thủ tục không có thời hạn")
    early = _against(work)
    words = ["trễ hạn, không có phản ánh", "đúng hạn, không có phản ánh", "sớm hạn, không có phản ánh"]
    return Point(early, POINTS, words[early])


RULES: Final[Mapping[int, Callable[[Work], Point]]] = {
    1: _total_time,
    2: _step_time,
    3: _contacts,
    4: _agencies,
    6: _publicity,
    7: _attitude,
}
PER_DOSSIER: Final[Iterable[int]] = tuple(RULES)
