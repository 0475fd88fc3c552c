"""A person decides about a finding: it is explained, or it goes to the inspector as a question to the unit."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id
from motcua.kernel.text import clean
from motcua.measure.checks.models import FigureFinding, FindingText
from motcua.measure.checks.rules import CHECKS, Refusal, Standing, may_decide
from motcua.measure.checks.services.projecting import STREAM, standing
from motcua.measure.signals import services as signals
from motcua.measure.signals.rules import Evidence, instant
from motcua.people.rules import Role

DECIDERS = frozenset({Role.CONTROL_OFFICER, Role.INSPECTOR})


def decide(
    *, finding_id: UUID, outcome: str, reason: str, by: Actor, now: datetime, command_id: str
) -> FigureFinding | Refusal:
    """Close the finding with a reason. "sent": the head of the unit is asked, the inspector concludes (`signals`).

    Raises FigureFinding.DoesNotExist for an unknown id, kernel.audit.Conflict when somebody was faster.
    """
    words = clean(reason, lines=True)
    try:
        with transaction.atomic():
            row = FigureFinding.objects.get(pk=finding_id)
            if (earlier := audit.queries.by_command(command_id)) is not None and earlier.stream_id == str(row.pk):
                return row
            known = standing(row)
            controllers = by.role in DECIDERS
            refused = may_decide(known, outcome=outcome, reason=words, controllers=controllers)
            if refused is not None:
                return refused
            note = FindingText(id=new_id(), finding=row, text=words, written_by_id=by.id, written_at=now)
            note.save()
            payload = {"outcome": outcome, "text_id": str(note.pk)}
            if outcome == "sent":
                payload["signal"] = str(_ask(known, by, now, command_id))
            append(
                stream=StreamRef(STREAM, str(row.pk)),
                expected_version=known.version,
                type="figure_check.decided",
                payload=payload,
                actor=by,
                occurred_at=now,
                recorded_at=now,
                command_id=command_id,
            )
    except audit.Repeated:
        pass
    return FigureFinding.objects.get(pk=finding_id)


def _ask(known: Standing, by: Actor, now: datetime, command_id: str) -> UUID:
    """The question, with the same evidence; a row without an instant is shown at the instant of asking."""
    rows = tuple(
        Evidence(row["dossier"], row["code"], number, instant(row["at"]) or now, row["words"])
        for number, row in enumerate(known.evidence, start=1)
    )
    words = f"{CHECKS[known.check].title}: {known.words}"
    subject = str(uuid5(UUID(known.id), str(known.version)))
    return signals.ask(
        subject=subject,
        window=known.period if len(known.period) <= 10 else "",
        unit=known.unit,
        words=words,
        evidence=rows,
        thresholds=known.thresholds,
        by=by,
        now=now,
        command_id=command_id,
    )
