"""An official answers, the inspector judges: each one event, the words in a row that can be erased."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.text import clean
from motcua.measure.signals import rules
from motcua.measure.signals.models import Signal, SignalText
from motcua.measure.signals.rules import Refusal, Standing
from motcua.measure.signals.services.projecting import STREAM, standing
from motcua.people.rules import Role

Check = Callable[[Standing, str], Refusal | None]


def answer(
    *, signal_id: UUID, text: str, heads: frozenset[str], by: Actor, now: datetime, command_id: str
) -> Signal | Refusal:
    """The official who is asked, or the head of one of the units `heads`, says how it came about."""

    def check(known: Standing, words: str) -> Refusal | None:
        refused = rules.may_answer(known, account=by.id, heads=heads)
        return refused or rules.text_refusal(words, "Hãy ghi nội dung giải trình.")

    return _write(signal_id, "signal.answered", {}, "answer", text, check, by, now, command_id)


def judge(*, signal_id: UUID, outcome: str, reason: str, by: Actor, now: datetime, command_id: str) -> Signal | Refusal:
    """The inspector closes the question: founded, unfounded, or needs more, with a reason."""

    def check(known: Standing, words: str) -> Refusal | None:
        inspector = by.role == Role.INSPECTOR
        return rules.may_judge(known, account=by.id, inspector=inspector, outcome=outcome, reason=words)

    return _write(signal_id, "signal.judged", {"outcome": outcome}, "reason", reason, check, by, now, command_id)


def _write(
    signal_id: UUID,
    type_: str,
    payload: dict[str, Any],
    kind: str,
    text: str,
    check: Check,
    by: Actor,
    now: datetime,
    command_id: str,
) -> Signal | Refusal:
    """Check, keep the text, append the event; the row follows. A repeated command changes nothing.

    Raises Signal.DoesNotExist for an unknown id, kernel.audit.Conflict when somebody was faster.
    """
    words = clean(text, lines=True)
    try:
        with transaction.atomic():
            row = Signal.objects.get(pk=signal_id)
            if (earlier := audit.queries.by_command(command_id)) is not None and earlier.stream_id == str(row.pk):
                return row
            known = standing(row)
            refused = check(known, words)
            if refused is not None:
                return refused
            note = SignalText.objects.create(signal=row, kind=kind, text=words, written_by_id=by.id, written_at=now)
            append(
                stream=StreamRef(STREAM, str(row.pk)),
                expected_version=known.version,
                type=type_,
                payload={**payload, "text_id": str(note.pk)},
                actor=by,
                occurred_at=now,
                recorded_at=now,
                command_id=command_id,
            )
    except audit.Repeated:
        pass
    return Signal.objects.get(pk=signal_id)
