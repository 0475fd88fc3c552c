"""One act on many dossiers, each by the same service with a command of its own, and a report that stays.

What is refused for one does not stop the others. A run that was cut off goes on where it stood: a dossier that was done
already answers its command again and is not done twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import F

from motcua.kernel import audit
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import BulkLine, BulkRun, Dossier
from motcua.operate.dossiers.queries.four_eyes import four_eyes
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import acts, assigning
from motcua.operate.dossiers.services.context import Stale
from motcua.people import queries as people
from motcua.people.rules import Grant

MOST: Final = 200
STANDS_STILL = timedelta(minutes=2)
OVERTAKEN = Refusal("overtaken", "Người khác vừa cập nhật hồ sơ này. Hãy mở hồ sơ để xem, rồi làm lại nếu còn đúng.")
NOT_ELECTRONIC = Refusal("not_electronic", "Hồ sơ này không nhận kết quả điện tử, nên phải trả riêng.")
NOT_VISIBLE = Refusal("not_yours", "Hồ sơ này không có, hoặc ngoài phạm vi của bạn.")


@dataclass(frozen=True, slots=True)
class Action:
    """What may be done to many: the verb, its words, and what it is always called with."""

    verb: str
    words: str
    done: str
    data: Mapping[str, Any]


ACTIONS: Final[Mapping[str, Action]] = {
    "accept": Action("accept", "Tiếp nhận", "Đã tiếp nhận", {}),
    "assign": Action("assign", "Phân công, nhận thụ lý", "Đã phân công", {}),
    "forward": Action("forward", "Chuyển bước tiếp theo", "Đã chuyển bước", {}),
    "hand_over": Action("hand_over", "Bàn giao", "Đã bàn giao", {}),
    "move_due": Action("move_due", "Dời hạn theo lịch làm việc", "Đã dời hạn", {}),
    "return_electronic": Action("return_result", "Trả bản điện tử", "Đã trả bản điện tử", {"how": "electronic"}),
}


def start(
    *,
    run_id: UUID,
    action: str,
    chosen: Sequence[tuple[UUID, int]],
    data: Mapping[str, Any],
    account: AbstractBaseUser,
    now: datetime,
) -> BulkRun:
    """Write down what is to be done to which dossiers (id, version seen); the same `run_id` again starts nothing.

    Raises KeyError for an unknown action. Dossiers that do not exist are left out.
    """
    words = ACTIONS[action].words
    known = set(Dossier.objects.filter(pk__in=[key for key, _ in chosen]).order_by().values_list("pk", flat=True))
    lines = [(key, version) for key, version in chosen[:MOST] if key in known]
    try:
        with transaction.atomic():
            run = BulkRun.objects.create(
                id=run_id, action=action, data=dict(data), title=f"{words}: {len(lines)} hồ sơ", asked_by_id=account.pk,
                asked_at=now, touched_at=now,
            )  # fmt: skip
            BulkLine.objects.bulk_create(
                BulkLine(run=run, dossier_id=key, number=number, version=version)
                for number, (key, version) in enumerate(lines, 1)
            )
    except IntegrityError:
        run = BulkRun.objects.get(pk=run_id)
    return run


def go_on(run_id: UUID, now: datetime) -> BulkRun:
    """Do what is still to be done of a run. May be called again at any time, and by several."""
    run = BulkRun.objects.select_related("asked_by").get(pk=run_id)
    account = run.asked_by
    for line in run.lines.filter(standing="waiting").order_by("number"):
        BulkRun.objects.filter(pk=run.pk).update(touched_at=now)
        _write(line, _one(run, line, account, now), ACTIONS[run.action].done, now)
    if not run.lines.filter(standing="waiting").exists():
        BulkRun.objects.filter(pk=run.pk, finished_at=None).update(finished_at=now)
    run.refresh_from_db()
    return run


def try_again(run_id: UUID, now: datetime) -> BulkRun:
    """Do once more what was refused, on the dossiers as they are now."""
    with transaction.atomic():
        for line in (
            BulkLine.objects.filter(run=run_id, standing="refused").select_related("dossier").order_by("number")
        ):
            BulkLine.objects.filter(pk=line.pk, standing="refused").update(
                standing="waiting", tries=F("tries") + 1, version=line.dossier.version
            )
        BulkRun.objects.filter(pk=run_id).update(finished_at=None)
    return go_on(run_id, now)


def take_up(now: datetime) -> int:
    """Go on with runs that were cut off; how many there were."""
    stopped = BulkRun.objects.filter(finished_at=None, touched_at__lt=now - STANDS_STILL).order_by("touched_at", "pk")
    keys = list(stopped.values_list("pk", flat=True)[:20])
    for key in keys:
        go_on(key, now)
    return len(keys)


def would_refuse(*, dossier: Dossier, action: str, account: AbstractBaseUser, now: datetime) -> Refusal | None:
    """What a preview says of one dossier before anything is done; None when it may be done as far as is known."""
    grants = _grants(account, now)
    if not queries.visible(dossier, account, grants):
        return NOT_VISIBLE
    verb = ACTIONS[action].verb
    by = queries.acting(account, grants, dossier, verb)
    answer = queries.decision(dossier, by, verb)
    if isinstance(answer, Refusal):
        return answer
    return _unfit(dossier, action) or four_eyes(dossier, by, verb, now)


def _grants(account: AbstractBaseUser, now: datetime) -> list[Grant]:
    return people.grants(account, now)  # type: ignore[arg-type]


def _one(run: BulkRun, line: BulkLine, account: AbstractBaseUser, now: datetime) -> Dossier | Refusal:
    what = ACTIONS[run.action]
    dossier = queries.find(line.dossier_id)
    grants = _grants(account, now)
    if dossier is None or not queries.visible(dossier, account, grants):
        return NOT_VISIBLE
    by = queries.acting(account, grants, dossier, what.verb)
    try:
        outcome = _unfit(dossier, run.action) or acts.act(
            dossier_id=dossier.pk, verb=what.verb, by=by, now=now, expected_version=line.version,
            command_id=str(uuid5(run.pk, f"{dossier.pk}:{line.tries}")), data={**run.data, **what.data},
        )  # fmt: skip
    except (audit.Conflict, Stale):
        return OVERTAKEN
    if isinstance(outcome, Refusal):
        return assigning.taken(dossier.pk, outcome) if what.verb == "assign" else outcome
    return assigning.arrived(outcome, now) if what.verb == "accept" else outcome


def _unfit(dossier: Dossier, action: str) -> Refusal | None:
    if action != "return_electronic":
        return None
    result = getattr(dossier, "result", None)
    return None if dossier.delivery == "electronic" and result is not None and result.is_electronic else NOT_ELECTRONIC


def _write(line: BulkLine, outcome: Dossier | Refusal, done: str, now: datetime) -> None:
    refused = isinstance(outcome, Refusal)
    BulkLine.objects.filter(pk=line.pk, standing="waiting").update(
        standing="refused" if refused else "done",
        code=outcome.code if isinstance(outcome, Refusal) else "",
        message=outcome.message if isinstance(outcome, Refusal) else done,
        done_at=now,
    )
