"""What the lists of officials show: rows of the inbox with signals, tabs with counts, numbers beside the rail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.text import Truncator

from motcua.kernel.time import working_seconds_between
from motcua.law import queries as law
from motcua.operate.consultations import queries as consultations
from motcua.operate.conversations import queries as conversations
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier, Task
from motcua.operate.dossiers.rules import WAITING, Channel, State
from motcua.operate.linking import queries as linking
from motcua.people import queries as people
from motcua.people.rules import Grant, Role
from motcua.people.rules.roles import HANDLING

DESK_ROLES = HANDLING | {Role.CONTROL_OFFICER, Role.INSPECTOR, Role.AUDITOR}
"""Who has dossiers to look at; the administrator has none."""
NAMED_ROLES = HANDLING | {Role.INSPECTOR}
"""Who takes lists with names of people out of the system; others get them without."""

TABS = (
    ("all", "", "Tất cả"),
    ("overdue", "qua-han", "Quá hạn"),
    ("today", "hom-nay", "Hôm nay"),
    ("soon", "sap-den-han", "Sắp đến hạn"),
    ("supplement", "cho-bo-sung", "Chờ bổ sung"),
    ("payment", "cho-thanh-toan", "Chờ thanh toán"),
    ("new", "moi", "Mới"),
)
CHANNEL_WORDS = {Channel.DIRECT: "Trực tiếp", Channel.ONLINE: "Trực tuyến", Channel.POST: "Bưu chính"}
EMPTY_WORDS = {
    "all": ("Không còn việc nào đang chờ bạn", "Khi có hồ sơ tới lượt bạn, hồ sơ sẽ hiện ở đây."),
    "overdue": ("Không có việc nào quá hạn", "Mọi hồ sơ trong tay bạn đều còn thời gian."),
    "today": ("Hôm nay không có việc nào đến hạn", "Bạn có thể làm trước những việc sắp đến hạn."),
    "soon": ("Hai ngày tới không có việc nào đến hạn", "Những việc còn lại đều còn nhiều thời gian."),
    "supplement": ("Không có hồ sơ nào chờ người dân bổ sung", "Khi bạn yêu cầu bổ sung, hồ sơ sẽ nằm ở đây."),
    "payment": ("Không có hồ sơ nào chờ nộp phí", "Khi bạn yêu cầu nộp phí, hồ sơ sẽ nằm ở đây."),
    "new": ("Không có hồ sơ mới nào chờ tiếp nhận", "Hồ sơ nộp trực tuyến sẽ hiện ở đây ngay khi người dân gửi."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One open step in the inbox. `left_seconds`: office seconds to its due instant, None while others are awaited."""

    task: Task
    dossier: Dossier
    left_seconds: int | None
    waiting: bool
    late: bool
    sender: str
    signals: tuple[tuple[str, str], ...]
    claimable: bool

    @property
    def key(self) -> str:
        """What a ticked row sends: id and the version that was seen."""
        return f"{self.dossier.pk}:{self.dossier.version}"

    @property
    def left_words(self) -> str:
        """The office time that is left, in words; empty when it does not run."""
        if self.left_seconds is None:
            return ""
        hours, rest = divmod(self.left_seconds, 3600)
        return f"còn {hours} giờ làm việc" if hours else f"còn {max(1, rest // 60)} phút làm việc"

    @property
    def choose(self) -> str:
        return f"Chọn hồ sơ {self.dossier}"


def inbox_rows(
    *, account: AbstractBaseUser, grants: Sequence[Grant], tab: str, now: datetime, limit: int = 100
) -> list[Row]:
    """What is mine to do, the most urgent first."""
    tasks = dossiers.inbox(account=account, grants=grants, tab=tab, now=now, limit=limit)
    prefetch_related_objects(
        tasks, "dossier__tasks__closed_by", "dossier__holds", "dossier__supplement_requests", "dossier__filer"
    )
    warned = dossiers.warned([task.dossier for task in tasks])
    with law.pinned():
        calendars = {task.pk: dossiers.calendar_of(task.dossier) for task in tasks}
    ids = {task.dossier_id for task in tasks}
    new, given_back = conversations.unread(account, ids, official=True), linking.told(ids)
    senders = linking.origins({task.dossier.parent_id for task in tasks if task.dossier.parent_id})
    rows = []
    for task in tasks:
        dossier = task.dossier
        waiting = State(dossier.state) in WAITING
        late = task.due_at < now and not waiting
        left = None if waiting or late else working_seconds_between(now, task.due_at, calendars[task.pk])
        may_claim = task.step == "assign" or (task.role == "case_officer" and task.assignee_id is None)
        told = [("running", f"{new[dossier.pk]} tin mới")] if dossier.pk in new else []
        told += [("late", "Liên thông không có kết quả")] if dossier.pk in given_back else []
        told += [("neutral", f"Liên thông từ {senders[dossier.parent_id]}")] if dossier.parent_id in senders else []
        known = signals(dossier, now, warned.get(dossier.pk))
        rows.append(Row(task, dossier, left, waiting, late, _sender(task), (*known, *told), may_claim))
    return rows


def tabs(*, account: AbstractBaseUser, grants: Sequence[Grant], current: str, now: datetime) -> list[dict[str, object]]:
    """The tabs of the inbox with how many rows each has."""
    found = dossiers.counts(account=account, grants=grants, now=now)
    return [
        {
            "label": label,
            "url": f"?nhom={slug}" if slug else "?",
            "count": found[key],
            "current": key == current,
            "late": key == "overdue",
        }
        for key, slug, label in TABS
    ]


def signals(dossier: Dossier, now: datetime, warning: Any = None) -> tuple[tuple[str, str], ...]:
    """What somebody should know before opening it: (kind of tag, words). `warning`: the newest about its due date."""
    found: list[tuple[str, str]] = []
    if State(dossier.state) in WAITING:
        found.append(("waiting", "Chờ bổ sung" if dossier.state == State.SUPPLEMENT_REQUESTED else "Chờ nộp phí"))
    elif warning is not None:
        found.append(warning_mark(warning))
    elif dossier.legal_due and dossier.legal_due < now and not dossier.finished_at:
        found.append(("late", "Quá hạn trả"))
    return (*found, *marks(dossier))


def warning_mark(warning: Any) -> tuple[str, str]:
    """A warning as a tag: what is the matter, without who was told."""
    return ("late" if warning.late else "waiting", _short(warning.words))


def marks(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """The signals beyond state and deadline, for where these two stand already."""
    found: list[tuple[str, str]] = [("neutral", "Ở hệ thống khác")] if dossier.observed else []
    if dossier.moves and dossier.moves[-1][1]:
        found.append(("waiting", "Bị trả lại"))
    found += [("waiting", f"Chờ: {_short(hold.words)}") for hold in dossier.holds.all() if hold.released_at is None]
    answered = [one for one in dossier.supplement_requests.all() if one.answered_at]
    if answered and State(dossier.state) not in WAITING:
        found.append(("running", f"Đã bổ sung lần {max(one.number for one in answered)}"))
    return tuple(found)


def _short(words: str) -> str:
    """What is waited for without its details: a tag stands on one line."""
    return Truncator(words.split(":")[0]).chars(32)


def _sender(task: Task) -> str:
    """Who did the step before: the official who closed it, or the person who filed."""
    closed = [one for one in task.dossier.tasks.all() if one.closed_at and one.closed_by]
    last = max(closed, key=lambda one: (one.closed_at, one.opened_at), default=None)
    return last.closed_by.full_name if last is not None and last.closed_by else task.dossier.filer.full_name


def waiting_for_me(request: HttpRequest) -> int | None:
    """The number beside "Việc của tôi"."""
    return _count(request, ())


def warned_of(request: HttpRequest) -> int | None:
    """The number beside "Cảnh báo thời hạn": dossiers about whose due date I was told."""
    if not isinstance(request.user, AbstractBaseUser):
        return None
    return dossiers.warned_count(grants=people.grants(request.user), account_id=str(request.user.pk))


def waiting_to_return(request: HttpRequest) -> int | None:
    """The number beside "Trả kết quả"."""
    return _count(request, (State.PROCESSED,))


def waiting_for_word(request: HttpRequest) -> int | None:
    """The number beside "Trao đổi": applicants who wait for an answer of mine."""
    if not isinstance(request.user, AbstractBaseUser):
        return None
    return conversations.waiting_count(request.user, people.grants(request.user))


def waiting_for_opinion(request: HttpRequest) -> int | None:
    """The number beside "Xin ý kiến": questions to my unit, and overdue ones that a head was told of."""
    if not isinstance(request.user, AbstractBaseUser):
        return None
    grants = people.grants(request.user)
    return consultations.to_answer_count(grants) + consultations.told_count(grants)


def _count(request: HttpRequest, states: Sequence[int]) -> int | None:
    if not isinstance(request.user, AbstractBaseUser):
        return None
    return dossiers.waiting(account=request.user, grants=people.grants(request.user), states=states)
