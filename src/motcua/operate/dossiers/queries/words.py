"""Facts of a dossier that the conditions of its process may ask for (processes.vocabulary.WORDS), read from rows."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.queries.one import published_fees
from motcua.operate.dossiers.rules import State
from motcua.operate.processes.rules.conditions import Value


def facts(dossier: Dossier, words: Collection[str], now: datetime) -> dict[str, Value]:
    """What `words` mean of this dossier now; only what is asked for is read."""
    return {word: _FACTS[word](dossier, now) for word in sorted(words) if word in _FACTS}


def _case(dossier: Dossier, now: datetime) -> str:
    """The case of the procedure that the papers handed in belong to; "" when they belong to every case."""
    held = set(dossier.papers.filter(replaced_at=None).values_list("component_code", flat=True))
    parts = dossier.procedure_version.parsed.components or ()
    return next((part.case for part in parts if part.case and part.code in held), "")


def _supplements(dossier: Dossier, now: datetime) -> int:
    return dossier.supplement_requests.count()


def _overdue(dossier: Dossier, now: datetime) -> bool:
    return dossier.legal_due is not None and now > dossier.legal_due and State(dossier.state) is not State.PROCESSED


def _result_kind(dossier: Dossier, now: datetime) -> str:
    result = getattr(dossier, "result", None)
    return result.kind if result is not None else ""


_FACTS: Mapping[str, Callable[[Dossier, datetime], Value]] = {
    "channel": lambda dossier, now: dossier.channel_kind.name.lower(),
    "case": _case,
    "owner_kind": lambda dossier, now: str(dossier.owner.kind),
    "fee_due": lambda dossier, now: bool(published_fees(dossier)),
    "supplements": _supplements,
    "overdue": _overdue,
    "result_kind": _result_kind,
}
