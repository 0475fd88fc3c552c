"""The projector of facts for the histories of many dossiers at once: the same rows as event by event."""

from collections.abc import Sequence

from motcua.kernel import many
from motcua.kernel import rows as table
from motcua.kernel.audit.models import Event
from motcua.kernel.statements import Statement, run
from motcua.measure.facts import rules, services
from motcua.measure.facts.models import DossierFact
from motcua.measure.facts.rules import Fact

PIECE = 500


def project(streams: Sequence[Sequence[Event]]) -> None:
    """Called by the log inside the transaction of the events; each stream's events in order."""
    known = _known([events[0].stream_id for events in streams if events[0].version > 1])
    fresh: list[DossierFact] = []
    changes: list[Statement] = []
    for events in streams:
        before = known.get(events[0].stream_id)
        fact = rules.fold_all(before, events)
        row = services.row_of(fact)
        if before is None:
            fresh.append(row)
        else:
            changes.append(table.updating(row, services._changed(before, fact), missing=LookupError(fact.dossier_id)))
    many.insert(fresh)
    for start in range(0, len(changes), PIECE):
        run(changes[start : start + PIECE])
    paid = [event for events in streams for event in events if event.type == "dossier.payment_confirmed"]
    many.insert(services._payment(event) for event in paid)


def _known(ids: Sequence[str]) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for start in range(0, len(ids), PIECE):
        rows = DossierFact.objects.filter(pk__in=ids[start : start + PIECE])
        found |= {str(row.pk): services._fact(row) for row in rows}
    return found
